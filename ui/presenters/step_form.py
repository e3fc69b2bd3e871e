"""The form of a step, made from its description: what each field is called and offers, and what was typed so far."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QCoreApplication

from cchc_desktop.domain.person import Sex
from cchc_desktop.domain.steps import STEPS, FieldKind, StepField, StepKind, TakeStep
from cchc_desktop.text import dong, nfc, nfc_lines, parse_dong, parse_typed_date, parse_typed_moment
from ui import error_texts, labels

say = QCoreApplication.translate

PROCEDURE, CASE, SEX, NUMBER, FEE = (
    "procedure_code", "case_code", "applicant.sex", "applicant.personal_id", "fee_dong",
)  # fmt: skip
_BIRTH = "applicant.birth_on"
_RETURN = StepKind.RESULT_RETURN
_AT_LEAST_ONE = ("count",)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class AskedRow:
    """A paper of the procedure's list that can be asked for."""

    seq: int
    name: str
    originals: int
    copies: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class StepFacts:
    """What a form offers, read from the desk."""

    units: tuple[str, ...] = ()
    signers: tuple[tuple[str, str], ...] = ()
    """(id, name) of the leaders."""
    reasons: tuple[tuple[str, str, str], ...] = ()
    """(code, text, provision) of the reasons of refusal."""
    papers: tuple[AskedRow, ...] = ()
    attachments: tuple[tuple[str, str], ...] = ()
    """(content's hash, words) of the signed documents that lie with the dossier."""
    cases: tuple[tuple[str, str], ...] = ()
    """(code, label) of the procedure's cases."""
    start: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    """With what a field begins: values of its kind."""
    hints: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """One field as the screen makes it."""

    name: str
    kind: FieldKind
    label: str
    is_needed: bool
    options: tuple[tuple[str, str], ...] = ()
    """(value, words) of a choice."""
    reasons: tuple[tuple[str, str, str], ...] = ()
    papers: tuple[AskedRow, ...] = ()
    text: str = ""
    """What stands in it at the beginning."""
    value: Any = None
    """The same of a field that is not typed."""
    hint: str = ""
    placeholder: str = ""
    least: int = 0
    most: int = 99


def specs(kind: StepKind, facts: StepFacts) -> tuple[FieldSpec, ...]:
    """Return the fields of a step's form, in the order of Tab."""
    return tuple(_spec(kind, field, facts) for field in STEPS[kind].fields)


def _spec(kind: StepKind, field: StepField, facts: StepFacts) -> FieldSpec:
    start = facts.start.get(field.name)
    value = 1 if start is None and field.name in _AT_LEAST_ONE else start
    return FieldSpec(
        name=field.name,
        kind=_shown_kind(field),
        label=error_texts.field(field.name),
        is_needed=field.is_needed,
        options=_options(field, facts),
        reasons=facts.reasons if field.kind is FieldKind.CHOICES else (),
        papers=facts.papers if field.kind is FieldKind.ITEMS else (),
        text=as_text(field.name, start),
        value=value,
        hint=_hint(kind, field.name),
        placeholder=facts.hints.get(field.name, _placeholder(field)),
        least=1 if field.name in _AT_LEAST_ONE else 0,
        most=field.most,
    )


def _shown_kind(field: StepField) -> FieldKind:
    """Return as what a field is shown: the sex is a choice, a fee is typed."""
    if field.name in (SEX, CASE):
        return FieldKind.CHOICE
    return FieldKind.TEXT if field.name == FEE else field.kind


def _options(field: StepField, facts: StepFacts) -> tuple[tuple[str, str], ...]:
    if field.name == SEX:
        return ((Sex.MALE, say("StepForm", "Nam")), (Sex.FEMALE, say("StepForm", "Nữ")))
    if field.name == "signer":
        return (("", say("StepForm", "Người duyệt ký")), *facts.signers)
    if field.name in ("to_unit", "responsible_unit"):
        return tuple((unit, unit) for unit in facts.units)
    if field.kind is FieldKind.ATTACHMENT:
        return facts.attachments
    if field.name == CASE:
        return facts.cases
    return tuple((choice, labels.choice(choice)) for choice in field.choices)


def _hint(kind: StepKind, name: str) -> str:
    if name == "section_due_at" or (kind is StepKind.RESULT_READY and name == "signed_at"):
        return say("StepForm", "Không bắt buộc")
    return ""


def _placeholder(field: StepField) -> str:
    if field.kind is FieldKind.MOMENT:
        return say("StepForm", "15:30 02/05/2024")
    if field.kind is FieldKind.DAY or field.name == _BIRTH:
        return say("StepForm", "02/05/2024")
    return ""


def as_text(name: str, value: Any) -> str:
    """Return a value as it is typed."""
    if name == _BIRTH and isinstance(value, str) and value:
        value = date.fromisoformat(value)
    if name == FEE and isinstance(value, int):
        return dong(value)
    if isinstance(value, datetime):
        return f"{value:%H:%M %d/%m/%Y}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return value if isinstance(value, str) else ""


class TypedStep:
    """One form while it is filled in. What cannot be read stays in its field, and `unreadable` says why."""

    def __init__(self, kind: StepKind, code: str, fields: tuple[FieldSpec, ...], now: Callable[[], datetime]) -> None:
        self.kind = kind
        self.code = code
        self._now = now
        self._fields = {field.name: field for field in fields}
        self._values: dict[str, Any] = {}
        self._changed: set[str] = set()
        self.unreadable: dict[str, str] = {}
        for field in fields:
            self._begin(field)

    @property
    def is_dirty(self) -> bool:
        """Return whether something was typed that would be lost."""
        return bool(self._changed)

    @property
    def values(self) -> Mapping[str, Any]:
        """Return what the fields hold."""
        return self._values

    def change(self, name: str, given: Any) -> None:
        """Take what a field holds now: a text as it was typed, or the value of a choice."""
        field = self._fields[name]
        if given == self._at_first(field):
            self._changed.discard(name)
        else:
            self._changed.add(name)
        self.unreadable.pop(name, None)
        self._values[name] = self._read(field, given) if isinstance(given, str) else given

    def command(self) -> TakeStep:
        """Return the command as it stands; a correction holds only what differs from what stands."""
        values = {name: value for name, value in self._values.items() if self._is_told(name, value)}
        if self.kind is StepKind.CORRECTION:
            values = {name: self._values[name] for name in self._changed if self._values[name] is not None}
        return TakeStep(kind=self.kind, code=self.code, values=values)

    def _is_told(self, name: str, value: Any) -> bool:
        """A list of which everything was unticked says so; one that was never touched says nothing."""
        is_emptied = value == () and self._fields[name].kind is FieldKind.CHOICES and name in self._changed
        return is_emptied or value not in (None, "", ())

    def is_shown(self, name: str, faults: Collection[str]) -> bool:
        """Return whether a field belongs to the form by what was filled in so far, or by what the law asks for."""
        needed = _SHOWN_WHEN.get((self.kind, name), _SHOWN_WHEN.get((None, name)))
        return needed is None or name in faults or bool(self._values.get(name)) or needed(self._values)

    def _begin(self, field: FieldSpec) -> None:
        first = self._at_first(field)
        self._values[field.name] = self._read(field, first) if isinstance(first, str) else first
        if field.value is not None and not isinstance(field.value, str):
            self._values[field.name] = field.value

    def _at_first(self, field: FieldSpec) -> Any:
        if field.kind in (FieldKind.ITEMS, FieldKind.CHOICES):
            return field.value or ()
        if field.kind is FieldKind.FLAG:
            return field.value is True
        if field.kind is FieldKind.COUNT:
            return field.value if field.value is not None else field.least
        return field.text

    def _read(self, field: FieldSpec, typed: str) -> Any:
        if field.kind is FieldKind.LONG_TEXT:
            return nfc_lines(typed)
        if not typed.strip():
            return "" if field.kind in _TEXTS else None
        found: Any = nfc(typed)
        cause = ""
        if field.kind is FieldKind.MOMENT:
            found, cause = parse_typed_moment(typed, self._now()), "wrong_moment"
        elif field.kind is FieldKind.DAY or field.name == _BIRTH:
            found, cause = parse_typed_date(typed, self._now().date()), "wrong_date"
        elif field.name == FEE:
            found, cause = parse_dong(typed), "wrong_amount"
        elif field.name in (NUMBER, "receiver.personal_id"):
            found = "".join(typed.split())
        if found is None:
            self.unreadable[field.name] = cause
        return found.isoformat() if field.name == _BIRTH and found is not None else found


_TEXTS = (FieldKind.TEXT, FieldKind.CODE, FieldKind.CHOICE, FieldKind.ATTACHMENT)


def _never(_values: Mapping[str, Any]) -> bool:
    return False


def _is_authorised(values: Mapping[str, Any]) -> bool:
    return values.get("receiver") == "authorised"


def _is_lost(values: Mapping[str, Any]) -> bool:
    return values.get("is_slip_lost") is True


_SHOWN_WHEN: Mapping[tuple[StepKind | None, str], Callable[[Mapping[str, Any]], bool]] = {
    (None, "due_at"): _never,
    (None, "due_reason"): lambda values: values.get("due_at") is not None,
    (None, CASE): _never,
    (StepKind.SUPPLEMENT_REQUEST, "legal_basis"): _never,
    (_RETURN, "receiver.name"): lambda values: values.get("receiver") != "applicant",
    (_RETURN, "authority"): _is_authorised,
    (_RETURN, "receiver.personal_id"): lambda values: _is_authorised(values) or _is_lost(values),
    (_RETURN, "lost_note"): _is_lost,
    (_RETURN, "postal_code"): lambda values: values.get("way") == "post",
    (_RETURN, "originals_note"): lambda values: bool(values.get("originals")),
    (_RETURN, "cause"): _never,
    (_RETURN, "responsible_unit"): lambda values: bool(values.get("cause")),
    (_RETURN, "cause_note"): lambda values: bool(values.get("cause")),
}
"""Fields that are asked only by circumstance: never of themselves, but where the law of the step names them."""
