"""Clerks that attach files and are killed: attachment_clerks.py FOLDER STATE CODE SEED KILLS.

Each is a fork of this one program, which stays single-threaded and never opens the desk itself. What a clerk was told
is on disk it says in a line of its own; a clerk that ended by itself says why, behind a "!".
"""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
import traceback
from pathlib import Path

from cchc_desktop import bootstrap
from cchc_desktop.domain.attachment import AttachmentRole
from cchc_desktop.services import attachment_desk  # noqa: F401 - imported once, before the forks
from tests.documents.outside_files import pdf
from tests.durability.fork_server import DAY, Hand

LONGEST_TURN = 0.12
"""Seconds; opening the desk takes some of it, a file with its entry a tenth."""
_PLAIN = pdf()


def attach_for_ever(folder: Path, state: Path, code: str, seed: int) -> None:
    """Attach files that nobody has attached before, one after the other."""
    desk = bootstrap.open_desk(folder, clock=Hand(DAY), environment={"XDG_STATE_HOME": str(state)})
    number = 0
    while True:
        number += 1
        # Behind a PDF's end other bytes may stand: so each file is another one.
        prepared = desk.attachments.prepare(_PLAIN + f"\n% {seed} {number}\n".encode(), f"Tờ {number}.pdf")
        desk.attachments.attach(code, prepared, AttachmentRole.PAPER)
        os.write(1, f"{prepared.sha256}\n".encode())


def main(folder: Path, state: Path, code: str, seed: int, kills: int) -> None:
    """Fork clerk after clerk and kill each at a random moment."""
    chance = random.Random(seed)
    for _ in range(kills):
        seconds, work = chance.uniform(0, LONGEST_TURN), chance.randrange(10**9)
        assert threading.active_count() == 1
        child = os.fork()
        if child == 0:
            try:
                attach_for_ever(folder, state, code, work)
            finally:
                os.write(1, f"!{' | '.join(traceback.format_exc().splitlines()[-3:])}\n".encode())
                os._exit(0)
        threading.Event().wait(seconds)  # until the power cut
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]), int(sys.argv[5]))
