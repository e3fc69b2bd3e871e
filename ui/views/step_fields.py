"""The fields of a step's form: for each kind of field its editor, what it holds, and its fault under it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from cchc_desktop.domain.procedure import Procedure
from cchc_desktop.domain.steps import FieldKind
from ui import theme
from ui.presenters.step_form import NUMBER, PROCEDURE, FieldSpec
from ui.views.fields_form import StillWheel
from ui.views.step_lists import AskedPapers, TickList, TickRow
from ui.views.step_pickers import AttachmentPicker, ProcedurePicker
from ui.widgets.choice import SegmentedChoice
from ui.widgets.fields import LabelledField, NumberField
from ui.widgets.masked import MaskedNumber

_LONGEST = 500
_LONG_TEXT_HEIGHT = 72


class StepFields(QWidget):
    """One field under the other, in the order of Tab.

    Signals:
        changed: A field holds something else; carries its name and what it holds, a text as it was typed.
        attach_wanted: A document is to be attached now.
    """

    changed = Signal(str, object)
    attach_wanted = Signal()

    def __init__(self, specs: Sequence[FieldSpec], procedures: Callable[[str], list[Procedure]]) -> None:
        super().__init__()
        self._specs = {spec.name: spec for spec in specs}
        self._procedures = procedures
        self._fields: dict[str, LabelledField] = {}
        self._editors: dict[str, QWidget] = {}
        self._options: dict[str, tuple[tuple[str, str], ...]] = {spec.name: spec.options for spec in specs}
        self._still = StillWheel(self)
        self._sought: QWidget | None = None
        self._seek = QTimer(self)
        self._seek.setSingleShot(True)
        self._seek.timeout.connect(self._scroll_to_sought)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 8, 8)
        self._column.setSpacing(10)
        for spec in specs:
            self._add(spec)
        self._column.addStretch(1)
        self._size()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.StyleChange:
            self._size()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.FocusIn:
            self._sought = next((field for name, field in self._fields.items() if self._is_in(name, watched)), None)
            self._seek.start(0)
        return False

    def editor(self, name: str) -> QWidget:
        """Return the editor of a field."""
        return self._editors[name]

    def field(self, name: str) -> LabelledField:
        """Return a field with its label and its fault."""
        return self._fields[name]

    def put(self, values: Mapping[str, Any]) -> None:
        """Show what a draft held."""
        self.blockSignals(True)
        for name, given in values.items():
            self._put(name, given)
        self.blockSignals(False)

    def show_options(self, name: str, options: Sequence[tuple[str, str]]) -> None:
        """Offer other choices in a field; one that was just attached is taken."""
        editor = self._editors.get(name)
        self._options[name] = tuple(options)
        if isinstance(editor, AttachmentPicker):
            editor.show_options(options)
        elif isinstance(editor, _Segments):
            editor.offer(options, self._specs[name].text)
            self._fields[name].setVisible(bool(options))

    def show_state(self, shown: frozenset[str], faults: Mapping[str, str]) -> None:
        """Show the fields that belong to the form now, with their faults."""
        for name, field in self._fields.items():
            field.setVisible(name in shown or self._has_cases(name))
            field.set_error(faults.get(name, ""))

    def focus_on(self, name: str = "") -> None:
        """Go to a field, the first by default."""
        name = name if name in self._editors else self.first()
        if name:
            _focusable(self._editors[name]).setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._sought = self._fields[name]
            self._seek.start(0)

    def first(self) -> str:
        """Return the first field that is shown."""
        return next((name for name, field in self._fields.items() if not field.isHidden()), "")

    def _has_cases(self, name: str) -> bool:
        return name == "case_code" and bool(self._options[name])

    def _is_in(self, name: str, watched: QObject) -> bool:
        editor = self._editors[name]
        return editor is watched or (isinstance(watched, QWidget) and editor.isAncestorOf(watched))

    def _scroll_to_sought(self) -> None:
        area: QWidget | None = self
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None and self._sought is not None:
            area.ensureWidgetVisible(self._sought, 0, 24)

    def _add(self, spec: FieldSpec) -> None:
        editor = self._make(spec)
        field = LabelledField("" if isinstance(editor, QCheckBox) else spec.label, editor, required=spec.is_needed)
        field.set_hint(spec.hint)
        self._fields[spec.name], self._editors[spec.name] = field, editor
        for part in (editor, *editor.findChildren(QWidget)):
            if part.focusPolicy() != Qt.FocusPolicy.NoFocus:
                part.installEventFilter(self)
        self._column.addWidget(field)

    def _make(self, spec: FieldSpec) -> QWidget:
        tell = partial(self.changed.emit, spec.name)
        if spec.name == PROCEDURE:
            procedure = ProcedurePicker(spec.text, self._procedures)
            procedure.chosen.connect(tell)
            return procedure
        if spec.name == NUMBER:
            number = MaskedNumber()
            number.set_number(spec.text)
            number.number_typed.connect(tell)
            return number
        return self._makers()[spec.kind](spec, tell)

    def _makers(self) -> Mapping[FieldKind, Callable[[FieldSpec, Callable[[Any], object]], QWidget]]:
        return {
            FieldKind.TEXT: _line,
            FieldKind.MOMENT: _line,
            FieldKind.DAY: _line,
            FieldKind.LONG_TEXT: _long_text,
            FieldKind.CODE: _code,
            FieldKind.COUNT: self._count,
            FieldKind.FLAG: _flag,
            FieldKind.CHOICE: _choice,
            FieldKind.CHOICES: _choices,
            FieldKind.ITEMS: _items,
            FieldKind.ATTACHMENT: self._attachment,
        }

    def _count(self, spec: FieldSpec, tell: Callable[[Any], object]) -> QWidget:
        editor = NumberField(spec.label, spec.least, spec.most)
        editor.setValue(int(spec.value) if spec.value is not None else spec.least)
        editor.installEventFilter(self._still)
        editor.valueChanged.connect(tell)
        return editor

    def _attachment(self, spec: FieldSpec, tell: Callable[[Any], object]) -> QWidget:
        editor = AttachmentPicker(spec.label, spec.options)
        editor.chosen.connect(tell)
        editor.attach_wanted.connect(self.attach_wanted)
        return editor

    def _put(self, name: str, given: Any) -> None:
        editor, spec = self._editors[name], self._specs[name]
        if isinstance(editor, AskedPapers):
            editor.put(given)
        elif isinstance(editor, TickList):
            editor.set_rows([_reason_row(reason, given) for reason in spec.reasons])
        elif isinstance(editor, NumberField):
            editor.setValue(int(given))
        elif isinstance(editor, QCheckBox):
            editor.setChecked(given is True)
        elif isinstance(editor, _Segments | ProcedurePicker | AttachmentPicker):
            editor.put(str(given))
        elif isinstance(editor, MaskedNumber):
            editor.set_number(str(given))
        elif isinstance(editor, QComboBox):
            _put_into_box(editor, str(given))
        elif isinstance(editor, QLineEdit):
            editor.setText(str(given))
        elif isinstance(editor, QPlainTextEdit):
            editor.setPlainText(str(given))

    def _size(self) -> None:
        """Give boxes made for text the size that the clerk's text has."""
        look = theme.current()
        for name, editor in self._editors.items():
            kind = self._specs[name].kind
            if isinstance(editor, QPlainTextEdit):
                editor.setFixedHeight(look.px(_LONG_TEXT_HEIGHT))
            elif isinstance(editor, NumberField):
                editor.setFixedWidth(look.px(110))
            elif kind in (FieldKind.MOMENT, FieldKind.DAY):
                editor.setMaximumWidth(look.px(220))


class LongText(QPlainTextEdit):
    """Some lines of text; Tab goes on, Ctrl+Enter belongs to the screen.

    Signals:
        typed: What stands in it now.
    """

    typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._tell)

    def _tell(self) -> None:
        self.typed.emit(self.toPlainText())


class _Choices(TickList):
    """Reasons to tick.

    Signals:
        chosen: Carries the codes that are ticked.
    """

    chosen = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.changed.connect(self._tell)

    def _tell(self) -> None:
        self.chosen.emit(tuple(row.key for row in self.rows if row.is_ticked))


class _Segments(SegmentedChoice):
    """A choice that tells its value.

    Signals:
        taken: Carries the value.
    """

    taken = Signal(str)

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec.label, (), height=32, wraps=True)
        self._values: tuple[str, ...] = ()
        self.offer(spec.options, spec.text)
        self.chosen.connect(self._tell)

    def offer(self, options: Sequence[tuple[str, str]], held: str) -> None:
        """Offer other choices."""
        self._values = tuple(value for value, _words in options)
        self.set_options([words for _value, words in options])
        self.put(held)

    def put(self, value: str) -> None:
        """Choose a value from the program's side."""
        self.set_index(self._values.index(value) if value in self._values else -1)

    def _tell(self, place: int) -> None:
        self.taken.emit(self._values[place])


def _line(spec: FieldSpec, tell: Callable[[Any], object]) -> QWidget:
    editor = QLineEdit(spec.text)
    editor.setMaxLength(_LONGEST)
    editor.setPlaceholderText(spec.placeholder)
    editor.setCursorPosition(0)
    editor.textChanged.connect(tell)
    return editor


def _long_text(spec: FieldSpec, tell: Callable[[Any], object]) -> QWidget:
    editor = LongText()
    editor.setPlainText(spec.text)
    editor.setPlaceholderText(spec.placeholder)
    editor.typed.connect(tell)
    return editor


def _code(spec: FieldSpec, tell: Callable[[Any], object]) -> QWidget:
    """Return a line, a line with suggestions, or, where a value stands for the words, a box to choose from."""
    if not spec.options:
        return _line(spec, tell)
    box = QComboBox()
    is_typed = all(value == words for value, words in spec.options)
    box.setEditable(is_typed)
    for value, words in spec.options:
        box.addItem(words, value)
    if is_typed:
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.setCurrentIndex(-1)
        box.setEditText(spec.text)
        line = box.lineEdit()
        if line is not None:
            line.setMaxLength(_LONGEST)
            line.setPlaceholderText(spec.placeholder)
            line.setAccessibleName(spec.label)
        box.editTextChanged.connect(tell)
    else:
        _put_into_box(box, spec.text)
        box.currentIndexChanged.connect(partial(_tell_data, box, tell))
    return box


def _tell_data(box: QComboBox, tell: Callable[[Any], object], _place: int) -> None:
    tell(str(box.currentData() or ""))


def _put_into_box(box: QComboBox, value: str) -> None:
    place = box.findData(value)
    if box.isEditable() and place < 0:
        box.setEditText(value)
    else:
        box.setCurrentIndex(place)


def _flag(spec: FieldSpec, tell: Callable[[Any], object]) -> QWidget:
    editor = QCheckBox(spec.label)
    editor.setAccessibleName(spec.label)
    editor.setChecked(spec.value is True)
    editor.toggled.connect(tell)
    return editor


def _choice(spec: FieldSpec, tell: Callable[[Any], object]) -> QWidget:
    editor = _Segments(spec)
    editor.taken.connect(tell)
    return editor


def _choices(spec: FieldSpec, tell: Callable[[Any], object]) -> QWidget:
    editor = _Choices(spec.label)
    editor.set_rows([_reason_row(reason, spec.value or ()) for reason in spec.reasons])
    editor.chosen.connect(tell)
    return editor


def _items(spec: FieldSpec, tell: Callable[[Any], object]) -> QWidget:
    editor = AskedPapers(spec.label, spec.papers)
    editor.changed.connect(tell)
    return editor


def _reason_row(reason: tuple[str, str, str], ticked: Sequence[str]) -> TickRow:
    code, text, basis = reason
    return TickRow(key=code, head=text, line=basis, is_ticked=code in ticked)


def _focusable(editor: QWidget) -> QWidget:
    """Return the part of an editor that takes keys: of one made of several, the first that does."""
    if editor.focusPolicy() != Qt.FocusPolicy.NoFocus or editor.focusProxy() is not None:
        return editor
    parts = (part for part in editor.findChildren(QWidget) if part.focusPolicy() != Qt.FocusPolicy.NoFocus)
    return next(parts, editor)
