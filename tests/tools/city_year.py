"""A city's year in logbooks, made up, with every total counted while it is made up.

books = city(folder, seed=7, wards=3, dossiers=10_000)
assert report == books[0].whole

The totals come from what was decided for each dossier (late, early, open …), never from reading the book again, and
working time is counted on a line of working minutes of this file's own, so that they judge the program.
"""

from __future__ import annotations

import bisect
import csv
import dataclasses
import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

YEAR = 2023
FIRST, LAST, NEW_YEAR_EVE = date(2022, 12, 15), date(2023, 12, 14), date(2023, 12, 31)
"""Of the report's year, and of the book."""
_CLOSED = {
    date(2023, 1, 2), date(2023, 1, 20), *(date(2023, 1, day) for day in range(23, 27)), date(2023, 5, 1),
    date(2023, 5, 2), date(2023, 5, 3), date(2023, 9, 1), date(2023, 9, 4),
}  # fmt: skip
_MORNING, _AFTERNOON = (420, 690), (810, 1020)
_DAY = 480
TOTALS = (
    "received", "carried_over", "received_online", "received_counter_post", "resolved", "resolved_early",
    "resolved_on_time", "resolved_late", "open", "open_in_time", "open_late", "with_fee", "paid_online",
    "returned_by_post", "no_slip", "no_slip_minutes_saved",
)  # fmt: skip
HEADER = (
    "code", "procedure_code", "applicant_name", "personal_id", "phone", "address", "channel", "received_at", "due_at",
    "finished_at", "returned_at", "no_slip", "fee_vnd", "paid_online", "returned_by_post", "officer", "note",
)  # fmt: skip


@dataclasses.dataclass(frozen=True)
class _Kind:
    code: str
    field: str
    share: int
    days: int
    """Working days; 0: the same day."""
    fee: int = 0


KINDS = (
    _Kind("2.000815", "Chứng thực", 40, 0, 4000),
    _Kind("2.000884", "Chứng thực", 14, 0, 10000),
    _Kind("2.000635", "Hộ tịch", 12, 0, 8000),
    _Kind("1.001193", "Hộ tịch", 8, 0),
    _Kind("1.004873", "Hộ tịch", 14, 3),
    _Kind("1.004884", "Hộ tịch", 5, 5),
    _Kind("2.001035", "Chứng thực", 4, 2, 50000),
    _Kind("2.002080", "Hòa giải ở cơ sở", 3, 5),
)
FIELDS = {kind.code: kind.field for kind in KINDS}


class WorkingLine:
    """All working minutes of the years around, one after the other; a moment is a place on it."""

    def __init__(self) -> None:
        self.days = [day for day in _days(date(2022, 12, 1), date(2024, 2, 29)) if _is_open(day)]
        self._place = {day: number * _DAY for number, day in enumerate(self.days)}

    def place(self, at: datetime) -> int:
        """Return how many working minutes lie before a moment."""
        number = bisect.bisect_left(self.days, at.date())
        if number == len(self.days) or self.days[number] != at.date():
            return number * _DAY
        now = at.hour * 60 + at.minute
        return number * _DAY + sum(min(max(now - opens, 0), closes - opens) for opens, closes in (_MORNING, _AFTERNOON))

    def moment(self, place: int) -> datetime:
        """Return when so many working minutes are over; at the end of a session it is that end."""
        number, rest = divmod(place - 1, _DAY)
        minute = _MORNING[0] + rest + 1
        if minute > _MORNING[1]:
            minute += _AFTERNOON[0] - _MORNING[1]
        return _at(self.days[number], minute)

    def closing(self, number: int) -> datetime:
        """Return the end of the working day with a number."""
        return _at(self.days[number], _AFTERNOON[1])

    def due(self, received: datetime, kind: _Kind) -> datetime:
        """Return the law's due moment."""
        if kind.days:
            return self.moment(self.place(received) + kind.days * _DAY)
        is_late = (received.hour, received.minute) > (15, 0)
        return self.closing(bisect.bisect_left(self.days, received.date()) + is_late)


@dataclasses.dataclass
class Book:
    """One ward's book and what a correct report shows of it."""

    path: Path
    agency_code: str
    whole: Counter[str] = dataclasses.field(default_factory=Counter)
    by_procedure: dict[str, Counter[str]] = dataclasses.field(default_factory=dict)
    by_officer: dict[str, Counter[str]] = dataclasses.field(default_factory=dict)
    lines: int = 0

    def count(self, procedure: str, officer: str, *names: str, minutes: int = 0) -> None:
        """Count a dossier under some names."""
        found = Counter(names)
        if minutes:
            found["no_slip_minutes_saved"] += minutes
        self.whole += found
        self.by_procedure.setdefault(procedure, Counter()).update(found)
        self.by_officer.setdefault(officer, Counter()).update(found)


def city(folder: Path, *, seed: int = 1, wards: int = 3, dossiers: int = 10_000) -> list[Book]:
    """Write the books of some wards and return them with their totals."""
    line = WorkingLine()
    books = []
    for ward in range(wards):
        share = dossiers // wards + (ward < dossiers % wards)
        book = Book(path=folder / f"phuong-{ward + 1:02d}.csv", agency_code=f"H32.90.{ward + 1:02d}")
        rows = list(_rows(random.Random(f"{seed}/{ward}"), line, book, share))
        with book.path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEADER, *rows])
        books.append(book)
    return books


def _rows(chance: random.Random, line: WorkingLine, book: Book, dossiers: int) -> Iterator[list[object]]:
    in_year = [day for day in line.days if FIRST <= day <= NEW_YEAR_EVE]
    before = [day for day in line.days if day < FIRST][-3:]
    per_day: Counter[date] = Counter()
    for number in range(dossiers):
        is_carried = number % 71 == 0
        day = chance.choice(before if is_carried else in_year)
        per_day[day] += 1
        code = f"{book.agency_code}-{day:%y%m%d}-{per_day[day]:04d}"
        book.lines += 1
        yield _row(chance, line, book, code, _at(day, _minute(chance)), is_carried)


def _row(
    chance: random.Random, line: WorkingLine, book: Book, code: str, received: datetime, is_carried: bool
) -> list[object]:
    kind = chance.choices([k for k in KINDS if k.days] if is_carried else KINDS, [
        k.share for k in KINDS if k.days or not is_carried
    ])[0]  # fmt: skip
    officer = f"canbo{chance.randint(1, 3)}"
    channel = chance.choices(["counter", "online", "post"], [66, 31, 3])[0]
    fee = kind.fee * chance.randint(1, 3) if kind.fee and chance.random() < 0.9 else 0
    due = line.due(received, kind)
    is_no_slip = (
        not is_carried and channel == "counter" and not kind.days and received.date() >= date(2023, 10, 24)
        and received.weekday() in (1, 3) and received.hour < 15
    )  # fmt: skip
    finished = _finished(chance, line, received, due, is_carried, is_no_slip)
    is_paid_online = fee > 0 and chance.random() < 0.3
    is_posted = finished is not None and not is_no_slip and chance.random() < 0.02
    is_on_shelf = finished is not None and not is_no_slip and not is_posted and chance.random() < 0.01
    names = _counted_as(received, due, finished, channel)
    if names:
        marks = {
            "with_fee": fee > 0,
            "paid_online": is_paid_online,
            "returned_by_post": is_posted and "resolved" in names,
        }
        book.count(kind.code, officer, *names, *(name for name, is_so in marks.items() if is_so))
    if is_no_slip and finished is not None:
        took = line.place(finished) - line.place(received)
        book.count(kind.code, officer, "no_slip", minutes=max(0, max(kind.days, 1) * _DAY - took))
    is_due_written = is_carried or chance.random() < 0.9
    return [
        code, kind.code, f"Nguyễn Thị Mẫu {chance.randint(1, 9999)}", f"0561{chance.randrange(10**8):08d}",
        f"0905{chance.randrange(10**6):06d}", f"{chance.randint(1, 300)} Đường Mẫu", channel, _iso(received),
        _iso(due) if is_due_written else "", _iso(finished), "" if is_on_shelf else _iso(finished),
        _yes(is_no_slip), fee, _yes(is_paid_online), _yes(is_posted), officer, "",
    ]  # fmt: skip


def _finished(
    chance: random.Random, line: WorkingLine, received: datetime, due: datetime, is_carried: bool, is_no_slip: bool
) -> datetime | None:
    if is_no_slip:
        return min(line.moment(line.place(received) + chance.randint(5, 120)), _at(received.date(), _AFTERNOON[1]))
    fate = chance.random()
    if fate < 0.004:
        return None
    if fate < 0.01:
        found = line.moment(line.place(due) + chance.randint(1, 3000))
    elif fate < 0.03:
        found = due
    else:
        room = line.place(due) - line.place(received)
        found = line.moment(line.place(received) + chance.randint(1, room)) if room else due
    if is_carried and found.date() < FIRST:
        found = _at(FIRST, _MORNING[0] + chance.randint(1, 200))
    return None if found.date() > NEW_YEAR_EVE else found


def _counted_as(received: datetime, due: datetime, finished: datetime | None, channel: str) -> list[str]:
    """Return the totals of the year that a dossier belongs to, as it stood on the last evening."""
    evening = datetime(LAST.year, LAST.month, LAST.day, 23, 59, 59)
    if received > evening:
        return []
    if received.date() < FIRST:
        names = ["received", "carried_over"]
    else:
        names = ["received", "received_online" if channel == "online" else "received_counter_post"]
    if finished is None or finished > evening:
        return [*names, "open", "open_late" if due < evening else "open_in_time"]
    if finished > due:
        return [*names, "resolved", "resolved_late"]
    return [*names, "resolved", "resolved_early" if finished.date() < due.date() else "resolved_on_time"]


def _minute(chance: random.Random) -> int:
    minute = _MORNING[0] + chance.randrange(_DAY)
    return minute if minute < _MORNING[1] else minute + _AFTERNOON[0] - _MORNING[1]


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(days=1)


def _is_open(day: date) -> bool:
    return day.weekday() < 5 and day not in _CLOSED and day not in {date(2024, 1, 1), *_TET_2024}


_TET_2024 = {date(2024, 2, 8), date(2024, 2, 9), date(2024, 2, 12), date(2024, 2, 13), date(2024, 2, 14)}


def _at(day: date, minute: int) -> datetime:
    return datetime(day.year, day.month, day.day, minute // 60, minute % 60)


def _iso(at: datetime | None) -> str:
    return at.isoformat(timespec="minutes") if at else ""


def _yes(is_so: bool) -> str:
    return "yes" if is_so else "no"
