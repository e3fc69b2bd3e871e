"""Children that close days, send and take packages, and are killed: sending_work.py PLACE.

PLACE holds a desk, its state, a city and a stick (`tests.durability.sending_kills.prepare`). One line of JSON is asked,
one answered, as by `fork_server`:

    {"work": "close", "seconds": 0.2, "touches": 0, "seed": 7, "at": "2024-01-02T09:01"}
    ->  {"codes": [...], "ended": "killed"}

"seconds" count from where all is open. "touches", where it is not 0, is at which touch of the disk (a statement, a file
written, renamed, brought to the disk) the child is killed: a few microseconds between two of them are met as often as
the long minutes of making a PDF. "codes" are the entries of which the child was told that they are on disk, "NUMBER
HASH" each.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import random
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from types import FrameType
from typing import Any

from cchc_desktop import bootstrap, errors
from cchc_desktop.city.office import City
from cchc_desktop.clock import moment
from cchc_desktop.domain.steps import StepKind, TakeStep
from cchc_desktop.services.send_desk import deliver
from cchc_desktop.store import dossiers, journal
from cchc_desktop.sync.carriers import Answered, Carrier, Progress
from cchc_desktop.sync.carriers.folder import FolderCarrier
from tests.city.cities import city_again
from tests.durability.fork_server import turn
from tests.services.life_desk import Life, full_values
from tests.store.stores import Hand

DESK, STATE, CITY, STICK = "desk", "state", "city", "stick"
_TOUCHES = {
    "Connection": {"execute", "executemany"},
    "module": {"open", "fsync", "rename", "replace", "unlink"},
    "BufferedWriter": {"write", "flush"},
}
"""What touches the disk, by the type of that of which it is called."""
_STEPS = (StepKind.RESULT_READY, StepKind.RESULT_RETURN, StepKind.UNDO, StepKind.SUPPLEMENT_REQUEST)


@dataclasses.dataclass(slots=True)
class Fuse:
    """Kills its own process before the disk is touched so many more times; a profiler's function (`sys.setprofile`)."""

    left: int

    def __call__(self, frame: FrameType, event: str, called: object) -> None:
        if _is_touch(frame, event, called):
            self.left -= 1
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


def _is_touch(frame: FrameType, event: str, called: object) -> bool:
    if event == "call":
        return frame.f_code.co_name == "execute" and "psycopg" in frame.f_code.co_filename
    owner = type(getattr(called, "__self__", None)).__name__
    return event == "c_call" and getattr(called, "__name__", "") in _TOUCHES.get(owner, ())


class Ticking(Hand):
    """A clock that goes on a second each time it is asked."""

    def now(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One child's turn: where it works, when, its dice, and how it tells what is on disk."""

    place: Path
    clock: Ticking
    dice: random.Random
    tell: Callable[[str], object] = lambda _word: None

    @contextlib.contextmanager
    def desk(self) -> Iterator[Life]:
        """Open the desk, as the program does after a power cut."""
        environment = {"XDG_STATE_HOME": str(self.place / STATE)}
        desk = bootstrap.open_desk(self.place / DESK, clock=self.clock, environment=environment)
        leader = next(official for official in desk.people.officials() if official.is_leader)
        try:
            yield Life(desk=desk, clock=self.clock, leader=leader)
        finally:
            desk.close()

    @contextlib.contextmanager
    def city(self) -> Iterator[City]:
        """Open the city, as its service does after a power cut."""
        city = city_again(self.place / CITY, clock=self.clock)
        try:
            yield city
        finally:
            city.close()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Direct:
    """The way to the city without a network between: what HTTPS brings, in one process that is killed as a whole."""

    city: City

    def deliver(self, name: str, file: Path, progress: Progress, *, is_again: bool = False) -> Answered:
        del name, progress, is_again
        return Answered(answer=self.city.take(file.read_bytes()))

    def answers(self, files: Mapping[str, Path]) -> Mapping[str, bytes]:
        del files
        return {}


def _tell_head(scene: Scene, desk: bootstrap.Desk) -> None:
    head = journal.head(desk.db)
    scene.tell(f"{head.number} {head.hash}")


def work_and_close(scene: Scene) -> None:
    """Receive, go on with a dossier, answer the city, close; and again."""
    with scene.desk() as life:
        _tell_head(scene, life.desk)
        day_end = life.desk.day_end
        while True:
            life.receive(scene.clock.at.isoformat())
            _tell_head(scene, life.desk)
            _take_a_step(scene, life)
            for question in life.desk.sending.questions():
                if question.answered_at is None:
                    life.desk.sending.answer(question.id, "Đã bổ sung.")
            _tell_head(scene, life.desk)
            if scene.dice.random() < 0.5:
                day_end.close(cash_counted=0)
            else:  # as the window does: what takes long on another thread, what came of it noted afterwards
                day_end.seal()
                day_end.note_made(day_end.finish())
            _tell_head(scene, life.desk)


def _take_a_step(scene: Scene, life: Life) -> None:
    codes = [row[0] for row in life.desk.db.rows("select code from dossier order by dossier desc limit 9")]
    dossier = dossiers.get(life.desk.db, scene.dice.choice(codes))
    legal = [one.kind for one in life.desk.steps.choices(dossier.code) if one.kind in _STEPS]
    if legal:
        kind = scene.dice.choice(legal)
        values = full_values(life, dossier, kind)
        with contextlib.suppress(errors.StepNotAllowed, errors.FormIncomplete, errors.ApprovalNeeded):
            life.desk.steps.take(TakeStep(kind=kind, code=dossier.code, values=values), life.approval)


def _send(scene: Scene, desk: bootstrap.Desk, carrier: Carrier) -> None:
    """Make what has no file yet, and bring all that waits, in any order."""
    desk.day_end.make_packages()
    parcels = list(desk.sending.waiting())
    scene.dice.shuffle(parcels)
    for parcel in parcels:
        desk.sending.record(deliver(parcel, carrier))
        _tell_head(scene, desk)


def send_by_stick(scene: Scene) -> None:
    """Lay packages down on the stick and pick up what the city answered; and again."""
    with scene.desk() as life:
        _tell_head(scene, life.desk)
        carrier = FolderCarrier(scene.place / STICK)
        while True:
            life.desk.sending.try_now()
            _send(scene, life.desk, carrier)
            for line in life.desk.day_end.packages()[-2:]:
                life.desk.day_end.copy_packages(line.day, scene.place / STICK)


def take_from_stick(scene: Scene) -> None:
    """Take what lies on the stick, as the city; and again, for it has to be the same."""
    with scene.city() as city:
        scene.tell("")
        while True:
            _ask(scene, city)
            city.take_folder(scene.place / STICK)


def _ask(scene: Scene, city: City) -> None:
    with city._database() as db:
        codes = [row[0] for row in db.rows("select code from dossier order by dossier desc limit 9")]
        waiting = int(db.value("select count(*) from question where answered_at = ''"))
    if codes and waiting < 3:
        city.ask("H32.90.01", scene.dice.choice(codes), "Vì sao hồ sơ này chưa có bản quét?", by="chuyên viên")


def send_directly(scene: Scene) -> None:
    """Send, take and note the answer in one go; old packages come again, as from a stick found in a drawer."""
    with scene.desk() as life, scene.city() as city:
        _tell_head(scene, life.desk)
        while True:
            _ask(scene, city)
            life.desk.sending.try_now()
            _send(scene, life.desk, Direct(city=city))
            for line in scene.dice.sample(life.desk.day_end.packages(), k=min(2, len(life.desk.day_end.packages()))):
                if life.desk.day_end.path_of(line).exists():
                    city.take(life.desk.day_end.path_of(line).read_bytes())


WORK = {"close": work_and_close, "stick": send_by_stick, "take": take_from_stick, "send": send_directly}


def _turn(order: Mapping[str, Any], place: Path) -> dict[str, object]:
    scene = Scene(place=place, clock=Ticking(moment(order["at"])), dice=random.Random(order["seed"]))
    work = WORK[order["work"]]

    def job(tell: Callable[[str], object]) -> None:
        def tell_and_light(word: str) -> None:
            tell(word)
            if order["touches"] and sys.getprofile() is None:
                sys.setprofile(Fuse(order["touches"]))

        work(dataclasses.replace(scene, tell=tell_and_light))

    return turn(job, order["seconds"], after_a_word=True)


def main(place: Path) -> None:
    """Serve until the standard input ends."""
    for line in sys.stdin:
        print(json.dumps(_turn(json.loads(line), place)), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
