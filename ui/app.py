"""The program with a screen: it opens the desk, shows the intake, and does everything slow after the first paint."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from cchc_desktop import bootstrap, errors, paths
from cchc_desktop.clock import Clock
from cchc_desktop.services.workplace import Workplace
from ui import theme, translation
from ui.shell import Shell

if TYPE_CHECKING:
    from cchc_desktop.domain.printing import Printer
    from cchc_desktop.services.desk_setup import Opening
    from ui.qt_printer import QtPrintBackend

logger = logging.getLogger(__name__)

DONE, FAILED = 0, 1


def run(folder: Path) -> int:
    """Open the window on ``folder`` and return the exit code: 1 where the desk could not be opened."""
    app, _window = start(folder, sys.argv)
    program = app.property(_PROPERTY)
    sys.excepthook = program.crashed
    code = app.exec()
    program.finish()
    return FAILED if program.has_failed else int(code)


def start(
    folder: Path,
    argv: Sequence[str],
    *,
    clock: Clock | None = None,
    environment: Mapping[str, str] = os.environ,
) -> tuple[QApplication, QWidget]:
    """Make the application and show its first window: the desk, the first run, or why neither is possible.

    Args:
        folder: The desk's folder; one that is not prepared opens the wizard.
        argv: The program's arguments; the application that exists already (tests) keeps its own.
        clock: Overrides the machine's clock (tests).
        environment: Where the state folder and a training folder's time are looked up.

    Returns:
        The application and the window, which is shown; nobody has called ``exec`` yet.
    """
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        # Scaling: Qt 6 passes fractions through by itself; asking for it would load more of Qt before the first paint.
        app = QApplication([*(list(argv)[:1] or ["cchc"]), *theme.QT_ARGUMENTS])
    app.setApplicationName("CCHC Desktop")
    program = Program(app, folder, clock=clock, environment=environment)
    app.setProperty(_PROPERTY, program)
    return app, program.open()


_PROPERTY = "cchc_program"


class Program(QObject):
    """One run of the program: which folder, which window."""

    def __init__(self, app: QApplication, folder: Path, *, clock: Clock | None, environment: Mapping[str, str]) -> None:
        super().__init__(app)
        self._app = app
        self._folder = folder
        self._clock = clock
        self._environment = environment
        self._shell: Shell | None = None
        self._window: QWidget | None = None
        self._dialog: QWidget | None = None
        self.has_failed = False

    @property
    def window(self) -> QWidget | None:
        """The window that is shown now."""
        return self._shell.window if self._shell is not None else self._window

    @property
    def shell(self) -> Shell | None:
        """The open desk's windows and shared objects; None before a desk is open."""
        return self._shell

    def open(self) -> QWidget:
        """Show the desk, the wizard or the reason why there is neither, and return that window."""
        if not bootstrap.is_prepared(self._folder):
            return self._show_wizard()
        try:
            desk = bootstrap.open_desk(self._folder, clock=self._clock, environment=self._environment)
        except errors.CchcError as error:
            return self._show_failure(error)
        return self._show_desk(desk)

    def finish(self) -> None:
        """Wait for work that has begun and close the desk."""
        if self._shell is not None:
            self._shell.finish()
            self._shell = None

    def crashed(self, kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
        """Say calmly that a part of the program failed, with a code; the whole of it goes to the log (excepthook)."""
        if issubclass(kind, KeyboardInterrupt):
            self._app.quit()
            return
        from ui.views.failure import CrashDialog, crash_code

        code = crash_code(traceback)
        logger.error("crash %s", code, exc_info=(kind, error, traceback))
        sys.__excepthook__(kind, error, traceback)
        if isinstance(self._dialog, CrashDialog) and isValid(self._dialog) and self._dialog.isVisible():
            return  # one calm dialog, however often the same screen fails under it
        self._dialog = CrashDialog(code, self._folder / paths.LOGS, self.window)
        self._dialog.show()

    def _show_desk(self, desk: bootstrap.Desk) -> QWidget:
        if sys.platform == "win32":
            desk.print_through(_windows_backend())
        self._shell = Shell(self._app, desk, Workplace(desk.db))
        self._shell.failed.connect(self._give_up)
        return self._shell.show()

    def _give_up(self, error: errors.CchcError) -> None:
        self.finish()
        self._show_failure(error)

    def _show_wizard(self) -> QWidget:
        from ui.views.wizard import WizardWindow

        self._dress_plainly()
        wizard = WizardWindow(
            prepare=self._prepare,
            practise=self._practise,
            printers=_machine_printers,
            resources=paths.resources(),
            practice_folder=str(practice_folder(self._folder)),
        )
        wizard.finished.connect(self._after_wizard)
        self._window = wizard
        wizard.show()
        return wizard

    def _prepare(self, opening: Opening) -> bootstrap.Desk:
        """Make the real desk; raise `CchcError` where nothing was made."""
        return bootstrap.first_run(self._folder, opening, clock=self._clock, environment=self._environment)

    def _practise(self, opening: Opening) -> bootstrap.Desk:
        """Open the practice desk beside the real folder, made now if there is none."""
        folder = practice_folder(self._folder)
        if bootstrap.is_prepared(folder):
            return bootstrap.open_desk(folder, clock=self._clock, environment=self._environment)
        return bootstrap.first_run(folder, opening, clock=self._clock, environment=self._environment)

    def _after_wizard(self, desk: object) -> None:
        if isinstance(desk, bootstrap.Desk):
            wizard = self._window
            self._show_desk(desk)
            self._window = None
            if wizard is not None:
                wizard.hide()
                wizard.deleteLater()

    def _show_failure(self, error: errors.CchcError) -> QWidget:
        from cchc_desktop import logs
        from ui import error_texts
        from ui.views.failure import FailureWindow

        logs.start(self._folder / paths.LOGS)
        logger.error("desk not opened: %s", error)
        self._dress_plainly()
        self.has_failed = True
        sentence = error_texts.sentence(error)
        sys.stderr.write(f"{sentence}\n")
        self._window = FailureWindow(sentence)
        self._window.show()
        return self._window

    def _dress_plainly(self) -> None:
        theme.apply(self._app, theme.LIGHT)
        translation.switch(self._app, translation.VIETNAMESE)


def practice_folder(folder: Path) -> Path:
    """Return where the sample for trying out lies: beside the real desk, so that it never gets into real books."""
    return folder.with_name(f"{folder.name}-thu")


def _machine_printers() -> tuple[Printer, ...]:
    """Return the machine's printers for the first run; worker thread."""
    return bootstrap.machine_printers(_windows_backend() if sys.platform == "win32" else None)


def _windows_backend() -> QtPrintBackend:
    from cchc_desktop.services.print_desk import grey_pages
    from ui.qt_printer import QtPrintBackend

    return QtPrintBackend(grey_pages)
