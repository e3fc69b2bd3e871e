"""Runs a program with a window and tells when it was first painted, when it took a key, and how much memory it holds.

python probe.py SPAWNED REPORT IS_SETTLED SCRIPT [ARGUMENT ...]

The same for every program: the window that is shown when the program enters Qt's loop is watched from outside of its
code. "Painted" is the end of the first exposure, all drawing included; "keyed" is when a letter sent to the window
stands in the field that has the focus; "whole" when the window was last painted within a quarter of a second after
(before a text cursor blinks). SPAWNED is the moment (`time.monotonic`) at which the process was started.
"""

from __future__ import annotations

import json
import runpy
import sys
import time
from pathlib import Path

BEGAN = time.monotonic()

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer  # noqa: E402
from PySide6.QtGui import QKeyEvent, QWindow  # noqa: E402
from PySide6.QtWidgets import QApplication, QLineEdit  # noqa: E402

_LETTER = "x"
_LOOK_AGAIN_MS, _LOOKS = 250, 40
_PAGES_UNCHANGED_KB = 256
_run_loop = QApplication.exec


class Probe(QObject):
    """Watches the one window."""

    def __init__(self, window: QWindow, spawned: float, report: Path, *, is_settled: bool) -> None:
        super().__init__()
        self._window = window
        self._spawned = spawned
        self._report = report
        self._is_settled = is_settled
        self._found: dict[str, object] = {"python_ms": self._since(BEGAN), "loop_ms": self._since(time.monotonic())}
        self._looks: list[int] = []
        self._is_exposed = False
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.UpdateRequest and self._is_exposed:
            # Asked for before what is painted later: the last one within the look is when the window was whole.
            QTimer.singleShot(0, self, self._note_whole)
        if event.type() == QEvent.Type.Expose and not self._is_exposed:
            self._is_exposed = True
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), Qt.EventPriority.HighEventPriority.value)
        return False

    def customEvent(self, event: QEvent) -> None:  # noqa: N802
        """The exposure is over: whatever it drew is on the screen."""
        self._found["painted_ms"] = self._found["whole_ms"] = self._since(time.monotonic())
        self._found["processor_ms"] = time.process_time() * 1000
        self._found["rss_kb"] = resident()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            key = QKeyEvent(kind, Qt.Key.Key_X, Qt.KeyboardModifier.NoModifier, _LETTER)
            QCoreApplication.sendEvent(self._window, key)
        field = QApplication.focusWidget()
        self._found["takes_keys"] = isinstance(field, QLineEdit) and field.text() == _LETTER
        self._found["keyed_ms"] = self._since(time.monotonic())
        if isinstance(field, QLineEdit):
            field.clear()
        QTimer.singleShot(_LOOK_AGAIN_MS, self._look if self._is_settled else self._end)

    def _note_whole(self) -> None:
        self._found["whole_ms"] = self._since(time.monotonic())

    def _look(self) -> None:
        """Wait until the memory has not grown for a second: what the program loads after its first paint is there."""
        self._looks.append(resident())
        last = self._looks[-5:]
        if len(self._looks) < _LOOKS and (len(last) < 5 or max(last) - min(last) > _PAGES_UNCHANGED_KB):
            QTimer.singleShot(_LOOK_AGAIN_MS, self._look)
            return
        self._found["settled_rss_kb"] = last[-1]
        self._end()

    def _end(self) -> None:
        self._report.write_text(json.dumps(self._found), "utf-8")
        QApplication.quit()

    def _since(self, moment: float) -> float:
        return (moment - self._spawned) * 1000


def resident() -> int:
    """Return the memory that this process holds now, in kB."""
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    return 0


def main() -> None:
    spawned, report, is_settled, script, *arguments = sys.argv[1:]

    def watched_loop(*_ignored: object) -> int:
        shown = next(widget for widget in QApplication.topLevelWidgets() if widget.isVisible())
        probe = Probe(shown.windowHandle(), float(spawned), Path(report), is_settled=is_settled == "1")
        shown.installEventFilter(probe)  # it hears what is painted anew, its window handle what is exposed
        code = _run_loop()
        del probe
        return code

    QApplication.exec = watched_loop  # type: ignore[method-assign]
    sys.argv = [script, *arguments]
    sys.path[0] = str(Path(__file__).resolve().parents[2])
    runpy.run_path(script, run_name="__main__")


if __name__ == "__main__":
    main()
