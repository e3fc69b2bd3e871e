"""What stays outside: other machines' paths, other people's folders, other doors to the database."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.repository import ROOT, place, python_files, text_files

_ENGINE = ROOT / "cchc_desktop" / "store" / "engine.py"
_ENGINES = {"sqlite3", "sqlcipher3"}

# A path of somebody's machine, a folder beside the checkout, a place where packages are fetched from.
_ELSEWHERE = re.compile(
    r"(?<![\w.~-])/(?:work|root|home|Users)/[\w.]|[A-Za-z]:\\\\?Users|/tmp/(?:bash|pytest)"
    r"|(?:\.\./|/)shared(?:/|\b(?=[\"'`]))|/opt/(?:wheels|pypi)|pypi\.(?:org|python)|pythonho[s]ted"
)


def _imports(source: str) -> Iterator[tuple[str, int]]:
    """Yield the packages that ``source`` imports, wherever in it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((alias.name.partition(".")[0], node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0], node.lineno


def test_only_the_engine_knows_which_sqlite_is_open() -> None:
    found = [
        place(path, line)
        for path in python_files("cchc_desktop", "ui", "main.py")
        if path != _ENGINE
        for name, line in _imports(path.read_text(encoding="utf-8"))
        if name in _ENGINES
    ]
    assert not found, "\n".join(found)


def test_nothing_points_outside_the_repository() -> None:
    found = [
        f"{place(path, number)}: {line.strip()[:120]}"
        for path, text in text_files()
        for number, line in enumerate(text.splitlines(), 1)
        if _ELSEWHERE.search(line)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("parts", [("/home", "/an/x"), ("../sha", "red/data"), ("/ro", "ot/.cache"), ("py", "pi.org")])
def test_a_path_of_another_place_is_found(parts: tuple[str, str]) -> None:
    assert _ELSEWHERE.search(f'open("{"".join(parts)}")')


@pytest.mark.parametrize("planted", ["import sqlite3", "def f():\n    from sqlcipher3 import dbapi2"])
def test_a_second_door_to_the_database_is_found(planted: str) -> None:
    assert {name for name, _ in _imports(planted)} & _ENGINES
