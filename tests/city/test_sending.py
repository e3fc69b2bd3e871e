"""A desk's own way of sending against the real city: over TLS, by a folder, by SFTP; lost, doubled, out of order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from cchc_desktop.city.accounts import Accounts
from cchc_desktop.city.office import City
from cchc_desktop.city.web import make_app
from cchc_desktop.clock import moment
from cchc_desktop.domain.day_package import PackageState
from cchc_desktop.domain.dossier import FeeState
from cchc_desktop.domain.sending import CarrierChoice, CarrierKind
from cchc_desktop.services.send_desk import deliver
from tests.city.board_server import QUICK
from tests.city.cities import desk_of, enrol, new_city
from tests.city.servers import serving, sshd, tls_files
from tests.services.life_desk import Life, life_desk
from tests.store.stores import Hand

WARD = "H32.90.01"
ACCEPTED, KEPT_ASIDE = PackageState.ACCEPTED, PackageState.KEPT_ASIDE
Way = tuple[CarrierChoice, Callable[[], object]]
"""How a desk sends, and what brings the city to look there."""


@pytest.fixture
def city(tmp_path: Path) -> City:
    return new_city(tmp_path / "city", when="2024-01-31T18:00")


@pytest.fixture
def life(tmp_path: Path, city: City) -> Iterator[Life]:
    life = desk_of(tmp_path / "ward", city, ward=WARD, when="2024-01-02T08:00")
    yield life
    life.desk.close()


@pytest.fixture(params=["https", "folder", "sftp"])
def way(request: pytest.FixtureRequest, tmp_path: Path, city: City) -> Iterator[Way]:
    if request.param == "https":
        tls = tls_files(tmp_path)
        accounts = Accounts(city.place.url, Hand(moment("2024-01-31T18:00")), QUICK)
        app = make_app(city, tmp_path / "coming", accounts, Hand(moment("2024-01-31T18:00")))
        with serving(app, tls) as address:
            yield CarrierChoice(kind=CarrierKind.HTTPS, address=address, ca_file=str(tls.authority)), lambda: None
    elif request.param == "sftp":
        with sshd(tmp_path) as server:
            choice = CarrierChoice(
                kind=CarrierKind.SFTP,
                host=server.host,
                port=server.port,
                user=server.user,
                key_file=str(server.key_file),
                known_hosts=str(server.known_hosts),
            )
            yield choice, lambda: city.take_folder(server.root)
    else:
        stick = tmp_path / "stick"
        stick.mkdir()
        yield CarrierChoice(kind=CarrierKind.FOLDER, folder=str(stick)), lambda: city.take_folder(stick)


def is_complete(city: City, last_day: date) -> bool:
    """Return whether the city lacks nothing of its one desk, waits for nothing and shouts about nothing."""
    (one,) = city.desks()
    return (one.last_day, one.missing_numbers, one.kept_aside, one.refused, one.alarms) == (last_day, (), 0, 0, 0)


def close_days(life: Life, *days: int) -> None:
    for day in days:
        life.receive(f"2024-01-{day:02}T09:00", fee_dong=15_000, fee_state=FeeState.CASH)
        life.at(f"2024-01-{day:02}T17:05").desk.day_end.close()


def send(life: Life, way: Way, *, only: int | None = None) -> list[PackageState]:
    """Try what waits (or one of it) until nothing changes any more, the city looking each time."""
    sending = life.desk.sending
    carrier = sending.carrier()
    assert carrier is not None
    for _ in range(4):
        for place, parcel in enumerate(sending.waiting()):
            if only is None or place == only:
                sending.record(deliver(parcel, carrier))
        way[1]()
        life.clock.at += timedelta(minutes=61)
    return [line.state for line in life.desk.day_end.packages()]


def test_every_day_is_accepted_and_the_city_has_what_the_desk_has(life: Life, city: City, way: Way) -> None:
    close_days(life, 2, 3, 4)
    life.desk.sending.choose(way[0])
    assert send(life, way) == [ACCEPTED] * 3
    assert life.desk.day_end.unsent() == (0, 0)
    assert is_complete(city, date(2024, 1, 4))


def test_the_last_one_alone_is_kept_aside_and_the_missing_follow(life: Life, city: City, way: Way) -> None:
    close_days(life, 2, 3)
    life.desk.sending.choose(way[0])
    carrier = life.desk.sending.carrier()
    assert carrier is not None
    _, second = life.desk.sending.waiting()
    life.desk.sending.record(deliver(second, carrier))
    way[1]()
    life.clock.at += timedelta(minutes=61)
    first, second = (parcel for parcel in life.desk.sending.waiting())
    life.desk.sending.record(deliver(second, carrier))
    assert [line.state for line in life.desk.day_end.packages()] == [PackageState.MADE, KEPT_ASIDE]
    assert first.day < second.day
    assert send(life, way) == [ACCEPTED, ACCEPTED]
    assert is_complete(city, date(2024, 1, 3))


def test_a_desk_that_is_enrolled_later_is_accepted_by_itself(city: City, way: Way, tmp_path: Path) -> None:
    life = life_desk(tmp_path / "new", "2024-01-02T08:00", agency_code=WARD)
    life.desk.enrolment.take_card(city.card())
    close_days(life, 2)
    life.desk.sending.choose(way[0])
    assert ACCEPTED not in send(life, way)
    if way[0].kind is CarrierKind.HTTPS:
        assert life.desk.day_end.packages()[0].facts["cause"] == "unknown_desk"
    enrol(life.desk, city)
    assert send(life, way) == [ACCEPTED]
    life.desk.close()
