"""Không giấy hẹn: RULES 44-48 as the desk knows them, both sides of each limit."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.same_day import NOT_COUNTED, DayTally, HalfDay, SameDaySpan, span_of, tally_of
from cchc_desktop.rules import deadlines, same_day
from tests.rules.calendars import at, nha_trang

PILOT = span_of("2023-10-24", "2023-12-31", "tue,thu", "8679/KH-UBND")
MORE = span_of("2024-03-12", "", "tue,thu,wed-am", "1846/UBND-NV")
ONE_DAY = 480


@pytest.mark.parametrize(
    ("moment", "span"),
    [
        pytest.param("2023-10-24 08:00", PILOT, id="44: the first Tuesday"),
        pytest.param("2023-10-25 08:00", None, id="45: on Wednesday not"),
        pytest.param("2023-10-26 16:59", PILOT, id="Thursday afternoon"),
        pytest.param("2023-10-19 08:00", None, id="the Thursday before"),
        pytest.param("2023-12-28 08:00", PILOT, id="the last day of the pilot"),
        pytest.param("2024-01-02 08:00", None, id="after the pilot"),
        pytest.param("2024-03-12 07:00", MORE, id="45: the day of the city's letter"),
        pytest.param("2024-03-13 08:00", MORE, id="45: a Wednesday morning that the ward enabled"),
        pytest.param("2024-03-13 12:00", None, id="the afternoon of that Wednesday, from noon on"),
        pytest.param("2024-03-13 11:59", MORE, id="a minute before noon"),
        pytest.param("2026-11-24 08:00", None, id="a Tuesday off"),
        pytest.param("2023-10-24 17:00", PILOT, id="as the last session ends"),
        pytest.param("2023-10-24 17:01", None, id="after it nothing can be handed over that day"),
    ],
)
def test_rule_45_the_mode_is_a_rule_of_the_calendar(moment: str, span: SameDaySpan | None) -> None:
    assert same_day.span_on((PILOT, MORE), at(moment), nha_trang()) is span


@pytest.mark.parametrize(
    ("span", "causes"),
    [
        pytest.param(PILOT, [], id="the pilot"),
        pytest.param(MORE, [], id="more days from 12/3/2024"),
        pytest.param(span_of("2024-03-11", "", "wed", "x"), ["more_days_too_early"], id="a day too early"),
        pytest.param(span_of("2024-03-12", "", "mon-am,fri-pm", "x"), [], id="any half-days from then on"),
        pytest.param(
            span_of("2024-03-12", "2024-03-11", "tue", "x"), ["ends_before_start"], id="ends before it begins"
        ),
        pytest.param(span_of("2024-03-12", "", "", "x"), ["no_days"], id="no day"),
        pytest.param(span_of("2024-03-12", "", "tue", " "), ["no_decision"], id="no decision"),
    ],
)
def test_rule_45_more_days_may_be_enabled_after_the_city_s_letter(span: SameDaySpan, causes: list[str]) -> None:
    assert [problem.cause for problem in same_day.span_faults((span,))] == causes


@pytest.mark.parametrize("days", ["tues", "wed-noon", "tue;thu"])
def test_a_day_that_is_none_is_refused(days: str) -> None:
    with pytest.raises(ValueError, match=r"not in|not a valid"):
        span_of("2024-03-12", "", days, "x")


def test_a_day_without_a_half_is_both() -> None:
    assert span_of("2024-03-12", "", "tue", "x").half_days == {(1, HalfDay.MORNING), (1, HalfDay.AFTERNOON)}


@pytest.mark.parametrize(
    ("statutory", "elapsed", "saved"),
    [
        pytest.param(480, 60, 420, id="44: one day, an hour: 7 hours"),
        pytest.param(1440, 30, 1410, id="46: three days, half an hour: 23,5 hours"),
        pytest.param(480, 480, 0, id="46: as long as the term"),
        pytest.param(480, 481, 0, id="46: never below zero"),
        pytest.param(240, 60, 420, id="a term of half a day counts as one day"),
        pytest.param(None, 60, 420, id="no term in working minutes: one day"),
    ],
)
def test_rules_44_and_46_what_is_saved(statutory: int | None, elapsed: int, saved: int) -> None:
    assert same_day.saved_minutes(statutory, elapsed) == saved


def test_rule_44_the_city_s_figure_comes_out() -> None:
    took = deadlines.working_minutes_between(at("2023-10-24 08:00"), at("2023-10-24 09:00"), nha_trang())
    tally = tally_of(date(2023, 10, 24), [(same_day.saved_minutes(ONE_DAY, took), 10_662)])
    assert (tally.dossiers, tally.minutes_saved) == (10_662, 74_634 * 60)


@pytest.mark.parametrize(
    ("returned", "is_counted"),
    [
        pytest.param("2023-10-24 17:00", True, id="17:00 itself is in time"),
        pytest.param("2023-10-24 17:01", False, id="a minute later is not"),
        pytest.param("2023-10-25 08:00", False, id="the next morning is not"),
    ],
)
def test_rule_47_handed_over_by_the_end_of_the_day(returned: str, *, is_counted: bool) -> None:
    assert same_day.counts(at("2023-10-24 08:00"), at(returned), nha_trang()) is is_counted


@pytest.mark.parametrize(
    ("now", "is_certification", "latest"),
    [
        pytest.param("2023-10-24 16:50", False, "2023-10-25 17:00", id="the next working day"),
        pytest.param("2023-10-24 16:50", True, "2023-10-26 17:00", id="certification: two working days"),
        pytest.param("2023-10-26 16:50", True, "2023-10-30 17:00", id="across a weekend"),
        pytest.param("2026-11-23 16:50", False, "2026-11-25 17:00", id="across 24/11"),
    ],
)
def test_rule_47_the_latest_appointment(now: str, latest: str, *, is_certification: bool) -> None:
    assert same_day.latest_appointment(at(now), is_certification=is_certification, calendar=nha_trang()) == at(latest)


@given(statutory=st.none() | st.integers(0, 100_000), elapsed=st.integers(0, 100_000), more=st.integers(0, 1000))
def test_rule_46_never_negative_and_never_more_for_waiting_longer(
    statutory: int | None, elapsed: int, more: int
) -> None:
    saved = same_day.saved_minutes(statutory, elapsed)
    assert 0 <= same_day.saved_minutes(statutory, elapsed + more) <= saved


@given(minutes=st.lists(st.integers(0, 480), max_size=60))
def test_a_tally_is_count_sum_and_median(minutes: list[int]) -> None:
    counts = [(value, minutes.count(value)) for value in sorted(set(minutes))]
    ordered = sorted(minutes)
    middle = (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) // 2 if ordered else 0
    day = date(2023, 10, 24)
    expected = DayTally(
        day=day,
        handed_over=len(minutes),
        dossiers=len(minutes),
        minutes_saved=sum(minutes),
        median_minutes=middle,
    )
    assert tally_of(day, counts) == expected
    left_out = tally_of(day, [(NOT_COUNTED, 2), *counts])
    assert left_out == dataclasses.replace(expected, handed_over=len(minutes) + 2)


def test_a_day_that_the_unit_works_besides_is_a_working_day_of_the_mode() -> None:
    saturday = datetime(2024, 5, 4).date()
    calendar = dataclasses.replace(nha_trang(), extra_days={saturday: "làm bù"})
    span = span_of("2024-03-12", "", "sat-am", "x")
    assert same_day.span_on((span,), at("2024-05-04 08:00"), calendar) is span
