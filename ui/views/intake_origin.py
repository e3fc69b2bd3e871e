"""How a dossier came when not over the counter: the portal's code, or the slip of a power cut with its true moment."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ui import error_texts, theme
from ui.presenters.intake_form import IntakeForm
from ui.presenters.intake_words import IntakeScreen
from ui.widgets.buttons import QUIET, KeyButton
from ui.widgets.cards import Card
from ui.widgets.fields import LabelledField
from ui.widgets.labels import AccentLabel, IconLabel

NUMBER, MOMENT = "emergency_number", "received_at"
_LONGEST = 40


class OriginCard(Card):
    """One line above the form; made when the first such dossier comes.

    Signals:
        typed: A field holds another text; carries its name and the text.
        left: A field was left; carries its name.
    """

    typed = Signal(str, str)
    left = Signal(str)

    def __init__(self, drop: QAction) -> None:
        super().__init__("accent", margin=10)
        self._drop = drop
        self._is_asked = False
        self._portal = IconLabel("send", size=15, weight=700, tone="accent")
        self._line = AccentLabel(size=13, tone="ink2", wrap=True)
        self.fields: dict[str, LabelledField] = {}
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._portal)
        for name, width in ((NUMBER, 150), (MOMENT, 190)):
            edit = QLineEdit()
            edit.setMaxLength(_LONGEST)
            edit.textEdited.connect(partial(self.typed.emit, name))
            edit.editingFinished.connect(partial(self.left.emit, name))
            field = LabelledField(error_texts.field(name), edit, required=True)
            field.setFixedWidth(theme.current().px(width))
            self.fields[name] = field
            top.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)
        moment = self.fields[MOMENT].editor
        if isinstance(moment, QLineEdit):
            moment.setPlaceholderText(self.tr("giờ ngày: 0930 2610"))
        top.addWidget(self._line, 1)
        top.addWidget(KeyButton(drop, QUIET), 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(top)
        self.hide()

    @property
    def words(self) -> str:
        """What the card says of the dossier that is filled in."""
        return " ".join(part for part in (self._portal.text(), self._line.text()) if part)

    def ask(self) -> None:
        """Let a slip be entered: its number, then the moment that stands on it."""
        self._is_asked = True
        self._set_slip(is_slip=True)
        self.show()

    def show_form(self, form: IntakeForm) -> None:
        """Show the fields anew."""
        texts = form.texts()
        if not form.value.emergency_number and form.value.received_at is None and MOMENT not in form.unreadable:
            self._is_asked = False
        for name, field in self.fields.items():
            editor = field.editor
            if isinstance(editor, QLineEdit) and name not in form.unreadable and editor.text() != texts[name]:
                editor.setText(texts[name])

    def show_screen(self, screen: IntakeScreen, form: IntakeForm) -> None:
        """Show what follows from how the dossier came, or nothing."""
        value = form.value
        is_slip = not value.portal_code and (
            self._is_asked or bool(value.emergency_number) or value.received_at is not None
        )
        self._portal.setText(self.tr("Từ Cổng: {}").format(value.portal_code) if value.portal_code else "")
        self._portal.setVisible(bool(value.portal_code))
        self._set_slip(is_slip=is_slip)
        self._line.setText(self._said(screen, is_slip=is_slip))
        fault = screen.faults.get("portal_code", "")
        if fault:
            self._line.setText(fault)
        tone = "bad" if fault else screen.origin_tone
        self._line.set_tone("ink2" if tone == "accent" else tone)
        self.set_tone(tone if tone != "bad" else "warn")
        for name, field in self.fields.items():
            field.set_error(screen.faults.get(name, ""))
            field.set_warning(screen.doubts.get(name, ""))
        self.setVisible(is_slip or bool(value.portal_code))
        self.setAccessibleName(self.words)

    def _said(self, screen: IntakeScreen, *, is_slip: bool) -> str:
        if is_slip and not screen.origin:
            return self.tr("Ghi số và thời điểm viết trên giấy tạm: ngày hẹn tính từ lúc ấy, không phải từ lúc nhập.")
        return screen.origin

    def _set_slip(self, *, is_slip: bool) -> None:
        for field in self.fields.values():
            field.setVisible(is_slip)
        self._drop.setText(self.tr("Bỏ giấy tạm") if is_slip else self.tr("Bỏ mã Cổng"))


def editor_of(card: OriginCard | None, field: str) -> QWidget | None:
    """Return where a field of the card is typed, None where there is none."""
    found = card.fields.get(field) if card is not None else None
    return found.editor if found is not None and not found.isHidden() else None
