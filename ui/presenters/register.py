"""The tracking register of a period on the screen, on paper and as a workbook, and dossiers picked for a spot check."""

from __future__ import annotations

import dataclasses
import enum
import logging
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from cchc_desktop import paths
from cchc_desktop.domain.board import SPOT_CHECK_KINDS
from cchc_desktop.domain.printing import PaperSize
from cchc_desktop.errors import CchcError
from cchc_desktop.text import parse_typed_date
from ui import error_texts
from ui.desk_parts import DeskParts
from ui.jobs import JobRunner
from ui.models import register_rows

if TYPE_CHECKING:
    from cchc_desktop.domain.board import SpotCheck
    from cchc_desktop.domain.register import RegisterHead, RegisterRow

logger = logging.getLogger(__name__)

KIND = "tracking_register"
"""Under this kind the printer of the register is chosen."""
MOST_SHOWN = 1000
"""Rows of the list; paper and workbook have all of them."""
_AT_ONCE_MS = 12
"""So long one step of reading lasts at most: typing is never held up."""
_MOST_AGAIN = 3
"""How often a reading begins anew because something was entered meanwhile."""


class Span(enum.IntEnum):
    """A period that has its own key."""

    TODAY = 0
    WEEK = 1
    MONTH = 2
    QUARTER = 3
    YEAR = 4


class Way(enum.Enum):
    """How a register leaves the program."""

    PAPER = enum.auto()
    WORKBOOK = enum.auto()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From the first day until the last one, both of them included."""

    since: date
    until: date


class RegisterPresenter(QObject):
    """Reads the register in small steps and hands it out once that is entered.

    Signals:
        period_shown: The days are others now; carries them as typed, and the `Span` they are, -1 for none.
        period_refused: {"since" or "until": what is wrong}.
        listed: Carries the rows and a sentence about them.
        counted: Reading goes on; carries how far in words.
        said: Carries (tone, sentence, facts) of what became of an export.
        picked: Carries the rows of a spot check, its seed, and a sentence.
        pick_refused: {"seed" or "kinds": what is wrong}.
    """

    period_shown = Signal(str, str, int)
    period_refused = Signal(dict)
    listed = Signal(list, str)
    counted = Signal(str)
    said = Signal(str, str, str)
    picked = Signal(list, str, str)
    pick_refused = Signal(dict)

    def __init__(self, parts: DeskParts, slow: JobRunner, parent: QObject | None = None) -> None:
        """Create the presenter; ``slow`` builds paper and workbook."""
        super().__init__(parent)
        self._parts = parts
        self._slow = slow
        self.period = self._span(Span.WEEK)
        self._chosen = Span.WEEK
        self._rows: list[RegisterRow] = []
        self._read: list[RegisterRow] = []
        self._head: RegisterHead | None = None
        self._is_whole = False
        self._again = 0
        self._wanted: Way | None = None
        self._names: set[str] = set()
        self._check: SpotCheck | None = None
        self._source: Iterator[RegisterRow] | None = None
        self._step = QTimer(self)
        self._step.setInterval(0)
        self._step.timeout.connect(self._read_on)
        if parts.print_flow is not None:
            parts.print_flow.other_done.connect(self._hear_paper)

    # --- the period ---------------------------------------------------------------------------

    def show(self) -> None:
        """Tell the period and read its register."""
        self._tell_period()
        self.refresh()

    def choose_span(self, span: int) -> None:
        """Take one of the periods that have a key."""
        self._chosen = Span(span)
        self._take(self._span(self._chosen))

    def choose_days(self, since: str, until: str) -> bool:
        """Take the days as typed; return whether they could be read. `period_refused` says what is wrong."""
        today = self._today
        days = {name: parse_typed_date(typed, today) for name, typed in (("since", since), ("until", until))}
        faults = {name: self.tr("Ngày viết như 26/10/2023") for name, day in days.items() if day is None}
        first, last = days["since"], days["until"]
        if first is not None and last is not None and last < first:
            faults["until"] = self.tr("Không thể trước ngày đầu")
        self.period_refused.emit(faults)
        if first is None or last is None or faults:
            return False
        self._take(Period(since=first, until=last))
        return True

    @property
    def _today(self) -> date:
        return self._parts.clock.now().date()

    def _span(self, span: Span) -> Period:
        today = self._today
        first = {
            Span.TODAY: today,
            Span.WEEK: today - timedelta(days=today.weekday()),
            Span.MONTH: today.replace(day=1),
            Span.QUARTER: today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1),
            Span.YEAR: today.replace(month=1, day=1),
        }
        return Period(since=first[span], until=today)

    def _take(self, period: Period) -> None:
        is_other = period != self.period
        self.period = period
        self._tell_period()
        if is_other:
            self.refresh()

    def _tell_period(self) -> None:
        # On the first days of a year its week, month and year are the same days: what was pressed goes first.
        span = next((span for span in (self._chosen, *Span) if self._span(span) == self.period), -1)
        self.period_refused.emit({})
        self.period_shown.emit(_typed(self.period.since), _typed(self.period.until), int(span))

    # --- reading ------------------------------------------------------------------------------

    @property
    def is_reading(self) -> bool:
        """Whether rows are still being read."""
        return self._step.isActive()

    def refresh(self) -> None:
        """Read the register of the period anew, a few rows at a time; `counted` and at the end `listed` follow."""
        self._again = 0
        self._begin()

    def stop(self) -> None:
        """Read no further: nobody looks at it."""
        self._step.stop()
        self._wanted = None

    def _begin(self) -> None:
        self._read, self._is_whole = [], False
        register = self._parts.desk.register
        try:
            self._head = register.head(self.period.since, self.period.until)
        except CchcError as error:
            self._could_not_read(error)
            return
        self._source = iter(register.rows(self.period.since, self.period.until))
        self._step.start()

    def _read_on(self) -> None:
        """Read for a moment; the window lives between two such moments."""
        clock = QElapsedTimer()
        clock.start()
        shown_before = len(self._read)
        try:
            while clock.elapsed() < _AT_ONCE_MS:
                row = next(self._source, None) if self._source is not None else None
                if row is None:
                    self._end()
                    return
                self._read.append(row)
        except CchcError as error:
            self._could_not_read(error)
            return
        if len(self._read) // 500 > shown_before // 500:
            self.counted.emit(self.tr("Đang đọc: {} hồ sơ").format(_count(len(self._read))))

    def _end(self) -> None:
        self._step.stop()
        if self._has_moved() and self._again < _MOST_AGAIN:
            self._again += 1
            self._begin()
            return
        self._rows, self._is_whole = self._read, True
        shown = [register_rows.register_row(row) for row in self._rows[:MOST_SHOWN]]
        self.listed.emit(shown, self._how_many())
        if self._wanted is not None:
            self._hand_out(self._wanted)

    def _has_moved(self) -> bool:
        """Return whether something was entered since the reading began: rows and head belong to one moment."""
        head = self._parts.desk.register.head(self.period.since, self.period.until)
        return self._head is None or head.last_number != self._head.last_number

    def _could_not_read(self, error: CchcError) -> None:
        logger.warning("register not read: %s", type(error).__name__)
        self.stop()
        self.said.emit("bad", self.tr("Chưa đọc được sổ"), error_texts.sentence(error))

    def _how_many(self) -> str:
        count = len(self._rows)
        if not count:
            return self.tr("Không có hồ sơ nào nhận trong kỳ này")
        if count > MOST_SHOWN:
            return self.tr("{} hồ sơ, ở đây thấy {} hồ sơ đầu; bản in và Excel có đủ").format(
                _count(count), _count(MOST_SHOWN)
            )
        return self.tr("{} hồ sơ").format(_count(count))

    # --- handing out --------------------------------------------------------------------------

    def hand_out(self, way: Way) -> None:
        """Print the register, or write its workbook, once it is read whole; `said` follows."""
        self._wanted = way
        if self.is_reading:
            self.said.emit("accent", self.tr("Đang đọc sổ, xong sẽ tự làm tiếp"), "")
            return
        if not self._is_whole or self._has_moved():
            self.refresh()
            return
        self._hand_out(way)

    def _hand_out(self, way: Way) -> None:
        self._wanted = None
        from cchc_desktop.services import register_export

        rows = tuple(self._rows)
        try:
            head = self._parts.desk.register.head(self.period.since, self.period.until)
        except CchcError as error:
            self._could_not_hand_out(error)
            return
        build = register_export.pdf_of if way is Way.PAPER else register_export.workbook_of
        then = self._paper_built if way is Way.PAPER else self._workbook_built
        self.said.emit("accent", self.tr("Đang lập sổ {} hồ sơ").format(_count(len(rows))), "")
        self._slow.start(partial(build, rows, head), then=partial(then, rows, head), otherwise=self._could_not_hand_out)

    def _paper_built(self, rows: tuple[RegisterRow, ...], head: RegisterHead, pdf: bytes) -> None:
        """Enter the export, and only then let the paper go."""
        from cchc_desktop.services import register_export

        if not self._enter(rows, head):
            return
        name = register_export.file_name(head, "pdf").removesuffix(".pdf")
        flow = self._parts.print_flow
        if flow is None:
            write = partial(self._parts.printing().write_file, pdf, f"{name}.pdf")
            self._slow.start(write, then=self._written, otherwise=self._could_not_hand_out)
            return
        self._names.add(name)
        flow.print_other(partial(_given, pdf), kind=KIND, name=name, size=PaperSize.A4)

    def _workbook_built(self, rows: tuple[RegisterRow, ...], head: RegisterHead, content: bytes) -> None:
        from cchc_desktop.services import register_export

        if self._enter(rows, head):
            path = self._parts.desk.folder / paths.PAPERS / register_export.file_name(head, "xlsx")
            write = partial(register_export.write_workbook, content, path)
            self._slow.start(write, then=self._written, otherwise=self._could_not_hand_out)

    def _enter(self, rows: tuple[RegisterRow, ...], head: RegisterHead) -> bool:
        from cchc_desktop.services import register_export

        try:
            has_moved = self._has_moved()
            register_export.enter(self._parts.recorder, rows, head)
        except CchcError as error:
            self._could_not_hand_out(error)
            return False
        if not has_moved:  # the entry is no dossier's: what was read is still whole
            self._head = self._parts.desk.register.head(self.period.since, self.period.until)
        return True

    def _written(self, path: Path) -> None:
        self._parts.printing().show(path)
        self._tell_out(str(path))

    def _hear_paper(self, name: str, is_out: bool, words: str) -> None:
        if name not in self._names:
            return
        self._names.discard(name)
        if is_out:
            self._tell_out(words)
        else:
            self.said.emit("bad", self.tr("Chưa in được sổ"), words)

    def _tell_out(self, path: str) -> None:
        sentence = self.tr("Đã lập sổ và ghi vào nhật ký") if path else self.tr("Đã gửi sổ ra máy in, đã ghi nhật ký")
        self.said.emit("ok", sentence, self.tr("Tệp: {}").format(path) if path else "")

    def _could_not_hand_out(self, error: Exception) -> None:
        logger.warning("register not handed out: %s", type(error).__name__)
        self.said.emit("bad", self.tr("Chưa xuất được sổ"), error_texts.sentence(error))

    # --- spot checks --------------------------------------------------------------------------

    def pick(self, places: list[int], picks: int, seed: str) -> None:
        """Pick dossiers at random; one of `picked` and `pick_refused` follows.

        Args:
            places: Which of `SPOT_CHECK_KINDS`.
            picks: How many dossiers at most.
            seed: As typed; that of an earlier check gives the same dossiers, empty: chance.
        """
        faults = {}
        if not places:
            faults["kinds"] = self.tr("Chọn ít nhất một loại bước")
        if seed.strip() and not seed.strip().isdecimal():
            faults["seed"] = self.tr("Chỉ gồm chữ số; để trống thì máy chọn ngẫu nhiên")
        self.pick_refused.emit(faults)
        if faults:
            return
        number = int(seed) if seed.strip() else None
        kinds = [SPOT_CHECK_KINDS[place] for place in places]
        try:
            found = self._parts.desk.boards.spot_check(
                kinds, self.period.since, self.period.until, picks=picks, seed=number
            )
        except CchcError as error:
            self.said.emit("bad", self.tr("Chưa chọn được hồ sơ"), error_texts.sentence(error))
            return
        self._check = found
        sentence = self.tr("Chọn {} trong {} hồ sơ có bước ấy, số chọn {}").format(
            len(found.picked), _count(found.dossiers), found.seed
        )
        if not found.picked:
            sentence = self.tr("Kỳ này không có hồ sơ nào có bước ấy")
        self.picked.emit([register_rows.picked_row(one) for one in found.picked], str(found.seed), sentence)

    def picked_text(self) -> str:
        """Return the last spot check as a text to be sent: no citizen is named; empty where nothing was picked."""
        found = self._check
        if found is None or not found.picked:
            return ""
        head = self.tr("KIỂM TRA NGẪU NHIÊN {} - {} · số chọn {} · {}/{} hồ sơ").format(
            _typed(found.since), _typed(found.until), found.seed, len(found.picked), found.dossiers
        )
        return "\n".join([head, *(f"- {register_rows.picked_text(one)}" for one in found.picked)])


def _given(pdf: bytes) -> bytes:
    return pdf


def _typed(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _count(number: int) -> str:
    return f"{number:,}".replace(",", ".")
