"""The journal: numbered without a gap, chained by the stored text, and never changed."""

from __future__ import annotations

import contextlib
import hashlib
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_desktop import errors
from cchc_desktop.domain.entry import NO_ENTRY, Entry, Position, personal_digest
from cchc_desktop.store import engine, journal
from cchc_desktop.store.engine import Database
from cchc_desktop.store.transaction import writing
from tests.store.stores import START, append, content, entry, new_store

_PERSONAL = {"applicant.name": "Nguyễn Thị Thử", "note": "gọi trước khi đến"}


def test_what_is_hashed_is_exactly_the_stored_text(db: Database) -> None:
    append(db, 5, personal=_PERSONAL)
    for text, hashed in db.rows("select text, hash from entry"):
        assert hashlib.sha256(text.encode("utf-8")).hexdigest() == hashed
        assert Entry.from_text(text).to_text() == text


def test_each_entry_names_the_one_before(db: Database) -> None:
    append(db, 5)
    found = list(journal.all_entries(db))
    assert [written.entry.previous for written in found] == [NO_ENTRY, *(written.hash for written in found[:-1])]
    assert [written.entry.number for written in found] == [1, 2, 3, 4, 5]
    head = journal.head(db)
    assert (head.journal, head.number, head.hash) == ("H32.1/1/1", 5, found[-1].hash)


def test_what_append_returns_is_what_stands_there(db: Database) -> None:
    with writing(db):
        written = journal.append(db, entry(dossier="H32.1/1/1#1", body={"code": "Đ-1"}), _PERSONAL)
    assert journal.of_dossier(db, "H32.1/1/1#1") == [written]
    assert journal.last(db) == written
    assert journal.hash_at(db, Position(journal="H32.1/1/1", number=1)) == written.hash
    assert journal.hash_at(db, Position(journal="H32.1/1/1", number=2)) == ""
    assert journal.last_recorded_at(db) == START


def test_an_empty_journal_has_no_last_entry(db: Database) -> None:
    assert journal.last(db) is None
    assert journal.last_recorded_at(db) is None
    assert journal.breaks(db) == []


def test_a_store_without_a_journal_is_not_prepared(path: Path, key: str) -> None:
    store = new_store(path, key)
    store.execute("delete from journal")
    with contextlib.closing(store), pytest.raises(errors.FolderNotPrepared):
        journal.head(store)


def test_the_next_dossier_bears_the_place_of_its_first_entry(db: Database) -> None:
    append(db, 2)
    with writing(db):
        wanted = journal.next_dossier_id(db)
        written = journal.append(db, entry(dossier=wanted), {})
    assert wanted == f"{written.entry.journal}#{written.entry.number}" == "H32.1/1/1#3"


def test_entries_are_read_in_their_order_from_any_place(db: Database) -> None:
    append(db, 3, dossier="d")
    append(db, 2)
    assert [written.entry.body["n"] for written in journal.of_dossier(db, "d")] == [0, 1, 2]
    assert [written.entry.number for written in journal.of_desk(db)] == [4, 5]
    assert [written.entry.number for written in journal.all_entries(db, after_seq=3)] == [4, 5]


def test_a_fraction_never_stands_in_the_journal(db: Database) -> None:
    with pytest.raises(ValueError, match="fractions"), writing(db):
        journal.append(db, entry(body={"fees": [{"dong": 1.5}]}), {})
    assert journal.head(db).number == 0


# --- no gap -------------------------------------------------------------------------------------


def test_an_append_that_was_rolled_back_leaves_no_gap(db: Database) -> None:
    append(db, 2)
    with contextlib.suppress(LookupError), writing(db):
        journal.append(db, entry(), _PERSONAL)
        raise LookupError
    append(db, 1)
    assert [row[:2] for row in db.rows("select seq, number from entry order by seq")] == [(1, 1), (2, 2), (3, 3)]
    assert db.value("select count(*) from personal") == 0
    assert journal.breaks(db) == []


_TURNS = st.lists(st.tuples(st.booleans(), st.integers(1, 3)), max_size=12)


@settings(max_examples=12, deadline=None)
@given(turns=_TURNS)
def test_whatever_is_given_up_the_numbers_have_no_gap(key: str, turns: list[tuple[bool, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder, contextlib.closing(new_store(Path(folder) / "a.db", key)) as db:
        for is_kept, count in turns:
            with contextlib.suppress(LookupError), writing(db):
                for _ in range(count):
                    journal.append(db, entry(), _PERSONAL)
                if not is_kept:
                    raise LookupError
        kept = sum(count for is_kept, count in turns if is_kept)
        assert [row[0] for row in db.rows("select number from entry order by seq")] == list(range(1, kept + 1))
        assert journal.breaks(db) == []


# --- never changed ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "update entry set text = '{}' where number = 2",
        "update entry set seq = 9 where number = 2",
        "update or replace entry set number = 1 where number = 2",
        "delete from entry where number = 2",
        "delete from entry",
        "insert or replace into entry select 2, journal, number, dossier, kind, hash, '{}' from entry where number = 2",
        "replace into entry select null, journal, number, dossier, kind, hash, '{}' from entry where number = 3",
        "insert into entry select 2, journal, 9, dossier, kind, hash, text from entry where number = 2",
        "insert into entry select 9, journal, number, dossier, kind, hash, text from entry where number = 2",
    ],
)
def test_an_entry_is_never_changed_removed_or_replaced(db: Database, statement: str) -> None:
    append(db, 3)
    before = content(db)
    with pytest.raises(errors.StoreError), writing(db):
        db.execute(statement)
    assert content(db) == before
    assert journal.breaks(db) == []


# --- personal texts -----------------------------------------------------------------------------


def test_an_entry_carries_salted_hashes_and_no_text(db: Database) -> None:
    append(db, 2, personal=_PERSONAL)
    salts: dict[str, set[str]] = {}
    for seq, field, salt, text in db.rows("select * from personal"):
        stored = json.loads(db.value("select text from entry where seq = ?", (seq,)))
        assert stored["personal"][field] == personal_digest(salt, text)
        assert len(salt) == 32
        salts.setdefault(text, set()).add(salt)
    assert [len(found) for found in salts.values()] == [2, 2], "each text of each entry has its own salt"
    assert not db.value("select count(*) from entry where text like '%Thử%' or text like '%gọi%'")


def test_erased_texts_leave_the_chain_whole(db: Database) -> None:
    append(db, 3, personal=_PERSONAL)
    texts = db.rows("select text, hash from entry")
    with writing(db):
        db.execute("delete from personal where seq = 2")
        db.execute("delete from personal where seq = 3 and field = 'note'")
    assert journal.breaks(db) == []
    assert journal.personal_texts(db, 2) == {}
    assert journal.personal_texts(db, 3) == {"applicant.name": "Nguyễn Thị Thử"}
    assert db.rows("select text, hash from entry") == texts


def test_who_reads_while_another_writes_finds_a_whole_chain(db: Database, key: str) -> None:
    append(db, 3)
    asked: list[str] = []

    def interrupt(statement: str) -> None:
        if "last_number" in statement:
            asked.append(statement)
            append(another)

    with contextlib.closing(engine.open_database(db.path, key=key)) as another:
        db.connection.set_trace_callback(interrupt)
        found = journal.breaks(db)
        db.connection.set_trace_callback(None)
    assert asked
    assert found == []
    assert journal.head(db).number == 3 + len(asked)
