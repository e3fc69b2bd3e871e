"""As much of the Internet Printing Protocol as following a job needs: one question, one answer, over HTTP.

The answer is language independent (numbers and keywords), unlike what `lpstat` prints.
Source: RFC 8010 (encoding), RFC 8011 (operations, job states), and CUPS's own two operations.
"""

from __future__ import annotations

import dataclasses
import enum
import http.client
import itertools
import socket
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from cchc_desktop.errors import PrinterUnavailable

Value = int | bool | str | bytes
Attributes = Mapping[str, tuple[Value, ...]]

STATUS_NOT_FOUND: Final = 0x0406
_FIRST_ERROR_STATUS = 0x0400

_OPERATION_GROUP, _END_OF_ATTRIBUTES = 0x01, 0x03
_INTEGER, _BOOLEAN, _ENUM = 0x21, 0x22, 0x23
_TEXT_WITH_LANGUAGE, _NAME_WITH_LANGUAGE = 0x35, 0x36
_TEXTS = range(0x41, 0x4A)
_FIRST_VALUE_TAG = 0x10
_MOST_BYTES = 4_000_000


class Operation(enum.IntEnum):
    """The operations asked here."""

    GET_JOB_ATTRIBUTES = 0x0009
    GET_PRINTER_ATTRIBUTES = 0x000B
    CUPS_GET_DEFAULT = 0x4001
    CUPS_GET_PRINTERS = 0x4002


class Tag(enum.IntEnum):
    """The kinds of values sent here."""

    INTEGER = _INTEGER
    NAME = 0x42
    KEYWORD = 0x44
    URI = 0x45
    CHARSET = 0x47
    LANGUAGE = 0x48


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the print server answered."""

    status: int
    groups: tuple[Attributes, ...]
    """The groups of attributes after the operation's own: one a printer or a job."""

    @property
    def is_ok(self) -> bool:
        """Return whether the server did what it was asked."""
        return self.status < _FIRST_ERROR_STATUS


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where the print server listens: a host and port, or the path of its socket on this machine."""

    host: str = "localhost"
    port: int = 631
    socket_path: str = ""

    def connect(self, timeout: float) -> http.client.HTTPConnection:
        """Return a connection that opens when it is first used; ``timeout`` in seconds."""
        if self.socket_path:
            return _SocketConnection(self.socket_path, timeout)
        return http.client.HTTPConnection(self.host, self.port, timeout=timeout)


class _SocketConnection(http.client.HTTPConnection):
    """HTTP over a socket of this machine's file system."""

    def __init__(self, path: str, timeout: float) -> None:
        super().__init__("localhost", timeout=timeout)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def ask(
    server: Server,
    operation: Operation,
    attributes: Sequence[tuple[Tag, str, str | int | Sequence[str]]] = (),
    *,
    timeout: float = 5.0,
) -> Answer:
    """Put one question to the print server.

    Args:
        server: Whom to ask.
        operation: What.
        attributes: Kind, name and value(s), in the order of the RFC, after charset and language.
        timeout: Seconds for each step of the connection.

    Raises:
        PrinterUnavailable: The server does not answer, or not in this protocol.
    """
    connection = server.connect(timeout)
    try:
        connection.request("POST", "/", _encode(operation, attributes), {"Content-Type": "application/ipp"})
        response = connection.getresponse()
        body = response.read(_MOST_BYTES)
    except (OSError, http.client.HTTPException) as exc:
        raise PrinterUnavailable(printer="", message=f"print server: {exc}") from exc
    finally:
        connection.close()
    if response.status != http.client.OK:
        raise PrinterUnavailable(printer="", message=f"print server: HTTP {response.status}")
    try:
        return _decode(body)
    except (IndexError, ValueError) as exc:
        raise PrinterUnavailable(printer="", message="print server: answer not understood") from exc


def _encode(operation: Operation, attributes: Sequence[tuple[Tag, str, str | int | Sequence[str]]]) -> bytes:
    head = bytes((1, 1)) + operation.to_bytes(2) + (1).to_bytes(4) + bytes((_OPERATION_GROUP,))
    first = ((Tag.CHARSET, "attributes-charset", "utf-8"), (Tag.LANGUAGE, "attributes-natural-language", "en"))
    parts = itertools.chain.from_iterable(_encode_attribute(*attribute) for attribute in (*first, *attributes))
    return head + b"".join(parts) + bytes((_END_OF_ATTRIBUTES,))


def _encode_attribute(tag: Tag, name: str, values: str | int | Sequence[str]) -> Iterator[bytes]:
    for position, value in enumerate((values,) if isinstance(values, str | int) else values):
        data = value.to_bytes(4, signed=True) if isinstance(value, int) else value.encode()
        label = b"" if position else name.encode()
        yield bytes((tag,)) + len(label).to_bytes(2) + label + len(data).to_bytes(2) + data


def _decode(body: bytes) -> Answer:
    groups: list[dict[str, tuple[Value, ...]]] = []
    position, name = 8, ""
    while (tag := body[position]) != _END_OF_ATTRIBUTES:
        position += 1
        if tag < _FIRST_VALUE_TAG:
            groups.append({})
            continue
        label, position = _piece(body, position)
        data, position = _piece(body, position)
        name = label.decode("utf-8", "replace") or name
        groups[-1][name] = (*groups[-1].get(name, ()), _value(tag, data))
    return Answer(status=int.from_bytes(body[2:4]), groups=tuple(groups[1:]))


def _piece(body: bytes, position: int) -> tuple[bytes, int]:
    """Return the counted piece at ``position`` and where the next one begins."""
    start = position + 2
    end = start + int.from_bytes(body[position:start])
    if end >= len(body):
        raise ValueError("cut off")
    return body[start:end], end


def _value(tag: int, data: bytes) -> Value:
    if tag in (_INTEGER, _ENUM):
        return int.from_bytes(data, signed=True)
    if tag == _BOOLEAN:
        return data != b"\0"
    if tag in (_TEXT_WITH_LANGUAGE, _NAME_WITH_LANGUAGE):
        skip = 2 + int.from_bytes(data[:2])
        data = data[skip + 2 :]
    elif tag not in _TEXTS:
        return data
    return data.decode("utf-8", "replace")
