"""The reports of a period: read on a thread of their own, shown as tables, typed into, handed out, marked as sent."""

from __future__ import annotations

import enum
import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from cchc_desktop.domain.report import Cell, ReportKind, ResultsReport, TimeSaved, WardReport
from cchc_desktop.errors import CchcError, FormIncomplete
from ui import error_texts
from ui.desk_parts import DeskParts
from ui.jobs import JobRunner
from ui.models.figure_sheet import FigureSheet
from ui.presenters import report_period, report_sheets, report_words
from ui.presenters.report_papers import ReportPapers
from ui.presenters.report_period import PeriodKind
from ui.presenters.report_sheets import EVALUATION, SavedKey
from ui.presenters.report_words import ShownReport

if TYPE_CHECKING:
    from cchc_desktop.domain.period import Period
    from cchc_desktop.domain.report import BehindLine
    from cchc_desktop.services.report_reading import EvaluationRead, FigureReader, ReportRead
    from cchc_desktop.services.report_room import Asked

logger = logging.getLogger(__name__)

DUE_DAYS = 31
"""So far ahead the line of what is due looks."""


class Place(enum.IntEnum):
    """The reports in the order of their keys, Ctrl+1 to Ctrl+8."""

    REGISTER = 0
    RESULTS = 1
    WARD = 2
    OFFICERS = 3
    SAVED = 4
    CHARTS = 5
    EVALUATIONS = 6
    IMPORT = 7


class Way(enum.Enum):
    """How a report leaves the program, or is looked at before."""

    LARGE = enum.auto()
    PAPER = enum.auto()
    WORKBOOK = enum.auto()
    PICTURE = enum.auto()


KINDS = {
    Place.RESULTS: ReportKind.RESULTS,
    Place.WARD: ReportKind.WARD,
    Place.OFFICERS: ReportKind.OFFICERS,
    Place.SAVED: ReportKind.TIME_SAVED,
}
"""The places whose figures stand in a table with a list behind each."""
SENDABLE = (Place.RESULTS, Place.WARD, Place.OFFICERS)


class ReportsPresenter(QObject):
    """One place and one period at a time.

    Signals:
        period_shown: Carries (name, days, code, kind of the period).
        period_refused: Carries what is wrong with what was typed; empty takes it away.
        loading: Figures are being read.
        shown: Carries a `ShownReport`.
        behind_shown: Carries the lines behind a figure and a heading.
        due_shown: Carries what is due to whom, in a line.
        said: Carries (tone, sentence, facts).
        edited: Carries whether counts of evaluation slips wait to be recorded.
    """

    period_shown = Signal(str, str, str, int)
    period_refused = Signal(str)
    loading = Signal()
    shown = Signal(object)
    behind_shown = Signal(object, str)
    due_shown = Signal(str)
    said = Signal(str, str, str)
    edited = Signal(bool)

    def __init__(self, parts: DeskParts, slow: JobRunner, parent: QObject | None = None) -> None:
        """Create the presenter; ``slow`` reads figures and builds papers."""
        super().__init__(parent)
        self._parts = parts
        self._slow = slow
        self.place = Place.REGISTER
        self.period: Period = parts.desk.reports.period_now()
        self.papers = ReportPapers(parts, slow, self)
        self._asked_at = 0
        self._read: ReportRead | None = None
        self._report: ResultsReport | WardReport | TimeSaved | None = None
        self._is_as_sent = False
        self._evaluations: EvaluationRead | None = None
        self._counts: dict[tuple[str, str], int] = {}
        self._is_edited = False

    # --- place and period ---------------------------------------------------------------------

    def go(self, place: Place) -> None:
        """Take another report; its figures follow."""
        if place is Place.EVALUATIONS and report_period.kind_of(self.period.code) is not PeriodKind.QUARTER:
            self.period = self._period_of(report_period.as_kind(self.period.code, PeriodKind.QUARTER))
        self.place = place
        self._is_as_sent = False
        self.refresh()

    def choose_kind(self, kind: int) -> None:
        """Take the month, quarter, half, nine months or year in which the period lies."""
        self._take(report_period.as_kind(self.period.code, PeriodKind(kind)))

    def move(self, by: int) -> None:
        """Take a period before or after."""
        self._take(report_period.moved(self.period.code, by))

    def type_period(self, text: str) -> bool:
        """Take a period as typed; return whether it is one."""
        return self._take(report_period.typed_code(text))

    def tell_due(self) -> None:
        """Tell what is due to whom within a month."""
        try:
            due = self._parts.desk.reports.reports_due(DUE_DAYS)
        except CchcError as error:
            logger.warning("reports due not told: %s", error)
            return
        self.due_shown.emit("  ·  ".join(report_words.due_line(one.report, one.period, one.last_day) for one in due))

    def _take(self, code: str) -> bool:
        try:
            period = self._parts.desk.reports.period(code)
        except FormIncomplete as error:
            self.period_refused.emit(error_texts.cause(error_texts.first_problem(error)))
            return False
        if self.place is Place.EVALUATIONS and report_period.kind_of(period.code) is not PeriodKind.QUARTER:
            self.period_refused.emit(self.tr("Phiếu đánh giá đếm theo quý"))
            return False
        self.period_refused.emit("")
        self.period = period
        self._is_as_sent = False
        self.refresh()
        return True

    def _period_of(self, code: str) -> Period:
        return self._parts.desk.reports.period(code)

    # --- reading ------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the figures of the place anew; `loading` and then `shown` follow."""
        self._tell_period()
        if self.place is Place.EVALUATIONS:
            self._is_edited = False
            self.edited.emit(False)
        reader, period = self._reader(), self.period
        if self.place is Place.SAVED:
            self._ask(partial(reader.saved, period.first, period.last), self._show_saved)
        elif self.place is Place.EVALUATIONS:
            self._ask(partial(reader.evaluations, self._asked()), self._show_evaluations)
        elif self.place in KINDS:
            self._ask(partial(_read, reader, KINDS[self.place], self._asked_now(), self._sent()), self._show_report)

    def show_sent(self) -> None:
        """Show the version that was sent, or what the figures are now again."""
        if self._read is None or not self._read.sent or self.place not in SENDABLE:
            self.said.emit("warn", self.tr("Kỳ này chưa có bản nào được gửi"), "")
            return
        self._is_as_sent = not self._is_as_sent
        self.refresh()

    def look_behind(self, key: object, row: str, column: str) -> None:
        """Read the list behind a figure; `behind_shown` follows.

        Args:
            key: The cell's key.
            row: The words of the row in which the figure stands.
            column: Those of its column.
        """
        reader, asked, period = self._reader(), self._asked(), self.period
        if isinstance(key, SavedKey):
            work: Callable[[], Any] = partial(reader.saved_behind, key.row, period.first, period.last)
        elif isinstance(key, Cell):
            work = partial(reader.behind, key, asked)
        else:
            return
        self._ask(work, partial(self._show_behind, report_words.figure_words(key, row, column)))

    def _tell_period(self) -> None:
        period = self.period
        days = report_words.day_words(period.first, period.last)
        kind = report_period.kind_of(period.code)
        self.period_shown.emit(report_period.name(period.code), days, period.code, int(kind))

    def _reader(self) -> FigureReader:
        return self._parts.desk.reports.reader()

    def _sent(self) -> Any:
        return self._read.sent[0] if self._is_as_sent and self._read is not None and self._read.sent else None

    def _asked(self) -> Asked:
        sent = self._sent()
        return self._asked_now() if sent is None else self._parts.desk.reports.asked_as_sent(sent)

    def _asked_now(self) -> Asked:
        from cchc_desktop.services.report_room import Asked

        return Asked(period=self.period)

    def _ask(self, work: Callable[[], Any], then: Callable[[Any], object]) -> None:
        self._asked_at += 1
        self.loading.emit()
        number = self._asked_at
        self._slow.start(work, then=partial(self._hear, number, then), otherwise=partial(self._not_read, number))

    def _hear(self, number: int, then: Callable[[Any], object], answer: Any) -> None:
        if isValid(self) and number == self._asked_at:
            then(answer)

    def _not_read(self, number: int, error: Exception) -> None:
        if isValid(self) and number == self._asked_at:
            self.shown.emit(ShownReport(sheet=FigureSheet(heads=(), rows=())))
            self.said.emit("bad", self.tr("Chưa đọc được số liệu"), error_texts.sentence(error))

    def _show_report(self, found: tuple[ReportRead, ResultsReport | WardReport]) -> None:
        self._read, report = found
        self._report = report
        can_type = not self._is_as_sent
        if isinstance(report, ResultsReport):
            sheet = report_sheets.results_sheet(report)
        elif self.place is Place.OFFICERS:
            sheet = report_sheets.officers_sheet(report)
        else:
            sheet = report_sheets.ward_sheet(report, self._read.typed_totals, can_type)
        wrong = report_words.wrong_words(report.differences)
        is_checked = self.place is not Place.OFFICERS
        self.shown.emit(
            ShownReport(
                sheet=sheet,
                facts=report_words.known_words(report.head),
                sent=report_words.sent_words(self._read, self._is_as_sent),
                wrong=wrong if is_checked else (),
                right=report_words.right_words() if is_checked and not wrong else "",
                adjusted=report_words.adjusted_words(report.adjustments),
                is_as_sent=self._is_as_sent,
            )
        )

    def _show_saved(self, saved: TimeSaved) -> None:
        self._report = saved
        facts = report_words.known_words(saved.head)
        if saved.left_out:
            facts += " · " + self.tr("{} hồ sơ thời gian không tin cậy, không tính").format(saved.left_out)
        self.shown.emit(ShownReport(sheet=report_sheets.saved_sheet(saved), facts=facts))

    def _show_behind(self, label: str, lines: tuple[BehindLine, ...]) -> None:
        self.behind_shown.emit(lines, self.tr("{} hồ sơ · {}").format(len(lines), label))

    # --- typing -------------------------------------------------------------------------------

    def type_figure(self, name: str, text: str) -> None:
        """Enter a figure that another system counts, or note a count of evaluation slips."""
        if not text.strip().isdecimal():
            self.said.emit("warn", self.tr("Chỉ gõ chữ số, chưa ghi gì"), "")
            return
        if name.startswith(EVALUATION):
            self._note_count(name, int(text))
            return
        try:
            self._parts.desk.typed_figures.type_figure(self.period, name, int(text))
        except CchcError as error:
            self.said.emit("bad", self.tr("Chưa ghi được số"), error_texts.sentence(error))
            return
        self.refresh()

    def _show_evaluations(self, read: EvaluationRead) -> None:
        self._evaluations = read
        self._counts = {(question, word): answers for question, word, answers in read.counted}
        self._tell_evaluations()

    def _note_count(self, name: str, answers: int) -> None:
        asked = self._evaluations.asked if self._evaluations is not None else None
        if asked is None:
            return
        question, place = (int(part) for part in name.removeprefix(EVALUATION).split(":"))
        self._counts[asked.questions[question], asked.scale[place]] = answers
        self._is_edited = True
        self.edited.emit(True)
        QTimer.singleShot(0, self, self._tell_evaluations)  # the cell's editor closes first

    def _tell_evaluations(self) -> None:
        from cchc_desktop.services.report_reading import EvaluationRead

        if self._evaluations is None:
            return
        counted = tuple((question, word, answers) for (question, word), answers in self._counts.items())
        read = EvaluationRead(asked=self._evaluations.asked, counted=counted)
        facts = self.tr("Đếm phiếu đã phát ra và thu về trong quý; gõ số vào ô, rồi Ctrl+Enter để ghi sổ.")
        if self._is_edited:
            facts = self.tr("Có số chưa ghi sổ: Ctrl+Enter để ghi.")
        self.shown.emit(ShownReport(sheet=report_sheets.evaluation_sheet(read), facts=facts))

    @property
    def is_edited(self) -> bool:
        """Whether counts of slips wait to be recorded."""
        return self._is_edited

    @property
    def is_as_sent(self) -> bool:
        """Whether the version that was sent is shown."""
        return self._is_as_sent

    def record_counts(self) -> None:
        """Enter the counts of the quarter as they stand in the grid."""
        if not self._is_edited:
            self.said.emit("warn", self.tr("Chưa có số mới để ghi"), "")
            return
        counts = [(question, word, answers) for (question, word), answers in self._counts.items()]
        try:
            self._parts.desk.typed_figures.count_evaluations(self.period, counts)
        except CchcError as error:
            self.said.emit("bad", self.tr("Chưa ghi được số phiếu"), error_texts.sentence(error))
            return
        self.said.emit("ok", self.tr("Đã ghi số phiếu đánh giá của {}").format(self._name()), "")
        self.refresh()

    # --- handing out --------------------------------------------------------------------------

    def send(self) -> None:
        """Enter that the report was sent as it stands now."""
        if self.place not in SENDABLE or self._is_as_sent or self._read is None:
            return
        try:
            self._parts.desk.reports.send(KINDS[self.place], self.period)
        except CchcError as error:
            self.said.emit("bad", self.tr("Chưa ghi được là đã gửi"), error_texts.sentence(error))
            return
        self.said.emit(
            "ok",
            self.tr("Đã ghi sổ: báo cáo {} đã gửi").format(self._name()),
            self.tr("Bản này còn xem lại được đúng từng số bằng Alt+V, kể cả khi sổ được sửa về sau."),
        )
        self.refresh()

    def hand_out(self, way: Way) -> None:
        """Let the report that is shown out of the program; `papers` tells what became of it."""
        if self._report is None or self.place not in KINDS:
            return
        from cchc_desktop.services import figure_papers

        report, settings = self._report, self._parts.state.settings
        if self.place is Place.OFFICERS and isinstance(report, WardReport):
            report = figure_papers.officers_of(report)
        hotline = settings.hotline_on(self._parts.clock.now().date().isoformat())
        contact = self.tr("Bộ phận Một cửa: {}").format(hotline) if hotline else ""
        paper = partial(figure_papers.pdf_of, report, contact=contact)
        name = report_words.file_name(KINDS[self.place], self.period.code)
        match way:
            case Way.LARGE:
                self.papers.look(paper)
            case Way.PAPER:
                self.papers.print(paper, name)
            case Way.PICTURE:
                self.papers.write_picture(paper, name)
            case Way.WORKBOOK:
                self.papers.write_workbook(partial(figure_papers.workbook_of, report), name)

    def _name(self) -> str:
        name = report_period.name(self.period.code)
        return f"{name[:1].lower()}{name[1:]}"


def _read(
    reader: FigureReader, kind: ReportKind, asked: Asked, sent: Any
) -> tuple[ReportRead, ResultsReport | WardReport]:
    """Read a report, and the version that was sent where that is asked for; worker thread."""
    read = reader.report(kind, asked)
    return read, reader.as_sent(sent) if sent is not None else read.report
