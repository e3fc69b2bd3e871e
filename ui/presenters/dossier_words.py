"""One dossier with its whole history, in the words of the screen."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from cchc_desktop.domain.calendar import WorkingCalendar
from cchc_desktop.domain.dossier import Dossier, FeeState, ReturnWay
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.person import ApplicantKind, Person
from cchc_desktop.domain.printing import SLIP_KIND, JobState
from cchc_desktop.services.desk_view import DossierView, HistoryStep, PrintJob
from cchc_desktop.services.slip_wording import proof
from cchc_desktop.services.workplace import minutes_left
from cchc_desktop.text import dong, mask_number
from ui import labels

say = QCoreApplication.translate

NEVER_OUT = (JobState.WANTED, JobState.FAILED)
"""States of a slip that is certainly not on paper: it is sent as it was, without a reason and without a mark."""
_OPEN_FEES = (FeeState.UNKNOWN, FeeState.NOT_YET)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class StepWords:
    """One step of the history in words."""

    moment: str
    act: str
    who: str
    detail: str = ""
    paper: str = ""
    tone: str = ""
    promised: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DossierScreen:
    """One dossier in words."""

    code: str
    name: str
    state: str
    state_tone: str
    procedure: str
    due_at: datetime
    time_left: str
    time_tone: str
    facts: tuple[tuple[str, str], ...]
    """(label, words), in the order of the screen; the number is masked unless it was asked for."""
    papers: tuple[tuple[str, str], ...]
    """(name, form and quantity)."""
    steps: tuple[StepWords, ...]
    proof: str
    print_label: str
    """What Ctrl+P does now: print what never came out, or print again with a mark."""
    print_line: str
    """What is known of the slip's last print where it is not out; empty where it is."""
    print_tone: str
    number_label: str
    """What Alt+E does now; empty where there is no number."""
    can_settle_fee: bool
    fee_amount: str
    """The amount that is known, as it is typed; empty for none."""


def screen(
    view: DossierView,
    *,
    now: datetime,
    calendar: WorkingCalendar,
    shows_number: bool = False,
    is_being_printed: bool = False,
) -> DossierScreen:
    """Return everything that the screen shows of one dossier."""
    dossier = view.dossier
    words, tone = labels.state(dossier.state)
    if dossier.is_open and dossier.due_at < now:
        words, tone = labels.overdue()
    left, left_tone = labels.time_left(minutes_left(now, dossier.due_at, calendar))
    applicant = Person.from_fields(view.personal, "applicant")
    print_line, print_tone = _print_state(view, is_being_printed=is_being_printed)
    hide, reveal = say("DossierWords", "Ẩn số"), say("DossierWords", "Hiện số")
    case = f" ({dossier.case_label})" if dossier.case_label else ""
    return DossierScreen(
        code=dossier.code,
        name=applicant.name or say("DossierWords", "(đã xóa thông tin cá nhân)"),
        state=words,
        state_tone=tone,
        procedure=f"{dossier.procedure_name}{case}",
        due_at=dossier.due_at,
        time_left=left,
        time_tone=left_tone,
        facts=_facts(view, applicant, shows_number=shows_number),
        papers=_papers(view),
        steps=(*(_step(step, dossier) for step in view.history), _promised(dossier)),
        proof=proof(dossier),
        print_label=print_label(view),
        print_line=print_line,
        print_tone=print_tone,
        number_label=(hide if shows_number else reveal) if applicant.personal_id else "",
        can_settle_fee=dossier.fee_state in _OPEN_FEES,
        fee_amount=dong(dossier.fee_dong) if dossier.fee_dong else "",
    )


def unprinted_job(view: DossierView) -> int | None:
    """Return the last print of the slip where it certainly has not come out; None where a new one needs its reason."""
    last = last_slip_job(view)
    return last.id if last is not None and last.state in NEVER_OUT else None


def last_slip_job(view: DossierView) -> PrintJob | None:
    """Return the last print of the slip."""
    jobs = [job for job in view.jobs if job.kind == SLIP_KIND]
    return jobs[-1] if jobs else None


def print_label(view: DossierView) -> str:
    """Return what printing the slip is called now."""
    if unprinted_job(view) is not None:
        return say("DossierWords", "In giấy hẹn")
    return say("DossierWords", "In lại giấy hẹn")


def _print_state(view: DossierView, *, is_being_printed: bool) -> tuple[str, str]:
    """Return what is known of the last print where it is not out, with its tone."""
    last = last_slip_job(view)
    if last is None or last.state is JobState.OUT:
        return "", ""
    why = f" ({last.message.rstrip('.')})" if last.message else ""
    if is_being_printed and why:
        return say("DossierWords", "Giấy hẹn còn chờ ở máy in{}").format(why), "warn"
    if is_being_printed:
        return say("DossierWords", "Giấy hẹn đang in"), "accent"
    if last.state is JobState.FAILED:
        return say("DossierWords", "Giấy hẹn chưa in được{}. Hồ sơ đã vào sổ. Ctrl+P in lại.").format(why), "bad"
    if last.state is JobState.WANTED:
        return say("DossierWords", "Giấy hẹn chưa in. Ctrl+P để in."), "warn"
    return say("DossierWords", "Chưa rõ giấy hẹn đã ra chưa{}. Xem khay máy in trước khi in lại.").format(why), "warn"


def _facts(view: DossierView, applicant: Person, *, shows_number: bool) -> tuple[tuple[str, str], ...]:
    dossier, personal = view.dossier, view.personal
    submitter = Person.from_fields(personal, "submitter")
    number = applicant.personal_id if shows_number else mask_number(applicant.personal_id)
    phone = applicant.phone or submitter.phone
    facts = [
        (_number_label(dossier), number),
        (say("DossierWords", "Ngày sinh"), f"{applicant.birth_on:%d/%m/%Y}" if applicant.birth_on else ""),
        (say("DossierWords", "Điện thoại"), phone),
        (say("DossierWords", "Địa chỉ"), applicant.address),
        (say("DossierWords", "Người đại diện"), applicant.representative),
        (say("DossierWords", "Người nộp thay"), _with(submitter.name, personal.get("submitter_ground", ""))),
        (say("DossierWords", "Thư điện tử"), applicant.email or submitter.email),
        (say("DossierWords", "Nhận kết quả"), _return_way(dossier, personal.get("return_address", ""), applicant)),
        (say("DossierWords", "Lệ phí"), labels.fee(dossier, _fee_reason(view))),
        (say("DossierWords", "Thời hạn"), labels.term(dossier.term_count, dossier.term_unit)),
        (say("DossierWords", "Sổ theo dõi, số"), f"{dossier.register_volume}, {dossier.register_number}"),
        (say("DossierWords", "Cách nộp"), labels.channel(dossier.channel)),
        (say("DossierWords", "Ghi chú"), personal.get("note", "")),
    ]
    return tuple((label, words) for label, words in facts if words)


def _number_label(dossier: Dossier) -> str:
    if dossier.applicant_kind == ApplicantKind.ORGANISATION:
        return say("DossierWords", "Mã số thuế")
    if dossier.applicant_kind == ApplicantKind.FOREIGNER:
        return say("DossierWords", "Số hộ chiếu, giấy tờ")
    return say("DossierWords", "Số định danh")


def _with(name: str, ground: str) -> str:
    return f"{name} ({ground})" if name and ground else name


def _return_way(dossier: Dossier, address: str, applicant: Person) -> str:
    words = labels.return_way(dossier.return_way)
    place = address or applicant.address
    return f"{words}: {place}" if dossier.return_way is ReturnWay.POST and place else words


def _fee_reason(view: DossierView) -> str:
    """Return why the fee was waived: said at intake, or when it was settled later."""
    later = [step.personal["fee_reason"] for step in view.history if step.personal.get("fee_reason")]
    return later[-1] if later else ""


def _papers(view: DossierView) -> tuple[tuple[str, str], ...]:
    gone = say("DossierWords", "(đã xóa)")
    return tuple(
        (
            paper.name or view.personal.get(f"papers.{paper.seq}", gone),
            f"{labels.paper_form(paper.form, is_shown_only=paper.is_shown_only)}, {paper.quantity}",
        )
        for paper in view.dossier.papers
    )


def _step(step: HistoryStep, dossier: Dossier) -> StepWords:
    detail, paper, tone = "", "", ""
    if step.kind == EntryKind.DOSSIER_RECEIVED:
        detail, tone = _received(step, dossier), "accent"
        paper = say("DossierWords", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả, số {}").format(dossier.slip_number)
    elif step.kind == EntryKind.REPRINTED:
        tone = "warn"
        reason = step.personal.get("reason", say("DossierWords", "(đã xóa)"))
        detail = say("DossierWords", "Lần {}. Lý do: {}").format(step.body["times"], reason)
    elif step.kind == EntryKind.PAPER_OUT:
        tone = "ok"
        detail = _way_out(str(step.body.get("way", "")), int(step.body.get("reprint", 0)))
    elif step.kind == EntryKind.FEE_SETTLED:
        tone = "ok"
        detail = labels.fee_taken(
            FeeState(step.body["fee_state"]), step.body["fee_dong"], step.personal.get("fee_reason", "")
        )
    return StepWords(
        moment=_moment(step.happened_at),
        act=labels.entry_kind(step.kind),
        who=say("DossierWords", "{} · bàn {} · #{}").format(step.officer, step.desk, f"{step.number:04}"),
        detail=detail,
        paper=paper,
        tone=tone,
    )


def _received(step: HistoryStep, dossier: Dossier) -> str:
    words = say("DossierWords", "Sổ theo dõi {}, số {}. Hẹn trả {}.").format(
        dossier.register_volume, dossier.register_number, labels.due(datetime.fromisoformat(step.body["due_at"]))
    )
    reason = step.personal.get("due_reason")
    return f"{words} {say('DossierWords', 'Lý do ngày hẹn: {}.').format(reason)}" if reason else words


def _way_out(way: str, reprint: int) -> str:
    words = {
        "printer": say("DossierWords", "Máy in báo đã in xong."),
        "opened": say("DossierWords", "Đã mở thành PDF."),
        "file": say("DossierWords", "Đã ghi ra tệp PDF."),
    }.get(way, way)
    return f"{words} {say('DossierWords', 'Bản in lại lần {}.').format(reprint)}" if reprint else words


def _promised(dossier: Dossier) -> StepWords:
    return StepWords(
        moment=_moment(dossier.due_at), act=say("DossierWords", "Hẹn trả kết quả"), who="", promised=dossier.is_open
    )


def _moment(moment: datetime) -> str:
    return f"{_day(moment)}  {moment:%H:%M}"


def _day(moment: date) -> str:
    return f"{moment:%d/%m/%Y}"
