"""Prose of several faces, broken and justified: what a paragraph of an official paper needs beyond plain text."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from cchc_desktop.documents.drawing import Drawing, Text
from cchc_desktop.documents.measure import BOLD, MM_PER_POINT, REGULAR, clean, width, wrapped
from cchc_desktop.domain.notice import Align, Span

_BLANK_MM = 32.0
"""A gap that is filled in by hand."""
_BETWEEN_DIGITS = re.compile(r"(?<=\d) (?=\d)")
_MOST_ALONE = 15.0
"""A last word so long in mm may stand alone on its line."""
_MOST_BOUND = 24
"""Signs of a number whose groups stay on one line."""
_HARD_SPACE = "\u00a0"
_MOST_STRETCH = 0.6
"""Spaces are widened by so much of the type's size at most: a wider line would have holes, so it stays ragged."""


@dataclasses.dataclass(frozen=True, slots=True)
class _Piece:
    words: str
    face: str
    wide: float
    """Millimetres; a piece without words is a gap of dots."""


_Word = tuple[_Piece, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One line: words of pieces, and whether it is the last of its paragraph."""

    words: tuple[_Word, ...]
    wide: float
    is_last: bool


def broken(spans: Sequence[Span], size: float, room: float, *, first: float = 0.0) -> list[Line]:
    """Break ``spans`` into lines of ``room`` mm, the first ``first`` mm shorter; a short last word is never alone."""
    words = [part for word in _words(spans, size) for part in _fitting(word, size, room - first)]
    words = _last_two_bound(words, size, room)
    lines: list[Line] = []
    line: list[_Word] = []
    used, space = first, width(" ", REGULAR, size)
    for word in words:
        wide = _wide(word)
        if line and used + space + wide > room:
            lines.append(Line(tuple(line), used, is_last=False))
            line, used = [], 0.0
        used += wide + (space if line else 0.0)
        line.append(word)
    if line:
        lines.append(Line(tuple(line), used, is_last=True))
    return lines


def lay(drawing: Drawing, line: Line, x: float, y: float, room: float, size: float, align: Align) -> None:
    """Put ``line`` with its baseline at ``y``; ``room`` is what it may fill from ``x`` on."""
    wide = sum(_wide(word) for word in line.words) + (len(line.words) - 1) * width(" ", REGULAR, size)
    stretch = 0.0
    if align is Align.CENTRE:
        x += (room - wide) / 2
    elif align is Align.JUSTIFIED and not line.is_last and len(line.words) > 1:
        stretch = (room - wide) / (len(line.words) - 1) / MM_PER_POINT
        stretch = round(stretch, 3) if stretch <= _MOST_STRETCH * size else 0.0
    gap = width(" ", REGULAR, size) + stretch * MM_PER_POINT
    run = Text(x, y, "", REGULAR, size, stretch)
    for place, word in enumerate(line.words):
        for piece in word:
            if piece.words and piece.face == run.face:
                run = run._replace(words=run.words + piece.words)
            else:
                _put(drawing, run)
                run = Text(x, y, piece.words, piece.face, size, stretch)
            if not piece.words:
                drawing.leaders.append((x + 0.6, y, x + piece.wide - 0.6))
                run = run._replace(x=x + piece.wide)
            x += piece.wide
        if place < len(line.words) - 1:
            run = run._replace(words=run.words + " ") if run.words else run._replace(x=run.x + gap)
            x += gap
    _put(drawing, run)


def _put(drawing: Drawing, run: Text) -> None:
    if run.words.strip():
        drawing.texts.append(run)


def _words(spans: Sequence[Span], size: float) -> list[_Word]:
    """Cut spans at their spaces; what touches without a space (a bold name and its comma) stays one word."""
    words: list[_Word] = []
    touches = False
    for span in spans:
        face = BOLD if span.bold else REGULAR
        if not span.words:
            blank = _Piece("", face, _BLANK_MM)
            words[-1:] = [(*words[-1], blank)] if touches and words else [*words[-1:], (blank,)]
            touches = True
            continue
        for place, part in enumerate(_bound_numbers(_one_spaced(span.words)).split(" ")):
            if place:
                touches = False
            if not part:
                continue
            piece = _Piece(part, face, width(part, face, size))
            words[-1:] = [(*words[-1], piece)] if touches and words else [*words[-1:], (piece,)]
            touches = True
        touches = touches and not span.words[-1].isspace()
    return words


def _one_spaced(words: str) -> str:
    """Return ``words`` cleaned, a space at either end kept: it parts this span from its neighbour."""
    before, after = words[0].isspace(), words[-1].isspace()
    return f"{' ' if before else ''}{clean(words)}{' ' if after else ''}"


def _bound_numbers(words: str) -> str:
    """Keep groups of digits together ("0258 3510 417"), unless somebody typed a wall of them."""
    bound = _BETWEEN_DIGITS.sub(_HARD_SPACE, words)
    longest = max((len(word) for word in bound.split(" ")), default=0)
    return bound if longest <= _MOST_BOUND else words


def _fitting(word: _Word, size: float, room: float) -> list[_Word]:
    """Cut a word that no line can hold."""
    if _wide(word) <= room:
        return [word]
    parts: list[_Word] = []
    for piece in word:
        if not piece.words:
            parts.append((piece,))
        for words in wrapped(piece.words, piece.face, size, room):
            parts.append((dataclasses.replace(piece, words=words, wide=width(words, piece.face, size)),))
    return parts


def _last_two_bound(words: list[_Word], size: float, room: float) -> list[_Word]:
    if len(words) < 3 or _wide(words[-1]) > _MOST_ALONE:
        return words
    last = words[-1][0]
    bound = dataclasses.replace(
        last, words=_HARD_SPACE + last.words, wide=last.wide + width(_HARD_SPACE, last.face, size)
    )
    joined = (*words[-2], bound, *words[-1][1:])
    if not last.words or _wide(joined) > room / 2:
        return words
    return [*words[:-2], joined]


def _wide(word: _Word) -> float:
    return sum(piece.wide for piece in word)
