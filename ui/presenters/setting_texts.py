"""A setting as text that one can type, and typed text as a setting."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication

from cchc_desktop.domain.same_day import WEEKDAYS, HalfDay, span_of
from cchc_desktop.sentences import figures_said
from cchc_desktop.services.workplace import DAY_WORDS, UNIT_KINDS
from cchc_desktop.text import fold, nfc, parse_typed_date
from ui.error_texts import said
from ui.presenters.setting_fields import FieldKind

say = QCoreApplication.translate

Span = tuple[str, str, str, str]
_Read = TypeVar("_Read")

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
        case FieldKind.DATED_TEXTS | FieldKind.MERGERS:
            return "\n".join(" ".join((_typed_date(day), *texts)) for day, *texts in value)
        case FieldKind.DATED_AGENCIES:
            lines = ((_typed_date(day), code, f"+{shift}" if shift else "") for day, code, shift in value)
            return "\n".join(" ".join(filter(None, line)) for line in lines)
        case FieldKind.CODES:
            return ", ".join(value)
        case FieldKind.NAMES:
            return "\n".join(value)
        case FieldKind.SPANS:
            return "\n".join(span_text(_typed_date(s), _typed_date(u), tidy_days(d), name) for s, u, d, name in value)
        case FieldKind.DATED_CODES:
            return "\n".join(" ".join(filter(None, (_typed_date(s), _typed_date(u), code))) for s, u, code in value)
        case FieldKind.TARGETS:
            return "\n".join(f"{ratio_names()[ratio]}: {_percent(permille)}" for ratio, permille in value)
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
        case FieldKind.DATED_TEXTS:
            return _lines(text, _dated_text, today)
        case FieldKind.DATED_AGENCIES:
            return _lines(text, _dated_agency, today)
        case FieldKind.MERGERS:
            return _lines(text, _merger, today)
        case FieldKind.CODES:
            return tuple(dict.fromkeys(part for part in re.split(r"[,;\s]+", text) if part))
        case FieldKind.DATED_CODES:
            return _lines(text, _dated_code, today)
        case FieldKind.TARGETS:
            return _lines(text, _target, today)
        case FieldKind.NAMES:
            return tuple(dict.fromkeys(name for line in text.splitlines() if (name := nfc(line))))
        case FieldKind.COUNT:
            return int(text)
        case _:
            return text


def span_text(since: str, until: str, days: str, decision: str) -> str:
    """Return one decision as a line: what is compared to know whether something was changed."""
    return f"{since} – {until} | {days} | {decision}"


def days_of(half_days: Collection[tuple[int, HalfDay]]) -> str:
    """Return half-days as the setting spells them: "tue,wed-am"."""
    words = []
    for weekday, name in enumerate(WEEKDAYS):
        halves = [half for half in HalfDay if (weekday, half) in half_days]
        words += [name] if len(halves) == len(HalfDay) else [f"{name}-{half}" for half in halves]
    return ",".join(words)


def half_days_of(days: str) -> frozenset[tuple[int, HalfDay]]:
    """Return the half-days that a setting spells; none where it cannot be read."""
    try:
        return span_of("2024-01-01", "", days, "").half_days
    except ValueError:
        return frozenset()


def tidy_days(days: str) -> str:
    """Return a spelling in the usual order; one that cannot be read as it stands."""
    return days_of(half_days_of(days)) or days


def read_span(since: str, until: str, half_days: Collection[tuple[int, HalfDay]], decision: str, today: date) -> Span:
    """Return one decision as the setting keeps it; raise `TypedWrongly` where a date is none."""
    last = _iso(until.strip(), today) if until.strip() else ""
    return _iso(since.strip(), today), last, days_of(half_days), nfc(decision)


def typed_day(iso: str) -> str:
    """Return a stored day as it is typed."""
    return _typed_date(iso)


def ratio_names() -> Mapping[str, str]:
    """Return what each ratio is called in the language of the screen."""
    return {name: said(ratio.label) for name, ratio in figures_said.BY_RATIO.items()}


def _lines(text: str, read: Callable[[str, date], _Read], today: date) -> tuple[_Read, ...]:
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


def _dated_text(line: str, today: date) -> tuple[str, str]:
    day, rest = _dated(line, today)
    if not rest:
        raise TypedWrongly(say("SettingFaults", "sau ngày phải ghi tên hoặc số, như 01/07/2025 Tỉnh Khánh Hòa"))
    return day, rest


def _dated_agency(line: str, today: date) -> tuple[str, str, int]:
    found = re.fullmatch(r"(\S+)\s+(\S+?)(?:\s*\+\s*(\d{1,2}))?", line)
    if found is None:
        raise TypedWrongly(say("SettingFaults", "viết như 01/07/2025 000.30.40.H32 +3; số cộng thêm bỏ được"))
    return _iso(found[1], today), found[2], int(found[3] or 0)


def _merger(line: str, today: date) -> tuple[str, str, str]:
    parts = line.split()
    if len(parts) != 3:
        raise TypedWrongly(say("SettingFaults", "viết như 01/07/2025 000.16.40.H32 000.30.40.H32"))
    return _iso(parts[0], today), parts[1], parts[2]


def _dated_code(line: str, today: date) -> tuple[str, str, str]:
    parts = line.split()
    if not 2 <= len(parts) <= 3:
        raise TypedWrongly(say("SettingFaults", "viết như 24/10/2023 31/12/2023 2.000815, đến ngày bỏ được"))
    until = _iso(parts[1], today) if len(parts) == 3 else ""
    return _iso(parts[0], today), until, parts[-1]


def _target(line: str, today: date) -> tuple[str, int]:
    del today
    name, _colon, typed = line.rpartition(":")
    ratio = next((key for key, label in ratio_names().items() if fold(label) == fold(name)), "")
    if not ratio:
        raise TypedWrongly(say("SettingFaults", "không có chỉ tiêu tên ấy; viết như “Nộp hồ sơ trực tuyến: 35 %”"))
    number = re.fullmatch(r"(\d{1,3})(?:[,.](\d))?\s*%?", typed.strip())
    permille = int(number[1]) * 10 + int(number[2] or 0) if number else -1
    if not 0 <= permille <= 1000:
        raise TypedWrongly(say("SettingFaults", "phần trăm từ 0 đến 100, như 35 hoặc 0,5"))
    return ratio, permille


def _percent(permille: int) -> str:
    whole, rest = divmod(permille, 10)
    return f"{whole},{rest} %" if rest else f"{whole} %"


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
