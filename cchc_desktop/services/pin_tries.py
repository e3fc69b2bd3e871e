"""Tries at a PIN or at the sealed code: judged, counted, and made to wait.

Neither is ever kept, entered or logged: a hash lies beside the journal (`store/secrets.py`). A try is counted in the
transaction in which it is judged, right or wrong, so that neither a full disk nor a killed program gives tries away.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import datetime

from cchc_desktop import errors
from cchc_desktop.clock import Clock
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.people import MOST_TRIES, wait_after
from cchc_desktop.services.recording import MOST_BEHIND, Recorder, Recording
from cchc_desktop.store import journal, secrets
from cchc_desktop.store.engine import Database
from cchc_desktop.store.secrets import Hashing, Secret
from cchc_desktop.store.transaction import writing


class PinTries:
    """Judges what was typed against what is kept."""

    def __init__(self, db: Database, recorder: Recorder, clock: Clock, hashing: Hashing) -> None:
        self._db = db
        self._recorder = recorder
        self._clock = clock
        self._hashing = hashing

    def judge(self, officer: str, typed: str, wrong: type[errors.PinWrong]) -> None:
        """Return where ``typed`` is right; what became of a try is kept before anybody hears of it.

        Raises:
            PinMissing: Nothing is kept for this official.
            PinWrong: As ``wrong``, with how many tries are left before one has to wait.
            PinWait: Too many wrong ones; this one was not looked at, or was the last of them.
        """
        with self._trying() as record:
            kept = secrets.find(self._db, officer)
            if kept is None:
                raise errors.PinMissing(officer=officer)
            now = self._now()
            failures, until = kept.failures, _waits_until(kept, now)
            if until is None:
                failures += 1
                until = now + wait_after(failures) if failures >= MOST_TRIES else None
                # Before it is judged: where it cannot be kept, the right one is refused as well as the wrong one.
                secrets.keep_tries(self._db, officer, failures=failures, wait_until=until, now=now)
                if self._hashing.matches(kept.pin_hash, typed):
                    secrets.keep_tries(self._db, officer, failures=0, wait_until=None, now=now)
                    return
                if record is not None:
                    record.add(EntryKind.PIN_FAILED, {"officer": officer, "times": failures})
            elif until != kept.wait_until:
                secrets.keep_tries(self._db, officer, failures=failures, wait_until=until, now=now)
        if until is not None:
            raise errors.PinWait(until=until.isoformat())
        raise wrong(left=MOST_TRIES - failures)

    @contextlib.contextmanager
    def _trying(self) -> Iterator[Recording | None]:
        """Hold the transaction of a try; where the clock or the folder cannot be believed, it is only counted."""
        if self._recorder.can_write and self._recorder.clock_problem() is None:
            with self._recorder.recording() as record:
                yield record
        else:
            with writing(self._db):
                yield None

    def _now(self) -> datetime:
        """Return the moment by which tries wait: a clock a little behind the last entry does not begin them earlier."""
        now = self._clock.now()
        last = journal.last_recorded_at(self._db) or now
        return last if now < last <= now + MOST_BEHIND else now


def _waits_until(kept: Secret, now: datetime) -> datetime | None:
    """Return until when the next try waits, or ``None``.

    A clock set back since the last one begins the wait anew: it does not shorten it, and a clock that ran a year ahead
    locks nobody out for a year. (A clock set forward ends it, yet each wrong try stands in the journal.)
    """
    if kept.wait_until is None:
        return None
    if now < kept.changed_at - MOST_BEHIND:
        return now + wait_after(kept.failures)
    return kept.wait_until if now < kept.wait_until else None
