"""The journal: entries are appended, chained and read; nothing else ever happens to them."""

from __future__ import annotations

import dataclasses
import secrets
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from cchc_desktop import errors
from cchc_desktop.domain.entry import NO_ENTRY, Entry, Position, digest, personal_digest
from cchc_desktop.domain.entry import Written as Written
from cchc_desktop.domain.ordering import in_order, last_known
from cchc_desktop.store.engine import Database
from cchc_desktop.store.transaction import reading


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The journal that this desk writes, and its last entry."""

    journal: str
    agency_code: str
    desk: int
    generation: int
    number: int
    hash: str


_OWN = "select id from journal where is_own = 1"


def open_journal(db: Database, *, agency_code: str, desk: int, generation: int, opened_at: datetime, head: str) -> str:
    """Begin a journal and return its id "ward/desk/generation"; ``head`` is the last known hash of the one before."""
    journal = f"{agency_code}/{desk}/{generation}"
    _open(db, journal, (agency_code, desk, generation), head=head, opened_at=opened_at, is_own=True)
    return journal


def open_foreign(db: Database, journal: str, *, head: str, opened_at: datetime) -> None:
    """Begin to keep another desk's journal "ward/desk/generation"; ``head`` is the hash before its first entry."""
    ward, desk, generation = journal.split("/")
    _open(db, journal, (ward, int(desk), int(generation)), head=head, opened_at=opened_at, is_own=False)


def _open(
    db: Database, journal: str, place: tuple[str, int, int], *, head: str, opened_at: datetime, is_own: bool
) -> None:
    db.execute(
        """insert into journal (id, agency_code, desk, generation, last_number, head, opened_at, is_own)
           values (?, ?, ?, ?, 0, ?, ?, ?)""",
        (journal, *place, head or NO_ENTRY, opened_at.isoformat(), int(is_own)),
    )


def head(db: Database) -> Head:
    """Return the journal that is written now; raise `FolderNotPrepared` where there is none."""
    row = db.row(
        """select id, agency_code, desk, generation, last_number, head from journal where is_own = 1
           order by generation desc limit 1"""
    )
    if row is None:
        raise errors.FolderNotPrepared(folder=str(db.path.parent))
    return Head(journal=row[0], agency_code=row[1], desk=row[2], generation=row[3], number=row[4], hash=row[5])


def own_desk(db: Database) -> str:
    """Return the beginning of this desk's journals, whatever their generation: "ward/desk"; empty before the first."""
    row = db.row("select agency_code, desk from journal where rowid = 1")  # the first journal of a file is its own
    return f"{row[0]}/{row[1]}" if row else ""


def desk_of(journal: str) -> str:
    """Return "ward/desk" of a journal."""
    return journal.rpartition("/")[0]


def tail(db: Database, journal: str) -> tuple[int, str] | None:
    """Return (number, hash) of the last entry that is kept of a journal; ``None`` where none of it is."""
    row = db.row("select last_number, head from journal where id = ?", (journal,))
    return (int(row[0]), str(row[1])) if row else None


def take(db: Database, text: str, personal: Sequence[tuple[str, str, str]]) -> Written:
    """Write an entry that was written elsewhere, exactly as it is; the caller has proved it and owns the transaction.

    Args:
        db: The database.
        text: The entry's text: the next one of its journal.
        personal: (field, salt, text) of what lies beside it.
    """
    entry, hashed = Entry.from_text(text), digest(text)
    cursor = db.execute(
        "insert into entry (journal, number, dossier, kind, hash, text) values (?, ?, ?, ?, ?, ?)",
        (entry.journal, entry.number, entry.dossier, str(entry.kind), hashed, text),
    )
    seq = int(cursor.lastrowid)
    db.execute_many("insert into personal values (?, ?, ?, ?)", ((seq, *line) for line in personal))
    db.execute("update journal set last_number = ?, head = ? where id = ?", (entry.number, hashed, entry.journal))
    return Written(seq=seq, entry=entry, hash=hashed, personal={field: told for field, _salt, told in personal})


def knows(db: Database, dossier: str, last: Position | None) -> Position | None:
    """Return what the next entry of a dossier names as the last known; ``last`` where no other desk wrote of it."""
    head_now = head(db).journal
    # Said as the partial index says it.
    sql = "select 1 from entry where dossier = ? and dossier <> '' and journal <> ? limit 1"
    if not dossier or db.value(sql, (dossier, head_now)) is None:
        return last
    return last_known([written.entry for written in of_dossier(db, dossier)], head_now)


def append(db: Database, entry: Entry, personal: Mapping[str, str]) -> Written:
    """Write ``entry`` as the journal's next; the caller owns the transaction.

    Number, hash of the entry before and hashes of the personal texts are filled in here. An empty ``dossier`` of an
    entry that begins one is the caller's to avoid: `next_dossier_id` tells the id beforehand.
    """
    last = head(db)
    salts = {field: secrets.token_hex(16) for field in personal}
    entry = dataclasses.replace(
        entry,
        journal=last.journal,
        number=last.number + 1,
        previous=last.hash,
        personal={field: personal_digest(salts[field], text) for field, text in personal.items()},
    )
    text = entry.to_text()
    hashed = digest(text)
    cursor = db.execute(
        "insert into entry (journal, number, dossier, kind, hash, text) values (?, ?, ?, ?, ?, ?)",
        (entry.journal, entry.number, entry.dossier, str(entry.kind), hashed, text),
    )
    seq = int(cursor.lastrowid)
    if personal:
        db.execute_many(
            "insert into personal values (?, ?, ?, ?)",
            ((seq, name, salts[name], text) for name, text in personal.items()),
        )
    db.execute("update journal set last_number = ?, head = ? where id = ?", (entry.number, hashed, entry.journal))
    return Written(seq=seq, entry=entry, hash=hashed, personal=dict(personal))


def next_dossier_id(db: Database) -> str:
    """Return the id of a dossier whose first entry is written next in this transaction."""
    last = head(db)
    return f"{last.journal}#{last.number + 1}"


def of_dossier(db: Database, dossier: str) -> list[Written]:
    """Return the entries of one dossier, of whichever desk, in their order (`domain.ordering`)."""
    # Said twice as the partial index says it: without the second half it is not used, and every entry is read.
    return in_order(list(_read(db, "where dossier = ? and dossier <> ''", (dossier,))))[0]


def of_desk(db: Database) -> list[Written]:
    """Return the entries about this desk itself (settings, officials, packs) in the order they were written."""
    return list(_read(db, f"where dossier = '' and journal in ({_OWN})", ()))


def all_entries(db: Database, *, after_seq: int = 0) -> Iterator[Written]:
    """Yield every entry of the file in the order it was written, without the personal texts."""
    for seq, text, hashed in db.stream("select seq, text, hash from entry where seq > ? order by seq", (after_seq,)):
        yield Written(seq=seq, entry=Entry.from_text(text), hash=hashed, personal={})


def at(db: Database, number: int) -> Written | None:
    """Return the entry of this number in the journal that is written now; ``None`` where there is none."""
    found = list(_read(db, "where journal = ? and number = ?", (head(db).journal, number)))
    return found[0] if found else None


def at_first(db: Database) -> Entry | None:
    """Return the first entry of the file: how the desk was opened."""
    text = db.value("select text from entry order by seq limit 1")
    return Entry.from_text(text) if text else None


def last(db: Database) -> Written | None:
    """Return the last entry of the file."""
    found = list(_read(db, "where seq = (select max(seq) from entry)", ()))
    return found[0] if found else None


def last_recorded_at(db: Database) -> datetime | None:
    """Return when this desk's last entry was recorded; ``None`` in an empty journal."""
    text = db.value(
        """select e.text from journal j join entry e on e.journal = j.id and e.number = j.last_number
           where j.is_own = 1 order by j.generation desc limit 1"""
    )
    return Entry.from_text(text).recorded_at if text else None


def personal_texts(db: Database, seq: int) -> dict[str, str]:
    """Return the personal texts beside one entry; empty after an erasure."""
    return dict(db.rows("select field, text from personal where seq = ?", (seq,)))


def hash_at(db: Database, position: Position) -> str:
    """Return the hash of one entry; empty where there is none."""
    return str(
        db.value("select hash from entry where journal = ? and number = ?", (position.journal, position.number)) or ""
    )


def breaks(db: Database, *, last_only: int = 0) -> list[errors.JournalBroken]:
    """Return every place where the chain, the numbers or a personal text do not hold.

    Args:
        db: The database; all of it is read as it stands at one moment.
        last_only: Check only so many of the last entries (at start); 0 checks all.
    """
    with reading(db):
        since = max(0, int(db.value("select coalesce(max(seq), 0) from entry")) - last_only) if last_only else 0
        return list(_breaks(db, _Chain(db, since), since))


class _Chain:
    """How far the chain of each journal was followed: its last number and hash."""

    def __init__(self, db: Database, since: int) -> None:
        self._db = db
        self.heads: dict[str, tuple[int, str]] = {}
        last = "select number, hash from entry where journal = ? and seq <= ? order by number desc limit 1"
        for (journal,) in db.rows("select id from journal") if since else ():
            before = db.row(last, (journal, since))
            if before is not None:
                self.heads[journal] = (before[0], before[1])

    def cause(self, stored: tuple[Any, ...], entry: Entry | None) -> str:
        """Return what is wrong with the next entry; empty for nothing."""
        if entry is None:
            return "text_changed"
        if (entry.journal, entry.number, entry.dossier, entry.kind) != stored:
            return "misplaced"
        number, hashed = self.heads.get(entry.journal, (0, ""))
        if entry.number != number + 1:
            return "gap"
        holds = entry.previous == hashed if number else self._begins(entry)
        return "" if holds else "chain"

    def _begins(self, entry: Entry) -> bool:
        """Return whether a journal's first entry names one of the generation before it, or nothing in the first."""
        return entry.previous == NO_ENTRY or is_hash_before(self._db, entry.journal, entry.previous)

    def go_on(self, journal: str, number: int, hashed: str) -> None:
        """Take the next entry as it is, so that one fault is told once."""
        self.heads[journal] = (number, hashed)


def is_hash_before(db: Database, journal: str, hashed: str) -> bool:
    """Return whether an entry of an earlier generation of the same desk bears this hash; all of them are read."""
    return any(
        db.value("select 1 from entry where journal = ? and hash = ?", (earlier, hashed)) is not None
        for earlier in generations_before(db, journal)
    )


def generations_before(db: Database, journal: str) -> list[str]:
    """Return the earlier journals of the same desk that are in the file, the last one first."""
    ward, desk, generation = journal.split("/")
    sql = """select id from journal where agency_code = ? and desk = ? and generation < ? order by generation desc"""
    return [row[0] for row in db.rows(sql, (ward, int(desk), int(generation)))]


def _breaks(db: Database, chain: _Chain, since: int) -> Iterator[errors.JournalBroken]:
    sql = "select seq, hash, text, journal, number, dossier, kind from entry where seq > ? order by seq"
    for seq, hashed, text, *stored in db.stream(sql, (since,)):
        entry = _whole(text, hashed)
        cause = chain.cause(tuple(stored), entry)
        if cause:
            yield errors.JournalBroken(journal=stored[0], number=stored[1], cause=cause)
        chain.go_on(stored[0], stored[1], hashed)
        if entry is not None:
            yield from _changed_texts(db, seq, entry)
    yield from _wrong_heads(db, chain.heads, is_whole=not since)


def _whole(text: str, hashed: str) -> Entry | None:
    """Return the entry that a text spells; ``None`` where the text is not the one that was hashed, or spells none."""
    if digest(text) != hashed:
        return None
    try:
        return Entry.from_text(text)
    except (ValueError, KeyError, TypeError):
        return None


def _changed_texts(db: Database, seq: int, entry: Entry) -> Iterator[errors.JournalBroken]:
    for field, salt, text in db.rows("select field, salt, text from personal where seq = ?", (seq,)):
        if entry.personal.get(field) != personal_digest(salt, text):
            yield errors.JournalBroken(journal=entry.journal, number=entry.number, cause="personal_changed")


def _wrong_heads(db: Database, heads: dict[str, tuple[int, str]], *, is_whole: bool) -> Iterator[errors.JournalBroken]:
    known = {row[0]: (row[1], row[2]) for row in db.rows("select id, last_number, head from journal")}
    for journal in heads | known:
        number, hashed = known.get(journal, (0, ""))
        # Where all entries were read, a journal of which none was found has lost them, unless none was written yet.
        lost = is_whole and journal not in heads and number
        if lost or (journal in heads and heads[journal] != (number, hashed)):
            yield errors.JournalBroken(journal=journal, number=number, cause="head")


def _read(db: Database, where: str, values: tuple[Any, ...]) -> Iterator[Written]:
    """Yield entries with the personal texts beside them: two questions, however many there are."""
    found = db.rows(f"select seq, text, hash from entry {where} order by seq", values)
    personal: dict[int, dict[str, str]] = {row[0]: {} for row in found}
    texts = db.rows(f"select seq, field, text from personal where seq in (select seq from entry {where})", values)
    for seq, field, text in texts:
        if seq in personal:  # another connection may have written in between
            personal[seq][field] = text
    for seq, text, hashed in found:
        yield Written(seq=seq, entry=Entry.from_text(text), hash=hashed, personal=personal[seq])
