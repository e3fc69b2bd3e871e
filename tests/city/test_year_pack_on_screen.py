"""The city puts a year-pack on its service: the desk finds it by itself, says so, and one key leads to it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from cchc_desktop.city import terminal
from cchc_desktop.city.accounts import Accounts
from cchc_desktop.city.office import City
from cchc_desktop.city.web import make_app
from cchc_desktop.clock import moment
from cchc_desktop.domain.sending import CarrierChoice, CarrierKind
from tests.catalogue.year_packs import shipped
from tests.city.board_server import QUICK
from tests.city.cities import new_city
from tests.city.servers import serving, tls_files
from tests.store.stores import Hand
from tests.ui.intake_desk import until
from tests.ui.real_desk import RealDesk, real_desk
from ui.views.settings import SettingsPage

WHEN = datetime(2026, 12, 28, 8, 0)


@pytest.fixture
def city(tmp_path: Path) -> City:
    return new_city(tmp_path / "city", when=f"{WHEN:%Y-%m-%dT%H:%M}")


@pytest.fixture
def choice(tmp_path: Path, city: City) -> Iterator[CarrierChoice]:
    tls, clock = tls_files(tmp_path), Hand(moment(f"{WHEN:%Y-%m-%dT%H:%M}"))
    app = make_app(city, tmp_path / "coming", Accounts(city.place.url, clock, QUICK), clock)
    with serving(app, tls) as address:
        yield CarrierChoice(kind=CarrierKind.HTTPS, address=address, ca_file=str(tls.authority))


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[RealDesk]:
    with real_desk(tmp_path, WHEN, page="intake") as found:
        until(lambda: found.shell.is_warm)
        yield found


def publish(city: City, folder: Path, number: int) -> None:
    """Let the city's administrator sign a pack in which one fee is another."""
    for name, text in shipped().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text.replace("10000,per_case", "20000,per_case"), encoding="utf-8")
    head = {"number": number, "valid_from": "2027-01-01", "decisions": ["QĐ 1/QĐ-UBND"], "city": city.name}
    (folder / "year-pack.json").write_text(json.dumps(head, ensure_ascii=False), encoding="utf-8")
    assert terminal.main(["year-pack", "--folder", str(city.place.folder), str(folder)]) == 0


def test_a_pack_comes_by_itself_and_one_key_leads_to_it(
    desk: RealDesk, city: City, choice: CarrierChoice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parts, news = desk.opened.parts, desk.shell.year_packs
    publish(city, tmp_path / "pack", 3)
    capsys.readouterr()
    news.look()
    parts.desk.enrolment.take_card(city.card())
    news.look()
    desk.settle()
    assert desk.notice() is None, "neither a card nor a service is known"

    parts.desk.sending.choose(choice)
    news.look()
    until(lambda: desk.notice() is not None)
    notice = desk.notice()
    assert notice is not None
    assert notice.sentence == "Thành phố đã gửi gói năm số 3"
    desk.press("Alt+J")
    desk.settle()
    page = desk.window.page("settings")
    assert isinstance(page, SettingsPage)
    assert page.year_packs.list is not None
    assert "10.000 đồng → 20.000 đồng, từ 01/01/2027" in page.year_packs.list.toPlainText()
    desk.press("Ctrl+Return")
    assert parts.desk.year_packs.number() == 3
    assert parts.desk.year_packs.waiting() is None


def test_without_the_service_the_desk_works_on_in_silence(desk: RealDesk, city: City) -> None:
    parts, news = desk.opened.parts, desk.shell.year_packs
    parts.desk.enrolment.take_card(city.card())
    parts.desk.sending.choose(CarrierChoice(kind=CarrierKind.HTTPS, address="https://127.0.0.1:9"))
    news.look()
    assert news.finish() is None
    desk.settle()
    assert desk.notice() is None


def test_a_pack_that_waits_is_spoken_of_again_until_it_is_accepted(
    desk: RealDesk, city: City, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packs, news = desk.opened.parts.desk.year_packs, desk.shell.year_packs
    publish(city, tmp_path / "pack", 3)
    capsys.readouterr()
    desk.opened.parts.desk.enrolment.take_card(city.card())
    file = city.year_pack()
    assert file is not None
    packs.keep(file)
    news.look()
    notice = desk.notice()
    assert notice is not None
    assert notice.sentence == "Thành phố đã gửi gói năm số 3"
    desk.press("Escape")
    packs.accept(file)
    news.look()
    desk.settle()
    assert desk.notice() is None
