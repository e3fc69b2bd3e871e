"""A server that takes files by SSH: its key is known beforehand, a cut file goes on where it ended."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import socket
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from cchc_desktop.domain.sending import CarrierChoice
from cchc_desktop.errors import CarrierFailed
from cchc_desktop.sync.acknowledgement import MOST_BYTES, SUFFIX
from cchc_desktop.sync.carriers import PIECE, Answered, HandedOver, Progress, sha256_of, size_of

if TYPE_CHECKING:
    import paramiko

CONNECT_SECONDS, ANSWER_SECONDS = 10.0, 60.0
_PORT = 22
"""With another one a host stands in known_hosts as "[host]:port"."""
_UNFINISHED = ".part"


class SftpCarrier:
    """Opens one connection a call; the server's key must stand in ``known_hosts``."""

    def __init__(self, choice: CarrierChoice) -> None:
        self._choice = choice

    def deliver(self, name: str, file: Path, progress: Progress, *, is_again: bool = False) -> Answered | HandedOver:
        """Upload a file; see `Carrier.deliver`."""
        sha256, size = sha256_of(file), size_of(file)
        with self._connected() as remote:
            if is_again:
                _remove(remote, f"{name}{SUFFIX}")
            else:
                answer = _read(remote, f"{name}{SUFFIX}")
                if answer is not None:
                    return Answered(answer=answer)
            if not _lies_there(remote, name, sha256, size):
                if not is_again and _size(remote, name) is not None:
                    raise CarrierFailed(cause="other_bytes")
                # The hash in its name: bytes of another making of the same package are never gone on with.
                unfinished = f".{name}.{sha256[:16]}{_UNFINISHED}"
                _upload(remote, file, unfinished, progress)
                remote.posix_rename(unfinished, name)
            progress(size, size)
        return HandedOver()

    def answers(self, files: Mapping[str, Path]) -> Mapping[str, bytes]:
        """Fetch what lies beside the files; see `Carrier.answers`."""
        found: dict[str, bytes] = {}
        with self._connected() as remote:
            for name in files:
                answer = _read(remote, f"{name}{SUFFIX}")
                if answer is not None:
                    found[name] = answer
        return found

    @contextlib.contextmanager
    def _connected(self) -> Iterator[paramiko.SFTPClient]:
        """Hold a connection in the remote folder; what goes wrong in the block is told as `CarrierFailed`."""
        import paramiko

        client = paramiko.SSHClient()
        try:
            self._know(client)
            client.connect(
                self._choice.host,
                port=self._choice.port,
                username=self._choice.user or None,
                key_filename=self._choice.key_file or None,
                allow_agent=not self._choice.key_file,
                look_for_keys=False,
                timeout=CONNECT_SECONDS,
                banner_timeout=CONNECT_SECONDS,
                auth_timeout=CONNECT_SECONDS,
                channel_timeout=CONNECT_SECONDS,
            )
            with client.open_sftp() as remote:
                remote.get_channel().settimeout(ANSWER_SECONDS)
                _enter(remote, self._choice.remote_folder)
                yield remote
        except (paramiko.SSHException, OSError, EOFError) as error:
            raise CarrierFailed(cause=_cause(error)) from error
        finally:
            client.close()

    def _know(self, client: paramiko.SSHClient) -> None:
        """Read the key that the server must have; a key first seen now is nobody's."""
        import paramiko

        try:
            client.load_host_keys(self._choice.known_hosts)
        except (OSError, ValueError) as error:
            raise CarrierFailed(cause="known_hosts_missing") from error
        if self._choice.key_file and not Path(self._choice.key_file).is_file():
            raise CarrierFailed(cause="key_file_missing")
        host = self._choice.host if self._choice.port == _PORT else f"[{self._choice.host}]:{self._choice.port}"
        if client.get_host_keys().lookup(host) is None:
            raise CarrierFailed(cause="host_unknown")
        client.set_missing_host_key_policy(paramiko.RejectPolicy())


def _enter(remote: paramiko.SFTPClient, folder: str) -> None:
    if not folder:
        return
    try:
        remote.chdir(folder)
    except OSError as error:
        raise CarrierFailed(cause="remote_folder_missing") from error


def _upload(remote: paramiko.SFTPClient, file: Path, unfinished: str, progress: Progress) -> None:
    """Write what is not there yet behind what is, and look that the whole of it has arrived."""
    size, done = size_of(file), _size(remote, unfinished) or 0
    if done > size:
        remote.remove(unfinished)
        done = 0
    with file.open("rb") as source, remote.open(unfinished, "ab" if done else "wb") as copy:
        copy.set_pipelined(True)
        source.seek(done)
        while piece := source.read(PIECE):
            copy.write(piece)
            done += len(piece)
            progress(done, size)
    if not _lies_there(remote, unfinished, sha256_of(file), size):
        remote.remove(unfinished)
        raise CarrierFailed(cause="cut")


def _lies_there(remote: paramiko.SFTPClient, name: str, sha256: str, size: int) -> bool:
    """Return whether a file of this content lies there; it is read back only where its size is right."""
    if _size(remote, name) != size:
        return False
    with remote.open(name, "rb") as copy:
        copy.prefetch(size)
        return _hash(copy) == sha256


def _hash(stream: BinaryIO | paramiko.SFTPFile) -> str:
    found = hashlib.sha256()
    while piece := stream.read(PIECE):
        found.update(piece)
    return found.hexdigest()


def _size(remote: paramiko.SFTPClient, name: str) -> int | None:
    try:
        found = remote.stat(name)
    except FileNotFoundError:
        return None
    return found.st_size if found.st_mode is None or stat.S_ISREG(found.st_mode) else None


def _remove(remote: paramiko.SFTPClient, name: str) -> None:
    with contextlib.suppress(FileNotFoundError):
        remote.remove(name)


def _read(remote: paramiko.SFTPClient, name: str) -> bytes | None:
    try:
        with remote.open(name, "rb") as stream:
            return bytes(stream.read(MOST_BYTES + 1))  # one more: too large is told from whole
    except FileNotFoundError:
        return None


def _cause(error: Exception) -> str:
    import paramiko

    if isinstance(error, paramiko.BadHostKeyException):
        return "host_key_changed"
    if isinstance(error, paramiko.AuthenticationException | paramiko.PasswordRequiredException):
        return "no_login"
    if isinstance(error, socket.gaierror | ConnectionRefusedError | paramiko.ssh_exception.NoValidConnectionsError):
        return "unreachable"
    if isinstance(error, TimeoutError):
        return "timeout"
    if isinstance(error, PermissionError):
        return "folder_unwritable"
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "disk_full"
    return "cut"
