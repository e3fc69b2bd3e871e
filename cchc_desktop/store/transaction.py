"""The one way to write, and the way to read several things that belong together."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from cchc_desktop.store.engine import Database


@contextlib.contextmanager
def writing(db: Database) -> Iterator[Database]:
    """Hold the write lock for the block: all of it is saved, or none of it.

    The lock is taken at once (``begin immediate``): a deferred transaction that reads before it writes
    fails with "database is locked" when another connection wrote in between.

    Raises:
        StoreError: Nothing of the block was saved.
    """
    if db.connection.in_transaction:
        raise RuntimeError("writing() cannot be nested: a service owns the whole transaction")
    db.begin_writing()
    try:
        yield db
        db.execute("commit")
    except BaseException:
        # A full disk may already have rolled back by itself.
        if db.connection.in_transaction:
            db.execute("rollback")
        raise


@contextlib.contextmanager
def reading(db: Database) -> Iterator[Database]:
    """Show one and the same state for the block, whatever other connections write meanwhile; nobody waits for it."""
    if db.connection.in_transaction:
        yield db
        return
    db.execute("begin")
    try:
        yield db
    finally:
        db.execute("rollback")
