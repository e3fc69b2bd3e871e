"""The rows of one dossier: what it is, who it is about, how long it stood where, which steps were taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cchc_desktop.domain.dossier import Dossier
from cchc_desktop.domain.dossier_row import (
    COLUMNS,
    FOR_EVER,
    changing_row,
    row_of,
    span_row,
    spans_of,
    step_row,
    steps_of,
)
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.folding import current_texts, fold
from cchc_desktop.domain.ordering import Conflict, in_order
from cchc_desktop.domain.steps import BY_ENTRY
from cchc_desktop.store import journal, same_day_rows
from cchc_desktop.store.engine import Database
from cchc_desktop.text import digits, words
from cchc_desktop.text import fold as folded

BACKWARDS = "\ue000"
"""Stands before a number written back to front in the index: a sign that nobody types, and that begins no name."""
_SPAN = "insert into dossier_span values (?, ?, ?, ?, ?, ?, ?, ?)"
_REWRITES_THE_PAST = (EntryKind.CORRECTED, EntryKind.STEP_UNDONE)
"""What holds from the beginning, though it is told later."""
_NAME_IN_LIST = 200

OWN, FOREIGN = "dossier", "foreign_dossier"
"""Where the row of a dossier stands: of this desk, or of another whose packages were taken."""
_INSERTED = "insert into {table} values (" + ", ".join("?" * (len(COLUMNS) + 3)) + ")"
_WHOLE_ROW = _INSERTED.format(table=OWN)
_CHANGED_ROW = f"update dossier set {', '.join(f'{name} = ?' for name in COLUMNS)} where id = ?"
INSERTS: Mapping[str, str] = {
    "dossier": _WHOLE_ROW,
    "person": "insert into person values (?, ?, ?, ?, ?)",
    "dossier_words": "insert into dossier_words (rowid, words) values (?, ?)",
    "dossier_span": _SPAN,
    "step": "insert into step values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
}
"""How rows of `rows_of_life` are written, by table."""
_BEFORE = "select id, state, due_at, promised_at, known_at from dossier where dossier = ?"


def begin(db: Database, dossier: Dossier, written: journal.Written) -> None:
    """Write the rows of a dossier that an entry just began; of another desk's what is needed to find it."""
    if dossier.home != journal.own_desk(db):
        db.execute(_INSERTED.format(table=FOREIGN), row_of(written.seq, dossier, written))
        _write_person(db, dossier, written.seq, written.personal)
        return
    db.execute(_WHOLE_ROW, row_of(written.seq, dossier, written))
    _write_person(db, dossier, written.seq, written.personal)
    typed = (
        (written.seq, paper.seq, dossier.procedure_code, written.personal.get(f"papers.{paper.seq}", ""))
        for paper in dossier.papers
        if paper.catalogue_seq is None
    )
    db.execute_many("insert into typed_paper values (?, ?, ?, ?)", (row for row in typed if row[3]))
    _write_span(db, written.seq, dossier, written)


def change(db: Database, dossier: Dossier, written: journal.Written, entries: list[journal.Written]) -> None:
    """Bring the rows of a dossier in step with the entry written last; ``entries`` are all so far, in their order."""
    if any(one.entry.journal != written.entry.journal for one in entries) or dossier.home != journal.own_desk(db):
        _rewrite(db, dossier, written, entries)
        return
    row_id, *was, known = db.row(_BEFORE, (dossier.id,)) or (0, "")
    db.execute(_CHANGED_ROW, (*changing_row(dossier, known), row_id))
    kind = written.entry.kind
    if kind in _REWRITES_THE_PAST:
        _rewrite_spans(db, row_id, entries)
    elif was != [str(dossier.state), dossier.due_at.isoformat(), dossier.promised_at.isoformat()]:
        moment = written.entry.happened_at.isoformat()
        db.execute("update dossier_span set until_at = ? where id = ? and until_at = ?", (moment, row_id, FOR_EVER))
        db.execute(_SPAN, (*span_row(row_id, written.seq, moment, dossier),))
    _write_step(db, row_id, written)
    same_day_rows.change(db, dossier, written, entries)
    if kind == EntryKind.PAPER_OUT:
        _write_paper(db, row_id, written)
    elif kind in _REWRITES_THE_PAST:
        _rewrite_person(db, dossier, row_id, entries)


def _rewrite(db: Database, dossier: Dossier, written: journal.Written, entries: list[journal.Written]) -> None:
    """Write the rows of a dossier anew that several desks wrote: what came last need not be the last of its life."""
    own = journal.own_desk(db)
    now = OWN if dossier.home == own else FOREIGN
    was = OWN if db.value(f"select 1 from {OWN} where dossier = ?", (dossier.id,)) else FOREIGN
    row_id, known = db.row(f"select id, known_at from {was} where dossier = ?", (dossier.id,)) or (0, "")
    before = fold((one.entry, one.hash) for one in entries if one.seq != written.seq) if was == OWN else None
    for table in (was, "dossier_span", "step", "conflict"):
        db.execute(f"delete from {table} where id = ?", (row_id,))
    row = (row_id, dossier.id, dossier.code, *changing_row(dossier, known))
    db.execute(_INSERTED.format(table=now), row)
    if now == OWN:
        db.execute_many(_SPAN, spans_of(row_id, entries))
        db.execute_many(INSERTS["step"], steps_of(row_id, entries))
    same_day_rows.move(db, before, dossier if now == OWN else None)
    db.execute_many(
        "insert into conflict values (?, ?, ?, ?, ?, ?)",
        ((row_id, *_places(conflict), str(conflict.reason)) for conflict in in_order(entries)[1]),
    )
    if any(one.entry.kind in _REWRITES_THE_PAST for one in entries):
        _rewrite_person(db, dossier, row_id, entries)
    if journal.desk_of(written.entry.journal) == own:
        _write_draft(db, row_id, written)
        if written.entry.kind == EntryKind.PAPER_OUT:
            _write_paper(db, row_id, written)


def _places(conflict: Conflict) -> tuple[str, int, str, int]:
    return conflict.entry.journal, conflict.entry.number, conflict.other.journal, conflict.other.number


def rows_of_life(dossier: Dossier, life: Sequence[journal.Written]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Yield (table, row) of a new dossier whose whole life is told at once: a receipt, a result, a return."""
    first = life[0]
    yield "dossier", row_of(first.seq, dossier, first)
    if first.personal:
        person = _person_row(dossier, first.seq, first.personal)
        yield "person", person
        yield "dossier_words", (first.seq, person[-1])
    for row in spans_of(first.seq, life):
        yield "dossier_span", row
    for written in life[1:]:
        yield "step", step_row(first.seq, written)


def _write_step(db: Database, row_id: int, written: journal.Written) -> None:
    entry = written.entry
    if entry.kind in BY_ENTRY:
        db.execute(INSERTS["step"], step_row(row_id, written))
    if entry.kind == EntryKind.STEP_UNDONE:
        place = entry.body["undoes"]
        db.execute(
            """update step set is_undone = 1, undone_at = ?
               where seq = (select seq from entry where journal = ? and number = ?)""",
            (entry.recorded_at.isoformat(), place["journal"], place["number"]),
        )
    _write_draft(db, row_id, written)


def _write_draft(db: Database, row_id: int, written: journal.Written) -> None:
    entry = written.entry
    if entry.kind == EntryKind.STEP_DRAFTED:
        row = (written.seq, row_id, entry.body["step"], entry.actor, entry.happened_at.isoformat(), "open")
        db.execute("insert into step_draft values (?, ?, ?, ?, ?, ?)", row)
    draft = entry.body.get("draft")
    if draft:
        state = entry.body.get("cause", "approved")
        db.execute(
            "update step_draft set state = ? where seq = (select seq from entry where journal = ? and number = ?)",
            (state, draft["journal"], draft["number"]),
        )


def _write_paper(db: Database, row_id: int, written: journal.Written) -> None:
    body = written.entry.body
    db.execute(
        "insert into paper_out values (?, ?, ?, ?, ?, ?, ?)",
        (written.seq, row_id, body["kind"], body["reprint"], body["way"], body["sha256"], body["out_at"]),
    )


def _rewrite_person(db: Database, dossier: Dossier, row_id: int, entries: list[journal.Written]) -> None:
    """Write the searchable texts anew; the index is told what it held, as it keeps no copy of its own."""
    was = db.value("select words from person where id = ?", (row_id,))
    if was is None:
        return
    db.execute("insert into dossier_words (dossier_words, rowid, words) values ('delete', ?, ?)", (row_id, was))
    db.execute("delete from person where id = ?", (row_id,))
    _write_person(db, dossier, row_id, current_texts((written.entry, written.personal) for written in entries))


def _write_person(db: Database, dossier: Dossier, row_id: int, fields: Mapping[str, str]) -> None:
    """Write the searchable part of the personal texts; after an erasure there is none."""
    if not fields:
        return
    row = _person_row(dossier, row_id, fields)
    db.execute(INSERTS["person"], row)
    db.execute(INSERTS["dossier_words"], (row_id, row[-1]))


def _person_row(dossier: Dossier, row_id: int, fields: Mapping[str, str]) -> tuple[Any, ...]:
    return (
        row_id,
        fields.get("applicant.name", "")[:_NAME_IN_LIST],
        fields.get("applicant.personal_id", ""),
        fields.get("applicant.phone", ""),
        index_words(dossier, fields),
    )


def index_words(dossier: Dossier, fields: Mapping[str, str]) -> str:
    """Return the folded words by which a dossier is found.

    Names and the code go in as they are; numbers also back to front behind a sign, so that their last digits
    are found as a prefix.
    """
    found: list[str] = []
    for who in ("applicant", "submitter"):
        found += words(fields.get(f"{who}.name", "")) + words(fields.get(f"{who}.representative", ""))
        for number in (fields.get(f"{who}.personal_id", ""), digits(fields.get(f"{who}.phone", ""))):
            if number:
                found += [folded(number), f"{BACKWARDS}{folded(number)[::-1]}"]
    found += [*words(dossier.code), *words(dossier.slip_number), *words(dossier.emergency_number)]
    return " ".join(dict.fromkeys(found))


def _write_span(db: Database, row_id: int, dossier: Dossier, written: journal.Written) -> None:
    db.execute(_SPAN, span_row(row_id, written.seq, written.entry.happened_at.isoformat(), dossier))


def _rewrite_spans(db: Database, row_id: int, entries: list[journal.Written]) -> None:
    """Write the spans anew: a correction or an undone step says that it was otherwise from the beginning."""
    db.execute("delete from dossier_span where id = ?", (row_id,))
    db.execute_many(_SPAN, spans_of(row_id, entries))
