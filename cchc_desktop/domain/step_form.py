"""What a step's description and its command are made of; the steps themselves stand in `domain.steps`."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Mapping
from typing import Any

from cchc_desktop.domain.dossier import DossierState
from cchc_desktop.domain.entry import EntryKind


class StepKind(enum.StrEnum):
    """What is done with a dossier; values are stored and never renamed."""

    SUPPLEMENT_REQUEST = "supplement_request"
    SUPPLEMENT_RECEIVED = "supplement_received"
    INCOMPLETE_CLOSING = "incomplete_closing"
    REFUSAL = "refusal"
    PAUSE = "pause"
    RESUME = "resume"
    APOLOGY = "apology"
    WITHDRAWAL = "withdrawal"
    STOP = "stop"
    VOID = "void"
    HANDOVER = "handover"
    RESULT_READY = "result_ready"
    RESULT_RETURN = "result_return"
    REISSUE = "reissue"
    CORRECTION = "correction"
    UNDO = "undo"
    CALL = "call"
    SAME_DAY_START = "same_day_start"
    TO_APPOINTMENT = "to_appointment"
    TIME_UNRELIABLE = "time_unreliable"


class FieldKind(enum.StrEnum):
    """What a field of a step's form takes."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CODE = "code"
    """A text that is no personal one: a procedure's code, a shelf, a unit's or an official's name."""
    MOMENT = "moment"
    DAY = "day"
    COUNT = "count"
    FLAG = "flag"
    CHOICE = "choice"
    CHOICES = "choices"
    """Several codes of a list: the reasons of a refusal."""
    ITEMS = "items"
    """Papers that are asked for: `SupplementItem` each."""
    ATTACHMENT = "attachment"
    """The content's hash of a file that lies with the dossier already."""


PERSONAL_KINDS = frozenset({FieldKind.TEXT, FieldKind.LONG_TEXT})
"""Kinds whose words are free text about a dossier: they lie beside the entry, never in it."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class StepField:
    """One field of a step's form."""

    name: str
    kind: FieldKind
    is_needed: bool = False
    """Shown as needed; the law of the step may need more, by circumstance."""
    choices: tuple[str, ...] = ()
    most: int = 99
    """The largest count."""

    @property
    def is_personal(self) -> bool:
        """Return whether its words lie beside the entry."""
        return self.kind in PERSONAL_KINDS


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class StepForm:
    """One step: where it may begin, whether a leader approves it, what it asks and what it writes."""

    kind: StepKind
    entry: EntryKind
    states: frozenset[DossierState]
    fields: tuple[StepField, ...]
    needs_approval: bool = False
    is_only_same_day: bool = False
    """Whether only a dossier without an appointment (không giấy hẹn) can take it."""
    papers: tuple[str, ...] = ()
    """Kinds of paper that may go out with it: a slip where it replaces one, the others always, a stop on its form."""

    def field(self, name: str) -> StepField | None:
        """Return the field of this name."""
        return next((field for field in self.fields if field.name == name), None)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SupplementItem:
    """One paper that is asked for (Mẫu 02): which, and how many of each form."""

    name: str
    catalogue_seq: int | None = None
    """Its number in the procedure's list; ``None`` where the clerk typed it: then the name is personal."""
    originals: int = 0
    certified: int = 0
    copies: int = 0


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TakeStep:
    """The command: one step with one dossier, filled in or not."""

    kind: StepKind
    code: str
    values: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    """Field name -> value of the field's kind; an absent one is empty."""

    def text(self, name: str) -> str:
        """Return a text; empty where it was not filled in."""
        found = self.values.get(name)
        return found.strip() if isinstance(found, str) else ""

    def count(self, name: str, default: int = 0) -> int:
        """Return a count."""
        found = self.values.get(name)
        return found if isinstance(found, int) and not isinstance(found, bool) else default

    def flag(self, name: str) -> bool:
        """Return whether something was ticked."""
        return self.values.get(name) is True
