"""The archives of a package: the same members give the same bytes, and nothing is read that was not declared."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Container, Mapping

from cchc_desktop.errors import PackageRefused

MOST_PACKED = 512 * 1024 * 1024
MOST_UNPACKED = 1024 * 1024 * 1024
MOST_MEMBERS = 20_000
_MOST_LABEL = 64 * 1024
_NO_DATE = (1980, 1, 1, 0, 0, 0)
_LEVEL = 6
_END_SIZE, _LOCATOR_SIZE = 22, 20
_MOST_IN_LIST = 160
"""Bytes that a member may take in the list at the archive's end: 46, and its name."""


def packed(members: Mapping[str, bytes], *, deflated: bool) -> bytes:
    """Return an archive of ``members`` in their order; the same members give the same bytes."""
    written = io.BytesIO()
    method = zipfile.ZIP_DEFLATED if deflated else zipfile.ZIP_STORED
    with zipfile.ZipFile(written, "w", method, compresslevel=_LEVEL if deflated else None) as archive:
        for name, content in members.items():
            told = zipfile.ZipInfo(name, date_time=_NO_DATE)
            told.create_system, told.external_attr, told.compress_type = 3, 0o600 << 16, method
            archive.writestr(told, content)
    return written.getvalue()


def unpacked(
    content: bytes,
    is_allowed: Callable[[str], bool],
    *,
    only: Container[str] | None = None,
    most: int = MOST_UNPACKED,
    deflated: bool = True,
) -> dict[str, bytes]:
    """Return the members of an archive.

    Args:
        content: The archive.
        is_allowed: Whether a member of this name may be there; a path out of the archive never is.
        only: The members that are wanted; ``None``: all.
        most: Bytes that these may have together.
        deflated: Whether members may be compressed; where they may not, none is larger than the archive.

    Raises:
        PackageRefused: It is no archive, holds something else, a member twice, or unpacks to too much.
    """
    _refuse_strange_end(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            told = archive.infolist()
            _refuse_strange(told, is_allowed)
            if not deflated and any(one.compress_type != zipfile.ZIP_STORED for one in told):
                raise PackageRefused(cause="changed_part")
            wanted = [one for one in told if only is None or one.filename in only]
            if sum(one.file_size for one in wanted) > most:
                raise PackageRefused(cause="package_too_large")
            return {one.filename: _member(archive, one) for one in wanted}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, RuntimeError) as error:
        raise PackageRefused(cause="not_an_archive") from error


def _refuse_strange_end(content: bytes) -> None:
    """Look at the end of an archive before its list of members is read, which may name millions."""
    end = content[-_END_SIZE:]
    is_ours = end.startswith(b"PK\x05\x06") and content[-_END_SIZE - _LOCATOR_SIZE :][:4] != b"PK\x06\x07"
    if not is_ours:  # a comment, or the large form: `packed` writes neither
        raise PackageRefused(cause="not_an_archive")
    if int.from_bytes(end[12:16], "little") > MOST_MEMBERS * _MOST_IN_LIST:
        raise PackageRefused(cause="package_too_large")


def first_member(content: bytes, name: str) -> bytes:
    """Return the first member of an archive whose others may be damaged; raise `PackageRefused` where it is another."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            told = archive.infolist()[0]
            if told.filename != name or told.file_size > _MOST_LABEL:
                raise PackageRefused(cause="not_a_package")
            return _member(archive, told)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, IndexError, RuntimeError) as error:
        raise PackageRefused(cause="not_an_archive") from error


def _refuse_strange(told: list[zipfile.ZipInfo], is_allowed: Callable[[str], bool]) -> None:
    names = [one.filename for one in told]
    if len(names) > MOST_MEMBERS:
        raise PackageRefused(cause="package_too_large")
    if len(set(names)) != len(names):
        raise PackageRefused(cause="doubled_part")
    if not all(is_allowed(name) for name in names):
        raise PackageRefused(cause="strange_part")


def _member(archive: zipfile.ZipFile, told: zipfile.ZipInfo) -> bytes:
    """Read a member; no more than was declared comes out, whatever its stream would give."""
    with archive.open(told) as member:
        content = member.read(told.file_size + 1)
    if len(content) != told.file_size:
        raise PackageRefused(cause="wrong_size")
    return content
