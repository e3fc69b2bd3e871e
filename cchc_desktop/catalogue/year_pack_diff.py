"""What changes between what a desk knows and what it would know: each difference as one value, worded in `sentences`.

There is no difference exactly where the same holds on every day.
"""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from operator import attrgetter
from typing import Any

from cchc_desktop.catalogue import dated_rows
from cchc_desktop.catalogue.year_pack_merging import Known
from cchc_desktop.domain.forms import Forms
from cchc_desktop.domain.procedure import Procedure, ProcedureCase, RequiredPaper
from cchc_desktop.domain.year_pack import CalendarYear
from cchc_desktop.settings import Settings

_TERM, _FEE = ("term_count", "term_unit"), ("fee_dong", "fee_basis")
_TOLD_TOGETHER = (*_TERM, *_FEE, "papers", "cases", "code", "valid_from", "valid_to")
_LISTS = {
    "holidays": "holiday",
    "days_off_in_lieu": "day_off_in_lieu",
    "extra_working_days": "extra_working_day",
}
NAMES = ("units", "superiors", "hotlines", "agency_codes", "mergers")
"""Settings that a pack changes: names and codes by date."""


class About(enum.StrEnum):
    """What a difference is about."""

    PROCEDURE = "procedure"
    FEE = "fee"
    TERM = "term"
    PROCEDURE_FIELD = "procedure_field"
    PAPER = "paper"
    PAPER_FIELD = "paper_field"
    CASE = "case"
    CASE_FIELD = "case_field"
    ORDER = "order"
    YEAR = "year"
    YEAR_FIELD = "year_field"
    DAY = "day"
    REGIME = "regime"
    REGIME_FIELD = "regime_field"
    FORM_SET = "form_set"
    FORM_SET_FIELD = "form_set_field"
    WORDING = "wording"
    PAPER_TEXT = "paper_text"
    REASON = "reason"
    REASON_FIELD = "reason_field"
    NAME = "name"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference; ``before`` or ``after`` is ``None`` where there was, or is, nothing."""

    about: About
    subject: str = ""
    """Of what: a procedure's name, a key, a code."""
    field: str = ""
    """Which part of it, by the field's name."""
    part: str = ""
    """Which paper, case or day of it."""
    before: Any = None
    after: Any = None
    since: date | None = None
    """From which day; ``None``: it has no day."""


def differences(before: Known, after: Known) -> tuple[Change, ...]:
    """Return what changes, procedures first, then the calendar, then the forms."""
    return (
        *_procedures(before.procedures, after.procedures),
        *_years(before.years, after.years),
        *_forms(before.forms, after.forms),
    )


def names_changed(before: Settings, after: Settings) -> tuple[Change, ...]:
    """Return what changes in the names and codes by date."""
    found = []
    for name in NAMES:
        old, new = getattr(before, name), getattr(after, name)
        for row in (*(row for row in new if row not in old), *(row for row in old if row not in new)):
            if name == "units" and not old and row == min(new) and before.unit_on(row[0]) == row[1:]:
                continue  # the name of before, put down with a day since there is another one now
            sides: dict[str, Any] = {"after": row[1:]} if row in new else {"before": row[1:]}
            found.append(Change(about=About.NAME, field=name, since=date.fromisoformat(row[0]), **sides))
    return tuple(found)


def _procedures(before: Iterable[Procedure], after: Iterable[Procedure]) -> Iterator[Change]:
    old, new = dated_rows.series(before, attrgetter("code")), dated_rows.series(after, attrgetter("code"))
    for turn in dated_rows.turns(old, new):
        if turn.before is None or turn.after is None:
            named = turn.after or turn.before
            yield Change(
                about=About.PROCEDURE,
                subject=_called(named),
                before=turn.before and turn.key,
                after=turn.after and turn.key,
                since=turn.since,
            )
        else:
            yield from _procedure(turn.before, turn.after, turn.since)
    if [code for code in old if code in new] != [code for code in new if code in old]:
        yield Change(about=About.ORDER)


def _called(procedure: Procedure | None) -> str:
    return (procedure.short_name or procedure.name) if procedure else ""


def _procedure(old: Procedure, new: Procedure, since: date) -> Iterator[Change]:
    subject = _called(new)
    for about, names in ((About.FEE, _FEE), (About.TERM, _TERM)):
        values = tuple(tuple(getattr(one, name) for name in names) for one in (old, new))
        if values[0] != values[1]:
            yield Change(about=about, subject=subject, before=values[0], after=values[1], since=since)
    for field in dataclasses.fields(Procedure):
        if field.name not in _TOLD_TOGETHER:
            yield from _field(About.PROCEDURE_FIELD, old, new, field.name, subject, since)
    yield from _parts(old, new, since)


def _parts(old: Procedure, new: Procedure, since: date) -> Iterator[Change]:
    """Tell papers and cases added, removed and changed."""
    papers: tuple[Mapping[str, RequiredPaper], ...] = tuple(
        {str(paper.seq): paper for paper in one.papers} for one in (old, new)
    )
    cases: tuple[Mapping[str, ProcedureCase], ...] = tuple(
        {case.case_code: case for case in one.cases} for one in (old, new)
    )
    for about, inner, (first, last), name in (
        (About.PAPER, About.PAPER_FIELD, papers, "name"),
        (About.CASE, About.CASE_FIELD, cases, "label"),
    ):
        for key in dict.fromkeys((*last, *first)):
            one, other = first.get(key), last.get(key)
            if one is None or other is None:
                sides: dict[str, Any] = {"before": one and getattr(one, name), "after": other and getattr(other, name)}
                yield Change(about=about, subject=_called(new), since=since, **sides)
                continue
            for field in dataclasses.fields(other):
                part = getattr(other, name)
                yield from _field(inner, one, other, field.name, _called(new), since, part)


def _field(
    about: About, old: Any, new: Any, name: str, subject: str, since: date | None, part: str = ""
) -> Iterator[Change]:
    before, after = getattr(old, name), getattr(new, name)
    if before != after:
        yield Change(
            about=about, subject=subject, field=name, part=part, before=before, after=after, since=since
        )  # fmt: skip


def _years(before: Iterable[CalendarYear], after: Iterable[CalendarYear]) -> Iterator[Change]:
    old, new = {year.year: year for year in before}, {year.year: year for year in after}
    for number in sorted({*old, *new}):
        one, other = old.get(number), new.get(number)
        subject = str(number)
        if one is None or other is None:
            yield Change(about=About.YEAR, subject=subject, before=one and subject, after=other and subject)
        for name, empty in (("complete", False), ("note", "")):
            values = [getattr(year, name) if year else empty for year in (one, other)]
            if values[0] != values[1]:
                yield Change(
                    about=About.YEAR_FIELD, subject=subject, field=name, before=values[0], after=values[1]
                )  # fmt: skip
        yield from _days(one, other)


def _days(one: CalendarYear | None, other: CalendarYear | None) -> Iterator[Change]:
    found: list[Change] = []
    for name, kind in _LISTS.items():
        old: Mapping[date, str] = getattr(one, name) if one else {}
        new: Mapping[date, str] = getattr(other, name) if other else {}
        for day in {*old, *new}:
            if old.get(day) != new.get(day):
                found.append(
                    Change(about=About.DAY, field=kind, before=old.get(day), after=new.get(day), since=day)
                )  # fmt: skip
    unsure = [set(year.to_confirm) if year else set() for year in (one, other)]
    for day in unsure[0] ^ unsure[1]:
        sides: dict[str, Any] = {"after": True} if day in unsure[1] else {"before": True}
        found.append(Change(about=About.DAY, field="to_confirm", since=day, **sides))
    yield from sorted(found, key=lambda change: (change.since or date.min, change.field))


def _forms(before: Forms, after: Forms) -> Iterator[Change]:
    yield from _regimes(before, after)
    old, new = ({form_set.code: form_set for form_set in forms.form_sets} for forms in (before, after))
    for code in dict.fromkeys((*new, *old)):
        one, other = old.get(code), new.get(code)
        if one is None or other is None:
            named = other or one
            if named is not None:
                yield Change(
                    about=About.FORM_SET,
                    subject=named.name,
                    before=one and code,
                    after=other and code,
                    since=named.valid_from,
                )
            continue
        for field in dataclasses.fields(other):
            yield from _field(About.FORM_SET_FIELD, one, other, field.name, other.name, None)
    yield from _wordings(before, after)
    texts = (dated_rows.series(forms.paper_texts, attrgetter("key")) for forms in (before, after))
    for text in dated_rows.turns(*texts):
        yield Change(
            about=About.PAPER_TEXT,
            subject=text.key,
            before=text.before and text.before.text,
            after=text.after and text.after.text,
            since=text.since,
        )
    reasons = (dated_rows.series(forms.refusal_reasons, attrgetter("code")) for forms in (before, after))
    yield from _of_rows(dated_rows.turns(*reasons), About.REASON, About.REASON_FIELD, "text")


def _regimes(before: Forms, after: Forms) -> Iterator[Change]:
    dated = (
        dated_rows.series((regime for regime in forms.regimes if regime.valid_from), attrgetter("code"))
        for forms in (before, after)
    )
    yield from _of_rows(dated_rows.turns(*dated), About.REGIME, About.REGIME_FIELD, "basis")
    old, new = (
        {regime.code: regime for regime in forms.regimes if regime.valid_from is None} for forms in (before, after)
    )
    for code in dict.fromkeys((*new, *old)):
        one, other = old.get(code), new.get(code)
        if one is None or other is None:
            sides: dict[str, Any] = {"before": one and one.basis, "after": other and other.basis}
            yield Change(about=About.REGIME, subject=code, **sides)
            continue
        for field in dataclasses.fields(other):
            yield from _field(About.REGIME_FIELD, one, other, field.name, code, None)


def _of_rows(turns: Iterable[dated_rows.Turn[Any]], about: About, inner: About, name: str) -> Iterator[Change]:
    for turn in turns:
        if turn.before is None or turn.after is None:
            sides: dict[str, Any] = {
                side: row and getattr(row, name) for side, row in (("before", turn.before), ("after", turn.after))
            }  # fmt: skip
            yield Change(about=about, subject=turn.key, since=turn.since, **sides)
            continue
        for field in dataclasses.fields(turn.after):
            if field.name not in ("valid_from", "valid_to"):
                yield from _field(inner, turn.before, turn.after, field.name, turn.key, turn.since)


def _wordings(before: Forms, after: Forms) -> Iterator[Change]:
    for turn in dated_rows.turns(*(dated_rows.series(forms.wordings, lambda _row: "") for forms in (before, after))):
        for field in dataclasses.fields(turn.after or turn.before):  # type: ignore[arg-type]
            if field.name in ("valid_from", "valid_to"):
                continue
            values = [_one_line(getattr(row, field.name)) if row else None for row in (turn.before, turn.after)]
            if values[0] != values[1]:
                yield Change(
                    about=About.WORDING, subject=field.name, before=values[0], after=values[1], since=turn.since
                )  # fmt: skip


def _one_line(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else " | ".join(value)
