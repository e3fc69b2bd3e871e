"""Charts where people would rather look: a day's flow by hour, time saved by week, late rate by month."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from shiboken6 import isValid

from ui import error_texts, labels
from ui.desk_parts import DeskParts
from ui.jobs import JobRunner
from ui.presenters import report_period, report_words
from ui.presenters.report_papers import page_images

if TYPE_CHECKING:
    from cchc_desktop.domain.period import Period
    from cchc_desktop.services.paper_desk import PaperDesk
    from cchc_desktop.services.report_reading import FigureReader

SCREEN_PX = 1600


class ChartKind(enum.IntEnum):
    """Which chart, in the order of their keys."""

    FLOW = 0
    SAVED = 1
    LATE = 2


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DrawnChart:
    """A chart that was drawn."""

    pdf: bytes = dataclasses.field(repr=False)
    image: QImage
    name: str
    """Of its file."""
    words: str
    """The same in words, for those who do not see it."""

    def given(self) -> bytes:
        """Return its page."""
        return self.pdf


class ChartsPresenter(QObject):
    """One chart at a time.

    Signals:
        loading: Figures are being read and drawn.
        drawn: Carries a `DrawnChart`.
        failed: Carries why nothing can be drawn.
        named: Carries what the arrows move in words, the day or the year; empty where that is the period.
    """

    loading = Signal()
    drawn = Signal(object)
    failed = Signal(str)
    named = Signal(str)

    def __init__(self, parts: DeskParts, slow: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._slow = slow
        self.kind = ChartKind.FLOW
        self.day = parts.clock.now().date()
        self.year = self.day.year
        self.chart: DrawnChart | None = None
        self._period: Period = parts.desk.reports.period_now()
        self._asked = 0

    @property
    def moves_itself(self) -> bool:
        """Whether the arrows move its own day or year, not the period of the reports."""
        return self.kind is not ChartKind.SAVED

    def choose(self, kind: int) -> None:
        """Take another chart."""
        self.kind = ChartKind(kind)
        self.refresh()

    def move(self, by: int) -> None:
        """Take a day or a year before or after; days that nobody works on are passed over."""
        if self.kind is ChartKind.LATE:
            self.year += by
        else:
            day, calendar = self.day + timedelta(days=by), self._parts.state.calendar
            while day.year in calendar.years and not calendar.is_working(day):
                day += timedelta(days=1 if by > 0 else -1)
            self.day = day
        self.refresh()

    def take_period(self, period: Period) -> None:
        """Take the period that the other reports are of."""
        self._period = period
        self.year = period.last.year

    def refresh(self) -> None:
        """Draw anew from what is known now; `loading`, then `drawn` or `failed` follow."""
        self._asked += 1
        self.chart = None
        self.loading.emit()
        title, name = self._title()
        self.named.emit(self._moved_words())
        settings = self._parts.state.settings
        now = self._parts.clock.now()
        kind_of_unit, unit = settings.unit_on(now.date().isoformat())
        note = self.tr("UBND {} {} · số liệu của sổ điện tử lúc {}").format(kind_of_unit, unit, f"{now:%H:%M %d/%m/%Y}")
        reader = self._parts.desk.reports.reader()
        build = {
            ChartKind.FLOW: partial(_flow, reader, self.day, title, note),
            ChartKind.SAVED: partial(_saved, reader, self._period.first, self._period.last, title, note),
            ChartKind.LATE: partial(_late, reader, self.year, title, note),
        }[self.kind]
        work = partial(_drawn, self._parts.papers(), build, name, title)
        self._slow.start(work, then=partial(self._hear, self._asked), otherwise=partial(self._broke, self._asked))

    def _moved_words(self) -> str:
        if self.kind is ChartKind.FLOW:
            return f"{labels.day(self.day)}/{self.day.year}"
        return report_period.name(str(self.year)) if self.kind is ChartKind.LATE else ""

    def _title(self) -> tuple[str, str]:
        period = self._period
        if self.kind is ChartKind.FLOW:
            words = self.tr("Hồ sơ nhận và trả theo giờ, {} {}").format(
                labels.day_inside(self.day).rpartition(" ")[0], f"{self.day:%d/%m/%Y}"
            )
            return words, f"bieu-do-theo-gio-{self.day:%Y%m%d}"
        if self.kind is ChartKind.SAVED:
            name = report_period.name(period.code)
            days = report_words.day_words(period.first, period.last)
            words = self.tr("Giờ tiết kiệm nhờ không giấy hẹn theo tuần, {} ({})").format(
                f"{name[:1].lower()}{name[1:]}", days
            )
            return words, f"bieu-do-tiet-kiem-{period.code}"
        words = self.tr("Tỷ lệ hồ sơ quá hạn theo tháng, năm {}").format(self.year)
        return words, f"bieu-do-qua-han-{self.year}"

    def _hear(self, number: int, chart: DrawnChart) -> None:
        if isValid(self) and number == self._asked:
            self.chart = chart
            self.drawn.emit(chart)

    def _broke(self, number: int, error: Exception) -> None:
        if isValid(self) and number == self._asked:
            self.failed.emit(error_texts.sentence(error))


_Built = tuple[bytes, str]
"""A page, and its figures in words."""


def _drawn(papers: PaperDesk, build: Callable[[], _Built], name: str, title: str) -> DrawnChart:
    """Read, build and raster; worker thread."""
    pdf, words = build()
    image = page_images(papers, pdf, SCREEN_PX)[0]
    return DrawnChart(pdf=pdf, image=image, name=name, words=f"{title}. {words}")


def _flow(reader: FigureReader, day: date, title: str, note: str) -> _Built:
    from cchc_desktop.services import chart_desk

    rows = reader.flow_by_hour(day)
    return chart_desk.day_flow(rows, title, note), _listed(rows)


def _saved(reader: FigureReader, first: date, last: date, title: str, note: str) -> _Built:
    from cchc_desktop.services import chart_desk

    weeks = reader.saved(first, last).rows["week"]
    told = [(row.row.partition(":")[2], row.no_slip, row.no_slip_minutes_saved) for row in weeks]
    return chart_desk.time_saved(weeks, title, note), _listed(told)


def _late(reader: FigureReader, year: int, title: str, note: str) -> _Built:
    from cchc_desktop.services import chart_desk

    months = reader.late_by_month(year)
    return chart_desk.late_rate(months, title, note), _listed(months)


def _listed(rows: Any) -> str:
    return "; ".join(" ".join(str(part) for part in row) for row in rows)
