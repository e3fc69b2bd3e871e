"""Where one kind of paper is printed, with the offsets that its test sheet shows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QHBoxLayout, QVBoxLayout, QWidget

from cchc_desktop.domain.printing import Printer
from cchc_desktop.domain.slip import Offsets
from ui import theme
from ui.widgets.buttons import OUTLINED, KeyButton
from ui.widgets.fields import LabelledField
from ui.widgets.labels import AccentLabel, Caption

_MOST_MM = 20.0


class PrinterPanel(QWidget):
    """A printer and four offsets.

    Signals:
        edited: The clerk changed something.
    """

    edited = Signal()

    def __init__(self, title: str, test: QAction | None = None, parent: QWidget | None = None) -> None:
        """Create the panel; ``test`` prints the test sheet."""
        super().__init__(parent)
        self._wanted = ""
        self._printers = QComboBox()
        self._field = LabelledField(self.tr("Máy in"), self._printers)
        self._spins = [self._make_spin() for _ in range(4)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(AccentLabel(title, size=14, weight=600))
        column.addWidget(self._field)
        row = QHBoxLayout()
        row.setSpacing(10)
        names = (
            self.tr("Mặt trước, sang phải"),
            self.tr("Mặt trước, xuống dưới"),
            self.tr("Mặt sau, sang phải"),
            self.tr("Mặt sau, xuống dưới"),
        )
        for name, spin in zip(names, self._spins, strict=True):
            row.addWidget(LabelledField(name, spin))
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(Caption(self.tr("Đo trên trang thử, tính bằng mm; số âm là sang trái, lên trên."), wrap=True))
        if test is not None:
            line = QHBoxLayout()
            line.addWidget(KeyButton(test, OUTLINED))
            line.addStretch(1)
            column.addLayout(line)
        self.show_printers([])
        self._printers.activated.connect(self._tell)
        for spin in self._spins:
            spin.valueChanged.connect(self._tell)

    @property
    def printer(self) -> str:
        """The chosen printer's name; empty: papers open as PDF."""
        return str(self._printers.currentData() or "")

    @property
    def offsets(self) -> Offsets:
        """The offsets in mm."""
        one, two, three, four = (spin.value() for spin in self._spins)
        return Offsets(front_dx_mm=one, front_dy_mm=two, back_dx_mm=three, back_dy_mm=four)

    def show_choice(self, printer: str, offsets: Offsets) -> None:
        """Show what is chosen now."""
        self.blockSignals(True)
        self._wanted = printer
        if printer and self._printers.findData(printer) < 0:
            self._printers.addItem(printer, printer)
        self._printers.setCurrentIndex(max(0, self._printers.findData(printer)))
        values = (offsets.front_dx_mm, offsets.front_dy_mm, offsets.back_dx_mm, offsets.back_dy_mm)
        for spin, value in zip(self._spins, values, strict=True):
            spin.setValue(value)
        self.blockSignals(False)

    def show_printers(self, printers: Sequence[Printer]) -> None:
        """Offer the machine's printers; the one chosen stays, also when the machine does not name it now."""
        wanted = self.printer or self._wanted
        self.blockSignals(True)
        self._printers.clear()
        self._printers.addItem(self.tr("Không in, mở thành PDF"), "")
        for printer in printers:
            self._printers.addItem(self._words(printer), printer.name)
        if wanted and self._printers.findData(wanted) < 0:
            self._printers.addItem(self.tr("{} (máy này không thấy)").format(wanted), wanted)
        self._printers.setCurrentIndex(max(0, self._printers.findData(wanted)))
        self.blockSignals(False)
        default = next((printer for printer in printers if printer.is_default), None)
        self._field.set_hint(
            "" if wanted or default is None else self.tr("Máy mặc định: {}").format(default.description)
        )

    def set_focus(self) -> None:
        """Put the focus into the list of printers."""
        self._printers.setFocus()

    def _words(self, printer: Printer) -> str:
        sides = {True: self.tr("hai mặt"), False: self.tr("chỉ một mặt"), None: ""}[printer.can_duplex]
        name = printer.description or printer.name
        return f"{name} · {sides}" if sides else name

    def _make_spin(self) -> QDoubleSpinBox:
        spin = QDoubleSpinBox()
        spin.setRange(-_MOST_MM, _MOST_MM)
        spin.setSingleStep(0.5)
        spin.setDecimals(1)
        spin.setFixedWidth(theme.current().px(104))
        return spin

    def _tell(self) -> None:
        self.edited.emit()
