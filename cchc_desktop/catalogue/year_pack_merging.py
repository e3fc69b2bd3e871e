"""A year-pack laid over what the desk knows: from its first day on the pack holds, earlier days stay as they were."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from operator import attrgetter

from cchc_desktop.catalogue import dated_rows
from cchc_desktop.domain.forms import Forms, FormSet, OfficeWording, Regime
from cchc_desktop.domain.procedure import Catalogue, Procedure
from cchc_desktop.domain.year_pack import CalendarYear
from cchc_desktop.errors import YearPackRefused

_DAY = timedelta(days=1)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a desk knows by heart, whichever pack brought it."""

    procedures: tuple[Procedure, ...]
    years: tuple[CalendarYear, ...]
    forms: Forms


def merged_procedures(
    old: Iterable[Procedure], new: Iterable[Procedure], since: date
) -> tuple[Procedure, ...]:  # fmt: skip
    """Return every version of every procedure: up to the day before ``since`` as it was, then as the pack says.

    A procedure of the pack that begins later than ``since`` leaves the old version in force until then; one that the
    pack has not ends.
    """
    before = dated_rows.series(old, attrgetter("code"))
    given = dated_rows.series(new, attrgetter("code"))
    after = {
        code: (
            *dated_rows.until(dated_rows.beginning(before.get(code, ()), since), rows[0].valid_from - _DAY),
            *rows,
        )
        if rows[0].valid_from > since
        else rows
        for code, rows in given.items()
    }
    found = dated_rows.put_together(before, after, since)
    return tuple(procedure for rows in found.values() for procedure in rows)


def merged_catalogue(old: Catalogue, new: Catalogue, since: date, number: int) -> Catalogue:
    """Return the catalogue that the desk goes on with; see `merged_procedures`."""
    return Catalogue.of(f"{new.version}-nam{number}", merged_procedures(old, new, since))


def merged_years(
    old: Iterable[CalendarYear], new: Iterable[CalendarYear], since: date
) -> tuple[CalendarYear, ...]:  # fmt: skip
    """Return the years; of one that was complete before, the days before ``since`` stay as they were."""
    found = {year.year: year for year in old}
    for year in new:
        before = found.get(year.year)
        if before is None or not before.complete:
            found[year.year] = year
        elif date(year.year, 12, 31) >= since:
            found[year.year] = _year_from(before, year, since)
    return tuple(found[number] for number in sorted(found))


def _year_from(before: CalendarYear, after: CalendarYear, since: date) -> CalendarYear:
    def days(name: str) -> Mapping[date, str]:
        old: Mapping[date, str] = getattr(before, name)
        new: Mapping[date, str] = getattr(after, name)
        kept = {day: text for day, text in old.items() if day < since}
        return dict(sorted((kept | {day: text for day, text in new.items() if day >= since}).items()))

    to_confirm = {day for day in before.to_confirm if day < since} | {day for day in after.to_confirm if day >= since}
    return dataclasses.replace(
        after,
        holidays=days("holidays"),
        days_off_in_lieu=days("days_off_in_lieu"),
        extra_working_days=days("extra_working_days"),
        to_confirm=tuple(sorted(to_confirm)),
    )


def merged_forms(old: Forms, new: Forms, since: date) -> Forms:
    """Return regimes, forms and wording: up to the day before ``since`` as they were, then as the pack says.

    Raises:
        YearPackRefused: A regime or a set of forms bears a code that dossiers know with another content: it would
            change what they were received under (``code``).
    """
    return Forms(
        regimes=_regimes(old, new, since),
        form_sets=_form_sets(old, new, since),
        wordings=_rows(
            dated_rows.put_together(_by_nothing(old.wordings), _by_nothing(new.wordings), since)
        ),
        paper_texts=_rows(
            dated_rows.put_together(
                dated_rows.series(old.paper_texts, attrgetter("key")),
                dated_rows.series(new.paper_texts, attrgetter("key")),
                since,
            )
        ),
        refusal_reasons=_rows(
            dated_rows.put_together(
                dated_rows.series(old.refusal_reasons, attrgetter("code")),
                dated_rows.series(new.refusal_reasons, attrgetter("code")),
                since,
            )
        ),
    )  # fmt: skip


def _by_nothing(wordings: Iterable[OfficeWording]) -> dated_rows.Series[OfficeWording]:
    return dated_rows.series(wordings, lambda _wording: "")


def _rows(found: dated_rows.Series[dated_rows.Row]) -> tuple[dated_rows.Row, ...]:
    return tuple(row for rows in found.values() for row in rows)


def _regimes(old: Forms, new: Forms, since: date) -> tuple[Regime, ...]:
    law = {regime.code: _law(regime) for regime in old.regimes}
    # What was read anew about a regime (how sure its day is) changes no dossier: the newer words hold for all its days.
    remarks = {regime.code: (regime.confidence, regime.note) for regime in new.regimes}
    for regime in new.regimes:
        if law.get(regime.code, _law(regime)) != _law(regime):
            raise YearPackRefused(cause="changed_regime", code=regime.code)

    def dated(regimes: Iterable[Regime]) -> dated_rows.Series[Regime]:
        told = [
            dataclasses.replace(regime, confidence=remarks[regime.code][0], note=remarks[regime.code][1])
            if regime.code in remarks
            else regime
            for regime in regimes
            if regime.valid_from
        ]
        return dated_rows.series(told, attrgetter("code"))

    rows = _rows(dated_rows.put_together(dated(old.regimes), dated(new.regimes), since))
    known = {regime.code for regime in rows}
    undated = {
        regime.code: regime
        for regime in (*old.regimes, *new.regimes)
        if regime.valid_from is None and regime.code not in known
    }
    return (*sorted(rows, key=lambda regime: regime.valid_from or date.min), *undated.values())


def _law(regime: Regime) -> tuple[object, ...]:
    return (
        regime.basis,
        regime.supplement_clock,
        regime.supplement_notice_days,
        regime.supplement_closing_days,
        regime.apology_before_days,
    )


def _form_sets(old: Forms, new: Forms, since: date) -> tuple[FormSet, ...]:
    known = {form_set.code: form_set for form_set in old.form_sets}
    added = []
    for form_set in new.form_sets:
        before = known.get(form_set.code)
        if before is not None and (before.name, before.forms) != (form_set.name, form_set.forms):
            raise YearPackRefused(cause="changed_form_set", code=form_set.code)
        if before is None:
            # The unit's setting moves one set only, that of the circular of 2025.
            begins = max(form_set.valid_from, since)
            added.append(dataclasses.replace(form_set, valid_from=begins, is_start_setting=False))
    return (*old.form_sets, *added)
