"""Invented steps of invented dossiers, for the tests and measurements of the official papers."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from functools import cache
from typing import Any

from cchc_desktop import paths
from cchc_desktop.catalogue.forms_reading import read_forms
from cchc_desktop.clock import moment
from cchc_desktop.domain.dossier import Channel, Dossier, DossierState, FeeState, ReturnWay
from cchc_desktop.domain.entry import Position
from cchc_desktop.domain.forms import Forms
from cchc_desktop.domain.notice import PaperKind
from cchc_desktop.domain.procedure import Catalogue
from cchc_desktop.services.notice_facts import PaperFacts
from cchc_desktop.services.slip_wording import Office
from cchc_desktop.settings import Settings

CODE = "000.16.40.H32-231026-0023"
PROOF = "đã ghi sổ · bàn 2 · #0431 · 9F3C"
SETTINGS = Settings(
    unit_kind="phường",
    unit_name="Phước Hòa",
    units=(("2016-01-01", "phường", "Phước Hòa"), ("2025-07-01", "phường", "Nha Trang")),
    agency_code="H32.48.12",
    hotline="0258 3510 417",
)
PERSONAL = {
    "applicant.name": "Nguyễn Thị Thu Hà",
    "applicant.sex": "female",
    "applicant.address": "27/4 đường Tô Hiệu, phường Phước Hòa, thành phố Nha Trang, tỉnh Khánh Hòa",
    "applicant.phone": "0905 000 417",
}


@cache
def forms() -> Forms:
    return read_forms(paths.resources() / "forms")


def office(settings: Settings = SETTINGS, *, is_training: bool = False, found: Forms | None = None) -> Office:
    empty = Catalogue(version="2023.1", procedures=(), sha256="")
    return Office(settings=settings, forms=found or forms(), catalogue=empty, is_training=is_training)


def dossier(received: str = "2023-10-26T09:05", due: str = "2023-10-31T09:05", **changes: Any) -> Dossier:
    first = Position(journal="H32/2/1", number=417)
    made = Dossier(
        id="H32/2/1#417",
        code=CODE,
        first=first,
        last=first,
        last_hash="9f3c",
        first_hash="9f3c",
        state=DossierState.PROCESSING,
        procedure_code="1.004873",
        procedure_name="Thủ tục cấp Giấy xác nhận tình trạng hôn nhân",
        service_field="Hộ tịch",
        case_code="",
        case_label="",
        catalogue="2023.1",
        settings=1,
        program="1",
        channel=Channel.COUNTER,
        received_at=at(received),
        due_at=at(due),
        due_ground="",
        term_count=3,
        term_unit="working_days",
        statutory_minutes=1440,
        regime="R2",
        form_set="",
        officer="a1",
        officer_name="Trần Quốc Bảo",
        desk=2,
        slip_number="1286/TNHS",
        register_volume="03/2023-HT",
        register_number=1286,
        applicant_kind="person",
        has_submitter=False,
        return_way=ReturnWay.DESK,
        sets=1,
        papers=(),
        fee_dong=None,
        fee_state=FeeState.UNKNOWN,
    )
    return dataclasses.replace(made, **changes)


def at(words: str) -> datetime:
    return moment(words)


_SIGNED = {
    "signer_name": "Lê Minh Tuấn",
    "signer_title": "Phó Chủ tịch",
    "signer_capacity": "KT. CHỦ TỊCH|PHÓ CHỦ TỊCH",
}
_BODIES: dict[PaperKind, dict[str, Any]] = {
    PaperKind.SUPPLEMENT_REQUEST: {
        "number": "0038/HDHS",
        "officer_name": "Trần Quốc Bảo",
        "contact_name": "Trần Quốc Bảo",
        "contact_phone": "0258 3510 417",
        "closes_on": "",
        "items": [
            {"seq": 1, "catalogue_seq": None, "name": "", "originals": 1, "certified": 0, "copies": 0},
            {
                "seq": 2,
                "catalogue_seq": 4,
                "name": "Giấy xác nhận tình trạng hôn nhân do Ủy ban nhân dân phường Lộc Thọ cấp",
                "originals": 1,
                "certified": 0,
                "copies": 1,
            },
            {"seq": 3, "catalogue_seq": None, "name": "", "originals": 0, "certified": 1, "copies": 0},
        ],
    },
    PaperKind.REFUSAL_NOTICE: {
        "officer_name": "Trần Quốc Bảo",
        "reasons": [
            {
                "code": "signature_not_to_certify",
                "text": "Thuộc trường hợp không được chứng thực chữ ký",
                "basis": "Điều 25 Nghị định 23/2015/NĐ-CP",
            }
        ],
    },
    PaperKind.APOLOGY_NOTICE: {"number": "0003/PXL", "new_due_at": "2023-11-01T09:05:00+07:00", **_SIGNED},
    PaperKind.STOP_NOTICE: {"number": "0004/TB", "asked_on": "2023-10-27", **_SIGNED},
    PaperKind.PAUSE_NOTICE: {"number": "0005/TB", "document_on": "2023-10-27", **_SIGNED},
}
_TEXTS: dict[PaperKind, dict[str, str]] = {
    PaperKind.SUPPLEMENT_REQUEST: {
        "items.1": "Trích lục bản án ly hôn có ghi ngày bản án có hiệu lực pháp luật (bản đã nộp thiếu trang cuối)",
        "items.3": "Văn bản ủy quyền có chứng thực chữ ký, nếu người khác nhận thay kết quả",
        "reason": "Bản án nộp kèm chưa thể hiện ngày có hiệu lực pháp luật; thời gian cư trú ngoài địa bàn phường "
        "chưa được xác nhận",
        "legal_basis": "khoản 3, khoản 4 Điều 22 Nghị định số 123/2015/NĐ-CP",
    },
    PaperKind.REFUSAL_NOTICE: {
        "reason": "Văn bản này phải thực hiện theo thủ tục chứng thực hợp đồng, giao dịch hoặc công chứng.",
        "guidance": "Bà có thể lập hợp đồng ủy quyền và yêu cầu công chứng tại tổ chức hành nghề công chứng trên địa "
        "bàn tỉnh",
    },
    PaperKind.APOLOGY_NOTICE: {
        "reason": "chưa nhận được văn bản trả lời xác minh của Ủy ban nhân dân phường nơi Bà cư trú trước đây"
    },
    PaperKind.STOP_NOTICE: {
        "reason": "không còn nhu cầu giải quyết",
        "papers_returned": "01 bản án ly hôn (bản chính), 01 giấy xác nhận tình trạng hôn nhân đã cấp",
    },
    PaperKind.PAUSE_NOTICE: {
        "reason": "chờ văn bản xác minh của Ủy ban nhân dân phường Lộc Thọ",
        "document": "112/UBND-TP",
    },
}


def facts(kind: PaperKind, **changes: Any) -> PaperFacts:
    """Return a step of October 2023, recorded on the next day, whose paper is complete."""
    like = {PaperKind.GUIDANCE_SLIP: PaperKind.SUPPLEMENT_REQUEST, PaperKind.INTAKE_REFUSAL: PaperKind.REFUSAL_NOTICE}
    body, texts = dict(_BODIES[like.get(kind, kind)]), dict(_TEXTS[like.get(kind, kind)])
    made = PaperFacts(
        office=office(),
        body=body,
        step_personal=texts,
        issued_at=at("2023-10-27T14:10"),
        dossier=dossier(),
        personal=PERSONAL,
        proof=PROOF,
    )
    if kind in like:
        visit = {
            "procedure_code": "1.004873",
            "procedure_name": "Thủ tục cấp Giấy xác nhận tình trạng hôn nhân",
            "given_at": "2023-10-27T14:10:00+07:00",
            "form_set": "TT01-2018",
        }
        made = dataclasses.replace(
            made, dossier=None, personal={}, body={**body, **visit}, step_personal={**texts, **PERSONAL}
        )
    return dataclasses.replace(made, **changes)


def with_body(made: PaperFacts, **values: Any) -> PaperFacts:
    return dataclasses.replace(made, body={**made.body, **values})


def with_texts(made: PaperFacts, **values: str) -> PaperFacts:
    return dataclasses.replace(made, step_personal={**made.step_personal, **values})


def in_2026(made: PaperFacts) -> PaperFacts:
    """Return the same step of a dossier received under the law of 2025."""
    later = dossier("2026-11-20T09:05", "2026-11-26T09:05", code="H32.48.12-261120-0017") if made.dossier else None
    body = {**made.body, "form_set": "TT03-2025"} if later is None else dict(made.body)
    if "given_at" in body:
        body["given_at"] = "2026-11-20T09:20:00+07:00"
    return dataclasses.replace(made, dossier=later, body=body, issued_at=at("2026-11-23T10:00"))
