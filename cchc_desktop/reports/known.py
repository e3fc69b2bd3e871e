"""What a desk knew earlier: the same rows, with those dossiers folded anew of which more is known now.

Nothing is written: the rows folded anew go into the queries as values. What was known is said by a moment, at which a
book counts as known when what it tells of happened; or by a place in the journal's file, which is exact to the entry.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cchc_desktop.domain import dossier_row
from cchc_desktop.domain.folding import fold
from cchc_desktop.reports.figures import Scope
from cchc_desktop.store import journal
from cchc_desktop.store.engine import Database

_TELLS_WITHOUT_A_STEP = ("FeeSettled", "AttachmentAdded", "DossierTakenOver")
"""Entries that change what figures ask for and are no steps."""
_WIDTHS = {"dossier": "then_dossiers", "dossier_span": "then_spans", "step": "then_steps"}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """How it is asked whether a dossier, a step or an entry was known."""

    dossier: str
    """Condition on a row of `dossier` that was known."""
    step: str
    """Condition on a row of `step` that was known."""
    later: str
    """Condition on a step ``s`` that was told later, of a dossier ``d`` that was known."""
    values: dict[str, Any]
    moment: str
    """Empty: the place says it."""
    before: int

    def has(self, written: journal.Written) -> bool:
        if self.moment:
            return dossier_row.known_at(written.entry) <= self.moment
        return written.seq < self.before


def as_known(db: Database, scope: Scope, known_at: datetime) -> Scope:
    """Return the scope whose rows are what was recorded by a moment."""
    moment = known_at.isoformat()
    before = _last_seq(db, known_at) + 1
    known = _Known(
        dossier="known_at <= :known",
        step="known_at <= :known",
        later="s.known_at > :known",
        values={"known": moment, "before": before},
        moment=moment,
        before=before,
    )
    return _scope_of(db, scope, known)


def as_known_before(db: Database, scope: Scope, before: int) -> Scope:
    """Return the scope whose rows are what stood in the journal before an entry, by its place in the file."""
    known = _Known(
        dossier="id < :before",
        step="seq < :before",
        later="s.seq >= :before",
        values={"before": before},
        moment="",
        before=before,
    )
    return _scope_of(db, scope, known)


def _scope_of(db: Database, scope: Scope, known: _Known) -> Scope:
    later, own = _told_more(db, known), journal.own_desk(db)
    rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in _WIDTHS}
    for row_id in later:
        entries = _entries_known(db, row_id, known)
        dossier = fold((written.entry, written.hash) for written in entries)
        if dossier is not None and dossier.home == own:
            rows["dossier"].append(dossier_row.row_of(row_id, dossier, entries[0]))
            rows["dossier_span"] += dossier_row.spans_of(row_id, entries)
            rows["step"] += dossier_row.steps_of(row_id, entries)
    views = (
        _view(db, "known_dossier", "dossier", known.dossier),
        _view(db, "known_span", "dossier_span", "true"),
        _view(db, "known_step", "step", known.step),
    )
    told = {name: json.dumps(rows[table], ensure_ascii=False) for table, name in _WIDTHS.items()}
    return dataclasses.replace(
        scope,
        dossiers="known_dossier",
        spans="known_span",
        steps="known_step",
        prelude=f"with {', '.join(views)} ",
        more={**known.values, **told, "later": json.dumps(later)},
    )


def _told_more(db: Database, known: _Known) -> list[int]:
    """Return the dossiers that were known, and of which more was told afterwards."""
    kinds = ", ".join(f"'{kind}'" for kind in _TELLS_WITHOUT_A_STEP)
    was_known = f"d.{known.dossier}"
    sql = f"""select s.id from step s join dossier d on d.id = s.id where {known.later} and {was_known}
        union select d.id from entry e join dossier d on d.dossier = e.dossier
        where e.seq >= :before and e.dossier <> '' and e.kind in ({kinds}) and {was_known}
        union select d.id from entry e join foreign_dossier d on d.dossier = e.dossier
        where e.seq >= :before and e.dossier <> '' and e.kind = 'DossierTakenOver' and {was_known}"""
    return [row[0] for row in db.rows(sql, known.values)]


def _view(db: Database, name: str, table: str, was_known: str) -> str:
    columns = len(db.rows(f"pragma table_info({table})"))
    told = ", ".join(f"json_extract(value, '$[{place}]')" for place in range(columns))
    return f"""{name} as (
        select * from {table} where {was_known} and id not in (select value from json_each(:later))
        union all select {told} from json_each(:{_WIDTHS[table]}))"""


def _entries_known(db: Database, row_id: int, known: _Known) -> Sequence[journal.Written]:
    of_entry = "select dossier from entry where seq = ?"  # of dossiers handed over since, too
    dossier = db.value(of_entry, (row_id,))
    return [written for written in journal.of_dossier(db, dossier) if known.has(written)]


def _last_seq(db: Database, known_at: datetime) -> int:
    """Return the place of the last entry before the first that was recorded later than a moment.

    In each journal moments only grow with the numbers; packages of other desks come in between.
    """
    later = (_first_later(db, journal_id, last, known_at) for journal_id, last in db.rows(_JOURNALS))
    found = [seq for seq in later if seq]
    return min(found) - 1 if found else int(db.value("select coalesce(max(seq), 0) from entry"))


_JOURNALS = "select id, last_number from journal"


def _first_later(db: Database, journal_id: str, last: int, known_at: datetime) -> int:
    """Return the place of a journal's first entry that was recorded after a moment; 0 where there is none."""
    asked = "select json_extract(text, '$.recorded_at') from entry where journal = ? and number = ?"
    low, high = 0, last
    while low < high:
        middle = (low + high + 1) // 2
        recorded = db.value(asked, (journal_id, middle))
        if recorded is None or datetime.fromisoformat(recorded) > known_at:
            high = middle - 1
        else:
            low = middle
    return int(db.value("select seq from entry where journal = ? and number = ?", (journal_id, low + 1)) or 0)
