"""RULES §2.4, §5.2, statements 26 and 37: early, on time, overdue."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.clock import VIETNAM
from cchc_desktop.domain.outcome import Outcome
from cchc_desktop.rules.outcomes import ending_outcome, result_outcome
from tests.rules.calendars import at

EARLY, ON_TIME, OVERDUE = Outcome.EARLY, Outcome.ON_TIME, Outcome.OVERDUE
FIRST, NEW = "2023-11-09 08:00", "2023-11-10 08:00"

_moments = st.datetimes(datetime(2023, 11, 1), datetime(2023, 11, 20), timezones=st.just(VIETNAM))


@pytest.mark.parametrize(
    ("rule", "finished", "outcome"),
    [
        ("the evening before", "2023-11-08 23:59:59", EARLY),
        ("on the day", "2023-11-09 00:00", ON_TIME),
        ("sharp", "2023-11-09 08:00", ON_TIME),
        ("a second later", "2023-11-09 08:00:01", OVERDUE),
        ("the day after", "2023-11-10 07:00", OVERDUE),
    ],
)
def test_a_result_against_its_promise(rule: str, finished: str, outcome: Outcome) -> None:
    assert result_outcome(at(finished), first_due_at=at(FIRST)) is outcome, rule


@pytest.mark.parametrize(
    ("rule", "finished", "by_first_due", "outcome"),
    [
        ("37 between the two", "2023-11-09 09:00", True, OVERDUE),
        ("37 before the first", "2023-11-09 07:59", True, ON_TIME),
        ("37 days before", "2023-11-07 09:00", True, EARLY),
        ("37 by the new one", "2023-11-09 09:00", False, ON_TIME),
        ("37 by the new one, sharp", "2023-11-10 08:00", False, ON_TIME),
        ("37 by the new one, later", "2023-11-10 08:00:01", False, OVERDUE),
        ("37 by the new one, days before both", "2023-11-07 09:00", False, EARLY),
    ],
)
def test_rule_37_re_appointed(rule: str, finished: str, by_first_due: bool, outcome: Outcome) -> None:
    found = result_outcome(at(finished), first_due_at=at(FIRST), new_due_at=at(NEW), by_first_due=by_first_due)
    assert found is outcome, rule


def test_rule_37_without_a_new_appointment_the_first_one_counts() -> None:
    assert result_outcome(at("2023-11-09 09:00"), first_due_at=at(FIRST), by_first_due=False) is OVERDUE


def test_rule_23_what_was_overdue_when_papers_were_asked_for_stays_so() -> None:
    assert result_outcome(at("2023-11-07 09:00"), first_due_at=at(FIRST), was_overdue=True) is OVERDUE


@pytest.mark.parametrize(
    ("rule", "ended", "was_overdue", "is_waiting", "outcome"),
    [
        ("days before", "2023-11-06 08:00", False, False, ON_TIME),
        ("26 sharp", "2023-11-09 08:00", False, False, ON_TIME),
        ("26 after the due moment", "2023-11-09 08:00:01", False, False, OVERDUE),
        ("waiting", "2023-12-09 08:00", False, True, ON_TIME),
        ("waiting, overdue when asked", "2023-12-09 08:00", True, True, OVERDUE),
        ("overdue when asked, papers came", "2023-11-06 08:00", True, False, OVERDUE),
    ],
)
def test_another_ending(rule: str, ended: str, was_overdue: bool, is_waiting: bool, outcome: Outcome) -> None:
    found = ending_outcome(at(ended), due_at=at(FIRST), was_overdue=was_overdue, is_waiting=is_waiting)
    assert found is outcome, rule


@given(_moments, _moments, st.booleans(), st.booleans())
def test_another_ending_is_never_early(ended: datetime, due: datetime, was_overdue: bool, is_waiting: bool) -> None:
    assert ending_outcome(ended, due_at=due, was_overdue=was_overdue, is_waiting=is_waiting) is not EARLY


@given(_moments, _moments)
def test_overdue_is_just_what_is_later(finished: datetime, due: datetime) -> None:
    assert (result_outcome(finished, first_due_at=due) is OVERDUE) == (finished > due)
