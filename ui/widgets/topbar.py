"""The bar over every screen: where one is, what has not gone out, the date, the clock, who sits here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui import theme
from ui.theme import BOLD, SEMIBOLD
from ui.widgets.buttons import QUIET, KeyButton
from ui.widgets.chips import StatusChip
from ui.widgets.dates import weekday_names
from ui.widgets.labels import AccentLabel, ElidedLabel
from ui.widgets.page import COMPACT, NORMAL, text_class_of
from ui.widgets.painting import rounded, text_width, words


class Initials(QWidget):
    """The officer's two letters in a circle."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letters = "".join(word[0] for word in name.split()[-2:]).upper()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(30, 30)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        look = theme.current()
        painter = QPainter(self)
        rounded(painter, self.rect(), 15, look.accent_soft, look.accent if look.border > 1 else None)
        centre = Qt.AlignmentFlag.AlignHCenter
        words(painter, look, self.rect(), self._letters, size=12, weight=BOLD, tone="accent", align=centre)


class TrainingMark(QWidget):
    """HUẤN LUYỆN, on amber, so that nobody takes practice for work."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word = self.tr("HUẤN LUYỆN")
        self.setAccessibleName(self._word)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        look = theme.current()
        return QSize(text_width(look, self._word, 13, BOLD) + 24, look.px(26))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        look = theme.current()
        painter = QPainter(self)
        rounded(painter, self.rect(), 4, look.badge_warn)
        words(
            painter,
            look,
            self.rect(),
            self._word,
            size=13,
            weight=BOLD,
            tone="badge_ink",
            align=Qt.AlignmentFlag.AlignHCenter,
        )


class TopBar(QWidget):
    """Title, chips of what is not printed and not sent, running clock, officer and desk.

    Signals:
        unsent_opened: The chip of what is not sent was clicked.
    """

    unsent_opened = Signal()

    def __init__(
        self,
        *,
        now: Callable[[], datetime],
        officer: str,
        desk: str,
        training: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Create the bar; ``now`` gives Vietnam's wall clock whenever it is asked."""
        super().__init__(parent)
        self._now = now
        self._officer = officer
        self._short = self._asked_short = False
        self._buttons: list[KeyButton] = []
        self._unfinished = self._unsent_said = ("", "", "quiet", "")
        self._title = ElidedLabel(size=18, weight=BOLD)
        self._chip = StatusChip("")
        self._chip.hide()
        self._unsent = _ChipButton()
        self._unsent.hide()
        self._unsent.clicked.connect(self.unsent_opened)
        self._date = AccentLabel(size=13, tone="ink2")
        self._clock = AccentLabel(size=15, weight=SEMIBOLD)
        self._name = ElidedLabel(officer, size=13)
        self._desk = AccentLabel(desk, size=13, tone="ink3")
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 16, 0)
        row.setSpacing(12)
        row.addWidget(self._title)
        if training:
            row.addWidget(TrainingMark())
        row.addStretch(1)
        for part in (
            self._chip,
            self._unsent,
            self._date,
            self._clock,
            _Divider(),
            Initials(officer),
            self._name,
            self._desk,
        ):
            row.addWidget(part)
        self.setFixedHeight(max(48, theme.current().px(48)))
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self.show_time()
        self._tick.timeout.connect(self.show_time)
        self._tick.start()

    def set_title(self, title: str) -> None:
        """Name the screen that is shown."""
        self._title.setText(title)

    def set_unfinished(self, text: str, tone: str = "quiet", icon: str = "send", *, short: str = "") -> None:
        """Show what was not sent or not printed, ``short`` in a small window; an empty text takes the chip away."""
        self._unfinished = (text, short or text, tone, icon if text else "")
        self._show_unfinished()

    def unfinished(self) -> str:
        """Return what the chip says; empty where it is away."""
        return self._chip.text

    def set_unsent(self, text: str, tone: str, icon: str, *, short: str) -> None:
        """Show what no city has yet, ``short`` in a small window."""
        self._unsent_said = (text, short, tone, icon)
        self._show_unfinished()

    def unsent(self) -> str:
        """Return what is said of what no city has yet, in whole."""
        return self._unsent_said[0]

    def unsent_state(self) -> tuple[str, str, str]:
        """Return the same with its tone and icon."""
        text, _short, tone, icon = self._unsent_said
        return text, tone, icon

    def add_action(self, action: QAction) -> None:
        """Put a button at the right end."""
        button = KeyButton(action, QUIET)
        button.set_wordless(self._short)
        self._buttons.append(button)
        self._row.addWidget(button)

    def set_short(self, short: bool) -> None:
        """Save room: no weekday, only the given name, a chip of few words, buttons without words."""
        self._asked_short = short
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        """Be short where it was asked for, or where larger text leaves as little room as a small window does."""
        short = self._asked_short or text_class_of(NORMAL, self.window().width()) == COMPACT
        if short != self._short:
            self._short = short
            self._show_short()

    def _show_short(self) -> None:
        self._name.setText(self._officer.split()[-1] if self._short and self._officer else self._officer)
        self._name.setMinimumWidth(self._name.sizeHint().width() if self._short else 0)
        for button in self._buttons:
            button.set_wordless(self._short)
        self._show_unfinished()
        self.show_time()

    def show_time(self) -> None:
        """Show the moment anew."""
        moment = self._now()
        day = f"{moment:%d/%m/%Y}"
        _say(self._date, day if self._short else f"{weekday_names()[moment.weekday()]} {day}")
        _say(self._clock, f"{moment:%H:%M}")

    def _show_unfinished(self) -> None:
        text, short, tone, icon = self._unfinished
        self._chip.show_state(short if self._short else text, tone, icon)
        self._chip.setAccessibleName(text)
        text, short, tone, icon = self._unsent_said
        self._unsent.show_state(short if self._short else text, tone, icon)
        self._unsent.setAccessibleName(text)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.color("surface"))
        painter.fillRect(QRect(0, self.height() - look.border, self.width(), look.border), look.color("line"))


class _ChipButton(StatusChip):
    """A chip that leads somewhere.

    Signals:
        clicked: It was clicked.
    """

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__("")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self.clicked.emit()


class _Divider(QWidget):
    """A thin upright line."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(1, 24)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        look = theme.current()
        QPainter(self).fillRect(self.rect(), look.color("line"))


def _say(label: AccentLabel, text: str) -> None:
    if label.text() != text:
        label.setText(text)
