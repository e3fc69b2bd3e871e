"""From a dossier to the words of its slip, by the law, the names and the settings of its day of receipt."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date

from cchc_desktop.domain.dossier import Dossier, FeeState, HandedPaper, PaperForm, ReturnWay, SupplementedPaper
from cchc_desktop.domain.forms import FormPurpose, Forms
from cchc_desktop.domain.person import Person
from cchc_desktop.domain.printing import PaperSize
from cchc_desktop.domain.procedure import Catalogue
from cchc_desktop.domain.slip import ListedProcedure, Slip, SlipPaper, Stationery
from cchc_desktop.domain.term import Promise, Step, StepKind, TermUnit
from cchc_desktop.services.paper_texts import wording_of
from cchc_desktop.settings import Settings
from cchc_desktop.text import dong, long_date, long_moment, weekday_name

MOST_LISTED = 18

_PAID = {
    FeeState.NOT_YET: "chưa thu",
    FeeState.CASH: "đã thu tiền mặt",
    FeeState.TRANSFER: "đã thu chuyển khoản",
    FeeState.ONLINE: "đã nộp trực tuyến trên Cổng",
    FeeState.ONLINE: "đã thanh toán trực tuyến",
}
OF_A_BOOK = (FeeState.UNKNOWN, FeeState.CASH)
"""What is noted of a fee that an old book tells: the amount, and not in which way it was taken."""
_MANNER = {
    PaperForm.ORIGINAL: "Nộp",
    PaperForm.CERTIFIED_COPY: "Chứng thực",
    PaperForm.COPY: "Nộp",
    PaperForm.DIGITAL: "Điện tử",
}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What wording needs besides the dossier: the versions that were in force at its receipt."""

    settings: Settings
    forms: Forms
    catalogue: Catalogue
    is_training: bool


def slip_of(dossier: Dossier, personal: Mapping[str, str], office: Office, *, made_on: date | None = None) -> Slip:
    """Return the slip of ``dossier``; without an entry's hash it is a draft.

    Args:
        dossier: As it stood when the slip was made out.
        personal: Its texts.
        office: By the law and the names of the day of receipt.
        made_on: The day on which a slip was renewed, which then stands in its heading; ``None``: that of the receipt.
    """
    day = dossier.received_at.date()
    _kind, name = office.settings.unit_on(day.isoformat())
    wording = wording_of(day, office.forms, office.settings)
    applicant = Person.from_fields(personal, "applicant")
    submitter = Person.from_fields(personal, "submitter")
    return Slip(
        dossier_code=dossier.code,
        slip_number=dossier.slip_number,
        issued_place_date=f"{name}, {long_date(made_on or day)}",
        desk_name=wording.desk_name,
        applicant_name=applicant_words(applicant),
        address=applicant.address,
        phone=applicant.phone or submitter.phone,
        email=applicant.email or submitter.email,
        request=request_words(dossier),
        submitter=_submitter(submitter, personal.get("submitter_ground", "")) if dossier.has_submitter else "",
        papers=(
            *(_paper(paper, personal) for paper in dossier.papers),
            *(_supplemented(paper, personal) for paper in dossier.supplemented),
        ),
        sets=dossier.sets,
        term=term_words(dossier),
        received_at=received_words(dossier),
        due_at=long_moment(dossier.promised_at),
        due_weekday=weekday_name(dossier.promised_at.date()),
        return_place=_return_place(dossier, personal, applicant, wording.return_place),
        fee=fee_words(dossier, personal),
        register_volume=dossier.register_volume,
        register_number=str(dossier.register_number),
        submitter_name=signer_words(applicant, submitter),
        officer_name=dossier.officer_name,
        lookup_url=f"{office.settings.lookup_url}{dossier.code}",
        proof=proof(dossier),
        draft=not dossier.first_hash,
    )


def stationery_of(day: date, office: Office) -> Stationery:
    """Return what every slip of a day of receipt carries."""
    settings = office.settings
    _kind, name = settings.unit_on(day.isoformat())
    wording = wording_of(day, office.forms, settings)
    form = office.forms.form_set_on(day, settings.forms_changed_on).form(FormPurpose.APPOINTMENT_SLIP)
    return Stationery(
        committee=wording.committee,
        centre=wording.centre,
        place=name,
        title=form.title.upper(),
        desk_label=wording.desk_label,
        counterpart_names=wording.counterpart_names,
        notes=wording.notes,
        hotline_label=wording.hotline_label,
        hotline=settings.hotline_on(day.isoformat()),
        feedback_title=wording.feedback_title,
        feedback_lines=tuple(settings.feedback_address.splitlines()),
        feedback_url=settings.feedback_url,
        office_hours=tuple(settings.office_hours.splitlines()),
        bring_lines=wording.bring_lines,
        listing=listing(day, office),
        size=PaperSize(settings.paper_size),
        specimen=office.is_training,
    )


def listing(day: date, office: Office) -> tuple[ListedProcedure, ...]:
    """Return the procedures on the back: those that the ward chose, else its most frequent ones."""
    in_force = {procedure.code: procedure for procedure in office.catalogue.in_force(day)}
    chosen = [in_force[code] for code in office.settings.listing if code in in_force]
    procedures = chosen or [
        procedure
        for procedure in in_force.values()
        if procedure.authority_level == "cấp xã" and procedure.short_name and procedure.portal_url
    ]
    return tuple(
        ListedProcedure(procedure_code=procedure.code, short_name=procedure.short_name, url=procedure.portal_url)
        for procedure in procedures[:MOST_LISTED]
        if procedure.portal_url
    )


def proof(dossier: Dossier) -> str:
    """Return the line that proves the dossier is on record; empty for a draft."""
    if not dossier.first_hash:
        return ""
    return proof_line(dossier.desk, dossier.first.number, dossier.first_hash)


def proof_line(desk: int, number: int, digest: str) -> str:
    """Return what proves that an entry of a desk's journal stands: its number and the beginning of its hash."""
    return f"đã ghi sổ · bàn {desk} · #{number:04} · {digest[:4].upper()}"


def received_words(dossier: Dossier) -> str:
    """Return the moment of receipt, with the number of the slip that was handed out while the power was off."""
    moment = long_moment(dossier.received_at)
    return f"{moment} (giấy tạm {dossier.emergency_number})" if dossier.emergency_number else moment


def term_words(dossier: Dossier) -> str:
    """Return the statutory term in words; empty where the law gives none."""
    count = dossier.term_count
    if count is None:
        return ""
    match TermUnit(dossier.term_unit):
        case TermUnit.WORKING_DAYS:
            return f"{count:02} ngày làm việc"
        case TermUnit.WORKING_HOURS:
            return f"{count:02} giờ làm việc"
        case TermUnit.CALENDAR_DAYS:
            return f"{count:02} ngày"
        case TermUnit.SAME_DAY:
            return "trong ngày làm việc"


def fee_words(dossier: Dossier, personal: Mapping[str, str]) -> str:
    """Return the fee in words; empty where it is not known: dots, never 0."""
    if dossier.fee_state is FeeState.FREE:
        return "Không thu"
    if dossier.fee_state is FeeState.WAIVED:
        return f"Được miễn: {personal.get('fee_reason', '')}"
    if dossier.is_imported and dossier.fee_dong and dossier.fee_state in OF_A_BOOK:
        return f"{dong(dossier.fee_dong)} đồng, theo sổ cũ"
    if dossier.fee_dong is None or dossier.fee_state is FeeState.UNKNOWN:
        return ""
    return f"{dong(dossier.fee_dong)} đồng, {_PAID[dossier.fee_state]}"


def explanation_words(promise: Promise) -> tuple[list[tuple[str, str, str]], tuple[str, str]]:
    """Return "Vì sao ngày này?" for paper: day, reason and hours of every step, and the promise with its sum."""
    lines = [_step_words(step) for step in promise.steps]
    due = f"Hẹn trả: {long_moment(promise.due_at)} ({weekday_name(promise.due_at.date())})"
    return lines, (due, _hours(sum(step.minutes for step in promise.steps)))


def _step_words(step: Step) -> tuple[str, str, str]:
    if step.kind is StepKind.REMARK:
        return "", f"Ghi chú: {step.text}", ""
    skipped = step.kind in (StepKind.WEEKEND, StepKind.DAY_OFF)
    words = f"không tính: {step.text}" if skipped else step.text
    return f"{weekday_name(step.day)} {step.day:%d/%m/%Y}", words, _hours(step.minutes)


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} phút" if rest else ""
    return f"{hours} giờ {rest:02} phút" if rest else f"{hours} giờ"


def applicant_words(person: Person) -> str:
    """Return whose dossier it is, in capitals, with who stands for them."""
    name = person.name.upper()
    return f"{name}, đại diện: {person.representative}" if person.representative else name


def request_words(dossier: Dossier) -> str:
    """Return the procedure's legal name with its case."""
    if not dossier.case_label:
        return dossier.procedure_name
    return f"{dossier.procedure_name} (trường hợp: {dossier.case_label})"


def _submitter(person: Person, ground: str) -> str:
    return f"{person.name} ({ground})" if ground else person.name


def signer_words(applicant: Person, submitter: Person) -> str:
    """Return who signs for the citizen's side."""
    return submitter.name or applicant.representative or applicant.name


def _paper(paper: HandedPaper, personal: Mapping[str, str]) -> SlipPaper:
    is_original = paper.form is PaperForm.ORIGINAL
    return SlipPaper(
        name=paper.name or personal.get(f"papers.{paper.seq}", ""),
        originals=paper.quantity if is_original else 0,
        copies=0 if is_original else paper.quantity,
        manner="Xuất trình" if paper.is_shown_only else _MANNER[paper.form],
    )


def supplemented_name(paper: SupplementedPaper, personal: Mapping[str, str], gone: str = "") -> str:
    """Return a paper that came later, with the day on which it came."""
    name = paper.name or personal.get(paper.text_name, gone)
    return f"{name} (bổ sung ngày {paper.received_on:%d/%m/%Y})"


def _supplemented(paper: SupplementedPaper, personal: Mapping[str, str]) -> SlipPaper:
    is_certified = paper.certified and not paper.originals and not paper.copies
    return SlipPaper(
        name=supplemented_name(paper, personal),
        originals=paper.originals,
        copies=paper.certified + paper.copies,
        manner=_MANNER[PaperForm.CERTIFIED_COPY if is_certified else PaperForm.ORIGINAL],
    )


def _return_place(dossier: Dossier, personal: Mapping[str, str], applicant: Person, desk: str) -> str:
    match dossier.return_way:
        case ReturnWay.DESK:
            return desk
        case ReturnWay.POST:
            return f"Qua dịch vụ bưu chính: {personal.get('return_address') or applicant.address}"
        case ReturnWay.ONLINE:
            return "Bản điện tử trên Cổng Dịch vụ công quốc gia"
