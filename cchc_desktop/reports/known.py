"""What a desk knew at an earlier moment: the same rows, with those dossiers folded anew of which more is known now.

Nothing is written: the rows folded anew go into the queries as values.
"""

from __future__ import annotations

import dataclasses
import json
from datetime import datetime
from typing import Any

from cchc_desktop.domain.folding import fold
from cchc_desktop.reports.figures import Scope
from cchc_desktop.store import dossier_rows, journal
from cchc_desktop.store.engine import Database

_TELLS_OF_BEFORE = ("Corrected", "StepUndone")
_LATER_KNOWN = f"""
select id from dossier where known_at > :known and known_at <> received_at and received_at <= :known
union select id from step where known_at > :known and known_at <> happened_at and happened_at <= :known
union select id from step where known_at > :known and kind in {_TELLS_OF_BEFORE}
union select d.id from entry e join dossier d on d.dossier = e.dossier
      where e.seq > :seq and e.dossier <> '' and e.kind in ('FeeSettled', 'AttachmentAdded')
"""

_STEPS = """select seq, id, kind, happened_at, known_at, actor, approver,
    case when undone_at <> '' and undone_at <= :known then 1 else 0 end as is_undone, undone_at
    from step where known_at <= :known"""


def as_known(db: Database, scope: Scope, known_at: datetime) -> Scope:
    """Return the scope whose rows are what was recorded by a moment.

    What a book told counts as known when it happened.
    """
    known = known_at.isoformat()
    later = [row[0] for row in db.rows(_LATER_KNOWN, {"known": known, "seq": _last_seq(db, known_at)})]
    dossiers: list[tuple[Any, ...]] = []
    spans: list[tuple[Any, ...]] = []
    for row_id in later:
        entries = _entries_known(db, row_id, known)
        dossier = fold((written.entry, written.hash) for written in entries)
        if dossier is not None:
            dossiers.append(dossier_rows.row_of(row_id, dossier, entries[0]))
            spans.extend(dossier_rows.spans_of(row_id, entries))
    prelude = ", ".join(
        (
            _cte(db, "known_dossier", "dossier", "then_dossiers"),
            _cte(db, "known_span", "dossier_span", "then_spans"),
            f"known_step as ({_STEPS})",
        )
    )
    return dataclasses.replace(
        scope,
        dossiers="known_dossier",
        spans="known_span",
        steps="known_step",
        prelude=f"with {prelude} ",
        more={
            "known": known,
            "later": json.dumps(later),
            "then_dossiers": json.dumps(dossiers, ensure_ascii=False),
            "then_spans": json.dumps(spans, ensure_ascii=False),
        },
    )


def _cte(db: Database, name: str, table: str, values: str) -> str:
    columns = len(db.rows(f"pragma table_info({table})"))
    told = ", ".join(f"json_extract(value, '$[{place}]')" for place in range(columns))
    return f"""{name} as (select * from {table} where id not in (select value from json_each(:later))
        union all select {told} from json_each(:{values}))"""


def _entries_known(db: Database, row_id: int, known: str) -> list[journal.Written]:
    dossier = db.value("select dossier from dossier where id = ?", (row_id,))
    return [one for one in journal.of_dossier(db, dossier) if dossier_rows.known_at(one.entry) <= known]


def _last_seq(db: Database, known_at: datetime) -> int:
    """Return the place of the last entry that was recorded by a moment; recorded moments only grow with the places."""
    low, high = 0, int(db.value("select coalesce(max(seq), 0) from entry"))
    while low < high:
        middle = (low + high + 1) // 2
        recorded = db.value("select json_extract(text, '$.recorded_at') from entry where seq = ?", (middle,))
        if recorded is None or datetime.fromisoformat(recorded) > known_at:
            high = middle - 1
        else:
            low = middle
    return low
