"""The files of regimes, official forms and office wording, each with the days it covers."""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

from cchc_desktop.catalogue import lines
from cchc_desktop.catalogue.lines import Faults, Line
from cchc_desktop.domain.forms import Form, FormPurpose, Forms, FormSet, OfficeWording, Regime, SupplementClock
from cchc_desktop.domain.paper_text import KEYS, PaperText, RefusalReason, allowed_placeholders, placeholders_in

_DECREES = ("code", "valid_from", "valid_to", "basis", "confidence", "note")
"""Columns of a folder for an older program: what it does not say is as the decrees of 2018 say it."""
_REGIMES = (
    *_DECREES, "supplement_clock", "supplement_notice_days", "supplement_closing_days", "apology_before_days",
)  # fmt: skip
_FORM_SETS = ("code", "name", "valid_from", "is_start_setting", "confidence", "note")
_FORMS = ("form_set", "purpose", "number", "title", "number_suffix")
_WORDING = ("valid_from", "valid_to", "key", "text")
_REASONS = ("code", "text", "basis", "valid_from", "valid_to")

_MANY_TEXTS = ("counterpart_names", "notes", "bring_lines")
"""As many texts as there are lines with the key, in order."""
WORDING_KEYS = (
    "committee", "centre",  # marked breaks (|) part them into lines
    "desk_label", "desk_name", "return_place", "hotline_label", "feedback_title",
    *_MANY_TEXTS,
)  # fmt: skip
_FORM_NUMBER = re.compile(r"\d\d", re.ASCII)
_SUFFIX = re.compile(r"[A-Z]{2,6}", re.ASCII)
_REASON_CODE = re.compile(r"[a-z][a-z_]{1,39}", re.ASCII)
_PLACEHOLDER = re.compile(r"\{[^}]*\}?|\}")

_Period = tuple[date, date | None]


def read_forms(folder: Path) -> Forms:
    """Return what ``folder`` says: regimes, form_sets, forms, wording, paper_texts and refusal_reasons.

    The first four cover every day. A folder for an older program lacks the last two, which is no fault.
    """
    faults = Faults()
    regimes = _regimes(folder / "regimes.csv", faults)
    form_sets = _form_sets(folder, faults)
    wordings = _wordings(folder / "wording.csv", faults)
    texts = _paper_texts(folder / "paper_texts.csv", faults)
    reasons = _refusal_reasons(folder / "refusal_reasons.csv", faults)
    faults.refuse_if_any()
    return Forms(regimes=regimes, form_sets=form_sets, wordings=wordings, paper_texts=texts, refusal_reasons=reasons)


def _regimes(path: Path, faults: Faults) -> tuple[Regime, ...]:
    found: dict[str, Regime] = {}
    older = _is_older(path)
    for line in lines.read(path, _DECREES if older else _REGIMES, faults):
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
        if not older:
            found[code] = dataclasses.replace(
                found[code],
                supplement_clock=line.word("supplement_clock", SupplementClock),
                supplement_notice_days=line.count("supplement_notice_days"),
                supplement_closing_days=line.count("supplement_closing_days"),
                apology_before_days=line.count("apology_before_days"),
            )
    periods = [(regime.valid_from, regime.valid_to) for regime in found.values() if regime.valid_from]
    _check_cover(path.name, [(begins, ends) for begins, ends in periods if begins], faults)
    return tuple(found.values())


def _is_older(path: Path) -> bool:
    """Return whether the file's header is that of an older program; one that cannot be read is refused elsewhere."""
    try:
        with path.open("rb") as file:
            return file.readline().decode("utf-8-sig").strip() == ",".join(_DECREES)
    except (OSError, UnicodeDecodeError):
        return False


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
        key, text = line.one_of("key", WORDING_KEYS), line.needed("text")
        if set(_PLACEHOLDER.findall(text)) - {"{unit}", "{UNIT}"}:
            line.refuse("text", "unknown_placeholder")
        texts = found.setdefault(period, {}).setdefault(key, [])
        if texts and key not in _MANY_TEXTS:
            line.refuse("key", "duplicate")
        texts.append(text)
    for texts_by_key in found.values():
        for key in sorted(set(WORDING_KEYS) - set(texts_by_key)):
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


def _paper_texts(path: Path, faults: Faults) -> tuple[PaperText, ...]:
    if not path.exists():
        return ()
    found: dict[str, list[PaperText]] = {}
    for line in lines.read(path, _WORDING, faults):
        begins, ends = line.period()
        key, text = line.one_of("key", KEYS), line.needed("text")
        placeholders = set(placeholders_in(text))
        if placeholders - set(allowed_placeholders(key)):
            line.refuse("text", "unknown_placeholder")
        if set(KEYS.get(key, ())) - placeholders:
            line.refuse("text", "placeholder_missing")
        texts = found.setdefault(key, [])
        if texts and (texts[-1].valid_to is None or begins <= texts[-1].valid_to):
            line.refuse("valid_from", "duplicate")
        texts.append(PaperText(valid_from=begins, valid_to=ends, key=key, text=text))
    for key in sorted(set(KEYS) - set(found)):
        faults.add(path.name, 0, key, "missing")
    return tuple(text for texts in found.values() for text in texts)


def _refusal_reasons(path: Path, faults: Faults) -> tuple[RefusalReason, ...]:
    if not path.exists():
        return ()
    found: list[RefusalReason] = []
    for line in lines.read(path, _REASONS, faults):
        begins, ends = line.period()
        line.needed("code")
        reason = RefusalReason(
            code=line.matching("code", _REASON_CODE, "wrong_code"),
            text=line.needed("text"),
            basis=line.needed("basis"),
            valid_from=begins,
            valid_to=ends,
        )
        if any(other.code == reason.code and _meet(other, reason) for other in found):
            line.refuse("code", "duplicate")
        found.append(reason)
    return tuple(found)


def _meet(one: RefusalReason, other: RefusalReason) -> bool:
    return one.in_force(other.valid_from) or other.in_force(one.valid_from)


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
