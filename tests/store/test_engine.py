"""The engine: what every connection promises, whose files it takes, and its errors as ours."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from pathlib import Path

import pytest

from cchc_desktop import errors
from cchc_desktop.store import engine, journal, local
from cchc_desktop.store.engine import Database
from cchc_desktop.store.transaction import writing
from tests.store.stores import ANOTHER_KEY, KEY, START, append, content, entry, files, new_store, refused

_NAME = "Nguyễn Thị Thử"


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("recursive_triggers", 1)],
)
def test_every_connection_keeps_what_it_wrote(db: Database, key: str, pragma: str, value: object) -> None:
    assert db.value(f"pragma {pragma}") == value
    with contextlib.closing(engine.open_database(db.path, key=key)) as another:
        assert another.value(f"pragma {pragma}") == value


def test_every_table_of_ours_is_strict(db: Database) -> None:
    tables = db.rows("select name, strict from pragma_table_list where schema = 'main' and type = 'table'")
    loose = {name for name, strict in tables if not strict}
    assert loose == {"sqlite_schema", "_sqlite_migrations"}
    with pytest.raises(errors.StoreError):
        db.execute("insert into journal values ('a', 'b', 'no number', 1, 0, '', '')")


def test_a_reference_to_nothing_is_refused(db: Database) -> None:
    with pytest.raises(errors.StoreError) as refusal:
        db.execute("insert into personal values (99, 'applicant.name', 'salt', 'A')")
    assert refusal.value.facts["cause"] == "IntegrityError"


def test_a_connection_that_only_reads_changes_nothing(db: Database, key: str) -> None:
    append(db)
    with contextlib.closing(engine.open_database(db.path, key=key, read_only=True)) as reader:
        assert reader.value("select count(*) from entry") == 1
        with pytest.raises(errors.FolderReadOnly):
            local.keep_note(reader, "a", "b")


def test_a_connection_is_handed_to_another_thread_only_where_that_was_said(db: Database, key: str) -> None:
    found: list[object] = []

    def ask(connection: Database) -> None:
        try:
            found.append(connection.value("select count(*) from entry"))
        except errors.StoreError as error:
            found.append(error.facts["cause"])

    with contextlib.closing(engine.open_database(db.path, key=key, other_thread=True)) as lent:
        for connection in (lent, db):
            worker = threading.Thread(target=ask, args=(connection,))
            worker.start()
            worker.join()
    assert found == [0, "ProgrammingError"]


def test_a_file_that_cannot_be_made_is_told_as_its_folder(tmp_path: Path, key: str) -> None:
    with pytest.raises(errors.FolderReadOnly) as refusal:
        engine.open_database(tmp_path / "nowhere" / "desk.db", key=key)
    assert refusal.value.facts == {"folder": str(tmp_path / "nowhere")}


# --- whose file ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "mark",
    [
        pytest.param((), id="as it was made"),
        pytest.param(("pragma user_version = 1",), id="with our number of a version"),
        pytest.param(("pragma application_id = 77",), id="with another program's mark"),
    ],
)
def test_another_program_s_file_is_refused_and_not_touched(path: Path, mark: tuple[str, ...]) -> None:
    with contextlib.closing(sqlite3.connect(path)) as foreign:
        for statement in (*mark, "create table note (text)", "insert into note values ('chợ')"):
            foreign.execute(statement)
        foreign.commit()
    assert refused(path)


def test_another_program_s_empty_file_is_refused_by_its_mark(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as foreign:
        foreign.execute("pragma application_id = 77")
    assert refused(path)


@pytest.mark.parametrize("size", [2, 100, 4096, 9000])
def test_garbage_is_refused_and_not_touched(path: Path, key: str, size: int) -> None:
    path.write_bytes(bytes((number * 7 + 1) % 251 for number in range(size)))
    assert refused(path, key)


def _closed_store(path: Path, key: str, entries: int = 40) -> bytes:
    store = new_store(path, key)
    append(store, entries, personal={"applicant.name": _NAME})
    store.close()
    return path.read_bytes()


@pytest.mark.parametrize("kept", [0.02, 0.5, 0.95])
def test_a_file_cut_short_is_refused_and_not_touched(path: Path, key: str, kept: float) -> None:
    whole = _closed_store(path, key)
    path.write_bytes(whole[: int(len(whole) * kept)])
    assert refused(path, key)


def test_a_file_with_a_torn_head_is_refused_and_not_touched(path: Path, key: str) -> None:
    whole = _closed_store(path, key)
    path.write_bytes(b"\0" * 512 + whole[512:])
    assert refused(path, key)


def test_a_torn_page_is_named_when_it_is_read(path: Path, key: str) -> None:
    whole = _closed_store(path, key)
    with contextlib.closing(engine.open_database(path, key=key)) as store:
        root = store.value("select rootpage from sqlite_master where name = 'entry'")
    start = (root - 1) * 4096
    path.write_bytes(whole[:start] + b"\xa5" * 4096 + whole[start + 4096 :])
    torn = path.read_bytes()
    with contextlib.closing(engine.open_database(path, key=key)) as store:
        for read in (journal.last, journal.breaks, lambda db: list(journal.all_entries(db))):
            with pytest.raises(errors.DatabaseDamaged):
                read(store)
    assert path.read_bytes() == torn


def test_a_page_torn_behind_the_first_rows_is_named_too(path: Path, key: str) -> None:
    _closed_store(path, key, entries=200)
    with contextlib.closing(engine.open_database(path, key=key)) as store:
        pages = int(store.value("pragma page_count"))
        store.execute("pragma cache_size = 1")
        whole = path.read_bytes()
        rows = store.stream("select seq, text from entry order by seq")
        assert next(rows)[0] == 1
        path.write_bytes(whole[: 2 * 4096] + b"\xa5" * (pages - 2) * 4096)
        with pytest.raises(errors.DatabaseDamaged):
            list(rows)


# --- the encrypted file -------------------------------------------------------------------------


def test_an_encrypted_file_shows_nothing(tmp_path: Path) -> None:
    store = new_store(tmp_path / "desk.db", KEY)
    append(store, 3, personal={"applicant.name": _NAME})
    seen = files(tmp_path)
    store.close()
    assert set(seen) == {"desk.db", "desk.db-wal", "desk.db-shm"}
    for word in (b"SQLite format 3", b"create table", b"H32.1", _NAME.encode()):
        assert not [name for name, text in seen.items() if word in text]


def test_a_plain_file_shows_what_an_encrypted_one_hides(tmp_path: Path) -> None:
    _closed_store(tmp_path / "desk.db", "")
    assert _NAME.encode() in (tmp_path / "desk.db").read_bytes()


@pytest.mark.parametrize(("made_with", "opened_with"), [(KEY, ANOTHER_KEY), (KEY, ""), ("", KEY)])
def test_a_wrong_key_opens_nothing_and_changes_nothing(path: Path, made_with: str, opened_with: str) -> None:
    _closed_store(path, made_with)
    assert refused(path, opened_with)


# --- copies -------------------------------------------------------------------------------------


def test_a_copy_holds_what_still_stands_in_the_log(db: Database, key: str, tmp_path: Path) -> None:
    append(db, 5, personal={"applicant.name": _NAME})
    assert db.path.with_name("desk.db-wal").stat().st_size > 0
    with contextlib.closing(db.copied_to(tmp_path / "copy.db")) as copy:
        assert content(copy) == content(db)
    assert (_NAME.encode() in (tmp_path / "copy.db").read_bytes()) == (not key)
    with contextlib.closing(engine.open_database(tmp_path / "copy.db", key=key)) as again:
        assert journal.breaks(again) == []


def test_a_copy_that_fails_leaves_the_one_before(db: Database, key: str, tmp_path: Path) -> None:
    db.copy_to(tmp_path / "copy.db")
    before = files(tmp_path)
    append(db, 3)
    with contextlib.closing(engine.open_database(db.path, key=key)) as closed:
        pass
    with pytest.raises(errors.StoreError):
        closed.copy_to(tmp_path / "copy.db")
    assert files(tmp_path) == before


def test_a_copy_replaces_the_one_before(db: Database, key: str, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_bytes(b"something else")
    append(db, 3)
    db.copy_to(tmp_path / "copy.db")
    assert set(files(tmp_path)) == {"copy.db"}
    with contextlib.closing(engine.open_database(tmp_path / "copy.db", key=key)) as copy:
        assert journal.head(copy).number == 3


def test_a_log_that_somebody_reads_is_not_brought_home(db: Database, key: str) -> None:
    append(db)
    with contextlib.closing(engine.open_database(db.path, key=key)) as reader:
        reader.execute("begin")
        assert reader.value("select count(*) from entry") == 1
        append(db)
        db.execute("pragma busy_timeout = 10")
        with pytest.raises(errors.DatabaseBusy):
            db.bring_home()
        reader.execute("rollback")
        db.bring_home()
    assert db.path.with_name("desk.db-wal").stat().st_size == 0


# --- a full disk --------------------------------------------------------------------------------


def test_a_full_disk_is_told_and_what_was_saved_stays(db: Database, key: str) -> None:
    append(db, 2)
    full = int(db.value("pragma page_count")) + 2
    db.execute(f"pragma max_page_count = {full}")
    with pytest.raises(errors.DiskFull) as refusal:
        _write_much(db)
    assert refusal.value.facts == {"folder": str(db.path.parent)}
    assert journal.head(db).number == 2
    assert journal.breaks(db) == []
    db.execute("pragma max_page_count = 100000")
    append(db)
    with contextlib.closing(engine.open_database(db.path, key=key)) as another:
        assert journal.head(another).number == 3


def _write_much(db: Database) -> None:
    with writing(db):
        for _ in range(200):
            journal.append(db, entry(body={"text": "x" * 4000}), {})


# --- errors as ours -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "kind", "facts"),
    [
        ("database is locked", errors.DatabaseBusy, {"file": "desk.db"}),
        ("database table is locked: entry", errors.DatabaseBusy, {"file": "desk.db"}),
        ("database or disk is full", errors.DiskFull, {"folder": "a"}),
        ("attempt to write a readonly database", errors.FolderReadOnly, {"folder": "a"}),
        ("unable to open database file", errors.FolderReadOnly, {"folder": "a"}),
        ("database disk image is malformed", errors.DatabaseDamaged, {"file": "desk.db"}),
        ("file is not a database", errors.DatabaseDamaged, {"file": "desk.db"}),
        ("file is encrypted or is not a database", errors.DatabaseDamaged, {"file": "desk.db"}),
        ("UNIQUE constraint failed: dossier.code", errors.StoreError, {"cause": "OperationalError", "code": ""}),
    ],
)
def test_an_engine_s_words_become_our_error(words: str, kind: type[Exception], facts: dict[str, str]) -> None:
    error = engine.translated(sqlite3.OperationalError(words), Path("a") / "desk.db")
    assert type(error) is kind
    assert error.facts == facts


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("select json('{')", id="malformed JSON"),
        pytest.param('select * from "disk image is locked"', id="a name that sounds like it"),
        pytest.param("insert into draft values ('a', 'b', 'c'), ('a', 'b', 'c')", id="a row twice"),
        pytest.param("insert into draft values ('a', null, 'c')", id="nothing where something must be"),
    ],
)
def test_an_engine_s_code_goes_before_its_words(db: Database, statement: str) -> None:
    with pytest.raises(errors.StoreError) as refusal:
        db.execute(statement)
    assert type(refusal.value) is errors.StoreError
    assert str(refusal.value.facts["code"]).startswith("SQLITE_")


def test_what_a_query_meets_becomes_our_error(db: Database) -> None:
    for ask in (db.execute, db.rows, db.row, db.value, lambda sql: list(db.stream(sql))):
        with pytest.raises(errors.StoreError) as refusal:
            ask("select * from nothing_of_ours")
        assert refusal.value.facts["cause"] == "OperationalError"
    with pytest.raises(errors.StoreError):
        db.execute_many("insert into nothing_of_ours values (?)", [(1,)])
    with pytest.raises(errors.StoreError), db.translating():
        db.connection.execute("select * from nothing_of_ours")


def test_no_name_stands_in_an_error(db: Database) -> None:
    local.keep_note(db, "a", "b")
    with pytest.raises(errors.StoreError) as refusal:
        db.execute("insert into local values ('a', ?)", (_NAME,))
    assert _NAME not in str(refusal.value)
    assert START.isoformat() not in str(refusal.value)
