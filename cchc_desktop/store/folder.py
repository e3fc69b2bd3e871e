"""The desk's folder: one program writes it, never over a network, and a marker outside tells a restored copy."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import os
import re
import secrets
import socket
import sys
from pathlib import Path
from typing import IO

from cchc_desktop import errors
from cchc_desktop.paths import LOCK

_NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "sshfs", "fuse.sshfs", "afs", "9p", "davfs", "fuse.davfs2"}
    | {"fuse.gvfsd-fuse", "fuse.rclone", "fuse.glusterfs", "ceph", "fuse.ceph"}
)
_MOUNTS = Path("/proc/mounts")
_WINDOWS_REMOTE = 4


class FolderLock:
    """An operating-system lock on the folder; it goes with the process, however that ends."""

    def __init__(self, folder: Path) -> None:
        """Take the lock.

        Raises:
            FolderInUse: Another program holds it; its process number and host are told.
            FolderReadOnly: The folder cannot be written.
        """
        self._path = folder / LOCK
        try:
            self._file: IO[str] = self._path.open("a+", encoding="utf-8")
        except OSError as error:
            raise errors.FolderReadOnly(folder=str(folder)) from error
        try:
            _lock(self._file)
        except OSError as error:
            holder = self._holder()
            self._file.close()
            raise errors.FolderInUse(**holder) from error
        # The lock holds without the note, as on a full disk: then others are not told who has it.
        with contextlib.suppress(OSError):
            os.ftruncate(self._file.fileno(), 0)
            os.write(self._file.fileno(), json.dumps({"pid": os.getpid(), "host": socket.gethostname()}).encode())

    def release(self) -> None:
        """Give the folder free."""
        self._file.close()

    def _holder(self) -> dict[str, object]:
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            found = json.loads(self._path.read_text("utf-8"))
            return {"pid": found["pid"], "host": found["host"]}
        return {"pid": 0, "host": ""}


def refuse_network(folder: Path, *, mounts: Path = _MOUNTS) -> None:
    """Raise `FolderOnNetwork` where ``folder`` lies on a network drive: its locks cannot be trusted.

    Args:
        folder: The folder, made or not; a link is followed to where it leads.
        mounts: The system's list of mounted drives (Linux).
    """
    kind = _kind_of_drive(folder.resolve(), mounts)
    if kind in _NETWORK:
        raise errors.FolderOnNetwork(folder=str(folder), kind=kind)


def prepare(folder: Path) -> None:
    """Make the folder, for its owner only; raise `FolderReadOnly` where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if os.name == "posix":
            folder.chmod(0o700)
    except OSError as error:
        raise errors.FolderReadOnly(folder=str(folder)) from error
    if not os.access(folder, os.W_OK):
        raise errors.FolderReadOnly(folder=str(folder))


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """What this machine last wrote into one journal, kept outside the folder."""

    journal: str
    number: int
    hash: str


def marker(state: Path, folder_id: str) -> Marker | None:
    """Return the marker that this machine keeps for a folder; ``None`` where it never wrote there."""
    try:
        found = json.loads(marker_path(state, folder_id).read_text("utf-8"))
        return Marker(journal=found["journal"], number=found["number"], hash=found["hash"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep_marker(state: Path, folder_id: str, value: Marker) -> None:
    """Write the marker, whole or not at all. A machine that cannot is not stopped from working."""
    path = marker_path(state, folder_id)
    unfinished = path.with_suffix(".part")
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(json.dumps(dataclasses.asdict(value)), "utf-8")
        unfinished.replace(path)


def marker_path(state: Path, folder_id: str) -> Path:
    """Return where the marker of a folder lies, or would lie."""
    return state / "markers" / f"{folder_id}.json"


def new_id() -> str:
    """Return a name for a new folder that no other folder has."""
    return secrets.token_hex(12)


def machine_id() -> str:
    """Return a short name of this machine that says nothing else about it."""
    for path in (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id")):
        with contextlib.suppress(OSError):
            text = path.read_text("ascii").strip()
            if text:
                return hashlib.sha256(f"cchc:{text}".encode()).hexdigest()[:16]
    return hashlib.sha256(f"cchc:{socket.gethostname()}".encode()).hexdigest()[:16]


def _kind_of_drive(folder: Path, mounts: Path) -> str:
    if sys.platform == "win32":
        import ctypes

        remote = ctypes.windll.kernel32.GetDriveTypeW(str(folder.anchor)) == _WINDOWS_REMOTE
        return "smb" if remote or str(folder).startswith("\\\\") else ""
    try:
        lines = [line.split() for line in mounts.read_text("utf-8", "surrogateescape").splitlines()]
    except OSError:
        return ""
    inside = [(_unescaped(line[1]), line[2]) for line in lines if folder.is_relative_to(_unescaped(line[1]))]
    # Of two drives at one place the later covers the earlier: so an automounter stands before what it mounted.
    return max(reversed(inside), key=lambda mount: len(mount[0]), default=("", ""))[1]


def _unescaped(point: str) -> str:
    """Return a mount point with its spaces and other signs, which the list spells in octal."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), point)


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[str]) -> None:
        # One byte far behind the text, so that others can still read who holds the lock.
        file.seek(1_000_000)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[str]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
