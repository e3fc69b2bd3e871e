"""Verify finds what is not whole and disturbs nobody; rebuild gives the same tables, or leaves the file as it was."""

from __future__ import annotations

import contextlib
import dataclasses
from pathlib import Path

import pytest

from cchc_desktop import errors
from cchc_desktop.domain.entry import digest
from cchc_desktop.domain.intake import TickedPaper
from cchc_desktop.services import upkeep
from cchc_desktop.store import dossiers, engine, journal, local, projections
from cchc_desktop.store.transaction import writing
from tests.store.stores import KEY, MARRIAGE, Folder, append, content, entry, files, tampering

_NAME = "Nguyễn Thị Thử"
_FORM = dataclasses.replace(MARRIAGE, papers=(TickedPaper(name="Bản khai của tổ"),))


@pytest.fixture
def busy(folder: Folder) -> Folder:
    """A closed desk with two dossiers."""
    with folder.opened() as desk:
        desk.intake.receive(_FORM)
        desk.intake.receive(MARRIAGE)
    return folder


@contextlib.contextmanager
def _opened(folder: Folder):
    with contextlib.closing(engine.open_database(folder.database, key=folder.key)) as db:
        yield db


# --- verify -------------------------------------------------------------------------------------


def test_a_whole_desk_is_whole_and_verify_leaves_nothing_behind(busy: Folder, tmp_path: Path) -> None:
    (tmp_path / "scratch").mkdir()
    with _opened(busy) as db:
        before = content(db)
        verdict = upkeep.verify(db, scratch=tmp_path / "scratch")
        assert (verdict.is_whole, verdict.dossiers) == (True, 2)
        assert verdict.entries == journal.head(db).number
        assert content(db) == before
    assert list((tmp_path / "scratch").iterdir()) == []


def test_verify_only_reads(busy: Folder) -> None:
    before = busy.database.read_bytes()
    with busy.opened(read_only=True) as desk:
        assert upkeep.verify(desk.db).is_whole
    assert busy.database.read_bytes() == before


def test_the_file_that_verify_makes_is_encrypted_where_the_desk_s_is(busy: Folder, tmp_path: Path) -> None:
    (tmp_path / "scratch").mkdir()
    seen: list[bytes] = []

    def look(statement: str) -> None:
        seen.extend(path.read_bytes() for path in (tmp_path / "scratch").rglob("*") if path.is_file())

    with _opened(busy) as db:
        db.connection.set_trace_callback(look)
        assert upkeep.verify(db, scratch=tmp_path / "scratch").is_whole
        db.connection.set_trace_callback(None)
    assert seen
    assert any(_NAME.encode() in text for text in seen) == (not busy.key)


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("update dossier set papers_out = 9 where id = (select min(id) from dossier)", "dossier"),
        ("delete from dossier where id = (select max(id) from dossier)", "dossier"),
        ("update person set name = 'A'", "person"),
        ("update typed_paper set name = 'A'", "typed_paper"),
        ("delete from typed_paper", "typed_paper"),
        ("update dossier_span set until_at = from_at", "dossier_span"),
        ("insert into paper_out values (99, 1, 'a', 0, 'b', 'c', 'd')", "paper_out"),
        ("update settings_version set record = '{}'", "settings_version"),
        ("delete from officer", "officer"),
        ("insert into dossier_words (rowid, words) values (1, 'ma')", "dossier_words"),
        ("delete from dossier_words_data where id > 100", "dossier_words"),
    ],
)
def test_a_table_that_is_not_what_the_journal_says_is_named(busy: Folder, statement: str, found: str) -> None:
    with _opened(busy) as db:
        db.execute(statement)
        verdict = upkeep.verify(db)
    assert verdict.differences == (found,)
    assert not verdict.is_whole
    upkeep.rebuild(busy.database, key=busy.key)
    with _opened(busy) as db:
        assert upkeep.verify(db).is_whole


def test_tables_of_another_version_are_all_named(busy: Folder) -> None:
    with _opened(busy) as db:
        local.keep_note(db, "projections", "0")
        db.execute("drop table officer")
        assert upkeep.verify(db).differences == projections.NAMES


def test_a_broken_chain_is_named_and_nothing_is_folded_from_it(busy: Folder) -> None:
    with _opened(busy) as db:
        number = journal.head(db).number
        with tampering(db):
            db.execute("update entry set text = 'nothing' where number = ?", (number,))
        with pytest.raises(errors.StoreError):
            db.value("select json(text) from entry where number = ?", (number,))
        verdict = upkeep.verify(db)
    assert [broken.facts["cause"] for broken in verdict.breaks] == ["text_changed"]
    assert verdict.differences == ()
    assert not verdict.is_whole


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("H32-231024-0002", "H32-231024-0001", "000.99.40.H32-231024-0001"),
        ('"register_number":2', '"register_number":1', "2023:1"),
        ('"slip_number":"2/TNHS"', '"slip_number":"1/TNHS"', "1/TNHS 2023"),
    ],
)
def test_a_number_used_twice_is_named(busy: Folder, old: str, new: str, found: str) -> None:
    with _opened(busy) as db, tampering(db):
        seq, text = db.row("select seq, text from entry order by seq desc limit 1") or (0, "")
        assert old in text
        text = text.replace(old, new)
        db.execute("update entry set text = ?, hash = ? where seq = ?", (text, digest(text), seq))
        assert upkeep.verify(db).number_faults == (found,)


@pytest.mark.parametrize("name", ["print_job_open", "draft", "sqlite_autoindex_pack_1", "dossier_procedure"])
def test_a_torn_page_is_found_wherever_it_is(busy: Folder, name: str) -> None:
    with _opened(busy) as db:
        root = int(db.value("select rootpage from sqlite_master where name = ?", (name,)))
    whole = busy.database.read_bytes()
    start = (root - 1) * 4096
    busy.database.write_bytes(whole[:start] + b"\xa5" * 4096 + whole[start + 4096 :])
    with _opened(busy) as db, pytest.raises(errors.DatabaseDamaged):
        upkeep.verify(db)


def test_verify_sees_one_state_while_another_connection_writes(busy: Folder) -> None:
    written: list[str] = []
    with _opened(busy) as db, _opened(busy) as other:
        entries = db.value("select count(*) from entry")

        def interrupt(statement: str) -> None:
            if statement.startswith(("select id, last_number", "select * from dossier", "select json_extract")):
                written.append(statement)
                append(other)

        db.connection.set_trace_callback(interrupt)
        verdict = upkeep.verify(db)
        db.connection.set_trace_callback(None)
        assert verdict.is_whole, verdict
        assert verdict.entries == entries
        assert len(written) > 2
        assert upkeep.verify(other).entries == entries + len(written)


# --- after an erasure ---------------------------------------------------------------------------


def test_erased_people_are_equal_for_verify_and_rebuild(busy: Folder) -> None:
    with _opened(busy) as db:
        before = db.rows("select * from entry")
        (code,) = (line.code for line in dossiers.search(db, "0001"))
        folded = dossiers.get(db, code)
        with writing(db):
            db.execute("delete from personal where seq = (select min(id) from dossier)")
        left = upkeep.verify(db)
    assert left.breaks == ()
    assert left.differences == ("person", "typed_paper"), "what was read from the erased texts still stands there"
    upkeep.rebuild(busy.database, key=busy.key)
    with _opened(busy) as db:
        assert upkeep.verify(db).is_whole
        assert db.rows("select * from entry") == before
        assert dossiers.get(db, code) == folded
        assert [(line.code, line.name, line.phone) for line in dossiers.with_code(db, code)] == [(code, "", "")]
        assert len(dossiers.search(db, "thu")) == 1
        assert dossiers.typed_papers(db, _FORM.procedure_code) == []


# --- rebuild ------------------------------------------------------------------------------------


@pytest.fixture
def long(busy: Folder) -> Folder:
    """A desk with so many entries that a rebuild tells how far it is."""
    with _opened(busy) as db, writing(db):
        for number in range(600):
            journal.append(db, entry(body={"n": number}), {})
    return busy


def test_a_rebuild_gives_identical_tables_and_tells_how_far_it_is(long: Folder) -> None:
    with _opened(long) as db:
        before = content(db)
    told: list[int] = []
    seen: list[dict[str, bytes]] = []

    def progress(count: int) -> None:
        told.append(count)
        seen.append(files(long.folder))

    count = upkeep.rebuild(long.database, key=long.key, progress=progress)
    with _opened(long) as db:
        assert content(db) == before
        assert count == journal.head(db).number
    assert told == [500]
    assert "desk.rebuild" in seen[0]
    assert any(_NAME.encode() in text for text in seen[0].values()) == (not long.key)
    assert {name for name in files(long.folder) if name.startswith("desk.")} == {"desk.db", "desk.lock"}


def test_a_rebuild_that_fails_leaves_the_file_as_it_was(long: Folder) -> None:
    before = files(long.folder)

    def pull_the_plug(count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        upkeep.rebuild(long.database, key=long.key, progress=pull_the_plug)
    assert files(long.folder) == before


def test_a_rebuild_takes_what_still_stands_in_the_log(busy: Folder, tmp_path: Path) -> None:
    with _opened(busy) as db:
        append(db, 3)
        left = {name: text for name, text in files(busy.folder).items() if name.startswith("desk.db")}
        entries = journal.head(db).number
    # As a killed program leaves it: the log not brought home.
    (tmp_path / "killed").mkdir()
    for name, text in left.items():
        (tmp_path / "killed" / name).write_bytes(text)
    killed = tmp_path / "killed" / "desk.db"
    assert upkeep.rebuild(killed, key=busy.key) == entries
    with contextlib.closing(engine.open_database(killed, key=busy.key)) as db:
        assert upkeep.verify(db).is_whole
        assert journal.head(db).number == entries


def test_a_rebuild_beside_a_reader_is_refused_and_changes_nothing(busy: Folder) -> None:
    with _opened(busy) as reader:
        append(reader)
        reader.execute("begin")
        assert reader.value("select count(*) from entry") > 0
        with _opened(busy) as writer:
            append(writer)
            entries = journal.head(writer).number
        with pytest.raises(errors.DatabaseBusy):
            upkeep.rebuild(busy.database, key=busy.key)
        reader.execute("rollback")
        assert journal.head(reader).number == entries
    assert "desk.rebuild" not in files(busy.folder)


def test_a_folder_is_rebuilt_only_while_nobody_writes_it(busy: Folder) -> None:
    with busy.opened(), pytest.raises(errors.FolderInUse):
        upkeep.rebuild_folder(busy.folder, key=busy.key)
    assert upkeep.rebuild_folder(busy.folder, key=busy.key) > 0
    with busy.opened() as desk:
        assert upkeep.verify(desk.db).is_whole


def test_a_folder_without_a_desk_is_not_rebuilt(tmp_path: Path, key: str) -> None:
    with pytest.raises(errors.FolderNotPrepared):
        upkeep.rebuild_folder(tmp_path, key=key)
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_key_rebuilds_nothing(busy: Folder) -> None:
    before = files(busy.folder)
    with pytest.raises(errors.DatabaseDamaged):
        upkeep.rebuild(busy.database, key="" if busy.key else KEY)
    assert files(busy.folder) == before
