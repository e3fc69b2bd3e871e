"""The live figure of a day without appointments after each event: on a large day beside a small one.

python -m tests.bench.same_day SMALL LARGE ROUNDS    prints JSON
"""

from __future__ import annotations

import contextlib
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from cchc_desktop import bootstrap
from cchc_desktop.clock import moment
from cchc_desktop.domain.intake import ReceiveDossier
from cchc_desktop.domain.person import Person
from cchc_desktop.services.desk_setup import SAMPLE, SAMPLE_OFFICER, Opening
from tests.bench.children import ask
from tests.bench.rows import Line, median, percentile
from tests.store.stores import Hand

MOST = 1.5
WAITING = 12
"""Citizens on the board of either desk."""
_COPIES = "2.000815"
_OPENS = moment("2024-04-25T07:00")
"""A Thursday."""
_SHORTEST, _LONGEST = 10, 70
"""Minutes that a citizen waits: between ten minutes and an hour and ten, on the small day as on the large one."""
_LAST_COMES = 400
"""Minutes after seven at which the last of the day comes."""
_FEW_ROUNDS_BEFORE = 3


def line(*, small: int, large: int, rounds: int) -> Line:
    """Measure `SameDayDesk.tally` right after somebody was handed a result, on both days in turns."""
    found = ask("same_day", small, large, rounds)
    figures, boards, events = found["figures"], found["boards"], found["events"]
    notes = (
        f"rows of the tally: {found['rows'][0]} and {found['rows'][1]}; p99 {percentile(figures[1], 0.99):.2f} ms; "
        f"{WAITING} on the board: {median(boards[1]):.2f} beside {median(boards[0]):.2f} ms",
        f"the event itself, until it is on disk: {median(events[1]):.1f} beside {median(events[0]):.1f} ms; "
        f"{rounds} events each",
    )
    return Line(
        what=f"figure of không giấy hẹn after an event, {large:,} dossiers a day beside {small}",
        measured=median(figures[1]), bare=median(figures[0]), most=MOST, notes=notes,
        causes=("the tally has a row for each number of minutes saved, never more than a term has minutes",),
    )  # fmt: skip


class Day:
    """One desk on one day: citizens come evenly from seven on; each waits from ten minutes to an hour and ten."""

    def __init__(self, folder: Path) -> None:
        self._clock = Hand(_OPENS)
        opening = Opening(settings=SAMPLE, officer_name=SAMPLE_OFFICER, is_training=True)
        environment = {"XDG_STATE_HOME": str(folder)}
        self.desk = bootstrap.first_run(folder / "desk", opening, clock=self._clock, environment=environment)
        self._waiting: list[str] = []

    def fill(self, dossiers: int, left: int) -> None:
        """Let so many be settled and so many wait; no commit is waited for, which is no part of what is measured."""
        self.desk.db.execute("pragma synchronous = off")
        leaving: list[tuple[int, str]] = []
        for number in range(dossiers):
            came = number * _LAST_COMES // dossiers
            self._settle(leaving, came)
            leaving.append((came + _SHORTEST + number % (_LONGEST - _SHORTEST), self._receive(came)))
        self._settle(leaving, _LAST_COMES + _LONGEST)
        self._waiting = [self._receive(_LAST_COMES + _LONGEST + number // 2) for number in range(left)]
        self._clock.at = _OPENS + timedelta(minutes=_LAST_COMES + _LONGEST + left)
        self.desk.db.execute("pragma synchronous = full")

    def settle_one(self) -> None:
        """Hand a result over: the event after which the figure is wanted."""
        self.desk.same_day.hand_over(self._waiting.pop())

    def _settle(self, leaving: list[tuple[int, str]], until: int) -> None:
        for minute, code in sorted(one for one in leaving if one[0] <= until):
            self._clock.at = _OPENS + timedelta(minutes=minute)
            self.desk.same_day.hand_over(code)
        leaving[:] = [one for one in leaving if one[0] > until]

    def _receive(self, minute: int) -> str:
        self._clock.at = _OPENS + timedelta(minutes=minute)
        form = ReceiveDossier(procedure_code=_COPIES, applicant=Person(name="Nguyễn Thị Thử"))
        return self.desk.intake.receive(form).dossier.code


def _measure(small: int, large: int, rounds: int) -> dict[str, Any]:
    found: dict[str, Any] = {"figures": ([], []), "boards": ([], []), "events": ([], [])}
    with _days(small, large, rounds + _FEW_ROUNDS_BEFORE + WAITING) as days:
        for number in range(rounds + _FEW_ROUNDS_BEFORE):
            for place in (0, 1) if number % 2 else (1, 0):
                day = days[place]
                took = {
                    "events": _ms(day.settle_one),
                    "figures": _ms(day.desk.same_day.tally),
                    "boards": _ms(day.desk.same_day.tickets),
                }
                if number >= _FEW_ROUNDS_BEFORE:
                    for name, value in took.items():
                        found[name][place].append(value)
        for place, dossiers in enumerate((small, large)):
            settled = days[place].desk.same_day.tally().dossiers
            if settled != dossiers + rounds + _FEW_ROUNDS_BEFORE:
                raise RuntimeError(f"the figure says {settled} of {dossiers} and {rounds + _FEW_ROUNDS_BEFORE} more")
        asked = "select count(*) from same_day_tally"
        found["rows"] = [day.desk.db.value(asked) for day in days]
    return found


@contextlib.contextmanager
def _days(small: int, large: int, left: int) -> Iterator[tuple[Day, Day]]:
    with tempfile.TemporaryDirectory() as place:
        days = (Day(Path(place, "small")), Day(Path(place, "large")))
        for day, dossiers in zip(days, (small, large), strict=True):
            day.fill(dossiers, left)
        yield days
        for day in days:
            day.desk.close()


def _ms(act: Callable[[], object]) -> float:
    began = perf_counter()
    act()
    return (perf_counter() - began) * 1000


if __name__ == "__main__":
    print(json.dumps(_measure(*map(int, sys.argv[1:]))))
