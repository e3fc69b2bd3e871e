"""The leader's morning page: five numbers, three dossiers by their codes, what waits for a signature, what is due soon.

It is one sheet whatever the day brings: lists that are too long say how many more there are.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from cchc_desktop.documents import fonts, form_sheet, letterhead
from cchc_desktop.documents.drawing import HAIRLINE, RULE, Drawing
from cchc_desktop.documents.flow import Flow
from cchc_desktop.documents.form_sheet import TABLE_UPRIGHT as STYLE
from cchc_desktop.documents.measure import BOLD, ITALIC, REGULAR, STEP, size_that_fits, width, wrapped
from cchc_desktop.domain.morning import MorningFigure, MorningPage, NamedDossier

_SIZE = 11.0
_STEP = _SIZE * STEP
_FIGURE_SIZE = 30.0
_LABEL_SIZE = 10.0
_LABEL_LINES = 3
_HEADING_SIZE = 12.0
_HEADING = _HEADING_SIZE * STEP + 3.6
"""Height of a list's heading with the air above it and the rule under it."""
_BOTTOM = STYLE.foot - 6.0
_DISTINCTION = 38.0
"""Width of the column that says why a dossier is named."""
_COLUMNS = (30.0, 51.0, 55.0, 34.0)
_MOST_LINES = 2
_REASON_LINES = 2
_PADDING = 0.7
_BASELINE = 0.76
_NOTHING = "Không có."

_Cells = tuple[str, str, str, str]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """One line of a list: a dossier with four cells, or the title of a group."""

    cells: tuple[list[str], ...]
    height: float
    is_title: bool


def build(page: MorningPage) -> bytes:
    """Return the page as PDF on one A4 sheet.

    Raises:
        errors.FontMissing: the type family is not on this machine.
    """
    fonts.register()
    watermark = form_sheet.SPECIMEN if page.specimen else ""
    return form_sheet.written(page.title, [[_laid(page)]], STYLE, watermark=watermark)


def _laid(page: MorningPage) -> Drawing:
    drawing = Drawing()
    head = letterhead.Head(
        committee=page.committee, centre=page.centre, number="", place_date=page.place_date, mark="", numbered=False
    )
    flow = Flow(drawing, STYLE.binding, STYLE.room, letterhead.lay(drawing, STYLE, 12.0, head) + 4, _SIZE)
    flow.centred(page.title, BOLD, 14.0)
    flow.y += 3
    _lay_figures(flow, page.figures)
    _lay_named(flow, page.named)
    waiting = [_dossier((item.paper, item.dossier_code, item.procedure, item.waiting)) for item in page.waiting]
    near_due = []
    for group in page.near_due:
        near_due.append(_group(f"{group.title} ({len(group.dossiers):02})"))
        near_due += [_dossier((item.due, item.dossier_code, item.procedure, item.holder)) for item in group.dossiers]
    rooms = _shared(_BOTTOM - flow.y - 2 * _HEADING, waiting, near_due)
    _lay_list(flow, f"Chờ ký ({len(page.waiting):02})", waiting, rooms[0])
    due_count = sum(len(group.dossiers) for group in page.near_due)
    _lay_list(flow, f"{page.near_due_title} ({due_count:02})", near_due, rooms[1])
    form_sheet.lay_foot(drawing, STYLE, f"Lập lúc {page.made_at} · {page.proof}", "trang 1/1")
    return drawing


def _lay_figures(flow: Flow, figures: Sequence[MorningFigure]) -> None:
    """Draw the large numbers side by side, hairlines between them, what they count under them."""
    if not figures:
        return
    column = flow.room / len(figures)
    labels = [wrapped(figure.label, REGULAR, _LABEL_SIZE, column - 3)[:_LABEL_LINES] for figure in figures]
    top = flow.y
    baseline = top + _FIGURE_SIZE * STEP * 0.8
    below = top + _FIGURE_SIZE * STEP
    for place, (figure, lines) in enumerate(zip(figures, labels, strict=True)):
        middle = flow.left + (place + 0.5) * column
        size = size_that_fits(figure.value, BOLD, _FIGURE_SIZE, column - 3)
        flow.drawing.centred(middle, baseline, figure.value, BOLD, size)
        for number, line in enumerate(lines):
            y = below + (number + _BASELINE) * _LABEL_SIZE * STEP
            flow.drawing.centred(middle, y, line, REGULAR, _LABEL_SIZE)
    flow.y = below + max(len(lines) for lines in labels) * _LABEL_SIZE * STEP + 1.5
    for place in range(1, len(figures)):
        x = flow.left + place * column
        flow.drawing.rules.append((x, top, x, flow.y, HAIRLINE))
    flow.y += 1.5


def _lay_heading(flow: Flow, words: str) -> None:
    flow.y += 2.6
    flow.line(words, BOLD, _HEADING_SIZE)
    flow.drawing.across(flow.left, flow.y, flow.left + flow.room, RULE)
    flow.y += 1.0


def _lay_named(flow: Flow, named: Sequence[NamedDossier]) -> None:
    """Draw the dossiers that the leader should know: distinction, code and moment, then procedure and reason."""
    _lay_heading(flow, "Hồ sơ cần biết ngay")
    if not named:
        flow.line(_NOTHING, ITALIC)
    for place, dossier in enumerate(named):
        if place:
            flow.drawing.across(flow.left, flow.y, flow.left + flow.room, HAIRLINE)
        flow.y += _PADDING
        _lay_distinction(flow, dossier)
        for words, face in ((dossier.procedure, REGULAR), (dossier.reason, ITALIC)):
            for line in _limited(words, face, flow.room - _DISTINCTION, _REASON_LINES):
                flow.line(line, face, x=_DISTINCTION)
        flow.y += _PADDING


def _lay_distinction(flow: Flow, dossier: NamedDossier) -> None:
    """Put distinction and code in bold on one line, and the moment at its end or on the next."""
    baseline = flow.y + _STEP * _BASELINE
    size = size_that_fits(dossier.distinction, BOLD, _SIZE, _DISTINCTION - 2)
    flow.drawing.text(flow.left, baseline, dossier.distinction, BOLD, size)
    flow.drawing.text(flow.left + _DISTINCTION, baseline, dossier.dossier_code, BOLD, _SIZE)
    taken = _DISTINCTION + width(dossier.dossier_code, BOLD, _SIZE) + 3
    if taken + width(dossier.moment, REGULAR, _SIZE) <= flow.room:
        flow.drawing.right(flow.left + flow.room, baseline, dossier.moment, REGULAR, _SIZE)
        flow.y += _STEP
        return
    flow.y += _STEP
    for line in _limited(dossier.moment, REGULAR, flow.room - _DISTINCTION, 1):
        flow.line(line, x=_DISTINCTION)


def _limited(words: str, face: str, room: float, most: int) -> list[str]:
    """Break ``words`` into at most ``most`` lines; where there would be more, the last one ends with an ellipsis."""
    lines = wrapped(words, face, _SIZE, room)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and width(f"{last}…", face, _SIZE) > room:
        last = last[:-1]
    return [*lines[: most - 1], f"{last.rstrip(' ,;')}…"]


def _dossier(cells: _Cells) -> _Line:
    faces = (REGULAR, BOLD, REGULAR, REGULAR)
    lines = tuple(
        _limited(words, face, wide - 2, _MOST_LINES) for words, face, wide in zip(cells, faces, _COLUMNS, strict=True)
    )
    height = max(len(cell) for cell in lines) * _STEP + 2 * _PADDING
    return _Line(cells=lines, height=height, is_title=False)


def _group(title: str) -> _Line:
    lines = _limited(title, BOLD, STYLE.room, 1)
    return _Line(cells=(lines,), height=_STEP + 2.5 * _PADDING, is_title=True)


def _shared(room: float, first: list[_Line], second: list[_Line]) -> tuple[float, float]:
    """Part the height: each list gets what it needs, and where both need too much, half or what the other leaves."""
    needs = [sum(line.height for line in lines) + _STEP for lines in (first, second)]
    if sum(needs) <= room:
        return needs[0], room - needs[0]
    share = min(needs[0], max(room / 2, room - needs[1]))
    return share, room - share


def _lay_list(flow: Flow, heading: str, lines: list[_Line], room: float) -> None:
    """Draw a list as far as ``room`` goes; a title never stands last, and what is left out is counted."""
    _lay_heading(flow, heading)
    if not lines:
        flow.line(_NOTHING, ITALIC)
        return
    shown = _fitting(lines, room)
    for place, line in enumerate(lines[:shown]):
        if place and not line.is_title:
            flow.drawing.across(flow.left, flow.y, flow.left + flow.room, HAIRLINE)
        _lay_line(flow, line)
    left_out = sum(not line.is_title for line in lines[shown:])
    if left_out:
        flow.drawing.across(flow.left, flow.y, flow.left + flow.room, HAIRLINE)
        flow.line(f"và {left_out} hồ sơ khác, xem trên màn hình.", ITALIC)


def _fitting(lines: list[_Line], room: float) -> int:
    """Return how many lines fit into ``room`` together with the line that counts the others."""
    used, count = 0.0, 0
    for line in lines:
        used += line.height
        is_last = count == len(lines) - 1
        if used + (0.0 if is_last else _STEP) > room:
            break
        count += 1
    while count and count < len(lines) and lines[count - 1].is_title:
        count -= 1
    return count


def _lay_line(flow: Flow, line: _Line) -> None:
    faces = (BOLD,) if line.is_title else (REGULAR, BOLD, REGULAR, REGULAR)
    x, top = flow.left, flow.y + _PADDING
    for face, cell, wide in zip(faces, line.cells, _COLUMNS, strict=False):
        for number, words in enumerate(cell):
            flow.drawing.text(x, top + (number + _BASELINE) * _STEP, words, face, _SIZE)
        x += wide
    flow.y += line.height
