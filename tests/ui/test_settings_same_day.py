"""Ngày không giấy hẹn in Thiết lập, by keys: decisions with a grid of half-days, and what they must not say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from cchc_desktop.domain.same_day import HalfDay
from cchc_desktop.services.desk_setup import SAMPLE
from tests.ui.real_desk import RealDesk, real_desk
from tests.ui.settings_desk import SettingsDesk
from ui.views.span_editor import SpanEditor

SPANS = "same_day_spans"
AM, PM = HalfDay.MORNING, HalfDay.AFTERNOON


@pytest.fixture
def screen(qapp: QApplication, tmp_path: Path) -> Iterator[SettingsDesk]:
    with real_desk(tmp_path, page="settings") as desk:
        yield SettingsDesk(desk)


def _editor(screen: SettingsDesk) -> SpanEditor:
    editor = screen.editor(SPANS)
    assert isinstance(editor, SpanEditor)
    return editor


def _begin_row(screen: SettingsDesk, place: int) -> RealDesk:
    screen.open("same_day")
    _editor(screen).rows()[place].since.setFocus()
    return screen.desk


def _type_decision(screen: SettingsDesk, since: str, until: str, decision: str) -> None:
    """Fill the empty row in, up to its grid, as one does: type, Tab."""
    desk = _begin_row(screen, -1)
    for text in (since, until, decision):
        desk.type(text)
        desk.press("Tab")


def test_the_decisions_in_force_stand_there_with_an_empty_row(screen):
    rows = _editor(screen).rows()
    assert [row.is_empty for row in rows] == [False, False, True]
    assert (rows[0].since.text(), rows[0].until.text()) == ("24/10/2023", "31/12/2023")
    assert rows[0].grid.half_days() == {(1, AM), (1, PM), (3, AM), (3, PM)}
    assert "8679/KH-UBND" in rows[0].decision.text()
    assert screen.foot() == "Đang dùng những gì thấy ở đây"


def test_a_decision_is_added_by_keys_and_saved_as_one_entry(screen):
    before = len(screen.entries())
    _type_decision(screen, "01/06/2024", "", "12/QĐ-UBND")
    # Wednesday morning, then Friday whole: Monday morning is where Tab comes.
    screen.desk.press("Right", "Right", "Space", "Right", "Right", "Space", "Down", "Space")
    screen.save()
    assert screen.settings.same_day_spans == (*SAMPLE.same_day_spans, ("2024-06-01", "", "wed-am,fri", "12/QĐ-UBND"))
    assert (len(screen.entries()), screen.foot()) == (before + 1, "Đã lưu vào sổ")
    assert [row.is_empty for row in _editor(screen).rows()] == [False, False, False, True]


def test_the_grid_is_one_stop_of_tab(screen):
    _type_decision(screen, "01/06/2024", "", "12/QĐ-UBND")
    focus = QApplication.focusWidget()
    assert focus in _editor(screen).rows()[2].grid.boxes()
    screen.desk.press("Tab")
    assert QApplication.focusWidget() is _editor(screen).rows()[3].since


def test_a_row_that_is_emptied_is_gone(screen):
    desk = _begin_row(screen, 1)
    for _ in range(3):
        desk.press("Ctrl+A", "Backspace", "Tab")
    desk.press("Right", "Space", "Down", "Space", "Right", "Right", "Space", "Up", "Space")
    screen.save()
    assert screen.settings.same_day_spans == SAMPLE.same_day_spans[:1]


@pytest.mark.parametrize(
    ("since", "until", "decision", "keys", "words"),
    [
        pytest.param(
            "01/02/2024", "", "1/QĐ", ("Space",), "Dòng 3: trước 12/3/2024 chỉ có thứ Ba và thứ Năm", id="too early"
        ),
        pytest.param("12/03/2024", "", "", ("Space",), "Dòng 3 chưa ghi số văn bản", id="no decision"),
        pytest.param("12/03/2024", "", "1/QĐ", (), "Dòng 3 chưa có ngày nào trong tuần", id="no day"),
        pytest.param(
            "12/3", "", "1/QĐ", ("Space",), "Dòng 3: ngày viết đủ ngày, tháng, năm, như 24/11/2026", id="no year"
        ),
    ],
)
def test_what_a_decision_must_not_say_stands_under_the_list(screen, since, until, decision, keys, words):
    _type_decision(screen, since, until, decision)
    screen.desk.press(*keys)
    screen.open("about")
    screen.save()
    assert screen.faults() == {SPANS: words}
    assert screen.settings == SAMPLE
    assert _editor(screen).isAncestorOf(QApplication.focusWidget())


def test_a_weekday_after_the_letter_of_2024_is_taken(screen):
    _type_decision(screen, "12/03/2024", "", "1/QĐ")
    screen.desk.press("Space")
    screen.save()
    assert screen.faults() == {}
    assert screen.settings.same_day_spans[-1] == ("2024-03-12", "", "mon-am", "1/QĐ")


def test_procedures_are_named_under_their_codes(screen):
    screen.fill("same_day_procedures", "24/10/2023 2.000815\n24/10/2023 9.999999")
    assert "Chứng thực bản sao từ bản chính" in screen.hint("same_day_procedures")
    assert "9.999999: không có" in screen.hint("same_day_procedures")
