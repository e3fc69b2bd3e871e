"""States, kinds and moments in the words of the screen: one place, so that one thing has one name everywhere."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QLocale

from cchc_desktop import sentences
from cchc_desktop.domain.attachment import AttachmentRole
from cchc_desktop.domain.dossier import Channel, Dossier, DossierState, FeeState, PaperForm, ReturnWay
from cchc_desktop.domain.printing import JobState, PaperSize
from cchc_desktop.domain.steps import StepKind
from cchc_desktop.domain.term import TermUnit
from cchc_desktop.text import dong
from ui.error_texts import said
from ui.widgets.dates import weekday_names, weekdays_in_a_sentence

say = QCoreApplication.translate


_STATE_TONES = {
    DossierState.PROCESSING: "accent",
    DossierState.SUPPLEMENT_WAITING: "warn",
    DossierState.PAUSED: "warn",
    DossierState.RESULT_READY: "ok",
}


def state(value: str) -> tuple[str, str]:
    """Return a dossier's state in words and its tone; a state of a newer program keeps its own name."""
    if value not in set(DossierState):
        return value, "quiet"
    known = DossierState(value)
    return said(sentences.BY_STATE[known]), _STATE_TONES.get(known, "quiet")


def step(kind: str) -> str:
    """Return what a step is called; one of a newer program keeps its own name."""
    return said(sentences.BY_STEP[StepKind(kind)]) if kind in set(StepKind) else kind


def choice(value: str) -> str:
    """Return what stands for a stored choice: a receiver, a way, a cause, an outcome."""
    return said(sentences.BY_CHOICE.get(value, value))


def paper(kind: str) -> str:
    """Return what a kind of paper is called."""
    return said(sentences.BY_PAPER.get(kind, kind))


def attachment_role(role: str) -> str:
    """Return what a file is to its dossier."""
    words = {
        AttachmentRole.PAPER: say("Labels", "Giấy tờ nộp"),
        AttachmentRole.SIGNED_DOCUMENT: say("Labels", "Văn bản đã ký"),
        AttachmentRole.RESULT: say("Labels", "Kết quả"),
        AttachmentRole.OTHER: say("Labels", "Tệp khác"),
    }
    return words[AttachmentRole(role)] if role in set(AttachmentRole) else role


def file_size(size: int) -> str:
    """Return a file's size as "412 KB" or "3,2 MB"."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / (1024 * 1024):.1f} MB".replace(".", QLocale().decimalPoint())


def stored_size(size: int, shrunk_from: int) -> str:
    """Return the size of a stored file; of a picture that was made smaller also from what."""
    if not shrunk_from:
        return file_size(size)
    return say("Labels", "{}, thu nhỏ từ {}").format(file_size(size), file_size(shrunk_from))


def overdue() -> tuple[str, str]:
    """Return what an open dossier is called whose promise has passed, and its tone."""
    return say("Labels", "Quá hạn"), "bad"


def entry_kind(kind: str) -> str:
    """Return what an entry says happened; a kind of a newer program keeps its own name."""
    return said(sentences.BY_ENTRY.get(kind, kind))


def paper_form(form: PaperForm, *, is_shown_only: bool = False) -> str:
    """Return in which form a paper was handed in."""
    return said(sentences.SHOWN_ONLY if is_shown_only else sentences.BY_PAPER_FORM[form])


def channel(value: Channel) -> str:
    """Return how a dossier came."""
    words = {
        Channel.COUNTER: say("Labels", "Tại quầy"),
        Channel.POST: say("Labels", "Bưu chính"),
        Channel.ONLINE: say("Labels", "Trực tuyến"),
    }
    return words[value]


def return_way(value: ReturnWay) -> str:
    """Return where the result is wanted."""
    words = {
        ReturnWay.DESK: say("Labels", "Tại quầy"),
        ReturnWay.POST: say("Labels", "Bưu chính"),
        ReturnWay.ONLINE: say("Labels", "Trực tuyến"),
    }
    return words[value]


def fee(dossier: Dossier, reason: str = "") -> str:
    """Return the fee and whether it was taken; a fee nobody knows is never shown as 0."""
    if dossier.fee_state is FeeState.FREE:
        return say("Labels", "Không thu")
    if dossier.fee_state is FeeState.WAIVED:
        return fee_taken(FeeState.WAIVED, None, reason)
    if dossier.fee_dong is None or dossier.fee_state is FeeState.UNKNOWN:
        return say("Labels", "Chưa rõ")
    if dossier.fee_state is FeeState.NOT_YET:
        return say("Labels", "{} đ, chưa thu").format(dong(dossier.fee_dong))
    return fee_taken(dossier.fee_state, dossier.fee_dong)


def fee_taken(value: FeeState, amount: int | None, reason: str = "") -> str:
    """Return how a fee was settled: in cash, by transfer, or waived and why."""
    if value is FeeState.WAIVED:
        return say("Labels", "Được miễn: {}").format(reason or "…")
    words = say("Labels", "{} đ, đã thu tiền mặt")
    if value is FeeState.TRANSFER:
        words = say("Labels", "{} đ, đã thu chuyển khoản")
    if value is FeeState.ONLINE:
        words = say("Labels", "{} đ, đã nộp trên Cổng")
    return words.format(dong(amount) if amount is not None else "…")


def term(count: int | None, unit: str) -> str:
    """Return a statutory term in words."""
    if count is None or not unit:
        return say("Labels", "chưa có thời hạn")
    match TermUnit(unit):
        case TermUnit.WORKING_DAYS:
            return say("Labels", "{} ngày làm việc").format(count)
        case TermUnit.WORKING_HOURS:
            return say("Labels", "{} giờ làm việc").format(count)
        case TermUnit.CALENDAR_DAYS:
            return say("Labels", "{} ngày").format(count)
        case TermUnit.SAME_DAY:
            return say("Labels", "trong ngày")


def job_state(value: JobState) -> str:
    """Return what is known of a piece of paper."""
    words = {
        JobState.WANTED: say("Labels", "chưa gửi đến máy in"),
        JobState.HANDED: say("Labels", "máy in chưa báo xong"),
        JobState.OUT: say("Labels", "đã ra"),
        JobState.FAILED: say("Labels", "in không được"),
        JobState.UNKNOWN: say("Labels", "chưa rõ đã ra chưa"),
    }
    return words[value]


def paper_size(value: str) -> str:
    """Return a paper size of the slip."""
    words = {
        PaperSize.A5: say("Labels", "A5"),
        PaperSize.A4: say("Labels", "A4"),
        PaperSize.A5_TWO_UP: say("Labels", "2 liên A5 trên một tờ A4"),
    }
    return words[PaperSize(value)]


def short_code(code: str) -> str:
    """Return a dossier code without its head: "…240424-2017"."""
    parts = code.rsplit("-", 2)
    return f"…{parts[-2]}-{parts[-1]}" if len(parts) == 3 else f"…{code[-11:]}" if len(code) > 12 else code


def day(moment: date) -> str:
    """Return "Thứ Năm 02/05"."""
    return f"{weekday_names()[moment.weekday()]} {moment:%d/%m}"


def day_inside(moment: date) -> str:
    """Return the same inside a sentence: "thứ Năm 02/05"."""
    return f"{weekdays_in_a_sentence()[moment.weekday()]} {moment:%d/%m}"


def near_day(moment: date, today: date) -> str:
    """Return "Ngày mai, thứ Năm 25/04", or only the day where it is further off."""
    if moment - today == timedelta(days=1):
        return say("Labels", "Ngày mai, {}").format(day_inside(moment))
    return day(moment)


def due(moment: datetime) -> str:
    """Return "15:20 thứ Năm 02/05/2024"."""
    return f"{moment:%H:%M} {weekdays_in_a_sentence()[moment.weekday()]} {moment:%d/%m/%Y}"


def minutes(count: int) -> str:
    """Return working minutes as "20 giờ 05 phút"."""
    hours, rest = divmod(count, 60)
    if not hours:
        return say("Labels", "{} phút").format(rest)
    if not rest:
        return say("Labels", "{} giờ").format(dong(hours))
    return say("Labels", "{} giờ {} phút").format(dong(hours), f"{rest:02}")


def days_and_hours(count: int) -> str:
    """Return working minutes as "221 ngày 2 giờ" from a day of eight hours on, and as minutes below it."""
    days, rest = divmod(count, 8 * 60)
    if not days:
        return minutes(count)
    hours = rest // 60
    if not hours:
        return say("Labels", "{} ngày").format(dong(days))
    return say("Labels", "{} ngày {} giờ").format(dong(days), hours)


def time_left(working_minutes: int | None) -> tuple[str, str]:
    """Return how long a promise is still off, or how late it is, in words, with the tone."""
    if working_minutes is None:
        return "", "quiet"
    if working_minutes < 0:
        return say("Labels", "trễ {} làm việc").format(days_and_hours(-working_minutes)), "bad"
    tone = "warn" if working_minutes <= 8 * 60 else "accent"
    return say("Labels", "còn {} làm việc").format(minutes(working_minutes)), tone


def number(count: int) -> str:
    """Return a count with dots: 1.234."""
    return dong(count)
