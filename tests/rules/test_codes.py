"""RULES 49 and §3: numbers of desks never meet, and widths grow."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.rules.codes import dossier_code, dossier_number, register_volume, slip_number

DAY = date(2023, 10, 26)


@pytest.mark.parametrize(
    ("count", "desk", "desks", "code"),
    [
        (1, 1, 1, "H32.x-231026-0001"),
        (9_999, 1, 1, "H32.x-231026-9999"),
        (10_000, 1, 1, "H32.x-231026-10000"),
        (1, 1, 2, "H32.x-231026-0001"),
        (999, 1, 2, "H32.x-231026-0999"),
        (1_000, 1, 2, "H32.x-231026-10001"),
        (1, 2, 2, "H32.x-231026-1001"),
        (999, 2, 2, "H32.x-231026-1999"),
        (1_000, 2, 2, "H32.x-231026-20001"),
        (1, 9, 9, "H32.x-231026-8001"),
    ],
)
def test_rule_49_the_code(count: int, desk: int, desks: int, code: str) -> None:
    assert dossier_code("H32.x", DAY, dossier_number(count, desk=desk, desks=desks)) == code


_counts = st.integers(1, 10_000)


@given(st.lists(st.tuples(st.integers(1, 9), _counts), min_size=2, max_size=40, unique=True))
def test_two_desks_never_meet(taken: list[tuple[int, int]]) -> None:
    numbers = [dossier_number(count, desk=desk, desks=9) for desk, count in taken]
    assert len(set(numbers)) == len(taken)


@pytest.mark.parametrize(("desk", "desks", "number"), [(1, 1, "1286/TNHS"), (2, 3, "1286-2/TNHS")])
def test_the_slips_own_number(desk: int, desks: int, number: str) -> None:
    assert slip_number(1286, "TNHS", desk=desk, desks=desks) == number


def test_the_volume_of_the_register() -> None:
    assert register_volume(2023, desk=1, desks=1) == "2023"
    assert register_volume(2023, desk=2, desks=3) == "02/2023"


@pytest.mark.parametrize(("count", "desk"), [(0, 1), (1, 0), (1, 100)])
def test_a_number_outside_the_map_is_refused(count: int, desk: int) -> None:
    with pytest.raises(ValueError, match="no such number"):
        dossier_number(count, desk=desk, desks=9)
