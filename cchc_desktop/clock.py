"""Wall clock of Asia/Ho_Chi_Minh. Nothing else in the program asks the machine for the time.

Việt Nam keeps UTC+7 all year, so a fixed offset is exact and needs no time-zone data.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path
from time import monotonic
from typing import Protocol

from cchc_desktop.errors import ClockUnreadable

VIETNAM = timezone(timedelta(hours=7), "+07")


class Clock(Protocol):
    """Whatever tells the time: the machine, a training folder's variable, a fake in tests."""

    def now(self) -> datetime:
        """Return the moment in Vietnam, aware (+07:00), whole seconds."""
        ...


class SystemClock:
    """The machine's clock, read as Vietnam's wall clock whatever zone the machine has."""

    def now(self) -> datetime:
        """Return the machine's moment in Vietnam."""
        return datetime.now(VIETNAM).replace(microsecond=0)


class RunningClock:
    """Starts at ``start`` and runs on with the machine's monotonic time."""

    def __init__(self, start: datetime) -> None:
        self._start = start
        self._began = monotonic()

    def now(self) -> datetime:
        """Return the start and the time gone since."""
        return (self._start + timedelta(seconds=int(monotonic() - self._began))).replace(microsecond=0)


class FileClock:
    """Reads the moment anew from a file each time it is asked (training folders, tests)."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def now(self) -> datetime:
        """Return the moment that stands in the file now; raise `ClockUnreadable` where none does."""
        try:
            return moment(self._path.read_text("utf-8").strip()).replace(microsecond=0)
        except (OSError, ValueError) as error:
            raise ClockUnreadable(value=f"@{self._path.name}") from error


def moment(text: str) -> datetime:
    """Return an ISO moment as Vietnam's wall clock; one without a zone is taken as local.

    Raises:
        ValueError: ``text`` is not an ISO date with a time.
    """
    parsed = datetime.fromisoformat(text)
    if parsed.tzinfo is None:
        return parsed.replace(tzinfo=VIETNAM)
    try:
        return parsed.astimezone(VIETNAM)
    except OverflowError as error:
        raise ValueError("no such moment in Vietnam") from error


def training_clock(environment: Mapping[str, str] = os.environ) -> Clock:
    """Return the clock of a training folder: ``CCHC_NOW=MOMENT`` or ``CCHC_NOW=@FILE``, else the machine's.

    Raises:
        ClockUnreadable: The variable holds no moment.
    """
    wanted = environment.get("CCHC_NOW", "")
    if wanted.startswith("@"):
        return FileClock(Path(wanted[1:]))
    if not wanted:
        return SystemClock()
    try:
        return RunningClock(moment(wanted))
    except ValueError as error:
        raise ClockUnreadable(value=wanted[:40]) from error
