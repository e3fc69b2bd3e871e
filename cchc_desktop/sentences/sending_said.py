"""How a package stands on its way to the city, what is in its way and what helps, in plain words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from cchc_desktop.domain.day_package import PackageState
from cchc_desktop.domain.sending import CarrierKind, PackageTrouble
from cchc_desktop.sentences.life_said import BY_ENTRY
from cchc_desktop.sentences.packages_said import BY_DESK_ENTRY, BY_PACKAGE

Translate = Callable[[str], str]

BY_PACKAGE_STATE: Mapping[PackageState, str] = {
    PackageState.WANTED: "chưa lập gói",
    PackageState.MADE: "chờ gửi",
    PackageState.SENT: "đã gửi, chờ trả lời",
    PackageState.KEPT_ASIDE: "thành phố giữ lại, chờ gói trước",
    PackageState.ACCEPTED: "đã nhận",
    PackageState.REFUSED: "bị từ chối",
}
BY_TROUBLE: Mapping[PackageTrouble, str] = {
    PackageTrouble.REFUSED: "Thành phố không nhận: {cause}. Ở bàn vẫn còn nguyên. Báo quản trị; sửa xong thì gửi lại.",
    PackageTrouble.DAMAGED: "Gói bị hỏng trên đường đi. Bản ở bàn còn nguyên, chương trình tự gửi lại.",
    PackageTrouble.GAP: "Thành phố còn thiếu mục {missing}. Các gói ấy được gửi lại ngay; không phải làm gì thêm.",
    PackageTrouble.ASKED_AGAIN: "Thành phố hỏi lại gói này. Chương trình tự gửi lại.",
    PackageTrouble.OTHER_COUNTS: (
        "Thành phố đếm khác bàn này: {names}. Chưa tính là đã nhận. Báo quản trị và thành phố so lại; "
        "chương trình vẫn hỏi lại."
    ),
    PackageTrouble.OTHER_CHAIN: (
        "Chuỗi mục của thành phố khác của bàn này. Chưa tính là đã nhận. Báo quản trị và thành phố ngay."
    ),
    PackageTrouble.NOT_BELIEVED: (
        "Câu trả lời chưa tin được: {cause}. Gói vẫn coi như chưa nhận, chương trình hỏi lại. "
        "Nếu còn thế, báo quản trị xem lại thẻ của thành phố."
    ),
    PackageTrouble.OTHER_PACKAGE: (
        "Câu trả lời nói về gói khác, hoặc nội dung khác. Gói này vẫn coi như chưa nhận, chương trình hỏi lại."
    ),
    PackageTrouble.OLD_ANSWER: "Chỉ có câu trả lời cũ. Chương trình gửi và hỏi lại.",
    PackageTrouble.CLOCK: "Thành phố đã trả lời; chưa ghi được vì đồng hồ máy chưa đúng. Chỉnh giờ, rồi gửi lại.",
    PackageTrouble.NOT_SENT: "Chưa gửi được: {cause}. Gói vẫn ở bàn, chương trình tự gửi lại.",
}
"""What is in a package's way: what happened, what is safe, what to do."""
HELD = "Đã nhận; {held} mục thành phố giữ, tự nhập khi đủ gói hoặc khi cập nhật chương trình."

BY_CARRIER: Mapping[str, str] = {
    "file_missing": "tệp của gói không còn ở bàn, chương trình lập lại tệp",
    "folder_missing": "không thấy thư mục gửi; cắm lại USB hoặc nối lại ổ mạng",
    "folder_unwritable": "nơi gửi không cho ghi; xem quyền ghi, hoặc khóa ghi của USB",
    "folder_failed": "USB hoặc ổ mạng trục trặc; cắm lại, hoặc dùng cái khác",
    "disk_full": "nơi gửi hết chỗ; dọn bớt rồi gửi lại",
    "other_bytes": "nơi gửi đã có tệp cùng tên mà khác nội dung; chuyển tệp ấy đi nơi khác",
    "host_unknown": "chưa có khóa của máy chủ trong tệp known_hosts; xin thành phố khóa ấy",
    "host_key_changed": "khóa của máy chủ khác với khóa đã biết, có thể bị giả; không gửi, hỏi thành phố",
    "known_hosts_missing": "không đọc được tệp known_hosts; xem lại thiết lập gửi",
    "key_file_missing": "không thấy tệp khóa đăng nhập; xem lại thiết lập gửi",
    "no_login": "máy chủ không cho đăng nhập; xem lại tên và khóa",
    "remote_folder_missing": "máy chủ không có thư mục nhận; xem lại thiết lập gửi",
    "unreachable": "không tới được máy của thành phố; xem lại mạng",
    "timeout": "máy của thành phố trả lời quá lâu",
    "cut": "đường truyền bị ngắt giữa chừng; lần sau gửi tiếp từ chỗ ấy",
    "no_address": "chưa có địa chỉ https của thành phố; xem lại thiết lập gửi",
    "ca_file_missing": "không đọc được tệp chứng thư; xem lại thiết lập gửi",
    "wrong_certificate": "chứng thư của máy chủ không đúng, có thể bị giả; không gửi, hỏi thành phố",
    "redirected": "máy chủ chuyển đi nơi khác; không theo, xem lại địa chỉ",
    "strange_answer": "máy chủ trả lời lạ; xem lại địa chỉ",
    "too_large": "gói lớn hơn mức thành phố nhận; báo thành phố",
    "damaged": "tệp đến nơi không giống tệp gửi đi",
    "city_full": "máy của thành phố hết chỗ; báo thành phố",
    "city_troubled": "máy của thành phố đang trục trặc",
    "card_refused": "thành phố không nhận thẻ của bàn",
    "unknown_desk": "thành phố chưa biết bàn này; gửi thẻ của bàn (lệnh enrol) cho thành phố",
    "no_carrier": "chưa chọn cách gửi; chọn trong Thiết lập, nhóm Gửi thành phố",
}
"""Why a carrier did not get through, and what helps: causes of `errors.CarrierFailed`."""

BY_CARRIER_KIND: Mapping[CarrierKind, str] = {
    CarrierKind.NONE: "Chưa gửi tự động",
    CarrierKind.FOLDER: "Thư mục, USB",
    CarrierKind.SFTP: "SFTP",
    CarrierKind.HTTPS: "Máy chủ thành phố",
}

BY_TOTAL: Mapping[str, str] = {
    "received": "Hồ sơ tiếp nhận",
    "returned": "Hồ sơ trả kết quả",
    "cash_dong": "Tiền mặt",
}
"""Sums that both sides compare."""


def package_said(
    state: PackageState, trouble: PackageTrouble | None, facts: Mapping[str, Any], translate: Translate = str
) -> str:
    """Return what is to be said of a package besides its state; empty where nothing is."""
    if trouble is None:
        is_held = state is PackageState.ACCEPTED and facts.get("held")
        return translate(HELD).format(held=facts["held"]) if is_held else ""
    by_cause = {**BY_PACKAGE, **BY_CARRIER}
    cause = str(facts.get("cause", ""))
    told = {
        "cause": translate(by_cause.get(cause, cause)).format(number=facts.get("number", "…"), version="…"),
        "missing": ", ".join(f"#{first}-#{last}" for first, last in facts.get("missing", ())),
        "names": ", ".join(translate(_counted(name)) for name in facts.get("names", ())),
    }
    return translate(BY_TROUBLE[trouble]).format_map(told)


def _counted(name: str) -> str:
    return BY_TOTAL.get(name) or BY_ENTRY.get(name) or BY_DESK_ENTRY.get(name) or name
