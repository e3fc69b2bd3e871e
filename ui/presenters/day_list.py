"""The right-hand list of the day's end: what somebody should look at first, the ward's other desks, the closed days."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from cchc_desktop.domain.sending import CarrierKind
from cchc_desktop.sentences import foreign_said
from ui import labels
from ui.error_texts import said
from ui.models.dossier_rows import group
from ui.presenters import day_words
from ui.widgets.delegates import ListRow

if TYPE_CHECKING:
    from cchc_desktop.services.day_values import OutboxLine
    from cchc_desktop.services.desk_view import ConflictLine
    from cchc_desktop.services.foreign_desk import LeftBehind, OtherDesk
    from ui.open_desk import OpenDesk

say = QCoreApplication.translate

_FRESH = timedelta(days=3)
"""So long after its last package a desk is thought known: a weekend lies in between."""
_MOST_SHOWN = 60
"""Packages in the list besides the exceptions: a quarter of closed days."""


@dataclasses.dataclass(frozen=True, slots=True)
class ConflictKey:
    """Which dossier has an exception between two desks."""

    code: str


@dataclasses.dataclass(frozen=True, slots=True)
class LeftKey:
    """Which ward that passed into this one left dossiers behind, and which."""

    ward: str
    codes: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class DeskKey:
    """Which other desk of the ward a row is."""

    desk: int


def day_list(desk: OpenDesk, lines: Sequence[OutboxLine], now: datetime) -> tuple[tuple[ListRow, ...], int]:
    """Return the rows, the newest closed day first, and how many of them somebody should look at."""
    own = desk.state.settings.agency_code
    rows = [_conflict_row(line, own) for line in desk.foreign.conflicts()]
    rows += [_left_row(left) for left in desk.foreign.left_behind()]
    rows += [day_words.question_row(line) for line in desk.sending.questions() if line.answered_at is None]
    odd = [line for line in lines if day_words.is_exception(line, now)]
    rest = [line for line in reversed(lines) if line not in odd][:_MOST_SHOWN]
    has_card, has_carrier = bool(desk.enrolment.keys().city_key), desk.sending.choice().kind is not CarrierKind.NONE
    row = partial(day_words.package_row, now=now, has_card=has_card, has_carrier=has_carrier)
    rows += [row(line, desk.day_end.seal_of(line)) for line in reversed(odd)]
    count = len(rows)
    if count:
        rows.insert(0, group(say("DayList", "Cần xem"), "warn"))
    others = [_desk_row(one, now.date()) for one in desk.foreign.other_desks() if one.ward == own]
    if others:
        rows += [group(say("DayList", "Bàn khác của phường")), *others]
    if rest and rows:
        rows.append(group(say("DayList", "Các ngày đã chốt")))
    rows += [row(line, desk.day_end.seal_of(line)) for line in rest]
    return tuple(rows), count


def _conflict_row(line: ConflictLine, own_ward: str) -> ListRow:
    return ListRow(
        key=ConflictKey(line.code),
        head=say("DayList", "Ngoại lệ, hồ sơ {}").format(labels.short_code(line.code)),
        lines=(
            foreign_said.conflict(line, own_ward, said),
            say("DayList", "Hỏi hai bàn, Enter mở hồ sơ rồi Alt+U ghi cách xử lý."),
        ),
        chip=say("DayList", "Xử lý"),
        chip_tone="bad",
        chip_icon="warning",
    )


def _desk_row(other: OtherDesk, today: date) -> ListRow:
    """Return how far another desk is known here: its results are found and returned at this desk up to then."""
    is_old = today - other.until > _FRESH
    return ListRow(
        key=DeskKey(other.desk),
        head=say("DayList", "Bàn {}").format(other.desk),
        lines=(
            say("DayList", "Biết việc của bàn này đến hết ngày {}. Có gói mới thì Alt+T.").format(
                f"{other.until:%d/%m/%Y}"
            ),
        ),
        chip=say("DayList", "Đến {}").format(f"{other.until:%d/%m}"),
        chip_tone="warn" if is_old else "quiet",
        chip_icon="clock" if is_old else "",
    )


def _left_row(left: LeftBehind) -> ListRow:
    return ListRow(
        key=LeftKey(left.ward, left.codes),
        head=say("DayList", "{} hồ sơ của {} chưa có ai tiếp quản").format(labels.number(len(left.codes)), left.ward),
        lines=(say("DayList", "Nơi này đã nhập vào đây. Enter xem và tiếp quản; mã và hẹn trả giữ nguyên."),),
        chip=say("DayList", "Tiếp quản"),
        chip_tone="warn",
        chip_icon="help",
    )
