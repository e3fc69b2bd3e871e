"""The city's year-pack on the screen: chosen, read, accepted by one key, by nobody but the administrator."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from cchc_desktop.domain.people import Role
from tests.catalogue.year_packs import City, changed, new_city, pack_of, shipped, units
from tests.ui.real_desk import RealDesk, real_desk
from ui.views.settings import SettingsPage

FEE = ("catalogue/procedures.csv", "1,same_day,15:00,10000,per_case", "1,same_day,15:00,20000,per_case")


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[RealDesk]:
    with real_desk(tmp_path, page="settings") as desk:
        desk.press("End", "Up")
        yield desk


@pytest.fixture
def city(desk: RealDesk) -> City:
    city = new_city()
    desk.opened.parts.desk.enrolment.take_card(city.card.to_text())
    return city


def page(desk: RealDesk) -> SettingsPage:
    found = desk.window.page("settings")
    assert isinstance(found, SettingsPage)
    return found


def choose(desk: RealDesk, folder: Path, file: bytes) -> None:
    """Press the key and choose a file in the list."""
    path = folder / "goi.cchc-nam"
    path.write_bytes(file)
    desk.press("Alt+N")
    dialog = next(iter(page(desk).window().findChildren(QFileDialog)))
    dialog.filesSelected.emit([str(path)])
    dialog.close()
    desk.settle()


def listed(desk: RealDesk) -> list[str]:
    shown = page(desk).year_packs.list
    assert shown is not None
    return shown.toPlainText().splitlines()


def test_a_pack_is_read_and_accepted_by_one_key(desk: RealDesk, city: City, tmp_path: Path) -> None:
    files = {**changed(shipped(), *FEE), **units("000.99.40.H32,2027-01-01,phường,Nam Mẫu,Tỉnh Khánh Hòa,")}
    choose(desk, tmp_path, city.sign(pack_of(files, number=4)))
    assert listed(desk)[0] == "Phí Chứng thực chữ ký, điểm chỉ: 10.000 đồng → 20.000 đồng, từ 01/01/2027"
    assert "Đơn vị cấp trên: Tỉnh Khánh Hòa, từ 01/01/2027" in listed(desk)
    assert desk.opened.parts.desk.year_packs.number() == 0, "looking takes nothing"
    desk.press("Ctrl+Return")
    assert desk.opened.parts.desk.year_packs.number() == 4
    panel = page(desk).year_packs.panel
    assert panel is not None
    assert not panel.isVisible()
    assert page(desk).form("superiors").readable()["superiors"] == (("2027-01-01", "Tỉnh Khánh Hòa"),)
    assert page(desk).year_packs.state_line() == "Gói năm đang dùng: số 4"


def test_a_pack_of_another_city_is_refused_in_words(desk: RealDesk, city: City, tmp_path: Path) -> None:
    heard: list[str] = []
    page(desk).year_packs.notice_wanted.connect(lambda notice: heard.append(notice.facts))
    choose(desk, tmp_path, new_city().sign(pack_of(shipped("calendar"))))
    assert "đơn vị khác ký" in heard[0]
    assert desk.opened.parts.desk.year_packs.number() == 0


def test_a_fetched_pack_is_shown_without_asking_for_a_file(desk: RealDesk, city: City) -> None:
    desk.opened.parts.desk.year_packs.keep(city.sign(pack_of(changed(shipped("catalogue"), *FEE))))
    desk.press("Alt+N")
    assert len(listed(desk)) == 1
    desk.press("Escape")
    assert desk.opened.parts.desk.year_packs.number() == 0


def test_who_is_no_administrator_reads_and_cannot_accept(desk: RealDesk, city: City) -> None:
    parts = desk.opened.parts
    people = parts.desk.people
    administrator = next(one for one in people.officials() if one.is_administrator)
    people.set_pin(administrator.id, "286413", by=administrator.id)
    parts.recorder.actor = people.name_official("Lê Thị Mẫu", roles={Role.CLERK}).id
    parts.desk.year_packs.keep(city.sign(pack_of(changed(shipped("catalogue"), *FEE))))
    desk.press("Alt+N", "Ctrl+Return")
    assert parts.desk.year_packs.number() == 0
