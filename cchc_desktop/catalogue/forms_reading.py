"""The files of regimes, official forms and office wording, each with the days it covers."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

from cchc_desktop.catalogue import lines
from cchc_desktop.catalogue.lines import Faults, Line
from cchc_desktop.domain.forms import Form, FormPurpose, Forms, FormSet, OfficeWording, Regime

_REGIMES = ("code", "valid_from", "valid_to", "basis", "confidence", "note")
_FORM_SETS = ("code", "name", "valid_from", "is_start_setting", "confidence", "note")
_FORMS = ("form_set", "purpose", "number", "title", "number_suffix")
_WORDING = ("valid_from", "valid_to", "key", "text")

_MANY_TEXTS = ("counterpart_names", "notes", "bring_lines")
"""As many texts as there are lines with the key, in order."""
_KEYS = (
    "committee", "centre",  # marked breaks (|) part them into lines
    "desk_label", "desk_name", "return_place", "hotline_label", "feedback_title",
    *_MANY_TEXTS,
)  # fmt: skip
_FORM_NUMBER = re.compile(r"\d\d", re.ASCII)
_SUFFIX = re.compile(r"[A-Z]{2,6}", re.ASCII)
_PLACEHOLDER = re.compile(r"\{[^}]*\}?|\}")

_Period = tuple[date, date | None]


def read_forms(folder: Path) -> Forms:
    """Return what ``folder`` says (regimes, form_sets, forms and wording); each series covers every day."""
    faults = Faults()
    regimes = _regimes(folder / "regimes.csv", faults)
    form_sets = _form_sets(folder, faults)
    wordings = _wordings(folder / "wording.csv", faults)
    faults.refuse_if_any()
    return Forms(regimes=regimes, form_sets=form_sets, wordings=wordings)


def _regimes(path: Path, faults: Faults) -> tuple[Regime, ...]:
    found: dict[str, Regime] = {}
    for line in lines.read(path, _REGIMES, faults):
        begins, ends = line.period() if line.text("valid_from") or line.text("valid_to") else (None, None)
        code = line.needed("code")
        if code in found:
            line.refuse("code", "duplicate")
        found[code] = Regime(
            code=code,
            valid_from=begins,
            valid_to=ends,
            basis=line.needed("basis"),
            confidence=line.one_of("confidence", lines.CONFIDENCES),
            note=line.text("note"),
        )
    periods = [(regime.valid_from, regime.valid_to) for regime in found.values() if regime.valid_from]
    _check_cover(path.name, [(begins, ends) for begins, ends in periods if begins], faults)
    return tuple(found.values())


def _form_sets(folder: Path, faults: Faults) -> tuple[FormSet, ...]:
    rows: dict[str, Line] = {}
    for line in lines.read(folder / "form_sets.csv", _FORM_SETS, faults):
        code = line.needed("code")
        if code in rows:
            line.refuse("code", "duplicate")
        rows[code] = line
    forms = _forms(folder / "forms.csv", set(rows), faults)
    sets = tuple(_form_set(code, line, forms[code]) for code, line in rows.items())
    if not any(form_set.valid_from == date.min for form_set in sets):
        faults.add("form_sets.csv", 0, "valid_from", "days_not_covered")
    return sets


def _form_set(code: str, line: Line, forms: dict[FormPurpose, Form]) -> FormSet:
    line.needed("valid_from")
    if FormPurpose.APPOINTMENT_SLIP not in forms:
        line.refuse("code", "no_appointment_slip")
    return FormSet(
        code=code,
        name=line.needed("name"),
        valid_from=line.day("valid_from") or date.max,
        is_start_setting=line.flag("is_start_setting"),
        confidence=line.one_of("confidence", lines.CONFIDENCES),
        note=line.text("note"),
        forms=tuple(forms.values()),
    )


def _forms(path: Path, known: set[str], faults: Faults) -> dict[str, dict[FormPurpose, Form]]:
    found: dict[str, dict[FormPurpose, Form]] = defaultdict(dict)
    for line in lines.read(path, _FORMS, faults):
        form_set = line.needed("form_set")
        if form_set and known and form_set not in known:  # none known: their file's own fault says enough
            line.refuse("form_set", "unknown_form_set")
        line.needed("number")
        form = Form(
            purpose=line.word("purpose", FormPurpose),
            number=line.matching("number", _FORM_NUMBER, "wrong_number"),
            title=line.needed("title"),
            number_suffix=line.matching("number_suffix", _SUFFIX, "wrong_suffix"),
        )
        if line.is_whole and form.purpose in found[form_set]:
            line.refuse("purpose", "duplicate")
        if line.is_whole and any(form.number == other.number for other in found[form_set].values()):
            line.refuse("number", "duplicate")
        found[form_set].setdefault(form.purpose, form)
    return found


def _wordings(path: Path, faults: Faults) -> tuple[OfficeWording, ...]:
    found: dict[_Period, dict[str, list[str]]] = {}
    for line in lines.read(path, _WORDING, faults):
        period = line.period()
        key, text = line.one_of("key", _KEYS), line.needed("text")
        if set(_PLACEHOLDER.findall(text)) - {"{unit}", "{UNIT}"}:
            line.refuse("text", "unknown_placeholder")
        texts = found.setdefault(period, {}).setdefault(key, [])
        if texts and key not in _MANY_TEXTS:
            line.refuse("key", "duplicate")
        texts.append(text)
    for texts_by_key in found.values():
        for key in sorted(set(_KEYS) - set(texts_by_key)):
            faults.add(path.name, 0, key, "missing")
            texts_by_key[key] = [""]
    _check_cover(path.name, list(found), faults)
    return tuple(_wording(period, texts) for period, texts in found.items())


def _wording(period: _Period, texts: dict[str, list[str]]) -> OfficeWording:
    return OfficeWording(
        valid_from=period[0],
        valid_to=period[1],
        committee=_parts(texts["committee"][0]),
        centre=_parts(texts["centre"][0]),
        desk_label=texts["desk_label"][0],
        desk_name=texts["desk_name"][0],
        return_place=texts["return_place"][0],
        counterpart_names=tuple(texts["counterpart_names"]),
        notes=tuple(texts["notes"]),
        hotline_label=texts["hotline_label"][0],
        feedback_title=texts["feedback_title"][0],
        bring_lines=tuple(texts["bring_lines"]),
    )


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|"))


def _check_cover(file: str, periods: list[_Period], faults: Faults) -> None:
    """Refuse a series that leaves a day without a value or gives it two."""
    expected: date | None = date.min
    for begins, ends in periods:
        if begins != expected:
            faults.add(file, 0, "valid_from", "days_not_covered", begins.isoformat())
        expected = ends + timedelta(days=1) if ends and ends < date.max else None
    if expected is not None:
        faults.add(file, 0, "valid_to", "days_not_covered")
