"""What a ward or a desk decides: one frozen value, kept in the journal whole each time it changes."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

SHIPPED_LOOKUP = "https://dichvucong.gov.vn/tra-cuu?ma="


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that changes a paper, a date or a figure. Texts are final Vietnamese, NFC."""

    unit_kind: str = "phường"
    """phường or xã."""
    unit_name: str = ""
    """"Phước Hòa"; the paper says ỦY BAN NHÂN DÂN PHƯỜNG PHƯỚC HÒA."""
    superior_name: str = ""
    """The unit above: "Thành phố Nha Trang" or "Tỉnh Khánh Hòa"."""
    agency_code: str = ""
    """Mã định danh cơ quan, ASCII, the head of every dossier code."""
    units: tuple[tuple[str, str, str], ...] = ()
    """Names by date: (valid from ISO, unit kind, unit name), oldest first; empty: the name above, always."""
    superiors: tuple[tuple[str, str], ...] = ()
    """The unit above by date: (from ISO, name); before the first of them the name above holds."""
    hotlines: tuple[tuple[str, str], ...] = ()
    """The desk's telephone by date: (from ISO, number); before the first of them `hotline` holds."""
    agency_codes: tuple[tuple[str, str, int], ...] = ()
    """The head of new dossiers' codes by date: (from ISO, code, what is added to the desk's number).

    Dossiers keep the codes they have. Desks of several agencies that become one would meet in their numbers, hence the
    addition.
    """
    mergers: tuple[tuple[str, str, str], ...] = ()
    """Which agency passed into which: (first day of the successor ISO, old code, successor's code)."""
    desk_number: int = 1
    desk_name: str = "Bàn 1"
    desk_count: int = 1
    hotline: str = ""
    feedback_address: str = ""
    """Where feedback (PAKN) is taken; lines between newlines."""
    feedback_url: str = ""
    lookup_url: str = SHIPPED_LOOKUP
    """The dossier code is put behind it."""
    office_hours: str = "Thứ Hai đến thứ Sáu\nSáng: 07 giờ 00 - 11 giờ 30\nChiều: 13 giờ 30 - 17 giờ 00"
    sessions: tuple[tuple[str, str], ...] = (("07:00", "11:30"), ("13:30", "17:00"))
    counting_mode: str = "hours"
    forms_changed_on: str = "2025-09-15"
    """From when the forms of TT 03/2025/TT-VPCP are used (RULES 39: not verified, hence a setting)."""
    paper_size: str = "a5"
    favourites: tuple[str, ...] = ()
    """Procedure codes on Alt+1 … Alt+9."""
    listing: tuple[str, ...] = ()
    """Procedure codes on the back of the slip; empty: the most frequent."""
    language: str = "vi"
    swapped_days: tuple[tuple[str, str, str], ...] = ()
    """Days that the unit adds to the calendar: (ISO date, "off" or "working", name with its decision)."""
    supplement_clock_before_2025: str = "restart"
    """What full papers do to the clock under the decrees of 2018 and 2021 (RULES 24, unverified): restart, pause."""
    apology_cap_on: bool = True
    """Whether a re-appointment lasts at most a third of the term (RULES §2.7, a local decision)."""
    near_due_hours: int = 8
    """Working hours within which a dossier is near due (RULES 58)."""
    overdue_by_first_due: bool = True
    """Whether a re-appointed dossier is measured by its first due moment (RULES 37)."""
    online_timer_from: str = "system"
    """From when the eight hours of an online dossier run: its receipt by the system, or submitted (RULES §2.2)."""
    evaluation_with_slip: bool = False
    """Whether an evaluation slip is printed with each appointment slip; where not, slips lie on the writing desk.

    With a supplement request and a refusal it is always printed (S004 III.13).
    """
    evaluation_with_code: bool = False
    """Whether the evaluation slip bears the dossier's code; anonymous where not."""
    handling_units: tuple[str, ...] = ()
    """Units between which papers are handed over."""
    head_title: str = "CHỦ TỊCH"
    """What the head of the resolving agency is called under a paper."""
    lock_minutes: int = 10
    """After so many idle minutes the screen is locked, where the official has a PIN."""
    attachment_most_mb: int = 20
    """The largest file that is taken."""
    package_attachments: bool = False
    """Whether the day's package carries the files that were added on the day; they are encrypted with its main part."""
    same_day_spans: tuple[tuple[str, str, str, str], ...] = ()
    """Không giấy hẹn: (from ISO, until ISO or "", "tue,thu,wed-am", the decision's number), see `domain.same_day`."""
    same_day_procedures: tuple[tuple[str, str, str], ...] = ()
    """(from ISO, until ISO or "", code) of what is settled without an appointment; empty: as the catalogue marks."""
    ratio_targets: tuple[tuple[str, int], ...] = ()
    """(ratio, per thousand) where the city's target differs from the program's (`rules.ratios`)."""
    report_receiver: str = ""
    """Whom reports are sent to; empty: the superior unit."""
    paper_texts: tuple[tuple[str, str, str], ...] = ()
    """Wording that the ward changed: (valid from ISO, key, text); the latest of a key that is in force holds."""

    def to_record(self) -> dict[str, Any]:
        """Return the value as plain data for the journal."""
        record: dict[str, Any] = dataclasses.asdict(self)
        return {name: _plain(value) for name, value in record.items()}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Settings:
        """Return the settings kept in the journal; unknown names of a newer program are passed over."""
        known = {field.name for field in dataclasses.fields(cls)}
        return cls(**{name: _frozen(value) for name, value in record.items() if name in known})

    def missing_for_slip(self) -> tuple[str, ...]:
        """Return the names of the settings without which no slip may be printed (RULES 40)."""
        needed = ("hotline", "feedback_address", "unit_name", "agency_code")
        return tuple(name for name in needed if not getattr(self, name).strip())

    def unit_on(self, day_iso: str) -> tuple[str, str]:
        """Return (unit kind, unit name) valid on a day (RULES 41)."""
        found = (self.unit_kind, self.unit_name)
        earlier = [unit for unit in self.units if unit[0] <= day_iso]
        if earlier:
            found = max(earlier)[1:]
        elif self.units:
            found = min(self.units)[1:]
        return found

    def superior_on(self, day_iso: str) -> str:
        """Return the unit above on a day."""
        return max((row for row in self.superiors if row[0] <= day_iso), default=("", self.superior_name))[1]

    def hotline_on(self, day_iso: str) -> str:
        """Return the desk's telephone on a day."""
        return max((row for row in self.hotlines if row[0] <= day_iso), default=("", self.hotline))[1]

    def agency_code_on(self, day_iso: str) -> str:
        """Return the code at the head of the codes of dossiers that are received on a day."""
        return max((row for row in self.agency_codes if row[0] <= day_iso), default=("", self.agency_code, 0))[1]

    def desk_on(self, day_iso: str) -> tuple[int, int]:
        """Return (number of this desk, how many desks there are) by which numbers are parted on a day.

        An agency into which another has passed has more than one desk, whatever it was set up with.
        """
        shift = max((row for row in self.agency_codes if row[0] <= day_iso), default=("", "", 0))[2]
        number = self.desk_number + shift
        is_joined = shift > 0 or any(merger[2] == self.agency_code_on(day_iso) for merger in self._merged(day_iso))
        return number, max(self.desk_count, number, 2 if is_joined else 1)

    def predecessors_on(self, day_iso: str) -> tuple[str, ...]:
        """Return the codes of all agencies whose open dossiers are this one's on a day, the nearest first.

        Among them is the code that this desk itself had before, where its own agency passed into another.
        """
        own = self.agency_code_on(day_iso)
        found = [own]
        for code in found:
            found += [old for _on, old, new in self._merged(day_iso) if new == code and old not in found]
        return tuple(found[1:])

    def _merged(self, day_iso: str) -> tuple[tuple[str, str, str], ...]:
        return tuple(merger for merger in self.mergers if merger[0] <= day_iso)


def _plain(value: Any) -> Any:
    return [_plain(part) for part in value] if isinstance(value, tuple) else value


def _frozen(value: Any) -> Any:
    return tuple(_frozen(part) for part in value) if isinstance(value, list) else value
