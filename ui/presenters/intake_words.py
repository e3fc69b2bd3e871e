"""What the intake screen shows, worked out from values: the days of a promise, the papers, the words of a procedure."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from cchc_desktop.domain.calendar import WorkingCalendar
from cchc_desktop.domain.dossier import Channel, FeeState, PaperForm, ReturnWay
from cchc_desktop.domain.intake import ReceiveDossier, TickedPaper
from cchc_desktop.domain.person import ApplicantKind, Sex
from cchc_desktop.domain.procedure import PaperHandling, PaperNeed, Procedure, RequiredPaper
from cchc_desktop.domain.term import Promise, Step, StepKind, TermUnit
from cchc_desktop.text import dong
from ui import labels
from ui.presenters.intake_same_day import IntakeDay
from ui.presenters.step_words import step_words
from ui.widgets import dates
from ui.widgets.dates import DayCell, weekday_marks
from ui.widgets.daylines import DayLine
from ui.widgets.papers import PaperRow

say = QCoreApplication.translate

FORMS = tuple(PaperForm)
"""In the order of a row's four kinds."""
KINDS = (ApplicantKind.PERSON, ApplicantKind.ORGANISATION, ApplicantKind.FOREIGNER, ApplicantKind.CHILD)
SEXES = (Sex.MALE, Sex.FEMALE)
CHANNELS = (Channel.COUNTER, Channel.POST, Channel.ONLINE)
RETURN_WAYS = (ReturnWay.DESK, ReturnWay.POST, ReturnWay.ONLINE)
FEE_STATES = (FeeState.NOT_YET, FeeState.CASH, FeeState.TRANSFER, FeeState.WAIVED, FeeState.FREE, FeeState.ONLINE)
"""Each in the order of its choice on the screen."""
_TYPED = "t:"
_LISTED = "c:"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class IntakeScreen:
    """What the form amounts to now; a field that is not named has no fault."""

    procedure: str = ""
    """The chosen procedure's name; empty for none."""
    procedure_line: str = ""
    procedure_code: str = ""
    cases: tuple[str, ...] = ()
    case: int = -1
    case_note: str = ""
    """What the chosen case means; while none is chosen, why one should be."""
    due_at: datetime | None = None
    due_sentence: str = ""
    days: tuple[DayCell, ...] = ()
    is_due_given: bool = False
    """Whether the clerk gives the moment, because the law gives none or another was agreed."""
    can_explain: bool = False
    fee_words: str = ""
    fee_tone: str = "quiet"
    fee_note: str = ""
    papers_words: str = ""
    papers_tone: str = "quiet"
    faults: Mapping[str, str] = dataclasses.field(default_factory=dict)
    doubts: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Warnings, shown quietly; they stop nothing."""
    to_mend: tuple[str, ...] = ()
    """The fields that are still wrong, once saving was tried."""
    portal_code: str = ""
    origin: str = ""
    """What it means that it came from the portal or on a slip of a power cut."""
    origin_tone: str = "accent"
    day: IntakeDay = IntakeDay()
    """What is said on a day without appointments."""


def procedure_line(procedure: Procedure) -> str:
    """Return "1.004873 · Hộ tịch · 3 ngày làm việc · hiệu lực từ 01/01/2016"."""
    term = labels.term(procedure.term_count, str(procedure.term_unit or ""))
    since = say("IntakeWords", "hiệu lực từ {}").format(f"{procedure.valid_from:%d/%m/%Y}")
    doubt = say("IntakeWords", "cần đối chiếu") if procedure.confidence == "low" else ""
    return " · ".join(part for part in (procedure.code, procedure.service_field, term, since, doubt) if part)


def case_question(procedure: Procedure) -> str:
    """Return the question for the case; empty where it makes no difference. Nobody is stopped by it."""
    if not procedure.cases_differ:
        return ""
    return say("IntakeWords", "Trường hợp nào? Giấy tờ phải nộp khác nhau: chọn bằng số 1–{}.").format(
        len(procedure.cases)
    )


def origin(form: ReceiveDossier, promise: Promise | None, *, is_over: bool) -> tuple[str, str]:
    """Return in words, with a tone, what follows from how the dossier came; nothing for one over the counter.

    Args:
        form: With the portal's code or the number of the slip.
        promise: As it stands now.
        is_over: Whether the promise had passed before the slip was entered.
    """
    if form.portal_code:
        return say("IntakeWords", "Hồ sơ giữ mã này. Lưu là đã tiếp nhận trên Cổng, thời gian 8 giờ dừng."), "accent"
    if not form.emergency_number or form.received_at is None:
        return "", "accent"
    line = say("IntakeWords", "Nhập từ giấy tạm {}, lãnh đạo sẽ xem.").format(form.emergency_number)
    if is_over and promise is not None:
        over = say("IntakeWords", "Ngày hẹn {} đã qua trước khi nhập.").format(labels.due(promise.due_at))
        return f"{line} {over}", "bad"
    if promise is None:
        return line, "warn"
    begun = say("IntakeWords", "Hẹn trả tính từ {}.").format(f"{form.received_at:%H:%M %d/%m/%Y}")
    return f"{line} {begun}", "warn"


def paper_rows(procedure: Procedure | None, form: ReceiveDossier, offered: Sequence[str]) -> tuple[PaperRow, ...]:
    """Return the rows of the list: the procedure's papers, then those that were typed, then those typed before.

    Args:
        procedure: The chosen one; without it only typed papers stand there.
        form: Its ticks.
        offered: Names typed for this procedure before; shown where the catalogue knows no papers.
    """
    rows = []
    if procedure is not None:
        ticked = {paper.catalogue_seq: paper for paper in form.papers if paper.catalogue_seq is not None}
        listed = procedure.papers_for(form.case_code, is_authorised=form.submitter is not None)
        rows = [_listed_row(paper, is_required, ticked.get(paper.seq)) for paper, is_required in listed]
    typed = [paper for paper in form.papers if paper.catalogue_seq is None]
    rows += [_typed_row(paper.name, paper) for paper in typed]
    if procedure is not None and not procedure.papers:
        names = {paper.name for paper in typed}
        rows += [_typed_row(name, None) for name in offered if name not in names]
    return tuple(rows)


def ticked_papers(rows: Sequence[PaperRow], procedure: Procedure | None) -> tuple[TickedPaper, ...]:
    """Return the papers that are ticked in the list."""
    shown = {paper.seq for paper in procedure.papers if paper.handling is PaperHandling.PRESENT} if procedure else set()
    found = []
    for row in rows:
        if not row.ticked:
            continue
        seq = int(row.key.removeprefix(_LISTED)) if row.key.startswith(_LISTED) else None
        found.append(
            TickedPaper(
                catalogue_seq=seq,
                name="" if seq is not None else row.name,
                form=FORMS[row.kind],
                quantity=row.quantity,
                is_shown_only=seq in shown,
            )
        )
    return tuple(found)


def typed_row(name: str) -> PaperRow:
    """Return the row of a paper that the clerk has just typed."""
    return _typed_row(name, TickedPaper(name=name))


def papers_state(rows: Sequence[PaperRow]) -> tuple[str, str]:
    """Return in words, with a tone, whether the required papers are there."""
    required = [row for row in rows if row.required]
    there = sum(1 for row in required if row.ticked)
    if not required:
        count = sum(1 for row in rows if row.ticked)
        if not rows:
            return "", "quiet"
        return say("IntakeWords", "{} giấy tờ").format(count), "quiet"
    if there == len(required):
        return say("IntakeWords", "Đủ {}/{} bắt buộc").format(there, len(required)), "ok"
    return say("IntakeWords", "Thiếu {}/{} bắt buộc").format(len(required) - there, len(required)), "warn"


def fee_state(form: ReceiveDossier) -> tuple[str, str]:
    """Return the fee in words with a tone; a fee nobody knows is never 0."""
    match form.fee_state:
        case FeeState.FREE:
            return say("IntakeWords", "Không thu"), "ok"
        case FeeState.WAIVED:
            return say("IntakeWords", "Được miễn"), "ok"
        case FeeState.UNKNOWN:
            return say("IntakeWords", "Chưa rõ"), "quiet"
    if form.fee_dong is None:
        return say("IntakeWords", "Chưa có số tiền"), "warn"
    amount = say("IntakeWords", "{} đ").format(dong(form.fee_dong))
    if form.fee_state is FeeState.NOT_YET:
        return say("IntakeWords", "{}, chưa thu").format(amount), "warn"
    return say("IntakeWords", "{}, đã thu").format(amount), "ok"


def day_cells(promise: Promise, received_at: datetime) -> tuple[DayCell, ...]:
    """Return the strip of days from receiving to the promised one."""
    cells: dict[object, DayCell] = {}
    for step in promise.steps:
        if step.kind is StepKind.REMARK:
            continue
        cells[step.day] = DayCell(day=step.day, kind=_cell_kind(step), word=_cell_word(step))
    first, last = received_at.date(), promise.due_at.date()
    if first in cells and first != last:
        kind = cells[first].kind
        is_off = kind in (dates.WEEKEND, dates.HOLIDAY, dates.SWAPPED)
        cells[first] = DayCell(day=first, kind=kind if is_off else dates.RECEIVED, word=say("IntakeWords", "nhận"))
    if last in cells:
        cells[last] = DayCell(day=last, kind=dates.DUE, word=say("IntakeWords", "trả"))
    return tuple(cells.values())


def day_lines(promise: Promise, received_at: datetime) -> tuple[DayLine, ...]:
    """Return the lines of "Vì sao ngày này?": each day counted or left out, and why."""
    lines = []
    for step in promise.steps:
        mark = f"{weekday_marks()[step.day.weekday()]} {step.day:%d/%m}"
        is_due = step.day == promise.due_at.date() and step.kind is StepKind.COUNTED
        kind = dates.DUE if is_due else _cell_kind(step)
        amount = labels.minutes(step.minutes) if step.minutes else ""
        is_remark = step.kind is StepKind.REMARK
        act = _act(step, received_at)
        lines.append(
            DayLine(day="" if is_remark else mark, kind=kind, act=act, span=step_words(step.text), amount=amount)
        )
    return tuple(lines)


def day_sum(promise: Promise) -> str:
    """Return what the lines add up to: "24 giờ = 3 ngày làm việc"."""
    if promise.term is None:
        return ""
    term = labels.term(promise.term.count, str(promise.term.unit))
    minutes = sum(step.minutes for step in promise.steps)
    if not minutes or promise.term.unit is TermUnit.WORKING_HOURS:
        return term
    return f"{labels.minutes(minutes)} = {term}"


def due_sentence(needed: str, year: int) -> str:
    """Return why there is no promised moment, and what to do."""
    if needed == "no_calendar":
        return say(
            "IntakeWords", "Năm {} chưa có lịch nghỉ nên chưa tính được ngày hẹn. Nhập thời điểm hẹn và lý do."
        ).format(year)
    return say("IntakeWords", "Thủ tục này chưa có thời hạn. Nhập thời điểm hẹn và lý do.")


def sessions_line(calendar: WorkingCalendar) -> str:
    """Return "mỗi ngày 8 giờ làm việc"."""
    return say("IntakeWords", "mỗi ngày {} làm việc").format(labels.minutes(calendar.minutes_a_day))


def _listed_row(paper: RequiredPaper, is_required: bool, ticked: TickedPaper | None) -> PaperRow:
    usual = PaperForm.COPY if not paper.originals and paper.copies else PaperForm.ORIGINAL
    return PaperRow(
        key=f"{_LISTED}{paper.seq}",
        name=paper.name,
        note=_paper_note(paper, is_required),
        required=is_required,
        ticked=ticked is not None,
        kind=FORMS.index(ticked.form if ticked else usual),
        quantity=ticked.quantity if ticked else 0,
    )


def _typed_row(name: str, ticked: TickedPaper | None) -> PaperRow:
    return PaperRow(
        key=f"{_TYPED}{name}",
        name=name,
        note=say("IntakeWords", "cán bộ ghi"),
        ticked=ticked is not None,
        kind=FORMS.index(ticked.form) if ticked else 0,
        quantity=ticked.quantity if ticked else 0,
    )


def _paper_note(paper: RequiredPaper, is_required: bool) -> str:
    words = [say("IntakeWords", "bắt buộc")] if is_required else []
    words.append(
        say("IntakeWords", "xuất trình") if paper.handling is PaperHandling.PRESENT else say("IntakeWords", "nộp")
    )
    when = {
        PaperNeed.AUTHORISED: say("IntakeWords", "khi nộp thay"),
        PaperNeed.NO_RESIDENCE_DATA: say("IntakeWords", "khi không tra cứu được"),
        PaperNeed.IF_ANY: say("IntakeWords", "nếu có"),
        PaperNeed.CASE: say("IntakeWords", "tùy trường hợp"),
    }.get(paper.when, "")
    if when and not is_required:
        words.append(when)
    return " · ".join(words)


def _cell_kind(step: Step) -> str:
    if step.kind is StepKind.WEEKEND:
        return dates.WEEKEND
    if step.kind in (StepKind.DAY_OFF, StepKind.MOVED_TO_WORKING_DAY):
        return dates.SWAPPED if step.is_in_lieu else dates.HOLIDAY
    return dates.COUNTED if step.kind is StepKind.COUNTED else dates.RECEIVED


def _cell_word(step: Step) -> str:
    if step.kind is StepKind.WEEKEND:
        return say("IntakeWords", "nghỉ")
    if step.kind is StepKind.DAY_OFF:
        return say("IntakeWords", "nghỉ bù") if step.is_in_lieu else say("IntakeWords", "lễ")
    return ""


def _act(step: Step, received_at: datetime) -> str:
    if step.kind is StepKind.COUNTED and step.day == received_at.date():
        return say("IntakeWords", "Nhận {}").format(f"{received_at:%H:%M}")
    words = {
        StepKind.COUNTED: say("IntakeWords", "Ngày làm việc"),
        StepKind.NOT_COUNTED_FIRST_DAY: say("IntakeWords", "Ngày nhận"),
        StepKind.OUTSIDE_SESSIONS: say("IntakeWords", "Ngoài giờ"),
        StepKind.AFTER_CUT_OFF: say("IntakeWords", "Sau giờ chốt"),
        StepKind.REMARK: say("IntakeWords", "Ghi chú"),
    }
    return words.get(step.kind, say("IntakeWords", "Không tính"))
