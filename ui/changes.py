"""Through this the screens hear that something was saved; each decides for itself whether it must look again."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Changes(QObject):
    """One for the whole program.

    Signals:
        changed: Something was written (carries what the service returned: an event, a dossier, settings), or was
            refused for what concerns every screen (the `ClockError`).
    """

    changed = Signal(object)

    def tell(self, what: object) -> None:
        """Let every screen hear of ``what``."""
        self.changed.emit(what)
