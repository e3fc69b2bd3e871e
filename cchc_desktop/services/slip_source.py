"""From which entry the slip is composed: the receipt, or the last correction that a citizen's slip has to show."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from cchc_desktop import errors
from cchc_desktop.domain.dossier import Dossier
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.folding import begin, current_texts, fold
from cchc_desktop.store.journal import Written

_REASONS: Mapping[str, str] = {
    EntryKind.SUPPLEMENT_RECEIVED: "đã nhận đủ giấy tờ bổ sung, thời hạn được tính lại",
    EntryKind.CLOCK_RESUMED: "hết thời gian dừng tính, thời hạn được tính tiếp",
    EntryKind.APPOINTMENT_GIVEN: "chưa giải quyết xong trong ngày, hẹn thời điểm trả kết quả",
}
"""Why a slip is replaced by a step that asks for no reason."""
_HOLDS_NO_MORE = "ĐÃ ĐƯỢC THAY THẾ bằng giấy khác. Giấy này không còn giá trị, chỉ in lại để lưu."


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SlipSource:
    """What a slip is composed from."""

    dossier: Dossier
    """The dossier as it stood with that entry."""
    personal: dict[str, str]
    entry: Written
    replaces: str
    """Which slip it replaces, when and why, or that it was replaced itself; empty on the first while it holds."""
    is_replaced: bool
    """Whether another slip was made out after it."""
    entries: tuple[Written, ...]
    """From the source on: the papers that came out after it are its prints."""


def slip_source(dossier: Dossier, entries: Sequence[Written], *, entry: int = 0) -> SlipSource:
    """Return the source of the slip that holds now, or of one that was replaced.

    Args:
        dossier: The dossier as it stands.
        entries: All of its entries, oldest first.
        entry: Number of the entry that made the slip out which is wanted; 0: the slip that holds.

    Raises:
        DraftNotFound: No such entry of the dossier made a slip out.
    """
    held = _place(dossier, entries)
    place = _place_of(entry, dossier, entries) if entry else held
    until = entries[: place + 1]
    source = until[-1]
    received = fold((written.entry, written.hash) for written in until) or begin(source.entry, source.hash)
    if place == 0:
        received = begin(source.entry, source.hash)
    return SlipSource(
        dossier=received,
        personal=current_texts((written.entry, written.personal) for written in until),
        entry=source,
        replaces=_framed(source, until[0].entry.happened_at, is_replaced=place != held),
        is_replaced=place != held,
        entries=tuple(entries[place:]),
    )


def _place(dossier: Dossier, entries: Sequence[Written]) -> int:
    source = dossier.slip_from
    if source is None:
        return 0
    return next(
        place
        for place, written in enumerate(entries)
        if (written.entry.journal, written.entry.number) == (source.journal, source.number)
    )


def _place_of(number: int, dossier: Dossier, entries: Sequence[Written]) -> int:
    for place, written in enumerate(entries):
        if written.entry.number == number and (place == 0 or written.entry.body.get("renews_slip")):
            return place
    raise errors.DraftNotFound(code=dossier.code, number=number)


def _framed(source: Written, received_at: datetime, *, is_replaced: bool) -> str:
    """Return what stands framed under the title; on a slip that holds no more that it does not, above all."""
    if is_replaced:
        return _HOLDS_NO_MORE
    return replaced_words(source.entry.kind, source.entry.body, source.personal, received_at)


def replaced_words(kind: str, body: Mapping[str, Any], personal: Mapping[str, str], received_at: datetime) -> str:
    """Return which slip is replaced, when it came out and why; empty where none is.

    Args:
        kind: Of the entry that renews the slip.
        body: Its body.
        personal: The texts beside it.
        received_at: When the dossier was received, for a slip of which nobody knows when it came out.
    """
    replaced = body.get("replaces")
    if not replaced:
        return ""
    out_at = replaced["out_at"]
    when = f"in lúc {datetime.fromisoformat(out_at):%H:%M %d/%m/%Y}" if out_at else f"lập ngày {received_at:%d/%m/%Y}"
    reason = personal.get("reason", "") or _REASONS.get(kind, "")
    why = f", vì: {reason}" if reason else ""
    return f"Giấy này thay thế giấy {when}{why}. Giấy cũ không còn giá trị."
