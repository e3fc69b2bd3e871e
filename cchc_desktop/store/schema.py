"""Tables that are kept (journal, personal texts, packs) and local ones (drafts, print jobs): migrations, append only.

Projections are not here: they are dropped and folded again (`projections.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from cchc_desktop import errors
from cchc_desktop.store.engine import APPLICATION_ID, Database
from cchc_desktop.store.transaction import writing

if TYPE_CHECKING:
    from pathlib import Path

Migration = Callable[[Any], None]
"""A step from one version of the tables to the next, told the database as sqlite-utils sees it. Named for good."""

_FIRST = """
create table journal (
    id text primary key, agency_code text not null, desk integer not null, generation integer not null,
    last_number integer not null, head text not null, opened_at text not null
) strict;
create table entry (
    seq integer primary key, journal text not null references journal(id), number integer not null,
    dossier text not null, kind text not null, hash text not null, text text not null,
    unique (journal, number)
) strict;
create index entry_dossier on entry (dossier) where dossier <> '';
create index entry_kind on entry (kind, seq) where dossier = '';
create trigger entry_stays before update on entry begin select raise(abort, 'an entry is never changed'); end;
create trigger entry_is_kept before delete on entry begin select raise(abort, 'an entry is never deleted'); end;
create table personal (
    seq integer not null references entry(seq), field text not null, salt text not null, text text not null,
    primary key (seq, field)
) strict, without rowid;
create table pack (
    kind text not null, version text not null, sha256 text not null, loaded_at text not null, text text not null,
    primary key (kind, version)
) strict;
create table number_book (
    book text not null, desk integer not null, period text not null, last_number integer not null,
    primary key (book, desk, period)
) strict, without rowid;
create table draft (name text primary key, saved_at text not null, text text not null) strict;
create table print_job (
    id integer primary key, dossier text not null, code text not null, kind text not null,
    reprint integer not null, template integer not null, settings integer not null, state text not null,
    printer text not null default '', reference text not null default '', message text not null default '',
    sha256 text not null default '', wanted_at text not null, changed_at text not null
) strict;
create index print_job_code on print_job (code);
create index print_job_open on print_job (state) where state <> 'out';
create table local (name text primary key, text text not null) strict;
"""


def m0001_desk(db: Any) -> None:
    """The journal and what a desk keeps beside it."""
    for statement in statements(_FIRST):
        db.execute(statement)


_WHOLE_LIFE = """
alter table print_job add column entry integer not null default 0;
create table secret (
    officer text primary key, pin_hash text not null, failures integer not null default 0,
    wait_until text not null default '', changed_at text not null
) strict;
"""


def m0002_whole_life(db: Any) -> None:
    """Papers of every step know their entry; officials have a PIN. No hash of a PIN is ever an entry."""
    for statement in statements(_WHOLE_LIFE):
        db.execute(statement)


_OUTBOX = """
create table outbox (
    day text not null, part integer not null, first integer not null, last integer not null, state text not null,
    manifest_sha256 text not null, changed_at text not null, message text not null, primary key (day, part)
) strict, without rowid;
"""


def m0003_outbox(db: Any) -> None:
    """Packages of closed days, and how far each has come."""
    for statement in statements(_OUTBOX):
        db.execute(statement)


_SENDING = """
alter table outbox add column tries integer not null default 0;
alter table outbox add column next_at text not null default '';
alter table outbox add column answered_at text not null default '';
alter table outbox add column trouble text not null default '';
alter table outbox add column is_again integer not null default 0;
create index outbox_unsent on outbox (day, first, last) where state <> 'accepted';
create index outbox_first on outbox (first);
"""


def m0004_sending(db: Any) -> None:
    """When a package is tried again, what the city said last, and what is in its way."""
    for statement in statements(_SENDING):
        db.execute(statement)


_OTHER_DESKS = """
alter table journal add column is_own integer not null default 1;
alter table outbox add column journal text not null default '';
update outbox set journal = (select id from journal order by generation desc limit 1);
drop index outbox_first;
create index outbox_last on outbox (journal, first);
create table foreign_package (
    journal text not null, day text not null, part integer not null, first integer not null, last integer not null,
    manifest_sha256 text not null, taken_at text not null, primary key (journal, day, part)
) strict, without rowid;
"""


def m0005_other_desks(db: Any) -> None:
    """Journals of other desks beside the own, packages of theirs that were taken, and whose generation the own are."""
    for statement in statements(_OTHER_DESKS):
        db.execute(statement)


MIGRATIONS: tuple[Migration, ...] = (
    m0001_desk, m0002_whole_life, m0003_outbox, m0004_sending, m0005_other_desks,
)  # fmt: skip
"""Append only: a released one is never edited."""
KNOWN_VERSION = len(MIGRATIONS)
"""Asked at start without importing sqlite-utils."""


def migrate(db: Database, *, copy_to: Path | None = None, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Bring the kept and local tables to this program's version: all of it is done, or nothing.

    Args:
        db: An open database.
        copy_to: Where the file is copied before a file with data is changed.
        migrations: The steps of this program, the first one first.

    Raises:
        DatabaseTooNew: A newer program wrote the file; nothing was touched.
    """
    known = len(migrations)
    found = int(db.value("pragma user_version") or 0)
    if found == known:
        return
    if found > known:
        raise errors.DatabaseTooNew(found=found, known=known)
    if found == 0 and db.value("select count(*) from sqlite_master"):
        raise errors.DatabaseDamaged(file=db.path.name)
    if found and copy_to is not None:
        db.copy_to(copy_to)
    with writing(db), db.translating():
        _listed(migrations).apply(db.utils)
        db.execute(f"pragma application_id = {APPLICATION_ID}")
        db.execute(f"pragma user_version = {known}")


def _listed(migrations: Sequence[Migration]) -> Any:
    from sqlite_utils import Migrations

    listed = Migrations("cchc_desktop")
    for migration in migrations:
        listed(name=migration.__name__)(migration)
    return listed


def statements(script: str) -> list[str]:
    """Return the statements of a script of ours; a trigger's body ends with ``end;``."""
    found, current = [], ""
    for line in script.strip().splitlines():
        current += line + "\n"
        whole_trigger = "create trigger" not in current or current.rstrip().endswith("end;")
        if line.rstrip().endswith(";") and whole_trigger:
            found.append(current.strip())
            current = ""
    return found
