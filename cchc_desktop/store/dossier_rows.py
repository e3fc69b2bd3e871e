"""The rows of one dossier: what it is, who it is about, how long it stood where, which steps were taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from cchc_desktop.domain.dossier import Dossier
from cchc_desktop.domain.entry import Entry, EntryKind
from cchc_desktop.domain.folding import after, current_texts, fold, undone_places
from cchc_desktop.domain.steps import BY_ENTRY
from cchc_desktop.store import journal, same_day_rows
from cchc_desktop.store.engine import Database
from cchc_desktop.text import digits, words
from cchc_desktop.text import fold as folded

BACKWARDS = "\ue000"
"""Stands before a number written back to front in the index: a sign that nobody types, and that begins no name."""
FOR_EVER = "9999-12-31T00:00:00+07:00"
_SPAN = "insert into dossier_span values (?, ?, ?, ?, ?, ?, ?, ?)"
_REWRITES_THE_PAST = (EntryKind.CORRECTED, EntryKind.STEP_UNDONE)
"""What holds from the beginning, though it is told later."""
_NAME_IN_LIST = 200

_COLUMNS = (
    "state", "procedure_code", "procedure_name", "received_at", "due_at", "due_ground", "officer", "desk", "channel",
    "slip_number", "register_volume", "register_number", "fee_dong", "fee_state", "papers_out", "reprints",
    "service_field", "promised_at", "finished_at", "returned_at", "outcome",
    "was_overdue", "supplements", "pauses", "apologies", "waiting_since", "closes_on", "paused_since", "minutes_left",
    "holder", "shelf", "results", "results_returned", "calls", "emergency_number", "version", "sets", "return_way",
    "voided_at", "known_at", "is_imported", "is_online_procedure", "is_same_day", "has_slip_on_request", "priority",
    "started_at", "appointment_at", "is_time_unreliable", "saved_minutes", "overdue_cause", "responsible_unit",
    "scanned_papers", "scanned_results",
    "last_journal", "last_number",
)  # fmt: skip
_WHOLE_ROW = f"insert into dossier values ({', '.join('?' * (len(_COLUMNS) + 3))})"
_CHANGED_ROW = f"update dossier set {', '.join(f'{name} = ?' for name in _COLUMNS)} where id = ?"
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
    """Write the rows of a dossier that an entry just began."""
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
    """Bring the rows of a dossier in step with its last entry; ``entries`` are all up to that one."""
    row_id, *was, known = db.row(_BEFORE, (dossier.id,)) or (0, "")
    db.execute(_CHANGED_ROW, (*_row(dossier, known), row_id))
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


def known_at(entry: Entry) -> str:
    """Return since when the desk knew of an entry; what a book told counts as known when it happened."""
    return (entry.happened_at if entry.body.get("book") else entry.recorded_at).isoformat()


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
        yield "step", _step_row(first.seq, written)


def row_of(row_id: int, dossier: Dossier, first: journal.Written) -> tuple[Any, ...]:
    """Return the whole row of a dossier; ``first`` is its receipt."""
    return (row_id, dossier.id, dossier.code, *_row(dossier, known_at(first.entry)))


def _row(dossier: Dossier, known: str) -> tuple[Any, ...]:
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
        *_counted(dossier, known),
        dossier.last.journal,
        dossier.last.number,
    )


def _counted(dossier: Dossier, known: str) -> tuple[Any, ...]:
    """Return what only figures ask for."""
    return (
        _iso(dossier.voided_at),
        known,
        int(dossier.is_imported),
        int(dossier.is_online_procedure),
        int(dossier.is_same_day),
        int(dossier.has_slip_on_request),
        dossier.priority,
        _iso(dossier.started_at),
        _iso(dossier.appointment_at),
        int(dossier.is_time_unreliable),
        dossier.saved_minutes,
        dossier.overdue_cause,
        dossier.responsible_unit,
        dossier.scanned_papers,
        dossier.scanned_results,
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
        dossier.returned_way or str(dossier.return_way),
    )


def _iso(moment: datetime | date | None) -> str:
    return moment.isoformat() if moment else ""


def _write_step(db: Database, row_id: int, written: journal.Written) -> None:
    entry = written.entry
    if entry.kind in BY_ENTRY:
        db.execute(INSERTS["step"], _step_row(row_id, written))
    if entry.kind == EntryKind.STEP_UNDONE:
        place = entry.body["undoes"]
        db.execute(
            """update step set is_undone = 1, undone_at = ?
               where seq = (select seq from entry where journal = ? and number = ?)""",
            (entry.recorded_at.isoformat(), place["journal"], place["number"]),
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


def _step_row(row_id: int, written: journal.Written) -> tuple[Any, ...]:
    entry = written.entry
    at = entry.happened_at.isoformat()
    return (written.seq, row_id, str(entry.kind), at, known_at(entry), entry.actor, entry.approver, 0, "")


def steps_of(row_id: int, entries: Sequence[journal.Written]) -> list[tuple[Any, ...]]:
    """Return the rows of a dossier's steps, from its entries, as they are known."""
    undone: dict[tuple[str, int], str] = {}
    for written in entries:
        if written.entry.kind == EntryKind.STEP_UNDONE:
            place = written.entry.body["undoes"]
            undone[(place["journal"], place["number"])] = written.entry.recorded_at.isoformat()
    found = []
    for written in (one for one in entries if one.entry.kind in BY_ENTRY):
        undone_at = undone.get((written.entry.journal, written.entry.number), "")
        found.append((*_step_row(row_id, written)[:-2], int(bool(undone_at)), undone_at))
    return found


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


def spans_of(row_id: int, entries: Sequence[journal.Written]) -> list[tuple[Any, ...]]:
    """Return the rows that say how long a dossier stood where, from its entries, oldest first, as they are known."""
    found: list[tuple[Any, ...]] = []
    for moment, seq, dossier in _stages(entries):
        row = span_row(row_id, seq, moment, dossier)
        if found and found[-1][4:] == row[4:]:
            continue
        if found:
            found[-1] = (*found[-1][:3], moment, *found[-1][4:])
        found.append(row)
    return found


def _stages(entries: Sequence[journal.Written]) -> Iterator[tuple[str, int, Dossier]]:
    """Yield (moment, place in the file, dossier) after each entry that stands; corrections hold from the receipt on."""
    undone = undone_places(written.entry for written in entries)
    standing = [w for w in entries if (w.entry.journal, w.entry.number) not in undone]
    corrected = [w for w in standing if w.entry.kind == EntryKind.CORRECTED]
    first = [*standing[:1], *corrected]
    dossier = fold((written.entry, written.hash) for written in first)
    if dossier is None:
        return
    yield dossier.received_at.isoformat(), standing[0].seq, dossier
    for written in standing[1:]:
        if written.entry.kind != EntryKind.CORRECTED:
            dossier = after(dossier, written.entry, written.hash)
            yield written.entry.happened_at.isoformat(), written.seq, dossier


def span_row(row_id: int, seq: int, moment: str, dossier: Dossier) -> tuple[Any, ...]:
    """Return the row of a span that begins at ``moment`` and has not ended."""
    return (
        row_id,
        seq,
        moment,
        FOR_EVER,
        str(dossier.state),
        dossier.due_at.isoformat(),
        dossier.promised_at.isoformat(),
        int(dossier.was_overdue),
    )
