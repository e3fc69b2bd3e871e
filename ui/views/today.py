"""Hôm nay: the counters with their lists, what is due, what has not come out, and whether the desk is well."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QAction, QHideEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cchc_desktop.domain.board import BoardKind
from cchc_desktop.domain.steps import StepKind
from ui import labels
from ui.changes import Changes
from ui.models.board_rows import BoardKey
from ui.presenters.today import (
    ALL,
    PaperKey,
    TodayPresenter,
    TodayScreen,
    UnprintedPaper,
)
from ui.views.boards import BoardCard, BoardGrid
from ui.views.lists import RowList
from ui.widgets.buttons import OUTLINED, QUIET, KeyButton, make_action
from ui.widgets.cards import Card, EmptyState
from ui.widgets.chips import StatusChip
from ui.widgets.labels import AccentLabel, Caption, ElidedLabel, IconLabel, SectionTitle
from ui.widgets.notices import Notice
from ui.widgets.page import COMPACT, MEDIUM, WIDE, OpenedFrom, Page

_MINUTE = 60_000
_MOST_PAPERS = 4
_RIGHT = {COMPACT: 0, MEDIUM: 340, WIDE: 480}
_FAILED = "today_failed"


class TodayPage(Page):
    """The screen Hôm nay."""

    def __init__(self, presenter: TodayPresenter, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = self.tr("Hôm nay")
        self._presenter = presenter
        self._unprinted: tuple[UnprintedPaper, ...] = ()
        self._boards = BoardGrid(self)
        self._list = RowList(self.tr("Việc đến hạn"))
        self._heading = SectionTitle()
        self._count = Caption()
        self._open = make_action(self, self.tr("Mở"), "")
        self._all = make_action(self, self.tr("Xem tất cả"), "Esc")
        self._print = make_action(self, self.tr("In giấy chưa ra"), "Ctrl+P", "printer")
        self._copy = make_action(self, self.tr("Chép cho nhóm"), "Alt+C", "copy")
        self._morning = make_action(self, self.tr("In bảng tin đầu ngày"), "Alt+B", "printer")
        self._empty = EmptyState("")
        self._empty.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._empty.setProperty("noRing", True)
        self._papers = _UnprintedCard(self._print)
        self._health = _HealthCard(self.tr("Tình trạng bàn"), self._morning)
        self._gravest = IconLabel("warning", size=13, tone="warn", wrap=True)
        self._timer = QTimer(self)
        self._timer.setInterval(_MINUTE)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._lay_out()
        self._connect(changes)

    def entered(self, what: object = None) -> None:
        """Look again; ``what`` may be a counter's number."""
        if isinstance(what, int) and what != self._presenter.which:
            self._presenter.choose(what)
        else:
            self._presenter.refresh()
        self._take_focus()

    def help_text(self) -> str:
        return self.tr(
            "Màn hình này cho biết việc nào đến hạn, giấy nào chưa chắc đã in và bàn có sẵn sàng không.\n"
            "Bấm phím trên ô đếm (1 đến 9, T, X, D) để xem danh sách của ô ấy, bấm lại để xem tất cả.\n"
            "Mũi tên để chọn hồ sơ, Enter để mở.\n"
            "Alt+C chép danh sách sắp đến hạn cho nhóm của các bộ phận; Alt+B in bảng tin đầu ngày cho lãnh đạo."
        )

    def extra_keys(self) -> list[tuple[str, str]]:
        return [("↑ ↓", self.tr("Chọn hồ sơ"))]

    def set_layout_class(self, layout_class: str) -> None:
        narrow = layout_class == COMPACT
        self._right.setVisible(not narrow)
        self._right.setFixedWidth(_RIGHT.get(layout_class, 388) or 388)
        self._copy_button.set_wordless(narrow)
        self._gravest.setVisible(narrow and bool(self._gravest.text()))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Ask for little: in a narrow window the right column goes and the list takes its room."""
        return QSize(560, 320)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        self._timer.stop()

    def counters(self) -> list[BoardCard]:
        """Return the counters in the order of their keys."""
        return self._boards.cards

    def rows(self) -> RowList:
        """Return the list."""
        return self._list

    def _lay_out(self) -> None:
        card = Card(margin=4)
        head = QHBoxLayout()
        head.setContentsMargins(10, 4, 8, 0)
        head.setSpacing(8)
        head.addWidget(self._heading)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(KeyButton(self._all, QUIET))
        self._open.setProperty("keys", "Return")
        head.addWidget(KeyButton(self._open, QUIET))
        self._copy_button = KeyButton(self._copy, QUIET)
        head.addWidget(self._copy_button)
        card.column.addLayout(head)
        card.column.addWidget(self._list, 1)
        card.column.addWidget(self._empty, 1)
        column_of_cards = QWidget()
        column_of_cards.setProperty("ground", "page")
        right = QVBoxLayout(column_of_cards)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(10)
        right.addWidget(self._papers)
        right.addWidget(self._health)
        right.addStretch(1)
        self._right = QScrollArea()  # large text and many papers: the rest of the screen keeps its height
        self._right.setWidgetResizable(True)
        self._right.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._right.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._right.setWidget(column_of_cards)
        body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        body.setSpacing(12)
        body.addWidget(card, 1)
        body.addWidget(self._right)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        column.addWidget(self._boards)
        column.addLayout(body, 1)
        column.addWidget(self._gravest)
        self._gravest.hide()

    def _connect(self, changes: Changes) -> None:
        self._presenter.shown.connect(self._show)
        self._presenter.failed.connect(self._say_failed)
        self._presenter.morning.posted.connect(self.notice_wanted)
        self._boards.wanted.connect(self._choose)
        self._copy.triggered.connect(self._presenter.morning.copy)
        self._morning.triggered.connect(self._presenter.morning.print_page)
        self._list.opened.connect(self._open_dossier)
        self._open.triggered.connect(self._open_current)
        self._all.triggered.connect(self._show_all)
        self._print.triggered.connect(self._print_unprinted)
        self._timer.timeout.connect(self._presenter.refresh)
        self._soon.timeout.connect(self._presenter.refresh)
        changes.changed.connect(self._hear)

    def _hear(self, what: object) -> None:
        if self.isVisible():
            self._soon.start()

    def _show(self, screen: TodayScreen) -> None:
        self._boards.show_counters(screen.counters, self._presenter.which)
        self._heading.setText(screen.title)
        shown = sum(not row.is_group for row in screen.rows)
        has_focus = self._list.hasFocus() or self._empty.hasFocus()
        self._count.setText(screen.count)
        self._list.show_rows(screen.rows)
        self._list.setVisible(bool(shown))
        self._empty.setVisible(not shown)
        self._empty.show_words(*self._presenter.nothing())
        if has_focus:
            self._take_focus()
        self._open.setEnabled(bool(shown))
        self._all.setVisible(self._presenter.which != ALL)
        self._all.setEnabled(self._presenter.which != ALL)
        self._unprinted = screen.unprinted
        self._papers.show_papers(screen.unprinted)
        self._print.setEnabled(any(paper.can_print for paper in screen.unprinted))
        self._health.show_lines([(line.icon, line.words, line.tone) for line in screen.health])
        grave = [line for line in screen.health if line.tone in ("bad", "warn")]
        self._gravest.setText(grave[0].words if grave else "")
        self._gravest.set_tone(grave[0].tone if grave else "ink2")
        self._gravest.setVisible(bool(grave) and not self._right.isVisible() and self._right.isHidden())
        self.notice_withdrawn.emit(_FAILED)

    def _choose(self, which: int) -> None:
        """Show another list and go to it, wherever the focus was: the arrows work at once."""
        self._presenter.choose(which)
        self._take_focus()

    def _take_focus(self) -> None:
        """Go to the list, or to what stands in its place; a hidden list would lose the focus."""
        (self._empty if self._list.isHidden() else self._list).setFocus()

    def _say_failed(self, sentence: str) -> None:
        self.notice_wanted.emit(
            Notice(key=_FAILED, tone="bad", sentence=self.tr("Chưa xem được việc hôm nay"), facts=sentence)
        )

    def _open_current(self) -> None:
        key = self._list.current_key()
        if key is not None:
            self._open_dossier(key)

    def _open_dossier(self, key: object) -> None:
        if isinstance(key, BoardKey):
            self.page_wanted.emit(*_place(key))
        else:
            self.page_wanted.emit("dossiers", OpenedFrom(key.code if isinstance(key, PaperKey) else str(key), "today"))

    def _show_all(self) -> None:
        self._choose(self._presenter.which)

    def _print_unprinted(self) -> None:
        """Send once more the paper of the row that is current, else the oldest that nobody is printing."""
        key = self._list.current_key()
        waiting = [paper for paper in self._unprinted if paper.can_print]
        if waiting:
            current = [paper for paper in waiting if isinstance(key, PaperKey) and paper.job == key.job]
            self._presenter.print_again((current or waiting)[0].job)


def _place(key: BoardKey) -> tuple[str, str | OpenedFrom]:
    """Return where a row of a board is worked on, and what that place is asked to show."""
    match key.board:
        case BoardKind.UNCOLLECTED:
            return "returns", key.code
        case BoardKind.APPROVALS:
            return "approvals", key.code
        case BoardKind.ONLINE:
            return "intake", f"online:{key.code}"
        case BoardKind.APOLOGIES:
            return "dossiers", OpenedFrom(key.code, "today", step=StepKind.APOLOGY)
        case _:
            return "dossiers", OpenedFrom(key.code, "today")


class _UnprintedCard(Card):
    """Papers of which nobody knows that they came out."""

    def __init__(self, print_action: QAction) -> None:
        super().__init__()
        head = QHBoxLayout()
        self._title = IconLabel("printer", self.tr("Giấy chưa chắc đã in"), size=15, weight=600, tone="ink")
        self._chip = StatusChip("")
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._chip)
        self.column.addLayout(head)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.column.addLayout(self._lines)
        self.column.addWidget(KeyButton(print_action, OUTLINED), 0, Qt.AlignmentFlag.AlignLeft)

    def show_papers(self, papers: tuple[UnprintedPaper, ...]) -> None:
        """Show the first few; with none the card is away."""
        _clear(self._lines)
        self.setVisible(bool(papers))
        self._chip.show_state(str(len(papers)) if papers else "", "warn", "")
        for paper in papers[:_MOST_PAPERS]:
            self._lines.addWidget(ElidedLabel(paper.name, size=13, weight=600))
            words = f"{labels.short_code(paper.code)}  ·  {paper.words}"
            tone = "ink2" if paper.tone == "quiet" else paper.tone
            self._lines.addWidget(AccentLabel(words, size=12, tone=tone, wrap=True))
        if len(papers) > _MOST_PAPERS:
            self._lines.addWidget(Caption(self.tr("… và {} giấy nữa: bấm 5").format(len(papers) - _MOST_PAPERS)))


class _HealthCard(Card):
    """Lines about the desk itself."""

    def __init__(self, title: str, morning_action: QAction) -> None:
        super().__init__()
        self.column.addWidget(SectionTitle(title))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.column.addLayout(self._lines)
        self.column.addWidget(KeyButton(morning_action, OUTLINED), 0, Qt.AlignmentFlag.AlignLeft)
        self._shown: list[tuple[str, str, str]] = []

    def show_lines(self, lines: list[tuple[str, str, str]]) -> None:
        """Show (icon, words, tone) each."""
        if lines == self._shown:
            return
        self._shown = lines
        _clear(self._lines)
        for icon, text, tone in lines:
            self._lines.addWidget(IconLabel(icon, text, size=13, tone=tone if tone != "ok" else "ink2", wrap=True))


def _clear(layout: QVBoxLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
