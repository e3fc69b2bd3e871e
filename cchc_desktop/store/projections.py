"""Tables read from the journal: dropped and folded again at will, never migrated.

`apply` keeps them in step inside the transaction that appends; `build` makes them anew. Both go through the same
functions, and `verify` compares the one with the other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cchc_desktop import errors
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.folding import begin, fold
from cchc_desktop.domain.ordering import in_order
from cchc_desktop.store import city_questions, desk_rows, dossier_rows, journal, projection_tables
from cchc_desktop.store.engine import Database
from cchc_desktop.store.projection_tables import COMPARED as COMPARED
from cchc_desktop.store.projection_tables import INDEX as INDEX
from cchc_desktop.store.projection_tables import NAMES as NAMES
from cchc_desktop.store.projection_tables import VERSION
from cchc_desktop.store.schema import statements


def is_current(db: Database) -> bool:
    """Return whether the tables are those of this program."""
    return bool(db.value("select text from local where name = 'projections'") == str(VERSION))


def create(db: Database) -> None:
    """Make the tables, empty; the caller owns the transaction."""
    for name in reversed(NAMES):
        db.execute(f"drop table if exists {name}")
    for statement in statements(projection_tables.TABLES):
        db.execute(statement)
    db.execute("insert or replace into local values ('projections', ?)", (str(VERSION),))


def has_whole_index(db: Database) -> bool:
    """Return whether the index of words holds what stands in `person`; the question is a write, so ask a copy."""
    try:
        db.execute("insert into dossier_words (dossier_words, rank) values ('integrity-check', 1)")
    except errors.DatabaseDamaged:
        return False
    return True


def apply(db: Database, written: journal.Written, before: Sequence[journal.Written] = ()) -> None:
    """Bring the tables in step with an entry just appended; the caller owns the transaction.

    Args:
        db: The database.
        written: The entry.
        before: All entries of its dossier before it, where this transaction read them already.
    """
    entry = written.entry
    _apply_to_desk(db, written)
    if entry.kind == EntryKind.DOSSIER_RECEIVED:
        _begin(db, written)
    elif entry.dossier:
        known = in_order([*before, written])[0] if before else journal.of_dossier(db, entry.dossier)
        _change(db, written, known)


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
    _apply_to_desk(db, written)
    _change(db, written, _until(db, written))


def _until(db: Database, written: journal.Written) -> list[journal.Written]:
    """Return the entries of a dossier that were in the file when this one came, in the order of then."""
    return in_order([one for one in journal.of_dossier(db, written.entry.dossier) if one.seq <= written.seq])[0]


def _apply_to_desk(db: Database, written: journal.Written) -> None:
    """Bring the rows in step that are about the desk: another desk's are its own affair, but for what papers quote."""
    if journal.desk_of(written.entry.journal) != journal.own_desk(db):
        desk_rows.apply_foreign(db, written)
        return
    city_questions.apply(db, written)
    if not written.entry.dossier:
        desk_rows.apply(db, written)


def _begin(db: Database, written: journal.Written) -> None:
    """Begin a dossier; what another desk's package told of it before its receipt came is folded with it."""
    dossier_rows.begin(db, begin(written.entry, written.hash), written)
    if written.entry.journal != journal.head(db).journal:
        entries = _until(db, written)
        if len(entries) > 1:
            _change(db, written, entries)


def _change(db: Database, written: journal.Written, entries: list[journal.Written]) -> None:
    dossier = fold((w.entry, w.hash) for w in entries)
    if dossier is not None:
        dossier_rows.change(db, dossier, written, entries)
