"""The rows of one dossier as desk and city keep them: read from its entries, asking nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from cchc_desktop.domain.dossier import Dossier
from cchc_desktop.domain.entry import Entry, EntryKind, Written
from cchc_desktop.domain.folding import after, fold, undone_places
from cchc_desktop.domain.steps import BY_ENTRY

FOR_EVER = "9999-12-31T00:00:00+07:00"
COLUMNS = (
    "state", "procedure_code", "procedure_name", "received_at", "due_at", "due_ground", "officer", "desk", "channel",
    "slip_number", "register_volume", "register_number", "fee_dong", "fee_state", "papers_out", "reprints",
    "service_field", "promised_at", "finished_at", "returned_at", "outcome",
    "was_overdue", "supplements", "pauses", "apologies", "waiting_since", "closes_on", "paused_since", "minutes_left",
    "holder", "shelf", "results", "results_returned", "calls", "emergency_number", "version", "sets", "return_way",
    "voided_at", "known_at", "is_imported", "is_online_procedure", "is_same_day", "has_slip_on_request", "priority",
    "started_at", "appointment_at", "is_time_unreliable", "saved_minutes", "overdue_cause", "responsible_unit",
    "scanned_papers", "scanned_results",
    "last_journal", "last_number", "held_by",
)  # fmt: skip
"""Columns of a dossier's row behind id, dossier and code, in the order of `changing_row`."""


def known_at(entry: Entry) -> str:
    """Return since when the desk knew of an entry; what a book told counts as known when it happened."""
    return (entry.happened_at if entry.body.get("book") else entry.recorded_at).isoformat()


def row_of(row_id: int, dossier: Dossier, first: Written) -> tuple[Any, ...]:
    """Return the whole row of a dossier; ``first`` is its receipt."""
    return (row_id, dossier.id, dossier.code, *changing_row(dossier, known_at(first.entry)))


def changing_row(dossier: Dossier, known: str) -> tuple[Any, ...]:
    """Return what may change of a dossier's row; ``known``: since when the desk knew of it."""
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
        dossier.held_by,
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


def step_row(row_id: int, written: Written) -> tuple[Any, ...]:
    """Return the row of a step that was just taken."""
    entry = written.entry
    at = entry.happened_at.isoformat()
    return (written.seq, row_id, str(entry.kind), at, known_at(entry), entry.actor, entry.approver, 0, "")


def steps_of(row_id: int, entries: Sequence[Written]) -> list[tuple[Any, ...]]:
    """Return the rows of a dossier's steps, from its entries, as they are known."""
    undone: dict[tuple[str, int], str] = {}
    for written in entries:
        if written.entry.kind == EntryKind.STEP_UNDONE:
            place = written.entry.body["undoes"]
            undone[(place["journal"], place["number"])] = written.entry.recorded_at.isoformat()
    found = []
    for written in (one for one in entries if one.entry.kind in BY_ENTRY):
        undone_at = undone.get((written.entry.journal, written.entry.number), "")
        found.append((*step_row(row_id, written)[:-2], int(bool(undone_at)), undone_at))
    return found


def spans_of(row_id: int, entries: Sequence[Written]) -> list[tuple[Any, ...]]:
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


def _stages(entries: Sequence[Written]) -> Iterator[tuple[str, int, Dossier]]:
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
