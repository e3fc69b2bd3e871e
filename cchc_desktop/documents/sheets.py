"""Sheets that are filled from above: tables, paragraphs and signatures, on as many sheets as they need."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

from cchc_desktop.documents import form_sheet
from cchc_desktop.documents.drawing import Drawing
from cchc_desktop.documents.flow import Flow
from cchc_desktop.documents.grid import Grid, Row
from cchc_desktop.documents.measure import BOLD, ITALIC, REGULAR, STEP, wrapped
from cchc_desktop.documents.slip_style import Style

_FOOT_ROOM = 5.0
"""Between the last line and the foot."""
_SIGNATURE_SPACE = 20.0
_ABOVE_NOTES = 2.5
_LAST_ROWS = 2
"""Rows of a table that go along with what must not stand alone on a sheet."""


@dataclasses.dataclass(slots=True)
class Sheets:
    """The sheets of one paper; ``y`` is the lower edge of what stands on the last one, in mm."""

    style: Style
    size: float
    """Type of paragraphs in points."""
    lay_continued: Callable[[Drawing], float]
    """Draws what stands over a further sheet, and returns its lower edge."""
    y: float
    pages: list[Drawing]

    @property
    def page(self) -> Drawing:
        """The sheet that is being filled."""
        return self.pages[-1]

    @property
    def bottom(self) -> float:
        """Where text ends."""
        return self.style.foot - _FOOT_ROOM

    def turn(self) -> None:
        """Begin a further sheet."""
        self.pages.append(Drawing())
        self.y = self.lay_continued(self.page)

    def need(self, height: float) -> None:
        """Begin a further sheet where so many mm are not left on this one."""
        if self.y + height > self.bottom:
            self.turn()

    def table(self, grid: Grid, rows: Sequence[Row], *, tail: float = 0.0) -> None:
        """Lay a table; its head comes again on each sheet, and no row is split that fits a sheet.

        Args:
            grid: columns and head.
            rows: what stands in it.
            tail: mm of what follows and must not stand on a sheet without the last rows, where a sheet holds both.
        """
        head = grid.head_height()
        whole = self.bottom - self.lay_continued(Drawing()) - head
        broken = [part for row in rows for part in grid.parts(grid.broken(row), whole)]
        # What has to stay together with a row: itself, and as long as it keeps the next, that one too.
        needs = [row.height for row in broken]
        is_kept = bool(tail and broken) and sum(needs[-_LAST_ROWS:]) + tail <= whole
        if is_kept:
            needs[-1] += tail
        for place in range(len(broken) - 2, -1, -1):
            if broken[place].row.keeps_next or (is_kept and place >= len(broken) - _LAST_ROWS):
                needs[place] += needs[place + 1]
        self.need(head + (min(needs[0], whole) if needs else 0.0))
        self.y = grid.lay_head(self.page, self.y)
        for row, needed in zip(broken, needs, strict=True):
            if self.y + min(needed, whole) > self.bottom + 0.01:
                self.turn()
                self.y = grid.lay_head(self.page, self.y)
            self.y = grid.lay_row(self.page, self.y, row)

    def closing_height(self, notes: Sequence[tuple[str, str]]) -> float:
        """Return how many mm the notes (words and face) and the places for signatures need."""
        lines = sum(len(wrapped(words, face, self.size, self.style.room)) for words, face in notes)
        return _ABOVE_NOTES + lines * self.size * STEP + signatures_height(self.size + 1)

    def heading(self, words: str, *, keep: float, size: float = 0.0) -> None:
        """Put a heading that stays on one sheet with so many mm of what follows."""
        size = size or self.size + 1
        lines = wrapped(words, BOLD, size, self.style.room)
        self.need(len(lines) * size * STEP + 4.0 + keep)
        self.y += 2.5
        flow = self._flow()
        for line in lines:
            flow.line(line, BOLD, size)
        self.y = flow.y + 1.5

    def paragraph(self, words: str, face: str = REGULAR, *, size: float = 0.0) -> None:
        """Put ragged prose, line by line on to the next sheet where it has to."""
        size = size or self.size
        for line in wrapped(words, face, size, self.style.room):
            self.need(size * STEP)
            flow = self._flow()
            flow.line(line, face, size)
            self.y = flow.y

    def closing(self, notes: Sequence[tuple[str, str]], signers: Sequence[tuple[str, str]]) -> None:
        """Put the notes (words and face) and the places for signatures, together where a sheet holds both."""
        tail = self.closing_height(notes)
        if tail < self.bottom - self.style.top:
            self.need(tail)
        self.y += _ABOVE_NOTES
        for words, face in notes:
            self.paragraph(words, face)
        self.signatures(signers)

    def signatures(self, titles: Sequence[tuple[str, str]]) -> None:
        """Put places for signatures in equal columns, each with its title and a note under it; never parted."""
        size = self.size + 1
        self.need(signatures_height(size))
        self.y += 4.0
        wide = self.style.room / len(titles)
        for place, (title, note) in enumerate(titles):
            middle = self.style.binding + (place + 0.5) * wide
            self.page.centred(middle, self.y + size * STEP * 0.76, title, BOLD, size)
            self.page.centred(middle, self.y + size * STEP * 1.76, note, ITALIC, size - 1)
        self.y += 2 * size * STEP + _SIGNATURE_SPACE

    def written(self, title: str, proof: str, form: str, *, specimen: bool) -> bytes:
        """Return the PDF, each sheet with the line of proof and its number.

        Raises:
            errors.FontMissing: the type family is not on this machine.
        """
        for number, page in enumerate(self.pages, start=1):
            form_sheet.lay_foot(page, self.style, proof, f"{form} · trang {number}/{len(self.pages)}")
        watermark = form_sheet.SPECIMEN if specimen else ""
        return form_sheet.written(title, [[page] for page in self.pages], self.style, watermark=watermark)

    def _flow(self) -> Flow:
        return Flow(self.page, self.style.binding, self.style.room, self.y, self.size)


def signatures_height(size: float) -> float:
    """Return how many mm the places for signatures need."""
    return 4.0 + 2 * size * STEP + _SIGNATURE_SPACE
