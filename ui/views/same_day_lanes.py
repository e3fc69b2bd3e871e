"""The three lanes of those who wait without an appointment; somebody is chosen in one of them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QWidget

from cchc_desktop.domain.same_day import Lane
from ui import theme
from ui.models.tickets import TICKET_ROLE, TicketModel, TicketRow
from ui.presenters.same_day_words import lane_words
from ui.widgets.buttons import QUIET, KeyButton
from ui.widgets.cards import Card
from ui.widgets.chips import StatusChip
from ui.widgets.labels import Caption, SectionTitle
from ui.widgets.painting import words
from ui.widgets.tickets import TicketDelegate

_LANES = tuple(Lane)


class LaneList(QListView):
    """One lane.

    Signals:
        moved: Another card is current; carries the dossier's code.
        sideways: The lane at the left (-1) or right (1) is wanted.
        digit: A digit of a number was typed.
        opened: Enter or a double click; carries the dossier's code.
    """

    moved = Signal(str)
    sideways = Signal(int)
    digit = Signal(str)
    opened = Signal(str)

    def __init__(self, name: str, nobody: str) -> None:
        super().__init__()
        self._nobody = nobody
        self._is_showing = False
        self.cards = TicketModel(self)
        self.setModel(self.cards)
        self.setItemDelegate(TicketDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(name)
        self.setProperty("noRing", True)
        self.setProperty("ground", "sunken")
        self.selectionModel().currentChanged.connect(self._tell)
        self.doubleClicked.connect(self._open)

    def show_cards(self, rows: tuple[TicketRow, ...], chosen: str) -> None:
        """Show cards; the chosen one is current where it is in this lane, else none is."""
        self._is_showing = True
        self.cards.show(rows)
        place = self.cards.place_of(chosen)
        index = self.cards.index(place, 0) if place >= 0 else QModelIndex()
        self.setCurrentIndex(index)
        if place < 0:
            self.clearSelection()
        self._is_showing = False
        self.viewport().update()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(150, theme.current().px(110))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.sideways.emit(-1 if event.key() == Qt.Key.Key_Left else 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.text().isdecimal() and event.text().isascii():
            self.digit.emit(event.text())
        elif event.text().isprintable() and event.text():
            event.ignore()  # letters belong to the screen, not to Qt's search in the list
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        if not self.cards.rows():
            look, painter = theme.current(), QPainter(self.viewport())
            box = QRect(4, 4, self.viewport().width() - 8, look.px(24))
            words(painter, look, box, self._nobody, size=13, tone="ink3")

    def _tell(self, index: QModelIndex) -> None:
        if not self._is_showing and index.isValid():
            self.moved.emit(index.data(TICKET_ROLE).code)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(index.data(TICKET_ROLE).code)


class LaneBoard(QWidget):
    """All three, or in a small window the one in which somebody is chosen.

    Signals:
        chosen: Somebody was chosen; carries the dossier's code.
        digit: A digit of a number was typed.
        opened: A dossier is to be opened; carries its code.
    """

    chosen = Signal(str)
    digit = Signal(str)
    opened = Signal(str)

    def __init__(self, acts: Mapping[Lane, QAction]) -> None:
        """Create the lanes; ``acts`` are the keys that take somebody on from each."""
        super().__init__()
        self._is_single = False
        self._lane = Lane.WAITING
        empty = {
            Lane.WAITING: self.tr("Không ai đang chờ"),
            Lane.STARTED: self.tr("Không hồ sơ nào đang làm"),
            Lane.READY: self.tr("Không kết quả nào chờ trao"),
        }
        self._names = {lane: lane_words(lane) for lane in Lane}
        self.lists = {lane: LaneList(self._names[lane], empty[lane]) for lane in Lane}
        self._counts = {lane: StatusChip("0") for lane in Lane}
        self._cards: dict[Lane, Card] = {}
        self._others = {lane: Caption() for lane in Lane}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for lane, lane_list in self.lists.items():
            card = self._cards[lane] = Card("sunken", margin=10)
            head = QHBoxLayout()
            head.setSpacing(8)
            head.addWidget(SectionTitle(self._names[lane]))
            head.addWidget(self._counts[lane])
            head.addWidget(self._others[lane])
            head.addStretch(1)
            head.addWidget(KeyButton(acts[lane], QUIET))
            card.column.addLayout(head)
            card.column.addWidget(lane_list, 1)
            row.addWidget(card, 1)
            lane_list.moved.connect(self._move)
            lane_list.sideways.connect(self._go_sideways)
            lane_list.digit.connect(self.digit)
            lane_list.opened.connect(self.opened)

    @property
    def lane(self) -> Lane:
        """The lane in which somebody is chosen, or that has its turn."""
        return self._lane

    def show_lanes(self, lanes: Mapping[Lane, tuple[TicketRow, ...]], chosen: str, lane: Lane) -> None:
        """Show other cards, and who is chosen in which lane."""
        had_focus = any(one.hasFocus() for one in self.lists.values())
        self._lane = lane
        for one, lane_list in self.lists.items():
            lane_list.show_cards(lanes[one], chosen)
            self._counts[one].show_state(str(len(lanes[one])))
            others = (f"{self._names[other]} {len(lanes[other])}" for other in Lane if other is not one)
            self._others[one].setText("← →  " + "  ·  ".join(others))
        self._show_turn()
        if had_focus:
            self.take_focus()

    def take_focus(self) -> None:
        """Go to the lane in which somebody is chosen."""
        self.lists[self._lane].setFocus()

    def set_single(self, single: bool) -> None:
        """Show one lane at a time, or all."""
        self._is_single = single
        self._show_turn()

    def is_single(self) -> bool:
        """Return whether one lane is shown at a time."""
        return self._is_single

    def _show_turn(self) -> None:
        for lane, card in self._cards.items():
            card.setVisible(not self._is_single or lane is self._lane)
            self._others[lane].setVisible(self._is_single)

    def _move(self, code: str) -> None:
        self.chosen.emit(code)

    def _go_sideways(self, step: int) -> None:
        """Go to the next lane in which somebody is; in a small window to the next lane, be it empty."""
        place = _LANES.index(self._lane) + step
        old = self.lists[self._lane]
        while 0 <= place < len(_LANES):
            lane_list = self.lists[_LANES[place]]
            rows = lane_list.cards.rows()
            if rows:
                row = min(max(0, old.currentIndex().row()), len(rows) - 1)
                self.chosen.emit(rows[row].code)
                return
            place += step
