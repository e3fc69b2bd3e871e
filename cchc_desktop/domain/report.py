"""Reports as values: what screen, paper, workbook and terminal all show, and what each figure is made of."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Mapping
from datetime import datetime

from cchc_desktop.domain.period import Period


class ReportKind(enum.StrEnum):
    """Which report; values are stored and never renamed."""

    RESULTS = "06a"
    """Biểu II.06a: thirteen columns by field and procedure."""
    WARD = "ward"
    """The ward's monthly table (RULES §5.4)."""
    RATIOS = "ratios"
    OFFICERS = "officers"
    TIME_SAVED = "time-saved"


FIGURES = (
    "received", "carried_over", "received_online", "received_counter_post", "resolved", "resolved_early",
    "resolved_on_time", "resolved_late", "open", "open_in_time", "open_late", "with_fee", "paid_online",
    "returned_by_post",
)  # fmt: skip
"""Figures of the 06a table and its ratios, by the names of the logbook file's totals."""


RESULTS_COLUMNS = (
    "received", "received_online", "received_counter_post", "carried_over", "resolved", "resolved_early",
    "resolved_on_time", "resolved_late", "open", "open_in_time", "open_late",
)  # fmt: skip
"""Columns (3) to (13) of the 06a table."""
RESULTS_NOTES = (
    "Cột (9) Đúng hạn: bao gồm cả hồ sơ trả lại, xin rút, dừng giải quyết và đóng vì quá hạn bổ sung khi chưa quá hạn.",
    "Cột (12) Trong hạn: bao gồm cả hồ sơ đang chờ bổ sung và hồ sơ đang dừng tính thời hạn.",
)
"""What the columns on time and in time include."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Where a figure stands: enough to find the list behind it."""

    report: ReportKind
    figure: str
    """Name of the figure."""
    row: str = ""
    """"field:Hộ tịch", "procedure:1.004873", "officer:can-bo-1"; empty: the whole."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ReportHead:
    """What a report is of, and what was known when it was made."""

    kind: ReportKind
    period: Period
    as_of: datetime
    """What had happened by this moment."""
    known_at: datetime | None
    """What was recorded by this moment; ``None``: all that is known now."""
    unit: str
    """"UBND phường Phước Hòa"."""
    receiver: str
    made_at: datetime
    made_by: str
    last_number: int
    """The last entry of the journal that was read."""
    specimen: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ResultsRow:
    """One row of the 06a table: a field (of several procedures) or a procedure."""

    row: str
    """As `Cell.row`."""
    code: str
    """The procedure's code; empty for a field."""
    label: str
    figures: Mapping[str, int]
    is_field: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Totals that do not add up, said and never mended (RULES 54)."""

    what: str
    """Name of the identity: "received_resolved_open", or of the figure that was corrected after a report."""
    left: int
    right: int
    parts: tuple[int, ...] = ()
    """What the right side is the sum of, where it is one."""

    @property
    def difference(self) -> int:
        """Return how much the left side is more than the right one."""
        return self.left - self.right


IDENTITIES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "received_parts": ("received", ("received_online", "received_counter_post", "carried_over")),
    "resolved_parts": ("resolved", ("resolved_early", "resolved_on_time", "resolved_late")),
    "open_parts": ("open", ("open_in_time", "open_late")),
    "received_resolved_open": ("received", ("resolved", "open")),
}
"""What has to add up: the name of the sum, and of the parts that give it (RULES 54)."""


def differences_of(figures: Mapping[str, int]) -> tuple[Difference, ...]:
    """Return the sums that their parts do not give; one of whose figures nobody said is not judged."""
    found = []
    for what, (whole, parts) in IDENTITIES.items():
        if all(name in figures for name in (whole, *parts)):
            values = tuple(figures[name] for name in parts)
            if sum(values) != figures[whole]:
                found.append(Difference(what=what, left=figures[whole], right=sum(values), parts=values))
    return tuple(found)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ResultsReport:
    """Biểu II.06a."""

    head: ReportHead
    total: Mapping[str, int]
    rows: tuple[ResultsRow, ...]
    """Each field, followed by its procedures."""
    differences: tuple[Difference, ...] = ()
    adjustments: tuple[Difference, ...] = ()
    """What was corrected after the report was sent: now beside then."""


class Source(enum.StrEnum):
    """Where a line's figure comes from."""

    COUNTED = "counted"
    TYPED = "typed"
    """Nhập tay: another system counts it."""
    NONE = "none"
    """Nobody said it yet: shown as "-", never as 0."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TableLine:
    """One line of the ward's monthly table."""

    figure: str
    value: int | None
    source: Source
    group: str
    """received, resolved, open, steps, ratios_base, same_day, feedback, satisfaction."""
    is_list_behind: bool = True


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """One ratio with its own denominator and its target."""

    name: str
    part: int | None
    whole: int | None
    target_permille: int | None
    """Per thousand; ``None``: no target is set."""
    is_at_most: bool
    """Whether the target is the most (late) or the least (online)."""
    decimals: int
    source: Source = Source.COUNTED

    @property
    def is_reached(self) -> bool | None:
        """Return whether the target is kept; ``None`` without a target or of nothing."""
        if self.target_permille is None or not self.whole or self.part is None:
            return None
        reached = self.part * 1000 <= self.target_permille * self.whole
        return reached if self.is_at_most else self.part * 1000 >= self.target_permille * self.whole


class Rating(enum.StrEnum):
    """What the late share lets an official be rated (RULES 57)."""

    OPEN = "open"
    CAPPED = "capped"
    """Ten per cent late or more: not "hoàn thành tốt nhiệm vụ" or above."""
    NOT_RATED = "not_rated"
    """Không đánh giá: no dossiers."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class OfficerRow:
    """One official in the monthly evaluation."""

    officer: str
    name: str
    received: int
    resolved: int
    late: int
    open: int
    open_late: int
    rating: Rating


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class WardReport:
    """The ward's monthly table, with its ratios, officials and causes of lateness."""

    head: ReportHead
    lines: tuple[TableLine, ...]
    ratios: tuple[Ratio, ...] = ()
    officers: tuple[OfficerRow, ...] = ()
    causes: tuple[tuple[str, str, int], ...] = ()
    """(cause, unit responsible, late results)."""
    differences: tuple[Difference, ...] = ()
    adjustments: tuple[Difference, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class BehindLine:
    """One line of the list behind a figure: nothing personal."""

    code: str
    procedure_name: str
    received_at: datetime
    due_at: datetime
    finished_at: datetime | None
    state: str
    outcome: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SavedRow:
    """Time saved by one procedure, desk, official, day, week or month."""

    row: str
    """"procedure:2.000815", "desk:1", "officer:…", "day:2023-10-24", "week:2023-W43", "month:2023-10"."""
    label: str
    no_slip: int
    no_slip_minutes_saved: int
    median_minutes: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TimeSaved:
    """The tally of không giấy hẹn over some days."""

    head: ReportHead
    total: SavedRow
    with_slip_on_request: int
    left_out: int
    """Marked "thời gian không tin cậy"."""
    rows: Mapping[str, tuple[SavedRow, ...]]
    """procedure, desk, officer, day, week, month -> rows."""
