"""Attached files: stored once by content, on disk before anybody is told, and damage is never shown."""

from __future__ import annotations

import hashlib
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from cchc_desktop import errors
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.store import journal
from cchc_desktop.store.attachments import AttachmentStore, is_named, orphans
from cchc_desktop.store.engine import Database
from cchc_desktop.store.transaction import writing
from tests.durability.system_calls import Call, calls_in, strace
from tests.store.stores import entry

ROOT = Path(__file__).resolve().parents[2]
CONTENT = b"%PDF-1.4 " + bytes(range(256)) * 300
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def store(tmp_path: Path) -> AttachmentStore:
    return AttachmentStore(tmp_path)


def names(store: AttachmentStore) -> list[str]:
    return [path.name for path in store.files()]


def keep_in_a_program_of_its_own(folder: Path, *before: str) -> subprocess.CompletedProcess[str]:
    code = (
        "import sys; from pathlib import Path; from cchc_desktop.store.attachments import AttachmentStore\n"
        "AttachmentStore(Path(sys.argv[1])).keep(b'%PDF-1.4 ' + bytes(range(256)) * 300)\n"
    )
    return subprocess.run(
        (*before, sys.executable, "-c", code, str(folder)), cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_a_file_lies_under_its_hash_and_comes_back_as_it_was(store: AttachmentStore, tmp_path: Path) -> None:
    assert store.keep(CONTENT) == SHA256
    assert store.path(SHA256) == tmp_path / "attachments" / SHA256[:2] / SHA256
    assert store.read(SHA256) == CONTENT
    assert store.has(SHA256, len(CONTENT))
    assert not store.has(SHA256, len(CONTENT) + 1)


def test_the_same_content_is_stored_once(store: AttachmentStore) -> None:
    store.keep(CONTENT)
    before = store.path(SHA256).stat()
    store.keep(bytes(CONTENT))
    after = store.path(SHA256).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert names(store) == [SHA256]


def test_nobody_else_reads_it_and_nobody_runs_it(store: AttachmentStore) -> None:
    before = os.umask(0)
    try:
        store.keep(CONTENT)
    finally:
        os.umask(before)
    path = store.path(SHA256)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in (path.parent, store.root)] == [0o700, 0o700]


@pytest.mark.parametrize("changed", [CONTENT[:-1], CONTENT[:-1] + b"\x00", b""], ids=["shorter", "one byte", "empty"])
def test_a_changed_file_is_never_handed_out_and_is_mended_by_its_content(
    store: AttachmentStore, changed: bytes
) -> None:
    store.keep(CONTENT)
    store.path(SHA256).write_bytes(changed)
    with pytest.raises(errors.AttachmentDamaged) as damaged:
        store.read(SHA256)
    assert damaged.value.facts == {"sha256": SHA256, "cause": "content_changed"}
    store.keep(CONTENT)
    assert store.read(SHA256) == CONTENT


def test_a_lost_file_is_told(store: AttachmentStore) -> None:
    with pytest.raises(errors.AttachmentDamaged) as lost:
        store.read(SHA256)
    assert lost.value.facts["cause"] == "content_missing"


@pytest.mark.parametrize("name", ["", "..", "../../etc/passwd", SHA256.upper(), SHA256 + "0", SHA256[:-1] + "\n"])
def test_only_a_hash_leads_to_a_file(store: AttachmentStore, name: str) -> None:
    with pytest.raises(ValueError, match="hexadecimal"):
        store.path(name)


def test_a_folder_that_cannot_be_is_told(store: AttachmentStore, tmp_path: Path) -> None:
    (tmp_path / "attachments").write_bytes(b"a file")
    with pytest.raises(errors.FolderReadOnly):
        store.keep(CONTENT)


def test_where_there_is_no_room_nothing_is_left(store: AttachmentStore, tmp_path: Path) -> None:
    full = ("strace", "-f", "-e", "trace=write", "-e", "inject=write:error=ENOSPC", "-o", str(tmp_path / "calls"))
    done = keep_in_a_program_of_its_own(tmp_path, *full)
    assert done.returncode != 0
    assert "(INJECTED)" in (tmp_path / "calls").read_text("utf-8", "replace")
    assert names(store) == []


def test_the_content_is_on_disk_before_its_name_and_the_name_before_anybody_is_told(tmp_path: Path) -> None:
    assert keep_in_a_program_of_its_own(tmp_path, *strace(tmp_path / "calls")).returncode == 0
    calls = list(calls_in((tmp_path / "calls").read_text("utf-8", "replace").splitlines()))
    folder = str(tmp_path / "attachments" / SHA256[:2])
    steps = [step for call in calls if (step := _step(call, folder))]
    assert steps[-4:] == ["written", "content synced", "renamed", "folder synced"]
    synced = {call.path for call in calls if call.name == "fsync"}
    assert {str(tmp_path), str(tmp_path / "attachments")} <= synced, "the new folders' names too"


def _step(call: Call, folder: str) -> str:
    if call.name == "write" and folder in call.path:
        return "written"
    if call.name == "fsync" and folder in call.path:
        return "folder synced" if call.path == folder else "content synced"
    return "renamed" if call.name.startswith("rename") and folder in call.words else ""


def test_a_second_one_makes_sure_of_the_name_that_a_killed_one_may_not_have(tmp_path: Path) -> None:
    AttachmentStore(tmp_path).keep(CONTENT)
    assert keep_in_a_program_of_its_own(tmp_path, *strace(tmp_path / "calls")).returncode == 0
    calls = calls_in((tmp_path / "calls").read_text("utf-8", "replace").splitlines())
    assert str(tmp_path / "attachments" / SHA256[:2]) in [call.path for call in calls if call.name == "fsync"]


def test_orphans_are_what_no_entry_names(store: AttachmentStore, db: Database) -> None:
    attached, paused, drafted, left = (store.keep(b"%PDF-1.4 " + word) for word in (b"a", b"p", b"d", b"l"))
    torn = store.path(left).with_name(".0123.part")
    torn.write_bytes(b"%PDF")
    with writing(db):
        journal.append(db, entry(EntryKind.ATTACHMENT_ADDED, dossier="x#1", body={"sha256": attached}), {})
        journal.append(db, entry(EntryKind.CLOCK_PAUSED, dossier="x#1", body={"attachment": paused}), {})
        journal.append(db, entry(EntryKind.STEP_DRAFTED, dossier="x#1"), {"values": f'{{"attachment":"{drafted}"}}'})
    assert set(orphans(db, store)) == {store.path(left), torn}
    assert [is_named(db, sha256) for sha256 in (attached, paused, drafted, left)] == [True, True, True, False]


def test_a_desk_without_attachments_has_no_orphans(store: AttachmentStore, db: Database) -> None:
    assert orphans(db, store) == ()
    assert not store.root.exists()
