"""A restore that is killed: the folder is the desk that was there, or the restored one; never none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.terminal import Terminal, dossier
from tests.durability.system_calls import stopping

REASON = ("--reason", "ổ đĩa hỏng")


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """A desk with a copy of its first day and a dossier that the copy does not know."""
    terminal = Terminal(tmp_path_factory.mktemp("restore"))
    terminal.done("init", "--sample")
    _receive(terminal)
    terminal.is_at("2023-10-26T17:05")
    terminal.done("close-day")
    terminal.is_at("2023-10-27T09:00")
    _receive(terminal)
    return terminal


def _receive(terminal: Terminal) -> str:
    form = terminal.file("d.json", dossier())
    return str(terminal.told("receive", "--accept-duplicate", "--file", form)["code"])


def _restored(terminal: Terminal) -> bool:
    return terminal.kinds.count("DeskOpened") == 2


_MOMENTS = [
    *(("fsync", when) for when in range(1, 6)),  # the copy, what is set aside, the folder behind the move
    *(("fdatasync", when) for when in range(1, 7)),  # the next generation in the copy
    *(("unlink", when) for when in (4, 8, 10, 11, 12, 13, 14, 15, 16, 17, 20)),  # logs, the marker, what is left over
    ("rename", 1),  # the move
    ("rename", 2),  # the new marker
]


@pytest.mark.parametrize(("call", "when"), _MOMENTS)
def test_killed_at_any_step_there_is_a_desk(opened: Terminal, tmp_path: Path, call: str, when: int) -> None:
    terminal = opened.copy(tmp_path)
    (copy,) = (terminal.data / "backups").glob("desk-*.db")
    before = terminal.kinds

    said = terminal.run(
        "restore", str(copy), *REASON, before=stopping(tmp_path / "calls", call, f"signal=KILL:when={when}")
    )

    is_restored = _restored(terminal)
    assert is_restored or terminal.kinds == before
    assert said.code != 0
    assert copy.exists()
    assert terminal.told("verify")["done"] is True
    _receive(terminal)
    done = terminal.told("restore", str(copy), *REASON)
    assert (terminal.data / "backups" / done["set_aside"]).exists()
    assert terminal.told("verify")["done"] is True
    _receive(terminal)
    assert not list(terminal.data.glob("*.restoring*"))
