"""RULES 26: no refusal without a reason in words."""

from __future__ import annotations

import pytest

from cchc_desktop.domain.problems import Problem
from cchc_desktop.rules.refusals import refusal_faults

MISSING = (Problem("reason", "missing"),)


@pytest.mark.parametrize(
    ("rule", "reasons", "reason", "found"),
    [
        ("26 neither", 0, "", MISSING),
        ("26 blanks only", 0, " \n", MISSING),
        ("26 one of the catalogue", 1, "", ()),
        ("26 free words only", 0, "Không thuộc thẩm quyền", ()),
        ("26 both", 2, "Không thuộc thẩm quyền", ()),
    ],
)
def test_rule_26_a_refusal_says_why(rule: str, reasons: int, reason: str, found: tuple[Problem, ...]) -> None:
    assert refusal_faults(reasons=reasons, reason=reason) == found, rule
