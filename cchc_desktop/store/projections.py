"""Tables read from the journal: dropped and folded again at will, never migrated.

`apply` keeps them in step inside the transaction that appends; `build` makes them anew. Both go through the same
functions, and `verify` compares the one with the other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from cchc_desktop import errors
from cchc_desktop.domain.dossier import Dossier, begin, fold
from cchc_desktop.domain.entry import EntryKind, canonical
from cchc_desktop.store import journal
from cchc_desktop.store.engine import Database
from cchc_desktop.store.schema import statements
from cchc_desktop.text import digits, words
from cchc_desktop.text import fold as folded

VERSION = 4
"""Raised whenever a table below changes its shape or its meaning; an older file is folded again."""

_TABLES = """
create table dossier (
    id integer primary key, dossier text not null unique, code text not null unique, state text not null,
    procedure_code text not null, procedure_name text not null, received_at text not null, due_at text not null,
    due_ground text not null, officer text not null, desk integer not null, channel text not null,
    slip_number text not null, register_volume text not null, register_number integer not null, fee_dong integer,
    fee_state text not null, papers_out integer not null, reprints integer not null, last_journal text not null,
    last_number integer not null
) strict;
create index dossier_received on dossier (received_at);
create index dossier_due on dossier (state, due_at);
create index dossier_given on dossier (due_ground, due_at) where due_ground <> 'rule';
create index dossier_procedure on dossier (procedure_code, received_at);
create table person (
    id integer primary key, name text not null, personal_id text not null, phone text not null, words text not null
) strict;
create index person_number on person (personal_id) where personal_id <> '';
create table typed_paper (
    id integer not null, seq integer not null, procedure_code text not null, name text not null, primary key (id, seq)
) strict, without rowid;
create index typed_paper_procedure on typed_paper (procedure_code);
create table dossier_span (
    id integer not null, seq integer not null, from_at text not null, until_at text not null, state text not null,
    due_at text not null, primary key (id, seq)
) strict, without rowid;
create table paper_out (
    seq integer primary key, id integer not null, kind text not null, reprint integer not null,
    way text not null, sha256 text not null, out_at text not null
) strict;
create index paper_out_dossier on paper_out (id);
create table settings_version (version integer primary key, from_at text not null, record text not null) strict;
create table officer (id text primary key, name text not null, from_at text not null) strict;
create virtual table dossier_words using fts5 (
    words, content='person', content_rowid='id', detail='none', prefix='1 2 3 4 5 6 7', tokenize='unicode61'
);
"""
NAMES = (
    "dossier", "person", "typed_paper", "dossier_span", "paper_out", "settings_version", "officer", "dossier_words",
)  # fmt: skip
COMPARED, INDEX = NAMES[:-1], NAMES[-1]
"""The tables whose rows `verify` compares, and the index of words, which is asked to check itself."""

BACKWARDS = "\ue000"
"""Stands before a number written back to front in the index: a sign that nobody types, and that begins no name."""
FOR_EVER = "9999-12-31T00:00:00+07:00"
_NAME_IN_LIST = 200


def is_current(db: Database) -> bool:
    """Return whether the tables are those of this program."""
    return bool(db.value("select text from local where name = 'projections'") == str(VERSION))


def create(db: Database) -> None:
    """Make the tables, empty; the caller owns the transaction."""
    for name in reversed(NAMES):
        db.execute(f"drop table if exists {name}")
    for statement in statements(_TABLES):
        db.execute(statement)
    db.execute("insert or replace into local values ('projections', ?)", (str(VERSION),))


def has_whole_index(db: Database) -> bool:
    """Return whether the index of words holds what stands in `person`; the question is a write, so ask a copy."""
    try:
        db.execute("insert into dossier_words (dossier_words, rank) values ('integrity-check', 1)")
    except errors.DatabaseDamaged:
        return False
    return True


def apply(db: Database, written: journal.Written) -> None:
    """Bring the tables in step with an entry just appended; the caller owns the transaction."""
    entry = written.entry
    if not entry.dossier:
        project = _ABOUT_THE_DESK.get(entry.kind)
        if project:
            project(db, written)
        return
    if entry.kind == EntryKind.DOSSIER_RECEIVED:
        _begin(db, begin(entry, written.hash), written)
        return
    dossier = fold((w.entry, w.hash) for w in journal.of_dossier(db, entry.dossier))
    if dossier is not None:
        _change(db, dossier, written)


def build(db: Database, progress: Callable[[int], None] | None = None) -> int:
    """Drop the tables and fold the whole journal into them; return how many entries were read."""
    create(db)
    count = 0
    for written in journal.all_entries(db):
        personal = journal.personal_texts(db, written.seq)
        _refold(db, journal.Written(seq=written.seq, entry=written.entry, hash=written.hash, personal=personal))
        count += 1
        if progress and count % 500 == 0:
            progress(count)
    return count


def _refold(db: Database, written: journal.Written) -> None:
    """Apply one entry of a rebuild: the dossier is folded from its entries up to this one only."""
    entry = written.entry
    if not entry.dossier or entry.kind == EntryKind.DOSSIER_RECEIVED:
        apply(db, written)
        return
    until = (w for w in journal.of_dossier(db, entry.dossier) if w.seq <= written.seq)
    dossier = fold((w.entry, w.hash) for w in until)
    if dossier is not None:
        _change(db, dossier, written)


def _begin(db: Database, dossier: Dossier, written: journal.Written) -> None:
    db.execute(
        f"insert into dossier values ({', '.join('?' * 21)})",
        (written.seq, dossier.id, dossier.code, *_row(dossier)),
    )
    _write_person(db, dossier, written)
    typed = (
        (written.seq, paper.seq, dossier.procedure_code, written.personal.get(f"papers.{paper.seq}", ""))
        for paper in dossier.papers
        if paper.catalogue_seq is None
    )
    db.execute_many("insert into typed_paper values (?, ?, ?, ?)", (row for row in typed if row[3]))
    _write_span(db, written.seq, dossier, written)


def _change(db: Database, dossier: Dossier, written: journal.Written) -> None:
    row_id = int(db.value("select id from dossier where dossier = ?", (dossier.id,)))
    was = db.row("select state, due_at from dossier where id = ?", (row_id,))
    columns = ", ".join(f"{name} = ?" for name in _COLUMNS)
    db.execute(f"update dossier set {columns} where id = ?", (*_row(dossier), row_id))
    if was != (str(dossier.state), dossier.due_at.isoformat()):
        moment = written.entry.happened_at.isoformat()
        db.execute("update dossier_span set until_at = ? where id = ? and until_at = ?", (moment, row_id, FOR_EVER))
        _write_span(db, row_id, dossier, written)
    if written.entry.kind == EntryKind.PAPER_OUT:
        body = written.entry.body
        db.execute(
            "insert into paper_out values (?, ?, ?, ?, ?, ?, ?)",
            (written.seq, row_id, body["kind"], body["reprint"], body["way"], body["sha256"], body["out_at"]),
        )


_COLUMNS = (
    "state", "procedure_code", "procedure_name", "received_at", "due_at", "due_ground", "officer", "desk", "channel",
    "slip_number", "register_volume", "register_number", "fee_dong", "fee_state", "papers_out", "reprints",
    "last_journal", "last_number",
)  # fmt: skip


def _row(dossier: Dossier) -> tuple[Any, ...]:
    return (
        str(dossier.state),
        dossier.procedure_code,
        dossier.procedure_name,
        dossier.received_at.isoformat(),
        dossier.due_at.isoformat(),
        dossier.due_ground,
        dossier.officer,
        dossier.desk,
        str(dossier.channel),
        dossier.slip_number,
        dossier.register_volume,
        dossier.register_number,
        dossier.fee_dong,
        str(dossier.fee_state),
        dossier.papers_out,
        dossier.reprints,
        dossier.last.journal,
        dossier.last.number,
    )


def _write_person(db: Database, dossier: Dossier, written: journal.Written) -> None:
    """Write the searchable part of the personal texts; after an erasure there is none."""
    fields = written.personal
    if not fields:
        return
    found = index_words(dossier.code, dossier.slip_number, fields)
    db.execute(
        "insert into person values (?, ?, ?, ?, ?)",
        (
            written.seq,
            fields.get("applicant.name", "")[:_NAME_IN_LIST],
            fields.get("applicant.personal_id", ""),
            fields.get("applicant.phone", ""),
            found,
        ),
    )
    db.execute("insert into dossier_words (rowid, words) values (?, ?)", (written.seq, found))


def index_words(code: str, slip_number: str, fields: Mapping[str, str]) -> str:
    """Return the folded words by which a dossier is found.

    Names and the code go in as they are; numbers also back to front behind a sign, so that their last digits
    are found as a prefix.
    """
    found: list[str] = []
    for who in ("applicant", "submitter"):
        found += words(fields.get(f"{who}.name", "")) + words(fields.get(f"{who}.representative", ""))
        for number in (fields.get(f"{who}.personal_id", ""), digits(fields.get(f"{who}.phone", ""))):
            if number:
                found += [folded(number), f"{BACKWARDS}{folded(number)[::-1]}"]
    found += [*words(code), *words(slip_number)]
    return " ".join(dict.fromkeys(found))


def _write_span(db: Database, row_id: int, dossier: Dossier, written: journal.Written) -> None:
    values = (
        row_id,
        written.seq,
        written.entry.happened_at.isoformat(),
        FOR_EVER,
        str(dossier.state),
        dossier.due_at.isoformat(),
    )
    db.execute("insert into dossier_span values (?, ?, ?, ?, ?, ?)", values)


def _settings(db: Database, written: journal.Written) -> None:
    body = written.entry.body
    row = (body["version"], written.entry.happened_at.isoformat(), canonical(body["settings"]))
    db.execute("insert into settings_version values (?, ?, ?)", row)


def _officer(db: Database, written: journal.Written) -> None:
    body = written.entry.body
    row = (body["id"], body["name"], written.entry.happened_at.isoformat())
    db.execute("insert or replace into officer values (?, ?, ?)", row)


_ABOUT_THE_DESK: Mapping[str, Callable[[Database, journal.Written], None]] = {
    EntryKind.SETTINGS_CHANGED: _settings,
    EntryKind.OFFICER_NAMED: _officer,
}
