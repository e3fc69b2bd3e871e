"""What every way to a printer can do: the system's queue (`printing.cups`), Qt's printer (`ui.qt_printer`)."""

from __future__ import annotations

from typing import Protocol

from cchc_desktop.domain.printing import JobReference, JobReport, Media, Printer, Sides


class PrintBackend(Protocol):
    """A way to the printers of this machine. Calls may take seconds: never on the interface thread."""

    def printers(self) -> tuple[Printer, ...]:
        """Return the printers, by name; empty where the machine has no printing system. Never raises."""
        ...

    def submit(
        self, pdf: bytes, *, printer: str, title: str, sides: Sides, media: Media, copies: int = 1
    ) -> JobReference:
        """Hand a PDF to the printing system; that it was taken does not mean that it is printed.

        Args:
            pdf: The whole document, its pages upright and of the size ``media``.
            printer: A `Printer.name`.
            title: What the queue shows to everybody: a dossier code or a word, see `domain.printing.check_title`.
            sides: How the pages lie on the sheets; a printer without a duplexer decides for itself.
            media: The sheet.
            copies: 1 to `domain.printing.MOST_COPIES`, each copy whole before the next one.

        Raises:
            PrinterUnavailable: There is no such printer, or no printing system at all.
            PrintRefused: The system did not take the job; nothing will come out.
            ValueError: The title or the number of copies is not allowed.
        """
        ...

    def state(self, job: JobReference) -> JobReport:
        """Return what the system says about ``job`` now; UNKNOWN where it cannot be asked. Never raises."""
        ...

    def give_up(self, job: JobReference) -> JobReport:
        """Cancel ``job`` so that it cannot come out later unexpectedly, and return its last state.

        OUT: it was done before it could be cancelled. FAILED: it is cancelled. HANDED: it is stopping,
        call again. UNKNOWN: look at the printer. Never raises.
        """
        ...
