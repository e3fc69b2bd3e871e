"""Local state: the draft that outlives the program, and what became of each wish to print."""

from __future__ import annotations

import contextlib
from datetime import timedelta

import pytest

from cchc_desktop.domain.printing import JobState
from cchc_desktop.store import engine, local
from cchc_desktop.store.engine import Database
from tests.store.stores import START

_LATER = START + timedelta(minutes=5)


def _wish(db: Database, code: str = "H32-1", *, reprint: int = 0) -> int:
    return local.want_print(
        db, dossier="H32/1/1#1", code=code, kind="appointment_slip", reprint=reprint, template=1, settings=2, now=START
    )


def test_a_draft_is_kept_replaced_and_dropped(db: Database, key: str) -> None:
    assert local.draft(db, "intake") is None
    local.save_draft(db, "intake", "một", START)
    local.save_draft(db, "other", "khác", START)
    local.save_draft(db, "intake", "hai", _LATER)
    with contextlib.closing(engine.open_database(db.path, key=key)) as again:
        assert local.draft(again, "intake") == ("hai", _LATER)
    local.drop_draft(db, "intake")
    assert local.draft(db, "intake") is None
    assert local.draft(db, "other") == ("khác", START)


def test_a_wish_to_print_begins_as_wanted(db: Database) -> None:
    job = local.print_job(db, _wish(db, reprint=2))
    assert job is not None
    assert (job.code, job.reprint, job.template, job.settings) == ("H32-1", 2, 1, 2)
    assert (job.state, job.wanted_at, job.changed_at) == (JobState.WANTED, START, START)
    assert (job.printer, job.reference, job.message, job.sha256) == ("", "", "", "")
    assert local.print_job(db, job.id + 1) is None


@pytest.mark.parametrize("state", list(JobState))
def test_only_a_paper_that_is_out_is_finished(db: Database, state: JobState) -> None:
    job = _wish(db)
    local.change_print_job(db, job, _LATER, state=str(state), printer="Máy in", reference="7", message="hết giấy")
    found = local.print_job(db, job)
    assert found is not None
    assert (found.state, found.printer, found.reference, found.message) == (state, "Máy in", "7", "hết giấy")
    assert (found.wanted_at, found.changed_at) == (START, _LATER)
    assert [one.id for one in local.unfinished_print_jobs(db)] == ([] if state is JobState.OUT else [job])


def test_unfinished_jobs_come_oldest_first_and_a_change_touches_one(db: Database) -> None:
    jobs = [_wish(db, code) for code in ("H32-1", "H32-2", "H32-1", "H32-3")]
    local.change_print_job(db, jobs[1], _LATER, state=str(JobState.OUT))
    local.change_print_job(db, jobs[2], _LATER, state=str(JobState.UNKNOWN))
    assert [(job.id, job.state) for job in local.unfinished_print_jobs(db)] == [
        (jobs[0], JobState.WANTED),
        (jobs[2], JobState.UNKNOWN),
        (jobs[3], JobState.WANTED),
    ]
    assert [job.id for job in local.print_jobs_of(db, "H32-1")] == [jobs[0], jobs[2]]
    assert local.print_jobs_of(db, "H32-9") == []


def test_a_note_is_kept_and_replaced(db: Database) -> None:
    assert local.note(db, "printer:slip") == ""
    local.keep_note(db, "printer:slip", "Máy A")
    local.keep_note(db, "printer:slip", "Máy B")
    assert local.note(db, "printer:slip") == "Máy B"
