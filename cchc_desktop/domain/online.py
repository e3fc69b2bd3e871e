"""Dossiers that came over the national portal: what its list says, and how far the desk is with each."""

from __future__ import annotations

import dataclasses
import enum
from datetime import datetime
from typing import Any

from cchc_desktop.domain.problems import Problem
from cchc_desktop.text import nfc

WAITING = "waiting"


class OnlineAnswer(enum.StrEnum):
    """How the desk answered; each stops the eight hours (RULES 20). Values are stored and never renamed."""

    ACCEPTED = "accepted"
    REQUESTED = "requested"
    REFUSED = "refused"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class OnlineCase:
    """One dossier of the portal as the desk knows it."""

    portal_code: str
    procedure_code: str
    procedure_name: str
    name: str
    """The applicant's name; empty where the list had none, and after an erasure."""
    submitted_at: datetime
    received_at: datetime
    """When the system received it."""
    noticed_at: datetime
    """When the desk came to know of it."""
    is_late_notice: bool
    act_by: datetime
    """Until when the desk must accept, refuse or ask for papers."""
    state: str
    """waiting, or an `OnlineAnswer`."""
    answered_at: datetime | None = None

    @property
    def can_be_accepted(self) -> bool:
        """Return whether it waits, or waits for the papers that were asked for."""
        return self.state in (WAITING, OnlineAnswer.REQUESTED)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PortalLine:
    """One line of the portal's list, read."""

    line: int
    """Counted from 1, as a table program shows it; 0 where it was typed."""
    portal_code: str
    procedure_code: str
    """Empty where the list only names the procedure."""
    procedure_name: str
    name: str
    submitted_at: datetime
    received_at: datetime


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RefusedLine:
    """One line of the portal's list that cannot be taken, and why."""

    line: int
    portal_code: str
    """Empty where that is what cannot be read."""
    problems: tuple[Problem, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PortalList:
    """A list as it was read: what can be taken, and what cannot."""

    lines: tuple[PortalLine, ...]
    refused: tuple[RefusedLine, ...]


def portal_code_of(typed: str) -> str:
    """Return a code of the portal as the desk keeps it: in capitals, without white space around it."""
    return nfc(typed).upper()


def answer_record(case: OnlineCase, answer: OnlineAnswer, now: datetime, officer_name: str) -> dict[str, Any]:
    """Return the body of the entry that a case was answered."""
    return {
        "portal_code": case.portal_code,
        "answer": str(answer),
        "is_late": now > case.act_by,
        "officer_name": officer_name,
    }
