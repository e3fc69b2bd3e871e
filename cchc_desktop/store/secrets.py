"""Hashes of PINs and of the sealed code: local state, in backups, never in an entry or a package."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import TYPE_CHECKING

from cchc_desktop import errors, paths
from cchc_desktop.store.engine import Database
from cchc_desktop.store.records import reading

if TYPE_CHECKING:
    from argon2 import PasswordHasher


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """One kept hash and the tries at it."""

    officer: str
    pin_hash: str = dataclasses.field(repr=False)
    failures: int
    """Wrong ones in a row."""
    wait_until: datetime | None
    changed_at: datetime
    """When it was set or last tried."""


@dataclasses.dataclass(frozen=True, slots=True)
class Hashing:
    """How costly a try is: argon2id. As it stands it takes a slow desk computer a fifth of a second.

    A PIN of six digits is guessed from a stolen file all the same, in days; against that only an encrypted file helps.
    """

    time_cost: int = 2
    memory_kib: int = 46 * 1024
    lanes: int = 1

    def hashed(self, text: str) -> str:
        """Return the salted hash of ``text``; raise `StoreError` where the machine lacks the memory for it."""
        from argon2.exceptions import HashingError

        try:
            return self._hasher().hash(_bytes(text))
        except HashingError as error:
            raise errors.StoreError(cause=type(error).__name__) from None

    def matches(self, pin_hash: str, text: str) -> bool:
        """Return whether ``pin_hash`` was made of ``text``, by whatever costs.

        Raises:
            DatabaseDamaged: What is kept is no hash.
            StoreError: The machine lacks the memory for it.
        """
        from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

        try:
            return self._hasher().verify(pin_hash, _bytes(text))
        except VerifyMismatchError:
            return False
        except InvalidHashError:
            raise errors.DatabaseDamaged(file=paths.DATABASE) from None
        except VerificationError as error:
            raise errors.StoreError(cause=type(error).__name__) from None

    def _hasher(self) -> PasswordHasher:
        # Imported here: a start needs no PIN.
        from argon2 import PasswordHasher

        return PasswordHasher(time_cost=self.time_cost, memory_cost=self.memory_kib, parallelism=self.lanes)


def find(db: Database, officer: str) -> Secret | None:
    """Return what is kept of an official's PIN, or ``None``."""
    row = db.row("select pin_hash, failures, wait_until, changed_at from secret where officer = ?", (officer,))
    if row is None:
        return None
    with reading():
        return Secret(
            officer=officer,
            pin_hash=row[0],
            failures=row[1],
            wait_until=datetime.fromisoformat(row[2]) if row[2] else None,
            changed_at=datetime.fromisoformat(row[3]),
        )


def keep(db: Database, officer: str, pin_hash: str, now: datetime) -> None:
    """Keep the hash of a new PIN, with no try at it yet; the caller owns the transaction."""
    db.execute("insert or replace into secret values (?, ?, 0, '', ?)", (officer, pin_hash, now.isoformat()))


def keep_tries(db: Database, officer: str, *, failures: int, wait_until: datetime | None, now: datetime) -> None:
    """Keep how many wrong ones came in a row and until when the next one waits; the caller owns the transaction."""
    until = wait_until.isoformat() if wait_until else ""
    db.execute(
        "update secret set failures = ?, wait_until = ?, changed_at = ? where officer = ?",
        (failures, until, now.isoformat(), officer),
    )


def drop(db: Database, officer: str) -> None:
    """Forget a PIN and the tries at it; the caller owns the transaction."""
    db.execute("delete from secret where officer = ?", (officer,))


def _bytes(text: str) -> bytes:
    """Return whatever was typed as bytes: half a sign from a broken keyboard is a wrong PIN, no crash."""
    return text.encode("utf-8", "surrogatepass")
