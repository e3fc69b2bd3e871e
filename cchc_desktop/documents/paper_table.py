"""The table of papers handed in, with rules across only; a row is never split."""

from __future__ import annotations

import dataclasses

from cchc_desktop.documents.drawing import HAIRLINE, RULE, Drawing
from cchc_desktop.documents.measure import BOLD, REGULAR, STEP, shortened, width, wrapped
from cchc_desktop.documents.slip_style import Style
from cchc_desktop.domain.slip import SlipPaper

_PADDING = 1.05
_BASELINE = 0.77
_BESIDE_NAME = 0.6
_LONGEST_NAME = 900
"""Signs of a paper's name that still make a row lower than a sheet."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One paper, broken into the lines of its columns; ``height`` in mm."""

    number: int
    name: tuple[str, ...]
    originals: str
    copies: str
    manner: tuple[str, ...]
    height: float


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PaperTable:
    """The rows of one slip at one size of type."""

    style: Style
    size: float
    manner_width: float
    rows: tuple[Row, ...]

    @property
    def head_height(self) -> float:
        """Height of the head with its rules, in mm."""
        return self.size * STEP + _PADDING + 0.6

    def height(self, rows: tuple[Row, ...]) -> float:
        """Return the height of the head with ``rows`` in mm."""
        return self.head_height + sum(row.height for row in rows)

    def fitting(self, rows: tuple[Row, ...], room: float) -> int:
        """Return how many of ``rows`` fit under a head in ``room`` mm."""
        left = room - self.head_height
        for count, row in enumerate(rows):
            left -= row.height
            if left < 0:
                return count
        return len(rows)

    def lay(self, drawing: Drawing, left: float, y: float, rows: tuple[Row, ...]) -> float:
        """Draw the head and ``rows`` with the upper rule at ``y``; return the lower edge."""
        end = left + self.style.room
        drawing.across(left, y, end, RULE)
        self._lay_head(drawing, left, y)
        bottom = y + self.head_height
        drawing.across(left, bottom, end, RULE)
        for number, row in enumerate(rows):
            if number:
                drawing.across(left, bottom, end, HAIRLINE)
            self._lay_row(drawing, left, bottom, row)
            bottom += row.height
        drawing.across(left, bottom, end, RULE)
        return bottom

    def _middles(self, left: float) -> tuple[float, float, float]:
        """Return the middles of the columns of originals, copies and manners."""
        manner = left + self.style.room - self.manner_width
        copies = manner - self.style.column_count[1]
        originals = copies - self.style.column_count[0]
        return (originals + copies) / 2, (copies + manner) / 2, manner + self.manner_width / 2

    def _lay_head(self, drawing: Drawing, left: float, y: float) -> None:
        baseline = y + (self.head_height - self.size * STEP) / 2 + self.size * STEP * 0.74
        size = self.size - 0.5
        originals, copies, manner = self._middles(left)
        drawing.centred(left + self.style.column_number / 2, baseline, "STT", BOLD, size)
        drawing.text(left + self.style.column_number + _BESIDE_NAME, baseline, "Tên giấy tờ", BOLD, size)
        for middle, words in ((originals, "Bản chính"), (copies, "Bản sao"), (manner, "Hình thức")):
            drawing.centred(middle, baseline, words, BOLD, size)

    def _lay_row(self, drawing: Drawing, left: float, y: float, row: Row) -> None:
        step = self.size * STEP
        baseline = y + _PADDING / 2 + step * _BASELINE
        originals, copies, manner = self._middles(left)
        drawing.centred(left + self.style.column_number / 2, baseline, str(row.number), REGULAR, self.size)
        for number, line in enumerate(row.name):
            drawing.text(
                left + self.style.column_number + _BESIDE_NAME, baseline + number * step, line, REGULAR, self.size
            )
        drawing.centred(originals, baseline, row.originals, REGULAR, self.size)
        drawing.centred(copies, baseline, row.copies, REGULAR, self.size)
        for number, line in enumerate(row.manner):
            drawing.centred(manner, baseline + number * step, line, REGULAR, self.size)


def table_of(papers: tuple[SlipPaper, ...], style: Style, size: float) -> PaperTable:
    """Break every paper into the lines of its row, in type of ``size`` points."""
    least, greatest = style.column_manner
    widest = max((width(paper.manner, REGULAR, size) for paper in papers), default=0.0) + 1.5
    manner_width = min(max(least, widest), greatest)
    name_width = style.room - style.column_number - sum(style.column_count) - manner_width - _BESIDE_NAME - 0.4
    rows = []
    for number, paper in enumerate(papers, start=1):
        name = wrapped(shortened(paper.name, _LONGEST_NAME), REGULAR, size, name_width)
        manner = wrapped(shortened(paper.manner, 60), REGULAR, size, manner_width - 1)
        rows.append(
            Row(
                number=number,
                name=tuple(name),
                originals=str(paper.originals) if paper.originals else "-",
                copies=str(paper.copies) if paper.copies else "-",
                manner=tuple(manner),
                height=max(len(name), len(manner), 1) * size * STEP + _PADDING,
            )
        )
    return PaperTable(style=style, size=size, manner_width=manner_width, rows=tuple(rows))
