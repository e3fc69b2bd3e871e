"""The file of questions of the evaluation slip, each set with the days it covers."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from cchc_desktop.catalogue import lines
from cchc_desktop.catalogue.lines import Faults, Line
from cchc_desktop.domain.evaluation import EvaluationSet

_FILE = "questions.csv"
_COLUMNS = ("valid_from", "valid_to", "number", "question", "scale")
_SCALE_WORDS = range(2, 6)
_LONGEST_QUESTION = 200
_LONGEST_WORD = 40

_Period = tuple[date, date | None]


def read_evaluation(folder: Path) -> tuple[EvaluationSet, ...]:
    """Return the sets of questions that ``folder`` holds, in order; together they cover every day once.

    Raises:
        CatalogueLineWrong: a line is faulty or a day has no set or two; nothing is taken.
    """
    faults = Faults()
    questions: dict[_Period, list[str]] = {}
    scales: dict[_Period, tuple[str, ...]] = {}
    for line in lines.read(folder / _FILE, _COLUMNS, faults):
        period = line.period()
        asked = questions.setdefault(period, [])
        if line.count("number", least=1) != len(asked) + 1:
            line.refuse("number", "not_consecutive")
        asked.append(line.needed("question", most=_LONGEST_QUESTION))
        words = _scale(line, is_first=len(asked) == 1)
        scales.setdefault(period, words)
    _check_cover(list(questions), faults)
    faults.refuse_if_any()
    return tuple(
        EvaluationSet(valid_from=begins, valid_to=ends, questions=tuple(asked), scale=scales[begins, ends])
        for (begins, ends), asked in questions.items()
    )


def _scale(line: Line, *, is_first: bool) -> tuple[str, ...]:
    """Return the words of the scale, which stand in a set's first line only."""
    if not is_first:
        if line.text("scale"):
            line.refuse("scale", "scale_not_first")
        return ()
    words = tuple(word.strip() for word in line.needed("scale").split("|"))
    if len(words) not in _SCALE_WORDS or not all(words) or len(set(words)) < len(words):
        line.refuse("scale", "wrong_scale")
    elif max(len(word) for word in words) > _LONGEST_WORD:
        line.refuse("scale", "too_long")
    return words


def _check_cover(periods: list[_Period], faults: Faults) -> None:
    """Refuse sets that leave a day without questions or give it two of them."""
    expected: date | None = date.min
    for begins, ends in periods:
        if begins != expected:
            faults.add(_FILE, 0, "valid_from", "days_not_covered", begins.isoformat())
        expected = ends + timedelta(days=1) if ends and ends < date.max else None
    if expected is not None:
        faults.add(_FILE, 0, "valid_to", "days_not_covered")
