"""Closing the day: what stands in its way, once only, a sound copy, and a package that the city opens."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc_desktop import errors
from cchc_desktop.domain.day_package import CheckKind, PackageState
from cchc_desktop.domain.dossier import FeeState
from cchc_desktop.store import engine
from cchc_desktop.sync import keys
from cchc_desktop.sync.cards import CityCard
from cchc_desktop.sync.package import Opened, open_package
from tests.services.life_desk import Life, life_desk

COPY = "2.000815"
CITY_IDENTITY, CITY_KEY = keys.new_identity()
CITY_SIGN_KEY = keys.public_of(keys.new_signing_key())
CITY_CARD = CityCard(name="Thành phố Thử", key=CITY_KEY, sign_key=CITY_SIGN_KEY).to_text()


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    life = life_desk(tmp_path, "2023-10-24T08:00")
    yield life
    life.desk.close()


@pytest.fixture
def enrolled(life: Life) -> Life:
    life.desk.enrolment.take_card(CITY_CARD)
    return life


def opened(life: Life, file: Path | None) -> Opened:
    assert file is not None
    return open_package(file.read_bytes(), identity=CITY_IDENTITY, desk_key=life.desk.enrolment.keys().desk_key)


def fees_open(life: Life) -> tuple[str, ...]:
    """Return the dossiers whose fee is named before the day is closed."""
    return next(check.codes for check in life.desk.day_end.checks() if check.kind is CheckKind.FEE_NOT_TAKEN)


def test_a_day_is_closed_and_the_city_opens_its_package(enrolled: Life) -> None:
    enrolled.receive("2023-10-24T09:00", fee_dong=15_000, fee_state=FeeState.CASH)
    closed = enrolled.at("2023-10-24T17:05").desk.day_end.close()
    found = opened(enrolled, closed.file)
    assert (found.manifest.first, found.manifest.last) == (1, closed.last)
    assert found.manifest.totals == {"received": 1, "returned": 0, "cash_dong": 15_000}
    assert found.manifest.seal == closed.seal
    assert closed.seal == enrolled.desk.db.value("select hash from entry order by seq desc limit 1")[:8].upper()
    assert {line.field for line in found.content.for_city} == {"applicant.name"}
    assert not found.has_ward_part


def test_closing_twice_does_nothing_new(enrolled: Life) -> None:
    enrolled.receive("2023-10-24T09:00")
    first = enrolled.at("2023-10-24T17:05").desk.day_end.close()
    content = first.file.read_bytes() if first.file else b""
    entries = enrolled.entries
    again = enrolled.desk.day_end.close()
    assert (again.part, again.last, again.seal, again.is_new) == (first.part, first.last, first.seal, False)
    assert enrolled.entries == entries
    assert again.file is not None
    assert again.file.read_bytes() == content


def test_what_comes_after_the_close_goes_into_a_further_part(enrolled: Life) -> None:
    enrolled.receive("2023-10-24T09:00")
    first = enrolled.at("2023-10-24T17:05").desk.day_end.close()
    sealed = first.file.read_bytes() if first.file else b""
    enrolled.receive("2023-10-24T17:20")
    second = enrolled.desk.day_end.close()
    assert (second.part, second.first) == (2, first.last + 1)
    assert first.file is not None
    assert first.file.read_bytes() == sealed
    one, two = opened(enrolled, first.file), opened(enrolled, second.file)
    assert two.manifest.previous == one.manifest_sha256
    assert two.manifest.head_before == one.manifest.head


def test_the_day_is_not_closed_while_somebody_waits_without_an_appointment(enrolled: Life) -> None:
    waiting = enrolled.receive("2023-10-24T09:00", procedure_code=COPY)
    enrolled.at("2023-10-24T17:05")
    checks = {check.kind: check for check in enrolled.desk.day_end.checks()}
    assert checks[CheckKind.SAME_DAY_OPEN].codes == (waiting.code,)
    entries = enrolled.entries
    with pytest.raises(errors.DayNotClosable) as refused:
        enrolled.desk.day_end.close()
    assert refused.value.facts == {"count": 1}
    assert enrolled.entries == entries
    enrolled.desk.same_day.to_appointment(waiting.code)
    assert enrolled.desk.day_end.close().is_new


def test_the_list_names_what_is_not_in_order(enrolled: Life) -> None:
    dossier = enrolled.receive("2023-10-24T09:00", fee_dong=8_000, fee_state=FeeState.NOT_YET)
    enrolled.step("result_ready", dossier, "2023-10-24T10:00")
    found = {check.kind: check.codes for check in enrolled.desk.day_end.checks()}
    assert found == {
        CheckKind.SAME_DAY_OPEN: (),
        CheckKind.NOT_PRINTED: (dossier.code,),
        CheckKind.FEE_NOT_TAKEN: (dossier.code,),
        CheckKind.NOT_COLLECTED: (dossier.code,),
        CheckKind.APPROVALS: (),
        CheckKind.NO_ATTACHMENT: (dossier.code,),
    }


@pytest.mark.parametrize("fee_state", [FeeState.NOT_YET, FeeState.UNKNOWN])
def test_an_open_fee_is_named_on_the_day_of_receipt_and_on_that_of_return(life: Life, fee_state: FeeState) -> None:
    fee_dong = 8_000 if fee_state is FeeState.NOT_YET else None
    dossier = life.receive("2023-10-24T09:00", fee_dong=fee_dong, fee_state=fee_state)
    assert fees_open(life) == (dossier.code,)
    life.step("result_ready", dossier, "2023-10-25T09:00")
    assert fees_open(life) == ()
    life.step("result_return", dossier, "2023-10-26T09:00", cause="workload", responsible_unit="Tư pháp")
    assert fees_open(life) == (dossier.code,)
    life.at("2023-10-27T09:00")
    assert fees_open(life) == ()


def test_without_the_citys_card_the_day_closes_and_its_package_is_made_when_the_card_comes(life: Life) -> None:
    life.receive("2023-10-24T09:00")
    closed = life.at("2023-10-24T17:05").desk.day_end.close()
    assert closed.file is None
    assert [line.state for line in life.desk.day_end.packages()] == [PackageState.WANTED]
    life.desk.enrolment.take_card(CITY_CARD)
    made = life.desk.day_end.make_packages()
    assert opened(life, made[0]).manifest.seal == closed.seal
    assert [line.state for line in life.desk.day_end.packages()] == [PackageState.MADE]


def test_a_lost_file_is_made_again_with_the_same_content(enrolled: Life) -> None:
    enrolled.receive("2023-10-24T09:00")
    closed = enrolled.at("2023-10-24T17:05").desk.day_end.close()
    before = opened(enrolled, closed.file)
    assert closed.file is not None
    closed.file.unlink()
    enrolled.at("2023-10-25T08:00")
    (made,) = enrolled.desk.day_end.make_packages()
    assert made == closed.file
    assert opened(enrolled, made).manifest_sha256 == before.manifest_sha256


def test_the_copy_is_a_whole_desk(enrolled: Life, tmp_path: Path) -> None:
    enrolled.receive("2023-10-24T09:00")
    enrolled.at("2023-10-24T17:05").desk.day_end.close()
    (copy,) = (tmp_path / "desk" / "backups").iterdir()
    with contextlib.closing(engine.open_database(copy, read_only=True)) as db:
        assert db.value("select count(*) from entry") == enrolled.entries


def test_what_is_not_yet_with_the_city_is_counted(enrolled: Life) -> None:
    enrolled.receive("2023-10-24T09:00")
    enrolled.at("2023-10-24T17:05").desk.day_end.close()
    enrolled.receive("2023-10-25T08:00")
    assert enrolled.desk.day_end.unsent() == (1, enrolled.entries)


def test_the_desks_keys_are_its_users_alone_and_in_no_package(enrolled: Life, tmp_path: Path) -> None:
    enrolled.receive("2023-10-24T09:00")
    closed = enrolled.at("2023-10-24T17:05").desk.day_end.close()
    for file in (tmp_path / "desk" / "keys").iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    found = enrolled.desk.enrolment.keys()
    card = enrolled.desk.enrolment.desk_card()
    assert found.signing_key not in card
    assert found.ward_identity not in card
    assert closed.file is not None
    assert found.signing_key.encode() not in closed.file.read_bytes()


def test_a_further_desk_takes_the_wards_key_and_reads_the_whole_package(enrolled: Life, tmp_path: Path) -> None:
    enrolled.receive("2023-10-24T09:00")
    closed = enrolled.at("2023-10-24T17:05").desk.day_end.close()
    other = life_desk(tmp_path / "other", "2023-10-24T08:00", desk_number=2, desk_count=2)
    with contextlib.closing(other.desk):
        assert other.desk.enrolment.take_card(enrolled.desk.enrolment.ward_card()) == "ward"
        assert closed.file is not None
        found = open_package(
            closed.file.read_bytes(),
            identity=other.desk.enrolment.keys().ward_identity,
            desk_key=enrolled.desk.enrolment.keys().desk_key,
        )
    assert found.has_ward_part


@pytest.mark.parametrize(
    "card", ["", "{}", "[]", '{"card": "cchc-city-card", "version": 1, "key": "age1none"}', '{"card":"x","version":1}']
)
def test_a_card_that_is_none_changes_nothing(life: Life, card: str) -> None:
    before = life.desk.enrolment.keys()
    with pytest.raises(errors.CardRefused):
        life.desk.enrolment.take_card(card)
    assert life.desk.enrolment.keys() == before


def test_the_close_sweeps_what_killed_writers_left_and_spares_who_writes_now(enrolled: Life) -> None:
    folder = enrolled.desk.folder
    old, fresh = folder / "packages" / ".0a.part", folder / "attachments" / "ab" / ".0b.part"
    for path in (old, fresh):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"half")
    two_days_ago = fresh.stat().st_mtime - 2 * 86_400
    os.utime(old, (two_days_ago, two_days_ago))
    assert enrolled.at("2023-10-24T17:05").desk.day_end.close().file is not None
    assert (old.exists(), fresh.exists()) == (False, True)
