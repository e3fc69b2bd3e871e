"""What workbooks share: looks, cells that are what they seem, set-up of printed pages, the same bytes each time."""

from __future__ import annotations

import dataclasses
import io
import re
import zipfile
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

Sheet = Any
Cell = Any
"""What openpyxl calls so; it carries no types."""
Value = str | int | Decimal | datetime | None

_MOMENT = "dd/mm/yyyy hh:mm"
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_HEAD_FOOT_NAME = 60
"""Signs of a name in the foot of a printed page, which takes 255 in all."""
_LONGEST_CELL = 32_767
_FACE = "Times New Roman"
_OLDEST_ZIP_YEAR = 1980


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """Fonts, alignments and borders, each made once: thousands of cells share them."""

    plain: Any
    bold: Any
    italic: Any
    title: Any
    left: Any
    centred: Any
    right: Any
    middle: Any
    grid: Any


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """How a sheet is printed, and who made it when (RULES 10)."""

    made_by: str
    made_at: datetime
    last_number: int
    """Of the journal that was read; 0: of many."""
    specimen: bool
    head_rows: tuple[int, int]
    """The first and the last row that stand on each page."""
    is_landscape: bool = True


def new_workbook() -> Any:
    """Return an empty workbook with one sheet."""
    from openpyxl import Workbook  # type: ignore[import-untyped]  # a third of a second: only an export pays for it

    return Workbook()


def looks() -> Looks:
    """Make what cells look like."""
    from openpyxl.styles import Alignment, Border, Font, Side  # type: ignore[import-untyped]

    side = Side(style="thin")
    return Looks(
        plain=Font(name=_FACE, size=11),
        bold=Font(name=_FACE, size=11, bold=True),
        italic=Font(name=_FACE, size=11, italic=True),
        title=Font(name=_FACE, size=14, bold=True),
        left=Alignment(vertical="top", wrap_text=True),
        centred=Alignment(horizontal="center", vertical="top", wrap_text=True),
        right=Alignment(horizontal="right", vertical="top"),
        middle=Alignment(horizontal="center", vertical="center", wrap_text=True),
        grid=Border(left=side, right=side, top=side, bottom=side),
    )


def put(sheet: Sheet, row: int, column: int, value: Value) -> Cell:
    """Put a value into a cell as what it is; a text is never read as a formula, an error or a number."""
    cell: Cell = sheet.cell(row, column)
    if isinstance(value, datetime):
        cell.value = value.replace(tzinfo=None)  # a workbook knows wall clocks only
        cell.number_format = _MOMENT
    elif isinstance(value, str):
        if value:
            cell.value = printable(value)[:_LONGEST_CELL]
            cell.data_type = "s"  # openpyxl takes "=1+1" for a formula and "#N/A" for an error
        cell.quotePrefix = value.startswith(_FORMULA_SIGNS)
    elif value is not None:
        cell.value = value
    return cell


def printable(text: str) -> str:
    """Return ``text`` without signs that have no form."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def join(sheet: Sheet, first: tuple[int, int], last: tuple[int, int]) -> None:
    """Join the cells between two (row, column); one cell alone stays as it is."""
    if first != last:
        sheet.merge_cells(start_row=first[0], start_column=first[1], end_row=last[0], end_column=last[1])


def set_up_print(sheet: Sheet, page: Page) -> None:
    """Fit a sheet to A4 paper, its head on each page, its maker in the foot."""
    sheet.page_setup.orientation = "landscape" if page.is_landscape else "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{page.head_rows[0]}:{page.head_rows[1]}"
    margins = sheet.page_margins
    margins.left, margins.right, margins.top, margins.bottom = 0.79, 0.47, 0.6, 0.6
    margins.header, margins.footer = 0.3, 0.3
    made_by = printable(page.made_by)[:_HEAD_FOOT_NAME].replace("&", "&&")
    until = f" · đến mục số {page.last_number}" if page.last_number else ""
    sheet.oddFooter.left.text = f"{made_by} xuất lúc {page.made_at:%H:%M %d/%m/%Y}{until}"
    sheet.oddFooter.right.text = "Trang &P/&N"
    if page.specimen:
        sheet.oddHeader.center.text = "SPECIMEN"


def save(workbook: Any, made_at: datetime, target: Path | BinaryIO) -> None:
    """Write a workbook; the same values give the same bytes.

    Args:
        workbook: what openpyxl made.
        made_at: stands in the file in the place of the machine's moment.
        target: a file to be written anew, or an open binary stream.

    Raises:
        OSError: the file cannot be written.
    """
    content = _settled(workbook, made_at)
    if isinstance(target, Path):
        target.write_bytes(content)
    else:
        target.write(content)


def _settled(workbook: Any, made_at: datetime) -> bytes:
    """Return the workbook's bytes with its own moment in the place of the machine's, which is written in two places."""
    written = io.BytesIO()
    moment = made_at.replace(tzinfo=None)
    workbook.properties.creator = "CCHC Desktop"
    workbook.properties.created = moment
    workbook.save(written)
    stamp = max(moment, datetime(_OLDEST_ZIP_YEAR, 1, 1)).timetuple()[:6]
    settled = io.BytesIO()
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in parts.namelist():
            content = parts.read(name)
            if name == "docProps/core.xml":
                modified = rb"\g<1>" + f"{moment:%Y-%m-%dT%H:%M:%SZ}".encode() + rb"\g<2>"
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)", modified, content)
            packed.writestr(zipfile.ZipInfo(name, date_time=stamp), content, zipfile.ZIP_DEFLATED)
    return settled.getvalue()
