"""From which entry the slip is composed: the receipt, or the last correction that a citizen's slip has to show."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

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


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SlipSource:
    """What a slip is composed from."""

    dossier: Dossier
    """The dossier as it stood with that entry."""
    personal: dict[str, str]
    entry: Written
    replaces: str
    """Which slip it replaces, when and why; empty on the first."""
    entries: tuple[Written, ...]
    """From the source on: the papers that came out after it are its prints."""


def slip_source(dossier: Dossier, entries: Sequence[Written]) -> SlipSource:
    """Return the source of the slip that holds now.

    Args:
        dossier: The dossier as it stands.
        entries: All of its entries, oldest first.
    """
    place = _place(dossier, entries)
    until = entries[: place + 1]
    source = until[-1]
    received = fold((written.entry, written.hash) for written in until) or begin(source.entry, source.hash)
    if place == 0:
        received = begin(source.entry, source.hash)
    return SlipSource(
        dossier=received,
        personal=current_texts((written.entry, written.personal) for written in until),
        entry=source,
        replaces=replaced_words(source.entry.kind, source.entry.body, source.personal, until[0].entry.happened_at),
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
