"""A newer catalogue or calendar comes in: as entries, whole or not at all, and nothing received before moves."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc_desktop import bootstrap, errors, paths
from cchc_desktop.clock import moment
from cchc_desktop.domain.intake import ReceiveDossier
from cchc_desktop.domain.person import Person
from cchc_desktop.services.catalogue_desk import read_packs
from cchc_desktop.services.desk_setup import SAMPLE, SAMPLE_OFFICER, Opening
from cchc_desktop.services.upkeep import verify
from cchc_desktop.services.workplace import Workplace

MARRIAGE = ReceiveDossier(
    procedure_code="1.004873", applicant=Person(name="Nguyễn Thị Thử", personal_id="056190000123")
)


class Hand:
    """A clock moved by hand."""

    def __init__(self, start: str) -> None:
        self.at = moment(start)

    def now(self):
        return self.at


@pytest.fixture
def clock() -> Hand:
    return Hand("2026-12-30T09:00")


@pytest.fixture
def desk(tmp_path: Path, clock: Hand) -> Iterator[bootstrap.Desk]:
    opening = Opening(settings=SAMPLE, officer_name=SAMPLE_OFFICER, is_training=True)
    environment = {"XDG_STATE_HOME": str(tmp_path / "state")}
    desk = bootstrap.first_run(tmp_path / "desk", opening, clock=clock, environment=environment)
    yield desk
    assert verify(desk.db).is_whole
    desk.close()


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """What the city sends: the program's own files, to be changed."""
    folder = tmp_path / "pack"
    for name in ("catalogue", "calendar", "forms"):
        shutil.copytree(paths.resources() / name, folder / name)
    return folder


def with_2027(pack: Path) -> Path:
    years = pack / "calendar" / "years.csv"
    lines = years.read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("2027,")]
    years.write_text("\n".join([*kept, "2027,yes,theo thông báo"]) + "\n", "utf-8")
    days = pack / "calendar" / "days.csv"
    header = days.read_text("utf-8").splitlines()[0].split(",")
    row = {"date": "2027-01-01", "name": "Tết Dương lịch", "name_vi": "Tết Dương lịch", "kind": "holiday"}
    line = ",".join(row.get(column, "high" if column in ("confidence", "certainty") else "thử") for column in header)
    days.write_text(days.read_text("utf-8").rstrip("\n") + f"\n{line}\n", "utf-8")
    return pack


def test_the_program_s_own_packs_are_those_already_loaded(desk: bootstrap.Desk) -> None:
    packs = read_packs(paths.resources())
    assert set(packs) == {"catalogue", "calendar", "forms"}
    assert desk.packs.newer(packs) == ()
    assert desk.packs.load(packs) == ()


def test_the_calendar_of_a_new_year_makes_its_dates(desk: bootstrap.Desk, pack: Path, clock: Hand) -> None:
    with pytest.raises(errors.CalendarNotCovered):
        desk.intake.promise("1.004873", clock.now())
    given = ReceiveDossier(
        procedure_code="1.004873",
        applicant=Person(name="A", personal_id="056190000123"),
        due_at=moment("2027-01-06T09:00"),
        due_reason="chưa có lịch nghỉ 2027",
    )
    before = desk.intake.receive(given).dossier
    assert desk.packs.load(read_packs(with_2027(pack))) == ("calendar",)
    assert desk.intake.promise("1.004873", clock.now()).due_at == moment("2027-01-05T09:00")
    assert desk.view.dossier(before.code).dossier.due_at == before.due_at
    listed = Workplace(desk.db).given_dates(clock.now(), desk.state.calendar.years)
    assert [line.code for line in listed] == [before.code]


def test_a_new_catalogue_does_not_move_what_was_received(desk: bootstrap.Desk, pack: Path, clock: Hand) -> None:
    clock.at = moment("2026-12-31T08:00")
    clock.at = moment("2026-12-30T09:10")
    old = desk.intake.receive(
        ReceiveDossier(procedure_code="2.000815", applicant=Person(name="A", personal_id="056190000123"))
    ).dossier
    procedures = pack / "catalogue" / "procedures.csv"
    text = procedures.read_text("utf-8")
    changed = text.replace("Chứng thực bản sao từ bản chính", "Chứng thực bản sao từ bản chính (tên mới)", 1)
    assert changed != text
    procedures.write_text(changed, "utf-8")
    assert "catalogue" in desk.packs.load(read_packs(pack))
    again = desk.view.dossier(old.code).dossier
    assert again.catalogue == old.catalogue != desk.state.catalogue_version
    assert "tên mới" not in again.procedure_name


def test_one_wrong_line_loads_nothing(desk: bootstrap.Desk, pack: Path) -> None:
    with_2027(pack)
    days = pack / "calendar" / "days.csv"
    days.write_text(days.read_text("utf-8").replace("2027-01-01", "2027-13-01"), "utf-8")
    with pytest.raises(errors.CatalogueLineWrong) as refused:
        desk.packs.load(read_packs(pack))
    assert "days.csv" in str(refused.value.facts["file"])
    assert 2027 not in desk.state.calendar.years
