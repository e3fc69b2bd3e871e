"""A restored, copied or moved folder is recognised; the next generation goes on where no number can be met again."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import shutil
from pathlib import Path

import pytest

from cchc_desktop import bootstrap, errors
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.services.desk_setup import SetupService
from cchc_desktop.services.desk_state import DeskState
from cchc_desktop.services.recording import MACHINE, Recorder
from cchc_desktop.services.upkeep import verify
from cchc_desktop.store import engine, journal, local
from cchc_desktop.store.engine import Database
from tests.store.stores import MARRIAGE, START, Folder, Hand, files, prepare

_WARD = "000.99.40.H32"


def _receive(folder: Folder, count: int = 1) -> list[str]:
    with folder.opened() as desk:
        return [desk.intake.receive(MARRIAGE).dossier.code for _ in range(count)]


def _begin_next(folder: Folder) -> str:
    """Do as the command `next-generation` does, which has no key to give."""
    with contextlib.closing(engine.open_database(folder.database, key=folder.key)) as db:
        state = DeskState(db, is_training=True)
        recorder = Recorder(db, state, Hand(), folder.state / "cchc-desktop")
        return SetupService(db, state, recorder).start_next_generation("khôi phục từ sao lưu", Hand())


@dataclasses.dataclass(frozen=True)
class Restored:
    folder: Folder
    lost: list[str]
    """Codes that were given out after the copy was made."""
    lost_files: Path
    """The folder as it was before the restore."""


@pytest.fixture
def restored(folder: Folder, tmp_path: Path) -> Restored:
    """A desk with two dossiers; three more were received after its copy, and then the copy was put back."""
    _receive(folder, 2)
    shutil.copytree(folder.folder, tmp_path / "copy")
    lost = _receive(folder, 3)
    folder.folder.rename(tmp_path / "lost")
    (tmp_path / "copy").rename(folder.folder)
    return Restored(folder, lost, tmp_path / "lost")


def test_a_desk_that_was_only_closed_is_opened(folder: Folder) -> None:
    assert _receive(folder, 2) == [f"{_WARD}-231024-0001", f"{_WARD}-231024-0002"]
    assert _receive(folder) == [f"{_WARD}-231024-0003"]


def test_a_restored_copy_is_refused_and_not_touched(restored: Restored) -> None:
    before = files(restored.folder.folder)
    with pytest.raises(errors.FolderMoved) as refusal:
        _receive(restored.folder)
    assert refusal.value.facts == {"cause": "behind_the_marker"}
    after = files(restored.folder.folder)
    assert after["desk.db"] == before["desk.db"]
    with restored.folder.opened(read_only=True) as desk:
        assert desk.view.today().received == 2
        assert not desk.recorder.can_write


def test_a_copy_that_somebody_went_on_with_is_refused_too(folder: Folder, tmp_path: Path) -> None:
    _receive(folder)
    copy = dataclasses.replace(folder, folder=tmp_path / "copy")
    shutil.copytree(folder.folder, copy.folder)
    _receive(copy)
    with pytest.raises(errors.FolderMoved):
        _receive(folder)


def test_a_folder_from_another_machine_is_refused(folder: Folder, tmp_path: Path) -> None:
    _receive(folder)
    with contextlib.closing(engine.open_database(folder.database, key=folder.key)) as db:
        local.keep_note(db, MACHINE, "another machine")
    moved = dataclasses.replace(folder, state=tmp_path / "state of a new machine")
    with pytest.raises(errors.FolderMoved) as refusal:
        _receive(moved)
    assert refusal.value.facts == {"cause": "other_machine"}
    _begin_next(moved)
    assert _receive(moved) == [f"{_WARD}-231024-0102"]


def test_the_next_generation_begins_at_one_and_names_the_last_known_head(restored: Restored) -> None:
    with contextlib.closing(engine.open_database(restored.folder.database, key=restored.folder.key)) as db:
        last = journal.head(db)
    assert _begin_next(restored.folder) == f"{_WARD}/1/2"
    with restored.folder.opened() as desk:
        head = journal.head(desk.db)
        assert (head.journal, head.generation, head.number) == (f"{_WARD}/1/2", 2, 1)
        first = journal.last(desk.db)
        assert first is not None
        assert (first.entry.kind, first.entry.previous) == (EntryKind.DESK_OPENED, last.hash)
        assert first.entry.body["follows"] == {"journal": last.journal, "number": last.number, "hash": last.hash}
        assert (first.entry.body["cause"], first.entry.body["jump"]) == ("khôi phục từ sao lưu", 100)


def test_after_it_no_number_is_met_again(restored: Restored) -> None:
    _begin_next(restored.folder)
    codes = _receive(restored.folder, 2)
    assert codes == [f"{_WARD}-231024-0103", f"{_WARD}-231024-0104"]
    assert not set(codes) & set(restored.lost)
    with restored.folder.opened() as desk:
        newest = desk.view.dossier(codes[-1]).dossier
        assert (newest.register_number, newest.slip_number) == (104, "104/TNHS")
        assert newest.id == f"{_WARD}/1/2#3"


def test_both_generations_are_verified_as_one(restored: Restored) -> None:
    _begin_next(restored.folder)
    _receive(restored.folder, 2)
    with restored.folder.opened() as desk:
        verdict = verify(desk.db)
        assert (verdict.is_whole, verdict.dossiers) == (True, 4)
        assert _generations(desk.db) == {1, 2}


def test_an_old_dossier_goes_on_in_the_new_journal(restored: Restored) -> None:
    _begin_next(restored.folder)
    code = f"{_WARD}-231024-0001"
    with restored.folder.opened() as desk:
        desk.papers.reprint(code, "khách làm mất")
        dossier = desk.view.dossier(code).dossier
        assert (dossier.first.journal, dossier.last.journal) == (f"{_WARD}/1/1", f"{_WARD}/1/2")
        text = desk.db.value("select text from entry where kind = 'Reprinted'")
        assert json.loads(text)["after"] == {"journal": dossier.first.journal, "number": dossier.first.number}
        assert verify(desk.db).is_whole


def test_the_lost_folder_found_again_is_refused(restored: Restored) -> None:
    _begin_next(restored.folder)
    found_again = dataclasses.replace(restored.folder, folder=restored.lost_files)
    with pytest.raises(errors.FolderMoved):
        _receive(found_again)


def test_the_command_does_the_same(tmp_path: Path) -> None:
    folder = prepare(tmp_path, "")
    environment = {**folder.environment, "CCHC_NOW": START.isoformat()}
    assert bootstrap.next_generation(folder.folder, "chuyển máy", environment=environment) == f"{_WARD}/1/2"
    with folder.opened() as desk:
        assert verify(desk.db).is_whole
        assert desk.intake.receive(MARRIAGE).dossier.code == f"{_WARD}-231024-0101"


def _generations(db: Database) -> set[int]:
    return {row[0] for row in db.rows("select generation from journal")}
