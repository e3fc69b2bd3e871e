"""Opening a dossier with very many entries, beside reading and decoding the same entries by plain SQLite.

python -m tests.bench.opening FOLDER DOSSIERS ENTRIES ROUNDS    prints JSON
"""

from __future__ import annotations

import base64
import contextlib
import json
import sqlite3
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

from cchc_desktop import bootstrap, paths
from cchc_desktop.domain.attachment import AttachmentRole
from cchc_desktop.domain.steps import StepKind, TakeStep
from tests.bench.big_desk import BigDesk
from tests.bench.children import ask
from tests.bench.rows import Line, median, percentile

MOST = 3.0
_FEW_ROUNDS_BEFORE = 3
_ENTRIES = "select seq, text from entry where dossier = ? and dossier <> '' order by seq"
_TEXTS = """select p.seq, p.field, p.text from entry e join personal p on p.seq = e.seq
            where e.dossier = ? and e.dossier <> '' order by p.seq"""
_PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsrjGYQAAAABJRU5ErkJggg=="
)


def line(desk: BigDesk, *, entries: int, rounds: int) -> Line:
    """Measure `DeskView.dossier`, which the screen of one dossier shows."""
    with desk.copied() as copy:
        found = ask("opening", copy.folder, copy.dossiers, entries, rounds)
    ours, bare, folded = found["ours"], found["bare"], found["folded"]
    notes = (
        f"p99 {percentile(ours, 0.99):.1f} beside {percentile(bare, 0.99):.1f} ms; {found['texts']:,} personal texts; "
        f"handovers, calls, attachments; {rounds} openings, the file in the machine's memory",
    )
    cause = (
        f"reading the entries as values and folding them takes {median(folded):.1f} ms, "
        f"the history for the screen {median(ours) - median(folded):.1f} ms"
    )
    return Line(
        what=f"opening a dossier with {entries:,} entries", measured=median(ours), bare=median(bare), most=MOST,
        notes=notes, causes=(cause,),
    )  # fmt: skip


def fill(desk: bootstrap.Desk, code: str, entries: int) -> None:
    """Let a running dossier go from hand to hand, be ready and be called about, until it has so many entries."""
    prepared = desk.attachments.prepare(_PICTURE, "văn bản kèm theo.png")
    for role in AttachmentRole:
        desk.attachments.attach(code, prepared, role)
    so_far = 1 + len(AttachmentRole)
    handovers = (entries - so_far - 1) // 2
    for number in range(handovers):
        note = f"Chuyển lần {number + 1}, kèm ý kiến của bộ phận chuyên môn"
        _step(desk, StepKind.HANDOVER, code, to_unit=f"Bộ phận {number % 2 + 1}", taker_name="Lê Văn Nhận", note=note)
    _step(desk, StepKind.RESULT_READY, code, shelf="A1")
    for number in range(entries - so_far - handovers - 1):
        _step(desk, StepKind.CALL, code, outcome="no_answer", note=f"Gọi lần {number + 1}, không ai nghe máy")


def _step(desk: bootstrap.Desk, kind: StepKind, code: str, **values: Any) -> None:
    desk.steps.take(TakeStep(kind=kind, code=code, values=values))


def _measure(desk: BigDesk, entries: int, rounds: int) -> dict[str, Any]:
    from cchc_desktop.store import dossiers

    found: dict[str, Any] = {"ours": [], "bare": [], "folded": [], "texts": 0}
    with contextlib.closing(desk.open()) as opened:
        code = opened.view.newest(limit=1)[0].code
        fill(opened, code, entries)
        # A connection of its own, as a bare program has; both files lie in the machine's memory by now.
        bare = sqlite3.connect(f"file:{desk.folder / paths.DATABASE}?mode=ro", uri=True)
        for number in range(rounds + _FEW_ROUNDS_BEFORE):
            sides = [lambda: _bare(bare, code), lambda: len(opened.view.dossier(code).history)]
            took = [0.0, 0.0]
            for side in (0, 1) if number % 2 else (1, 0):
                began = perf_counter()
                read = sides[side]()
                took[side] = _ms(began)
                if read != entries:
                    raise RuntimeError(f"{read} entries were read, not {entries}")
            began = perf_counter()
            dossiers.with_history(opened.db, code)
            if number >= _FEW_ROUNDS_BEFORE:
                found["folded"].append(_ms(began))
                found["bare"].append(took[0])
                found["ours"].append(took[1])
        found["texts"] = len(bare.execute(_TEXTS, (_dossier(bare, code),)).fetchall())
        bare.close()
    return found


def _bare(db: sqlite3.Connection, code: str) -> int:
    """Read a dossier's entries with their personal texts and decode them; return how many there were."""
    dossier = _dossier(db, code)
    entries = {seq: json.loads(text) for seq, text in db.execute(_ENTRIES, (dossier,))}
    texts: dict[int, dict[str, str]] = {}
    for seq, field, text in db.execute(_TEXTS, (dossier,)):
        texts.setdefault(seq, {})[field] = text
    return len(entries)


def _dossier(db: sqlite3.Connection, code: str) -> str:
    return str(db.execute("select dossier from dossier where code = ?", (code,)).fetchone()[0])


def _ms(began: float) -> float:
    return (perf_counter() - began) * 1000


if __name__ == "__main__":
    where, count, how_many, times = sys.argv[1:]
    print(json.dumps(_measure(BigDesk(folder=Path(where), dossiers=int(count)), int(how_many), int(times))))
