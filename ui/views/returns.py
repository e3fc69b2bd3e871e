"""Trả kết quả: the cursor waits for a slip; its dossier, its shelf, who takes it; and who has not come is called."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cchc_desktop.domain.steps import CALL_OUTCOMES, RECEIVERS
from ui.changes import Changes
from ui.presenters.return_words import ReturnScreen
from ui.presenters.returns import ReturnsPresenter
from ui.views.return_fields import FormActions
from ui.views.return_form import ReturnForm
from ui.views.return_lists import ReturnLists
from ui.views.return_panels import UndoPanel
from ui.widgets.buttons import make_action
from ui.widgets.cards import Card, EmptyState, FootBar
from ui.widgets.labels import Caption
from ui.widgets.notices import Notice
from ui.widgets.page import COMPACT, MEDIUM, WIDE, Page
from ui.widgets.sides import Sides

_LEFT = {MEDIUM: 370, WIDE: 500}
_FAILED, _DONE = "returns_failed", "returns_done"
_REST_MS = 60
_RETURNED_HIGH = 150
_MODIFIERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


class ReturnsPage(Page):
    """The screen Trả kết quả."""

    def __init__(self, presenter: ReturnsPresenter, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = self.tr("Trả kết quả")
        self._presenter = presenter
        self._make_actions()
        self._left = ReturnLists(self._undo)
        self.search, self.list, self.returned = self._left.search, self._left.list, self._left.returned
        self.form = ReturnForm(self._form_actions)
        self.undo = UndoPanel()
        self._waiting = EmptyState("", icon="scan", tone="ink3")
        self._hint = Caption()
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._again = QTimer(self, singleShot=True)
        self._lay_out()
        self._connect(changes)
        self._show_nothing()

    def entered(self, what: object = None) -> None:
        """Wait for a scan, or open the dossier whose code the scanner or another screen gave."""
        self.notice_withdrawn.emit(_FAILED)
        if isinstance(what, str) and what:
            self.search.setText(what)
            self._presenter.search(what)
            self._presenter.show_returned()
            self._open(what)
            return
        self._presenter.look_again()
        self._go_to_search()

    def help_text(self) -> str:
        return self.tr(
            "Quét mã trên giấy hẹn, xem nơi để kết quả, Ctrl+Enter là trả xong. Người khác nhận thay thì bấm 1 đến 3.\n"
            "Mất giấy hẹn: quét căn cước hoặc gõ tên để tìm, rồi Alt+M ghi số giấy tờ.\n"
            "Ô tìm để trống thì danh sách là người chưa đến nhận, lâu nhất trước: gọi rồi ghi Alt+G, Alt+K, Alt+H."
        )

    def extra_keys(self) -> list[tuple[str, str]]:
        return [
            ("1–3", self.tr("Ai nhận kết quả (con trỏ ở ô ấy)")),
            ("↓ ↑", self.tr("Vào danh sách, chọn hồ sơ")),
            ("Enter", self.tr("Mở hồ sơ đang chọn")),
        ]

    def unsaved(self) -> str:
        screen = self._presenter.screen
        if screen is None or not screen.can_return or not self.form.fields.is_touched():
            return ""
        return self.tr("Lần trả kết quả cho {} chưa ghi").format(screen.name)

    def set_layout_class(self, layout_class: str) -> None:
        is_compact = layout_class == COMPACT
        self._sides.set_width(_LEFT.get(layout_class, 400), is_compact=is_compact)
        self._left.set_compact(is_compact)
        self.form.set_narrow(is_compact)
        self._sides.show(self._right if self._presenter.code and not self._is_looking() else self._left)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Ask for little: lists and form scroll, the foot stays."""
        return QSize(560, 320)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        scanner = self._presenter.parts.scanner
        if scanner is not None:
            scanner.card_reader = self._take_card

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        scanner = self._presenter.parts.scanner
        if scanner is not None and not event.spontaneous():
            scanner.card_reader = None

    # --- making ---------------------------------------------------------------------------------

    def _make_actions(self) -> None:
        self._decide = make_action(self, self.tr("Trả kết quả"), "Ctrl+Return", "check")
        self._undo = make_action(self, self.tr("Hoàn tác"), "Alt+Z")
        self._back = make_action(self, self.tr("Trở lại ô quét"), "Esc")
        self._form_actions = FormActions(
            ready=make_action(self, self.tr("Có kết quả"), "Alt+Q", "check"),
            fee=make_action(self, self.tr("Ghi lệ phí"), "Alt+P", "money"),
            lost=make_action(self, self.tr("Mất giấy hẹn"), "Alt+M"),
            post=make_action(self, self.tr("Gửi bưu chính"), "Alt+B", "send"),
            copy=make_action(self, self.tr("Chép số"), "Ctrl+Shift+C", "copy"),
            look=make_action(self, self.tr("Mở hồ sơ"), "Alt+O"),
            calls=(
                make_action(self, self.tr("Gọi được"), "Alt+G"),
                make_action(self, self.tr("Không nghe"), "Alt+K"),
                make_action(self, self.tr("Hẹn đến"), "Alt+H"),
            ),
        )

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        waiting = Card()
        waiting.column.addWidget(self._waiting, 1)
        self._stack.addWidget(waiting)
        self._stack.addWidget(self.form)
        self._right = QWidget()
        self._sides = Sides(self._left, self._right)
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(8)
        right.addWidget(self.undo)
        right.addWidget(self._stack, 1)
        row = QHBoxLayout()
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        row.addWidget(self._left)
        row.addWidget(self._right, 1)
        foot = FootBar()
        foot.add_left(self._hint)
        foot.add_decisions([self._decide])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addWidget(foot)

    def _connect(self, changes: Changes) -> None:
        presenter, actions = self._presenter, self._form_actions
        self._left.entered.connect(self._take_current)
        self._left.list_wanted.connect(presenter.find_typed)
        self._left.walked_in.connect(self._rest_then_open)
        self.search.textEdited.connect(presenter.type_on)
        presenter.found.connect(self._left.show_found)
        presenter.returned.connect(self._left.show_returned)
        presenter.opened.connect(self._show_dossier)
        presenter.closed.connect(self._show_nothing)
        presenter.refused.connect(self._show_faults)
        presenter.failed.connect(self._say_failed)
        presenter.handed_over.connect(self._after_handing)
        presenter.told.connect(self._say_done)
        presenter.became_ready.connect(self._after_ready)
        self.list.current.connect(self._rest_then_open)
        self.list.opened.connect(self._open)
        self.returned.opened.connect(self._open)
        self._rest.timeout.connect(self._open_current)
        self._again.timeout.connect(presenter.look_again)
        self._decide.triggered.connect(self._act)
        self._back.triggered.connect(self._go_back)
        self._undo.triggered.connect(self._ask_undo)
        self.undo.given.connect(presenter.ask_undo)
        self.undo.left.connect(self._go_back)
        self.form.asking_changed.connect(self._let_act)
        self.form.ready.given.connect(presenter.make_ready)
        self.form.fee.given.connect(presenter.settle_fee)
        actions.ready.triggered.connect(self._ask_ready)
        actions.fee.triggered.connect(self.form.ask_fee)
        actions.lost.triggered.connect(self.form.fields.toggle_lost)
        actions.post.triggered.connect(self.form.fields.offer_post)
        actions.copy.triggered.connect(self._copy_phone)
        actions.look.triggered.connect(self._look)
        for action in actions.calls:
            action.triggered.connect(self._note_call)
        changes.changed.connect(self._hear)

    # --- showing --------------------------------------------------------------------------------

    def _hear(self, what: object) -> None:
        if self.isVisible():
            self._again.start()

    def _show_dossier(self, screen: ReturnScreen) -> None:
        self.form.show_dossier(screen)
        self._stack.setCurrentWidget(self.form)
        self._let_act()
        self.notice_withdrawn.emit(_FAILED)

    def _show_nothing(self) -> None:
        self._waiting.show_words(
            self.tr("Quét mã trên giấy hẹn của người dân"),
            self.tr("Không có giấy hẹn thì quét căn cước, hoặc gõ tên rồi Enter. ↓ vào danh sách chưa nhận để gọi."),
        )
        self._stack.setCurrentIndex(0)
        self._let_act()

    def _let_act(self) -> None:
        """Enable what the dossier's state allows; while something is asked, Ctrl+Enter is the answer's."""
        screen, actions = self._presenter.screen, self._form_actions
        can_return = screen is not None and screen.can_return
        can_be_ready = screen is not None and screen.can_be_ready
        is_asked = self.form.is_asking() or not self.undo.isHidden()
        self._decide.setText(self.tr("Ghi có kết quả") if can_be_ready else self.tr("Trả kết quả"))
        self._decide.setEnabled((can_return or can_be_ready) and not is_asked)
        for action in (actions.lost, actions.post, *actions.calls):
            action.setEnabled(can_return)
        actions.copy.setEnabled(screen is not None and bool(screen.phone))
        actions.look.setEnabled(screen is not None)
        actions.fee.setEnabled(screen is not None and bool(screen.fee_line))
        actions.ready.setEnabled(can_be_ready)
        actions.ready.setVisible(can_be_ready)
        self._hint.setText(self._hint_words(screen))

    def _hint_words(self, screen: ReturnScreen | None) -> str:
        if screen is None:
            return self.tr("Chưa có hồ sơ nào để trả: quét giấy hẹn.")
        if screen.can_return and screen.needs_cause:
            said = self.tr("Quá hạn: 1 đến 8 chọn nguyên nhân, rồi {} nếu người khác nhận.")
            return said.format(self._receiver_keys(screen))
        if screen.can_return:
            return self.tr("{} đổi người nhận. Esc trở lại ô quét.").format(self._receiver_keys(screen))
        return self.tr("Hồ sơ này chưa trả được.")

    def _receiver_keys(self, screen: ReturnScreen) -> str:
        """Name the digits that are offered: a dossier that nobody filed for another has no second one."""
        keys = [RECEIVERS.index(one) + 1 for one, _ in screen.receivers]
        return self.tr("1 đến 3") if len(keys) == len(RECEIVERS) else self.tr("{} hoặc {}").format(*keys)

    def _show_faults(self, faults: dict[str, str]) -> None:
        if not self.undo.isHidden():
            self.undo.show_faults(faults)
        elif not self.form.ready.isHidden():
            self.form.ready.show_faults(faults)
        elif not self.form.fee.isHidden():
            self.form.fee.show_fault(*next(iter(faults.items())))
        else:
            self.form.fields.show_faults(faults)

    # --- doing ----------------------------------------------------------------------------------

    def _act(self) -> None:
        screen = self._presenter.screen
        if screen is None:
            return
        if self._is_looking():  # only looked at from the list: go there first, nothing goes out by one key
            self._open(screen.code)
        elif screen.can_return:
            self._presenter.hand_over(self.form.fields.values())
        else:
            self.form.ask_ready()

    def _ask_ready(self) -> None:
        self._sides.show(self._right)
        self.form.ask_ready()

    def _after_ready(self) -> None:
        self.form.stop_asking()
        self.form.go_first()
        screen = self._presenter.screen
        if screen is not None:
            self._say_done(self.tr("Đã ghi có kết quả của {}").format(screen.name), "")

    def _after_handing(self, sentence: str, facts: str) -> None:
        self.search.clear()
        self._presenter.search("")
        self._presenter.show_returned()
        self._go_to_search()
        self._say_done(sentence, facts)

    def _note_call(self) -> None:
        sender = self.sender()
        calls = self._form_actions.calls
        if isinstance(sender, QAction) and sender in calls:
            self._presenter.note_call(CALL_OUTCOMES[calls.index(sender)])

    def _copy_phone(self) -> None:
        screen = self._presenter.screen
        if screen is not None and screen.phone:
            QGuiApplication.clipboard().setText(screen.phone)
            self._say_done(self.tr("Đã chép số {}").format(screen.phone), "")

    def _look(self) -> None:
        if self._presenter.code:
            self.page_wanted.emit("dossiers", self._presenter.code)

    def _ask_undo(self) -> None:
        """Ask why the return of the chosen row, which is the last one unless another was chosen, is undone."""
        key = self.returned.current_key()
        row = next((row for row in self.returned.rows() if row.key == key), None)
        if row is None:
            sentence = self.tr("Không có lần trả nào hôm nay để hoàn tác")
            facts = self.tr("Alt+Z chỉ hoàn tác lần trả hôm nay của bàn này. Lần trả khác: mở hồ sơ (F4).")
            self.notice_wanted.emit(Notice(key=_FAILED, tone="warn", sentence=sentence, facts=facts))
        elif self._presenter.can_undo(str(key)):
            self._sides.show(self._right)
            self.form.stop_asking()
            self.undo.begin(str(key), row.head)
            self._let_act()

    def _take_card(self, payload: str) -> None:
        """Take a card that was scanned here: whose result is it, or who takes it."""
        card = self._presenter.read_card(payload)
        if card is None or self.form.fields.take_card(card.name, card.personal_id):
            return
        self.search.clear()
        code = self._presenter.find_by_card(card)
        if code:
            self._open(code)
            self.form.fields.found_by(card.personal_id)
        else:
            self._presenter.close()
            self._sides.show(self._left)
            (self.list if self.list.current_key() is not None else self.search).setFocus()

    def _rest_then_open(self, key: object) -> None:
        if not self._sides.is_compact and key is not None and self.list.hasFocus():
            self._rest.start()

    def _open_current(self) -> None:
        key = self.list.current_key()
        if key is not None and key != self._presenter.code:
            self._presenter.open(str(key))

    def _open(self, key: object) -> None:
        """Open a dossier and go to it."""
        self._rest.stop()
        self.undo.hide()
        self._presenter.open(str(key))
        if self._presenter.code:
            self._sides.show(self._right)
            self.form.go_first()
        else:
            self._go_to_search()

    def _take_current(self) -> None:
        """Open what Enter found; where the box is empty, the first who has not come."""
        self._presenter.search(self.search.text())
        key = self.list.current_key()
        if key is not None and self.search.text():
            self._open(key)

    def _go_back(self) -> None:
        if not self.undo.isHidden():
            self.undo.hide()
            self._let_act()
            self._go_to_search()
        elif self.form.is_asking():
            self.form.stop_asking()
        elif self.search.hasFocus():
            self.search.clear()
            self._presenter.close()
            self._presenter.search("")
        else:
            self._go_to_search()

    def _is_looking(self) -> bool:
        return any(part.hasFocus() for part in (self.search, self.list, self.returned))

    def _go_to_search(self) -> None:
        self._sides.show(self._left)
        self.search.setFocus()
        self.search.selectAll()

    def _say_failed(self, sentence: str) -> None:
        self.notice_wanted.emit(Notice(key=_FAILED, tone="bad", sentence=self.tr("Việc này chưa xong"), facts=sentence))

    def _say_done(self, sentence: str, facts: str) -> None:
        self.form.stop_asking()
        if not self.undo.isHidden():
            self.undo.hide()
            self._go_to_search()
        self._let_act()
        self.notice_withdrawn.emit(_FAILED)
        self.notice_wanted.emit(Notice(key=_DONE, tone="ok", sentence=sentence, facts=facts))
