"""The frame of the program: rail, top bar, notices, and one page at a time. It knows no work of the desk."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.buttons import make_action
from ui.widgets.notices import Notice, NoticeBar
from ui.widgets.page import COMPACT, MEDIUM, WIDE, Page, layout_class_of
from ui.widgets.panels import Overlay
from ui.widgets.rail import NARROW as RAIL_NARROW
from ui.widgets.rail import NORMAL as RAIL_NORMAL
from ui.widgets.rail import WIDE as RAIL_WIDE
from ui.widgets.rail import NavRail, RailItem
from ui.widgets.topbar import TopBar

HELP = "help"
_LEAST_PAGE = 280
"""Pages scroll: on a screen 512 high (1366x768 at 150 %) a notice must not push the foot of the page off it."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PageEntry:
    """A place of the program: its rail item and how its page is made, once, when first wanted."""

    item: RailItem
    make: Callable[[], Page]


class MainWindow(QMainWindow):
    """The shell.

    Signals:
        layout_class_changed: The window's logical width belongs to another class; carries its name.
        page_shown: Carries the key of the page that is shown now.
        first_painted: The window is on the screen for the first time: what may wait begins now.
    """

    layout_class_changed = Signal(str)
    page_shown = Signal(str)
    first_painted = Signal()

    def __init__(
        self,
        entries: Sequence[PageEntry],
        *,
        now: Callable[[], datetime],
        officer: str,
        desk: str,
        place: str = "",
        training: bool = False,
    ) -> None:
        """Create the frame; no page exists before `open_page`.

        Args:
            entries: The places, in the order of the rail. A place that does not exist yet is simply absent.
            now: Vietnam's wall clock.
            officer: Who sits here.
            desk: "Bàn 2".
            place: The ward's short name, for the wide rail and the window's title.
            training: Whether this is a training folder: amber frame and HUẤN LUYỆN.
        """
        super().__init__()
        self._entries = {entry.item.key: entry for entry in entries}
        self._pages: dict[str, Page] = {}
        self._layout_class = ""
        self._ring: QObject | None = None
        self._overlay: QWidget | None = None
        self._told_unsaved = ""
        self.setWindowTitle(f"CCHC · {place}" if place else "CCHC")
        help_item = RailItem(
            key=HELP, label=self.tr("Phím tắt"), icon="help", keys="F1", at_bottom=True, is_place=False
        )
        items = [entry.item for entry in entries]
        self.rail = NavRail([*items, help_item], place=place)
        self.top = TopBar(now=now, officer=officer, desk=desk, training=training)
        self.notices = NoticeBar()
        self.stack = QStackedWidget()
        self._make_keys([*items, help_item])
        self._lay_out(training)
        self.rail.wanted.connect(self.open_page)
        self._frame.painted.connect(self._begin_after_first_paint)

    @property
    def layout_class(self) -> str:
        """compact, medium, normal or wide."""
        return self._layout_class

    @property
    def frame(self) -> QWidget:
        """What a panel or an overlay of the whole window lies over."""
        return self._frame

    @property
    def page_key(self) -> str:
        """The key of the page that is shown, empty before the first."""
        shown = self.stack.currentWidget()
        return next((key for key, page in self._pages.items() if page is shown), "")

    def page(self, key: str) -> Page:
        """Return a page, made now if it did not exist."""
        if key not in self._pages:
            self._take(key, self._entries[key].make())
        return self._pages[key]

    def replace_page(self, key: str, what: object = None) -> None:
        """Make a page anew in the place of the one that stood in for it; where that was shown, it is entered."""
        old = self._pages[key]
        is_shown = self.stack.currentWidget() is old
        self._take(key, self._entries[key].make())
        if is_shown:
            self.stack.setCurrentWidget(self._pages[key])
            self._pages[key].entered(what)
        self.stack.removeWidget(old)
        old.deleteLater()

    def _take(self, key: str, page: Page) -> None:
        self._pages[key] = page
        self.stack.addWidget(page)
        if self._layout_class:
            page.set_layout_class(self._layout_class)
        page.notice_wanted.connect(self.notices.post)
        page.notice_withdrawn.connect(self.notices.withdraw)
        page.page_wanted.connect(self.open_page)

    def open_page(self, key: str, what: object = None) -> None:
        """Show a page and tell it what to show; the key ``help`` shows the keys of the page."""
        if key == HELP:
            self.toggle_help()
            return
        if key != self.page_key:
            self.notices.leave_successes()
        page = self.page(key)
        self._put_away_overlays()
        self.rail.choose(key)
        self.top.set_title(page.title)
        self.stack.setCurrentWidget(page)
        page.entered(what)
        self._make_room(self.notices.seen)
        self.page_shown.emit(key)

    def unsaved(self) -> str:
        """Return what would be lost if the window were closed now; empty for nothing."""
        return next((said for page in self._pages.values() if (said := page.unsaved())), "")

    def toggle_help(self) -> None:
        """Show or hide the help and the keys of the page that is shown."""
        from ui.widgets.shortcuts import ShortcutOverlay  # not before somebody asks

        if not isinstance(self._overlay, ShortcutOverlay):
            self._overlay = ShortcutOverlay(self._frame)
        shown = self.stack.currentWidget()
        if isinstance(shown, Page):
            self._overlay.toggle(shown.title, shown.help_text(), self._page_keys(shown), self._common_keys())

    def _page_keys(self, page: Page) -> list[tuple[str, str]]:
        """Return the keys of a page, those of the notice over it first."""
        taken = self.notices.key_lines()
        offered = {keys for keys, _ in taken}
        common = {keys for keys, _ in self._common_keys()}
        return [line for line in taken if line[0] not in common] + [
            line for line in page.key_lines() if line[0] not in offered
        ]

    def _put_away_overlays(self) -> None:
        """Close what lies over the whole window: another page comes, maybe by the scanner."""
        for overlay in self._frame.findChildren(Overlay, options=Qt.FindChildOption.FindDirectChildrenOnly):
            overlay.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._follow_width()

    def _begin_after_first_paint(self) -> None:
        QTimer.singleShot(0, self, self._start_ring)

    def _start_ring(self) -> None:
        from ui.widgets.focus import FocusRing  # after the first paint

        if self._ring is None:
            self._ring = FocusRing(self)
            self.first_painted.emit()

    def _follow_width(self) -> None:
        layout_class = layout_class_of(self.width())
        if layout_class == self._layout_class:
            return
        self._layout_class = layout_class
        shape = RAIL_WIDE if layout_class == WIDE else RAIL_NARROW if layout_class in (COMPACT, MEDIUM) else RAIL_NORMAL
        self.rail.set_shape(shape)
        self.top.set_short(layout_class == COMPACT)
        for page in self._pages.values():
            page.set_layout_class(layout_class)
        self.layout_class_changed.emit(layout_class)

    def _make_keys(self, items: Sequence[RailItem]) -> None:
        for item in items:
            action = _PlaceAction(item, self)
            self.addAction(action)
            action.wanted.connect(self.open_page)
        make_action(self, self.tr("Đóng chương trình"), "Ctrl+Q").triggered.connect(self._close_by_key)

    def close_or_tell(self, tell: Callable[[str], object]) -> None:
        """Close; where something typed is kept nowhere, tell so first and close at the second time."""
        words = self.unsaved()
        if words and words != self._told_unsaved:
            self._told_unsaved = words
            tell(words)
        else:
            self.close()

    def _close_by_key(self) -> None:
        self.close_or_tell(self._tell_unsaved)

    def _tell_unsaved(self, words: str) -> None:
        facts = self.tr("Bấm Ctrl+Q lần nữa để đóng và bỏ đi, hoặc F10 để xem lại rồi lưu.")
        self.notices.post(Notice(key="unsaved", tone="warn", sentence=words, facts=facts))

    def _common_keys(self) -> list[tuple[str, str]]:
        own = [
            (action.item.keys, action.item.label)
            if isinstance(action, _PlaceAction)
            else (str(action.property("keys") or ""), action.text())
            for action in self.actions()
        ]
        lines = [(keys, words) for keys, words in own if keys]
        return [*lines, ("Esc", self.tr("Đóng thông báo hoặc bảng")), ("Tab", self.tr("Ô kế tiếp"))]

    def _lay_out(self, training: bool) -> None:
        inner = QWidget()
        inner.setProperty("ground", "page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        notice_row = QVBoxLayout()
        notice_row.setContentsMargins(16, 0, 16, 0)
        notice_row.addWidget(self.notices)
        column.addWidget(self.top)
        column.addLayout(notice_row)
        self.stack.setMinimumHeight(_LEAST_PAGE)
        column.addWidget(self.stack, 1)
        frame = self._frame = _Frame(training)
        row = QHBoxLayout(frame)
        edge = 4 if training else 0
        row.setContentsMargins(edge, edge, edge, edge)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(inner, 1)
        self.setCentralWidget(frame)
        self.notices.shown.connect(self._make_room)
        self._notice_row = notice_row

    def _make_room(self, notice: object) -> None:
        shown = self.stack.currentWidget()
        is_flush = isinstance(shown, Page) and shown.is_flush()
        above, below = (10, 8 if is_flush else 0) if notice is not None else (0, 0)
        self._notice_row.setContentsMargins(16, above, 16, below)


class _PlaceAction(QAction):
    """The key of one place."""

    wanted = Signal(str)

    def __init__(self, item: RailItem, parent: QWidget) -> None:
        super().__init__(item.label, parent)
        self.item = item
        keys = [QKeySequence(item.keys), QKeySequence("?")] if item.key == HELP else [QKeySequence(item.keys)]
        self.setShortcuts(keys)
        self.triggered.connect(self._tell)

    def _tell(self) -> None:
        self.wanted.emit(self.item.key)


class _Frame(QWidget):
    """The ground of the window, with an amber edge in a training folder.

    Signals:
        painted: The window was painted for the first time.
    """

    painted = Signal()

    def __init__(self, training: bool) -> None:
        super().__init__()
        self._training = training
        self._is_new = True

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.color("bg"))
        if self._training:
            pen = QPen(look.color("badge_warn"), 8)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            painter.drawRect(self.rect())
        if self._is_new:
            self._is_new = False
            self.painted.emit()
