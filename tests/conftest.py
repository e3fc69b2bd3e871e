"""What all tests share: the order in which they begin."""

from __future__ import annotations

import pytest

_LONG = ("journeys", "durability")
"""Rooms whose files take long: begun first, so that at the end neither of two workers waits for the other."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the long files begin first; everything else keeps its order."""
    items.sort(key=lambda item: not any(f"tests/{room}/" in item.nodeid for room in _LONG))
