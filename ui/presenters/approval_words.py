"""A draft in the words of who signs it: what it is, what was checked, what should be looked at twice."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QCoreApplication

from cchc_desktop.domain.people import Official
from cchc_desktop.domain.problems import Problem
from cchc_desktop.domain.steps import STEPS, FieldKind, StepField, StepKind, SupplementItem, TakeStep
from cchc_desktop.text import dong
from ui import error_texts, labels

say = QCoreApplication.translate

OK, WARN, BAD = "ok", "warn", "bad"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that the draft says."""

    label: str
    words: str
    is_strong: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One rule that was checked: ok, warn (may be signed, look twice) or bad (cannot be signed)."""

    tone: str
    words: str
    line: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What facts and checks are made of."""

    command: TakeStep
    body: Mapping[str, Any]
    """The entry as it would be; empty where the rules say no."""
    problems: tuple[Problem, ...]
    due_at: datetime
    now: datetime
    officials: Mapping[str, Official]
    drafter: str
    approver: Official | None
    delegation: str = ""
    """The decision by which a deputy signs."""


def facts(reading: Reading) -> tuple[Fact, ...]:
    """Return what a draft says, in the order of its form."""
    command = reading.command
    due = say("ApprovalWords", "Hẹn trả")
    found = [Fact(label=due, words=labels.due(reading.due_at), is_strong=True)]
    for field in STEPS[command.kind].fields:
        value = command.values.get(field.name)
        if value not in (None, "", (), []):
            words = _value(field, value, reading)
            is_strong = field.kind is FieldKind.MOMENT
            found.append(Fact(label=error_texts.field(field.name), words=words, is_strong=is_strong))
    return tuple(found)


def checks(reading: Reading) -> tuple[Check, ...]:
    """Return the rules that were checked, those that say no first."""
    bad = [_fault(problem) for problem in reading.problems if not problem.is_warning]
    warned = [_fault(problem) for problem in reading.problems if problem.is_warning]
    told = _CHECKS.get(reading.command.kind)
    own = list(told(reading)) if told is not None and not bad else []
    own += _who(reading)
    order = (BAD, WARN, OK)
    return (*bad, *sorted((*warned, *own), key=lambda check: order.index(check.tone)))


def _fault(problem: Problem) -> Check:
    return Check(tone=WARN if problem.is_warning else BAD, words=error_texts.fault(problem))


def _value(field: StepField, value: Any, reading: Reading) -> str:
    match field.kind:
        case FieldKind.MOMENT:
            return labels.due(value)
        case FieldKind.DAY:
            return f"{value:%d/%m/%Y}"
        case FieldKind.COUNT:
            return f"{dong(value)} đ" if field.name == "fee_dong" else str(value)
        case FieldKind.FLAG:
            return say("ApprovalWords", "có")
        case FieldKind.CHOICE:
            return labels.choice(str(value))
        case FieldKind.CHOICES:
            if field.name == "received":
                return str(len(value))
            reasons = {reason["code"]: reason for reason in reading.body.get("reasons", ())}
            return "\n".join(_refusal_reason(code, reasons) for code in value)
        case FieldKind.ITEMS:
            return "\n".join(_item(item) for item in value)
        case FieldKind.ATTACHMENT:
            return say("ApprovalWords", "đã đính kèm trong hồ sơ")
        case _ if field.name == "signer":
            found = reading.officials.get(str(value))
            return found.name if found is not None else str(value)
        case _:
            return str(value)


def _refusal_reason(code: str, reasons: Mapping[str, Mapping[str, str]]) -> str:
    found = reasons.get(code)
    return f"{found['text'].rstrip('.')} ({found['basis']})" if found is not None else code


def _item(item: SupplementItem) -> str:
    counts = (
        (item.originals, say("ApprovalWords", "{} bản chính")),
        (item.certified, say("ApprovalWords", "{} bản chứng thực")),
        (item.copies, say("ApprovalWords", "{} bản sao")),
    )
    said = ", ".join(words.format(count) for count, words in counts if count)
    return f"{item.name} ({said})" if said else item.name


def _who(reading: Reading) -> Iterator[Check]:
    """Say that nobody signs the own draft, or that a unit's only official does."""
    name = reading.officials[reading.drafter].name if reading.drafter in reading.officials else ""
    if reading.approver is None:
        return
    if reading.approver.id == reading.drafter:
        words = say("ApprovalWords", "Tự duyệt: đơn vị chỉ có một cán bộ")
        yield Check(tone=WARN, words=words, line=say("ApprovalWords", "Việc này được liệt kê để thành phố xem."))
    else:
        yield Check(tone=OK, words=say("ApprovalWords", "Người trình khác người duyệt"), line=name)
    if reading.delegation:
        yield Check(tone=OK, words=say("ApprovalWords", "Duyệt thay theo ủy quyền"), line=reading.delegation)


def _request(reading: Reading) -> Iterator[Check]:
    body = reading.body
    if body["times"] > 1:
        words = say("ApprovalWords", "Yêu cầu bổ sung lần {}").format(body["times"])
        basis = reading.command.text("legal_basis") or say("ApprovalWords", "chưa ghi căn cứ")
        yield Check(tone=WARN, words=words, line=say("ApprovalWords", "Căn cứ: {}").format(basis))
    else:
        words = say("ApprovalWords", "Lần yêu cầu bổ sung đầu tiên")
        yield Check(tone=OK, words=words, line=say("ApprovalWords", "Bổ sung chỉ được yêu cầu một lần"))
    if body["is_late_notice"]:
        words = say("ApprovalWords", "Yêu cầu muộn hơn thời gian cho phép")
        yield Check(tone=WARN, words=words, line=say("ApprovalWords", "Hồ sơ được đánh dấu; xin lỗi người dân."))
    else:
        yield Check(tone=OK, words=say("ApprovalWords", "Còn trong thời gian được yêu cầu bổ sung"))
    if body["was_overdue"]:
        words = say("ApprovalWords", "Hồ sơ đã quá hạn trước khi yêu cầu")
        yield Check(tone=WARN, words=words, line=say("ApprovalWords", "Bổ sung xong vẫn tính là quá hạn."))
    if body["closes_on"]:
        line = say("ApprovalWords", "Chờ đến hết ngày {}").format(_day(body["closes_on"]))
        yield Check(tone=OK, words=say("ApprovalWords", "Có ngày cuối chờ bổ sung"), line=line)


def _apology(reading: Reading) -> Iterator[Check]:
    body = reading.body
    words = say("ApprovalWords", "Lần xin lỗi đầu tiên")
    yield Check(tone=OK, words=words, line=say("ApprovalWords", "Mỗi hồ sơ chỉ một lần"))
    due, today = f"{reading.due_at:%d/%m}", f"{reading.now:%d/%m}"
    line = say("ApprovalWords", "Hạn {}, hôm nay là {}").format(due, today)
    if body["is_sent_late"]:
        yield Check(tone=WARN, words=say("ApprovalWords", "Gửi muộn: phải gửi trước hạn ít nhất 1 ngày"), line=line)
    else:
        yield Check(tone=OK, words=say("ApprovalWords", "Gửi đúng thời gian"), line=line)
    if body["latest_at"]:
        latest = labels.due(datetime.fromisoformat(body["latest_at"]))
        words = say("ApprovalWords", "Hẹn lại không quá một phần ba thời hạn")
        yield Check(tone=OK, words=words, line=say("ApprovalWords", "Muộn nhất {}").format(latest))
    else:
        yield Check(tone=WARN, words=say("ApprovalWords", "Không tính được mức hẹn lại dài nhất"))


def _pause(reading: Reading) -> Iterator[Check]:
    body, document = reading.body, reading.command.text("document")
    if body["document_on"]:
        document = say("ApprovalWords", "{} ngày {}").format(document, _day(body["document_on"]))
    yield Check(tone=OK, words=say("ApprovalWords", "Có văn bản đã ký, đính kèm trong hồ sơ"), line=document)
    yield Check(tone=OK, words=say("ApprovalWords", "Hồ sơ chưa quá hạn"))
    if body["minutes_left"] is not None:
        left = say("ApprovalWords", "Còn {} làm việc, giữ nguyên").format(labels.minutes(max(0, body["minutes_left"])))
        yield Check(tone=OK, words=say("ApprovalWords", "Thời gian còn lại được giữ"), line=left)


def _refusal(reading: Reading) -> Iterator[Check]:
    if reading.body["reasons"]:
        yield Check(tone=OK, words=say("ApprovalWords", "Lý do có trong danh mục, có căn cứ"))
    else:
        yield Check(tone=WARN, words=say("ApprovalWords", "Lý do tự ghi, không có trong danh mục"))
    yield from _outcome(reading)


def _outcome(reading: Reading) -> Iterator[Check]:
    outcome = str(reading.body.get("outcome", ""))
    if outcome:
        tone = WARN if outcome == "overdue" else OK
        yield Check(tone=tone, words=say("ApprovalWords", "Kết thúc: {}").format(labels.choice(outcome)))


def _correction(reading: Reading) -> Iterator[Check]:
    body = reading.body
    names = ", ".join(error_texts.field(name) for name in body["changed"])
    words = say("ApprovalWords", "Bản đính chính số {}").format(body["version"])
    yield Check(tone=OK, words=words, line=names)
    if body["replaces"]:
        words = say("ApprovalWords", "Giấy hẹn mới thay giấy đã đưa")
        yield Check(tone=WARN, words=words, line=say("ApprovalWords", "Ký xong, giấy mới tự in; thu lại giấy cũ."))


def _undo(reading: Reading) -> Iterator[Check]:
    words = say("ApprovalWords", "Bước bị hoàn tác: {}").format(labels.entry_kind(str(reading.body["undone"])))
    yield Check(tone=WARN, words=words, line=say("ApprovalWords", "Cả hai việc đều còn trong sổ."))


def _void(reading: Reading) -> Iterator[Check]:
    del reading
    words = say("ApprovalWords", "Hồ sơ ra khỏi mọi số liệu")
    yield Check(tone=WARN, words=words, line=say("ApprovalWords", "Chỉ dùng khi nhập nhầm; số hồ sơ không dùng lại."))


def _day(text: str) -> str:
    return f"{date.fromisoformat(text):%d/%m/%Y}"


_CHECKS: Mapping[StepKind, Callable[[Reading], Iterator[Check]]] = {
    StepKind.SUPPLEMENT_REQUEST: _request,
    StepKind.APOLOGY: _apology,
    StepKind.PAUSE: _pause,
    StepKind.REFUSAL: _refusal,
    StepKind.STOP: _outcome,
    StepKind.CORRECTION: _correction,
    StepKind.UNDO: _undo,
    StepKind.VOID: _void,
}
