"""Hồ sơ: one search box, the list of what it finds, and one dossier whole."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QHideEvent, QImage, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cchc_desktop.domain.steps import StepKind
from ui.changes import Changes
from ui.presenters.dossier_words import DossierScreen
from ui.presenters.dossiers import DossiersPresenter
from ui.presenters.step_choices import Offered, first_choice
from ui.presenters.step_screen import StepDone
from ui.views.dossier_actions import make_actions
from ui.views.dossier_detail import DossierDetail
from ui.views.dossier_none import NoDossier
from ui.views.dossier_papers import DossierPapers
from ui.views.list_panel import ListPanel, menu_rows
from ui.views.lists import RowList
from ui.views.step_panel import StepPanel
from ui.widgets.buttons import make_action
from ui.widgets.cards import Card
from ui.widgets.delegates import ListRow
from ui.widgets.fields import SearchField
from ui.widgets.labels import Caption
from ui.widgets.notices import Notice
from ui.widgets.page import COMPACT, MEDIUM, WIDE, OpenedFrom, Page
from ui.widgets.preview import LargePreview
from ui.widgets.sides import Sides

_LEFT = {MEDIUM: 380, WIDE: 520}
_FAILED, _SETTLED, _TAKEN = "dossiers_failed", "dossiers_settled", "dossiers_step"
_REST_MS = 60
"""The dossier of a current row is read after a rest, so that holding an arrow key runs through the list."""


class DossiersPage(Page):
    """The screen Hồ sơ.

    Signals:
        slip_shown: The slip is seen large.
    """

    slip_shown = Signal()

    def __init__(self, presenter: DossiersPresenter, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = self.tr("Hồ sơ")
        self._presenter = presenter
        self._came_from: OpenedFrom | None = None
        self._actions = make_actions(self)
        self._back = make_action(self, self.tr("Trở lại"), "Esc")
        self.search = SearchField(self.tr("Tìm hồ sơ"), self.tr("Tên không dấu, mã, số cuối, điện thoại"))
        self.found = Caption()
        self.list = RowList(self.tr("Hồ sơ tìm thấy"))
        self.detail = DossierDetail(self._actions)
        self._nothing = NoDossier()
        self._offered = Offered()
        self.step = StepPanel(presenter.taking)
        self.papers = DossierPapers(self, presenter, self.detail, self._actions)
        self.menu = ListPanel(self)
        self.preview = LargePreview(self)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._again = QTimer(self, singleShot=True)
        self._lay_out()
        self._connect(changes)
        self._show_nothing()

    @property
    def presenter(self) -> DossiersPresenter:
        """What this screen does, without widgets."""
        return self._presenter

    def entered(self, what: object = None) -> None:
        """Put the focus into the search box, or open the dossier whose code another screen or the scanner gave."""
        self._came_from, what = (what, what.what) if isinstance(what, OpenedFrom) else (None, what)
        self.notice_withdrawn.emit(_FAILED)
        if self._is_filling_in() and not self._may_leave_for(what):
            self.step.focus()
            return
        if isinstance(what, str) and what:
            self.search.setText(what)
            self._presenter.search(what)
            self._open(what)
            self._begin_wanted()
            return
        self._presenter.search_again()
        self._presenter.refresh()
        self._go_to_search()

    def help_text(self) -> str:
        return self.tr(
            "Một ô tìm cho mọi thứ: tên không dấu, mã hồ sơ, các số cuối của số định danh, điện thoại.\n"
            "Quét mã trên giấy hẹn ở bất cứ màn hình nào cũng mở đúng hồ sơ ấy.\n"
            "Mũi tên xuống để vào danh sách, Enter để xem hồ sơ, Esc để trở lại ô tìm.\n"
            "Các bước hợp lệ hiện thành nút; bước nào cũng cho xem giấy và thời hạn mới trước khi ghi.\n"
            "Giấy hẹn đã ra thì lần in sau cần ghi lý do, và bản in mang dấu “Bản in lại”."
        )

    def extra_keys(self) -> list[tuple[str, str]]:
        return [
            ("↓ ↑", self.tr("Vào danh sách, chọn hồ sơ")),
            ("Enter", self.tr("Xem hồ sơ đang chọn")),
        ]

    def key_lines(self) -> list[tuple[str, str]]:
        if self._is_filling_in():
            return [*self.step.key_lines(), ("Alt+X", self.tr("Xem giấy lớn")), ("Esc", self.tr("Thôi"))]
        return super().key_lines()

    def unsaved(self) -> str:
        taking = self._presenter.taking
        if taking.is_dirty:
            return self.tr("Bước “{}” đang điền mà chưa ghi").format(taking.title)
        if self._presenter.attachments.is_waiting:
            return self.tr("Có tệp đã chọn mà chưa đính kèm")
        return ""

    def set_layout_class(self, layout_class: str) -> None:
        self._sides.set_width(_LEFT.get(layout_class, 430), is_compact=layout_class == COMPACT)
        self.detail.set_narrow(layout_class in (COMPACT, MEDIUM))
        self.step.set_layout_class(layout_class)
        self._sides.show(self._right if self.detail.isVisible() and self.detail.hasFocus() else self._left)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if watched is self.search and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_PageDown) and self.list.current_key() is not None:
                self.list.setFocus()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _MODIFIERS:
                self._take_current()
                return True
        return False

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        self._presenter.mask_number()

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
        self._sides = Sides(self._left, self._right)
        self._right.addWidget(self._nothing)
        self._right.addWidget(self.detail)
        self._browse = QWidget()
        row = QHBoxLayout(self._browse)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._left)
        row.addWidget(self._right, 1)
        self._turns = QStackedWidget()
        self._turns.addWidget(self._browse)
        self._turns.addWidget(self.step)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addWidget(self.papers.attach)
        column.addWidget(self._turns, 1)

    def _connect(self, changes: Changes) -> None:
        presenter = self._presenter
        self.search.installEventFilter(self)
        self.search.textEdited.connect(presenter.search)
        presenter.found.connect(self._show_found)
        presenter.opened.connect(self._show_dossier)
        presenter.closed.connect(self._show_nothing)
        presenter.failed.connect(self._say_failed)
        presenter.reason_wanted.connect(self.detail.ask_reason)
        presenter.fee_refused.connect(self.detail.show_fee_fault)
        presenter.settled.connect(self._say_settled)
        presenter.slip_drawn.connect(self._show_slip)
        self.detail.reason_given.connect(self._reprint)
        self.detail.fee_given.connect(presenter.settle_fee)
        self.detail.settlement_given.connect(presenter.settle_conflicts)
        self.list.current.connect(self._rest_then_open)
        self.list.opened.connect(self._open)
        self.list.left_upwards.connect(self.search.setFocus)
        self._rest.timeout.connect(self._open_current)
        self._again.timeout.connect(presenter.refresh)
        self._actions.copy.triggered.connect(self.detail.copy_code)
        self._actions.number.triggered.connect(presenter.toggle_number)
        self._actions.print_slip.triggered.connect(self._print_slip)
        self._actions.large.triggered.connect(self._draw_large)
        self._actions.fee.triggered.connect(self._ask_fee)
        self._back.triggered.connect(self._go_back)
        changes.changed.connect(self._hear)
        self._connect_steps()

    def _connect_steps(self) -> None:
        taking, actions = self._presenter.taking, self._actions
        for action in actions.steps:
            action.triggered.connect(self._take_keyed)
        actions.more.triggered.connect(self._open_menu)
        actions.take_back.triggered.connect(self._presenter.take_back)
        self.menu.chosen.connect(self._take_chosen)
        taking.begun.connect(self._show_step)
        taking.done.connect(self._say_taken)
        taking.refused.connect(self._say_refused)
        self.step.left.connect(self._leave_step)
        self.step.large_wanted.connect(taking.draw_large)
        self.step.attach_wanted.connect(self.papers.attach_signed)
        self.papers.notice_wanted.connect(self.notice_wanted)
        self.papers.side_wanted.connect(self._show_dossier_side)
        self.papers.focus_wanted.connect(self._focus_again)

    def _hear(self, what: object) -> None:
        if self.isVisible():
            self._again.start()

    def _show_found(self, rows: list[ListRow], words: str, is_anew: bool) -> None:
        self.found.setText(words)
        self.list.show_rows(rows, is_anew=is_anew)
        if rows:
            return
        self._rest.stop()
        self._presenter.close()
        self._show_nothing()

    def _rest_then_open(self, key: object) -> None:
        if not self._sides.is_compact and key is not None:
            self._rest.start()

    def _open_current(self) -> None:
        key = self.list.current_key()
        if key is not None and key != self._presenter.code:
            self._presenter.open(str(key))

    def _open(self, key: object) -> None:
        """Open a dossier and go to it; where it is not on record the search box keeps the code."""
        self._rest.stop()
        self._presenter.open(str(key))
        if self._presenter.code:
            self._sides.show(self._right)
            self.detail.setFocus()
        else:
            self._go_to_search()

    def _take_current(self) -> None:
        """Open what Enter, or a scanner's Enter, found: the row that is current, the first after another search."""
        self._presenter.search(self.search.text())
        key = self.list.current_key()
        if key is not None:
            self._open(key)

    def _show_dossier(self, screen: DossierScreen) -> None:
        self._actions.follow(screen)
        self._offered = screen.offered
        self.detail.show_dossier(screen)
        self._right.setCurrentWidget(self.detail)
        self._let_act(True)
        self.notice_withdrawn.emit(_FAILED)

    def _show_nothing(self) -> None:
        """Say in place of a dossier why none is shown, and what to do."""
        self.detail.stop_asking()
        self._nothing.explain(is_searched=bool(self.search.text()), has_rows=self.list.current_key() is not None)
        self._right.setCurrentIndex(0)
        self._let_act(False)

    def _let_act(self, can_act: bool) -> None:
        """Let the keys of the dossier work; while a step is filled in only the paper can be seen large."""
        is_filling_in = self._is_filling_in()
        self._actions.let(can_act and not is_filling_in)
        self._actions.large.setEnabled(can_act or is_filling_in)

    def _show_slip(self, pages: list[QImage]) -> None:
        self.preview.show_pages(pages)
        self.slip_shown.emit()

    def _print_slip(self) -> None:
        self._sides.show(self._right)
        self._presenter.print_slip()

    def _reprint(self, reason: str) -> None:
        self.detail.setFocus()
        self._presenter.reprint(reason)

    def _ask_fee(self) -> None:
        self._sides.show(self._right)
        self.detail.ask_fee()

    def _go_back(self) -> None:
        if self.papers.give_up_attaching():
            return
        if self._is_filling_in():
            self.step.leave()
        elif self.detail.is_asking():
            self.detail.stop_asking()
        elif self._came_from is not None and self._came_from.what == self._presenter.code:
            self.page_wanted.emit(self._came_from.page, None)
        else:
            self._go_to_search()

    def _go_to_search(self) -> None:
        self._sides.show(self._left)
        self.search.setFocus()
        self.search.selectAll()

    def _is_filling_in(self) -> bool:
        return self._turns.currentWidget() is self.step

    def _may_leave_for(self, what: object) -> bool:
        """Leave an empty form for the dossier that another screen or the scanner wants; keep one that is filled in."""
        taking = self._presenter.taking
        if not isinstance(what, str) or not what or what == taking.code:
            return False
        if taking.is_dirty:
            sentence = self.tr("Bước “{}” đang điền mà chưa ghi").format(taking.title)
            facts = self.tr("Ctrl+Enter để ghi, hoặc Esc hai lần để bỏ, rồi mở hồ sơ {} lại.").format(what)
            self.notice_wanted.emit(Notice(key=_FAILED, tone="warn", sentence=sentence, facts=facts))
            return False
        taking.end()
        self._leave_step()
        return True

    def _take_keyed(self) -> None:
        action = self.sender()
        if isinstance(action, QAction) and action.data() is not None:
            self._begin_step(StepKind(action.data()))

    def _begin_wanted(self) -> None:
        """Begin the step for which another screen opened the dossier, where it is legal and not drafted yet."""
        wanted = self._came_from.step if self._came_from is not None and self._presenter.code else ""
        steps = (*self._offered.main, *self._offered.others)
        if any(step is not None and step.kind == wanted and not step.is_drafted for step in steps):
            self._begin_step(StepKind(wanted))

    def _begin_step(self, kind: StepKind) -> None:
        self.papers.attach.give_up()
        self._presenter.taking.begin(kind, self._presenter.code)

    def _open_menu(self) -> None:
        self._sides.show(self._right)
        line = self.tr("Mỗi việc một số, hồ sơ nào cũng vậy; hoặc mũi tên rồi Enter.")
        start = first_choice(self._offered.others)
        self.menu.offer(self.tr("Việc khác"), line, menu_rows(self._offered.others), start=start)

    def _take_chosen(self, kind: object) -> None:
        if not any(step.is_drafted for step in self._offered.others if step.kind == kind):
            self._begin_step(StepKind(str(kind)))

    def _show_step(self, _screen: object) -> None:
        self._turns.setCurrentWidget(self.step)
        self.notice_withdrawn.emit(_TAKEN)
        self._let_act(True)
        self.step.focus()

    def _leave_step(self) -> None:
        self._turns.setCurrentWidget(self._browse)
        self._sides.show(self._right)
        self._let_act(bool(self._presenter.code))
        self.detail.setFocus()

    def _say_taken(self, done: StepDone) -> None:
        self._leave_step()
        self._presenter.search_again()
        self._presenter.refresh()
        self.notice_withdrawn.emit(_FAILED)
        self.notice_wanted.emit(Notice(key=_TAKEN, tone=done.tone, sentence=done.sentence, facts=done.facts))

    def _say_refused(self, sentence: str) -> None:
        if not self._is_filling_in():
            self._say_failed(sentence)

    def _draw_large(self) -> None:
        if self._is_filling_in():
            self._presenter.taking.draw_large()
        else:
            self._presenter.draw_slip()

    def _focus_again(self) -> None:
        if self._is_filling_in():
            self.step.focus()
        else:
            self.detail.setFocus()

    def _show_dossier_side(self) -> None:
        self._sides.show(self._right)

    def _say_failed(self, sentence: str) -> None:
        self.notice_wanted.emit(Notice(key=_FAILED, tone="bad", sentence=self.tr("Việc này chưa xong"), facts=sentence))

    def _say_settled(self, sentence: str, facts: str) -> None:
        self.detail.stop_asking()
        self.notice_wanted.emit(Notice(key=_SETTLED, tone="ok", sentence=sentence, facts=facts))


_MODIFIERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
