"""Hashes of PINs: kept beside the journal, compared, and never shown."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_desktop import errors
from cchc_desktop.store import engine, secrets
from cchc_desktop.store.engine import Database
from cchc_desktop.store.secrets import Hashing
from cchc_desktop.store.transaction import writing
from tests.house.repository import ROOT
from tests.store.stores import START

WEAK = Hashing(time_cost=1, memory_kib=8)
_UNTIL = START + timedelta(minutes=4)


def _tries(db: Database, officer: str) -> tuple[int, datetime | None, datetime]:
    kept = secrets.find(db, officer)
    assert kept is not None
    return kept.failures, kept.wait_until, kept.changed_at


def test_a_hash_is_kept_replaced_and_dropped(db: Database, key: str) -> None:
    assert secrets.find(db, "u1") is None
    secrets.keep(db, "u1", "h1", START)
    secrets.keep(db, "u2", "h2", START)
    secrets.keep_tries(db, "u1", failures=6, wait_until=_UNTIL, now=START)
    with contextlib.closing(engine.open_database(db.path, key=key)) as again:
        assert _tries(again, "u1") == (6, _UNTIL, START)
        assert _tries(again, "u2") == (0, None, START)
    secrets.keep(db, "u1", "h3", _UNTIL)
    kept = secrets.find(db, "u1")
    assert kept is not None
    assert (kept.pin_hash, *_tries(db, "u1")) == ("h3", 0, None, _UNTIL)
    secrets.drop(db, "u1")
    assert secrets.find(db, "u1") is None
    assert secrets.find(db, "u2") is not None


def test_tries_at_nothing_leave_nothing(db: Database) -> None:
    secrets.keep_tries(db, "u1", failures=1, wait_until=None, now=START)
    assert secrets.find(db, "u1") is None


def test_what_is_rolled_back_was_not_kept(db: Database) -> None:
    def break_off() -> None:
        with writing(db):
            secrets.keep(db, "u1", "h1", START)
            raise errors.DiskFull(folder="")

    with pytest.raises(errors.DiskFull):
        break_off()
    assert secrets.find(db, "u1") is None


def test_a_moment_that_is_none_is_a_damaged_file(db: Database) -> None:
    secrets.keep(db, "u1", "h1", START)
    db.execute("update secret set wait_until = 'soon'")
    with pytest.raises(errors.DatabaseDamaged):
        secrets.find(db, "u1")


def test_a_hash_is_not_shown(db: Database) -> None:
    secrets.keep(db, "u1", WEAK.hashed("246813"), START)
    assert "argon2" not in repr(secrets.find(db, "u1"))


@settings(max_examples=50)
@given(st.text(max_size=20), st.text(max_size=20))
def test_a_hash_is_matched_by_its_own_text_only(text: str, other: str) -> None:
    pin_hash = WEAK.hashed(text)
    assert pin_hash.startswith("$argon2id$")
    assert pin_hash != WEAK.hashed(text)
    assert WEAK.matches(pin_hash, text)
    assert WEAK.matches(pin_hash, other) == (text == other)


def test_half_a_sign_is_wrong_and_no_crash() -> None:
    assert not WEAK.matches(WEAK.hashed("246813"), "\ud800")


def test_a_hash_made_at_other_costs_still_counts() -> None:
    assert Hashing(time_cost=3, memory_kib=64).matches(WEAK.hashed("246813"), "246813")


def test_the_costs_of_a_desk_are_those_of_argon2id_for_log_ins() -> None:
    pin_hash = Hashing().hashed("246813")
    assert pin_hash.startswith("$argon2id$v=19$m=47104,t=2,p=1$")


@pytest.mark.parametrize("kept", ["", "246813", "$argon2id$v=19$m=8,t=1,p=1$x"])
def test_what_is_no_hash_is_a_damaged_file(kept: str) -> None:
    with pytest.raises(errors.StoreError) as refused:
        WEAK.matches(kept, "246813")
    assert "246813" not in f"{refused.value!r}{refused.value.facts}"


def test_where_no_hash_can_be_made_nothing_of_the_pin_is_said() -> None:
    with pytest.raises(errors.StoreError) as refused:
        Hashing(time_cost=0, memory_kib=8).hashed("246813")
    assert "246813" not in repr(refused.value)


def test_a_start_does_not_load_the_hashing() -> None:
    code = "import sys, cchc_desktop.services.people_desk as p; sys.exit('argon2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
