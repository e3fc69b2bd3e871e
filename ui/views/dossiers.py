"""Hồ sơ: one search box, the list of what it finds, and one dossier whole."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.changes import Changes
from ui.presenters.dossiers import DossierScreen, DossiersPresenter
from ui.views.dossier_detail import DossierDetail
from ui.views.lists import RowList
from ui.widgets.buttons import make_action
from ui.widgets.cards import Card, EmptyState
from ui.widgets.delegates import ListRow
from ui.widgets.fields import SearchField
from ui.widgets.labels import Caption
from ui.widgets.notices import Notice
from ui.widgets.page import COMPACT, MEDIUM, WIDE, Page
from ui.widgets.preview import LargePreview

_LEFT = {MEDIUM: 380, WIDE: 520}
_FAILED, _SENT = "dossiers_failed", "dossiers_sent"
_REST_MS = 60
"""The dossier of a current row is read after a rest, so that holding an arrow key runs through the list."""


class DossiersPage(Page):
    """The screen Hồ sơ."""

    def __init__(self, presenter: DossiersPresenter, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = self.tr("Hồ sơ")
        self._presenter = presenter
        self._is_compact = False
        self._made_actions()
        self.search = SearchField(self.tr("Tìm hồ sơ"), self.tr("Tên không dấu, mã, số cuối, điện thoại"))
        self.found = Caption()
        self.list = RowList(self.tr("Hồ sơ tìm thấy"))
        self.detail = DossierDetail(self._copy, self._number, self._print, self._large)
        self._nothing = EmptyState(
            self.tr("Chưa chọn hồ sơ nào"),
            self.tr("Gõ vào ô tìm, ↓ xuống danh sách, Enter để xem."),
            icon="search",
            tone="ink3",
        )
        self.preview = LargePreview(self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._lay_out()
        self._connect(changes)

    def entered(self, what: object = None) -> None:
        """Put the focus into the search box, or open the dossier whose code another screen gave."""
        if isinstance(what, str) and what:
            self.search.setText(what)
            self._presenter.open(what)
            self._show_side(self._right)
            self.detail.setFocus()
            return
        self._presenter.search_again()
        if self._presenter.code:
            self._presenter.refresh()
        self._show_side(self._left)
        self.search.setFocus()
        self.search.selectAll()

    def help_text(self) -> str:
        return self.tr(
            "Một ô tìm cho mọi thứ: tên không dấu, mã hồ sơ, các số cuối của số định danh, điện thoại, hoặc quét mã trên giấy hẹn.\n"
            "Mũi tên xuống để vào danh sách, Enter để xem hồ sơ, Esc để trở lại ô tìm.\n"
            "Ctrl+P in giấy hẹn; lần in sau cần ghi lý do và bản in mang dấu “Bản in lại”."
        )

    def extra_keys(self) -> list[tuple[str, str]]:
        return [
            ("↓ ↑", self.tr("Vào danh sách, chọn hồ sơ")),
            ("Enter", self.tr("Xem hồ sơ đang chọn")),
            ("Esc", self.tr("Trở lại ô tìm")),
        ]

    def set_layout_class(self, layout_class: str) -> None:
        self._is_compact = layout_class == COMPACT
        self._left.setMaximumWidth(16_777_215 if self._is_compact else _LEFT.get(layout_class, 430))
        self._left.setMinimumWidth(0 if self._is_compact else _LEFT.get(layout_class, 430))
        self.detail.set_narrow(self._is_compact)
        self._show_side(self._left)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if watched is self.search and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_PageDown) and self.list.current_key() is not None:
                self.list.setFocus()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _MODIFIERS:
                self._take_current()
                return True
        return False

    def _made_actions(self) -> None:
        self._copy = make_action(self, self.tr("Chép mã"), "Ctrl+Shift+C", "copy")
        self._number = make_action(self, self.tr("Hiện số định danh"), "Alt+E")
        self._print = make_action(self, self.tr("In lại giấy hẹn"), "Ctrl+P", "printer")
        self._large = make_action(self, self.tr("Xem giấy hẹn"), "Alt+X", "file")
        self._back = make_action(self, self.tr("Trở lại ô tìm"), "Esc")

    def _lay_out(self) -> None:
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(8)
        card = Card(margin=4)
        card.column.addWidget(self.list, 1)
        left.addWidget(self.search)
        left.addWidget(self.found)
        left.addWidget(card, 1)
        self._right = QStackedWidget()
        self._right.addWidget(_on_card(self._nothing))
        self._right.addWidget(self.detail)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        row.addWidget(self._left)
        row.addWidget(self._right, 1)

    def _connect(self, changes: Changes) -> None:
        self.search.installEventFilter(self)
        self.search.textEdited.connect(self._presenter.search)
        self._presenter.found.connect(self._show_found)
        self._presenter.opened.connect(self._show_dossier)
        self._presenter.failed.connect(self._say_failed)
        self._presenter.reason_wanted.connect(self.detail.ask_reason)
        self._presenter.printing.connect(self._say_sent)
        self._presenter.slip_drawn.connect(self._show_slip)
        self.detail.reason_given.connect(self._presenter.reprint)
        self.list.current.connect(self._rest_then_open)
        self.list.opened.connect(self._open)
        self.list.left_upwards.connect(self.search.setFocus)
        self._rest.timeout.connect(self._open_current)
        self._copy.triggered.connect(self._copy_code)
        self._number.triggered.connect(self._presenter.toggle_number)
        self._print.triggered.connect(self._presenter.print_slip)
        self._large.triggered.connect(self._presenter.draw_slip)
        self._back.triggered.connect(self._go_back)
        changes.changed.connect(self._hear)

    def _hear(self, what: object) -> None:
        if self.isVisible():
            QTimer.singleShot(0, self._presenter.refresh)

    def _show_found(self, rows: list[ListRow], words: str) -> None:
        self.found.setText(words)
        self.list.show_rows(rows)
        if not rows:
            self._rest.stop()

    def _rest_then_open(self, key: object) -> None:
        if not self._is_compact and key is not None:
            self._rest.start()

    def _open_current(self) -> None:
        key = self.list.current_key()
        if key is not None and key != self._presenter.code:
            self._presenter.open(str(key))

    def _open(self, key: object) -> None:
        self._rest.stop()
        self._presenter.open(str(key))
        self._show_side(self._right)
        self.detail.setFocus()

    def _take_current(self) -> None:
        """Open what Enter, or a scanner's Enter, found: the first of the list."""
        self._presenter.search(self.search.text())
        key = self.list.current_key()
        if key is not None:
            self._open(key)

    def _show_dossier(self, screen: DossierScreen) -> None:
        self.detail.show_dossier(screen)
        self._print.setText(screen.print_label)
        self._right.setCurrentWidget(self.detail)
        self.notice_withdrawn.emit(_FAILED)

    def _show_slip(self, pages: list[QImage]) -> None:
        self.preview.show_pages(pages)

    def _copy_code(self) -> None:
        if self._presenter.code:
            from PySide6.QtGui import QGuiApplication

            QGuiApplication.clipboard().setText(self._presenter.code)
            self.detail.say_copied()

    def _go_back(self) -> None:
        if self.detail.is_asking():
            self.detail.stop_asking()
            return
        self._show_side(self._left)
        self.search.setFocus()
        self.search.selectAll()

    def _show_side(self, side: QWidget) -> None:
        """Show both sides, or in a compact window only the one that has its turn."""
        self._left.setVisible(not self._is_compact or side is self._left)
        self._right.setVisible(not self._is_compact or side is self._right)

    def _say_failed(self, sentence: str) -> None:
        self.notice_wanted.emit(Notice(key=_FAILED, tone="bad", sentence=self.tr("Việc này chưa xong"), facts=sentence))

    def _say_sent(self, code: str) -> None:
        facts = self.tr("Hồ sơ {}. Máy in báo xong thì lịch sử ghi giấy đã ra.").format(code)
        self.notice_wanted.emit(Notice(key=_SENT, tone="accent", sentence=self.tr("Đang in giấy hẹn"), facts=facts))


def _on_card(widget: QWidget) -> QWidget:
    card = Card()
    card.column.addWidget(widget, 1)
    return card


_MODIFIERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
