"""A dossier as its entries fold: nothing personal in it, every change a new value."""

from __future__ import annotations

import dataclasses
import enum
from datetime import date, datetime
from typing import Any

from cchc_desktop.domain.entry import Entry, Position


class DossierState(enum.StrEnum):
    """Where a dossier stands; values are stored and never renamed."""

    PROCESSING = "processing"
    SUPPLEMENT_WAITING = "supplement_waiting"
    PAUSED = "paused"
    RESULT_READY = "result_ready"
    RETURNED = "returned"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    CLOSED = "closed"
    """Papers that were asked for never came (RULES §2.5)."""
    VOIDED = "voided"
    """Entered by mistake (hủy)."""


OPEN_STATES = frozenset({DossierState.PROCESSING, DossierState.SUPPLEMENT_WAITING, DossierState.PAUSED})
"""States in which work on a dossier is not finished."""


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
    ONLINE = "online"
    """Paid on the national portal: counts as an online payment, which a transfer at the desk does not."""


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
class SupplementedPaper:
    """One paper that was asked for and came. A typed name is personal: it lies beside the entry as `text_name`."""

    times: int
    """Of the request that asked for it: the first, the second."""
    seq: int
    catalogue_seq: int | None
    name: str
    """The catalogue's name; empty where the clerk typed it."""
    originals: int
    certified: int
    copies: int
    received_on: date

    @property
    def text_name(self) -> str:
        """Return under which name a typed one lies beside the entry."""
        return supplemented_text(self.times, self.seq)


def supplemented_text(times: int, seq: int) -> str:
    """Return under which name the typed name of a paper lies that came after the n-th request."""
    return f"received.{times}.{seq}"


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
    supplemented: tuple[SupplementedPaper, ...] = ()
    """Papers that came after they were asked for."""
    emergency_number: str = ""
    """Of the slip handed out while the power was off; empty where there was none."""
    papers_out: int = 0
    reprints: int = 0
    slip_sha256: str = ""
    """Hash of the slip as it was first printed."""
    slip_out_at: datetime | None = None
    """When the slip that the citizen holds came out."""
    new_due_at: datetime | None = None
    """Given with an apology; `due_at` stays what lateness is measured by."""
    was_overdue: bool = False
    """Whether it was overdue when papers were asked for: it stays so whatever the new due moment."""
    supplements: int = 0
    apologies: int = 0
    pauses: int = 0
    handovers: int = 0
    version: int = 1
    """Counts corrections: 2 after the first."""
    slip_from: Position | None = None
    """The entry that renewed the slip: a correction, a promise made anew; ``None``: it is that of the receipt."""
    waiting_since: datetime | None = None
    """When papers were asked for."""
    closes_on: date | None = None
    """The last day of waiting for papers; ``None``: no such day by this regime."""
    paused_since: datetime | None = None
    unpaused_due_at: datetime | None = None
    """The due moment before the first pause since the promise was last made; ``None``: there was none."""
    paused_minutes: int = 0
    """Working minutes of the pauses since then."""
    minutes_left: int | None = None
    """Working time left while the clock stands; frozen."""
    clock_after_papers: str = ""
    """restart or pause: what full papers will do."""
    holder: str = ""
    """The unit that has the papers; empty: the one-stop desk."""
    finished_at: datetime | None = None
    """When the result was ready, or it was refused, withdrawn, stopped or closed."""
    voided_at: datetime | None = None
    returned_at: datetime | None = None
    returned_way: str = ""
    """How the result went to the citizen; empty while it has not."""
    outcome: str = ""
    results: int = 0
    """Results that are ready in all."""
    results_returned: int = 0
    shelf: str = ""
    calls: int = 0
    attachments: int = 0
    scanned_papers: int = 0
    """Of the attachments: what the citizen handed in."""
    scanned_results: int = 0
    last_step: Position | None = None
    """The last step that was not undone; only this one can be."""
    last_step_kind: str = ""
    is_imported: bool = False
    """Whether it came in from a book that was kept elsewhere."""
    is_online_procedure: bool = False
    """Whether its procedure was offered online on the day of receipt: only those count in the online ratio."""
    is_same_day: bool = False
    """Whether it was opened without an appointment (không giấy hẹn)."""
    has_slip_on_request: bool = False
    """A slip all the same, because the citizen asked for one; it stays without an appointment."""
    priority: str = ""
    """Why it goes first: old, disabled, pregnant; empty: in its turn."""
    started_at: datetime | None = None
    """When work on it began while the citizen waited."""
    appointment_at: datetime | None = None
    """When it became an appointment after all."""
    is_time_unreliable: bool = False
    """Whether its times are left out of the tallies."""
    saved_minutes: int | None = None
    """Working minutes saved against the term; ``None``: it does not count among those without an appointment."""
    overdue_cause: str = ""
    responsible_unit: str = ""
    """Who answers for a late result (row 169)."""
    held_by: str = ""
    """Agency code of the ward that took it over from the one that received it; empty: nobody did."""
    taken_over: Position | None = None
    """The entry by which it was taken over."""

    @property
    def home(self) -> str:
        """Return whose it is, "ward/desk": of the desk that received it, or that took it over."""
        return (self.taken_over or self.first).journal.rpartition("/")[0]

    @property
    def is_ended(self) -> bool:
        """Return whether it ended without a result."""
        return self.state not in OPEN_STATES and self.state not in (DossierState.RESULT_READY, DossierState.RETURNED)

    @property
    def is_open(self) -> bool:
        """Return whether work on it goes on."""
        return self.state in OPEN_STATES

    @property
    def promised_at(self) -> datetime:
        """Return the moment that the citizen was told last: boards go by it."""
        return self.new_due_at or self.due_at

    def passed(self, entry: Entry, digest: str) -> Dossier:
        """Return the dossier with ``entry`` as its last one, otherwise unchanged."""
        last = Position(journal=entry.journal, number=entry.number)
        return dataclasses.replace(self, last=last, last_hash=digest)


def paper_record(paper: HandedPaper) -> dict[str, Any]:
    """Return a paper as plain data for the body of an entry."""
    record = dataclasses.asdict(paper)
    record["form"] = str(paper.form)
    return record
