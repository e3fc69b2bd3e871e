"""One entry of a journal: what is hashed is exactly the text that is stored and sent."""

from __future__ import annotations

import dataclasses
import enum
import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

FORMAT = 1
NO_ENTRY = "0" * 64
"""The "hash before" of a journal's first entry."""


class EntryKind(enum.StrEnum):
    """What happened; values are stored and never renamed. A kind unknown to a reader is kept and not folded."""

    DESK_OPENED = "DeskOpened"
    SETTINGS_CHANGED = "SettingsChanged"
    CATALOGUE_LOADED = "CatalogueLoaded"
    OFFICER_NAMED = "OfficerNamed"
    CLOCK_ACCEPTED = "ClockAccepted"
    DOSSIER_RECEIVED = "DossierReceived"
    FEE_SETTLED = "FeeSettled"
    PAPER_OUT = "PaperOut"
    REPRINTED = "Reprinted"
    SUPPLEMENT_REQUESTED = "SupplementRequested"
    SUPPLEMENT_RECEIVED = "SupplementReceived"
    CLOSED_INCOMPLETE = "ClosedIncomplete"
    REFUSED = "Refused"
    CLOCK_PAUSED = "ClockPaused"
    CLOCK_RESUMED = "ClockResumed"
    APOLOGISED = "Apologised"
    WITHDRAWN = "Withdrawn"
    STOPPED = "Stopped"
    VOIDED = "Voided"
    HANDED_OVER = "HandedOver"
    RESULT_READY = "ResultReady"
    RESULT_RETURNED = "ResultReturned"
    RESULT_REISSUED = "ResultReissued"
    CORRECTED = "Corrected"
    STEP_UNDONE = "StepUndone"
    CITIZEN_CALLED = "CitizenCalled"
    ATTACHMENT_ADDED = "AttachmentAdded"
    STEP_DRAFTED = "StepDrafted"
    STEP_SENT_BACK = "StepSentBack"
    GUIDANCE_GIVEN = "GuidanceGiven"
    INTAKE_REFUSED = "IntakeRefused"
    ONLINE_FILED = "OnlineFiled"
    ONLINE_ANSWERED = "OnlineAnswered"
    EMERGENCY_SLIPS_PRINTED = "EmergencySlipsPrinted"
    LIST_EXPORTED = "ListExported"
    PIN_SET = "PinSet"
    PIN_FAILED = "PinFailed"
    PIN_FORGOTTEN = "PinForgotten"
    DELEGATION_GIVEN = "DelegationGiven"
    DELEGATION_ENDED = "DelegationEnded"
    WORK_STARTED = "WorkStarted"
    APPOINTMENT_GIVEN = "AppointmentGiven"
    TIME_UNRELIABLE = "TimeUnreliable"
    LOGBOOK_IMPORTED = "LogbookImported"
    FIGURE_TYPED = "FigureTyped"
    EVALUATION_COUNTED = "EvaluationCounted"
    REPORT_SENT = "ReportSent"
    DAY_CLOSED = "DayClosed"
    KEY_CHANGED = "KeyChanged"
    YEAR_PACK_ACCEPTED = "YearPackAccepted"
    CITY_ASKED = "CityAsked"
    CITY_ANSWERED = "CityAnswered"
    DOSSIER_TAKEN_OVER = "DossierTakenOver"
    CONFLICT_SETTLED = "ConflictSettled"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A place in a journal."""

    journal: str
    number: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry. ``body`` holds codes, enums, dates and whole numbers, never a text about a person."""

    journal: str
    """ward/desk/generation."""
    number: int
    previous: str
    """Hash of the entry before."""
    kind: str
    kind_version: int = 1
    dossier: str = ""
    """The dossier's id; empty for entries about the desk itself."""
    happened_at: datetime
    recorded_at: datetime
    actor: str
    """Id of the official."""
    approver: str = ""
    after: Position | None = None
    """The last entry of this dossier that the desk knew."""
    program: str
    catalogue: str = ""
    settings: int = 0
    """Number of the settings' version."""
    personal: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Field name -> salted hash of the text that lies beside the entry."""
    body: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    def to_text(self) -> str:
        """Return the one text that is hashed, stored and sent: JSON, keys sorted, no floats, NFC."""
        after = {"journal": self.after.journal, "number": self.after.number} if self.after else None
        return canonical(
            {
                "format": FORMAT,
                "journal": self.journal,
                "number": self.number,
                "previous": self.previous,
                "kind": str(self.kind),
                "kind_version": self.kind_version,
                "dossier": self.dossier,
                "happened_at": self.happened_at.isoformat(),
                "recorded_at": self.recorded_at.isoformat(),
                "actor": self.actor,
                "approver": self.approver,
                "after": after,
                "program": self.program,
                "catalogue": self.catalogue,
                "settings": self.settings,
                "personal": dict(self.personal),
                "body": dict(self.body),
            }
        )

    @classmethod
    def from_text(cls, text: str) -> Entry:
        """Return the entry that ``text`` spells (the inverse of `to_text`)."""
        record = json.loads(text)
        after = record["after"]
        return cls(
            journal=record["journal"],
            number=record["number"],
            previous=record["previous"],
            kind=record["kind"],
            kind_version=record["kind_version"],
            dossier=record["dossier"],
            happened_at=datetime.fromisoformat(record["happened_at"]),
            recorded_at=datetime.fromisoformat(record["recorded_at"]),
            actor=record["actor"],
            approver=record["approver"],
            after=Position(**after) if after else None,
            program=record["program"],
            catalogue=record["catalogue"],
            settings=record["settings"],
            personal=record["personal"],
            body=record["body"],
        )


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """An entry as it stands in the journal."""

    seq: int
    """Order in the file that keeps it."""
    entry: Entry
    hash: str
    personal: Mapping[str, str]
    """The personal texts beside it; fewer than `entry.personal` after an erasure."""


def canonical(record: Mapping[str, Any]) -> str:
    """Return ``record`` as JSON text with sorted keys and no spaces.

    Raises:
        ValueError: A number with a fraction was given; the journal holds whole numbers only.
    """
    _refuse_floats(record)
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """Return the hash of an entry's text, 64 hexadecimal digits (SHA-256)."""
    return hashlib.sha256(text.encode()).hexdigest()


def personal_digest(salt: str, text: str) -> str:
    """Return the salted hash that stands in the entry for a personal text."""
    return hashlib.sha256(f"{salt}:{text}".encode()).hexdigest()


def _refuse_floats(value: object) -> None:
    if isinstance(value, float):
        raise ValueError("a journal entry holds no fractions")
    if isinstance(value, Mapping):
        for part in value.values():
            _refuse_floats(part)
    elif isinstance(value, list | tuple):
        for part in value:
            _refuse_floats(part)
