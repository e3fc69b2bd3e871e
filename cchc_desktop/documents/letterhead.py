"""The two-column head of a paper: issuer, national title, number and date, and the place of a reprint's mark."""

from __future__ import annotations

import dataclasses

from cchc_desktop.documents.drawing import RULE, Drawing
from cchc_desktop.documents.measure import BOLD, ITALIC, REGULAR, STEP, clean, size_that_fits, width, wrapped
from cchc_desktop.documents.slip_style import Style

NATIONAL_TITLE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"

_GUTTER = 4.0
_MARK_HEIGHT = 4.6
_MARK_SIZE = 7.5
_MARK_BELOW_RULE = 1.2
_WIDEST_UNITS = 104.0
"""The left column of a landscape sheet takes no more of it."""
_DATE_STEPS = 3.1
"""Where the date of a form without a number stands under the national title."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the letterhead says."""

    committee: tuple[str, ...]
    centre: tuple[str, ...]
    number: str
    place_date: str
    mark: str
    numbered: bool = True
    """Whether the form bears a number of its own; without one the date stands higher, or nothing does."""


def unit_lines(unit: str) -> tuple[str, ...]:
    """Return a unit's name in capitals at its marked break: "UBND phường Phước Hòa" stands on two lines."""
    short, _, rest = clean(unit).partition(" ")
    return ("ỦY BAN NHÂN DÂN", rest.upper()) if short == "UBND" and rest else (clean(unit).upper(),)


def reprint_box(style: Style, size: float) -> tuple[float, float, float, float]:
    """Return x, y, width, height in mm of the place kept for a reprint's mark, whether it is printed or not.

    It hangs under the motto's rule, so it does not depend on anything that a slip says.
    """
    wide = width(NATIONAL_TITLE, BOLD, size)
    left = style.width - style.outer - wide
    return left, _motto_rule(style, size) + _MARK_BELOW_RULE, wide, _MARK_HEIGHT


def lay(drawing: Drawing, style: Style, size: float, head: Head) -> float:
    """Draw the letterhead in type of ``size`` points.

    Returns:
        The baseline of number and date in mm; on a form without a number, the lower edge of what stands there.
    """
    box = reprint_box(style, size)
    middle = box[0] + box[2] / 2
    last = _lay_units(drawing, style, size, head, min(box[0] - _GUTTER - style.binding, _WIDEST_UNITS))
    number_y = max(last[1] + 1.4 * size * STEP, box[1] + box[3] + size * STEP)
    if head.numbered:
        _lay_number(drawing, last[0], number_y, head.number, size)
    else:
        number_y = max(style.top + _DATE_STEPS * size * STEP, box[1] + box[3] + 0.75 * size * STEP)
    drawing.centred(middle, style.top, NATIONAL_TITLE, BOLD, size)
    motto_size = _motto_size(style, size)
    drawing.centred(middle, style.top + motto_size * STEP, MOTTO, BOLD, motto_size)
    half = width(MOTTO, BOLD, motto_size) / 2
    drawing.across(middle - half, _motto_rule(style, size), middle + half, RULE)
    date_size = motto_size
    place_date = clean(head.place_date)
    fitted = size_that_fits(place_date, ITALIC, date_size, box[2])
    drawing.centred(middle, number_y, place_date, ITALIC, fitted)
    if head.mark:
        _lay_mark(drawing, box, head.mark)
    if head.numbered:
        return number_y
    return max(last[1] + 1.6, number_y if place_date else _motto_rule(style, size))


def _motto_size(style: Style, size: float) -> float:
    return size + (0.5 if style.width < 200 else 1.0)


def _motto_rule(style: Style, size: float) -> float:
    return style.top + _motto_size(style, size) * STEP + 1.5


def _lay_units(drawing: Drawing, style: Style, size: float, head: Head, room: float) -> tuple[float, float]:
    """Draw the unit names on the left; return the middle of the column and the last baseline."""
    committee, centre = _broken_units(head, size, room)
    middle = style.binding + room / 2
    baseline = style.top
    for face, lines in ((REGULAR, committee), (BOLD, centre)):
        for line in lines:
            drawing.centred(middle, baseline, line, face, size)
            baseline += size * STEP
    baseline -= size * STEP
    under = centre or committee
    if under:
        half = 0.21 * width(under[-1], BOLD, size)
        drawing.across(middle - half, baseline + 1.6, middle + half, RULE)
    return middle, baseline


def _broken_units(head: Head, size: float, room: float) -> tuple[list[str], list[str]]:
    """Join each name to one line; where one of them does not fit, keep all at their marked breaks."""
    joined = (" ".join(head.committee), REGULAR), (" ".join(head.centre), BOLD)
    if all(width(name, face, size) <= room for name, face in joined):
        return [name for name, _ in joined[:1] if name], [name for name, _ in joined[1:] if name]
    return (
        [part for line in head.committee for part in wrapped(line, REGULAR, size, room)],
        [part for line in head.centre for part in wrapped(line, BOLD, size, room)],
    )


def _lay_number(drawing: Drawing, middle: float, y: float, number: str, size: float) -> None:
    """Draw the slip's number, or dots in its place on a preview."""
    if number:
        drawing.centred(middle, y, f"Số: {number}", REGULAR, size)
        return
    half = width("Số: 1286/TNHS", REGULAR, size) / 2
    drawing.text(middle - half, y, "Số:", REGULAR, size)
    drawing.leaders.append((middle - half + width("Số: ", REGULAR, size), y, middle + half))


def _lay_mark(drawing: Drawing, box: tuple[float, float, float, float], mark: str) -> None:
    x, y, wide, high = box
    mark = clean(mark)
    size = size_that_fits(mark, BOLD, _MARK_SIZE, wide - 4, least=5.0)
    half = min(width(mark, BOLD, size) / 2 + 2, wide / 2 - 0.3)
    drawing.frames.append((x + wide / 2 - half, y + 0.2, 2 * half, high - 0.4, RULE))
    drawing.centred(x + wide / 2, y + high / 2 + size * STEP * 0.3, mark, BOLD, size)
