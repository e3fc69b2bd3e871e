"""Why a search found a dossier although the row shows nothing of what was typed: it was filed by somebody else."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from cchc_desktop.text import digits, fold, mask_number, words

if TYPE_CHECKING:
    from cchc_desktop.services.workplace import DossierLine
    from ui.widgets.delegates import ListRow

say = QCoreApplication.translate

Personal = Callable[[str], Mapping[str, str]]
"""The personal texts of a dossier by its code; asked only for a row that does not explain itself."""


def explained(row: ListRow, line: DossierLine, typed: str, personal: Personal) -> ListRow:
    """Return the row, with the submitter or the representative in it where not the applicant is who was typed."""
    left = [part for part in _parts(typed) if not _fits(part, (line.name, line.code), (line.personal_id, line.phone))]
    why = _other_person(left, personal(line.code)) if left else ""
    if not why:
        return row
    return dataclasses.replace(row, lines=(*row.lines[:-1], "  ·  ".join((why, *row.lines[-1:]))))


def _parts(typed: str) -> list[str]:
    """Return the words that were typed; a number typed in groups is one."""
    parts, whole = words(typed), digits(typed)
    return [whole] if len(whole) >= _A_NUMBER and "".join(parts) == whole else parts


def _other_person(parts: Sequence[str], personal: Mapping[str, str]) -> str:
    """Return "người nộp Trần Văn Hai 056••••••456" where that is who answers one of ``parts``."""
    name, phone = personal.get("submitter.name", ""), personal.get("submitter.phone", "")
    number = personal.get("submitter.personal_id", "")
    if name and any(_fits(part, (name,), (number, phone)) for part in parts):
        is_phone = any(_fits(part, (), (phone,)) for part in parts)
        return say("FoundBy", "người nộp {}").format(f"{name} {phone if is_phone else mask_number(number)}".strip())
    for who in ("applicant", "submitter"):
        name = personal.get(f"{who}.representative", "")
        if name and any(_fits(part, (name,), ()) for part in parts):
            return say("FoundBy", "đại diện {}").format(name)
    return ""


def _fits(part: str, texts: Sequence[str], numbers: Sequence[str]) -> bool:
    """Return whether a typed word begins a word, or begins or ends a number, as the search takes it."""
    if any(word.startswith(part) for text in texts for word in words(text)):
        return True
    known = [fold(number).replace(" ", "") for number in numbers if number]
    ends = len(part) >= _AN_END and part.isdigit()
    return any(number.startswith(part) or (ends and number.endswith(part)) for number in known)


_A_NUMBER, _AN_END = 7, 3
"""How many digits are taken for a whole number, and for the end of one."""
