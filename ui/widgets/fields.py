"""Fields: one of a form (label above, fault below, green when a card filled it), and the large search field."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.chips import KeyBadge
from ui.widgets.icons import paint_icon
from ui.widgets.labels import AccentLabel, Caption, IconLabel


class LabelledField(QWidget):
    """Label, editor and the line under it (an error, or a quiet hint)."""

    def __init__(
        self, label: str, editor: QWidget, *, required: bool = False, keys: str = "", parent: QWidget | None = None
    ) -> None:
        """Put ``editor`` under its label.

        Args:
            label: Already translated; also what a screen reader says.
            editor: Any widget that takes the focus.
            required: Shows the caption "bắt buộc".
            keys: A key that acts on this field, shown at the right of the label.
            parent: Qt's parent.
        """
        super().__init__(parent)
        self.editor = editor
        self._label_text = label
        self._required = required
        self._error = ""
        self._warning = ""
        self._below: IconLabel | None = None
        self._hint: Caption | None = None
        self.label = AccentLabel(label, size=13, tone="ink2")
        self.label.setBuddy(editor)
        if not editor.accessibleName():
            editor.setAccessibleName(label)
        editor.setAccessibleDescription(self._spoken())
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self.label)
        if required:
            head.addWidget(Caption(self.tr("bắt buộc")), 0, Qt.AlignmentFlag.AlignBottom)
        head.addStretch(1)
        if keys:
            head.addWidget(KeyBadge(keys))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addLayout(head)
        self._column.addWidget(editor)
        self._column.addStretch(0)

    @property
    def error(self) -> str:
        """The fault shown, empty for none."""
        return self._error

    def set_label(self, label: str) -> None:
        """Change the label (an organisation's "Mã số thuế" in place of "Số định danh")."""
        self._label_text = label
        self.label.setText(label)
        self.editor.setAccessibleName(label)

    def set_error(self, text: str) -> None:
        """Show a fault under the field and give it a red edge; empty takes both away."""
        if text == self._error:
            return
        self._error = text
        self._show_below()
        if self._hint is not None:
            self._hint.setVisible(bool(self._hint.text()) and not text)
        self._mark("error" if text else "")

    @property
    def warning(self) -> str:
        """What should be looked at again, empty for nothing."""
        return self._warning

    def set_warning(self, text: str) -> None:
        """Show under the field what should be looked at again; it stops nothing and gives way to a fault."""
        if text != self._warning:
            self._warning = text
            self._show_below()

    def _show_below(self) -> None:
        words, tone = (self._error, "bad") if self._error else (self._warning, "warn")
        if self._below is None:
            self._below = IconLabel("warning", size=12, tone=tone, wrap=True)
            self._column.insertWidget(2, self._below)
        self._below.set_tone(tone)
        self._below.setText(words)
        self._below.setVisible(bool(words))
        self.editor.setAccessibleDescription(self._spoken())

    def set_from_card(self, from_card: bool, hint: str = "") -> None:
        """Show the field in green (the card filled it), with a hint below if one is given."""
        if not self._error:
            self._mark("card" if from_card else "")
        self.set_hint(hint if from_card else "")

    def set_hint(self, text: str) -> None:
        """Show quiet words under the field."""
        if self._hint is None:
            if not text:
                return
            self._hint = Caption(wrap=True)
            self._column.insertWidget(2, self._hint)
        self._hint.setText(text)
        self._hint.setVisible(bool(text) and not self._error)

    def _mark(self, state: str) -> None:
        if self.editor.property("state") == state:
            return
        self.editor.setProperty("state", state)
        style = self.editor.style()
        style.unpolish(self.editor)
        style.polish(self.editor)
        self.editor.update()

    def _spoken(self) -> str:
        parts = [self.tr("bắt buộc") if self._required else "", self._error or self._warning]
        return ". ".join(part for part in parts if part)


class SearchField(QLineEdit):
    """The large field that a screen is searched with: 44 high, a magnifying glass inside at the left."""

    def __init__(self, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "search")
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        look = theme.current()
        side = look.px(18)
        paint_icon(QPainter(self), "search", look.ink3, QRect(13, (self.height() - side) // 2, side, side))


class NumberField(QSpinBox):
    """A small count, typed or stepped with the arrows; the stylesheet cannot give a spin box room at its left."""

    def __init__(self, name: str, least: int = 1, most: int = 99, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(least, most)
        self.setAccessibleName(name)
        self.lineEdit().setTextMargins(8, 0, 0, 0)
