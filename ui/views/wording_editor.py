"""Câu chữ trên giấy: every text of the papers, the ward's own in place of the shipped one, and the paper beside it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from ui import theme
from ui.presenters.wording import WordingPresenter, WordingScreen
from ui.views.fields_form import scrolled
from ui.views.lists import RowList
from ui.widgets.buttons import OUTLINED, PILL, KeyButton, make_action
from ui.widgets.cards import Card, EmptyState, FootBar
from ui.widgets.delegates import ListRow
from ui.widgets.fields import LabelledField, SearchField
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import AccentLabel, Caption, IconLabel, ScreenTitle, SectionTitle
from ui.widgets.panels import Overlay
from ui.widgets.preview import LargePreview, paint_page

_MOST_PLACEHOLDERS = 9
_LIST, _LIST_SMALL, _TEXT, _PAPER, _GAPS = 290, 240, 360, 340, 70
"""Widths; where there is no room for all of them the paper is seen only large, on its key."""


class WordingEditor(Overlay):
    """The editor, over the page that opened it. What is typed stays when it is closed, until it is saved."""

    def __init__(self, presenter: WordingPresenter, parent: QWidget) -> None:
        """Create the editor, hidden; ``parent`` is the page that it covers."""
        super().__init__(parent)
        self._presenter = presenter
        self._shown: WordingScreen | None = None
        self._sheet = QWidget(self)
        self.setAccessibleName(self.tr("Câu chữ trên giấy"))
        self._save = self._action(self.tr("Lưu"), "Ctrl+Return", "check")
        self._back = self._action(self.tr("Câu trước"), "Alt+Q", "clock")
        self._reset = self._action(self.tr("Về bản gốc"), "Alt+G", "file")
        self._large = self._action(self.tr("Xem giấy"), "Alt+X", "search")
        self._close = self._action(self.tr("Đóng"), "Esc", "close")
        self._find = self._action(self.tr("Tìm câu"), "Ctrl+F", "search")
        self._inserts = [_InsertAction(place, self) for place in range(_MOST_PLACEHOLDERS)]
        self.search = SearchField(self.tr("Tìm câu chữ"), self.tr("Tên câu, hay chữ trên giấy"))
        self.list = RowList(self.tr("Các câu trên giấy"))
        self._nothing = EmptyState(
            self.tr("Không có câu nào như vậy"), self.tr("Thử ít chữ hơn."), icon="search", tone="ink3"
        )
        self.editor = QPlainTextEdit()
        self.begins = QLineEdit()
        self.paper = PaperView()
        self.preview = LargePreview(self)
        self.preview.setAccessibleName(self.tr("Giấy mẫu, xem lớn"))
        self._focus = QTimer(self)
        self._focus.setSingleShot(True)
        self._make_labels()
        self._lay_out()
        self._connect()

    def open(self) -> None:
        """Show the editor with every text."""
        super().open()
        self._presenter.show()

    def pages(self) -> tuple[QImage, ...]:
        """Return the paper as it is seen."""
        return self.paper.pages

    def unsaved(self) -> str:
        """Return what would be lost, in words; empty for nothing."""
        count = self._presenter.unsaved
        return self.tr("Câu chữ trên giấy còn {} câu chưa lưu").format(count) if count else ""

    def keys(self) -> dict[str, Callable[[], object]]:
        own = (self._save, self._back, self._reset, self._large, self._close, self._find)
        return {str(action.property("keys")): action.trigger for action in (*own, *self._inserts) if action.isVisible()}

    def box(self) -> QRect:
        return self.rect().adjusted(16, 8, -16, -8)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self._focus.start(0)  # the page below takes the focus when it is entered; then it is the editor's

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        look = theme.current()
        self._sheet.setGeometry(self.box().adjusted(1, 1, -1, -1))
        has_room = self.width() >= look.px(_LIST) + look.px(_TEXT) + _PAPER + _GAPS
        self._left.setFixedWidth(look.px(_LIST if has_room else _LIST_SMALL))
        self.paper.setFixedWidth(_PAPER)
        self.paper.setVisible(has_room)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if watched is self.search and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_PageDown) and self.list.current_key() is not None:
                self.list.setFocus()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                self.editor.setFocus()
                return True
        return super().eventFilter(watched, event)

    def _action(self, text: str, keys: str, icon: str) -> QAction:
        action = make_action(self, text, keys, icon)
        action.setShortcut("")  # its key goes to the editor while it is seen, whatever the page below has on it
        return action

    def _make_labels(self) -> None:
        self._title = SectionTitle()
        self._title.setWordWrap(True)
        self._paper_name = Caption()
        self._shipped = AccentLabel(size=13, tone="ink2", wrap=True)
        self._shipped.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._remarks = Caption(wrap=True)
        self._state = IconLabel("check", size=13, tone="ink2", wrap=True)
        self.editor.setTabChangesFocus(True)
        self.text_field = LabelledField(self.tr("Câu của đơn vị"), self.editor, required=True)
        self.day_field = LabelledField(self.tr("Dùng cho hồ sơ nhận từ ngày"), self.begins, required=True)
        self.begins.setMaxLength(10)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ScreenTitle(self.tr("Câu chữ trên giấy")))
        line = self.tr("Hồ sơ giữ câu chữ của ngày tiếp nhận: sửa câu không đổi giấy của hồ sơ đã nhận.")
        words.addWidget(AccentLabel(line, size=13, tone="ink2", wrap=True))
        head = QHBoxLayout()
        head.setContentsMargins(20, 12, 20, 6)
        head.setSpacing(8)
        head.addLayout(words, 1)
        above = [KeyButton(action, OUTLINED) for action in (self._large, self._close)]
        for button in above:
            head.addWidget(button)
        row = QHBoxLayout()
        row.setContentsMargins(20, 6, 20, 10)
        row.setSpacing(14)
        row.addWidget(self._lay_out_list())
        row.addWidget(self._lay_out_text(), 1)
        row.addWidget(self.paper)
        foot = FootBar()
        foot.add_left(self._state)
        foot.row.setAlignment(self._state, Qt.AlignmentFlag.AlignVCenter)
        foot.row.setStretchFactor(self._state, 50)  # a long sentence goes on in a second line
        self._buttons = [*above, *foot.add_decisions([self._reset, self._back, self._save])]
        column = QVBoxLayout(self._sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(row, 1)
        column.addWidget(foot)

    def _lay_out_list(self) -> QWidget:
        self._left = QWidget()
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._found = QStackedWidget()
        self._found.addWidget(self._nothing)
        self._found.addWidget(self.list)
        card = Card(margin=4)
        card.column.addWidget(self._found, 1)
        column.addWidget(self.search)
        column.addWidget(card, 1)
        return self._left

    def _lay_out_text(self) -> QWidget:
        inner = QWidget()
        inner.setProperty("ground", "page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(5, 0, 6, 0)
        column.setSpacing(8)
        shipped = Card("sunken")
        shipped.column.setSpacing(2)
        shipped.column.addWidget(Caption(self.tr("Bản gốc")))
        shipped.column.addWidget(self._shipped)
        chips = QWidget()
        flow = FlowLayout(chips, gap=6)
        for action in self._inserts:
            button = KeyButton(action, PILL)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            flow.addWidget(button)
        self._chips_label = Caption(self.tr("Chỗ điền: chương trình ghi vào đó khi in"))
        for widget in (
            self._title, self._paper_name, shipped, self.text_field, self._chips_label, chips, self.day_field,
            self._remarks,
        ):  # fmt: skip
            column.addWidget(widget)
        column.addStretch(1)
        return scrolled(inner)

    def _connect(self) -> None:
        presenter = self._presenter
        self.search.installEventFilter(self)
        self.search.textChanged.connect(presenter.search)
        self.list.current.connect(self._choose)
        self.list.opened.connect(self._enter_text)
        self.list.left_upwards.connect(self.search.setFocus)
        self.editor.textChanged.connect(self._hear_typed)
        self.begins.textChanged.connect(self._hear_typed)
        self._focus.timeout.connect(self._take_focus)
        self._save.triggered.connect(self._record)
        self._back.triggered.connect(presenter.go_back)
        self._reset.triggered.connect(presenter.reset)
        self._large.triggered.connect(self._show_large)
        self._close.triggered.connect(self.hide)
        self._find.triggered.connect(self._go_to_search)
        for action in self._inserts:
            action.wanted.connect(self._insert)
        presenter.listed.connect(self._show_rows)
        presenter.shown.connect(self._show_text)
        presenter.refused.connect(self._show_refused)
        presenter.saved.connect(self._say_saved)
        presenter.drawn.connect(self.paper.show_pages)
        presenter.not_drawn.connect(self.paper.show_sentence)

    def _take_focus(self) -> None:
        if self.isVisible() and not self.preview.isVisible():
            self.search.setFocus()

    def _show_rows(self, rows: list[ListRow]) -> None:
        self.list.show_rows(rows)
        self._found.setCurrentIndex(1 if rows else 0)

    def _choose(self, key: object) -> None:
        if isinstance(key, str) and key != self._presenter.key:
            self._presenter.choose(key)

    def _enter_text(self, key: object) -> None:
        self._choose(key)
        self.editor.setFocus()

    def _show_text(self, screen: WordingScreen) -> None:
        self._shown = screen
        self._title.setText(screen.title)
        self._paper_name.setText(screen.paper)
        self._shipped.setText(screen.shipped)
        self.text_field.set_hint(screen.hint)
        for widget, put in ((self.editor, self.editor.setPlainText), (self.begins, self.begins.setText)):
            widget.blockSignals(True)
            put(screen.text if widget is self.editor else screen.begins)
            widget.blockSignals(False)
        lines = max(screen.text.count("\n"), screen.shipped.count("\n")) + 1
        self.editor.setFixedHeight(theme.current().px(22 * min(max(lines, 3), 8) + 22))
        self._remarks.setText("\n".join(screen.remarks))
        self._remarks.setVisible(bool(screen.remarks))
        self._offer(screen)
        self._show_faults({})
        self._say_state()

    def _offer(self, screen: WordingScreen) -> None:
        """Show the placeholders of this text, and let only what can be done be done."""
        for action, place in zip(self._inserts, [*screen.placeholders, *[("", "")] * _MOST_PLACEHOLDERS], strict=False):
            action.offer(*place)
        self._chips_label.setVisible(bool(screen.placeholders))
        may_change = self._presenter.may_change()
        self.editor.setReadOnly(not may_change)
        self.begins.setReadOnly(not may_change)
        self._save.setEnabled(may_change)
        self._back.setEnabled(may_change and screen.can_go_back)
        self._reset.setEnabled(may_change and screen.can_reset)
        if self.isVisible():
            self._grab.hold(self.keys())

    def _hear_typed(self) -> None:
        text, begins = self.editor.toPlainText(), self.begins.text()
        self._presenter.typed(text, begins)
        if self.text_field.error or self.day_field.error:
            now = self._presenter.faults(text, begins)
            for field, name in ((self.text_field, "text"), (self.day_field, "begins")):
                if field.error:
                    field.set_error(now.get(name, ""))
        self._say_state()

    def _insert(self, place: int) -> None:
        if self._shown is not None and not self.editor.isReadOnly():
            self.editor.insertPlainText(self._shown.placeholders[place][0])
            self.editor.setFocus()

    def _record(self) -> None:
        self._presenter.save(self.editor.toPlainText(), self.begins.text())

    def _show_faults(self, faults: dict[str, str]) -> None:
        self.text_field.set_error(faults.get("text", ""))
        self.day_field.set_error(faults.get("begins", ""))

    def _show_refused(self, faults: dict[str, str], sentence: str) -> None:
        self._show_faults(faults)
        self._say(sentence or self.tr("Chưa lưu: còn chỗ cần sửa"), "warning", "bad")
        if faults:
            (self.editor if "text" in faults else self.begins).setFocus()

    def _say_saved(self, words: str) -> None:
        self._say(words, "check", "ok")

    def _say_state(self) -> None:
        count = self._presenter.unsaved
        if not self._presenter.may_change():
            self._say(self.tr("Chỉ quản trị được sửa câu chữ; ở đây chỉ xem"), "lock", "warn")
        elif count:
            self._say(self.tr("{} câu chưa lưu").format(count), "pen", "warn")
        else:
            self._say(self.tr("Đang dùng những câu thấy ở đây"), "check", "ink2")

    def _say(self, words: str, icon: str, tone: str) -> None:
        self._state.setText(words)
        self._state.set_icon(icon)
        self._state.set_tone(tone)

    def _show_large(self) -> None:
        self.preview.show_pages(self.paper.pages)

    def _go_to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()


class PaperView(QWidget):
    """The first pages of a paper, one under the other, as large as fits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages: tuple[QImage, ...] = ()
        self._sentence = ""
        self.setAccessibleName(self.tr("Giấy mẫu mang câu này"))

    def show_pages(self, pages: list[QImage]) -> None:
        """Show a paper."""
        self.pages, self._sentence = tuple(pages), ""
        self.update()

    def show_sentence(self, sentence: str) -> None:
        """Say why there is no paper."""
        self.pages, self._sentence = (), sentence
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        look = theme.current()
        painter = QPainter(self)
        if not self.pages:
            painter.setFont(look.font(13))
            painter.setPen(look.color("ink3"))
            painter.drawText(self.rect(), Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop, self._sentence)
            return
        top = 0
        for page in self.pages[:2]:
            room = QRect(0, top, self.width(), self.height() - top)
            if room.height() > self.height() // 4:
                top = paint_page(painter, page, room).bottom() + 10


class _InsertAction(QAction):
    """Puts a placeholder into the text.

    Signals:
        wanted: Carries its place among the placeholders of the text.
    """

    wanted = Signal(int)

    def __init__(self, place: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._place = place
        self.setProperty("keys", f"Alt+{place + 1}")
        self.setVisible(False)
        parent.addAction(self)
        self.triggered.connect(self._tell)

    def offer(self, written: str, words: str) -> None:
        """Offer a placeholder by what it stands for; an empty one takes the action away."""
        self.setText(words)
        self.setToolTip(written)
        self.setVisible(bool(written))

    def _tell(self) -> None:
        self.wanted.emit(self._place)
