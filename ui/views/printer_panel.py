"""Where one kind of paper is printed, with the offsets that its test sheet shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QLocale, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cchc_desktop.domain.printing import Printer
from cchc_desktop.domain.slip import Offsets
from ui import theme
from ui.views.fields_form import StillWheel
from ui.widgets.buttons import OUTLINED, KeyButton
from ui.widgets.fields import LabelledField
from ui.widgets.labels import AccentLabel, Caption

_MOST_MM = 20.0
_WIDTH = 130


class MillimetreField(QDoubleSpinBox):
    """Millimetres with one decimal. A comma and a point are both its sign, whatever the language of the screen.

    Qt would pass over the sign of the other language, and 1.5 typed in Vietnamese would become 15.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(-_MOST_MM, _MOST_MM)
        self.setSingleStep(0.5)
        self.setDecimals(1)
        self.setSuffix(" mm")
        self.setLocale(QLocale())  # the window was made before the program's locale was set, and would hand its own on
        self.lineEdit().setTextMargins(8, 0, 0, 0)
        self._size()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.StyleChange:
            self._size()
        super().changeEvent(event)

    def validate(self, text: str, place: int) -> Any:
        return super().validate(self._own(text), place)

    def valueFromText(self, text: str) -> float:  # noqa: N802
        return super().valueFromText(self._own(text))

    def _size(self) -> None:
        self.setFixedWidth(theme.current().px(_WIDTH))

    def _own(self, text: str) -> str:
        point = self.locale().decimalPoint()
        return text.replace("," if point == "." else ".", point)


class PrinterPanel(QWidget):
    """A printer and, where papers of this kind are measured, four offsets.

    Signals:
        edited: The clerk changed something.
    """

    edited = Signal()

    def __init__(
        self,
        title: str = "",
        *,
        label: str = "",
        actions: Sequence[QAction] = (),
        needs_both_sides: bool = True,
        has_offsets: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """Create the panel.

        Args:
            title: Which paper, as a heading; empty for none.
            label: What stands above the list of printers; empty for the usual word.
            actions: Shown as buttons under it: the test sheet, the search for printers.
            needs_both_sides: Whether a printer that prints one side only is warned of.
            has_offsets: Whether offsets can be set.
            parent: Qt's parent.
        """
        super().__init__(parent)
        self._wanted = ""
        self._found: tuple[Printer, ...] = ()
        self._needs_both_sides = needs_both_sides
        self._printers = QComboBox()
        self._still = StillWheel(self)
        self._printers.installEventFilter(self._still)
        self._field = LabelledField(label or self.tr("Máy in"), self._printers)
        self._spins = [MillimetreField() for _ in range(4)] if has_offsets else []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        if title:
            column.addWidget(AccentLabel(title, size=14, weight=600))
        column.addWidget(self._field)
        if has_offsets:
            column.addLayout(self._offset_grid())
            hint = self.tr("Cộng thêm số đo được trên trang thử; số âm là sang trái, lên trên.")
            column.addWidget(Caption(hint, wrap=True))
        if actions:
            line = QHBoxLayout()
            for action in actions:
                line.addWidget(KeyButton(action, OUTLINED))
            line.addStretch(1)
            column.addLayout(line)
        self._list_printers()
        self.show_asking()
        self._printers.activated.connect(self._tell)

    @property
    def printer(self) -> str:
        """The chosen printer's name; empty: papers open as PDF."""
        return str(self._printers.currentData() or "")

    @property
    def printer_words(self) -> str:
        """The chosen printer as it stands in the list."""
        return self._printers.currentText()

    @property
    def offsets(self) -> Offsets:
        """The offsets in mm."""
        if not self._spins:
            return Offsets()
        one, two, three, four = (spin.value() for spin in self._spins)
        return Offsets(front_dx_mm=one, front_dy_mm=two, back_dx_mm=three, back_dy_mm=four)

    @property
    def field(self) -> LabelledField:
        """The list of printers with what is said under it."""
        return self._field

    def show_choice(self, printer: str, offsets: Offsets) -> None:
        """Show what is chosen now."""
        self.blockSignals(True)
        self._wanted = printer
        self._list_printers()
        values = (offsets.front_dx_mm, offsets.front_dy_mm, offsets.back_dx_mm, offsets.back_dy_mm)
        for spin, value in zip(self._spins, values, strict=False):
            spin.setValue(value)
        self.blockSignals(False)
        self._say_of_choice()

    def show_asking(self) -> None:
        """Say that the machine is asked for its printers."""
        self._field.set_hint(self.tr("Đang hỏi máy này có những máy in nào…"))

    def show_printers(self, printers: Sequence[Printer]) -> None:
        """Offer the machine's printers; the one chosen stays, also when the machine does not name it now."""
        self._found = tuple(printers)
        self._list_printers()
        self._say_of_choice()

    def set_focus(self) -> None:
        """Put the focus into the list of printers."""
        self._printers.setFocus()

    def _offset_grid(self) -> QGridLayout:
        names = (
            self.tr("Mặt trước, sang phải"),
            self.tr("Mặt trước, xuống dưới"),
            self.tr("Mặt sau, sang phải"),
            self.tr("Mặt sau, xuống dưới"),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setColumnStretch(2, 1)
        for place, (name, spin) in enumerate(zip(names, self._spins, strict=True)):
            spin.installEventFilter(self._still)
            spin.valueChanged.connect(self._tell)
            grid.addWidget(LabelledField(name, spin), *divmod(place, 2))
        return grid

    def _list_printers(self) -> None:
        self._printers.clear()
        self._printers.addItem(self.tr("Không in, mở thành PDF"), "")
        for printer in self._found:
            self._printers.addItem(self._words(printer), printer.name)
        if self._wanted and self._printers.findData(self._wanted) < 0:
            words = self.tr("{} (máy này không thấy)").format(self._wanted) if self._found else self._wanted
            self._printers.addItem(words, self._wanted)
        self._printers.setCurrentIndex(max(0, self._printers.findData(self._wanted)))

    def _words(self, printer: Printer) -> str:
        sides = {True: self.tr("hai mặt"), False: self.tr("chỉ một mặt"), None: ""}[printer.can_duplex]
        name = printer.description or printer.name
        return f"{name} · {sides}" if sides else name

    def _say_of_choice(self) -> None:
        chosen = next((printer for printer in self._found if printer.name == self.printer), None)
        default = next((printer for printer in self._found if printer.is_default), None)
        hint = warning = ""
        if chosen is not None and chosen.can_duplex is False and self._needs_both_sides:
            warning = self.tr(
                "Máy này chỉ in một mặt, mà giấy hẹn phải đủ hai mặt. Chọn máy khác, hoặc mở thành PDF rồi in từng mặt."
            )
        elif chosen is not None and not chosen.accepts:
            warning = self.tr("Máy này đang không nhận việc in.")
        elif not self._found:
            hint = self.tr("Máy này chưa cài máy in nào; giấy mở thành PDF. Cài máy in rồi chọn lại ở đây.")
        elif default is not None and not self.printer:
            hint = self.tr("Máy in mặc định của máy này: {}").format(default.description)
        self._field.set_hint(hint)
        self._field.set_warning(warning)

    def _tell(self) -> None:
        self._wanted = self.printer
        self._say_of_choice()
        self.edited.emit()
