"""Sheets after the first: papers, and long values, that sheet 1 had no room for."""

from __future__ import annotations

import dataclasses

from cchc_desktop.documents import foot_strip
from cchc_desktop.documents.drawing import Drawing
from cchc_desktop.documents.flow import Flow
from cchc_desktop.documents.measure import BOLD, REGULAR, clean, shortened, width
from cchc_desktop.documents.paper_table import PaperTable, Row
from cchc_desktop.documents.slip_style import Density, Style
from cchc_desktop.domain.slip import Slip, Stationery

_NAME_SIGNS = 40
_END_ROOM_STEPS = 3.6
_EMPTY_BACK = "Mặt này để trống."


@dataclasses.dataclass(slots=True)
class Continuation:
    """Lays out the further sides of one slip, front of sheet 2 first."""

    slip: Slip
    stationery: Stationery
    style: Style
    density: Density
    codes: foot_strip.StripCodes
    with_note: bool

    def lay(self, table: PaperTable, rows: tuple[Row, ...], cut: tuple[tuple[str, str], ...]) -> list[Drawing]:
        """Return the sides, always an even number: a last back without use says so."""
        sides: list[Drawing] = []
        flow = self._new_side(sides)
        for label, value in cut:
            flow = self._lay_value(flow, sides, label, value)
        while rows:
            flow, rows = self._lay_rows(flow, sides, table, rows)
        self._lay_end(flow, sides)
        if len(sides) % 2:
            self._lay_empty_back(self._new_side(sides))
        return sides

    def _new_side(self, sides: list[Drawing]) -> Flow:
        """Begin a side with its head of number, date, code and name."""
        back = len(sides) % 2 == 1
        sheet = 2 + len(sides) // 2
        sides.append(Drawing())
        left = self.style.left(back=back)
        flow = Flow(sides[-1], left, self.style.room, self.style.top - 3, self.density.body, self.density.gap)
        date = clean(self.slip.issued_place_date).partition(", ")[2]
        of = f"của {self.stationery.title.capitalize()} số {self.slip.slip_number}, {date}"
        self._labelled(flow, f"Tờ {sheet}", of)
        flow.field("Mã hồ sơ:", self.slip.dossier_code, bold=True)
        flow.field("Tiếp nhận hồ sơ của:", shortened(self.slip.applicant_name, _NAME_SIGNS), bold=True)
        foot_strip.lay(sides[-1], self.style, self.codes, back=back)
        return flow

    def _labelled(self, flow: Flow, label: str, words: str) -> None:
        """Put bold ``label`` and ``words`` on one line, in smaller type where they would not fit."""
        whole = width(f"{label} ", BOLD, flow.size) + width(words, REGULAR, flow.size)
        size = flow.size * min(1.0, flow.room / whole)
        baseline = flow.y + flow.step * 0.76
        flow.drawing.text(flow.left, baseline, label, BOLD, size)
        flow.drawing.text(flow.left + width(f"{label} ", BOLD, size), baseline, words, REGULAR, size)
        flow.y += flow.step + flow.gap

    def _bottom(self) -> float:
        return self.style.strip_top - 1.5

    def _lay_value(self, flow: Flow, sides: list[Drawing], label: str, value: str) -> Flow:
        """Put a value whole; it goes on to the next side where it must."""
        trial = Flow(Drawing(), flow.left, flow.room, flow.y, flow.size, flow.gap)
        trial.field(label, value)
        if trial.y <= self._bottom():
            flow.field(label, value)
            return flow
        lines_left = max(int((self._bottom() - flow.y) / flow.step) - 1, 1)
        fitting = lines_left * int(flow.room / (flow.size * 0.36))
        flow.field(label, value[:fitting])
        return self._lay_value(self._new_side(sides), sides, label, value[fitting:])

    def _lay_rows(
        self, flow: Flow, sides: list[Drawing], table: PaperTable, rows: tuple[Row, ...]
    ) -> tuple[Flow, tuple[Row, ...]]:
        """Put as many rows as fit on this side; return where to go on, and the rest."""
        heading = flow.step + 1.6
        count = table.fitting(rows, self._bottom() - flow.y - heading)
        if count == 0 and flow.y > self.style.top + 5 * flow.step:
            return self._new_side(sides), rows
        count = max(count, 1)
        flow.y += 0.8
        self._labelled(flow, "1. Thành phần hồ sơ nộp gồm", "(tiếp theo):")
        flow.y = table.lay(flow.drawing, flow.left, flow.y + 0.4, rows[:count])
        rest = rows[count:]
        return (self._new_side(sides), rest) if rest else (flow, rest)

    def _lay_end(self, flow: Flow, sides: list[Drawing]) -> None:
        """Put the sum, two lines for initials and the note, all on one side."""
        note = Flow(Drawing(), flow.left, flow.room, 0.0, self.density.note)
        if self.with_note and self.stationery.notes:
            note.note("Ghi chú:", tuple(f"- {words}" for words in self.stationery.notes))
        if flow.y + _END_ROOM_STEPS * flow.step + note.y > self._bottom():
            flow = self._new_side(sides)
        papers = self.slip.papers
        originals, copies = sum(paper.originals for paper in papers), sum(paper.copies for paper in papers)
        flow.y += 0.8
        flow.line(f"Cộng: {len(papers)} giấy tờ, gồm {originals} bản chính và {copies} bản sao.", BOLD)
        flow.y += 1.2 * flow.step
        flow.pair(("Người nộp hồ sơ ký nháy:", ""), ("Người tiếp nhận ký nháy:", ""), 0.5)
        top = self._bottom() - note.y
        for text in note.drawing.texts:
            shift = flow.left - note.left
            flow.drawing.texts.append(text._replace(x=text.x + shift, y=text.y + top))

    def _lay_empty_back(self, flow: Flow) -> None:
        flow.y = self.style.height * 0.42
        flow.centred(_EMPTY_BACK, REGULAR, flow.size + 2)
