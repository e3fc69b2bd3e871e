"""What a year-pack changes, in plain words: one sentence a difference."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from cchc_desktop.catalogue.year_pack_diff import About, Change
from cchc_desktop.text import counted, dong, weekday_name

Translate = Callable[[str], str]

_NEW, _GONE, _OTHER = "new", "gone", "other"

BY_CHANGE: Mapping[tuple[str, str], str] = {
    (About.PROCEDURE, _NEW): "Thủ tục mới: {subject} ({after}), từ {since}",
    (About.PROCEDURE, _GONE): "Thôi áp dụng thủ tục {subject} ({before}), từ {since}",
    (About.FEE, _OTHER): "Phí {subject}: {before} → {after}, từ {since}",
    (About.TERM, _OTHER): "Thời hạn {subject}: {before} → {after}, từ {since}",
    (About.PROCEDURE_FIELD, _OTHER): "{subject}, {field}: {before} → {after}, từ {since}",
    (About.PAPER, _NEW): "{subject}: thêm giấy tờ “{after}”, từ {since}",
    (About.PAPER, _GONE): "{subject}: bỏ giấy tờ “{before}”, từ {since}",
    (About.PAPER_FIELD, _OTHER): "{subject}, giấy tờ “{part}”, {field}: {before} → {after}, từ {since}",
    (About.CASE, _NEW): "{subject}: thêm trường hợp “{after}”, từ {since}",
    (About.CASE, _GONE): "{subject}: bỏ trường hợp “{before}”, từ {since}",
    (About.CASE_FIELD, _OTHER): "{subject}, trường hợp “{part}”, {field}: {before} → {after}, từ {since}",
    (About.ORDER, _OTHER): "Thứ tự các thủ tục khi tìm thay đổi",
    (About.YEAR, _NEW): "Thêm lịch năm {subject}",
    (About.YEAR, _GONE): "Bỏ lịch năm {subject}",
    (About.YEAR_FIELD, _OTHER): "Lịch năm {subject}, {field}: {before} → {after}",
    (About.DAY, _NEW): "Thêm {field} {since}: {after}",
    (About.DAY, _GONE): "Bỏ {field} {since}: {before}",
    (About.DAY, _OTHER): "Tên {field} {since}: {before} → {after}",
    (About.REGIME, _NEW): "Áp dụng quy định {subject} ({after}), từ {since}",
    (About.REGIME, _GONE): "Thôi áp dụng quy định {subject} ({before}), từ {since}",
    (About.REGIME_FIELD, _OTHER): "Quy định {subject}, {field}: {before} → {after}, từ {since}",
    (About.FORM_SET, _NEW): "Bộ mẫu mới: {subject} ({after}), từ {since}",
    (About.FORM_SET, _GONE): "Bỏ bộ mẫu {subject} ({before})",
    (About.FORM_SET_FIELD, _OTHER): "Bộ mẫu {subject}, {field}: {before} → {after}",
    (About.WORDING, _NEW): "Câu chữ {subject}: “{after}”, từ {since}",
    (About.WORDING, _GONE): "Bỏ câu chữ {subject} “{before}”, từ {since}",
    (About.WORDING, _OTHER): "Câu chữ {subject}: “{before}” → “{after}”, từ {since}",
    (About.PAPER_TEXT, _NEW): "Câu trên giấy ({subject}): “{after}”, từ {since}",
    (About.PAPER_TEXT, _GONE): "Bỏ câu trên giấy ({subject}) “{before}”, từ {since}",
    (About.PAPER_TEXT, _OTHER): "Câu trên giấy ({subject}): “{before}” → “{after}”, từ {since}",
    (About.REASON, _NEW): "Thêm lý do từ chối “{after}”, từ {since}",
    (About.REASON, _GONE): "Bỏ lý do từ chối “{before}”, từ {since}",
    (About.REASON_FIELD, _OTHER): "Lý do từ chối {subject}, {field}: {before} → {after}, từ {since}",
    (About.NAME, _NEW): "{field}: {after}, từ {since}",
    (About.NAME, _GONE): "{field}: bỏ {before}, từ {since}",
}
"""(what about, new or gone or other) -> how it is said."""

WITHOUT_DAY = ", từ {since}"
"""Left out where a change has no day."""

BY_FIELD: Mapping[str, str] = {
    "name": "tên",
    "short_name": "tên gọn",
    "shortcut": "chữ tắt",
    "service_field": "lĩnh vực",
    "authority_level": "cấp giải quyết",
    "same_day_cut_off": "giờ nhận trễ nhất để trả trong ngày",
    "fee_note": "ghi chú lệ phí",
    "is_same_day_eligible": "không giấy hẹn",
    "online_level": "mức trực tuyến",
    "legal_basis": "căn cứ",
    "portal_url": "trang trên Cổng",
    "confidence": "mức chắc chắn",
    "source": "nguồn",
    "note": "ghi chú",
    "seq": "số thứ tự",
    "originals": "số bản chính",
    "copies": "số bản sao",
    "when": "khi nào cần",
    "handling": "nộp hay xuất trình",
    "case_code": "mã trường hợp",
    "label": "tên trường hợp",
    "papers": "giấy tờ bắt buộc",
    "complete": "đủ để tính ngày hẹn",
    "holiday": "ngày lễ",
    "day_off_in_lieu": "ngày nghỉ bù, nghỉ hoán đổi",
    "extra_working_day": "ngày làm bù",
    "to_confirm": "ngày cần đối chiếu lại",
    "code": "mã",
    "basis": "căn cứ",
    "supplement_clock": "bổ sung đủ thì thời hạn",
    "supplement_notice_days": "hạn báo bổ sung, ngày làm việc",
    "supplement_closing_days": "chờ bổ sung, ngày",
    "apology_before_days": "báo xin lỗi trước, ngày",
    "valid_from": "ngày áp dụng",
    "valid_to": "ngày hết áp dụng",
    "is_start_setting": "ngày áp dụng là thiết lập",
    "forms": "các mẫu",
    "text": "nội dung",
    "units": "Tên đơn vị",
    "superiors": "Đơn vị cấp trên",
    "hotlines": "Điện thoại Bộ phận Một cửa",
    "agency_codes": "Mã định danh đứng đầu mã hồ sơ mới",
    "mergers": "Sáp nhập đơn vị",
}
"""Parts of what a pack brings, as a sentence names them."""

BY_WORDING: Mapping[str, str] = {
    "committee": "tên cơ quan ở đầu giấy",
    "centre": "tên bộ phận ở đầu giấy",
    "desk_label": "tên bộ phận",
    "desk_name": "tên sau “Bộ phận”",
    "return_place": "nơi trả kết quả",
    "counterpart_names": "tên các liên",
    "notes": "ghi chú cuối giấy hẹn",
    "hotline_label": "nhãn điện thoại",
    "feedback_title": "tiêu đề nơi nhận phản ánh",
    "bring_lines": "cần mang khi đến nhận",
}

BY_VALUE: Mapping[str, str] = {
    "": "không có",
    "True": "có",
    "False": "không",
    "full_online": "toàn trình",
    "partial_online": "một phần",
    "no": "không trực tuyến",
    "high": "chắc chắn",
    "medium": "cần đối chiếu",
    "low": "chưa chắc",
    "always": "luôn cần",
    "case": "theo trường hợp",
    "authorised": "khi nộp thay",
    "no_residence_data": "khi không tra được dữ liệu dân cư",
    "if_any": "nếu có",
    "submit": "nộp",
    "present": "xuất trình",
    "restart": "tính lại từ đầu",
    "pause": "tính tiếp phần còn lại",
}
"""Values that are words of the program."""

BY_FEE: Mapping[str, str] = {
    "free": "không thu",
    "provincial": "theo quy định của tỉnh",
    "per_dossier": "{} đồng/hồ sơ",
    "per_case": "{} đồng",
    "per_document": "{} đồng/văn bản",
    "per_copy": "{} đồng/bản",
    "per_page": "{} đồng/trang",
    "unknown": "chưa rõ mức",
}
BY_TERM: Mapping[str, str] = {
    "working_days": "{} ngày làm việc",
    "working_hours": "{} giờ làm việc",
    "calendar_days": "{} ngày",
    "same_day": "trong ngày",
    "": "chưa có thời hạn",
}
_COUNT_LEFT_OUT: Mapping[str, int | None] = {"same_day": 1, "": None}
"""The count that a term without a number in its words has; any other is said with it."""

AMOUNT = BY_FEE["per_case"]
"""A sum that stands beside a basis that needs none."""

BY_NAME: Mapping[str, str] = {
    "agency_codes": "{} (số bàn cộng thêm {})",
    "mergers": "{} vào {}",
}
"""How a row of several parts is put together."""


def change_sentence(change: Change, translate: Translate = str) -> str:
    """Return one difference in one sentence, without a full stop."""
    is_new, is_gone = change.before is None, change.after is None
    how = _OTHER if is_new == is_gone else _NEW if is_new else _GONE
    template = translate(BY_CHANGE.get((change.about, how), BY_CHANGE.get((change.about, _OTHER), "{subject}")))
    if change.since is None:
        template = template.replace(translate(WITHOUT_DAY), "")
    return template.format(
        subject=translate(BY_WORDING[change.subject]) if change.about is About.WORDING else change.subject,
        field=translate(BY_FIELD.get(change.field, change.field)),
        part=change.part,
        before=_value(change, change.before, translate),
        after=_value(change, change.after, translate),
        since=_day(change),
    ).rstrip(": ")


def _value(change: Change, value: Any, translate: Translate) -> str:
    if value is None:
        return translate(BY_VALUE[""])
    if change.about is About.FEE:
        amount, basis = value
        return _fee(amount, str(basis), translate)
    if change.about is About.TERM:
        count, unit = value
        return _term(count, str(unit or ""), translate)
    if change.about is About.NAME:
        return translate(BY_NAME.get(change.field, "{}")).format(*_name_parts(change.field, value))
    if change.about is About.DAY and change.field == "to_confirm":
        return ""
    return _plain(value, translate)


def _name_parts(field: str, value: tuple[Any, ...]) -> tuple[Any, ...]:
    return (" ".join(str(part) for part in value),) if field == "units" else value


def _fee(amount: int | None, basis: str, translate: Translate) -> str:
    """Say both halves, whichever stands: what changed in one of them has to read differently."""
    words = translate(BY_FEE[basis])
    if "{}" in words:
        return (
            words.format(dong(amount)) if amount is not None else _without_number(words, BY_FEE["unknown"], translate)
        )
    return words if amount is None else f"{words} ({translate(AMOUNT).format(dong(amount))})"


def _term(count: int | None, unit: str, translate: Translate) -> str:
    words = translate(BY_TERM[unit])
    if "{}" in words:
        return words.format(count) if count is not None else _without_number(words, BY_TERM[""], translate)
    return words if count == _COUNT_LEFT_OUT.get(unit) else f"{words} ({counted(count)})"


def _without_number(words: str, why: str, translate: Translate) -> str:
    return f"{words.format('…')} ({translate(why)})"


def _plain(value: Any, translate: Translate) -> str:
    if isinstance(value, tuple):
        return ", ".join(_plain(part, translate) for part in value) or translate(BY_VALUE[""])
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    text = f"{value:%H:%M}" if hasattr(value, "hour") else str(value)
    return translate(BY_VALUE[text]) if text in BY_VALUE else text


def _day(change: Change) -> str:
    if change.since is None:
        return ""
    day = f"{change.since:%d/%m/%Y}"
    return f"{day} ({weekday_name(change.since)})" if change.about is About.DAY else day
