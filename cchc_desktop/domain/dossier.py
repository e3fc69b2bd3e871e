"""A dossier as its entries fold: nothing personal in it, every change a new value."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from cchc_desktop.domain.entry import Entry, EntryKind, Position


class DossierState(enum.StrEnum):
    """Where a dossier stands; values are stored and never renamed. Later steps of its life add theirs."""

    PROCESSING = "processing"


class Channel(enum.StrEnum):
    """How the dossier came; values are stored and never renamed."""

    COUNTER = "counter"
    POST = "post"
    ONLINE = "online"


class ReturnWay(enum.StrEnum):
    """Where the result is wanted; values are stored and never renamed."""

    DESK = "desk"
    POST = "post"
    ONLINE = "online"


class FeeState(enum.StrEnum):
    """What is known of the fee; values are stored and never renamed."""

    UNKNOWN = "unknown"
    FREE = "free"
    NOT_YET = "not_yet"
    CASH = "cash"
    TRANSFER = "transfer"
    WAIVED = "waived"


class PaperForm(enum.StrEnum):
    """In which form a paper was handed in; values are stored and never renamed."""

    ORIGINAL = "original"
    CERTIFIED_COPY = "certified_copy"
    COPY = "copy"
    DIGITAL = "digital"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class HandedPaper:
    """One paper handed in. A typed name is personal and lies beside the entry as ``papers.<seq>``."""

    seq: int
    catalogue_seq: int | None
    """Its number in the procedure's list; ``None`` where the clerk typed it."""
    name: str
    """The catalogue's name; empty where the clerk typed it."""
    form: PaperForm
    quantity: int
    is_shown_only: bool = False
    """Xuất trình: shown and handed back."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One dossier as the desk knows it, folded from its entries."""

    id: str
    """Journal and number of its first entry: "H32.x/1/1#17"."""
    code: str
    first: Position
    last: Position
    last_hash: str
    first_hash: str
    state: DossierState
    procedure_code: str
    procedure_name: str
    service_field: str
    case_code: str
    case_label: str
    catalogue: str
    """Version of the catalogue it was received under."""
    settings: int
    program: str
    channel: Channel
    received_at: datetime
    due_at: datetime
    due_ground: str
    term_count: int | None
    term_unit: str
    statutory_minutes: int | None
    regime: str
    form_set: str
    officer: str
    officer_name: str
    desk: int
    slip_number: str
    register_volume: str
    register_number: int
    applicant_kind: str
    has_submitter: bool
    return_way: ReturnWay
    sets: int
    papers: tuple[HandedPaper, ...]
    fee_dong: int | None
    fee_state: FeeState
    papers_out: int = 0
    reprints: int = 0
    slip_sha256: str = ""
    """Hash of the slip as it was first printed."""

    @property
    def is_open(self) -> bool:
        """Return whether work on it goes on."""
        return self.state is DossierState.PROCESSING

    def after(self, entry: Entry, digest: str) -> Dossier:
        """Return the dossier after ``entry``; an unknown kind changes only its last position."""
        last = Position(journal=entry.journal, number=entry.number)
        moved = dataclasses.replace(self, last=last, last_hash=digest)
        change = _CHANGES.get(entry.kind)
        return change(moved, entry.body) if change else moved


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
        officer=entry.actor,
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
    )


def fold(entries: Iterable[tuple[Entry, str]]) -> Dossier | None:
    """Return the dossier that ``entries`` (each with its hash, in order) make; ``None`` without a beginning."""
    dossier: Dossier | None = None
    for entry, digest in entries:
        if dossier is None:
            dossier = begin(entry, digest) if entry.kind == EntryKind.DOSSIER_RECEIVED else None
        else:
            dossier = dossier.after(entry, digest)
    return dossier


def paper_record(paper: HandedPaper) -> dict[str, Any]:
    """Return a paper as plain data for the body of an entry."""
    record = dataclasses.asdict(paper)
    record["form"] = str(paper.form)
    return record


def _paper(record: Mapping[str, Any]) -> HandedPaper:
    return HandedPaper(**{**record, "form": PaperForm(record["form"])})


def _fee_settled(dossier: Dossier, body: Mapping[str, Any]) -> Dossier:
    return dataclasses.replace(dossier, fee_dong=body["fee_dong"], fee_state=FeeState(body["fee_state"]))


def _paper_out(dossier: Dossier, body: Mapping[str, Any]) -> Dossier:
    first = dossier.slip_sha256 or (body["sha256"] if body["kind"] == "appointment_slip" else "")
    return dataclasses.replace(dossier, papers_out=dossier.papers_out + 1, slip_sha256=first)


def _reprinted(dossier: Dossier, body: Mapping[str, Any]) -> Dossier:
    return dataclasses.replace(dossier, reprints=body["times"])


_CHANGES: Mapping[str, Callable[[Dossier, Mapping[str, Any]], Dossier]] = {
    EntryKind.FEE_SETTLED: _fee_settled,
    EntryKind.PAPER_OUT: _paper_out,
    EntryKind.REPRINTED: _reprinted,
}
