"""A page that answers "Vì sao ngày này?": every step of the reckoning of a promised moment, to hand out or to file."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Sequence

from cchc_desktop.documents.drawing import HAIRLINE, RULE, Drawing, new_canvas, paint, paint_watermark
from cchc_desktop.documents.flow import Flow
from cchc_desktop.documents.measure import BOLD, REGULAR, STEP, width, wrapped
from cchc_desktop.documents.slip_style import A5

_SIZE = 9.5
_LABEL = 0.3
"""Share of the page's width that labels take."""
_AMOUNT_GAP = 3.0
_BOTTOM = 196.0
_BASELINE = 0.76


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the page must bear to be believed away from the desk; all of it may be empty."""

    unit: tuple[str, ...] = ()
    """Lines of the issuing body."""
    procedure: str = ""
    code: str = ""
    basis: str = ""
    """Whose law the term is."""


def build(
    title: str,
    lines: Sequence[tuple[str, str, str]],
    total: tuple[str, str],
    *,
    about: About | None = None,
    specimen: bool = False,
) -> bytes:
    """Return the explanation as PDF on A5; longer ones flow on to further pages.

    Args:
        title: what is explained, for example a dossier code with its procedure.
        lines: label ("thứ Hai 30/10/2023"), text ("ngày làm việc") and amount ("1 ngày") of each step; texts are final.
        total: words and amount of the sum under the last line.
        about: who explains, which procedure, by which law; ``None``: none of it.
        specimen: from a training folder.

    Raises:
        errors.FontMissing: the type family is not on this machine.
    """
    buffer = io.BytesIO()
    canvas = new_canvas(buffer, A5.width, A5.height, "Vì sao ngày này?")
    pages = _pages(title, lines, total, about or About())
    for number, page in enumerate(pages, start=1):
        page.right(A5.width - A5.outer, A5.foot, f"trang {number}/{len(pages)}", REGULAR, A5.foot_size)
        if specimen:
            paint_watermark(canvas, "SPECIMEN", A5.width, A5.height)
        paint(canvas, page, A5.height)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _pages(title: str, lines: Sequence[tuple[str, str, str]], total: tuple[str, str], about: About) -> list[Drawing]:
    pages: list[Drawing] = []
    flow = _new_page(pages)
    for words in about.unit:
        flow.centred(words, BOLD, _SIZE)
    flow.y += 2 if about.unit else 0
    flow.centred("VÌ SAO NGÀY NÀY?", BOLD, 13)
    flow.y += 1
    for line in wrapped(title, BOLD, _SIZE, flow.room):
        flow.centred(line, BOLD, _SIZE)
    flow.y += 3
    if about.procedure:
        flow.field("Tên thủ tục:", about.procedure)
        flow.field("Mã thủ tục:", about.code)
        flow.y += 2
    flow.drawing.across(flow.left, flow.y, flow.left + flow.room, RULE)
    for line_of_three in lines:
        flow = _lay_line(pages, flow, *line_of_three, face=REGULAR)
    flow.drawing.across(flow.left, flow.y, flow.left + flow.room, RULE)
    words, amount = total
    flow = _lay_line(pages, flow, "", words, amount, face=BOLD)
    if about.basis:
        _lay_line(pages, flow, "", f"Căn cứ: {about.basis}", "", face=REGULAR)
    return pages


def _new_page(pages: list[Drawing]) -> Flow:
    pages.append(Drawing())
    return Flow(pages[-1], A5.binding, A5.room, A5.top - 3, _SIZE)


def _lay_line(pages: list[Drawing], flow: Flow, label: str, words: str, amount: str, *, face: str) -> Flow:
    """Put one step in three columns; a step that does not fit begins a new page. Return where to go on."""
    label_room = flow.room * _LABEL if label else 0.0
    amounts = wrapped(amount, face, _SIZE, flow.room * 0.25)
    amount_room = max((width(line, face, _SIZE) for line in amounts), default=0.0) + _AMOUNT_GAP
    labels = wrapped(label, face, _SIZE, max(label_room - 2, 1))
    texts = wrapped(words, face, _SIZE, flow.room - label_room - amount_room)
    height = max(len(labels), len(texts), len(amounts), 1) * _SIZE * STEP + 1.4
    if flow.y + height > _BOTTOM and flow.y > A5.top + height:
        flow = _new_page(pages)
    baseline = flow.y + 0.7 + _SIZE * STEP * _BASELINE
    for number in range(max(len(labels), len(texts), len(amounts))):
        y = baseline + number * _SIZE * STEP
        for column, x in ((labels, flow.left), (texts, flow.left + label_room)):
            if number < len(column):
                flow.drawing.text(x, y, column[number], face, _SIZE)
        if number < len(amounts):
            flow.drawing.right(flow.left + flow.room, y, amounts[number], face, _SIZE)
    flow.y += height
    if face == REGULAR:
        flow.drawing.across(flow.left, flow.y, flow.left + flow.room, HAIRLINE)
    return flow
