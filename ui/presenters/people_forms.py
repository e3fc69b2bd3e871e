"""The forms of Cán bộ as data: an official, a PIN, a delegation."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from cchc_desktop.domain.people import Official, Role
from ui.presenters import people_words
from ui.presenters.people_settings import ROLE_FIELDS
from ui.presenters.setting_fields import FieldKind, FieldSpec

say = QCoreApplication.translate


def official_fields(*, is_new: bool) -> tuple[FieldSpec, ...]:
    """Return the fields of an official."""
    yes_no = ((True, say("PeopleForms", "Có")), (False, say("PeopleForms", "Không")))
    active = FieldSpec(
        name="is_active",
        kind=FieldKind.CHOICE,
        label=say("PeopleForms", "Đang làm việc ở đây"),
        hint=say("PeopleForms", "Chọn Không khi nghỉ hoặc chuyển đi: việc đã ký giữ nguyên, tên còn trong sổ."),
        options=yes_no,
    )
    return (
        FieldSpec(name="officer_name", kind=FieldKind.TEXT, label=say("PeopleForms", "Họ và tên"), is_required=True),
        *(
            FieldSpec(name=ROLE_FIELDS[role], kind=FieldKind.CHOICE, label=people_words.role(role), options=yes_no)
            for role in Role
        ),
        FieldSpec(
            name="title",
            kind=FieldKind.TEXT,
            label=say("PeopleForms", "Chức vụ"),
            hint=say("PeopleForms", "Như Phó Chủ tịch."),
        ),
        FieldSpec(
            name="capacity",
            kind=FieldKind.LINES,
            label=say("PeopleForms", "Thẩm quyền ký, các dòng trên chữ ký"),
            hint=say("PeopleForms", "Như KT. CHỦ TỊCH, xuống dòng PHÓ CHỦ TỊCH. Để trống thì in chức vụ."),
        ),
        *(() if is_new else (active,)),
    )


def pin_fields(*, has_pin: bool) -> tuple[FieldSpec, ...]:
    """Return the fields in which one sets the own PIN."""
    old = FieldSpec(name="old_pin", kind=FieldKind.PIN, label=say("PeopleForms", "Mã PIN đang dùng"), is_required=True)
    return (
        *((old,) if has_pin else ()),
        FieldSpec(
            name="pin",
            kind=FieldKind.PIN,
            label=say("PeopleForms", "Mã PIN mới"),
            hint=say("PeopleForms", "6 đến 12 chữ số; không toàn một số, không phải dãy số liền nhau."),
            is_required=True,
        ),
        FieldSpec(name="again", kind=FieldKind.PIN, label=say("PeopleForms", "Nhập lại mã PIN mới"), is_required=True),
    )


def delegation_fields(leaders: Iterable[Official], deputies: Iterable[Official]) -> tuple[FieldSpec, ...]:
    """Return the fields of a delegation."""
    return (
        FieldSpec(
            name="leader",
            kind=FieldKind.CHOICE,
            label=say("PeopleForms", "Lãnh đạo ủy quyền"),
            options=tuple((one.id, one.name) for one in leaders),
        ),
        FieldSpec(
            name="deputy",
            kind=FieldKind.CHOICE,
            label=say("PeopleForms", "Người duyệt thay"),
            options=tuple((one.id, one.name) for one in deputies),
        ),
        FieldSpec(name="from_on", kind=FieldKind.DATE, label=say("PeopleForms", "Từ ngày"), is_required=True),
        FieldSpec(
            name="until_on",
            kind=FieldKind.DATE,
            label=say("PeopleForms", "Đến hết ngày"),
            hint=say("PeopleForms", "Đủ ngày, tháng, năm, như 24/11/2026."),
            is_required=True,
        ),
        FieldSpec(
            name="decision",
            kind=FieldKind.TEXT,
            label=say("PeopleForms", "Văn bản ủy quyền"),
            hint=say("PeopleForms", "Như Quyết định 12/QĐ-UBND ngày 02/01/2026."),
            is_required=True,
        ),
    )
