"""A desk and its city between which every process is killed, and what must hold afterwards each time."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from cchc_desktop import bootstrap
from cchc_desktop.city.office import City
from cchc_desktop.clock import moment
from cchc_desktop.domain.day_package import Manifest, PackageState
from cchc_desktop.domain.entry import NO_ENTRY, Entry, EntryKind
from cchc_desktop.errors import AcknowledgementRefused, PackageRefused
from cchc_desktop.services import upkeep
from cchc_desktop.services.send_desk import ANSWERS, deliver
from cchc_desktop.store import journal
from cchc_desktop.sync import acknowledgement, package
from tests.city.cities import desk_of, differences, new_city
from tests.cli.terminal import ROOT
from tests.durability.sending_work import CITY, DESK, STATE, STICK, Direct, Scene, Ticking

START = moment("2024-01-02T08:00")
BETWEEN = timedelta(minutes=61)
"""From turn to turn: the longest wait between two tries is over each time."""


@dataclasses.dataclass(slots=True)
class KilledRoad:
    """The place where all of it lies, the server that forks who works there, and what was seen so far."""

    place: Path
    server: subprocess.Popen[str]
    turns: int = 0
    told: dict[int, str] = dataclasses.field(default_factory=dict)
    """Entries of which a child was told that they are on disk: hash by number."""
    contents: dict[str, str] = dataclasses.field(default_factory=dict)
    """Hash of the manifest by the package's name: the first one that was seen."""
    opened: dict[str, Manifest] = dataclasses.field(default_factory=dict)
    """What was looked at before, by the file's hash."""

    @property
    def now(self) -> datetime:
        """Return the moment of this turn."""
        return START + BETWEEN * self.turns

    def kill(self, work: str, seconds: float, seed: int, *, touches: int = 0) -> str:
        """Let somebody work and be killed after so many seconds, or touches of the disk; return how it ended."""
        assert self.server.stdin is not None
        assert self.server.stdout is not None
        self.turns += 1
        order = {"work": work, "seconds": seconds, "touches": touches, "seed": seed, "at": f"{self.now:%Y-%m-%dT%H:%M}"}
        self.server.stdin.write(json.dumps(order) + "\n")
        self.server.stdin.flush()
        answer = json.loads(self.server.stdout.readline())
        for word in filter(None, answer["codes"]):
            number, hashed = word.split()
            self.told[int(number)] = hashed
        return str(answer["ended"])

    def scene(self) -> Scene:
        """Return the place for whoever looks after it; nobody is killed there."""
        return Scene(place=self.place, clock=Ticking(self.now), dice=random.Random(0))

    def faults(self) -> list[str]:
        """Reopen desk and city and return everything that does not hold."""
        scene = self.scene()
        with scene.desk() as life, scene.city() as city:
            found = [f"chain: {broken}" for broken in journal.breaks(life.desk.db)]
            found += self._faults_of_the_desk(life.desk, city)
            found += self._faults_of_the_city(life.desk, city)
        return found

    def _faults_of_the_desk(self, desk: bootstrap.Desk, city: City) -> list[str]:
        found, before, previous = [], 0, NO_ENTRY
        hashes: dict[int, str] = dict(desk.db.rows("select number, hash from entry"))
        found += [f"told and lost: {number}" for number, hashed in self.told.items() if hashes.get(number) != hashed]
        desk_key = desk.enrolment.keys().desk_key
        for folder in (self.place / DESK / "packages", self.place / STICK):
            found += [fault for file in sorted(folder.glob("*.cchc")) for fault in self._half(file, city, desk_key)]
        for line in desk.day_end.packages():
            if line.first != before + 1:
                found.append(f"numbers of {line.day} part {line.part}")
            before, path = line.last, desk.day_end.path_of(line)
            if line.state is not PackageState.WANTED and not path.exists():
                found.append(f"made and not there: {path.name}")
            if path.exists() and (manifest := self._manifest(path)) is not None:
                if (manifest.first, manifest.last, manifest.previous) != (line.first, line.last, previous):
                    found.append(f"manifests do not chain at {path.name}")
                previous = hashlib.sha256(manifest.to_text().encode()).hexdigest()
                if line.manifest_sha256 not in ("", previous):
                    found.append(f"noted with another content: {path.name}")
        answers = [*(self.place / DESK / ANSWERS).glob("[!.]*"), *self.place.glob(f"{STICK}/*{acknowledgement.SUFFIX}")]
        found += [fault for file in answers for fault in _half_answer(file, city)]
        asked = [
            Entry.from_text(text).body["question"]
            for (text,) in desk.db.rows("select text from entry where kind = ?", (str(EntryKind.CITY_ASKED),))
        ]
        return found + [f"asked twice: {one}" for one in set(asked) if asked.count(one) > 1]

    def _faults_of_the_city(self, desk: bootstrap.Desk, city: City) -> list[str]:
        found = [
            f"kept aside and not whole: {file.name}"
            for file in (self.place / CITY / "kept").glob("[!.]*")
            if hashlib.sha256(file.read_bytes()).hexdigest() != file.name.removesuffix(".cchc")
        ]
        (standing,) = city.desks()
        found += [name for name in ("refused", "alarms", "held") if getattr(standing, name)]
        with city._database() as db:
            taken = db.rows("select number, hash from entry order by number")
            rows = db.rows("select day, part, manifest_sha256, state from package")
            head = int(db.value("select last_number from desk"))
        if taken != desk.db.rows("select number, hash from entry where number <= ? order by number", (head,)):
            found.append("the city's entries are not those up to its head")
        states = {(day, part): (manifest, state) for day, part, manifest, state in rows}
        for line in desk.day_end.packages():
            at_the_city = states.get((line.day.isoformat(), line.part))
            if line.state is PackageState.ACCEPTED and at_the_city != (line.manifest_sha256, "accepted"):
                found.append(f"accepted at the desk alone: {line.day} part {line.part}")
        return found

    def _half(self, file: Path, city: City, desk_key: str) -> list[str]:
        """Return what is wrong with a package that lies under its own name."""
        content = file.read_bytes()
        sha256 = hashlib.sha256(content).hexdigest()
        if sha256 not in self.opened:
            try:
                self.opened[sha256] = package.open_package(
                    content, identity=city.place.identity, desk_key=desk_key
                ).manifest
            except PackageRefused as refused:
                return [f"half a package: {file.name} {refused.facts['cause']}"]
        text = self.opened[sha256].to_text()
        manifest_sha256 = hashlib.sha256(text.encode()).hexdigest()
        is_same = self.contents.setdefault(file.name, manifest_sha256) == manifest_sha256
        return [] if is_same else [f"two contents under one id: {file.name}"]

    def _manifest(self, file: Path) -> Manifest | None:
        return self.opened.get(hashlib.sha256(file.read_bytes()).hexdigest())

    def end(self) -> list[str]:
        """Close and send until the city has accepted everything; return what differs then, and after a rebuild."""
        with contextlib.ExitStack() as stack:
            scene = self.scene()
            life, city = stack.enter_context(scene.desk()), stack.enter_context(scene.city())
            for _round in range(12):
                scene.clock.at += BETWEEN
                is_new = life.desk.day_end.close(cash_counted=0).is_new
                life.desk.day_end.make_packages()
                life.desk.sending.try_now()
                for parcel in life.desk.sending.waiting():
                    life.desk.sending.record(deliver(parcel, Direct(city=city)))
                if not is_new and life.desk.day_end.unsent() == (0, 0):
                    break
            else:
                return ["not everything arrives"]
            found = differences(city, life.desk)
            city.rebuild()
            found += [f"after the rebuild: {one}" for one in differences(city, life.desk)]
            verdict = upkeep.verify(life.desk.db)
        self.turns += 13
        return found + ([] if verdict.is_whole else [str(verdict)])


def _half_answer(file: Path, city: City) -> list[str]:
    try:
        answer = acknowledgement.opened(file.read_bytes(), city.place.sign_key)
    except AcknowledgementRefused as refused:
        return [f"half an answer: {file.name} {refused.facts['cause']}"]
    return [] if file.name.startswith(answer.package.file_name) else [f"the answer to another: {file.name}"]


@contextlib.contextmanager
def killed_road(place: Path, *, url: str = "") -> Iterator[KilledRoad]:
    """Make a desk with its city and a stick in ``place`` and start the server; end it at the end."""
    city = new_city(place / CITY, url=url, when=f"{START:%Y-%m-%dT%H:%M}")
    life = desk_of(place / "ward", city, when=f"{START:%Y-%m-%dT%H:%M}")
    life.receive(f"{START:%Y-%m-%dT%H:%M}")
    life.desk.close()
    city.close()
    # What the desk's machine knows of it lies beside the desk; both keep their names from now on.
    (place / "ward" / DESK).rename(place / DESK)
    (place / "ward").rename(place / STATE)
    (place / STICK).mkdir()
    with subprocess.Popen(
        [sys.executable, "-m", "tests.durability.sending_work", str(place)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        yield KilledRoad(place=place, server=server)
