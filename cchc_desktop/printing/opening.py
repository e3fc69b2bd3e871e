"""The last way to paper: the PDF lies in a folder and the system's own viewer shows it."""

from __future__ import annotations

import contextlib
import logging
import os
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path

from cchc_desktop.errors import PrintError

logger = logging.getLogger(__name__)

_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.pdf")


def open_paper(pdf: bytes, folder: Path, name: str) -> Path:
    """Write ``pdf`` as `write_paper` does and show it with the system's viewer.

    A machine without a viewer is no error: the returned path can be told to the clerk.
    """
    path = write_paper(pdf, folder, name)
    show(path)
    return path


def write_paper(pdf: bytes, folder: Path, name: str) -> Path:
    """Write ``pdf`` to ``folder``, readable by this user only; the file appears when it is whole and on disk.

    Args:
        pdf: The document.
        folder: Made when it is missing.
        name: ASCII, ending in ".pdf", made from a dossier code: a file's name is no place for personal data.

    Returns:
        The file; one of the same name before it is replaced.

    Raises:
        PrintError: The folder cannot be written or the disk is full (``folder``, ``cause``).
        ValueError: ``name`` is not such a name.
    """
    if not _FILE_NAME.fullmatch(name):
        raise ValueError("a paper's file name is ASCII without spaces and ends in .pdf")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for leftover in folder.glob(".*.part"):  # of a program that was killed while it wrote
            leftover.unlink(missing_ok=True)
    except OSError as exc:
        raise PrintError(folder=str(folder), cause=os.strerror(exc.errno or 0)) from exc
    write_whole(pdf, folder / name)
    return folder / name


def write_whole(pdf: bytes, path: Path) -> None:
    """Write ``pdf`` to ``path``, readable by this user only; the file appears when it is whole and on disk.

    Raises:
        PrintError: The folder is missing or cannot be written, or the disk is full (``folder``, ``cause``).
    """
    folder, unfinished = path.parent, path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        _write_durably(unfinished, pdf)
        unfinished.replace(path)
        _sync_folder(folder)
    except OSError as exc:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise PrintError(folder=str(folder), cause=os.strerror(exc.errno or 0)) from exc


def show(path: Path) -> bool:
    """Open ``path`` with the system's viewer without waiting for it; return whether one was started."""
    if sys.platform == "win32":
        try:
            os.startfile(path)
        except OSError:
            return False
        return True
    program = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if program is None:
        logger.info("no viewer for papers on this machine")
        return False
    try:
        viewer = subprocess.Popen(
            (program, str(path)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    # Some desktops keep xdg-open until the viewer closes: somebody must await it, but not we.
    threading.Thread(target=viewer.wait, name="viewer", daemon=True).start()
    return True


def _write_durably(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the new name durable; Windows does so itself and cannot open a folder."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
