"""The tests themselves: each can fail, none sleeps, none is skipped, none replaces a part of ours."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.house.repository import Function, dotted, functions, place, python_files

_FORBIDDEN = {
    "time.sleep": "wait for what should happen",
    "pytest.skip": "a test that does not run proves nothing",
    "pytest.importorskip": "the set-up installs what tests need",
    "pytest.mark.skip": "a test that does not run proves nothing",
    "pytest.mark.skipif": "a test that does not run proves nothing",
    "pytest.mark.xfail": "mend it, or leave it out",
    "pytest.xfail": "mend it, or leave it out",
    "monkeypatch.setattr": "hand the part in",
    "monkeypatch.delattr": "hand the part in",
    "mocker.patch": "hand the part in",
    "unittest.mock": "write a small fake",
}
_EXPECTATIONS = ("raises", "warns", "waitSignal", "waitSignals", "assertNotEmitted", "waitUntil")
_CHECKS = ("assert_", "check_", "expect_")


def _forbidden(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        names = [dotted(node)] if isinstance(node, ast.Attribute) else []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names] + [str(node.module)]
        yield from ((name, node.lineno) for name in names if name in _FORBIDDEN)  # type: ignore[attr-defined]


def _can_fail(test: Function, beside: dict[str, Function]) -> bool:
    """Return whether ``test`` expects anything, itself or through functions ``beside`` it."""
    for node in ast.walk(test):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            name = dotted(node.func).rpartition(".")[2]
            if name in _EXPECTATIONS or name.startswith(_CHECKS):
                return True
            if name in beside and name != test.name and _can_fail(beside[name], {}):
                return True
    return False


def _cannot_fail(source: str) -> list[Function]:
    tree = ast.parse(source)
    beside = {function.name: function for function in functions(tree)}
    tests = [function for name, function in beside.items() if name.startswith("test")]
    return [test for test in tests if not _can_fail(test, beside)]


def test_each_test_can_fail() -> None:
    found = [
        place(path, test.lineno)
        for path in python_files("tests")
        if path.name.startswith("test_")
        for test in _cannot_fail(path.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)


def test_each_module_of_tests_holds_a_test() -> None:
    modules = [path for path in python_files("tests") if path.name.startswith("test_")]
    empty = [
        place(path)
        for path in modules
        if not any(test.name.startswith("test") for test in functions(ast.parse(path.read_text(encoding="utf-8"))))
    ]
    assert modules
    assert not empty


def test_no_test_sleeps_or_is_skipped_or_patches() -> None:
    found = [
        f"{place(path, line)} {name}: {_FORBIDDEN[name]}"
        for path in python_files("tests")
        for name, line in _forbidden(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("planted", "found"),
    [
        ("def test_it(): open_window()", 1),
        ("def test_it(): assert open_window()", 0),
        ("def test_it():\n    with pytest.raises(ValueError): open_window()", 0),
        ("def _look(): assert 1\ndef test_it(): _look()", 0),
        ("def _look(): ...\ndef test_it(): _look()", 1),
    ],
)
def test_a_test_without_expectation_is_found(planted: str, found: int) -> None:
    assert len(_cannot_fail(planted)) == found


@pytest.mark.parametrize(
    "planted",
    ["time.sleep(1)", "from time import sleep", "from unittest.mock import Mock", "@pytest.mark.skip\ndef f(): ..."],
)
def test_a_forbidden_way_is_found(planted: str) -> None:
    assert list(_forbidden(ast.parse(planted)))
