"""Text that flows down one column: fields with their labels, leaders for empty ones, justified notes."""

from __future__ import annotations

import dataclasses

from cchc_desktop.documents.drawing import Drawing, Text
from cchc_desktop.documents.measure import BOLD, MM_PER_POINT, REGULAR, STEP, clean, justified, width, wrapped

_BASELINE = 0.76
"""Where in its step a line's baseline stands."""


@dataclasses.dataclass(slots=True)
class Flow:
    """A column that is being filled: ``y`` is the lower edge of what stands already, in mm."""

    drawing: Drawing
    left: float
    room: float
    y: float
    size: float
    """Type of the body in points."""
    gap: float = 0.0
    """Millimetres after each field."""

    @property
    def step(self) -> float:
        """Height of one line of the body."""
        return self.size * STEP

    def line(self, words: str, face: str = REGULAR, size: float = 0.0, *, x: float = 0.0) -> None:
        """Put one line that is known to fit."""
        size = size or self.size
        self.drawing.text(self.left + x, self.y + size * STEP * _BASELINE, words, face, size)
        self.y += size * STEP

    def centred(self, words: str, face: str, size: float) -> None:
        """Put one centred line, in smaller type where it would not fit."""
        words = clean(words)
        room = width(words, face, size)
        fitted = size if room <= self.room else size * self.room / room
        self.drawing.centred(self.left + self.room / 2, self.y + size * STEP * _BASELINE, words, face, fitted)
        self.y += size * STEP

    def field(self, label: str, value: str, *, bold: bool = False) -> None:
        """Put a label and its value, which runs on over as many lines as it needs; dots where it is empty."""
        self.y = max(self._part(label, value, bold, 0.0, self.room), self.y) + self.gap

    def pair(self, first: tuple[str, str], second: tuple[str, str], share: float) -> None:
        """Put two fields on one line, the second at ``share`` of the width; on two lines where they do not fit."""
        place = self.room * share
        if not self._fits(*first, place - 2) or not self._fits(*second, self.room - place):
            self.field(*first)
            self.field(*second)
            return
        end = self._part(*first, False, 0.0, place - 2)
        self._part(*second, False, place, self.room - place)
        self.y = end + self.gap

    def numbered(self, lines: tuple[str, ...], hang: float) -> None:
        """Put each of ``lines`` with its number in a column of ``hang`` mm."""
        for number, words in enumerate(lines, start=1):
            self.drawing.text(self.left, self.y + self.step * _BASELINE, f"{number}.", REGULAR, self.size)
            self.paragraph(words, x=hang)

    def paragraph(self, words: str, face: str = REGULAR, *, x: float = 0.0) -> None:
        """Put ragged prose."""
        for line in wrapped(words, face, self.size, self.room - x):
            self.line(line, face, x=x)

    def note(self, label: str, paragraphs: tuple[str, ...]) -> None:
        """Put justified paragraphs, the bold ``label`` running in before the first."""
        first = 0.0
        if label:
            self.drawing.text(self.left, self.y + self.step * _BASELINE, label, BOLD, self.size)
            first = width(f"{label} ", BOLD, self.size)
        for words in paragraphs:
            self._justified(words, first)
            first = 0.0
        if not paragraphs:
            self.y += self.step

    def _justified(self, words: str, first: float) -> None:
        lines = justified(words, REGULAR, self.size, self.room, first=first)
        for number, line in enumerate(lines):
            start = first if number == 0 else 0.0
            slack = self.room - start - width(line, REGULAR, self.size)
            spaces = line.count(" ")
            stretch = slack / spaces / MM_PER_POINT if spaces and number < len(lines) - 1 else 0.0
            baseline = self.y + self.step * _BASELINE
            self.drawing.texts.append(Text(self.left + start, baseline, line, REGULAR, self.size, round(stretch, 3)))
            self.y += self.step

    def _fits(self, label: str, value: str, room: float) -> bool:
        return width(f"{label} {clean(value)}", REGULAR, self.size) <= room

    def _part(self, label: str, value: str, bold: bool, x: float, room: float) -> float:
        """Put one field in a part of the column; return the lower edge."""
        face = BOLD if bold else REGULAR
        start = self.left + x
        baseline = self.y + self.step * _BASELINE
        self.drawing.text(start, baseline, label, REGULAR, self.size)
        taken = width(f"{label} ", REGULAR, self.size)
        lines = wrapped(value, face, self.size, room, first=taken)
        if not lines:
            self.drawing.leaders.append((start + taken + 0.4, baseline, start + room))
            return self.y + self.step
        for number, line in enumerate(lines):
            if line:
                self.drawing.texts.append(
                    Text(start + (taken if number == 0 else 0.0), baseline + number * self.step, line, face, self.size)
                )
        return self.y + len(lines) * self.step
