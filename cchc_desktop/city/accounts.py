"""Who may look at the city's board: names with hashes of passwords, and who is signed in at which browser.

A try is counted in the database before it is judged, so that a killed service gives no tries away. Who does not exist
costs as much time as who does, and is told the same. Of what a browser keeps, the database holds a hash alone.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import secrets
import threading
from datetime import datetime, timedelta

from cchc_desktop.city.engine import CityDatabase, open_city_database
from cchc_desktop.clock import Clock
from cchc_desktop.domain.people import MOST_TRIES, wait_after
from cchc_desktop.store.secrets import Hashing
from cchc_desktop.text import nfc

SHORTEST_PASSWORD = 10
"""Signs of a new password."""
_LONGEST_TYPED = 200
_IDLE = timedelta(minutes=60)
_LENGTHENED_AFTER = timedelta(minutes=1)
"""A session is lengthened by its use, not oftener than this: looking at a page seldom writes."""


class SignInWrongError(Exception):
    """Name or password is wrong; which of them is not said."""


class SignInWaitsError(Exception):
    """Too many wrong tries in a row: nothing is looked at until ``args[0]``, a moment."""


class PasswordWeakError(Exception):
    """A new password is shorter than `SHORTEST_PASSWORD` signs or endless, or nobody is named."""


class Accounts:
    """The accounts of one city, and their sessions; asked from several threads at once."""

    def __init__(self, url: str, clock: Clock, hashing: Hashing | None = None) -> None:
        self._url = url
        self._clock = clock
        self._hashing = hashing or Hashing()
        self._trying = threading.Lock()
        self._nobody = self._hashing.hashed(new_key())

    def names(self) -> tuple[str, ...]:
        """Return everybody who may sign in."""
        with self._database() as db:
            return tuple(str(name) for (name,) in db.rows("select name from city_user order by name"))

    def set_password(self, name: str, password: str) -> None:
        """Let somebody sign in by this password; of one who was there it is changed, and he is signed out everywhere.

        Raises:
            PasswordWeakError: It is too short, or nobody is named.
        """
        name = nfc(name).strip()
        if not name or not SHORTEST_PASSWORD <= len(nfc(password)) <= _LONGEST_TYPED:
            raise PasswordWeakError
        password_hash = self._hashing.hashed(nfc(password))
        with self._database() as db, db.writing():
            db.execute("delete from city_user where name = ?", (name,))
            db.execute("insert into city_user values (?, ?, 0, '')", (name, password_hash))
            db.execute("delete from session where name = ?", (name,))

    def sign_in(self, name: str, password: str) -> str:
        """Return what the browser keeps of whoever signed in.

        Raises:
            SignInWrongError: Name or password is wrong.
            SignInWaitsError: After five wrong ones in a row; this one was not looked at, or was the last of them.
        """
        name, password = nfc(name[:_LONGEST_TYPED]).strip(), nfc(password[:_LONGEST_TYPED])
        with self._trying, self._database() as db:
            return self._judged(db, name, password)

    def _judged(self, db: CityDatabase, name: str, password: str) -> str:
        row = db.row("select password_hash, failures, wait_until from city_user where name = ?", (name,))
        if row is None:
            self._hashing.matches(self._nobody, password)
            raise SignInWrongError
        password_hash, failures, wait_until = str(row[0]), int(row[1]) + 1, str(row[2])
        now = self._clock.now()
        if wait_until and now < datetime.fromisoformat(wait_until):
            raise SignInWaitsError(datetime.fromisoformat(wait_until))
        until = now + wait_after(failures) if failures >= MOST_TRIES else None
        _keep_tries(db, name, failures, until)
        if self._hashing.matches(password_hash, password):
            _keep_tries(db, name, 0, None)
            return _begin(db, name, now)
        if until is not None:
            raise SignInWaitsError(until)
        raise SignInWrongError

    def who(self, key: str) -> str:
        """Return who is signed in at the browser that keeps ``key``; empty: nobody, or not any more."""
        now = self._clock.now()
        with self._database() as db:
            row = db.row("select name, until from session where token_hash = ?", (_hash(key),))
            if row is None or datetime.fromisoformat(row[1]) <= now:
                return ""
            if datetime.fromisoformat(row[1]) < now + _IDLE - _LENGTHENED_AFTER:
                until = (now + _IDLE).isoformat()
                db.execute("update session set until = ? where token_hash = ?", (until, _hash(key)))
            return str(row[0])

    def sign_out(self, key: str) -> None:
        """End the session of a browser."""
        with self._database() as db:
            db.execute("delete from session where token_hash = ?", (_hash(key),))

    def _database(self) -> contextlib.closing[CityDatabase]:
        return contextlib.closing(open_city_database(self._url))


def new_key() -> str:
    """Return what a browser is known by: 32 random bytes."""
    return secrets.token_urlsafe(32)


def form_token(key: str) -> str:
    """Return what every form carries that is made for the browser of ``key``: no other site's form can know it."""
    return hashlib.sha256(f"form:{key}".encode("utf-8", "replace")).hexdigest()


def is_own_form(key: str, token: str) -> bool:
    """Return whether a form came from a page that was made for this browser."""
    return bool(key) and hmac.compare_digest(form_token(key).encode(), token.encode("utf-8", "replace"))


def _begin(db: CityDatabase, name: str, now: datetime) -> str:
    key = new_key()
    with db.writing():
        db.execute("delete from session where until <= ?", (now.isoformat(),))
        db.execute("insert into session values (?, ?, ?)", (_hash(key), name, (now + _IDLE).isoformat()))
    return key


def _keep_tries(db: CityDatabase, name: str, failures: int, until: datetime | None) -> None:
    values = (failures, until.isoformat() if until else "", name)
    db.execute("update city_user set failures = ?, wait_until = ? where name = ?", values)


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
