"""Advice before a dossier is received: what is still to be brought (Mẫu 02), or why nothing is received (Mẫu 03)."""

from __future__ import annotations

import dataclasses
from datetime import datetime

from cchc_desktop.domain.intake import ReceiveDossier
from cchc_desktop.domain.steps import SupplementItem


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class GiveGuidance:
    """The command that becomes Mẫu 02 before receipt; of the form, who asks and for which procedure."""

    form: ReceiveDossier
    items: tuple[SupplementItem, ...] = ()
    reason: str = ""
    contact_name: str = ""
    """The official who helps further; empty: who gives the guidance."""
    contact_phone: str = ""
    """Empty: the desk's telephone."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RefuseIntake:
    """The command that becomes Mẫu 03 before receipt."""

    form: ReceiveDossier
    reasons: tuple[str, ...] = ()
    """Codes of the list of reasons in force."""
    reason: str = ""
    """In free words; needed where no reason of the list is chosen."""
    guidance: str = ""
    """Where the citizen should turn instead."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class AdviceLine:
    """One line of the list of what was advised."""

    entry: int
    """Number of its entry, by which its paper is composed."""
    kind: str
    """GuidanceGiven or IntakeRefused."""
    number: str
    """"12/HDHS"; a refusal has none."""
    procedure_code: str
    procedure_name: str
    given_at: datetime
    officer: str
    """Who gave it, by name."""
    name: str
    """Whom; empty where nobody was named, and after an erasure."""
