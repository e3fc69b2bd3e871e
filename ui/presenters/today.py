"""What is due, what has not come out, and whether the desk is well."""

from __future__ import annotations

import dataclasses
import logging
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cchc_desktop import sentences
from cchc_desktop.domain.board import BoardKind
from cchc_desktop.domain.dossier import DossierState
from cchc_desktop.domain.printing import SLIP_KIND, JobState
from cchc_desktop.errors import CchcError
from cchc_desktop.services.desk_view import Today
from cchc_desktop.services.workplace import Workplace, minutes_left
from ui import error_texts, labels
from ui.desk_parts import DeskParts
from ui.models import dossier_rows
from ui.models.unprinted import Unprinted, unprinted
from ui.paper_news import PaperNews
from ui.presenters.boards import KINDS, BoardLists, Counter, MorningNews
from ui.widgets.delegates import ListRow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cchc_desktop.services.workplace import DossierLine

logger = logging.getLogger(__name__)

ALL, RECEIVED, DUE_TODAY, DUE_SOON, OVERDUE, UNPRINTED, GIVEN = range(7)
"""What the list shows; the numbers are those of the counters, 0 is everything that is due; boards go on from 7."""
_SOON = (BoardKind.DUE_1, BoardKind.DUE_2, BoardKind.DUE_3)
"""Boards of the next three working days."""
_MONTH_OF_NEXT_CALENDAR = 10
"""From October on the calendar of the next year is missed: its terms begin to reach into it."""
_NEWEST_SHOWN = 8
_LATEST_SHOWN = 5
"""Overdue dossiers in the list of everything: those that became overdue last. Key 4 lists them all."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class HealthLine:
    """One line about the desk itself."""

    icon: str
    words: str
    tone: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class UnprintedPaper:
    """A paper of which nobody knows that it came out."""

    job: int
    code: str
    name: str
    words: str
    tone: str
    can_print: bool
    """Nobody is printing it at this moment."""


@dataclasses.dataclass(frozen=True, slots=True)
class PaperKey:
    """What a row of the unprinted papers opens: its dossier; two papers of one dossier are two rows."""

    code: str
    job: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TodayScreen:
    """Everything that the screen shows."""

    counters: tuple[Counter, ...]
    """In the order of their keys: 1 to 9, T, X, D."""
    title: str
    rows: tuple[ListRow, ...]
    count: str
    """How many dossiers the list is about, in words; empty for none."""
    unprinted: tuple[UnprintedPaper, ...]
    health: tuple[HealthLine, ...]


class TodayPresenter(QObject):
    """Asks the desk how it stands.

    Signals:
        shown: Carries a `TodayScreen`.
        failed: The desk could not be asked; carries the sentence.
    """

    shown = Signal(object)
    failed = Signal(str)

    def __init__(
        self, parts: DeskParts, workplace: Workplace, news: PaperNews | None, parent: QObject | None = None
    ) -> None:
        """Create the presenter; without ``news`` nothing is printed."""
        super().__init__(parent)
        self._parts = parts
        self._workplace = workplace
        self._news = news
        self._which = ALL
        self._boards = BoardLists(parts, self)
        self.morning = MorningNews(parts, self)
        """Copies the near-due list, prints the morning page."""

    @property
    def which(self) -> int:
        """What the list shows: `ALL`, or a counter's number."""
        return self._which

    def choose(self, which: int) -> None:
        """Show another list; the one shown already gives way to everything."""
        self._which = ALL if which == self._which else which
        self.refresh()

    def nothing(self) -> tuple[str, str]:
        """Return what an empty list says: that there is nothing, and what would stand there."""
        words = {
            RECEIVED: (self.tr("Hôm nay chưa nhận hồ sơ nào"), self.tr("F3 để tiếp nhận hồ sơ mới.")),
            DUE_TODAY: (
                self.tr("Hôm nay không hẹn trả hồ sơ nào"),
                self.tr("Ở đây là hồ sơ hẹn trả trong hôm nay."),
            ),
            DUE_SOON: (
                self.tr("Không có hồ sơ nào sắp đến hạn"),
                self.tr("Ở đây là hồ sơ hẹn trả trong 3 ngày làm việc tới."),
            ),
            OVERDUE: (
                self.tr("Không có hồ sơ nào quá hạn"),
                self.tr("Ở đây là hồ sơ đã qua giờ hẹn mà chưa trả."),
            ),
            UNPRINTED: (
                self.tr("Giấy nào cũng đã ra"),
                self.tr("Ở đây là giấy chưa in hoặc không rõ đã ra khỏi máy in chưa."),
            ),
            GIVEN: (
                self.tr("Không có ngày hẹn nào cần xem lại"),
                self.tr("Ở đây là hồ sơ được hẹn khi năm chưa có lịch nghỉ, nay lịch đã có."),
            ),
        }
        if self._which in words or self._which in KINDS:
            found = words.get(self._which) or self._boards.nothing(self._which)
            sentence, line = found
            return sentence, self.tr("{} Esc để xem tất cả.").format(line)
        line = self.tr("Ở đây là hồ sơ quá hạn, hẹn trả hôm nay và 3 ngày làm việc tới. F3 để tiếp nhận hồ sơ mới.")
        return self.tr("Không có việc nào đến hạn"), line

    def refresh(self) -> None:
        """Ask anew; exactly one of `shown` and `failed` follows."""
        try:
            screen = self._screen()
        except CchcError as error:
            logger.warning("today not shown: %s", error)
            self.failed.emit(error_texts.sentence(error))
        else:
            self.shown.emit(screen)

    def print_again(self, job: int) -> None:
        """Send once more what has not come out; `PaperNews` tells what became of it."""
        if self._news is not None:
            self._news.send_again(job)

    def _screen(self) -> TodayScreen:
        today = self._parts.view.today()
        given = self._workplace.given_dates(today.now, self._parts.state.calendar.years)
        papers = tuple(self._paper(paper) for paper in unprinted(self._parts.view, self._parts.print_flow))
        counts = self._boards.counts()
        if self._which in KINDS:
            rows = self._boards.rows(self._which, today.now)
            title, count = self._boards.title(self._which), counts[KINDS[self._which]]
        else:
            title, rows, count = self._list(today, given, papers)
        again = len(given) + counts[BoardKind.EMERGENCY]
        counters = self._counters(today, again, papers, counts)
        return TodayScreen(
            counters=counters + self._boards.counters(counts, today.now),
            title=title,
            rows=tuple(rows),
            count=self._how_many(dossier_rows.count(rows), count),
            unprinted=papers,
            health=tuple(self._health(today.now, len(given))),
        )

    def _counters(
        self, today: Today, given: int, papers: tuple[UnprintedPaper, ...], counts: Mapping[BoardKind, int]
    ) -> tuple[Counter, ...]:
        nothing = self.tr("không có")
        later_today = len(today.lines_due_today)
        each_day = " / ".join(str(counts[kind]) for kind in _SOON) if today.due_soon else nothing
        longest = self.tr("lâu nhất {}").format(f"{today.lines_overdue[0].due_at:%d/%m}") if today.overdue else nothing
        doubtful = any(paper.can_print for paper in papers)
        return (
            Counter(number=today.received, line=self.tr("hôm qua {}").format(today.received_yesterday)),
            Counter(
                number=today.due_today,
                line=self.tr("{} chưa đến giờ").format(later_today) if today.due_today else nothing,
            ),
            Counter(number=today.due_soon, line=each_day, tone="warn" if today.due_soon else "ink"),
            Counter(number=today.overdue, line=longest, tone="bad" if today.overdue else "ink"),
            Counter(
                number=len(papers),
                line=(self.tr("Ctrl+P để in") if doubtful else self.tr("đang in")) if papers else nothing,
                tone="warn" if doubtful else "ink",
            ),
            Counter(
                number=given,
                line=self._why_again(given, counts) if given else nothing,
                tone="warn" if given else "ink",
            ),
        )

    def _why_again(self, given: int, counts: Mapping[BoardKind, int]) -> str:
        """Say why dates are looked at again: entered from slips of a power cut, or a calendar that has come since."""
        later = counts[BoardKind.EMERGENCY]
        if not later:
            return self.tr("nay đã có lịch nghỉ")
        return self.tr("nhập từ giấy tạm") if later == given else self.tr("lịch mới, giấy tạm")

    def _how_many(self, shown: int, count: int) -> str:
        if not count:
            return ""
        if self._which == UNPRINTED:
            return self.tr("{} giấy").format(count)
        if shown < count:
            return self.tr("{} trong {} hồ sơ").format(shown, labels.number(count))
        return self.tr("{} hồ sơ").format(labels.number(count))

    def _list(
        self, today: Today, given: list[DossierLine], papers: tuple[UnprintedPaper, ...]
    ) -> tuple[str, list[ListRow], int]:
        """Return the title of the list, its rows, and how many there are although not all may be shown."""
        match self._which:
            case 1:
                rows = [dossier_rows.received_row(line) for line in today.lines_received]
                return self.tr("Tiếp nhận hôm nay"), rows, today.received
            case 2:
                return self.tr("Hẹn trả hôm nay"), self._due_today(today), today.due_today
            case 3:
                return self.tr("Đến hạn 1–3 ngày"), self._soon(today), today.due_soon
            case 4:
                rows = [self._late_row(line, today) for line in today.lines_overdue]
                return self.tr("Quá hạn"), rows, today.overdue
            case 5:
                rows = [
                    ListRow(
                        key=PaperKey(paper.code, paper.job),
                        head=paper.name,
                        lines=(f"{labels.short_code(paper.code)}  ·  {paper.words}",),
                        chip=self.tr("in không được") if paper.tone == "bad" else "",
                        chip_tone=paper.tone,
                        chip_icon="warning" if paper.tone == "bad" else "",
                    )
                    for paper in papers
                ]
                return self.tr("Chưa chắc đã in"), rows, len(papers)
            case 6:
                rows = [dossier_rows.due_row(line, today.now) for line in given]
                rows += self._boards.from_emergency(today.now)
                return self.tr("Ngày hẹn cần xem lại"), rows, len(rows)
            case _:
                rows = self._everything(today)
                return self.tr("Việc đến hạn"), rows, dossier_rows.count(rows)

    def _everything(self, today: Today) -> list[ListRow]:
        rows: list[ListRow] = []
        if today.lines_overdue:
            latest = today.lines_overdue[-_LATEST_SHOWN:]
            head = self.tr("Quá hạn")
            if len(latest) < today.overdue:
                head = self.tr("Quá hạn: {} hồ sơ, bấm 4 xem hết").format(labels.number(today.overdue))
            rows.append(dossier_rows.group(head, "bad"))
            rows += [self._late_row(line, today) for line in reversed(latest)]
        if today.lines_due_today:
            rows.append(dossier_rows.group(self.tr("Hôm nay")))
            rows += [dossier_rows.due_row(line, today.now) for line in today.lines_due_today]
        rows += self._soon(today)
        listed = {row.key for row in rows}
        running = (line for line in today.lines_received if line.state == DossierState.PROCESSING)
        newest = [line for line in running if line.code not in listed][:_NEWEST_SHOWN]
        if newest:
            rows.append(dossier_rows.group(self.tr("Vừa nhận")))
            rows += [dossier_rows.received_row(line) for line in newest]
        return rows

    def _due_today(self, today: Today) -> list[ListRow]:
        late = [line for line in today.lines_overdue if line.due_at.date() == today.now.date()]
        rows = [self._late_row(line, today) for line in late]
        return rows + [dossier_rows.due_row(line, today.now) for line in today.lines_due_today]

    def _soon(self, today: Today) -> list[ListRow]:
        rows: list[ListRow] = []
        for day, lines in dossier_rows.by_day(today.lines_due_soon):
            rows.append(dossier_rows.group(labels.near_day(day, today.now.date())))
            rows += [dossier_rows.due_row(line, today.now) for line in lines]
        return rows

    def _late_row(self, line: DossierLine, today: Today) -> ListRow:
        return dossier_rows.due_row(line, today.now, self._late(line, today.now))

    def _late(self, line: DossierLine, now: datetime) -> str:
        """Return how late a dossier is, in working time where the calendar knows it."""
        minutes = minutes_left(now, line.due_at, self._parts.state.calendar)
        if minutes is not None and -minutes < 2 * 8 * 60:
            return self.tr("Trễ {}").format(labels.minutes(-minutes))
        return self.tr("Trễ {} ngày").format(max(1, (now.date() - line.due_at.date()).days))

    def _paper(self, paper: Unprinted) -> UnprintedPaper:
        found = self._parts.view.search(paper.code, limit=1)
        kind = error_texts.said(sentences.BY_PAPER.get(paper.kind, paper.kind))
        words = self.tr("đang in") if paper.is_under_way else labels.job_state(paper.state)
        if paper.reprint:
            words = self.tr("{}, bản in lại lần {}").format(words, paper.reprint)
        if paper.kind != SLIP_KIND:
            words = self.tr("{}: {}").format(kind, words)
        return UnprintedPaper(
            job=paper.job,
            code=paper.code,
            name=dossier_rows.name(found[0]) if found else labels.short_code(paper.code) or kind,
            words=f"{words} ({paper.message})" if paper.message else words,
            tone=_tone(paper),
            can_print=paper.is_doubtful,
        )

    def _health(self, now: datetime, given: int) -> list[HealthLine]:
        lines = [self._printer_line(), *self._calendar_lines(now)]
        missing = self._parts.state.settings.missing_for_slip()
        if missing:
            names = ", ".join(error_texts.field(name) for name in missing)
            words = self.tr("Chưa in được giấy hẹn, còn thiếu: {}. F10 để điền.").format(names)
            lines.insert(0, HealthLine(icon="warning", words=words, tone="bad"))
        clock = self._parts.recorder.clock_problem()
        if clock is not None:
            lines.insert(0, HealthLine(icon="clock", words=error_texts.sentence(clock), tone="bad"))
        if given:
            words = self.tr("{} hồ sơ được hẹn khi chưa có lịch, nay lịch đã có: bấm 6.").format(given)
            lines.append(HealthLine(icon="calendar", words=words, tone="warn"))
        words = self.tr("Sổ nguyên vẹn khi mở (các mục cuối đã kiểm)")
        lines.append(HealthLine(icon="shield", words=words, tone="ok"))
        return lines

    def _printer_line(self) -> HealthLine:
        choice = self._parts.printing().choice(SLIP_KIND)
        if choice.printer:
            words = self.tr("Giấy hẹn in hai mặt ở {}").format(choice.printer)
            return HealthLine(icon="printer", words=words, tone="ok")
        words = self.tr("Chưa chọn máy in: giấy hẹn mở thành PDF. F10 để chọn.")
        return HealthLine(icon="printer", words=words, tone="warn")

    def _calendar_lines(self, now: datetime) -> list[HealthLine]:
        years = self._parts.state.calendar.years
        wanted = [now.year] + ([now.year + 1] if now.month >= _MONTH_OF_NEXT_CALENDAR else [])
        absent = [year for year in wanted if year not in years]
        if not absent:
            words = self.tr("Lịch nghỉ năm {} đã nạp").format(", ".join(str(year) for year in wanted))
            return [HealthLine(icon="calendar", words=words, tone="ok")]
        return [
            HealthLine(
                icon="calendar",
                words=self.tr("Năm {} chưa có lịch nghỉ: ngày hẹn vào năm ấy phải nhập tay.").format(year),
                tone="warn",
            )
            for year in absent
        ]


def _tone(paper: Unprinted) -> str:
    if paper.is_under_way:
        return "warn" if paper.message else "quiet"
    return "bad" if paper.state is JobState.FAILED else "warn"
