"""A step's command as plain data, for drafts, files and the command line; and back, with what cannot be read named."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from cchc_desktop.clock import moment
from cchc_desktop.domain.steps import STEPS, FieldKind, StepField, StepKind, SupplementItem, TakeStep
from cchc_desktop.errors import RecordWrong
from cchc_desktop.text import nfc, parse_typed_date


def to_record(command: TakeStep) -> dict[str, Any]:
    """Return the command as plain data (JSON)."""
    values = {name: _plain(value) for name, value in command.values.items() if value not in (None, "", ())}
    return {"step": str(command.kind), "code": command.code, "values": values}


def from_record(record: Mapping[str, Any], today: date) -> TakeStep:
    """Return the command that `to_record`, a file or the command line spells.

    Args:
        record: "step", "code" and "values"; unknown names are refused, so that nothing is lost silently.
        today: For days typed with two digits of the year.

    Raises:
        RecordWrong: A name is unknown or a value has the wrong shape; the field is named, never its content.
    """
    try:
        kind = StepKind(record["step"])
    except (KeyError, ValueError) as error:
        raise RecordWrong(field="step", cause="not_one_of", allowed=", ".join(StepKind)) from error
    values = record.get("values", {})
    if not isinstance(values, Mapping):
        raise RecordWrong(field="values", cause="not_an_object")
    return TakeStep(kind=kind, code=str(record.get("code", "")), values=read_values(kind, values, today))


def read_values(kind: StepKind, values: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Return typed values of a step's fields; raise `RecordWrong` (see `from_record`)."""
    form = STEPS[kind]
    found = {}
    for name, value in values.items():
        field = form.field(name)
        if field is None:
            raise RecordWrong(field=name[:40], cause="unknown_name")
        found[name] = _read(field, value, today)
    return found


def _read(field: StepField, value: Any, today: date) -> Any:
    match field.kind:
        case FieldKind.MOMENT:
            return _moment(field.name, value)
        case FieldKind.DAY:
            return _day(field.name, value, today)
        case FieldKind.COUNT:
            return _count(field.name, value)
        case FieldKind.FLAG:
            return _flag(field.name, value)
        case FieldKind.CHOICES:
            return _codes(field.name, value)
        case FieldKind.ITEMS:
            return _items(field.name, value)
        case FieldKind.CHOICE:
            return _choice(field, value)
        case _:
            return _text(field.name, value)


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise RecordWrong(field=name, cause="not_a_text")
    return "\n".join(nfc(line) for line in value.strip().splitlines())


def _choice(field: StepField, value: Any) -> str:
    if value not in ("", *field.choices):
        raise RecordWrong(field=field.name, cause="not_one_of", allowed=", ".join(field.choices))
    return str(value)


def _moment(name: str, value: Any) -> datetime | None:
    if value in (None, ""):
        return None
    try:
        return moment(str(value))
    except ValueError as error:
        raise RecordWrong(field=name, cause="not_a_moment") from error


def _day(name: str, value: Any, today: date) -> date | None:
    if value in (None, ""):
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        found = parse_typed_date(str(value), today)
    if found is None:
        raise RecordWrong(field=name, cause="not_a_date")
    return found


def _count(name: str, value: Any) -> int | None:
    if value in (None, ""):
        return None
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit() and len(value) <= 15:
        return int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise RecordWrong(field=name, cause="not_a_whole_number")
    return value


def _flag(name: str, value: Any) -> bool:
    if value in ("true", "false"):
        return bool(value == "true")
    if not isinstance(value, bool):
        raise RecordWrong(field=name, cause="not_true_or_false")
    return value


def _codes(name: str, value: Any) -> tuple[str, ...]:
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, list | tuple):
        raise RecordWrong(field=name, cause="not_a_list")
    return tuple(_text(name, part) for part in parts if part)


def _items(name: str, value: Any) -> tuple[SupplementItem, ...]:
    if not isinstance(value, list | tuple):
        raise RecordWrong(field=name, cause="not_a_list")
    return tuple(_item(f"{name}.{seq}", record) for seq, record in enumerate(value, 1))


def _item(where: str, record: Any) -> SupplementItem:
    if isinstance(record, SupplementItem):
        return record
    if isinstance(record, str):
        return SupplementItem(name=_text(where, record), originals=1)
    if not isinstance(record, Mapping):
        raise RecordWrong(field=where, cause="not_an_object")
    known = {field.name for field in dataclasses.fields(SupplementItem)}
    for unknown in set(record) - known:
        raise RecordWrong(field=f"{where}.{unknown[:40]}", cause="unknown_name")
    seq = record.get("catalogue_seq")
    return SupplementItem(
        name=_text(f"{where}.name", record.get("name", "")),
        catalogue_seq=None if seq is None else _count(f"{where}.catalogue_seq", seq),
        originals=_count(f"{where}.originals", record.get("originals", 0)) or 0,
        certified=_count(f"{where}.certified", record.get("certified", 0)) or 0,
        copies=_count(f"{where}.copies", record.get("copies", 0)) or 0,
    )


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, SupplementItem):
        return dataclasses.asdict(value)
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value
