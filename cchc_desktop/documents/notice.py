"""Official papers on upright A4 (RULES 1.2, 1.4-1.6a) as PDF bytes: one layout for every `domain.notice.Notice`.

Text flows over to further pages, whose head says the paper, its number and the dossier. The bar of the dossier stands
in the same place on every page. The same notice gives the same bytes.
"""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Sequence

from cchc_desktop.documents import bars, fonts, letterhead
from cchc_desktop.documents.drawing import Drawing, Text, new_canvas, paint, paint_watermark
from cchc_desktop.documents.flow import Flow
from cchc_desktop.documents.measure import (
    BOLD,
    ITALIC,
    REGULAR,
    clean,
    shortened,
    size_that_fits,
    width,
    wrapped,
)
from cchc_desktop.documents.notice_chunks import BODY, chunks_of
from cchc_desktop.documents.notice_table import Chunk
from cchc_desktop.documents.slip_style import A4
from cchc_desktop.domain.notice import Notice

STYLE = dataclasses.replace(A4, binding=30, outer=15, top=21.0)
"""An A4 form: wider binding margin and more air on top than a slip."""

_HEAD_SIZE = 12.0
_TITLE_SIZE = 14.0
_FOOT = 289.0
_FOOT_SIZE = 9.0
_BOTTOM = 280.0
"""Lower edge of the text where no code stands under it."""
_BOTTOM_OVER_CODES = 264.0
_BAR_TOP = 268.0
_BAR_HEIGHT = 9.0
_BAR_MODULES = (0.33, 0.30, 0.25)
_BAR_ROOM = 120.0
_QR_TOP = 265.8
_QR_SIDE = 16.5
_QR_LONG_MODULE = 0.45
_PAGE_NUMBER_Y = 12.5
_FURTHER_TOP = 17.0
_MOST_TO_SIGNATURES = 6.0
_NAME_SIGNS = 45
_SPECIMEN = "SPECIMEN"
_DRAFT = "NHÁP"


def build(notice: Notice) -> bytes:
    """Return the paper as PDF.

    Raises:
        errors.FontMissing: the type family is not on this machine.
        barcode.errors.IllegalCharacterError: the dossier code has a sign that is not ASCII.
    """
    fonts.register()
    buffer = io.BytesIO()
    canvas = new_canvas(buffer, STYLE.width, STYLE.height, clean(f"{notice.title} {notice.dossier_code}"))
    mark = _DRAFT if notice.draft else _SPECIMEN if notice.specimen else ""
    for drawing in lay(notice):
        if mark:
            paint_watermark(canvas, mark, STYLE.width, STYLE.height)
        paint(canvas, drawing, STYLE.height)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def lay(notice: Notice) -> list[Drawing]:
    """Return the laid-out pages; `fonts.register` must have been called."""
    pages = _Pages(notice)
    chunks = chunks_of(notice.blocks, STYLE.binding, STYLE.room)
    group: list[Chunk] = []
    for chunk in chunks:
        group.append(chunk)
        if not chunk.keep:
            pages.place(group)
            group = []
    pages.place(group)
    return pages.finished()


class _Pages:
    """Pages that are being filled; ``y`` is the lower edge of what stands on the last one."""

    def __init__(self, notice: Notice) -> None:
        self.drawings: list[Drawing] = []
        self._notice = notice
        self._bar = bars.bar_code(notice.dossier_code) if notice.dossier_code else None
        self._qr = bars.qr_code(notice.lookup_url) if notice.lookup_url else None
        quiet = bars.BAR_QUIET * _BAR_MODULES[0]
        self._bar_end = STYLE.binding + (_bar_long(self._bar) + quiet if self._bar else 0.0)
        self._bottom = _BOTTOM_OVER_CODES if self._bar or self._qr else _BOTTOM
        self.drawings.append(Drawing())
        self._y = self._top = _lay_first_head(self.drawings[0], notice)

    def place(self, group: Sequence[Chunk]) -> None:
        """Put chunks that stay together; only where no page could hold them do they part."""
        if not self._has_room(group) and self._y > self._top:
            self._further(group[0].head)
        for chunk in group:
            if not self._has_room([chunk]) and self._y > self._top:
                self._further(chunk.head)
            self._put(chunk)

    def _has_room(self, group: Sequence[Chunk]) -> bool:
        height = _height(group)
        return not group or self._y + height <= self._bottom_of(group[-1], self._y + height - group[-1].height)

    def _bottom_of(self, chunk: Chunk, y: float) -> float:
        """Return how far down ``chunk`` may reach: a name alone on the right may stand beside the bar."""
        if chunk.tail is None or self._qr is not None:
            return self._bottom
        lowest = max((text.y for text in chunk.drawing.texts), default=0.0)
        clear = all(text.x > self._bar_end for text in chunk.tail.texts)
        return _BOTTOM if clear and y + lowest < self._bottom else self._bottom

    def _put(self, chunk: Chunk) -> None:
        if self._y > self._top:
            self._y += chunk.before
        _moved(self.drawings[-1], chunk.drawing, self._y)
        self._y += chunk.height
        if chunk.tail is not None:
            top = self._y - chunk.height
            spare = max(0.0, min(self._bottom_of(chunk, top) - self._y, _MOST_TO_SIGNATURES))
            _moved(self.drawings[-1], chunk.tail, top + spare)
            self._y += spare

    def _further(self, head: Chunk | None) -> None:
        self.drawings.append(Drawing())
        self._y = self._top = _lay_further_head(self.drawings[-1], self._notice, len(self.drawings))
        if head is not None:
            _moved(self.drawings[-1], head.drawing, self._y)
            self._y = self._top = self._y + head.height

    def finished(self) -> list[Drawing]:
        """Return the pages with their foot: drawn last, as it is read."""
        for drawing in self.drawings:
            _lay_foot(drawing, self._notice, self._bar, self._qr)
        return self.drawings


def _height(group: Sequence[Chunk]) -> float:
    return sum(chunk.before + chunk.height for chunk in group)


def _moved(page: Drawing, part: Drawing, dy: float) -> None:
    """Put ``part`` on ``page``, moved down."""
    page.texts += [text._replace(y=text.y + dy) for text in part.texts]
    page.rules += [(x, y + dy, end, end_y + dy, thick) for x, y, end, end_y, thick in part.rules]
    page.frames += [(x, y + dy, wide, high, thick) for x, y, wide, high, thick in part.frames]
    page.leaders += [(x, y + dy, end) for x, y, end in part.leaders]


def _lay_first_head(drawing: Drawing, notice: Notice) -> float:
    """Draw letterhead, title, code and what is replaced; return the lower edge."""
    committee, centre = (notice.committee, notice.centre) if notice.centre else ((), notice.committee)
    head = letterhead.Head(
        committee=committee,
        centre=centre,
        number=notice.number,
        place_date=notice.place_date,
        mark=notice.reprint_mark,
        numbered=notice.is_numbered,
    )
    number_y = letterhead.lay(drawing, STYLE, _HEAD_SIZE, head)
    if notice.form_label:
        drawing.right(STYLE.width - STYLE.outer, _PAGE_NUMBER_Y, notice.form_label, ITALIC, _FOOT_SIZE)
    flow = Flow(drawing, STYLE.binding, STYLE.room, number_y + 7.0, BODY)
    for line in wrapped(notice.title, BOLD, _TITLE_SIZE, flow.room - 6):
        flow.centred(line, BOLD, _TITLE_SIZE)
    if notice.dossier_code and notice.code_label:
        flow.y += 0.8
        flow.centred(f"{notice.code_label} {notice.dossier_code}", BOLD, BODY)
    flow.y += 3.5
    if notice.replaces:
        _lay_replacement(flow, notice.replaces)
    return flow.y


def _lay_replacement(flow: Flow, words: str) -> None:
    """Draw the framed line that says which paper this one replaces."""
    top = flow.y
    flow.y += 1.2
    for line in wrapped(words, BOLD, BODY - 1, flow.room - 8):
        flow.centred(line, BOLD, BODY - 1)
    flow.y += 1.6
    flow.drawing.frames.append((flow.left, top, flow.room, flow.y - top, 0.8))
    flow.y += 3.0


def _lay_further_head(drawing: Drawing, notice: Notice, page: int) -> float:
    """Draw page number, paper, number, date, dossier and applicant of a further page; return the lower edge."""
    flow = Flow(drawing, STYLE.binding, STYLE.room, _FURTHER_TOP, BODY, 0.6)
    drawing.centred(STYLE.binding + STYLE.room / 2, _PAGE_NUMBER_Y, str(page), REGULAR, BODY)
    number = f" số {notice.number}" if notice.number else ""
    date = clean(notice.place_date).partition(", ")[2]
    words = f"Trang {page} của {clean(notice.title).capitalize()}{number}{f', {date}' if date else ''}"
    size = size_that_fits(words, ITALIC, BODY - 1, flow.room - 0.5, least=10)
    for line in wrapped(words, ITALIC, size, flow.room):
        flow.line(line, ITALIC, size)
    if notice.dossier_code:
        flow.field("Mã hồ sơ:", notice.dossier_code, bold=True)
    if notice.applicant_name:
        flow.field("Hồ sơ của:", shortened(notice.applicant_name, _NAME_SIGNS), bold=True)
    flow.y += 0.6
    drawing.across(flow.left, flow.y, flow.left + flow.room)
    return flow.y + 2.5


def _bar_long(bar: bars.BarCode) -> float:
    """Return the bar's length in mm, in the widest modules that leave room beside it."""
    return next(
        (wide * bar.modules for wide in _BAR_MODULES if wide * bar.modules <= _BAR_ROOM),
        _BAR_MODULES[-1] * bar.modules,
    )


def _lay_foot(drawing: Drawing, notice: Notice, bar: bars.BarCode | None, qr: bars.QrCode | None) -> None:
    """Draw bar, look-up code, proof and what is enclosed."""
    left, end = STYLE.binding, STYLE.width - STYLE.outer
    if bar is not None:
        long = _bar_long(bar)
        drawing.bar(left + long, _BAR_TOP, bar, long / bar.modules, _BAR_HEIGHT)
        drawing.centred(left + long / 2, _BAR_TOP + _BAR_HEIGHT + 4.0, bar.text, BOLD, 11)
    if qr is not None:
        side = max(_QR_SIDE, qr.size * _QR_LONG_MODULE)
        drawing.qr(end - side, _QR_TOP, qr, side)
        x = end - side - bars.QR_QUIET * side / qr.size - 1.0
        drawing.texts.append(Text(x, _QR_TOP + side, "Quét để tra cứu", REGULAR, 8, upright=True))
    if notice.enclosed:
        drawing.right(end, _FOOT, notice.enclosed, REGULAR, _FOOT_SIZE)
    if notice.proof:
        room = STYLE.room - width(f"{notice.enclosed}   ", REGULAR, _FOOT_SIZE)
        size = size_that_fits(notice.proof, REGULAR, _FOOT_SIZE, room, least=6)
        drawing.text(left, _FOOT, notice.proof, REGULAR, size)
