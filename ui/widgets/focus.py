"""The ring around the part that has the focus, seen by somebody who stands."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QWidget
from shiboken6 import isValid

from ui import theme
from ui.widgets.painting import rounded

_GAP = 4
_MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Hide, QEvent.Type.Show)


class FocusRing(QWidget):
    """One overlay a window; it follows the focus, scrolling and resizing, and lets the mouse through."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._watched: list[QWidget] = []
        self._target: QWidget | None = None
        self._cut = QRect()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("focus-ring")
        self._follow()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() in _MOVES:
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        look = theme.current()
        painter = QPainter(self)
        painter.setClipRect(self._cut)
        rounded(painter, self.rect(), 8, None, look.focus, 2)

    def _follow(self, *_moved: object) -> None:
        new = QApplication.focusWidget()  # whoever heard of the move first may have moved the focus on already
        for watched in self._watched:
            if isValid(watched):  # a page may have been deleted meanwhile
                watched.removeEventFilter(self)
        self._watched = []
        self._target = new if new is not None and new.window() is self.window() and _rings(new) else None
        widget: QWidget | None = self._target
        while widget is not None and widget is not self.window():
            widget.installEventFilter(self)
            self._watched.append(widget)
            widget = widget.parentWidget()
        self._place()

    def _place(self) -> None:
        target = self._target
        if target is None or not isValid(target) or not target.isVisible():
            self.hide()
            return
        window = self.window()
        box = QRect(target.mapTo(window, QPoint(0, 0)), target.size()).adjusted(-_GAP, -_GAP, _GAP, _GAP)
        self._cut = _seen_part(target, window).translated(-box.topLeft())
        self.setGeometry(box)
        self.show()
        self.raise_()
        self.update()


def _seen_part(target: QWidget, window: QWidget) -> QRect:
    """Return what the scroll areas around ``target`` leave to be seen, in the window's pixels."""
    seen = QRect(window.rect())
    outer = target.parentWidget()
    while outer is not None and outer is not window:
        if isinstance(outer.parentWidget(), QAbstractScrollArea):
            seen &= QRect(outer.mapTo(window, QPoint(0, 0)), outer.size())
        outer = outer.parentWidget()
    return seen


def _rings(widget: QWidget) -> bool:
    """A list marks its row itself; whatever says ``noRing`` too."""
    return not isinstance(widget, QAbstractItemView) and not widget.property("noRing")
