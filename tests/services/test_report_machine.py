"""Random months: on any evening of any journal the figures balance, and what was said then is said again."""

from __future__ import annotations

import functools
import shutil
import tempfile
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from cchc_desktop import bootstrap, errors
from cchc_desktop.clock import moment
from cchc_desktop.domain.dossier import Dossier, FeeState
from cchc_desktop.domain.report import ReportKind, ResultsReport, WardReport
from cchc_desktop.domain.steps import StepKind, TakeStep
from cchc_desktop.services.report_room import Asked
from cchc_desktop.services.upkeep import verify
from cchc_desktop.store import dossiers
from cchc_desktop.store.typed_figures import SentReport
from tests.services.life_desk import CERTIFIED_COPY, WATER, Life, full_values, life_desk
from tests.store.stores import Hand

START = "2023-11-09T08:00"
"""A Thursday: without appointments in the morning, and five days before a period ends."""
_ENDS = (StepKind.RESULT_READY, StepKind.RESULT_RETURN, StepKind.UNDO, StepKind.VOID, StepKind.REFUSAL)
"""Tried more often: they change figures most."""


@functools.cache
def _template() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="reports-"))
    life_desk(folder, START).desk.close()
    return folder


def _copied() -> tuple[Path, Life]:
    place = Path(tempfile.mkdtemp(prefix="reports-"))
    shutil.copytree(_template(), place, dirs_exist_ok=True)
    clock = Hand(moment(START))
    desk = bootstrap.open_desk(place / "desk", clock=clock, environment={"XDG_STATE_HOME": str(place)})
    leader = next(official for official in desk.people.officials() if official.is_leader)
    return place, Life(desk=desk, clock=clock, leader=leader)


class Months(RuleBasedStateMachine):
    """A desk with a few dossiers, and somebody who looks at its figures in the evening."""

    @initialize()
    def open(self) -> None:
        self.place, self.life = _copied()
        self.desk = self.life.desk
        self.codes: list[str] = []
        self.looked: list[tuple[str, datetime, int, tuple[Any, ...]]] = []
        self.sent: list[tuple[SentReport, ResultsReport | WardReport]] = []

    def teardown(self) -> None:
        if not hasattr(self, "desk"):
            return
        for code, at, settings_version, said in self.looked:
            # As it was asked that evening: a period already over is looked at by its own last evening.
            asked = Asked(period=self.desk.reports.period(code), known_at=at, settings=settings_version)
            assert self._said(asked) == said, f"{code} as known at {at}"
        for sent, was in self.sent:
            assert self.desk.reports.as_sent(sent) == was
        assert verify(self.desk.db).is_whole
        self.desk.close()
        shutil.rmtree(self.place)

    @rule(minutes=st.sampled_from((7, 60, 480, 1440, 2880)))
    def let_time_pass(self, minutes: int) -> None:
        self.life.at((self.life.clock.at + timedelta(minutes=minutes)).isoformat())

    @rule(procedure=st.sampled_from((WATER, CERTIFIED_COPY, "1.004884")), fee=st.sampled_from((None, 0, 8000)))
    def receive(self, procedure: str, fee: int | None) -> None:
        state = FeeState.UNKNOWN if fee is None else FeeState.NOT_YET if fee else FeeState.FREE
        when = self.life.clock.at.isoformat()
        dossier = self.life.receive(when, procedure_code=procedure, fee_dong=fee, fee_state=state)
        self.codes.append(dossier.code)

    @precondition(lambda self: bool(self.codes))
    @rule(data=st.data())
    def take_a_step(self, data: st.DataObject) -> None:
        dossier = self._dossier(data)
        legal = [choice.kind for choice in self.desk.steps.choices(dossier.code)]
        if not legal:
            return
        kind = data.draw(st.sampled_from([*legal, *(kind for kind in legal if kind in _ENDS)]))
        values = full_values(self.life, dossier, kind)
        if kind is StepKind.CORRECTION and data.draw(st.booleans()):
            values = {"reason": "Nhầm", "procedure_code": data.draw(st.sampled_from((WATER, "1.004884")))}
        if kind is StepKind.RESULT_RETURN and data.draw(st.booleans()):
            values |= {"way": "post", "postal_code": "EB123456789VN"}
        try:
            self.desk.steps.take(TakeStep(kind=kind, code=dossier.code, values=values), self.life.approval)
        except (errors.StepNotAllowed, errors.FormIncomplete, errors.ApprovalNeeded):
            return

    @precondition(lambda self: bool(self.codes))
    @rule(data=st.data())
    def settle_a_fee(self, data: st.DataObject) -> None:
        try:
            self.desk.fees.settle(self._dossier(data).code, FeeState.WAIVED, reason="Hộ nghèo")
        except errors.FormIncomplete:
            return

    @rule(kind=st.sampled_from((ReportKind.RESULTS, ReportKind.WARD)), code=st.sampled_from(("2023-11", "2023-12")))
    def send(self, kind: ReportKind, code: str) -> None:
        sent = self.desk.reports.send(kind, self.desk.reports.period(code))
        self.sent.append((sent, self.desk.reports.as_sent(sent)))

    @rule(code=st.sampled_from(("2023-11", "2023-12", "2023")))
    def look_in_the_evening(self, code: str) -> None:
        self._balances(code)
        at = self.life.clock.at
        asked = Asked(period=self.desk.reports.period(code))
        self.looked.append((code, at, self.desk.state.settings_version, self._said(asked)))
        self.life.at((at + timedelta(minutes=1)).isoformat())

    @precondition(lambda self: bool(self.looked))
    @rule(data=st.data(), code=st.sampled_from(("2023-11", "2023-12")))
    def look_back(self, data: st.DataObject, code: str) -> None:
        """What had happened by an earlier evening balances, too, from what is known now."""
        self._balances(code, data.draw(st.sampled_from([at for _code, at, _version, _said in self.looked])))

    def _dossier(self, data: st.DataObject) -> Dossier:
        return dossiers.get(self.desk.db, data.draw(st.sampled_from(self.codes)))

    def _balances(self, code: str, as_of: datetime | None = None) -> None:
        asked = Asked(period=self.desk.reports.period(code), as_of=as_of)
        report, ward = self.desk.reports.results(asked), self.desk.reports.ward(asked)
        for figures in (report.total, *(row.figures for row in report.rows)):
            _add_up(figures)
        for row in ward.officers:
            assert row.received == row.resolved + row.open
        assert sum(count for _cause, _unit, count in ward.causes) == report.total["resolved_late"]
        fields = [row.figures for row in report.rows if row.is_field]
        assert {name: sum(field[name] for field in fields) for name in report.total} == report.total
        assert report.differences == ward.differences == ()

    def _said(self, asked: Asked) -> tuple[Any, ...]:
        report, ward = self.desk.reports.results(asked), self.desk.reports.ward(asked)
        return report.total, report.rows, ward.lines, ward.ratios, ward.officers, ward.causes


def _add_up(figures: Mapping[str, int]) -> None:
    early_on_time_late = (figures[f"resolved_{how}"] for how in ("early", "on_time", "late"))
    assert sum(early_on_time_late) == figures["resolved"]
    assert figures["open_in_time"] + figures["open_late"] == figures["open"]
    assert figures["resolved"] + figures["open"] == figures["received"]
    parts = ("carried_over", "received_online", "received_counter_post")
    assert sum(figures[part] for part in parts) == figures["received"]


_FEW = settings(max_examples=25, stateful_step_count=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
_MANY = settings(_FEW, max_examples=600, stateful_step_count=60)


def test_on_any_evening_of_any_journal_the_figures_balance_and_are_said_again() -> None:
    assert run_state_machine_as_test(Months, settings=_FEW) is None  # type: ignore[func-returns-value]


@pytest.mark.soak
def test_on_many_evenings_the_figures_balance_and_are_said_again() -> None:
    assert run_state_machine_as_test(Months, settings=_MANY) is None  # type: ignore[func-returns-value]
