"""The tracking register on its way out of the program, in parts: read on the desk's thread, built on any, entered."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.register import RegisterHead, RegisterRow
from cchc_desktop.errors import PrintError
from cchc_desktop.printing import opening
from cchc_desktop.services.recording import Recorder

REGISTER = "tracking_register"
"""The list's name in the entry of an export; stored, never renamed."""


def file_name(head: RegisterHead, ending: str) -> str:
    """Return what the file of a register is called: its days, nothing personal."""
    return f"so-theo-doi-{head.since:%Y%m%d}-{head.until:%Y%m%d}.{ending}"


def pdf_of(rows: Sequence[RegisterRow], head: RegisterHead) -> bytes:
    """Return the register on paper; any thread.

    Raises:
        FontMissing: The papers' letters are not on this machine.
    """
    from cchc_desktop.documents import tracking_register

    return tracking_register.build(rows, head)


def workbook_of(rows: Sequence[RegisterRow], head: RegisterHead) -> bytes:
    """Return the register as a workbook; any thread."""
    from cchc_desktop.reports import register_workbook

    written = io.BytesIO()
    register_workbook.write(rows, head, written)
    return written.getvalue()


def enter(recorder: Recorder, rows: Sequence[RegisterRow], head: RegisterHead) -> None:
    """Enter who takes how many rows of which days out of the program, before they leave it (RULES 63).

    Raises:
        ClockError, StoreError: Nothing was entered, and nothing may be handed out.
    """
    body = {"list": REGISTER, "rows": len(rows), "since": head.since.isoformat(), "until": head.until.isoformat()}
    with recorder.recording() as record:
        record.add(EntryKind.LIST_EXPORTED, body)


def hand_out(
    recorder: Recorder,
    rows: Sequence[RegisterRow],
    head: RegisterHead,
    build: Callable[[Sequence[RegisterRow], RegisterHead], bytes],
) -> bytes:
    """Return what `pdf_of` or `workbook_of` builds, entered before its bytes are handed out.

    Raises:
        FontMissing: The papers' letters are not on this machine; nothing was entered.
        ClockError, StoreError: Nothing was entered and nothing is handed out.
    """
    built = build(rows, head)
    enter(recorder, rows, head)
    return built


def write_workbook(content: bytes, path: Path) -> Path:
    """Write a workbook, whole or not at all, and return where; its folder is made. Any thread.

    Raises:
        PrintError: The folder cannot be written or the disk is full.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise PrintError(folder=str(path.parent), cause=error.strerror or "") from error
    opening.write_whole(content, path)
    return path
