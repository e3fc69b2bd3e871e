"""Measured text: widths in millimetres and lines broken by them. Nothing on a paper is set by guess."""

from __future__ import annotations

import functools
import unicodedata

from reportlab.pdfbase import pdfmetrics

from cchc_desktop.documents import fonts

# The names of the faces are used together with the measures everywhere.
REGULAR, BOLD, ITALIC, BOLD_ITALIC = fonts.REGULAR, fonts.BOLD, fonts.ITALIC, fonts.BOLD_ITALIC

MM_PER_POINT = 25.4 / 72
STEP = 0.42
"""Millimetres from line to line for each point of type."""

_NARROWING_MM = 2.0
_NARROWINGS = 7
_GOOD_BREAKS = "-/@._,;"
_NUMBER_SIGNS = 12
"""Groups of digits are kept on one line until they have so many signs."""


def clean(text: str) -> str:
    """Return ``text`` as it may be drawn: NFC, single spaces, without signs that have no form."""
    if not text.isprintable():
        text = "".join(sign if sign.isprintable() else " " if sign.isspace() else "" for sign in text)
    text = " ".join(text.split())
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def width(text: str, face: str, size: float) -> float:
    """Return the width of ``text`` in millimetres at ``size`` points."""
    return _ems(text, face) * size * MM_PER_POINT


def size_that_fits(text: str, face: str, size: float, room: float, least: float = 7.0) -> float:
    """Return ``size``, or the smaller size (not under ``least`` points) at which ``text`` fits in ``room`` mm."""
    wide = width(text, face, size)
    return size if wide <= room else max(least, size * room / wide)


def shortened(text: str, signs: int) -> str:
    """Return ``text``, where it is longer than ``signs`` cut with an ellipsis, after a whole word if one ends near."""
    text = clean(text)
    if len(text) <= signs:
        return text
    space = text.rfind(" ", 0, signs)
    end = space if space >= signs * 2 // 3 else signs - 1
    return text[:end].rstrip(" ,;") + "…"


def wrapped(text: str, face: str, size: float, room: float, *, first: float = 0.0) -> list[str]:
    """Break ``text`` into lines of at most ``room`` millimetres.

    A last line of one single word is avoided by narrowing all lines a little, where that costs no line.

    Args:
        text: one paragraph.
        face: a name of `fonts`.
        size: in points.
        room: width of the column in mm.
        first: what stands already on the first line (a label), in mm.

    Returns:
        The lines; the first may be empty where nothing fits beside the label. No text gives no line.
    """
    words = _numbers_together(clean(text).split(" "))
    if words == [""]:
        return []
    scale = size * MM_PER_POINT
    lines = _broken(words, face, room / scale, first / scale)
    if len(lines) < 2 or " " in lines[-1]:
        return lines
    for step in range(1, _NARROWINGS + 1):
        narrow = _broken(words, face, (room - step * _NARROWING_MM) / scale, first / scale)
        if len(narrow) > len(lines):
            return lines
        if " " in narrow[-1]:
            return narrow
    return lines


def justified(text: str, face: str, size: float, room: float, *, first: float = 0.0) -> list[str]:
    """Break ``text`` for justified setting: its last two words stay together. Arguments as in `wrapped`."""
    words = clean(text).split(" ")
    if words == [""]:
        return []
    scale = size * MM_PER_POINT
    if len(words) > 2 and _ems(f"{words[-2]} {words[-1]}", face) <= room / scale:
        words[-2:] = [f"{words[-2]} {words[-1]}"]
    return _broken(words, face, room / scale, first / scale)


def _numbers_together(words: list[str]) -> list[str]:
    """Join groups of digits that follow each other, so that no line parts a telephone number: "0258 3510 417"."""
    joined: list[str] = []
    for word in words:
        if joined and word[:1].isdigit() and joined[-1].replace(" ", "").isdigit() and len(joined[-1]) < _NUMBER_SIGNS:
            joined[-1] += f" {word}"
        else:
            joined.append(word)
    return joined


def _broken(words: list[str], face: str, room: float, first: float) -> list[str]:
    """Break greedily; ``room`` and ``first`` in ems."""
    space = _ems(" ", face)
    lines: list[str] = []
    line: list[str] = []
    used = first
    for word in words:
        wide = _ems(word, face)
        if used + (space if line else 0) + wide <= room:
            used += wide + (space if line else 0)
            line.append(word)
            continue
        if line or (first and not lines):
            lines.append(" ".join(line))
        *whole, rest = _pieces(word, wide, face, room)
        lines.extend(whole)
        line, used = [rest], _ems(rest, face)
    lines.append(" ".join(line))
    return lines


def _pieces(word: str, wide: float, face: str, room: float) -> list[str]:
    """Cut a word that no line can hold, after a sign of `_GOOD_BREAKS` where one is near the end."""
    pieces = []
    while wide > room and len(word) > 1:
        end, used = 0, 0.0
        while end < len(word) and used + _ems(word[end], face) <= room:
            used += _ems(word[end], face)
            end += 1
        end = max(end, 1)
        good = max(word.rfind(sign, end * 2 // 3, end) for sign in _GOOD_BREAKS) + 1
        end = good or end
        pieces.append(word[:end])
        word = word[end:]
        wide = _ems(word, face)
    return [*pieces, word]


@functools.lru_cache(maxsize=4096)
def _ems(text: str, face: str) -> float:
    """Return the width of ``text`` in ems; one em is the type's size."""
    font = pdfmetrics.getFont(face).face
    known, other = font.charWidths, font.defaultWidth
    return float(sum(known.get(ord(sign), other) for sign in text)) / 1000
