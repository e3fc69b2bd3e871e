"""Boards: what has to be looked at now, one list for each reason; and what is told from them."""

from __future__ import annotations

import dataclasses
import enum
from datetime import date, datetime
from typing import NamedTuple

from cchc_desktop.domain.steps import StepKind


class BoardKind(enum.StrEnum):
    """Why a dossier is looked at; one that is due is on exactly one of the first five."""

    OVERDUE = "overdue"
    DUE_TODAY = "due_today"
    """Still to come today."""
    DUE_1 = "due_1"
    """Due on the next working day, or on a day off before it; so the two below."""
    DUE_2 = "due_2"
    DUE_3 = "due_3"
    WAITING = "waiting"
    """Papers were asked for."""
    PAUSED = "paused"
    ONLINE = "online"
    """Came online and was not answered yet: eight working hours."""
    APOLOGIES = "apologies"
    """Due by the end of the next working day or overdue, and nobody has apologised."""
    UNCOLLECTED = "uncollected"
    """The result lies on its shelf."""
    APPROVALS = "approvals"
    """Drafts of steps that wait for a leader."""
    GIVEN_DATES = "given_dates"
    """The clerk gave the moment for want of a calendar, which has come since (RULES 12)."""
    EMERGENCY = "emergency"
    """Entered from slips handed out while the power was off: the leader looks at their moments."""
    SELF_APPROVED = "self_approved"
    """Steps approved by who drafted them, for the city (RULES §2.5)."""


class BoardNote(enum.StrEnum):
    """What should be said beside a line."""

    NONE = ""
    CLOSING_PROPOSED = "closing_proposed"
    """The last day of the wait for papers is over (RULES 25)."""
    REAPPOINTED = "reappointed"
    """The moment is that of an apology."""
    LATE_NOTICE = "late_notice"
    """The official was told too late of an online dossier (RULES 19)."""
    PARTLY_RETURNED = "partly_returned"
    DRAFTED = "drafted"
    """A draft waits for a leader."""
    PAST_CAP = "past_cap"
    """No legal new moment is left: the latest one has gone by (RULES 33)."""
    MOVED_ON = "moved_on"
    """The dossier's state no longer allows what was drafted."""


class BoardLine(NamedTuple):
    """One line of a board: a plain tuple, as hundreds are made whenever a board is looked at."""

    code: str
    """Of the dossier; of an online case the portal's."""
    name: str
    """The applicant's; empty after an erasure and for an online case."""
    phone: str
    procedure_code: str
    procedure_name: str
    state: str
    moment: datetime
    """What the board is sorted by: the promise, since when it waits, pauses or lies ready, until when to answer."""
    minutes_left: int | None = None
    """Working minutes until then, below 0 when it is past; frozen while the clock stands; ``None``: not known."""
    note: BoardNote = BoardNote.NONE
    closes_on: date | None = None
    """The last day of the wait for papers."""
    holder: str = ""
    """The unit that has the papers; empty: the one-stop desk."""
    shelf: str = ""
    calls: int = 0
    """How often the citizen was called about the result."""
    results_left: int = 0
    step: str = ""
    """Which step was drafted, or approved by oneself (`StepKind`)."""
    draft: int = 0
    """Number of the draft's entry: `StepDesk.approve` takes it."""
    official: str = ""
    """Name of who drafted."""
    number: str = ""
    """Of the emergency slip."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TakenStep:
    """One step that was taken and stands: a line of a list of what was done today."""

    code: str
    name: str
    """The applicant's; empty after an erasure."""
    procedure_name: str
    happened_at: datetime
    official: str
    """Name of who took it."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ApologyProposal:
    """An apology that should be drafted; it names nobody."""

    code: str
    promised_at: datetime
    new_due_at: datetime | None
    """The latest legal new moment; ``None`` where none is left, or nothing limits it and the clerk gives it."""
    note: BoardNote = BoardNote.NONE
    """DRAFTED: it waits for the signature already; PAST_CAP."""


SPOT_CHECK_KINDS: tuple[StepKind, ...] = (
    StepKind.SUPPLEMENT_REQUEST,
    StepKind.REFUSAL,
    StepKind.WITHDRAWAL,
    StepKind.VOID,
    StepKind.PAUSE,
)
"""Steps that are looked into at random every week (row 155)."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CheckedStep:
    """One step of a dossier that was picked."""

    kind: StepKind
    happened_at: datetime
    official: str
    approver: str
    """Name; empty where nobody had to approve."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PickedDossier:
    """One dossier that chance picked, with the steps for which it could be."""

    code: str
    procedure_name: str
    steps: tuple[CheckedStep, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SpotCheck:
    """A spot check: whoever has its question and its seed gets the same dossiers again."""

    kinds: tuple[StepKind, ...]
    since: date
    until: date
    """The last day, included."""
    seed: int
    dossiers: int
    """From how many was picked."""
    picked: tuple[PickedDossier, ...]
