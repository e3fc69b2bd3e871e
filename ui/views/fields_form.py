"""A form made from data: one editor a field, its fault under it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSpinBox, QVBoxLayout, QWidget

from cchc_desktop import sentences
from ui import error_texts, theme
from ui.presenters.setting_fields import FieldKind, FieldSpec, TypedWrongly, from_text, to_text
from ui.widgets.choice import SegmentedChoice
from ui.widgets.fields import LabelledField

Editor = QLineEdit | QPlainTextEdit | QSpinBox | SegmentedChoice
_MANY_LINES = (FieldKind.LINES, FieldKind.DAYS, FieldKind.UNITS)


class FieldsForm(QWidget):
    """Fields one under the other, in the order given, which is also the order of Tab.

    Signals:
        edited: The clerk changed something.
    """

    edited = Signal()

    def __init__(self, specs: Sequence[FieldSpec], today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._specs = {spec.name: spec for spec in specs}
        self._today = today
        self._editors: dict[str, Editor] = {}
        self._fields: dict[str, LabelledField] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for spec in specs:
            editor = self._make_editor(spec)
            field = LabelledField(spec.label, editor, required=spec.is_required)
            field.set_hint(spec.hint)
            self._editors[spec.name], self._fields[spec.name] = editor, field
            column.addWidget(field)

    def editor(self, name: str) -> Editor:
        """Return the editor of a field."""
        return self._editors[name]

    def field(self, name: str) -> LabelledField:
        """Return a field with its label and fault."""
        return self._fields[name]

    def names(self) -> list[str]:
        """Return the names of the fields, in order."""
        return list(self._specs)

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show values; nothing counts as edited by that."""
        self.blockSignals(True)
        for name, spec in self._specs.items():
            if name in values:
                self._put(spec, values[name])
        self.blockSignals(False)
        self.show_faults({})

    def values(self) -> dict[str, Any]:
        """Return what was typed; a field that cannot be read shows its fault and is left out."""
        found: dict[str, Any] = {}
        for name, spec in self._specs.items():
            try:
                found[name] = self._value(spec)
            except TypedWrongly as wrong:
                words = error_texts.said(sentences.BY_CAUSE[wrong.cause])
                self._fields[name].set_error(words[:1].upper() + words[1:])
        return found

    def texts(self) -> dict[str, str]:
        """Return every field as it stands, typed wrongly or not, so that nothing is lost."""
        return {name: self._text(spec) for name, spec in self._specs.items()}

    def show_faults(self, faults: Mapping[str, str]) -> str:
        """Show faults by the field's name, take others away, and return the first field that has one."""
        for name, field in self._fields.items():
            field.set_error(faults.get(name, ""))
        return next((name for name in self._fields if name in faults), "")

    def first_fault(self) -> str:
        """Return the first field that shows a fault; empty for none."""
        return next((name for name, field in self._fields.items() if field.error), "")

    def focus_on(self, name: str = "") -> None:
        """Put the focus into a field, the first by default."""
        self._editors[name or next(iter(self._editors))].setFocus()

    def _make_editor(self, spec: FieldSpec) -> Editor:
        editor: Editor
        if spec.kind is FieldKind.CHOICE:
            editor = SegmentedChoice(spec.label, [words for _value, words in spec.options])
            editor.chosen.connect(self._tell)
        elif spec.kind is FieldKind.COUNT:
            editor = QSpinBox()
            editor.setRange(1, spec.most)
            editor.setFixedWidth(theme.current().px(110))
            editor.valueChanged.connect(self._tell)
        elif spec.kind in _MANY_LINES:
            editor = QPlainTextEdit()
            editor.setTabChangesFocus(True)
            editor.setFixedHeight(theme.current().px(96))
            editor.textChanged.connect(self._tell)
        else:
            editor = QLineEdit()
            editor.setMaxLength(500)
            editor.textChanged.connect(self._tell)
        return editor

    def _tell(self) -> None:
        self.edited.emit()

    def _put(self, spec: FieldSpec, value: Any) -> None:
        editor = self._editors[spec.name]
        if isinstance(editor, SegmentedChoice):
            editor.set_index(next((n for n, option in enumerate(spec.options) if option[0] == value), -1))
        elif isinstance(editor, QSpinBox):
            editor.setValue(int(value))
        else:
            text = value if isinstance(value, str) else to_text(spec.kind, value)
            if isinstance(editor, QLineEdit):
                editor.setText(text)
                editor.setCursorPosition(0)
            else:
                editor.setPlainText(text)

    def _value(self, spec: FieldSpec) -> Any:
        editor = self._editors[spec.name]
        if isinstance(editor, SegmentedChoice):
            return spec.options[editor.index][0] if editor.index >= 0 else ""
        if isinstance(editor, QSpinBox):
            return editor.value()
        return from_text(spec.kind, self._text(spec), self._today())

    def _text(self, spec: FieldSpec) -> str:
        editor = self._editors[spec.name]
        if isinstance(editor, SegmentedChoice):
            return spec.options[editor.index][0] if editor.index >= 0 else ""
        if isinstance(editor, QSpinBox):
            return str(editor.value())
        return editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()
