"""Every entry of a dossier's history in words: what happened, its details, who drafted and approved it, its papers."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from cchc_desktop.domain.dossier import Dossier
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.printing import SLIP_KIND, JobState
from cchc_desktop.services.desk_view import HistoryStep, PrintJob
from cchc_desktop.services.paper_standing import DossierPaper, Standing
from ui import labels
from ui.presenters import history_details

say = QCoreApplication.translate


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PaperWords:
    """One paper of an entry and what is known of its last print."""

    kind: str
    entry: int
    """Number of the entry that it quotes; 0: the receipt."""
    name: str
    state: str
    """What is known of its last print, and that it holds no more where it does not."""
    job: int
    lapse: str = ""
    """Why it holds no more; empty: it holds."""
    can_go_unmarked: bool = False
    """Whether it certainly has not come out: it is sent as it was, without a reason."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class StepWords:
    """One step of the history in words."""

    moment: str
    act: str
    who: str
    detail: str = ""
    papers: tuple[PaperWords, ...] = ()
    tone: str = ""
    promised: bool = False
    is_undone: bool = False


def step_words(
    step: HistoryStep, dossier: Dossier, papers: Sequence[DossierPaper], waiting: frozenset[int]
) -> StepWords:
    """Return one entry in words.

    Args:
        step: The entry.
        dossier: As it stands now.
        papers: Every paper of the dossier.
        waiting: Numbers of the drafts that wait for approval.
    """
    detail, tone = history_details.details(step, dossier)
    if step.kind == EntryKind.STEP_DRAFTED and step.number in waiting:
        detail, tone = say("HistoryWords", "{}: đang chờ duyệt.").format(labels.step(step.body["step"])), "warn"
    undone = say("HistoryWords", "{} (ngoại lệ)") if step.is_exception else say("HistoryWords", "{} (đã hoàn tác)")
    act = _act(step)
    return StepWords(
        moment=f"{step.happened_at:%d/%m/%Y}  {step.happened_at:%H:%M}",
        act=undone.format(act) if step.is_undone else act,
        who=_who(step),
        detail=detail,
        papers=_papers(step, dossier, papers),
        tone="" if step.is_undone else tone,
        is_undone=step.is_undone,
    )


def open_drafts(history: Sequence[HistoryStep]) -> dict[int, str]:
    """Return the drafts that wait for a leader: number of the entry -> kind of step."""
    found: dict[int, str] = {}
    for step in history:
        if step.kind == EntryKind.STEP_DRAFTED:
            found[step.number] = str(step.body["step"])
        draft = step.body.get("draft")
        if draft:
            found.pop(draft["number"], None)
    return found


def paper_state(job: PrintJob) -> str:
    """Return what is known of a print: "đã ra 15:21 24/04", "chưa rõ đã ra chưa"."""
    words = labels.job_state(job.state)
    if job.state is JobState.OUT:
        words = f"{words} {job.changed_at:%H:%M %d/%m}"
    return say("HistoryWords", "{}, bản in lại lần {}").format(words, job.reprint) if job.reprint else words


def _act(step: HistoryStep) -> str:
    kind = str(step.body.get("kind", SLIP_KIND))
    if step.kind in (EntryKind.PAPER_OUT, EntryKind.REPRINTED) and kind != SLIP_KIND:
        name = labels.paper(kind)
        if step.kind == EntryKind.PAPER_OUT:
            return say("HistoryWords", "{} đã ra").format(name)
        return say("HistoryWords", "In lại {}").format(name[:1].lower() + name[1:])
    return labels.entry_kind(step.kind)


def _who(step: HistoryStep) -> str:
    if step.book_line:
        book = say("HistoryWords", "theo sổ cũ, dòng {}").format(step.book_line)
        return f"{step.officer} · {book}" if step.officer else book
    return say("HistoryWords", "{} · bàn {} · #{}").format(step.officer, step.desk, f"{step.number:04}")


def _papers(step: HistoryStep, dossier: Dossier, papers: Sequence[DossierPaper]) -> tuple[PaperWords, ...]:
    own = 0 if step.kind == EntryKind.DOSSIER_RECEIVED else step.number
    return tuple(_paper(paper, step, dossier) for paper in papers if paper.entry == own)


def _paper(paper: DossierPaper, step: HistoryStep, dossier: Dossier) -> PaperWords:
    job, lapse = paper.job, _lapse(paper.standing)
    known = (paper_state(job) if job is not None else "", lapse)
    return PaperWords(
        kind=paper.kind,
        entry=paper.entry,
        name=_slip_name(dossier) if paper.kind == SLIP_KIND else _numbered(paper.kind, step),
        state=", ".join(words for words in known if words),
        job=job.id if job is not None else 0,
        lapse=lapse,
        can_go_unmarked=job is not None and not lapse and job.state in (JobState.WANTED, JobState.FAILED),
    )


def _lapse(standing: Standing) -> str:
    words = {
        Standing.VALID: "",
        Standing.REPLACED: say("HistoryWords", "đã được thay"),
        Standing.UNDONE: say("HistoryWords", "bước đã được hoàn tác"),
    }
    return words[standing]


def _slip_name(dossier: Dossier) -> str:
    return say("HistoryWords", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả, số {}").format(dossier.slip_number)


def _numbered(kind: str, step: HistoryStep) -> str:
    number = str(step.body.get("number", ""))
    has_number = number and kind not in ("evaluation_slip", "routing_sheet")
    return say("HistoryWords", "{}, số {}").format(labels.paper(kind), number) if has_number else labels.paper(kind)
