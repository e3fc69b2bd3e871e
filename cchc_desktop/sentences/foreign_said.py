"""Other desks in words: whose dossier it is, until which day it is known, and what cannot both stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from cchc_desktop.domain.ordering import ConflictReason
from cchc_desktop.store.foreign_packages import ConflictLine

Translate = Callable[[str], str]

BY_CONFLICT: Mapping[ConflictReason, str] = {
    ConflictReason.TWO_RETURNS: "Trả kết quả hai lần",
    ConflictReason.TWO_RESULTS: "Ghi có kết quả hai lần",
    ConflictReason.TWO_SUPPLEMENTS: "Yêu cầu bổ sung hai lần",
    ConflictReason.TWO_SUPPLEMENTS_RECEIVED: "Nhận giấy tờ bổ sung hai lần",
    ConflictReason.TWO_PAUSES: "Dừng tính thời hạn hai lần",
    ConflictReason.TWO_RESUMES: "Tính tiếp thời hạn hai lần",
    ConflictReason.TWO_STOPS: "Vừa yêu cầu bổ sung vừa dừng tính thời hạn",
    ConflictReason.TWO_APOLOGIES: "Xin lỗi và hẹn lại hai lần",
    ConflictReason.TWO_CORRECTIONS: "Đính chính hai lần",
    ConflictReason.TWO_REISSUES: "Cấp lại kết quả hai lần",
    ConflictReason.TWO_ENDINGS: "Kết thúc hồ sơ hai lần",
    ConflictReason.TWO_TAKEOVERS: "Hai nơi cùng tiếp quản",
    ConflictReason.TWO_FEES: "Ghi lệ phí hai lần",
    ConflictReason.RETURN_AND_ENDING: "Vừa trả kết quả vừa kết thúc hồ sơ",
    ConflictReason.RESULT_AND_ENDING: "Vừa có kết quả vừa kết thúc hồ sơ",
    ConflictReason.STEP_AND_ENDING: "Còn làm tiếp khi nơi kia đã kết thúc hồ sơ",
    ConflictReason.RESULT_AND_STOP: "Đã có kết quả khi nơi kia còn dừng tính thời hạn",
    ConflictReason.STEP_AND_UNDO: "Làm tiếp trên việc mà nơi kia đã hoàn tác",
}
"""What cannot both stand, by the name of the exception."""

TAKEN_CARD: Mapping[str, str] = {
    "city": "thẻ của thành phố",
    "ward": "khóa của phường",
    "desk": "thẻ của bàn khác",
    "old_ward": "khóa của phường, xã đã nhập vào đây",
}
"""Which card or keys were taken, by the answer of `Enrolment.take_card`."""

CONFLICT = (
    "{name}: {other_place} lúc {other_time}, {place} lúc {time} chưa biết việc ấy (mục #{other_number}, #{number})."
)
"""Which entry is the exception, and why: its desk did not know of the other."""
WHAT_NOW = "Việc ghi trước có hiệu lực, việc ghi sau là ngoại lệ và được giữ lại. Hỏi hai bàn rồi ghi cách xử lý."
DESK, DESK_OF = "bàn {desk}", "bàn {desk} của {ward}"
ELSEWHERE = "Hồ sơ của {place}, xem theo gói đến ngày {until}."
HANDED_OVER = "Hồ sơ đã chuyển sang {ward} tiếp quản; mã và hẹn trả giữ nguyên."
TAKEN_OVER_BESIDE = "Hồ sơ của {ward} do bàn khác của phường tiếp quản; mã và hẹn trả giữ nguyên."
TAKEN_OVER = "Hồ sơ tiếp quản từ {ward}; mã và hẹn trả giữ nguyên."


def conflict(line: ConflictLine, own_ward: str, translate: Translate = str) -> str:
    """Return what an exception is, and why."""
    return translate(CONFLICT).format(
        name=translate(BY_CONFLICT[ConflictReason(line.reason)]),
        place=place(line.journal, own_ward, translate),
        number=line.number,
        other_place=place(line.other_journal, own_ward, translate),
        other_number=line.other_number,
        time=f"{line.happened_at:%H:%M %d/%m}",
        other_time=f"{line.other_happened_at:%H:%M %d/%m}",
    )


def of_dossier(
    *, first: str, held_by: str, is_elsewhere: bool, until: date | None, own_desk: str, translate: Translate = str
) -> list[str]:
    """Return what is said of a dossier that other desks have to do with; nothing where this desk received it.

    Args:
        first: The journal that received it.
        held_by: Agency code of the ward that took it over; empty: nobody did.
        is_elsewhere: Whether it is another desk's now.
        until: The day of the last package of the desk that received it.
        own_desk: "ward/desk" of this desk.
        translate: Says a sentence in another language.
    """
    own_ward = own_desk.partition("/")[0]
    where = place(first, own_ward, translate)
    lines = [] if until is None else [translate(ELSEWHERE).format(place=where, until=day(until))]
    if held_by and is_elsewhere and held_by == own_ward:
        lines.append(translate(TAKEN_OVER_BESIDE).format(ward=first.partition("/")[0]))
    elif held_by and is_elsewhere:
        lines.append(translate(HANDED_OVER).format(ward=held_by))
    elif held_by:
        lines = [translate(TAKEN_OVER).format(ward=first.partition("/")[0])]
    return lines


def place(journal: str, own_ward: str, translate: Translate = str) -> str:
    """Return "bàn 2" of a journal or of a "ward/desk"; of another ward with its agency code."""
    ward, desk = journal.split("/")[:2]
    return translate(DESK).format(desk=desk) if ward == own_ward else translate(DESK_OF).format(desk=desk, ward=ward)


def whose(other_desk: int) -> str:
    """Return what stands behind a dossier in a list of hits; nothing behind this desk's own."""
    return f"  (bàn {other_desk})" if other_desk else ""


def day(until: date | None) -> str:
    """Return a day as a sentence says it."""
    return f"{until:%d/%m/%Y}" if until else "…"
