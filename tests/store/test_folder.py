"""The folder: one program writes it, not over a network, and a marker outside tells a copy from the original."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc_desktop import errors
from cchc_desktop.paths import LOCK
from cchc_desktop.store import folder as desk_folder
from cchc_desktop.store.folder import FolderLock, Marker, keep_marker, marker, prepare, refuse_network
from tests.store.stores import Folder

_ROOT = Path(__file__).resolve().parents[2]
_HOLD = """
import sys
from pathlib import Path
from cchc_desktop.store.folder import FolderLock
lock = FolderLock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""
_TRY = """
import json, sys
from pathlib import Path
from cchc_desktop import errors
from cchc_desktop.store.folder import FolderLock
try:
    FolderLock(Path(sys.argv[1])).release()
except errors.FolderInUse as error:
    print(json.dumps(error.facts))
"""


@contextlib.contextmanager
def _another_program(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A second process that holds the folder until the block ends, or until it is killed."""
    command = [sys.executable, "-c", _HOLD, str(folder)]
    with subprocess.Popen(command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def _try_elsewhere(folder: Path) -> str:
    """Return what a second process is told that asks for the folder."""
    command = [sys.executable, "-c", _TRY, str(folder)]
    return subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=True).stdout


def test_a_second_program_is_told_who_holds_the_folder(tmp_path: Path) -> None:
    with _another_program(tmp_path) as holder:
        with pytest.raises(errors.FolderInUse) as refusal:
            FolderLock(tmp_path)
        assert refusal.value.facts == {"pid": holder.pid, "host": socket.gethostname()}
        assert json.loads((tmp_path / LOCK).read_text("utf-8"))["pid"] == holder.pid, "the note stays as it was"


def test_a_killed_program_holds_nothing(tmp_path: Path) -> None:
    with _another_program(tmp_path) as holder:
        holder.kill()
        holder.wait(timeout=10)
        lock = FolderLock(tmp_path)
        assert json.loads((tmp_path / LOCK).read_text("utf-8"))["pid"] == os.getpid()
        lock.release()


def test_this_program_keeps_others_out_until_it_gives_the_folder_free(tmp_path: Path) -> None:
    (tmp_path / LOCK).write_text("a longer note that somebody left behind, of another shape than ours", "utf-8")
    lock = FolderLock(tmp_path)
    assert json.loads(_try_elsewhere(tmp_path)) == {"pid": os.getpid(), "host": socket.gethostname()}
    lock.release()
    assert _try_elsewhere(tmp_path) == ""


def test_the_folder_is_held_once_within_one_program_too(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path)
    with pytest.raises(errors.FolderInUse):
        FolderLock(tmp_path)
    lock.release()


@pytest.mark.parametrize("note", ["", "{", "{}", "[]", "null", "5"])
def test_a_holder_whose_note_cannot_be_read_still_holds(tmp_path: Path, note: str) -> None:
    lock = FolderLock(tmp_path)
    (tmp_path / LOCK).write_text(note, "utf-8")
    with pytest.raises(errors.FolderInUse) as refusal:
        FolderLock(tmp_path)
    assert refusal.value.facts == {"pid": 0, "host": ""}
    lock.release()


def test_a_full_disk_does_not_keep_the_folder_shut(tmp_path: Path) -> None:
    (tmp_path / LOCK).symlink_to("/dev/full")
    FolderLock(tmp_path).release()
    assert not (tmp_path / LOCK).is_file()


def test_a_folder_that_is_none_cannot_be_held_or_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a", "utf-8")
    with pytest.raises(errors.FolderReadOnly):
        FolderLock(tmp_path / "file")
    with pytest.raises(errors.FolderReadOnly):
        prepare(tmp_path / "file")
    prepare(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700


# --- network drives -----------------------------------------------------------------------------

_MOUNTS = r"""
/dev/vda / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
server:/share /srv/share nfs4 rw 0 0
//pc/d /media/d cifs rw 0 0
/dev/sdb /media/d/inner ext4 rw 0 0
//pc/e /media/ba\040o\040c\303\241o cifs rw 0 0
systemd-1 /auto autofs rw 0 0
//pc/f /auto cifs rw 0 0
//pc/g /covered cifs rw 0 0
/dev/sdc /covered ext4 rw 0 0
gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0
"""


@pytest.fixture
def mounts(tmp_path: Path) -> Path:
    path = tmp_path / "mounts"
    path.write_text(_MOUNTS.strip().replace(r"\303\241", "á"), "utf-8")
    return path


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/srv/share", "nfs4"),
        ("/srv/share/desk/not/made/yet", "nfs4"),
        ("/media/d/desk", "cifs"),
        ("/media/ba o cáo/desk", "cifs"),
        ("/auto/desk", "cifs"),
        ("/run/user/1000/gvfs/smb-share:server=pc,share=d/desk", "fuse.gvfsd-fuse"),
    ],
)
def test_a_network_drive_is_refused(mounts: Path, folder: str, kind: str) -> None:
    with pytest.raises(errors.FolderOnNetwork) as refusal:
        refuse_network(Path(folder), mounts=mounts)
    assert refusal.value.facts == {"folder": folder, "kind": kind}


@pytest.mark.parametrize("folder", ["/srv/share2", "/media/d/inner/desk", "/covered/desk", "/opt/desk", "/"])
def test_a_drive_of_this_machine_is_taken(mounts: Path, folder: str) -> None:
    assert refuse_network(Path(folder), mounts=mounts) is None


def test_a_link_to_a_network_drive_is_followed(mounts: Path, tmp_path: Path) -> None:
    (tmp_path / "desk").symlink_to("/srv/share/desk")
    with pytest.raises(errors.FolderOnNetwork):
        refuse_network(tmp_path / "desk", mounts=mounts)


def test_without_a_list_of_drives_nothing_is_refused(tmp_path: Path) -> None:
    assert refuse_network(tmp_path, mounts=tmp_path / "nothing") is None
    assert refuse_network(tmp_path) is None


# --- the marker ---------------------------------------------------------------------------------


def test_a_marker_is_kept_for_each_folder(tmp_path: Path) -> None:
    here, there = desk_folder.new_id(), desk_folder.new_id()
    first, second = (Marker(journal="H32/1/1", number=number, hash="a" * 64) for number in (7, 8))
    assert here != there
    assert marker(tmp_path, here) is None
    keep_marker(tmp_path, here, first)
    assert marker(tmp_path, here) == first
    assert marker(tmp_path, there) is None
    keep_marker(tmp_path, here, second)
    assert marker(tmp_path, here) == second
    assert [path.name for path in (tmp_path / "markers").iterdir()] == [f"{here}.json"]


@pytest.mark.parametrize("text", ["", "{", "{}", "[]", "null", '{"journal":"a","number":1}'])
def test_a_torn_marker_is_none(tmp_path: Path, text: str) -> None:
    keep_marker(tmp_path, "id", Marker(journal="a", number=1, hash="b"))
    (tmp_path / "markers" / "id.json").write_text(text, "utf-8")
    assert marker(tmp_path, "id") is None


def test_a_machine_that_cannot_keep_a_marker_works_on(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("not a folder", "utf-8")
    keep_marker(tmp_path / "state", "id", Marker(journal="a", number=1, hash="b"))
    assert marker(tmp_path / "state", "id") is None


def test_a_machine_has_one_name_that_says_nothing_of_it() -> None:
    assert desk_folder.machine_id() == desk_folder.machine_id()
    assert len(desk_folder.machine_id()) == 16
    assert desk_folder.machine_id() != socket.gethostname()


# --- whole desks --------------------------------------------------------------------------------


def test_an_open_desk_is_not_opened_again_but_always_read(folder: Folder) -> None:
    with folder.opened():
        with pytest.raises(errors.FolderInUse), folder.opened():
            pass
        with folder.opened(read_only=True) as reader:
            assert reader.view.today().received == 0
    with folder.opened() as desk:
        assert desk.recorder.can_write
