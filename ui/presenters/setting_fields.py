"""What can be set, as data: each field's name, kind, words and choices, and what can be wrong with it."""

from __future__ import annotations

import dataclasses
import enum

from PySide6.QtCore import QCoreApplication

from cchc_desktop.domain.printing import PaperSize
from cchc_desktop.domain.problems import Problem
from cchc_desktop.services.workplace import UNIT_KINDS
from ui import error_texts, labels

say = QCoreApplication.translate


class FieldKind(enum.Enum):
    """How a field is edited."""

    TEXT = enum.auto()
    LINES = enum.auto()
    CHOICE = enum.auto()
    COUNT = enum.auto()
    DATE = enum.auto()
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


def fault_words(problem: Problem) -> str:
    """Return a fault or a warning of a setting as it stands under its field."""
    match problem.field, problem.cause:
        case _, "missing":
            return say("SettingFaults", "Chưa điền; chỗ này phải có")
        case "agency_code", "not_ascii_code":
            return say("SettingFaults", "Chỉ gồm chữ in hoa không dấu, số và dấu chấm, như 000.16.40.H32")
        case "desk_number", "wrong_count":
            return say("SettingFaults", "Phường có {} bàn: sửa số bàn của phường, hoặc chọn số nhỏ hơn").format(
                problem.number
            )
        case "desk_number", "fixed":
            return say("SettingFaults", "Sổ này là của bàn đã mở nó; bàn khác mở sổ riêng trong thư mục riêng")
        case "sessions", "wrong_hour":
            return say("SettingFaults", "Giờ từ 00:00 đến 23:59, viết như 07:00-11:30")
        case "sessions", "not_eight_hours":
            return say("SettingFaults", "Cộng lại là {} phút, không phải 8 giờ; mỗi ngày làm việc tính 8 giờ").format(
                problem.number
            )
        case "lookup_url", "too_long":
            return say("SettingFaults", "Dài quá {} ký tự thì mã QR trên giấy hẹn dày, khó quét").format(problem.number)
        case _:
            return error_texts.cause(problem)


def fault_table(problems: tuple[Problem, ...]) -> dict[str, str]:
    """Return {field: words}, the first fault of each field."""
    table: dict[str, str] = {}
    for problem in problems:
        table.setdefault(problem.field, fault_words(problem))
    return table


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
        FieldSpec(
            name="superior_name",
            kind=FieldKind.TEXT,
            label=say("SettingFields", "Đơn vị cấp trên"),
            hint=say("SettingFields", "Như Thành phố Nha Trang; từ 01/07/2025 là Tỉnh Khánh Hòa."),
        ),
        FieldSpec(
            name="agency_code",
            kind=FieldKind.TEXT,
            label=say("SettingFields", "Mã định danh cơ quan"),
            hint=say(
                "SettingFields",
                "Đứng đầu mọi mã hồ sơ. Dạng như 000.16.40.H32; dạng này chỉ là mẫu, mã thật do đơn vị được cấp.",
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
        FieldSpec(name="desk_count", kind=FieldKind.COUNT, label=say("SettingFields", "Số bàn của phường")),
        FieldSpec(
            name="desk_number",
            kind=FieldKind.COUNT,
            label=say("SettingFields", "Bàn này là bàn số"),
            hint=say("SettingFields", "Mỗi bàn có dãy số riêng, hai bàn không bao giờ trùng số."),
        ),
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


def form_fields() -> tuple[FieldSpec, ...]:
    """Return the field of the day on which the new set of forms began."""
    return (
        FieldSpec(
            name="forms_changed_on",
            kind=FieldKind.DATE,
            label=say("SettingFields", "Dùng mẫu của Thông tư 03/2025/TT-VPCP từ ngày"),
            hint=say("SettingFields", "Hồ sơ nhận trước ngày này giữ mẫu cũ suốt đời hồ sơ."),
        ),
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
            hint=say("SettingFields", "Như 07:00-11:30, 13:30-17:00. Cộng lại đủ 8 giờ."),
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
