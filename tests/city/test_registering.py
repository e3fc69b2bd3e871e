"""A desk's card and the year's pack go over the city's own service: no file is carried by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc_desktop.city import terminal
from cchc_desktop.city.accounts import Accounts
from cchc_desktop.city.office import City
from cchc_desktop.city.web import make_app
from cchc_desktop.clock import moment
from cchc_desktop.domain.sending import CarrierChoice, CarrierKind
from cchc_desktop.errors import CarrierFailed
from tests.catalogue.year_packs import shipped
from tests.city.board_server import QUICK
from tests.city.cities import new_city
from tests.city.servers import serving, tls_files
from tests.services.life_desk import Life, life_desk
from tests.store.stores import Hand

WHEN = "2026-12-28T08:00"


@pytest.fixture
def city(tmp_path: Path) -> City:
    return new_city(tmp_path / "city", when=WHEN)


@pytest.fixture
def choice(tmp_path: Path, city: City) -> Iterator[CarrierChoice]:
    tls, clock = tls_files(tmp_path), Hand(moment(WHEN))
    app = make_app(city, tmp_path / "coming", Accounts(city.place.url, clock, QUICK), clock)
    with serving(app, tls) as address:
        yield CarrierChoice(kind=CarrierKind.HTTPS, address=address, ca_file=str(tls.authority))


def desk(folder: Path, city: City, choice: CarrierChoice, number: int = 1) -> Life:
    life = life_desk(folder, WHEN, agency_code="H32.90.01", desk_number=number, desk_count=2)
    life.desk.enrolment.take_card(city.card())
    life.desk.sending.choose(choice)
    return life


def test_a_wards_first_card_waits_for_the_city_and_its_next_is_vouched_for(
    tmp_path: Path, city: City, choice: CarrierChoice
) -> None:
    first = desk(tmp_path / "1", city, choice)
    assert not first.desk.sending.register()
    (card,) = city.waiting_cards()
    assert city.enrol(card.to_text(), by_hand=True)
    assert first.desk.sending.register()
    second = desk(tmp_path / "2", city, choice, number=2)
    second.desk.enrolment.take_card(first.desk.enrolment.ward_card())
    assert second.desk.sending.register()
    assert {one.desk for one in city.desks()} == {1, 2}
    first.desk.close()
    second.desk.close()


def test_the_citys_year_pack_is_fetched_and_accepted(
    tmp_path: Path, city: City, choice: CarrierChoice, capsys: pytest.CaptureFixture[str]
) -> None:
    life = desk(tmp_path / "1", city, choice)
    assert life.desk.sending.year_pack_request()() is None
    source = tmp_path / "source"
    for name, text in shipped().items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text(text.replace("10000,per_case", "20000,per_case"), encoding="utf-8")
    head = {"number": 1, "valid_from": "2027-01-01", "decisions": ["QĐ 1/QĐ-UBND"], "city": city.name}
    (source / "year-pack.json").write_text(json.dumps(head, ensure_ascii=False), encoding="utf-8")
    assert terminal.main(["year-pack", "--folder", str(city.place.folder), str(source)]) == 0
    capsys.readouterr()
    file = life.desk.sending.year_pack_request()()
    assert file is not None
    look = life.desk.year_packs.accept(file)
    assert (look.number, look.city) == (1, city.name)
    assert look.changes
    life.desk.close()


def test_without_the_service_nothing_happens_and_it_is_said(tmp_path: Path, city: City) -> None:
    life = desk(tmp_path / "1", city, CarrierChoice(kind=CarrierKind.HTTPS, address="https://127.0.0.1:9"))
    with pytest.raises(CarrierFailed):
        life.desk.sending.register()
    with pytest.raises(CarrierFailed):
        life.desk.sending.year_pack_request()()
    life.desk.close()
