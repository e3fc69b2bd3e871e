"""Files on their way to the city: written to disk as they come, gone on with after a break, handed on only whole."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import re
from pathlib import Path

MOST_BYTES = 512 * 1024 * 1024
"""Of one file."""
_MOST_PARKED = 4 * 1024 * 1024 * 1024
"""Of all files that are not whole yet: whoever sends is known only when the whole is there."""
_LONGEST_PARKED = 3 * 24 * 3600.0
"""Seconds after which nobody goes on with a file any more; it is sent anew."""
_BEGINS = b"PK\x03\x04"
_CHUNK = 1024 * 1024
_RANGE = re.compile(r"bytes (\d{1,12})-(\d{1,12})/(\d{1,12})")


class OffsetWrongError(Exception):
    """A piece does not begin where the file ends that is here (``args[0]``: bytes), or another is being written."""


class TooLargeError(Exception):
    """The file, or all unfinished ones together, are larger than there is room for."""


class JunkError(Exception):
    """What came is not what it is named after, or no package (``args[0]``: cause)."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Which bytes of a file come."""

    first: int
    end: int | None
    """Behind the last byte; ``None``: until nothing comes any more."""
    total: int | None
    """Of the whole file."""


def piece_of(content_range: str | None, content_length: str | None) -> Piece:
    """Return what the two headers announce.

    Raises:
        JunkError: They contradict each other, or are none.
        TooLargeError: They announce more than `MOST_BYTES`.
    """
    length = int(content_length) if content_length is not None and re.fullmatch(r"\d{1,15}", content_length) else None
    if content_range is None:
        piece = Piece(first=0, end=length, total=length)
    else:
        found = _RANGE.fullmatch(content_range)
        if found is None:
            raise JunkError("wrong_range")
        first, last, total = (int(number) for number in found.groups())
        if not first <= last < total or (length is not None and length != last + 1 - first):
            raise JunkError("wrong_range")
        piece = Piece(first=first, end=last + 1, total=total)
    if (piece.total or 0) > MOST_BYTES:
        raise TooLargeError
    return piece


class Uploads:
    """The folder of unfinished files; one loop alone works with it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._busy: set[str] = set()
        folder.mkdir(parents=True, exist_ok=True)

    def offset(self, sha256: str) -> int:
        """Return how many bytes of a file are here."""
        try:
            return self._path(sha256).stat().st_size
        except FileNotFoundError:
            return 0

    def open(self, sha256: str, piece: Piece, *, now: float) -> Upload:
        """Begin to take a piece; the caller closes what is returned.

        Args:
            sha256: Of the whole file.
            piece: What is announced; one that begins at 0 begins the file anew.
            now: Seconds since 1970, by which old unfinished files are thrown away.

        Raises:
            OffsetWrongError: It does not begin where the file ends, or somebody else is writing it.
            TooLargeError: There is no room.
        """
        here = self.offset(sha256)
        if sha256 in self._busy or (piece.first and piece.first != here):
            raise OffsetWrongError(here)
        self._make_room(sha256, (piece.total or MOST_BYTES) - piece.first, now)
        self._busy.add(sha256)
        return Upload(self._path(sha256), sha256, piece, self._busy)

    def _make_room(self, sha256: str, wanted: int, now: float) -> None:
        parked = 0
        for path in self._folder.glob("*.part"):
            seen = path.stat()
            if path.stem in self._busy or path.stem == sha256 or now - seen.st_mtime < _LONGEST_PARKED:
                parked += seen.st_size
            else:
                path.unlink(missing_ok=True)
        if parked + wanted > _MOST_PARKED:
            raise TooLargeError

    def _path(self, sha256: str) -> Path:
        return self._folder / f"{sha256}.part"


class Upload:
    """One piece that is being written."""

    def __init__(self, path: Path, sha256: str, piece: Piece, busy: set[str]) -> None:
        self._path, self._sha256, self._piece, self._busy = path, sha256, piece, busy
        self._file = path.open("r+b" if piece.first else "wb")
        self._file.seek(piece.first)
        self._at = piece.first

    def write(self, chunk: bytes) -> None:
        """Write what came next.

        Raises:
            TooLargeError: More comes than may come.
            JunkError: More comes than was announced, or the file does not begin as a package does.
        """
        if self._at == 0 and not chunk.startswith(_BEGINS[: len(chunk)]):
            raise JunkError("not_an_archive")
        self._at += len(chunk)
        if self._at > MOST_BYTES:
            raise TooLargeError
        if self._piece.end is not None and self._at > self._piece.end:
            raise JunkError("wrong_range")
        self._file.write(chunk)

    @property
    def offset(self) -> int:
        """Return where the file ends now."""
        return self._at

    def whole(self) -> bytes | None:
        """Return the file where all of it is here, or ``None``; what is here is on disk from now on.

        Raises:
            JunkError: It is whole, and not what it is named after.
        """
        self._file.flush()
        os.fsync(self._file.fileno())
        if self._piece.total is not None and self._at < self._piece.total:
            return None
        digest = hashlib.sha256()
        with self._path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
        if digest.hexdigest() != self._sha256:
            raise JunkError("wrong_hash")
        return self._path.read_bytes()

    def drop(self) -> None:
        """Throw away what is here: it was taken, or it is no good."""
        self._path.unlink(missing_ok=True)

    def close(self) -> None:
        """Stop writing; what came so far stays."""
        self._file.close()
        self._busy.discard(self._sha256)
