"""RULES 18-20: eight working hours for an online dossier."""

from __future__ import annotations

import pytest

from cchc_desktop.rules import online
from cchc_desktop.rules.online import OnlineAct
from tests.rules.calendars import at, nha_trang


@pytest.mark.parametrize(
    ("rule", "received", "due"),
    [
        ("18", "2023-10-26 16:00", "2023-10-27 16:00"),
        ("18 on a Saturday", "2023-10-21 09:00", "2023-10-23 17:00"),
        ("18 before a weekend", "2026-11-20 16:30", "2026-11-23 16:30"),
        ("18 before a holiday", "2026-11-23 16:30", "2026-11-25 16:30"),
        ("18 at night", "2023-10-26 22:00", "2023-10-27 17:00"),
        ("18 at the opening", "2023-10-26 07:00", "2023-10-26 17:00"),
    ],
)
def test_rule_18_the_desk_acts_within_eight_working_hours(rule: str, received: str, due: str) -> None:
    assert online.action_due(at(received), nha_trang()) == at(due), rule


def test_rule_18_a_specialised_law_gives_other_hours() -> None:
    assert online.action_due(at("2023-10-26 07:00"), nha_trang(), hours=4) == at("2023-10-26 11:00")


@pytest.mark.parametrize(
    ("noticed", "late"),
    [
        ("2023-10-28 10:59:59", False),
        ("2023-10-28 11:00:00", False),
        ("2023-10-28 11:00:01", True),
        ("2023-10-30 07:00:00", True),
    ],
)
def test_rule_19_two_hours_by_the_clock_on_any_day(noticed: str, late: bool) -> None:
    assert online.is_late_notice(at("2023-10-28 09:00"), at(noticed)) is late


@pytest.mark.parametrize(
    ("kind", "stops"),
    [
        (OnlineAct.ACCEPT, True),
        (OnlineAct.REQUEST, True),
        (OnlineAct.REFUSE, True),
        (OnlineAct.OPEN, False),
        ("refuse", True),
        ("open", False),
        ("", False),
        ("printed", False),
    ],
)
def test_rule_20_an_answer_stops_the_timer_and_opening_does_not(kind: str, stops: bool) -> None:
    assert online.stops_the_timer(kind) is stops
