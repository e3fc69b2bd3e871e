"""`make bench`: one table of ratios, each of two sides measured in turns in the same run. No figure makes it fail.

make bench                            desks of 100,000 and 1,000,000 dossiers (15 GB below build/bench, made once)
make bench ARGS="--quick"             small desks and few rounds, to try it
make bench ARGS="--only start,search" some of the rows
make bench ARGS="--city-year"         the city takes a whole year, not 20 days of it (some 20 minutes and 6 GB more)
"""

from __future__ import annotations

import argparse
import dataclasses
import os
import sqlite3
import sys
from collections.abc import Callable, Mapping

from tests.bench import (
    big_desk,
    boards,
    books,
    city_report,
    city_taking,
    day_closing,
    opening,
    receiving,
    rows,
    same_day,
    searching,
    stalls,
    steps,
    windows,
    year_report,
)
from tests.bench.big_desk import BigDesk


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large the desks are and how often each thing is done."""

    desk: int
    large_desk: int
    open_ones: int
    """Of the large desk on which boards are asked; on the others every dossier is open."""
    starts: int
    memories: int
    received: int
    names: int
    taken_in: int
    steps: int
    boards: int
    entries: int
    openings: int
    same_day: int
    """Dossiers of the large day, beside one of fifty."""
    book: int
    """Lines of the old book."""
    year: int
    """Dossiers of the year that is reported."""
    day: int
    """Dossiers of the day that is closed."""
    city: city_taking.Size
    """What the city takes."""
    city_years: int
    """Dossiers of ten years at the city."""


WHOLE = Size(
    desk=100_000, large_desk=1_000_000, open_ones=20_000, starts=15, memories=3, received=40, names=40, taken_in=40,
    steps=60, boards=50, entries=500, openings=40, same_day=5_000,
    book=88_000, year=1_000_000,
    day=500, city=city_taking.Size(days=20, dossiers=90, wards=(3, 9, 27)), city_years=880_000,
)  # fmt: skip
QUICK = Size(
    desk=2_000, large_desk=20_000, open_ones=2_400, starts=3, memories=1, received=6, names=6, taken_in=6,
    steps=6, boards=5, entries=500, openings=5, same_day=500,
    book=2_000, year=40_000,
    day=100, city=city_taking.Size(days=5, dossiers=25, wards=(1, 3)), city_years=16_200,
)  # fmt: skip
CITY_YEAR = city_taking.Size(days=243, dossiers=1_086, wards=(3, 9, 27))
_MUCH_LOAD = 0.7
"""Of a core, before the run: the figures are then said to be of a busy machine."""


def measures(size: Size) -> Mapping[str, Callable[[], rows.Line]]:
    """Return the rows by name; a desk is made when a row first asks for it."""

    def desk() -> BigDesk:
        return big_desk.desk_of(size.desk)

    def large_desk() -> BigDesk:
        return big_desk.desk_of(size.large_desk)

    def settled_desk() -> BigDesk:
        return big_desk.desk_of(size.large_desk, open_ones=size.open_ones)

    return {
        "start": lambda: windows.start_line(desk(), rounds=size.starts),
        "receive": lambda: receiving.line(desk(), rounds=size.received),
        "search": lambda: searching.line(large_desk(), names=size.names),
        "memory": lambda: windows.memory_line(large_desk(), rounds=size.memories),
        "stall": lambda: stalls.line(desk(), taken_in=size.taken_in),
        "paper-step": lambda: steps.paper_line(desk(), rounds=size.steps),
        "step": lambda: steps.paperless_line(desk(), rounds=size.steps),
        "boards": lambda: boards.line(settled_desk(), rounds=size.boards),
        "opening": lambda: opening.line(desk(), entries=size.entries, rounds=size.openings),
        "same-day": lambda: same_day.line(small=50, large=size.same_day, rounds=size.openings),
        "import": lambda: books.line(lines=size.book),
        "import-memory": lambda: books.memory_line(lines=size.book),
        "06a": lambda: year_report.line(dossiers=size.year, rounds=size.starts),
        "close": lambda: day_closing.line(dossiers=size.day, rounds=size.starts),
        "city": lambda: city_taking.line(size.city),
        "city-06a": lambda: city_report.line(dossiers=size.city_years, rounds=size.memories),
    }


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench", description="Speed and size as ratios within one run.")
    parser.add_argument("--quick", action="store_true", help="small desks and few rounds, to try it")
    parser.add_argument(
        "--only",
        default="",
        metavar="ROWS",
        help="start,receive,search,memory,stall,paper-step,step,boards,opening,same-day,import,import-memory,06a,"
        "close,city,city-06a: some of them",
    )
    parser.add_argument("--city-year", action="store_true", help="the city takes a whole year, not 20 days of it")
    arguments = parser.parse_args()
    load = os.getloadavg()
    wanted = [name for name in arguments.only.split(",") if name]
    size = QUICK if arguments.quick else WHOLE
    found = measures(dataclasses.replace(size, city=CITY_YEAR) if arguments.city_year else size)
    if unknown := set(wanted) - set(found):
        parser.error(f"no such row: {', '.join(sorted(unknown))}")
    lines, broken = [], []
    for name, measure in found.items():
        if not wanted or name in wanted:
            print(f"{name} ...", file=sys.stderr, flush=True)
            try:
                lines.append(measure())
            except RuntimeError as error:
                broken.append(f"{name}: NOT MEASURED, {error}")
    print(_facts(load))
    if arguments.quick:
        print("QUICK: small desks, few rounds; the bars are meant for the whole run")
    print(rows.table(lines))
    print(*broken, sep="\n")
    return 1 if broken else 0


def _facts(load: tuple[float, float, float]) -> str:
    from PySide6.QtCore import qVersion

    platform = os.environ.get("QT_QPA_PLATFORM", "offscreen")
    told = rows.facts(qt=qVersion(), sqlite=sqlite3.sqlite_version, load_before=load, platform_name=platform)
    busy = load[0] > _MUCH_LOAD * (os.cpu_count() or 1)
    return f"{told}\nBUSY: others used this machine meanwhile; ratios hold better than times" if busy else told


if __name__ == "__main__":
    sys.exit(main())
