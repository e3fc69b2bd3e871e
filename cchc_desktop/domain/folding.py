"""Folding: a dossier is what its entries say, one after the other. No rule, catalogue, setting or clock is asked."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any, cast

from cchc_desktop.domain.dossier import (
    Channel,
    Dossier,
    DossierState,
    FeeState,
    HandedPaper,
    PaperForm,
    ReturnWay,
    SupplementedPaper,
)
from cchc_desktop.domain.entry import Entry, EntryKind, Position
from cchc_desktop.domain.ordering import passed_over

_Body = Mapping[str, Any]
_NewFields = dict[str, Any]
"""Fields of a dossier that an entry changes, by name."""
_FIELDS = tuple(field.name for field in dataclasses.fields(Dossier))


def begin(entry: Entry, digest: str) -> Dossier:
    """Return the dossier that a `DossierReceived` entry begins."""
    body = entry.body
    here = Position(journal=entry.journal, number=entry.number)
    return Dossier(
        id=entry.dossier,
        code=body["code"],
        first=here,
        last=here,
        first_hash=digest,
        last_hash=digest,
        state=DossierState.PROCESSING,
        procedure_code=body["procedure_code"],
        procedure_name=body["procedure_name"],
        service_field=body["service_field"],
        case_code=body["case_code"],
        case_label=body["case_label"],
        catalogue=entry.catalogue,
        settings=entry.settings,
        program=entry.program,
        channel=Channel(body["channel"]),
        received_at=datetime.fromisoformat(body["received_at"]),
        due_at=datetime.fromisoformat(body["due_at"]),
        due_ground=body["due_ground"],
        term_count=body["term_count"],
        term_unit=body["term_unit"],
        statutory_minutes=body["statutory_minutes"],
        regime=body["regime"],
        form_set=body["form_set"],
        officer=body.get("officer") or entry.actor,
        officer_name=body["officer_name"],
        desk=body["desk"],
        slip_number=body["slip_number"],
        register_volume=body["register_volume"],
        register_number=body["register_number"],
        applicant_kind=body["applicant_kind"],
        has_submitter=body["has_submitter"],
        return_way=ReturnWay(body["return_way"]),
        sets=body["sets"],
        papers=tuple(_paper(record) for record in body["papers"]),
        fee_dong=body["fee_dong"],
        fee_state=FeeState(body["fee_state"]),
        emergency_number=body.get("emergency_number", ""),
        is_imported="book" in body,
        is_online_procedure=body.get("is_online_procedure", False),
        is_same_day=body.get("is_same_day", False),
        has_slip_on_request=body.get("has_slip_on_request", False),
        priority=body.get("priority", ""),
    )


def fold(entries: Iterable[tuple[Entry, str]]) -> Dossier | None:
    """Return the dossier that ``entries`` (each with its hash, in order) make; ``None`` without a beginning.

    A step that a later entry undoes is passed over, so that the dossier stands as if it had not been taken; so is one
    that cannot stand beside another desk's (`ordering.conflicts_among`).
    """
    whole = list(entries)
    undone = passed_over([entry for entry, _ in whole])
    # A new value of some sixty fields for each entry would cost most of the time that a long life takes to read.
    sheet: SimpleNamespace | None = None
    for entry, digest in whole:
        if sheet is None:
            sheet = _sheet(begin(entry, digest)) if entry.kind == EntryKind.DOSSIER_RECEIVED else None
            continue
        fields = vars(sheet)
        fields["last"], fields["last_hash"] = Position(journal=entry.journal, number=entry.number), digest
        if (entry.journal, entry.number) not in undone:
            fields.update(_changes(cast(Dossier, sheet), entry))
    return Dossier(**vars(sheet)) if sheet is not None else None


def _sheet(dossier: Dossier) -> SimpleNamespace:
    """Return the dossier's fields on a sheet that may be written over."""
    return SimpleNamespace(**{name: getattr(dossier, name) for name in _FIELDS})


def undone_places(entries: Iterable[Entry]) -> frozenset[tuple[str, int]]:
    """Return (journal, number) of the steps that were undone, or are exceptions: they change nothing."""
    return passed_over(entries)


def after(dossier: Dossier, entry: Entry, digest: str) -> Dossier:
    """Return the dossier after ``entry``; an unknown kind changes only its last position.

    What an undone step did is left out by `fold`, which knows of it beforehand.
    """
    sheet = _sheet(dossier)
    fields = vars(sheet)
    fields["last"], fields["last_hash"] = Position(journal=entry.journal, number=entry.number), digest
    fields.update(_changes(cast(Dossier, sheet), entry))
    return Dossier(**fields)


def _changes(moved: Dossier, entry: Entry) -> _NewFields:
    """Return what ``entry`` changes of a dossier whose last entry it is already."""
    change = _CHANGES.get(entry.kind)
    changes = change(moved, entry) if change is not None else {}
    if entry.body.get("renews_slip"):
        changes |= {"slip_from": moved.last}
    if entry.kind in _STEPS:
        changes |= {"last_step": moved.last, "last_step_kind": str(entry.kind)}
    return changes


def _paper(record: Mapping[str, Any]) -> HandedPaper:
    return HandedPaper(**{**record, "form": PaperForm(record["form"])})


def _fee_settled(dossier: Dossier, entry: Entry) -> _NewFields:
    body = entry.body
    return {"fee_dong": body["fee_dong"], "fee_state": FeeState(body["fee_state"])}


def _paper_out(dossier: Dossier, entry: Entry) -> _NewFields:
    body = entry.body
    changes: _NewFields = {"papers_out": dossier.papers_out + 1}
    is_replaced = body["reprint"] and body.get("entry")  # a slip printed again only to be kept
    if body["kind"] == "appointment_slip" and not is_replaced:
        changes["slip_sha256"] = dossier.slip_sha256 or body["sha256"]
        changes["slip_out_at"] = datetime.fromisoformat(body["out_at"])
    return changes


def _reprinted(dossier: Dossier, entry: Entry) -> _NewFields:
    del dossier
    return {"reprints": entry.body["times"]} if entry.body["kind"] == "appointment_slip" else {}


def _supplement_requested(dossier: Dossier, entry: Entry) -> _NewFields:
    body = entry.body
    return {
        "state": DossierState.SUPPLEMENT_WAITING,
        "supplements": body["times"],
        "waiting_since": entry.happened_at,
        "closes_on": date.fromisoformat(body["closes_on"]) if body["closes_on"] else None,
        "minutes_left": body["minutes_left"],
        "clock_after_papers": body["clock"],
        "was_overdue": dossier.was_overdue or body["was_overdue"],
    }


def _supplement_received(dossier: Dossier, entry: Entry) -> _NewFields:
    """The promise is made anew; a re-appointment of before has nothing left to move."""
    day = entry.happened_at.date()
    came = (SupplementedPaper(**record, received_on=day) for record in entry.body.get("received", ()))
    return {
        **_running(dossier, entry),
        "supplemented": (*dossier.supplemented, *came),
        "waiting_since": None,
        "closes_on": None,
        "clock_after_papers": "",
        "new_due_at": None,
        "unpaused_due_at": None,
        "paused_minutes": 0,
    }


def _clock_paused(dossier: Dossier, entry: Entry) -> _NewFields:
    return {
        "state": DossierState.PAUSED,
        "pauses": dossier.pauses + 1,
        "paused_since": entry.happened_at,
        "minutes_left": entry.body["minutes_left"],
    }


def _clock_resumed(dossier: Dossier, entry: Entry) -> _NewFields:
    body = entry.body
    moved = body["new_due_at"]
    return {
        **_running(dossier, entry),
        "paused_since": None,
        "paused_minutes": body["paused_minutes"],
        "unpaused_due_at": datetime.fromisoformat(body["unpaused_due_at"]),
        "new_due_at": datetime.fromisoformat(moved) if moved else None,
    }


def _running(dossier: Dossier, entry: Entry) -> _NewFields:
    body = entry.body
    return {
        "state": DossierState.PROCESSING,
        "due_at": datetime.fromisoformat(body["due_at"]),
        "due_ground": body["due_ground"],
        "minutes_left": None,
    }


def _apologised(dossier: Dossier, entry: Entry) -> _NewFields:
    new_due_at = datetime.fromisoformat(entry.body["new_due_at"])
    return {"apologies": dossier.apologies + 1, "new_due_at": new_due_at}


def _ended(state: DossierState) -> Callable[[Dossier, Entry], _NewFields]:
    def end(dossier: Dossier, entry: Entry) -> _NewFields:
        return {"state": state, "finished_at": entry.happened_at, "outcome": entry.body.get("outcome", "")}

    return end


def _voided(dossier: Dossier, entry: Entry) -> _NewFields:
    """The moment of a result that was ready stays, and the minutes it saved: until the void they counted."""
    return {
        "state": DossierState.VOIDED,
        "voided_at": entry.happened_at,
        "finished_at": dossier.finished_at or entry.happened_at,
    }


def _work_started(dossier: Dossier, entry: Entry) -> _NewFields:
    return {"started_at": dossier.started_at or entry.happened_at}


def _appointment_given(dossier: Dossier, entry: Entry) -> _NewFields:
    """Both moments are kept: `due_at` stays the first."""
    new_due_at = entry.body["new_due_at"]
    moved = {"new_due_at": datetime.fromisoformat(new_due_at)} if new_due_at else {}
    return {"appointment_at": entry.happened_at, **moved}


def _time_unreliable(dossier: Dossier, entry: Entry) -> _NewFields:
    del entry, dossier
    return {"is_time_unreliable": True}


def _handed_over(dossier: Dossier, entry: Entry) -> _NewFields:
    return {"handovers": dossier.handovers + 1, "holder": entry.body["to_unit"]}


def _result_ready(dossier: Dossier, entry: Entry) -> _NewFields:
    body = entry.body
    return {
        "state": DossierState.RESULT_READY,
        "finished_at": entry.happened_at,
        "outcome": body["outcome"],
        "results": body["count"],
        "shelf": body["shelf"],
        "holder": "",
    }


def _result_reissued(dossier: Dossier, entry: Entry) -> _NewFields:
    body = entry.body
    return {"state": DossierState.RESULT_READY, "results": dossier.results + body["count"], "shelf": body["shelf"]}


def _result_returned(dossier: Dossier, entry: Entry) -> _NewFields:
    body = entry.body
    changes: _NewFields = {"results_returned": dossier.results_returned + body["count"]}
    if body["cause"]:
        changes |= {"overdue_cause": body["cause"], "responsible_unit": body["responsible_unit"]}
    if not body["is_partial"]:
        first = dossier.returned_at or entry.happened_at
        changes |= {"state": DossierState.RETURNED, "returned_at": first, "returned_way": body["way"], "shelf": ""}
        if dossier.returned_at is None:
            changes["saved_minutes"] = body.get("saved_minutes")
    return changes


def _corrected(dossier: Dossier, entry: Entry) -> _NewFields:
    body = entry.body
    values = {name: _CORRECTED.get(name, _same)(value) for name, value in body["new"].items()}
    return {**values, "version": body["version"], "catalogue": entry.catalogue}


def _citizen_called(dossier: Dossier, entry: Entry) -> _NewFields:
    del entry
    return {"calls": dossier.calls + 1}


def _attachment_added(dossier: Dossier, entry: Entry) -> _NewFields:
    changes: _NewFields = {"attachments": dossier.attachments + 1}
    counter = _SCANNED.get(entry.body["role"])
    if counter:
        changes[counter] = getattr(dossier, counter) + 1
    return changes


def _taken_over(dossier: Dossier, entry: Entry) -> _NewFields:
    """Code, due moment and state stay as they are: only who answers for it is another."""
    return {"held_by": entry.journal.partition("/")[0], "taken_over": dossier.last}


_SCANNED = {"paper": "scanned_papers", "result": "scanned_results"}


def _same(value: Any) -> Any:
    return value


_CORRECTED: Mapping[str, Callable[[Any], Any]] = {
    "received_at": datetime.fromisoformat,
    "due_at": datetime.fromisoformat,
    "fee_state": FeeState,
}
"""How values of a correction are read; others are taken as they are."""

_STEPS: Mapping[str, Callable[[Dossier, Entry], _NewFields]] = {
    EntryKind.SUPPLEMENT_REQUESTED: _supplement_requested,
    EntryKind.SUPPLEMENT_RECEIVED: _supplement_received,
    EntryKind.CLOSED_INCOMPLETE: _ended(DossierState.CLOSED),
    EntryKind.REFUSED: _ended(DossierState.REFUSED),
    EntryKind.CLOCK_PAUSED: _clock_paused,
    EntryKind.CLOCK_RESUMED: _clock_resumed,
    EntryKind.APOLOGISED: _apologised,
    EntryKind.WITHDRAWN: _ended(DossierState.WITHDRAWN),
    EntryKind.STOPPED: _ended(DossierState.STOPPED),
    EntryKind.VOIDED: _voided,
    EntryKind.HANDED_OVER: _handed_over,
    EntryKind.RESULT_READY: _result_ready,
    EntryKind.RESULT_RETURNED: _result_returned,
    EntryKind.RESULT_REISSUED: _result_reissued,
    EntryKind.CORRECTED: _corrected,
    EntryKind.CITIZEN_CALLED: _citizen_called,
    EntryKind.WORK_STARTED: _work_started,
    EntryKind.APPOINTMENT_GIVEN: _appointment_given,
    EntryKind.TIME_UNRELIABLE: _time_unreliable,
}
"""Steps of a dossier's life, which can be undone."""

_CHANGES: Mapping[str, Callable[[Dossier, Entry], _NewFields]] = {
    EntryKind.FEE_SETTLED: _fee_settled,
    EntryKind.PAPER_OUT: _paper_out,
    EntryKind.REPRINTED: _reprinted,
    EntryKind.ATTACHMENT_ADDED: _attachment_added,
    EntryKind.DOSSIER_TAKEN_OVER: _taken_over,
    **_STEPS,
}


def current_texts(entries: Iterable[tuple[Entry, Mapping[str, str]]]) -> dict[str, str]:
    """Return the personal texts of a dossier as they stand: of its receipt, of what came later, of every correction.

    Args:
        entries: The dossier's entries, oldest first, each with the texts beside it.
    """
    whole = list(entries)
    undone = passed_over([entry for entry, _ in whole])
    found: dict[str, str] = {}
    for entry, texts in whole:
        if entry.kind == EntryKind.DOSSIER_RECEIVED:
            found = dict(texts)
        elif (entry.journal, entry.number) in undone:
            continue
        elif entry.kind == EntryKind.SUPPLEMENT_RECEIVED:
            found |= {name: text for name, text in texts.items() if name.startswith("received.")}
        elif entry.kind == EntryKind.CORRECTED:
            found |= {name: text for name, text in texts.items() if name != "reason"}
            for name in entry.body["emptied"]:
                found.pop(name, None)
    return found
