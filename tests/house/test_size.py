"""What one can hold in the head: short functions, short files, no state of modules."""

from __future__ import annotations

import ast
import textwrap

import pytest

from tests.house.repository import CODE, Function, functions, place, python_files

_LONGEST_FUNCTION = 50
_LONGEST_FILE = 400


def _length(function: Function) -> int:
    """Return the lines of ``function``, its docstring left out: to describe well is no fault."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is None or first.end_lineno is None:
        return lines
    return lines - (first.end_lineno - first.lineno + 1)


def _too_long(source: str) -> list[Function]:
    return [function for function in functions(ast.parse(source)) if _length(function) > _LONGEST_FUNCTION]


def test_no_function_is_longer_than_fifty_lines() -> None:
    found = [
        f"{place(path, function.lineno)} {function.name}: {_length(function)} lines"
        for path in python_files(*CODE)
        for function in _too_long(path.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    sizes = {place(path): len(path.read_text(encoding="utf-8").splitlines()) for path in python_files(*CODE)}
    found = {name: lines for name, lines in sizes.items() if lines > _LONGEST_FILE}
    assert not found


def test_no_function_changes_its_module() -> None:
    found = [
        place(path, node.lineno)
        for path in python_files(*CODE)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Global)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("lines", "found"), [(49, 0), (50, 1)])
def test_the_fifty_first_line_is_one_too_many(lines: int, found: int) -> None:
    body = textwrap.indent("step()\n" * lines, "    ")
    assert len(_too_long(f"def work():\n    '''Do it.'''\n{body}")) == found
