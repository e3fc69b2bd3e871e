"""What lies over a screen for a moment: a panel at the right, a ground for overlays. No animation, Esc closes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QAction, QColor, QHideEvent, QMouseEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.keys import KeyGrab
from ui.widgets.buttons import FILLED, OUTLINED, KeyButton, make_action
from ui.widgets.labels import AccentLabel, ScreenTitle
from ui.widgets.painting import rounded


class Overlay(QWidget):
    """Covers its parent with a veil; `box` says where the sheet on it stands.

    Signals:
        closed: The overlay went away.
    """

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._grab = KeyGrab(self)
        self._before: QWidget | None = None
        self._covered = parent
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("noRing", True)
        self.hide()  # after its attributes: under a parent that is not seen Qt tells hideEvent at once
        parent.installEventFilter(self)

    def keys(self) -> dict[str, Callable[[], object]]:
        """Return the keys that belong to the overlay while it is seen."""
        return {"Esc": self.hide}

    def open(self) -> None:
        """Show the overlay over its parent and remember who had the focus."""
        if self.isVisible():
            return
        self._before = QApplication.focusWidget()
        self.setGeometry(self._covered.rect())
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def box(self) -> QRect:
        """Return where the sheet is, in the overlay's own pixels."""
        return self.rect().adjusted(40, 40, -40, -40)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self._grab.hold({**self._covered_keys(), **self.keys()})

    def _covered_keys(self) -> dict[str, Callable[[], object]]:
        """Return the keys of the screen below that rest while it is covered; what types a sign is left alone."""
        names = (str(action.property("keys") or "") for action in self._covered.actions())
        return {name: _nothing for name in names if "+" in name}

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        self._grab.release()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self._before = None
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Resize and watched is self._covered:
            self.setGeometry(self._covered.rect())
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if not self.box().contains(event.position().toPoint()):
            self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        look = theme.current()
        painter = QPainter(self)
        veil = QColor(look.rail)
        veil.setAlpha(110)
        painter.fillRect(self.rect(), veil)
        rounded(painter, self.box(), 8, look.surface, look.line if look.name == "light" else look.field, look.border)


def _nothing() -> None:
    """Take a key of the screen below."""


class SidePanel(Overlay):
    """A sheet at the right: a heading, a line under it, any body, and buttons with their keys.

    The last button is always "Đóng", ``Esc``. The keys of the buttons go to the panel while it is seen.
    """

    def __init__(self, parent: QWidget, *, width: int = 600) -> None:
        """Create the panel, hidden; ``parent`` is what it covers (a page, or the window's central part)."""
        super().__init__(parent)
        self._wide = width
        self._sheet = QWidget(self)
        self._sheet.installEventFilter(self)
        self._title = ScreenTitle()
        self._title.setWordWrap(True)
        self._line = AccentLabel(size=13, tone="ink2", wrap=True)
        self._body: QWidget | None = None
        self._actions: list[QAction] = []
        self._column = QVBoxLayout(self._sheet)
        self._column.setContentsMargins(20, 16, 20, 16)
        self._column.setSpacing(6)
        self._column.addWidget(self._title)
        self._column.addWidget(self._line)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        self._close = make_action(self._sheet, self.tr("Đóng"), "Esc")
        self._close.setShortcut("")
        self._column.addLayout(self._buttons)
        self._buttons.addWidget(KeyButton(self._close, FILLED))
        self._close.triggered.connect(self.hide)

    def set_actions(self, actions: Sequence[QAction]) -> None:
        """Put buttons before "Đóng"; their keys (from `make_action(panel, ...)`) work while the panel is seen."""
        for action in actions:
            action.setShortcut("")
            self._actions.append(action)
            self._buttons.insertWidget(self._buttons.count() - 2, KeyButton(action, OUTLINED))

    def show_body(self, title: str, line: str, body: QWidget) -> None:
        """Open the panel with a new body; the one before is deleted."""
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.deleteLater()
        self._body = body
        self._title.setText(title)
        self._line.setText(line)
        self._line.setVisible(bool(line))
        self._column.insertWidget(2, body, 1)
        self.open()
        self._place()

    def keys(self) -> dict[str, Callable[[], object]]:
        taken: dict[str, Callable[[], object]] = {"Esc": self.hide}
        for action in self._actions:
            if action.property("keys"):
                taken[str(action.property("keys"))] = action.trigger
        return taken

    def box(self) -> QRect:
        wide = min(theme.current().px(self._wide), self.width() - 16)
        high = min(max(self._sheet.sizeHint().height(), self._sheet.heightForWidth(wide), 200), self.height() - 20)
        return QRect(QPoint(self.width() - wide - 16, 10), self.rect().size()).intersected(
            QRect(self.width() - wide - 16, 10, wide, high)
        )

    def resizeEvent(self, event: object) -> None:  # noqa: N802
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.LayoutRequest and watched is self._sheet:
            self._place()  # a fault came under a field: the sheet grows
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self._sheet.setGeometry(self.box())
