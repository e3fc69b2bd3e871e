"""The leader's morning page: five numbers, three dossiers, the signature queue, what is due soon; it names nobody."""

from __future__ import annotations

from datetime import date, timedelta

from cchc_desktop import sentences
from cchc_desktop.clock import Clock
from cchc_desktop.domain.board import BoardKind, BoardLine
from cchc_desktop.domain.dossier import DossierState
from cchc_desktop.domain.morning import (
    MorningFigure,
    MorningPage,
    NamedDossier,
    NearDueDossier,
    NearDueGroup,
    WaitingPaper,
)
from cchc_desktop.domain.steps import StepKind
from cchc_desktop.services.boards import BoardDesk
from cchc_desktop.services.desk_state import DeskState
from cchc_desktop.services.paper_texts import wording_of
from cchc_desktop.store import dossiers, journal
from cchc_desktop.store.engine import Database
from cchc_desktop.store.transaction import reading
from cchc_desktop.text import long_date, long_moment, weekday_name

TITLE = "BẢNG TIN ĐẦU NGÀY"
MOST_WAITING = 1000


class MorningDesk:
    """The morning page of this desk."""

    def __init__(self, db: Database, state: DeskState, clock: Clock) -> None:
        self._db = db
        self._state = state
        self._clock = clock
        self._boards = BoardDesk(db, state, clock)

    def page(self) -> MorningPage:
        """Return the page as it is now."""
        now = self._clock.now()
        today, settings = now.date(), self._state.settings
        wording = wording_of(today, self._state.forms, settings)
        with reading(self._db):
            return MorningPage(
                committee=wording.committee,
                centre=wording.centre,
                place_date=f"{settings.unit_on(today.isoformat())[1]}, {long_date(today)}",
                title=TITLE,
                figures=self._figures(today),
                named=self._named(today),
                waiting=self._waiting(),
                near_due=self._near_due(),
                near_due_title=f"Sắp đến hạn trong {settings.near_due_hours} giờ làm việc tới",
                made_at=long_moment(now),
                proof=f"bàn {settings.desk_number} · đến mục số {journal.head(self._db).number} của sổ",
                specimen=self._state.is_training,
            )

    def paper(self) -> bytes:
        """Return the page as PDF on one sheet; raise `FontMissing` where the papers' letters are not there."""
        return build(self.page())

    def _figures(self, today: date) -> tuple[MorningFigure, ...]:
        counts = self._boards.counts()
        since = self._boards.working_day_before(today)
        days = [since + timedelta(days=number) for number in range((today - since).days)]
        received = sum(dossiers.count_received_on(self._db, day.isoformat()) for day in days)
        label = "tiếp nhận hôm qua" if len(days) == 1 else f"tiếp nhận từ {weekday_name(since)} {since:%d/%m}"
        told = (
            (received, label),
            (counts[BoardKind.DUE_TODAY], "đến hạn hôm nay"),
            (counts[BoardKind.OVERDUE], "đã quá hạn"),
            (counts[BoardKind.APPROVALS], "chờ ký"),
            (counts[BoardKind.UNCOLLECTED], "kết quả chưa trả"),
        )
        return tuple(MorningFigure(value=f"{value:02}", label=words) for value, words in told)

    def _named(self, today: date) -> tuple[NamedDossier, ...]:
        found = []
        oldest = self._boards.oldest_open()
        if oldest is not None:
            received_on = oldest.moment.date()
            days = self._boards.working_days_between(received_on, today)
            reason = f"Đã {days} ngày làm việc, {_where(oldest)}"
            found.append(self._dossier("Lâu nhất", oldest, f"nhận {long_date(received_on)}", reason))
        riskiest = self._boards.riskiest()
        if riskiest is not None:
            reason = f"{_time_left(riskiest.minutes_left)}, {_where(riskiest)}"
            found.append(self._dossier("Rủi ro nhất", riskiest, f"hẹn {long_moment(riskiest.moment)}", reason))
        supplemented = self._boards.most_supplemented()
        if supplemented is not None:
            line, times = supplemented
            is_running = line.state == DossierState.PROCESSING
            moment = f"hẹn {long_moment(line.moment)}" if is_running else _where(line)
            found.append(self._dossier("Bổ sung nhiều nhất", line, moment, f"Yêu cầu bổ sung {times:02} lần"))
        return tuple(found)

    def _dossier(self, distinction: str, line: BoardLine, moment: str, reason: str) -> NamedDossier:
        return NamedDossier(
            distinction=distinction,
            dossier_code=line.code,
            procedure=self._boards.short_name(line),
            moment=moment,
            reason=reason,
        )

    def _waiting(self) -> tuple[WaitingPaper, ...]:
        return tuple(
            WaitingPaper(
                paper=sentences.BY_STEP[StepKind(line.step)],
                dossier_code=line.code,
                procedure=self._boards.short_name(line),
                waiting=f"từ {line.moment:%H:%M %d/%m}",
            )
            for line in self._boards.lines(BoardKind.APPROVALS, MOST_WAITING)
        )

    def _near_due(self) -> tuple[NearDueGroup, ...]:
        groups = self._boards.by_unit(self._boards.near_due())
        return tuple(
            NearDueGroup(
                title=unit,
                dossiers=tuple(
                    NearDueDossier(
                        due=f"{line.moment:%H:%M %d/%m}",
                        dossier_code=line.code,
                        procedure=self._boards.short_name(line),
                        holder=unit,
                    )
                    for line in lines
                ),
            )
            for unit, lines in groups.items()
        )


def build(page: MorningPage) -> bytes:
    """Return a page as PDF; a worker may do it, as it asks no database. Raise `FontMissing` as `MorningDesk.paper`."""
    from cchc_desktop.documents import morning_page

    return morning_page.build(page)


def _where(line: BoardLine) -> str:
    """Return where the papers are, or why the clock stands."""
    if line.state != DossierState.PROCESSING:
        return sentences.BY_STATE_IN_LINE[DossierState(line.state)]
    return f"đang ở {line.holder}" if line.holder else "chưa chuyển bộ phận chuyên môn"


def _time_left(minutes: int | None) -> str:
    """Return the working time left in words; beyond a loaded calendar it is not known."""
    if minutes is None:
        return "Chưa có lịch nghỉ để tính thời gian còn lại"
    hours, rest = divmod(abs(minutes), 60)
    length = " ".join(part for part in (f"{hours} giờ" if hours else "", f"{rest} phút" if rest else "") if part)
    return f"Đã quá hạn {length or '0 phút'} làm việc" if minutes < 0 else f"Còn {length or '0 phút'} làm việc"
