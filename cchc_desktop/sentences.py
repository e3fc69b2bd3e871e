"""Every error and every fault of a form in words: what happened, what is safe, what to press.

Worded once, for the screen and for the command line. The source language is Vietnamese; the screen hands in its own
``translate``. Facts put into a sentence are codes, dates and numbers, never personal data.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from cchc_desktop import errors
from cchc_desktop.domain.dossier import PaperForm
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.problems import Problem

Translate = Callable[[str], str]

NOTHING_SAVED = "Chưa có gì được lưu."

BY_ERROR: Mapping[type[errors.CchcError], str] = {
    errors.CalendarNotCovered: (
        "Năm {year} chưa có lịch nghỉ nên chưa tính được ngày hẹn. "
        "Nhập thời điểm hẹn và lý do (Alt+R) rồi lưu; hồ sơ vẫn được nhận."
    ),
    errors.DueMomentNeeded: (
        "Thủ tục này chưa có thời hạn hoặc lịch để tính ngày hẹn. Nhập thời điểm hẹn và lý do (Alt+R) rồi lưu."
    ),
    errors.RecordWrong: "Hồ sơ trong tệp chưa đọc được, ở {field}: {cause}. " + NOTHING_SAVED,
    errors.StationeryIncomplete: (
        "Chưa in được giấy hẹn vì còn thiếu: {missing}. " + NOTHING_SAVED + " Bấm F10 (Thiết lập) để điền."
    ),
    errors.PaperIncomplete: (
        "Chưa in được giấy vì còn thiếu: {missing}. Điền cho đủ rồi làm lại; hồ sơ không bị thay đổi."
    ),
    errors.DossierNotFound: "Không có hồ sơ nào mang mã {code}. Kiểm tra lại mã, hoặc tìm bằng tên (F4).",
    errors.ProcedureNotFound: "Danh mục đang dùng không có thủ tục {code}. Gõ vài chữ của tên để chọn lại.",
    errors.ReprintReasonMissing: "In lại giấy hẹn {code} cần ghi lý do. Ghi lý do rồi in.",
    errors.DuplicateDossier: (
        "Người này đang có hồ sơ cùng thủ tục chưa xong: {code}. " + NOTHING_SAVED + " Alt+O mở, Alt+N vẫn nhận mới."
    ),
    errors.ClockBehind: (
        "Đồng hồ máy ({now}) chậm hơn việc cuối trong sổ ({last}). Chưa ghi gì. "
        "Chỉnh giờ máy rồi thử lại; nếu giờ máy đúng, xác nhận ngày hôm nay bằng chữ."
    ),
    errors.ClockAhead: (
        "Đồng hồ máy ({now}) cách việc cuối trong sổ ({last}) hơn 3 ngày làm việc. Chưa ghi gì. "
        "Nếu hôm nay đúng là ngày đó, xác nhận ngày bằng chữ."
    ),
    errors.ClockUnreadable: (
        "Biến CCHC_NOW của thư mục tập không đọc được ({value}). Chưa ghi gì. "
        "Viết dạng 2023-10-26T15:30, hoặc @TỆP chứa lúc đó, hoặc bỏ biến đi."
    ),
    errors.PinMissing: (
        "Người này chưa đặt mã PIN. Chưa có gì thay đổi, bản nháp còn nguyên. Người ấy tự đặt mã PIN rồi làm lại."
    ),
    errors.PinWrong: (
        "Mã PIN không đúng, còn {left} lần thử trước khi phải chờ. Chưa có gì thay đổi, bản nháp còn nguyên. "
        "Nhập lại; nếu quên, nhờ quản trị đặt lại."
    ),
    errors.RecoveryCodeWrong: (
        "Mã khôi phục không đúng, còn {left} lần thử trước khi phải chờ. Chưa có gì thay đổi, mã vẫn còn dùng được. "
        "Nhập lại đúng bốn nhóm chữ trong phong bì."
    ),
    errors.PinWait: (
        "Nhập sai nhiều lần liền, phải chờ qua {until}. Chưa có gì thay đổi, hồ sơ và bản nháp còn nguyên. "
        "Chờ rồi nhập lại; nếu quên mã PIN, nhờ quản trị đặt lại."
    ),
    errors.DatabaseBusy: "Dữ liệu đang bận vì một chương trình khác. " + NOTHING_SAVED + " Đợi vài giây rồi làm lại.",
    errors.DiskFull: "Đĩa đầy, chưa lưu được. Bản nháp và mọi hồ sơ trước đó còn nguyên. Dọn đĩa rồi bấm lưu lại.",
    errors.FolderReadOnly: (
        "Không ghi được vào thư mục {folder}. " + NOTHING_SAVED + " Cấp quyền ghi, hoặc chọn thư mục khác bằng --data."
    ),
    errors.FolderInUse: (
        "Thư mục dữ liệu đang được một chương trình khác dùng (tiến trình {pid}, máy {host}). "
        "Chưa đụng gì. Đóng chương trình kia rồi mở lại."
    ),
    errors.FolderOnNetwork: (
        "Thư mục {folder} nằm trên ổ mạng ({kind}), sổ có thể hỏng khi mạng ngắt. Chưa đụng gì. "
        "Chọn thư mục trên máy này."
    ),
    errors.FolderNotPrepared: "Thư mục {folder} chưa có sổ. Chạy lệnh init, hoặc mở chương trình để cài đặt lần đầu.",
    errors.FolderAlreadyPrepared: "Thư mục {folder} đã có sổ rồi. Không có gì bị thay đổi. Chọn thư mục khác.",
    errors.DatabaseDamaged: (
        "Tệp {file} bị hỏng hoặc không phải sổ của chương trình. Không có gì bị thay đổi. "
        "Giữ nguyên tệp, lấy bản sao lưu gần nhất và báo quản trị."
    ),
    errors.DatabaseTooNew: (
        "Sổ này do bản chương trình mới hơn ghi (bản {found}, máy này biết đến {known}). "
        "Không có gì bị thay đổi. Cập nhật chương trình rồi mở lại."
    ),
    errors.JournalBroken: (
        "Sổ không còn nguyên vẹn ở mục {number} ({cause}). Không ghi thêm gì. Giữ nguyên thư mục và báo quản trị."
    ),
    errors.FolderMoved: (
        "Thư mục này là bản chép hoặc bản khôi phục ({cause}); ghi tiếp có thể trùng số. Chưa ghi gì. "
        "Quản trị chạy lệnh next-generation để mở lần lập sổ mới."
    ),
    errors.AttachmentRefused: "Chưa đính kèm được tệp: {cause}. Chưa có gì được lưu; tệp trên máy còn nguyên.",
    errors.AttachmentDamaged: (
        "Tệp đính kèm {cause}. Hồ sơ và sổ không sao. Lấy tệp này từ bản sao lưu, hoặc quét lại giấy rồi đính kèm lại."
    ),
    errors.ScanFailed: "Chưa quét được: {cause}. Hồ sơ không sao, chưa có gì được lưu.",
    errors.SlipNotWritten: (
        "Hồ sơ {code} đã vào sổ, nhưng chưa chắc giấy hẹn đã ra tệp {file}. Không nhận lại hồ sơ. "
        "Xem lại đĩa và thư mục rồi lấy giấy bằng: slip {code} --out TỆP."
    ),
    errors.PrinterUnavailable: (
        "Máy in {printer} không có hoặc không trả lời. Hồ sơ đã vào sổ. Xem máy in rồi bấm Ctrl+P để in."
    ),
    errors.PrintRefused: "Hệ thống in không nhận việc in. Hồ sơ đã vào sổ. Xem máy in rồi bấm Ctrl+P để in lại.",
    errors.PrintError: "Giấy chưa ra được. Hồ sơ đã vào sổ. Bấm Ctrl+P để in lại.",
    errors.CatalogueLineWrong: (
        "Tệp {file}, dòng {line}, cột {column}: {cause}. Không dòng nào được nạp. Sửa tệp rồi nạp lại."
    ),
    errors.FontMissing: "Máy chưa có phông chữ {font} nên chưa in được. Hồ sơ không sao. Cài gói {package}.",
    errors.ResourceError: "Một tệp của chương trình bị thiếu hoặc sai. Không có gì bị thay đổi. Cài lại chương trình.",
    errors.StoreError: "Không ghi được dữ liệu. " + NOTHING_SAVED + " Thử lại; nếu vẫn thế, báo quản trị.",
    errors.DomainError: "Việc này chưa làm được. Chưa có gì thay đổi.",
    errors.CchcError: "Việc này chưa làm được. Chưa có gì thay đổi.",
}

BY_CARD: Mapping[str, str] = {
    "wrong_encoding": (
        "Mã trên thẻ bị sai bảng mã. Chưa ô nào bị đổi. Tắt bộ gõ tiếng Việt rồi quét lại, hoặc Alt+E nhập tay."
    ),
    "not_a_card": "Mã vừa quét không phải mã thẻ căn cước. Chưa ô nào bị đổi. Quét lại, hoặc Alt+E nhập tay.",
    "wrong_number": "Số định danh trên thẻ không đủ 12 chữ số. Chưa ô nào bị đổi. Quét lại, hoặc Alt+E nhập tay.",
    "wrong_date": "Ngày trên thẻ không có trong lịch. Chưa ô nào bị đổi. Quét lại, hoặc Alt+E nhập tay.",
    "wrong_sex": "Không đọc được giới tính trên thẻ. Chưa ô nào bị đổi. Quét lại, hoặc Alt+E nhập tay.",
    "name_missing": "Mã trên thẻ không có họ tên. Chưa ô nào bị đổi. Quét lại, hoặc Alt+E nhập tay.",
    "sex_mismatch": (
        "Số định danh không khớp giới tính ghi trên thẻ. Chưa ô nào bị đổi. Quét lại; nếu vẫn thế, Alt+E nhập tay."
    ),
    "birth_mismatch": (
        "Số định danh không khớp ngày sinh ghi trên thẻ. Chưa ô nào bị đổi. Quét lại; nếu vẫn thế, Alt+E nhập tay."
    ),
}

FIELDS: Mapping[str, str] = {
    "procedure_code": "Thủ tục",
    "case_code": "Trường hợp",
    "name": "Họ và tên",
    "representative": "Người đại diện",
    "personal_id": "Số định danh",
    "birth_on": "Ngày sinh",
    "address": "Địa chỉ",
    "phone": "Điện thoại",
    "email": "Thư điện tử",
    "papers": "Giấy tờ",
    "quantity": "Số lượng",
    "seq": "Giấy tờ",
    "sets": "Số bộ",
    "return_address": "Địa chỉ nhận kết quả",
    "fee_dong": "Lệ phí",
    "fee_reason": "Lý do miễn",
    "due_at": "Thời điểm hẹn",
    "due_reason": "Lý do hẹn",
    "submitter_ground": "Căn cứ nộp thay",
    "note": "Ghi chú",
    "nationality": "Quốc tịch",
    "old_id": "Số cũ",
    "sex": "Giới tính",
    "officer_name": "Họ tên cán bộ tiếp nhận",
    "unit_name": "Tên phường, xã",
    "unit_kind": "Loại đơn vị",
    "agency_code": "Mã định danh cơ quan",
    "desk_number": "Số bàn",
    "desk_count": "Số bàn của phường",
    "hotline": "Điện thoại Bộ phận Một cửa",
    "feedback_address": "Địa chỉ tiếp nhận phản ánh, kiến nghị",
    "lookup_url": "Địa chỉ tra cứu",
    "sessions": "Buổi làm việc",
    "paper_size": "Khổ giấy",
    "counting_mode": "Cách tính hạn",
    "swapped_days": "Ngày hoán đổi",
    "units": "Tên đơn vị theo ngày",
    "forms_changed_on": "Ngày đổi biểu mẫu",
    "feedback_url": "Trang phản ánh, kiến nghị",
    "language": "Ngôn ngữ",
    "reason": "Lý do",
    "items": "Giấy tờ cần bổ sung",
    "new_due_at": "Thời điểm hẹn trả mới",
    "signer_name": "Họ tên người ký",
    "document": "Số văn bản",
    "asked_on": "Ngày đề nghị",
    "form": "Mẫu giấy của ngày tiếp nhận",
    "paper_texts": "Câu chữ trên giấy",
    "roles": "Vai trò",
    "title": "Chức vụ",
    "capacity": "Thẩm quyền ký",
    "is_active": "Đang làm việc",
    "officer": "Cán bộ",
    "by": "Người thực hiện",
    "approver": "Người duyệt",
    "pin": "Mã PIN",
    "old_pin": "Mã PIN đang dùng",
    "recovery_code": "Mã khôi phục",
    "leader": "Lãnh đạo",
    "deputy": "Người duyệt thay",
    "until_on": "Đến ngày",
    "decision": "Văn bản ủy quyền",
    "delegation": "Ủy quyền",
}

BY_ENTRY: Mapping[str, str] = {
    EntryKind.DOSSIER_RECEIVED: "Tiếp nhận hồ sơ",
    EntryKind.FEE_SETTLED: "Ghi lệ phí",
    EntryKind.PAPER_OUT: "Giấy hẹn đã ra",
    EntryKind.REPRINTED: "In lại giấy hẹn",
}
"""What an entry says happened to a dossier; a kind of a newer program keeps its own name."""
BY_PAPER_FORM: Mapping[PaperForm, str] = {
    PaperForm.ORIGINAL: "bản chính",
    PaperForm.CERTIFIED_COPY: "bản chứng thực",
    PaperForm.COPY: "bản sao",
    PaperForm.DIGITAL: "bản điện tử",
}
"""In which form a paper was handed in."""
SHOWN_ONLY = "xuất trình"

BY_CAUSE: Mapping[str, str] = {
    "missing": "chưa điền",
    "unknown": "không có trong danh mục",
    "wrong_length": "phải có 12 chữ số (đang có {number})",
    "not_digits": "chỉ gồm 12 chữ số",
    "sex_mismatch": "không khớp giới tính, xin xem lại",
    "birth_mismatch": "không khớp ngày sinh, xin xem lại",
    "unknown_province": "ba số đầu không phải mã tỉnh đã biết, xin xem lại",
    "missing_passport": "cần số hộ chiếu hoặc giấy tờ của người nước ngoài",
    "missing_tax_code": "chưa có mã số thuế",
    "missing_ground": "chưa ghi căn cứ nộp thay (giấy ủy quyền, quan hệ), xin hỏi lại",
    "wrong_tax_code": "mã số thuế có 10, 12 hoặc 13 chữ số",
    "future_date": "không thể sau hôm nay",
    "wrong_date": "không phải ngày có trong lịch",
    "wrong_moment": "viết giờ rồi ngày, như 15:30 02/05/2024",
    "wrong_phone": "không đúng dạng số điện thoại",
    "wrong_email": "không đúng dạng thư điện tử",
    "wrong_count": "phải từ 1 đến {number}",
    "wrong_amount": "số tiền không đúng",
    "required_missing": "còn thiếu {number} giấy tờ bắt buộc",
    "past": "phải sau thời điểm hiện tại",
    "outside_sessions": "ngoài giờ làm việc hoặc ngày nghỉ, xin xem lại",
    "too_long": "dài quá {number} ký tự",
    "wrong_encoding": "bị sai bảng mã, xin gõ lại",
    "missing_for_slip": "chưa có thì chưa in được giấy hẹn",
    "not_ascii_code": "chỉ gồm chữ in không dấu, số và dấu chấm",
    "wrong_hour": "giờ viết dạng 07:00",
    "wrong_order": "buổi sau phải mở sau buổi trước",
    "not_eight_hours": "cộng lại là {number} phút, không phải 8 giờ",
    "fixed": "không đổi được trong thư mục này, bàn khác cần thư mục riêng",
    "settled": "đã thu hoặc đã miễn trước đó",
    "incomplete": "thiếu tên hoặc loại ngày",
    "unknown_placeholder": "có chỗ điền không có nghĩa",
    "placeholder_missing": "thiếu chỗ điền mà câu này phải có",
    "too_many_lines": "nhiều quá {number} dòng",
    "pin_not_digits": "chỉ gồm chữ số",
    "pin_too_short": "ít nhất {number} chữ số",
    "pin_too_long": "nhiều nhất {number} chữ số",
    "pin_all_same": "không được toàn một chữ số",
    "pin_in_order": "không được là dãy số liền nhau",
    "pin_stands": "đã có; người ấy tự đổi, hoặc quản trị đặt lại trước",
    "own_pin": "không tự đặt lại mã PIN của mình; đổi bằng mã đang dùng, hoặc dùng mã khôi phục",
    "no_recovery_code": "chưa lập, hoặc đã dùng rồi",
    "same_name": "đã có người cùng tên, ghi thêm để phân biệt",
    "last_administrator": "phải còn ít nhất một quản trị đang làm việc",
    "working_now": "đang làm việc tại bàn này, chuyển sang người khác trước",
    "not_administrator": "không phải quản trị",
    "not_at_desk": "không phải người đang làm việc tại bàn này",
    "inactive": "không còn làm việc tại đây",
    "own_draft": "không duyệt việc do chính mình soạn",
    "no_right": "không phải lãnh đạo, cũng không được ủy quyền",
    "delegation_over": "hôm nay ngoài thời gian được ủy quyền",
    "not_leader": "không phải lãnh đạo",
    "same_person": "phải là người khác",
    "ends_before_start": "không thể trước ngày bắt đầu",
}


BY_FACT: Mapping[str, str] = {
    "wrong_kind": "chỉ nhận PDF, JPEG, PNG và TIFF, hãy quét hoặc xuất lại thành PDF",
    "too_large": "tệp lớn hơn {most} MB, hãy quét lại nhỏ hơn hoặc tách ra",
    "empty_file": "tệp không có gì, hãy chọn tệp khác",
    "unreadable_file": "không mở được tệp, hãy xem tệp còn đó không rồi chọn lại",
    "broken_file": "tệp bị hỏng, hãy quét lại hoặc xin tệp khác",
    "encrypted_file": "tệp PDF có mật khẩu, hãy lưu lại không mật khẩu",
    "too_many_pages": "tệp có hơn {most} trang, hãy tách ra",
    "too_many_pixels": "hình quá lớn, hãy quét lại ở độ phân giải thấp hơn",
    "attached_before": "tệp này đã có trong hồ sơ",
    "signed_later": "thời điểm ký không thể sau lúc này, hãy xem lại",
    "content_missing": "không còn trong thư mục",
    "content_unreadable": "không đọc được",
    "content_changed": "bị đổi hoặc bị hỏng",
    "no_program": "máy này chưa có chương trình quét (gói sane-utils), hãy chọn tệp có sẵn",
    "no_scanner": "không thấy máy quét, hãy xem dây và nguồn rồi quét lại",
    "scanner_busy": "máy quét đang bận, hãy đợi rồi quét lại",
    "scanner_jammed": "giấy bị kẹt, hãy lấy giấy ra rồi quét lại",
    "no_paper": "khay không có giấy, hãy đặt giấy rồi quét lại",
    "cover_open": "nắp máy quét đang mở, hãy đóng nắp rồi quét lại",
    "no_access": "máy này không cho phép dùng máy quét, hãy báo quản trị",
    "no_answer": "máy quét không trả lời, hãy tắt mở máy rồi quét lại",
    "scan_cancelled": "đã thôi quét",
    "scan_broken": "máy quét báo lỗi, hãy tắt mở máy rồi quét lại",
    "text_changed": "chữ của mục bị đổi",
    "misplaced": "mục nằm sai chỗ",
    "gap": "thiếu mục ở giữa",
    "chain": "không nối với mục trước",
    "head": "không khớp mục cuối đã ghi",
    "personal_changed": "thông tin cá nhân bị đổi",
    "other_machine": "từ máy khác",
    "behind_the_marker": "cũ hơn những gì máy này đã ghi",
    "unknown_name": "không có tên này",
    "not_an_object": "phải là một đối tượng {{…}}",
    "not_a_list": "phải là một danh sách […]",
    "not_a_text": "phải là chữ trong ngoặc kép",
    "not_a_whole_number": "phải là số nguyên",
    "not_true_or_false": "phải là true hoặc false",
    "not_a_date": "không phải ngày, viết dạng 1990-02-01 hoặc 010290",
    "not_a_moment": "không phải thời điểm, viết dạng 2023-10-31T15:30",
    "not_one_of": "chỉ nhận {allowed}",
    "missing": "chưa có",
    "missing_file": "không có tệp này",
    "not_utf8": "không phải UTF-8",
    "not_nfc": "chữ tiếng Việt chưa ở dạng dựng sẵn (NFC)",
    "stray_space": "thừa dấu cách",
    "wrong_header": "dòng đầu không đúng các cột",
    "wrong_cell_count": "thừa hoặc thiếu ô",
    "wrong_quotes": "dấu ngoặc kép không đóng",
    "no_lines": "không có dòng nào",
    "duplicate": "trùng với một dòng trước",
    "wrong_code": "mã viết không đúng",
    "wrong_slug": "chỉ gồm chữ thường không dấu, số và gạch nối",
    "wrong_shortcut": "phím tắt gồm 1 đến 8 chữ thường không dấu hoặc số",
    "wrong_suffix": "phần đuôi của số viết không đúng",
    "wrong_version": "bản viết không đúng",
    "wrong_number": "không phải số",
    "too_small": "số quá nhỏ",
    "too_long": "quá dài",
    "wrong_date": "không phải ngày có trong lịch, viết dạng 2023-10-26",
    "wrong_time": "không phải giờ, viết dạng 15:00",
    "wrong_url": "địa chỉ phải bắt đầu bằng https://",
    "unknown_word": "không phải một trong các từ được dùng",
    "unknown_procedure": "không có thủ tục này",
    "unknown_form_set": "không có bộ biểu mẫu này",
    "unknown_paper": "thủ tục không có giấy tờ này",
    "unknown_placeholder": "chỗ điền không có nghĩa",
    "placeholder_missing": "thiếu chỗ điền mà câu này phải có",
    "unknown_year": "năm này không có trong years.csv",
    "paper_not_of_a_case": "giấy tờ này không tùy trường hợp",
    "no_quantity": "phải có bản chính hoặc bản sao",
    "ends_before_start": "hết hiệu lực trước khi có hiệu lực",
    "same_day_not_one": "trong ngày thì thời hạn phải là 1",
    "cut_off_without_same_day": "chỉ thủ tục trong ngày mới có giờ chót",
    "fee_though_free": "không thu thì không có số tiền",
    "days_not_covered": "có ngày không thuộc dòng nào",
    "not_consecutive": "số thứ tự không liên tục từ 1",
    "scale_not_first": "thang đánh giá chỉ ghi ở dòng của câu 1",
    "wrong_scale": "thang đánh giá gồm 2 đến 5 mức khác nhau, cách nhau bằng dấu |",
    "not_a_weekend_day": "ngày làm bù phải là ngày cuối tuần",
    "not_a_weekday": "ngày nghỉ bù phải là ngày trong tuần",
}
"""Causes that errors carry as facts: a broken journal, a moved folder, a line of a file."""

WRONG_LINE = "Tệp {file}, dòng {line}: {cause}. Không dòng nào được nạp. Sửa tệp rồi nạp lại."
WRONG_FILE = "Tệp {file}: {cause}. Không dòng nào được nạp. Sửa tệp rồi nạp lại."


def sentence(error: errors.CchcError, translate: Translate = str) -> str:
    """Return what happened, what is safe and what to press."""
    if isinstance(error, errors.CardUnreadable):
        return translate(BY_CARD.get(str(error.facts.get("cause")), BY_CARD["not_a_card"]))
    if isinstance(error, errors.FormIncomplete):
        return faults_sentence(error.facts["problems"], translate)  # type: ignore[arg-type]
    template = next(BY_ERROR[kind] for kind in type(error).__mro__ if kind in BY_ERROR)
    if isinstance(error, errors.CatalogueLineWrong) and not error.facts.get("column"):
        template = WRONG_LINE if error.facts.get("line") else WRONG_FILE
    facts = _Facts({name: _worded(value, translate) for name, value in error.facts.items()})
    if facts.get("cause") in BY_FACT:
        facts["cause"] = translate(BY_FACT[facts["cause"]]).format_map(facts)
    return translate(template).format_map(facts).replace("  ", " ")  # a fact may be empty: a printer without a name


def faults_sentence(problems: tuple[Problem, ...], translate: Translate = str) -> str:
    """Return one sentence for all faults of a form."""
    faults = "; ".join(problem_sentence(problem, translate) for problem in problems)
    return f"{faults}. {translate(NOTHING_SAVED)}"


def problem_sentence(problem: Problem, translate: Translate = str) -> str:
    """Return "Số định danh: phải có 12 chữ số (đang có 9)"."""
    cause = translate(BY_CAUSE.get(problem.cause, problem.cause)).format(number=problem.number)
    return f"{translate(field_label(problem.field))}: {cause}"


def field_label(field: str) -> str:
    """Return the Vietnamese label of a field: "applicant.personal_id" -> "Số định danh"."""
    return FIELDS.get(field, FIELDS.get(field.rsplit(".", 1)[-1], field))


class _Facts(dict[str, str]):
    """A fact that the error does not carry is left out, never a crash on the way to the clerk."""

    def __missing__(self, key: str) -> str:
        return "…"


def _worded(value: object, translate: Translate) -> str:
    if isinstance(value, tuple):
        return ", ".join(translate(field_label(str(part))) for part in value)
    text = str(value)
    try:
        return f"{datetime.fromisoformat(text):%H:%M %d/%m/%Y}" if "T" in text and len(text) >= 16 else text
    except ValueError:
        return text
