"""How somebody who waits is painted: number, name, procedure, running clock, and a bar against the statutory limit."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from ui import theme
from ui.models.tickets import TICKET_ROLE, TicketRow
from ui.theme import BOLD, SEMIBOLD, Theme
from ui.widgets.painting import chip_size, paint_chip, rounded, text_width, words

_Index = QModelIndex | QPersistentModelIndex
_HIGH, _GAP = 102, 8
_RIGHT, _CENTRE = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter


class TicketDelegate(QStyledItemDelegate):
    """Paints a `TicketRow`; its parent is the list, which knows who is chosen."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802
        return QSize(180, theme.current().px(_HIGH) + _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        look = theme.current()
        row: TicketRow = index.data(TICKET_ROLE)
        box = QRect(option.rect).adjusted(0, 0, -2, -_GAP)
        view = self.parent()
        chosen = isinstance(view, QAbstractItemView) and view.currentIndex() == index
        painter.save()
        self._paint_ground(painter, look, box, row, chosen=chosen)
        inner = box.adjusted(11, look.px(9), -11, -look.px(9))
        self._paint_who(painter, look, inner, row, chosen=chosen)
        self._paint_time(painter, look, inner, row)
        painter.restore()

    def _paint_ground(self, painter: QPainter, look: Theme, box: QRect, row: TicketRow, *, chosen: bool) -> None:
        fill = look.bad_soft if row.tone == "bad" else look.surface
        edge = look.bad_edge if row.tone == "bad" else look.line
        if chosen:
            edge = look.bad if row.tone == "bad" else look.day
        rounded(painter, box, 8, fill, edge, 2 if chosen else look.border)

    def _paint_who(self, painter: QPainter, look: Theme, inner: QRect, row: TicketRow, *, chosen: bool) -> None:
        tone = "bad" if row.tone == "bad" else "day"
        badge = QRect(inner.left(), inner.top(), look.px(52), look.px(40))
        rounded(painter, badge, 6, getattr(look, tone if chosen else f"{tone}_soft"))
        ink = "on_accent" if chosen else tone
        words(painter, look, badge, row.number, size=17, weight=BOLD, tone=ink, align=_CENTRE)
        left = badge.right() + 10
        line = QRect(left, inner.top(), inner.right() - left, look.px(20))
        words(painter, look, line, row.name, size=14, weight=SEMIBOLD)
        words(painter, look, line.translated(0, look.px(20)), row.procedure, size=12, tone="ink2")

    def _paint_time(self, painter: QPainter, look: Theme, inner: QRect, row: TicketRow) -> None:
        low = QRect(inner.left(), inner.bottom() - look.px(34), inner.width(), look.px(36))
        tone = {"day": "ink"}.get(row.tone, row.tone)
        wide = words(painter, look, low, row.clock, size=26, weight=SEMIBOLD, tone=tone)
        side = QRect(low.left() + max(wide, look.px(74)) + 12, low.top(), 0, low.height())
        side.setRight(inner.right())
        line = QRect(side.left(), low.top(), side.width(), look.px(20))
        room = line.width()
        if row.chip:
            size = chip_size(look, row.chip)
            chip = QRect(inner.right() - size.width(), low.top() - look.px(3), size.width(), size.height())
            paint_chip(painter, look, chip, row.chip, row.chip_tone)
            room -= size.width() + 8
        else:
            words(painter, look, line, row.limit, size=12, tone="ink3", align=_RIGHT)
        if text_width(look, row.received, 12) <= room:  # the chip says more; half a word says nothing
            words(painter, look, line, row.received, size=12, tone="ink3")
        bar = QRect(side.left(), low.bottom() - look.px(9), side.width(), 6)
        rounded(painter, bar, 3, look.line)
        done = QRect(bar.left(), bar.top(), max(6, int(bar.width() * row.share)), bar.height())
        rounded(painter, done, 3, getattr(look, row.tone))
