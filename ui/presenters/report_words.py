"""What a report says in words over its table: the period, what was known, what was sent, what does not add up."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from cchc_desktop.domain.report import Cell, ReportKind
from cchc_desktop.sentences import figures_said
from cchc_desktop.text import dong, signed
from ui.error_texts import said
from ui.models.figure_sheet import FigureSheet
from ui.presenters import report_period

if TYPE_CHECKING:
    from cchc_desktop.domain.report import Difference, ReportHead
    from cchc_desktop.services.report_reading import ReportRead

say = QCoreApplication.translate


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ShownReport:
    """A report as the screen shows it.

    Attributes:
        sheet: Its table.
        facts: Of which days, what had happened and what was known.
        sent: When it was sent and how that version is seen; empty where it was not.
        wrong: Sums that do not add up.
        right: One line that says that they do; empty where that is not checked.
        adjusted: What was corrected since it was sent.
        is_as_sent: Whether the version that was sent is shown.
    """

    sheet: FigureSheet
    facts: str = ""
    sent: str = ""
    wrong: tuple[str, ...] = ()
    right: str = ""
    adjusted: tuple[str, ...] = ()
    is_as_sent: bool = False


def known_words(head: ReportHead) -> str:
    """Return the unit, what had happened by when, and by when it was known."""
    known = say("ReportWords", "lúc này") if head.known_at is None else _moment(head.known_at)
    happened = say("ReportWords", "Những việc đã xảy ra đến {}, đã biết đến {}").format(_moment(head.as_of), known)
    return f"{head.unit} · {happened}"


def day_words(first: date, last: date) -> str:
    """Return "15/11/2023 - 14/12/2023"."""
    return f"{first:%d/%m/%Y} - {last:%d/%m/%Y}"


def sent_words(read: ReportRead, is_as_sent: bool) -> str:
    """Return when the report was sent last and which key shows it; empty where it never was."""
    if not read.sent:
        return ""
    at = _moment(read.sent[0].sent_at)
    if is_as_sent:
        return say("ReportWords", "Đang xem bản đã gửi lúc {} ({}). Alt+V: về số hiện nay").format(at, read.sender)
    return say("ReportWords", "Đã gửi lúc {} ({}). Alt+V: xem bản đã gửi").format(at, read.sender)


def wrong_words(differences: Iterable[Difference]) -> tuple[str, ...]:
    """Return a line for each sum that its parts do not give."""
    words = say("ReportWords", "Chênh lệch: {}: {} so với {}, lệch {}")
    return tuple(
        words.format(_what(one.what), dong(one.left), dong(one.right), signed(one.difference)) for one in differences
    )


def adjusted_words(adjustments: Iterable[Difference]) -> tuple[str, ...]:
    """Return a line for each figure that was corrected after the report was sent."""
    words = say("ReportWords", "Điều chỉnh sau khi báo cáo: {}: đã báo {}, nay {} ({})")
    return tuple(
        words.format(_what(one.what), dong(one.right), dong(one.left), signed(one.difference)) for one in adjustments
    )


def figure_words(key: object, row: str, column: str) -> str:
    """Return what a figure that stands alone is called: whole names, as two columns may be called "Quá hạn"."""
    if not isinstance(key, Cell):
        return f"{row}, {column[:1].lower()}{column[1:]}"
    name = said(figures_said.BY_FIGURE.get(key.figure, column))
    return name if key.report is ReportKind.WARD else f"{row}: {name[:1].lower()}{name[1:]}"


def right_words() -> str:
    """Return that all sums agree."""
    return say("ReportWords", "Đối chiếu: các tổng khớp nhau")


def file_name(kind: ReportKind, period: str) -> str:
    """Return what a report's file is called: what it is and its period, ASCII."""
    names = {
        ReportKind.RESULTS: "bieu-06a",
        ReportKind.OFFICERS: "can-bo",
        ReportKind.TIME_SAVED: "thoi-gian-tiet-kiem",
    }
    return f"{names.get(kind, 'bang-phuong')}-{period}"


def due_words(kind: str) -> str:
    """Return what a report that is due is called, and to whom it goes."""
    return {
        "staff_evaluation": say("ReportWords", "đánh giá công chức, gửi Phòng Nội vụ"),
        "plan_progress": say("ReportWords", "tiến độ kế hoạch, gửi UBND cấp trên"),
        "procedures_control": say("ReportWords", "kiểm soát thủ tục (06a), gửi Văn phòng UBND cấp trên"),
        "reform": say("ReportWords", "cải cách hành chính, gửi UBND cấp trên"),
    }.get(kind, kind)


def due_line(kind: str, period: str, day: date) -> str:
    """Return "14/12: cải cách hành chính, gửi UBND cấp trên (quý IV năm 2023)"."""
    name = report_period.name(period)
    return f"{day:%d/%m}: {due_words(kind)} ({name[:1].lower()}{name[1:]})"


def _what(name: str) -> str:
    return said(figures_said.BY_IDENTITY.get(name) or figures_said.BY_FIGURE.get(name, name))


def _moment(at: datetime) -> str:
    return f"{at:%H:%M %d/%m/%Y}"
