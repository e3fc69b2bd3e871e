"""A ruled table as chunks: a head that comes again on every page, and rows that stay whole."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from cchc_desktop.documents.drawing import Drawing
from cchc_desktop.documents.measure import BOLD, REGULAR, STEP, wrapped
from cchc_desktop.domain.notice import Align, Column, Table

_SIZE = 12.0
_STEP = _SIZE * STEP
_BASELINE = 0.77
_GRID = 0.5
_SIDE = 1.2
_ABOVE = 1.2
_MOST_LINES = 36
"""Lines of a row that still leave it lower than a page; a longer text goes on in a row without a number."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """What never breaks over a page.

    Attributes:
        drawing: laid out from 0 downwards.
        height: in mm.
        before: white above it, left out at the top of a page.
        keep: whether it stands on the page of the next chunk.
        head: what is drawn again above it where it begins a further page.
        tail: its lower part (names under signatures), which may be moved down a little.
    """

    drawing: Drawing
    height: float
    before: float = 0.0
    keep: bool = False
    head: Chunk | None = None
    tail: Drawing | None = None


def chunks_of(table: Table, left: float, room: float) -> list[Chunk]:
    """Return the head, kept with the first row, and every row."""
    widths = _widths(table.columns, room)
    head = _head(table.columns, widths, left)
    rows = [
        _row(lines, table.columns, widths, left, head)
        for cells in table.rows
        for lines in _parts(
            [wrapped(cell, REGULAR, _SIZE, wide - 2 * _SIDE) for cell, wide in zip(cells, widths, strict=True)]
        )
    ]
    if not rows:
        return [head]
    first, *others = rows
    last = others.pop() if others else None
    ends = [dataclasses.replace(last, height=last.height + 1.5)] if last else []
    first = first if last else dataclasses.replace(first, height=first.height + 1.5)
    return [dataclasses.replace(head, keep=True), first, *others, *ends]


def _widths(columns: Sequence[Column], room: float) -> list[float]:
    widths = [column.width for column in columns[:-1]]
    return [*widths, room - sum(widths)]


def _parts(cells: list[list[str]]) -> list[list[list[str]]]:
    """Cut the lines of a row that no page could hold."""
    count = max((len(cell) for cell in cells), default=1)
    return [[cell[start : start + _MOST_LINES] for cell in cells] for start in range(0, max(count, 1), _MOST_LINES)]


def _row(cells: list[list[str]], columns: Sequence[Column], widths: list[float], left: float, head: Chunk) -> Chunk:
    height = max(max(len(cell) for cell in cells), 1) * _STEP + 2 * _ABOVE
    drawing = Drawing()
    for cell, column, wide in zip(cells, columns, widths, strict=True):
        drawing.frames.append((left, 0.0, wide, height, _GRID))
        for number, line in enumerate(cell):
            y = _ABOVE + (number + _BASELINE) * _STEP
            if column.align is Align.CENTRE:
                drawing.centred(left + wide / 2, y, line, REGULAR, _SIZE)
            elif column.align is Align.RIGHT:
                drawing.right(left + wide - _SIDE, y, line, REGULAR, _SIZE)
            else:
                drawing.text(left + _SIDE, y, line, REGULAR, _SIZE)
        left += wide
    return Chunk(drawing=drawing, height=height, head=head)


def _head(columns: Sequence[Column], widths: list[float], left: float) -> Chunk:
    """Draw the heads, those of one group under their common one."""
    cells = [_head_lines(column.head, wide) for column, wide in zip(columns, widths, strict=True)]
    upper = _STEP + 2 * _ABOVE if any(column.group for column in columns) else 0.0
    height = upper + max(len(cell) for cell in cells) * _STEP + 2 * _ABOVE
    drawing = Drawing()
    x, group, group_start = left, "", left
    for cell, column, wide in zip(cells, columns, widths, strict=True):
        top = upper if column.group else 0.0
        if column.group != group:
            _common(drawing, group, group_start, x, upper)
            group, group_start = column.group, x
        _head_cell(drawing, cell, (x, top, wide, height - top))
        x += wide
    _common(drawing, group, group_start, x, upper)
    return Chunk(drawing=drawing, height=height, before=1.0)


def _head_lines(words: str, wide: float) -> list[str]:
    """Break a head by measure, with less white at its sides than data have: a bold word must not be cut."""
    return wrapped(words, BOLD, _SIZE, wide - _SIDE)


def _common(drawing: Drawing, words: str, x: float, end: float, height: float) -> None:
    if words:
        _head_cell(drawing, [words], (x, 0.0, end - x, height))


def _head_cell(drawing: Drawing, lines: list[str], box: tuple[float, float, float, float]) -> None:
    x, y, wide, high = box
    drawing.frames.append((x, y, wide, high, _GRID))
    first = y + (high - len(lines) * _STEP) / 2
    for number, line in enumerate(lines):
        drawing.centred(x + wide / 2, first + (number + _BASELINE) * _STEP, line, BOLD, _SIZE)
