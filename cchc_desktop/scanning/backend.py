"""What every way to a scanner can do: SANE (`scanning.sane`); other systems' ways answer the same."""

from __future__ import annotations

import enum
import threading
from typing import Protocol

from cchc_desktop.domain.attachment import Scanner


class ScanCause(enum.StrEnum):
    """Why no page came: the ``cause`` of `errors.ScanFailed`."""

    NO_PROGRAM = "no_program"
    """This machine has no scanning system."""
    NO_SCANNER = "no_scanner"
    """It is not there, or switched off."""
    BUSY = "scanner_busy"
    JAMMED = "scanner_jammed"
    NO_PAPER = "no_paper"
    COVER_OPEN = "cover_open"
    NO_ACCESS = "no_access"
    NO_ANSWER = "no_answer"
    """It began and then nothing came for too long."""
    CANCELLED = "scan_cancelled"
    BROKEN = "scan_broken"


class ScanBackend(Protocol):
    """A way to the scanners of this machine. Calls take seconds: never on the interface thread."""

    def scanners(self) -> tuple[Scanner, ...]:
        """Return the scanners; empty where the machine has no scanning system. Never raises."""
        ...

    def scan(
        self, device: str, *, dpi: int, grey: bool, pages: int, cancelled: threading.Event | None = None
    ) -> list[bytes]:
        """Scan and return each page as a picture file (PNG), in order.

        Args:
            device: A `Scanner.device`.
            dpi: Dots per inch; a scanner that has not this one takes the next finer, else its finest.
            grey: In grey, else in colour.
            pages: 1 scans what lies on the glass (or the next sheet, where there is no glass); more scan what lies in
                the feeder, up to so many.
            cancelled: Set by another thread to stop; pages that came before are given up.

        Raises:
            ScanFailed: ``cause`` is a `ScanCause`; ``pages`` came whole before it and were given up.
            ValueError: The number of pages or dots, or the device's name, is not allowed.
        """
        ...
