"""The archives of a package: the same members give the same bytes, and nothing is read that was not declared."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping

from cchc_desktop.errors import PackageRefused

MOST_PACKED = 512 * 1024 * 1024
MOST_UNPACKED = 1024 * 1024 * 1024
MOST_MEMBERS = 20_000
_NO_DATE = (1980, 1, 1, 0, 0, 0)
_LEVEL = 6


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


def unpacked(content: bytes, is_allowed: Callable[[str], bool]) -> dict[str, bytes]:
    """Return the members of an archive.

    Args:
        content: The archive.
        is_allowed: Whether a member of this name may be there; a path out of the archive never is.

    Raises:
        PackageRefused: It is no archive, holds something else, a member twice, or unpacks to too much.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            told = archive.infolist()
            _refuse_strange(told, is_allowed)
            return {one.filename: _member(archive, one) for one in told}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, RuntimeError) as error:
        raise PackageRefused(cause="not_an_archive") from error


def _refuse_strange(told: list[zipfile.ZipInfo], is_allowed: Callable[[str], bool]) -> None:
    names = [one.filename for one in told]
    if len(names) > MOST_MEMBERS or sum(one.file_size for one in told) > MOST_UNPACKED:
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
