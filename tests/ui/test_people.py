"""Who works at this desk: changed by key, and every later entry bears the other name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from cchc_desktop.domain.people import Role
from tests.documents.readers import text_of
from tests.ui.intake_desk import until
from tests.ui.real_desk import WEDNESDAY, RealDesk, real_desk
from ui.sealed_sheet import build
from ui.views.fields_form import FieldsForm
from ui.views.people_part import sheet_lines
from ui.views.settings import SettingsPage
from ui.widgets.choice import SegmentedChoice
from ui.widgets.panels import SidePanel
from ui.widgets.pin_field import PinField

FIRST, SECOND = "Nguyễn Thị Thử", "Trần Văn Mẫu"


@pytest.fixture
def desk(qtbot, qapp, tmp_path: Path) -> Iterator[RealDesk]:
    with real_desk(tmp_path, WEDNESDAY) as found:
        found.opened.parts.setup().name_officer(SECOND)
    with real_desk(tmp_path, WEDNESDAY) as found:
        qtbot.waitUntil(lambda: found.shell.people is not None)
        yield found


def change(desk: RealDesk, qtbot, *keys: str) -> None:
    before = desk.window
    desk.press("Ctrl+Shift+L", *keys)
    qtbot.waitUntil(lambda: desk.window is not before and desk.window.isVisible())
    desk.settle()


def test_another_clerk_takes_over_by_keys(desk: RealDesk, qtbot):
    before = desk.receive("Lê Thị Thu Hà")
    change(desk, qtbot, "Down", "Return")
    after = desk.receive("Trần Thị Bình")
    assert desk.history(before)[0].officer == FIRST
    assert desk.history(after)[0].officer == SECOND
    assert desk.window.page_key == "today"


def test_the_new_window_can_change_back(desk: RealDesk, qtbot):
    change(desk, qtbot, "Down", "Return")
    change(desk, qtbot, "Up", "Return")
    assert desk.history(desk.receive("Lê Thị Thu Hà"))[0].officer == FIRST


def test_who_has_no_pin_is_not_entered_once_the_administrator_has_one(desk: RealDesk):
    desk.opened.parts.desk.people.set_pin("u1", "482913", "u1")
    before = desk.window
    desk.press("Ctrl+Shift+L", "Down", "Return")
    desk.settle()
    panel = next(panel for panel in desk.window.findChildren(SidePanel) if panel.isVisible())
    said = " ".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())
    assert f"Nhờ quản trị đặt mã PIN lần đầu: {FIRST} vào F10, nhóm Cán bộ, Alt+P." in said
    assert desk.window is before
    assert desk.opened.parts.recorder.actor == "u1"
    desk.press("Up")
    said = " ".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())
    assert "Nhờ quản trị" not in said


@pytest.mark.parametrize("keys", [("Escape",), ("Return",)], ids=["esc", "the clerk who works already"])
def test_nothing_changes_without_a_choice(desk: RealDesk, keys: tuple[str, ...]):
    before = desk.window
    desk.press("Ctrl+Shift+L", *keys)
    desk.settle()
    assert desk.window is before
    assert desk.today.rows().hasFocus() or desk.window.focusWidget() is not None
    assert desk.history(desk.receive("Lê Thị Thu Hà"))[0].officer == FIRST


def test_the_clerk_is_the_same_at_the_next_start(desk: RealDesk, qtbot, tmp_path: Path):
    change(desk, qtbot, "Down", "Return")
    desk.opened.program.finish()
    with real_desk(tmp_path, WEDNESDAY) as again:
        assert again.history(again.receive("Lê Thị Thu Hà"))[0].officer == SECOND


def test_a_clock_that_cannot_be_believed_is_asked_about_after_the_change_too(desk: RealDesk, qtbot):
    desk.receive("Lê Thị Thu Hà")
    desk.at(datetime(2024, 4, 20, 9, 0))
    change(desk, qtbot, "Down", "Return")
    said = desk.notice()
    assert said is not None
    assert "Đồng hồ máy" in said.sentence
    desk.press("Alt+Y")
    panels = [panel for panel in desk.window.findChildren(SidePanel) if panel.isVisible()]
    assert len(panels) == 1
    assert SECOND in " ".join(label.text() for label in panels[0].findChildren(QLabel))


def test_one_clerk_alone_is_not_asked(qtbot, qapp, tmp_path: Path):
    with real_desk(tmp_path, WEDNESDAY) as desk:
        qtbot.waitUntil(lambda: desk.shell.is_warm)
        assert desk.shell.people is None


# --- with PINs ---------------------------------------------------------------------------------


def digits(text: str) -> None:
    target = QApplication.focusWidget()
    assert isinstance(target, PinField)
    QTest.keyClicks(target, text)


def test_who_has_a_pin_is_asked_for_it(desk: RealDesk, qtbot):
    people = desk.opened.parts.desk.people
    people.set_pin("u1", "915273", "u1")
    people.set_pin("u2", "482913", "u1")
    before = desk.window
    desk.press("Ctrl+Shift+L", "Down", "Return")
    digits("111222")
    desk.press("Return")
    assert desk.shell.people is not None
    assert desk.shell.people._field is not None
    assert "còn 4 lần thử" in desk.shell.people._field.error
    assert desk.opened.parts.recorder.actor == "u1"
    digits("482913")
    desk.press("Return")
    qtbot.waitUntil(lambda: desk.window is not before and desk.window.isVisible())
    desk.settle()
    assert desk.opened.parts.recorder.actor == "u2"


# --- F10, the group Cán bộ ---------------------------------------------------------------------


@pytest.fixture
def page(qapp: QApplication, tmp_path: Path) -> Iterator[tuple[RealDesk, SettingsPage]]:
    with real_desk(tmp_path, WEDNESDAY, page="settings") as found:
        yield found, show_group(found)


def show_group(desk: RealDesk) -> SettingsPage:
    shown = desk.window.page("settings")
    assert isinstance(shown, SettingsPage)
    shown.sections.setFocus()
    desk.press("Home", "Down", "Down")
    return shown


def heads(page: SettingsPage) -> list[tuple[str, str]]:
    return [(row.head, row.chip) for row in page.people.part.list.rows()]


def fill(desk: RealDesk, form: FieldsForm, **typed: str) -> None:
    for name, text in typed.items():
        editor = form.editor(name)
        editor.setFocus()
        if isinstance(editor, SegmentedChoice):
            desk.press(text)
        elif isinstance(editor, PinField):
            QTest.keyClicks(editor, text)
        else:
            desk.press("Ctrl+A", "Backspace")
            for n, line in enumerate(text.split("\n")):
                if n:
                    desk.press("Return")
                desk.type(line)


def form_of(page: SettingsPage, name: str) -> FieldsForm:
    form = page.people.panel(name).form
    assert form is not None
    return form


def test_an_administrator_is_told_what_comes_first(page: tuple[RealDesk, SettingsPage]):
    desk, shown = page
    part, people = shown.people.part, desk.opened.parts.desk.people
    assert part.guidance.startswith("Việc đầu tiên: đặt mã PIN của mình (Alt+M)")
    desk.press("Alt+M")
    fill(desk, form_of(shown, "pin"), pin="482913", again="482913")
    desk.press("Ctrl+Return")
    assert people.has_pin("u1")
    assert part.guidance.startswith("Tiếp theo: lập mã khôi phục (Alt+K)")
    desk.press("Alt+K", "Escape")
    assert part.guidance.startswith("Chưa có lãnh đạo nào")
    people.name_official("Lê Thị Chủ", (Role.LEADER,))
    show_group(desk)
    shown.people.set_seen(True)
    assert "Lãnh đạo chưa có mã PIN nên chưa duyệt được: Lê Thị Chủ" in part.guidance
    people.set_pin("u2", "482913", "u1")
    shown.people.set_seen(True)
    assert part.guidance == ""


def test_an_official_is_added_by_keys_and_does_not_begin_to_work(page: tuple[RealDesk, SettingsPage]):
    desk, shown = page
    desk.press("Alt+T")
    fill(
        desk, form_of(shown, "official"),
        officer_name="Lê Hoài Nam", is_clerk="2", is_leader="1", title="Phó Chủ tịch",
        capacity="KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
    )  # fmt: skip
    assert shown.unsaved() == "Cán bộ: bảng đang điền chưa ghi"
    desk.press("Ctrl+Return")
    new = desk.opened.parts.desk.people.official("u2")
    assert (new.name, new.roles, new.title) == ("Lê Hoài Nam", {Role.LEADER}, "Phó Chủ tịch")
    assert new.capacity == "KT. CHỦ TỊCH|PHÓ CHỦ TỊCH"
    assert heads(shown) == [(FIRST, "đang làm"), ("Lê Hoài Nam", "chưa có mã PIN")]
    assert (desk.opened.parts.recorder.actor, shown.unsaved()) == ("u1", "")
    until(lambda: desk.shell.people is not None)


def test_faults_stand_under_their_fields_and_nothing_typed_is_lost(page: tuple[RealDesk, SettingsPage]):
    desk, shown = page
    desk.press("Alt+T")
    form = form_of(shown, "official")
    fill(desk, form, title="Công chức")
    desk.press("Ctrl+Return")
    assert (form.field("officer_name").error, form.texts()["title"]) == ("Chưa điền", "Công chức")
    fill(desk, form, officer_name=FIRST)
    desk.press("Ctrl+Return")
    assert form.field("officer_name").error == "Đã có người cùng tên, ghi thêm để phân biệt"
    fill(desk, form, officer_name="Lê Thị Mới", is_clerk="2")
    desk.press("Ctrl+Return")
    assert "Vai trò: chưa điền" in shown.people.panel("official")._fault.text()
    assert len(desk.opened.parts.desk.people.officials()) == 1


def test_an_official_is_changed_and_no_longer_works_here(page: tuple[RealDesk, SettingsPage]):
    desk, shown = page
    desk.opened.parts.desk.people.name_official(SECOND)
    shown.people.set_seen(True)
    shown.people.part.list.setFocus()
    desk.press("End", "Return")
    form = form_of(shown, "official")
    fill(desk, form, officer_name="Trần Văn Mẫu B", is_active="2")
    desk.press("Ctrl+Return")
    changed = desk.opened.parts.desk.people.official("u2")
    assert (changed.name, changed.is_active) == ("Trần Văn Mẫu B", False)
    assert heads(shown)[1] == ("Trần Văn Mẫu B", "đã thôi làm")


def test_the_last_administrator_stays_one(page: tuple[RealDesk, SettingsPage]):
    desk, shown = page
    shown.people.part.list.setFocus()
    desk.press("Alt+S")
    form = form_of(shown, "official")
    fill(desk, form, is_administrator="2")
    desk.press("Ctrl+Return")
    assert "phải còn ít nhất một quản trị" in shown.people.panel("official")._fault.text()
    assert desk.opened.parts.desk.people.official("u1").is_administrator


def test_another_name_of_the_one_at_work_stands_in_the_top_bar(page: tuple[RealDesk, SettingsPage]):
    desk, shown = page
    before = desk.window
    shown.people.part.list.setFocus()
    desk.press("Alt+S")
    fill(desk, form_of(shown, "official"), officer_name="Nguyễn Thị Thử B")
    desk.press("Ctrl+Return")
    until(lambda: desk.window is not before and desk.window.isVisible())
    assert "Nguyễn Thị Thử B" in " ".join(label.text() for label in desk.window.top.findChildren(QLabel))


@pytest.mark.parametrize(
    ("pin", "again", "field", "words"),
    [
        ("482913", "482914", "again", "Hai lần nhập không giống nhau"),
        ("123456", "123456", "pin", "Không được là dãy số liền nhau"),
        ("4829", "4829", "pin", "Ít nhất 6 chữ số"),
        ("", "", "pin", "Chưa điền"),
    ],
)
def test_a_pin_that_is_no_good_is_said(
    page: tuple[RealDesk, SettingsPage], pin: str, again: str, field: str, words: str
):
    desk, shown = page
    desk.press("Alt+M")
    form = form_of(shown, "pin")
    fill(desk, form, pin=pin, again=again)
    desk.press("Ctrl+Return")
    assert form.field(field).error == words
    assert not desk.opened.parts.desk.people.has_pin("u1")


def test_enter_goes_to_the_next_pin_and_then_records(page: tuple[RealDesk, SettingsPage]):
    desk, _shown = page
    desk.press("Alt+M")
    desk.type("482913")
    desk.press("Return")
    desk.type("482913")
    desk.press("Return")
    desk.opened.parts.desk.people.check_pin("u1", "482913")


def test_the_own_pin_is_changed_with_the_old_one_and_none_is_kept_on_the_screen(page: tuple[RealDesk, SettingsPage]):
    desk, shown = page
    people = desk.opened.parts.desk.people
    people.set_pin("u1", "482913", "u1")
    shown.people.set_seen(True)
    assert shown.people.own_pin.text() == "Đổi mã PIN của tôi"
    desk.press("Alt+M")
    form = form_of(shown, "pin")
    fill(desk, form, old_pin="111222", pin="705184", again="705184")
    desk.press("Ctrl+Return")
    assert "còn 4 lần thử" in form.field("old_pin").error
    fill(desk, form, old_pin="")
    form.editor("old_pin").clear()
    fill(desk, form, old_pin="482913")
    desk.press("Ctrl+Return")
    people.check_pin("u1", "705184")
    assert shown.people.panel("pin").form is None
    assert "705184" not in " ".join(label.text() for label in desk.window.findChildren(QLabel))


def test_a_forgotten_pin_is_reset_by_the_administrator(page: tuple[RealDesk, SettingsPage]):
    desk, shown = page
    people = desk.opened.parts.desk.people
    people.name_official(SECOND)
    people.set_pin("u1", "482913", "u1")
    people.set_pin("u2", "705184", "u1")
    shown.people.set_seen(True)
    shown.people.part.list.setFocus()
    desk.press("End", "Alt+D")
    assert not people.has_pin("u2")
    notice = desk.notice()
    assert notice is not None
    assert notice.sentence == f"Đã xóa mã PIN của {SECOND}"
    desk.press("Escape", "Alt+D")
    notice = desk.notice()
    assert notice is not None
    assert "chưa có mã PIN, không có gì để xóa" in notice.facts


def test_the_sealed_code_is_shown_once_and_good(page: tuple[RealDesk, SettingsPage]):
    desk, shown = page
    desk.press("Alt+K")
    panel = shown.people.code_panel
    assert panel is not None
    assert panel.label is not None
    code, label = panel.label.text(), panel.label
    assert len(code.split("-")) == 4
    assert "phong bì" in " ".join(one.text() for one in panel.findChildren(QLabel))
    desk.press("Escape")
    assert (panel.label, label.text()) == (None, "")
    desk.opened.parts.desk.people.use_recovery(code, "u1", "482913")


def test_the_sheet_of_the_sealed_code_says_code_and_place():
    text = text_of(build("Mã khôi phục", "Bàn 1, phường Mẫu Hòa", "AAAAA-CCCCC-DDDDD-EEEEE", sheet_lines()))
    assert "AAAAA-CCCCC-DDDDD-EEEEE" in text
    assert "Bàn 1, phường Mẫu Hòa" in text
    assert "4. Mở phong bì" in text


def test_a_delegation_is_given_and_ended_by_keys(page: tuple[RealDesk, SettingsPage]):
    desk, shown = page
    people = desk.opened.parts.desk.people
    people.name_official("Lê Thị Chủ", (Role.LEADER,))
    people.name_official(SECOND)
    shown.people.set_seen(True)
    desk.press("Alt+U")
    form = form_of(shown, "delegation")
    assert (form.texts()["leader"], form.texts()["from_on"]) == ("u2", "24/04/2024")
    fill(desk, form, deputy="2", until_on="20/04/2024", decision="Quyết định 12/QĐ-UBND")
    desk.press("Ctrl+Return")
    assert form.field("until_on").error == "Không thể trước ngày bắt đầu"
    fill(desk, form, until_on="30/04/2024")
    desk.press("Ctrl+Return")
    (given,) = people.delegations()
    assert (given.deputy, given.until_on, given.decision) == ("u3", date(2024, 4, 30), "Quyết định 12/QĐ-UBND")
    rows = shown.people.part.delegations.rows()
    assert [(row.head, row.chip) for row in rows] == [(f"{SECOND} duyệt thay Lê Thị Chủ", "đang có hiệu lực")]
    desk.press("Alt+E")
    assert people.delegations() == ()


def test_who_is_no_administrator_sees_the_list_and_is_told_who_gives_the_first_pin(page: tuple[RealDesk, SettingsPage]):
    desk, shown = page
    people = desk.opened.parts.desk.people
    people.name_official(SECOND)
    people.switch_to("u2")
    shown.people.set_seen(True)
    assert shown.people.part.rights.endswith("Bạn chưa có mã PIN: nhờ quản trị đặt mã PIN lần đầu ở đây.")
    assert shown.people.part.guidance == ""
    desk.press("Alt+T", "Alt+S", "Alt+P", "Alt+M", "Alt+D", "Alt+K", "Alt+U")
    assert not [panel for panel in shown.findChildren(SidePanel) if panel.isVisible()]


def test_who_is_no_administrator_changes_the_own_pin(page: tuple[RealDesk, SettingsPage]):
    desk, shown = page
    people = desk.opened.parts.desk.people
    people.name_official(SECOND)
    people.set_pin("u1", "482913", "u1")
    people.set_pin("u2", "915273", "u1")
    people.switch_to("u2", "915273")
    shown.people.set_seen(True)
    assert shown.people.part.rights.endswith("Bạn xem danh sách và đổi mã PIN của mình.")
    desk.press("Alt+M")
    fill(desk, form_of(shown, "pin"), old_pin="915273", pin="705184", again="705184")
    desk.press("Ctrl+Return")
    people.check_pin("u2", "705184")


def test_a_first_pin_is_typed_by_its_owner_where_the_administrator_works(page: tuple[RealDesk, SettingsPage]):
    desk, shown = page
    people = desk.opened.parts.desk.people
    people.name_official("Lê Thị Chủ", (Role.LEADER,))
    shown.people.set_seen(True)
    shown.people.part.list.setFocus()
    desk.press("End", "Alt+P")
    notice = desk.notice()
    assert notice is not None
    assert notice.facts == "Đặt mã PIN của mình trước (Alt+M), rồi mới đặt lần đầu cho người khác."
    people.set_pin("u1", "482913", "u1")
    desk.press("Escape", "Alt+P")
    assert "tự nghĩ và tự gõ" in " ".join(
        label.text() for label in shown.people.panel("first_pin").findChildren(QLabel) if label.isVisible()
    )
    fill(desk, form_of(shown, "first_pin"), pin="705184", again="705183")
    desk.press("Ctrl+Return")
    assert form_of(shown, "first_pin").field("again").error == "Hai lần nhập không giống nhau"
    form_of(shown, "first_pin").editor("again").clear()
    fill(desk, form_of(shown, "first_pin"), again="705184")
    desk.press("Ctrl+Return")
    people.check_pin("u2", "705184")
    notice = desk.notice()
    assert notice is not None
    assert notice.sentence == "Đã đặt mã PIN của Lê Thị Chủ"
    assert heads(shown)[1] == ("Lê Thị Chủ", "có mã PIN")
    desk.press("Escape", "Alt+P")
    notice = desk.notice()
    assert notice is not None
    assert notice.facts.startswith("Lê Thị Chủ đã có mã PIN")
