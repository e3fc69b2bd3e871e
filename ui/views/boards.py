"""The counters of Hôm nay: two rows of small cards, each with the key that opens its list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ui import theme
from ui.presenters.boards import Counter
from ui.theme import BOLD
from ui.widgets.cards import CounterCard
from ui.widgets.painting import badge_size, paint_badge, rounded, text_width, words

say = QCoreApplication.translate

_A_ROW = 6
_HIGH = 66
KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "T", "X", "D")
"""The key of each counter. No 0 and no H: cards, dossier codes and look-up addresses begin with them."""


class BoardCard(CounterCard):
    """A counter of two lines: its name over its number, the line that compares beside the number."""

    def __init__(self, label: str, short: str, key: str, parent: QWidget | None = None) -> None:
        """Create the card; ``short`` is shown where ``label`` has no room."""
        super().__init__(label, key, parent)
        self._short = short

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(theme.current().px(150), theme.current().px(_HIGH))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(theme.current().px(84), theme.current().px(_HIGH))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        look = theme.current()
        painter = QPainter(self)
        fill = look.sunken if self.underMouse() or self.isDown() else look.surface
        edge = look.accent if self.isChecked() else look.line
        rounded(painter, self.rect(), 8, look.accent_soft if self.isChecked() else fill, edge, look.border)
        if self._tone != "ink":
            rounded(painter, QRect(0, 8, 4, self.height() - 16), 2, look.color(self._tone).name())
        badge = badge_size(look, self._digit)
        box = QRect(self.width() - badge.width() - 8, 7, badge.width(), badge.height())
        paint_badge(painter, look, box, self._digit, ink="ink2", edge=look.key_edge, fill=look.surface)
        room = QRect(12, look.px(5), self.width() - badge.width() - 24, look.px(22))
        fits = text_width(look, self._label, 13) <= room.width()
        words(painter, look, room, self._label if fits else self._short, size=13, tone="ink2")
        low = QRect(12, look.px(27), self.width() - 20, look.px(34))
        wide = words(painter, look, low, self._number, size=24, weight=BOLD, tone=self._tone)
        tone = "ink3" if self._tone == "ink" else self._tone
        words(painter, look, low.adjusted(wide + 10, look.px(4), 0, 0), self._line, size=12, tone=tone)


class BoardGrid(QWidget):
    """All counters.

    Signals:
        wanted: A counter was pressed, or its key; carries its number, from 1 on.
    """

    wanted = Signal(int)

    def __init__(self, page: QWidget) -> None:
        """Create the counters; their keys belong to ``page``."""
        super().__init__()
        self.cards: list[BoardCard] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for place, (key, (name, short)) in enumerate(zip(KEYS, _names(), strict=True)):
            card = BoardCard(name, short, key)
            card.setCheckable(True)
            card.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            action = _CounterAction(place + 1, key, name, page)
            page.addAction(action)
            action.wanted.connect(self.wanted)
            card.clicked.connect(action.trigger)
            grid.addWidget(card, place // _A_ROW, place % _A_ROW)
            grid.setColumnStretch(place % _A_ROW, 1)
            self.cards.append(card)

    def show_counters(self, counters: Sequence[Counter], which: int) -> None:
        """Show the numbers; the counter whose list is shown is marked."""
        for place, (card, counter) in enumerate(zip(self.cards, counters, strict=True), start=1):
            card.show_count(counter.number, counter.line, counter.tone)
            card.setChecked(place == which)


class _CounterAction(QAction):
    """The key of a counter.

    Signals:
        wanted: Carries the counter's number.
    """

    wanted = Signal(int)

    def __init__(self, number: int, key: str, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._number = number
        self.setShortcut(key)
        self.setProperty("keys", key)
        self.triggered.connect(self._tell)

    def _tell(self) -> None:
        self.wanted.emit(self._number)


def _names() -> tuple[tuple[str, str], ...]:
    """Return the counters' names, whole and short, in the order of `KEYS`."""
    return (
        (say("BoardGrid", "Tiếp nhận hôm nay"), say("BoardGrid", "Đã nhận")),
        (say("BoardGrid", "Hẹn trả hôm nay"), say("BoardGrid", "Hẹn trả")),
        (say("BoardGrid", "1, 2, 3 ngày tới"), say("BoardGrid", "1–3 ngày")),
        (say("BoardGrid", "Quá hạn"), say("BoardGrid", "Quá hạn")),
        (say("BoardGrid", "Giấy chưa in"), say("BoardGrid", "Chưa in")),
        (say("BoardGrid", "Ngày hẹn cần xem lại"), say("BoardGrid", "Xem lại")),
        (say("BoardGrid", "Chờ bổ sung"), say("BoardGrid", "Bổ sung")),
        (say("BoardGrid", "Đang dừng tính"), say("BoardGrid", "Dừng tính")),
        (say("BoardGrid", "Chưa nhận kết quả"), say("BoardGrid", "Chưa nhận")),
        (say("BoardGrid", "Trực tuyến"), say("BoardGrid", "Trực tuyến")),
        (say("BoardGrid", "Cần xin lỗi"), say("BoardGrid", "Xin lỗi")),
        (say("BoardGrid", "Chờ duyệt"), say("BoardGrid", "Chờ duyệt")),
    )
