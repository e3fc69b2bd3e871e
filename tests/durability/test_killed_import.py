"""The power goes while an old book comes in: what is there is whole, and the same file goes on from there."""

from __future__ import annotations

import csv
from pathlib import Path

from cchc_desktop.services import upkeep
from cchc_desktop.store import journal
from tests.durability.fork_server import BOOK
from tests.durability.killing import KilledDesk, chance, killed_desk
from tests.tools.city_year import HEADER

LINES = 3_000
_ENTRIES_A_LINE = 3


def _write_book(path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number in range(1, LINES + 1):
            writer.writerow((
                f"H32.90.01-231002-{number:04d}", "1.004873", f"Nguyễn Thị Mẫu {number}", "056190000123", "0905000417",
                "1 Đường Mẫu", "counter", "2023-10-02T08:00", "2023-10-05T08:00", "2023-10-04T08:00",
                "2023-10-04T09:00", "no", 8000, "no", "no", "canbo1", "",
            ))  # fmt: skip


def _counts(desk: KilledDesk) -> tuple[int, int]:
    with desk.reopened() as opened:
        assert journal.breaks(opened.db) == []
        told = opened.db.value("select count(*) from entry where dossier <> ''")
        return int(opened.db.value("select count(*) from dossier")), int(told)


def test_an_import_that_is_killed_is_whole_and_the_same_file_completes_it(tmp_path: Path) -> None:
    random, seed = chance()
    with killed_desk(tmp_path) as desk:
        _write_book(tmp_path / "state" / BOOK)
        dossiers = middles = turns = 0
        while middles < 2 and dossiers < LINES:
            turns += 1
            desk.kill("import", random.uniform(0.1, 0.5) * (1 + turns / 10), seed)
            was, (dossiers, entries) = dossiers, _counts(desk)
            assert entries == dossiers * _ENTRIES_A_LINE, f"seed {seed}: a line half taken in"
            assert dossiers >= was, f"seed {seed}: a line lost"
            middles += was < dossiers < LINES
        assert middles, f"seed {seed}: never killed in the middle"
        for _time in range(2):
            assert desk.kill("import", 120.0, seed) == "done"
            assert _counts(desk) == (LINES, LINES * _ENTRIES_A_LINE)
        with desk.reopened() as opened:
            assert upkeep.verify(opened.db).is_whole
