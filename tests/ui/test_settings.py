"""Thiết lập by keys on a real desk: everything that can be set, as an entry; faults where they are; nothing lost."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from cchc_desktop.domain.printing import Printer
from cchc_desktop.domain.slip import Offsets
from cchc_desktop.services.desk_setup import SAMPLE, SAMPLE_OFFICER, check_settings
from cchc_desktop.services.print_desk import Choice
from cchc_desktop.services.workplace import ScreenLook
from tests.documents.readers import text_of
from tests.ui.intake_desk import MARITAL
from tests.ui.real_desk import real_desk
from tests.ui.settings_desk import NAMES, SettingsDesk
from ui import theme
from ui.views.printer_panel import MillimetreField, PrinterPanel
from ui.widgets.labels import AccentLabel
from ui.widgets.panels import SidePanel

TWO_SIDED = Printer(name="HP", description="HP quầy 2", is_default=True, can_duplex=True, accepts=True)
ONE_SIDED = Printer(name="Canon", description="Canon", is_default=False, can_duplex=False, accepts=True)


@pytest.fixture
def screen(qapp: QApplication, tmp_path: Path) -> Iterator[SettingsDesk]:
    with real_desk(tmp_path, page="settings") as desk:
        yield SettingsDesk(desk)


def test_every_setting_has_its_field(screen):
    assert [name for name in NAMES if screen.page.form(name) is None] == []


def test_all_groups_are_saved_at_once_and_nothing_when_nothing_changed(screen):
    before = len(screen.entries())
    screen.fill("hotline", "0258 3510 417")
    screen.fill("superior_name", "Tỉnh Khánh Hòa")
    assert screen.foot() == "2 thay đổi chưa lưu"
    screen.save()
    assert (len(screen.entries()), screen.foot()) == (before + 1, "Đã lưu vào sổ")
    screen.save()
    assert (len(screen.entries()), screen.foot()) == (before + 1, "Không có gì thay đổi")


def test_another_number_is_another_desk(screen):
    screen.fill("desk_count", "3")
    screen.fill("desk_number", "2")
    screen.save()
    assert screen.faults() == {"desk_number": "Sổ này là của bàn đã mở nó; bàn khác mở sổ riêng trong thư mục riêng"}


def test_too_many_favourites_are_refused(screen):
    codes = [procedure.code for procedure in screen.desk.opened.parts.state.catalogue.in_force(screen_day(screen))][:10]
    screen.fill("favourites", ", ".join(codes))
    screen.save()
    assert screen.faults() == {"favourites": "Chỉ có 9 phím, đang có 10 mã"}


def screen_day(screen: SettingsDesk):
    return screen.desk.opened.clock.moment.date()


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("sessions", "07:00-11:00, 13:30-17:00", "Cộng lại là 450 phút, không phải 8 giờ"),
        ("lookup_url", "https://tracuu.phuochoa.nhatrang.gov.vn/?ma=", "Dài quá 37 ký tự"),
    ],
)
def test_a_warning_is_said_while_one_types_and_stops_no_saving(screen, name, typed, words):
    screen.fill(name, typed)
    assert screen.page.form(name).field(name).warning.startswith(words)
    screen.save()
    assert screen.foot() == "Đã lưu vào sổ"


def test_what_is_typed_waits_while_one_looks_at_another_screen(screen):
    screen.fill("hotline", "0258 3510")
    screen.desk.press("F2", "F10")
    assert (screen.text("hotline"), screen.foot()) == ("0258 3510", "1 thay đổi chưa lưu")
    assert screen.settings == SAMPLE


def test_where_nothing_could_be_saved_it_is_told_and_stays_typed(screen):
    screen.desk.receive(at=datetime(2024, 4, 24, 10, 0))
    screen.desk.at(datetime(2024, 4, 24, 9, 0))
    screen.fill("hotline", "0258 3510 417")
    screen.save()
    notice = screen.desk.notice()
    assert (notice.tone, notice.sentence) == ("bad", "Chưa lưu được thiết lập")
    assert notice.facts.startswith("Đồng hồ máy (09:00 24/04/2024) chậm hơn")
    assert (screen.text("hotline"), screen.settings) == ("0258 3510 417", SAMPLE)


# RULES 4: 3 working days from Friday 20 November 2026, 16:00, over 24/11, the Culture Day.
@pytest.mark.parametrize(
    ("typed", "due"),
    [
        ("", datetime(2026, 11, 26, 16, 0)),
        ("23/11/2026 nghỉ QĐ 15\n28/11/2026 làm việc QĐ 15", datetime(2026, 11, 27, 16, 0)),
        ("24/11/2026 làm việc QĐ 15", datetime(2026, 11, 25, 16, 0)),
        ("21/11/2026 làm việc QĐ 15", datetime(2026, 11, 25, 16, 0)),
        ("24/11/2026 nghỉ QĐ 15", datetime(2026, 11, 26, 16, 0)),
    ],
)
def test_days_that_the_unit_adds_move_the_promise(qapp, tmp_path, typed, due):
    with real_desk(tmp_path, datetime(2026, 11, 20, 16, 0), page="settings") as desk:
        screen = SettingsDesk(desk)
        screen.fill("swapped_days", typed)
        screen.save()
        promise = desk.opened.parts.intake.promise(MARITAL, desk.opened.clock.now())
        assert promise.due_at.replace(tzinfo=None) == due


def test_a_day_taken_back_is_taken_back(screen):
    screen.fill("swapped_days", "23/11/2026 nghỉ QĐ 15")
    screen.save()
    screen.fill("swapped_days", "")
    screen.save()
    assert screen.settings == SAMPLE


def test_typed_codes_are_shown_as_procedures(screen):
    screen.fill("favourites", "1.004873, 2.000815, 9.9")
    hint = screen.hint("favourites")
    assert "Alt+1 Xác nhận tình trạng hôn nhân" in hint
    assert "Alt+2 Chứng thực bản sao từ bản chính" in hint
    assert "9.9: không có" in hint
    screen.fill("favourites", "")
    assert "theo thứ tự phím" in screen.hint("favourites")


def test_favourites_stand_behind_alt_1_in_the_order_typed(screen):
    screen.fill("favourites", "1.000894, 1.004873")
    screen.save()
    assert [one.code for one in screen.desk.opened.page.presenter.favourites()[:2]] == ["1.000894", "1.004873"]


def test_a_procedure_becomes_a_favourite_from_the_catalogue(screen):
    screen.open("catalogue")
    screen.page.catalogue.search.setFocus()
    screen.desk.type("ket hon")
    screen.page.catalogue.show_found()
    first = screen.page.catalogue.list.current_key()
    screen.desk.press("Alt+H", "Alt+H")
    assert (screen.text("favourites"), screen.foot()) == (first, "1 thay đổi chưa lưu")
    screen.save()
    assert screen.settings.favourites == (first,)


def test_a_tenth_favourite_is_refused(screen):
    codes = [procedure.code for procedure in screen.desk.opened.parts.state.catalogue.in_force(screen_day(screen))]
    screen.fill("favourites", ", ".join(codes[1:10]))
    screen.open("catalogue")
    screen.page.catalogue.list.setFocus()
    screen.desk.press("Home", "Alt+H")
    assert screen.desk.notice().sentence == "Đã đủ 9 thủ tục hay dùng"
    assert codes[0] not in screen.text("favourites")


def test_the_listing_chosen_is_the_one_on_the_back_of_the_slip(screen):
    screen.fill("listing", "1.000894, 1.004873")
    screen.save()
    code = screen.desk.receive()
    back = text_of(screen.desk.opened.parts.papers().order_of(code).build(), first=2, last=2)
    assert "Đăng ký kết hôn" in back
    assert "Xác nhận tình trạng hôn nhân" in back
    assert "Đăng ký khai tử" not in back


def test_the_language_changes_the_whole_window_and_back(screen):
    screen.fill("language", "2")
    screen.save()
    screen.desk.settle()
    assert screen.page.title == "Settings"
    assert screen.settings.language == "en"
    assert screen.page.sections.rows()[0].head == "Unit"
    screen.fill("swapped_days", "23/11/2026 off Decision 15")
    screen.save()
    assert screen.settings.swapped_days == (("2026-11-23", "off", "Decision 15"),)
    assert screen.text("swapped_days") == "23/11/2026 nghỉ Decision 15"
    screen.fill("language", "1")
    screen.save()
    screen.desk.settle()
    assert screen.page.title == "Thiết lập"


def test_colours_and_the_size_of_text_change_at_once_and_are_kept(redressed, screen):
    screen.open("screen")
    screen.page.themes.setFocus()
    screen.desk.press("2")
    assert theme.current().name == "dark"
    screen.page.text_sizes.setFocus()
    screen.desk.press("3")
    assert (theme.current().name, theme.current().factor) == ("dark", 1.25)
    assert screen.desk.shell._workplace.look() == ScreenLook(theme="dark", text_percent=125)
    assert screen.entries()[1:] == []  # this machine's own matter, no entry
    notes = screen.editor("feedback_address")
    assert isinstance(notes, QPlainTextEdit)
    assert notes.height() == 120  # a box for text grows with the text
    labels = screen.desk.window.findChildren(AccentLabel)
    assert [label.text() for label in labels if label.font().pixelSize() != theme.current().px(label._size)] == []
    inks = [(label.text(), label.palette().windowText().color(), label._tone) for label in labels]
    assert [text for text, ink, tone in inks if ink != theme.current().color(tone)] == []


def test_a_saved_desk_name_stands_in_the_top_bar_at_once(screen):
    before = screen.desk.window
    screen.fill("desk_name", "Bàn tư pháp")
    screen.save()
    screen.desk.settle()
    assert screen.desk.window is not before
    assert screen.desk.window.page_key == "settings"


def show_printers(screen: SettingsDesk, *printers: Printer) -> None:
    screen.page._presenter.printers_found.emit(list(printers))


def test_each_kind_of_paper_gets_its_printer_by_keys_and_it_is_remembered(screen):
    screen.open("printers")
    show_printers(screen, TWO_SIDED, ONE_SIDED)
    assert "Máy in mặc định của máy này: HP quầy 2" in screen.seen()
    screen.page.slip_printer.set_focus()
    screen.desk.press("Down")
    screen.page.explanation_printer.set_focus()
    screen.desk.press("Down", "Down")
    printing = screen.desk.opened.parts.printing()
    assert printing.choice("appointment_slip") == Choice(printer="HP")
    assert printing.choice("due_explanation") == Choice(printer="Canon")
    assert screen.entries()[1:] == []
    screen.desk.shell.remake()
    screen.desk.settle()
    show_printers(screen, ONE_SIDED)
    assert screen.page.slip_printer.printer == "HP"  # still chosen, though the machine does not see it now
    assert screen.page.slip_printer.printer_words == "HP (máy này không thấy)"
    assert screen.page.explanation_printer.printer == "Canon"


@pytest.mark.parametrize("language", ["vi_VN", "en_GB"])
@pytest.mark.parametrize("typed", ["-1,5", "-1.5"])
def test_offsets_are_typed_with_a_comma_or_a_point(screen, language, typed):
    usual = QLocale()
    QLocale.setDefault(QLocale(language))
    try:
        screen.desk.shell.remake()
        screen.desk.settle()
        screen.open("printers")
        spin = screen.page.slip_printer.findChildren(MillimetreField)[2]
        spin.setFocus()
        screen.desk.press("Ctrl+A")
        QTest.keyClicks(spin, typed)
        screen.desk.press("Tab")
        chosen = screen.desk.opened.parts.printing().choice("appointment_slip")
        assert chosen.offsets == Offsets(back_dx_mm=-1.5)
    finally:
        QLocale.setDefault(usual)


def test_the_test_sheet_tells_what_became_of_it(qtbot, screen):
    screen.open("printers")
    show_printers(screen, dataclasses.replace(TWO_SIDED, name="may-in-khong-co"))
    screen.page.slip_printer.set_focus()
    screen.desk.press("Down", "Ctrl+P")
    qtbot.waitUntil(lambda: screen.desk.notice() is not None, timeout=10_000)
    notice = screen.desk.notice()
    assert (notice.tone, notice.sentence) == ("bad", "Trang thử chưa in được")


def test_the_keys_of_a_section_work_in_it_alone(qtbot, screen):
    screen.page.slip_printer.show_choice("may-in-khong-co", Offsets())
    screen.open("catalogue")
    screen.open("unit")
    with qtbot.assertNotEmitted(screen.page._presenter.said, wait=300):
        screen.desk.press("Ctrl+P", "Alt+T", "Alt+M", "Alt+H")
    assert screen.text("favourites") == ""
    assert not [panel for panel in screen.page.findChildren(SidePanel) if panel.isVisible()]


def test_the_machine_is_asked_again_for_its_printers(qtbot, screen):
    screen.open("printers")
    with qtbot.waitSignal(screen.page._presenter.printers_found, timeout=20_000):
        screen.desk.press("Alt+L")
        assert "Đang hỏi máy này có những máy in nào…" in screen.seen()


@pytest.mark.parametrize(
    ("printer", "words"),
    [
        (ONE_SIDED, "Máy này chỉ in một mặt, mà giấy hẹn phải đủ hai mặt."),
        (dataclasses.replace(TWO_SIDED, accepts=False), "Máy này đang không nhận việc in."),
        (TWO_SIDED, ""),
    ],
)
def test_a_printer_that_will_not_do_is_warned_of(qtbot, printer, words):
    panel = PrinterPanel("Giấy hẹn")
    qtbot.addWidget(panel)
    panel.show_choice(printer.name, Offsets())
    assert panel.field.warning == ""  # nothing is known before the machine has answered
    panel.show_printers([printer])
    assert panel.field.warning.startswith(words)
    assert bool(panel.field.warning) is bool(words)


def test_a_paper_of_one_side_may_go_to_any_printer(qtbot):
    panel = PrinterPanel("Tờ giải thích", needs_both_sides=False, has_offsets=False)
    qtbot.addWidget(panel)
    panel.show_printers([ONE_SIDED])
    panel.show_choice("Canon", Offsets(front_dx_mm=1))
    assert (panel.field.warning, panel.offsets) == ("", Offsets())


def test_the_wheel_changes_only_what_has_the_focus(screen):
    screen.open("desk")
    spin = screen.editor("desk_count")
    for _ in range(3):
        turn(spin)
    assert screen.text("desk_count") == "1"
    spin.setFocus()
    turn(spin)
    assert screen.text("desk_count") == "2"


def turn(widget: QWidget) -> None:
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle,
        QPointF(widget.mapToGlobal(middle.toPoint())),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def test_a_field_far_down_is_scrolled_into_sight_when_its_fault_is_found(qtbot, screen):
    screen.desk.window.resize(910, 480)
    screen.fill("forms_changed_on", "hôm qua")
    screen.fill("unit_kind", "1")
    screen.save()
    field = screen.page.form("forms_changed_on").field("forms_changed_on")
    qtbot.waitUntil(lambda: field.visibleRegion().boundingRect().height() == field.height(), timeout=2000)


def test_tab_goes_through_every_field_of_a_section_in_its_order(screen):
    screen.open("slip")
    order = []
    for _ in range(9):
        screen.desk.press("Tab")
        order.append(QApplication.focusWidget())
    names = [spec.name for spec in screen.page._specs if screen.page.form(spec.name) is screen.page.form("hotline")]
    assert order == [screen.editor(name) for name in names]


def test_the_catalogue_is_searched_and_says_how_sure_it_is(qtbot, screen):
    screen.open("catalogue")
    every = len(screen.page.catalogue.list.rows())
    screen.page.catalogue.search.setFocus()
    screen.desk.type("khai sinh")
    qtbot.waitUntil(lambda: 0 < len(screen.page.catalogue.list.rows()) < every)
    rows = screen.page.catalogue.list.rows()
    assert {row.chip for row in rows} <= {"chắc chắn", "cần đối chiếu", "chưa chắc"}
    assert [row for row in rows if "chưa rõ lệ phí" in row.lines[0]]


def test_the_law_stands_in_words(screen):
    screen.open("about")
    rows = screen.page._about.law.rows()
    assert len(rows) > 10
    assert not [row for row in rows if "." in row.lines[0].split(" · ")[0]]  # no name of the program's own


def test_help_names_the_keys(screen):
    lines = dict(screen.page.key_lines())
    assert {"Ctrl+Return", "Ctrl+P", "Alt+L", "Alt+T", "Alt+H", "↑ ↓", "Tab"} <= set(lines)
    assert "Ctrl+Enter" in screen.page.help_text()


def test_a_notice_leads_to_the_field_that_is_missing(screen: SettingsDesk):
    screen.desk.window.open_page("settings", "feedback_address")
    screen.desk.settle()
    assert screen.editor("feedback_address").hasFocus()


@pytest.mark.parametrize(
    ("name", "value", "cause"),
    [
        ("near_due_hours", 0, "wrong_count"),
        ("near_due_hours", 81, "wrong_count"),
        ("lock_minutes", -1, "too_many"),
        ("lock_minutes", 241, "too_many"),
        ("attachment_most_mb", 201, "wrong_count"),
        ("supplement_clock_before_2025", "never", "unknown"),
        ("online_timer_from", "noon", "unknown"),
    ],
)
def test_values_that_no_field_can_give_are_refused_too(name, value, cause):
    faults = check_settings(dataclasses.replace(SAMPLE, **{name: value}))
    assert [(fault.field, fault.cause) for fault in faults if not fault.is_warning] == [(name, cause)]


@pytest.fixture
def clerk(qapp: QApplication, tmp_path: Path) -> Iterator[SettingsDesk]:
    """Return the screen as a clerk sees it where an administrator has a PIN."""
    with real_desk(tmp_path) as desk:
        people = desk.opened.parts.desk.people
        people.name_official("Lê Thị Mới")
        people.set_pin("u1", "482913", "u1")
        people.set_pin("u2", "705184", "u1")
        people.switch_to("u2", "705184")
        desk.window.open_page("settings")
        desk.settle()
        yield SettingsDesk(desk)


def test_once_there_are_pins_only_an_administrator_changes_the_ward_and_it_is_said_before(clerk: SettingsDesk):
    assert f"chỉ quản trị ({SAMPLE_OFFICER}) lưu được" in clerk.page._rights.text()
    clerk.fill("hotline", "0258 3510 417")
    clerk.save()
    notice = clerk.desk.notice()
    assert notice is not None
    assert notice.facts.startswith("Thiết lập của phường, xã: đã có mã PIN nên chỉ quản trị đổi được")
    assert (clerk.settings, clerk.text("hotline")) == (SAMPLE, "0258 3510 417")


def test_what_is_one_s_own_everybody_changes(clerk: SettingsDesk):
    clerk.fill("favourites", "1.004873")
    clerk.save()
    assert clerk.settings.favourites == ("1.004873",)


def test_an_administrator_goes_on_changing_and_nobody_is_told_of_rights(screen: SettingsDesk):
    screen.desk.opened.parts.desk.people.set_pin("u1", "482913", "u1")
    screen.page.show_settings()
    assert not screen.page._rights.isVisible()
    screen.fill("hotline", "0258 3510 417")
    screen.save()
    assert screen.settings.hotline == "0258 3510 417"
