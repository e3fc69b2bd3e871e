"""The group Gửi thành phố of Thiết lập by keys on a real desk: only what a way needs, kept at once, in no entry."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit

from cchc_desktop.domain.sending import CarrierChoice, CarrierKind
from tests.ui.real_desk import RealDesk, real_desk
from tests.ui.settings_desk import SECTIONS, SettingsDesk
from ui.presenters.carrier import KIND, PREFIX
from ui.views.carrier_part import CarrierPart


class Screen(SettingsDesk):
    """The screen Thiết lập with its group of sending."""

    @property
    def part(self) -> CarrierPart:
        return self.page.sending

    def seen_fields(self) -> list[str]:
        form = self.part.form
        return [name.removeprefix(PREFIX) for name in form.names() if form.field(name).isVisible()]

    def choose(self, place: int) -> None:
        """Go to the group and choose a way by its digit."""
        self.open("sending")
        self.part.form.editor(KIND).setFocus()
        self.desk.press(str(place))

    def type_into(self, name: str, text: str) -> None:
        editor = self.part.form.editor(f"{PREFIX}{name}")
        assert isinstance(editor, QLineEdit)
        editor.setFocus()
        self.desk.press("Ctrl+A", "Backspace")
        self.desk.type(text)

    @property
    def kept(self) -> CarrierChoice:
        return self.desk.shell._desk.sending.choice()


@pytest.fixture
def screen(qapp: QApplication, tmp_path: Path) -> Iterator[Screen]:
    with real_desk(tmp_path, page="settings") as desk:
        yield Screen(desk)


def entries(desk: RealDesk) -> int:
    return int(desk.shell._desk.db.value("select count(*) from entry"))


def test_a_folder_is_chosen_by_keys_and_is_in_no_entry(screen: Screen, tmp_path: Path) -> None:
    before = entries(screen.desk)
    screen.choose(2)
    assert screen.seen_fields() == ["kind", "folder"]
    screen.type_into("folder", str(tmp_path))
    assert screen.foot() == screen.page.unsaved() == "Cách gửi đã sửa mà chưa dùng"
    screen.desk.press("Alt+C")
    assert screen.kept == CarrierChoice(kind=CarrierKind.FOLDER, folder=str(tmp_path))
    assert screen.page.unsaved() == ""
    assert screen.foot() == "Đang dùng những gì thấy ở đây"
    assert entries(screen.desk) == before


def test_only_the_fields_of_the_way_are_seen(screen: Screen) -> None:
    screen.open("sending")
    assert screen.seen_fields() == ["kind"]
    screen.choose(3)
    assert screen.seen_fields() == ["kind", "host", "port", "user", "key_file", "known_hosts", "remote_folder"]
    screen.choose(4)
    assert screen.seen_fields() == ["kind", "address", "ca_file"]


def test_what_is_missing_is_said_at_its_field_and_nothing_kept(screen: Screen) -> None:
    screen.choose(3)
    screen.type_into("host", "city.example")
    screen.desk.press("Alt+C")
    faults = {name for name in screen.part.form.names() if screen.part.form.field(name).error}
    assert faults == {f"{PREFIX}user", f"{PREFIX}known_hosts"}
    screen.choose(4)
    screen.type_into("address", "http://city.example")
    screen.desk.press("Alt+C")
    assert "https://" in screen.part.form.field(f"{PREFIX}address").error
    assert screen.kept.kind is CarrierKind.NONE
    screen.type_into("address", "https://city.example")
    screen.desk.press("Alt+C")
    assert screen.kept == CarrierChoice(kind=CarrierKind.HTTPS, address="https://city.example")


def test_the_key_works_only_while_the_group_is_seen(screen: Screen) -> None:
    screen.choose(4)
    screen.type_into("address", "https://city.example")
    screen.open(SECTIONS[0])
    screen.desk.press("Alt+C")
    assert screen.kept.kind is CarrierKind.NONE
