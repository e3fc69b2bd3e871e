"""Versions of the tables: brought on by steps, a copy first, all or nothing, and never a newer one."""

from __future__ import annotations

import contextlib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cchc_desktop import errors
from cchc_desktop.domain.day_package import PackageState
from cchc_desktop.services.upkeep import rebuild, rebuild_folder
from cchc_desktop.store import engine, journal, local, outbox, schema
from cchc_desktop.store.engine import APPLICATION_ID, Database
from tests.store.stores import START, Folder, append, content, files, new_store


def m9001_draft_of_whom(db: Any) -> None:
    """A made-up next step: whose draft it is."""
    db.execute("alter table draft add column officer text not null default 'u1'")


def m9002_second_half_fails(db: Any) -> None:
    """A step that stumbles when half of it is done."""
    db.execute("alter table print_job add column colour text")
    db.execute("insert into nothing_of_ours values (1)")


_LATER = (*schema.MIGRATIONS, m9001_draft_of_whom)
_NOW, _NEXT = len(schema.MIGRATIONS), len(_LATER)


@pytest.fixture
def older(path: Path, key: str) -> Database:
    """A store of this program, as a later one finds it."""
    store = new_store(path, key)
    append(store, 3, personal={"applicant.name": "Nguyễn Thị Thử"})
    local.save_draft(store, "intake", "{}", START)
    return store


def _version(db: Database) -> int:
    return int(db.value("pragma user_version"))


def test_a_new_file_has_all_steps_and_our_mark(db: Database) -> None:
    assert schema.KNOWN_VERSION == len(schema.MIGRATIONS) == _version(db)
    assert db.value("pragma application_id") == APPLICATION_ID
    names = [step.__name__ for step in schema.MIGRATIONS]
    assert [row[0] for row in db.rows("select name from _sqlite_migrations order by id")] == names
    assert names == sorted(names)


def test_a_current_file_is_left_alone(db: Database, tmp_path: Path) -> None:
    before = db.rows("select * from _sqlite_migrations")
    schema.migrate(db, copy_to=tmp_path / "copy.db")
    assert db.rows("select * from _sqlite_migrations") == before
    assert not (tmp_path / "copy.db").exists()


def test_an_older_file_is_copied_first_then_brought_on_with_its_data(older: Database, key: str, tmp_path: Path) -> None:
    before = content(older)
    schema.migrate(older, copy_to=tmp_path / "copy.db", migrations=_LATER)
    assert _version(older) == _NEXT
    assert older.rows("select * from draft") == [("intake", START.isoformat(), "{}", "u1")]
    assert content(older) == before
    assert journal.breaks(older) == []
    with contextlib.closing(engine.open_database(tmp_path / "copy.db", key=key)) as copy:
        assert _version(copy) == _NOW
        assert local.draft(copy, "intake") == ("{}", START)
        assert content(copy) == before
    older.close()


def test_a_desk_of_the_first_part_keeps_its_print_jobs(path: Path, key: str, tmp_path: Path) -> None:
    with contextlib.closing(engine.open_database(path, key=key)) as db:
        schema.migrate(db, migrations=schema.MIGRATIONS[:1])
        values = ("d", "H32-231026-0001", "appointment_slip", 0, 1, 1, "out", START.isoformat(), START.isoformat())
        db.execute(
            """insert into print_job (dossier, code, kind, reprint, template, settings, state, wanted_at, changed_at)
               values (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            values,
        )
        schema.migrate(db, copy_to=tmp_path / "copy.db")
        assert [job.entry for job in local.print_jobs_of(db, "H32-231026-0001")] == [0]
        assert db.rows("select * from secret") == []
    assert (tmp_path / "copy.db").exists()


def test_a_desk_that_has_closed_days_keeps_its_packages(path: Path, key: str, tmp_path: Path) -> None:
    with contextlib.closing(engine.open_database(path, key=key)) as db:
        schema.migrate(db, migrations=schema.MIGRATIONS[:3])
        opened = ("H32.x/1/1", "H32.x", 1, 1, 9, "1" * 64, START.isoformat())
        db.execute("insert into journal values (?, ?, ?, ?, ?, ?, ?)", opened)
        values = ("2023-10-24", 1, 1, 9, "made", "0" * 64, START.isoformat(), "")
        db.execute("insert into outbox values (?, ?, ?, ?, ?, ?, ?, ?)", values)
        schema.migrate(db, copy_to=tmp_path / "copy.db")
        (line,) = outbox.lines(db)
    assert (line.day, line.part, line.first, line.last) == (date(2023, 10, 24), 1, 1, 9)
    assert (line.state, line.manifest_sha256) == (PackageState.MADE, "0" * 64)
    assert (line.trouble, line.tries, line.next_at, line.is_again, dict(line.facts)) == (None, 0, None, False, {})
    assert line.journal == "H32.x/1/1"


def test_the_journals_of_before_are_the_desks_own_and_its_packages_the_last_ones(path: Path, key: str) -> None:
    with contextlib.closing(engine.open_database(path, key=key)) as db:
        schema.migrate(db, migrations=schema.MIGRATIONS[:4])
        for generation in (1, 2):
            opened = (f"H32.x/1/{generation}", "H32.x", 1, generation, 9, "1" * 64, START.isoformat())
            db.execute("insert into journal values (?, ?, ?, ?, ?, ?, ?)", opened)
        values = ("2023-10-24", 1, 1, 9, "made", "0" * 64, START.isoformat(), "")
        db.execute(
            """insert into outbox (day, part, first, last, state, manifest_sha256, changed_at, message)
               values (?, ?, ?, ?, ?, ?, ?, ?)""",
            values,
        )
        schema.migrate(db)
        assert [line.journal for line in outbox.lines(db)] == ["H32.x/1/2"]
        assert db.rows("select distinct is_own from journal") == [(1,)]
        assert (journal.head(db).journal, journal.own_desk(db)) == ("H32.x/1/2", "H32.x/1")
        journal.open_foreign(db, "H32.x/2/5", head="", opened_at=START)
        assert (journal.head(db).journal, journal.own_desk(db)) == ("H32.x/1/2", "H32.x/1")


def test_a_new_file_is_not_copied(path: Path, key: str, tmp_path: Path) -> None:
    with contextlib.closing(engine.open_database(path, key=key)) as db:
        schema.migrate(db, copy_to=tmp_path / "copy.db", migrations=_LATER)
        assert _version(db) == _NEXT
    assert not (tmp_path / "copy.db").exists()


def test_a_step_that_fails_leaves_the_file_as_it_was(older: Database, key: str, tmp_path: Path) -> None:
    tables = older.rows("select name, sql from sqlite_master order by name")
    with pytest.raises(errors.StoreError):
        schema.migrate(older, copy_to=tmp_path / "copy.db", migrations=(*_LATER, m9002_second_half_fails))
    assert _version(older) == _NOW
    assert older.rows("select name, sql from sqlite_master order by name") == tables
    assert (tmp_path / "copy.db").exists()
    schema.migrate(older, migrations=_LATER)
    assert _version(older) == _NEXT
    older.close()


def test_nothing_is_changed_where_no_copy_can_be_made(older: Database, tmp_path: Path) -> None:
    with pytest.raises(errors.StoreError):
        schema.migrate(older, copy_to=tmp_path / "nowhere" / "copy.db", migrations=_LATER)
    assert _version(older) == _NOW
    assert "officer" not in {row[1] for row in older.rows("pragma table_info(draft)")}
    older.close()


def test_somebody_who_writes_meanwhile_is_waited_for_or_told(older: Database, key: str) -> None:
    with contextlib.closing(engine.open_database(older.path, key=key)) as other:
        other.execute("begin immediate")
        older.execute("pragma busy_timeout = 10")
        with pytest.raises(errors.DatabaseBusy):
            schema.migrate(older, migrations=_LATER)
        other.execute("rollback")
    assert _version(older) == _NOW
    older.close()


# --- a newer one --------------------------------------------------------------------------------


def test_a_newer_store_is_refused_and_not_touched(older: Database, key: str) -> None:
    schema.migrate(older, migrations=_LATER)
    older.close()
    before = files(older.path.parent)
    with contextlib.closing(engine.open_database(older.path, key=key)) as db, pytest.raises(errors.DatabaseTooNew) as e:
        schema.migrate(db, copy_to=older.path.with_name("copy.db"))
    assert e.value.facts == {"found": _NEXT, "known": _NOW}
    assert files(older.path.parent) == before


@pytest.fixture
def newer(folder: Folder) -> Folder:
    """A desk's folder that a newer program has written."""
    with contextlib.closing(engine.open_database(folder.database, key=folder.key)) as db:
        schema.migrate(db, migrations=_LATER)
    return folder


@pytest.mark.parametrize("read_only", [False, True])
def test_a_desk_of_a_newer_program_is_not_opened(newer: Folder, read_only: bool) -> None:
    before = newer.database.read_bytes()
    with pytest.raises(errors.DatabaseTooNew), newer.opened(read_only=read_only):
        pass
    assert newer.database.read_bytes() == before


def test_a_desk_of_a_newer_program_is_not_rebuilt(newer: Folder) -> None:
    before = newer.database.read_bytes()
    names = set(files(newer.folder))
    with pytest.raises(errors.DatabaseTooNew):
        rebuild_folder(newer.folder, key=newer.key)
    assert newer.database.read_bytes() == before
    assert set(files(newer.folder)) == names


def test_a_store_without_its_version_is_damaged(db: Database) -> None:
    db.execute("pragma user_version = 0")
    with pytest.raises(errors.DatabaseDamaged):
        schema.migrate(db)
    assert _version(db) == 0


# --- and an older one, rebuilt ------------------------------------------------------------------


def test_a_rebuild_keeps_the_version(older: Database, key: str) -> None:
    older.close()
    assert rebuild(older.path, key=key) == 3
    with contextlib.closing(engine.open_database(older.path, key=key)) as db:
        assert _version(db) == schema.KNOWN_VERSION
        assert local.draft(db, "intake") == ("{}", START)


def test_a_script_is_parted_into_its_statements() -> None:
    script = """
    create table a (
        b text
    ) strict;
    create trigger c before delete on a begin select 1; end;
    create index d on a (b);
    """
    parts = schema.statements(script)
    assert [part.split()[1] for part in parts] == ["table", "trigger", "index"]
    assert [part[-1] for part in parts] == [";", ";", ";"]
