"""Another desk's packages: whole, in order, once; and two desks that know the same stand the same."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cchc_desktop import bootstrap, errors, sentences
from cchc_desktop.domain.dossier import Dossier, DossierState, FeeState
from cchc_desktop.domain.entry import Entry, EntryKind, digest
from cchc_desktop.domain.ordering import ConflictReason
from cchc_desktop.domain.steps import StepKind
from cchc_desktop.services.desk_setup import SAMPLE, Opening
from cchc_desktop.services.upkeep import verify
from cchc_desktop.store import dossiers, journal
from cchc_desktop.sync import keys, package
from cchc_desktop.sync.cards import DeskCard, read_card
from tests.services.life_desk import ITEMS, Life, life_desk
from tests.services.made_up_city import MadeUpCity

DAY, NEXT = "2023-10-24", "2023-10-25"


def opened(place: Path, number: int, desks: int = 2) -> Life:
    """Return one desk of a ward."""
    return life_desk(place, f"{DAY}T08:00", desk_number=number, desk_count=desks)


class Ward:
    """Desks of one ward, each in its folder."""

    def __init__(self, place: Path, desks: int) -> None:
        self.city = MadeUpCity()
        self.desks = [opened(place / f"desk-{number}", number, desks) for number in range(1, desks + 1)]
        first, *others = self.desks
        for life in others:
            life.desk.enrolment.take_card(first.desk.enrolment.ward_card())
        for one, other in itertools.permutations(self.desks, 2):
            one.desk.enrolment.take_card(other.desk.enrolment.desk_card())
        for life in self.desks:
            life.desk.enrolment.take_card(self.city.card())

    def __getitem__(self, number: int) -> Life:
        return self.desks[number - 1]

    def close(self, number: int, when: str) -> bytes:
        """Close a desk's day and return its package."""
        closed = self[number].at(when).desk.day_end.close()
        assert closed.file is not None
        return closed.file.read_bytes()


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[Callable[[int], Ward]]:
    """Open a ward of so many desks."""
    made: list[Ward] = []

    def open_ward(desks: int = 2) -> Ward:
        made.append(Ward(tmp_path, desks))
        return made[-1]

    yield open_ward
    for one in made:
        for life in one.desks:
            life.desk.close()


def refused(life: Life, file: bytes) -> errors.PackageRefused:
    before = life.entries
    with pytest.raises(errors.PackageRefused) as told:
        life.desk.foreign.take(file)
    assert life.entries == before
    assert "…" not in sentences.sentence(told.value)
    return told.value


def stands(life: Life, dossier: Dossier) -> Any:
    """Return what the row of a dossier says, wherever it stands, and its exceptions."""
    row = [
        life.desk.db.row(f"select * from {table} where dossier = ?", (dossier.id,))
        for table in ("dossier", "foreign_dossier")
    ]
    (found,) = (one[1:] for one in row if one)
    return found, life.desk.foreign.conflicts(dossier.code)


def test_a_dossier_is_found_there_and_counted_here(ward: Callable[[int], Ward]) -> None:
    two = ward(2)
    dossier = two[1].receive(f"{DAY}T09:00")
    file = two.close(1, f"{DAY}T17:05")

    taken = two[2].at(f"{DAY}T17:10").desk.foreign.take(file)

    assert (taken.is_new, taken.dossiers) == (True, 1)
    found = two[2].desk.view.search("nguyen thu")
    assert [(line.code, line.other_desk) for line in found] == [(dossier.code, 1)]
    view = two[2].desk.view.dossier(dossier.code)
    assert (view.dossier, view.personal) == (dossiers.get(two[1].desk.db, dossier.code), dict(view.personal))
    assert view.personal["applicant.name"] == "Nguyễn Thị Thử"
    assert (view.is_elsewhere, str(view.known_until)) == (True, DAY)
    assert two[2].desk.view.today().received == 0
    assert two[2].desk.view.newest() == []
    assert [one.desk for one in two[2].desk.foreign.other_desks()] == [1]
    assert stands(two[2], dossier) == stands(two[1], dossier)


def test_a_gap_names_the_numbers_that_are_wanted(ward: Callable[[int], Ward]) -> None:
    two = ward(2)
    two[1].receive(f"{DAY}T09:00")
    first = two.close(1, f"{DAY}T17:05")
    last = journal.head(two[1].desk.db).number
    two[1].receive("2023-10-25T09:00")
    second = two.close(1, "2023-10-25T17:05")

    told = refused(two[2].at("2023-10-25T17:10"), second)
    assert told.facts == {"cause": "gap", "first": 1, "number": last}

    two[2].desk.foreign.take(first)
    two[2].desk.foreign.take(second)
    assert verify(two[2].desk.db).is_whole


def test_a_day_is_not_left_out(ward: Callable[[int], Ward]) -> None:
    two = ward(2)
    files, lasts = [], []
    for day in (24, 25, 26):
        two[1].receive(f"2023-10-{day}T09:00")
        files.append(two.close(1, f"2023-10-{day}T17:05"))
        lasts.append(journal.head(two[1].desk.db).number)
    two[2].at("2023-10-26T17:10").desk.foreign.take(files[0])

    told = refused(two[2], files[2])

    assert told.facts == {"cause": "gap", "first": lasts[0] + 1, "number": lasts[1]}
    assert f"#{lasts[0] + 1}-#{lasts[1]}" in sentences.sentence(told)


def test_a_journal_that_went_on_otherwise_is_shouted_about(ward: Callable[[int], Ward]) -> None:
    """A copied folder that was written in twice: the second day does not follow the first that is known."""
    two = ward(2)
    two[1].receive(f"{DAY}T09:00")
    first = two.close(1, f"{DAY}T17:05")
    two[1].receive("2023-10-25T09:00")
    enrolled = two[1].desk.enrolment.keys()
    second = two.close(1, "2023-10-25T17:05")
    opened = package.open_package(second, identity=enrolled.ward_identity, desk_key=enrolled.desk_key)
    before = "7" * 64
    texts = []
    for text in opened.content.entries:
        texts.append(
            dataclasses.replace(Entry.from_text(text), previous=digest(texts[-1]) if texts else before).to_text()
        )
    content = dataclasses.replace(opened.content, entries=tuple(texts))
    manifest = dataclasses.replace(
        opened.manifest, head_before=before, head=digest(texts[-1]), parts=package.parts_of(content)
    )
    forked = package.pack(
        manifest, content, signing_key=enrolled.signing_key, city=two.city.key, ward=enrolled.ward_key
    )
    two[2].at("2023-10-25T17:10").desk.foreign.take(first)

    assert refused(two[2], forked).facts["cause"] == "other_than_taken"
    assert two[2].desk.foreign.take(second).is_new


def test_what_came_from_the_other_desk_meanwhile_is_known_though_the_own_act_is_later(
    ward: Callable[[int], Ward],
) -> None:
    two = ward(2)
    dossier = two[1].receive(f"{DAY}T09:00")
    two[2].at(f"{DAY}T17:10").desk.foreign.take(two.close(1, f"{DAY}T17:05"))
    two[2].step("supplement_request", dossier, "2023-10-25T09:00", items=ITEMS, reason="Thiếu", legal_basis="Luật")
    two[1].step("handover", dossier, "2023-10-25T10:00", to_unit="Bộ phận 1")
    two[1].at("2023-10-25T17:10").desk.foreign.take(two.close(2, "2023-10-25T17:05"))

    two[1].step("supplement_received", dossier, "2023-10-26T09:00")
    two[1].step("result_ready", dossier, "2023-10-26T10:00")

    assert two[1].desk.foreign.conflicts() == []
    assert dossiers.get(two[1].desk.db, dossier.code).state is DossierState.RESULT_READY


def test_the_same_again_is_there_already_and_another_of_its_name_is_shouted_about(ward: Callable[[int], Ward]) -> None:
    two = ward(2)
    two[1].receive(f"{DAY}T09:00")
    file = two.close(1, f"{DAY}T17:05")
    desk = two[2].at(f"{DAY}T17:10").desk
    desk.foreign.take(file)

    assert desk.foreign.take(file).is_new is False

    enrolled = two[1].desk.enrolment.keys()
    opened = package.open_package(file, identity=enrolled.ward_identity, desk_key=enrolled.desk_key)
    other = package.pack(
        dataclasses.replace(opened.manifest, totals={**opened.manifest.totals, "received": 9}),
        opened.content,
        signing_key=enrolled.signing_key,
        city=two.city.key,
        ward=enrolled.ward_key,
    )
    told = refused(two[2], other)
    assert told.facts["cause"] == "other_than_taken"
    assert "KHÁC NỘI DUNG" in sentences.sentence(told)


def test_no_other_ward_no_unknown_desk_no_own_package(ward: Callable[[int], Ward], tmp_path: Path) -> None:
    two = ward(2)
    two[1].receive(f"{DAY}T09:00")
    file = two.close(1, f"{DAY}T17:05")
    assert refused(two[1], file).facts["cause"] == "own_package"

    settings = dataclasses.replace(SAMPLE, agency_code="000.98.40.H32", desk_number=2, desk_count=2)
    opening = Opening(settings=settings, officer_name="Lê Văn Khác", is_training=True)
    environment = {"XDG_STATE_HOME": str(tmp_path / "state")}
    other = bootstrap.first_run(tmp_path / "other", opening, clock=two[1].clock, environment=environment)
    with pytest.raises(errors.PackageRefused, match="other_ward"):
        other.foreign.take(file)
    with pytest.raises(errors.CardRefused, match="other_ward"):
        other.enrolment.take_card(two[1].desk.enrolment.desk_card())
    other.close()

    stranger = opened(tmp_path / "stranger", 2)
    stranger.desk.enrolment.take_card(two[1].desk.enrolment.ward_card())
    with pytest.raises(errors.PackageRefused, match="no_desk_card"):
        stranger.desk.foreign.take(file)
    stranger.desk.close()


def test_a_desks_card_needs_the_wards_voucher(ward: Callable[[int], Ward]) -> None:
    two = ward(2)
    card = read_card(two[1].desk.enrolment.desk_card())
    assert isinstance(card, DeskCard)
    forged = dataclasses.replace(card, desk_key=keys.public_of(keys.new_signing_key()))

    with pytest.raises(errors.CardRefused, match="not_vouched"):
        two[2].desk.enrolment.take_card(forged.to_text())
    with pytest.raises(errors.CardRefused, match="own_card"):
        two[2].desk.enrolment.take_card(two[2].desk.enrolment.desk_card())


def test_an_act_comes_before_the_receipt_of_its_dossier(ward: Callable[[int], Ward]) -> None:
    """Desk 3 takes desk 2's package first: what it tells of desk 1's dossier waits for desk 1's own."""
    three = ward(3)
    dossier = three[1].receive(f"{DAY}T09:00")
    three[1].step("result_ready", dossier)
    first = three.close(1, f"{DAY}T17:05")
    three[2].at(f"{DAY}T17:10").desk.foreign.take(first)
    three[2].step("result_return", dossier, "2023-10-25T09:00")
    second = three.close(2, "2023-10-25T17:05")
    three[3].at("2023-10-25T17:10")

    three[3].desk.foreign.take(second)
    assert three[3].desk.view.search(dossier.code) == []
    three[3].desk.foreign.take(first)

    assert three[3].desk.view.dossier(dossier.code).dossier.state is DossierState.RETURNED
    assert verify(three[3].desk.db).is_whole
    three[1].at("2023-10-25T17:20").desk.foreign.take(second)
    assert stands(three[1], dossier) == stands(three[2], dossier) == stands(three[3], dossier)


def test_a_step_on_what_was_known_is_no_exception_and_the_next_names_what_it_knew(ward: Callable[[int], Ward]) -> None:
    two = ward(2)
    dossier = two[1].receive(f"{DAY}T09:00")
    two[1].step("result_ready", dossier)
    two[2].at(f"{DAY}T17:10").desk.foreign.take(two.close(1, f"{DAY}T17:05"))

    two[1].step("call", dossier, "2023-10-25T08:30", outcome="reached")
    two[2].step("call", dossier, "2023-10-25T09:00", outcome="no_answer")
    two[1].at("2023-10-25T17:10").desk.foreign.take(two.close(2, "2023-10-25T17:05"))
    two[1].step("result_return", dossier, "2023-10-26T09:00")
    two[2].at("2023-10-25T17:30").desk.foreign.take(two.close(1, "2023-10-26T17:05"))

    view = two[2].desk.view.dossier(dossier.code)
    assert (view.dossier.state, view.dossier.calls, view.conflicts) == (DossierState.RETURNED, 2, ())
    assert stands(two[1], dossier) == stands(two[2], dossier)
    for life in two.desks:
        assert verify(life.desk.db).is_whole


def test_refused_here_while_returned_there(ward: Callable[[int], Ward]) -> None:
    """The earlier act stands at both desks; an undoing of it lets the other stand."""
    two = ward(2)
    dossier = two[1].receive(f"{DAY}T09:00")
    two[2].at(f"{DAY}T17:10").desk.foreign.take(two.close(1, f"{DAY}T17:05"))
    two[1].step("withdrawal", dossier, "2023-10-25T08:30", reason="Đổi ý")
    two[2].step("result_ready", dossier, "2023-10-25T09:00")
    two[1].at("2023-10-25T17:10").desk.foreign.take(two.close(2, "2023-10-25T17:05"))
    two[2].at("2023-10-25T17:20").desk.foreign.take(two.close(1, "2023-10-25T17:15"))

    for life in two.desks:
        (conflict,) = life.desk.view.dossier(dossier.code).conflicts
        assert conflict.reason == ConflictReason.RESULT_AND_ENDING
        assert dossiers.get(life.desk.db, dossier.code).state is DossierState.WITHDRAWN
    two[1].step("undo", dossier, "2023-10-26T08:30", reason="Nhầm")
    two[2].at("2023-10-26T17:20").desk.foreign.take(two.close(1, "2023-10-26T17:15"))
    for life in two.desks:
        assert dossiers.get(life.desk.db, dossier.code).state is DossierState.RESULT_READY
        assert life.desk.foreign.conflicts() == []
        assert verify(life.desk.db).is_whole


def handed_over(life: Life, day: str) -> list[str]:
    """Return the codes of what a desk handed over on a day, the last one first."""
    found = life.desk.boards.taken_on(StepKind.RESULT_RETURN, date.fromisoformat(day))
    return [step.code for step in found]


def test_what_this_desk_returned_of_anothers_is_its_own_return(ward: Callable[[int], Ward]) -> None:
    two = ward(2)
    there, gone = two[1].receive(f"{DAY}T09:00"), two[1].receive(f"{DAY}T09:10")
    for dossier in (there, gone):
        two[1].step("result_ready", dossier)
    two[2].at(f"{DAY}T17:10").desk.foreign.take(two.close(1, f"{DAY}T17:05"))
    here = two[2].receive("2023-10-25T08:30")
    two[2].step("result_ready", here)
    two[2].step("result_return", here, "2023-10-25T08:40")
    two[2].step("result_return", there, "2023-10-25T09:00")
    two[1].step("result_return", gone, "2023-10-25T09:30")

    assert handed_over(two[2], "2023-10-25") == [there.code, here.code]
    assert handed_over(two[2], DAY) == []
    two[1].at("2023-10-25T17:10").desk.foreign.take(two.close(2, "2023-10-25T17:05"))
    assert handed_over(two[1], "2023-10-25") == [gone.code], "what desk 2 returned is not desk 1's return"
    assert handed_over(two[2], "2023-10-25") == [there.code, here.code], "its day is closed, and still the same day"

    two[2].step("undo", there, "2023-10-25T17:30", reason="Nhầm người")
    assert handed_over(two[2], "2023-10-25") == [here.code]


@pytest.mark.parametrize("is_settled", [False, True])
def test_a_return_that_is_an_exception_is_not_listed(ward: Callable[[int], Ward], is_settled: bool) -> None:
    two = ward(2)
    dossier = two[1].receive(f"{DAY}T09:00")
    two[1].step("result_ready", dossier)
    two[2].at(f"{DAY}T17:10").desk.foreign.take(two.close(1, f"{DAY}T17:05"))
    two[2].step("result_return", dossier, "2023-10-25T08:30")
    two[1].step("result_return", dossier, "2023-10-25T09:00")
    assert handed_over(two[1], "2023-10-25") == [dossier.code]
    two[1].at("2023-10-25T17:10").desk.foreign.take(two.close(2, "2023-10-25T17:05"))
    if is_settled:
        (conflict,) = two[1].desk.foreign.conflicts(dossier.code)
        two[1].desk.foreign.settle(dossier.code, conflict, "Bàn 2 đã trao")

    assert handed_over(two[1], "2023-10-25") == []
    assert handed_over(two[2], "2023-10-25") == [dossier.code]


def test_a_changed_entry_of_another_desk_is_found(ward: Callable[[int], Ward]) -> None:
    two = ward(2)
    two[1].receive(f"{DAY}T09:00")
    desk = two[2].at(f"{DAY}T17:10").desk
    desk.foreign.take(two.close(1, f"{DAY}T17:05"))
    assert list(journal.breaks(desk.db)) == []
    other = journal.head(two[1].desk.db).journal
    desk.db.execute("drop trigger entry_stays")
    desk.db.execute("update entry set text = replace(text, 'cash', 'CASH') where journal = ? and number = 2", (other,))
    desk.db.execute("update entry set text = text || ' ' where journal = ? and number = 3", (other,))

    assert {(broken.facts["journal"], broken.facts["cause"]) for broken in journal.breaks(desk.db)} >= {
        (other, "text_changed")
    }


def test_a_fee_taken_at_both_desks_is_an_exception_and_each_till_holds_its_own(ward: Callable[[int], Ward]) -> None:
    two = ward(2)
    dossier = two[1].receive(f"{DAY}T09:00", fee_state=FeeState.NOT_YET, fee_dong=15_000)
    two[2].at(f"{DAY}T17:10").desk.foreign.take(two.close(1, f"{DAY}T17:05"))
    for desk, minute in ((1, 10), (2, 20)):
        two[desk].at(f"{NEXT}T08:{minute}").desk.fees.settle(dossier.code, FeeState.CASH)
    files = {desk: two.close(desk, f"{NEXT}T17:05") for desk in (1, 2)}
    two[1].at(f"{NEXT}T17:10").desk.foreign.take(files[2])
    two[2].at(f"{NEXT}T17:10").desk.foreign.take(files[1])

    for desk in (1, 2):
        (conflict,) = two[desk].desk.foreign.conflicts(dossier.code)
        assert (conflict.reason, conflict.journal.split("/")[1]) == (ConflictReason.TWO_FEES, "2")
        steps = two[desk].desk.view.dossier(dossier.code).history
        assert all(step.officer for step in steps if step.kind == EntryKind.FEE_SETTLED)
        opened_again = package.open_package(
            files[desk],
            identity=two[1].desk.enrolment.keys().ward_identity,
            desk_key=two[desk].desk.enrolment.keys().desk_key,
        )
        assert opened_again.manifest.totals["cash_dong"] == 15_000
