"""Attached files, stored once by content beside the database: attachments/ab/abcd… by their SHA-256.

A file is on disk, whole and under its name, before an entry speaks of it. What a kill leaves behind without an entry is
harmless: nothing leads to it, and `orphans` finds it.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import secrets
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from cchc_desktop import errors
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.store.engine import Database

ATTACHMENTS = "attachments"
_SHA256 = re.compile(r"[0-9a-f]{64}")
_UNFINISHED = ".part"
_ABANDONED_SECONDS = 86_400


class AttachmentStore:
    """The folder of attached files. It knows no database: worker threads may use it."""

    def __init__(self, folder: Path) -> None:
        """Take the desk's folder; nothing is made before the first file is kept."""
        self.root = folder / ATTACHMENTS

    def keep(self, content: bytes) -> str:
        """Store ``content`` and return its SHA-256; the same content is stored once.

        When this returns, the file and its name are on disk. A damaged file of the same content is mended.

        Raises:
            DiskFull, FolderReadOnly, StoreError: Nothing was stored.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        path = self.path(sha256)
        with contextlib.suppress(errors.AttachmentDamaged):
            self.read(sha256)
            sync_folder(path.parent)  # who stored it may have been killed before its name was on disk
            return sha256
        write_whole(content, path)
        return sha256

    def read(self, sha256: str) -> bytes:
        """Return a stored file; raise `AttachmentDamaged` where it is missing or not what was stored."""
        try:
            content = self.path(sha256).read_bytes()
        except FileNotFoundError as error:
            raise errors.AttachmentDamaged(sha256=sha256, cause="content_missing") from error
        except OSError as error:
            raise errors.AttachmentDamaged(sha256=sha256, cause="content_unreadable") from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise errors.AttachmentDamaged(sha256=sha256, cause="content_changed")
        return content

    def has(self, sha256: str, size: int) -> bool:
        """Return whether a file of this content and size lies there; its content is not read."""
        try:
            return self.path(sha256).stat().st_size == size
        except OSError:
            return False

    def drop(self, sha256: str) -> None:
        """Remove a file that no entry names; the caller knows that none does."""
        with contextlib.suppress(OSError):
            self.path(sha256).unlink(missing_ok=True)

    def path(self, sha256: str) -> Path:
        """Return where a content lies; raise `ValueError` where that is no SHA-256."""
        if not _SHA256.fullmatch(sha256):
            raise ValueError("an attachment is named by 64 hexadecimal digits")
        return self.root / sha256[:2] / sha256

    def files(self) -> Iterator[Path]:
        """Yield every file below the folder, in order, unfinished ones too."""
        yield from sorted(path for path in self.root.rglob("*") if path.is_file())


def orphans(db: Database, store: AttachmentStore) -> tuple[Path, ...]:
    """Return the files that no entry names: left by a kill, or held ready by a screen at this moment.

    Named means anywhere: by the entry that attached it, or in the words of another (a pause, a draft of one).
    """
    sql = "select json_extract(text, '$.body.sha256') from entry where kind = ? and dossier <> ''"
    attached = {row[0] for row in db.rows(sql, (str(EntryKind.ATTACHMENT_ADDED),))}
    others = (path for path in store.files() if path.name not in attached)
    return tuple(path for path in others if not is_named(db, path.name))


def is_named(db: Database, sha256: str) -> bool:
    """Return whether any entry, or a text beside one, names this content. Reads every entry: for the few in doubt."""
    if not _SHA256.fullmatch(sha256):
        return False
    tables = ("entry", "personal", "draft")
    return any(db.value(f"select 1 from {table} where instr(text, ?) limit 1", (sha256,)) for table in tables)


def write_whole(content: bytes, path: Path) -> None:
    """Write a file that is readable by this user only and appears when it is whole and on disk; folders are made.

    Raises:
        DiskFull, FolderReadOnly, StoreError: What lay at ``path`` before is still there.
    """
    unfinished = path.with_name(f".{secrets.token_hex(8)}{_UNFINISHED}")
    try:
        _make_folder(path.parent)
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise _translated(error, path.parent) from error


def sweep_unfinished(folder: Path) -> int:
    """Remove what killed writers left below a folder: unfinished files that nobody touched for a day. Return how many.

    A file that cannot be removed is left for the next time.
    """
    limit, count = time.time() - _ABANDONED_SECONDS, 0
    for path in folder.rglob(f".*{_UNFINISHED}"):
        with contextlib.suppress(OSError):
            if path.stat().st_mtime < limit:
                path.unlink()
                count += 1
    return count


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable; Windows does so itself and cannot open a folder."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _make_folder(folder: Path) -> None:
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    sync_folder(folder.parent)


def _translated(error: OSError, folder: Path) -> errors.StoreError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return errors.DiskFull(folder=str(folder))
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST):
        return errors.FolderReadOnly(folder=str(folder))
    return errors.StoreError(cause=type(error).__name__, code=errno.errorcode.get(error.errno or 0, ""))
