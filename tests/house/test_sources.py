"""The law: every public rule names the provision that it reads."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from types import ModuleType

import cchc_desktop.rules
from cchc_desktop.rules import sources


def _families() -> Iterator[ModuleType]:
    for info in pkgutil.iter_modules(cchc_desktop.rules.__path__):
        if info.name != "sources":
            yield importlib.import_module(f"cchc_desktop.rules.{info.name}")


def _rules(family: ModuleType) -> Iterator[str]:
    """Yield the public functions that are written in ``family`` itself."""
    for name, rule in inspect.getmembers(family, inspect.isfunction):
        if not name.startswith("_") and rule.__module__ == family.__name__:
            yield f"{family.__name__.rpartition('.')[2]}.{name}"


def test_every_public_rule_names_its_law() -> None:
    named = {name for name, _ in sources.register()}
    public = {name for family in _families() for name in _rules(family)}
    assert public, "no rule was found at all"
    assert not public - named, sorted(public - named)


def test_a_source_says_document_and_day_and_how_sure_the_reading_is() -> None:
    for name, source in sources.register():
        assert source.document, name
        assert source.in_force_from.year >= 1946, name
        assert source.certainty in {"H", "M", "L"}, name
