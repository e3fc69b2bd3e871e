"""Number books: four hands take numbers at once, nobody gets another's, and none is lost."""

from __future__ import annotations

import contextlib
import tempfile
import threading
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cchc_desktop import errors
from cchc_desktop.rules import codes
from cchc_desktop.store import engine
from cchc_desktop.store.engine import Database
from cchc_desktop.store.number_books import AFTER_A_GENERATION, jump, last_taken, take_next
from cchc_desktop.store.transaction import writing
from tests.store.stores import new_store

_DAY = "2023-10-24"
_HANDS, _EACH = 4, 200


def _take(db: Database, *, book: str = "dossier", desk: int = 1, period: str = _DAY) -> int:
    with writing(db):
        return take_next(db, book, desk=desk, period=period)


def test_a_book_begins_at_one_and_goes_on(db: Database) -> None:
    assert last_taken(db, "dossier", desk=1, period=_DAY) == 0
    assert [_take(db) for _ in range(3)] == [1, 2, 3]
    assert last_taken(db, "dossier", desk=1, period=_DAY) == 3


@pytest.mark.parametrize("other", [{"book": "TNHS"}, {"desk": 2}, {"period": "2023-10-25"}])
def test_each_book_desk_and_period_counts_for_itself(db: Database, other: dict[str, str | int]) -> None:
    _take(db)
    _take(db)
    assert _take(db, **other) == 1
    assert _take(db) == 3


def test_a_number_that_was_rolled_back_is_given_again(db: Database) -> None:
    _take(db)
    with contextlib.suppress(LookupError), writing(db):
        assert take_next(db, "dossier", desk=1, period=_DAY) == 2
        raise LookupError
    assert last_taken(db, "dossier", desk=1, period=_DAY) == 1
    assert _take(db) == 2


def test_four_hands_take_two_hundred_each_and_never_the_same(db: Database, key: str) -> None:
    taken: list[int] = []
    refused: list[errors.CchcError] = []
    all_there = threading.Barrier(_HANDS)

    def work() -> None:
        with contextlib.closing(engine.open_database(db.path, key=key)) as own:
            own.execute("pragma busy_timeout = 60000")  # however slow the disk is that day
            all_there.wait(timeout=10)
            try:
                taken.extend([_take(own) for _ in range(_EACH)])
            except errors.CchcError as error:
                refused.append(error)

    hands = [threading.Thread(target=work) for _ in range(_HANDS)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert refused == []
    assert sorted(taken) == list(range(1, _HANDS * _EACH + 1))
    assert last_taken(db, "dossier", desk=1, period=_DAY) == _HANDS * _EACH


def test_after_a_restore_books_go_on_a_hundred_higher(db: Database) -> None:
    for _ in range(7):
        _take(db)
    _take(db, desk=2)
    with writing(db):
        jump(db, (("dossier", _DAY), ("TNHS", "2023")), desk=1)
    assert AFTER_A_GENERATION == 100
    assert (_take(db), _take(db, book="TNHS", period="2023")) == (108, 101)
    assert _take(db, desk=2) == 2
    assert _take(db, period="2023-10-25") == 1


_TURNS = st.lists(st.sampled_from([(1, True), (2, True), (1, False), (2, False)]), min_size=2, max_size=15)


_ALREADY = st.sampled_from([0, 500, 997, 998, 999, 1000])
"""How many came before on that day; a desk's first thousand holds 999."""


@settings(max_examples=6, deadline=None)
@example(turns=[(1, True), (2, True)], already=(0, 0))
@example(turns=[(1, True), (2, True), (2, False), (2, True), (1, True)], already=(998, 998))
@given(turns=_TURNS, already=st.tuples(_ALREADY, _ALREADY))
def test_two_desks_never_give_the_same_code_or_slip(
    key: str, turns: list[tuple[int, bool]], already: tuple[int, int]
) -> None:
    given_out: list[tuple[str, str]] = []
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as desks:
        stores = {desk: _store_of(Path(folder), key, desk, already[desk - 1], desks) for desk in (1, 2)}
        for desk, is_kept in turns:
            with contextlib.suppress(LookupError), writing(stores[desk]) as db:
                count = take_next(db, "dossier", desk=desk, period=_DAY)
                if not is_kept:
                    raise LookupError
                number = codes.dossier_number(count, desk=desk, desks=2)
                code = codes.dossier_code("H32.1", date.fromisoformat(_DAY), number)
                given_out.append((code, codes.slip_number(count, "TNHS", desk=desk, desks=2)))
    assert len({code for code, _ in given_out}) == len(given_out) == len({slip for _, slip in given_out})
    assert len(given_out) == sum(is_kept for _, is_kept in turns)


def _store_of(folder: Path, key: str, desk: int, already: int, desks: contextlib.ExitStack) -> Database:
    """Return the own store of a desk at which so many numbers were given out before."""
    db = desks.enter_context(contextlib.closing(new_store(folder / f"{desk}.db", key, desk=desk)))
    with writing(db):
        db.execute("insert into number_book values ('dossier', ?, ?, ?)", (desk, _DAY, already))
    return db
