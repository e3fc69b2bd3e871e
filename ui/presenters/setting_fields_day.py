"""Fields of the days without appointments, and of the reports."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from ui.presenters.setting_fields import FieldKind, FieldSpec
from ui.presenters.setting_texts import ratio_names

say = QCoreApplication.translate

SPANS, PROCEDURES = "same_day_spans", "same_day_procedures"


def same_day_fields() -> tuple[FieldSpec, ...]:
    """Return the fields of when, by whose decision and for what nobody is given an appointment."""
    return (
        FieldSpec(
            name=SPANS,
            kind=FieldKind.SPANS,
            label=say("SettingFields", "Ngày không giấy hẹn, theo từng quyết định"),
            hint=say(
                "SettingFields",
                "Mũi tên đi trong bảng buổi, Space đánh dấu. Đến ngày để trống: cho đến khi có quyết định khác. "
                "Xóa trắng cả dòng là bỏ. Trước 12/3/2024 chỉ thứ Ba và thứ Năm.",
            ),
        ),
        FieldSpec(
            name=PROCEDURES,
            kind=FieldKind.DATED_CODES,
            label=say("SettingFields", "Thủ tục giải quyết không giấy hẹn"),
            hint=say(
                "SettingFields",
                "Mỗi dòng: từ ngày, đến ngày (bỏ được), mã thủ tục. Như 24/10/2023 31/12/2023 2.000815. "
                "Để trống: theo danh mục.",
            ),
        ),
    )


def report_fields() -> tuple[FieldSpec, ...]:
    """Return the fields of the reports."""
    return (
        FieldSpec(
            name="report_receiver",
            kind=FieldKind.TEXT,
            label=say("SettingFields", "Nơi nhận báo cáo"),
            hint=say("SettingFields", "Để trống: đơn vị cấp trên."),
        ),
        FieldSpec(
            name="ratio_targets",
            kind=FieldKind.TARGETS,
            label=say("SettingFields", "Chỉ tiêu thành phố giao"),
            hint=say(
                "SettingFields", "Mỗi dòng: tên chỉ tiêu: phần trăm. Chỉ ghi chỗ khác mức chung. Tên: {}."
            ).format("; ".join(ratio_names().values())),
        ),
    )
