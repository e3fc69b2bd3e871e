"""Mẫu 06 (07 from 2025), sổ theo dõi hồ sơ (RULES 1.8): fifteen columns on landscape sheets, a sum under each page."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from cchc_desktop.documents import fonts, form_sheet, letterhead
from cchc_desktop.documents.drawing import Drawing
from cchc_desktop.documents.flow import Flow
from cchc_desktop.documents.form_sheet import LANDSCAPE as STYLE
from cchc_desktop.documents.grid import BASELINE, GRID, lay_middle, moved
from cchc_desktop.documents.measure import BOLD, ITALIC, REGULAR, STEP, shortened, size_that_fits, width, wrapped
from cchc_desktop.domain.dossier import DossierState
from cchc_desktop.domain.register import RegisterHead, RegisterRow, sum_line
from cchc_desktop.text import long_date, long_moment

_COLUMNS = (8.0, 20.0, 45.5, 9.0, 20.0, 36.5, 15.0, 14.6, 14.6, 14.6, 14.6, 14.6, 12.5, 10.5, 15.0)
_LEFT_ALIGNED = (2, 4, 5, 14)
_EDGES = tuple(STYLE.binding + sum(_COLUMNS[:count]) for count in range(len(_COLUMNS) + 1))
_SIZE = 8.2
_STEP = _SIZE * STEP
_HEAD_SIZE = 8.0
_PADDING = 0.6
_ABOVE = 0.8
"""Millimetres over the first line of a row and under its last one."""
_GROUP_HEIGHT = 5.8
_TITLES_HEIGHT = 15.6
_NUMBERS_HEIGHT = 5.6
_HEAD_HEIGHT = _GROUP_HEIGHT + _TITLES_HEIGHT + _NUMBERS_HEIGHT
_SUM_STEP = 5.2
_SUM_ROOM = 2 * _SUM_STEP + 1.5
"""Room for the page's sum and, on the last page, the sum of all."""
_BOTTOM = STYLE.foot - 5.0
_WHOLE: Mapping[str, str] = MappingProxyType({})
"""No name is shortened."""
_NONE = "Không có hồ sơ nào trong kỳ này."
_LONGEST_NAME = 95
"""Signs of a procedure's name in its column; a longer one ends there with "…" and is whole under the last table."""
_FULL_NAMES = "Tên đầy đủ của các thủ tục viết gọn:"
_FULL_SIZE = 9.5

_TITLES = (
    "TT", "Mã hồ sơ", "Tên TTHC", "Số lượng hồ sơ (bộ)", "Tên cá nhân, tổ chức", "Địa chỉ, số điện thoại",
    "Cơ quan chủ trì giải quyết", "Nhận hồ sơ", "Hẹn trả kết quả", "Chuyển hồ sơ đến cơ quan giải quyết",
    "Nhận kết quả từ cơ quan giải quyết", "Ngày, tháng, năm", "Phương thức nhận kết quả", "Ký nhận", "Ghi chú",
)  # fmt: skip
_GROUPS = (("Ngày, tháng, năm", 7, 11), ("Trả kết quả", 11, 14))
"""Words over several columns, the first of them and the one after the last."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """The lines of fifteen cells; ``ends`` where the row of the register is whole, for the sum of its page."""

    cells: tuple[list[str], ...]
    lines: int
    ends: RegisterRow | None

    @property
    def height(self) -> float:
        return self.lines * _STEP + 2 * _ABOVE


def build(rows: Sequence[RegisterRow], head: RegisterHead) -> bytes:
    """Return the register as PDF on A4 landscape.

    Nothing is lost: a row splits only where it is taller than a whole page, and a procedure's name that is shortened
    in its column stands whole at the end.

    Args:
        rows: in the order of print; any number of them.
        head: letterhead, volume, period, and who made it when.

    Raises:
        errors.FontMissing: the type family is not on this machine.
    """
    fonts.register()
    table_head = _table_head()
    first, first_top = _first_page(head)
    further, further_top = _further_page(head)
    shown = _names(rows)
    bodies = _bodies(rows, first_top + _HEAD_HEIGHT, further_top + _HEAD_HEIGHT, shown)
    pages: list[tuple[Drawing, ...]] = []
    y = 0.0
    for number, (body, done) in enumerate(bodies, start=1):
        top = first_top if number == 1 else further_top
        sums = _sums(done, rows if number == len(bodies) > 1 else (), head.states)
        page = _page(body, top + _HEAD_HEIGHT, sums)
        y = top + _HEAD_HEIGHT + sum(row.height for row in body) + (len(sums) + 1) * _SUM_STEP
        pages.append((first if number == 1 else further, moved(table_head, top), page))
    pages += [(further, page) for page in _full_names(shown, pages[-1][-1], y, further_top)]
    for number, drawings in enumerate(pages, start=1):
        foot = f"Mẫu {head.form_number} · trang {number}/{len(pages)}"
        form_sheet.lay_foot(drawings[-1], STYLE, _made(head), foot)
    watermark = form_sheet.SPECIMEN if head.specimen else ""
    return form_sheet.written(f"{head.title} {head.volume}", pages, STYLE, watermark=watermark)


def _names(rows: Sequence[RegisterRow]) -> Mapping[str, str]:
    """Return the names of procedures that are too long for their column, each with what stands there.

    Two of which the beginnings are alike stay whole: in the column nobody could tell them apart.
    """
    names = dict.fromkeys(row.procedure_name for row in rows)
    shown = {name: shortened(name, _LONGEST_NAME) for name in names if len(name) > _LONGEST_NAME}
    alike = Counter(shown.values())
    return {name: short for name, short in shown.items() if short.endswith("…") and alike[short] == 1}


def _full_names(names: Iterable[str], page: Drawing, y: float, top: float) -> list[Drawing]:
    """Put the whole names under the last table, and on further sheets, which are returned, what has no room there."""
    lines = [line for name in names for line in wrapped(f"- {name}", REGULAR, _FULL_SIZE, STYLE.room)]
    step = _FULL_SIZE * STEP
    further: list[Drawing] = []
    for line in [_FULL_NAMES, *lines] if lines else ():
        if y + step > _BOTTOM:
            page, y = Drawing(), top
            further.append(page)
        page.text(_EDGES[0], y + step * BASELINE, line, ITALIC if line == _FULL_NAMES else REGULAR, _FULL_SIZE)
        y += step
    return further


def _made(head: RegisterHead) -> str:
    """Return the line of proof: when, by whom, of which desks and until which entry."""
    return (
        f"In từ sổ điện tử lúc {long_moment(head.made_at)} · {head.made_by} · bàn {head.desks} · "
        f"đến mục số {head.last_number} của sổ"
    )


def _sums(done: list[RegisterRow], all_rows: Sequence[RegisterRow], states: Mapping[DossierState, str]) -> list[str]:
    sums = [sum_line("Cộng trang", done, states)]
    return [*sums, sum_line("Cộng toàn kỳ", all_rows, states)] if all_rows else sums


def _first_page(head: RegisterHead) -> tuple[Drawing, float]:
    """Draw letterhead, title, volume and period; return the upper edge of the table, too."""
    drawing = Drawing()
    units = letterhead.Head(
        committee=head.committee, centre=head.centre, number="", place_date="", mark="", numbered=False
    )
    flow = Flow(drawing, STYLE.binding, STYLE.room, letterhead.lay(drawing, STYLE, 11.0, units) + 2.5, 11.5)
    flow.centred(head.title, BOLD, 14.0)
    _lay_about(flow, head)
    return drawing, flow.y + 2.2


def _further_page(head: RegisterHead) -> tuple[Drawing, float]:
    drawing = Drawing()
    flow = Flow(drawing, STYLE.binding, STYLE.room, STYLE.top - 6, 10.5)
    flow.centred(f"{head.title} (tiếp theo)", BOLD, 11.5)
    _lay_about(flow, head)
    return drawing, flow.y + 1.6


def _lay_about(flow: Flow, head: RegisterHead) -> None:
    """Draw service field, volume and period on one centred line, labels regular, values bold."""
    period = f"Từ {long_date(head.since)} đến {long_date(head.until)}"
    parts = [
        *((("Lĩnh vực: ", REGULAR), (f"{head.field_group}", BOLD), ("    ", REGULAR)) if head.field_group else ()),
        ("Quyển số: ", REGULAR),
        (head.volume or "……", BOLD),
        ("    ", REGULAR),
        (period, REGULAR),
    ]
    whole = sum(width(words, face, flow.size) for words, face in parts)
    size = flow.size * min(1.0, flow.room / whole)
    x = flow.left + (flow.room - min(whole, flow.room)) / 2
    for words, face in parts:
        flow.drawing.text(x, flow.y + flow.step * BASELINE, words, face, size)
        x += width(words, face, size)
    flow.y += flow.step


def _table_head() -> Drawing:
    """Draw the three rows of the head with their upper edge at 0; it is laid out once for all pages."""
    drawing = Drawing()
    grouped = {column for _, first, end in _GROUPS for column in range(first, end)}
    for words, first, end in _GROUPS:
        middle = (_EDGES[first] + _EDGES[end]) / 2
        drawing.centred(middle, _GROUP_HEIGHT / 2 + _HEAD_SIZE * 0.12, words, BOLD, _HEAD_SIZE)
        drawing.across(_EDGES[first], _GROUP_HEIGHT, _EDGES[end], GRID)
    for column, title in enumerate(_TITLES):
        top = _GROUP_HEIGHT if column in grouped else 0.0
        box = (_EDGES[column], top, _EDGES[column + 1], _GROUP_HEIGHT + _TITLES_HEIGHT)
        lay_middle(drawing, box, title, BOLD, _HEAD_SIZE, _PADDING / 2)
        middle = (_EDGES[column] + _EDGES[column + 1]) / 2
        baseline = _HEAD_HEIGHT - _NUMBERS_HEIGHT / 2 + _SIZE * 0.12
        drawing.centred(middle, baseline, f"({column + 1})", ITALIC, _SIZE)
    inside = {column for _, first, end in _GROUPS for column in range(first + 1, end)}
    for column, x in enumerate(_EDGES):
        drawing.rules.append((x, _GROUP_HEIGHT if column in inside else 0.0, x, _HEAD_HEIGHT, GRID))
    for y in (0.0, _GROUP_HEIGHT + _TITLES_HEIGHT, _HEAD_HEIGHT):
        drawing.across(_EDGES[0], y, _EDGES[-1], GRID)
    return drawing


def _bodies(
    rows: Sequence[RegisterRow], first_top: float, further_top: float, names: Mapping[str, str] = _WHOLE
) -> list[tuple[list[_Row], list[RegisterRow]]]:
    """Part the rows into pages: what is drawn on each, and the dossiers that end on it."""
    whole_page = int((_BOTTOM - _SUM_ROOM - further_top - 2 * _ABOVE) / _STEP)
    bodies: list[tuple[list[_Row], list[RegisterRow]]] = [([], [])]
    left = _BOTTOM - _SUM_ROOM - first_top
    for row in rows:
        for part in _parts(_broken(row, names), whole_page):
            if part.height > left:
                bodies.append(([], []))
                left = _BOTTOM - _SUM_ROOM - further_top
            left -= part.height
            body, done = bodies[-1]
            body.append(part)
            if part.ends:
                done.append(part.ends)
    return bodies


def _parts(row: _Row, most: int) -> list[_Row]:
    """Return ``row`` whole, or parted where it has more than ``most`` lines; each part bears the number."""
    if row.lines <= most:
        return [row]
    parts = []
    for start in range(0, row.lines, most):
        cells = (row.cells[0], *(cell[start : start + most] for cell in row.cells[1:]))
        is_last = start + most >= row.lines
        lines = max(len(cell) for cell in cells)
        parts.append(_Row(cells=cells, lines=lines, ends=row.ends if is_last else None))
    return parts


def _broken(row: RegisterRow, names: Mapping[str, str] = _WHOLE) -> _Row:
    """Break the fifteen cells of a row into lines; ``names`` are those of procedures that are shortened."""
    agency, dash, rest = row.dossier_code.partition("-")
    texts: tuple[tuple[str, ...], ...] = (
        (),
        (agency + dash, rest),
        (names.get(row.procedure_name, row.procedure_name),),
        (f"{row.sets:02}",),
        (row.applicant_name,),
        (row.place_and_phone,),
        (row.handling_unit,),
        _day_and_hour(row.received_at),
        _day_and_hour(row.due_at),
        _day_and_hour(row.handed_over_at)[:1],
        _day_and_hour(row.result_ready_at)[:1],
        _day_and_hour(row.returned_at),
        (row.return_way,),
        (),
        (row.note,),
    )
    cells = tuple(
        [line for words in parts for line in wrapped(words, REGULAR, _SIZE, wide - 2 * _PADDING)]
        for parts, wide in zip(texts, _COLUMNS, strict=True)
    )
    return _Row(cells=([str(row.number)], *cells[1:]), lines=max(len(cell) for cell in cells), ends=row)


def _day_and_hour(moment: datetime | None) -> tuple[str, ...]:
    return (f"{moment:%d/%m/%Y}", f"{moment:%H:%M}") if moment else ()


def _page(body: list[_Row], top: float, sums: list[str]) -> Drawing:
    """Draw the rows of one page from ``top``, the upright lines through all of them, and the sums."""
    drawing = Drawing()
    y = top
    for row in body:
        _lay_row(drawing, y, row)
        y += row.height
        drawing.across(_EDGES[0], y, _EDGES[-1], GRID)
    if body:
        for x in _EDGES:
            drawing.rules.append((x, top, x, y, GRID))
    else:
        y += _SUM_STEP
        drawing.text(_EDGES[0], y, _NONE, ITALIC, 11.0)
    for number, words in enumerate(sums):
        drawing.text(_EDGES[0], y + (number + 1) * _SUM_STEP, words, REGULAR, 11.0)
    return drawing


def _lay_row(drawing: Drawing, y: float, row: _Row) -> None:
    for column, lines in enumerate(row.cells):
        for number, line in enumerate(lines):
            baseline = y + _ABOVE + (number + BASELINE) * _STEP
            if column in _LEFT_ALIGNED:
                drawing.text(_EDGES[column] + _PADDING, baseline, line, REGULAR, _SIZE)
            else:
                size = _SIZE if column else size_that_fits(line, REGULAR, _SIZE, _COLUMNS[0] - _PADDING, least=5)
                drawing.centred((_EDGES[column] + _EDGES[column + 1]) / 2, baseline, line, REGULAR, size)
