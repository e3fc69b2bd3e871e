"""The city's service: packages, answers, cards and year-packs over HTTPS, and the board for people beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from cchc_desktop.city.accounts import Accounts
from cchc_desktop.city.board import Office
from cchc_desktop.city.uploads import JunkError, OffsetWrongError, TooLargeError, Upload, Uploads, piece_of
from cchc_desktop.city.web_board import BoardPages
from cchc_desktop.clock import Clock
from cchc_desktop.errors import CardRefused, PackageRefused

_SHA256 = re.compile(r"[0-9a-f]{64}")
_MOST_CARD_BYTES = 64 * 1024
_ANSWER = "application/json"


def make_app(office: Office, folder: Path, accounts: Accounts, clock: Clock) -> FastAPI:
    """Return the service of a city.

    Args:
        office: Takes, answers and counts.
        folder: Where unfinished files lie, on the disk of the city's folder.
        accounts: Who may look at the board.
        clock: By which sessions end and unfinished files grow old.
    """
    app = FastAPI(title="CCHC: thành phố", docs_url=None, redoc_url=None, openapi_url=None)
    transfer = _Transfer(office, Uploads(folder), clock)
    app.add_api_route("/v1/packages/{sha256}", transfer.put, methods=["PUT"], response_model=None)
    app.add_api_route("/v1/packages/{sha256}", transfer.head, methods=["HEAD"], response_model=None)
    app.add_api_route("/v1/acknowledgements/{sha256}", transfer.acknowledgement, methods=["GET"], response_model=None)
    app.add_api_route("/v1/cards", transfer.enrol, methods=["POST"], response_model=None)
    app.add_api_route("/v1/card", transfer.card, methods=["GET"], response_model=None)
    app.add_api_route("/v1/year-pack", transfer.year_pack, methods=["GET"], response_model=None)
    BoardPages(office, accounts, clock).add_to(app)
    return app


class _Transfer:
    """What desks ask; a desk is known by what it signed, never by its connection."""

    def __init__(self, office: Office, uploads: Uploads, clock: Clock) -> None:
        self._office = office
        self._uploads = uploads
        self._clock = clock

    async def put(self, sha256: str, request: Request) -> Response:
        """Take a file, or a piece of one; answer when it is whole."""
        if not _SHA256.fullmatch(sha256):
            return _cause(422, "wrong_hash")
        try:
            piece = piece_of(request.headers.get("content-range"), request.headers.get("content-length"))
            with self._opened(self._uploads.open(sha256, piece, now=self._clock.now().timestamp())) as upload:
                return await self._taken(upload, request)
        except OffsetWrongError as error:
            return JSONResponse({"offset": error.args[0]}, status_code=409)
        except TooLargeError:
            return _cause(413, "package_too_large")
        except JunkError as error:
            return _cause(422, error.args[0])
        except PackageRefused as error:
            return _cause(422, str(error.facts.get("cause", "not_a_package")))

    async def _taken(self, upload: Upload, request: Request) -> Response:
        try:
            async for chunk in request.stream():
                if chunk:
                    upload.write(chunk)
        except ClientDisconnect:
            return Response(status_code=400)  # nobody reads it; what came stays and is gone on with
        content = await run_in_threadpool(upload.whole)
        if content is None:
            return JSONResponse({"offset": upload.offset}, status_code=202)
        answer = await run_in_threadpool(self._office.take, content)
        upload.drop()
        return Response(answer, media_type=_ANSWER)

    @contextmanager
    def _opened(self, upload: Upload) -> Iterator[Upload]:
        try:
            yield upload
        except (JunkError, TooLargeError, PackageRefused):
            upload.drop()
            raise
        finally:
            upload.close()

    async def head(self, sha256: str) -> Response:
        """Say how much of a file is here."""
        offset = self._uploads.offset(sha256) if _SHA256.fullmatch(sha256) else 0
        return Response(headers={"Upload-Offset": str(offset)})

    def acknowledgement(self, sha256: str) -> Response:
        """Give the newest answer to a file again."""
        return _found(self._office.answer(sha256) if _SHA256.fullmatch(sha256) else None, _ANSWER)

    async def enrol(self, request: Request) -> Response:
        """Take a desk's card."""
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > _MOST_CARD_BYTES:
                return _cause(413, "not_a_card")
        try:
            is_enrolled = await run_in_threadpool(self._office.enrol, bytes(body).decode("utf-8"))
        except UnicodeDecodeError:
            return _cause(422, "not_a_card")
        except CardRefused as error:
            return _cause(422, str(error.facts.get("cause", "not_a_card")))
        return JSONResponse({"enrolled": is_enrolled}, status_code=200 if is_enrolled else 202)

    def card(self) -> Response:
        """Give the city's card."""
        return PlainTextResponse(self._office.card(), media_type="application/json; charset=utf-8")

    def year_pack(self) -> Response:
        """Give the newest year-pack."""
        return _found(self._office.year_pack(), "application/octet-stream")


def _found(content: bytes | None, media_type: str) -> Response:
    return _cause(404, "not_found") if content is None else Response(content, media_type=media_type)


def _cause(status: int, cause: str) -> Response:
    record: dict[str, Any] = {"cause": cause}
    return JSONResponse(record, status_code=status)
