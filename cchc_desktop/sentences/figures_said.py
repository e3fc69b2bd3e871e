"""What figures, ratios, groups and differences are called: one table for papers, workbooks, screens and terminal."""

from __future__ import annotations

from cchc_desktop.domain.report import Rating, Source
from cchc_desktop.domain.report_words import FigureWords, RatioWords
from cchc_desktop.sentences.life_said import BY_CHOICE

BY_FIGURE = {
    "received": "Tổng số hồ sơ tiếp nhận",
    "received_online": "Trong kỳ: trực tuyến",
    "received_counter": "Trong kỳ: trực tiếp",
    "received_post": "Trong kỳ: qua dịch vụ bưu chính",
    "received_counter_post": "Trong kỳ: trực tiếp, dịch vụ bưu chính",
    "carried_over": "Từ kỳ trước chuyển sang",
    "resolved": "Tổng số hồ sơ đã giải quyết",
    "resolved_early": "Đã giải quyết trước hạn",
    "resolved_on_time": "Đã giải quyết đúng hạn",
    "resolved_late": "Đã giải quyết quá hạn",
    "open": "Tổng số hồ sơ đang giải quyết",
    "open_in_time": "Đang giải quyết, trong hạn",
    "open_late": "Đang giải quyết, quá hạn",
    "received_in_period": "Hồ sơ tiếp nhận trong kỳ",
    "resolved_in_time": "Đã giải quyết trước hạn và đúng hạn",
    "supplement_requested": "Yêu cầu bổ sung hồ sơ",
    "refused": "Từ chối giải quyết",
    "withdrawn": "Người nộp rút hồ sơ",
    "stopped": "Dừng giải quyết",
    "closed_incomplete": "Đóng vì quá hạn bổ sung",
    "voided": "Hủy vì nhập nhầm",
    "paused": "Dừng tính thời hạn",
    "apologised": "Phiếu xin lỗi và hẹn lại",
    "reappointed": "Hồ sơ được hẹn lại",
    "guidance_given": "Hướng dẫn hoàn thiện trước khi tiếp nhận",
    "intake_refused": "Từ chối tiếp nhận",
    "with_fee": "Hồ sơ có phí, lệ phí",
    "paid_online": "Hồ sơ thanh toán trực tuyến",
    "of_online_procedures": "Hồ sơ của thủ tục có dịch vụ công trực tuyến",
    "online_of_online_procedures": "Trong đó nộp trực tuyến",
    "copy_certifications": "Hồ sơ chứng thực bản sao từ bản chính",
    "returned_by_post": "Kết quả trả qua bưu chính công ích",
    "scanned_papers": "Hồ sơ số hóa giấy tờ khi tiếp nhận",
    "scanned_results": "Hồ sơ số hóa kết quả giải quyết",
    "no_slip": "Hồ sơ không giấy hẹn",
    "no_slip_minutes_saved": "Thời gian tiết kiệm nhờ không giấy hẹn",
    "slip_on_request": "Có giấy theo yêu cầu",
    "time_unreliable": "Thời gian không tin cậy, không tính",
    "to_appointment": "Chuyển sang hẹn trả",
    "e_certified": "Chứng thực bản sao điện tử",
    "feedback_received": "Phản ánh, kiến nghị tiếp nhận",
    "feedback_in_time": "Phản ánh, kiến nghị trả lời đúng hạn",
    "feedback_late": "Phản ánh, kiến nghị trả lời quá hạn",
    "typed_received": "Tiếp nhận theo báo cáo khác",
    "typed_resolved": "Đã giải quyết theo báo cáo khác",
    "typed_open": "Đang giải quyết theo báo cáo khác",
    "evaluations": "Lượt đánh giá",
    "evaluations_satisfied": "Lượt đánh giá hài lòng",
}
"""By the names of figures; those of the logbook file's totals are the file's words."""

BY_GROUP = {
    "received": "Tiếp nhận",
    "resolved": "Đã giải quyết",
    "open": "Đang giải quyết",
    "steps": "Bổ sung, từ chối, dừng, xin lỗi",
    "ratios_base": "Trực tuyến, bưu chính, số hóa, chứng thực điện tử",
    "same_day": "Không giấy hẹn",
    "feedback": "Phản ánh, kiến nghị",
    "satisfaction": "Mức độ hài lòng",
}

BY_RATIO = {
    "late": RatioWords(label="Giải quyết quá hạn", part="hồ sơ giải quyết quá hạn", whole="hồ sơ đã giải quyết"),
    "on_time": RatioWords(
        label="Giải quyết trước hạn và đúng hạn", part="hồ sơ trước hạn và đúng hạn", whole="hồ sơ đã giải quyết"
    ),
    "online": RatioWords(
        label="Nộp hồ sơ trực tuyến", part="hồ sơ nộp trực tuyến", whole="hồ sơ của thủ tục có dịch vụ công trực tuyến"
    ),
    "online_payment": RatioWords(
        label="Thanh toán trực tuyến", part="hồ sơ thanh toán trực tuyến", whole="hồ sơ có phí, lệ phí"
    ),
    "post_return": RatioWords(
        label="Trả kết quả qua bưu chính công ích", part="kết quả trả qua bưu chính", whole="hồ sơ đã giải quyết"
    ),
    "digitised_input": RatioWords(
        label="Số hóa hồ sơ khi tiếp nhận", part="hồ sơ có giấy tờ số hóa", whole="hồ sơ tiếp nhận trong kỳ"
    ),
    "digitised_result": RatioWords(
        label="Số hóa kết quả giải quyết", part="hồ sơ có kết quả số hóa", whole="hồ sơ đã giải quyết"
    ),
    "e_certified": RatioWords(
        label="Chứng thực bản sao điện tử",
        part="hồ sơ chứng thực bản sao điện tử",
        whole="hồ sơ chứng thực bản sao từ bản chính",
    ),
    "same_day": RatioWords(label="Giải quyết không giấy hẹn", part="hồ sơ không giấy hẹn", whole="hồ sơ đã giải quyết"),
    "satisfaction": RatioWords(label="Mức độ hài lòng", part="lượt hài lòng", whole="lượt đánh giá"),
}

BY_RATING = {
    Rating.OPEN: "Không bị khống chế",
    Rating.CAPPED: "Dưới mức hoàn thành tốt nhiệm vụ",
    Rating.NOT_RATED: "Không đánh giá",
}
"""How high an official may be rated (RULES 57)."""

BY_SOURCE = {Source.COUNTED: "", Source.TYPED: "nhập tay", Source.NONE: "chưa có số liệu"}

BY_IDENTITY = {
    "received_parts": "tiếp nhận (3) = trực tuyến (4) + trực tiếp, bưu chính (5) + từ kỳ trước (6)",
    "resolved_parts": "đã giải quyết (7) = trước hạn (8) + đúng hạn (9) + quá hạn (10)",
    "open_parts": "đang giải quyết (11) = trong hạn (12) + quá hạn (13)",
    "typed_received_resolved_open": "số nhập tay từ báo cáo khác: tiếp nhận = đã giải quyết + đang giải quyết",
    "received_resolved_open": "tiếp nhận (3) = đã giải quyết (7) + đang giải quyết (11)",
}
"""What has to add up; the numbers are the columns of Biểu II.06a, and are left out elsewhere."""

WORDS = FigureWords(
    figures=BY_FIGURE,
    groups=BY_GROUP,
    ratios=BY_RATIO,
    ratings=BY_RATING,
    sources=BY_SOURCE,
    causes=BY_CHOICE,
    identities=BY_IDENTITY,
)
