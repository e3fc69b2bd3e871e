"""The intake's right column: promised moment, fee, the slip as it will print; and the line of a small window."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from cchc_desktop.domain.dossier import Channel, FeeState
from ui import labels, theme
from ui.presenters.intake_form import IntakeForm
from ui.presenters.intake_words import FEE_STATES, IntakeScreen
from ui.widgets.buttons import QUIET, KeyButton
from ui.widgets.cards import Card
from ui.widgets.chips import KeyBadge, StatusChip
from ui.widgets.choice import SegmentedChoice
from ui.widgets.dates import BigDate, DayStrip
from ui.widgets.fields import LabelledField
from ui.widgets.labels import AccentLabel, Caption
from ui.widgets.preview import SlipPreview

_LONGEST = 300


class DueCard(Card):
    """Hẹn trả kết quả.

    Signals:
        typed: A field holds another text; carries its name and the text.
        left: A field was left; carries its name.
    """

    typed = Signal(str, str)
    left = Signal(str)

    def __init__(self, why: QAction, other: QAction) -> None:
        super().__init__()
        self.moment = BigDate()
        self.strip = DayStrip()
        self.fields: dict[str, LabelledField] = {}
        self._is_asked = False
        head = QHBoxLayout()
        head.setSpacing(4)
        self._heading = AccentLabel(self.tr("Hẹn trả"), size=14, weight=600, tone="ink2")
        head.addWidget(self._heading)
        head.addStretch(1)
        head.addWidget(KeyButton(why, QUIET))
        head.addWidget(KeyButton(other, QUIET))
        self.column.addLayout(head)
        self.column.addWidget(self.moment)
        self.column.addWidget(self.strip)
        row = QHBoxLayout()
        row.setSpacing(10)
        for name, label, share in (
            ("due_at", self.tr("Thời điểm hẹn"), 0),
            ("due_reason", self.tr("Lý do"), 1),
        ):
            edit = QLineEdit()
            edit.setMaxLength(_LONGEST)
            edit.textEdited.connect(partial(self.typed.emit, name))
            edit.editingFinished.connect(partial(self.left.emit, name))
            self.fields[name] = LabelledField(label, edit, required=True)
            row.addWidget(self.fields[name], share, Qt.AlignmentFlag.AlignTop)
        self.fields["due_at"].setFixedWidth(theme.current().px(176))
        _line(self.fields["due_at"]).setPlaceholderText(self.tr("giờ ngày: 1530 0205"))
        self.column.addLayout(row)
        self.strip.hide()

    def say_whether_promised(self, is_promised: bool) -> None:
        """Say whether the moment is promised to the citizen, or only the latest that the law allows."""
        self._heading.setText(self.tr("Hẹn trả") if is_promised else self.tr("Chậm nhất"))

    def ask_moment(self) -> None:
        """Let the clerk give another moment, with its reason."""
        self._is_asked = True
        for field in self.fields.values():
            field.show()
        self.fields["due_at"].editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_form(self, form: IntakeForm) -> None:
        """Show the fields anew."""
        texts = form.texts()
        if not any(texts[name] for name in self.fields) and not form.unreadable.get("due_at"):
            self._is_asked = self._is_asked and bool(form.value.procedure_code)
        for name, field in self.fields.items():
            if name not in form.unreadable and _line(field).text() != texts[name]:
                _line(field).setText(texts[name])

    def show_screen(self, screen: IntakeScreen) -> None:
        """Show the moment with its days, or why there is none and where to give it."""
        if not screen.procedure:
            self._is_asked = False
        sentence = screen.due_sentence if screen.procedure else self.tr("Chọn thủ tục thì ngày hẹn hiện ra ở đây.")
        self.moment.show_moment(screen.due_at, sentence)
        self.strip.show_days(screen.days)
        for name, field in self.fields.items():
            field.setVisible(screen.is_due_given or self._is_asked)
            field.set_error(screen.faults.get(name, ""))
            field.set_warning(screen.doubts.get(name, ""))


class FeeCard(Card):
    """Lệ phí.

    Signals:
        typed: A field holds another text; carries its name and the text.
        left: A field was left; carries its name.
        chosen: A state was taken.
    """

    typed = Signal(str, str)
    left = Signal(str)
    chosen = Signal(object)

    def __init__(self, go: QAction) -> None:
        super().__init__()
        self.amount = QLineEdit()
        self.amount.setMaxLength(16)
        self.amount.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.amount.setAccessibleName(self.tr("Lệ phí, đồng"))
        self.amount.setFixedWidth(theme.current().px(112))
        self._state = StatusChip()
        self._state.hide()
        self._note = Caption(wrap=True)
        self.states = SegmentedChoice(
            self.tr("Lệ phí"),
            self._ways(is_online=False),
            height=32,
            wraps=True,
        )
        reason = QLineEdit()
        reason.setMaxLength(_LONGEST)
        self.reason = LabelledField(self.tr("Lý do miễn"), reason, required=True)
        self._fault = AccentLabel(size=12, tone="bad", wrap=True)
        self._lay_out(go)
        for name, edit in (("fee_dong", self.amount), ("fee_reason", reason)):
            edit.textEdited.connect(partial(self.typed.emit, name))
            edit.editingFinished.connect(partial(self.left.emit, name))
        self.states.chosen.connect(self._tell)

    def show_form(self, form: IntakeForm) -> None:
        """Show the fields anew."""
        texts = form.texts()
        if "fee_dong" not in form.unreadable and self.amount.text() != texts["fee_dong"]:
            self.amount.setText(texts["fee_dong"])
        if _line(self.reason).text() != texts["fee_reason"]:
            _line(self.reason).setText(texts["fee_reason"])
        self._show_state(form)

    def show_screen(self, screen: IntakeScreen, form: IntakeForm) -> None:
        """Show what is known of the fee; the sum may be typed at any time."""
        self._state.show_state(screen.fee_words if screen.procedure else "", screen.fee_tone)
        self._note.setText(screen.fee_note)
        self._note.setVisible(bool(screen.fee_note))
        self._fault.setText(screen.faults.get("fee_dong", ""))
        self._fault.setVisible(bool(screen.faults.get("fee_dong")))
        self.reason.set_error(screen.faults.get("fee_reason", ""))
        self._show_state(form)

    def _ways(self, *, is_online: bool) -> tuple[str, ...]:
        """Return the states in the order of `FEE_STATES`; the portal takes money only for what was filed there."""
        at_the_desk = (
            self.tr("Chưa thu"), self.tr("Tiền mặt"), self.tr("Chuyển khoản"), self.tr("Miễn"), self.tr("Không thu"),
        )  # fmt: skip
        return (*at_the_desk, self.tr("Cổng")) if is_online else at_the_desk

    def _show_state(self, form: IntakeForm) -> None:
        state = form.value.fee_state
        ways = self._ways(is_online=form.value.channel is Channel.ONLINE or state is FeeState.ONLINE)
        if ways != self.states.options:
            self.states.set_options(ways)
        self.states.set_index(FEE_STATES.index(state) if state in FEE_STATES else -1)
        self.reason.setVisible(str(state) == "waived")

    def _tell(self, place: int) -> None:
        self.chosen.emit(FEE_STATES[place])

    def _lay_out(self, go: QAction) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(AccentLabel(self.tr("Lệ phí"), size=14, weight=600, tone="ink2"))
        row.addWidget(KeyBadge(str(go.property("keys"))))
        row.addWidget(self.amount)
        row.addWidget(AccentLabel(self.tr("đ"), size=14, tone="ink2"))
        row.addStretch(1)
        row.addWidget(self._state)
        self.column.addLayout(row)
        self.column.addWidget(self._fault)
        self.column.addWidget(self.states)
        self.column.addWidget(self.reason)
        self.column.addWidget(self._note)


class SlipCard(Card):
    """Giấy hẹn, hai mặt."""

    def __init__(self, large: QAction) -> None:
        super().__init__("sunken")
        self.preview = SlipPreview()
        self._instead = ""
        head = QHBoxLayout()
        self._title = AccentLabel(self.tr("Giấy hẹn, hai mặt"), size=14, weight=600, tone="ink2")
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(KeyButton(large, QUIET))
        self.column.addLayout(head)
        self.column.addWidget(self.preview, 1)
        self.show_nothing()

    def show_pages(self, pages: list[QImage]) -> None:
        """Show both sides."""
        self.preview.show_pages(pages)
        if not pages:
            self.show_nothing()

    def show_instead(self, words: str) -> None:
        """Say what happens in place of a slip; empty where there is one."""
        if words != self._instead:
            self._instead = words
            self._title.setText(self.tr("Không giấy hẹn") if words else self.tr("Giấy hẹn, hai mặt"))
            self.show_nothing()

    def show_nothing(self) -> None:
        """Say when the slip will be seen here, or what happens in its place."""
        usual = self.tr("Giấy hẹn hiện ra ở đây khi đã chọn thủ tục và có ngày hẹn.")
        self.preview.show_sentence(self._instead or usual)


class CompactLine(QWidget):
    """Moment and fee in one line above the foot, where a window has no room for the right column."""

    def __init__(self, why: QAction, large: QAction) -> None:
        super().__init__()
        self._due = AccentLabel(size=18, weight=700, tone="accent")
        self._fee = StatusChip()
        self._fee.hide()
        row = QGridLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setHorizontalSpacing(10)
        self._caption = Caption(self.tr("Hẹn trả"))
        row.addWidget(self._caption, 0, 0)
        row.addWidget(self._due, 0, 1)
        row.addWidget(KeyButton(why, QUIET), 0, 2)
        row.setColumnStretch(3, 1)
        row.addWidget(self._fee, 0, 4)
        row.addWidget(KeyButton(large, QUIET), 0, 5)

    def set_tight(self, tight: bool) -> None:
        """Leave out what a small window with large text has no room for."""
        self._caption.setVisible(not tight)

    def show_screen(self, screen: IntakeScreen) -> None:
        """Show the moment and the fee."""
        self._due.setText(labels.due(screen.due_at) if screen.due_at is not None else "–")
        self._fee.show_state(screen.fee_words if screen.procedure else "", screen.fee_tone)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.color("surface"))
        painter.fillRect(0, 0, self.width(), look.border, look.color("line"))


def _line(field: LabelledField) -> QLineEdit:
    editor = field.editor
    assert isinstance(editor, QLineEdit)
    return editor
