"""A real duplex printer for tests: ippeveprinter behind a CUPS queue of its own, on loopback.

    with running_printer() as printer:
        backend = CupsPrintBackend(printer.environment)

Everything is real: the queue, its filters, the printer that keeps what it was sent.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

QUEUE = "duplex"

_SCRIPT = Path(__file__).with_name("ipp_printer.sh")
_NEEDED = {
    "cupsd": "cups",
    "lp": "cups-client",
    "ippeveprinter": "cups-ipp-utils",
    "ipptool": "cups-ipp-utils",
    "avahi-daemon": "avahi-daemon",
    "dbus-daemon": "dbus",
    "dbus-send": "dbus",
}
_PDF_FILTER = Path("/usr/lib/cups/filter/pdftopdf")

_Seen = TypeVar("_Seen")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One document as the printer got it."""

    content: bytes
    attributes: Mapping[str, str]
    """CONTENT_TYPE and the job's attributes as IPP_SIDES, IPP_MEDIA_COL, IPP_JOB_NAME ..."""


class TestPrinter:
    """The printer and its queue while they run."""

    __test__ = False

    def __init__(self, folder: Path, cups_port: int) -> None:
        self._folder = folder
        self.server = f"127.0.0.1:{cups_port}"
        self.socket_path = str(folder / "cups.sock")
        self.environment: Mapping[str, str] = {**os.environ, "CUPS_SERVER": self.server}

    def switch_off(self) -> None:
        """Switch the printer off; the queue stays and takes jobs."""
        _run_script("off", str(self._folder))

    def switch_on(self) -> None:
        """Switch the printer on again; returns when it answers."""
        _run_script("on", str(self._folder))

    def run(self, program: str, *arguments: str) -> None:
        """Run a program of CUPS against this queue's server."""
        path = shutil.which(program, path=_path())
        subprocess.run((path or program, *arguments), env=dict(self.environment), check=True, timeout=90)

    def received(self) -> list[Received]:
        """Return what the printer got so far, oldest first."""
        files = sorted((self._folder / "got").glob("*.env"))
        return [_read(file) for file in files]

    def received_as(self, title: str, timeout: float = 90.0) -> Received:
        """Wait until a document with this job name arrived, and return it."""

        def arrived() -> Received | None:
            named = [one for one in self.received() if one.attributes.get("IPP_JOB_NAME") == title]
            return named[0] if named else None

        return wait_until(arrived, timeout)


@contextlib.contextmanager
def running_printer() -> Iterator[TestPrinter]:
    """Start a printer with free ports and a folder of its own; stop and remove both at the end.

    Raises:
        RuntimeError: This machine lacks packages, or we are not root; one sentence names what is needed.
    """
    if problem := missing():
        raise RuntimeError(problem)
    folder = Path(tempfile.mkdtemp(prefix="cchc-printer-"))
    folder.chmod(0o755)  # the print server's filters run as user lp
    cups_port, printer_port = _free_ports(2)
    try:
        _run_script("start", str(folder), str(cups_port), str(printer_port))
        yield TestPrinter(folder, cups_port)
    finally:
        _run_script("stop", str(folder))
        shutil.rmtree(folder, ignore_errors=True)


def missing() -> str:
    """Return one sentence that says what the test printer lacks here, or ""."""
    packages = {package for program, package in _NEEDED.items() if not shutil.which(program, path=_path())}
    if not _PDF_FILTER.exists():
        packages.add("cups-filters")
    if packages:
        return f"The tests of printing need these Debian packages: {' '.join(sorted(packages))}."
    if os.geteuid() != 0:
        return "The tests of printing start a print server of their own and must run as root."
    return ""


def wait_until(condition: Callable[[], _Seen | None], timeout: float) -> _Seen:
    """Return the first true value of ``condition``; for devices that cannot call us back.

    Raises:
        TimeoutError: It stayed untrue for ``timeout`` seconds.
    """
    pause, end = threading.Event(), time.monotonic() + timeout
    while not (seen := condition()):
        if time.monotonic() > end:
            raise TimeoutError(f"nothing after {timeout} s: {condition}")
        pause.wait(0.05)
    return seen


def _path() -> str:
    return os.environ.get("PATH", os.defpath) + ":/usr/sbin:/sbin"


def _free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in sockets]


def _run_script(*arguments: str) -> None:
    done = subprocess.run(
        ("sh", str(_SCRIPT), *arguments),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=90,
    )
    if done.returncode != 0:
        raise RuntimeError(f"{_SCRIPT.name} {arguments[0]}: {done.stdout}{done.stderr}")


def _read(env: Path) -> Received:
    lines = env.read_text("utf-8", "replace").splitlines()
    attributes = dict(line.split("=", 1) for line in lines if "=" in line)
    return Received(content=env.with_suffix(".doc").read_bytes(), attributes=attributes)
