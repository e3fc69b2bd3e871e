"""What becomes of a job, as reports come in: both sides of the time-out, and every order that can happen."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.clock import VIETNAM
from cchc_desktop.domain.printing import JobReference, JobReport, JobState
from cchc_desktop.printing.follow import DEFAULT_TIMEOUT, FollowedJob

HANDED_AT = datetime(2026, 11, 20, 9, 5, tzinfo=VIETNAM)
JOB = JobReference(printer="duplex", number="7", title="H26.188.22-261120-0417")
NO_NUMBER = JobReference(printer="duplex", number="", title="H26.188.22-261120-0417")
WAITING = JobReport(state=JobState.HANDED, message="The printer may not exist")
OUT = JobReport(state=JobState.OUT)
FAILED = JobReport(state=JobState.FAILED, message="aborted-by-system")
UNKNOWN = JobReport(state=JobState.UNKNOWN)


def at(seconds: float) -> datetime:
    return HANDED_AT + timedelta(seconds=seconds)


def fresh(job: JobReference = JOB) -> FollowedJob:
    return FollowedJob(job=job, submitted_at=HANDED_AT)


def test_handed_over_is_not_out() -> None:
    assert (fresh().state, fresh().is_settled, DEFAULT_TIMEOUT.total_seconds()) == (JobState.HANDED, False, 90)


@pytest.mark.parametrize(("seconds", "over"), [(0, False), (89, False), (90, True), (9000, True), (-3600, False)])
def test_the_time_is_over_at_ninety_seconds_sharp(seconds: float, over: bool) -> None:
    followed = fresh().after(WAITING, at(seconds))
    assert (followed.state, followed.must_give_up) == (JobState.HANDED, over)
    assert followed.message == "The printer may not exist"


def test_the_time_out_is_a_setting() -> None:
    followed = FollowedJob(job=JOB, submitted_at=HANDED_AT, timeout=timedelta(seconds=10))
    assert followed.after(WAITING, at(10)).must_give_up


@pytest.mark.parametrize("seconds", [1, 90, 500])
def test_out_is_out_also_late(seconds: float) -> None:
    followed = fresh().after(WAITING, at(0)).after(OUT, at(seconds))
    assert (followed.state, followed.message, followed.must_give_up) == (JobState.OUT, "", False)


def test_a_failure_keeps_its_reason() -> None:
    followed = fresh().after(WAITING, at(1)).after(FAILED, at(2))
    assert (followed.state, followed.message) == (JobState.FAILED, "aborted-by-system")


def test_silence_for_a_while_changes_nothing_and_keeps_the_last_words() -> None:
    followed = fresh().after(WAITING, at(1)).after(UNKNOWN, at(2))
    assert (followed.state, followed.message) == (JobState.HANDED, "The printer may not exist")


def test_silence_to_the_end_is_unknown_not_failed() -> None:
    followed = fresh().after(UNKNOWN, at(90))
    assert followed.must_give_up
    assert followed.given_up(UNKNOWN, at(90)).state is JobState.UNKNOWN


def test_a_job_without_a_number_is_unknown_at_once() -> None:
    assert fresh(NO_NUMBER).after(UNKNOWN, at(0)).state is JobState.UNKNOWN


def test_given_up_and_cancelled_is_failed_with_the_reason_it_hung_for() -> None:
    followed = fresh().after(WAITING, at(90)).given_up(FAILED, at(90))
    assert (followed.state, followed.message) == (JobState.FAILED, "The printer may not exist")


def test_done_just_before_it_was_given_up_is_out() -> None:
    followed = fresh().after(WAITING, at(90)).given_up(OUT, at(91))
    assert (followed.state, followed.message, followed.must_give_up) == (JobState.OUT, "", False)


@pytest.mark.parametrize(("seconds", "state"), [(179, JobState.HANDED), (180, JobState.UNKNOWN)])
def test_a_job_that_will_not_stop_is_unknown_after_twice_the_time(seconds: float, state: JobState) -> None:
    followed = fresh().after(WAITING, at(90)).given_up(WAITING, at(seconds))
    assert (followed.state, followed.must_give_up) == (state, state is JobState.HANDED)


reports = st.lists(st.tuples(st.sampled_from([WAITING, OUT, FAILED, UNKNOWN]), st.integers(0, 300)))


@given(reports)
def test_out_is_never_said_unless_the_system_said_it_and_what_is_settled_stays(
    heard: list[tuple[JobReport, int]],
) -> None:
    followed, said_out = fresh(), False
    for report, seconds in heard:
        before = followed
        followed = followed.after(report, at(seconds))
        if followed.must_give_up:
            followed = followed.given_up(report, at(seconds))
        said_out = said_out or report.state is JobState.OUT
        assert followed == before or not before.is_settled
        assert said_out or followed.state is not JobState.OUT
