"""The front of an appointment slip (RULES 1.3): every field in the order of the form, laid out in one density."""

from __future__ import annotations

import dataclasses

from cchc_desktop.documents import foot_strip, letterhead
from cchc_desktop.documents.drawing import Drawing
from cchc_desktop.documents.flow import Flow
from cchc_desktop.documents.measure import (
    BOLD,
    BOLD_ITALIC,
    ITALIC,
    REGULAR,
    STEP,
    clean,
    shortened,
    width,
    wrapped,
)
from cchc_desktop.documents.paper_table import PaperTable, Row, table_of
from cchc_desktop.documents.slip_style import Density, Style
from cchc_desktop.domain.slip import Slip, Stationery

LONG_VALUE = 60
"""A value cut short on sheet 1 shows so many signs; the whole stands on sheet 2."""
_CONTINUED = " (ghi đủ tại tờ 2)"
_NOTE_LABEL = "Ghi chú:"
_MOST_TO_SIGNATURES = 6.0
_SIGNED_NAME = 60


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Which papers stand on sheet 1 and what is said about the others."""

    rows: tuple[Row, ...]
    sentence: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """A laid-out front.

    Attributes:
        drawing: everything but what differs between counterparts.
        spare: mm left above the foot strip; negative where the slip does not fit.
        counterpart_line: baseline of "(Liên …)" in mm.
        cut: fields whose value goes on, on sheet 2: label and whole value.
    """

    drawing: Drawing
    spare: float
    counterpart_line: float
    cut: tuple[tuple[str, str], ...]


@dataclasses.dataclass(slots=True)
class FrontLayout:
    """Lays out one slip in one density; made anew for each try."""

    slip: Slip
    stationery: Stationery
    style: Style
    density: Density
    codes: foot_strip.StripCodes
    note_here: bool = True
    cut_over: int = 0
    """Values longer than this go on, on sheet 2; 0 cuts none."""
    _cut: list[tuple[str, str]] = dataclasses.field(default_factory=list)

    def table(self) -> PaperTable:
        """Return the papers broken into rows at this density."""
        return table_of(self.slip.papers, self.style, self.density.table)

    def lay(self, table: PaperTable, listed: Listed) -> Front:
        """Lay out the whole front with the papers of ``listed``."""
        self._cut.clear()
        drawing = Drawing()
        number_y = letterhead.lay(drawing, self.style, self.density.head, self._head())
        flow = self._flow(drawing, number_y + 0.2 * self.density.step)
        counterpart_line = self._lay_title(flow)
        self._lay_fields(flow)
        self._lay_list(flow, table, listed)
        self._lay_terms(flow)
        spare = self._lay_end(flow)
        foot_strip.lay(drawing, self.style, self.codes, back=False)
        return Front(drawing=drawing, spare=spare, counterpart_line=counterpart_line, cut=tuple(self._cut))

    def _flow(self, drawing: Drawing, y: float) -> Flow:
        return Flow(
            drawing=drawing,
            left=self.style.binding,
            room=self.style.room,
            y=y,
            size=self.density.body,
            gap=self.density.gap,
        )

    def _head(self) -> letterhead.Head:
        return letterhead.Head(
            committee=self.stationery.committee,
            centre=self.stationery.centre,
            number=self.slip.slip_number,
            place_date=self.slip.issued_place_date,
            mark=self.slip.reprint_mark,
        )

    def _lay_title(self, flow: Flow) -> float:
        """Draw title and code, keep the line of the counterpart; return that line's baseline."""
        roomy = self.style.width > 200
        flow.y += 4 if roomy else 1.8
        flow.centred(self.stationery.title, BOLD, self.density.title)
        flow.centred(f"Mã hồ sơ: {self.slip.dossier_code or '…'}", BOLD, self.density.body + 0.2)
        baseline = flow.y + flow.step * 0.76
        flow.y += flow.step + (3 if roomy else 1.2)
        if self.slip.replaces:
            self._lay_replacement(flow)
        return baseline

    def _lay_replacement(self, flow: Flow) -> None:
        """Draw the framed line that says which slip this one replaces, or that it was replaced itself."""
        top = flow.y
        words = clean(self.slip.replaces)
        label = "" if words.upper().startswith(("THAY THẾ", "ĐÃ ĐƯỢC THAY THẾ")) else "THAY THẾ"
        taken = width(f"{label} ", BOLD, flow.size) if label else 0.0
        lines = wrapped(words, REGULAR, flow.size, self.style.room - 6, first=taken)
        flow.y += 1
        for number, line in enumerate(lines):
            start = taken if number == 0 else 0.0
            x = flow.left + (flow.room - width(line, REGULAR, flow.size) - start) / 2
            baseline = flow.y + flow.step * 0.76
            if start:
                flow.drawing.text(x, baseline, label, BOLD, flow.size)
            flow.drawing.text(x + start, baseline, line, REGULAR, flow.size)
            flow.y += flow.step
        flow.y += 1.3
        flow.drawing.frames.append((flow.left, top, flow.room, flow.y - top, 0.8))
        flow.y += 1.5

    def _lay_fields(self, flow: Flow) -> None:
        slip = self.slip
        self._field(flow, f"{self.stationery.desk_label}:", slip.desk_name)
        self._field(flow, "Tiếp nhận hồ sơ của:", slip.applicant_name, bold=True)
        self._field(flow, "Địa chỉ:", slip.address)
        flow.pair(("Số điện thoại:", slip.phone), ("Email:", slip.email), 0.45)
        if slip.submitter:
            self._field(flow, "Người nộp hồ sơ:", slip.submitter)
        self._field(flow, "Nội dung yêu cầu giải quyết:", slip.request)

    def _field(self, flow: Flow, label: str, value: str, *, bold: bool = False) -> None:
        if self.cut_over and len(value) > self.cut_over:
            self._cut.append((label, value))
            value = shortened(value, LONG_VALUE) + _CONTINUED
        flow.field(label, value, bold=bold)

    def _lay_list(self, flow: Flow, table: PaperTable, listed: Listed) -> None:
        flow.line("1. Thành phần hồ sơ nộp gồm:")
        flow.y += 0.8
        if listed.rows:
            flow.y = table.lay(flow.drawing, flow.left, flow.y, listed.rows)
        elif not listed.sentence:
            flow.drawing.leaders.append((flow.left, flow.y + flow.step * 0.76, flow.left + flow.room))
            flow.y += flow.step
        if listed.sentence:
            flow.y += 0.6
            for line in wrapped(listed.sentence, BOLD_ITALIC, flow.size - 0.5, flow.room - 8):
                flow.line(line, BOLD_ITALIC, flow.size - 0.5, x=8)
        flow.y += 0.9

    def _lay_terms(self, flow: Flow) -> None:
        slip = self.slip
        flow.field("2. Số lượng hồ sơ:", f"{slip.sets:02} (bộ)" if slip.sets else "")
        self._field(flow, "3. Thời gian giải quyết hồ sơ theo quy định là:", slip.term)
        self._field(flow, "4. Thời gian nhận hồ sơ:", slip.received_at)
        self._lay_promise(flow)
        self._field(flow, "6. Đăng ký nhận kết quả tại:", slip.return_place)
        self._field(flow, "7. Phí, lệ phí (nếu có):", slip.fee)
        volume = ("Vào Sổ theo dõi hồ sơ, Quyển số:", slip.register_volume)
        flow.pair(volume, ("Số thứ tự:", slip.register_number), 0.7)

    def _lay_promise(self, flow: Flow) -> None:
        """Draw the promised moment in the one heavy frame of the slip."""
        top = flow.y + 0.4
        flow.y = top + 0.8
        flow.line("5. Thời gian trả kết quả giải quyết hồ sơ:", x=2)
        moment, weekday = clean(self.slip.due_at), clean(self.slip.due_weekday)
        tail = f" ({weekday})" if weekday else ""
        size = flow.size + 3
        room = flow.room - 6
        whole = width(moment, BOLD, size) + width(tail, REGULAR, size)
        size = max(7.0, size * min(1.0, room / whole)) if whole else size
        middle, baseline = flow.left + flow.room / 2, flow.y + (flow.size + 3) * STEP * 0.86
        if moment:
            whole = width(moment, BOLD, size) + width(tail, REGULAR, size)
            flow.drawing.text(middle - whole / 2, baseline, moment, BOLD, size)
            x = middle - whole / 2 + width(f"{moment} ", BOLD, size)
            flow.drawing.text(x, baseline, tail, REGULAR, size)
        else:
            flow.drawing.leaders.append((flow.left + 20, baseline, flow.left + flow.room - 20))
        flow.y += (flow.size + 3) * STEP + 1.2
        flow.drawing.frames.append((flow.left, top, flow.room, flow.y - top, 1.1))
        flow.y += 1.0

    def _lay_end(self, flow: Flow) -> float:
        """Draw signatures and note down to the foot strip; return the mm left over (negative: too little)."""
        note = Flow(Drawing(), flow.left, flow.room, 0.0, self.density.note)
        paragraphs = tuple(f"- {words}" for words in self.stationery.notes) if self.note_here else ()
        if paragraphs:
            note.note(_NOTE_LABEL, paragraphs)
        elif not self.note_here:
            note.note(_NOTE_LABEL, ("xem cuối tờ 2.",))
        note_top = self.style.strip_top - 1.4 - note.y
        names = [
            wrapped(shortened(name, _SIGNED_NAME), BOLD, flow.size, flow.room / 2 - 3)
            for name in (self.slip.submitter_name, self.slip.officer_name)
        ]
        flow.y += 0.8
        titles_end = flow.y + 2 * flow.step
        height = max(len(lines) for lines in names) * flow.step + 1.2
        spare = note_top - titles_end - self.style.signature_space - height
        space = self.style.signature_space + min(max(spare, 0.0), _MOST_TO_SIGNATURES)
        self._lay_signatures(flow, names, titles_end + space)
        for text in note.drawing.texts:
            flow.drawing.texts.append(text._replace(y=text.y + note_top))
        return spare

    def _lay_signatures(self, flow: Flow, names: list[list[str]], names_top: float) -> None:
        note_size = flow.size - 0.3
        for share, title, lines in zip((0.25, 0.75), ("NGƯỜI NỘP HỒ SƠ", "NGƯỜI TIẾP NHẬN HỒ SƠ"), names, strict=True):
            middle = flow.left + flow.room * share
            flow.drawing.centred(middle, flow.y + flow.step * 0.76, title, BOLD, flow.size)
            flow.drawing.centred(middle, flow.y + flow.step * 1.76, "(Ký và ghi rõ họ tên)", ITALIC, note_size)
            for number, line in enumerate(lines):
                baseline = names_top + (number + 0.76) * flow.step
                flow.drawing.centred(middle, baseline, line, BOLD, flow.size)
