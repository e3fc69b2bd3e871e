"""The desk on which speed is measured is a whole one."""

from __future__ import annotations

from pathlib import Path

from cchc_desktop.domain.board import BoardKind
from cchc_desktop.domain.entry import Entry
from cchc_desktop.services import upkeep
from tests.bench.big_desk import BigDesk, make


def test_a_desk_made_fast_is_as_good_as_one_filled_by_hand(tmp_path: Path) -> None:
    make(tmp_path / "desk", 500)
    desk = BigDesk(folder=tmp_path / "desk", dossiers=500).open()
    try:
        verdict = upkeep.verify(desk.db)
        texts = [row[0] for row in desk.db.rows("select text from entry")]
        found = desk.view.search("nguyen thi")
    finally:
        desk.close()
    assert verdict.is_whole, verdict
    assert verdict.dossiers == 500
    assert all(Entry.from_text(text).to_text() == text for text in texts)
    assert found


def test_a_desk_with_few_open_ones_is_whole_and_has_something_on_every_board(tmp_path: Path) -> None:
    make(tmp_path / "desk", 3_000, open_ones=2_400)
    desk = BigDesk(folder=tmp_path / "desk", dossiers=3_000).open()
    try:
        verdict = upkeep.verify(desk.db)
        counts = desk.boards.counts()
        states = dict(desk.db.rows("select state, count(*) from dossier group by state"))
    finally:
        desk.close()
    assert verdict.is_whole, verdict
    assert states["returned"] == 600
    assert all(counts[kind] for kind in BoardKind), counts
