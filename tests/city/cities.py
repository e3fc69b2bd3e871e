"""A city with its desks, for tests of what is sent and what comes of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from cchc_desktop import bootstrap, paths
from cchc_desktop.catalogue.calendar_reading import read_calendar
from cchc_desktop.city import place
from cchc_desktop.city.office import City
from cchc_desktop.clock import Clock, moment
from cchc_desktop.domain.acknowledgement import Acknowledgement
from cchc_desktop.domain.calendar import calendar_of
from cchc_desktop.domain.day_package import PackageState
from cchc_desktop.domain.dossier_row import COLUMNS
from cchc_desktop.domain.period import Period
from cchc_desktop.rules import periods
from cchc_desktop.sync import acknowledgement
from tests.services.life_desk import Life, life_desk
from tests.store.stores import Hand

NAME = "Thành phố Thử"


def new_city(folder: Path, *, url: str = "", when: str = "2024-01-02T18:00", clock: Clock | None = None) -> City:
    """Return a fresh city on SQLite, or on the PostgreSQL of ``url``."""
    place.prepare(folder, name=NAME, url=url)
    return city_again(folder, when=when, clock=clock)


def city_again(folder: Path, *, when: str = "2024-01-02T18:00", clock: Clock | None = None) -> City:
    """Return the city of a folder, opened again."""
    calendar = calendar_of(read_calendar(paths.resources() / "calendar"))
    return City(place.read(folder), calendar, clock=clock or Hand(moment(when)))


def desk_of(
    folder: Path, city: City, *, ward: str = "H32.90.01", desk: int = 1, desks: int = 1, when: str = "2024-01-02T08:00"
) -> Life:
    """Return a fresh desk of a ward that the city knows, with a leader beside its clerk."""
    life = life_desk(folder, when, agency_code=ward, desk_number=desk, desk_count=desks)
    enrol(life.desk, city)
    return life


def enrol(desk: bootstrap.Desk, city: City) -> None:
    """Let a desk and its city know each other, by the hand of the city's administrator."""
    desk.enrolment.take_card(city.card())
    city.enrol(desk.enrolment.desk_card(), by_hand=True)


def share_the_wards_key(first: bootstrap.Desk, other: bootstrap.Desk, city: City) -> None:
    """Hand a ward's keys to its further desk, before that one is enrolled."""
    other.enrolment.take_card(first.enrolment.ward_card())
    enrol(other, city)


def send(city: City, file: Path | None) -> Acknowledgement:
    """Let the city take a package's file, and return its answer, which it signed."""
    assert file is not None
    return acknowledgement.opened(city.take(file.read_bytes()), city.place.sign_key)


def year(code: str = "2023") -> Period:
    """Return a period by its code."""
    found = periods.report_period(code)
    assert found is not None
    return found


def totals_of(city: City, ward: str = "") -> dict[str, int]:
    """Return what the year's 06a table of the city (or of a ward) shows, and the time saved up to 31/12."""
    whole = Period(code="2022-12-15..2023-12-31", first=date(2022, 12, 15), last=date(2023, 12, 31))
    saved = {row.row.partition(":")[2]: row for row in city.time_saved(whole).rows["ward"]}
    chosen = [row for name, row in saved.items() if ward in ("", name)]
    return {
        **city.results(year(), ward).total,
        "no_slip": sum(row.no_slip for row in chosen),
        "no_slip_minutes_saved": sum(row.no_slip_minutes_saved for row in chosen),
    }


def differences(city: City, desk: bootstrap.Desk) -> list[str]:
    """Return what the city has otherwise than a desk all of whose closed days were sent until they were accepted."""
    found = [
        f"{line.day} part {line.part} is {line.state}"
        for line in desk.day_end.packages()
        if line.state is not PackageState.ACCEPTED
    ]
    journal = desk.db.value("select id from journal order by generation desc limit 1")
    last = desk.db.value("select coalesce(max(last), 0) from outbox")
    entries = "select number, hash from entry where {} order by number"
    dossiers = f"select dossier, code, {', '.join(COLUMNS)} from dossier where dossier like ? order by dossier"
    spans = """select d.dossier, s.from_at, s.until_at, s.state, s.due_at, s.promised_at, s.was_overdue
               from dossier_span s join dossier d on d.id = s.id where d.dossier like ? order by 1, 2, 3"""
    with city._database() as db:
        if db.rows(entries.format("journal = ?"), (journal,)) != desk.db.rows(entries.format("number <= ?"), (last,)):
            found.append("other entries")
        for name, sql in (("dossiers", dossiers), ("spans", spans)):
            if db.rows(sql, (f"{journal}#%",)) != desk.db.rows(sql, (f"{journal}#%",)):
                found.append(f"other {name}")
    return found
