"""Start and memory: the program's window beside a bare one, each in a process of its own, in turns."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.bench.big_desk import ROOT, BigDesk
from tests.bench.children import child_environment
from tests.bench.rows import Line, median

_PROBE = Path(__file__).with_name("probe.py")
_BARE = Path(__file__).with_name("bare_window.py")
_PROGRAM = ROOT / "main.py"
START_MOST, START_GOAL = 2.0, 1.5
MEMORY_MOST, MEMORY_GOAL = 2.5, 2.0


def start_line(desk: BigDesk, *, rounds: int) -> Line:
    """Measure from the start of the process to the first paint of a window that takes keys."""
    bare, ours = [], []
    _in_turns(desk, 1, settled=False)  # what Python compiles once for good, and the files into the machine's memory
    for bare_found, our_found in _in_turns(desk, rounds, settled=False):
        bare.append(bare_found)
        ours.append(our_found)
    takes_keys = all(found["takes_keys"] for found in ours)
    notes = (
        f"loop entered after {_of(ours, 'loop_ms'):.0f} ms (bare {_of(bare, 'loop_ms'):.0f}); "
        f"first letter in its field after {_of(ours, 'keyed_ms'):.0f} ms (bare {_of(bare, 'keyed_ms'):.0f}); "
        f"whole form painted after {_of(ours, 'whole_ms'):.0f} ms; "
        f"{'keys taken each time' if takes_keys else 'KEYS NOT TAKEN'}; {rounds} starts each",
        f"processor time, which a busy machine changes less: {_of(ours, 'processor_ms'):.0f} ms beside "
        f"{_of(bare, 'processor_ms'):.0f} ms, {_of(ours, 'processor_ms') / _of(bare, 'processor_ms'):.2f} x",
    )
    return Line(
        what=f"start to the intake's first paint that takes keys, {desk.dossiers:,} dossiers",
        measured=_of(ours, "painted_ms"), bare=_of(bare, "painted_ms"), most=START_MOST, goal=START_GOAL, notes=notes,
        causes=("imports, see docs/speed.md",),
    )  # fmt: skip


def memory_line(desk: BigDesk, *, rounds: int) -> Line:
    """Measure the memory held with the window shown, after everything that loads behind the first paint is there."""
    bare, ours = [], []
    for bare_found, our_found in _in_turns(desk, rounds, settled=True):
        bare.append(bare_found)
        ours.append(our_found)
    first = _of(ours, "rss_kb") / 1024
    notes = (
        f"at the first paint {first:.0f} MB ({first * 1024 / _of(bare, 'rss_kb'):.2f} x); the figure above is with the "
        "paper libraries loaded behind it",
    )
    return Line(
        what=f"memory with the window shown, {desk.dossiers:,} dossiers",
        measured=_of(ours, "settled_rss_kb") / 1024, bare=_of(bare, "settled_rss_kb") / 1024, unit="MB",
        most=MEMORY_MOST, goal=MEMORY_GOAL, notes=notes, causes=("see docs/speed.md",),
    )  # fmt: skip


def _in_turns(desk: BigDesk, rounds: int, *, settled: bool) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    found = []
    for number in range(rounds):
        program = (_PROGRAM, "--data", str(desk.folder))
        if number % 2:
            ours = _run(program, desk.environment, settled=settled)
            bare = _run((_BARE,), {}, settled=settled)
        else:
            bare = _run((_BARE,), {}, settled=settled)
            ours = _run(program, desk.environment, settled=settled)
        found.append((bare, ours))
    return found


def _run(script: tuple[object, ...], extra: Mapping[str, str], *, settled: bool) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch) / "report.json"
        probe = [sys.executable, str(_PROBE)]
        rest = [str(report), str(int(settled)), *map(str, script)]
        environment = child_environment(extra)
        done = subprocess.run(
            [*probe, repr(time.monotonic()), *rest], cwd=ROOT, env=environment, capture_output=True, text=True,
            timeout=300, check=False,
        )  # fmt: skip
        if not report.exists():
            raise RuntimeError(
                f"{script[0]} ended with {done.returncode} before its first paint:\n{done.stderr[-2000:]}"
            )
        found: dict[str, Any] = json.loads(report.read_text("utf-8"))
        return found


def _of(found: list[dict[str, Any]], name: str) -> float:
    return median([float(one[name]) for one in found])
