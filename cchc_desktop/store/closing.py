"""What the closing of a day reads and writes: entries since the last close, a verified copy, the package's file."""

from __future__ import annotations

import contextlib
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from cchc_desktop import errors
from cchc_desktop.clock import VIETNAM
from cchc_desktop.domain.entry import NO_ENTRY, Entry
from cchc_desktop.domain.printing import SLIP_KIND
from cchc_desktop.store.engine import Database
from cchc_desktop.store.transaction import writing as writing

BACKUPS = "backups"
MOST_COPIES = 14
"""Copies that are kept; older ones make room."""
_UNFINISHED = ".part"


def not_printed(db: Database) -> list[str]:
    """Return the dossiers of which a paper has not come out; a newer job of the same paper settles the one before."""
    sql = f"""select distinct code from print_job j where state <> 'out' and not exists (
                  select 1 from print_job n where n.code = j.code and j.code <> '' and n.kind = j.kind and n.id > j.id
                  and (j.kind = '{SLIP_KIND}' or n.entry = j.entry and j.entry > 0))
              order by code"""
    return [row[0] for row in db.rows(sql)]


def fee_not_taken(db: Database, day: str) -> list[str]:
    """Return the dossiers received or returned on a day (ISO) whose fee is still to be taken; imported ones never."""
    sql = """select code from dossier
             where (received_at >= :day and received_at < :end or returned_at >= :day and returned_at < :end)
             and voided_at = '' and is_imported = 0
             and fee_state in ('not_yet', 'unknown') and coalesce(fee_dong, 1) > 0 order by id"""
    return [row[0] for row in db.rows(sql, {"day": day, "end": f"{day}T24"})]


def results_without_scan(db: Database, day: str) -> list[str]:
    """Return the dossiers whose result was ready on a day (ISO) and lies with them in no scan."""
    sql = """select code from dossier where finished_at >= ? and finished_at < ? and scanned_results = 0
             and state in ('result_ready', 'returned') and is_imported = 0 order by id"""
    return [row[0] for row in db.rows(sql, (day, f"{day}T24"))]


def has_work_since(db: Database, journal: str, number: int) -> bool:
    """Return whether anything was recorded after an entry."""
    return bool(db.value("select exists (select 1 from entry where journal = ? and number > ?)", (journal, number)))


def next_part(db: Database, day: str) -> int:
    """Return the number of a day's next package: 1, and more for what came after its close."""
    return int(db.value("select coalesce(max(part), 0) + 1 from outbox where day = ?", (day,)))


def counts_since(db: Database, journal: str, number: int) -> tuple[dict[str, int], dict[str, int]]:
    """Return (entries by kind, totals) of what was recorded after an entry."""
    rows = db.rows(
        """select kind, count(*), coalesce(sum(
                  case when kind in ('DossierReceived', 'FeeSettled')
                            and json_extract(text, '$.body.fee_state') = 'cash'
                       then json_extract(text, '$.body.fee_dong') end), 0)
           from entry where journal = ? and number > ? group by kind order by kind""",
        (journal, number),
    )
    counts = {kind: int(count) for kind, count, _cash in rows}
    totals = {
        "received": counts.get("DossierReceived", 0),
        "returned": counts.get("ResultReturned", 0),
        "cash_dong": sum(int(cash) for _kind, _count, cash in rows),
    }
    return counts, totals


def texts(db: Database, journal: str, first: int, last: int) -> list[str]:
    """Return the texts of some entries, exactly as they were hashed."""
    sql = "select text from entry where journal = ? and number between ? and ? order by number"
    return [row[0] for row in db.rows(sql, (journal, first, last))]


class MoneyRow(NamedTuple):
    """What an entry that can change what is in the till says of that."""

    kind: str
    dossier: str
    fee_state: str | None
    """A `FeeState`; ``None`` where the entry settles no fee."""
    fee_dong: int | None


def money(db: Database, journal: str, first: int, last: int) -> list[MoneyRow]:
    """Return what those of some entries say that can change what is in the till, without those of an imported book."""
    sql = """select kind, dossier, json_extract(text, '$.body.fee_state'), json_extract(text, '$.body.fee_dong')
             from entry where journal = ? and number between ? and ?
             and kind in ('DossierReceived', 'FeeSettled', 'Corrected', 'Voided', 'StepUndone')
             and json_type(text, '$.body.book') is null"""
    return [MoneyRow._make(row) for row in db.rows(sql, (journal, first, last))]


def attachments_added(db: Database, journal: str, first: int, last: int) -> list[str]:
    """Return the SHA-256 of the files that some entries put to dossiers, each once."""
    sql = """select distinct json_extract(text, '$.body.sha256') from entry
             where journal = ? and number between ? and ? and kind = 'AttachmentAdded' order by 1"""
    return [row[0] for row in db.rows(sql, (journal, first, last))]


def seq_at(db: Database, journal: str, number: int) -> int:
    """Return the place of an entry in the file; before a journal's first one, that of the last entry before it."""
    if number > 0:
        return int(db.value("select seq from entry where journal = ? and number = ?", (journal, number)))
    return int(db.value("select coalesce(min(seq), 1) - 1 from entry where journal = ?", (journal,)))


def kinds(db: Database, journal: str, first: int, last: int) -> list[str]:
    """Return the kinds of some entries."""
    sql = "select kind from entry where journal = ? and number between ? and ?"
    return [row[0] for row in db.rows(sql, (journal, first, last))]


def personal(db: Database, journal: str, first: int, last: int) -> list[tuple[Any, ...]]:
    """Return (number, field, salt, text) of the personal texts beside some entries."""
    sql = """select e.number, p.field, p.salt, p.text from entry e join personal p on p.seq = e.seq
             where e.journal = ? and e.number between ? and ? order by e.number, p.field"""
    return db.rows(sql, (journal, first, last))


def hash_at(db: Database, journal: str, number: int) -> str:
    """Return the hash of an entry; before the first one that of the generation before, or zeros."""
    if number > 0:
        return str(db.value("select hash from entry where journal = ? and number = ?", (journal, number)))
    first = db.value("select text from entry where journal = ? and number = 1", (journal,))
    return Entry.from_text(first).previous if first else NO_ENTRY


def entry_at(db: Database, journal: str, number: int) -> Entry:
    """Return one entry."""
    return Entry.from_text(db.value("select text from entry where journal = ? and number = ?", (journal, number)))


def keep_copy(db: Database, folder: Path, now: datetime) -> Path:
    """Copy the whole file and look whether the copy is sound; the oldest copies make room.

    Raises:
        DiskFull, FolderReadOnly, DatabaseDamaged: There is no new copy; the desk's own file is untouched.
    """
    place = folder / BACKUPS
    try:
        place.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise errors.FolderReadOnly(folder=str(place)) from error
    path = place / f"desk-{now:%Y%m%d-%H%M%S}.db"
    unfinished = path.with_suffix(_UNFINISHED)
    unfinished.unlink(missing_ok=True)
    with contextlib.closing(db.copied_to(unfinished)) as copy:
        if copy.value("pragma quick_check(1)") != "ok":
            raise errors.DatabaseDamaged(file=unfinished.name)
        copy.bring_home()
    for left in place.glob(f"{unfinished.name}-*"):
        left.unlink(missing_ok=True)
    unfinished.replace(path)
    for old in sorted(place.glob("desk-*.db"))[:-MOST_COPIES]:
        old.unlink(missing_ok=True)
    return path


def newest_copy(folder: Path) -> datetime | None:
    """Return when the newest copy was made, by its name; ``None``: there is none."""
    found = sorted((folder / BACKUPS).glob("desk-*.db"))
    return datetime.strptime(found[-1].stem, "desk-%Y%m%d-%H%M%S").replace(tzinfo=VIETNAM) if found else None
