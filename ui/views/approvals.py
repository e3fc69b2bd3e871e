"""Chờ duyệt: the queue, the paper as it will print, what was checked, and the signature by PIN."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from ui import theme
from ui.changes import Changes
from ui.pages import DOSSIERS
from ui.presenters.approval_queue import DraftKey
from ui.presenters.approvals import ApprovalsPresenter, DraftScreen
from ui.views.approval_card import DraftCard, SignCard
from ui.views.fields_form import scrolled
from ui.views.lists import RowList
from ui.widgets.buttons import QUIET, KeyButton, make_action
from ui.widgets.cards import Card, EmptyState, FootBar
from ui.widgets.chips import KeyBadge, StatusChip
from ui.widgets.delegates import ListRow
from ui.widgets.fields import LabelledField
from ui.widgets.labels import Caption, SectionTitle
from ui.widgets.notices import Notice
from ui.widgets.page import COMPACT, MEDIUM, WIDE, Page, text_class_of
from ui.widgets.panels import SidePanel
from ui.widgets.preview import LargePreview, paint_page

_REST_MS = 60
_REFUSED, _DONE = "approval_refused", "approval_done"
_LEFT = {COMPACT: 330, MEDIUM: 330, WIDE: 460}
_RIGHT = {MEDIUM: 340, WIDE: 460}


class ApprovalsPage(Page):
    """The screen Chờ duyệt."""

    def __init__(self, presenter: ApprovalsPresenter, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = self.tr("Chờ duyệt")
        self._presenter = presenter
        self._keys: list[object] = []
        self._screen: DraftScreen | None = None
        self._pages: list[QImage] = []
        self.sign = make_action(self, self.tr("Ký duyệt"), "Ctrl+Return", "pen")
        self.back = make_action(self, self.tr("Trả lại, ghi lý do"), "Ctrl+R")
        self._large = make_action(self, self.tr("Xem lớn"), "Alt+X", "file")
        self._dossier = make_action(self, self.tr("Mở hồ sơ"), "Alt+H", "search")
        self._heading = SectionTitle(self.tr("Chờ duyệt"))
        self._count = StatusChip("")
        self.list = RowList(self.tr("Việc chờ duyệt"))
        self.sheet = PaperSheet()
        self.card = DraftCard()
        self.signing = SignCard()
        self.preview = LargePreview(self)
        self._nothing = EmptyState(
            self.tr("Không có việc nào chờ duyệt"),
            self.tr("Bước cần lãnh đạo duyệt (bổ sung, từ chối, xin lỗi, dừng tính…) được trình từ F4."),
        )
        self._why = Caption()
        self._panel: SidePanel | None = None
        self._reason: LabelledField | None = None
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._again = QTimer(self, singleShot=True)
        self._lay_out()
        self._connect(changes)
        self._show_nothing()

    def entered(self, what: object = None) -> None:
        """Read the queue; ``what`` may be the code of a dossier to go to."""
        self.notice_withdrawn.emit(_REFUSED)
        self._presenter.refresh()
        wanted = next((n for n, key in self._places() if isinstance(key, DraftKey) and key.code == what), -1)
        if wanted >= 0:
            self.list.setCurrentIndex(self.list.model().index(wanted, 0))
        self._open_current()
        self.list.setFocus()

    def help_text(self) -> str:
        return self.tr(
            "Việc gấp nhất đứng đầu. Văn bản giữa màn hình là bản sẽ in, có dấu NHÁP cho đến khi ký.\n"
            "Ctrl+Enter sang ô mã PIN, Enter là ký: giấy tự in, việc kế tiếp hiện ra.\n"
            "Ctrl+R trả lại kèm lý do. Việc mình trình thì người khác duyệt; mình chỉ rút lại được."
        )

    def extra_keys(self) -> list[tuple[str, str]]:
        return [("↑ ↓", self.tr("Chọn việc, cả khi đang ở ô mã PIN")), ("Enter", self.tr("Ở ô mã PIN: ký duyệt"))]

    def unsaved(self) -> str:
        if self._panel is not None and self._panel.isVisible() and self._typed_reason():
            return self.tr("Lý do trả lại chưa gửi")
        return ""

    def set_layout_class(self, layout_class: str) -> None:
        width = self.window().width() if self.window() is not None else self.width()
        layout_class = text_class_of(layout_class, width)
        self._paper_card.setVisible(layout_class != COMPACT)
        self._large_button.setVisible(layout_class == COMPACT)
        self.card.set_side_by_side(layout_class == COMPACT)
        factor = theme.current().factor
        self._left.setFixedWidth(round(_LEFT.get(layout_class, 370) * (factor if layout_class != COMPACT else 1)))
        if layout_class == COMPACT:
            self._right.setMinimumWidth(0)
            self._right.setMaximumWidth(16_777_215)
        else:
            self._right.setFixedWidth(round(_RIGHT.get(layout_class, 372) * factor))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Let the arrows walk the queue while the PIN is typed."""
        if watched is self.signing.pin and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
            if step:
                self._walk(step)
                return True
        return False

    def _lay_out(self) -> None:
        self._left = Card(margin=4)
        head = QHBoxLayout()
        head.setContentsMargins(10, 8, 10, 4)
        head.addWidget(self._heading)
        head.addStretch(1)
        head.addWidget(self._count)
        self._left.column.addLayout(head)
        self._left.column.addWidget(self.list, 1)
        self._paper_card = Card("sunken")
        over = QHBoxLayout()
        over.addWidget(SectionTitle(self.tr("Văn bản sẽ ký")))
        over.addStretch(1)
        over.addWidget(KeyButton(self._large, QUIET))
        self._paper_card.column.addLayout(over)
        self._paper_card.column.addWidget(self.sheet, 1)
        self._right = QWidget()
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(10)
        right.addWidget(scrolled(self.card), 1)
        right.addWidget(self.signing)
        self._whole = QWidget()
        row = QHBoxLayout(self._whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._paper_card, 1)
        row.addWidget(self._right, 1)
        self._side = QStackedWidget()
        empty = Card()
        empty.column.addWidget(self._nothing, 1)
        self._side.addWidget(empty)
        self._side.addWidget(self._whole)
        body = QHBoxLayout()
        body.setContentsMargins(16, 12, 16, 12)
        body.setSpacing(12)
        body.addWidget(self._left)
        body.addWidget(self._side, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(body, 1)
        column.addWidget(self._foot())

    def _foot(self) -> FootBar:
        foot = FootBar()
        foot.add_left(KeyBadge("↑ ↓"))
        foot.add_left(Caption(self.tr("việc khác")))
        foot.add_left(KeyButton(self._dossier, QUIET))
        self._large_button = KeyButton(self._large, QUIET)
        foot.add_left(self._large_button)
        self._why.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._why.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._why.setWordWrap(True)
        foot.row.addWidget(self._why, 4)
        foot.add_decisions([self.back, self.sign])
        return foot

    def _connect(self, changes: Changes) -> None:
        presenter = self._presenter
        presenter.listed.connect(self._show_listed)
        presenter.shown.connect(self._show_draft)
        presenter.closed.connect(self._show_nothing)
        presenter.drawn.connect(self._show_paper)
        presenter.not_drawn.connect(self._show_no_paper)
        presenter.signed.connect(self._say_signed)
        presenter.returned.connect(self._say_returned)
        presenter.refused.connect(self._show_refused)
        self.list.current.connect(self._rest_then_open)
        self.list.opened.connect(self._go_to_pin)
        self._rest.timeout.connect(self._open_current)
        self._again.timeout.connect(presenter.refresh)
        self.signing.signer_chosen.connect(presenter.choose_signer)
        self.signing.pin.returnPressed.connect(self._sign)
        self.signing.pin.installEventFilter(self)
        self.sign.triggered.connect(self._sign_or_ask)
        self.back.triggered.connect(self._ask_reason)
        self._large.triggered.connect(self._show_large)
        self.sheet.enlarged.connect(self._show_large)
        self._dossier.triggered.connect(self._open_dossier)
        changes.changed.connect(self._hear)

    def _hear(self, _what: object) -> None:
        if self.isVisible():
            self._again.start()

    def _places(self) -> list[tuple[int, object]]:
        return [(place, row.key) for place, row in enumerate(self.list.rows()) if row.key is not None]

    def _show_listed(self, rows: list[ListRow], count: int, heading: str) -> None:
        """Show the queue; where the draft that was current is settled, the next one takes its place."""
        was = self.list.current_key()
        place = self._keys.index(was) if was in self._keys else 0
        self._keys = [row.key for row in rows if row.key is not None]
        self._heading.setText(heading)
        self._count.show_state(str(count) if count else "", "warn")
        self.list.show_rows(rows)
        if was is not None and was not in self._keys and self._keys:
            wanted = self._keys[min(place, len(self._keys) - 1)]
            row = next(n for n, key in self._places() if key == wanted)
            self.list.setCurrentIndex(self.list.model().index(row, 0))
        if self.list.current_key() != self._presenter.key:
            self._open_current()

    def _walk(self, step: int) -> None:
        places = [place for place, _key in self._places()]
        now = self.list.currentIndex().row()
        wanted = places.index(now) + step if now in places else 0
        if 0 <= wanted < len(places):
            self.list.setCurrentIndex(self.list.model().index(places[wanted], 0))

    def _rest_then_open(self, _key: object) -> None:
        self._rest.start()

    def _open_current(self) -> None:
        self._rest.stop()
        key = self.list.current_key()
        if key is None or key != self._presenter.key or self._screen is None:
            self._presenter.open(key)

    def _show_draft(self, screen: DraftScreen) -> None:
        is_other = self._screen is None or self._screen.key != screen.key
        self._screen = screen
        if is_other:
            self._pages = []
            self.sheet.show_words("")
            self.notice_withdrawn.emit(_REFUSED)
        self.card.show_draft(screen)
        self.signing.show_signers(screen, is_other=is_other)
        self._side.setCurrentWidget(self._whole)
        self.back.setText(self.tr("Rút lại") if screen.is_own else self.tr("Trả lại, ghi lý do"))
        self.back.setEnabled(not screen.back_refusal)
        self.sign.setEnabled(not screen.refusal)
        self._dossier.setEnabled(True)
        why = screen.refusal or self.tr("Ký xong, giấy tự in và vào sổ.")
        self._why.setText(f"{why} {screen.back_refusal}".strip())

    def _show_nothing(self) -> None:
        self._screen = None
        if self._whole.isAncestorOf(self.focusWidget()):
            self.list.setFocus()  # else Qt seeks one among what is left to be seen
        self._side.setCurrentIndex(0)
        for action in (self.sign, self.back, self._large, self._dossier):
            action.setEnabled(False)
        self._why.setText("")

    def _show_paper(self, pages: list[QImage]) -> None:
        self._pages = pages
        self._large.setEnabled(True)
        self.sheet.show_page(pages[0] if pages else None)

    def _show_no_paper(self, words: str) -> None:
        self._pages = []
        self._large.setEnabled(False)
        self.sheet.show_words(words)

    def _show_large(self) -> None:
        if self._pages:
            self.preview.show_pages(self._pages)

    def _open_dossier(self) -> None:
        if self._screen is not None:
            self.page_wanted.emit(DOSSIERS, self._screen.key.code)

    def _go_to_pin(self, _key: object) -> None:
        self._open_current()
        self.signing.ask()

    def _sign_or_ask(self) -> None:
        """Sign where the PIN stands there, or nobody has to type one; else go to its field."""
        if self._rest.isActive():
            self._open_current()  # what is signed is what is seen
        elif self.signing.is_ready():
            self._sign()
        else:
            self.signing.ask()

    def _sign(self) -> None:
        if self._screen is None or self._screen.refusal or self._rest.isActive():
            return
        if not self.signing.is_ready():
            self.signing.ask()
            return
        self._presenter.sign(self.signing.take_pin())

    def _ask_reason(self) -> None:
        if self._screen is None:
            return
        if self._panel is None:
            self._panel = SidePanel(self, width=480)
            send = make_action(self._panel, self.tr("Gửi trả"), "Ctrl+Return")
            self._panel.set_actions([send])
            send.triggered.connect(self._send_back)
        edit = QPlainTextEdit()
        edit.setTabChangesFocus(True)
        self._reason = LabelledField(self.tr("Lý do"), edit, required=not self._screen.is_own)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 8, 0, 8)
        column.addWidget(self._reason)
        title = self.tr("Rút lại việc đã trình") if self._screen.is_own else self.tr("Trả lại người trình")
        line = self.tr("{}: {}. Hồ sơ đứng nguyên, người trình thấy lý do trong lịch sử hồ sơ.")
        self._panel.show_body(title, line.format(self._screen.name, self._screen.step), body)
        edit.setFocus()

    def _typed_reason(self) -> str:
        edit = self._reason.editor if self._reason is not None else None
        return edit.toPlainText().strip() if isinstance(edit, QPlainTextEdit) else ""

    def _send_back(self) -> None:
        self._presenter.send_back(self._typed_reason())

    def _say_signed(self, words: str, facts: str) -> None:
        self.notice_withdrawn.emit(_REFUSED)
        self.notice_wanted.emit(Notice(key=_DONE, tone="ok", sentence=words, facts=facts))

    def _say_returned(self, words: str) -> None:
        if self._panel is not None:
            self._panel.hide()
        self.notice_withdrawn.emit(_REFUSED)
        self.notice_wanted.emit(Notice(key=_DONE, tone="ok", sentence=words))

    def _show_refused(self, field: str, words: str) -> None:
        if field == "pin":
            self.signing.show_fault(words)
        elif field == "reason" and self._reason is not None:
            self._reason.set_error(words)
        else:
            sentence = self.tr("Chưa ký, chưa trả: việc này vẫn chờ")
            self.notice_wanted.emit(Notice(key=_REFUSED, tone="bad", sentence=sentence, facts=words))


class PaperSheet(QWidget):
    """The first page of the paper, as large as fits, or why there is none.

    Signals:
        enlarged: The page was clicked.
    """

    enlarged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: QImage | None = None
        self.words = ""
        """What is said in place of a page."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(200, 120)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Văn bản sẽ ký"))

    @property
    def has_page(self) -> bool:
        """Whether a page is seen."""
        return self._page is not None

    def show_page(self, page: QImage | None) -> None:
        """Show a page."""
        self._page, self.words = page, ""
        self.update()

    def show_words(self, words: str) -> None:
        """Say why there is no page."""
        self._page, self.words = None, words
        self.setAccessibleDescription(words)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self.enlarged.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        look = theme.current()
        painter = QPainter(self)
        if self._page is not None:
            paint_page(painter, self._page, self.rect(), centred=True)
            return
        painter.setFont(look.font(14))
        painter.setPen(look.color("ink2"))
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignCenter
        painter.drawText(self.rect().adjusted(24, 24, -24, -24), flags, self.words)
