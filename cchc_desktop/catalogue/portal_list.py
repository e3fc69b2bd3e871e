"""The portal's list of dossiers (an Excel export): read by its headers, line by line, nothing in it is ever run.

Whatever a line says that cannot be read is told with its number; the others are handed on.
"""

from __future__ import annotations

import contextlib
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from cchc_desktop.clock import VIETNAM
from cchc_desktop.domain.online import PortalLine, PortalList, RefusedLine, portal_code_of
from cchc_desktop.domain.problems import Problem
from cchc_desktop.errors import CatalogueLineWrong
from cchc_desktop.text import nfc, words

MOST_LINES = 20_000
_MOST_UNPACKED = 300 * 1024 * 1024
"""Bytes that a list may unpack to: far more than the portal ever lists, far less than a machine's memory."""
_HEADER_WITHIN = 30
"""Lines in which the headers are looked for: exports begin with a title."""
_HALF_A_SECOND = timedelta(microseconds=500_000)

_CODE, _PROCEDURE, _PROCEDURE_NAME, _NAME = "portal_code", "procedure_code", "procedure_name", "applicant.name"
_SUBMITTED, _RECEIVED = "submitted_at", "received_at"
_HEADERS: Mapping[str, tuple[str, ...]] = {
    _CODE: ("ma ho so", "ma so ho so", "so ho so"),
    _PROCEDURE: ("ma thu tuc", "ma tthc"),
    _PROCEDURE_NAME: ("ten thu tuc", "ten tthc", "thu tuc"),
    _NAME: ("chu ho so", "nguoi nop", "to chuc ca nhan"),
    _SUBMITTED: ("ngay nop", "thoi gian nop", "thoi diem nop", "ngay gui"),
    _RECEIVED: ("tiep nhan he thong", "he thong tiep nhan", "ngay tiep nhan", "thoi gian tiep nhan"),
}
"""What a column is recognised by: these words, all of them, in its header; the earlier, the better."""
_NEVER: Mapping[str, frozenset[str]] = {
    _CODE: frozenset({"thu", "tuc"}),
    _PROCEDURE_NAME: frozenset({"ma"}),
    _NAME: frozenset({"ngay", "dia", "dien", "email", "cccd", "cmnd", "dinh", "ma", "loai", "giay"}),
    _SUBMITTED: frozenset({"bo", "phi"}),
    _RECEIVED: frozenset({"can", "nguoi", "phan"}),
}
"""Words that make a header another one: the applicant's telephone is not the applicant."""

_Cells = Sequence[Any]


def read_portal_list(path: Path) -> PortalList:
    """Read a list; any thread.

    Raises:
        CatalogueLineWrong: The file is missing or no Excel file, or no line of it has the headers.
    """
    _refuse_too_large(path)
    # Only who imports a list pays for the library.
    from openpyxl import load_workbook  # type: ignore[import-untyped]
    from openpyxl.utils.exceptions import InvalidFileException  # type: ignore[import-untyped]

    try:
        # Formulas are read as what was typed, never as what a program once made of them.
        with contextlib.closing(load_workbook(path, read_only=True, data_only=False, keep_links=False)) as book:
            for sheet in book.worksheets:
                sheet.reset_dimensions()
                found = _sheet(sheet.iter_rows())
                if found is not None:
                    return found
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, SyntaxError, OSError) as error:
        raise CatalogueLineWrong(file=path.name, line=0, column="", cause="not_a_workbook") from error
    raise CatalogueLineWrong(file=path.name, line=0, column="", cause="wrong_header")


def _refuse_too_large(path: Path) -> None:
    """Refuse what is missing, no packed file, or a small file that unpacks to a huge one."""
    if not path.is_file():
        raise CatalogueLineWrong(file=path.name, line=0, column="", cause="missing_file")
    try:
        with zipfile.ZipFile(path) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
    except (zipfile.BadZipFile, OSError) as error:
        raise CatalogueLineWrong(file=path.name, line=0, column="", cause="not_a_workbook") from error
    if unpacked > _MOST_UNPACKED:
        raise CatalogueLineWrong(file=path.name, line=0, column="", cause="too_large_list")


def _sheet(rows: Iterable[_Cells]) -> PortalList | None:
    """Return the list of a sheet; ``None`` where it has no headers."""
    columns: dict[str, int] = {}
    lines: list[PortalLine] = []
    refused: list[RefusedLine] = []
    for number, cells in enumerate(rows, 1):
        if not columns:
            columns = columns_of([_header(cell) for cell in cells])
            if not columns and number >= _HEADER_WITHIN:
                return None
            continue
        if not any(_text(cell.value) for cell in cells):
            continue
        if len(lines) + len(refused) >= MOST_LINES:
            refused.append(
                RefusedLine(
                    line=number, portal_code="", problems=(Problem("line", "too_many_lines", number=MOST_LINES),)
                )
            )
            break
        found = _line(number, {name: cells[place] for name, place in columns.items() if place < len(cells)})
        if isinstance(found, PortalLine):
            lines.append(found)
        else:
            refused.append(found)
    return PortalList(lines=tuple(lines), refused=tuple(refused)) if columns else None


def columns_of(headers: Sequence[str]) -> dict[str, int]:
    """Return which column holds what; empty where a line is not the one of headers.

    Args:
        headers: The texts of a line, as they stand there.
    """
    said = [words(header) for header in headers]
    found = {}
    for name, wanted in _HEADERS.items():
        fitting = [
            (rank, len(header), place)
            for place, header in enumerate(said)
            for rank, phrase in enumerate(wanted)
            if set(phrase.split()) <= set(header) and not _NEVER.get(name, frozenset()) & set(header)
        ]
        if fitting:
            found[name] = min(fitting)[2]
    has_procedure = _PROCEDURE in found or _PROCEDURE_NAME in found
    has_moment = _SUBMITTED in found or _RECEIVED in found
    return found if _CODE in found and has_procedure and has_moment else {}


def _line(number: int, cells: Mapping[str, Any]) -> PortalLine | RefusedLine:
    code = "" if _is_formula(cells.get(_CODE)) else portal_code_of(_text(_value(cells, _CODE)))
    procedure, procedure_name = _procedure_code(_value(cells, _PROCEDURE)), _text(_value(cells, _PROCEDURE_NAME))
    submitted_at, received_at = (_moment(_value(cells, name)) for name in (_SUBMITTED, _RECEIVED))
    problems = tuple(_problems(cells, code, procedure or procedure_name))
    # Of a list with one of the two moments only, that one stands for both.
    submitted_at, received_at = submitted_at or received_at, received_at or submitted_at
    if problems or submitted_at is None or received_at is None:
        return RefusedLine(line=number, portal_code=code, problems=problems)
    return PortalLine(
        line=number,
        portal_code=code,
        procedure_code=procedure,
        procedure_name=procedure_name,
        name=_text(_value(cells, _NAME)),
        submitted_at=submitted_at,
        received_at=received_at,
    )


def _problems(cells: Mapping[str, Any], code: str, procedure: str) -> Iterator[Problem]:
    formulas = [Problem(name, "formula") for name, cell in cells.items() if _is_formula(cell)]
    if formulas:
        yield from formulas
        return
    if not code:
        yield Problem(_CODE, "missing")
    if not procedure:
        yield Problem(_PROCEDURE, "missing")
    written = [name for name in (_SUBMITTED, _RECEIVED) if _text(_value(cells, name))]
    if not written:
        yield Problem(_RECEIVED, "missing")
    for name in written:
        if _moment(_value(cells, name)) is None:
            yield Problem(name, "unreadable_moment")


def _value(cells: Mapping[str, Any], name: str) -> object:
    return cells[name].value if name in cells else None


def _is_formula(cell: Any) -> bool:
    return getattr(cell, "data_type", "") == "f"


def _header(cell: Any) -> str:
    return cell.value if isinstance(cell.value, str) else ""


def _text(value: object) -> str:
    return "" if value is None else nfc(str(value))


def _procedure_code(value: object) -> str:
    """Return a procedure's code; a table program takes "2.000980" for a number and drops its last nought."""
    return f"{value:.6f}" if isinstance(value, float) else _text(value)


def _moment(value: object) -> datetime | None:
    """Return a moment of a cell; a day without an hour begins the day, so that nothing is due too late."""
    if isinstance(value, datetime):
        return (value + _HALF_A_SECOND).replace(microsecond=0, tzinfo=VIETNAM)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=VIETNAM)
    return _typed(_text(value)) if isinstance(value, str) else None


def _typed(text: str) -> datetime | None:
    return next(_readings(text), None)


def _readings(text: str) -> Iterator[datetime]:
    """Yield what a text may say: the day first or the hour first, with seconds or without, or the day alone."""
    for form in ("%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%H:%M:%S %d/%m/%Y", "%H:%M %d/%m/%Y", "%d/%m/%Y"):
        for written in (text, text.replace("-", "/"), text.replace(".", "/")):
            with contextlib.suppress(ValueError):
                yield datetime.strptime(written, form).replace(tzinfo=VIETNAM)
