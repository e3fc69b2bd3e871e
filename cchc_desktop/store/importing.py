"""Many entries and their rows in one go: the same texts and the same rows as one by one, by `executemany`."""

from __future__ import annotations

import dataclasses
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from cchc_desktop.domain.entry import Entry, EntryKind, Position, digest, personal_digest
from cchc_desktop.domain.folding import fold
from cchc_desktop.store import dossier_rows, journal, same_day_rows
from cchc_desktop.store.engine import Database

Told = tuple[Entry, Mapping[str, str]]
"""An entry whose place in the journal is not filled in, and the personal texts beside it."""


class Batch:
    """Whole lives of new dossiers, written together at `flush`; the caller owns the transaction."""

    def __init__(self, db: Database) -> None:
        """Read where the journal ends."""
        self._db = db
        head = journal.head(db)
        self._journal, self._number, self._hash = head.journal, head.number, head.hash
        self._seq = int(db.value("select coalesce(max(seq), 0) from entry"))
        self._entries: list[tuple[Any, ...]] = []
        self._personal: list[tuple[Any, ...]] = []
        self._rows: dict[str, list[tuple[Any, ...]]] = {}
        self._tally: Counter[tuple[str, int]] = Counter()

    def add_dossier(self, told: Iterable[Told]) -> None:
        """Take the entries of one new dossier, its receipt first."""
        life: list[journal.Written] = []
        dossier_id = f"{self._journal}#{self._number + 1}"
        for entry, personal in told:
            after = Position(journal=self._journal, number=self._number) if life else None
            life.append(self._chained(dataclasses.replace(entry, dossier=dossier_id, after=after), personal))
        dossier = fold((written.entry, written.hash) for written in life)
        if dossier is None or life[0].entry.kind != EntryKind.DOSSIER_RECEIVED:
            raise ValueError("a new dossier begins with its receipt")
        for table, row in dossier_rows.rows_of_life(dossier, life):
            self._rows.setdefault(table, []).append(row)
        place = same_day_rows.counted(dossier)
        if place is not None:
            self._tally[place] += 1

    def flush(self) -> int:
        """Write what was taken; return how many entries that were."""
        db, count = self._db, len(self._entries)
        db.execute_many(
            "insert into entry (seq, journal, number, dossier, kind, hash, text) values (?, ?, ?, ?, ?, ?, ?)",
            self._entries,
        )
        db.execute_many("insert into personal values (?, ?, ?, ?)", self._personal)
        db.execute(
            "update journal set last_number = ?, head = ? where id = ?", (self._number, self._hash, self._journal)
        )
        for table, rows in self._rows.items():
            db.execute_many(dossier_rows.INSERTS[table], rows)
        for place, dossiers in self._tally.items():
            same_day_rows.put(db, place, dossiers)
        self._entries, self._personal, self._rows, self._tally = [], [], {}, Counter()
        return count

    def _chained(self, entry: Entry, personal: Mapping[str, str]) -> journal.Written:
        salts = {field: secrets.token_hex(16) for field in personal}
        self._number += 1
        self._seq += 1
        entry = dataclasses.replace(
            entry,
            journal=self._journal,
            number=self._number,
            previous=self._hash,
            personal={field: personal_digest(salts[field], text) for field, text in personal.items()},
        )
        text = entry.to_text()
        self._hash = digest(text)
        self._entries.append((self._seq, self._journal, self._number, entry.dossier, str(entry.kind), self._hash, text))
        self._personal += [(self._seq, field, salts[field], text) for field, text in personal.items()]
        return journal.Written(seq=self._seq, entry=entry, hash=self._hash, personal=personal)
