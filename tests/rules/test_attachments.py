"""A signed result lies in the dossier within 8 working hours (Kế hoạch 2724/KH-UBND, III.8): both sides of it."""

from __future__ import annotations

import pytest

from cchc_desktop import errors
from cchc_desktop.rules.attachments import is_attached_late
from tests.rules.calendars import at, nha_trang


@pytest.mark.parametrize(
    ("signed_at", "attached_at", "is_late"),
    [
        pytest.param("2023-10-24 09:00", "2023-10-25 09:00", False, id="8 hours to the minute"),
        pytest.param("2023-10-24 09:00", "2023-10-25 09:01", True, id="a minute more"),
        pytest.param("2023-10-24 09:00:40", "2023-10-25 09:00:59", False, id="seconds are dropped on both sides"),
        pytest.param("2023-10-27 16:00", "2023-10-30 16:00", False, id="a weekend is no working time"),
        pytest.param("2023-10-27 16:00", "2023-10-30 16:01", True, id="nor does it excuse more"),
        pytest.param("2023-10-24 19:00", "2023-10-25 17:00", False, id="signed in the evening: from the morning on"),
        pytest.param("2023-10-24 19:00", "2023-10-25 17:01", True, id="and until the close of that day"),
        pytest.param("2023-08-31 10:00", "2023-09-05 10:00", False, id="over a public holiday"),
        pytest.param("2023-08-31 10:00", "2023-09-05 10:01", True, id="a minute after a public holiday"),
        pytest.param("2023-10-24 09:00", "2023-10-24 09:00", False, id="at once"),
    ],
)
def test_row_152_eight_working_hours(signed_at: str, attached_at: str, is_late: bool) -> None:
    assert is_attached_late(at(signed_at), at(attached_at), nha_trang()) is is_late


def test_a_year_without_a_calendar_is_not_guessed() -> None:
    with pytest.raises(errors.CalendarNotCovered):
        is_attached_late(at("2031-10-24 09:00"), at("2031-10-25 09:00"), nha_trang())
