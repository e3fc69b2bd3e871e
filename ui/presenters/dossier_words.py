"""One dossier with its whole history, in the words of the screen."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from cchc_desktop.domain.calendar import WorkingCalendar
from cchc_desktop.domain.dossier import Dossier, DossierState, FeeState, ReturnWay
from cchc_desktop.domain.person import ApplicantKind, Person
from cchc_desktop.domain.printing import JobState
from cchc_desktop.sentences import foreign_said
from cchc_desktop.services.desk_view import DossierView
from cchc_desktop.services.paper_standing import dossier_papers, valid_slip_job
from cchc_desktop.services.slip_wording import OF_A_BOOK, proof
from cchc_desktop.services.workplace import minutes_left
from cchc_desktop.text import dong, mask_number
from ui import labels
from ui.error_texts import said
from ui.presenters.paper_counts import form_counts
from ui.presenters.step_choices import Offered
from ui.presenters.step_words_of_history import StepWords, open_drafts, step_words

say = QCoreApplication.translate

NEVER_OUT = (JobState.WANTED, JobState.FAILED)
"""States of a slip that is certainly not on paper: it is sent as it was, without a reason and without a mark."""
_OPEN_FEES = (FeeState.UNKNOWN, FeeState.NOT_YET)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DossierScreen:
    """One dossier in words."""

    code: str
    name: str
    state: str
    state_tone: str
    procedure: str
    promise: str
    """What the moment is called: the promise, or the new one after an apology."""
    due_at: datetime
    """What the citizen was told last."""
    is_promised: bool
    """Whether that moment still counts: the clock runs."""
    time_left: str
    time_tone: str
    notes: tuple[tuple[str, str], ...]
    """(words, tone) under the head: until when papers are awaited, where the result lies, what waits for a leader."""
    offered: Offered
    can_take_back: bool
    """Whether a draft of who works here waits for approval."""
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
    has_conflict: bool
    """Whether acts of two desks stand in each other's way, and nobody has settled that."""
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
    offered: Offered | None = None,
    own_draft: int = 0,
) -> DossierScreen:
    """Return everything that the screen shows of one dossier; ``own_draft`` is the entry of the clerk's own draft."""
    dossier = view.dossier
    words, tone = labels.state(dossier.state)
    is_promised = dossier.state == DossierState.PROCESSING
    left, left_tone = "", "quiet"
    if is_promised:
        left, left_tone = labels.time_left(minutes_left(now, dossier.promised_at, calendar))
        if dossier.promised_at < now:
            words, tone = labels.overdue()
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
        promise=say("DossierWords", "Hẹn lại") if dossier.new_due_at else say("DossierWords", "Hẹn trả"),
        due_at=dossier.promised_at,
        is_promised=is_promised,
        time_left=left,
        time_tone=left_tone,
        notes=tuple(_notes(view)),
        offered=offered or Offered(),
        can_take_back=own_draft > 0,
        facts=_facts(view, applicant, shows_number=shows_number),
        papers=_papers(view),
        steps=steps(view),
        proof=proof(dossier),
        print_label=print_label(view),
        print_line=print_line,
        print_tone=print_tone,
        number_label=(hide if shows_number else reveal) if applicant.personal_id else "",
        has_conflict=bool(view.conflicts),
        can_settle_fee=dossier.fee_state in _OPEN_FEES and not (dossier.is_imported and dossier.fee_dong),
        fee_amount=dong(dossier.fee_dong) if dossier.fee_dong else "",
    )


def unprinted_job(view: DossierView) -> int | None:
    """Return the last print of the slip that holds where it certainly has not come out; None: a new one needs why."""
    last = valid_slip_job(view)
    return last.id if last is not None and last.state in NEVER_OUT else None


def print_label(view: DossierView) -> str:
    """Return what printing the slip is called now."""
    if unprinted_job(view) is not None:
        return say("DossierWords", "In giấy hẹn")
    return say("DossierWords", "In lại giấy hẹn")


def _print_state(view: DossierView, *, is_being_printed: bool) -> tuple[str, str]:
    """Return what is known of the last print where it is not out, with its tone."""
    last = valid_slip_job(view)
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
        (say("DossierWords", "Lệ phí"), _fee(view)),
        (say("DossierWords", "Nơi giữ hồ sơ"), dossier.holder),
        (say("DossierWords", "Thời hạn"), labels.term(dossier.term_count, dossier.term_unit)),
        _register(view),
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


def _fee(view: DossierView) -> str:
    dossier = view.dossier
    if dossier.is_imported and dossier.fee_dong and dossier.fee_state in OF_A_BOOK:
        return say("DossierWords", "{} đ, theo sổ cũ").format(dong(dossier.fee_dong))
    return labels.fee(dossier, _fee_reason(view))


def _register(view: DossierView) -> tuple[str, str]:
    """Return where it stands: in the register, or on which line of the old book that it came from."""
    dossier = view.dossier
    if dossier.is_imported:
        return say("DossierWords", "Sổ cũ, dòng"), str(view.history[0].book_line)
    return say("DossierWords", "Sổ theo dõi, số"), f"{dossier.register_volume}, {dossier.register_number}"


def _fee_reason(view: DossierView) -> str:
    """Return why the fee was waived: said at intake, or when it was settled later."""
    later = [step.personal["fee_reason"] for step in view.history if step.personal.get("fee_reason")]
    return later[-1] if later else ""


def _papers(view: DossierView) -> tuple[tuple[str, str], ...]:
    gone = say("DossierWords", "(đã xóa)")
    handed = tuple(
        (
            paper.name or view.personal.get(f"papers.{paper.seq}", gone),
            f"{labels.paper_form(paper.form, is_shown_only=paper.is_shown_only)}, {paper.quantity}",
        )
        for paper in view.dossier.papers
    )
    came = view.dossier.supplemented
    later = say("DossierWords", "{} (bổ sung ngày {})")
    return (
        *handed,
        *(
            (
                later.format(paper.name or view.personal.get(paper.text_name, gone), _day(paper.received_on)),
                form_counts(paper.originals, paper.certified, paper.copies),
            )
            for paper in came
        ),
    )


def _notes(view: DossierView) -> Iterator[tuple[str, str]]:
    """Say what else one has to know of where a dossier stands, gravest first."""
    dossier = view.dossier
    for conflict in view.conflicts:
        words = foreign_said.conflict(conflict, view.own_desk.partition("/")[0], said)
        yield say("DossierWords", "Ngoại lệ. {}").format(words), "bad"
    if view.conflicts:
        yield say("DossierWords", "Hỏi hai bàn rồi bấm Alt+U ghi cách xử lý."), "bad"
    for line in foreign_said.of_dossier(
        first=dossier.first.journal,
        held_by=dossier.held_by,
        is_elsewhere=view.is_elsewhere,
        until=view.known_until,
        own_desk=view.own_desk,
        translate=said,
    ):
        yield line, "ink2"
    for kind in open_drafts(view.history).values():
        yield say("DossierWords", "{}: đang chờ duyệt").format(labels.step(kind)), "warn"
    if dossier.is_open and dossier.was_overdue:
        yield say("DossierWords", "Đã quá hạn từ trước khi yêu cầu bổ sung"), "bad"
    if dossier.state == DossierState.SUPPLEMENT_WAITING and dossier.closes_on:
        yield say("DossierWords", "Chờ bổ sung đến hết ngày {}").format(_day(dossier.closes_on)), "warn"
    if dossier.state == DossierState.PAUSED and dossier.minutes_left is not None:
        left = labels.minutes(max(0, dossier.minutes_left))
        yield say("DossierWords", "Đồng hồ dừng, còn {} làm việc").format(left), "warn"
    if dossier.is_open and dossier.due_at != dossier.promised_at:  # it may stand on no slip at all
        yield say("DossierWords", "Đúng hạn hay quá hạn tính theo {}").format(labels.due(dossier.due_at)), "ink2"
    if dossier.state == DossierState.RESULT_READY:
        left_there = dossier.results - dossier.results_returned
        where = dossier.shelf or say("DossierWords", "quầy")
        yield say("DossierWords", "{} kết quả để ở: {}").format(left_there, where), "ok"
    if dossier.outcome:
        yield (
            say("DossierWords", "Tính là: {}").format(labels.choice(dossier.outcome)),
            _OUTCOMES.get(dossier.outcome, "ink2"),
        )
    if dossier.version > 1:
        yield say("DossierWords", "Bản đính chính số {}").format(dossier.version), "ink2"


_OUTCOMES = {"early": "ok", "on_time": "ok", "overdue": "bad"}


def steps(view: DossierView) -> tuple[StepWords, ...]:
    """Return the history, and the promised moment at its end while one is promised."""
    waiting = frozenset(open_drafts(view.history))
    papers = dossier_papers(view)
    told = tuple(step_words(step, view.dossier, papers, waiting) for step in view.history)
    return (*told, _promised(view.dossier)) if view.dossier.is_open else told


def _promised(dossier: Dossier) -> StepWords:
    if dossier.state == DossierState.PROCESSING:
        return StepWords(
            moment=f"{_day(dossier.promised_at)}  {dossier.promised_at:%H:%M}",
            act=say("DossierWords", "Hẹn trả kết quả"),
            who="",
            promised=True,
        )
    act = say("DossierWords", "Hẹn trả sẽ tính lại khi đồng hồ chạy")
    return StepWords(moment="…", act=act, who="", promised=True)


def _day(moment: date) -> str:
    return f"{moment:%d/%m/%Y}"
