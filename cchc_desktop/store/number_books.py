"""Number books: a number is taken in the transaction that uses it, and is never used twice."""

from __future__ import annotations

from collections.abc import Iterable

from cchc_desktop.store.engine import Database

AFTER_A_GENERATION = 100
"""How far a book jumps when a restored or moved folder begins a new generation (HOUSE §1)."""


def take_next(db: Database, book: str, *, desk: int, period: str) -> int:
    """Return the next number of a book; it is used up when the transaction commits."""
    return int(
        db.value(
            """
            insert into number_book (book, desk, period, last_number) values (:book, :desk, :period, 1)
            on conflict (book, desk, period) do update set last_number = last_number + 1
            returning last_number
            """,
            {"book": book, "desk": desk, "period": period},
        )
    )


def last_taken(db: Database, book: str, *, desk: int, period: str) -> int:
    """Return the last number that was used; 0 in a new book."""
    sql = "select last_number from number_book where book = ? and desk = ? and period = ?"
    return int(db.value(sql, (book, desk, period)) or 0)


def raise_to(db: Database, books: Iterable[tuple[str, int, str, int]]) -> None:
    """See to it that no book (name, desk, period, last number) stands below what was used elsewhere."""
    db.execute_many(
        """
        insert into number_book (book, desk, period, last_number) values (?, ?, ?, ?)
        on conflict (book, desk, period) do update set last_number = max(last_number, excluded.last_number)
        """,
        books,
    )


def jump(db: Database, books: Iterable[tuple[str, str]], *, desk: int) -> None:
    """Move books (name, period) on after a restore, so that no number given out since is met again."""
    db.execute_many(
        """
        insert into number_book (book, desk, period, last_number) values (?, ?, ?, ?)
        on conflict (book, desk, period) do update set last_number = last_number + excluded.last_number
        """,
        ((book, desk, period, AFTER_A_GENERATION) for book, period in books),
    )
