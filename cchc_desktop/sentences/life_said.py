"""A dossier's life in words: entries, states, steps, choices, papers."""

from __future__ import annotations

from collections.abc import Mapping

from cchc_desktop.domain.board import BoardKind
from cchc_desktop.domain.dossier import DossierState, PaperForm
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.people import Role
from cchc_desktop.domain.steps import StepKind

BY_ENTRY: Mapping[str, str] = {
    EntryKind.DOSSIER_RECEIVED: "Tiếp nhận hồ sơ",
    EntryKind.FEE_SETTLED: "Ghi lệ phí",
    EntryKind.PAPER_OUT: "Giấy hẹn đã ra",
    EntryKind.REPRINTED: "In lại giấy hẹn",
    EntryKind.SUPPLEMENT_REQUESTED: "Yêu cầu bổ sung",
    EntryKind.SUPPLEMENT_RECEIVED: "Nhận đủ giấy tờ bổ sung",
    EntryKind.CLOSED_INCOMPLETE: "Đóng hồ sơ vì không bổ sung",
    EntryKind.REFUSED: "Từ chối giải quyết",
    EntryKind.CLOCK_PAUSED: "Dừng tính thời hạn",
    EntryKind.CLOCK_RESUMED: "Tính tiếp thời hạn",
    EntryKind.APOLOGISED: "Xin lỗi và hẹn lại",
    EntryKind.WITHDRAWN: "Rút hồ sơ",
    EntryKind.STOPPED: "Dừng giải quyết",
    EntryKind.VOIDED: "Hủy hồ sơ nhập nhầm",
    EntryKind.HANDED_OVER: "Chuyển hồ sơ",
    EntryKind.RESULT_READY: "Có kết quả",
    EntryKind.RESULT_RETURNED: "Trả kết quả",
    EntryKind.RESULT_REISSUED: "Cấp lại kết quả",
    EntryKind.CORRECTED: "Đính chính",
    EntryKind.STEP_UNDONE: "Hoàn tác",
    EntryKind.CITIZEN_CALLED: "Gọi cho người dân",
    EntryKind.ATTACHMENT_ADDED: "Thêm tệp đính kèm",
    EntryKind.STEP_DRAFTED: "Trình duyệt",
    EntryKind.STEP_SENT_BACK: "Trả lại bản trình",
    EntryKind.WORK_STARTED: "Bắt đầu giải quyết ngay",
    EntryKind.APPOINTMENT_GIVEN: "Chuyển sang hẹn trả",
    EntryKind.TIME_UNRELIABLE: "Thời gian không tin cậy",
    EntryKind.CITY_ASKED: "Thành phố hỏi về hồ sơ",
    EntryKind.CITY_ANSWERED: "Trả lời thành phố",
    EntryKind.DOSSIER_TAKEN_OVER: "Tiếp quản hồ sơ",
    EntryKind.CONFLICT_SETTLED: "Xử lý ngoại lệ",
}
"""What an entry says happened to a dossier; a kind of a newer program keeps its own name."""
BY_BOARD: Mapping[str, str] = {
    BoardKind.OVERDUE: "Quá hạn",
    BoardKind.DUE_TODAY: "Hẹn trả hôm nay",
    BoardKind.DUE_1: "Hẹn trả ngày làm việc tới",
    BoardKind.DUE_2: "Hẹn trả sau 2 ngày làm việc",
    BoardKind.DUE_3: "Hẹn trả sau 3 ngày làm việc",
    BoardKind.WAITING: "Chờ bổ sung",
    BoardKind.PAUSED: "Đang dừng tính",
    BoardKind.ONLINE: "Trực tuyến chờ tiếp nhận",
    BoardKind.APOLOGIES: "Cần xin lỗi",
    BoardKind.UNCOLLECTED: "Chưa nhận kết quả",
    BoardKind.APPROVALS: "Chờ duyệt",
    BoardKind.GIVEN_DATES: "Ngày hẹn cần xem lại",
    BoardKind.EMERGENCY: "Giấy tạm cần xem lại",
    BoardKind.SELF_APPROVED: "Tự duyệt",
}
"""Why a dossier is looked at."""
BY_ROLE: Mapping[str, str] = {
    Role.CLERK: "tiếp nhận",
    Role.LEADER: "lãnh đạo",
    Role.ADMINISTRATOR: "quản trị",
}
BY_PAPER_FORM: Mapping[PaperForm, str] = {
    PaperForm.ORIGINAL: "bản chính",
    PaperForm.CERTIFIED_COPY: "bản chứng thực",
    PaperForm.COPY: "bản sao",
    PaperForm.DIGITAL: "bản điện tử",
}
"""In which form a paper was handed in."""
SHOWN_ONLY = "xuất trình"

BY_STATE: Mapping[DossierState, str] = {
    DossierState.PROCESSING: "Đang giải quyết",
    DossierState.SUPPLEMENT_WAITING: "Chờ bổ sung",
    DossierState.PAUSED: "Đang dừng tính",
    DossierState.RESULT_READY: "Có kết quả, chờ trả",
    DossierState.RETURNED: "Đã trả kết quả",
    DossierState.REFUSED: "Đã từ chối",
    DossierState.WITHDRAWN: "Đã rút",
    DossierState.STOPPED: "Đã dừng giải quyết",
    DossierState.CLOSED: "Đã đóng",
    DossierState.VOIDED: "Đã hủy",
}
"""Where a dossier stands."""

BY_STATE_IN_LINE: Mapping[DossierState, str] = {
    DossierState.RETURNED: "đã trả",
    DossierState.RESULT_READY: "chờ trả kết quả",
    DossierState.PROCESSING: "đang giải quyết",
    DossierState.SUPPLEMENT_WAITING: "chờ bổ sung",
    DossierState.PAUSED: "dừng tính",
    DossierState.REFUSED: "từ chối",
    DossierState.WITHDRAWN: "đã rút",
    DossierState.STOPPED: "dừng giải quyết",
    DossierState.CLOSED: "đã đóng",
    DossierState.VOIDED: "đã hủy",
}
"""Where a dossier stands, within a line of a paper; a sum names the states in this order."""

BY_STEP: Mapping[StepKind, str] = {
    StepKind.SUPPLEMENT_REQUEST: "Yêu cầu bổ sung",
    StepKind.SUPPLEMENT_RECEIVED: "Đã bổ sung đủ",
    StepKind.INCOMPLETE_CLOSING: "Đóng vì quá hạn bổ sung",
    StepKind.REFUSAL: "Từ chối",
    StepKind.PAUSE: "Dừng tính thời hạn",
    StepKind.RESUME: "Tính tiếp",
    StepKind.APOLOGY: "Xin lỗi, hẹn lại",
    StepKind.WITHDRAWAL: "Rút hồ sơ",
    StepKind.STOP: "Dừng giải quyết",
    StepKind.VOID: "Hủy (nhập nhầm)",
    StepKind.HANDOVER: "Chuyển hồ sơ",
    StepKind.RESULT_READY: "Có kết quả",
    StepKind.RESULT_RETURN: "Trả kết quả",
    StepKind.REISSUE: "Cấp lại kết quả",
    StepKind.CORRECTION: "Đính chính",
    StepKind.UNDO: "Hoàn tác bước cuối",
    StepKind.CALL: "Ghi đã gọi",
    StepKind.SAME_DAY_START: "Bắt đầu làm",
    StepKind.TO_APPOINTMENT: "Chuyển sang hẹn trả",
    StepKind.TIME_UNRELIABLE: "Thời gian không tin cậy",
}
"""What a step is called on a button and in a list."""

BY_CHOICE: Mapping[str, str] = {
    "applicant": "Chủ hồ sơ",
    "submitter": "Người nộp thay",
    "authorised": "Người được ủy quyền",
    "desk": "Tại quầy",
    "post": "Qua bưu chính",
    "online": "Trực tuyến",
    "reached": "Đã gặp",
    "no_answer": "Không nghe máy",
    "will_come": "Hẹn sẽ đến",
    "workload": "Hồ sơ dồn nhiều",
    "partner_agency": "Cơ quan phối hợp trả lời chậm",
    "handling_unit": "Bộ phận giải quyết chậm",
    "intake_error": "Lỗi ở khâu tiếp nhận",
    "software": "Lỗi phần mềm, đường truyền",
    "citizen": "Chờ người dân",
    "nobody_could_help": "Lý do bất khả kháng",
    "other": "Lý do khác",
    "early": "Trước hạn",
    "on_time": "Đúng hạn",
    "overdue": "Quá hạn",
    "withdrawn": "tự rút lại",
    "sent_back": "lãnh đạo trả lại",
    "by_rule": "Theo thời hạn quy định",
    "next_working_day": "Ngày làm việc tiếp theo",
    "certification": "Chứng thực, không quá 02 ngày làm việc",
    "written_agreement": "Có thỏa thuận bằng văn bản",
    "no_calendar": "Chưa có lịch nghỉ của năm",
    "elderly": "Người cao tuổi",
    "disabled": "Người khuyết tật",
    "pregnant": "Phụ nữ mang thai",
}
"""What stands for a stored choice."""

BY_PAPER: Mapping[str, str] = {
    "appointment_slip": "Giấy hẹn",
    "supplement_request": "Phiếu yêu cầu bổ sung",
    "refusal_notice": "Phiếu từ chối",
    "apology_notice": "Phiếu xin lỗi",
    "stop_notice": "Thông báo dừng giải quyết",
    "pause_notice": "Thông báo dừng tính thời hạn",
    "guidance_slip": "Phiếu hướng dẫn bổ sung",
    "intake_refusal": "Phiếu từ chối tiếp nhận",
    "evaluation_slip": "Phiếu đánh giá",
    "routing_sheet": "Phiếu kiểm soát",
    "tracking_register": "Sổ theo dõi",
    "emergency_slip": "Giấy tiếp nhận tạm",
    "morning_page": "Trang đầu ngày",
}
"""What a kind of paper is called in a list."""
