"""The list of wards that the program comes with, found by a few letters without accents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QListView, QWidget

from cchc_desktop.text import fold

if TYPE_CHECKING:
    from cchc_desktop.services.workplace import Ward

_NEXT_LETTER_MS = 1500
"""A letter that comes later begins a new search."""
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class WardChoice(QComboBox):
    """Wards by name; "phuoc h" finds Phước Hải and Phước Hòa whether the list is open or not."""

    def __init__(self, nothing: str, wards: Sequence[Ward], parent: QWidget | None = None) -> None:
        """Create the choice; ``nothing`` is the first line, which stands for a name that is typed."""
        super().__init__(parent)
        self._letters = ""
        self._since = QElapsedTimer()
        self._since.start()
        self.setView(_WardList(self))
        self.setMaxVisibleItems(12)
        self.addItem(nothing, None)
        for ward in sorted(wards, key=_folded):
            self.addItem(f"{ward.name} ({ward.unit_kind})", ward)

    @property
    def ward(self) -> Ward | None:
        """The chosen ward; None where the name is typed."""
        return self.currentData()  # type: ignore[no-any-return]

    def choose_nothing(self) -> None:
        """Let the name be typed."""
        self.setCurrentIndex(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.modifiers() & _HELD or not event.text().isprintable() or not event.text():
            super().keyPressEvent(event)
            return
        found = self.find_by(event.text())
        if found < 0 and not self._letters:
            super().keyPressEvent(event)  # a space opens the list
        elif found >= 0 and found != self.currentIndex():
            self.setCurrentIndex(found)
            self.activated.emit(found)

    def find_by(self, letter: str) -> int:
        """Take one more letter of a search and return the first line that fits, -1 for none."""
        if self._since.restart() > _NEXT_LETTER_MS:
            self._letters = ""
        self._letters = (self._letters + fold(letter)).lstrip()
        if not self._letters:
            return -1
        names = [fold(self.itemText(line)) for line in range(self.count())]
        begins = [line for line in range(1, len(names)) if names[line].startswith(self._letters)]
        inside = [line for line in range(1, len(names)) if f" {self._letters}" in names[line]]
        return next(iter(begins + inside), -1)


class _WardList(QListView):
    """The list while it is open."""

    def __init__(self, choice: WardChoice) -> None:
        super().__init__(choice)
        self._choice = choice

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        found = self._choice.find_by(search)
        if found >= 0:
            self.setCurrentIndex(self._choice.model().index(found, 0))


def _folded(ward: Ward) -> str:
    return fold(ward.name)
