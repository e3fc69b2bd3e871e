"""Measures of the appointment slip on each size of sheet: margins, sizes of type, the foot strip."""

from __future__ import annotations

import dataclasses

from cchc_desktop.documents.measure import STEP
from cchc_desktop.domain.printing import PaperSize


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Density:
    """Sizes of type in points and the gap after a field in mm; a whole slip is set in one density."""

    body: float
    table: float
    note: float
    head: float
    title: float
    gap: float

    @property
    def step(self) -> float:
        """Millimetres from one line of body type to the next."""
        return self.body * STEP


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """One size of sheet; lengths in mm from the top left corner, type in points."""

    width: float
    height: float
    binding: float
    """The wide margin: left on a front, right on a back."""
    outer: float
    top: float
    """First baseline of the letterhead."""
    foot: float
    """Baseline of the footer line."""
    strip_top: float
    """The rule above the foot strip; flowing text ends above it."""
    qr_side: float
    bar_modules: tuple[float, ...]
    """Widths of a Code128 module, best first; the last is the least that may be printed."""
    bar_height: float
    code_size: float
    foot_size: float
    column_number: float
    column_count: tuple[float, float]
    column_manner: tuple[float, float]
    """Least and greatest width of the column of manners."""
    signature_space: float
    ladder: tuple[Density, ...]
    """Tried in order before a second sheet is taken."""
    crowded: tuple[Density, ...]
    """Tried in order where even sheet 1 of two cannot hold its fields."""
    listed: int
    """Codes of the listing on the back, three in a row."""
    listed_side: float
    caption_size: float
    back_size: float
    hotline_size: float
    back_top: float

    def left(self, *, back: bool) -> float:
        """Return the left margin; the binding margin is mirrored on a back."""
        return self.outer if back else self.binding

    @property
    def room(self) -> float:
        """Width of the text."""
        return self.width - self.binding - self.outer


A5 = Style(
    width=148, height=210, binding=15, outer=12, top=9.9, foot=203.2, strip_top=185,
    qr_side=16.5, bar_modules=(0.33, 0.30, 0.25), bar_height=8.5, code_size=9.5, foot_size=7.5,
    column_number=7, column_count=(14, 12.5), column_manner=(15.5, 23), signature_space=9.5,
    ladder=(
        Density(body=9.8, table=9, note=7.5, head=9.5, title=13, gap=0.3),
        Density(body=9.5, table=8.8, note=7.2, head=9.5, title=13, gap=0.25),
        Density(body=9.2, table=8.5, note=7, head=9.5, title=12.5, gap=0.1),
    ),
    crowded=(
        Density(body=8.6, table=8.2, note=7, head=9.5, title=12.5, gap=0.1),
        Density(body=8, table=7.8, note=7, head=9.5, title=12.5, gap=0),
    ),
    listed=15, listed_side=18.5, caption_size=8, back_size=9.5, hotline_size=20, back_top=7.5,
)  # fmt: skip

A4 = Style(
    width=210, height=297, binding=25, outer=15, top=16.2, foot=286.6, strip_top=265,
    qr_side=19.8, bar_modules=(0.36, 0.33, 0.30, 0.25), bar_height=11, code_size=11, foot_size=9,
    column_number=11, column_count=(22, 19), column_manner=(25, 32), signature_space=20,
    ladder=(
        Density(body=12.5, table=12, note=9.8, head=12, title=14, gap=0.9),
        Density(body=12, table=11.5, note=9.5, head=12, title=14, gap=0.6),
        Density(body=11.5, table=11, note=9, head=12, title=14, gap=0.3),
    ),
    crowded=(
        Density(body=10.5, table=10, note=9, head=12, title=14, gap=0.2),
        Density(body=9.2, table=9, note=8, head=12, title=14, gap=0),
    ),
    listed=18, listed_side=25.4, caption_size=11, back_size=12, hotline_size=28, back_top=13,
)  # fmt: skip


def style_of(size: PaperSize) -> Style:
    """Return the measures of one slip of ``size``; two A5 slips on an A4 sheet are A5 slips."""
    return A4 if size is PaperSize.A4 else A5
