"""One dossier as the return desk shows it: where its result lies, what is still to be taken, who may have it."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from cchc_desktop import sentences
from cchc_desktop.domain.dossier import Dossier, DossierState, FeeState, PaperForm
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.outcome import Outcome
from cchc_desktop.domain.person import Person
from cchc_desktop.domain.steps import OVERDUE_CAUSES, RECEIVERS, RETURN_WAYS
from cchc_desktop.text import dong
from ui import labels
from ui.error_texts import said

if TYPE_CHECKING:
    from cchc_desktop.services.desk_view import DossierView, HistoryStep

say = QCoreApplication.translate

APPLICANT, SUBMITTER, AUTHORISED = RECEIVERS
_OPEN_FEES = (FeeState.UNKNOWN, FeeState.NOT_YET)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ReturnScreen:
    """Everything that the return desk shows of one dossier."""

    code: str
    name: str
    procedure: str
    state: str
    tone: str
    can_return: bool
    can_be_ready: bool
    why_not: str
    """What state it is in and what may be done, where nothing can be handed over; empty where it can."""
    shelf: str
    left: int
    """Results that lie on the shelf."""
    results: str
    """That in words, with how many were returned already."""
    facts: tuple[tuple[str, str], ...]
    originals: str
    """Originals that were handed in and stayed; empty for none."""
    fee_line: str
    """What is still to be taken; empty for nothing."""
    fee_amount: str
    needs_cause: bool
    late_line: str
    unit: str
    """The unit that is proposed as responsible."""
    units: tuple[str, ...]
    receivers: tuple[tuple[str, str], ...]
    """(stored choice, words), those that can be; the keys are 1 to 3 by the stored order."""
    receiver: str
    way: str
    phone: str
    personal_id: str
    """The applicant's: a card that bears it is theirs."""
    applicant: str
    submitter: str


def screen(view: DossierView, *, units: tuple[str, ...], one_stop_desk: str) -> ReturnScreen:
    """Return what is shown of a dossier.

    Args:
        view: The dossier.
        units: The ward's units, which may be responsible for a lateness.
        one_stop_desk: What the desk itself is called among them.
    """
    dossier = view.dossier
    applicant = Person.from_fields(view.personal, "applicant")
    submitter = Person.from_fields(view.personal, "submitter")
    left = max(0, dossier.results - dossier.results_returned)
    can_return = dossier.state is DossierState.RESULT_READY
    needs_cause = can_return and dossier.outcome == Outcome.OVERDUE and not dossier.results_returned
    unit = _responsible(view, one_stop_desk)
    return ReturnScreen(
        code=dossier.code,
        name=applicant.name or say("DossierRows", "(đã xóa thông tin cá nhân)"),
        procedure=dossier.procedure_name,
        state=said(sentences.BY_STATE[dossier.state]),
        tone="ok" if can_return else "accent" if dossier.is_open else "quiet",
        can_return=can_return,
        can_be_ready=dossier.state is DossierState.PROCESSING,
        why_not="" if can_return else _why_not(view),
        shelf=dossier.shelf,
        left=left,
        results=_results(dossier, left),
        facts=_facts(view, applicant, submitter),
        originals=_originals(view),
        fee_line=_fee_line(dossier),
        fee_amount=str(dossier.fee_dong) if dossier.fee_dong is not None else "",
        needs_cause=needs_cause,
        late_line=_late_line(dossier) if needs_cause else "",
        unit=unit,
        units=tuple(dict.fromkeys(name for name in (unit, *units, one_stop_desk) if name)),
        receivers=_receivers(dossier, applicant, submitter),
        receiver=SUBMITTER if dossier.has_submitter else APPLICANT,
        way=str(dossier.return_way),
        phone=applicant.phone or submitter.phone,
        personal_id=applicant.personal_id,
        applicant=applicant.name,
        submitter=submitter.name,
    )


def causes() -> tuple[str, ...]:
    """Return the causes of a lateness in words, in their stored order."""
    return tuple(said(sentences.BY_CHOICE[cause]) for cause in OVERDUE_CAUSES)


def ways() -> tuple[str, ...]:
    """Return the ways of handing over in words, in their stored order."""
    return tuple(said(sentences.BY_CHOICE[way]) for way in RETURN_WAYS)


def _why_not(view: DossierView) -> str:
    """Return plainly why nothing can be handed over, and what to do about it."""
    dossier = view.dossier
    match dossier.state:
        case DossierState.PROCESSING:
            where = say("ReturnWords", "đang ở {}").format(dossier.holder) if dossier.holder else ""
            due = say("ReturnWords", "hẹn trả {}").format(labels.due(dossier.promised_at))
            place = "; ".join(part for part in (where, due) if part)
            return say("ReturnWords", "Hồ sơ đang giải quyết: {}. Kết quả vừa về thì Alt+Q ghi nhận.").format(place)
        case DossierState.SUPPLEMENT_WAITING:
            return say("ReturnWords", "Hồ sơ đang chờ người dân bổ sung giấy tờ. Alt+O mở hồ sơ để nhận bổ sung.")
        case DossierState.PAUSED:
            return say("ReturnWords", "Hồ sơ đang dừng tính thời hạn. Alt+O mở hồ sơ để tính tiếp.")
        case DossierState.RETURNED:
            last = _last(view, EntryKind.RESULT_RETURNED)
            moment = labels.due(last.happened_at) if last else ""
            return say("ReturnWords", "Đã trả lúc {} {}. Alt+O mở hồ sơ để xem hoặc cấp lại.").format(moment, _to(last))
        case _:
            words = said(sentences.BY_STATE[dossier.state]).lower()
            return say("ReturnWords", "Hồ sơ {} nên không có kết quả để trả. Alt+O mở hồ sơ để xem.").format(words)


def _to(step: HistoryStep | None) -> str:
    """Return to whom something was handed over: "cho Chủ hồ sơ", "cho Nguyễn Văn A (Người được ủy quyền)"."""
    if step is None:
        return ""
    choice = said(sentences.BY_CHOICE.get(step.body["receiver"], step.body["receiver"])).lower()
    name = step.personal.get("receiver.name", "")
    return say("ReturnWords", "cho {}").format(f"{name} ({choice})" if name else choice)


def _results(dossier: Dossier, left: int) -> str:
    if dossier.results_returned and left:
        return say("ReturnWords", "{} kết quả, đã trả {}").format(left, dossier.results_returned)
    return say("ReturnWords", "{} kết quả").format(left) if left else ""


def _facts(view: DossierView, applicant: Person, submitter: Person) -> tuple[tuple[str, str], ...]:
    dossier = view.dossier
    ready = _last(view, EntryKind.RESULT_READY, EntryKind.RESULT_REISSUED)
    facts = (
        (say("ReturnWords", "Người nộp thay"), submitter.name),
        (say("ReturnWords", "Điện thoại"), applicant.phone or submitter.phone),
        (say("ReturnWords", "Hẹn trả"), labels.due(dossier.promised_at)),
        (say("ReturnWords", "Có kết quả"), labels.due(ready.happened_at) if ready and dossier.finished_at else ""),
        (say("ReturnWords", "Nơi nhận đã chọn"), labels.return_way(dossier.return_way)),
        (say("ReturnWords", "Đã gọi"), _calls(view)),
    )
    return tuple((label, words) for label, words in facts if words)


def _originals(view: DossierView) -> str:
    """Return the originals that were handed in and stayed; they are given back with the result, or kept by law."""
    kept = [paper for paper in view.dossier.papers if paper.form is PaperForm.ORIGINAL and not paper.is_shown_only]
    names = [
        f"{paper.name or view.personal.get(f'papers.{paper.seq}', '')} ({paper.quantity})".strip() for paper in kept
    ]
    names += [
        f"{paper.name or view.personal.get(paper.text_name, '')} ({paper.originals})".strip()
        for paper in view.dossier.supplemented
        if paper.originals
    ]
    if len(names) > 2:
        names = [*names[:2], say("ReturnWords", "và {} loại nữa").format(len(names) - 2)]
    return "; ".join(names)


def _calls(view: DossierView) -> str:
    calls = [step for step in view.history if step.kind == EntryKind.CITIZEN_CALLED and not step.is_undone]
    if not calls:
        return ""
    last = calls[-1]
    outcome = said(sentences.BY_CHOICE.get(last.body["outcome"], last.body["outcome"])).lower()
    return say("ReturnWords", "{} lần, lần cuối {}: {}").format(len(calls), f"{last.happened_at:%H:%M %d/%m}", outcome)


def _fee_line(dossier: Dossier) -> str:
    if dossier.fee_state not in _OPEN_FEES or dossier.is_imported:
        return ""
    if dossier.fee_state is FeeState.NOT_YET and dossier.fee_dong is not None:
        return say("ReturnWords", "Chưa thu lệ phí: {} đ").format(dong(dossier.fee_dong))
    return say("ReturnWords", "Chưa rõ lệ phí, xin hỏi lại trước khi trả")


def _late_line(dossier: Dossier) -> str:
    finished = labels.due(dossier.finished_at) if isinstance(dossier.finished_at, datetime) else ""
    return say("ReturnWords", "Trả quá hạn: hạn {}, có kết quả {}").format(labels.due(dossier.due_at), finished)


def _responsible(view: DossierView, one_stop_desk: str) -> str:
    """Return the unit that had the papers last, which answers for a lateness until somebody says otherwise."""
    last = _last(view, EntryKind.HANDED_OVER)
    return str(last.body["to_unit"]) if last else one_stop_desk


def _receivers(dossier: Dossier, applicant: Person, submitter: Person) -> tuple[tuple[str, str], ...]:
    names = {APPLICANT: applicant.representative or applicant.name, SUBMITTER: submitter.name, AUTHORISED: ""}
    offered = [one for one in RECEIVERS if one != SUBMITTER or dossier.has_submitter]
    return tuple((one, _receiver(one, names[one])) for one in offered)


def _receiver(choice: str, name: str) -> str:
    words = said(sentences.BY_CHOICE[choice])
    return f"{words}: {name}" if name else words


def _last(view: DossierView, *kinds: EntryKind) -> HistoryStep | None:
    found = [step for step in view.history if step.kind in kinds and not step.is_undone]
    return found[-1] if found else None
