"""A field for a PIN: dots only, digits only; what was typed is neither shown, nor copied, nor read aloud."""

from __future__ import annotations

from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit, QWidget

LONGEST = 12
"""No PIN is longer."""


class PinField(QLineEdit):
    """One line of dots; a letter is not taken, so a Vietnamese keyboard left on does no harm."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Create the field; ``name`` is already translated and what a screen reader says."""
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]*"), self))
        self.setMaxLength(LONGEST)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData
        )
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAccessibleName(name)

    @property
    def pin(self) -> str:
        """What was typed."""
        return self.text()
