"""Ways by which a package's file travels to the city, and its answer back. No carrier knows a key or a database.

    folder.py   a USB stick or a folder of the network
    sftp.py     a server that takes files by SSH
    https.py    the city's own service

Whatever a carrier brings back is bytes that nobody has verified. What did not get through raises `CarrierFailed`; its
``cause`` is one of `sentences.BY_CARRIER`, and nothing else of it is told: no address, no name, no content. A carrier
may be used on any thread, by one at a time.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from cchc_desktop.errors import CarrierFailed

PIECE = 1024 * 1024
"""Bytes that travel between two looks at how far it has come."""

Progress = Callable[[int, int], None]
"""Told (bytes that are there, bytes of the file)."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The city has answered."""

    answer: bytes
    """The acknowledgement's file, not verified yet."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """The whole file lies where the city fetches it; its answer comes later."""


class Carrier(Protocol):
    """One way to the city."""

    def deliver(self, name: str, file: Path, progress: Progress, *, is_again: bool = False) -> Answered | HandedOver:
        """Bring a file to the city, from where it was cut the last time; a file that is there already is not doubled.

        Args:
            name: The package's name.
            file: Where it lies at the desk.
            progress: Told after each piece.
            is_again: The city has asked for it anew: an answer that lies there is of before, and so is the file.

        Raises:
            CarrierFailed: It is not there, or not whole; what is there already is used at the next try.
        """

    def answers(self, files: Mapping[str, Path]) -> Mapping[str, bytes]:
        """Return the answers that lie ready to packages handed over before, by the package's name.

        Raises:
            CarrierFailed: It could not be looked.
        """


def sha256_of(file: Path) -> str:
    """Return the hash of a file; raise `CarrierFailed` where it cannot be read."""
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise CarrierFailed(cause="file_missing") from error


def size_of(file: Path) -> int:
    """Return the size of a file in bytes; raise `CarrierFailed` where it is not there."""
    try:
        return file.stat().st_size
    except OSError as error:
        raise CarrierFailed(cause="file_missing") from error
