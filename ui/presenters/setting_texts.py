"""A setting as text that one can type, and typed text as a setting."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication

from cchc_desktop.services.workplace import DAY_WORDS, UNIT_KINDS
from cchc_desktop.text import fold, nfc, parse_typed_date
from ui.presenters.setting_fields import FieldKind

say = QCoreApplication.translate

_HOUR = re.compile(r"(\d{1,2})(?:[:.hg](\d{2})?)?", re.IGNORECASE)
"""07:00, 7.00, 7h00, 7g, 7: as people write an hour."""
_DAY_WORDS_TOO = (("off", "off"), ("working", "working"))
"""What may be typed besides; words without accents are taken too."""


class TypedWrongly(ValueError):
    """What was typed cannot be read; ``words`` say how it is written."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def to_text(kind: FieldKind, value: Any) -> str:
    """Return a setting as the text that is typed."""
    match kind:
        case FieldKind.DATE:
            return _typed_date(value)
        case FieldKind.SESSIONS:
            return ", ".join(f"{opens}-{closes}" for opens, closes in value)
        case FieldKind.DAYS:
            return "\n".join(f"{_typed_date(day)} {_day_word(what)} {name}" for day, what, name in value)
        case FieldKind.UNITS:
            return "\n".join(f"{_typed_date(day)} {unit} {name}" for day, unit, name in value)
        case FieldKind.CODES:
            return ", ".join(value)
        case FieldKind.NAMES:
            return "\n".join(value)
        case _:
            return str(value)


def from_text(kind: FieldKind, text: str, today: date) -> Any:
    """Return the setting that was typed.

    Raises:
        TypedWrongly: It cannot be read.
    """
    match kind:
        case FieldKind.DATE:
            return _iso(text.strip(), today)
        case FieldKind.SESSIONS:
            return tuple(_session(part) for part in re.split(r"[,;\n]+", text) if part.strip())
        case FieldKind.DAYS:
            return _lines(text, _swapped_day, today)
        case FieldKind.UNITS:
            return _lines(text, _unit, today)
        case FieldKind.CODES:
            return tuple(dict.fromkeys(part for part in re.split(r"[,;\s]+", text) if part))
        case FieldKind.NAMES:
            return tuple(dict.fromkeys(name for line in text.splitlines() if (name := nfc(line))))
        case FieldKind.COUNT:
            return int(text)
        case _:
            return text


def _lines(
    text: str, read: Callable[[str, date], tuple[str, str, str]], today: date
) -> tuple[tuple[str, str, str], ...]:
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                found.append(read(nfc(line), today))
            except TypedWrongly as wrong:
                raise TypedWrongly(say("SettingFaults", "Dòng {}: {}").format(number, wrong.words)) from wrong
    return tuple(found)


def _session(part: str) -> tuple[str, str]:
    hours = [_HOUR.fullmatch(hour.strip()) for hour in re.split(r"[-–]", part)]
    opens, closes = (f"{int(hour[1]):02}:{hour[2] or '00'}" if hour else "" for hour in (*hours, None, None)[:2])
    if len(hours) != 2 or not opens or not closes:
        raise TypedWrongly(say("SettingFaults", "Mỗi buổi viết như 07:00-11:30, hai buổi cách nhau dấu phẩy"))
    return opens, closes


def _swapped_day(line: str, today: date) -> tuple[str, str, str]:
    day, rest = _dated(line, today)
    for word, what in (*DAY_WORDS, *_DAY_WORDS_TOO):
        if fold(rest).startswith(fold(word)):
            name = rest[len(word) :].strip(" ,:;")
            if not name:
                raise TypedWrongly(say("SettingFaults", "thiếu tên hoặc số quyết định, như QĐ 123/QĐ-UBND"))
            return day, what, name
    raise TypedWrongly(say("SettingFaults", "sau ngày phải ghi “nghỉ” hoặc “làm việc”"))


def _unit(line: str, today: date) -> tuple[str, str, str]:
    day, rest = _dated(line, today)
    for unit in UNIT_KINDS:
        if fold(rest).startswith(f"{fold(unit)} "):
            return day, unit, rest[len(unit) :].strip()
    raise TypedWrongly(say("SettingFaults", "sau ngày phải ghi “phường”, “xã” hoặc “đặc khu”, rồi tên"))


def _dated(line: str, today: date) -> tuple[str, str]:
    head, _space, rest = line.partition(" ")
    return _iso(head, today), rest.strip()


def _iso(typed: str, today: date) -> str:
    """Return a typed date; four digits of its year are asked for, as two would be taken for a year that is past."""
    found = parse_typed_date(typed, today) if re.search(r"\d{4}$", typed) else None
    if found is None:
        raise TypedWrongly(say("SettingFaults", "ngày viết đủ ngày, tháng, năm, như 24/11/2026"))
    return found.isoformat()


def _typed_date(iso: str) -> str:
    return f"{date.fromisoformat(iso):%d/%m/%Y}" if iso else ""


def _day_word(what: str) -> str:
    return next(word for word, kind in DAY_WORDS if kind == what)
