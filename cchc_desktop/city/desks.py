"""Who is enrolled: wards, their desks and generations, and the keys that packages are checked by."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import datetime

from cchc_desktop.city.engine import CityDatabase
from cchc_desktop.domain.day_package import PackageId
from cchc_desktop.domain.entry import NO_ENTRY
from cchc_desktop.sync.cards import DeskCard

GOOD, REVOKED = "good", "revoked"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DeskHead:
    """How far the city has one desk's journal, without a gap."""

    ward: str
    desk: int
    generation: int
    no: int
    """The city's own number of this journal: what ids of its dossiers begin with."""
    last_number: int
    head: str
    manifest_sha256: str


def head(db: CityDatabase, package: PackageId, *, lock: bool = False) -> DeskHead | None:
    """Return how far the journal of a package is known; ``lock``: for this transaction alone."""
    sql = """select ward, desk, generation, no, last_number, head, manifest_sha256 from desk
             where ward = ? and desk = ? and generation = ?"""
    locked = " for update" if lock and db.is_postgres else ""
    row = db.row(f"{sql}{locked}", (package.ward, package.desk, package.generation))
    if row is None:
        return None
    ward, desk, generation, no, last_number, head_hash, manifest = row
    return DeskHead(
        ward=ward,
        desk=desk,
        generation=generation,
        no=no,
        last_number=last_number,
        head=head_hash,
        manifest_sha256=manifest,
    )


def lock_wards(db: CityDatabase, wards: Iterable[str]) -> None:
    """Let no other process fold dossiers of these wards until this transaction ends: each sees what came before it.

    Always in the same order, so that no two wait for each other; SQLite lets only one write at all.
    """
    if db.is_postgres:
        db.rows("select 1 from ward where ward = any(?) order by ward for update", (sorted(wards),))


def move_head(db: CityDatabase, desk: DeskHead, *, last_number: int, head_hash: str, manifest_sha256: str) -> None:
    """Note how far a journal is known now."""
    db.execute(
        """update desk set last_number = ?, head = ?, manifest_sha256 = ?
           where ward = ? and desk = ? and generation = ?""",
        (last_number, head_hash, manifest_sha256, desk.ward, desk.desk, desk.generation),
    )


def good_keys(db: CityDatabase, package: PackageId) -> list[str]:
    """Return the keys by which a desk may have signed, the newest first."""
    sql = """select desk_key from desk_key where ward = ? and desk = ? and generation = ? and state = 'good'
             order by since desc, desk_key"""
    return [row[0] for row in db.rows(sql, (package.ward, package.desk, package.generation))]


def is_vouched(db: CityDatabase, card: DeskCard) -> bool:
    """Return whether the administrator of a ward that the city knows stands for a card."""
    known = db.row("select ward_sign_key, ward_key from ward where ward = ?", (card.ward,))
    return known is not None and card.is_vouched(str(known[0])) and (card.ward_sign_key, card.ward_key) == tuple(known)


def enrol(db: CityDatabase, card: DeskCard, now: datetime) -> None:
    """Enrol a desk, a further key or a further generation; again: nothing. The caller owns the transaction."""
    at = now.isoformat()
    place = (card.ward, card.desk, card.generation)
    if db.row("select 1 from ward where ward = ?", (card.ward,)) is None:
        columns = ("ward", "name", "ward_key", "ward_sign_key", "enrolled_at", "successor", "successor_on")
        db.insert("ward", columns, [(card.ward, card.ward_name, card.ward_key, card.ward_sign_key, at, "", "")])
    else:
        db.execute(
            "update ward set ward_key = ?, ward_sign_key = ? where ward = ?",
            (card.ward_key, card.ward_sign_key, card.ward),
        )
    if db.row("select 1 from desk where ward = ? and desk = ? and generation = ?", place) is None:
        no = int(db.value("select coalesce(max(no), 0) + 1 from desk"))
        named = ("ward", "desk", "generation", "no", "state", "enrolled_at", "last_number", "head", "manifest_sha256")
        db.insert("desk", named, [(*place, no, GOOD, at, 0, NO_ENTRY, NO_ENTRY)])
    sql = "select 1 from desk_key where ward = ? and desk = ? and generation = ? and desk_key = ?"
    if db.row(sql, (*place, card.desk_key)) is None:
        of_key = ("ward", "desk", "generation", "desk_key", "state", "since")
        db.insert("desk_key", of_key, [(*place, card.desk_key, GOOD, at)])
    db.execute("delete from waiting_card where ward = ? and desk = ? and generation = ?", place)


def keep_waiting(db: CityDatabase, card: DeskCard, text: str, now: datetime) -> None:
    """Keep a card until the city's administrator looks at it."""
    place = (card.ward, card.desk, card.generation)
    sql = "select 1 from waiting_card where ward = ? and desk = ? and generation = ? and card = ?"
    if db.row(sql, (*place, text)) is None:
        columns = ("ward", "desk", "generation", "card", "came_at")
        db.insert("waiting_card", columns, [(*place, text, now.isoformat())])


def revoke(db: CityDatabase, ward: str, desk: int, desk_key: str = "") -> int:
    """Revoke one key of a desk, or all of them; return how many. What was taken before stays."""
    sql = "from desk_key where ward = ? and desk = ? and state = 'good' and (? = '' or desk_key = ?)"
    values = (ward, desk, desk_key, desk_key)
    count = int(db.value(f"select count(*) {sql}", values))
    db.execute("update desk_key set state = 'revoked' where ward = ? and desk = ? and (? = '' or desk_key = ?)", values)
    return count
