"""The fields of names and codes by date: what a year-pack of the city brings, and what may be typed without one."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from ui.presenters.setting_fields import FieldKind, FieldSpec

say = QCoreApplication.translate


def name_fields() -> tuple[FieldSpec, ...]:
    """Return the fields of what changes with a renaming or a merger of units."""
    return (
        FieldSpec(
            name="superiors",
            kind=FieldKind.DATED_TEXTS,
            label=say("SettingFields", "Đơn vị cấp trên theo ngày"),
            hint=say(
                "SettingFields", "Mỗi dòng: ngày áp dụng, tên. Như 01/07/2025 Tỉnh Khánh Hòa. Trước đó dùng ô trên."
            ),
        ),
        FieldSpec(
            name="hotlines",
            kind=FieldKind.DATED_TEXTS,
            label=say("SettingFields", "Điện thoại Bộ phận Một cửa theo ngày"),
            hint=say("SettingFields", "Mỗi dòng: ngày áp dụng, số điện thoại. Trước đó dùng số ở nhóm Giấy hẹn."),
        ),
        FieldSpec(
            name="agency_codes",
            kind=FieldKind.DATED_AGENCIES,
            label=say("SettingFields", "Mã định danh theo ngày"),
            hint=say(
                "SettingFields",
                "Mỗi dòng: ngày áp dụng, mã, số cộng thêm vào số bàn để hai bàn không trùng số. Hồ sơ cũ giữ mã cũ.",
            ),
        ),
        FieldSpec(
            name="mergers",
            kind=FieldKind.MERGERS,
            label=say("SettingFields", "Đơn vị sáp nhập"),
            hint=say(
                "SettingFields", "Mỗi dòng: ngày sáp nhập, mã đơn vị cũ, mã đơn vị mới. Gói năm của thành phố tự điền."
            ),
        ),
    )
