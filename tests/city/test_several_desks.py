"""Several journals at the city: two desks of a ward, a merged ward, a desk that was restored."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc_desktop import bootstrap
from cchc_desktop.city.office import City
from cchc_desktop.domain.acknowledgement import HeldReason, Verdict
from cchc_desktop.domain.day_package import PackageState
from cchc_desktop.domain.dossier import Dossier
from cchc_desktop.services.upkeep import verify
from tests.city.cities import desk_of, enrol, new_city, send, share_the_wards_key, year
from tests.services.life_desk import Life

DAY, NEXT = "2024-01-02", "2024-01-03"
WARD, OLD = "H32.90.01", "H32.90.02"


@pytest.fixture
def city(tmp_path: Path) -> City:
    return new_city(tmp_path / "city", when=f"{NEXT}T18:00")


@pytest.fixture
def desks(tmp_path: Path, city: City) -> Iterator[tuple[Life, Life]]:
    """Two desks of one ward that know each other."""
    one, two = (desk_of(tmp_path / str(n), city, desk=n, desks=2, when=f"{DAY}T08:00") for n in (1, 2))
    share_the_wards_key(one.desk, two.desk, city)
    one.desk.enrolment.take_card(two.desk.enrolment.desk_card())
    two.desk.enrolment.take_card(one.desk.enrolment.desk_card())
    yield one, two
    one.desk.close()
    two.desk.close()


def closed(life: Life, when: str) -> Path:
    file = life.at(when).desk.day_end.close().file
    assert file is not None
    return file


def ready_at_one(desks: tuple[Life, Life]) -> tuple[Dossier, Path]:
    """Let a dossier of desk 1 be ready, and desk 2 know of it."""
    one, two = desks
    dossier = one.receive(f"{DAY}T09:00")
    one.step("result_ready", dossier, f"{DAY}T10:00")
    file = closed(one, f"{DAY}T17:05")
    two.at(f"{DAY}T17:06")
    two.desk.foreign.take(file.read_bytes())
    return dossier, file


def total(city: City, figure: str) -> int:
    return int(city.results(year("2024")).total[figure])


def test_what_another_desk_did_waits_for_the_package_of_the_first(desks: tuple[Life, Life], city: City) -> None:
    _one, two = desks
    dossier, first = ready_at_one(desks)
    two.step("result_return", dossier, f"{NEXT}T08:30")
    answer = send(city, closed(two, f"{NEXT}T17:05"))
    assert answer.verdict is Verdict.ACCEPTED
    assert [(one.reason, one.journal) for one in answer.held] == [(HeldReason.WAITS_FOR_BEGINNING, f"{WARD}/1/1")]
    assert total(city, "received") == 0
    assert [one.held for one in city.desks()] == [0, 1]
    assert send(city, first).held == ()
    assert (total(city, "received"), total(city, "resolved")) == (1, 1)
    assert [one.held for one in city.desks()] == [0, 0]
    (line,) = city.behind(year("2024"), WARD, "resolved")
    assert (line.code, line.state) == (dossier.code, "returned")
    city.rebuild()
    assert (total(city, "received"), total(city, "resolved")) == (1, 1)


def test_two_returns_are_both_kept_and_one_is_the_exception(desks: tuple[Life, Life], city: City) -> None:
    one, two = desks
    dossier, first = ready_at_one(desks)
    one.step("result_return", dossier, f"{NEXT}T08:30")
    two.step("result_return", dossier, f"{NEXT}T08:40")
    for file in (closed(two, f"{NEXT}T17:05"), first, closed(one, f"{NEXT}T17:05")):
        assert send(city, file).verdict is Verdict.ACCEPTED
    with city._database() as db:
        rows = db.rows("select journal, other_journal, reason from conflict")
    assert rows == [(f"{WARD}/2/1", f"{WARD}/1/1", "two_returns")]
    assert [(desk.conflicts, desk.is_complete) for desk in city.desks()] == [(0, True), (1, False)]
    assert (total(city, "received"), total(city, "resolved")) == (1, 1)


def test_a_merged_wards_open_dossier_counts_at_its_successor(tmp_path: Path, city: City) -> None:
    old, new = (desk_of(tmp_path / ward, city, ward=ward, when=f"{DAY}T08:00") for ward in (OLD, WARD))
    dossier = old.receive(f"{DAY}T09:00")
    file = closed(old, f"{DAY}T17:05")
    assert send(city, file).verdict is Verdict.ACCEPTED
    before = city.behind(year("2024"), OLD, "open")
    new.at(f"{NEXT}T08:00")
    new.desk.setup.change({"mergers": ((NEXT, OLD, WARD),)})
    new.desk.enrolment.take_card(old.desk.enrolment.ward_card(), today=new.clock.at.date())
    new.desk.enrolment.take_card(old.desk.enrolment.desk_card())
    new.desk.foreign.take(file.read_bytes())
    assert new.desk.foreign.take_over(OLD).codes == (dossier.code,)
    new.step("result_ready", dossier, f"{NEXT}T09:00")
    new.step("result_return", dossier, f"{NEXT}T09:30")
    assert send(city, closed(new, f"{NEXT}T17:05")).held == ()
    assert city.results(year("2024"), OLD).total["received"] == 0
    assert city.results(year("2024"), WARD).total["resolved"] == 1
    (line,) = city.behind(year("2024"), WARD, "resolved")
    assert (line.code, line.due_at) == (before[0].code, before[0].due_at)
    assert [(one.ward, one.count) for one in city.wards(year("2024"), "received")] == [(WARD, 1)]
    old.desk.close()
    new.desk.close()


def test_a_restored_desk_goes_on_as_the_next_generation_when_its_ward_vouches(tmp_path: Path, city: City) -> None:
    life = desk_of(tmp_path / "ward", city, when=f"{DAY}T08:00")
    life.receive(f"{DAY}T09:00")
    assert send(city, closed(life, f"{DAY}T17:05")).verdict is Verdict.ACCEPTED
    life.receive(f"{NEXT}T08:10")  # after the copy: lost with the disk
    folder, state = tmp_path / "ward" / "desk", {"XDG_STATE_HOME": str(tmp_path / "ward")}
    (copy,) = (folder / "backups").glob("desk-*.db")
    life.desk.close()
    bootstrap.restore(folder, copy, "đĩa hỏng", environment=state)
    desk = bootstrap.open_desk(folder, clock=life.clock, environment=state)
    restored = Life(desk=desk, clock=life.clock, leader=life.leader)
    restored.receive(f"{NEXT}T09:00")
    file = closed(restored, f"{NEXT}T17:05")
    assert [one.state for one in desk.day_end.packages()][-1] is PackageState.MADE
    assert city.enrol(desk.enrolment.desk_card())  # the ward's own key stands for it
    answer = send(city, file)
    assert (answer.verdict, answer.package.generation) == (Verdict.ACCEPTED, 2)
    assert answer.last == sum(answer.counts.values())
    assert total(city, "received") == 2
    assert [one.generation for one in city.desks()] == [2]
    assert verify(desk.db).is_whole
    desk.close()


def test_a_generation_that_nobody_vouches_for_waits(tmp_path: Path, city: City) -> None:
    life = desk_of(tmp_path / "ward", city, when=f"{DAY}T08:00")
    stranger = desk_of(tmp_path / "stranger", new_city(tmp_path / "elsewhere"), when=f"{DAY}T08:00")
    assert not city.enrol(stranger.desk.enrolment.desk_card())
    assert [card.ward for card in city.waiting_cards()] == [WARD]
    enrol(life.desk, city)
    life.desk.close()
    stranger.desk.close()
