"""Dossiers at the city: folded from all their entries, of whichever desk, by the desks' own code."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cchc_desktop.city import schema
from cchc_desktop.city.engine import CityDatabase, Row, Statement, rows_in, statements_in
from cchc_desktop.domain.dossier_row import changing_row, known_at, spans_of, steps_of
from cchc_desktop.domain.entry import Entry, EntryKind, Written
from cchc_desktop.domain.folding import fold
from cchc_desktop.domain.ordering import Conflict, in_order

KNOWN_KINDS = frozenset(str(kind) for kind in EntryKind)
WAITS, UNKNOWN, FOLDED = "waits", "unknown_kind", ""
"""States of an entry at the city."""
_NO_SHIFT = 40
"""Bits for an entry's number in a dossier's id; above them stands the journal's number."""


def home_of(dossier: str) -> tuple[str, str, int]:
    """Return (ward, journal, number of the receipt) that a dossier's id names; empty for none."""
    journal, _, number = dossier.partition("#")
    return journal.partition("/")[0], journal, int(number) if number.isdigit() else 0


def refold(db: CityDatabase, dossiers: Mapping[str, Sequence[Written]], new: frozenset[str]) -> set[str]:
    """Fold dossiers anew and replace their rows; return those whose receipt has not come.

    Args:
        db: The database; the caller owns the transaction.
        dossiers: All entries of each, in any order.
        new: Those of which there are no rows yet.
    """
    rows: dict[str, list[Row]] = {name: [] for name in schema.FOLDED}
    waiting, old = set(), []
    numbers = _journal_numbers(db, dossiers)
    for dossier, entries in dossiers.items():
        ward, journal, first = home_of(dossier)
        ordered, conflicts = in_order(entries)
        if journal not in numbers or not ordered or ordered[0].entry.kind != EntryKind.DOSSIER_RECEIVED:
            waiting.add(dossier)
            continue
        row_id = (numbers[journal] << _NO_SHIFT) + first
        if dossier not in new:
            old.append((ward, row_id))
        _add_rows(rows, ward, row_id, ordered, conflicts)
    if old:
        db.execute_all(_deletions(db, old))
    for name in schema.FOLDED:
        if rows[name]:
            db.insert(name, _COLUMNS[name], rows[name])
    return waiting


def _deletions(db: CityDatabase, old: Sequence[tuple[str, int]]) -> Iterator[Statement]:
    for ward in dict.fromkeys(ward for ward, _id in old):
        ids = [row_id for home, row_id in old if home == ward]
        for name in schema.FOLDED:
            yield from statements_in(db, f"delete from {name} where ward = ? and id in ({{list}})", (ward,), ids)


def entries_of(db: CityDatabase, dossiers: Iterable[str]) -> dict[str, list[Written]]:
    """Return the entries that the city keeps of some dossiers."""
    found: dict[str, list[Written]] = {}
    by_ward: dict[str, list[str]] = {}
    for dossier in dossiers:
        by_ward.setdefault(home_of(dossier)[0], []).append(dossier)
    sql = "select dossier, text, hash from entry where ward = ? and dossier in ({list})"
    for ward, some in by_ward.items():
        for dossier, text, hashed in rows_in(db, sql, (ward,), some):
            written = Written(seq=0, entry=Entry.from_text(text), hash=hashed, personal={})
            found.setdefault(dossier, []).append(written)
    return found


def all_dossiers(db: CityDatabase, ward: str) -> Iterator[str]:
    """Yield the ids of a ward's dossiers."""
    for row in db.rows("select distinct dossier from entry where ward = ? and dossier <> ''", (ward,)):
        yield row[0]


def _journal_numbers(db: CityDatabase, dossiers: Iterable[str]) -> dict[str, int]:
    """Return the city's own numbers of the journals in which dossiers began; none where it does not know the desk."""
    wards = sorted({home_of(dossier)[0] for dossier in dossiers})
    rows = rows_in(db, "select ward, desk, generation, no from desk where ward in ({list})", (), wards)
    return {f"{ward}/{desk}/{generation}": int(no) for ward, desk, generation, no in rows}


def _add_rows(
    rows: dict[str, list[Row]], ward: str, row_id: int, ordered: Sequence[Written], conflicts: Sequence[Conflict]
) -> None:
    life = [dataclasses.replace(written, seq=place) for place, written in enumerate(ordered, start=1)]
    dossier = fold((written.entry, written.hash) for written in life)
    if dossier is None:
        return
    head = (ward, row_id, dossier.id, dossier.code)
    rows["dossier"].append((*head, *changing_row(dossier, known_at(life[0].entry))))
    rows["dossier_span"] += [(ward, *span) for span in spans_of(row_id, life)]
    rows["step"] += [(ward, *step) for step in steps_of(row_id, life)]
    rows["conflict"] += [
        (
            ward,
            row_id,
            conflict.entry.journal,
            conflict.entry.number,
            conflict.other.journal,
            conflict.other.number,
            str(conflict.reason),
        )
        for conflict in conflicts
    ]


_COLUMNS: Mapping[str, Sequence[str]] = {
    "dossier": schema.dossier_columns(),
    "dossier_span": (
        "ward", "id", "seq", "from_at", "until_at", "state", "due_at", "promised_at", "was_overdue",
    ),
    "step": (
        "ward", "seq", "id", "kind", "happened_at", "known_at", "actor", "approver", "is_undone", "undone_at",
    ),
    "conflict": ("ward", "id", "journal", "number", "other_journal", "other_number", "reason"),
}  # fmt: skip
