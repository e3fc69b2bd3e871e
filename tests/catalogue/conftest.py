"""The files that come with the program, and copies of them that a test may spoil."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cchc_desktop.catalogue import reading
from cchc_desktop.domain.forms import Forms
from cchc_desktop.domain.procedure import Catalogue
from cchc_desktop.domain.year_pack import CalendarYear
from cchc_desktop.paths import resources


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return reading.read_catalogue(resources() / "catalogue")


@pytest.fixture(scope="session")
def years() -> dict[int, CalendarYear]:
    return {year.year: year for year in reading.read_calendar(resources() / "calendar")}


@pytest.fixture(scope="session")
def forms() -> Forms:
    return reading.read_forms(resources() / "forms")


Spoil = Callable[[str, str, str, str], Path]


@pytest.fixture
def spoil(tmp_path: Path) -> Spoil:
    """Copy a folder of the resources and put one text in the place of another, which must stand there."""

    def spoiled(folder: str, file: str, old: str, new: str) -> Path:
        copy = tmp_path / folder
        if not copy.exists():
            shutil.copytree(resources() / folder, copy)
        text = (copy / file).read_text("utf-8")
        assert old in text, f"{old!r} is not in {file}"
        (copy / file).write_text(text.replace(old, new, 1), "utf-8")
        return copy

    return spoiled
