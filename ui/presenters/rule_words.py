"""What each rule of the program decides, in words, for the register of the law."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication


def rule(name: str) -> str:
    """Return what a rule of the program decides, in words; one of a newer program keeps its own name."""
    words = str(WORDS.get(name, ""))
    return QCoreApplication.translate("Rules", words) if words else name


WORDS: Mapping[str, object] = {
    "deadlines.promise": QT_TRANSLATE_NOOP("Rules", "Tính thời điểm hẹn trả"),
    "deadlines.add_working_minutes": QT_TRANSLATE_NOOP("Rules", "Cộng giờ làm việc"),
    "deadlines.clock_start": QT_TRANSLATE_NOOP("Rules", "Lúc bắt đầu tính hạn"),
    "deadlines.working_minutes_between": QT_TRANSLATE_NOOP("Rules", "Đếm giờ làm việc giữa hai thời điểm"),
    "deadlines.hand_over_due": QT_TRANSLATE_NOOP("Rules", "Hạn chuyển hồ sơ giấy"),
    "identity.read_card": QT_TRANSLATE_NOOP("Rules", "Đọc mã trên thẻ căn cước"),
    "identity.check_personal_id": QT_TRANSLATE_NOOP("Rules", "Kiểm tra số định danh"),
    "codes.dossier_code": QT_TRANSLATE_NOOP("Rules", "Mã hồ sơ"),
    "codes.dossier_number": QT_TRANSLATE_NOOP("Rules", "Số thứ tự trong ngày"),
    "codes.register_volume": QT_TRANSLATE_NOOP("Rules", "Quyển của sổ theo dõi"),
    "codes.slip_number": QT_TRANSLATE_NOOP("Rules", "Số của giấy hẹn"),
    "apologies.apology_faults": QT_TRANSLATE_NOOP("Rules", "Khi nào được xin lỗi và hẹn lại"),
    "apologies.is_sent_late": QT_TRANSLATE_NOOP("Rules", "Phiếu xin lỗi gửi muộn"),
    "apologies.latest": QT_TRANSLATE_NOOP("Rules", "Hẹn lại muộn nhất"),
    "apologies.most_minutes": QT_TRANSLATE_NOOP("Rules", "Hẹn lại thêm nhiều nhất"),
    "approvals.approval_faults": QT_TRANSLATE_NOOP("Rules", "Ai được duyệt việc nào"),
    "approvals.approvers": QT_TRANSLATE_NOOP("Rules", "Những người được duyệt"),
    "approvals.delegation_faults": QT_TRANSLATE_NOOP("Rules", "Ủy quyền duyệt"),
    "approvals.is_self_approved": QT_TRANSLATE_NOOP("Rules", "Tự duyệt ở đơn vị một người"),
    "attachments.is_attached_late": QT_TRANSLATE_NOOP("Rules", "Đính kèm văn bản muộn"),
    "online.action_due": QT_TRANSLATE_NOOP("Rules", "Hạn trả lời hồ sơ trực tuyến"),
    "online.is_late_notice": QT_TRANSLATE_NOOP("Rules", "Báo hồ sơ trực tuyến chậm"),
    "online.stops_the_timer": QT_TRANSLATE_NOOP("Rules", "Thế nào là đã trả lời hồ sơ trực tuyến"),
    "outcomes.ending_outcome": QT_TRANSLATE_NOOP("Rules", "Kết thúc đúng hạn hay quá hạn"),
    "outcomes.result_outcome": QT_TRANSLATE_NOOP("Rules", "Có kết quả đúng hạn hay quá hạn"),
    "pauses.minutes_left": QT_TRANSLATE_NOOP("Rules", "Thời gian còn lại khi dừng tính"),
    "pauses.moved_on": QT_TRANSLATE_NOOP("Rules", "Dời hạn sau khi dừng tính"),
    "pauses.pause_faults": QT_TRANSLATE_NOOP("Rules", "Khi nào được dừng tính thời hạn"),
    "pauses.resume": QT_TRANSLATE_NOOP("Rules", "Tính tiếp sau khi dừng"),
    "pauses.wait": QT_TRANSLATE_NOOP("Rules", "Thời gian chờ không tính"),
    "periods.month_of": QT_TRANSLATE_NOOP("Rules", "Tháng của một báo cáo"),
    "periods.report_period": QT_TRANSLATE_NOOP("Rules", "Kỳ báo cáo, chốt số liệu"),
    "periods.reports_due": QT_TRANSLATE_NOOP("Rules", "Báo cáo nào phải gửi ngày nào"),
    "ratings.overdue_share": QT_TRANSLATE_NOOP("Rules", "Tỷ lệ quá hạn của cán bộ"),
    "ratings.rating_cap": QT_TRANSLATE_NOOP("Rules", "Mức đánh giá cao nhất"),
    "ratios.target_of": QT_TRANSLATE_NOOP("Rules", "Chỉ tiêu của từng tỷ lệ"),
    "refusals.refusal_faults": QT_TRANSLATE_NOOP("Rules", "Từ chối phải có lý do"),
    "reminders.near_due_until": QT_TRANSLATE_NOOP("Rules", "Hồ sơ nào là sắp đến hạn"),
    "reminders.session_opening": QT_TRANSLATE_NOOP("Rules", "Lúc nhắc hồ sơ sắp đến hạn"),
    "same_day.counts": QT_TRANSLATE_NOOP("Rules", "Thế nào là xong trong ngày, không giấy hẹn"),
    "same_day.latest_appointment": QT_TRANSLATE_NOOP("Rules", "Không xong trong ngày: hẹn trả muộn nhất"),
    "same_day.saved_minutes": QT_TRANSLATE_NOOP("Rules", "Thời gian tiết kiệm của một hồ sơ"),
    "same_day.span_faults": QT_TRANSLATE_NOOP("Rules", "Từ khi nào được thêm ngày không giấy hẹn"),
    "same_day.span_on": QT_TRANSLATE_NOOP("Rules", "Ngày nào giải quyết không giấy hẹn"),
    "supplements.closes_on": QT_TRANSLATE_NOOP("Rules", "Ngày cuối chờ bổ sung"),
    "supplements.due_after_papers": QT_TRANSLATE_NOOP("Rules", "Thời hạn sau khi bổ sung đủ"),
    "supplements.is_late_notice": QT_TRANSLATE_NOOP("Rules", "Yêu cầu bổ sung muộn"),
    "supplements.is_to_close": QT_TRANSLATE_NOOP("Rules", "Đóng hồ sơ không bổ sung"),
    "supplements.notice_due": QT_TRANSLATE_NOOP("Rules", "Hạn yêu cầu bổ sung"),
    "supplements.request_faults": QT_TRANSLATE_NOOP("Rules", "Khi nào được yêu cầu bổ sung"),
}
