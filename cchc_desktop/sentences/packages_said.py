"""Why a day package or a card was not taken, in words."""

from __future__ import annotations

from collections.abc import Mapping

BY_PACKAGE: Mapping[str, str] = {
    "not_a_card": "tệp không phải thẻ đăng ký của thành phố hay của phường này",
    "package_too_large": "gói lớn hơn mức cho phép",
    "not_an_archive": "tệp không mở được như một gói, có thể bị cắt hoặc hỏng",
    "doubled_part": "một phần có hai lần trong gói",
    "strange_part": "trong gói có phần lạ",
    "missing_part": "gói thiếu một phần hoặc sai thứ tự",
    "wrong_size": "một phần không đúng cỡ đã ghi",
    "wrong_key": "khóa không đúng dạng",
    "cannot_decrypt": "gói không mở được bằng khóa này, hoặc đã bị sửa",
    "not_a_package": "tệp không phải gói dữ liệu ngày",
    "unknown_format": "gói theo dạng mới hơn chương trình này ({version})",
    "changed_part": "một phần đã bị sửa sau khi đóng gói",
    "wrong_signature": "chữ ký không phải của bàn đã đăng ký",
    "not_an_acknowledgement": "tệp không phải trả lời của thành phố",
    "not_a_manifest": "bản kê của gói không đọc được",
    "other_header": "nhãn gói khác với bản kê đã ký",
    "broken_chain": "chuỗi mục bị đứt ở mục #{number}",
    "wrong_counts": "số mục theo loại khác bản kê",
    "not_entries": "phần sổ của gói không đọc được",
    "not_personal": "phần dữ liệu cá nhân không đọc được",
    "wrong_personal": "một dữ liệu cá nhân không khớp mục #{number}",
}
