"""What is due, what has not come out, and whether the desk is well."""

from __future__ import annotations

import dataclasses
import logging
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from cchc_desktop.domain.printing import JobState
from cchc_desktop.errors import CchcError
from cchc_desktop.services.desk_view import Today
from cchc_desktop.services.workplace import DossierLine, Workplace, minutes_left
from ui import error_texts, labels
from ui.desk_parts import DeskParts
from ui.models import dossier_rows
from ui.widgets.delegates import ListRow

logger = logging.getLogger(__name__)

ALL, RECEIVED, DUE_TODAY, DUE_SOON, OVERDUE, UNPRINTED, GIVEN = range(7)
"""What the list shows; the numbers are the counters' keys, 0 is everything that is due."""
_SLIP = "appointment_slip"
_MONTH_OF_NEXT_CALENDAR = 10
"""From October on the calendar of the next year is missed: its terms begin to reach into it."""
_NEWEST_SHOWN = 8


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """One number with the line that compares it."""

    number: int
    line: str
    tone: str = "ink"


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
    words: str
    tone: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TodayScreen:
    """Everything that the screen shows."""

    counters: tuple[Counter, ...]
    """In the order of their keys 1 to 6."""
    title: str
    rows: tuple[ListRow, ...]
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

    def __init__(self, parts: DeskParts, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._workplace = workplace
        self._which = ALL

    @property
    def which(self) -> int:
        """What the list shows: `ALL`, or a counter's number."""
        return self._which

    def choose(self, which: int) -> None:
        """Show another list; the one shown already gives way to everything."""
        self._which = ALL if which == self._which else which
        self.refresh()

    def refresh(self) -> None:
        """Ask anew; exactly one of `shown` and `failed` follows."""
        try:
            screen = self._screen()
        except CchcError as error:
            logger.warning("today not shown: %s", error)
            self.failed.emit(error_texts.sentence(error))
        else:
            self.shown.emit(screen)

    def _screen(self) -> TodayScreen:
        today = self._parts.view.today()
        given = self._workplace.given_dates(today.now, self._parts.state.calendar.years)
        unprinted = self._unprinted()
        title, rows = self._list(today, given, unprinted)
        return TodayScreen(
            counters=self._counters(today, len(given), len(unprinted)),
            title=title,
            rows=tuple(rows),
            unprinted=unprinted,
            health=tuple(self._health(today.now, len(given))),
        )

    def _counters(self, today: Today, given: int, unprinted: int) -> tuple[Counter, ...]:
        soon = today.lines_due_soon
        nothing = self.tr("không có")
        later_today = len(today.lines_due_today)
        first_soon = self.tr("gần nhất {}").format(f"{soon[0].due_at:%H:%M %d/%m}") if soon else nothing
        late = self._late(today.lines_overdue[0], today.now) if today.lines_overdue else ""
        return (
            Counter(number=today.received, line=self.tr("hôm qua {}").format(today.received_yesterday)),
            Counter(number=today.due_today, line=self.tr("{} chưa đến giờ").format(later_today)),
            Counter(number=today.due_soon, line=first_soon, tone="warn" if today.due_soon else "ink"),
            Counter(number=today.overdue, line=late or nothing, tone="bad" if today.overdue else "ink"),
            Counter(
                number=unprinted,
                line=self.tr("xem lại, Ctrl+P để in") if unprinted else nothing,
                tone="warn" if unprinted else "ink",
            ),
            Counter(
                number=given,
                line=self.tr("lịch nghỉ đã có, xem lại") if given else nothing,
                tone="warn" if given else "ink",
            ),
        )

    def _list(
        self, today: Today, given: list[DossierLine], unprinted: tuple[UnprintedPaper, ...]
    ) -> tuple[str, list[ListRow]]:
        match self._which:
            case 1:
                return self.tr("Tiếp nhận hôm nay"), [dossier_rows.received_row(line) for line in today.lines_received]
            case 2:
                return self.tr("Hẹn trả hôm nay"), self._due_today(today)
            case 3:
                return self.tr("Đến hạn 1–3 ngày"), self._soon(today)
            case 4:
                return self.tr("Quá hạn"), self._overdue(today)
            case 5:
                rows = [
                    ListRow(
                        key=paper.code, head=labels.short_code(paper.code), lines=(paper.words,), chip_tone=paper.tone
                    )
                    for paper in unprinted
                ]
                return self.tr("Chưa chắc đã in"), rows
            case 6:
                return self.tr("Ngày hẹn cần xem lại"), [dossier_rows.due_row(line, today.now) for line in given]
            case _:
                return self.tr("Việc đến hạn"), self._everything(today)

    def _everything(self, today: Today) -> list[ListRow]:
        rows = self._overdue(today)
        if rows:
            rows.insert(0, dossier_rows.group(self.tr("Quá hạn"), "bad"))
        if today.lines_due_today:
            rows.append(dossier_rows.group(self.tr("Hôm nay")))
            rows += [dossier_rows.due_row(line, today.now) for line in today.lines_due_today]
        rows += self._soon(today)
        if today.lines_received:
            rows.append(dossier_rows.group(self.tr("Vừa nhận")))
            rows += [dossier_rows.received_row(line) for line in today.lines_received[:_NEWEST_SHOWN]]
        return rows

    def _overdue(self, today: Today) -> list[ListRow]:
        return [
            dossier_rows.due_row(line, today.now, self._late(line, today.now)) for line in today.lines_overdue
        ]  # fmt: skip

    def _due_today(self, today: Today) -> list[ListRow]:
        late = [line for line in today.lines_overdue if line.due_at.date() == today.now.date()]
        rows = [dossier_rows.due_row(line, today.now, self._late(line, today.now)) for line in late]
        return rows + [dossier_rows.due_row(line, today.now) for line in today.lines_due_today]

    def _soon(self, today: Today) -> list[ListRow]:
        rows: list[ListRow] = []
        for day, lines in dossier_rows.by_day(today.lines_due_soon):
            rows.append(dossier_rows.group(labels.near_day(day, today.now.date())))
            rows += [dossier_rows.due_row(line, today.now) for line in lines]
        return rows

    def _late(self, line: DossierLine, now: datetime) -> str:
        """Return how late a dossier is, in working time where the calendar knows it."""
        minutes = minutes_left(now, line.due_at, self._parts.state.calendar)
        if minutes is not None and -minutes < 2 * 8 * 60:
            return self.tr("Trễ {}").format(labels.minutes(-minutes))
        return self.tr("Trễ {} ngày").format(max(1, (now.date() - line.due_at.date()).days))

    def _unprinted(self) -> tuple[UnprintedPaper, ...]:
        return tuple(
            UnprintedPaper(
                job=job.id,
                code=job.code,
                words=labels.job_state(job.state) + (f" ({job.message})" if job.message else ""),
                tone="bad" if job.state is JobState.FAILED else "warn",
            )
            for job in self._parts.view.unfinished_print_jobs()
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
        choice = self._parts.printing().choice(_SLIP)
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
