"""Reading a logbook file line by line, so that a city's book takes no more memory than a ward's."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import IO

from cchc_desktop.clock import VIETNAM
from cchc_desktop.domain.dossier import Channel
from cchc_desktop.domain.logbook import LogbookLine, RefusedBookLine
from cchc_desktop.domain.problems import Problem
from cchc_desktop.errors import CatalogueLineWrong
from cchc_desktop.text import has_unprintable, has_wrong_encoding, nfc

COLUMNS = (
    "code", "procedure_code", "applicant_name", "personal_id", "phone", "address", "channel", "received_at", "due_at",
    "finished_at", "returned_at", "no_slip", "fee_vnd", "paid_online", "returned_by_post", "officer", "note",
)  # fmt: skip
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.\-/_]{0,63}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?", re.ASCII)
_LONGEST = {"applicant_name": 300, "personal_id": 30, "phone": 60, "address": 500, "officer": 120, "note": 2000}
_MOST_DONG = 10**12
_Cells = Mapping[str, str]


def read_logbook(path: Path) -> Iterator[LogbookLine | RefusedBookLine]:
    """Yield the lines of a book, each readable or refused with its reasons.

    Raises:
        CatalogueLineWrong: The file is missing, or its first line has not the columns of the format.
    """
    try:
        # What is no UTF-8 becomes a sign that refuses its own line, not the whole book.
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            yield from _lines(file, path.name)
    except OSError as error:
        raise CatalogueLineWrong(file=path.name, line=0, column="", cause="missing_file") from error


def _lines(file: IO[str], name: str) -> Iterator[LogbookLine | RefusedBookLine]:
    reader = csv.reader(file, strict=True)
    begins = 1
    try:
        for cells in reader:
            number, begins = begins, reader.line_num + 1
            if number == 1:
                if tuple(nfc(cell) for cell in cells) != COLUMNS:
                    raise CatalogueLineWrong(file=name, line=1, column="", cause="wrong_header")
            elif any(cells):
                yield _line(number, cells)
    except csv.Error as error:
        raise CatalogueLineWrong(file=name, line=reader.line_num, column="", cause="wrong_quotes") from error
    if begins == 1:
        raise CatalogueLineWrong(file=name, line=1, column="", cause="wrong_header")


def _line(number: int, cells: list[str]) -> LogbookLine | RefusedBookLine:
    if len(cells) != len(COLUMNS):
        return RefusedBookLine(line=number, code="", problems=(Problem("line", "wrong_cell_count", number=len(cells)),))
    found = {column: nfc(cell) for column, cell in zip(COLUMNS, cells, strict=True)}
    problems = tuple(_faults(found))
    if problems:
        code = found["code"] if _CODE.fullmatch(found["code"]) else ""
        return RefusedBookLine(line=number, code=code, problems=problems)
    return LogbookLine(
        line=number,
        code=found["code"],
        procedure_code=found["procedure_code"],
        applicant_name=found["applicant_name"],
        personal_id=found["personal_id"],
        phone=found["phone"],
        address=found["address"],
        channel=Channel(found["channel"]),
        received_at=_moment(found["received_at"]),
        due_at=_moment_or_none(found["due_at"]),
        finished_at=_moment_or_none(found["finished_at"]),
        returned_at=_moment_or_none(found["returned_at"]),
        no_slip=found["no_slip"] == "yes",
        fee_vnd=int(found["fee_vnd"] or 0),
        paid_online=found["paid_online"] == "yes",
        returned_by_post=found["returned_by_post"] == "yes",
        officer=found["officer"],
        note=found["note"],
    )


def _faults(found: _Cells) -> Iterator[Problem]:
    if not _CODE.fullmatch(found["code"]):
        yield Problem("code", "wrong_code" if found["code"] else "missing")
    for column in ("procedure_code", "applicant_name", "received_at"):
        if not found[column]:
            yield Problem(column, "missing")
    if found["channel"] not in set(Channel):
        yield Problem("channel", "unknown_word")
    for column in ("no_slip", "paid_online", "returned_by_post"):
        if found[column] not in ("yes", "no", ""):
            yield Problem(column, "unknown_word")
    fee = found["fee_vnd"]
    if fee and not (fee.isascii() and fee.isdigit() and int(fee) <= _MOST_DONG):
        yield Problem("fee_vnd", "wrong_number")
    for column, most in _LONGEST.items():
        text = found[column]
        if len(text) > most:
            yield Problem(column, "too_long", number=most)
        if has_wrong_encoding(text) or has_unprintable(text):
            yield Problem(column, "wrong_encoding")
    yield from _moment_faults(found)


def _moment_faults(found: _Cells) -> Iterator[Problem]:
    """Yield moments that are none, or that cannot follow one another; the text of ISO moments sorts as time does."""
    columns = ("received_at", "due_at", "finished_at", "returned_at")
    wrong = [column for column in columns if found[column] and not _is_moment(found[column])]
    for column in wrong:
        yield Problem(column, "wrong_file_moment")
    if wrong or not found["received_at"]:
        return
    received_at, due_at, finished_at, returned_at = (found[column] for column in columns)
    if due_at and due_at < received_at:
        yield Problem("due_at", "before_receipt")
    if finished_at and finished_at < received_at:
        yield Problem("finished_at", "before_receipt")
    if returned_at and not finished_at:
        yield Problem("finished_at", "returned_unfinished")
    elif returned_at and returned_at < finished_at:
        yield Problem("returned_at", "before_result")


def _is_moment(text: str) -> bool:
    if not _MOMENT.fullmatch(text):
        return False
    try:
        return datetime.fromisoformat(text).year > 1
    except ValueError:
        return False


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def _moment_or_none(text: str) -> datetime | None:
    return _moment(text) if text else None
