"""Writing and reading beside others: the lock is taken at once, all is saved or nothing, nobody reads a half."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pytest

from cchc_desktop import errors
from cchc_desktop.store import engine, journal, local
from cchc_desktop.store.engine import Database
from cchc_desktop.store.transaction import reading, writing
from tests.store.stores import append, entry


@pytest.fixture
def other(db: Database, key: str) -> Iterator[Database]:
    """A second connection, without patience."""
    with contextlib.closing(engine.open_database(db.path, key=key)) as connection:
        connection.execute("pragma busy_timeout = 10")
        yield connection


def test_the_lock_is_taken_before_anything_is_read_or_written(db: Database, other: Database) -> None:
    with writing(db):
        with pytest.raises(errors.DatabaseBusy) as refusal, writing(other):
            local.keep_note(other, "a", "never")
        assert local.note(db, "a") == ""
    assert refusal.value.facts == {"file": "desk.db"}


def test_a_block_that_reads_first_is_not_overtaken(db: Database, other: Database) -> None:
    with writing(db):
        before = journal.head(db).number
        with pytest.raises(errors.DatabaseBusy), writing(other):
            journal.append(other, entry(), {})
        assert journal.append(db, entry(), {}).entry.number == before + 1


def test_who_found_it_busy_loses_nothing_and_comes_next(db: Database, other: Database) -> None:
    with writing(db):
        journal.append(db, entry("First"), {})
        with pytest.raises(errors.DatabaseBusy), writing(other):
            journal.append(other, entry("Never"), {})
    with writing(other):
        journal.append(other, entry("Second"), {})
    assert [written.entry.kind for written in journal.all_entries(db)] == ["First", "Second"]
    assert journal.breaks(db) == []


def test_a_connection_keeps_its_patience_whether_it_got_the_lock_or_not(db: Database, other: Database) -> None:
    before = db.value("pragma busy_timeout"), other.value("pragma busy_timeout")
    with writing(db), pytest.raises(errors.DatabaseBusy), writing(other):
        pass
    assert (db.value("pragma busy_timeout"), other.value("pragma busy_timeout")) == before == (2000, 10)


def test_a_nested_block_is_refused_and_the_outer_one_saves_nothing(db: Database) -> None:
    def nested() -> None:
        with writing(db):
            local.keep_note(db, "a", "outer")
            with writing(db):
                local.keep_note(db, "a", "inner")

    with pytest.raises(RuntimeError, match="nested"):
        nested()
    assert local.note(db, "a") == ""
    assert not db.connection.in_transaction


def test_a_nested_block_that_is_caught_leaves_the_outer_one_whole(db: Database) -> None:
    with writing(db):
        local.keep_note(db, "a", "outer")
        with pytest.raises(RuntimeError), writing(db):
            local.keep_note(db, "a", "inner")
    assert local.note(db, "a") == "outer"


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, errors.DossierNotFound])
def test_whatever_goes_wrong_nothing_of_the_block_is_saved(
    db: Database, other: Database, error: type[BaseException]
) -> None:
    def go_wrong() -> None:
        with writing(db):
            journal.append(db, entry(), {"applicant.name": "A"})
            local.keep_note(db, "a", "b")
            raise error

    with pytest.raises(error):
        go_wrong()
    for connection in (db, other):
        assert local.note(connection, "a") == ""
        assert journal.head(connection).number == 0
    append(db)
    assert journal.head(other).number == 1


def test_an_engine_s_error_in_a_block_saves_nothing_and_is_ours(db: Database) -> None:
    def keep_twice() -> None:
        with writing(db):
            local.keep_note(db, "a", "b")
            db.execute("insert into local values ('a', 'again')")

    with pytest.raises(errors.StoreError):
        keep_twice()
    assert local.note(db, "a") == ""


def test_nobody_sees_a_block_before_its_end(db: Database, other: Database) -> None:
    with writing(db):
        local.keep_note(db, "a", "b")
        assert local.note(other, "a") == ""
    assert local.note(other, "a") == "b"


def test_a_reader_sees_one_state_and_stops_no_writer(db: Database, other: Database) -> None:
    append(db, 2)
    with reading(other):
        assert journal.head(other).number == 2
        append(db, 3)
        with reading(other):
            assert journal.head(other).number == 2
        assert other.value("select count(*) from entry") == 2
    assert journal.head(other).number == 5


def test_a_reader_within_a_writing_block_ends_nothing(db: Database) -> None:
    with writing(db):
        local.keep_note(db, "a", "b")
        with reading(db):
            assert local.note(db, "a") == "b"
    assert local.note(db, "a") == "b"


def test_a_reader_s_error_ends_its_block(db: Database) -> None:
    with pytest.raises(ValueError, match="by the way"), reading(db):
        raise ValueError("by the way")
    assert not db.connection.in_transaction
