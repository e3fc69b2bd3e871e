"""The rows of one dossier: what it is, who it is about, how long it stood where, which steps were taken."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from cchc_desktop.domain.dossier import Dossier
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.folding import current_texts
from cchc_desktop.domain.steps import BY_ENTRY
from cchc_desktop.store import journal
from cchc_desktop.store.engine import Database
from cchc_desktop.text import digits, words
from cchc_desktop.text import fold as folded

BACKWARDS = "\ue000"
"""Stands before a number written back to front in the index: a sign that nobody types, and that begins no name."""
FOR_EVER = "9999-12-31T00:00:00+07:00"
_NAME_IN_LIST = 200

_COLUMNS = (
    "state", "procedure_code", "procedure_name", "received_at", "due_at", "due_ground", "officer", "desk", "channel",
    "slip_number", "register_volume", "register_number", "fee_dong", "fee_state", "papers_out", "reprints",
    "service_field", "promised_at", "finished_at", "returned_at", "outcome",
    "was_overdue", "supplements", "pauses", "apologies", "waiting_since", "closes_on", "paused_since", "minutes_left",
    "holder", "shelf", "results", "results_returned", "calls", "emergency_number", "version", "sets", "return_way",
    "last_journal", "last_number",
)  # fmt: skip
_WHOLE_ROW = f"insert into dossier values ({', '.join('?' * (len(_COLUMNS) + 3))})"
_CHANGED_ROW = f"update dossier set {', '.join(f'{name} = ?' for name in _COLUMNS)} where id = ?"


def begin(db: Database, dossier: Dossier, written: journal.Written) -> None:
    """Write the rows of a dossier that an entry just began."""
    db.execute(_WHOLE_ROW, (written.seq, dossier.id, dossier.code, *_row(dossier)))
    _write_person(db, dossier, written.seq, written.personal)
    typed = (
        (written.seq, paper.seq, dossier.procedure_code, written.personal.get(f"papers.{paper.seq}", ""))
        for paper in dossier.papers
        if paper.catalogue_seq is None
    )
    db.execute_many("insert into typed_paper values (?, ?, ?, ?)", (row for row in typed if row[3]))
    _write_span(db, written.seq, dossier, written)


def change(db: Database, dossier: Dossier, written: journal.Written, entries: list[journal.Written]) -> None:
    """Bring the rows of a dossier in step with its last entry; ``entries`` are all up to that one."""
    row_id, *was = db.row("select id, state, due_at, promised_at from dossier where dossier = ?", (dossier.id,)) or (0,)
    db.execute(_CHANGED_ROW, (*_row(dossier), row_id))
    if was != [str(dossier.state), dossier.due_at.isoformat(), dossier.promised_at.isoformat()]:
        moment = written.entry.happened_at.isoformat()
        db.execute("update dossier_span set until_at = ? where id = ? and until_at = ?", (moment, row_id, FOR_EVER))
        _write_span(db, row_id, dossier, written)
    _write_step(db, row_id, written)
    kind = written.entry.kind
    if kind == EntryKind.PAPER_OUT:
        _write_paper(db, row_id, written)
    elif kind in (EntryKind.CORRECTED, EntryKind.STEP_UNDONE):
        _rewrite_person(db, dossier, row_id, entries)


def _row(dossier: Dossier) -> tuple[Any, ...]:
    return (
        str(dossier.state),
        dossier.procedure_code,
        dossier.procedure_name,
        dossier.received_at.isoformat(),
        dossier.due_at.isoformat(),
        dossier.due_ground,
        dossier.officer,
        dossier.desk,
        str(dossier.channel),
        dossier.slip_number,
        dossier.register_volume,
        dossier.register_number,
        dossier.fee_dong,
        str(dossier.fee_state),
        dossier.papers_out,
        dossier.reprints,
        dossier.service_field,
        dossier.promised_at.isoformat(),
        *_life(dossier),
    )


def _life(dossier: Dossier) -> tuple[Any, ...]:
    return (
        _iso(dossier.finished_at),
        _iso(dossier.returned_at),
        dossier.outcome,
        int(dossier.was_overdue),
        dossier.supplements,
        dossier.pauses,
        dossier.apologies,
        _iso(dossier.waiting_since),
        _iso(dossier.closes_on),
        _iso(dossier.paused_since),
        dossier.minutes_left,
        dossier.holder,
        dossier.shelf,
        dossier.results,
        dossier.results_returned,
        dossier.calls,
        dossier.emergency_number,
        dossier.version,
        dossier.sets,
        str(dossier.return_way),
        dossier.last.journal,
        dossier.last.number,
    )


def _iso(moment: datetime | date | None) -> str:
    return moment.isoformat() if moment else ""


def _write_step(db: Database, row_id: int, written: journal.Written) -> None:
    entry = written.entry
    if entry.kind in BY_ENTRY:
        at = entry.happened_at.isoformat()
        values = (written.seq, row_id, str(entry.kind), at, entry.actor, entry.approver, 0)
        db.execute("insert into step values (?, ?, ?, ?, ?, ?, ?)", values)
    if entry.kind == EntryKind.STEP_UNDONE:
        place = entry.body["undoes"]
        db.execute(
            "update step set is_undone = 1 where seq = (select seq from entry where journal = ? and number = ?)",
            (place["journal"], place["number"]),
        )
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
    found = index_words(dossier, fields)
    db.execute(
        "insert into person values (?, ?, ?, ?, ?)",
        (
            row_id,
            fields.get("applicant.name", "")[:_NAME_IN_LIST],
            fields.get("applicant.personal_id", ""),
            fields.get("applicant.phone", ""),
            found,
        ),
    )
    db.execute("insert into dossier_words (rowid, words) values (?, ?)", (row_id, found))


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
    values = (
        row_id,
        written.seq,
        written.entry.happened_at.isoformat(),
        FOR_EVER,
        str(dossier.state),
        dossier.due_at.isoformat(),
        dossier.promised_at.isoformat(),
    )
    db.execute("insert into dossier_span values (?, ?, ?, ?, ?, ?, ?)", values)
