"""A form made from data: one editor a field, its fault under it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from ui import theme
from ui.presenters.setting_fields import FieldKind, FieldSpec
from ui.presenters.setting_texts import TypedWrongly, from_text, to_text
from ui.views.span_editor import SpanEditor
from ui.widgets.choice import SegmentedChoice
from ui.widgets.fields import LabelledField, NumberField
from ui.widgets.pin_field import PinField

Editor = QLineEdit | QPlainTextEdit | QSpinBox | SegmentedChoice | SpanEditor
_MANY_LINES = (
    FieldKind.LINES, FieldKind.DAYS, FieldKind.UNITS, FieldKind.NAMES, FieldKind.DATED_CODES, FieldKind.TARGETS,
    FieldKind.DATED_TEXTS, FieldKind.DATED_AGENCIES, FieldKind.MERGERS,
)  # fmt: skip


class FieldsForm(QWidget):
    """Fields one under the other, in the order given, which is also the order of Tab.

    Signals:
        edited: The clerk changed something.
        confirmed: Enter in a PIN field, and no other PIN is still to be typed.
    """

    edited = Signal()
    confirmed = Signal()

    def __init__(self, specs: Sequence[FieldSpec], today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._specs = {spec.name: spec for spec in specs}
        self._today = today
        self._editors: dict[str, Editor] = {}
        self._fields: dict[str, LabelledField] = {}
        self._sought: QWidget | None = None
        self._still = StillWheel(self)
        # Not at once: a page that has just been shown has its layout only then. And it ends with the form.
        self._seek = QTimer(self)
        self._seek.setSingleShot(True)
        self._seek.timeout.connect(self._scroll_to_sought)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for spec in specs:
            editor = self._make_editor(spec)
            field = LabelledField(spec.label, editor, required=spec.is_required)
            field.set_hint(spec.hint)
            self._editors[spec.name], self._fields[spec.name] = editor, field
            editor.installEventFilter(self)
            column.addWidget(field)
        self._size()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.StyleChange:
            self._size()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.FocusIn:
            field = next((field for field in self._fields.values() if field.editor is watched), None)
            self._scroll_to(field)
        return False

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
                self._fields[name].set_error(wrong.words[:1].upper() + wrong.words[1:])
        return found

    def readable(self) -> dict[str, Any]:
        """Return what was typed and can be read; no fault is shown, for somebody is still typing."""
        found: dict[str, Any] = {}
        for name, spec in self._specs.items():
            with contextlib.suppress(TypedWrongly):
                found[name] = self._value(spec)
        return found

    def texts(self) -> dict[str, str]:
        """Return every field as it stands, typed wrongly or not, so that nothing is lost."""
        return {name: self._text(spec) for name, spec in self._specs.items()}

    def show_faults(self, faults: Mapping[str, str]) -> str:
        """Show faults by the field's name, take others away, and return the first field that has one."""
        for name, field in self._fields.items():
            field.set_error(faults.get(name, ""))
        return next((name for name in self._fields if name in faults), "")

    def show_warnings(self, warnings: Mapping[str, str]) -> None:
        """Show what should be looked at again, by the field's name, and take other warnings away."""
        for name, field in self._fields.items():
            field.set_warning(warnings.get(name, ""))

    def judge_again(self, faults: Mapping[str, str]) -> None:
        """Take away what has been mended, by the faults there are now; no new one is shown while somebody types."""
        readable = self.readable()
        for name, field in self._fields.items():
            if field.error and name in readable:
                field.set_error(faults.get(name, ""))

    def first_fault(self) -> str:
        """Return the first field that shows a fault; empty for none."""
        return next((name for name, field in self._fields.items() if field.error), "")

    def focus_on(self, name: str = "") -> None:
        """Put the focus into a field, the first by default, and scroll it with its fault into sight."""
        name = name or next(iter(self._editors))
        self._editors[name].setFocus()
        self._scroll_to(self._fields[name])

    def _scroll_to(self, field: QWidget | None) -> None:
        """Let a whole field be seen, its label and its fault with it; Qt alone would show where the cursor stands."""
        self._sought = field
        self._seek.start(0)

    def _scroll_to_sought(self) -> None:
        area: QWidget | None = self
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None and self._sought is not None:
            area.ensureWidgetVisible(self._sought, 0, 24)
        self._sought = None

    def _make_editor(self, spec: FieldSpec) -> Editor:
        editor: Editor
        if spec.kind is FieldKind.CHOICE:
            editor = SegmentedChoice(spec.label, [words for _value, words in spec.options])
            editor.chosen.connect(self._tell)
        elif spec.kind is FieldKind.COUNT:
            editor = NumberField(spec.label, spec.least, spec.most)
            editor.installEventFilter(self._still)
            editor.valueChanged.connect(self._tell)
        elif spec.kind is FieldKind.SPANS:
            editor = SpanEditor()
            editor.edited.connect(self._tell)
        elif spec.kind in _MANY_LINES:
            editor = QPlainTextEdit()
            editor.setTabChangesFocus(True)
            editor.textChanged.connect(self._tell)
        elif spec.kind is FieldKind.PIN:
            editor = PinField(spec.label)
            editor.textChanged.connect(self._tell)
            editor.returnPressed.connect(self._confirm)
        else:
            editor = QLineEdit()
            editor.setMaxLength(500)
            editor.textChanged.connect(self._tell)
        return editor

    def _size(self) -> None:
        """Give boxes made for text the size that the clerk's text has."""
        look = theme.current()
        for editor in self._editors.values():
            if isinstance(editor, QSpinBox):
                editor.setFixedWidth(look.px(110))
            elif isinstance(editor, QPlainTextEdit):
                editor.setFixedHeight(look.px(96))

    def _confirm(self) -> None:
        """Go to the next PIN that is not typed, or confirm."""
        empty = (name for name, editor in self._editors.items() if isinstance(editor, PinField) and not editor.pin)
        left = next(empty, "")
        if left:
            self.focus_on(left)
        else:
            self.confirmed.emit()

    def _tell(self) -> None:
        self.edited.emit()

    def _put(self, spec: FieldSpec, value: Any) -> None:
        editor = self._editors[spec.name]
        if isinstance(editor, SegmentedChoice):
            editor.set_index(next((n for n, option in enumerate(spec.options) if option[0] == value), -1))
        elif isinstance(editor, SpanEditor):
            editor.put(value)
        elif isinstance(editor, QSpinBox):
            editor.setValue(int(value))
        else:
            text = to_text(spec.kind, value)
            if isinstance(editor, QLineEdit):
                editor.setText(text)
                editor.setCursorPosition(0)
            else:
                editor.setPlainText(text)

    def _value(self, spec: FieldSpec) -> Any:
        editor = self._editors[spec.name]
        if isinstance(editor, SegmentedChoice):
            return spec.options[editor.index][0] if editor.index >= 0 else ""
        if isinstance(editor, SpanEditor):
            return editor.value(self._today())
        if isinstance(editor, QSpinBox):
            return editor.value()
        return from_text(spec.kind, self._text(spec), self._today())

    def _text(self, spec: FieldSpec) -> str:
        editor = self._editors[spec.name]
        if isinstance(editor, SegmentedChoice):
            return str(spec.options[editor.index][0]) if editor.index >= 0 else ""
        if isinstance(editor, QSpinBox):
            return str(editor.value())
        return editor.text() if isinstance(editor, QLineEdit | SpanEditor) else editor.toPlainText()


def scrolled(inner: QWidget) -> QScrollArea:
    """Return ``inner`` in an area that scrolls downwards; the focus goes to what is in it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    return area


class StillWheel(QObject):
    """Keeps the wheel from changing a value on its way down the page: only the field with the focus turns with it."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False
