"""The cover over a locked window: whose desk it is, who works here, a PIN; of what lies below nothing is seen."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui import theme
from ui.hearing import Hearing
from ui.keys import LOCKED
from ui.main_window import MainWindow
from ui.presenters.lock import LockPerson, LockPresenter
from ui.theme import BOLD
from ui.views.lists import RowList
from ui.widgets.buttons import FILLED, QUIET, KeyButton, make_action
from ui.widgets.cards import Card
from ui.widgets.chips import StatusChip
from ui.widgets.dates import weekday_names
from ui.widgets.delegates import ListRow
from ui.widgets.fields import LabelledField
from ui.widgets.labels import AccentLabel, Caption, IconLabel, ScreenTitle
from ui.widgets.pin_field import PinField
from ui.widgets.topbar import TrainingMark

_MOST_DIGITS, _LONGEST_CODE = 9, 40


class LockCover(QWidget):
    """Covers the whole window and takes its keys.

    Signals:
        unlocked: Somebody may go on; carries the id, and whether it is another official than before.
    """

    unlocked = Signal(str, bool)

    def __init__(self, window: MainWindow, presenter: LockPresenter, *, is_training: bool) -> None:
        super().__init__(window.frame)
        self._window = window
        self._presenter = presenter
        self._people: tuple[LockPerson, ...] = ()
        self._chosen = presenter.actor
        self._until: datetime | None = None
        self._before: QWidget | None = None
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._desk = ScreenTitle(" · ".join(presenter.place()))
        self._desk.setWordWrap(True)
        self._clock = AccentLabel(size=44, weight=BOLD, tone="accent")
        self._date = AccentLabel(size=14, tone="ink2")
        self._unfinished, self.unsent = StatusChip(""), StatusChip("")
        self._training = TrainingMark() if is_training else None
        self.names = RowList(self.tr("Người làm việc"))
        self.pin = PinField(self.tr("Mã PIN"))
        self._field = LabelledField(self.tr("Mã PIN"), self.pin)
        self._advice = Caption(wrap=True)
        self.code = QLineEdit()
        self.code.setMaxLength(_LONGEST_CODE)
        self.new_pin = PinField(self.tr("Mã PIN mới"))
        self.again = PinField(self.tr("Nhập lại mã PIN mới"))
        self._unlock_action = make_action(self, self.tr("Mở khóa"), "Return", "lock")
        self._forgot = make_action(self, self.tr("Quên mã PIN?"), "Alt+Q")
        self._parts = QStackedWidget()
        self._lay_out()
        self._connect()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("noRing", True)
        self.setAccessibleName(self.tr("Bàn đang khóa"))
        self.hide()

    @property
    def is_recovering(self) -> bool:
        """Whether the sealed code is asked for."""
        return self._parts.currentIndex() == 1

    @property
    def fault(self) -> str:
        """What is said under the PIN."""
        return self._field.error

    def open(self) -> None:
        """Lie over the window."""
        self._before = self._window.focusWidget()
        self._window.setProperty(LOCKED, True)
        self.setGeometry(self._window.frame.rect())
        self._show_people()
        self.show_unfinished(self._window.top.unfinished())
        self.unsent.show_state(*self._window.top.unsent_state())
        self._show_time()
        self.show()
        self.raise_()
        self._window.frame.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            Hearing.of(app).begin(self._hear, (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride))
            app.focusChanged.connect(self._keep_focus)
        self._tick.start()
        self._take_focus()

    def close_down(self) -> None:
        """Go away and give the focus back to where it was."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            Hearing.of(app).end(self._hear)
            app.focusChanged.disconnect(self._keep_focus)
        self._tick.stop()
        self._presenter.opened.disconnect(self.unlocked)
        self._window.setProperty(LOCKED, False)
        for field in (self.pin, self.new_pin, self.again, self.code):
            field.clear()
        self.hide()
        before = self._before
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.deleteLater()

    def show_unfinished(self, words: str) -> None:
        """Say what has not come out; it stays in sight while the desk is locked."""
        self._unfinished.show_state(words, "warn", "printer" if words else "")

    def focusNextPrevChild(self, is_next: bool) -> bool:  # noqa: N802
        """Walk with Tab inside the cover only."""
        stops = [stop for stop in (self.names, self.pin, self.code, self.new_pin, self.again) if stop.isVisible()]
        focus = QApplication.focusWidget()
        place = stops.index(focus) if focus in stops else -1 if is_next else 0
        if stops:
            stops[(place + (1 if is_next else -1)) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Take the keys that no field wanted: arrows and digits choose who, everything else goes nowhere."""
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not self.is_recovering:
            self._choose_place(self._place() + (1 if key == Qt.Key.Key_Down else -1))
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and not self.is_recovering:
            self._choose_place(key - Qt.Key.Key_1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._submit()
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.frame.rect())
        return False

    def _hear(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(watched, QWidget) or watched.window() is not self._window:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # no key of the screens below works
            return True
        if not (watched is self or self.isAncestorOf(watched)):
            return True
        return isinstance(event, QKeyEvent) and self._take_key(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        QPainter(self).fillRect(self.rect(), theme.current().color("bg"))

    def _take_key(self, event: QKeyEvent) -> bool:
        """Take keys that are no signs; signs go on to the scanner's filter, then to their field."""
        key, held = event.key(), event.modifiers() & _HELD
        if key == Qt.Key.Key_Escape:
            self._stop_recovering()
            return True
        if held == Qt.KeyboardModifier.AltModifier and key == Qt.Key.Key_Q:
            self._ask_code()
            return True
        if held == Qt.KeyboardModifier.AltModifier and Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self._choose_place(key - Qt.Key.Key_1)
            return True
        if held == Qt.KeyboardModifier.ControlModifier and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._submit()
        if held == Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_Q and not event.isAutoRepeat():
            self._window.close_or_tell(self._tell_unsaved)
        return bool(held) or Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35

    def _tell_unsaved(self, words: str) -> None:
        self._advice.setText(self.tr("{}: bấm Ctrl+Q lần nữa để đóng và bỏ đi.").format(words))
        self._advice.show()

    def _lay_out(self) -> None:
        card = Card(margin=24)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._desk, 1)
        if self._training is not None:
            head.addWidget(self._training)
        when = QHBoxLayout()
        when.setSpacing(14)
        when.addWidget(self._clock)
        when.addWidget(self._date, 0, Qt.AlignmentFlag.AlignVCenter)
        when.addStretch(1)
        when.addWidget(self._unfinished, 0, Qt.AlignmentFlag.AlignVCenter)
        self._parts.addWidget(self._pin_part())
        self._parts.addWidget(self._code_part())
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(KeyButton(self._forgot, QUIET))
        foot.addStretch(1)
        foot.addWidget(KeyButton(self._unlock_action, FILLED))
        hint = self.tr("Bàn đang khóa. Việc đang làm dở còn nguyên bên dưới.")
        card.column.addLayout(head)
        card.column.addLayout(when)
        card.column.addWidget(self.unsent, 0, Qt.AlignmentFlag.AlignLeft)
        card.column.addWidget(IconLabel("lock", hint, size=13, tone="ink2", wrap=True))
        card.column.addWidget(self._parts)
        card.column.addWidget(self._advice)
        card.column.addLayout(foot)
        card.setMaximumWidth(theme.current().px(560))
        card.setMinimumWidth(theme.current().px(420))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card, 3)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)

    def _pin_part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(10)
        column.addWidget(AccentLabel(self.tr("Ai làm tiếp ở bàn này?"), size=13, tone="ink2"))
        column.addWidget(self.names)
        column.addWidget(self._field)
        return part

    def _code_part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(10)
        words = self.tr("Mở phong bì niêm phong, nhập mã khôi phục, rồi đặt mã PIN mới. Mã dùng xong là hết.")
        column.addWidget(AccentLabel(words, size=13, tone="ink2", wrap=True))
        self._code_fields = {
            "recovery_code": LabelledField(self.tr("Mã khôi phục (4 nhóm, 20 chữ)"), self.code),
            "pin": LabelledField(self.tr("Mã PIN mới (6 đến 12 chữ số)"), self.new_pin),
            "again": LabelledField(self.tr("Nhập lại mã PIN mới"), self.again),
        }
        for field in self._code_fields.values():
            column.addWidget(field)
        column.addStretch(1)
        return part

    def _connect(self) -> None:
        self._tick.timeout.connect(self._show_time)
        self._unlock_action.triggered.connect(self._submit)
        self._forgot.triggered.connect(self._ask_code)
        self.names.current.connect(self._choose)
        self.names.opened.connect(self._choose_and_submit)
        self._presenter.opened.connect(self.unlocked)
        self._presenter.refused.connect(self._show_refused)
        self._presenter.waiting.connect(self._show_waiting)

    def _show_people(self) -> None:
        self._people = self._presenter.people()
        works, none = self.tr("đang làm"), self.tr("chưa có mã PIN")
        self.names.show_rows(
            [
                ListRow(
                    key=one.id,
                    head=f"{place}   {one.name}" if place <= _MOST_DIGITS else one.name,
                    lines=(one.line,),
                    chip=works if one.works_now else "" if one.has_pin else none,
                    chip_tone="accent" if one.works_now else "quiet",
                )
                for place, one in enumerate(self._people, start=1)
            ]
        )
        self.names.setFixedHeight(min(len(self._people), 5) * theme.current().px(48) + 4)
        self._choose_place(next((n for n, one in enumerate(self._people) if one.id == self._chosen), 0))

    def _place(self) -> int:
        return next((n for n, one in enumerate(self._people) if one.id == self._chosen), 0)

    def _person(self) -> LockPerson | None:
        return next((one for one in self._people if one.id == self._chosen), None)

    def _choose_place(self, place: int) -> None:
        if 0 <= place < len(self._people):
            self.names.setCurrentIndex(self.names.model().index(place, 0))
            self._choose(self._people[place].id)
            if not self.names.hasFocus() or self._people[place].has_pin:
                self._take_focus()

    def _choose(self, officer: object) -> None:
        if isinstance(officer, str) and officer != self._chosen:
            self._chosen = officer
            self._until = None
            self._field.set_error("")
            self.pin.clear()
        person = self._person()
        if person is None:
            return
        self._field.set_label(self.tr("Mã PIN của {}").format(person.name))
        self._field.setVisible(person.has_pin)
        self._forgot.setVisible(person.has_pin)
        self._advice.setText(self._advice_of(person))
        self._advice.setVisible(bool(self._advice.text()))

    def _advice_of(self, person: LockPerson) -> str:
        if not person.can_enter:
            return self._presenter.first_pin_advice(person.id)
        left = self._window.unsaved() if not person.works_now else ""
        free = "" if person.has_pin else self.tr("Người này chưa đặt mã PIN: Enter là vào.")
        lost = self.tr("{}: đổi sang người khác thì phần ấy bỏ đi.").format(left) if left else ""
        return "  ".join(part for part in (free, lost) if part)

    def _choose_and_submit(self, officer: object) -> None:
        self._choose(officer)
        person = self._person()
        if person is not None and person.has_pin and not self.pin.pin:
            self._take_focus()
        else:
            self._submit()

    def _submit(self) -> None:
        if self.is_recovering:
            for field in self._code_fields.values():
                field.set_error("")
            self._presenter.recover(self._chosen, self.code.text(), self.new_pin.pin, self.again.pin)
            return
        pin = self.pin.pin
        self.pin.clear()
        self._presenter.open(self._chosen, pin)

    def _ask_code(self) -> None:
        """Ask for the sealed code where it helps, else say who does."""
        person = self._person()
        if person is None or not person.has_pin:
            return
        if self._presenter.can_recover(self._chosen):
            self._parts.setCurrentIndex(1)
            self._advice.setText(self.tr("Esc trở lại."))
            self._advice.show()
            self._take_focus()
        else:
            self._field.set_error(self._presenter.advice(self._chosen))

    def _stop_recovering(self) -> None:
        if self.is_recovering:
            self._parts.setCurrentIndex(0)
            for field in (self.code, self.new_pin, self.again):
                field.clear()
            self._choose(self._chosen)
            self._take_focus()

    def _show_refused(self, name: str, words: str) -> None:
        self._until = None
        if self.is_recovering:
            field = self._code_fields.get(name, self._code_fields["recovery_code"])
            field.set_error(words)
            field.editor.setFocus()
        else:
            self._field.set_error(words)

    def _show_waiting(self, until: datetime) -> None:
        self._until = until
        self._show_wait()

    def _show_wait(self) -> None:
        if self._until is None:
            return
        words = self._presenter.wait_words(self._until)
        field = self._code_fields["recovery_code"] if self.is_recovering else self._field
        field.set_error(words)
        if not words:
            self._until = None

    def _show_time(self) -> None:
        now = self._presenter.now()
        self._clock.setText(f"{now:%H:%M}")
        self._date.setText(f"{weekday_names()[now.weekday()]} {now:%d/%m/%Y}")
        self._show_wait()

    def _take_focus(self) -> None:
        person = self._person()
        if self.is_recovering:
            self.code.setFocus()
        elif person is not None and person.has_pin:
            self.pin.setFocus()
        else:
            self.names.setFocus()

    def _keep_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Take the focus back from whatever opens or is made anew below."""
        if new is None or new.window() is not self._window or new is self or self.isAncestorOf(new):
            return
        self._before = new  # at the start the screen below comes to its first field only now
        self.raise_()
        self._take_focus()


_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
