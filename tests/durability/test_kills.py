"""The power goes at any moment: what was said to be kept is there, no paper lacks its record, no number comes twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc_desktop.services import upkeep
from cchc_desktop.store import journal
from cchc_desktop.store.transaction import writing
from tests.cli.terminal import text_of
from tests.durability.killing import KilledDesk, chance, killed_desk, proof_in

LONGEST_TURN = 0.15
"""Seconds: opening takes a tenth of it, a dossier with its paper a quarter."""


def kill_and_look(desk: KilledDesk, kills: int, *, look_every: int) -> None:
    random, seed = chance()
    for number in range(1, kills + 1):
        seconds = random.uniform(0, LONGEST_TURN)
        ended = desk.kill("receive", seconds, random.randrange(10**9))
        assert ended == "killed", f"seed {seed}, kill {number}: {ended}"
        if number % look_every == 0:
            assert desk.faults() == [], f"seed {seed}, kill {number} after {seconds:.4f} s"
    assert desk.faults() == [], f"seed {seed}"
    assert desk.ends == ["killed"] * kills


def check_whole(desk: KilledDesk, *, at_least: int) -> None:
    with desk.reopened() as opened:
        verdict = upkeep.verify(opened.db)
        hashes = {written.entry.number: written.hash for written in journal.all_entries(opened.db)}
    assert verdict.is_whole, verdict
    assert verdict.dossiers >= max(at_least, len(desk.told))
    papers = sorted((desk.folder / "papers").glob("*.pdf"))
    assert papers
    for paper in (papers[0], papers[len(papers) // 2], papers[-1]):
        number, signs = proof_in(text_of(paper))
        assert hashes[number].startswith(signs.lower())


def test_a_hundred_kills_lose_nothing_and_number_nothing_twice(tmp_path: Path) -> None:
    with killed_desk(tmp_path) as desk:
        kill_and_look(desk, 100, look_every=4)
        check_whole(desk, at_least=20)


@pytest.mark.soak
def test_a_thousand_kills_lose_nothing_and_number_nothing_twice(tmp_path: Path) -> None:
    with killed_desk(tmp_path) as desk:
        kill_and_look(desk, 1000, look_every=20)
        check_whole(desk, at_least=200)


def test_a_kill_while_rebuilding_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    random, seed = chance()
    with killed_desk(tmp_path) as desk:
        assert desk.kill("receive", 1.0, seed) == "killed"
        with desk.reopened() as opened:
            entries = opened.db.value("select count(*) from entry")
        seen = set()
        for number, seconds in enumerate([0.0, *(random.uniform(0, 0.12) for _ in range(12)), 60.0]):
            _write_a_wrong_row(desk)
            ended = desk.kill("rebuild", seconds, 0)
            assert ended == ("done" if seconds > 1 else ended), f"seed {seed}, {number}: {ended}"
            with desk.reopened() as opened:
                verdict = upkeep.verify(opened.db)
            told = f"seed {seed}, {number}: {verdict}"
            assert (verdict.entries, verdict.breaks, verdict.number_faults) == (entries, (), ()), told
            assert verdict.differences in ((), ("dossier",)), told
            seen.add(verdict.differences)
        assert desk.faults() == []
        assert verdict.is_whole, "the last one was not killed"
        assert seen == {(), ("dossier",)}, "the old file and the new one were both seen"


def _write_a_wrong_row(desk: KilledDesk) -> None:
    """Let the old file be told from the new one, where the row is right."""
    with desk.reopened() as opened, writing(opened.db):
        opened.db.execute("update dossier set procedure_name = 'một tên sai'")
