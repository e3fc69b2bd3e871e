"""Any packages, in any order, halved, doubled, with answers lost and carriers failing: city and desks end equal."""

from __future__ import annotations

import dataclasses
import functools
import shutil
import tempfile
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from cchc_desktop import bootstrap, errors
from cchc_desktop.city.office import City
from cchc_desktop.clock import moment
from cchc_desktop.domain.steps import StepKind, TakeStep
from cchc_desktop.errors import CarrierFailed, PackageRefused
from cchc_desktop.services.send_desk import deliver
from cchc_desktop.store import dossiers
from cchc_desktop.sync.carriers import Answered, HandedOver, Progress
from tests.city.cities import city_again, desk_of, differences, new_city, share_the_wards_key
from tests.services.life_desk import Life, full_values
from tests.store.stores import Hand

START = "2024-01-02T08:00"
WARDS = (("a1", "H32.90.01", 1), ("a2", "H32.90.01", 2), ("b1", "H32.90.02", 1))
_STEPS = (StepKind.RESULT_READY, StepKind.RESULT_RETURN, StepKind.UNDO, StepKind.VOID, StepKind.SUPPLEMENT_REQUEST)


@dataclasses.dataclass(slots=True)
class Road:
    """A way to the city on which anything may happen, by the word that stands on it."""

    city: City
    mood: str = "good"

    def deliver(self, name: str, file: Path, progress: Progress, *, is_again: bool = False) -> Answered | HandedOver:
        del name, is_again
        content = file.read_bytes()
        progress(len(content), len(content))
        if self.mood == "fails":
            raise CarrierFailed(cause="cut")
        if self.mood == "halved":
            try:
                self.city.take(content[: len(content) // 2])
            except PackageRefused as refused:
                raise CarrierFailed(cause="cut") from refused
        answer = self.city.take(content)
        if self.mood == "doubled":
            self.city.take(content)
        if self.mood == "answer_lost":
            raise CarrierFailed(cause="cut")
        return HandedOver() if self.mood == "handed_over" else Answered(answer=answer)

    def answers(self, files: Mapping[str, Path]) -> Mapping[str, bytes]:
        if self.mood in ("fails", "halved", "answer_lost"):
            raise CarrierFailed(cause="cut")
        return {}


@functools.cache
def _template() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="roads-"))
    city = new_city(folder / "city", when=START)
    desks: dict[str, Life] = {}
    for name, ward, number in WARDS:
        desks[name] = desk_of(folder / name, city, ward=ward, desk=number, desks=2, when=START)
    share_the_wards_key(desks["a1"].desk, desks["a2"].desk, city)
    for life in desks.values():
        life.desk.close()
    return folder


class Roads(RuleBasedStateMachine):
    """Three desks, two wards, one city."""

    @initialize()
    def open(self) -> None:
        self.place = Path(tempfile.mkdtemp(prefix="roads-"))
        shutil.copytree(_template(), self.place, dirs_exist_ok=True)
        self.clock = Hand(moment(START))
        self.city = city_again(self.place / "city", clock=self.clock)
        self.road = Road(city=self.city)
        self.lives: dict[str, Life] = {}
        for name, _ward, _number in WARDS:
            folder = self.place / name
            environment = {"XDG_STATE_HOME": str(folder)}
            desk = bootstrap.open_desk(folder / "desk", clock=self.clock, environment=environment)
            leader = next(official for official in desk.people.officials() if official.is_leader)
            self.lives[name] = Life(desk=desk, clock=self.clock, leader=leader)
        self.codes: dict[str, list[str]] = {name: [] for name in self.lives}

    @rule(minutes=st.sampled_from((5, 60, 720, 1440)))
    def time_passes(self, minutes: int) -> None:
        when = (self.clock.at + timedelta(minutes=minutes)).isoformat()
        for life in self.lives.values():
            life.at(when)

    @rule(name=st.sampled_from([name for name, _ward, _number in WARDS]))
    def receive(self, name: str) -> None:
        life = self.lives[name]
        self.codes[name].append(life.receive(self.clock.at.isoformat()).code)

    @rule(data=st.data(), name=st.sampled_from([name for name, _ward, _number in WARDS]))
    def take_a_step(self, data: st.DataObject, name: str) -> None:
        if not self.codes[name]:
            return
        life = self.lives[name]
        dossier = dossiers.get(life.desk.db, data.draw(st.sampled_from(self.codes[name])))
        legal = [one.kind for one in life.desk.steps.choices(dossier.code) if one.kind in _STEPS]
        if not legal:
            return
        kind = data.draw(st.sampled_from(legal))
        command = TakeStep(kind=kind, code=dossier.code, values=full_values(life, dossier, kind))
        try:
            life.desk.steps.take(command, life.approval)
        except (errors.StepNotAllowed, errors.FormIncomplete, errors.ApprovalNeeded):
            return

    @rule(name=st.sampled_from([name for name, _ward, _number in WARDS]))
    def close(self, name: str) -> None:
        self.lives[name].desk.day_end.close()

    @precondition(lambda self: any(life.desk.day_end.packages() for life in self.lives.values()))
    @rule(
        data=st.data(),
        mood=st.sampled_from(("good", "fails", "halved", "doubled", "answer_lost", "handed_over")),
        is_recorded=st.booleans(),
    )
    def send_one(self, data: st.DataObject, mood: str, is_recorded: bool) -> None:
        """Any package whose turn it is, in any order; what came of it may be forgotten before it is noted."""
        name = data.draw(st.sampled_from([one for one in self.lives if self.lives[one].desk.day_end.packages()]))
        sending = self.lives[name].desk.sending
        parcels = sending.waiting()
        if not parcels:
            return
        self.road.mood = mood
        delivery = deliver(data.draw(st.sampled_from(parcels)), self.road)
        if is_recorded:
            sending.record(delivery)

    @precondition(lambda self: any(life.desk.day_end.packages() for life in self.lives.values()))
    @rule(data=st.data())
    def an_old_file_comes_again(self, data: st.DataObject) -> None:
        """A stick that was found in a drawer."""
        name = data.draw(st.sampled_from([one for one in self.lives if self.lives[one].desk.day_end.packages()]))
        desk = self.lives[name].desk
        line = data.draw(st.sampled_from(desk.day_end.packages()))
        self.city.take(desk.day_end.path_of(line).read_bytes())

    def teardown(self) -> None:
        if not hasattr(self, "lives"):
            return
        self.road.mood = "good"
        for life in self.lives.values():
            life.desk.day_end.close()
        for _round in range(8):
            self.time_passes(180)
            for life in self.lives.values():
                for parcel in life.desk.sending.waiting():
                    life.desk.sending.record(deliver(parcel, self.road))
        self._ends_equal()
        self.city.rebuild()
        self._ends_equal()
        for life in self.lives.values():
            life.desk.close()
        shutil.rmtree(self.place)

    def _ends_equal(self) -> None:
        for name, life in self.lives.items():
            assert differences(self.city, life.desk) == [], name
        assert all(desk.is_complete or desk.last_day is None or desk.missing_days for desk in self.city.desks())
        assert sum(desk.kept_aside + desk.refused + desk.alarms + desk.held for desk in self.city.desks()) == 0


_FEW = settings(max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
_MANY = settings(_FEW, max_examples=300, stateful_step_count=50)


def test_whatever_happens_on_the_way_city_and_desks_end_equal() -> None:
    assert run_state_machine_as_test(Roads, settings=_FEW) is None  # type: ignore[func-returns-value]


@pytest.mark.soak
def test_whatever_happens_on_many_ways_city_and_desks_end_equal() -> None:
    assert run_state_machine_as_test(Roads, settings=_MANY) is None  # type: ignore[func-returns-value]
