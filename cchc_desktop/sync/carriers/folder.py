"""A USB stick or a folder of the network: the file under its name when it is whole, the city's answer beside it."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Iterator, Mapping
from pathlib import Path

from cchc_desktop.errors import CarrierFailed
from cchc_desktop.store.attachments import sync_folder
from cchc_desktop.sync.acknowledgement import MOST_BYTES, SUFFIX
from cchc_desktop.sync.carriers import PIECE, Answered, HandedOver, Progress, sha256_of, size_of

_UNFINISHED = ".part"


class FolderCarrier:
    """A folder that is there already: none is made, so that a stick that is not in is noticed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def deliver(self, name: str, file: Path, progress: Progress, *, is_again: bool = False) -> Answered | HandedOver:
        """Lay a file down; see `Carrier.deliver`."""
        target, beside = self._folder / name, self._folder / f"{name}{SUFFIX}"
        size = size_of(file)
        with _translated():
            self._look()
            if is_again:
                beside.unlink(missing_ok=True)
            elif beside.exists():
                return Answered(answer=_read(beside))
            if not (target.exists() and _is_same(target, file)):
                if target.exists() and not is_again:
                    raise CarrierFailed(cause="other_bytes")
                self._lay_down(file, target, progress)
            progress(size, size)
        return HandedOver()

    def answers(self, files: Mapping[str, Path]) -> Mapping[str, bytes]:
        """Pick up what lies beside the files; see `Carrier.answers`."""
        with _translated():
            self._look()
            beside = {name: self._folder / f"{name}{SUFFIX}" for name in files}
            return {name: _read(path) for name, path in beside.items() if path.exists()}

    def _look(self) -> None:
        if not self._folder.is_dir():
            raise CarrierFailed(cause="folder_missing")

    def _lay_down(self, file: Path, target: Path, progress: Progress) -> None:
        """Write under another name, bring it to the disk, and rename it: a stick pulled out bears no half package."""
        for left in self._folder.glob(f".{target.name}.*{_UNFINISHED}"):
            left.unlink(missing_ok=True)
        unfinished = target.with_name(f".{target.name}.{secrets.token_hex(4)}{_UNFINISHED}")
        try:
            with file.open("rb") as source, unfinished.open("xb") as copy:
                size, done = os.fstat(source.fileno()).st_size, 0
                while piece := source.read(PIECE):
                    copy.write(piece)
                    done += len(piece)
                    progress(done, size)
                copy.flush()
                os.fsync(copy.fileno())
            unfinished.replace(target)
            sync_folder(self._folder)
        except OSError:
            with contextlib.suppress(OSError):
                unfinished.unlink(missing_ok=True)
            raise


def _is_same(one: Path, other: Path) -> bool:
    return one.stat().st_size == size_of(other) and sha256_of(one) == sha256_of(other)


def _read(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(MOST_BYTES + 1)  # one more: too large is told from whole


@contextlib.contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CarrierFailed(cause=_CAUSES.get(error.errno or 0, "folder_failed")) from error


_CAUSES = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EFBIG: "disk_full",
    errno.EACCES: "folder_unwritable",
    errno.EPERM: "folder_unwritable",
    errno.EROFS: "folder_unwritable",
    errno.ENOENT: "folder_missing",
    errno.ENOTDIR: "folder_missing",
}
