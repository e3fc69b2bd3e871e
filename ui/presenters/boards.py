"""The boards behind the counters 7 to 12 of Hôm nay, and what leaves the screen: the list to copy, the morning page."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cchc_desktop.domain.board import BoardKind, BoardNote
from cchc_desktop.domain.printing import PaperSize
from cchc_desktop.errors import CchcError
from ui import error_texts, labels
from ui.desk_parts import DeskParts
from ui.models import board_rows
from ui.models.board_rows import LONG_UNCOLLECTED_DAYS
from ui.widgets.delegates import ListRow
from ui.widgets.notices import Notice

if TYPE_CHECKING:
    from cchc_desktop.domain.board import BoardLine

WAITING, PAUSED, UNCOLLECTED, ONLINE, APOLOGIES, APPROVALS = range(7, 13)
"""Numbers of the counters after those of `ui.presenters.today`."""
KINDS: Mapping[int, BoardKind] = {
    WAITING: BoardKind.WAITING,
    PAUSED: BoardKind.PAUSED,
    UNCOLLECTED: BoardKind.UNCOLLECTED,
    ONLINE: BoardKind.ONLINE,
    APOLOGIES: BoardKind.APOLOGIES,
    APPROVALS: BoardKind.APPROVALS,
}
MORNING_KIND = "morning_page"
_COPIED, _MORNING = "near_due_copied", "morning_page_told"
_HURRY = 2 * 60


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """One number with the line that compares it."""

    number: int
    line: str
    tone: str = "ink"


class BoardLists(QObject):
    """Counts the boards and lists what stands on one."""

    def __init__(self, parts: DeskParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts

    def counts(self) -> Mapping[BoardKind, int]:
        """Return how many lines each board has."""
        return self._parts.desk.boards.counts()

    def counters(self, counts: Mapping[BoardKind, int], now: datetime) -> tuple[Counter, ...]:
        """Return the counters 7 to 12; a board with nothing on it is asked nothing more."""
        return tuple(self._counter(kind, counts[kind], now) for kind in KINDS.values())

    def rows(self, which: int, now: datetime) -> list[ListRow]:
        """Return what stands on a board."""
        kind, boards = KINDS[which], self._parts.desk.boards
        lines = boards.lines(kind)
        if kind is not BoardKind.APOLOGIES:
            return [board_rows.board_row(kind, line, now) for line in lines]
        proposals = {proposal.code: proposal for proposal in boards.apology_proposals()}
        return [board_rows.apology_row(line, proposals.get(line.code), now) for line in lines]

    def from_emergency(self, now: datetime) -> list[ListRow]:
        """Return what was entered from slips of a power cut: a leader looks at the moments written on them."""
        lines = self._parts.desk.boards.lines(BoardKind.EMERGENCY)
        return [board_rows.board_row(BoardKind.EMERGENCY, line, now) for line in lines]

    def title(self, which: int) -> str:
        """Return what a board is called over its list."""
        words = {
            WAITING: self.tr("Chờ bổ sung"),
            PAUSED: self.tr("Đang dừng tính"),
            UNCOLLECTED: self.tr("Chưa nhận kết quả"),
            ONLINE: self.tr("Hồ sơ trực tuyến chờ trả lời"),
            APOLOGIES: self.tr("Cần xin lỗi, hẹn lại"),
            APPROVALS: self.tr("Chờ lãnh đạo duyệt"),
        }
        return words[which]

    def nothing(self, which: int) -> tuple[str, str]:
        """Return what an empty board says: that there is nothing, and what would stand there."""
        words = {
            WAITING: (
                self.tr("Không hồ sơ nào chờ bổ sung"),
                self.tr("Ở đây là hồ sơ đã yêu cầu bổ sung mà người dân chưa nộp đủ."),
            ),
            PAUSED: (
                self.tr("Không hồ sơ nào đang dừng tính"),
                self.tr("Ở đây là hồ sơ dừng tính thời hạn, kèm thời gian còn lại được giữ nguyên."),
            ),
            UNCOLLECTED: (
                self.tr("Không kết quả nào nằm chờ"),
                self.tr("Ở đây là kết quả đã có mà người dân chưa đến nhận. F6 để gọi và trả."),
            ),
            ONLINE: (
                self.tr("Không hồ sơ trực tuyến nào chờ trả lời"),
                self.tr("Ở đây là hồ sơ từ Cổng, phải trả lời trong 8 giờ làm việc."),
            ),
            APOLOGIES: (
                self.tr("Không hồ sơ nào cần xin lỗi"),
                self.tr("Ở đây là hồ sơ quá hạn hoặc đến hạn trong ngày làm việc tới mà chưa có phiếu xin lỗi."),
            ),
            APPROVALS: (
                self.tr("Không việc nào chờ duyệt"),
                self.tr("Ở đây là bước đã soạn, chờ lãnh đạo duyệt. F7 để duyệt."),
            ),
        }
        return words[which]

    def _counter(self, kind: BoardKind, count: int, now: datetime) -> Counter:
        if not count:
            return Counter(number=0, line=self.tr("không có"))
        whole = kind in (BoardKind.WAITING, BoardKind.APOLOGIES)
        lines = self._parts.desk.boards.lines(kind) if whole else self._parts.desk.boards.lines(kind, 1)
        line, tone = self._said(kind, lines, now)
        return Counter(number=count, line=line, tone=tone)

    def _said(self, kind: BoardKind, lines: Sequence[BoardLine], now: datetime) -> tuple[str, str]:
        """Return the line beside a counter that is not 0, and its tone."""
        if not lines:
            return "", "ink"
        first = lines[0]
        match kind:
            case BoardKind.WAITING:
                closing = sum(line.note is BoardNote.CLOSING_PROPOSED for line in lines)
                if closing:
                    return self.tr("{} đề nghị đóng").format(closing), "warn"
                return self._since(first), "ink"
            case BoardKind.UNCOLLECTED:
                days = (now.date() - first.moment.date()).days
                return self.tr("cũ nhất {} ngày").format(days), "warn" if days >= LONG_UNCOLLECTED_DAYS else "ink"
            case BoardKind.ONLINE:
                return self._left(first.minutes_left)
            case BoardKind.APOLOGIES:
                drafted = sum(line.note is BoardNote.DRAFTED for line in lines)
                tone = "ink" if drafted == len(lines) else "warn"
                return (self.tr("{} đã trình").format(drafted) if drafted else self.tr("chưa trình")), tone
            case BoardKind.APPROVALS:
                return self._since(first), "warn"
            case _:
                return self._since(first), "ink"

    def _since(self, line: BoardLine) -> str:
        return self.tr("lâu nhất {}").format(f"{line.moment:%d/%m}")

    def _left(self, minutes: int | None) -> tuple[str, str]:
        if minutes is None:
            return "", "warn"
        if minutes < 0:
            return self.tr("trễ {}").format(labels.days_and_hours(-minutes)), "bad"
        return self.tr("còn {}").format(labels.minutes(minutes)), "warn" if minutes < _HURRY else "ink"


class MorningNews(QObject):
    """Copies what is near due for the heads' group, and prints the leader's morning page.

    Signals:
        posted: Carries a `Notice`.
    """

    posted = Signal(object)

    def __init__(self, parts: DeskParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._name = ""
        if parts.print_flow is not None:
            parts.print_flow.other_done.connect(self._hear)

    def copy(self) -> None:
        """Put the near-due list on the clipboard: codes and hours, no citizen is named."""
        from PySide6.QtGui import QGuiApplication

        try:
            boards = self._parts.desk.boards
            text, count = boards.near_due_text(), len(boards.near_due())
        except CchcError as error:
            self._post(_COPIED, "bad", self.tr("Chưa chép được danh sách"), error_texts.sentence(error))
            return
        QGuiApplication.clipboard().setText(text)
        self._post(
            _COPIED,
            "ok",
            self.tr("Đã chép danh sách sắp đến hạn: {} hồ sơ").format(labels.number(count)),
            self.tr("Dán vào nhóm của các bộ phận. Danh sách chỉ có mã và giờ hẹn, không nêu tên người dân."),
        )

    def print_page(self) -> None:
        """Print the morning page: it is read now and drawn on the worker; `posted` follows."""
        flow = self._parts.print_flow
        if flow is None:
            return
        try:
            page = self._parts.desk.morning.page()
        except CchcError as error:
            self._fail(error_texts.sentence(error))
            return
        from cchc_desktop.services.morning import build

        self._name = f"bang-tin-{self._parts.clock.now():%Y%m%d-%H%M}"
        self._post(_MORNING, "accent", self.tr("Đang in bảng tin đầu ngày"))
        work: Callable[[], bytes] = partial(build, page)
        flow.print_other(work, kind=MORNING_KIND, name=self._name, size=PaperSize.A4)

    def _hear(self, name: str, is_out: bool, words: str) -> None:
        if name != self._name:
            return
        if not is_out:
            self._fail(words)
        elif words:
            self._post(_MORNING, "ok", self.tr("Bảng tin đầu ngày ở tệp {}").format(words))
        else:
            self._post(_MORNING, "ok", self.tr("Bảng tin đầu ngày đã gửi đến máy in"))

    def _fail(self, words: str) -> None:
        self._post(_MORNING, "bad", self.tr("Chưa in được bảng tin đầu ngày"), words)

    def _post(self, key: str, tone: str, sentence: str, facts: str = "") -> None:
        self.posted.emit(Notice(key=key, tone=tone, sentence=sentence, facts=facts))
