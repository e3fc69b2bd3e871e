"""Those who wait without an appointment, as cards of the board: number, name, running clock, share of the limit."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

_Index = QModelIndex | QPersistentModelIndex
TICKET_ROLE = Qt.ItemDataRole.UserRole


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TicketRow:
    """One card."""

    code: str
    number: str
    """By what the citizen is called: the last four digits of the code."""
    name: str
    procedure: str
    clock: str
    """Working time since the receipt, "00:31"."""
    share: float
    """Of the statutory limit, at most 1."""
    tone: str
    """day, warn from half the limit, bad where it can no longer be settled today."""
    received: str
    limit: str
    chip: str = ""
    chip_tone: str = "warn"
    note: str = ""
    """A slip at request, times that are not reliable."""
    spoken: str = ""


def called(code: str) -> str:
    """Return the number by which a citizen is called: the code's last part."""
    return code.rpartition("-")[2]


class TicketModel(QAbstractListModel):
    """The cards of one lane. A card that only ticked on is told as changed, so that what is chosen stays chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[TicketRow, ...] = ()

    def show(self, rows: Sequence[TicketRow]) -> None:
        """Show other cards; where they are the same people, only what changed is painted anew."""
        before, self._rows = self._rows, tuple(rows)
        if [row.code for row in before] != [row.code for row in self._rows]:
            self._rows = before
            self.beginResetModel()
            self._rows = tuple(rows)
            self.endResetModel()
            return
        for place, (old, new) in enumerate(zip(before, self._rows, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(place), self.index(place))

    def rows(self) -> tuple[TicketRow, ...]:
        """Return the cards."""
        return self._rows

    def place_of(self, code: str) -> int:
        """Return where a dossier stands, -1 where it does not."""
        return next((place for place, row in enumerate(self._rows) if row.code == code), -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if role == TICKET_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        return row.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None
