"""Every test of the store runs on both engines: the plain one, and the one that encrypts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc_desktop import bootstrap
from cchc_desktop.store.engine import Database
from tests.store.stores import KEY, Folder, Hand, new_store, prepare


@pytest.fixture(params=["", KEY], ids=["sqlite3", "sqlcipher3"], scope="session")
def key(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "store"
    folder.mkdir()
    return folder / "desk.db"


@pytest.fixture
def db(path: Path, key: str) -> Iterator[Database]:
    store = new_store(path, key)
    yield store
    store.close()


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory, key: str) -> Folder:
    return prepare(tmp_path_factory.mktemp("prepared"), key)


@pytest.fixture
def folder(prepared: Folder, tmp_path: Path) -> Folder:
    return prepared.copied_to(tmp_path)


@pytest.fixture
def clock() -> Hand:
    return Hand()


@pytest.fixture
def desk(folder: Folder, clock: Hand) -> Iterator[bootstrap.Desk]:
    with folder.opened(clock) as opened:
        yield opened
