"""What the terminal's commands share: the open desk, who acts, a paper written where it was asked for."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cchc_desktop import bootstrap, cli_reading, errors

if TYPE_CHECKING:
    from cchc_desktop.domain.people import Official
    from cchc_desktop.services.people_desk import Approval

Answer = dict[str, Any]

_READING = ("show", "search", "due", "verify", "steps", "drafts", "due-list", "board", "officials", "report",
            "behind", "time-saved")  # fmt: skip
"""Commands that never write."""


def only_reads(arguments: argparse.Namespace) -> bool:
    """Return whether nothing would be written by what was asked for."""
    match arguments.command:
        case "catalogue":
            return bool(arguments.action == "list")
        case "online":
            return bool(arguments.action == "list")
        case "import-logbook":
            return bool(arguments.dry_run)
        case "same-day":
            return bool(arguments.action == "board")
        case "slip":
            return bool(arguments.check)
        case "settings":
            return not (arguments.pairs or arguments.officer)
        case command:
            return command in _READING


@contextmanager
def open_desk(arguments: argparse.Namespace) -> Iterator[bootstrap.Desk]:
    """Open the desk for one command; where somebody is named to act (``--as``), everything is theirs."""
    desk = bootstrap.open_desk(arguments.data, read_only=only_reads(arguments))
    try:
        _ = desk.state.catalogue  # read late; its damage is told before anything is done
        who = getattr(arguments, "acting", "")
        if who:
            typed = pin(getattr(arguments, "acting_pin", None))
            desk.recorder.actor = desk.people.check_entry(official_named(desk, who).id, typed).id
        yield desk
    finally:
        desk.close()


def official_named(desk: bootstrap.Desk, who: str) -> Official:
    """Return an official by id or name."""
    for official in desk.people.officials():
        if who in (official.id, official.name):
            return official
    raise cli_reading.WrongInput(f"Không có cán bộ nào là {who}. Chưa có gì được lưu. Xem: officials.")


def pin(path: Path | None) -> str:
    """Return the PIN in a file's first line (``-``: the standard input); never a word of the command line."""
    if path is None:
        return ""
    try:
        text = sys.stdin.readline() if str(path) == "-" else path.read_text(encoding="utf-8")
    except OSError as error:
        raise cli_reading.WrongInput(f"Không đọc được tệp {path.name}. Chưa có gì được lưu.") from error
    return text.splitlines()[0].strip() if text else ""


def approval(desk: bootstrap.Desk, arguments: argparse.Namespace, drafter: str) -> Approval | None:
    """Return the approval that ``--approver`` gives; ``None`` where nobody was named."""
    if not arguments.approver:
        return None
    approver = official_named(desk, arguments.approver)
    return desk.people.approve_as(approver.id, pin(arguments.pin_file), drafter)


def write_out(desk: bootstrap.Desk, code: str, job: int, build: Callable[[], bytes], out: Path) -> Answer:
    """Write the PDF where it was asked for, then record that the paper is out; its record is on disk already.

    "Handed" comes first: after a power cut the file may be there, and the next one bears its mark.
    """
    from cchc_desktop.domain.printing import SLIP_KIND, JobState
    from cchc_desktop.domain.slip import Offsets
    from cchc_desktop.services.paper_desk import BOTH_COUNTERPARTS, sha256
    from cchc_desktop.services.print_desk import FILE

    wish = desk.printing.job(job)
    counterparts = BOTH_COUNTERPARTS if wish is None or wish.kind == SLIP_KIND else ()
    try:
        pdf = build()
        desk.printing.note_state(job, JobState.HANDED)
        try:
            desk.printing.write_to(pdf, out)
        except errors.PrintError:
            desk.printing.note_state(job, JobState.UNKNOWN if out.exists() else JobState.FAILED)
            raise
        hashed = sha256(pdf)
        desk.printing.note_out(job, sha256=hashed, way=FILE, offsets=Offsets(), counterparts=counterparts)
    except errors.CchcError as error:
        raise errors.SlipNotWritten(code=code, file=out.name, cause=type(error).__name__) from error
    return {"slip": str(out), "sha256": hashed}


def write_pdf(desk: bootstrap.Desk, pdf: bytes, out: Path) -> None:
    """Write a paper that has no print job."""
    desk.printing.write_to(pdf, out)
