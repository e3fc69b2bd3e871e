"""The sheet of a closed day: counts and money side by side, the seal in a frame, two signatures.

An ordinary day takes one page of A4; where the lists are too long for it they run on, and their last rows stay with the
seal and the signatures.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from cchc_desktop.documents import bars, fonts, form_sheet, letterhead
from cchc_desktop.documents.drawing import HAIRLINE, RULE, Drawing
from cchc_desktop.documents.flow import Flow
from cchc_desktop.documents.form_sheet import TABLE_UPRIGHT as STYLE
from cchc_desktop.documents.measure import BOLD, ITALIC, REGULAR, STEP, size_that_fits, width
from cchc_desktop.domain.day_sheet import DaySheet, SheetList, SheetRow
from cchc_desktop.text import dong, signed

_SIZES = (12.0, 11.5, 11.0, 10.5, 10.0, 9.5)
"""Tried in order before a second page is taken."""
_GUTTER = 8.0
_COLUMN = (STYLE.room - _GUTTER) / 2
_INDENT = 3.0
_BASELINE = 0.76
_ROW_AIR = 1.4
_ABOVE_HEADING = 3.5
_BOTTOM = STYLE.foot - 6.0
_KEPT_ROWS = 2
"""Rows that go along with the signatures."""
_FRAME = 32.0
_QR_MODULE, _QR_WIDEST = 0.7, 24.0
_SEAL_SIZE = 26.0
_SIZE = 11.0
_TITLE_SIZE = 14.0
_SIGNATURE_SPACE = 21.0
_CONTINUED = "(tiếp)"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """One line of a column: a row, or with ``row`` empty the heading ``title``."""

    title: str
    row: SheetRow | None = None
    is_first: bool = False
    """Whether it stands at the top of its column, so that no air is needed over it."""

    def height(self, size: float) -> float:
        """Return the line's height in mm."""
        air = 0.0 if self.row is not None or self.is_first else _ABOVE_HEADING
        return size * STEP + _ROW_AIR + air


_Columns = tuple[list[_Item], list[_Item]]


def build(sheet: DaySheet) -> bytes:
    """Return the sheet as PDF on A4; the same value gives the same bytes.

    Raises:
        errors.FontMissing: the type family is not on this machine.
    """
    fonts.register()
    pages = laid(sheet)
    for number, page in enumerate(pages, start=1):
        form_sheet.lay_foot(page, STYLE, sheet.proof, f"trang {number}/{len(pages)}")
    watermark = form_sheet.SPECIMEN if sheet.specimen else ""
    return form_sheet.written(
        f"{sheet.title} · {sheet.subtitle}", [[page] for page in pages], STYLE, watermark=watermark
    )


def laid(sheet: DaySheet) -> list[Drawing]:
    """Lay out all pages, without their feet."""
    page = Drawing()
    pages, top = [page], _lay_head(page, sheet)
    tail = _tail_height(sheet)
    left, right = _items(sheet.left), _items(sheet.right)
    size = next((size for size in _SIZES if _height(left, right, size) <= _BOTTOM - tail - top), 0.0) or _SIZES[2]
    while _height(left, right, size) > _BOTTOM - tail - top:
        taken, (left, right) = _parted(left, right, size, _BOTTOM - top)
        _lay_columns(page, top, taken, size)
        page, top = Drawing(), _continued(sheet)
        _lay_continued(page, sheet)
        pages.append(page)
    _lay_tail(page, _lay_columns(page, top, (left, right), size), sheet)
    return pages


def _lay_head(drawing: Drawing, sheet: DaySheet) -> float:
    head = letterhead.Head(
        committee=sheet.committee, centre=sheet.centre, number="", place_date=sheet.place_date, mark="", numbered=False
    )
    flow = Flow(drawing, STYLE.binding, STYLE.room, letterhead.lay(drawing, STYLE, 12.0, head) + 4, _SIZE)
    flow.centred(sheet.title, BOLD, _TITLE_SIZE)
    flow.y += 0.8
    flow.centred(sheet.subtitle, BOLD, _TITLE_SIZE - 1)
    return flow.y + 4


def _continued(sheet: DaySheet) -> float:
    return _lay_continued(Drawing(), sheet)


def _lay_continued(drawing: Drawing, sheet: DaySheet) -> float:
    flow = Flow(drawing, STYLE.binding, STYLE.room, STYLE.top - 4, _SIZE)
    flow.centred(f"{sheet.title} · {sheet.subtitle} {_CONTINUED}", BOLD, _SIZE)
    return flow.y + 4


def _items(lists: Sequence[SheetList]) -> list[_Item]:
    found: list[_Item] = []
    for one in lists:
        found.append(_Item(title=one.title, is_first=not found))
        found += [_Item(title=one.title, row=row) for row in one.rows]
    return found


def _height(left: Sequence[_Item], right: Sequence[_Item], size: float) -> float:
    return max(sum(item.height(size) for item in column) for column in (left, right))


def _parted(left: list[_Item], right: list[_Item], size: float, room: float) -> tuple[_Columns, _Columns]:
    """Part both columns into what stands on this page and what runs on to the next."""
    counts = [_fitting(column, size, room) for column in (left, right)]
    if counts == [len(left), len(right)]:  # all would fit, the signatures would not
        longer = 0 if _height(left, [], size) >= _height([], right, size) else 1
        counts[longer] -= _KEPT_ROWS
    taken, rest = [], []
    for column, count in zip((left, right), counts, strict=True):
        while count and column[count - 1].row is None:  # no heading stands last
            count -= 1
        taken.append(column[:count])
        rest.append(_run_on(column[count:]))
    return (taken[0], taken[1]), (rest[0], rest[1])


def _run_on(items: list[_Item]) -> list[_Item]:
    """Return what is left of a column under a heading of its own."""
    if not items:
        return items
    if items[0].row is None:
        return [dataclasses.replace(items[0], is_first=True), *items[1:]]
    title = items[0].title if items[0].title.endswith(_CONTINUED) else f"{items[0].title} {_CONTINUED}"
    return [_Item(title=title, is_first=True), *items]


def _fitting(items: Sequence[_Item], size: float, room: float) -> int:
    for count, item in enumerate(items):
        room -= item.height(size)
        if room < 0:
            return max(count, 1 + _KEPT_ROWS)  # a page that holds nothing would never end
    return len(items)


def _lay_columns(drawing: Drawing, top: float, columns: _Columns, size: float) -> float:
    """Draw both columns and return the lower edge of the longer one."""
    ends = []
    for place, items in enumerate(columns):
        x, y = STYLE.binding + place * (_COLUMN + _GUTTER), top
        for item in items:
            y += item.height(size)
            _lay_item(drawing, x, y, item, size)
        ends.append(y)
    return max(ends)


def _lay_item(drawing: Drawing, x: float, bottom: float, item: _Item, size: float) -> None:
    """Draw one line with the rule under it; ``bottom`` is its lower edge."""
    baseline = bottom - _ROW_AIR / 2 - size * STEP * (1 - _BASELINE)
    if item.row is None:
        drawing.text(x, baseline, item.title, BOLD, size_that_fits(item.title, BOLD, size + 0.5, _COLUMN))
        drawing.across(x, bottom, x + _COLUMN, RULE)
        return
    row, face = item.row, BOLD if item.row.is_main else REGULAR
    end = x + _COLUMN
    start = x if row.is_main else x + _INDENT
    number = "" if row.number is None else signed(row.number) if row.is_difference else dong(row.number)
    room = _COLUMN - (start - x) - width(number, face, size) - 3
    fitted = size_that_fits(row.label, face, size, room)
    drawing.text(start, baseline, row.label, face, fitted)
    if row.number is None:
        drawing.leaders.append((start + width(row.label, face, fitted) + 2, baseline, end))
    drawing.right(end, baseline, number, face, size)
    drawing.across(x, bottom, end, HAIRLINE)


def _tail_height(sheet: DaySheet) -> float:
    """Return how many mm seal, note and signatures need."""
    drawing = Drawing()
    return _lay_tail(drawing, 0.0, sheet)


def _lay_tail(drawing: Drawing, y: float, sheet: DaySheet) -> float:
    """Draw the frame with the seal, the note and the places for signatures; return the lower edge."""
    y += 5
    _lay_seal(drawing, y, sheet)
    flow = Flow(drawing, STYLE.binding, STYLE.room, y + _FRAME + 3, _SIZE)
    flow.paragraph(sheet.note, ITALIC)
    return _lay_signatures(drawing, flow.y + 4, sheet)


def _lay_seal(drawing: Drawing, top: float, sheet: DaySheet) -> None:
    drawing.frames.append((STYLE.binding, top, STYLE.room, _FRAME, 1.1))
    code = bars.qr_code(sheet.code)
    side = min(_QR_MODULE * code.size, _QR_WIDEST)
    drawing.qr(STYLE.binding + (_FRAME - side) / 2, top + (_FRAME - side) / 2, code, side)
    left = STYLE.binding + _FRAME + 4
    room = STYLE.room - _FRAME - 8
    drawing.text(left, top + 6, "Niêm phong sổ", REGULAR, 12.0)
    drawing.text(left, top + 15.5, sheet.seal, BOLD, _SEAL_SIZE)
    for number, words in enumerate((sheet.entries, sheet.package)):
        size = size_that_fits(words, REGULAR, 11.5, room)
        drawing.text(left, top + 22.5 + 6 * number, words, REGULAR, size)


def _lay_signatures(drawing: Drawing, top: float, sheet: DaySheet) -> float:
    step, wide = (_SIZE + 1) * STEP, STYLE.room / len(sheet.signers)
    name_y = top + 2 * step + _SIGNATURE_SPACE + step * _BASELINE
    for place, signer in enumerate(sheet.signers):
        middle = STYLE.binding + (place + 0.5) * wide
        drawing.centred(middle, top + step * _BASELINE, signer.title, BOLD, _SIZE + 1)
        drawing.centred(middle, top + step * (1 + _BASELINE), signer.note, ITALIC, _SIZE)
        if signer.name:
            size = size_that_fits(signer.name, BOLD, _SIZE + 1, wide - 4)
            drawing.centred(middle, name_y, signer.name, BOLD, size)
    return top + 3 * step + _SIGNATURE_SPACE
