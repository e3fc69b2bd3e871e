"""One step of a dossier's history: when, a dot on a line, what, who, and the paper it brought."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui import theme
from ui.theme import REGULAR, SEMIBOLD
from ui.widgets.labels import AccentLabel, ElidedLabel, IconLabel


class PaperLink(IconLabel):
    """A paper's name that opens it.

    Signals:
        opened: The clerk wants to see the paper.
    """

    opened = Signal()

    def __init__(self, text: str) -> None:
        super().__init__("file", text, size=13, tone="accent", wrap=True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self.opened.emit()


class _Struck(AccentLabel):
    """What holds no more: grey, with a line through it."""

    def __init__(self, text: str) -> None:
        super().__init__(text, size=14, tone="ink3", wrap=True)

    def _dress(self) -> None:
        super()._dress()
        font = self.font()
        font.setStrikeOut(True)
        self.setFont(font)


class TimelineRow(QWidget):
    """A step of the history. Stack rows without spacing, so that the line runs through.

    Signals:
        paper_opened: The clerk clicked one of the step's papers; carries its place.
    """

    paper_opened = Signal(int)

    def __init__(
        self,
        *,
        moment: str,
        act: str,
        who: str = "",
        detail: str = "",
        paper: str = "",
        papers: Sequence[str] = (),
        tone: str = "",
        promised: bool = False,
        undone: bool = False,
        first: bool = False,
        last: bool = False,
    ) -> None:
        """Create the row.

        Args:
            moment: When it happened.
            act: What happened.
            who: By whom.
            detail: More words under it.
            paper: Its paper; ``papers`` where there may be several.
            papers: Its papers, each to be opened.
            tone: Fills the dot: accent, warn, bad, ok.
            promised: Dots it: it has not happened yet.
            undone: Strikes it out in grey: it holds no more.
            first: Whether the line begins here.
            last: Whether it ends here.
        """
        super().__init__()
        self._tone, self._promised, self._first, self._last = tone, promised, first, last
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 6)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(1)
        self._when = AccentLabel(moment, size=12, tone="ink2")
        grid.addWidget(self._when, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.setColumnMinimumWidth(0, theme.current().px(84))
        grid.setColumnMinimumWidth(1, 26)
        weight = SEMIBOLD if tone or promised else REGULAR
        what = _Struck(act) if undone else AccentLabel(act, size=14, weight=weight, wrap=True)
        grid.addWidget(what, 0, 2)
        grid.addWidget(ElidedLabel(who, size=12, tone="ink3"), 0, 3, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(2, 1)
        if detail:
            grid.addWidget(AccentLabel(detail, size=13, tone="ink3" if undone else "ink2", wrap=True), 1, 2, 1, 2)
        shown = (*((paper,) if paper else ()), *papers)
        for place, name in enumerate(shown):
            link = PaperLink(name)
            grid.addWidget(link, 2 + place, 2, 1, 2)
            link.opened.connect(partial(self.paper_opened.emit, place))
        self.setAccessibleName(". ".join(part for part in (moment, act, detail, *shown, who) if part))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = max(look.px(84), self._when.sizeHint().width()) + 8 + 13
        y = 4 + look.px(11)
        painter.setPen(QPen(QColor(look.field), 1.5))
        if not self._first:
            painter.drawLine(x, 0, x, y - 7)
        if not self._last:
            painter.drawLine(x, y + 7, x, self.height())
        edge = look.accent if self._promised else getattr(look, self._tone) if self._tone else look.ink3
        style = Qt.PenStyle.DotLine if self._promised else Qt.PenStyle.SolidLine
        painter.setPen(QPen(QColor(edge), 2, style))
        painter.setBrush(QColor(edge if self._tone and not self._promised else look.surface))
        painter.drawEllipse(QPoint(x, y), 5, 5)
