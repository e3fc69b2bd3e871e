"""Tables that are folded: whatever was done at the desk, kept in step they are what a rebuild makes of the journal."""

from __future__ import annotations

import contextlib
import dataclasses
import tempfile
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_desktop import bootstrap, errors
from cchc_desktop.clock import moment
from cchc_desktop.domain import dossier_row
from cchc_desktop.domain.dossier import FeeState
from cchc_desktop.domain.entry import Position
from cchc_desktop.domain.intake import TickedPaper
from cchc_desktop.domain.slip import Offsets
from cchc_desktop.services import upkeep
from cchc_desktop.store import dossiers, journal, local, projections
from cchc_desktop.store.engine import Database, Row
from cchc_desktop.store.transaction import writing
from tests.store.stores import MARRIAGE, Folder, Hand, content

_PEOPLE = ("Nguyễn Thị Thử", "Hoà Văn Đỗ", "Quang Ước", "Ỷ Lan Mẫu")
_FEES = (FeeState.CASH, FeeState.TRANSFER, FeeState.WAIVED)


# --- what may happen at a desk ------------------------------------------------------------------


def _receive(desk: bootstrap.Desk, clock: Hand, n: int) -> None:
    person = dataclasses.replace(
        MARRIAGE.applicant, name=_PEOPLE[n % 4], personal_id="" if n % 3 else "056190000123", phone=f"090500{n:04}"
    )
    typed = (TickedPaper(name=f"Bản khai {n % 2}"), TickedPaper(catalogue_seq=1)) if n % 2 else ()
    fee = {} if n % 5 else {"fee_state": FeeState.NOT_YET, "fee_dong": 15_000}
    desk.intake.receive(dataclasses.replace(MARRIAGE, applicant=person, papers=typed, **fee))


def _settle(desk: bootstrap.Desk, clock: Hand, n: int) -> None:
    for code in _some_code(desk, n):
        with contextlib.suppress(errors.FormIncomplete):
            desk.fees.settle(code, _FEES[n % 3], dong=n * 1000, reason="hộ nghèo")


def _paper_out(desk: bootstrap.Desk, clock: Hand, n: int) -> None:
    jobs = local.unfinished_print_jobs(desk.db)
    for job in jobs[n % len(jobs) :][:1] if jobs else ():
        desk.printing.note_out(job.id, sha256=f"{n:064}", way="file", offsets=Offsets(), counterparts=(1, 2))


def _reprint(desk: bootstrap.Desk, clock: Hand, n: int) -> None:
    for code in _some_code(desk, n):
        desk.papers.reprint(code, "khách làm mất")


def _change_settings(desk: bootstrap.Desk, clock: Hand, n: int) -> None:
    desk.setup.change({"hotline": f"0258 3000 {n:03}"})


def _name_officer(desk: bootstrap.Desk, clock: Hand, n: int) -> None:
    desk.recorder.actor = desk.setup.name_officer(f"Cán bộ {n % 5}")


def _something_unknown(desk: bootstrap.Desk, clock: Hand, n: int) -> None:
    codes = _some_code(desk, n) if n % 4 else ()
    found = [dossiers.get(desk.db, code) for code in codes]
    with desk.recorder.recording() as record:
        record.add("LaterKind", {"n": n}, personal={"why": "vì"}, dossier=found[0].id if found else "")


def _next_generation(desk: bootstrap.Desk, clock: Hand, n: int) -> None:
    desk.setup.start_next_generation("thử", clock)


def _later(desk: bootstrap.Desk, clock: Hand, n: int) -> None:
    clock.at += timedelta(minutes=n)


def _some_code(desk: bootstrap.Desk, n: int) -> list[str]:
    lines = dossiers.newest(desk.db)
    return [lines[n % len(lines)].code] if lines else []


_STEPS: tuple[Callable[[bootstrap.Desk, Hand, int], None], ...] = (
    _receive, _receive, _settle, _paper_out, _reprint, _change_settings, _name_officer, _something_unknown,
    _next_generation, _later,
)  # fmt: skip
_DAY = st.lists(st.tuples(st.sampled_from(_STEPS), st.integers(0, 300)), min_size=1, max_size=10)


@settings(max_examples=8, deadline=None)
@given(day=_DAY)
def test_whatever_happens_the_tables_are_what_a_rebuild_makes(
    prepared: Folder, day: list[tuple[Callable[[bootstrap.Desk, Hand, int], None], int]]
) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder, clock = prepared.copied_to(Path(place)), Hand()
        with folder.opened(clock) as desk:
            for step, n in day:
                step(desk, clock, n)
            verdict = upkeep.verify(desk.db)
            assert verdict.is_whole, verdict
            assert verdict.entries == desk.db.value("select count(*) from entry")
            _assert_rows_are_folds(desk.db)
            before, found = content(desk.db), _found(desk.db)
        assert upkeep.rebuild(folder.database, key=folder.key) == verdict.entries
        with folder.opened(clock) as desk:
            assert content(desk.db) == before
            assert _found(desk.db) == found
            assert upkeep.verify(desk.db) == verdict


def _assert_rows_are_folds(db: Database) -> None:
    names = ("state", "due_at", "fee_dong", "fee_state", "papers_out", "reprints", "last_journal", "last_number")
    for code, *row in db.rows(f"select code, {', '.join(names)} from dossier"):
        dossier = dossiers.get(db, code)
        last = dossier.last
        folded = (dossier.fee_dong, dossier.fee_state, dossier.papers_out, dossier.reprints, last.journal, last.number)
        assert tuple(row) == (dossier.state, dossier.due_at.isoformat(), *folded)


def _found(db: Database) -> Mapping[str, list[str]]:
    return {typed: [line.code for line in dossiers.search(db, typed)] for typed in (*_PEOPLE, "123", "H32", "0905")}


# --- an entry of a later program ----------------------------------------------------------------


def test_an_unknown_kind_is_kept_and_changes_only_the_last_position(desk: bootstrap.Desk) -> None:
    before = desk.intake.receive(MARRIAGE).dossier
    rows = content(desk.db, *projections.COMPARED)
    with desk.recorder.recording() as record:
        written = record.add("LaterKind", {"x": 1}, personal={"why": "vì"}, dossier=before.id, after=before.last)
    after = dossiers.get(desk.db, before.code)
    here = Position(journal=written.entry.journal, number=written.entry.number)
    assert after == dataclasses.replace(before, last=here, last_hash=written.hash)
    assert journal.of_dossier(desk.db, before.id)[-1] == written
    changed = content(desk.db, *projections.COMPARED)
    assert {name for name, was in rows.items() if changed[name] != was} == {"dossier"}
    assert changed["dossier"][0][:-2] == rows["dossier"][0][:-2]
    assert upkeep.verify(desk.db).is_whole


@pytest.mark.parametrize("dossier", ["", "H99/1/1#7"])
def test_an_entry_about_nothing_known_is_kept_and_folded_into_nothing(desk: bootstrap.Desk, dossier: str) -> None:
    rows = content(desk.db, *projections.COMPARED)
    with desk.recorder.recording() as record:
        record.add("LaterKind", {}, dossier=dossier)
    assert content(desk.db, *projections.COMPARED) == rows
    assert journal.head(desk.db).number == upkeep.verify(desk.db).entries
    assert upkeep.verify(desk.db).is_whole


# --- as of --------------------------------------------------------------------------------------


def _as_of(db: Database, at: str) -> list[Row]:
    sql = "select state, due_at from dossier_span where from_at <= :at and until_at > :at order by id"
    return db.rows(sql, {"at": moment(at).isoformat()})


def test_a_span_answers_what_was_so_at_a_moment(desk: bootstrap.Desk, clock: Hand) -> None:
    dossier = desk.intake.receive(MARRIAGE).dossier
    clock.at = moment("2023-10-24T10:00")
    desk.intake.receive(MARRIAGE)
    promised = ("processing", dossier.due_at.isoformat())
    assert _as_of(desk.db, "2023-10-24T08:59:59") == []
    assert _as_of(desk.db, "2023-10-24T09:00") == [promised]
    assert [row[0] for row in _as_of(desk.db, "2023-10-24T10:00")] == ["processing", "processing"]
    assert len(_as_of(desk.db, "2040-01-01T00:00")) == 2


def test_a_change_ends_one_span_and_begins_the_next_at_the_same_moment(desk: bootstrap.Desk, clock: Hand) -> None:
    dossier = desk.intake.receive(MARRIAGE).dossier
    # No kind of entry moves a promise yet: pretend that the dossier stood otherwise before the next entry.
    earlier = moment("2023-10-26T17:00").isoformat()
    with writing(desk.db):
        desk.db.execute("update dossier set due_at = ?", (earlier,))
        desk.db.execute("update dossier_span set due_at = ?", (earlier,))
    clock.at = moment("2023-10-24T11:00")
    desk.fees.settle(dossier.code, FeeState.CASH, dong=15_000)
    assert _as_of(desk.db, "2023-10-24T10:59:59") == [("processing", earlier)]
    assert _as_of(desk.db, "2023-10-24T11:00") == [("processing", dossier.due_at.isoformat())]
    assert len(_as_of(desk.db, "2023-12-24T11:00")) == 1


def test_what_changes_neither_state_nor_promise_begins_no_span(desk: bootstrap.Desk) -> None:
    dossier = desk.intake.receive(MARRIAGE).dossier
    desk.fees.settle(dossier.code, FeeState.CASH, dong=15_000)
    assert desk.db.rows("select until_at from dossier_span") == [(dossier_row.FOR_EVER,)]


# --- another version of the tables --------------------------------------------------------------


def test_tables_of_another_version_are_folded_anew_at_the_next_start(folder: Folder, clock: Hand) -> None:
    with folder.opened(clock) as desk:
        code = desk.intake.receive(MARRIAGE).dossier.code
        before = content(desk.db)
        with writing(desk.db):
            local.keep_note(desk.db, "projections", "0")
            desk.db.execute("drop table dossier")
            desk.db.execute("create table dossier (old text) strict")
    with folder.opened(clock) as desk:
        assert projections.is_current(desk.db)
        assert content(desk.db) == before
        assert [line.code for line in dossiers.search(desk.db, "thu nguyen")] == [code]
