"""Slips of a power cut by keys on a real desk: printed ahead, and entered later from the moment written on them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from cchc_desktop.clock import moment
from tests.ui.intake_desk import CARD, IntakeDesk, intake_desk, until
from ui.presenters.intake_form import past_moment
from ui.views.emergency_panel import EmergencyPanel
from ui.widgets.daylines import DayLines

MONDAY, WEDNESDAY = datetime(2024, 4, 22, 8, 0), moment("2024-04-24T10:00")
MARITAL_KEY = "Alt+5"


@pytest.fixture
def desk(qtbot, qapp, tmp_path: Path) -> Iterator[IntakeDesk]:
    with intake_desk(tmp_path, MONDAY) as found:
        yield found


@pytest.fixture
def later(desk: IntakeDesk) -> IntakeDesk:
    """Three slips were printed on Monday; it is Wednesday now, and the power is back."""
    desk.parts.desk.emergency.print_ahead(3)
    desk.clock.moment = WEDNESDAY
    return desk


def panel(desk: IntakeDesk) -> EmergencyPanel:
    found = desk.page.overlays.slips
    assert found is not None
    assert found.isVisible()
    return found


def numbers(desk: IntakeDesk) -> list[object]:
    return [row.key for row in panel(desk).list.rows()]


def origin(desk: IntakeDesk) -> str:
    card = desk.page.overlays.origin
    assert card is not None
    assert not card.isHidden()
    return card.words


def fault(desk: IntakeDesk, field: str) -> str:
    card = desk.page.overlays.origin
    assert card is not None
    return card.fields[field].error


def enter(desk: IntakeDesk, at: str, *, down: int = 0) -> None:
    """Choose a slip of the list, type the moment written on it, and fill in the form."""
    desk.press("Alt+M", *["Down"] * down, "Ctrl+Return")
    desk.type(at)
    desk.scan(CARD)
    desk.press(MARITAL_KEY)


def test_slips_are_printed_ahead(desk: IntakeDesk):
    desk.press("Alt+M")
    panel(desk).count.setValue(2)
    desk.press("Alt+P")
    assert numbers(desk) == ["KC-1-0001", "KC-1-0002"]
    papers = desk.folder / "papers"
    until(lambda: list(papers.glob("giay-tam-KC-1-0001-0002.pdf")))
    until(lambda: "KC-1-0001 đến KC-1-0002 ở tệp" in (desk.window.notices.seen or _NOTHING).sentence)


class _Nothing:
    sentence = ""


_NOTHING = _Nothing()


def test_a_slip_is_entered_from_its_true_moment(later: IntakeDesk, qtbot):
    enter(later, "0930 2304", down=1)
    presenter = later.page.presenter
    assert presenter.form.value.received_at == moment("2024-04-23T09:30")
    assert presenter.promise is not None
    assert presenter.promise.due_at == moment("2024-04-26T09:30")
    assert "Nhập từ giấy tạm KC-1-0002, lãnh đạo sẽ xem." in origin(later)
    assert "09:30 23/04/2024" in origin(later)
    with qtbot.waitSignal(presenter.saved):
        later.press("Ctrl+Return")
    dossier = later.last().dossier
    assert (dossier.received_at, dossier.emergency_number) == (moment("2024-04-23T09:30"), "KC-1-0002")
    assert "lãnh đạo sẽ xem" in later.page.strip.accessibleName()
    later.press("Alt+M")
    assert numbers(later) == ["KC-1-0001", "KC-1-0003"]


def test_the_days_are_explained_from_the_true_moment(later: IntakeDesk):
    enter(later, "0930 2304")
    later.press("Alt+V")
    why = later.page.overlays.why
    assert why is not None
    said = why.findChild(DayLines).accessibleName()
    assert "T3 23/04" in said
    assert "Nhận 09:30" in said


def test_a_promise_that_was_over_before_it_was_entered_is_said(later: IntakeDesk):
    later.clock.moment = moment("2024-05-08T09:00")
    enter(later, "0930 2304")
    assert "đã qua trước khi nhập" in origin(later)


def test_the_focus_waits_where_the_moment_is_typed(later: IntakeDesk):
    later.press("Alt+M", "Return")
    card = later.page.overlays.origin
    assert card is not None
    assert QApplication.focusWidget() is card.fields["received_at"].editor
    assert "không phải từ lúc nhập" in origin(later)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        pytest.param("", "Chưa điền", id="none"),
        pytest.param("sáng qua", "viết giờ rồi ngày", id="no moment"),
        pytest.param("1100 2404", "sau lúc này", id="still to come"),
        pytest.param("0700 2204", "trước khi", id="before the slip was printed"),
    ],
)
def test_a_wrong_moment_stops_the_saving(later: IntakeDesk, typed: str, words: str):
    enter(later, typed)
    later.press("Ctrl+Return")
    assert later.codes() == []
    assert words.lower() in fault(later, "received_at").lower()
    card = later.page.overlays.origin
    assert card is not None
    assert QApplication.focusWidget() is card.fields["received_at"].editor


def test_a_slip_of_another_desk_is_refused(later: IntakeDesk):
    enter(later, "0930 2304")
    card = later.page.overlays.origin
    assert card is not None
    card.fields["emergency_number"].editor.setFocus()
    card.fields["emergency_number"].editor.clear()  # type: ignore[attr-defined]
    later.type("kc-2-0001")
    later.press("Ctrl+Return")
    assert later.codes() == []
    assert fault(later, "emergency_number")


def test_the_slip_is_dropped_by_a_key(later: IntakeDesk):
    enter(later, "0930 2304")
    later.press("Alt+B")
    value = later.page.presenter.form.value
    assert (value.emergency_number, value.received_at) == ("", None)
    assert value.applicant.name == "Lê Thị Thu Hà"
    assert later.page.overlays.origin is not None
    assert later.page.overlays.origin.isHidden()


def test_a_power_cut_in_between_keeps_slip_and_moment(later: IntakeDesk, qtbot, qapp, tmp_path: Path):
    enter(later, "0930 2304")
    later.page.presenter.keep_draft()
    kept = later.parts.intake.draft()
    assert kept is not None
    assert (kept[0].emergency_number, kept[0].received_at) == ("KC-1-0001", moment("2024-04-23T09:30"))


def test_without_slips_the_panel_says_to_print_some(desk: IntakeDesk):
    desk.press("Alt+M")
    assert not panel(desk).enter.isEnabled()
    assert QApplication.focusWidget() is panel(desk).count


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("0930", "2024-01-03T09:30", id="an hour of today"),
        pytest.param("0930 0201", "2024-01-02T09:30", id="a day of this year"),
        pytest.param("16:00 29/12", "2023-12-29T16:00", id="a day of last year"),
        pytest.param("1600 29122022", "2022-12-29T16:00", id="a year that is told"),
    ],
)
def test_a_moment_without_a_year_is_the_last_one(typed: str, found: str):
    assert past_moment(typed, moment("2024-01-03T10:00")) == moment(found)
