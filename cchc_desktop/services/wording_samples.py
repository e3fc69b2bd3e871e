"""Invented papers on which the editor of the wording shows a text: which paper a text stands on, and one of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from cchc_desktop.clock import VIETNAM
from cchc_desktop.domain.dossier import Channel, Dossier, DossierState, FeeState, HandedPaper, PaperForm, ReturnWay
from cchc_desktop.domain.entry import Position
from cchc_desktop.domain.notice import PaperKind
from cchc_desktop.domain.paper_text import KEYS
from cchc_desktop.domain.person import ApplicantKind, Sex
from cchc_desktop.domain.printing import SLIP_KIND, PaperSize
from cchc_desktop.services import notice_wording, slip_wording
from cchc_desktop.services.notice_facts import PaperFacts
from cchc_desktop.services.paper_texts import WORDING_KEYS
from cchc_desktop.services.slip_wording import Office

if TYPE_CHECKING:
    from cchc_desktop.services.paper_desk import SlipOrder
    from cchc_desktop.services.step_papers import PaperOrder

PAPERS: tuple[str, ...] = (
    SLIP_KIND,
    PaperKind.SUPPLEMENT_REQUEST,
    PaperKind.REFUSAL_NOTICE,
    PaperKind.APOLOGY_NOTICE,
    PaperKind.STOP_NOTICE,
    PaperKind.PAUSE_NOTICE,
)
"""The papers in the order of the editor."""

_BY_BEGINNING: Mapping[str, str] = {
    "supplement": PaperKind.SUPPLEMENT_REQUEST,
    "refusal": PaperKind.REFUSAL_NOTICE,
    "apology": PaperKind.APOLOGY_NOTICE,
    "stop": PaperKind.STOP_NOTICE,
    "pause": PaperKind.PAUSE_NOTICE,
    "notice": PaperKind.PAUSE_NOTICE,
}
_BY_KEY: Mapping[str, str] = {
    "committee_name": PaperKind.APOLOGY_NOTICE,
    "addressee_label": PaperKind.APOLOGY_NOTICE,
    "sign_manner_sealed": PaperKind.APOLOGY_NOTICE,
    "guidance_label": PaperKind.REFUSAL_NOTICE,
    "sign_submitter": PaperKind.REFUSAL_NOTICE,
    "sign_receiver": PaperKind.REFUSAL_NOTICE,
}
_NOT_READ = ("evaluation", "routing")
"""Papers that take their words from elsewhere: to change these texts would change nothing."""


def _paper_of(key: str) -> str:
    if key in WORDING_KEYS:
        return SLIP_KIND
    return _BY_KEY.get(key) or _BY_BEGINNING.get(key.partition("_")[0], PaperKind.SUPPLEMENT_REQUEST)


PAPER_OF: Mapping[str, str] = MappingProxyType(
    {key: _paper_of(key) for key in (*WORDING_KEYS, *KEYS) if key.partition("_")[0] not in _NOT_READ}
)
"""On which paper a text is shown; one that several papers share, on the first of them."""

_PERSONAL = {
    "applicant.name": "Nguyễn Thị Mẫu",
    "applicant.sex": Sex.FEMALE,
    "applicant.address": "01 Đường Mẫu",
    "applicant.phone": "0905 000 000",
    "applicant.email": "mau@example.vn",
}
_ADDRESSED: Mapping[str, tuple[str, str]] = {
    "person_male": (ApplicantKind.PERSON, Sex.MALE),
    "person_organisation": (ApplicantKind.ORGANISATION, Sex.UNKNOWN),
    "person_unknown": (ApplicantKind.PERSON, Sex.UNKNOWN),
}
_OFFICER = "Trần Văn Thử"
_SIGNED = {"signer_name": "Lê Thị Mẫu", "signer_title": "Phó Chủ tịch"}
_REASON = "(lý do ghi ở đây)"


def order(key: str, day: date, office: Office) -> SlipOrder | PaperOrder:
    """Return an invented paper on which the text of ``key`` stands, for a dossier received on a day, marked NHÁP.

    Raises:
        PaperIncomplete: The law of that day has no such paper.
    """
    kind, sex = _ADDRESSED.get(key, (ApplicantKind.PERSON, Sex.FEMALE))
    dossier = dataclasses.replace(_dossier(day, office), applicant_kind=kind)
    personal = {**_PERSONAL, "applicant.sex": sex}
    if PAPER_OF[key] == SLIP_KIND:
        return _slip(dossier, personal, office)
    return _notice(PaperKind(PAPER_OF[key]), dossier, personal, office)


def _slip(dossier: Dossier, personal: Mapping[str, str], office: Office) -> SlipOrder:
    from cchc_desktop.documents.bars import ListingCodes
    from cchc_desktop.services.paper_desk import SlipOrder

    return SlipOrder(
        slip=slip_wording.slip_of(dossier, personal, office),
        stationery=slip_wording.stationery_of(dossier.received_at.date(), office),
        codes=ListingCodes(),
    )


def _notice(kind: PaperKind, dossier: Dossier, personal: Mapping[str, str], office: Office) -> PaperOrder:
    from cchc_desktop.services.step_papers import PaperOrder

    issued_at = dossier.received_at + timedelta(hours=1)
    facts = PaperFacts(
        office=office,
        body={"officer_name": _OFFICER, **_body(kind, issued_at)},
        step_personal={
            "reason": _REASON,
            "items.1": "(giấy tờ cần bổ sung)",
            "guidance": "(hướng dẫn ghi ở đây)",
            "document": "01/UBND",
            "papers_returned": "(giấy tờ trả lại)",
        },
        issued_at=issued_at,
        dossier=dossier,
        personal=personal,
    )
    return PaperOrder(value=notice_wording.compose(kind, facts), size=PaperSize.A4)


def _body(kind: PaperKind, issued_at: datetime) -> dict[str, Any]:
    day = issued_at.date()
    match kind:
        case PaperKind.SUPPLEMENT_REQUEST:
            item = {"seq": 1, "catalogue_seq": None, "name": "", "originals": 1, "certified": 1, "copies": 1}
            return {"number": "…/HDHS", "items": [item], "closes_on": (day + timedelta(days=30)).isoformat()}
        case PaperKind.APOLOGY_NOTICE:
            return {"number": "…/PXL", "new_due_at": (issued_at + timedelta(days=4)).isoformat(), **_SIGNED}
        case PaperKind.STOP_NOTICE:
            return {"number": "…/TB", "asked_on": day.isoformat(), **_SIGNED}
        case PaperKind.PAUSE_NOTICE:
            return {"number": "…/TB", "document_on": day.isoformat(), **_SIGNED}
        case _:
            return {}


def _dossier(day: date, office: Office) -> Dossier:
    """Return a dossier that never was: it has no place in the journal, hence no proof, and its papers are drafts."""
    received_at = datetime.combine(day, time(9), VIETNAM)
    nowhere = Position(journal="", number=0)
    settings = office.settings
    return Dossier(
        id="",
        code=f"{settings.agency_code_on(day.isoformat())}-{day:%y%m%d}-9999",
        first=nowhere,
        last=nowhere,
        last_hash="",
        first_hash="",
        state=DossierState.PROCESSING,
        procedure_code="",
        procedure_name="Thủ tục (tên thủ tục)",
        service_field="",
        case_code="",
        case_label="",
        catalogue=office.catalogue.version,
        settings=0,
        program="",
        channel=Channel.COUNTER,
        received_at=received_at,
        due_at=received_at + timedelta(days=3),
        due_ground="",
        term_count=3,
        term_unit="working_days",
        statutory_minutes=None,
        regime="",
        form_set=office.forms.form_set_on(day, settings.forms_changed_on).code,
        officer="",
        officer_name=_OFFICER,
        desk=settings.desk_number,
        slip_number="…/TNHS",
        register_volume="…",
        register_number=0,
        applicant_kind=ApplicantKind.PERSON,
        has_submitter=False,
        return_way=ReturnWay.DESK,
        sets=1,
        papers=(HandedPaper(seq=1, catalogue_seq=None, name="(giấy tờ)", form=PaperForm.ORIGINAL, quantity=1),),
        fee_dong=None,
        fee_state=FeeState.UNKNOWN,
    )
