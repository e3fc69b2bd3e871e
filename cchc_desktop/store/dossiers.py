"""Reading dossiers: one whole, lists, and the one search box."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from cchc_desktop import errors
from cchc_desktop.domain.dossier import Dossier
from cchc_desktop.domain.folding import fold
from cchc_desktop.store import journal
from cchc_desktop.store.dossier_rows import BACKWARDS
from cchc_desktop.store.engine import Database, Row
from cchc_desktop.text import digits, words


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DossierLine:
    """One line of a list."""

    id: int
    code: str
    name: str
    """The applicant's name; empty after an erasure."""
    personal_id: str
    phone: str
    procedure_code: str
    procedure_name: str
    state: str
    received_at: datetime
    due_at: datetime
    """What the citizen was told last: the new moment after a re-appointment."""
    fee_state: str
    other_desk: int = 0
    """The desk whose dossier it is, known from its packages; 0: it is this desk's."""
    is_by_code: bool = False
    """Of a search: whether the numbers that were typed stand in its code, and not only in those of its people."""


_COLUMNS = """d.id, d.code, coalesce(p.name, ''), coalesce(p.personal_id, ''), coalesce(p.phone, ''), d.procedure_code,
       d.procedure_name, d.state, d.received_at, d.promised_at, d.fee_state"""
_LINE = f"select {_COLUMNS}, 0 from dossier d left join person p on p.id = d.id "
_OTHER_LINE = f"select {_COLUMNS}, d.desk from foreign_dossier d left join person p on p.id = d.id "
"""Dossiers of other desks are found by a code, a name or a person; no list or figure of this desk has them."""
_OF_PERSON = "p.personal_id = ? and p.personal_id <> ''"
"""Said as the partial index says it: without that it is not used, and every dossier is read."""


def get(db: Database, code: str) -> Dossier:
    """Return the dossier with this code, folded from its entries; raise `DossierNotFound`."""
    found, _entries = with_history(db, code)
    return found


def with_history(db: Database, code: str) -> tuple[Dossier, list[journal.Written]]:
    """Return a dossier and its entries, oldest first; raise `DossierNotFound`."""
    dossier_id = id_of(db, code)
    entries = journal.of_dossier(db, dossier_id) if dossier_id else []
    return of_entries(code, entries), entries


def id_of(db: Database, code: str) -> str:
    """Return the id of the dossier with this code, of whichever desk; empty where there is none."""
    found = db.value("select dossier from dossier where code = ?", (code,))
    return str(found or db.value("select dossier from foreign_dossier where code = ?", (code,)) or "")


def of_entries(code: str, entries: Iterable[journal.Written]) -> Dossier:
    """Return the dossier that entries make, oldest first; raise `DossierNotFound` where none of them begins one."""
    dossier = fold((written.entry, written.hash) for written in entries)
    if dossier is None:
        raise errors.DossierNotFound(code=code)
    return dossier


def ids_of(db: Database, codes: Sequence[str]) -> list[tuple[str, str]]:
    """Return (code, id) of those dossiers that bear one of some codes."""
    marks = ", ".join("?" * len(codes))
    rows = db.rows(f"select code, dossier from dossier where code in ({marks})", codes)
    return [(code, dossier) for code, dossier in rows]


def received_on(db: Database, day: str, *, limit: int = 500) -> list[DossierLine]:
    """Return what was received on a day (ISO), newest first."""
    return _lines(db, "where d.received_at between ? and ? order by d.id desc limit ?", (*_day(day), limit))


def due_between(db: Database, since: str, until: str, *, limit: int = 500) -> list[DossierLine]:
    """Return open dossiers due in [since, until), soonest first."""
    where = "where d.state = 'processing' and d.promised_at >= ? and d.promised_at < ? order by d.promised_at limit ?"
    return _lines(db, where, (since, until, limit))


def open_with_ground(db: Database, ground: str, *, since: str, limit: int = 200) -> list[DossierLine]:
    """Return the open dossiers due at ``since`` (ISO) or later whose due moment has this ground, soonest first.

    The ground is any `DueGround` but the rule's own, which is not indexed.
    """
    # "<> 'rule'" and `+`: said as the partial index says it, so that it is used and the many open ones are not read.
    given = "d.due_ground = ? and d.due_ground <> 'rule' and d.due_at >= ?"
    where = f"where {given} and +d.state = 'processing' order by d.due_at limit ?"
    return _lines(db, where, (ground, since, limit))


def overdue(db: Database, now: str, *, limit: int = 500) -> list[DossierLine]:
    """Return open dossiers due before ``now``, soonest first; where there are more than ``limit``, the latest ones."""
    where = "where d.state = 'processing' and d.promised_at < ? order by d.promised_at desc limit ?"
    return _lines(db, where, (now, limit))[::-1]


def count_received_on(db: Database, day: str) -> int:
    """Return how many dossiers were received on a day (ISO)."""
    return int(db.value("select count(*) from dossier where received_at between ? and ?", _day(day)))


def count_due_between(db: Database, since: str, until: str) -> int:
    """Return how many open dossiers are due in [since, until)."""
    sql = "select count(*) from dossier where state = 'processing' and promised_at >= ? and promised_at < ?"
    return int(db.value(sql, (since, until)))


def open_of_person(db: Database, personal_id: str, procedure_code: str) -> list[DossierLine]:
    """Return the open dossiers of one person and procedure."""
    # `+`: by the person, who has few dossiers, not by the procedure, which has very many.
    is_open = "+d.state in ('processing', 'supplement_waiting', 'paused')"
    where = f"where {_OF_PERSON} and +d.procedure_code = ? and {is_open} order by d.id desc"
    return [*_lines(db, where, (personal_id, procedure_code)), *_others(db, where, (personal_id, procedure_code))]


def of_person(db: Database, personal_id: str, *, limit: int = 20) -> list[DossierLine]:
    """Return a person's dossiers, newest first."""
    where = f"where {_OF_PERSON} order by d.id desc limit ?"
    return [*_lines(db, where, (personal_id, limit)), *_others(db, where, (personal_id, limit))]


def with_code(db: Database, code: str) -> list[DossierLine]:
    """Return the dossier that bears exactly this code, as a list of one or none."""
    return _lines(db, "where d.code = ?", (code,)) or _others(db, "where d.code = ?", (code,))


def newest(db: Database, *, limit: int = 50) -> list[DossierLine]:
    """Return the dossiers received last."""
    return _lines(db, "where true order by d.id desc limit ?", (limit,))


def search(db: Database, typed: str, *, limit: int = 50) -> list[DossierLine]:
    """Return the dossiers that match what was typed: those whose code does first, of both the newest first.

    Words are taken as prefixes of the name, the code or a number, in any order; digits also as the last digits
    of a personal number or telephone. Nothing typed gives nothing.
    """
    asked = match_expression(typed)
    if not asked:
        return []
    # The code is asked first, in the same statement: else it could lie behind the last row that newer numbers leave.
    questions = (*_code_expressions(typed), asked)
    found = db.rows(
        " union all ".join([_NEWEST] * len(questions)), [value for one in questions for value in (one, limit)]
    )
    if not found:
        return []
    ids = tuple(dict.fromkeys(row[0] for row in found))
    marks = ", ".join("?" * len(ids))
    lines = _lines(db, f"where d.id in ({marks}) order by d.id desc", ids)
    if len(lines) < len(ids):
        lines += _others(db, f"where d.id in ({marks})", ids)
    lines = [dataclasses.replace(line, is_by_code=True) if _is_in_code(typed, line.code) else line for line in lines]
    return sorted(lines, key=lambda line: (not line.is_by_code, -line.id))[:limit]


def match_expression(typed: str) -> str:
    """Return the index's query for what was typed; empty for nothing."""
    parts = words(typed)
    found = " AND ".join(_either(part) for part in parts)
    # A telephone or a number typed in groups is one number; but so may a code's end ("231024-0001") be typed.
    number = digits(typed)
    if len(parts) > 1 and len(number) >= 7 and "".join(parts) == number:
        return f"{_either(number)} OR ({found})"
    return found


def typed_papers(db: Database, procedure_code: str, *, limit: int = 12) -> list[str]:
    """Return the papers that clerks typed for a procedure before, the most used first."""
    sql = """select name from typed_paper where procedure_code = ? group by name
             order by count(*) desc, max(id) desc limit ?"""
    return [row[0] for row in db.rows(sql, (procedure_code, limit))]


_NEWEST = """select rowid from (
    select rowid from dossier_words where dossier_words match ? order by rowid desc limit ?)"""
_RUN_OF_CODE = re.compile("([0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))([0-9]{4,6})")
"""The day and the number of a code, typed without what stands between them."""


def _code_expressions(typed: str) -> tuple[str, ...]:
    """Return the index's queries that little else than a code answers: by whole numbers of it, and by beginnings."""
    parts = _parts_of_code(typed)
    if not any(_can_end_a_number(part) for part in parts):
        return ()
    whole = " AND ".join(f'"{part}"' if _can_end_a_number(part) else f'"{part}"*' for part in parts)
    return whole, " AND ".join(f'"{part}"*' for part in parts)


def _is_in_code(typed: str, code: str) -> bool:
    """Return whether every number that was typed begins one of the code's; letters may be those of a name."""
    numbers = [part for part in _parts_of_code(typed) if any(sign.isdigit() for sign in part)]
    of_code = words(code)
    return bool(numbers) and all(any(word.startswith(number) for word in of_code) for number in numbers)


def _parts_of_code(typed: str) -> list[str]:
    found: list[str] = []
    for part in words(typed):
        run = _RUN_OF_CODE.fullmatch(part)
        found += run.groups() if run else (part,)
    return found


def _can_end_a_number(part: str) -> bool:
    return part.isdigit() and len(part) >= 3


def _either(part: str) -> str:
    if not _can_end_a_number(part):
        return f'"{part}"*'
    run = _RUN_OF_CODE.fullmatch(part)
    as_code = f' OR ("{run[1]}" AND "{run[2]}"*)' if run else ""
    return f'("{part}"* OR "{BACKWARDS}{part[::-1]}"*{as_code})'


def _day(day: str) -> tuple[str, str]:
    return f"{day}T00:00:00+07:00", f"{day}T23:59:59+07:00"


def _lines(db: Database, where: str, values: tuple[object, ...]) -> list[DossierLine]:
    return [_line(row) for row in db.rows(_LINE + where, values)]


def _others(db: Database, where: str, values: tuple[object, ...]) -> list[DossierLine]:
    return [_line(row) for row in db.rows(_OTHER_LINE + where, values)]


def _line(row: Row) -> DossierLine:
    return DossierLine(
        id=row[0],
        code=row[1],
        name=row[2],
        personal_id=row[3],
        phone=row[4],
        procedure_code=row[5],
        procedure_name=row[6],
        state=row[7],
        received_at=datetime.fromisoformat(row[8]),
        due_at=datetime.fromisoformat(row[9]),
        fee_state=row[10],
        other_desk=row[11],
    )
