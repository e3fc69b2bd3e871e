"""Where private keys lie: a file of one's own, or the system's store; a store that is silent stops nothing for long."""

from __future__ import annotations

import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null

from cchc_desktop import errors
from cchc_desktop.store.key_keeping import KeyKeeping
from cchc_desktop.store.system_keys import SystemKeys

DESK = {"signing_key": "cchc-sign-thử"}


class Memory(KeyringBackend):
    """A store as the system's are, that forgets everything with the test."""

    priority = 1.0  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class Waiting(Memory):
    """A locked store that waits for a password which nobody types."""

    def __init__(self) -> None:
        super().__init__()
        self.typed = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.typed.wait()
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        self.typed.wait()


@pytest.fixture
def waiting() -> Iterator[Waiting]:
    store = Waiting()
    yield store
    store.typed.set()


def keeping(folder: Path, store: KeyringBackend, *, folder_id: str = "a") -> KeyKeeping:
    return KeyKeeping(folder, folder_id, SystemKeys(lambda: store, patience_seconds=0.2))


def test_without_being_asked_keys_lie_in_files_of_their_user(tmp_path: Path) -> None:
    store = Memory()
    keeping(tmp_path, store).write("desk.json", DESK)
    assert keeping(tmp_path, store).read("desk.json") == DESK
    assert store.kept == {}
    assert stat.S_IMODE((tmp_path / "keys" / "desk.json").stat().st_mode) == 0o600


def test_keys_move_into_the_systems_store_and_back(tmp_path: Path) -> None:
    store = Memory()
    kept = keeping(tmp_path, store)
    kept.write("desk.json", DESK)
    kept.move_to_system(["desk.json"])
    assert kept.is_by_system
    assert "cchc-sign" not in (tmp_path / "keys" / "desk.json").read_text("utf-8")
    assert keeping(tmp_path, store).read("desk.json") == DESK
    kept.write("ward.json", {"identity": "x"})
    assert "identity" not in (tmp_path / "keys" / "ward.json").read_text("utf-8")
    kept.move_to_files(["desk.json", "ward.json"])
    assert (store.kept, kept.is_by_system) == ({}, False)
    assert kept.read("desk.json") == DESK


def test_two_folders_of_one_user_do_not_meet_in_it(tmp_path: Path) -> None:
    store = Memory()
    for name in ("a", "b"):
        kept = keeping(tmp_path / name, store, folder_id=name)
        kept.write("desk.json", {"signing_key": name})
        kept.move_to_system(["desk.json"])
    assert keeping(tmp_path / "a", store, folder_id="a").read("desk.json") == {"signing_key": "a"}


@pytest.mark.parametrize("store", [fail.Keyring(), null.Keyring()], ids=["no store", "keeps nothing"])
def test_where_no_store_runs_the_key_stays_in_its_file(tmp_path: Path, store: KeyringBackend) -> None:
    kept = keeping(tmp_path, store)
    kept.write("desk.json", DESK)
    with pytest.raises(errors.KeyStoreSilent):
        kept.move_to_system(["desk.json"])
    assert kept.read("desk.json") == DESK


def test_a_store_that_waits_for_a_password_is_not_waited_for(tmp_path: Path, waiting: Waiting) -> None:
    kept = keeping(tmp_path, waiting)
    kept.write("desk.json", DESK)
    with pytest.raises(errors.KeyStoreSilent) as silent:
        kept.move_to_system(["desk.json"])
    assert silent.value.facts["cause"] == "no_answer"
    assert kept.read("desk.json") == DESK


def test_a_key_that_the_store_lost_is_told_and_not_made_anew(tmp_path: Path) -> None:
    store = Memory()
    kept = keeping(tmp_path, store)
    kept.write("desk.json", DESK)
    kept.move_to_system(["desk.json"])
    store.kept.clear()
    with pytest.raises(errors.KeyStoreSilent):
        kept.read("desk.json")
