"""The form of a step as its panel shows it: what it begins with, what it amounts to, what became of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from cchc_desktop.domain.steps import StepKind
from ui.presenters.step_form import FieldSpec
from ui.presenters.step_outlook import Happening


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class StepScreen:
    """A form as it begins."""

    kind: StepKind
    title: str
    line: str
    """What the step does."""
    subject: str
    """Whose dossier."""
    fields: tuple[FieldSpec, ...]
    restored: Mapping[str, Any]
    """What a draft that was taken back held, as the fields take it."""
    has_paper: bool
    approvers: tuple[tuple[str, str], ...]
    """(id, name and title) of who may approve at the desk."""
    is_alone: bool
    """Whether the unit has one official only, who approves the own work and says so."""
    needs_pin: bool
    """Whether that one has a PIN."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class StepOutlook:
    """What the form amounts to now."""

    shown: frozenset[str]
    faults: Mapping[str, str]
    """Field -> words, of fields that are shown."""
    general: tuple[str, ...]
    """Faults that belong to no field."""
    missing: str
    """Names of the fields that are still to be filled in."""
    happenings: tuple[Happening, ...]
    needs_approval: bool
    is_complete: bool
    go_label: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class StepDone:
    """What became of it, for the notice."""

    tone: str
    sentence: str
    facts: str
    stands: str = ""
    """The dossier's code where ``facts`` says nothing but its state."""
