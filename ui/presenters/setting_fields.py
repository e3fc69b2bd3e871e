"""What can be set, as data: each field's name, kind, words and choices; and its value as text that one can type."""

from __future__ import annotations

import dataclasses
import enum
import re
from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication

from cchc_desktop.domain.slip import PaperSize
from cchc_desktop.services.workplace import DAY_WORDS, UNIT_KINDS
from cchc_desktop.text import nfc, parse_typed_date
from ui import labels

say = QCoreApplication.translate


class FieldKind(enum.Enum):
    """How a field is edited."""

    TEXT = enum.auto()
    LINES = enum.auto()
    CHOICE = enum.auto()
    COUNT = enum.auto()
    SESSIONS = enum.auto()
    DAYS = enum.auto()
    UNITS = enum.auto()
    CODES = enum.auto()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """One field of a form.

    Attributes:
        name: Name of the setting.
        kind: How it is edited.
        label: Its words.
        hint: Quiet words under it.
        options: (value, words) of a choice.
        most: Highest count.
        is_required: Whether the desk cannot open without it.
    """

    name: str
    kind: FieldKind
    label: str
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()
    most: int = 9
    is_required: bool = False


class TypedWrongly(ValueError):
    """What was typed cannot be read; ``cause`` is a code of `domain.problems.Problem`."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


def unit_fields() -> tuple[FieldSpec, ...]:
    """Return the fields of the ward."""
    return (
        FieldSpec(
            name="unit_kind",
            kind=FieldKind.CHOICE,
            label=say("SettingFields", "Loại đơn vị"),
            options=tuple(
                zip(
                    UNIT_KINDS,
                    (say("SettingFields", "Phường"), say("SettingFields", "Xã"), say("SettingFields", "Đặc khu")),
                    strict=True,
                )
            ),
        ),
        FieldSpec(
            name="unit_name",
            kind=FieldKind.TEXT,
            label=say("SettingFields", "Tên phường, xã"),
            hint=say("SettingFields", "Chỉ tên riêng, như Phước Hòa."),
            is_required=True,
        ),
        FieldSpec(name="superior_name", kind=FieldKind.TEXT, label=say("SettingFields", "Đơn vị cấp trên")),
        FieldSpec(
            name="agency_code",
            kind=FieldKind.TEXT,
            label=say("SettingFields", "Mã định danh cơ quan"),
            hint=say(
                "SettingFields",
                "Đứng đầu mọi mã hồ sơ. Dạng như 000.01.40.H32; dạng này chỉ là mẫu, mã thật do đơn vị được cấp.",
            ),
            is_required=True,
        ),
    )


def unit_history_fields() -> tuple[FieldSpec, ...]:
    """Return the field of a ward's names by date."""
    return (
        FieldSpec(
            name="units",
            kind=FieldKind.UNITS,
            label=say("SettingFields", "Tên theo ngày (khi đơn vị đổi tên)"),
            hint=say(
                "SettingFields",
                "Mỗi dòng: ngày áp dụng, loại, tên. Như 01/07/2025 phường Phước Hòa. Để trống nếu chưa đổi tên.",
            ),
        ),
    )


def desk_fields() -> tuple[FieldSpec, ...]:
    """Return the fields of the desk."""
    return (
        FieldSpec(
            name="desk_number",
            kind=FieldKind.COUNT,
            label=say("SettingFields", "Bàn này là bàn số"),
            hint=say("SettingFields", "Mỗi bàn có dãy số riêng, hai bàn không bao giờ trùng số."),
        ),
        FieldSpec(name="desk_count", kind=FieldKind.COUNT, label=say("SettingFields", "Số bàn của phường")),
        FieldSpec(name="desk_name", kind=FieldKind.TEXT, label=say("SettingFields", "Tên bàn")),
    )


def slip_fields() -> tuple[FieldSpec, ...]:
    """Return the fields that the slip's back needs."""
    return (
        FieldSpec(
            name="hotline",
            kind=FieldKind.TEXT,
            label=say("SettingFields", "Điện thoại Bộ phận Một cửa"),
            hint=say("SettingFields", "Chưa có thì chưa in được giấy hẹn."),
        ),
        FieldSpec(
            name="feedback_address",
            kind=FieldKind.LINES,
            label=say("SettingFields", "Địa chỉ tiếp nhận phản ánh, kiến nghị"),
            hint=say("SettingFields", "In ở mặt sau. Chưa có thì chưa in được giấy hẹn."),
        ),
        FieldSpec(
            name="feedback_url", kind=FieldKind.TEXT, label=say("SettingFields", "Trang phản ánh, kiến nghị (mã QR)")
        ),
        FieldSpec(
            name="lookup_url",
            kind=FieldKind.TEXT,
            label=say("SettingFields", "Địa chỉ tra cứu hồ sơ"),
            hint=say("SettingFields", "Mã hồ sơ được nối vào cuối."),
        ),
        FieldSpec(name="office_hours", kind=FieldKind.LINES, label=say("SettingFields", "Giờ làm việc (in ở mặt sau)")),
    )


def paper_fields() -> tuple[FieldSpec, ...]:
    """Return the field of the slip's size."""
    sizes = tuple((str(size), labels.paper_size(size)) for size in PaperSize)
    return (
        FieldSpec(name="paper_size", kind=FieldKind.CHOICE, label=say("SettingFields", "Khổ giấy hẹn"), options=sizes),
    )


def listing_fields() -> tuple[FieldSpec, ...]:
    """Return the fields of procedures that are chosen."""
    return (
        FieldSpec(
            name="favourites",
            kind=FieldKind.CODES,
            label=say("SettingFields", "Thủ tục hay dùng (Alt+1 đến Alt+9)"),
            hint=say("SettingFields", "Mã thủ tục, cách nhau bằng dấu phẩy, theo thứ tự phím."),
        ),
        FieldSpec(
            name="listing",
            kind=FieldKind.CODES,
            label=say("SettingFields", "Thủ tục in ở mặt sau"),
            hint=say(
                "SettingFields", "Mã thủ tục, cách nhau bằng dấu phẩy. Để trống: các thủ tục hay gặp nhất của cấp xã."
            ),
        ),
    )


def time_fields() -> tuple[FieldSpec, ...]:
    """Return the fields that deadlines are counted by."""
    return (
        FieldSpec(
            name="sessions",
            kind=FieldKind.SESSIONS,
            label=say("SettingFields", "Buổi làm việc"),
            hint=say("SettingFields", "Như 07:00-11:30, 13:30-17:00."),
        ),
        FieldSpec(
            name="counting_mode",
            kind=FieldKind.CHOICE,
            label=say("SettingFields", "Cách tính hạn"),
            options=(
                ("hours", say("SettingFields", "Theo giờ làm việc")),
                ("days", say("SettingFields", "Theo ngày, hết giờ chiều")),
            ),
        ),
        FieldSpec(
            name="swapped_days",
            kind=FieldKind.DAYS,
            label=say("SettingFields", "Ngày đơn vị tự thêm, kèm quyết định"),
            hint=say(
                "SettingFields",
                "Mỗi dòng: ngày, nghỉ hoặc làm việc, tên và số quyết định. Như 22/08/2026 làm việc QĐ 123/QĐ-UBND.",
            ),
        ),
    )


def screen_fields() -> tuple[FieldSpec, ...]:
    """Return the field of the language."""
    return (
        FieldSpec(
            name="language",
            kind=FieldKind.CHOICE,
            label=say("SettingFields", "Ngôn ngữ màn hình"),
            options=(("vi", say("SettingFields", "Tiếng Việt")), ("en", say("SettingFields", "Tiếng Anh"))),
        ),
    )


def to_text(kind: FieldKind, value: Any) -> str:
    """Return a setting as the text that is typed."""
    match kind:
        case FieldKind.SESSIONS:
            return ", ".join(f"{opens}-{closes}" for opens, closes in value)
        case FieldKind.DAYS:
            return "\n".join(f"{_typed_date(day)} {_day_word(what)} {name}" for day, what, name in value)
        case FieldKind.UNITS:
            return "\n".join(f"{_typed_date(day)} {unit} {name}" for day, unit, name in value)
        case FieldKind.CODES:
            return ", ".join(value)
        case _:
            return str(value)


def from_text(kind: FieldKind, text: str, today: date) -> Any:
    """Return the setting that was typed.

    Raises:
        TypedWrongly: It cannot be read.
    """
    match kind:
        case FieldKind.SESSIONS:
            return tuple(_session(part) for part in re.split(r"[,;\n]+", text) if part.strip())
        case FieldKind.DAYS:
            return _lines(text, _swapped_day, today)
        case FieldKind.UNITS:
            return _lines(text, _unit, today)
        case FieldKind.CODES:
            return tuple(part for part in re.split(r"[,;\s]+", text) if part)
        case FieldKind.COUNT:
            return int(text)
        case _:
            return text


def _lines(
    text: str, read: Callable[[str, date], tuple[str, str, str]], today: date
) -> tuple[tuple[str, str, str], ...]:
    return tuple(read(nfc(line), today) for line in text.splitlines() if line.strip())


def _session(part: str) -> tuple[str, str]:
    hours = [hour.strip() for hour in re.split(r"[-–]", part)]
    if len(hours) != 2:
        raise TypedWrongly("wrong_hour")
    return hours[0], hours[1]


def _swapped_day(line: str, today: date) -> tuple[str, str, str]:
    day, rest = _dated(line, today)
    for word, what in DAY_WORDS:
        if rest.lower().startswith(word):
            return day, what, rest[len(word) :].strip(" ,:;")
    raise TypedWrongly("incomplete")


def _unit(line: str, today: date) -> tuple[str, str, str]:
    day, rest = _dated(line, today)
    for unit in UNIT_KINDS:
        if rest.lower().startswith(f"{unit} "):
            return day, unit, rest[len(unit) :].strip()
    raise TypedWrongly("incomplete")


def _dated(line: str, today: date) -> tuple[str, str]:
    head, _space, rest = line.partition(" ")
    # Four digits of the year are asked for: two would be taken for a year that is past.
    found = parse_typed_date(head, today) if re.search(r"\d{4}$", head) else None
    if found is None:
        raise TypedWrongly("wrong_date")
    return found.isoformat(), rest.strip()


def _typed_date(iso: str) -> str:
    return f"{date.fromisoformat(iso):%d/%m/%Y}"


def _day_word(what: str) -> str:
    return next(word for word, kind in DAY_WORDS if kind == what)
