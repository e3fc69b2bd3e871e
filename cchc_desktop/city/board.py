"""What the city's board shows, as values, and what it asks of the city's office."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Protocol

from cchc_desktop.domain.acknowledgement import MissingNumbers
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.report import BehindLine, ResultsReport, TimeSaved, WardReport
from cchc_desktop.text import short_date

_MOST_SHOWN = 6
"""Missing days or stretches of numbers that are named one by one; the others are counted."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DeskStanding:
    """How complete what one desk sent is."""

    ward: str
    """Agency code."""
    ward_name: str
    desk: int
    generation: int
    last_day: date | None
    """The last day of which a package was accepted; ``None``: none yet."""
    missing_days: tuple[date, ...] = ()
    """Working days since its first one, today apart, of which nothing came."""
    missing_numbers: tuple[MissingNumbers, ...] = ()
    """Entries that later packages stand on and that did not come."""
    kept_aside: int = 0
    """Packages that wait for what comes before them."""
    refused: int = 0
    """Packages that were refused and of which no good one came since."""
    held: int = 0
    """Entries that are kept and not folded yet."""
    conflicts: int = 0
    """Entries of this desk that cannot stand beside another desk's: both are kept, this one is the exception."""
    alarms: int = 0
    """Packages of an id that the city has with another content."""
    heard_at: datetime | None = None
    """When anything came last."""

    @property
    def is_complete(self) -> bool:
        """Return whether nothing of this desk is missing and nothing of it is in doubt."""
        return self.last_day is not None and not (
            self.missing_days
            or self.missing_numbers
            or self.kept_aside
            or self.refused
            or self.held
            or self.alarms
            or self.conflicts
        )


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class AskedBack:
    """One question of the city about a dossier, and what the ward answered."""

    ward: str
    code: str
    text: str
    asked_at: datetime
    asked_by: str
    answered_at: datetime | None
    answer: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class WardCount:
    """How many dossiers of one ward stand behind a figure."""

    ward: str
    name: str
    count: int


class Office(Protocol):
    """The city's office as its service asks it: from several threads at once."""

    @property
    def name(self) -> str:
        """The city's name: "Thành phố Nha Trang"."""
        ...

    def take(self, file: bytes) -> bytes:
        """Return the signed answer to a package's file, whatever became of it.

        Raises:
            PackageRefused: It is nothing that can be answered: no package, or of a desk that nobody enrolled.
        """
        ...

    def answer(self, sha256: str) -> bytes | None:
        """Return the newest answer to the file of this hash, or ``None``."""
        ...

    def card(self) -> str:
        """Return the city's card as a text."""
        ...

    def enrol(self, text: str) -> bool:
        """Take a desk's card; return whether it is enrolled, or else waits for the city's administrator.

        Raises:
            CardRefused: It is none.
        """
        ...

    def year_pack(self) -> bytes | None:
        """Return the newest signed year-pack, or ``None``."""
        ...

    def desks(self) -> tuple[DeskStanding, ...]:
        """Return every enrolled desk, by ward and desk."""
        ...

    def results(self, period: Period, ward: str = "") -> ResultsReport:
        """Return Biểu II.06a of one ward, or of all."""
        ...

    def ratios(self, period: Period) -> WardReport:
        """Return the ratios over all wards."""
        ...

    def time_saved(self, period: Period) -> TimeSaved:
        """Return the tally of không giấy hẹn over all wards; its rows have "ward" among them."""
        ...

    def wards(self, period: Period, figure: str, row: str = "") -> tuple[WardCount, ...]:
        """Return each ward's part of a figure, those with none left out; ``row`` as `Cell.row`."""
        ...

    def behind(self, period: Period, ward: str, figure: str, row: str = "") -> tuple[BehindLine, ...]:
        """Return one ward's dossiers behind a figure, as many as `wards` counts."""
        ...

    def asked_back(self, ward: str = "", code: str = "") -> tuple[AskedBack, ...]:
        """Return what was asked back, of one ward or dossier where it is named, the newest first."""
        ...

    def ask(self, ward: str, code: str, text: str, *, by: str) -> None:
        """Ask the ward back about a dossier, in the next answer to its desk.

        Raises:
            DossierNotFound: The ward sent none of this code.
        """
        ...


def troubles(desk: DeskStanding) -> tuple[str, ...]:
    """Return what is missing or in doubt of a desk, the gravest first; nothing where all is there."""
    found = [
        (desk.alarms, f"Cùng số hiệu, khác nội dung: {desk.alarms} gói. Phải hỏi phường ngay."),
        (desk.refused, f"Bị từ chối: {desk.refused} gói, chưa có gói đúng thay thế."),
        (desk.last_day is None, "Chưa gửi gói nào."),
        (len(desk.missing_days), f"Thiếu {len(desk.missing_days)} ngày: {_days(desk.missing_days)}."),
        (len(desk.missing_numbers), f"Thiếu mục: {_numbers(desk.missing_numbers)}."),
        (desk.kept_aside, f"Để riêng chờ phần trước: {desk.kept_aside} gói."),
        (
            desk.conflicts,
            f"Ngoại lệ: {desk.conflicts} việc mà bàn khác cũng đã làm. Hai bàn xem lại rồi ghi cách xử lý.",
        ),
        (desk.held, f"Giữ lại, chưa tính vào số liệu: {desk.held} mục."),
    ]
    return tuple(words for is_so, words in found if is_so)


def in_order(desks: Iterable[DeskStanding]) -> tuple[DeskStanding, ...]:
    """Return the desks with whatever is missing before all others, each by ward and desk."""
    return tuple(sorted(desks, key=lambda one: (not one.alarms, one.is_complete, one.ward, one.desk)))


def summary(desks: Iterable[DeskStanding]) -> Mapping[str, int]:
    """Return how many desks there are, are complete, are not, and have an alarm."""
    all_desks = tuple(desks)
    complete = sum(one.is_complete for one in all_desks)
    return {
        "desks": len(all_desks),
        "wards": len({one.ward for one in all_desks}),
        "complete": complete,
        "incomplete": len(all_desks) - complete,
        "alarms": sum(one.alarms > 0 for one in all_desks),
    }


def _days(days: tuple[date, ...]) -> str:
    return _some([short_date(day) for day in days], "ngày")


def _numbers(stretches: tuple[MissingNumbers, ...]) -> str:
    return _some([f"#{one.first}" if one.first == one.last else f"#{one.first} đến #{one.last}" for one in stretches],
                 "đoạn")  # fmt: skip


def _some(named: list[str], what: str) -> str:
    more = len(named) - _MOST_SHOWN
    shown = ", ".join(named[:_MOST_SHOWN])
    return f"{shown} và {more} {what} nữa" if more > 0 else shown
