"""What a paper about a step is composed from: the dossier, its step's entry, the receipt's law, the unit's name."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Any

from cchc_desktop.domain.dossier import Dossier
from cchc_desktop.domain.forms import FormSet
from cchc_desktop.domain.person import ApplicantKind, Person, Sex
from cchc_desktop.services.paper_texts import PaperTexts
from cchc_desktop.services.slip_wording import Office, request_words
from cchc_desktop.settings import Settings


@dataclasses.dataclass(frozen=True, kw_only=True)
class PaperFacts:
    """What a paper is composed from.

    Attributes:
        office: settings, forms and catalogue as they were in force at the receipt.
        names: settings in force when the paper was written, which name the unit; ``None``: those of the receipt.
        body: the step entry's body.
        step_personal: the personal texts beside that entry.
        issued_at: when the step was recorded; a reprint keeps it.
        dossier: ``None`` for a paper before receipt, whose applicant is in ``step_personal``.
        personal: the dossier's personal texts as they are now.
        proof: what proves the step's entry (`slip_wording.proof_line`); empty: a draft.
        reprint_mark: "BẢN IN LẠI LẦN …"; empty on the first print.
        replaces: which paper this one replaces; empty on an ordinary one.
    """

    office: Office
    names: Settings | None = None
    body: Mapping[str, Any]
    step_personal: Mapping[str, str]
    issued_at: datetime
    dossier: Dossier | None = None
    personal: Mapping[str, str] = dataclasses.field(default_factory=dict)
    proof: str = ""
    reprint_mark: str = ""
    replaces: str = ""

    @property
    def day(self) -> date:
        """Return the day whose law holds: that of the receipt, or of the visit."""
        if self.dossier is not None:
            return self.dossier.received_at.date()
        given_at = self.body.get("given_at", "")
        return datetime.fromisoformat(given_at).date() if given_at else self.issued_at.date()

    @cached_property
    def applicant(self) -> Person:
        """Return whose dossier it is."""
        return Person.from_fields(self.personal if self.dossier else self.step_personal, "applicant")

    @cached_property
    def submitter(self) -> Person:
        """Return who handed it in, where that is somebody else."""
        return Person.from_fields(self.personal if self.dossier else self.step_personal, "submitter")

    @cached_property
    def texts(self) -> PaperTexts:
        """Return the fixed texts of the day, addressed to the applicant."""
        office = self.office
        unit = self._names.unit_on(self._named_on)
        return PaperTexts.of(self.day, office.forms, office.settings, unit).addressing(self._person_key())

    @property
    def hotline(self) -> str:
        """Return the desk's telephone on the day of the paper."""
        return self._names.hotline_on(self._named_on)

    @property
    def _names(self) -> Settings:
        return self.names or self.office.settings

    @property
    def _named_on(self) -> str:
        """Return the day by which a paper names its unit: a slip keeps that of the receipt, a notice is of its own."""
        return (self.issued_at.date() if self.dossier is not None else self.day).isoformat()

    @cached_property
    def form_set(self) -> FormSet:
        """Return the forms that the dossier keeps for life."""
        code = self.dossier.form_set if self.dossier else str(self.body.get("form_set", ""))
        return self.office.forms.form_set_of(code, self.day, self.office.settings.forms_changed_on)

    @property
    def request(self) -> str:
        """Return what was asked for, by its legal name."""
        return request_words(self.dossier) if self.dossier else str(self.body.get("procedure_name", ""))

    def said(self, name: str) -> str:
        """Return a personal text of the step, without white space around it."""
        return self.step_personal.get(name, "").strip()

    def kept(self, name: str) -> str:
        """Return a text of the step's body."""
        return str(self.body.get(name) or "").strip()

    def _person_key(self) -> str:
        kind = self.dossier.applicant_kind if self.dossier else self.kept("applicant_kind")
        if kind == ApplicantKind.ORGANISATION:
            return "person_organisation"
        if kind == ApplicantKind.CHILD:
            return "person_unknown"  # a parent is addressed, whose sex is not recorded
        return {Sex.MALE: "person_male", Sex.FEMALE: "person_female"}.get(self.applicant.sex, "person_unknown")
