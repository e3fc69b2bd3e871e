"""A program of its own that prints one PDF by Qt: libcups reads its settings once a process, so the test starts anew.

python -m tests.printing.qt_print_once PDF list | queue NAME TITLE | file OUT TITLE
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from cchc_desktop.domain.printing import Media, Sides
from cchc_desktop.errors import PrintError
from cchc_desktop.printing.backend import PrintBackend
from cchc_desktop.printing.raster import grey_pages
from ui.qt_printer import QtPrintBackend


def main(pdf: Path, action: str, target: str = "", title: str = "") -> int:
    application = QApplication(sys.argv[:1])
    qt = QtPrintBackend(grey_pages)
    backend: PrintBackend = qt
    if action == "list":
        print(*(f"{printer.name} {printer.can_duplex}" for printer in backend.printers()), sep="\n")
        return 0
    wishes = {"title": title, "sides": Sides.TWO_SIDED_LONG_EDGE, "media": Media.A5}
    try:
        if action == "queue":
            job = backend.submit(pdf.read_bytes(), printer=target, **wishes)  # type: ignore[arg-type]
        else:
            job = qt.print_to_file(pdf.read_bytes(), target, **wishes)  # type: ignore[arg-type]
    except PrintError as exc:
        print(type(exc).__name__, exc)
        return 1
    print(backend.state(job).state.value, backend.give_up(job).state.value, application.platformName())
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), *sys.argv[2:]))
