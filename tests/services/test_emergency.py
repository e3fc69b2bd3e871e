"""Slips for a power cut on a real store: numbers of their own, entered later with the true moment (RULES §3)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc_desktop import errors
from cchc_desktop.clock import moment
from cchc_desktop.domain.intake import ReceiveDossier, form_from_record
from cchc_desktop.domain.steps import StepKind
from cchc_desktop.services.emergency_desk import MOST_AHEAD, UnusedSlip
from cchc_desktop.services.upkeep import verify
from cchc_desktop.store import journal
from tests.services.life_desk import PERSON, WATER, Life, life_desk

FORM = ReceiveDossier(
    procedure_code=WATER,
    applicant=PERSON,
    accepts_duplicate=True,
    emergency_number="KC-1-0001",
    received_at=moment("2023-10-26T09:05"),
)


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    life = life_desk(tmp_path)
    life.desk.emergency.print_ahead(3)
    yield life
    verdict = verify(life.desk.db)
    assert verdict.is_whole, verdict
    life.desk.close()


def causes(problems: Any) -> list[tuple[str, str]]:
    return [
        (problem.field, problem.cause) for problem in problems if problem.cause != "missing" or not problem.is_warning
    ]


def faults(life: Life, form: ReceiveDossier) -> list[tuple[str, str]]:
    """Return what keeps the form from being received; the preview must say the same."""
    with pytest.raises(errors.FormIncomplete) as refused:
        life.desk.intake.receive(form)
    found = causes(refused.value.facts["problems"])
    shown = [problem for problem in life.desk.intake.preview(form).problems if not problem.is_warning]
    assert causes(shown) == found
    return found


def test_numbers_run_per_desk_and_year_and_stand_in_the_journal(life: Life) -> None:
    order = life.desk.emergency.print_ahead(2)
    assert order.slips.numbers == ("KC-1-0004", "KC-1-0005")
    last = journal.last(life.desk.db)
    assert last is not None
    assert (last.entry.kind, last.entry.body) == (
        "EmergencySlipsPrinted",
        {"first": 4, "last": 5, "year": 2023, "desk": 1},
    )
    assert order.slips.proof == f"in sẵn · bàn 1 · năm 2023 · #{last.entry.number:04} · {last.hash[:4].upper()}"
    assert life.at("2024-01-02T08:00").desk.emergency.print_ahead(1).slips.numbers == ("KC-1-0001",)


def test_the_slips_are_a_paper_that_is_the_same_each_time(life: Life) -> None:
    order = life.desk.emergency.print_ahead(1)
    assert order.build() == order.build()
    assert order.build().startswith(b"%PDF")


@pytest.mark.parametrize("count", [0, -1, MOST_AHEAD + 1])
def test_a_print_has_at_least_one_slip_and_not_too_many(life: Life, count: int) -> None:
    number = journal.head(life.desk.db).number
    with pytest.raises(errors.FormIncomplete):
        life.desk.emergency.print_ahead(count)
    life.desk.setup.change({"hotline": ""})
    with pytest.raises(errors.StationeryIncomplete):
        life.desk.emergency.print_ahead(1)
    assert journal.head(life.desk.db).number == number + 1


def test_the_code_is_of_the_day_of_entry_and_the_term_runs_from_the_true_moment(life: Life) -> None:
    life.at("2023-10-27T14:00")
    preview = life.desk.intake.preview(FORM)
    dossier = life.desk.intake.receive(FORM).dossier
    assert dossier.code == "000.99.40.H32-231027-0001"
    assert (dossier.received_at, dossier.due_at) == (moment("2023-10-26T09:05"), moment("2023-10-31T09:05"))
    assert preview.promise is not None
    assert preview.dossier is not None
    assert (preview.promise.due_at, preview.dossier.received_at, preview.dossier.code) == (
        dossier.due_at,
        dossier.received_at,
        dossier.code,
    )
    assert dossier.emergency_number == "KC-1-0001"


def test_the_entry_says_when_it_happened_and_when_it_was_recorded(life: Life) -> None:
    life.at("2023-10-27T14:00")
    code = life.desk.intake.receive(FORM).dossier.code
    step = life.desk.view.dossier(code).history[0]
    assert (step.happened_at, step.recorded_at) == (moment("2023-10-26T09:05"), moment("2023-10-27T14:00"))
    assert (step.body["received_at"], step.body["emergency_number"], step.body["emergency_year"]) == (
        "2023-10-26T09:05:00+07:00",
        "KC-1-0001",
        2023,
    )
    (line,) = life.desk.emergency.entered_later()
    assert (line.code, line.received_at, line.recorded_at, line.officer) == (
        code,
        moment("2023-10-26T09:05"),
        moment("2023-10-27T14:00"),
        "Nguyễn Thị Thử",
    )
    assert life.desk.recorder.clock_problem() is None


def test_both_numbers_are_found_and_printed(life: Life) -> None:
    life.at("2023-10-27T14:00")
    received = life.desk.intake.receive(FORM)
    other = life.receive("2023-10-27T14:05")
    for typed in ("KC-1-0001", "kc 0001", received.dossier.code):
        assert [line.code for line in life.desk.view.search(typed)] == [received.dossier.code]
    slip = life.desk.papers.order(received.dossier, received.personal).slip
    assert slip.received_at == "09 giờ 05 phút, ngày 26 tháng 10 năm 2023 (giấy tạm KC-1-0001)"
    assert slip.dossier_code == received.dossier.code
    assert life.desk.papers.order(other, {}).slip.received_at == "14 giờ 05 phút, ngày 27 tháng 10 năm 2023"


def test_a_used_number_is_not_used_again_unless_its_dossier_was_voided(life: Life) -> None:
    life.at("2023-10-27T14:00")
    first = life.desk.intake.receive(FORM).dossier
    assert faults(life, FORM) == [("emergency_number", "used")]
    life.step(StepKind.VOID, first, reason="Nhập nhầm")
    assert life.desk.intake.receive(FORM).dossier.emergency_number == "KC-1-0001"


@pytest.mark.parametrize("number", ["KC-1-0004", "KC-1-0000", "KC-2-0001", "KC-1-1", "KC-1-00001", "0001", "KC-1-٠٠٠١"])
def test_a_number_that_this_desk_never_printed_is_refused(life: Life, number: str) -> None:
    life.at("2023-10-27T14:00")
    assert faults(life, dataclasses.replace(FORM, emergency_number=number)) == [("emergency_number", "not_printed")]


def test_a_number_is_taken_as_it_is_typed(life: Life) -> None:
    life.at("2023-10-27T14:00")
    received = life.desk.intake.receive(dataclasses.replace(FORM, emergency_number=" kc-1-0002 "))
    assert received.dossier.emergency_number == "KC-1-0002"


@pytest.mark.parametrize(
    ("received_at", "cause"),
    [
        pytest.param(None, "missing", id="the slip has a moment"),
        pytest.param("2023-10-27T14:01", "future_moment", id="a minute ahead"),
        pytest.param("2023-10-24T07:59", "before_opening", id="before the desk was opened"),
    ],
)
def test_a_moment_that_cannot_be_is_refused(life: Life, received_at: str | None, cause: str) -> None:
    life.at("2023-10-27T14:00")
    form = dataclasses.replace(FORM, received_at=moment(received_at) if received_at else None)
    assert ("received_at", cause) in faults(life, form)


def test_a_slip_is_filled_in_after_it_was_printed(life: Life) -> None:
    life.at("2023-10-26T10:00").desk.emergency.print_ahead(1)
    life.at("2023-10-27T14:00")
    form = dataclasses.replace(FORM, emergency_number="KC-1-0004")
    assert faults(life, form) == [("received_at", "before_printing")]
    at_once = dataclasses.replace(form, received_at=moment("2023-10-26T10:00"))
    assert life.desk.intake.receive(at_once).dossier.received_at == moment("2023-10-26T10:00")


def test_a_true_moment_is_only_for_emergency_slips(life: Life) -> None:
    life.at("2023-10-27T14:00")
    form = dataclasses.replace(FORM, emergency_number="")
    assert faults(life, form) == [("received_at", "needs_emergency_number")]


@pytest.mark.parametrize(
    ("now", "is_told"),
    [pytest.param("2023-11-25T09:05", False, id="30 days"), pytest.param("2023-11-25T09:06", True, id="more")],
)
def test_more_than_thirty_days_ago_is_pointed_out_and_taken(life: Life, now: str, is_told: bool) -> None:
    life.at(now)
    problems = life.desk.intake.preview(FORM).problems
    assert [p.is_warning for p in problems if p.cause == "long_ago"] == ([True] if is_told else [])
    assert life.desk.intake.receive(FORM).dossier.emergency_number


def test_a_promise_that_was_over_before_the_entry_is_pointed_out(life: Life) -> None:
    life.at("2023-10-31T09:05")
    assert [p.is_warning for p in life.desk.intake.preview(FORM).problems if p.cause == "over_already"] == [True]
    dossier = life.desk.intake.receive(FORM).dossier
    assert [line.code for line in life.at("2023-10-31T09:06").desk.view.today().lines_overdue] == [dossier.code]


def test_a_dossier_of_the_portal_has_no_emergency_slip(life: Life) -> None:
    life.at("2023-10-27T14:00")
    form = dataclasses.replace(FORM, portal_code="H32.1-231026-0001")
    assert ("emergency_number", "not_from_portal") in faults(life, form)


def test_unused_slips_are_listed_until_a_dossier_bears_them(life: Life) -> None:
    life.at("2023-10-27T14:00")
    life.desk.intake.receive(dataclasses.replace(FORM, emergency_number="KC-1-0002"))
    assert life.desk.emergency.unused() == [
        UnusedSlip(number="KC-1-0001", year=2023),
        UnusedSlip(number="KC-1-0003", year=2023),
    ]


def test_over_the_turn_of_the_year_each_number_is_of_the_print_that_was_there(life: Life) -> None:
    life.at("2023-12-29T16:00")
    kept = dataclasses.replace(FORM, received_at=moment("2023-12-29T15:00"))
    life.at("2024-01-02T10:00").desk.emergency.print_ahead(1)
    first = life.desk.intake.receive(kept).dossier
    assert (first.code, first.slip_number) == ("000.99.40.H32-240102-0001", "1/TNHS")
    assert (first.register_volume, first.register_number) == ("2024", 1)
    assert life.desk.emergency.unused()[-1] == UnusedSlip(number="KC-1-0001", year=2024)
    assert faults(life, kept) == [("emergency_number", "used")]
    new = dataclasses.replace(FORM, received_at=moment("2024-01-02T10:30"))
    life.at("2024-01-02T11:00")
    code = life.desk.intake.receive(new).dossier.code
    assert life.desk.view.dossier(code).history[0].body["emergency_year"] == 2024
    assert faults(life, new) == [("emergency_number", "used")]


def test_a_slip_number_of_2024_beside_a_moment_of_2023_is_no_number_used_twice(life: Life) -> None:
    life.receive("2023-12-29T10:00")
    life.at("2024-01-02T10:00")
    life.desk.intake.receive(dataclasses.replace(FORM, received_at=moment("2023-12-29T15:00")))
    assert verify(life.desk.db).number_faults == ()


def test_a_draft_and_a_file_keep_the_new_fields() -> None:
    form = dataclasses.replace(FORM, portal_code="H32.1-231026-0001")
    record = form.to_record()
    assert record["received_at"] == "2023-10-26T09:05:00+07:00"
    assert form_from_record(record, moment("2023-10-27T08:00").date()) == form
    for field, wrong in (("received_at", "gestern"), ("emergency_number", 1), ("portal_code", None)):
        with pytest.raises(errors.RecordWrong) as refused:
            form_from_record({**record, field: wrong}, moment("2023-10-27T08:00").date())
        assert refused.value.facts["field"] == field


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(minutes=st.integers(0, 10 * 24 * 60), later=st.integers(0, 3 * 24 * 60))
def test_whatever_the_true_moment_the_promise_is_counted_from_it(life: Life, minutes: int, later: int) -> None:
    true_moment = moment("2023-10-24T08:00") + timedelta(minutes=minutes)
    life.clock.at = true_moment + timedelta(minutes=later)
    preview = life.desk.intake.preview(dataclasses.replace(FORM, received_at=true_moment))
    assert preview.promise == life.desk.intake.promise(WATER, true_moment)
    assert preview.dossier is not None
    assert preview.dossier.received_at == true_moment
    assert f"-{life.clock.at:%y%m%d}-" in preview.dossier.code
