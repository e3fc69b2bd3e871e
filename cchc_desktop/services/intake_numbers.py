"""The numbers that one dossier takes: its code, its slip's, its place in the register."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import datetime

from cchc_desktop.rules import codes
from cchc_desktop.settings import Settings
from cchc_desktop.store import desk_lists, number_books
from cchc_desktop.store.engine import Database

DOSSIERS, SLIPS, REGISTER = "dossier", "TNHS", "register"
YEARLY_BOOKS = (SLIPS, REGISTER, "HDHS", "PXL", "TB", "KC")
"""Every series that runs for a calendar year: slips, register, and the papers of later steps."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The numbers one dossier takes."""

    code: str
    slip_number: str
    register_volume: str
    register_number: int


def take(db: Database, settings: Settings, now: datetime, *, portal_code: str = "") -> Numbers:
    """Take the next numbers in the caller's transaction; a dossier of the portal keeps the code that it brings."""
    desk = settings.desk_number

    def next_of(book: str, period: str) -> int:
        return number_books.take_next(db, book, desk=desk, period=period)

    day = now.date().isoformat()
    code = portal_code or _free_code(db, settings, now, lambda: next_of(DOSSIERS, day))
    return _numbers(settings, now, code, next_of(SLIPS, f"{now.year}"), next_of(REGISTER, f"{now.year}"))


def upcoming(db: Database, settings: Settings, now: datetime, *, portal_code: str = "") -> Numbers:
    """Return the numbers that would be taken now; for the preview only."""
    desk = settings.desk_number
    count = number_books.last_taken(db, DOSSIERS, desk=desk, period=now.date().isoformat())

    def next_count() -> int:
        nonlocal count
        count += 1
        return count

    code = portal_code or _free_code(db, settings, now, next_count)
    slip, register = (
        number_books.last_taken(db, book, desk=desk, period=f"{now.year}") + 1 for book in (SLIPS, REGISTER)
    )
    return _numbers(settings, now, code, slip, register)


def _free_code(db: Database, settings: Settings, now: datetime, next_count: Callable[[], int]) -> str:
    """Return the next code that no dossier of the portal has brought along: the same agency stands in both."""
    day = now.date().isoformat()
    desk, desks = settings.desk_on(day)
    while True:
        number = codes.dossier_number(next_count(), desk=desk, desks=desks)
        code = codes.dossier_code(settings.agency_code_on(day), now.date(), number)
        if not desk_lists.is_code_used(db, code):
            return code


def _numbers(settings: Settings, now: datetime, code: str, slip: int, register: int) -> Numbers:
    desk, desks = settings.desk_on(now.date().isoformat())
    return Numbers(
        code=code,
        slip_number=codes.slip_number(slip, SLIPS, desk=desk, desks=desks),
        register_volume=codes.register_volume(now.year, desk=desk, desks=desks),
        register_number=register,
    )
