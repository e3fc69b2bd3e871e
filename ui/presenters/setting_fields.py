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
    NAMES = enum.auto()
    """A name a line."""
    SPANS = enum.auto()
    """Decisions: from, until, half-days of the week, number."""
    DATED_CODES = enum.auto()
    TARGETS = enum.auto()
    DATED_TEXTS = enum.auto()
    DATED_AGENCIES = enum.auto()
    MERGERS = enum.auto()
    PIN = enum.auto()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """One field of a form.

    Attributes:
        name: Name of the setting.
        kind: How it is edited.
        label: Its words.
        hint: Quiet words under it.
        options: (value, words) of a choice.
        least: Lowest count.
        most: Highest count.
        is_required: Whether the desk cannot open without it.
    """

    name: str
    kind: FieldKind
    label: str
    hint: str = ""
    options: tuple[tuple[str | bool, str], ...] = ()
    least: int = 1
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


def lock_fields() -> tuple[FieldSpec, ...]:
    """Return the field of the lock; the first run does not ask for it."""
    return (
        FieldSpec(
            name="lock_minutes",
            kind=FieldKind.COUNT,
            label=say("SettingFields", "Khóa màn hình khi không ai dùng (phút)"),
            hint=say("SettingFields", "0 là không tự khóa. Chỉ khóa khi người đang làm có mã PIN; Ctrl+L khóa ngay."),
            least=0,
            most=240,
        ),
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


def handling_fields() -> tuple[FieldSpec, ...]:
    """Return the fields of how dossiers are handled after their receipt."""
    return (
        FieldSpec(
            name="handling_units",
            kind=FieldKind.NAMES,
            label=say("SettingFields", "Bộ phận giải quyết"),
            hint=say("SettingFields", "Mỗi dòng một bộ phận. Hồ sơ chuyển giữa các bộ phận này, có phiếu kiểm soát."),
        ),
        FieldSpec(
            name="head_title",
            kind=FieldKind.TEXT,
            label=say("SettingFields", "Chức danh người đứng đầu"),
            hint=say("SettingFields", "In dưới phiếu xin lỗi và thông báo, khi người ký không có chức danh riêng."),
            is_required=True,
        ),
        FieldSpec(
            name="attachment_most_mb",
            kind=FieldKind.COUNT,
            label=say("SettingFields", "Tệp đính kèm lớn nhất (MB)"),
            hint=say("SettingFields", "Từ 1 đến 200. Ảnh lớn hơn được thu nhỏ, PDF lớn hơn không nhận."),
            most=200,
        ),
        _yes_or_no(
            "package_attachments",
            say("SettingFields", "Gửi tệp đính kèm trong gói ngày"),
            say("SettingFields", "Tệp quét có dữ liệu cá nhân: chỉ gửi khi thành phố yêu cầu. Gói được mã hóa."),
        ),
        _yes_or_no(
            "evaluation_with_slip",
            say("SettingFields", "In phiếu đánh giá kèm giấy hẹn"),
            say("SettingFields", "Không in kèm thì để sẵn phiếu ở bàn viết. Phiếu bổ sung, từ chối luôn có kèm."),
        ),
        _yes_or_no(
            "evaluation_with_code",
            say("SettingFields", "In mã hồ sơ trên phiếu đánh giá"),
            say("SettingFields", "Không in mã thì phiếu ẩn danh. Căn cứ: Nghị định 61/2018/NĐ-CP, Điều 31, 32."),
        ),
    )


def limit_fields() -> tuple[FieldSpec, ...]:
    """Return the fields of how limits are counted after the receipt, each with its ground."""
    return (
        FieldSpec(
            name="near_due_hours",
            kind=FieldKind.COUNT,
            label=say("SettingFields", "Báo sắp đến hạn trước (giờ làm việc)"),
            hint=say(
                "SettingFields", "Từ 1 đến 80; một ngày làm việc là 8. Căn cứ: Kế hoạch 2724/KH-UBND, mục III.11."
            ),
            most=80,
        ),
        _yes_or_no(
            "overdue_by_first_due",
            say("SettingFields", "Đã hẹn lại vẫn tính quá hạn theo lần hẹn đầu"),
            say("SettingFields", "Căn cứ: Thông tư 01/2020/TT-VPCP, biểu II.06a; hẹn lại không làm hết quá hạn."),
        ),
        _yes_or_no(
            "apology_cap_on",
            say("SettingFields", "Hẹn lại không quá một phần ba thời hạn"),
            say("SettingFields", "Căn cứ: Công văn 535/UBND-NV của UBND thành phố Nha Trang, mục 3."),
        ),
        FieldSpec(
            name="supplement_clock_before_2025",
            kind=FieldKind.CHOICE,
            label=say("SettingFields", "Bổ sung đủ thì thời hạn (hồ sơ nhận trước 01/07/2025)"),
            hint=say(
                "SettingFields",
                "Nghị định 61/2018/NĐ-CP và 107/2021/NĐ-CP không nói rõ; hỏi thành phố trước khi đổi.",
            ),
            options=(
                ("restart", say("SettingFields", "Tính lại từ đầu")),
                ("pause", say("SettingFields", "Tính tiếp phần còn lại")),
            ),
        ),
        FieldSpec(
            name="online_timer_from",
            kind=FieldKind.CHOICE,
            label=say("SettingFields", "8 giờ làm việc của hồ sơ trực tuyến tính từ lúc"),
            hint=say("SettingFields", "Căn cứ: Nghị định 118/2025/NĐ-CP, Điều 17 khoản 2: từ khi hệ thống tiếp nhận."),
            options=(
                ("system", say("SettingFields", "Hệ thống tiếp nhận")),
                ("submitted", say("SettingFields", "Người dân nộp")),
            ),
        ),
    )


def _yes_or_no(name: str, label: str, hint: str) -> FieldSpec:
    options = ((True, say("SettingFields", "Có")), (False, say("SettingFields", "Không")))
    return FieldSpec(name=name, kind=FieldKind.CHOICE, label=label, hint=hint, options=options)


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
