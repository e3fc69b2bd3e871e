"""The overlay of F1: what this screen is for, and every key that works on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.theme import BOLD, SEMIBOLD, Theme
from ui.widgets.painting import badge_size, key_label, paint_badge, text_width, words
from ui.widgets.panels import Overlay

_ROW, _LEAST_ROW = 31, 20


class ShortcutOverlay(Overlay):
    """One painted sheet in two columns: the keys of the page, then those that work everywhere."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._title, self._help = "", ""
        self._own: list[tuple[str, str]] = []
        self._common: list[tuple[str, str]] = []

    def toggle(
        self, title: str, help_text: str, own: Sequence[tuple[str, str]], common: Sequence[tuple[str, str]]
    ) -> None:
        """Show the sheet for a page, or hide it when it is seen."""
        if self.isVisible():
            self.hide()
            return
        self._title, self._help = title, help_text
        self._own, self._common = list(own), list(common)
        spoken = ". ".join(f"{key_label(keys)}: {what}" for keys, what in (*own, *common))
        self.setAccessibleName(f"{title}. {help_text} {spoken}")
        self.open()
        self.update()

    def keys(self) -> dict[str, Callable[[], object]]:
        return {"Esc": self.hide, "F1": self.hide, "?": self.hide, "Shift+?": self.hide}

    def box(self) -> QRect:
        look = theme.current()
        wide = self._wide(look)
        high = min(self._head_height(look) + self._row_height(look) * (self._rows() + 1), self.height() - 24)
        return QRect((self.width() - wide) // 2, (self.height() - high) // 2, wide, high)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        look = theme.current()
        painter = QPainter(self)
        inner = self.box().adjusted(24, 16, -24, -12)
        words(
            painter,
            look,
            QRect(inner.left(), inner.top(), inner.width(), look.px(32)),
            self._title,
            size=18,
            weight=BOLD,
        )
        self._paint_close(painter, look, inner)
        y = inner.top() + look.px(38)
        for line in self._help_lines(look):
            words(painter, look, QRect(inner.left(), y, inner.width(), look.px(22)), line, size=14, tone="ink2")
            y += look.px(22)
        y += look.px(8)
        columns = self._columns()
        wide = inner.width() // len(columns)
        for place, (heading, lines) in enumerate(columns):
            column = QRect(inner.left() + place * wide, y, wide - 20, inner.bottom() - y)
            self._paint_column(painter, look, column, heading, lines)

    def _columns(self) -> list[tuple[str, list[tuple[str, str]]]]:
        here, everywhere = self.tr("Ở màn hình này"), self.tr("Ở đâu cũng được")
        if len(self._own) <= 9:
            return [(here, self._own), (everywhere, self._common)]
        half = (len(self._own) + 1) // 2
        return [(here, self._own[:half]), ("", self._own[half:]), (everywhere, self._common)]

    def _paint_column(
        self, painter: QPainter, look: Theme, column: QRect, heading: str, lines: Sequence[tuple[str, str]]
    ) -> None:
        high = self._row_height(look)
        top = QRect(column.left(), column.top(), column.width(), high)
        words(painter, look, top, heading, size=12, weight=SEMIBOLD, tone="ink3")
        wide = max([look.px(92), *(badge_size(look, key_label(keys)).width() + 12 for keys, _ in lines)])
        for place, (keys, what) in enumerate(lines, start=1):
            row = top.translated(0, place * high)
            label = key_label(keys)
            size = badge_size(look, label)
            badge = QRect(row.left(), row.top() + (high - size.height()) // 2, size.width(), size.height())
            paint_badge(painter, look, badge, label, ink="ink2", edge=look.key_edge, fill=look.surface)
            words(painter, look, row.adjusted(wide, 0, 0, 0), what, size=14)

    def _paint_close(self, painter: QPainter, look: Theme, inner: QRect) -> None:
        size = badge_size(look, "Esc")
        badge = QRect(inner.right() - size.width(), inner.top() + look.px(7), size.width(), size.height())
        paint_badge(painter, look, badge, "Esc", ink="ink2", edge=look.key_edge, fill=look.surface)
        said = QRect(inner.left(), inner.top(), inner.width() - size.width() - 8, look.px(32))
        words(painter, look, said, self.tr("Đóng"), size=13, tone="ink2", align=Qt.AlignmentFlag.AlignRight)

    def _wide(self, look: Theme) -> int:
        return min(self.width() - 32, look.px(1080 if len(self._own) > 9 else 860))

    def _rows(self) -> int:
        return max((len(self._own) + 1) // 2 if len(self._own) > 9 else len(self._own), len(self._common))

    def _head_height(self, look: Theme) -> int:
        return look.px(96) + look.px(22) * len(self._help_lines(look))

    def _row_height(self, look: Theme) -> int:
        """Return the height of a key's row: lower where the window has no room for all of them otherwise."""
        room = (self.height() - 24 - self._head_height(look)) // (self._rows() + 1)
        return max(look.px(_LEAST_ROW), min(look.px(_ROW), room))

    def _help_lines(self, look: Theme) -> list[str]:
        """Return the help broken into lines that are not cut."""
        room = self._wide(look) - 48
        lines: list[str] = []
        for sentence in self._help.split("\n"):
            line = ""
            for word in sentence.split():
                longer = f"{line} {word}".strip()
                if line and text_width(look, longer, 14) > room:
                    lines.append(line)
                    longer = word
                line = longer
            lines += [line] if line else []
        return lines
