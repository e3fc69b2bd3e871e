"""Children that work at a desk and are killed: fork_server.py FOLDER STATE.

The server imports everything once and stays single-threaded, so that a fork is quick and safe on every Python. It reads
one line of JSON at a time and answers with one:

    {"work": "receive", "seconds": 0.08, "seed": 7}  ->  {"codes": [...], "ended": "killed"}
    {"work": "rebuild", "seconds": 0.02, "seed": 8}  ->  {"codes": [], "ended": "killed" or "done"}
    {"work": "import", "seconds": 0.3, "seed": 9}    ->  {"codes": [], "ended": "killed" or "done"}

"codes" are the dossiers of which the child was told that they are on disk; "ended" is an error's words where a child
ended by itself and should not have.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import os
import random
import select
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from cchc_desktop import bootstrap
from cchc_desktop.clock import moment
from cchc_desktop.domain.dossier import FeeState
from cchc_desktop.domain.intake import ReceiveDossier, TickedPaper
from cchc_desktop.domain.person import Person
from cchc_desktop.domain.printing import JobState
from cchc_desktop.domain.slip import Offsets
from cchc_desktop.services import paper_desk, print_desk, upkeep

DAY = moment("2023-10-26T09:00")
BOOK = "so.csv"
"""The book that is taken in, in the state folder."""
PROCEDURES = ("1.004873", "2.000815", "1.001193", "2.000635", "1.000656")


class Hand:
    """A clock that goes on a second each time it is asked, from the start of the child's turn."""

    def __init__(self, start: datetime) -> None:
        self._at = start

    def now(self) -> datetime:
        self._at += timedelta(seconds=1)
        return self._at


def form(chance: random.Random) -> ReceiveDossier:
    """Return an invented dossier."""
    return ReceiveDossier(
        procedure_code=chance.choice(PROCEDURES),
        applicant=Person(name=f"Nguyễn Thị Thử {chance.choice('ABCDĐEGH')}", phone=f"09{chance.randrange(10**8):08}"),
        papers=(TickedPaper(name="Giấy tờ tự gõ", quantity=chance.randint(1, 9)),),
        fee_state=chance.choice((FeeState.UNKNOWN, FeeState.FREE)),
        wants_slip=True,  # it is a Thursday: half of them are settled while the citizen waits, and each has its paper
    )


def receive_for_ever(folder: Path, state: Path, seed: int, tell: Callable[[str], object]) -> None:
    """Receive, print into a file, say that it is out, and again."""
    chance = random.Random(seed)
    start = DAY + timedelta(minutes=len(list((folder / "papers").glob("*.pdf"))))
    desk = bootstrap.open_desk(folder, clock=Hand(start), environment={"XDG_STATE_HOME": str(state)})
    while True:
        received = desk.intake.receive(form(chance))
        tell(received.dossier.code)
        pdf = desk.papers.order(received.dossier, received.personal).build()
        desk.printing.note_state(received.print_job, JobState.HANDED)
        desk.printing.write_file(pdf, f"{received.dossier.code}.pdf")
        desk.printing.note_out(
            received.print_job,
            sha256=paper_desk.sha256(pdf),
            way=print_desk.OPENED,
            offsets=Offsets(),
            counterparts=paper_desk.BOTH_COUNTERPARTS,
        )


def rebuild(folder: Path, _state: Path, _seed: int, _tell: Callable[[str], object]) -> None:
    """Fold the journal anew, once."""
    upkeep.rebuild_folder(folder)


def import_book(folder: Path, state: Path, _seed: int, _tell: Callable[[str], object]) -> None:
    """Take in the book that lies beside the desk, once."""
    desk = bootstrap.open_desk(folder, clock=Hand(DAY), environment={"XDG_STATE_HOME": str(state)})
    desk.logbooks.import_book(state / BOOK)
    desk.close()


WORK = {"receive": receive_for_ever, "rebuild": rebuild, "import": import_book}


@dataclasses.dataclass(frozen=True, slots=True)
class Order:
    """One line of what the server is asked."""

    work: str
    seconds: float
    seed: int


def turn(
    job: Callable[[Callable[[str], object]], None], seconds: float, *, after_a_word: bool = False
) -> dict[str, object]:
    """Let a child do a job, kill it when its time is over, and return what became of it.

    Args:
        job: What it does; it is handed what tells one line.
        seconds: From the fork to the kill.
        after_a_word: From its first word, which says that it has begun, instead.
    """
    reader, writer = os.pipe()
    assert threading.active_count() == 1
    child = os.fork()
    if child == 0:
        os.close(reader)
        _be_the_child(job, writer)
    os.close(writer)
    told = (os.read(reader, 65536) if after_a_word else b"") + _listen(reader, seconds)
    os.kill(child, signal.SIGKILL)
    told += _rest(reader)
    _pid, status = os.waitpid(child, 0)
    os.close(reader)
    is_killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    words = told.decode().splitlines()
    failure = next((word for word in words if word.startswith("!")), "")
    return {
        "codes": [word for word in words if not word.startswith("!")],
        "ended": failure or ("killed" if is_killed else "done"),
    }


def _be_the_child(job: Callable[[Callable[[str], object]], None], writer: int) -> None:
    """Work and end without the parent's ways of ending."""
    try:
        job(lambda word: os.write(writer, f"{word}\n".encode()))
    finally:
        if sys.exc_info()[0] is not None:
            os.write(writer, f"!{' | '.join(traceback.format_exc().splitlines()[-3:])}\n".encode())
        os._exit(0)


def _listen(reader: int, seconds: float) -> bytes:
    """Return what the child tells until the time is over, or it ended."""
    told, end = b"", time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0 and select.select([reader], [], [], left)[0]:
        part = os.read(reader, 65536)
        if not part:
            break
        told += part
    return told


def _rest(reader: int) -> bytes:
    told = b""
    while part := os.read(reader, 65536):
        told += part
    return told


def main(folder: Path, state: Path) -> None:
    """Serve until the standard input ends."""
    for line in sys.stdin:
        order = Order(**json.loads(line))
        job = functools.partial(WORK[order.work], folder, state, order.seed)
        print(json.dumps(turn(job, order.seconds)), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
