"""What stands under an act of a dossier's history: reasons, numbers, moments, of every kind of entry."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QCoreApplication

from cchc_desktop.domain.dossier import Dossier, FeeState, supplemented_text
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.services.desk_view import HistoryStep
from ui import error_texts, labels

say = QCoreApplication.translate


def details(step: HistoryStep, dossier: Dossier) -> tuple[str, str]:
    """Return the details of an entry in sentences, and the tone of its dot."""
    if step.kind == EntryKind.DOSSIER_RECEIVED:
        return _received(step, dossier), "accent"
    tell = _TELLING.get(step.kind)
    if tell is None:
        return "", ""
    parts, tone = (*tell(step), _approved(step)), _TONES.get(step.kind, "")
    return " ".join(_sentence(part) for part in parts if part), tone


def _approved(step: HistoryStep) -> str:
    if step.body.get("is_self_approved"):
        return say("HistoryWords", "Tự duyệt")
    return say("HistoryWords", "{} duyệt").format(step.approver) if step.approver else ""


def _sentence(words: str) -> str:
    return words if words[-1] in ".!?…" else f"{words}."


def _received(step: HistoryStep, dossier: Dossier) -> str:
    if step.book_line:
        due = labels.due(datetime.fromisoformat(step.body["due_at"]))
        return say("HistoryWords", "Sổ cũ, dòng {}. Hẹn trả {}.").format(step.book_line, due)
    words = say("HistoryWords", "Sổ theo dõi {}, số {}. Hẹn trả {}.").format(
        dossier.register_volume, dossier.register_number, labels.due(datetime.fromisoformat(step.body["due_at"]))
    )
    reason = step.personal.get("due_reason")
    return f"{words} {say('HistoryWords', 'Lý do ngày hẹn: {}.').format(reason)}" if reason else words


def _fee(step: HistoryStep) -> Iterator[str]:
    body = step.body
    yield labels.fee_taken(FeeState(body["fee_state"]), body["fee_dong"], step.personal.get("fee_reason", ""))


def _paper_out(step: HistoryStep) -> Iterator[str]:
    way = str(step.body.get("way", ""))
    yield {
        "printer": say("HistoryWords", "Máy in báo đã in xong."),
        "opened": say("HistoryWords", "Đã mở thành PDF."),
        "file": say("HistoryWords", "Đã ghi ra tệp PDF."),
    }.get(way, way)
    reprint = int(step.body.get("reprint", 0))
    if reprint:
        yield say("HistoryWords", "Bản in lại lần {}.").format(reprint)


def _reprinted(step: HistoryStep) -> Iterator[str]:
    yield say("HistoryWords", "Lần {}. Lý do: {}").format(
        step.body["times"], step.personal.get("reason", say("HistoryWords", "(đã xóa)"))
    )


def _requested(step: HistoryStep) -> Iterator[str]:
    body = step.body
    yield say("HistoryWords", "Phiếu số {}, lần {}").format(body["number"], body["times"])
    names = [item["name"] or step.personal.get(f"items.{item['seq']}", "…") for item in body["items"]]
    yield say("HistoryWords", "Giấy tờ: {}").format("; ".join(names))
    yield from _reason(step)
    if step.personal.get("legal_basis"):
        yield say("HistoryWords", "Căn cứ: {}").format(step.personal["legal_basis"])
    if body["closes_on"]:
        yield say("HistoryWords", "Chờ bổ sung đến hết ngày {}").format(_day(body["closes_on"]))
    if body["is_late_notice"]:
        yield say("HistoryWords", "Yêu cầu muộn hơn thời gian cho phép")


def _due_again(step: HistoryStep) -> Iterator[str]:
    moved = step.body.get("new_due_at") or step.body["due_at"]
    yield say("HistoryWords", "Hẹn trả {}").format(_moment(moved))
    came = [
        item["name"] or step.personal.get(supplemented_text(item["times"], item["seq"]), "…")
        for item in step.body.get("received", ())
    ]
    if came:
        yield say("HistoryWords", "Giấy tờ: {}").format("; ".join(came))
    if step.body.get("paused_minutes"):
        yield say("HistoryWords", "Đã dừng {} làm việc").format(labels.minutes(step.body["paused_minutes"]))
    if step.personal.get("due_reason"):
        yield say("HistoryWords", "Lý do ngày hẹn: {}").format(step.personal["due_reason"])
    yield from _note(step)


def _paused(step: HistoryStep) -> Iterator[str]:
    body = step.body
    yield say("HistoryWords", "Thông báo số {}").format(body["number"])
    document = step.personal.get("document", "…")
    if body["document_on"]:
        yield say("HistoryWords", "Theo văn bản {} ngày {}").format(document, _day(body["document_on"]))
    else:
        yield say("HistoryWords", "Theo văn bản {}").format(document)
    yield from _reason(step)
    if body["minutes_left"] is not None:
        yield say("HistoryWords", "Còn {} làm việc, giữ nguyên").format(labels.minutes(max(0, body["minutes_left"])))


def _apologised(step: HistoryStep) -> Iterator[str]:
    body = step.body
    yield say("HistoryWords", "Phiếu số {}. Hẹn lại {}").format(body["number"], _moment(body["new_due_at"]))
    yield from _reason(step)
    if body["signer_name"]:
        yield say("HistoryWords", "{} ký").format(body["signer_name"])
    if body["is_sent_late"]:
        yield say("HistoryWords", "Phiếu gửi muộn hơn quy định")


def _appointed(step: HistoryStep) -> Iterator[str]:
    body = step.body
    if body["new_due_at"]:
        yield say("HistoryWords", "Hẹn trả {}").format(_moment(body["new_due_at"]))
    yield labels.choice(body["ground"])
    if step.personal.get("agreement"):
        yield say("HistoryWords", "Thỏa thuận: {}").format(step.personal["agreement"])


def _refused(step: HistoryStep) -> Iterator[str]:
    for reason in step.body["reasons"]:
        yield f"{reason['text'].rstrip('.')} ({reason['basis']})"
    yield from _reason(step)
    if step.personal.get("guidance"):
        yield say("HistoryWords", "Hướng dẫn: {}").format(step.personal["guidance"])
    yield from _ended(step)


def _stopped(step: HistoryStep) -> Iterator[str]:
    if step.body["number"]:
        yield say("HistoryWords", "Thông báo số {}").format(step.body["number"])
    yield say("HistoryWords", "Đề nghị ngày {}").format(_day(step.body["asked_on"]))
    yield from _reason(step)
    if step.personal.get("papers_returned"):
        yield say("HistoryWords", "Trả lại: {}").format(step.personal["papers_returned"])
    yield from _ended(step)


def _ended(step: HistoryStep) -> Iterator[str]:
    if step.body.get("originals"):
        yield say("HistoryWords", "Trả lại {} bản chính").format(step.body["originals"])
    if step.body.get("outcome"):
        yield labels.choice(step.body["outcome"])


def _ended_for_a_reason(step: HistoryStep) -> Iterator[str]:
    yield from _reason(step)
    yield from _note(step)
    yield from _ended(step)


def _handed_over(step: HistoryStep) -> Iterator[str]:
    body = step.body
    yield say("HistoryWords", "Từ {} đến {}").format(body["from_unit"], body["to_unit"])
    if body["taker_name"]:
        yield say("HistoryWords", "Người nhận: {}").format(body["taker_name"])
    if body["section_due_at"]:
        yield say("HistoryWords", "Hạn của bộ phận: {}").format(_moment(body["section_due_at"]))
    if body["section_result"]:
        result = labels.choice(body["section_result"])
        yield say("HistoryWords", "Bộ phận trước xong: {}").format(result[:1].lower() + result[1:])
    yield from _note(step)


def _ready(step: HistoryStep) -> Iterator[str]:
    body = step.body
    if body["shelf"]:
        yield say("HistoryWords", "{} kết quả, để ở {}").format(body["count"], body["shelf"])
    else:
        yield say("HistoryWords", "{} kết quả").format(body["count"])
    if body.get("signed_at"):
        yield say("HistoryWords", "Ký lúc {}").format(_moment(body["signed_at"]))
    yield from _reason(step)
    yield from _ended(step)


def _returned(step: HistoryStep) -> Iterator[str]:
    body, personal = step.body, step.personal
    who = labels.choice(body["receiver"])
    name = personal.get("receiver.name", "")
    yield say("HistoryWords", "{} kết quả cho: {}").format(body["count"], f"{who}, {name}" if name else who)
    if personal.get("authority"):
        yield say("HistoryWords", "Theo giấy ủy quyền: {}").format(personal["authority"])
    way = labels.choice(body["way"])
    yield f"{way}, {body['postal_code']}" if body["postal_code"] else way
    if body["is_partial"]:
        yield say("HistoryWords", "Còn kết quả chưa trả")
    if body["originals"]:
        yield say("HistoryWords", "Trả lại {} bản chính").format(body["originals"])
    if body["is_slip_lost"]:
        yield say("HistoryWords", "Mất giấy hẹn: {}").format(personal.get("lost_note", "…"))
    if body["cause"]:
        yield say("HistoryWords", "Quá hạn vì: {} ({})").format(labels.choice(body["cause"]), body["responsible_unit"])
    if personal.get("cause_note"):
        yield personal["cause_note"]


def _corrected(step: HistoryStep) -> Iterator[str]:
    body = step.body
    fields = ", ".join(error_texts.field(name) for name in body["changed"])
    yield say("HistoryWords", "Bản đính chính số {}: {}").format(body["version"], fields)
    yield from _reason(step)
    if body["new"].get("due_at"):
        yield say("HistoryWords", "Hẹn trả {}").format(_moment(body["new"]["due_at"]))
    replaces = body["replaces"]
    if replaces and replaces["out_at"]:
        yield say("HistoryWords", "Giấy hẹn mới thay bản in lúc {}").format(_moment(replaces["out_at"]))
    elif replaces:
        yield say("HistoryWords", "Giấy hẹn mới thay giấy cũ")


def _undone(step: HistoryStep) -> Iterator[str]:
    yield say("HistoryWords", "Bước: {}").format(labels.entry_kind(step.body["undone"]))
    yield from _reason(step)


def _called(step: HistoryStep) -> Iterator[str]:
    yield labels.choice(step.body["outcome"])
    yield from _note(step)


def _attached(step: HistoryStep) -> Iterator[str]:
    body = step.body
    name = step.personal.get("name", say("HistoryWords", "(đã xóa)"))
    size = labels.stored_size(body["size"], body.get("shrunk_from", 0))
    yield f"{name} ({labels.attachment_role(body['role'])}, {size})"
    if body["is_late"]:
        yield say("HistoryWords", "Đính kèm muộn")


def _drafted(step: HistoryStep) -> Iterator[str]:
    yield labels.step(step.body["step"])


def _sent_back(step: HistoryStep) -> Iterator[str]:
    yield f"{labels.step(step.body['step'])}: {labels.choice(step.body['cause'])}"
    yield from _reason(step)


def _reason(step: HistoryStep) -> Iterator[str]:
    if step.personal.get("reason"):
        yield say("HistoryWords", "Lý do: {}").format(step.personal["reason"])


def _note(step: HistoryStep) -> Iterator[str]:
    if step.personal.get("note"):
        yield say("HistoryWords", "Ghi chú: {}").format(step.personal["note"])


def _moment(text: Any) -> str:
    return labels.due(datetime.fromisoformat(str(text)))


def _day(text: Any) -> str:
    return f"{date.fromisoformat(str(text)):%d/%m/%Y}"


_TELLING: Mapping[str, Callable[[HistoryStep], Iterator[str]]] = {
    EntryKind.FEE_SETTLED: _fee,
    EntryKind.PAPER_OUT: _paper_out,
    EntryKind.REPRINTED: _reprinted,
    EntryKind.SUPPLEMENT_REQUESTED: _requested,
    EntryKind.SUPPLEMENT_RECEIVED: _due_again,
    EntryKind.CLOSED_INCOMPLETE: _ended_for_a_reason,
    EntryKind.REFUSED: _refused,
    EntryKind.CLOCK_PAUSED: _paused,
    EntryKind.CLOCK_RESUMED: _due_again,
    EntryKind.APOLOGISED: _apologised,
    EntryKind.WITHDRAWN: _ended_for_a_reason,
    EntryKind.STOPPED: _stopped,
    EntryKind.VOIDED: _ended_for_a_reason,
    EntryKind.HANDED_OVER: _handed_over,
    EntryKind.RESULT_READY: _ready,
    EntryKind.RESULT_RETURNED: _returned,
    EntryKind.RESULT_REISSUED: _ready,
    EntryKind.CORRECTED: _corrected,
    EntryKind.STEP_UNDONE: _undone,
    EntryKind.CITIZEN_CALLED: _called,
    EntryKind.ATTACHMENT_ADDED: _attached,
    EntryKind.WORK_STARTED: _note,
    EntryKind.APPOINTMENT_GIVEN: _appointed,
    EntryKind.TIME_UNRELIABLE: _reason,
    EntryKind.STEP_DRAFTED: _drafted,
    EntryKind.STEP_SENT_BACK: _sent_back,
}

_TONES: Mapping[str, str] = {
    EntryKind.FEE_SETTLED: "ok",
    EntryKind.PAPER_OUT: "ok",
    EntryKind.REPRINTED: "warn",
    EntryKind.SUPPLEMENT_REQUESTED: "warn",
    EntryKind.SUPPLEMENT_RECEIVED: "accent",
    EntryKind.REFUSED: "bad",
    EntryKind.CLOCK_PAUSED: "warn",
    EntryKind.CLOCK_RESUMED: "accent",
    EntryKind.APOLOGISED: "warn",
    EntryKind.STOPPED: "bad",
    EntryKind.VOIDED: "bad",
    EntryKind.RESULT_READY: "ok",
    EntryKind.RESULT_RETURNED: "ok",
    EntryKind.RESULT_REISSUED: "ok",
    EntryKind.CORRECTED: "warn",
    EntryKind.STEP_UNDONE: "warn",
}
