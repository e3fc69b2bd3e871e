"""RULES 57: ten per cent overdue caps an official's rating."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.report import Rating
from cchc_desktop.rules.ratings import overdue_share, rating_cap


@pytest.mark.parametrize(
    ("resolved", "overdue", "cap"),
    [
        (10, 1, Rating.CAPPED),
        (11, 1, Rating.OPEN),
        (9, 1, Rating.CAPPED),
        (1_000, 99, Rating.OPEN),
        (1_000, 100, Rating.CAPPED),
        (10_001, 1_000, Rating.OPEN),
        (10, 0, Rating.OPEN),
        (1, 1, Rating.CAPPED),
        (0, 0, Rating.NOT_RATED),
    ],
)
def test_rule_57_ten_per_cent_overdue_caps_the_rating(resolved: int, overdue: int, cap: Rating) -> None:
    assert rating_cap(resolved, overdue) is cap


def test_rule_57_the_share_is_exact() -> None:
    assert overdue_share(11, 1) == Fraction(1, 11)
    assert overdue_share(0, 0) is None


def test_the_share_is_a_setting() -> None:
    assert rating_cap(11, 1, from_percent=9) is Rating.CAPPED
    assert rating_cap(10, 1, from_percent=11) is Rating.OPEN


@pytest.mark.parametrize(("resolved", "overdue"), [(1, 2), (0, 1), (3, -1)])
def test_counts_that_cannot_be_are_refused(resolved: int, overdue: int) -> None:
    with pytest.raises(ValueError, match="overdue of"):
        overdue_share(resolved, overdue)


@given(st.integers(1, 10_000), st.integers(0, 10_000))
def test_one_more_overdue_never_lifts_the_cap(resolved: int, overdue: int) -> None:
    overdue = min(overdue, resolved - 1)
    if rating_cap(resolved, overdue) is Rating.CAPPED:
        assert rating_cap(resolved, overdue + 1) is Rating.CAPPED
    assert rating_cap(resolved, resolved) is Rating.CAPPED
