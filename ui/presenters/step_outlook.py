"""What a step would do if it were recorded now, in words: the clock, the new promise, how it counts, what it writes."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from cchc_desktop.domain.dossier import Dossier
from cchc_desktop.domain.steps import StepKind
from ui import error_texts, labels

if TYPE_CHECKING:
    from cchc_desktop.services.step_desk import StepPreview

say = QCoreApplication.translate


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One line of what will happen."""

    words: str
    tone: str = "ink2"
    icon: str = "arrow"


def happenings(kind: StepKind, dossier: Dossier, preview: StepPreview) -> tuple[Happening, ...]:
    """Return what the step would do; nothing while something is missing."""
    if preview.after is None:
        return ()
    tell = _TELLING.get(kind, _nothing)
    lines = [*tell(preview.body, dossier)]
    if preview.after.state != dossier.state:
        words, tone = labels.state(preview.after.state)
        became = say("StepOutlook", "Trạng thái: {}").format(words)
        lines.append(Happening(words=became, tone=tone if tone != "quiet" else "ink2"))
    lines.extend(_outcome(preview.body))
    return tuple(lines)


def papers_said(kinds: tuple[str, ...]) -> Happening | None:
    """Return which papers come out."""
    if not kinds:
        return None
    names = ", ".join(_small(labels.paper(kind)) for kind in kinds)
    return Happening(words=say("StepOutlook", "In: {}").format(names), icon="printer")


def _outcome(body: Mapping[str, Any]) -> Iterator[Happening]:
    outcome = str(body.get("outcome", ""))
    if outcome in _OUTCOME_TONES:
        counted = say("StepOutlook", "Tính là: {}").format(labels.choice(outcome))
        yield Happening(
            words=counted, tone=_OUTCOME_TONES[outcome], icon="check" if outcome != "overdue" else "warning"
        )


_OUTCOME_TONES = {"early": "ok", "on_time": "ok", "overdue": "bad"}


def _nothing(body: Mapping[str, Any], dossier: Dossier) -> Iterator[Happening]:
    del body, dossier
    yield from ()


def _appointment(body: Mapping[str, Any], dossier: Dossier) -> Iterator[Happening]:
    moment = str(body["new_due_at"]) or dossier.due_at.isoformat()
    yield _clock(say("StepOutlook", "Hẹn trả mới: {}").format(labels.due(datetime.fromisoformat(moment))))
    yield _clock(labels.choice(body["ground"]))
    if body["latest_at"]:
        latest = labels.due(datetime.fromisoformat(body["latest_at"]))
        yield _clock(say("StepOutlook", "Muộn nhất khi không có văn bản thỏa thuận: {}").format(latest))


def _request(body: Mapping[str, Any], dossier: Dossier) -> Iterator[Happening]:
    del dossier
    yield Happening(words=say("StepOutlook", "Phiếu số {}, lần {}").format(body["number"], body["times"]), icon="file")
    left = body["minutes_left"]
    if body["clock"] == "restart" or left is None:
        yield _clock(say("StepOutlook", "Đồng hồ dừng. Hạn sẽ tính lại từ đầu khi nhận đủ giấy tờ"))
    else:
        words = say("StepOutlook", "Đồng hồ dừng. Khi nhận đủ giấy tờ, tính tiếp {} làm việc còn lại")
        yield _clock(words.format(labels.minutes(max(0, left))))
    if body["closes_on"]:
        yield _clock(say("StepOutlook", "Chờ bổ sung đến hết ngày {}").format(_day(body["closes_on"])))
    if body["was_overdue"]:
        yield _bad(say("StepOutlook", "Hồ sơ đã quá hạn: vẫn tính là quá hạn"))
    if body["is_late_notice"]:
        yield _warn(say("StepOutlook", "Yêu cầu muộn hơn thời gian cho phép"))


def _due_again(body: Mapping[str, Any], dossier: Dossier) -> Iterator[Happening]:
    del dossier
    moment = labels.due(datetime.fromisoformat(body.get("new_due_at") or body["due_at"]))
    yield Happening(words=say("StepOutlook", "Hẹn trả mới: {}").format(moment), tone="accent", icon="calendar")


def _pause(body: Mapping[str, Any], dossier: Dossier) -> Iterator[Happening]:
    del dossier
    yield Happening(words=say("StepOutlook", "Thông báo số {}").format(body["number"]), icon="file")
    if body["minutes_left"] is not None:
        left = labels.minutes(max(0, body["minutes_left"]))
        yield _clock(say("StepOutlook", "Đồng hồ dừng, còn {} làm việc, giữ nguyên đến khi tính tiếp").format(left))
    yield from _signer(body)


def _apology(body: Mapping[str, Any], dossier: Dossier) -> Iterator[Happening]:
    yield Happening(words=say("StepOutlook", "Phiếu số {}").format(body["number"]), icon="file")
    new, first = datetime.fromisoformat(body["new_due_at"]), labels.due(dossier.due_at)
    yield Happening(words=say("StepOutlook", "Hẹn lại: {}").format(labels.due(new)), tone="accent", icon="calendar")
    yield _clock(say("StepOutlook", "Đúng hạn hay quá hạn vẫn tính theo {}").format(first))
    if body["is_sent_late"]:
        yield _warn(say("StepOutlook", "Phiếu gửi muộn hơn quy định"))
    yield from _signer(body)


def _refusal(body: Mapping[str, Any], dossier: Dossier) -> Iterator[Happening]:
    del dossier
    for reason in body["reasons"]:
        yield Happening(words=say("StepOutlook", "Căn cứ: {}").format(reason["basis"]), icon="file")


def _stop(body: Mapping[str, Any], dossier: Dossier) -> Iterator[Happening]:
    del dossier
    if body["number"]:
        yield Happening(words=say("StepOutlook", "Thông báo số {}").format(body["number"]), icon="file")
    yield from _signer(body)


def _void(body: Mapping[str, Any], dossier: Dossier) -> Iterator[Happening]:
    del body
    yield _warn(say("StepOutlook", "Mã {} không dùng lại").format(labels.short_code(dossier.code)))


def _handover(body: Mapping[str, Any], dossier: Dossier) -> Iterator[Happening]:
    del dossier
    yield Happening(words=say("StepOutlook", "Từ {} đến {}").format(body["from_unit"], body["to_unit"]), icon="send")
    if body["section_result"]:
        result = _small(labels.choice(body["section_result"]))
        yield Happening(words=say("StepOutlook", "Bộ phận trước xong: {}").format(result))


def _ready(body: Mapping[str, Any], dossier: Dossier) -> Iterator[Happening]:
    del dossier
    where = body["shelf"] or say("StepOutlook", "quầy")
    yield Happening(words=say("StepOutlook", "{} kết quả để ở: {}").format(body["count"], where), icon="check-circle")


def _return(body: Mapping[str, Any], dossier: Dossier) -> Iterator[Happening]:
    left = dossier.results - dossier.results_returned - body["count"]
    yield Happening(words=say("StepOutlook", "Trao {} kết quả").format(body["count"]), icon="check-circle")
    if body["is_partial"]:
        yield _warn(say("StepOutlook", "Còn {} kết quả chờ trả").format(left))
    if dossier.outcome and not dossier.results_returned:
        yield from _outcome({"outcome": dossier.outcome})


def _correction(body: Mapping[str, Any], dossier: Dossier) -> Iterator[Happening]:
    del dossier
    yield Happening(words=say("StepOutlook", "Bản đính chính số {}").format(body["version"]), icon="file")
    names = ", ".join(error_texts.field(name) for name in body["changed"])
    yield Happening(words=say("StepOutlook", "Đổi: {}").format(names), icon="pen")
    if body["new"].get("due_at"):
        moment = labels.due(datetime.fromisoformat(body["new"]["due_at"]))
        yield Happening(words=say("StepOutlook", "Hẹn trả mới: {}").format(moment), tone="accent", icon="calendar")
    yield from _replaces(body)


def _undo(body: Mapping[str, Any], dossier: Dossier) -> Iterator[Happening]:
    del dossier
    undone = labels.entry_kind(str(body["undone"]))
    yield _warn(say("StepOutlook", "Hoàn tác: {}").format(undone))
    yield Happening(words=say("StepOutlook", "Hồ sơ trở lại như trước bước này; lịch sử vẫn giữ cả hai"))
    yield from _replaces(body)


def _replaces(body: Mapping[str, Any]) -> Iterator[Happening]:
    replaces = body["replaces"]
    if replaces and replaces["out_at"]:
        at = labels.due(datetime.fromisoformat(replaces["out_at"]))
        yield _warn(say("StepOutlook", "Giấy hẹn mới thay giấy cũ, in lúc {}").format(at))
    elif replaces:
        yield _warn(say("StepOutlook", "Giấy hẹn mới thay giấy cũ"))


def _signer(body: Mapping[str, Any]) -> Iterator[Happening]:
    if body["signer_name"]:
        yield Happening(words=say("StepOutlook", "Người ký: {}").format(body["signer_name"]), icon="pen")


def _clock(words: str) -> Happening:
    return Happening(words=words, icon="clock")


def _warn(words: str) -> Happening:
    return Happening(words=words, tone="warn", icon="warning")


def _bad(words: str) -> Happening:
    return Happening(words=words, tone="bad", icon="warning")


def _day(text: str) -> str:
    return f"{date.fromisoformat(text):%d/%m/%Y}"


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]


_TELLING: Mapping[StepKind, Callable[[Mapping[str, Any], Dossier], Iterator[Happening]]] = {
    StepKind.SUPPLEMENT_REQUEST: _request,
    StepKind.SUPPLEMENT_RECEIVED: _due_again,
    StepKind.PAUSE: _pause,
    StepKind.RESUME: _due_again,
    StepKind.APOLOGY: _apology,
    StepKind.TO_APPOINTMENT: _appointment,
    StepKind.REFUSAL: _refusal,
    StepKind.STOP: _stop,
    StepKind.VOID: _void,
    StepKind.HANDOVER: _handover,
    StepKind.RESULT_READY: _ready,
    StepKind.RESULT_RETURN: _return,
    StepKind.CORRECTION: _correction,
    StepKind.UNDO: _undo,
}
