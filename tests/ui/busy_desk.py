"""A program of its own with one field and the scanner, that is busy for a second from the first key on.

python -m tests.ui.busy_desk    prints the window's name when it is seen, then what was scanned, what the field holds
"""

from __future__ import annotations

import sys
import threading

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit

from ui.scanner import Scanner


class Busy(QObject):
    """Keeps the interface thread for a second when the first key has been pressed."""

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field)
        self._has_begun = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.ShortcutOverride and not self._has_begun:
            self._has_begun = True
            QTimer.singleShot(0, self._work)
        return False

    def _work(self) -> None:
        threading.Event().wait(1)


def main() -> int:
    application = QApplication(sys.argv[:1])
    field = QLineEdit()
    field.setWindowTitle("busy desk")
    busy, scanner = Busy(field), Scanner(application)
    application.installEventFilter(busy)

    def tell(payload: str) -> None:
        print(f"{payload} [{field.text()}]", flush=True)
        application.quit()

    scanner.card_scanned.connect(tell)
    field.textChanged.connect(tell)
    field.show()
    return application.exec()


if __name__ == "__main__":
    raise SystemExit(main())
