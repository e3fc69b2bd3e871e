"""Every pair of state and step: what the state does not allow is refused with its sentence, and nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pytest

from cchc_desktop import errors, sentences
from cchc_desktop.domain.dossier import Dossier, DossierState
from cchc_desktop.domain.steps import STEPS, StepKind, TakeStep
from cchc_desktop.services.upkeep import verify
from cchc_desktop.store import dossiers
from tests.services.life_desk import Life, full_values, life_desk

RECEIVED = "2025-11-04T08:00"
"""A Tuesday: whoever waits is not given an appointment."""
_AFTER: Mapping[DossierState, Callable[[Life, Dossier], object]] = {
    DossierState.PROCESSING: lambda life, dossier: None,
    DossierState.SUPPLEMENT_WAITING: lambda life, dossier: _take(life, dossier, "supplement_request"),
    DossierState.PAUSED: lambda life, dossier: _take(life, dossier, "pause"),
    DossierState.RESULT_READY: lambda life, dossier: _take(life, dossier, "result_ready"),
    DossierState.RETURNED: lambda life, dossier: _take(life, dossier, "result_ready", "result_return"),
    DossierState.REFUSED: lambda life, dossier: _take(life, dossier, "refusal"),
    DossierState.WITHDRAWN: lambda life, dossier: _take(life, dossier, "withdrawal"),
    DossierState.STOPPED: lambda life, dossier: _take(life, dossier, "stop"),
    DossierState.VOIDED: lambda life, dossier: _take(life, dossier, "void"),
    DossierState.CLOSED: lambda life, dossier: _closed(life, dossier),
}
"""How a dossier comes into each state."""


def _take(life: Life, dossier: Dossier, *kinds: str) -> None:
    for kind in kinds:
        life.step(kind, dossier, **full_values(life, dossier, StepKind(kind)))


def _closed(life: Life, dossier: Dossier) -> None:
    _take(life, dossier, "supplement_request")
    life.at("2025-11-21T08:00")
    _take(life, dossier, "incomplete_closing")


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Life]:
    life = life_desk(tmp_path_factory.mktemp("life"), RECEIVED)
    yield life
    assert verify(life.desk.db).is_whole
    life.desk.close()


def _in_state(life: Life, state: DossierState, *, waits: bool = False) -> Dossier:
    life.at(RECEIVED)
    dossier = life.receive_waiting(RECEIVED) if waits else life.receive(RECEIVED)
    assert dossier.is_same_day is waits
    _AFTER[state](life, dossier)
    found = dossiers.get(life.desk.db, dossier.code)
    assert found.state is state
    return found


@pytest.mark.parametrize("waits", [False, True], ids=["with an appointment", "while the citizen waits"])
@pytest.mark.parametrize("state", list(DossierState))
def test_every_step_from_every_state(life: Life, state: DossierState, *, waits: bool) -> None:
    for kind, form in STEPS.items():
        dossier = _in_state(life, state, waits=waits)
        values = full_values(life, dossier, kind)
        dossier, entries = dossiers.get(life.desk.db, dossier.code), life.entries
        offered = {choice.kind for choice in life.desk.steps.choices(dossier.code)}
        is_offered = state in form.states and (kind is not StepKind.UNDO or dossier.last_step is not None)
        is_offered = is_offered and (waits or not form.is_only_same_day)
        assert (kind in offered) is is_offered
        if is_offered and kind is StepKind.INCOMPLETE_CLOSING:
            with pytest.raises(errors.FormIncomplete):  # the wait is not over
                life.step(kind, dossier, **values)
            continue
        if is_offered:
            assert life.step(kind, dossier, **values).entry == entries + 1
            continue
        with pytest.raises(errors.StepNotAllowed) as refused:
            life.step(kind, dossier, **values)
        words = sentences.sentence(refused.value)
        assert sentences.BY_STATE[state] in words
        assert sentences.BY_STEP[kind] in words
        assert life.entries == entries
        assert dossiers.get(life.desk.db, dossier.code) == dossier


@pytest.mark.parametrize("kind", list(StepKind))
def test_a_step_with_nothing_filled_in_says_what_is_missing_or_needs_nothing(life: Life, kind: StepKind) -> None:
    form = STEPS[kind]
    state = next(state for state in DossierState if state in form.states)
    dossier = _in_state(life, state, waits=form.is_only_same_day)
    if kind is StepKind.UNDO:
        life.step("handover", dossier, to_unit="Tư pháp")
    needed = {field.name for field in form.fields if field.is_needed}
    preview = life.desk.steps.preview(TakeStep(kind=kind, code=dossier.code))
    faults = {problem.field for problem in preview.problems}
    assert needed <= faults
    for problem in preview.problems:
        assert problem.cause not in sentences.problem_sentence(problem)
