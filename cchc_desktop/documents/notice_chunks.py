"""The blocks of an official paper cut into chunks: the smallest parts that never break over a page."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from cchc_desktop.documents import notice_prose, notice_table
from cchc_desktop.documents.drawing import Drawing
from cchc_desktop.documents.flow import Flow
from cchc_desktop.documents.measure import BOLD, ITALIC, REGULAR, STEP, clean, shortened, width, wrapped
from cchc_desktop.documents.notice_table import Chunk
from cchc_desktop.domain.notice import (
    Align,
    Block,
    Field,
    Moment,
    Numbered,
    Pair,
    Paragraph,
    Signatures,
    Signer,
    Span,
    Table,
)

BODY = 13.0
"""Points of type of every form."""
PROSE_STEP = 6.0
FIELD_GAP = 1.5
_PARAGRAPH_GAP = 2.1
_AFTER_CENTRED = 1.6
_INDENT = 10.0
_BASELINE = 0.76
_SIGNATURE_SPACE = 20.0
_SEAL_SPACE = 28.0
_SIGNED_NAME = 90


def chunks_of(blocks: Sequence[Block], left: float, room: float) -> list[Chunk]:
    """Return all chunks in order; what must stay together says so by ``keep``."""
    found: list[Chunk] = []
    for block in blocks:
        if found and isinstance(block, Table | Moment | Numbered | Signatures):
            found[-1] = dataclasses.replace(found[-1], keep=True)
        found += _chunks(block, left, room)
    return found


def _chunks(block: Block, left: float, room: float) -> list[Chunk]:
    match block:
        case Field() | Pair():
            return [_field(block, left, room)]
        case Paragraph():
            return _paragraph(block, left, room)
        case Numbered():
            return [
                chunk
                for number, words in enumerate(block.items, start=1)
                for chunk in _paragraph(Paragraph(spans=(Span(f"{number}. {words}"),)), left, room)
            ]
        case Table():
            return notice_table.chunks_of(block, left, room)
        case Moment():
            return [_moment(block, left, room)]
        case Signatures():
            return [_signatures(block, left, room)]


def _field(block: Field | Pair, left: float, room: float) -> Chunk:
    flow = Flow(Drawing(), left, room, 0.0, BODY, FIELD_GAP)
    if isinstance(block, Pair):
        flow.pair((block.first.label, block.first.value), (block.second.label, block.second.value), block.share)
    else:
        flow.field(block.label, block.value, bold=block.bold)
    return Chunk(drawing=flow.drawing, height=flow.y)


def _paragraph(block: Paragraph, left: float, room: float) -> list[Chunk]:
    """Cut prose into lines; neither its first nor its last line stands alone on a page."""
    size = block.size or BODY
    step = PROSE_STEP * size / BODY
    indent = _INDENT if block.is_indented and block.align is Align.JUSTIFIED else 0.0
    narrow = 20.0 if block.align is Align.CENTRE else 0.0
    lines = notice_prose.broken(block.spans, size, room - narrow, first=indent)
    chunks = []
    for number, line in enumerate(lines):
        drawing = Drawing()
        start = indent if number == 0 else 0.0
        notice_prose.lay(drawing, line, left + start, step * _BASELINE, room - start, size, block.align)
        chunks.append(
            Chunk(
                drawing=drawing,
                height=step + (_AFTER_CENTRED if block.align is Align.CENTRE and number == len(lines) - 1 else 0.0),
                before=_PARAGRAPH_GAP if number == 0 else 0.0,
                keep=number in (0, len(lines) - 2) and number < len(lines) - 1,
            )
        )
    return chunks


def _moment(block: Moment, left: float, room: float) -> Chunk:
    """Draw the promised moment in the one heavy frame of the paper."""
    flow = Flow(Drawing(), left, room, 1.6, BODY)
    if block.label:
        flow.line(block.label, x=2)
    words, tail = clean(block.words), f" {clean(block.tail)}" if block.tail else ""
    size = BODY + 2
    whole = width(words, BOLD, size) + width(tail, REGULAR, size)
    size *= min(1.0, (room - 6) / whole) if whole else 1.0
    baseline = flow.y + (BODY + 2) * STEP * 0.9
    if words:
        whole = width(words, BOLD, size) + width(tail, REGULAR, size)
        start = left + (room - whole) / 2
        flow.drawing.text(start, baseline, words, BOLD, size)
        if tail:
            flow.drawing.text(start + width(f"{words} ", BOLD, size), baseline, tail, REGULAR, size)
    else:
        flow.drawing.leaders.append((left + 20, baseline, left + room - 20))
    height = flow.y + (BODY + 2) * STEP + 2.6
    flow.drawing.frames.append((left, 0.0, room, height, 1.1))
    return Chunk(drawing=flow.drawing, height=height + 1.0, before=1.4)


def _signatures(block: Signatures, left: float, room: float) -> Chunk:
    """Draw the signers in equal columns; the names hang in the tail, so that left-over height can part them."""
    drawing, tail = Drawing(), Drawing()
    columns = max(len(block.signers), 2)
    share = room / columns
    heads = max(len(_titles(signer, share)) for signer in block.signers)
    space = max(_SEAL_SPACE if signer.is_sealed else _SIGNATURE_SPACE for signer in block.signers)
    names_top = (heads + 1) * PROSE_STEP + space
    height = names_top + PROSE_STEP
    for place, signer in enumerate(block.signers, start=columns - len(block.signers)):
        middle = left + share * (place + 0.5)
        y = PROSE_STEP * _BASELINE
        for line in _titles(signer, share):
            drawing.centred(middle, y, line, BOLD, BODY)
            y += PROSE_STEP
        for line in wrapped(signer.manner, ITALIC, BODY - 1, share - 3):
            drawing.centred(middle, y, line, ITALIC, BODY - 1)
            y += PROSE_STEP
        names = wrapped(shortened(signer.name, _SIGNED_NAME), BOLD, BODY, share - 3)
        for number, line in enumerate(names):
            tail.centred(middle, names_top + (number + _BASELINE) * PROSE_STEP, line, BOLD, BODY)
        height = max(height, names_top + len(names) * PROSE_STEP)
    return Chunk(drawing=drawing, height=height, before=5.0, tail=tail)


def _titles(signer: Signer, share: float) -> list[str]:
    return [line for title in signer.titles for line in wrapped(title, BOLD, BODY, share - 2)]
