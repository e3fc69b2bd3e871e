"""Every fixed text of a paper on one day of receipt: the law's words of that day, the ward's own in their place.

What a ward changed is a setting, ``(valid from, key, text)``: of a key the latest that has begun holds, whatever the
shipped text of that day is. Where a pack of an older program lacks a text, the one that came with the program stands
in, and where even that is missing, nothing is printed for it: no paper fails for want of a sentence.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping
from datetime import date
from typing import Any

from cchc_desktop.domain.forms import Forms, OfficeWording
from cchc_desktop.domain.notice import Span
from cchc_desktop.domain.paper_text import (
    KEYS,
    PLACEHOLDER,
    UNIT_PLACEHOLDERS,
    PaperText,
    RefusalReason,
    allowed_placeholders,
    placeholders_in,
)
from cchc_desktop.domain.problems import Problem
from cchc_desktop.services import paper_text_labels
from cchc_desktop.settings import Settings
from cchc_desktop.text import has_unprintable, has_wrong_encoding

_BOLD = ("code", "officer", "phone")
"""What stands out in prose."""
_MANY_LINES = ("counterpart_names", "notes", "bring_lines")
_LETTERHEAD = ("committee", "centre")
_BREAK = "|"
WORDING_KEYS = tuple(
    field.name for field in dataclasses.fields(OfficeWording) if field.name not in ("valid_from", "valid_to")
)
"""Texts of the slip and the letterhead; the other keys are `domain.paper_text.KEYS`."""

_SHORT, _SHORT_MOST = 60, 120
_LONG_MOST = 800
_MOST_LINES = 12

Unit = tuple[str, str]
"""(kind, name) of a unit: ("phường", "Phước Hòa")."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class EditableText:
    """One text as the editor shows it; lines of a text are parted by newlines, breaks of a name by ``|``."""

    key: str
    label: str
    shipped: str
    current: str
    placeholders: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PaperTexts:
    """The texts of one day of receipt, for one unit."""

    unit: str
    """"phường Phước Hòa"."""
    place: str
    """"Phước Hòa"."""
    wording: OfficeWording
    texts: Mapping[str, str]
    person: str = ""
    """How the addressee is called: Ông, Bà …"""

    @classmethod
    def of(cls, day: date, forms: Forms, settings: Settings, unit: Unit | None = None) -> PaperTexts:
        """Return the texts of a day of receipt, the ward's own in the place of the shipped ones.

        ``unit`` is (kind, name) where it is called otherwise on the day of the paper.
        """
        kind, name = unit or settings.unit_on(day.isoformat())
        own = {key: text for key, text in _own(day, settings).items() if key in KEYS}
        return cls(
            unit=f"{kind} {name}",
            place=name,
            wording=wording_of(day, forms, settings, (kind, name)),
            texts={**_shipped_texts(day, forms), **own},
        )

    def addressing(self, person_key: str) -> PaperTexts:
        """Return the texts addressed to the one whom a key calls (``person_male``, ``person_female`` and others)."""
        return dataclasses.replace(self, person=self.text(person_key))

    @property
    def committee(self) -> str:
        """Return "Ủy ban nhân dân phường Phước Hòa"."""
        return _filled(self.texts.get("committee_name", ""), self._unit_values())

    @property
    def desk(self) -> str:
        """Return the desk with its unit, as a sentence names it."""
        return f"{self.wording.desk_label} {self.wording.desk_name}"

    def text(self, key: str, **facts: str) -> str:
        """Return the text of ``key``, filled in; empty where there is none on this day."""
        return _filled(self.texts.get(key, ""), self._values(facts))

    def spans(self, key: str, **facts: str) -> tuple[Span, ...]:
        """Return the text of ``key`` as prose: names and codes bold, an empty fact as a gap to be filled in by hand."""
        values = self._values(facts)
        template = self.texts.get(key, "")
        spans: list[Span] = []
        end = 0
        for found in PLACEHOLDER.finditer(template):
            name = found.group(1) or ""
            if found.start() > end:
                spans.append(Span(template[end : found.start()]))
            spans.append(Span(values.get(name, ""), bold=name in _BOLD))
            end = found.end()
        return (*spans, Span(template[end:])) if end < len(template) else tuple(spans)

    def _values(self, facts: Mapping[str, str]) -> dict[str, str]:
        return {
            **self._unit_values(),
            "person": self.person or self.texts.get("person_unknown", ""),
            "desk": self.desk,
            "committee": self.committee,
            **facts,
        }

    def _unit_values(self) -> dict[str, str]:
        return {"unit": self.unit, "UNIT": self.unit.upper()}


def wording_of(day: date, forms: Forms, settings: Settings, unit: Unit | None = None) -> OfficeWording:
    """Return letterhead and slip texts of a day of receipt, the ward's own in place of the shipped ones, filled in."""
    kind, name = unit or settings.unit_on(day.isoformat())
    own = {key: text for key, text in _own(day, settings).items() if key in WORDING_KEYS}
    changes: dict[str, Any] = {key: _kept_as(key, text) for key, text in own.items()}
    return dataclasses.replace(forms.bare_wording_on(day), **changes).for_unit(kind, name)


def refusal_reasons(day: date, forms: Forms) -> tuple[RefusalReason, ...]:
    """Return the reasons of refusal of a day of receipt; of a pack without any, those that came with the program."""
    reasons = forms.refusal_reasons or _shipped_with_the_program()[1]
    return tuple(reason for reason in reasons if reason.in_force(day))


def editable(day: date, forms: Forms, settings: Settings) -> list[EditableText]:
    """Return every text that a ward may change as it stands on a day of receipt, in the order of the papers."""
    own = _own(day, settings)
    bare = forms.bare_wording_on(day)
    shipped = {key: _shown_as(key, getattr(bare, key)) for key in WORDING_KEYS} | _shipped_texts(day, forms)
    return [
        EditableText(
            key=key,
            label=paper_text_labels.LABELS.get(key, key),
            shipped=shipped[key],
            current=own.get(key, shipped[key]),
            placeholders=_placeholders(key),
        )
        for key in (*WORDING_KEYS, *KEYS)
        if key in shipped
    ]


def faults(key: str, text: str) -> tuple[Problem, ...]:
    """Return what is wrong with a ward's own text: empty, wrong encoding, too long, a placeholder unknown or missing.

    ``too_many_lines`` and ``too_long`` carry what is allowed as ``number``.
    """
    if not text.strip():
        return (_problem(key, "missing"),)
    if has_wrong_encoding(text) or has_unprintable(text):
        return (_problem(key, "wrong_encoding"),)
    found = []
    lines = text.splitlines()
    most_lines = _MOST_LINES if key in _MANY_LINES else 1
    if len(lines) > most_lines:
        found.append(_problem(key, "too_many_lines", most_lines))
    most = _SHORT_MOST if key in _short_keys() else _LONG_MOST
    if max(len(line) for line in lines) > most:
        found.append(_problem(key, "too_long", most))
    used = set(placeholders_in(text))
    if used - set(_placeholders(key)):
        found.append(_problem(key, "unknown_placeholder"))
    if set(KEYS.get(key, ())) - used:
        found.append(_problem(key, "placeholder_missing"))
    return tuple(found)


def _problem(key: str, cause: str, number: int | None = None) -> Problem:
    return Problem(f"paper_texts.{key}", cause, number=number)


def _placeholders(key: str) -> tuple[str, ...]:
    if key == "counterpart_names":
        return ()
    return UNIT_PLACEHOLDERS if key in WORDING_KEYS else allowed_placeholders(key)


@functools.cache
def _short_keys() -> frozenset[str]:
    """Return the keys of labels and names: what is short as shipped stays short."""
    longest: dict[str, int] = {}
    for text in _shipped_with_the_program()[0]:
        longest[text.key] = max(longest.get(text.key, 0), len(text.text))
    return frozenset(key for key, length in longest.items() if length <= _SHORT) | set(WORDING_KEYS) - {
        "notes",
        "bring_lines",
        "return_place",
    }


def _own(day: date, settings: Settings) -> dict[str, str]:
    """Return the ward's own texts on a day; of those that begin on one day, the one that was written last."""
    begun = [text for text in settings.paper_texts if text[0] <= day.isoformat()]
    return {key: text for _from, key, text in sorted(begun, key=lambda own: own[0])}


def _shipped_texts(day: date, forms: Forms) -> dict[str, str]:
    texts = forms.paper_texts_on(day)
    known = {text.key for text in forms.paper_texts}
    if set(KEYS) <= known:
        return texts
    spare = {text.key: text.text for text in _shipped_with_the_program()[0] if text.in_force(day)}
    return {**{key: text for key, text in spare.items() if key not in known}, **texts}


@functools.cache
def _shipped_with_the_program() -> tuple[tuple[PaperText, ...], tuple[RefusalReason, ...]]:
    """Return what lies in the program's own folder; nothing where that is damaged."""
    # Only a pack of an older program needs them, so a start does not read them.
    from cchc_desktop.catalogue.forms_reading import read_forms
    from cchc_desktop.errors import ResourceError
    from cchc_desktop.paths import resources

    try:
        forms = read_forms(resources() / "forms")
    except ResourceError:
        return (), ()
    return forms.paper_texts, forms.refusal_reasons


def _kept_as(key: str, text: str) -> str | tuple[str, ...]:
    if key in _LETTERHEAD:
        return tuple(part.strip() for part in text.split(_BREAK))
    return tuple(text.splitlines()) if key in _MANY_LINES else text


def _shown_as(key: str, value: str | tuple[str, ...]) -> str:
    if isinstance(value, str):
        return value
    return (_BREAK if key in _LETTERHEAD else "\n").join(value)


def _filled(template: str, values: Mapping[str, str]) -> str:
    """Fill in what is known; a brace that means nothing stays as it was typed."""
    return PLACEHOLDER.sub(lambda found: values.get(found.group(1) or "", found.group(0)), template)
