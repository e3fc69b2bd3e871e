"""An old book on its way in, some lines at a time between two turns of the window: looked at, taken, reported."""

from __future__ import annotations

import dataclasses
import logging
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from cchc_desktop.errors import CchcError
from cchc_desktop.text import dong
from ui import error_texts
from ui.desk_parts import DeskParts
from ui.jobs import JobRunner
from ui.models.figure_sheet import FigureCell, FigureSheet, words_cell
from ui.presenters.report_papers import ReportPapers
from ui.widgets.delegates import ListRow

if TYPE_CHECKING:
    from cchc_desktop.domain.logbook import LogbookReport, RefusedBookLine
    from cchc_desktop.services.logbook_desk import LogbookRun

logger = logging.getLogger(__name__)

LINES_AT_ONCE = 20
"""So few that a key pressed meanwhile is heard at once."""
MOST_SHOWN = 2000
"""Lines of the list of refusals; the file that is saved has all of them."""
ALL = ""
"""The key of "every official"."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class BookWords:
    """What became of a book, or would become of it, in words."""

    tone: str
    sentence: str
    facts: tuple[str, ...]
    officers: tuple[ListRow, ...]
    lines: FigureSheet
    """What was refused, and what is to be looked at, with the reasons."""
    lines_head: str
    is_ready: bool
    """Whether it was only looked at, and can be taken now."""


class LogbookPresenter(QObject):
    """One book at a time.

    Signals:
        progressed: Carries what is being done, how many lines so far, in words.
        reported: Carries `BookWords`.
        failed: Carries (sentence, facts): the file is none, or nothing more could be written.
    """

    progressed = Signal(str)
    reported = Signal(object)
    failed = Signal(str, str)

    def __init__(self, parts: DeskParts, slow: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self.papers = ReportPapers(parts, slow, self)
        self._path: Path | None = None
        self._run: LogbookRun | None = None
        self._report: LogbookReport | None = None
        self._is_dry = True
        self._total = 0
        self._step = QTimer(self)
        self._step.setInterval(0)
        self._step.timeout.connect(self._go_on)

    @property
    def is_running(self) -> bool:
        """Whether lines are being read or taken."""
        return self._run is not None

    @property
    def is_writing(self) -> bool:
        """Whether lines are being taken into the journal."""
        return self.is_running and not self._is_dry

    @property
    def is_ready(self) -> bool:
        """Whether a book was looked at and can be taken."""
        return self._report is not None and self._report.is_dry and not self.is_running

    @property
    def has_refused(self) -> bool:
        """Whether lines were refused, whose list can be saved."""
        return self._report is not None and bool(self._report.refused)

    def look_at(self, files: list[str]) -> None:
        """Look at the first of some files; `progressed`, then `reported` or `failed` follow."""
        if files and not self.is_writing:
            self._path = Path(files[0])
            self._begin(ALL, is_dry=True)

    def take(self, officer: str) -> None:
        """Take the book in: the lines of one official, or all; those signals follow again."""
        if self.is_ready and self._report is not None:
            known = self._report.officers
            self._total = known.get(officer, 0) if officer else self._report.lines
            self._begin(officer, is_dry=False)

    def stop(self) -> None:
        """Stop on the way; what was taken stays."""
        if self._run is not None:
            self._end(self._run, is_stopped=True)

    def save_refused(self) -> None:
        """Write the refused lines as a file: their number, their code, why; nothing of what stands in them."""
        report = self._report
        if report is None or not report.refused:
            return
        from cchc_desktop.services import refused_lines

        rows = tuple((one.line, one.code, _reasons(one)) for one in report.refused)
        heads = (self.tr("Dòng"), self.tr("Mã hồ sơ"), self.tr("Lý do"))
        self.papers.write_lines(partial(refused_lines.csv_of, heads, rows), "so-cu-dong-bi-tu-choi")

    def _begin(self, officer: str, *, is_dry: bool) -> None:
        self._step.stop()
        self._report = None
        self._is_dry = is_dry
        if self._path is None:
            return
        try:
            self._run = self._parts.desk.logbooks.begin(
                self._path, officer=officer, is_dry=is_dry, at_once=LINES_AT_ONCE
            )
        except CchcError as error:
            self._fail(error)
            return
        self._tell_progress()
        self._step.start()

    def _go_on(self) -> None:
        run = self._run
        if run is None:
            self._step.stop()
            return
        try:
            if not run.step():
                self._end(run)
                return
        except CchcError as error:
            self._break_off(run, error)
            return
        self._tell_progress()

    def _break_off(self, run: LogbookRun, error: CchcError) -> None:
        """Enter what was taken before it broke, where that can still be written."""
        if not self._is_dry:
            try:
                run.end(is_stopped=True)
            except CchcError as second:
                logger.warning("book not entered: %s", type(second).__name__)
        self._fail(error)

    def _end(self, run: LogbookRun, *, is_stopped: bool = False) -> None:
        self._step.stop()
        self._run = None
        try:
            report = run.end(is_stopped=is_stopped)
        except CchcError as error:
            self._fail(error)
            return
        if report.is_dry and is_stopped:
            self.failed.emit(self.tr("Đã thôi xem tệp"), self.tr("Chưa ghi gì. Ctrl+O để chọn lại."))
            return
        self._report = report
        self.reported.emit(self._words(report))

    def _fail(self, error: CchcError) -> None:
        self._step.stop()
        self._run = None
        logger.warning("book not taken: %s", type(error).__name__)
        self.failed.emit(self.tr("Chưa nhập được sổ"), error_texts.sentence(error))

    def _tell_progress(self) -> None:
        lines = dong(self._run.lines) if self._run is not None else ""
        if self._is_dry:
            self.progressed.emit(self.tr("Đang xem: {} dòng. Esc để thôi, chưa ghi gì").format(lines))
        else:
            self.progressed.emit(
                self.tr("Đang nhập: {} / {} dòng. Esc để dừng, phần đã nhập giữ nguyên").format(
                    lines, dong(self._total)
                )
            )

    # --- words --------------------------------------------------------------------------------

    def _words(self, report: LogbookReport) -> BookWords:
        refused, warned = len(report.refused), report.warned_count
        lines = (*report.refused, *report.warned)
        head = self.tr("{} dòng bị từ chối, {} dòng nên xem lại").format(dong(refused), dong(warned))
        shown = min(len(lines), MOST_SHOWN)
        if shown < refused + warned:
            head += " " + self.tr("(ở đây thấy {} dòng đầu)").format(dong(shown))
        return BookWords(
            tone="warn" if refused or report.is_stopped else "ok",
            sentence=self._sentence(report),
            facts=self._facts(report),
            officers=self._officers(report),
            lines=self._sheet(lines[:MOST_SHOWN], refused),
            lines_head=head,
            is_ready=report.is_dry,
        )

    def _sentence(self, report: LogbookReport) -> str:
        if report.is_dry:
            return self.tr("Đã xem {}: chưa ghi gì. Ctrl+Enter để nhập").format(report.name)
        if report.is_stopped:
            return self.tr("Đã dừng: {} hồ sơ đã nhập được giữ. Nhập lại cùng tệp thì làm tiếp").format(
                dong(report.taken)
            )
        return self.tr("Đã nhập {} hồ sơ từ {}").format(dong(report.taken), report.name)

    def _facts(self, report: LogbookReport) -> tuple[str, ...]:
        new = self.tr("Hồ sơ mới: {}") if report.is_dry else self.tr("Hồ sơ đã nhập: {}")
        facts = [
            self.tr("Số dòng: {}").format(dong(report.lines)),
            new.format(dong(report.taken)),
            self.tr("Trong đó không giấy hẹn: {}").format(dong(report.no_slip)),
            self.tr("Có thêm kết quả hoặc ngày trả: {}").format(dong(report.filled)),
            self.tr("Đã có trong sổ, không đổi: {}").format(dong(report.unchanged)),
            self.tr("Bị từ chối: {}").format(dong(len(report.refused))),
        ]
        if report.first_received is not None and report.last_received is not None:
            days = f"{report.first_received:%d/%m/%Y} - {report.last_received:%d/%m/%Y}"
            facts.append(self.tr("Nhận từ {}").format(days))
        return tuple(facts)

    def _officers(self, report: LogbookReport) -> tuple[ListRow, ...]:
        total = sum(report.officers.values())
        rows = [ListRow(key=ALL, head=self.tr("Tất cả cán bộ"), side=dong(total))]
        rows += [
            ListRow(key=name, head=name or self.tr("(không ghi cán bộ)"), side=dong(count))
            for name, count in sorted(report.officers.items())
            if name
        ]
        return tuple(rows)

    def _sheet(self, lines: tuple[RefusedBookLine, ...], refused: int) -> FigureSheet:
        heads = (self.tr("Lý do"), self.tr("Dòng"), self.tr("Mã hồ sơ"), self.tr("Kết quả"))
        rows = []
        for place, one in enumerate(lines):
            tone, became = ("bad", self.tr("từ chối")) if place < refused else ("warn", self.tr("nhận, nên xem lại"))
            rows.append(
                (
                    words_cell(_reasons(one)),
                    FigureCell(text=str(one.line)),
                    words_cell(one.code, tone="ink2"),
                    words_cell(became, tone=tone),
                )
            )
        return FigureSheet(heads=heads, rows=tuple(rows), widths=(0, 60, 210, 130))


def _reasons(line: RefusedBookLine) -> str:
    return "; ".join(error_texts.fault(problem) for problem in line.problems)
