"""A year's book coming in, beside bare sqlite3 writing the same rows ready made; and what the memory does meanwhile.

python -m tests.bench.books LINES    prints JSON
"""

from __future__ import annotations

import dataclasses
import functools
import itertools
import json
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

from cchc_desktop.paths import DATABASE
from cchc_desktop.services.logbook_desk import LINES_AT_ONCE
from tests.bench.children import ask
from tests.bench.rows import Line
from tests.services.city_desk import new_desk
from tests.tools.city_year import city

MOST, MOST_GROWTH_MB = 8.0, 16.0
_TABLES = {"entry": "seq", "personal": "seq", "dossier": "id", "person": "id", "dossier_span": "id", "step": "id"}
"""What an import writes, and by which column its rows follow one another."""


def line(*, lines: int) -> Line:
    """Measure one import and one bare writing of what it wrote, transaction by transaction."""
    found = _asked(lines)
    return Line(
        what=f"import of a book of {lines:,} lines", measured=found["import"], bare=found["bare"], most=MOST, unit="s",
        notes=(
            f"{found['import'] * 1000 / lines:.2f} ms a line; {found['entries']:,} entries; "
            f"{LINES_AT_ONCE} lines a transaction on both sides",
        ),
        causes=("reading, judging and hashing each line: the bare side has every row ready made",),
    )  # fmt: skip


def memory_line(*, lines: int) -> Line:
    """Say by how much the process grows over the second half of a book."""
    found = _asked(lines)
    return Line(
        what=f"memory over the second half of a book of {lines:,} lines", measured=found["growth"],
        most=MOST_GROWTH_MB, unit="MB", notes=(f"{found['half']:.0f} MB when half of it was in",),
    )  # fmt: skip


@functools.cache
def _asked(lines: int) -> dict[str, Any]:
    """Take one book in for both rows."""
    return ask("books", lines)


@dataclasses.dataclass
class _Memory:
    """Resident memory, looked at after each transaction."""

    half_way: int
    half: float = 0.0
    most_later: float = 0.0

    def look(self, lines: int) -> bool:
        now = _resident_mb()
        if lines <= self.half_way:
            self.half = now
        else:
            self.most_later = max(self.most_later, now)
        return True


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _measure(lines: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (book,) = city(folder, wards=1, dossiers=lines)
        desk = new_desk(folder)
        desk.db.execute("pragma wal_checkpoint(truncate)")
        empty = folder / "bare.db"
        shutil.copy(folder / "desk" / DATABASE, empty)
        memory = _Memory(half_way=lines // 2)
        started = perf_counter()
        desk.logbooks.import_book(book.path, progress=memory.look)
        took = perf_counter() - started
        entries = int(desk.db.value("select count(*) from entry"))
        desk.close()
        return {
            "import": took,
            "bare": _bare(folder / "desk" / DATABASE, empty),
            "entries": entries,
            "half": memory.half,
            "growth": max(0.0, memory.most_later - memory.half),
        }


def _bare(source: Path, target: Path) -> float:
    """Write the same rows in the same transactions and return how long the writing took, not the reading."""
    read, write = sqlite3.connect(source), sqlite3.connect(target, isolation_level=None)
    write.execute("pragma journal_mode = wal")
    write.execute("pragma synchronous = full")
    took = 0.0
    try:
        for first, last in _transactions(read):
            rows = {
                table: read.execute(f"select * from {table} where {by} between ? and ?", (first, last)).fetchall()
                for table, by in _TABLES.items()
            }
            words = [(row[0], row[-1]) for row in rows["person"]]
            started = perf_counter()
            write.execute("begin immediate")
            for table, found in rows.items():
                if found:
                    marks = ", ".join("?" * len(found[0]))
                    write.executemany(f"insert into {table} values ({marks})", found)
            write.executemany("insert into dossier_words (rowid, words) values (?, ?)", words)
            write.execute("commit")
            took += perf_counter() - started
    finally:
        read.close()
        write.close()
    return took


def _transactions(read: sqlite3.Connection) -> Iterator[tuple[int, int]]:
    """Yield the first and the last place in the journal of each transaction of the import."""
    begun = [row[0] for row in read.execute("select id from dossier order by id")]
    bounds = [*begun[::LINES_AT_ONCE], 2**62]
    yield from ((first, after - 1) for first, after in itertools.pairwise(bounds))


if __name__ == "__main__":
    print(json.dumps(_measure(int(sys.argv[1]))))
