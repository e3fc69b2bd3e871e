"""Không giấy hẹn on a real store: RULES 44-48, the board, its keys, and a tally that is what a recount gives."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cchc_desktop import errors, sentences
from cchc_desktop.clock import moment
from cchc_desktop.domain.dossier import Channel, Dossier, DossierState, ReturnWay
from cchc_desktop.domain.intake import ReceiveDossier, form_from_record
from cchc_desktop.domain.printing import SLIP_KIND
from cchc_desktop.domain.same_day import Lane, Priority
from cchc_desktop.services.desk_setup import SAMPLE, check_settings
from cchc_desktop.services.intake import Received
from cchc_desktop.services.upkeep import verify
from cchc_desktop.store import dossiers, local, projections, same_day
from cchc_desktop.store.transaction import writing
from tests.services.life_desk import CERTIFIED_COPY, ITEMS, PERSON, Life, life_desk

TUESDAY, WEDNESDAY = date(2023, 10, 24), date(2023, 10, 25)
DEATH = "1.000656"
"""Settled within the day too, and no certification."""
MARRIAGE_STATUS = "1.004873"
"""Three working days."""
FORM = ReceiveDossier(procedure_code=CERTIFIED_COPY, applicant=PERSON, accepts_duplicate=True)


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    life = life_desk(tmp_path)
    yield life
    verdict = verify(life.desk.db)  # among it: the tally kept by changes is the one that a rebuild makes
    assert verdict.is_whole, verdict
    life.desk.close()


def _receive(life: Life, when: str, **changes: Any) -> Received:
    life.at(when)
    return life.desk.intake.receive(dataclasses.replace(FORM, **changes))


def _slips(life: Life, code: str) -> list[int]:
    return [job.entry for job in local.print_jobs_of(life.desk.db, code) if job.kind == SLIP_KIND]


def _get(life: Life, dossier: Dossier) -> Dossier:
    return dossiers.get(life.desk.db, dossier.code)


# --- receiving --------------------------------------------------------------------------------


def test_rule_44_received_at_eight_handed_over_at_nine_saves_seven_hours(life: Life) -> None:
    dossier = _receive(life, "2023-10-24T08:00").dossier
    assert dossier.is_same_day
    life.at("2023-10-24T08:20").desk.same_day.start(dossier.code)
    life.at("2023-10-24T09:00").desk.same_day.hand_over(dossier.code)
    found = _get(life, dossier)
    assert (found.state, found.saved_minutes) == (DossierState.RETURNED, 7 * 60)
    assert found.started_at == moment("2023-10-24T08:20")
    tally = life.desk.same_day.tally()
    assert (tally.dossiers, tally.minutes_saved, tally.median_minutes) == (1, 420, 420)


@pytest.mark.parametrize(
    ("when", "changes", "is_in_mode"),
    [
        pytest.param("2023-10-24T08:00", {}, True, id="a Tuesday"),
        pytest.param("2023-10-25T08:00", {}, False, id="45: a Wednesday"),
        pytest.param("2023-10-26T16:59", {}, True, id="a Thursday, a minute to five"),
        pytest.param("2023-10-24T17:30", {}, False, id="after the last session"),
        pytest.param("2023-10-24T08:00", {"procedure_code": MARRIAGE_STATUS}, False, id="no eligible procedure"),
        pytest.param("2023-10-24T08:00", {"wants_appointment": True}, False, id="does not wait"),
        pytest.param("2023-10-24T08:00", {"channel": Channel.POST}, False, id="came by post"),
        pytest.param("2023-10-24T08:00", {"return_way": ReturnWay.POST}, False, id="wants it sent"),
        pytest.param(
            "2023-10-24T08:00",
            {"due_at": moment("2023-10-30T10:00"), "due_reason": "theo yêu cầu"},
            False,
            id="agreed to another moment",
        ),
        pytest.param("2024-01-02T08:00", {}, False, id="after the pilot"),
        pytest.param("2024-03-12T08:00", {}, True, id="the day of the city's letter"),
    ],
)
def test_rule_45_a_receipt_opens_in_the_mode_by_itself(
    life: Life, when: str, changes: dict[str, Any], *, is_in_mode: bool
) -> None:
    life.at(when)
    form = dataclasses.replace(FORM, **changes)
    previewed = life.desk.intake.preview(form)
    assert (previewed.same_day is not None) is is_in_mode
    received = life.desk.intake.receive(form)
    assert received.dossier.is_same_day is is_in_mode
    assert (received.print_job is None) is is_in_mode
    assert len(_slips(life, received.dossier.code)) == (not is_in_mode)


def test_rule_45_a_weekday_that_the_ward_enables_after_the_letter_is_in_the_mode(life: Life) -> None:
    life.at("2024-03-13T08:00")
    assert life.desk.same_day.span_now() is None
    life.desk.setup.change({"same_day_spans": (*SAMPLE.same_day_spans[:1], ("2024-03-12", "", "wed-am", "12/QĐ-UBND"))})
    span = life.desk.same_day.span_now()
    assert span is not None
    assert span.decision == "12/QĐ-UBND"
    dossier = _receive(life, "2024-03-13T11:59").dossier
    body = life.desk.view.dossier(dossier.code).history[0].body
    assert (body["is_same_day"], body["same_day_decision"]) == (True, "12/QĐ-UBND")
    assert not _receive(life, "2024-03-13T12:00").dossier.is_same_day


def test_the_ward_s_own_list_of_procedures_goes_before_the_catalogue(life: Life) -> None:
    life.at("2023-10-24T08:00")
    life.desk.setup.change({"same_day_procedures": (("2023-10-24", "2023-10-24", MARRIAGE_STATUS),)})
    assert life.desk.same_day.is_eligible(MARRIAGE_STATUS)
    assert not life.desk.same_day.is_eligible(CERTIFIED_COPY)
    assert not life.desk.same_day.is_eligible(MARRIAGE_STATUS, Channel.ONLINE)
    assert _receive(life, "2023-10-24T08:00", procedure_code=MARRIAGE_STATUS).dossier.is_same_day
    life.at("2023-10-26T08:00")  # nothing of the list is in force any more
    assert life.desk.same_day.is_eligible(CERTIFIED_COPY)


def test_rule_48_without_a_slip_it_has_a_code_and_its_place_in_the_register(life: Life) -> None:
    waiting = _receive(life, "2023-10-24T08:00")
    other = _receive(life, "2023-10-24T08:05", wants_appointment=True)
    assert waiting.dossier.code.endswith("-231024-0001")
    assert (waiting.dossier.slip_number, other.dossier.slip_number) == ("1/TNHS", "2/TNHS")
    rows, _head = life.desk.register.whole(TUESDAY, TUESDAY)
    assert [row.dossier_code for row in rows] == [waiting.dossier.code, other.dossier.code]
    assert local.print_jobs_of(life.desk.db, waiting.dossier.code) == []


def test_a_slip_at_the_citizen_s_request_leaves_it_in_the_mode(life: Life) -> None:
    received = _receive(life, "2023-10-24T08:00", wants_slip=True)
    assert received.print_job is not None
    assert (received.dossier.is_same_day, received.dossier.has_slip_on_request) == (True, True)
    life.at("2023-10-24T08:30").desk.same_day.hand_over(received.dossier.code)
    assert life.desk.same_day.tally().dossiers == 1
    asked_on_wednesday = _receive(life, "2023-10-25T08:00", wants_slip=True).dossier
    assert not asked_on_wednesday.has_slip_on_request


def test_receipts_go_on_in_a_year_without_a_calendar(life: Life) -> None:
    life.at("2031-01-07T08:00")
    form = dataclasses.replace(FORM, due_at=moment("2031-01-07T16:00"), due_reason="chưa có lịch")
    assert life.desk.same_day.span_now() is None
    assert life.desk.intake.preview(form).same_day is None
    assert not life.desk.intake.receive(form).dossier.is_same_day


def test_priority_is_kept_in_and_outside_the_mode(life: Life) -> None:
    assert _receive(life, "2023-10-24T08:00", priority=Priority.ELDERLY).dossier.priority == "elderly"
    assert _receive(life, "2023-10-25T08:00", priority=Priority.PREGNANT).dossier.priority == "pregnant"


def test_the_form_comes_back_from_a_draft_and_from_a_file() -> None:
    form = dataclasses.replace(FORM, wants_slip=True, priority=Priority.DISABLED)
    assert form_from_record(form.to_record(), TUESDAY) == form
    with pytest.raises(errors.RecordWrong):
        form_from_record({"priority": "vip"}, TUESDAY)
    with pytest.raises(errors.RecordWrong):
        form_from_record({"wants_appointment": "có"}, TUESDAY)


# --- the end of the day -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("returned", "saved"),
    [
        pytest.param("2023-10-24T17:00", 0, id="17:00 itself is in time"),
        pytest.param("2023-10-24T17:01", None, id="a minute later is not"),
    ],
)
def test_rule_47_handed_over_by_the_end_of_the_day(life: Life, returned: str, saved: int | None) -> None:
    dossier = _receive(life, "2023-10-24T07:00").dossier
    life.at("2023-10-24T16:00").desk.same_day.ready(dossier.code)
    life.at(returned).desk.same_day.hand_over(dossier.code)
    assert _get(life, dossier).saved_minutes == saved
    assert life.desk.same_day.tally(TUESDAY).dossiers == (saved is not None)
    assert life.desk.same_day.tally(TUESDAY).handed_over == 1


def test_rule_47_ready_but_not_collected_is_finished_without_a_slip(life: Life) -> None:
    dossier = _receive(life, "2023-10-24T08:00").dossier
    assert life.desk.same_day.left_open(TUESDAY) == [dossier.code]
    life.at("2023-10-24T09:00").desk.same_day.ready(dossier.code)
    assert [ticket.lane for ticket in life.desk.same_day.tickets()] == [Lane.READY]
    assert life.desk.same_day.left_open(TUESDAY) == []
    life.at("2023-10-25T08:00")
    assert life.desk.same_day.tickets() == []
    life.desk.same_day.hand_over(dossier.code)
    assert (_get(life, dossier).saved_minutes, _slips(life, dossier.code)) == (None, [])


def test_rule_47_what_cannot_be_done_today_becomes_an_appointment(life: Life) -> None:
    dossier = _receive(life, "2023-10-24T08:00", procedure_code=DEATH).dossier
    taken = life.at("2023-10-24T16:50").desk.same_day.to_appointment(dossier.code)
    found = taken.dossier
    assert (found.due_at, found.new_due_at) == (moment("2023-10-24T17:00"), moment("2023-10-25T17:00"))
    assert found.promised_at == moment("2023-10-25T17:00")
    assert life.desk.same_day.tickets() == []
    assert life.desk.same_day.left_open(TUESDAY) == []
    job = local.print_job(life.desk.db, taken.print_jobs[0])
    assert job is not None
    slip = life.desk.papers.order_of_job(job).slip  # type: ignore[union-attr]
    assert "08 giờ 00 phút, ngày 24 tháng 10" in slip.received_at
    assert "17 giờ 00 phút, ngày 25 tháng 10" in slip.due_at
    assert (slip.replaces, slip.slip_number) == ("", dossier.slip_number)
    life.at("2023-10-24T16:55").desk.same_day.hand_over(dossier.code)  # after all: it left the mode all the same
    assert _get(life, dossier).saved_minutes is None
    assert life.desk.same_day.tally().handed_over == 0


@pytest.mark.parametrize(
    ("procedure", "given", "agreement", "ground"),
    [
        pytest.param(CERTIFIED_COPY, "2023-10-25T10:00", "", "next_working_day", id="sooner than it must be"),
        pytest.param(CERTIFIED_COPY, "2023-10-26T17:00", "", "certification", id="certification: two working days"),
        pytest.param(CERTIFIED_COPY, "2023-10-26T17:01", "", None, id="a minute later: not without an agreement"),
        pytest.param(CERTIFIED_COPY, "2023-10-26T17:01", "Số 5/TT", "written_agreement", id="with one"),
        pytest.param(DEATH, "2023-10-25T17:00", "", "next_working_day", id="others: the next working day"),
        pytest.param(DEATH, "2023-10-25T17:01", "", None, id="others: a minute later not"),
        pytest.param(DEATH, "2023-10-24T17:00", "", None, id="no later than what was promised"),
        pytest.param(DEATH, "2023-10-24T08:30", "", None, id="in the past"),
    ],
)
def test_rule_47_the_clerk_gives_a_moment_with_its_ground(
    life: Life, procedure: str, given: str, agreement: str, ground: str | None
) -> None:
    dossier = _receive(life, "2023-10-24T08:00", procedure_code=procedure).dossier
    desk = life.at("2023-10-24T16:50").desk.same_day
    if ground is None:
        with pytest.raises(errors.FormIncomplete) as refused:
            desk.to_appointment(dossier.code, new_due_at=moment(given), agreement=agreement)
        assert refused.value.facts["problems"]
        assert _get(life, dossier).appointment_at is None
        return
    taken = desk.to_appointment(dossier.code, new_due_at=moment(given), agreement=agreement)
    step = next(step for step in life.desk.view.dossier(dossier.code).history if step.number == taken.entry)
    assert (step.body["ground"], taken.dossier.new_due_at) == (ground, moment(given))
    assert step.personal.get("agreement", "") == agreement


def test_rule_47_the_law_s_own_moment_stands_where_it_is_still_to_come(life: Life) -> None:
    """Received after 15:00: the law promises the end of the next working day by itself."""
    dossier = _receive(life, "2023-10-24T15:30").dossier
    assert dossier.due_at == moment("2023-10-25T17:00")
    desk = life.at("2023-10-24T16:50").desk
    with pytest.raises(errors.FormIncomplete):
        desk.same_day.to_appointment(dossier.code, new_due_at=moment("2023-10-26T10:00"))
    found = desk.same_day.to_appointment(dossier.code).dossier
    assert (found.new_due_at, found.promised_at) == (None, moment("2023-10-25T17:00"))
    assert len(_slips(life, dossier.code)) == 1


def test_the_appointment_s_slip_says_that_it_replaces_the_one_on_request(life: Life) -> None:
    received = _receive(life, "2023-10-24T08:00", wants_slip=True)
    assert received.print_job is not None
    order = life.desk.papers.order(received.dossier, received.personal)
    life.desk.printing.note_out(
        received.print_job, sha256="0" * 64, way="file", offsets=order.offsets, counterparts=(1, 2)
    )
    life.at("2023-10-24T16:50").desk.same_day.to_appointment(received.dossier.code)
    slip = life.desk.papers.order_of(received.dossier.code).slip
    assert "thay thế giấy in lúc 08:00 24/10/2023" in slip.replaces
    assert "chưa giải quyết xong trong ngày" in slip.replaces
    assert "ngày 25 tháng 10" in slip.due_at


def test_a_dossier_of_yesterday_is_marked_and_can_still_be_given_an_appointment(life: Life) -> None:
    dossier = _receive(life, "2023-10-24T08:00", procedure_code=DEATH).dossier
    life.at("2023-10-25T08:00")
    assert [ticket.is_of_earlier_day for ticket in life.desk.same_day.tickets()] == [True]
    assert life.desk.same_day.left_open(WEDNESDAY) == [dossier.code]
    found = life.desk.same_day.to_appointment(dossier.code).dossier
    assert (found.due_at, found.new_due_at) == (moment("2023-10-24T17:00"), moment("2023-10-26T17:00"))


def test_what_waits_for_papers_does_not_hold_the_day_open(life: Life) -> None:
    dossier = _receive(life, "2023-10-24T08:00").dossier
    life.step("supplement_request", dossier, "2023-10-24T09:00", items=ITEMS, reason="Thiếu giấy")
    assert life.desk.same_day.tickets() == []
    assert life.desk.same_day.left_open(TUESDAY) == []
    life.step("supplement_received", dossier, "2023-10-25T09:00")
    assert [ticket.is_of_earlier_day for ticket in life.desk.same_day.tickets()] == [True]
    assert len(life.desk.same_day.to_appointment(dossier.code).print_jobs) == 1


def test_an_appointment_across_the_end_of_the_calendars_is_the_clerk_s(life: Life) -> None:
    """2027 has no calendar yet: the last Thursday of 2026 is followed by days that nobody can reckon."""
    dossier = _receive(life, "2026-12-31T08:00", procedure_code=DEATH).dossier
    assert dossier.is_same_day
    desk = life.at("2026-12-31T16:50").desk.same_day
    with pytest.raises(errors.FormIncomplete) as refused:
        desk.to_appointment(dossier.code)
    problem = refused.value.facts["problems"][0]  # type: ignore[index]
    assert (problem.cause, problem.number) == ("no_calendar", 2027)
    taken = desk.to_appointment(dossier.code, new_due_at=moment("2027-01-04T17:00"))
    step = next(step for step in life.desk.view.dossier(dossier.code).history if step.number == taken.entry)
    assert step.body["ground"] == "no_calendar"


# --- the board --------------------------------------------------------------------------------


def test_the_board_has_those_with_priority_first_and_a_lane_for_each(life: Life) -> None:
    first = _receive(life, "2023-10-24T08:00").dossier
    second = _receive(life, "2023-10-24T08:10").dossier
    old = _receive(life, "2023-10-24T08:20", priority=Priority.ELDERLY).dossier
    _receive(life, "2023-10-24T08:25", procedure_code=MARRIAGE_STATUS)
    life.at("2023-10-24T09:00").desk.same_day.start(second.code)
    life.desk.same_day.ready(first.code)
    found = life.desk.same_day.tickets()
    assert [(ticket.code, ticket.lane) for ticket in found] == [
        (old.code, Lane.WAITING),
        (first.code, Lane.READY),
        (second.code, Lane.STARTED),
    ]
    ticket = found[2]
    assert (ticket.number, ticket.name, ticket.elapsed_minutes, ticket.statutory_minutes) == (2, PERSON.name, 50, 480)


def test_a_correction_moves_the_clock_of_the_board_and_what_is_saved(life: Life) -> None:
    dossier = _receive(life, "2023-10-24T08:30").dossier
    life.step("correction", dossier, "2023-10-24T09:00", reason="Ghi sai giờ", received_at=moment("2023-10-24T08:00"))
    assert life.desk.same_day.tickets()[0].elapsed_minutes == 60
    life.desk.same_day.hand_over(dossier.code)
    assert life.desk.same_day.tally().minutes_saved == 420


def test_what_a_correction_shows_to_be_none_of_the_mode_s_saves_nothing(life: Life) -> None:
    dossier = _receive(life, "2023-10-24T08:00").dossier
    life.step("correction", dossier, "2023-10-24T09:00", reason="Nhầm thủ tục", procedure_code=MARRIAGE_STATUS)
    life.desk.same_day.hand_over(dossier.code)
    assert _get(life, dossier).saved_minutes is None
    assert life.desk.same_day.tally().dossiers == 0


def test_unreliable_times_are_left_out_and_come_back_when_that_is_undone(life: Life) -> None:
    dossier = _receive(life, "2023-10-24T08:00").dossier
    life.at("2023-10-24T09:00").desk.same_day.hand_over(dossier.code)
    with pytest.raises(errors.FormIncomplete):
        life.desk.same_day.unreliable(dossier.code, " ")
    life.desk.same_day.unreliable(dossier.code, "Quên bấm")
    tally = life.desk.same_day.tally()
    assert (tally.handed_over, tally.dossiers, tally.minutes_saved) == (1, 0, 0)
    life.step("undo", dossier, reason="Bấm nhầm")
    assert life.desk.same_day.tally().minutes_saved == 420
    life.step("undo", dossier, reason="Chưa trao")
    assert life.desk.same_day.tally().handed_over == 0


def test_a_result_that_would_be_overdue_says_why_before_anything_is_written(life: Life) -> None:
    dossier = _receive(life, "2023-10-24T08:00").dossier
    entries = life.at("2023-10-25T08:00").entries
    with pytest.raises(errors.FormIncomplete):
        life.desk.same_day.hand_over(dossier.code)
    assert life.entries == entries
    life.desk.same_day.hand_over(dossier.code, cause="workload", responsible_unit="Tư pháp")
    assert _get(life, dossier).state is DossierState.RETURNED


def test_each_key_works_once_and_only_in_the_mode(life: Life) -> None:
    dossier = _receive(life, "2023-10-24T08:00").dossier
    life.desk.same_day.start(dossier.code)
    with pytest.raises(errors.StepNotAllowed):
        life.desk.same_day.start(dossier.code)
    ordinary = _receive(life, "2023-10-24T08:05", wants_appointment=True).dossier
    for act in (life.desk.same_day.start, life.desk.same_day.to_appointment):
        with pytest.raises(errors.StepNotAllowed):
            act(ordinary.code)


def test_a_partial_return_is_not_handed_over_yet(life: Life) -> None:
    dossier = _receive(life, "2023-10-24T08:00").dossier
    life.step("result_ready", dossier, "2023-10-24T08:30", count=2)
    life.step("result_return", dossier, "2023-10-24T08:40", count=1)
    assert life.desk.same_day.tally().dossiers == 0
    life.step("result_return", dossier, "2023-10-24T09:00")
    assert life.desk.same_day.tally().minutes_saved == 420


# --- constant work and settings ---------------------------------------------------------------


def test_the_tally_of_a_day_is_a_recount_and_the_same_after_a_rebuild(life: Life) -> None:
    """Twelve citizens in every way that a day knows: the figure kept by changes is that of the dossiers."""
    codes = [_receive(life, f"2023-10-24T08:{minute:02}").dossier.code for minute in range(12)]
    desk = life.at("2023-10-24T10:00").desk.same_day
    desk.to_appointment(codes[0])
    for code in codes[2:]:
        life.at((life.clock.at + timedelta(minutes=7)).isoformat()).desk.same_day.hand_over(code)
    desk.unreliable(codes[3], "Mất điện")
    for code in codes[4:6]:
        life.step("undo", dossiers.get(life.desk.db, code), reason="Bấm nhầm")
    life.step("reissue", dossiers.get(life.desk.db, codes[7]), reason="Sai tên")
    life.step("result_return", dossiers.get(life.desk.db, codes[7]))
    whole = [dossiers.get(life.desk.db, code) for code in codes]
    saved = [
        dossier.saved_minutes
        for dossier in whole
        if dossier.saved_minutes is not None and not dossier.is_time_unreliable
    ]
    tally = desk.tally()
    assert len(saved) == 7
    assert (tally.dossiers, tally.minutes_saved) == (len(saved), sum(saved))
    assert tally.handed_over == 8, "who is marked as unreliable was handed over all the same"
    with writing(life.desk.db) as db:
        projections.build(db)
    assert desk.tally() == tally


def test_the_board_reads_only_those_who_wait_whatever_the_day_and_the_years(life: Life) -> None:
    asked: list[str] = []
    connection = life.desk.db
    kept = _receive(life, "2023-10-24T08:00").dossier.code
    for question in (same_day._WAITING_ROWS, same_day._OPEN_CODES):
        values = {"since": "2023-10-24", "until": "2023-10-25"}
        asked += [row[3] for row in connection.rows(f"explain query plan {question}", values)]
    walks = [line for line in asked if line.startswith("SCAN")]
    assert walks == []
    assert sum("dossier_same_day_waiting (received_at<?)" in line for line in asked) == 2
    assert [ticket.code for ticket in life.desk.same_day.tickets()] == [kept]


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        pytest.param({"same_day_spans": (("2023-10-24", "", "wed", "1"),)}, "more_days_too_early", id="too early"),
        pytest.param({"same_day_spans": (("2024-10-24", "", "noon", "1"),)}, "unreadable_span", id="no day"),
        pytest.param({"same_day_spans": (("24/10/2024", "", "tue", "1"),)}, "unreadable_span", id="no date"),
        pytest.param({"same_day_spans": (("2024-10-24", ""),)}, "unreadable_span", id="too short"),
        pytest.param({"same_day_procedures": (("2024-10-24", "", "9.999999"),)}, "unknown_procedure", id="unknown"),
        pytest.param({"same_day_procedures": (("x", "", CERTIFIED_COPY),)}, "unreadable_line", id="no date of a line"),
        pytest.param(
            {"same_day_procedures": (("2024-10-24", "2024-10-23", CERTIFIED_COPY),)},
            "ends_before_start",
            id="ends early",
        ),
    ],
)
def test_settings_of_the_mode_that_cannot_be_are_refused_with_a_sentence(
    life: Life, changes: dict[str, Any], cause: str
) -> None:
    with pytest.raises(errors.FormIncomplete) as refused:
        life.desk.setup.change(changes)
    problems = refused.value.facts["problems"]
    assert [problem.cause for problem in problems] == [cause]  # type: ignore[attr-defined]
    assert cause not in sentences.sentence(refused.value)


def test_the_sample_s_decisions_are_without_fault() -> None:
    assert [problem for problem in check_settings(SAMPLE) if not problem.is_warning] == []


def test_a_moment_of_the_clock_is_enough_for_the_colour(life: Life) -> None:
    seen = []
    for when in ("2023-10-24T06:30", "2023-10-24T12:15", "2023-10-24T17:00", "2023-10-24T17:01", "2023-10-25T08:00"):
        life.clock.at = datetime.fromisoformat(f"{when}:00+07:00")
        seen.append(life.desk.same_day.span_now() is not None)
    assert seen == [True, True, True, False, False]
