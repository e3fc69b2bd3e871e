"""What the law of a step reads: the dossier, the moment, the desk, who drafts and who approves."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from cchc_desktop.domain.dossier import Dossier
from cchc_desktop.domain.people import Official
from cchc_desktop.domain.problems import Problem
from cchc_desktop.domain.steps import TakeStep
from cchc_desktop.domain.term import CountingMode, Term, TermUnit
from cchc_desktop.services.desk_state import DeskState

if TYPE_CHECKING:
    from cchc_desktop.domain.forms import FormPurpose, Regime
    from cchc_desktop.store.journal import Written

Faults = tuple[Problem, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class StepContext:
    """One step of one dossier at one moment. ``number`` takes the next number of a series in the transaction."""

    dossier: Dossier
    entries: tuple[Written, ...]
    personal: Mapping[str, str]
    """The personal texts as they stand."""
    now: datetime
    state: DeskState
    officials: Mapping[str, Official]
    drafter: str
    approver: Official | None
    """``None`` while a draft is only looked at, or where nobody has to approve."""
    attachments: frozenset[str]
    """Hashes of the contents that lie with the dossier."""
    is_slip_out: bool
    """Whether the citizen may hold a slip already."""
    number: Callable[[str], str]

    @property
    def mode(self) -> CountingMode:
        """Return how working days were counted when the dossier was received."""
        return CountingMode(self.state.settings_at(self.dossier.settings, self.dossier.first.journal).counting_mode)

    @property
    def term(self) -> Term | None:
        """Return the statutory term; ``None`` where the law gives none."""
        if self.dossier.term_count is None:
            return None
        return Term(self.dossier.term_count, TermUnit(self.dossier.term_unit))

    @property
    def cut_off(self) -> time | None:
        """Return the same-day procedure's last hour, as its version says; ``None``: the usual one."""
        day = self.dossier.received_at.date()
        found = self.state.catalogue_at(self.dossier.catalogue).find(self.dossier.procedure_code, day)
        return found.same_day_cut_off if found else None

    @property
    def regime(self) -> Regime:
        """Return the regime of the day of receipt."""
        found = [regime for regime in self.state.forms.regimes if regime.code == self.dossier.regime]
        return found[0] if found else self.state.forms.regime_on(self.dossier.received_at.date())

    def suffix(self, purpose: FormPurpose) -> str:
        """Return the series of a paper's number ("HDHS"); empty where the form set has no such form."""
        day = self.dossier.received_at.date()
        settings = self.state.settings_at(self.dossier.settings, self.dossier.first.journal)
        forms = self.state.forms.form_set_on(day, settings.forms_changed_on)
        return forms.form(purpose).number_suffix if forms.has_form(purpose) else ""

    def signer(self, command: TakeStep) -> Official | None:
        """Return whose name stands under a paper of the head: the one named, who approves, or the first leader."""
        named = self.officials.get(command.text("signer"))
        leaders = [official for official in self.officials.values() if official.is_leader]
        return named or self.approver or next(iter(leaders), None)

    def signer_body(self, command: TakeStep) -> dict[str, str]:
        """Return name, title and capacity of who signs, for the entry's body."""
        signer = self.signer(command)
        if signer is None:
            return {"signer_name": "", "signer_title": "", "signer_capacity": ""}
        title = signer.title or self.state.settings.head_title
        return {"signer_name": signer.name, "signer_title": title, "signer_capacity": signer.capacity or title.upper()}


def _no_texts(context: StepContext, command: TakeStep) -> dict[str, str]:
    del context, command
    return {}


@dataclasses.dataclass(frozen=True, slots=True)
class StepLaw:
    """What a step has to satisfy and what it writes: both read, neither changes anything."""

    faults: Callable[[StepContext, TakeStep], Faults]
    body: Callable[[StepContext, TakeStep], dict[str, Any]]
    texts: Callable[[StepContext, TakeStep], dict[str, str]] = _no_texts
    """Personal texts besides those that were typed into the form."""


def replaced_slip(context: StepContext) -> dict[str, Any] | None:
    """Return which slip the citizen holds, so that the new one says what it replaces; ``None``: none went out."""
    if not context.is_slip_out:
        return None
    return {"out_at": iso(context.dossier.slip_out_at), "version": context.dossier.version}


def needs(command: TakeStep, *names: str) -> Faults:
    """Return a fault for each named field that is empty."""
    return tuple(Problem(name, "missing") for name in names if _is_empty(command.values.get(name)))


def _is_empty(value: Any) -> bool:
    return not value.strip() if isinstance(value, str) else value in (None, (), [])


def iso(moment: Any) -> str:
    """Return a moment or day as ISO text; empty for none."""
    return moment.isoformat() if moment else ""
