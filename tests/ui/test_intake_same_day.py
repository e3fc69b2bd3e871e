"""Tiếp nhận on a Tuesday without appointments, by keys: the strip, what is saved and printed, who goes first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication

from cchc_desktop.domain.same_day import Priority
from tests.ui.intake_desk import CARD, MARITAL, IntakeDesk, intake_desk, until
from ui.widgets.day_banner import SOFT, SOLID

TUESDAY, WEDNESDAY = datetime(2023, 10, 24, 9, 0), datetime(2023, 10, 25, 9, 0)
MODE = "Hôm nay giải quyết không giấy hẹn"


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[IntakeDesk]:
    with intake_desk(tmp_path, TUESDAY, {"favourites": ("2.000815", MARITAL)}) as opened:
        yield opened


def _save_label(desk: IntakeDesk) -> str:
    return desk.page._save_button.label()


def _slip_says(desk: IntakeDesk) -> str:
    return desk.page.slip.preview._sentence


def test_the_strip_names_the_decision_before_anything_is_chosen(desk: IntakeDesk) -> None:
    banner = desk.page.day.banner
    assert banner.isVisible()
    assert (banner.words, banner.tone) == ((MODE, "Theo Kế hoạch 8679/KH-UBND ngày 18/10/2023"), SOLID)


def test_what_is_settled_at_once_is_saved_without_a_slip_and_the_number_is_said(desk: IntakeDesk) -> None:
    desk.scan(CARD)
    desk.press("Alt+1")
    assert _save_label(desk) == "Lưu (không in giấy hẹn)"
    assert _slip_says(desk).startswith("Không in giấy. Lưu xong, số 0001 lên bảng (F5)")
    desk.press("Ctrl+Return")
    dossier = desk.last().dossier
    assert (dossier.is_same_day, dossier.has_slip_on_request, desk.last().jobs) == (True, False, ())
    assert desk.page.strip._head.text() == "Đã lưu. Số gọi: 0001."
    assert "F5" in desk.page.strip._line.text()
    assert _save_label(desk) == "Lưu và in"
    desk.press("F5")
    assert desk.window.page_key == "same_day"


def test_a_slip_at_request_is_printed_and_the_citizen_still_waits(desk: IntakeDesk) -> None:
    desk.scan(CARD)
    desk.press("Alt+1", "Alt+I")
    assert _save_label(desk) == "Lưu và in"
    until(lambda: desk.page.slip.preview.pages())
    desk.press("Ctrl+Return")
    dossier = desk.last().dossier
    assert (dossier.is_same_day, dossier.has_slip_on_request) == (True, True)
    until(lambda: desk.last().jobs[0].state != "wanted")
    assert desk.page.strip._head.text() == "Đã lưu. Số gọi: 0001."


def test_alt_i_twice_is_no_slip_again(desk: IntakeDesk) -> None:
    desk.press("Alt+1", "Alt+I", "Alt+I")
    assert _save_label(desk) == "Lưu (không in giấy hẹn)"
    assert not desk.page.presenter.form.value.wants_slip


def test_who_does_not_wait_is_given_an_ordinary_appointment(desk: IntakeDesk) -> None:
    desk.scan(CARD)
    desk.press("Alt+1", "Alt+H")
    banner = desk.page.day.banner
    assert banner.tone == SOFT
    assert banner.words == ("Hồ sơ này có hẹn trả", "Người dân không chờ. In giấy hẹn như ngày thường.")
    assert _save_label(desk) == "Lưu và in"
    desk.press("Ctrl+Return")
    assert not desk.last().dossier.is_same_day
    assert len(desk.last().jobs) == 1


def test_a_procedure_outside_the_list_is_an_appointment_and_says_why(desk: IntakeDesk) -> None:
    desk.press("Alt+2")
    banner = desk.page.day.banner
    assert banner.tone == SOFT
    assert banner.words[1] == "Thủ tục này không thuộc danh sách giải quyết ngay."
    assert not desk.page.day.slip.isVisible()
    desk.press("Alt+1")
    assert banner.tone == SOLID


def test_a_result_that_goes_by_post_is_an_appointment(desk: IntakeDesk) -> None:
    desk.press("Alt+1")
    desk.page.people.fields["return_way"].editor.setFocus()
    desk.press("2")
    assert desk.page.day.banner.tone == SOFT
    assert _save_label(desk) == "Lưu và in"


def test_priority_is_taken_by_one_key_and_goes_into_the_dossier(desk: IntakeDesk) -> None:
    desk.scan(CARD)
    desk.press("Alt+1")
    seen = []
    for _ in range(4):
        desk.press("Alt+K")
        seen.append((desk.page.presenter.form.value.priority, desk.page.people._first.text()))
    assert seen == [
        (Priority.ELDERLY, "Cao tuổi"),
        (Priority.DISABLED, "Khuyết tật"),
        (Priority.PREGNANT, "Mang thai"),
        (Priority.NONE, "Ưu tiên"),
    ]
    desk.press("Alt+K", "Ctrl+Return")
    assert desk.last().dossier.priority == Priority.ELDERLY
    assert desk.page.people._first.text() == "Ưu tiên"


def test_the_same_person_keeps_priority_for_another_dossier(desk: IntakeDesk) -> None:
    desk.scan(CARD)
    desk.press("Alt+1", "Alt+K", "Alt+I", "Ctrl+Shift+Return")
    value = desk.page.presenter.form.value
    assert (value.priority, value.wants_slip) == (Priority.ELDERLY, False)


def test_a_wish_is_kept_in_the_draft(desk: IntakeDesk) -> None:
    desk.scan(CARD)
    desk.press("Alt+1", "Alt+I", "Alt+K")
    desk.page.presenter.keep_draft()
    kept = desk.page.presenter.draft.read()
    assert kept is not None
    assert (kept[0].wants_slip, kept[0].priority) == (True, Priority.ELDERLY)


def test_an_ordinary_day_has_no_strip_and_priority_all_the_same(qapp: QApplication, tmp_path: Path) -> None:
    with intake_desk(tmp_path, WEDNESDAY, {"favourites": ("2.000815",)}) as desk:
        desk.scan(CARD)
        desk.press("Alt+1", "Alt+K")
        assert desk.page.day.banner.isHidden()
        assert _save_label(desk) == "Lưu và in"
        desk.press("Ctrl+Return")
        dossier = desk.last().dossier
        assert (dossier.is_same_day, dossier.priority) == (False, Priority.ELDERLY)


def test_at_five_it_still_is_and_after_five_it_is_over(desk: IntakeDesk) -> None:
    desk.clock.moment = desk.clock.moment.replace(hour=17, minute=0)
    desk.press("Alt+1")
    assert desk.page.day.banner.tone == SOLID
    desk.clock.moment = desk.clock.moment.replace(minute=1)
    desk.page.presenter.refresh()
    assert desk.page.day.banner.isHidden()
    assert _save_label(desk) == "Lưu và in"


def test_a_fault_moves_no_field_over_another_and_pushes_no_favourite_out(qapp: QApplication, tmp_path: Path) -> None:
    favourites = ("2.000815", "2.000635", "2.000884", "1.001193", MARITAL)
    with intake_desk(tmp_path, TUESDAY, {"favourites": favourites}) as desk:
        desk.window.resize(1366, 768)
        desk.press("Alt+5", "Ctrl+Return")
        people = desk.page.people
        assert people.fields["applicant.name"].error
        until(lambda: desk.page._scroll.verticalScrollBar().isVisible())
        assert [button.isVisible() for button in desk.page.procedure._pills.buttons[:5]] == [True] * 5
        shown = [field for field in people.fields.values() if field.isVisible()]
        places = [QRect(field.mapTo(people, QPoint(0, 0)), field.size()) for field in shown]
        for field, place in zip(shown, places, strict=True):
            assert field.height() >= field.minimumSizeHint().height(), field.label.text()
            assert sum(place.intersects(other) for other in places) == 1, field.label.text()
            desk.page._scroll.ensureWidgetVisible(field.editor)
            assert not field.editor.visibleRegion().isEmpty(), field.label.text()
