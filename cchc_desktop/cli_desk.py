"""What the terminal's commands share: the open desk, who acts, a paper written where it was asked for."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cchc_desktop import bootstrap, cli_reading, errors
from cchc_desktop.cli_arguments import READING

if TYPE_CHECKING:
    from cchc_desktop.domain.people import Official
    from cchc_desktop.services.people_desk import Approval, PeopleDesk
    from cchc_desktop.services.recording import Recorder

Answer = dict[str, Any]

_WHO = (
    "Bàn này đã dùng mã PIN nên lệnh ghi sổ cần biết ai làm: thêm --as CÁN-BỘ --as-pin-file TỆP "
    "(tệp chứa mã PIN của người ấy). Chưa ghi gì."
)
_FOR_ADMINISTRATORS = ("official", "catalogue", "enrol", "year-pack", "carrier", "take-over")
"""What only an administrator writes once PINs are in use; of settings, PINs and delegations the services see to it."""


def only_reads(arguments: argparse.Namespace) -> bool:
    """Return whether nothing would be written by what was asked for."""
    if getattr(arguments, "check", False):
        return True
    match arguments.command:
        case "close-day":
            return bool(arguments.list)
        case "year-pack":
            return not arguments.accept
        case "register":
            return not (arguments.pdf or arguments.xlsx)
        case "catalogue":
            return bool(arguments.action == "list")
        case "online":
            return bool(arguments.action == "list")
        case "import-logbook":
            return bool(arguments.dry_run)
        case "same-day":
            return bool(arguments.action == "board")
        case "carrier":
            ways = (arguments.folder, arguments.sftp, arguments.https)
            return not arguments.none and all(way is None for way in ways)
        case "city-question" | "exceptions":
            return bool(arguments.action == "list")
        case "settings":
            return not (arguments.pairs or arguments.officer)
        case command:
            return command in READING


@contextmanager
def open_desk(arguments: argparse.Namespace) -> Iterator[bootstrap.Desk]:
    """Open the desk for one command; what it writes is theirs who act (``--as``), each known by the PIN."""
    desk = bootstrap.open_desk(arguments.data, read_only=only_reads(arguments))
    try:
        _ = desk.state.catalogue  # read late; its damage is told before anything is done
        if only_reads(arguments):
            if getattr(arguments, "acting", ""):
                desk.recorder.actor = official_named(desk.people, arguments.acting).id
        elif not _is_proved_later(desk, arguments):
            let_act(desk.people, desk.recorder, arguments.acting, arguments.acting_pin)
            if arguments.command in _FOR_ADMINISTRATORS:
                _need_administrator(desk)
        yield desk
    finally:
        desk.close()


def _is_proved_later(desk: bootstrap.Desk, arguments: argparse.Namespace) -> bool:
    """Return whether the command asks for a PIN of its own: the approver's, or of whoever sits down at the desk."""
    if arguments.command == "approve":
        return True
    return arguments.command == "settings" and bool(arguments.officer) and desk.people.asks_for_pins()


def let_act(people: PeopleDesk, recorder: Recorder, who: str, pin_file: Path | None) -> None:
    """Let an official act, or whom the desk keeps; who has a PIN is asked for it, the one the desk keeps as well.

    Raises:
        WrongInput: Nobody is named, or no PIN is given, where there is one.
        FormIncomplete, PinWrong, PinWait: The name stays closed.
    """
    officer = official_named(people, who).id if who else recorder.actor
    refuse_unproved(people, officer)
    if people.has_pin(officer) and not (who and pin_file):
        raise cli_reading.WrongInput(_WHO)
    if who:
        recorder.actor = people.check_entry(officer, pin(pin_file)).id


def refuse_unproved(people: PeopleDesk, officer: str) -> None:
    """Refuse an administrator without a PIN once another has one: nobody could tell who types that name."""
    from cchc_desktop.services.people_checks import refuse

    if people.asks_for_pins() and not people.has_pin(officer) and people.official(officer).is_administrator:
        refuse("officer", "first_pin")


def _need_administrator(desk: bootstrap.Desk) -> None:
    from cchc_desktop.services.people_checks import refuse

    if desk.people.asks_for_pins() and not desk.people.official(desk.recorder.actor).is_administrator:
        refuse("by", "not_administrator")


def official_named(people: PeopleDesk, who: str) -> Official:
    """Return an official by id or name."""
    for official in people.officials():
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
    approver = official_named(desk.people, arguments.approver)
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
