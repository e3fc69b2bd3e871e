"""docs/law.md is made from the register and names every statement that part 1 answers for."""

from __future__ import annotations

import re

import pytest

from tests.house import law_page

ANSWERED = [*range(1, 44), *range(48, 53), 57, 58, 63]


def test_the_register_stands_in_the_page() -> None:
    assert law_page.standing_table(law_page.PAGE.read_text("utf-8")) == law_page.table()


@pytest.mark.parametrize("statement", ANSWERED)
def test_every_statement_has_its_line_and_its_test_exists(statement: int) -> None:
    page = law_page.PAGE.read_text("utf-8")
    line = re.search(rf"^\| {statement} \|.*`(tests/[\w/.]+)`", page, re.MULTILINE)
    assert line is not None, f"statement {statement} has no line in docs/law.md"
    assert (law_page.PAGE.parents[1] / line.group(1)).exists()
