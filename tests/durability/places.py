"""Disks and folders as they are on bad days: full, read-only. Real ones where this machine lets us mount."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

SMALL_KB = 2048


@contextlib.contextmanager
def small_disk(place: Path) -> Iterator[Path]:
    """Mount a disk of `SMALL_KB` at ``place`` and take it away again."""
    place.mkdir()
    _run("mount", "-t", "tmpfs", "-o", f"size={SMALL_KB}k,mode=700", "tmpfs", str(place))
    try:
        yield place
    finally:
        _run("umount", "--lazy", str(place))


def fill(disk: Path, *, leave_kb: int) -> Path:
    """Fill a disk but for so many kilobytes and return the file that does it."""
    filler = disk / "filler"
    free_kb = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize // 1024
    with filler.open("wb") as file:
        file.write(bytes(1024 * (free_kb - leave_kb)))
    return filler


@contextlib.contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Let nothing be written in ``folder``, not even by root."""
    _run("mount", "--bind", str(folder), str(folder))
    try:
        _run("mount", "-o", "remount,ro,bind", str(folder))
        yield
    finally:
        _run("umount", "--lazy", str(folder))


def can_mount(place: Path) -> bool:
    """Return whether this machine lets us mount: root outside a strict container."""
    try:
        with small_disk(place / "try"):
            return True
    except (subprocess.CalledProcessError, FileNotFoundError):
        return False


def no_longer_than(kilobytes: int) -> Sequence[str]:
    """Return the words before a command that keep its files from growing: the disk of who may not mount one."""
    return ("bash", "-c", f'ulimit -f {kilobytes}; exec "$@"', "bash")


def _run(*words: str) -> None:
    subprocess.run(words, check=True, capture_output=True, timeout=30)
