"""Refusals at a terminal: the sentence of the screen, but with what to type where the screen names a key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from cchc_desktop import errors, sentences
from cchc_desktop.domain.problems import Problem

_CONFIRM = "gõ ngày hôm nay bằng chữ: clock 'ngày … tháng … năm …'."
_BY_HAND = "hồ sơ vẫn nhận được: ghi due_at và due_reason vào tệp của receive --file."

_BY_ERROR: Mapping[type[errors.CchcError], str] = {
    errors.CalendarNotCovered: (
        "Năm {year} chưa có lịch nghỉ nên chưa tính được ngày hẹn. Có lịch mới thì nạp bằng: catalogue load; "
        + _BY_HAND
    ),
    errors.DueMomentNeeded: "Thủ tục này chưa có thời hạn hoặc lịch để tính ngày hẹn; " + _BY_HAND,
    errors.RecordWrong: (
        "Hồ sơ trong tệp chưa đọc được, ở {field}: {cause}. "
        + sentences.NOTHING_SAVED
        + " Xem mẫu bằng: receive --example."
    ),
    errors.StationeryIncomplete: (
        "Chưa in được giấy hẹn vì còn thiếu: {missing}. "
        + sentences.NOTHING_SAVED
        + " Điền bằng: settings TÊN=GIÁ-TRỊ (xem các tên: settings)."
    ),
    errors.DossierNotFound: "Không có hồ sơ nào mang mã {code}. Kiểm tra lại mã, hoặc tìm bằng: search TÊN.",
    errors.ProcedureNotFound: (
        "Danh mục đang dùng không có thủ tục {code}. Tìm mã bằng: catalogue list --find 'vài chữ của tên'."
    ),
    errors.ReprintReasonMissing: "In lại giấy hẹn {code} cần ghi lý do. Chưa in gì. Thêm --reason 'LÝ DO'.",
    errors.CodeTaken: (
        "Mã {code} đã là mã của một hồ sơ trong sổ. "
        + sentences.NOTHING_SAVED
        + " Xem hồ sơ ấy bằng: show {code}; hoặc xem lại mã trên Cổng."
    ),
    errors.ApprovalNeeded: (
        "Bước này cần lãnh đạo duyệt. "
        + sentences.NOTHING_SAVED
        + " Trình duyệt: thêm --draft; duyệt ngay: thêm --approver CÁN-BỘ --pin-file TỆP."
    ),
    errors.DuplicateDossier: (
        "Người này đang có hồ sơ cùng thủ tục chưa xong: {code}. "
        + sentences.NOTHING_SAVED
        + " Xem hồ sơ ấy bằng: show {code}; vẫn nhận mới: thêm --accept-duplicate."
    ),
    errors.ClockBehind: (
        "Đồng hồ máy ({now}) chậm hơn việc cuối trong sổ ({last}). Chưa ghi gì. "
        "Chỉnh giờ máy rồi thử lại; nếu giờ máy đúng, " + _CONFIRM
    ),
    errors.ClockAhead: (
        "Đồng hồ máy ({now}) cách việc cuối trong sổ ({last}) hơn 3 ngày làm việc. Chưa ghi gì. "
        "Nếu hôm nay đúng là ngày đó, " + _CONFIRM
    ),
    errors.DayNotClosable: (
        "Còn {count} người trên bảng không giấy hẹn nên chưa chốt ngày được. Chưa ghi gì. "
        "Xem từng người bằng: same-day board; hẹn trả bằng: same-day to-appointment MÃ-HỒ-SƠ."
    ),
    errors.DiskFull: "Đĩa đầy, chưa lưu được; mọi hồ sơ trước đó còn nguyên. Dọn đĩa rồi gõ lại lệnh này.",
    errors.PrinterUnavailable: (
        "Máy in {printer} không có hoặc không trả lời. Hồ sơ đã vào sổ. Lấy giấy hẹn bằng: slip MÃ-HỒ-SƠ --out TỆP."
    ),
    errors.PrintRefused: (
        "Hệ thống in không nhận việc in. Hồ sơ đã vào sổ. Lấy giấy hẹn bằng: slip MÃ-HỒ-SƠ --out TỆP."
    ),
    errors.PrintError: "Giấy chưa ra được. Hồ sơ đã vào sổ. Lấy giấy hẹn bằng: slip MÃ-HỒ-SƠ --out TỆP.",
}
_IN_PLACE_OF: Mapping[str, str] = {sentences.BY_ERROR[kind]: told for kind, told in _BY_ERROR.items()}
"""The words of the screen, each with those of the terminal: one more language of `sentences.sentence`."""

_NOT_READ = (
    "Chưa đọc được sổ trong thư mục {folder}. Chưa đụng gì. Cấp quyền đọc; nếu đó là đĩa chỉ đọc, "
    "chép cả thư mục đến nơi ghi được rồi xem ở đó bằng --data."
)
"""A folder that cannot be written: who only wanted to read did not ask to write."""

_NO_SERVICE = (
    "Bàn này không có máy chủ của thành phố để hỏi gói năm. Chưa đổi gì. Xin thành phố tệp gói rồi gõ: year-pack TỆP."
)
_NOT_FETCHED = (
    "Chưa hỏi được máy chủ của thành phố về gói năm: {cause}. Chưa đổi gì. "
    "Thử lại, hoặc xin thành phố tệp gói rồi gõ: year-pack TỆP."
)
"""A year-pack is asked for: nothing was to be sent."""

_OPTIONS: Mapping[str, Mapping[str, str]] = {
    "fee": {"fee_dong": "--dong SỐ", "fee_reason": "--reason 'LÝ DO'"},
    "init": {
        "officer_name": "--officer 'HỌ TÊN'",
        "desk_number": "desk_count=… (phường có mấy bàn), desk_number=…",
    },
    "settings": {"officer_name": "--officer 'HỌ TÊN'"},
}
_NOT_BY_TYPING = ("settled", "fixed")
"""Causes that no option mends."""


def words(error: errors.CchcError, command: str = "", *, only_reads: bool = False) -> str:
    """Return one sentence: what happened, what is safe, and what to type after which command.

    Args:
        error: What was refused.
        command: The command that was given; it decides which option mends a fault.
        only_reads: Whether nothing would have been written.
    """
    if isinstance(error, errors.FolderReadOnly) and only_reads:
        return _NOT_READ.format(folder=error.facts.get("folder", "…"))
    if isinstance(error, errors.CarrierFailed) and command == "year-pack":
        cause = str(error.facts["cause"])
        return _NO_SERVICE if cause == "no_address" else _NOT_FETCHED.format(cause=sentences.BY_CARRIER[cause])
    told = sentences.sentence(error, _for_terminal)
    return f"{told} {_mending(error, command)}".strip() if isinstance(error, errors.FormIncomplete) else told


def _for_terminal(text: str) -> str:
    return _IN_PLACE_OF.get(text, text)


def _mending(error: errors.FormIncomplete, command: str) -> str:
    """Return which options, settings or names in the file take what is missing or wrong; empty for none."""
    named = ", ".join(dict.fromkeys(_names(error, command)))
    if not named:
        return ""
    return f"Sửa trong tệp: {named}." if command == "receive" else f"Cách gõ: {named}."


def _names(error: errors.FormIncomplete, command: str) -> Iterator[str]:
    problems = cast("tuple[Problem, ...]", error.facts["problems"])
    settled = {problem.field for problem in problems if problem.cause in _NOT_BY_TYPING}
    for problem in problems:
        if problem.is_warning or problem.field in settled:
            continue
        known = _OPTIONS.get(command, {}).get(problem.field, "")
        if known or command == "receive":
            yield known or problem.field
        elif command in ("init", "settings"):
            yield f"{problem.field}=…"
