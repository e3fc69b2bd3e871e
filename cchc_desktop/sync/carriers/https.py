"""The city's own service: pieces that go on where they were cut, and the acknowledgement in the same breath.

The interface is told in docs/day-package.md, "How it travels". The server's certificate is always verified, by the
authorities that the system knows or by the one whose certificate the desk was given; nobody is followed elsewhere.
"""

from __future__ import annotations

import contextlib
import json
import ssl
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from cchc_desktop.errors import CarrierFailed
from cchc_desktop.sync.acknowledgement import MOST_BYTES
from cchc_desktop.sync.carriers import PIECE, Answered, HandedOver, Progress, sha256_of, size_of

if TYPE_CHECKING:
    import httpx

CONNECT_SECONDS, ANSWER_SECONDS = 10.0, 300.0
"""To an answer it takes the time in which a city checks a large package."""
_MOST_WORDS = 4096
"""Bytes of an answer that is no acknowledgement."""
_MOST_TURNS = 3
"""How often the city may say that it has got to elsewhere, before the file is sent whole."""


class HttpsCarrier:
    """The service at one address."""

    def __init__(self, address: str, ca_file: str = "") -> None:
        """Take the address ("https://…") and, where the system does not know it, the authority's certificate."""
        self._address = address.rstrip("/")
        self._ca_file = ca_file

    def deliver(self, name: str, file: Path, progress: Progress, *, is_again: bool = False) -> Answered | HandedOver:
        """Send a file; see `Carrier.deliver`."""
        del name  # the service knows files by their hash
        sha256, size = sha256_of(file), size_of(file)
        with self._connected() as client:
            begun = _offset(client, sha256)
            answer = None
            if begun < size:
                answer = _send(client, file, sha256, size, begun, progress)
            elif not is_again:
                answer = _answer(client, sha256)
            if begun >= size and answer is None:
                answer = _send_whole(client, file, sha256, progress)
        return Answered(answer=answer) if answer is not None else HandedOver()

    def answers(self, files: Mapping[str, Path]) -> Mapping[str, bytes]:
        """Ask for the newest answers; see `Carrier.answers`."""
        found: dict[str, bytes] = {}
        with self._connected() as client:
            for name, file in files.items():
                answer = _answer(client, sha256_of(file))
                if answer is not None:
                    found[name] = answer
        return found

    def register(self, card: str) -> bool:
        """Hand the desk's card to the city; return whether it is enrolled at once (else its administrator decides)."""
        with self._connected() as client:
            response = client.post("/v1/cards", content=card.encode(), headers={"Content-Type": "application/json"})
            if response.status_code not in (200, 202):
                raise CarrierFailed(cause="card_refused" if response.status_code == 422 else _strange(response))
            return response.status_code == 200

    def fetch(self, what: str) -> bytes | None:
        """Return what the city offers under "card" or "year-pack"; ``None`` where it has none."""
        with self._connected() as client:
            return _got(client, f"/v1/{what}")

    @contextlib.contextmanager
    def _connected(self) -> Iterator[httpx.Client]:
        """Hold a client; what goes wrong in the block is told as `CarrierFailed`."""
        import httpx

        if not self._address.startswith("https://"):
            raise CarrierFailed(cause="no_address")
        try:
            context = ssl.create_default_context(cafile=self._ca_file or None)
        except (OSError, ssl.SSLError) as error:
            raise CarrierFailed(cause="ca_file_missing") from error
        timeout = httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS)
        try:
            # No variables of the environment: a proxy that somebody set for a browser is no way for a package.
            with httpx.Client(
                base_url=self._address, verify=context, timeout=timeout, follow_redirects=False, trust_env=False
            ) as client:
                yield client
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise CarrierFailed(cause=_cause(error)) from error


def _send(client: httpx.Client, file: Path, sha256: str, size: int, begun: int, progress: Progress) -> bytes | None:
    """Send piece after piece from ``begun`` on; return the answer, ``None`` where the city answers later."""
    place, turns = begun, 0
    with file.open("rb") as source:
        while True:
            source.seek(place)
            piece = source.read(PIECE)
            whole = place == 0 and len(piece) == size
            part = {} if whole else {"Content-Range": f"bytes {place}-{place + len(piece) - 1}/{size}"}
            with client.stream("PUT", f"/v1/packages/{sha256}", content=piece, headers=part) as response:
                if response.status_code in (200, 201):
                    progress(size, size)
                    return _body(response)
                told = _said_offset(response, size)
            is_on = told == place + len(piece)
            turns = turns if is_on else turns + 1
            if turns > _MOST_TURNS:
                raise CarrierFailed(cause="strange_answer")
            place = told
            progress(place, size)
            if place == size:
                return _answer(client, sha256)


def _send_whole(client: httpx.Client, file: Path, sha256: str, progress: Progress) -> bytes | None:
    """Send a file at one go: the city has all its bytes and has not answered, or is to take it anew."""
    with file.open("rb") as source, client.stream("PUT", f"/v1/packages/{sha256}", content=source) as response:
        if response.status_code not in (200, 201):
            _said_offset(response, size_of(file))
            return None
        progress(size_of(file), size_of(file))
        return _body(response)


def _said_offset(response: httpx.Response, size: int) -> int:
    """Return where the city wants to go on: 202 (taken) and 409 (that is not where it ends) name it."""
    told = _told(response, "offset")
    if response.status_code == 422 and _told(response, "cause") == "unknown_desk":
        raise CarrierFailed(cause="unknown_desk")
    if response.status_code not in (202, 409):
        raise CarrierFailed(cause=_strange(response))
    if not isinstance(told, int) or isinstance(told, bool) or not 0 <= told <= size:
        raise CarrierFailed(cause="strange_answer")
    return told


def _told(response: httpx.Response, name: str) -> object:
    """Return what a small JSON answer says under a name; ``None`` where it says nothing."""
    if int(response.headers.get("Content-Length", _MOST_WORDS)) >= _MOST_WORDS:
        return None
    try:
        found = json.loads(response.read())
    except ValueError:
        return None
    return found.get(name) if isinstance(found, dict) else None


def _offset(client: httpx.Client, sha256: str) -> int:
    """Return how many bytes of a file the city has."""
    response = client.head(f"/v1/packages/{sha256}")
    if response.status_code not in (200, 204, 404):
        raise CarrierFailed(cause=_strange(response))
    told = response.headers.get("Upload-Offset", "0")
    return int(told) if told.isascii() and told.isdigit() else 0


def _answer(client: httpx.Client, sha256: str) -> bytes | None:
    return _got(client, f"/v1/acknowledgements/{sha256}")


def _got(client: httpx.Client, path: str) -> bytes | None:
    with client.stream("GET", path) as response:
        if response.status_code == 404:
            return None
        if response.status_code != 200:
            raise CarrierFailed(cause=_strange(response))
        return _body(response)


def _body(response: httpx.Response) -> bytes:
    """Return a body; one without end is cut off."""
    found = bytearray()
    for piece in response.iter_bytes():
        found += piece
        if len(found) > MOST_BYTES:
            raise CarrierFailed(cause="strange_answer")
    return bytes(found)


def _strange(response: httpx.Response) -> str:
    """Return what a status says that is no answer to a package."""
    by_status = {413: "too_large", 422: "damaged", 507: "city_full"}
    status = response.status_code
    if 300 <= status < 400:
        return "redirected"
    return by_status.get(status, "city_troubled" if status >= 500 or status == 429 else "strange_answer")


def _cause(error: BaseException) -> str:
    """Return why nothing came through; a certificate that does not hold lies deep in the chain of errors."""
    import httpx

    deep: BaseException | None = error
    while deep is not None:
        if isinstance(deep, ssl.SSLCertVerificationError):
            return "wrong_certificate"
        deep = deep.__cause__ or deep.__context__
    if isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol):
        return "no_address"
    if isinstance(error, httpx.ConnectTimeout | httpx.ConnectError):
        return "unreachable"
    return "timeout" if isinstance(error, httpx.TimeoutException) else "cut"
