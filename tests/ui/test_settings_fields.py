"""Every field of Thiết lập by keys, one after the other on one desk: saved as one entry, or its fault under it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import datetime

import pytest
from PySide6.QtWidgets import QApplication

from cchc_desktop.services.desk_setup import SAMPLE
from cchc_desktop.settings import Settings
from tests.ui.real_desk import RealDesk, real_desk
from tests.ui.settings_desk import NAMES, SettingsDesk
from ui.presenters.setting_fields import FieldKind
from ui.presenters.setting_texts import TypedWrongly, from_text, to_text


@pytest.fixture(scope="module")
def _desk(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealDesk]:
    with real_desk(tmp_path_factory.mktemp("settings"), page="settings") as desk:
        yield desk


@pytest.fixture
def screen(_desk: RealDesk) -> Iterator[SettingsDesk]:
    """The one desk of these tests, as it was set up."""
    yield SettingsDesk(_desk)
    _desk.opened.parts.setup().change({name: getattr(SAMPLE, name) for name in NAMES})
    _desk.settle()
    if SettingsDesk(_desk).page.title != "Thiết lập":
        _desk.shell.remake()
        _desk.settle()
    SettingsDesk(_desk).page.show_settings()


CHANGES = [
    ("unit_kind", "2", "xã"),
    ("unit_name", "Vĩnh Lương", "Vĩnh Lương"),
    ("superior_name", "Tỉnh Khánh Hòa", "Tỉnh Khánh Hòa"),
    ("agency_code", "H32.16", "H32.16"),
    (
        "units",
        "01/01/2020 phường Mẫu Hòa\n01/07/2025 đặc khu Mẫu",
        (("2020-01-01", "phường", "Mẫu Hòa"), ("2025-07-01", "đặc khu", "Mẫu")),
    ),
    (
        "superiors",
        "01/07/2025 Tỉnh Khánh Hòa\n01/01/2027 Thành phố Mẫu",
        (("2025-07-01", "Tỉnh Khánh Hòa"), ("2027-01-01", "Thành phố Mẫu")),
    ),
    ("hotlines", "01/01/2027 0258 3999 999", (("2027-01-01", "0258 3999 999"),)),
    (
        "agency_codes",
        "01/07/2025 000.30.40.H32 +3\n01/01/2027 000.40.40.H32",
        (("2025-07-01", "000.30.40.H32", 3), ("2027-01-01", "000.40.40.H32", 0)),
    ),
    ("mergers", "01/07/2025 000.16.40.H32 000.30.40.H32", (("2025-07-01", "000.16.40.H32", "000.30.40.H32"),)),
    ("desk_count", "4", 4),
    ("desk_name", "Bàn tư pháp", "Bàn tư pháp"),
    ("hotline", "0258 3510 417", "0258 3510 417"),
    ("feedback_address", "Số 1 đường Mẫu\ntổng đài 18001096", "Số 1 đường Mẫu\ntổng đài 18001096"),
    ("feedback_url", "https://a.vn/pakn", "https://a.vn/pakn"),
    ("lookup_url", "https://a.vn/?ma=", "https://a.vn/?ma="),
    ("office_hours", "Thứ Hai đến thứ Bảy", "Thứ Hai đến thứ Bảy"),
    ("paper_size", "3", "a5_two_up"),
    ("favourites", "1.004873, 2.000815; 1.004873", ("1.004873", "2.000815")),
    ("listing", "2.000815", ("2.000815",)),
    ("forms_changed_on", "01/10/2025", "2025-10-01"),
    ("sessions", "7h30-11h30, 13:30-17:30", (("07:30", "11:30"), ("13:30", "17:30"))),
    ("counting_mode", "2", "days"),
    (
        "swapped_days",
        "23/11/2026 nghỉ QĐ 15/QĐ-UBND\n28-11-2026 lam viec: bù ngày 23/11",
        (("2026-11-23", "off", "QĐ 15/QĐ-UBND"), ("2026-11-28", "working", "bù ngày 23/11")),
    ),
    ("language", "2", "en"),
    ("supplement_clock_before_2025", "2", "pause"),
    ("apology_cap_on", "2", False),
    ("near_due_hours", "16", 16),
    ("overdue_by_first_due", "2", False),
    ("online_timer_from", "2", "submitted"),
    ("evaluation_with_slip", "1", True),
    ("evaluation_with_code", "1", True),
    ("handling_units", "Tư pháp - Hộ tịch\n\n Địa chính \nTư pháp - Hộ tịch", ("Tư pháp - Hộ tịch", "Địa chính")),
    ("head_title", "CHỦ TỊCH ỦY BAN", "CHỦ TỊCH ỦY BAN"),
    ("lock_minutes", "0", 0),
    ("attachment_most_mb", "50", 50),
    ("package_attachments", "1", True),
    (
        "same_day_procedures",
        "24/10/2023 31/12/2023 2.000815\n12-03-2024 1.004873",
        (("2023-10-24", "2023-12-31", "2.000815"), ("2024-03-12", "", "1.004873")),
    ),
    (
        "ratio_targets",
        "Giải quyết quá hạn: 0,5\n nop ho so truc tuyen: 40 %",
        (("late", 5), ("online", 400)),
    ),
    ("report_receiver", "Sở Nội vụ", "Sở Nội vụ"),
]


def test_the_table_of_changes_is_whole():
    assert {name for name, _typed, _value in CHANGES} == set(NAMES) - {"desk_number", "same_day_spans"}


@pytest.mark.parametrize(("name", "typed", "value"), CHANGES)
def test_each_setting_is_changed_by_keys_and_saved_as_one_entry(screen, name, typed, value):
    before = len(screen.entries())
    screen.fill(name, typed)
    assert screen.foot() == "1 thay đổi chưa lưu"
    screen.save()
    assert screen.settings == dataclasses.replace(SAMPLE, **{name: value})
    (entry,) = screen.entries()[before:]
    assert Settings.from_record(entry["settings"]) == screen.settings  # type: ignore[arg-type]
    screen.desk.settle()
    screen.desk.window.open_page("settings")
    kind = next(spec.kind for spec in screen.page._specs if spec.name == name)
    assert screen.text(name) == to_text(kind, value)


DATE = "ngày viết đủ ngày, tháng, năm, như 24/11/2026"
FAULTS = [
    ("unit_name", "", "Chưa điền; chỗ này phải có"),
    ("agency_code", "", "Chưa điền; chỗ này phải có"),
    ("agency_code", "phường", "Chỉ gồm chữ in hoa không dấu, số và dấu chấm, như 000.16.40.H32"),
    ("agency_code", "0" * 21, "Dài quá 20 ký tự"),
    ("units", "2025 phường Phước Hòa", f"Dòng 1: {DATE}"),
    ("units", "01/07/2025 Phước Hòa", "Dòng 1: sau ngày phải ghi “phường”, “xã” hoặc “đặc khu”, rồi tên"),
    ("desk_number", "2", "Phường có 1 bàn: sửa số bàn của phường, hoặc chọn số nhỏ hơn"),
    ("sessions", "", "Chưa điền; chỗ này phải có"),
    ("sessions", "sáng", "Mỗi buổi viết như 07:00-11:30, hai buổi cách nhau dấu phẩy"),
    ("sessions", "07:60-11:30", "Giờ từ 00:00 đến 23:59, viết như 07:00-11:30"),
    ("sessions", "11:30-07:00", "Buổi sau phải mở sau buổi trước"),
    ("swapped_days", "24/11 nghỉ QĐ 1", f"Dòng 1: {DATE}"),
    ("swapped_days", "24/11/26 nghỉ QĐ 1", f"Dòng 1: {DATE}"),
    ("swapped_days", "31/11/2026 nghỉ QĐ 1", f"Dòng 1: {DATE}"),
    ("swapped_days", "24/11/2026 QĐ 1", "Dòng 1: sau ngày phải ghi “nghỉ” hoặc “làm việc”"),
    (
        "swapped_days",
        "23/11/2026 nghỉ QĐ 1\n\n28/11/2026 làm việc",
        "Dòng 3: thiếu tên hoặc số quyết định, như QĐ 123/QĐ-UBND",
    ),
    ("forms_changed_on", "", DATE.capitalize()),
    ("favourites", "1.004873, 9.999999", "Danh mục không có mã 9.999999"),
    ("listing", "chứng thực", "Danh mục không có mã chứng, thực"),
    ("head_title", "", "Chưa điền; chỗ này phải có"),
    ("handling_units", "x" * 101, "Dài quá 100 ký tự"),
    ("same_day_procedures", "2.000815", "Dòng 1: viết như 24/10/2023 31/12/2023 2.000815, đến ngày bỏ được"),
    ("same_day_procedures", "24/10 2.000815", f"Dòng 1: {DATE}"),
    ("same_day_procedures", "24/10/2023 2.000815\n24/10/2023 9.999999", "Dòng 2: danh mục không có mã thủ tục này"),
    ("ratio_targets", "Đẹp: 5", "Dòng 1: không có chỉ tiêu tên ấy; viết như “Nộp hồ sơ trực tuyến: 35 %”"),
    ("ratio_targets", "Nộp hồ sơ trực tuyến: 101", "Dòng 1: phần trăm từ 0 đến 100, như 35 hoặc 0,5"),
]


@pytest.mark.parametrize(("name", "typed", "words"), FAULTS)
def test_each_fault_stands_under_its_field_and_nothing_typed_is_lost(screen, name, typed, words):
    before = screen.entries()
    screen.fill("hotline", "0258 3510 417")
    screen.fill(name, typed)
    screen.open("about")
    screen.save()
    assert screen.faults() == {name: words}
    assert QApplication.focusWidget() is screen.editor(name)
    assert screen.editor(name).isVisible()
    assert screen.foot() == "Chưa lưu: còn chỗ cần sửa"
    assert (screen.text(name), screen.text("hotline")) == (typed, "0258 3510 417")
    assert (screen.entries(), screen.settings) == (before, SAMPLE)


@pytest.mark.parametrize(("name", "typed", "words"), FAULTS)
def test_a_fault_goes_when_it_is_mended(screen, name, typed, words):
    usual = screen.text(name)
    screen.fill(name, typed)
    screen.save()
    assert screen.faults() == {name: words}
    screen.fill("hotline", "0258 3510 418")
    assert screen.faults() == {name: words}, "mended is only what was"
    screen.fill(name, usual or "x")
    assert name not in screen.faults() or not usual


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("07:00-11:30", (("07:00", "11:30"),)),
        ("7-11; 13g30 – 17h", (("07:00", "11:00"), ("13:30", "17:00"))),
        ("7.30-11.30\n13.00-17.00", (("07:30", "11:30"), ("13:00", "17:00"))),
        ("", ()),
    ],
)
def test_hours_as_people_write_them(typed, hours):
    assert from_text(FieldKind.SESSIONS, typed, datetime(2024, 4, 24).date()) == hours


@pytest.mark.parametrize("typed", ["7", "7-8-9", "bảy-tám", "070-110", "-"])
def test_what_are_no_hours_is_told(typed):
    with pytest.raises(TypedWrongly, match="Mỗi buổi viết như"):
        from_text(FieldKind.SESSIONS, typed, datetime(2024, 4, 24).date())


@pytest.mark.parametrize(("name", "typed", "value"), [change for change in CHANGES if not isinstance(change[2], int)])
def test_what_is_shown_is_read_as_it_was(name, typed, value):
    del typed
    kind = {
        "units": FieldKind.UNITS,
        "same_day_procedures": FieldKind.DATED_CODES,
        "ratio_targets": FieldKind.TARGETS,
        "superiors": FieldKind.DATED_TEXTS,
        "hotlines": FieldKind.DATED_TEXTS,
        "agency_codes": FieldKind.DATED_AGENCIES,
        "mergers": FieldKind.MERGERS,
        "swapped_days": FieldKind.DAYS,
        "sessions": FieldKind.SESSIONS,
        "favourites": FieldKind.CODES,
        "listing": FieldKind.CODES,
        "forms_changed_on": FieldKind.DATE,
        "handling_units": FieldKind.NAMES,
    }.get(name, FieldKind.TEXT)
    assert from_text(kind, to_text(kind, value), datetime(2024, 4, 24).date()) == value
