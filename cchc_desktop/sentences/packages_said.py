"""The day's end in words: why a package or a card was not taken, what is looked at, what the desk itself recorded."""

from __future__ import annotations

from collections.abc import Mapping

from cchc_desktop.domain.day_package import CheckKind
from cchc_desktop.domain.entry import EntryKind

BY_PACKAGE: Mapping[str, str] = {
    "not_a_year_pack": "tệp không phải gói năm, hoặc bị cắt, bị hỏng",
    "year_pack_too_large": "tệp lớn hơn mức cho phép",
    "unknown_year_pack_format": "gói theo dạng mới hơn chương trình này ({version}), cần cập nhật chương trình",
    "another_city": "gói do đơn vị khác ký, không phải thành phố của phường này",
    "wrong_city_signature": "chữ ký không đúng, gói đã bị sửa sau khi ký",
    "not_newer": "gói số {number} không mới hơn gói đang dùng (số {known})",
    "no_city_card": "bàn chưa có thẻ của thành phố nên chưa xem được chữ ký",
    "wrong_year_pack_line": "nội dung sai ở tệp {file}, dòng {line}, cột {column}",
    "changed_regime": "gói đổi nội dung quy định {code} mà hồ sơ cũ đang theo; quy định mới phải mang mã mới",
    "changed_form_set": "gói đổi bộ mẫu {code} mà hồ sơ cũ đang theo; bộ mẫu mới phải mang mã mới",
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
    "unknown_desk": "thành phố chưa biết bàn hoặc khóa này; gửi thẻ của bàn (lệnh enrol) cho thành phố",
    "future_day": "ngày của gói còn ở phía trước theo đồng hồ thành phố; xem lại giờ máy",
    "other_content": "thành phố đã có gói cùng số hiệu mà khác nội dung",
    "overlaps": "gói mang mục #{number} mà thành phố đã có trong gói khác",
    "other_previous": "gói không nối tiếp gói mà thành phố có",
    "other_package": "câu trả lời không nói về gói nào của bàn này",
    "not_an_acknowledgement": "tệp không phải trả lời của thành phố",
    "not_a_manifest": "bản kê của gói không đọc được",
    "other_header": "nhãn gói khác với bản kê đã ký",
    "broken_chain": "chuỗi mục bị đứt ở mục #{number}",
    "wrong_counts": "số mục theo loại khác bản kê",
    "not_entries": "phần sổ của gói không đọc được",
    "not_personal": "phần dữ liệu cá nhân không đọc được",
    "own_package": "gói của chính bàn này, đã có trong sổ",
    "other_ward": "gói hay thẻ không phải của phường này, hoặc chưa nhận khóa của phường ấy",
    "no_desk_card": "chưa nhận thẻ của bàn {desk}",
    "other_than_taken": (
        "KHÁC NỘI DUNG: gói này mang cùng tên với gói đã nhận nhưng nội dung khác. Giữ cả hai tệp và báo quản trị ngay"
    ),
    "gap": "còn thiếu mục #{first}-#{number} của bàn này, nhận gói có các mục ấy trước",
    "gap_before": "còn thiếu các gói của lần lập sổ trước, từ mục #{first}, nhận các gói ấy trước",
    "code_used": "mục #{number} mang mã hồ sơ đã có ở đây",
    "not_vouched": "thẻ của bàn chưa được quản trị của phường ký",
    "own_card": "thẻ của chính bàn này",
    "other_city": "bàn đang gửi về {known}, thẻ này mang khóa khác, của {name}",
    "no_merger": "thiết lập chưa ghi phường, xã ấy nhập vào đây",
    "wrong_personal": "một dữ liệu cá nhân không khớp mục #{number}",
}

REMEDY: Mapping[str, str] = {
    "other_city": (
        "Hỏi thành phố trước; đúng là phải đổi thì quản trị chạy lệnh enrol --card TỆP --other-city, từ đó chỉ nơi ấy "
        "đọc được gói."
    ),
    "no_merger": "Quản trị ghi ngày nhập và hai mã vào thiết lập (nhóm Đơn vị, ô Đơn vị sáp nhập), rồi nhận lại.",
    "no_desk_card": "Nhận tệp thẻ của bàn ấy trước, rồi nhận lại gói này.",
    "own_package": "Không phải làm gì.",
    "own_card": "Không phải làm gì; cần thẻ của bàn kia.",
    "gap": "Gói này nhận sau khi có các gói ấy.",
    "gap_before": "Gói này nhận sau khi có các gói ấy.",
    "not_newer": "Không phải làm gì, trừ khi chờ gói mới hơn.",
}
"""What helps, where it is something else than what helps with most files of its kind."""

BY_CHECK: Mapping[CheckKind, str] = {
    CheckKind.SAME_DAY_OPEN: "còn chờ không giấy hẹn",
    CheckKind.NOT_PRINTED: "giấy chưa ra",
    CheckKind.FEE_NOT_TAKEN: "lệ phí chưa thu",
    CheckKind.NOT_COLLECTED: "kết quả chưa trao",
    CheckKind.APPROVALS: "chờ duyệt",
    CheckKind.NO_ATTACHMENT: "kết quả chưa số hóa",
}
"""What is looked at before a day is closed."""

BY_DESK_ENTRY: Mapping[str, str] = {
    EntryKind.DESK_OPENED: "Mở sổ",
    EntryKind.SETTINGS_CHANGED: "Đổi thiết lập",
    EntryKind.CATALOGUE_LOADED: "Nạp danh mục, lịch, biểu mẫu",
    EntryKind.OFFICER_NAMED: "Ghi cán bộ, vai trò",
    EntryKind.CLOCK_ACCEPTED: "Xác nhận ngày của đồng hồ máy",
    EntryKind.GUIDANCE_GIVEN: "Hướng dẫn bổ sung khi chưa nhận",
    EntryKind.INTAKE_REFUSED: "Từ chối tiếp nhận",
    EntryKind.ONLINE_FILED: "Ghi hồ sơ trên Cổng chờ nhận",
    EntryKind.ONLINE_ANSWERED: "Trả lời hồ sơ trên Cổng",
    EntryKind.EMERGENCY_SLIPS_PRINTED: "In sẵn giấy tiếp nhận tạm",
    EntryKind.LIST_EXPORTED: "Xuất danh sách, sổ",
    EntryKind.PIN_SET: "Đặt mã PIN",
    EntryKind.PIN_FAILED: "Gõ sai mã PIN",
    EntryKind.PIN_FORGOTTEN: "Xóa mã PIN đã quên",
    EntryKind.DELEGATION_GIVEN: "Ủy quyền duyệt",
    EntryKind.DELEGATION_ENDED: "Thôi ủy quyền duyệt",
    EntryKind.LOGBOOK_IMPORTED: "Nhập sổ cũ",
    EntryKind.FIGURE_TYPED: "Nhập số liệu báo cáo",
    EntryKind.EVALUATION_COUNTED: "Nhập phiếu đánh giá",
    EntryKind.REPORT_SENT: "Gửi báo cáo",
    EntryKind.DAY_CLOSED: "Chốt ngày",
    EntryKind.KEY_CHANGED: "Đổi khóa ký của bàn",
    EntryKind.YEAR_PACK_ACCEPTED: "Nhận gói năm của thành phố",
}
"""What an entry about the desk itself is called."""
