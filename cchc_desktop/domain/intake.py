"""What a clerk fills in at intake: the command that becomes a dossier, and its plain form for drafts and files."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from cchc_desktop.clock import moment
from cchc_desktop.domain.dossier import Channel, FeeState, PaperForm, ReturnWay
from cchc_desktop.domain.person import ApplicantKind, Person, Sex
from cchc_desktop.domain.same_day import Priority
from cchc_desktop.errors import RecordWrong
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
    portal_code: str = ""
    """The code that the national portal gave: the dossier keeps it (RULES §3); empty for every other."""
    emergency_number: str = ""
    """Of the slip handed out while the power was off ("KC-2-0001"); empty where there was none."""
    received_at: datetime | None = None
    """The true moment of receipt, only with an emergency number; ``None``: now."""
    wants_slip: bool = False
    """Where nobody is given an appointment: the citizen asks for a slip all the same, and still waits."""
    wants_appointment: bool = False
    """The citizen does not wait: an ordinary dossier with its slip on any day."""
    priority: Priority = Priority.NONE
    """Why somebody goes first."""

    def to_record(self) -> dict[str, Any]:
        """Return the form as plain data (JSON) for a draft."""
        record = dataclasses.asdict(self)
        for name in _MOMENTS:
            record[name] = record[name].isoformat() if record[name] else None
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
        record: See README, "A dossier from a file"; unknown names are refused, so that nothing is lost silently.
        today: For birth dates typed with two digits of the year.

    Raises:
        RecordWrong: A name is unknown or a value has the wrong shape; the field is named, never its content.
    """
    _refuse_unknown(record, (field.name for field in dataclasses.fields(ReceiveDossier)))
    values = dict(record)
    for name, kind in (
        ("channel", Channel),
        ("applicant_kind", ApplicantKind),
        ("return_way", ReturnWay),
        ("fee_state", FeeState),
        ("priority", Priority),
    ):
        if name in values:
            values[name] = _enumerated(kind, values[name], name)
    if "applicant" in values:
        values["applicant"] = _person(values["applicant"], "applicant", today)
    if values.get("submitter") is not None:
        values["submitter"] = _person(values["submitter"], "submitter", today)
    if "papers" in values:
        values["papers"] = _papers(values["papers"])
    for name in _MOMENTS:
        if values.get(name) is not None:
            values[name] = _moment(values[name], name)
    _check_plain(values)
    return ReceiveDossier(**values)


FREE_TEXTS = ("submitter_ground", "return_address", "fee_reason", "due_reason", "note")
"""Fields that hold a clerk's own words: personal, always."""
_MOMENTS = ("due_at", "received_at")


def _check_plain(values: dict[str, Any]) -> None:
    for name in ("procedure_code", "case_code", "portal_code", "emergency_number", *FREE_TEXTS):
        if name in values:
            values[name] = _text(values[name], name)
    if "sets" in values:
        _whole(values["sets"], "sets")
    if values.get("fee_dong") is not None:
        _whole(values["fee_dong"], "fee_dong")
    for name in ("accepts_duplicate", "wants_slip", "wants_appointment"):
        _flag(values.get(name, False), name)


def _person(record: Any, where: str, today: date) -> Person:
    if not isinstance(record, Mapping):
        raise RecordWrong(field=where, cause="not_an_object")
    _refuse_unknown(record, (field.name for field in dataclasses.fields(Person)), f"{where}.")
    values: dict[str, Any] = {
        name: _text(value, f"{where}.{name}") for name, value in record.items() if name not in ("birth_on", "sex")
    }
    if record.get("birth_on"):
        values["birth_on"] = _date(str(record["birth_on"]), f"{where}.birth_on", today)
    values["sex"] = _enumerated(Sex, record.get("sex", ""), f"{where}.sex")
    return Person(**values)


def _papers(records: Any) -> tuple[TickedPaper, ...]:
    if not isinstance(records, list | tuple):
        raise RecordWrong(field="papers", cause="not_a_list")
    return tuple(_paper(record, f"papers.{number}") for number, record in enumerate(records, 1))


def _paper(record: Any, where: str) -> TickedPaper:
    if not isinstance(record, Mapping):
        raise RecordWrong(field=where, cause="not_an_object")
    _refuse_unknown(record, ("seq", "name", "form", "quantity", "is_shown_only"), f"{where}.")
    seq = record.get("seq")
    return TickedPaper(
        catalogue_seq=None if seq is None else _whole(seq, f"{where}.seq"),
        name=_text(record.get("name", ""), f"{where}.name"),
        form=_enumerated(PaperForm, record.get("form", "original"), f"{where}.form"),
        quantity=_whole(record.get("quantity", 1), f"{where}.quantity"),
        is_shown_only=_flag(record.get("is_shown_only", False), f"{where}.is_shown_only"),
    )


def _refuse_unknown(record: Mapping[str, Any], known: Iterable[str], where: str = "") -> None:
    unknown = sorted(set(record) - set(known))
    if unknown:
        raise RecordWrong(field=f"{where}{unknown[0][:40]}", cause="unknown_name")


def _text(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise RecordWrong(field=where, cause="not_a_text")
    return nfc(value)


def _whole(value: object, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise RecordWrong(field=where, cause="not_a_whole_number")
    return value


def _flag(value: object, where: str) -> bool:
    if not isinstance(value, bool):
        raise RecordWrong(field=where, cause="not_true_or_false")
    return value


def _enumerated(kind: Any, value: object, where: str) -> Any:
    try:
        return kind(value)
    except ValueError as error:
        allowed = ", ".join(str(one) for one in kind if one)
        raise RecordWrong(field=where, cause="not_one_of", allowed=allowed) from error


def _date(text: str, where: str, today: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        found = parse_typed_date(text, today)
    if found is None:
        raise RecordWrong(field=where, cause="not_a_date")
    return found


def _moment(value: object, where: str) -> datetime:
    try:
        return moment(str(value))
    except ValueError as error:
        raise RecordWrong(field=where, cause="not_a_moment") from error
