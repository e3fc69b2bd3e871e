"""Scanning by SANE, the scanning system of Linux, with its program `scanimage`. No build dependency.

A driver that hangs or falls down takes a child with it, not the desk. What is understood of the child is its exit code
(SANE's own status) and, where it could not even begin, its English words.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from time import monotonic
from typing import Final

from cchc_desktop.domain.attachment import MOST_PAGES, Scanner
from cchc_desktop.errors import ScanFailed
from cchc_desktop.scanning.backend import ScanCause

logger = logging.getLogger(__name__)

LEAST_DPI, MOST_DPI = 50, 1200
_LIST_SECONDS, _ASK_SECONDS, _PAGE_SECONDS = 30.0, 30.0, 90.0
_LOOK_SECONDS, _END_SECONDS, _TOLD_SECONDS = 0.05, 5.0, 2.0
_GOOD, _LAST_PAGE, _NO_DOCS = 0, 5, 7
_BY_STATUS: Final = {
    2: ScanCause.CANCELLED,
    3: ScanCause.BUSY,
    6: ScanCause.JAMMED,
    _NO_DOCS: ScanCause.NO_PAPER,
    8: ScanCause.COVER_OPEN,
    11: ScanCause.NO_ACCESS,
}
"""SANE_Status of the standard; scanimage ends with it."""
_BY_WORDS: Final = (
    (r"open of device .* failed: Device busy", ScanCause.BUSY),
    (r"open of device .* failed: Access to resource has been denied", ScanCause.NO_ACCESS),
    (r"open of device .* failed|no SANE devices found", ScanCause.NO_SCANNER),
)
_STATUS = re.compile(rb"\(scanner status = (\d+)\)")
_OPTION = re.compile(r"^\s+--(mode|source|resolution)[= ](.+?)((?: \[[^\]]*\])*)\s*$", re.MULTILINE)
_GREY, _COLOUR = re.compile(r"gr[ae]y", re.IGNORECASE), re.compile(r"colou?r", re.IGNORECASE)
_GLASS, _FEEDER = re.compile(r"flatbed|glass", re.IGNORECASE), re.compile(r"feeder|adf", re.IGNORECASE)


class SaneScanBackend:
    """The scanners that SANE knows on this machine."""

    def __init__(self, environment: Mapping[str, str] = os.environ, *, page_seconds: float = _PAGE_SECONDS) -> None:
        """Take ``SANE_CONFIG_DIR`` and ``PATH`` from ``environment``; a page that takes longer is given up."""
        self._environment = {**environment, "LC_ALL": "C"}
        self._page_seconds = page_seconds

    def scanners(self) -> tuple[Scanner, ...]:
        """Return the scanners that SANE finds; see `ScanBackend.scanners`."""
        try:
            told = self._ask("--formatted-device-list=%d\t%v %m%n", seconds=_LIST_SECONDS)
        except ScanFailed:
            return ()
        lines = (line.split("\t") for line in told.splitlines())
        return tuple(Scanner(device=line[0], label=" ".join(line[1].split())) for line in lines if len(line) == 2)

    def scan(
        self, device: str, *, dpi: int, grey: bool, pages: int, cancelled: threading.Event | None = None
    ) -> list[bytes]:
        """Scan with `scanimage`; see `ScanBackend.scan`."""
        if not 1 <= pages <= MOST_PAGES or not LEAST_DPI <= dpi <= MOST_DPI:
            raise ValueError("so many pages or dots are not scanned")
        if not device.strip() or "\0" in device:
            raise ValueError("a scanner has a name")
        chosen = f"--device-name={device}"
        wishes = wished_options(self._ask(chosen, "--all-options"), dpi=dpi, grey=grey, feeds=pages > 1)
        with tempfile.TemporaryDirectory(prefix="cchc-scan-") as name:  # 0700: nobody else reads it
            folder = Path(name)
            batch = (f"--batch={folder / 'page%04d.png'}", f"--batch-count={pages}")
            status = self._run((chosen, "--format=png", *wishes, *batch), folder, cancelled or threading.Event())
            found = [path.read_bytes() for path in _whole(folder)]
            words = _one_line((folder / "words").read_bytes())
        if not found or status not in (0, _NO_DOCS):  # an empty feeder is the end, not a fault
            raise _failure(status, words, pages=len(found))
        logger.info("scanned: pages=%s dpi=%s grey=%s", len(found), dpi, grey)
        return found

    def _run(self, arguments: tuple[str, ...], folder: Path, cancelled: threading.Event) -> int:
        """Let scanimage write pages into ``folder`` and return its status; each new page gives it new time.

        Some drivers hang when they have failed: what they told before is not waited for.
        """
        with (folder / "words").open("wb") as words:
            child = self._start(arguments, stdout=subprocess.DEVNULL, stderr=words)
        try:
            done, told, until = 0, None, monotonic() + self._page_seconds
            while (status := child.poll()) is None:
                if cancelled.wait(_LOOK_SECONDS):
                    raise ScanFailed(cause=ScanCause.CANCELLED, pages=done)
                if len(_whole(folder)) > done:
                    done, until = len(_whole(folder)), monotonic() + self._page_seconds
                if told is None and (told := _told(folder)) is not None:
                    until = min(until, monotonic() + _TOLD_SECONDS)
                if monotonic() > until:
                    if told is not None:
                        return told
                    raise ScanFailed(cause=ScanCause.NO_ANSWER, pages=done)
        finally:
            _end(child)
        return status

    def _ask(self, *arguments: str, seconds: float = _ASK_SECONDS) -> str:
        """Return what scanimage tells about scanners; raise `ScanFailed`."""
        child = self._start(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            told, words = child.communicate(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            raise ScanFailed(cause=ScanCause.NO_ANSWER, pages=0) from error
        finally:
            _end(child)
        if child.returncode:
            raise _failure(child.returncode, _one_line(words), pages=0)
        return told.decode("utf-8", "replace")

    def _start(self, arguments: tuple[str, ...], **streams: object) -> subprocess.Popen[bytes]:
        program = shutil.which("scanimage", path=self._environment.get("PATH", os.defpath))
        if program is None:
            raise ScanFailed(cause=ScanCause.NO_PROGRAM, pages=0)
        try:
            return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
                (program, *arguments), stdin=subprocess.DEVNULL, env=self._environment, **streams
            )
        except OSError as error:
            raise ScanFailed(cause=ScanCause.NO_PROGRAM, pages=0) from error


def wished_options(told: str, *, dpi: int, grey: bool, feeds: bool) -> tuple[str, ...]:
    """Return the options of a scan in the words of this scanner's driver.

    Args:
        told: What ``scanimage --all-options`` says of it; an option that it has not, or not now, is left out.
        dpi: Dots per inch that are wished.
        grey: In grey, else in colour.
        feeds: From the feeder, else from the glass.
    """
    has = {name: choices for name, choices, notes in _OPTION.findall(told) if "[inactive]" not in notes}
    wished = (
        ("mode", _choice(has.get("mode", ""), _GREY if grey else _COLOUR)),
        ("resolution", _resolution(has.get("resolution", ""), dpi)),
        ("source", _choice(has.get("source", ""), _FEEDER if feeds else _GLASS)),
    )
    return tuple(f"--{name}={value}" for name, value in wished if value)


def _choice(choices: str, wanted: re.Pattern[str]) -> str:
    """Return the plainest of a driver's words that says what is wanted: "ADF" before "ADF Duplex"."""
    return min((word for word in choices.split("|") if wanted.search(word)), key=len, default="")


def _resolution(choices: str, dpi: int) -> str:
    bounds = re.match(r"(\d+)(?:\.\d+)?\.\.(\d+)", choices)
    if bounds:
        return str(min(max(dpi, int(bounds[1])), int(bounds[2])))
    steps = sorted(int(step) for step in re.findall(r"\d+", choices))
    return str(next((step for step in steps if step >= dpi), steps[-1])) if steps else ""


def _whole(folder: Path) -> list[Path]:
    """Return the pages that are finished, in order; scanimage gives a page its name at the end."""
    return sorted(folder.glob("page*.png"))


def _told(folder: Path) -> int | None:
    """Return the status that scanimage has told of a page that failed; ``None`` while none has."""
    found = [int(status) for status in _STATUS.findall((folder / "words").read_bytes())]
    return next((status for status in found if status not in (_GOOD, _LAST_PAGE)), None)


def _end(child: subprocess.Popen[bytes]) -> None:
    """End a child that still runs: asked first, so that the lamp goes home, then by force."""
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
    for stream in (child.stdout, child.stderr):
        if stream is not None:
            stream.close()


def _failure(status: int, words: str, *, pages: int) -> ScanFailed:
    cause = next((cause for told, cause in _BY_WORDS if re.search(told, words)), None)
    cause = cause or _BY_STATUS.get(status, ScanCause.BROKEN)
    logger.warning("scan failed: cause=%s status=%s pages=%s words=%s", cause, status, pages, words[-300:])
    return ScanFailed(cause=cause, pages=pages)


def _one_line(output: bytes) -> str:
    return " ".join(output.decode("utf-8", "replace").split())
