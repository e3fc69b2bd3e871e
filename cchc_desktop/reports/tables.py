"""Tables of figures as values, put together from counted rows: the same at a desk and at the city."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from cchc_desktop.domain.report import FIGURES, Ratio, ResultsRow, SavedRow, Source
from cchc_desktop.rules import ratios

RESULTS_BY = ("service_field", "procedure_code", "procedure_name")
"""Columns of a dossier by which the 06a table is grouped."""
RATIO_FIGURES: Mapping[str, tuple[str, str]] = {
    "late": ("resolved_late", "resolved"),
    "on_time": ("resolved_in_time", "resolved"),
    "online": ("online_of_online_procedures", "of_online_procedures"),
    "online_payment": ("paid_online", "with_fee"),
    "post_return": ("returned_by_post", "resolved"),
    "digitised_input": ("scanned_papers", "received_in_period"),
    "digitised_result": ("scanned_results", "resolved"),
    "e_certified": ("e_certified", "copy_certifications"),
    "same_day": ("no_slip", "resolved"),
    "satisfaction": ("evaluations_satisfied", "evaluations"),
}
"""The figures that a ratio divides, the part first: each opens its list, but for those that are typed in."""
OF_DAY: Mapping[str, Callable[[date], str]] = {
    "day": lambda day: day.isoformat(),
    "week": lambda day: day.strftime("%G-W%V"),
    "month": lambda day: f"{day:%Y-%m}",
}
"""Names of a day's row, of its week's and of its calendar month's."""


def summed(rows: Iterable[Sequence[int]]) -> dict[str, int]:
    """Return the sum of rows of `FIGURES`, by name."""
    total = dict.fromkeys(FIGURES, 0)
    for row in rows:
        for name, value in zip(FIGURES, row, strict=True):
            total[name] += value
    return total


def results_rows(found: Sequence[tuple[Any, ...]]) -> Iterable[ResultsRow]:
    """Yield each field, followed by its procedures; a procedure whose name changed is one row under its last name.

    One that moved to another field stands under both, and its row says of which.
    """
    fields: dict[str, dict[str, list[tuple[Any, ...]]]] = {}
    for row in found:
        fields.setdefault(row[0], {}).setdefault(row[1], []).append(row)
    times = Counter(code for procedures in fields.values() for code in procedures)
    for field, procedures in fields.items():
        rows = [row for of_one in procedures.values() for row in of_one]
        yield ResultsRow(
            row=f"field:{field}", code="", label=field, figures=summed(row[3:] for row in rows), is_field=True
        )
        for code, of_one in procedures.items():
            row_of = f"procedure:{code}|{field}" if times[code] > 1 else f"procedure:{code}"
            yield ResultsRow(row=row_of, code=code, label=of_one[-1][2], figures=summed(row[3:] for row in of_one))


def ratio_of(name: str, known: Mapping[str, int | None], targets: Mapping[str, int]) -> Ratio:
    """Return a ratio of figures that are known, with its target; ``targets`` are those that were set anew."""
    part, whole = (known.get(figure) for figure in RATIO_FIGURES[name])
    target = ratios.target_of(name, targets)
    source = Source.COUNTED
    if name in ("e_certified", "satisfaction"):
        source = Source.NONE if part is None else Source.TYPED
    return Ratio(
        name=name,
        part=part,
        whole=whole,
        target_permille=target.permille,
        is_at_most=target.is_at_most,
        decimals=target.decimals,
        source=source,
    )


def gathered(rows: Iterable[tuple[str, list[int]]]) -> list[tuple[str, list[int]]]:
    """Return rows of the same key as one, in the order of their first."""
    found: dict[str, list[int]] = {}
    for key, minutes in rows:
        found.setdefault(key, []).extend(minutes)
    return list(found.items())


def saved_row(row: str, label: str, minutes: list[int]) -> SavedRow:
    """Return the tally of dossiers, each with the minutes it saved."""
    return SavedRow(
        row=row,
        label=label,
        no_slip=len(minutes),
        no_slip_minutes_saved=sum(minutes),
        median_minutes=int(statistics.median(minutes)) if minutes else 0,
    )
