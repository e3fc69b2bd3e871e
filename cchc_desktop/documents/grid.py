"""A table with a full grid: a head of joined cells that comes again on each sheet, and rows that are never split."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Sequence

from cchc_desktop.documents.drawing import Drawing
from cchc_desktop.documents.measure import BOLD, REGULAR, STEP, size_that_fits, wrapped

GRID = 0.5
BASELINE = 0.76
"""Where in its step a line's baseline stands."""
LEFT, CENTRE, RIGHT = "left", "centre", "right"

_PADDING = 1.1
_ABOVE = 0.65
"""Millimetres over the first line of a row and under its last one."""
_SHORT = 8
"""Signs of a number in the middle of its column: "XXXVIII"."""
_LEAST_NUMBER = 6.0
"""Points: a figure is made smaller rather than broken."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class HeadCell:
    """One cell of the head; ends are the first column and row behind it."""

    words: str
    column: int
    row: int
    column_end: int
    row_end: int
    face: str = BOLD


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: a cell a column, or one cell over all of them."""

    cells: tuple[str, ...]
    face: str = REGULAR
    keeps_next: bool = False
    """Whether it may not stand last on a sheet: the title of a group."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A row broken into the lines of its cells; ``height`` in mm."""

    row: Row
    cells: tuple[tuple[str, ...], ...]
    height: float


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The columns of a table and what stands over them."""

    left: float
    columns: tuple[float, ...]
    """Widths in mm."""
    aligned: tuple[str, ...]
    size: float
    """Type of the rows in points."""
    head: tuple[HeadCell, ...]
    head_size: float
    """Type of the head in points."""

    @property
    def edges(self) -> tuple[float, ...]:
        """Return where the upright lines stand: one more than there are columns."""
        return tuple(itertools.accumulate(self.columns, initial=self.left))

    @property
    def step(self) -> float:
        """Height of one line."""
        return self.size * STEP

    def broken(self, row: Row) -> Broken:
        """Break the cells of a row; a figure stays on one line."""
        cells: tuple[tuple[str, ...], ...]
        if len(row.cells) == 1:
            cells = (tuple(wrapped(row.cells[0], row.face, self.size, sum(self.columns) - 2 * _PADDING)),)
        else:
            cells = tuple(
                (words,)
                if _is_figure(words, aligned)
                else tuple(wrapped(words, row.face, self.size, wide - 2 * _PADDING))
                for words, wide, aligned in zip(row.cells, self.columns, self.aligned, strict=True)
            )
        return self._as_high_as_its_lines(row, cells)

    def parts(self, row: Broken, room: float) -> list[Broken]:
        """Return a row whole, or in parts where it is higher than ``room``: higher than a whole sheet."""
        if row.height <= room:
            return [row]
        most = max(1, int((room - 2 * _ABOVE) / self.step))
        lines = max(len(cell) for cell in row.cells)
        return [
            self._as_high_as_its_lines(row.row, tuple(cell[start : start + most] for cell in row.cells))
            for start in range(0, lines, most)
        ]

    def _as_high_as_its_lines(self, row: Row, cells: tuple[tuple[str, ...], ...]) -> Broken:
        lines = max(1, *(len(cell) for cell in cells))
        return Broken(row=row, cells=cells, height=lines * self.step + 2 * _ABOVE)

    def lay_head(self, drawing: Drawing, y: float) -> float:
        """Draw the head with its upper edge at ``y``; return its lower edge."""
        tops = [y, *(y + bottom for bottom in self._head_bottoms())]
        edges = self.edges
        for cell in self.head:
            left, right = edges[cell.column], edges[cell.column_end]
            top, bottom = tops[cell.row], tops[cell.row_end]
            drawing.frames.append((left, top, right - left, bottom - top, GRID))
            lay_middle(drawing, (left, top, right, bottom), cell.words, cell.face, self.head_size, _PADDING / 2)
        return tops[-1]

    def head_height(self) -> float:
        """Return the height of the head in mm."""
        return self._head_bottoms()[-1] if self.head else 0.0

    def _head_bottoms(self) -> list[float]:
        """Return the lower edge of each row of the head: as high as what stands in it asks."""
        rows = max((cell.row_end for cell in self.head), default=0)
        heights = [0.0] * rows
        for cell in sorted(self.head, key=lambda one: one.row_end - one.row):
            wide = sum(self.columns[cell.column : cell.column_end]) - _PADDING
            needed = len(wrapped(cell.words, cell.face, self.head_size, wide)) * self.head_size * STEP + 2 * _ABOVE
            there = sum(heights[cell.row : cell.row_end])
            heights[cell.row_end - 1] += max(0.0, needed - there)
        return list(itertools.accumulate(heights))

    def lay_row(self, drawing: Drawing, y: float, row: Broken) -> float:
        """Draw a row with its upper edge at ``y``, with the lines around it; return its lower edge."""
        edges = self.edges
        bottom = y + row.height
        over_all = len(row.cells) == 1
        for x in (edges[0], edges[-1]) if over_all else edges:
            drawing.rules.append((x, y, x, bottom, GRID))
        for level in (y, bottom):
            drawing.across(edges[0], level, edges[-1], GRID)
        for column, lines in enumerate(row.cells):
            box = (edges[column], edges[-1] if over_all else edges[column + 1])
            aligned = LEFT if over_all else self.aligned[column]
            for number, line in enumerate(lines):
                baseline = y + _ABOVE + (number + BASELINE) * self.step
                lay_aligned(drawing, box, baseline, line, row.row.face, self.size, aligned)
        return bottom


def _is_figure(words: str, aligned: str) -> bool:
    """Return whether a cell is made smaller rather than broken: figures on the right, short numbers in the middle."""
    return aligned == RIGHT or (aligned == CENTRE and len(words) <= _SHORT and " " not in words)


def lay_aligned(
    drawing: Drawing, box: tuple[float, float], y: float, words: str, face: str, size: float, aligned: str
) -> None:
    """Put one line between two upright lines; a figure that is too wide is made smaller."""
    left, right = box
    if aligned == LEFT:
        drawing.text(left + _PADDING, y, words, face, size)
        return
    size = size_that_fits(words, face, size, right - left - 2 * _PADDING, least=_LEAST_NUMBER)
    if aligned == RIGHT:
        drawing.right(right - _PADDING, y, words, face, size)
    else:
        drawing.centred((left + right) / 2, y, words, face, size)


def lay_middle(
    drawing: Drawing, box: tuple[float, float, float, float], words: str, face: str, size: float, padding: float
) -> None:
    """Put words centred both ways between left, top, right and bottom, in as many lines as they need."""
    left, top, right, bottom = box
    lines = wrapped(words, face, size, right - left - 2 * padding)
    step = size * STEP
    y = (top + bottom - len(lines) * step) / 2
    for number, line in enumerate(lines):
        drawing.centred((left + right) / 2, y + (number + BASELINE) * step, line, face, size)


def head_of(titles: Sequence[str]) -> tuple[HeadCell, ...]:
    """Return a head of one row."""
    return tuple(
        HeadCell(words=words, column=column, row=0, column_end=column + 1, row_end=1)
        for column, words in enumerate(titles)
    )


def moved(drawing: Drawing, y: float) -> Drawing:
    """Return texts and lines of a drawing lowered by ``y`` mm."""
    return Drawing(
        texts=[text._replace(y=text.y + y) for text in drawing.texts],
        rules=[(x, top + y, end, bottom + y, thick) for x, top, end, bottom, thick in drawing.rules],
    )
