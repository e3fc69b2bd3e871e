"""What a desk knew at an earlier moment: the same rows, with those dossiers folded anew of which more is known now."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from datetime import datetime

from cchc_desktop.domain.folding import fold
from cchc_desktop.store import dossier_rows, journal
from cchc_desktop.store.engine import Database

DOSSIERS, SPANS, STEPS = "known_dossier", "known_span", "known_step"
_TELLS_OF_BEFORE = ("Corrected", "StepUndone")
_LATER_KNOWN = f"""
select id from dossier where known_at > :known and received_at <= :known
union select id from step where known_at > :known and (happened_at <= :known or kind in {_TELLS_OF_BEFORE})
union select d.id from entry e join dossier d on d.dossier = e.dossier
      where e.seq > :seq and e.dossier <> '' and e.kind in ('FeeSettled', 'AttachmentAdded')
"""
_VIEWS = (
    f"create temp table {DOSSIERS}_then as select * from dossier limit 0",
    f"create temp table {SPANS}_then as select * from dossier_span limit 0",
    f"create temp view {DOSSIERS} as select * from dossier where id not in (select id from later_known) "
    f"union all select * from {DOSSIERS}_then",
    f"create temp view {SPANS} as select * from dossier_span where id not in (select id from later_known) "
    f"union all select * from {SPANS}_then",
)
_STEPS_VIEW = (
    f"create temp view {STEPS} as select seq, id, kind, happened_at, known_at, actor, approver, "
    "case when undone_at <> '' and undone_at <= '{known}' then 1 else 0 end as is_undone, undone_at "
    "from step where known_at <= '{known}'"
)


@contextlib.contextmanager
def as_known(db: Database, known_at: datetime) -> Iterator[None]:
    """Let `known_dossier`, `known_span` and `known_step` be what was recorded by a moment, for the block.

    What a book told counts as known when it happened. Temporary: nothing of the file is written.
    """
    known = known_at.isoformat()
    values = {"known": known, "seq": _last_seq(db, known_at)}
    try:
        db.execute("create temp table later_known (id integer primary key)")
        db.execute(f"insert into later_known {_LATER_KNOWN}", values)
        for statement in (*_VIEWS, _STEPS_VIEW.format(known=known)):
            db.execute(statement)
        for (row_id,) in db.rows("select id from later_known"):
            _fold_as_known(db, row_id, known_at)
        yield
    finally:
        for kind, name in (
            ("view", STEPS), ("view", DOSSIERS), ("view", SPANS), ("table", f"{DOSSIERS}_then"),
            ("table", f"{SPANS}_then"), ("table", "later_known"),
        ):  # fmt: skip
            db.execute(f"drop {kind} if exists temp.{name}")


def _fold_as_known(db: Database, row_id: int, known_at: datetime) -> None:
    dossier_id = db.value("select dossier from dossier where id = ?", (row_id,))
    entries = [w for w in journal.of_dossier(db, dossier_id) if _is_known(w, known_at.isoformat())]
    dossier = fold((written.entry, written.hash) for written in entries)
    if dossier is None:
        return
    row = dossier_rows.row_of(row_id, dossier, entries[0])
    _insert(db, f"{DOSSIERS}_then", [row])
    _insert(db, f"{SPANS}_then", dossier_rows.spans_of(row_id, entries))


def _is_known(written: journal.Written, known: str) -> bool:
    return dossier_rows.known_at(written.entry) <= known


def _insert(db: Database, table: str, rows: Sequence[Sequence[object]]) -> None:
    for row in rows:
        db.execute(f"insert into {table} values ({', '.join('?' * len(row))})", row)


def _last_seq(db: Database, known_at: datetime) -> int:
    """Return the place of the last entry that was recorded by a moment; recorded moments only grow with the places."""
    low, high = 0, int(db.value("select coalesce(max(seq), 0) from entry"))
    while low < high:
        middle = (low + high + 1) // 2
        recorded = db.value(
            "select json_extract(text, '$.recorded_at') from entry where seq <= ? order by seq desc limit 1", (middle,)
        )
        if recorded is None or datetime.fromisoformat(recorded) > known_at:
            high = middle - 1
        else:
            low = middle
    return low
