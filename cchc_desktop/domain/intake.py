"""What a clerk fills in at intake: the command that becomes a dossier, and its plain form for drafts and files."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from cchc_desktop.clock import moment
from cchc_desktop.domain.dossier import Channel, FeeState, PaperForm, ReturnWay
from cchc_desktop.domain.person import ApplicantKind, Person, Sex
from cchc_desktop.text import nfc, parse_typed_date


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TickedPaper:
    """One paper as it was ticked or typed."""

    catalogue_seq: int | None = None
    """Its number in the procedure's list; ``None``: typed by the clerk."""
    name: str = ""
    """Only for a typed paper."""
    form: PaperForm = PaperForm.ORIGINAL
    quantity: int = 1
    is_shown_only: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveDossier:
    """The form of the intake screen, complete or not. `IntakeService.receive` turns it into a dossier."""

    procedure_code: str = ""
    case_code: str = ""
    channel: Channel = Channel.COUNTER
    applicant_kind: ApplicantKind = ApplicantKind.PERSON
    applicant: Person = Person()
    submitter: Person | None = None
    """Who files for the applicant; ``None``: the applicant files."""
    submitter_ground: str = ""
    """On whose authority: "cha", "giấy ủy quyền ngày …"."""
    papers: tuple[TickedPaper, ...] = ()
    sets: int = 1
    return_way: ReturnWay = ReturnWay.DESK
    return_address: str = ""
    """Where the post brings the result; empty: the applicant's address."""
    fee_dong: int | None = None
    fee_state: FeeState = FeeState.UNKNOWN
    fee_reason: str = ""
    """Why a fee is waived."""
    due_at: datetime | None = None
    """Given by the clerk where the rule gives none, or another moment is agreed; always with a reason."""
    due_reason: str = ""
    note: str = ""
    accepts_duplicate: bool = False
    """The clerk saw the open dossier of the same person and procedure and takes this one all the same."""

    def to_record(self) -> dict[str, Any]:
        """Return the form as plain data (JSON) for a draft."""
        record = dataclasses.asdict(self)
        record["due_at"] = self.due_at.isoformat() if self.due_at else None
        for who in ("applicant", "submitter"):
            if record[who] is not None and record[who]["birth_on"] is not None:
                record[who]["birth_on"] = record[who]["birth_on"].isoformat()
        for paper in record["papers"]:
            paper["seq"] = paper.pop("catalogue_seq")
        record["papers"] = list(record["papers"])
        return record


def form_from_record(record: Mapping[str, Any], today: date) -> ReceiveDossier:
    """Return the form that a draft or a ``receive --file`` document spells.

    Args:
        record: See README, "Hồ sơ từ tệp"; unknown names are refused, so that nothing is lost silently.
        today: For birth dates typed with two digits of the year.

    Raises:
        ValueError: A name is unknown or a value has the wrong shape; the words name the field, never its content.
    """
    known = {field.name for field in dataclasses.fields(ReceiveDossier)}
    unknown = sorted(set(record) - known)
    if unknown:
        raise ValueError(f"unknown field: {unknown[0]}")
    values = dict(record)
    for name, kind in (
        ("channel", Channel),
        ("applicant_kind", ApplicantKind),
        ("return_way", ReturnWay),
        ("fee_state", FeeState),
    ):
        if name in values:
            values[name] = _enumerated(kind, values[name], name)
    if "applicant" in values:
        values["applicant"] = _person(values["applicant"], "applicant", today)
    if values.get("submitter") is not None:
        values["submitter"] = _person(values["submitter"], "submitter", today)
    if "papers" in values:
        values["papers"] = tuple(_paper(paper, number) for number, paper in enumerate(values["papers"], 1))
    if values.get("due_at"):
        values["due_at"] = _moment(values["due_at"])
    _check_plain(values)
    return ReceiveDossier(**values)


FREE_TEXTS = ("submitter_ground", "return_address", "fee_reason", "due_reason", "note")
"""Fields that hold a clerk's own words: personal, always."""


def _check_plain(values: dict[str, Any]) -> None:
    for name in ("procedure_code", "case_code", *FREE_TEXTS):
        if name in values:
            if not isinstance(values[name], str):
                raise ValueError(f"not a text: {name}")
            values[name] = nfc(values[name])
    for name in ("sets", "fee_dong"):
        value = values.get(name)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
            raise ValueError(f"not a whole number: {name}")
    if not isinstance(values.get("accepts_duplicate", False), bool):
        raise ValueError("not true or false: accepts_duplicate")


def _person(record: Any, where: str, today: date) -> Person:
    if not isinstance(record, Mapping):
        raise ValueError(f"not an object: {where}")
    known = {field.name for field in dataclasses.fields(Person)}
    unknown = sorted(set(record) - known)
    if unknown:
        raise ValueError(f"unknown field: {where}.{unknown[0]}")
    values: dict[str, Any] = {}
    for name, value in record.items():
        if name in ("birth_on", "sex"):
            continue
        if not isinstance(value, str):
            raise ValueError(f"not a text: {where}.{name}")
        values[name] = nfc(value)
    if record.get("birth_on"):
        values["birth_on"] = _date(str(record["birth_on"]), f"{where}.birth_on", today)
    values["sex"] = _enumerated(Sex, record.get("sex", ""), f"{where}.sex")
    return Person(**values)


def _paper(record: Any, number: int) -> TickedPaper:
    where = f"papers.{number}"
    if not isinstance(record, Mapping):
        raise ValueError(f"not an object: {where}")
    unknown = sorted(set(record) - {"seq", "name", "form", "quantity", "is_shown_only"})
    if unknown:
        raise ValueError(f"unknown field: {where}.{unknown[0]}")
    quantity = record.get("quantity", 1)
    if not isinstance(quantity, int):
        raise ValueError(f"not a whole number: {where}.quantity")
    return TickedPaper(
        catalogue_seq=record.get("seq"),
        name=nfc(str(record.get("name", ""))),
        form=_enumerated(PaperForm, record.get("form", "original"), f"{where}.form"),
        quantity=quantity,
        is_shown_only=bool(record.get("is_shown_only", False)),
    )


def _enumerated(kind: Any, value: object, where: str) -> Any:
    try:
        return kind(value)
    except ValueError as error:
        raise ValueError(f"not one of {', '.join(str(one) for one in kind if one)}: {where}") from error


def _date(text: str, where: str, today: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        found = parse_typed_date(text, today)
    if found is None:
        raise ValueError(f"not a date: {where}")
    return found


def _moment(value: object) -> datetime:
    try:
        return moment(str(value))
    except ValueError as error:
        raise ValueError("not a moment: due_at") from error
