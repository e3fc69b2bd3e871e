"""Desks right after their first run: made once by the program itself, then copied with the state beside them.

A first run reads catalogue, calendar and forms line by line (a tenth of a second), and a thousand tests begin with one.
What the first run itself does is tested where `bootstrap.first_run` is called (tests/store, tests/durability).
"""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from cchc_desktop import bootstrap, paths
from cchc_desktop.clock import Clock
from cchc_desktop.services.desk_setup import Opening

_DESK, _STATE = "desk", "state"


def first_run(folder: Path, opening: Opening, *, clock: Clock, environment: Mapping[str, str]) -> bootstrap.Desk:
    """Return a desk like `bootstrap.first_run`, as it was made at this moment with this opening."""
    prepare(folder, opening, clock=clock, environment=environment)
    return bootstrap.open_desk(folder, clock=clock, environment=environment)


def prepare(folder: Path, opening: Opening, *, clock: Clock, environment: Mapping[str, str]) -> None:
    """Lay such a desk into a folder; nobody opens it."""
    made = _made().get((repr(opening), clock.now().isoformat()))
    if made is None:
        made = Path(tempfile.mkdtemp(dir=_room()))
        state = {"XDG_STATE_HOME": str(made / _STATE)}
        bootstrap.first_run(made / _DESK, opening, clock=clock, environment=state).close()
        _made()[(repr(opening), clock.now().isoformat())] = made
    shutil.copytree(made / _DESK, folder, dirs_exist_ok=True)
    kept = paths.state_folder({"XDG_STATE_HOME": str(made / _STATE)})
    shutil.copytree(kept, paths.state_folder(environment), dirs_exist_ok=True)


@functools.cache
def _made() -> dict[tuple[str, str], Path]:
    """Return what was made in this process, by opening and moment."""
    return {}


@functools.cache
def _room() -> Path:
    room = Path(tempfile.mkdtemp(prefix="cchc-ready-desks-"))
    atexit.register(shutil.rmtree, room, ignore_errors=True)
    return room
