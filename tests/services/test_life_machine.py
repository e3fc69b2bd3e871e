"""Random lives: whatever several people try, in whatever order, the journal holds and the law is kept.

The steps are those of the register (`domain.steps.STEPS`): a new one takes part by being there.
"""

from __future__ import annotations

import functools
import itertools
import shutil
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from cchc_desktop import bootstrap, errors
from cchc_desktop.clock import moment
from cchc_desktop.domain.dossier import Dossier
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.people import Official, Role
from cchc_desktop.domain.printing import SLIP_KIND
from cchc_desktop.domain.steps import BY_ENTRY, STEPS, StepKind, TakeStep
from cchc_desktop.services.people_desk import Approval
from cchc_desktop.services.upkeep import verify
from cchc_desktop.store import dossiers, journal, local
from tests.services.life_desk import ITEMS, Life, full_values, life_desk
from tests.store.stores import Hand

START = "2025-11-04T08:00"
"""A Tuesday: of the two dossiers of the template one citizen waits, the other has an appointment."""
_GOES_ON = (
    StepKind.SUPPLEMENT_REQUEST, StepKind.SUPPLEMENT_RECEIVED, StepKind.PAUSE, StepKind.RESUME, StepKind.APOLOGY,
    StepKind.RESULT_READY, StepKind.RESULT_RETURN,
)  # fmt: skip
"""Steps after which a life is not over: tried more often."""
_SERIES = ("HDHS", "PXL", "TB")


@functools.cache
def _template() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="life-"))
    life = life_desk(folder, START)
    life.desk.people.name_official("Lê Văn Mẫu", roles={Role.CLERK})
    life.desk.people.name_official("Phạm Thị Thử", roles={Role.LEADER})
    life.receive(START)
    life.receive_waiting(START)
    life.desk.close()
    return folder


def _copied() -> tuple[Path, Life]:
    place = Path(tempfile.mkdtemp(prefix="life-"))
    shutil.copytree(_template(), place, dirs_exist_ok=True)
    clock = Hand(moment(START))
    desk = bootstrap.open_desk(place / "desk", clock=clock, environment={"XDG_STATE_HOME": str(place)})
    leader = next(official for official in desk.people.officials() if official.is_leader)
    return place, Life(desk=desk, clock=clock, leader=leader)


class Lives(RuleBasedStateMachine):
    """One dossier, two clerks, two leaders."""

    @initialize(waits=st.booleans())
    def open(self, *, waits: bool) -> None:
        self.place, self.life = _copied()
        self.desk = self.life.desk
        self.code = self.desk.view.newest()[0 if waits else 1].code
        assert self.dossier.is_same_day is waits
        self.officials = {official.id: official for official in self.desk.people.officials()}

    def teardown(self) -> None:
        if not hasattr(self, "desk"):
            return
        assert verify(self.desk.db).is_whole  # among it: folded step by step equals folded anew
        self._check_tally()
        self._check_papers()
        self.desk.close()
        shutil.rmtree(self.place)

    @property
    def dossier(self) -> Dossier:
        return dossiers.get(self.desk.db, self.code)

    @rule(minutes=st.integers(1, 900))
    def let_time_pass(self, minutes: int) -> None:
        self.life.at((self.life.clock.at + timedelta(minutes=minutes)).isoformat())

    @rule(who=st.sampled_from(("u1", "u2", "u3", "u4")))
    def switch(self, who: str) -> None:
        self.desk.people.switch_to(who)

    @rule(approver=st.sampled_from(("u2", "u4", "u2", "u4", "u1", "")), data=st.data())
    def try_a_step(self, approver: str, data: st.DataObject) -> None:
        kind = self._kind(data)
        command = TakeStep(kind=kind, code=self.code, values=self._values(kind, data))
        before, was = self.dossier, self.life.entries
        try:
            self.desk.steps.take(command, self._approval(approver, self.desk.recorder.actor))
        except (errors.StepNotAllowed, errors.FormIncomplete, errors.ApprovalNeeded):
            assert (self.life.entries, self.dossier) == (was, before)
        else:
            assert before.state in STEPS[kind].states

    @rule(approver=st.sampled_from(("u2", "u4")), data=st.data())
    def take_a_legal_step(self, approver: str, data: st.DataObject) -> None:
        legal = [choice.kind for choice in self.desk.steps.choices(self.code)]
        kind = data.draw(st.sampled_from([*legal, *(kind for kind in legal if kind in _GOES_ON)]))
        values = full_values(self.life, self.dossier, kind)
        command = TakeStep(kind=kind, code=self.code, values=values)
        was = self.life.entries
        try:
            self.desk.steps.take(command, self._approval(approver, self.desk.recorder.actor))
        except (errors.FormIncomplete, errors.ApprovalNeeded):
            assert self.life.entries == was

    @rule(data=st.data())
    def draft(self, data: st.DataObject) -> None:
        kind = self._kind(data)
        before = self.dossier
        command = TakeStep(kind=kind, code=self.code, values=self._values(kind, data))
        try:
            self.desk.steps.draft(command)
        except (errors.StepNotAllowed, errors.FormIncomplete):
            return
        after = self.dossier
        assert (after.state, after.due_at, after.promised_at) == (before.state, before.due_at, before.promised_at)

    @precondition(lambda self: bool(self.desk.steps.waiting()))
    @rule(approver=st.sampled_from(("u1", "u2", "u3", "u4")), is_signed=st.booleans())
    def settle_a_draft(self, approver: str, is_signed: bool) -> None:
        line = self.desk.steps.waiting()[0]
        if not is_signed:
            self.desk.steps.send_back(self.code, line.number, "Xem lại")
            return
        given = self._approval(approver, line.drafter)
        if given is None:
            return
        try:
            self.desk.steps.approve(self.code, line.number, given)
        except (errors.StepNotAllowed, errors.FormIncomplete):
            assert line.number in {waiting.number for waiting in self.desk.steps.waiting()}

    @invariant()
    def law_is_kept(self) -> None:
        if not hasattr(self, "desk"):
            return
        entries = [written.entry for written in journal.of_dossier(self.desk.db, self.dossier.id)]
        undone = {tuple(entry.body["undoes"].values()) for entry in entries if entry.kind == EntryKind.STEP_UNDONE}
        standing = [entry for entry in entries if (entry.journal, entry.number) not in undone]
        requests = [entry for entry in standing if entry.kind == EntryKind.SUPPLEMENT_REQUESTED]
        assert all("legal_basis" in entry.personal for entry in requests[1:])
        assert sum(entry.kind == EntryKind.APOLOGISED for entry in standing) <= 1
        clock = [e.kind for e in standing if e.kind in (EntryKind.CLOCK_PAUSED, EntryKind.CLOCK_RESUMED)]
        assert all(a != b for a, b in itertools.pairwise(clock))
        for entry in entries:
            step = BY_ENTRY.get(entry.kind)
            if step is not None and STEPS[step].needs_approval and step is not StepKind.CORRECTION:
                assert entry.approver
            if entry.approver:
                assert entry.approver != entry.actor
                assert self.officials[entry.approver].is_leader
        for series in _SERIES:
            numbers = [entry.body["number"] for entry in entries if str(entry.body.get("number", "")).endswith(series)]
            assert len(numbers) == len(set(numbers))

    def _kind(self, data: st.DataObject) -> StepKind:
        """Return any step, more often one that the state allows."""
        legal = [choice.kind for choice in self.desk.steps.choices(self.code)]
        return data.draw(st.sampled_from([*legal, *legal, *StepKind]))

    def _values(self, kind: StepKind, data: st.DataObject) -> dict[str, Any]:
        """Return values as the rules like them, or with some of them missing."""
        values = full_values(self.life, self.dossier, kind)
        if kind is StepKind.SUPPLEMENT_REQUEST and data.draw(st.booleans()):
            values = {"items": ITEMS, "reason": "Thiếu giấy tờ"}
        if values and data.draw(st.integers(0, 5)) == 0:
            values = dict(values)
            values.pop(data.draw(st.sampled_from(sorted(values))))
        return values

    def _approval(self, approver: str, drafter: str) -> Approval | None:
        if not approver:
            return None
        official: Official = self.officials[approver]
        try:
            return self.desk.people.approve_as(approver, "", drafter)
        except errors.PinMissing:
            # Leaders here have no PIN; the rule about who may is the desk's, the PIN has tests of its own.
            return Approval(approver=official, is_self=False) if official.is_leader and approver != drafter else None
        except errors.FormIncomplete:
            return None

    def _check_tally(self) -> None:
        """What the day has saved, kept by what each entry changed, is what a count of the dossiers gives."""
        day = self.dossier.received_at.date()
        whole = [dossiers.get(self.desk.db, line.code) for line in self.desk.view.newest()]
        counted = [
            dossier.saved_minutes
            for dossier in whole
            if dossier.saved_minutes is not None and not dossier.is_time_unreliable and dossier.voided_at is None
        ]
        tally = self.desk.same_day.tally(day)
        assert (tally.dossiers, tally.minutes_saved) == (len(counted), sum(counted))

    def _check_papers(self) -> None:
        """Every paper that is wanted is composed of the journal alone, with the number and moment of its entry."""
        entries = {written.entry.number: written for written in journal.of_dossier(self.desk.db, self.dossier.id)}
        for job in local.print_jobs_of(self.desk.db, self.code):
            order = self.desk.papers.order_of_job(job)
            if job.kind == SLIP_KIND or not hasattr(order, "value"):
                continue
            written = entries[job.entry]
            assert datetime.fromisoformat(written.entry.recorded_at.isoformat())
            number = str(written.entry.body.get("number", ""))
            assert number in getattr(order.value, "number", number)


_FEW = settings(max_examples=30, stateful_step_count=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
_MANY = settings(_FEW, max_examples=3000, stateful_step_count=80)


def test_random_lives_keep_the_law() -> None:
    assert run_state_machine_as_test(Lives, settings=_FEW) is None  # type: ignore[func-returns-value]


@pytest.mark.soak
def test_many_random_lives_keep_the_law() -> None:
    assert run_state_machine_as_test(Lives, settings=_MANY) is None  # type: ignore[func-returns-value]
