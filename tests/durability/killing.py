"""A desk at which every clerk is killed in the middle of work, and what must hold afterwards each time."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from cchc_desktop import bootstrap
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.folding import begin
from cchc_desktop.services.desk_setup import SAMPLE, SAMPLE_OFFICER, Opening
from cchc_desktop.services.paper_desk import make_codes, sha256
from cchc_desktop.store import journal, local
from tests.cli.terminal import ROOT
from tests.durability.fork_server import DAY, Hand


@dataclasses.dataclass(slots=True, kw_only=True)
class KilledDesk:
    """The desk's folder, the server that forks its clerks, and what they were told is on disk."""

    folder: Path
    state: Path
    server: subprocess.Popen[str]
    told: list[str] = dataclasses.field(default_factory=list)
    ends: list[str] = dataclasses.field(default_factory=list)

    def kill(self, work: str, seconds: float, seed: int) -> str:
        """Let a clerk work and be killed after so many seconds; return how it ended."""
        assert self.server.stdin is not None
        assert self.server.stdout is not None
        self.server.stdin.write(json.dumps({"work": work, "seconds": seconds, "seed": seed}) + "\n")
        self.server.stdin.flush()
        answer = json.loads(self.server.stdout.readline())
        self.told += answer["codes"]
        self.ends.append(answer["ended"])
        return str(answer["ended"])

    @contextlib.contextmanager
    def reopened(self) -> Iterator[bootstrap.Desk]:
        """Open the desk again, as the program would after a power cut."""
        environment = {"XDG_STATE_HOME": str(self.state)}
        desk = bootstrap.open_desk(self.folder, clock=Hand(DAY), environment=environment)
        try:
            yield desk
        finally:
            desk.close()

    def faults(self) -> list[str]:
        """Reopen the desk and return everything that does not hold."""
        with self.reopened() as desk:
            found = [f"chain: {broken}" for broken in journal.breaks(desk.db)]
            entries = [(written.entry, written.hash) for written in journal.all_entries(desk.db)]
            if [entry.number for entry, _hash in entries] != list(range(1, len(entries) + 1)):
                found.append("the journal's numbers have a gap")
            received = [begin(entry, hashed) for entry, hashed in entries if entry.kind == EntryKind.DOSSIER_RECEIVED]
            codes = [dossier.code for dossier in received]
            for name in ("code", "slip_number", "register_number"):
                values = [getattr(dossier, name) for dossier in received]
                if len(set(values)) != len(values):
                    found.append(f"{name} twice")
            found += [f"told to be on disk and lost: {code}" for code in self.told if code not in set(codes)]
            found += [f"no wish to print: {code}" for code in codes if not local.print_jobs_of(desk.db, code)]
            out = {entry.dossier: entry.body["sha256"] for entry, _hash in entries if entry.kind == EntryKind.PAPER_OUT}
        papers = {path.stem: path for path in (self.folder / "papers").glob("*.pdf")}
        found += [f"a paper without its record: {code}" for code in papers.keys() - set(codes)]
        found += [f"half a paper: {path.name}" for path in papers.values() if not _is_whole(path)]
        for dossier in received:
            kept = out.get(dossier.id)
            if kept and (dossier.code not in papers or sha256(papers[dossier.code].read_bytes()) != kept):
                found.append(f"said to be out and is not, or is another: {dossier.code}")
        return found


def _is_whole(path: Path) -> bool:
    content = path.read_bytes()
    return content.startswith(b"%PDF") and content.rstrip().endswith(b"%%EOF")


@contextlib.contextmanager
def killed_desk(place: Path) -> Iterator[KilledDesk]:
    """Open a desk in ``place`` and start its fork server; end the server at the end."""
    folder, state = place / "desk", place / "state"
    opening = Opening(settings=SAMPLE, officer_name=SAMPLE_OFFICER, is_training=True)
    desk = bootstrap.first_run(folder, opening, clock=Hand(DAY), environment={"XDG_STATE_HOME": str(state)})
    desk.papers.keep_codes(make_codes(desk.papers.codes_to_make()))  # as the window does when idle: papers are quick
    desk.close()
    with subprocess.Popen(
        [sys.executable, "-m", "tests.durability.fork_server", str(folder), str(state)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        yield KilledDesk(folder=folder, state=state, server=server)


def chance() -> tuple[random.Random, int]:
    """Return a source of random moments and its seed, new each time; ``CCHC_SEED`` gives one again."""
    seed = int(os.environ.get("CCHC_SEED") or random.SystemRandom().randrange(10**6))
    print(f"seed {seed}: repeat with CCHC_SEED={seed}")
    return random.Random(seed), seed


def proof_in(text: str) -> tuple[int, str]:
    """Return number and first signs of the hash of the entry that a slip's text claims."""
    found = re.search(r"đã ghi sổ · bàn 1 · #(\d+) · ([0-9A-F]{4})", text)
    assert found, text
    return int(found[1]), found[2]
