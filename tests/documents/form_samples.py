"""Invented routing sheets, registers, evaluation slips, emergency slips and morning pages."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime

from cchc_desktop.catalogue.evaluation_reading import read_evaluation
from cchc_desktop.clock import VIETNAM
from cchc_desktop.domain.dossier import DossierState
from cchc_desktop.domain.emergency import EmergencySlips, emergency_number
from cchc_desktop.domain.evaluation import EvaluationSlip
from cchc_desktop.domain.morning import (
    MorningFigure,
    MorningPage,
    NamedDossier,
    NearDueDossier,
    NearDueGroup,
    WaitingPaper,
)
from cchc_desktop.domain.register import RegisterHead, RegisterRow
from cchc_desktop.domain.routing_sheet import RecordedHandover, RoutingSheet
from cchc_desktop.paths import resources
from cchc_desktop.sentences import BY_STATE_IN_LINE

COMMITTEE = ("ỦY BAN NHÂN DÂN", "PHƯỜNG PHƯỚC HÒA")
CENTRE = ("BỘ PHẬN TIẾP NHẬN", "VÀ TRẢ KẾT QUẢ")
CODE = "000.16.40.H32-231026-0023"

HANDOVERS = (
    RecordedHandover(
        from_unit="Bộ phận tiếp nhận và trả kết quả",
        to_unit="Công chức Tư pháp - Hộ tịch",
        handed_at="09 giờ 10 phút, ngày 26 tháng 10 năm 2023",
        giver_name="Trần Quốc Bảo",
        taker_name="Phạm Thị Mỹ Lệ",
        result="",
        note="",
    ),
    RecordedHandover(
        from_unit="Công chức Tư pháp - Hộ tịch",
        to_unit="Phó Chủ tịch UBND phường",
        handed_at="14 giờ 30 phút, ngày 30 tháng 10 năm 2023",
        giver_name="Phạm Thị Mỹ Lệ",
        taker_name="Lê Minh Tuấn",
        result="Trước hạn",
        note="Kèm dự thảo",
    ),
)

ROUTING = RoutingSheet(
    committee=COMMITTEE,
    centre=CENTRE,
    place_date="Phước Hòa, ngày 26 tháng 10 năm 2023",
    form_number="05",
    title="PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ",
    dossier_code=CODE,
    handling_unit="Công chức Tư pháp - Hộ tịch, Ủy ban nhân dân phường Phước Hòa",
    partner_agency="",
    handovers=HANDOVERS,
    proof="đã ghi sổ · bàn 2 · #0418 · 9F3C",
    specimen=False,
)


def at(text: str) -> datetime:
    """Return a moment in Vietnam."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


REGISTER_HEAD = RegisterHead(
    committee=COMMITTEE,
    centre=CENTRE,
    form_number="06",
    title="SỔ THEO DÕI HỒ SƠ",
    volume="02/2023",
    field_group="Hộ tịch",
    since=date(2023, 10, 26),
    until=date(2023, 10, 27),
    made_at=at("2023-10-27T17:05"),
    made_by="Trần Quốc Bảo",
    desks="1, 2",
    last_number=447,
    specimen=False,
    states=BY_STATE_IN_LINE,
)

RETURNED = RegisterRow(
    number=1284,
    dossier_code="000.16.40.H32-231026-0021",
    procedure_name="Đăng ký khai sinh",
    sets=1,
    applicant_name="Võ Ngọc Lan Anh",
    address="9 Hoàng Hoa Thám",
    phone="0983 000 118",
    handling_unit="Tư pháp - Hộ tịch",
    received_at=at("2023-10-26T08:12"),
    due_at=at("2023-10-26T17:00"),
    handed_over_at=at("2023-10-26T08:30"),
    result_ready_at=at("2023-10-26T10:20"),
    returned_at=at("2023-10-26T10:40"),
    return_way="Trực tiếp",
    note="Không giấy hẹn",
    state=DossierState.RETURNED,
)

WAITING = dataclasses.replace(
    RETURNED,
    number=1287,
    dossier_code="000.16.40.H32-231026-0024",
    procedure_name="Thay đổi, cải chính, bổ sung thông tin hộ tịch",
    applicant_name="Trần Đỗ Hữu Ngọc Quỳnh",
    phone="",
    due_at=None,
    handed_over_at=at("2023-10-27T07:00"),
    result_ready_at=None,
    returned_at=None,
    return_way="Bưu chính",
    note="Yêu cầu bổ sung, Mẫu 02 số 0038",
    state=DossierState.SUPPLEMENT_WAITING,
)

QUESTIONS = read_evaluation(resources() / "evaluation")[-1]

EVALUATION = EvaluationSlip(
    committee=COMMITTEE,
    centre=CENTRE,
    desk_name="Bộ phận Một cửa",
    procedure="cấp Giấy xác nhận tình trạng hôn nhân",
    questions=QUESTIONS.questions,
    scale=QUESTIONS.scale,
    url="https://danhgia.example.vn/phieu?m=phuoc-hoa",
    hotline="0258 3510 417",
    handed_with="Giấy tiếp nhận (Mẫu 01)",
    quarter="quý IV/2023",
    specimen=False,
)

EMERGENCY = EmergencySlips(
    numbers=tuple(emergency_number(2, count) for count in (1, 2, 3)),
    desk_name="Ủy ban nhân dân phường Phước Hòa",
    proof="in sẵn · bàn 2 · năm 2023 · #0419 · 9F3C",
)


def near_due(count: int, holder: str) -> tuple[NearDueDossier, ...]:
    """Return so many dossiers that ``holder`` has."""
    return tuple(
        NearDueDossier(
            due=f"{8 + number % 9:02}:31 27/10",
            dossier_code=f"H32.48.12-231026-{number:04}",
            procedure="Cấp Giấy xác nhận tình trạng hôn nhân",
            holder=holder,
        )
        for number in range(1, count + 1)
    )


MORNING = MorningPage(
    committee=COMMITTEE,
    centre=CENTRE,
    place_date="Phước Hòa, ngày 27 tháng 10 năm 2023",
    title="BẢNG TIN ĐẦU NGÀY",
    figures=tuple(
        MorningFigure(value=value, label=label)
        for value, label in (
            ("37", "đang giải quyết"),
            ("06", "đến hạn hôm nay"),
            ("01", "đã quá hạn"),
            ("04", "chờ ký"),
            ("12", "kết quả chưa trả"),
        )
    ),
    named=(
        NamedDossier(
            distinction="Lâu nhất",
            dossier_code="000.16.40.H32-231009-0004",
            procedure="Thay đổi, cải chính, bổ sung thông tin hộ tịch",
            moment="nhận ngày 09 tháng 10 năm 2023",
            reason="Đã 14 ngày làm việc, chờ xác minh của Công an phường",
        ),
        NamedDossier(
            distinction="Rủi ro nhất",
            dossier_code="000.16.40.H32-231026-0024",
            procedure="Cấp Giấy xác nhận tình trạng hôn nhân",
            moment="hẹn 10 giờ 31 phút, ngày 27 tháng 10 năm 2023",
            reason="Còn 3 giờ 31 phút làm việc, chưa chuyển bộ phận chuyên môn",
        ),
        NamedDossier(
            distinction="Bổ sung nhiều nhất",
            dossier_code="000.16.40.H32-231020-0011",
            procedure="Đăng ký lại khai sinh",
            moment="hẹn 09 giờ 05 phút, ngày 31 tháng 10 năm 2023",
            reason="Yêu cầu bổ sung 02 lần",
        ),
    ),
    waiting=(
        WaitingPaper(
            paper="Phiếu xin lỗi",
            dossier_code="000.16.40.H32-231025-0007",
            procedure="Đăng ký lại khai sinh",
            waiting="từ 16:20 26/10",
        ),
    ),
    near_due=(
        NearDueGroup(title="Tư pháp - Hộ tịch", dossiers=near_due(3, "Phạm Thị Mỹ Lệ")),
        NearDueGroup(title="Địa chính - Xây dựng", dossiers=near_due(2, "Nguyễn Văn Thành")),
    ),
    near_due_title="Sắp đến hạn trong 8 giờ làm việc tới",
    made_at="07 giờ 00 phút, ngày 27 tháng 10 năm 2023",
    proof="bàn 1, 2 · đến mục số 447 của sổ",
    specimen=False,
)
