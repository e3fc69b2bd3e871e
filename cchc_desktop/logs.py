"""The program's log: rotating, event-like lines, never a name, a personal number or a phone."""

from __future__ import annotations

import logging
import logging.handlers
from pathlib import Path


class _QuietFile(logging.handlers.RotatingFileHandler):
    """A log on a full or read-only disk says nothing; what it would have said is never worth a crash."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Pass over a line that could not be written."""


def start(folder: Path) -> None:
    """Write the log of this run into ``folder``; a folder that cannot be written leaves the log silent."""
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = _QuietFile(
            folder / "cchc.log", maxBytes=1_000_000, backupCount=5, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root.addHandler(handler)
