"""Every error in words: what happened, what is safe, what to press."""

from __future__ import annotations

from collections.abc import Mapping

from cchc_desktop import errors

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
    errors.SlipOfBook: "Hồ sơ {code} nhập từ sổ cũ: giấy hẹn đã phát theo sổ ấy. Không có gì để in.",
    errors.PaperIncomplete: (
        "Chưa in được giấy vì còn thiếu: {missing}. Điền cho đủ rồi làm lại; hồ sơ không bị thay đổi."
    ),
    errors.StepNotAllowed: (
        "Hồ sơ {code} đang ở trạng thái “{state}” nên không làm được bước “{step}”. " + NOTHING_SAVED
    ),
    errors.StepNotInMode: (
        "Hồ sơ {code} ({state}) có giấy hẹn, hoặc đã qua bước “{step}” rồi, nên không làm được bước ấy. "
        + NOTHING_SAVED
    ),
    errors.ApprovalNeeded: (
        "Bước này cần lãnh đạo duyệt. " + NOTHING_SAVED + " Trình duyệt, hoặc mời lãnh đạo nhập mã PIN tại bàn."
    ),
    errors.DraftNotFound: "Bản trình này đã được duyệt hoặc trả lại trước đó. Không có gì thay đổi. Xem lại danh sách.",
    errors.DossierNotFound: "Không có hồ sơ nào mang mã {code}. Kiểm tra lại mã, hoặc tìm bằng tên (F4).",
    errors.ProcedureNotFound: "Danh mục đang dùng không có thủ tục {code}. Gõ vài chữ của tên để chọn lại.",
    errors.ReprintReasonMissing: "In lại giấy hẹn {code} cần ghi lý do. Ghi lý do rồi in.",
    errors.DuplicateDossier: (
        "Người này đang có hồ sơ cùng thủ tục chưa xong: {code}. " + NOTHING_SAVED + " Alt+O mở, Alt+N vẫn nhận mới."
    ),
    errors.CodeTaken: (
        "Mã {code} đã là mã của một hồ sơ trong sổ. "
        + NOTHING_SAVED
        + " Tìm hồ sơ ấy theo mã, hoặc xem lại mã trên Cổng."
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
        "Người này chưa có mã PIN. Chưa có gì thay đổi, bản nháp còn nguyên. "
        "Nhờ quản trị đặt mã PIN lần đầu (Thiết lập, nhóm Cán bộ) rồi làm lại."
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
    errors.DayNotClosable: (
        "Còn {count} người trên bảng không giấy hẹn nên chưa chốt ngày được. Chưa ghi gì. F5 để xem từng người."
    ),
    errors.KeyStoreSilent: (
        "Kho khóa của hệ thống không trả lời nên chưa lấy hay cất được khóa của bàn. Sổ và ngày đã chốt không sao, gói "
        "lập sau. Đăng nhập lại vào máy rồi thử lại, hoặc báo quản trị."
    ),
    errors.KeyChangeRefused: "Chưa đổi khóa: cần lý do. Chưa có gì thay đổi.",
    errors.CopyRefused: "Chưa khôi phục: {cause}. Sổ của bàn còn nguyên như trước. Chọn đúng bản sao trong backups/.",
    errors.DayNotClosed: "Ngày {day}, gói {part} chưa chốt nên chưa có trang ký. Chưa làm gì. Chốt ngày rồi lấy lại.",
    errors.CardRefused: "Thẻ chưa được nhận: {cause}. Chưa đổi gì. {remedy}",
    errors.PackageRefused: "Gói chưa được nhận: {cause}. Chưa lấy gì của gói, tệp vẫn còn nguyên. {remedy}",
    errors.AcknowledgementRefused: (
        "Trả lời của thành phố chưa được tin: {cause}. Gói vẫn được coi là chưa có trả lời, không mất gì. {remedy}"
    ),
    errors.CarrierFailed: "Chưa gửi được gói: {cause}. Gói vẫn nằm ở bàn như trước; gửi lại là được.",
    errors.YearPackRefused: "Gói năm chưa được nhận: {cause}. Chưa đổi gì, tệp vẫn còn nguyên. {remedy}",
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

BY_KIND_OF_FILE: Mapping[type[errors.CchcError], str] = {
    errors.CardRefused: "Lấy đúng tệp thẻ do thành phố cấp, hoặc do bàn đầu của phường lập.",
    errors.PackageRefused: "Xin gửi lại gói từ bàn đã đóng.",
    errors.AcknowledgementRefused: "Xin lấy lại tệp trả lời từ thành phố.",
    errors.YearPackRefused: "Xin thành phố gửi lại đúng gói.",
}
"""What helps with a file that was not taken, where its cause has no remedy of its own (`packages_said.REMEDY`)."""

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
