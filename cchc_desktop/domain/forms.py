"""Official forms, regimes and office wording by the day of receipt (RULES §1.1, §2.1, statements 39 and 41).

Three things change independently: the regime (the decree), the form set (the circular) and what
the desk is called. A dossier keeps those of its day of receipt for life, whatever the day of printing.
"""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Mapping
from datetime import date
from typing import Any

from cchc_desktop.domain.paper_text import PaperText, RefusalReason
from cchc_desktop.errors import ResourceError


class FormPurpose(enum.StrEnum):
    """What an official form is for; values are stored and never renamed."""

    APPOINTMENT_SLIP = "appointment_slip"
    SUPPLEMENT_REQUEST = "supplement_request"
    REFUSAL_NOTICE = "refusal_notice"
    APOLOGY_NOTICE = "apology_notice"
    STOP_NOTICE = "stop_notice"
    ROUTING_SHEET = "routing_sheet"
    TRACKING_REGISTER = "tracking_register"


class SupplementClock(enum.StrEnum):
    """What becomes of the term when the papers that were asked for are there; values are stored and never renamed."""

    RESTART = "restart"
    PAUSE = "pause"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """One regime of one-stop service: which decrees judge a dossier."""

    code: str
    valid_from: date | None
    """``None``: the day was not verified, so the regime is known and never in force."""
    valid_to: date | None
    basis: str
    confidence: str
    note: str
    supplement_clock: SupplementClock = SupplementClock.RESTART
    """What full papers do to the term (RULES 24). This and the days below are new: older packs lack them."""
    supplement_notice_days: int = 0
    """Working days after receipt within which papers may be asked for (RULES 23); 0: no such day."""
    supplement_closing_days: int = 0
    """Calendar days of waiting for papers before a dossier is closed (RULES 25); 0: it is not closed."""
    apology_before_days: int = 0
    """Calendar days before the due day by which an apology is sent (RULES 36); 0: no such day."""

    def in_force(self, on: date) -> bool:
        """Return whether it holds on a day; both ends belong to it."""
        return self.valid_from is not None and self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One official form (mẫu) of a set."""

    purpose: FormPurpose
    number: str
    """Number of the form in its circular: "01"."""
    title: str
    """As the law writes it, not in capitals."""
    number_suffix: str
    """Behind the slash of "Số: 1286/TNHS"; empty where the form bears no number."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FormSet:
    """The forms of one circular."""

    code: str
    name: str
    valid_from: date
    is_start_setting: bool
    """Whether ``valid_from`` is only the default of a setting of the unit."""
    confidence: str
    note: str
    forms: tuple[Form, ...]

    def has_form(self, purpose: FormPurpose) -> bool:
        """Return whether the circular has a form for a purpose."""
        return any(form.purpose is purpose for form in self.forms)

    def form(self, purpose: FormPurpose) -> Form:
        """Return the form for a purpose.

        Raises:
            ResourceError: The circular has none (ask `has_form` where that may be).
        """
        for form in self.forms:
            if form.purpose is purpose:
                return form
        raise ResourceError(form_set=self.code, purpose=str(purpose))


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class OfficeWording:
    """What the desk is called and what its papers say, between two days.

    Texts carry ``{unit}`` ("phường Phước Hòa") and ``{UNIT}`` ("PHƯỜNG PHƯỚC HÒA") until `for_unit`
    fills them in. A text of several lines keeps them apart, for the marked breaks of a letterhead.
    """

    valid_from: date
    valid_to: date | None
    committee: tuple[str, ...]
    centre: tuple[str, ...]
    desk_label: str
    """Label of the first field of Mẫu 01."""
    desk_name: str
    """What stands behind that label."""
    return_place: str
    counterpart_names: tuple[str, ...]
    notes: tuple[str, ...]
    hotline_label: str
    feedback_title: str
    bring_lines: tuple[str, ...]

    def in_force(self, on: date) -> bool:
        """Return whether it holds on a day; both ends belong to it."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def for_unit(self, unit_kind: str, unit_name: str) -> OfficeWording:
        """Return the wording with the unit's name in it: ("xã", "Vĩnh Thái") says XÃ (RULES 41)."""
        unit = f"{unit_kind} {unit_name}"

        def filled(text: str) -> str:
            return text.replace("{unit}", unit).replace("{UNIT}", unit.upper())

        return dataclasses.replace(
            self,
            committee=tuple(filled(line) for line in self.committee),
            centre=tuple(filled(line) for line in self.centre),
            desk_label=filled(self.desk_label),
            desk_name=filled(self.desk_name),
            return_place=filled(self.return_place),
            notes=tuple(filled(line) for line in self.notes),
            hotline_label=filled(self.hotline_label),
            feedback_title=filled(self.feedback_title),
            bring_lines=tuple(filled(line) for line in self.bring_lines),
        )


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """Everything that papers take from the law of the day of receipt.

    Regimes, form sets and wordings cover every day. A pack of an older program has no ``paper_texts`` and no
    ``refusal_reasons``: those that came with the program stand in (`services.paper_texts`).
    """

    regimes: tuple[Regime, ...]
    form_sets: tuple[FormSet, ...]
    wordings: tuple[OfficeWording, ...]
    paper_texts: tuple[PaperText, ...] = ()
    refusal_reasons: tuple[RefusalReason, ...] = ()

    def regime_on(self, day: date) -> Regime:
        """Return the regime of a day of receipt; of two in force, the later one in the list."""
        return [regime for regime in self.regimes if regime.in_force(day)][-1]

    def form_set_on(self, day: date, changed_on: str = "") -> FormSet:
        """Return the form set of a day of receipt (RULES 39).

        Args:
            day: The day on which the dossier was accepted.
            changed_on: The unit's setting, an ISO day: it moves the start of the set that says so.
                Empty: the default that the data carries.
        """
        changed = date.fromisoformat(changed_on) if changed_on else None
        begun = []
        for place, form_set in enumerate(self.form_sets):
            start = changed if changed and form_set.is_start_setting else form_set.valid_from
            if start <= day:
                begun.append((start, place))
        return self.form_sets[max(begun)[1]]

    def wording_on(self, day: date, *, unit_kind: str, unit_name: str) -> OfficeWording:
        """Return what the desk of a unit is called on a day of receipt, the unit's name filled in."""
        return self.bare_wording_on(day).for_unit(unit_kind, unit_name)

    def bare_wording_on(self, day: date) -> OfficeWording:
        """Return the wording of a day of receipt with its placeholders still in it."""
        return next(wording for wording in self.wordings if wording.in_force(day))

    def form_set_of(self, code: str, day: date, changed_on: str = "") -> FormSet:
        """Return the form set that a dossier was received under: its own for life, else that of its day."""
        return next((kept for kept in self.form_sets if kept.code == code), None) or self.form_set_on(day, changed_on)

    def paper_texts_on(self, day: date) -> dict[str, str]:
        """Return the fixed sentences of a day of receipt by their keys."""
        return {text.key: text.text for text in self.paper_texts if text.in_force(day)}

    def to_record(self) -> dict[str, Any]:
        """Return everything as plain data, for the store."""
        return {
            "regimes": [_dated(dataclasses.asdict(regime)) for regime in self.regimes],
            "form_sets": [_dated(dataclasses.asdict(form_set)) for form_set in self.form_sets],
            "wordings": [_dated(dataclasses.asdict(wording)) for wording in self.wordings],
            "paper_texts": [_dated(dataclasses.asdict(text)) for text in self.paper_texts],
            "refusal_reasons": [_dated(dataclasses.asdict(reason)) for reason in self.refusal_reasons],
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Forms:
        """Return the forms that `to_record` described."""
        return cls(
            regimes=tuple(_regime(regime) for regime in record["regimes"]),
            form_sets=tuple(_form_set(form_set) for form_set in record["form_sets"]),
            wordings=tuple(OfficeWording(**_undated(wording)) for wording in record["wordings"]),
            paper_texts=tuple(PaperText(**_undated(text)) for text in record.get("paper_texts", ())),
            refusal_reasons=tuple(RefusalReason(**_undated(reason)) for reason in record.get("refusal_reasons", ())),
        )


def _regime(record: Mapping[str, Any]) -> Regime:
    regime = Regime(**_undated(record))
    return dataclasses.replace(regime, supplement_clock=SupplementClock(regime.supplement_clock))


def _form_set(record: Mapping[str, Any]) -> FormSet:
    forms = tuple(Form(**{**form, "purpose": FormPurpose(form["purpose"])}) for form in record["forms"])
    return FormSet(**{**_undated(record), "forms": forms})


def _dated(record: dict[str, Any]) -> dict[str, Any]:
    """Return ``record`` with its days as ISO text and its tuples as lists."""
    plain = {name: list(value) if isinstance(value, tuple) else value for name, value in record.items()}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in plain.items()}


def _undated(record: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = dict(record)
    for name, value in record.items():
        if isinstance(value, list):
            found[name] = tuple(value)
        elif value and name in ("valid_from", "valid_to"):
            found[name] = date.fromisoformat(value)
    return found
