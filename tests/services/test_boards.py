"""Boards and reminders on a real store: what is due when, what stands still, who is told (RULES 25, 31, 33, 58)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_desktop.clock import moment
from cchc_desktop.domain.board import SPOT_CHECK_KINDS, BoardKind, BoardLine, BoardNote
from cchc_desktop.domain.dossier import Dossier, DossierState
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.steps import StepKind
from cchc_desktop.services.boards import BoardDesk
from cchc_desktop.services.upkeep import verify
from cchc_desktop.store import dossiers
from tests.services import board_life
from tests.services.life_desk import PERSON, Life, life_desk
from tests.store.stores import Hand

DUE_KINDS = (BoardKind.OVERDUE, BoardKind.DUE_TODAY, BoardKind.DUE_1, BoardKind.DUE_2, BoardKind.DUE_3)
LEGAL_TUESDAY = "2023-10-24T09:00"
"""Three working days from here end on Friday 27 October, 09:00."""


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    life = life_desk(tmp_path)
    yield life
    assert verify(life.desk.db).is_whole
    life.desk.close()


def desk_of(life: Life) -> BoardDesk:
    return BoardDesk(life.desk.db, life.desk.state, life.clock)


def lines(life: Life, kind: BoardKind) -> tuple[BoardLine, ...]:
    return desk_of(life).lines(kind)


def codes(life: Life, kind: BoardKind) -> list[str]:
    return [line.code for line in lines(life, kind)]


def boards_with(life: Life, code: str) -> list[BoardKind]:
    return [kind for kind in DUE_KINDS if code in codes(life, kind)]


# --- due, and overdue ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "kind", "minutes"),
    [
        pytest.param("2023-10-24T10:00", BoardKind.DUE_3, 23 * 60, id="three working days before"),
        pytest.param("2023-10-25T07:00", BoardKind.DUE_2, 18 * 60, id="two before"),
        pytest.param("2023-10-26T16:59", BoardKind.DUE_1, 121, id="one before"),
        pytest.param("2023-10-27T08:59", BoardKind.DUE_TODAY, 1, id="still to come today"),
        pytest.param("2023-10-27T09:00", BoardKind.DUE_TODAY, 0, id="the due moment itself is not overdue"),
        pytest.param("2023-10-27T09:01", BoardKind.OVERDUE, -1, id="a minute later it is"),
        pytest.param("2023-10-30T09:00", BoardKind.OVERDUE, -8 * 60, id="over a weekend only working time counts"),
    ],
)
def test_a_dossier_is_on_one_board_of_its_day(life: Life, when: str, kind: BoardKind, minutes: int) -> None:
    dossier = life.receive(LEGAL_TUESDAY)
    life.at(when)
    assert boards_with(life, dossier.code) == [kind]
    (line,) = lines(life, kind)
    assert (line.moment, line.minutes_left) == (dossier.due_at, minutes)
    assert (line.name, line.phone) == (PERSON.name, PERSON.phone)


@pytest.mark.parametrize(
    ("when", "kind"),
    [
        pytest.param("2023-10-27T10:00", BoardKind.DUE_2, id="on Friday Monday is the first working day"),
        pytest.param("2023-10-28T10:00", BoardKind.DUE_2, id="on Saturday, too"),
        pytest.param("2023-10-29T10:00", BoardKind.DUE_2, id="and on Sunday"),
        pytest.param("2023-10-30T10:00", BoardKind.DUE_1, id="on Monday it is tomorrow"),
    ],
)
def test_days_until_it_is_due_are_working_days(life: Life, when: str, kind: BoardKind) -> None:
    dossier = life.receive("2023-10-26T09:00")  # due Tuesday 31 October
    life.at(when)
    assert boards_with(life, dossier.code) == [kind]


def test_a_moment_given_on_a_day_off_is_on_the_board_of_the_working_day_after_it(life: Life) -> None:
    dossier = life.receive("2023-10-26T09:00", due_at=moment("2023-10-28T10:00"), due_reason="Hẹn riêng")
    life.at("2023-10-27T08:00")
    assert boards_with(life, dossier.code) == [BoardKind.DUE_1]


def test_a_year_without_a_calendar_still_has_its_boards(life: Life) -> None:
    life.at("2026-12-31T08:00")
    given_at = moment("2027-01-04T10:00")  # a Monday; Friday 1 January counts as a working day where nothing is loaded
    dossier = life.receive("2026-12-31T08:00", due_at=given_at, due_reason="chưa có lịch 2027")
    assert boards_with(life, dossier.code) == [BoardKind.DUE_2]
    assert lines(life, BoardKind.DUE_2)[0].minutes_left is None
    assert desk_of(life).near_due() == ()


def test_a_reappointed_dossier_goes_by_its_new_moment(life: Life) -> None:
    dossier = life.receive(LEGAL_TUESDAY)
    life.step("apology", dossier, "2023-10-26T08:00", reason="Hệ thống lỗi", new_due_at=moment("2023-10-30T09:00"))
    life.at("2023-10-27T10:00")
    assert boards_with(life, dossier.code) == [BoardKind.DUE_1]
    (line,) = lines(life, BoardKind.DUE_1)
    assert (line.moment, line.note) == (moment("2023-10-30T09:00"), BoardNote.REAPPOINTED)


def test_of_too_many_overdue_ones_the_last_are_shown_and_all_counted(life: Life) -> None:
    received = [life.receive(f"2023-10-2{day}T09:00") for day in (4, 5, 6)]
    life.at("2023-11-02T08:00")
    assert [line.code for line in desk_of(life).lines(BoardKind.OVERDUE, 2)] == [found.code for found in received[1:]]
    assert desk_of(life).counts()[BoardKind.OVERDUE] == 3


# --- what stands still (RULES 25, 31) -----------------------------------------------------------


def test_rule_31_a_paused_dossier_is_on_no_board_of_the_clock_and_its_time_left_is_frozen(life: Life) -> None:
    dossier = life.receive(LEGAL_TUESDAY)
    board_life.pause(life, dossier, "2023-10-26T16:00")
    for when in ("2023-10-26T16:30", "2023-10-27T08:00", "2023-10-27T17:00"):
        life.at(when)
        assert boards_with(life, dossier.code) == []
        assert desk_of(life).near_due() == ()
        assert codes(life, BoardKind.APOLOGIES) == []
        (line,) = lines(life, BoardKind.PAUSED)
        assert (line.code, line.minutes_left, line.moment) == (dossier.code, 3 * 60, moment("2023-10-26T16:00"))


@pytest.mark.parametrize(
    ("when", "note"),
    [
        pytest.param("2026-11-17T17:00", BoardNote.NONE, id="on the last day it is still waited for"),
        pytest.param("2026-11-18T07:00", BoardNote.CLOSING_PROPOSED, id="from the day after on closing is proposed"),
    ],
)
def test_rule_25_a_dossier_that_waits_for_papers_is_proposed_for_closing(
    life: Life, when: str, note: BoardNote
) -> None:
    dossier = life.receive("2026-11-02T08:00")
    board_life.ask_for_papers(life, dossier, "2026-11-02T09:00")
    life.at(when)
    (line,) = lines(life, BoardKind.WAITING)
    assert (line.code, line.closes_on, line.note) == (dossier.code, date(2026, 11, 17), note)
    assert line.minutes_left == 23 * 60
    assert boards_with(life, dossier.code) == []


def test_before_2025_nothing_is_proposed_for_closing(life: Life) -> None:
    board_life.ask_for_papers(life, life.receive(LEGAL_TUESDAY), "2023-10-24T10:00")
    life.at("2023-12-29T08:00")
    (line,) = lines(life, BoardKind.WAITING)
    assert (line.closes_on, line.note) == (None, BoardNote.NONE)


# --- the other boards ---------------------------------------------------------------------------


def test_an_online_case_counts_its_eight_working_hours(life: Life) -> None:
    life.at("2023-10-26T16:00")
    board_life.filed_online(life, "H32-1", "2023-10-26T16:00", "2023-10-27T16:00")
    board_life.filed_online(life, "H32-2", "2023-10-26T12:00", "2023-10-27T13:30", "2023-10-26T14:00")
    board_life.filed_online(life, "H32-3", "2023-10-26T12:30", "2023-10-27T14:00", "2023-10-26T14:31")
    life.at("2023-10-27T13:45")
    found = [(line.code, line.minutes_left, line.note, line.name) for line in lines(life, BoardKind.ONLINE)]
    assert found == [
        ("H32-2", -15, BoardNote.NONE, ""),
        ("H32-3", 15, BoardNote.LATE_NOTICE, ""),
        ("H32-1", 135, BoardNote.NONE, ""),
    ]
    with life.desk.recorder.recording() as record:
        record.add(EntryKind.ONLINE_ANSWERED, {"portal_code": "H32-2", "answer": "accept"})
    assert codes(life, BoardKind.ONLINE) == ["H32-3", "H32-1"]


def test_uncollected_results_are_called_about_oldest_first(life: Life) -> None:
    late, early = life.receive(LEGAL_TUESDAY), life.receive("2023-10-24T09:10")
    life.step("result_ready", early, "2023-10-25T08:00", shelf="Kệ 2")
    life.step("result_ready", late, "2023-10-26T08:00", shelf="Kệ 1", count=3)
    life.step("call", early, outcome="no_answer")
    life.step("call", early, outcome="will_come")
    life.step("result_return", late, count=1)
    found = [
        (line.code, line.shelf, line.calls, line.results_left, line.note) for line in lines(life, BoardKind.UNCOLLECTED)
    ]
    assert found == [(early.code, "Kệ 2", 2, 1, BoardNote.NONE), (late.code, "Kệ 1", 0, 2, BoardNote.PARTLY_RETURNED)]
    assert lines(life, BoardKind.UNCOLLECTED)[0].phone == PERSON.phone
    life.step("result_return", early, "2023-10-26T09:00")
    assert codes(life, BoardKind.UNCOLLECTED) == [late.code]


def test_drafts_wait_in_their_order_until_a_leader_decides(life: Life) -> None:
    one, other = life.receive(LEGAL_TUESDAY), life.receive("2023-10-24T09:10")
    first = board_life.draft(life, StepKind.VOID, other, "2023-10-24T10:00", reason="Nhập trùng")
    second = board_life.draft(life, StepKind.REFUSAL, one, "2023-10-24T11:00", reason="Không đủ điều kiện")
    found = [(line.code, line.step, line.draft, line.official) for line in lines(life, BoardKind.APPROVALS)]
    clerk = life.desk.state.officer_name("u1")
    assert found == [(other.code, "void", first, clerk), (one.code, "refusal", second, clerk)]
    life.desk.steps.approve(other.code, first, life.approval)
    assert codes(life, BoardKind.APPROVALS) == [one.code]
    life.step("result_ready", one)
    assert lines(life, BoardKind.APPROVALS)[0].note is BoardNote.MOVED_ON
    life.desk.steps.send_back(one.code, second, "")
    assert codes(life, BoardKind.APPROVALS) == []


def test_moments_given_for_want_of_a_calendar_are_shown_when_it_comes(life: Life) -> None:
    loaded = life.desk.state.calendar
    dossier = life.receive("2026-12-30T16:00", due_at=moment("2027-01-05T10:00"), due_reason="chưa có lịch 2027")
    assert codes(life, BoardKind.GIVEN_DATES) == []
    life.desk.state.calendar = dataclasses.replace(loaded, years=loaded.years | {2027})
    assert codes(life, BoardKind.GIVEN_DATES) == [dossier.code]
    life.at("2027-01-05T10:01")
    assert codes(life, BoardKind.GIVEN_DATES) == []


def test_the_leader_sees_what_was_entered_from_emergency_slips(life: Life) -> None:
    life.at("2023-10-26T10:00")
    code = board_life.from_emergency_slip(life, "KC-1-0001", "2023-10-25T15:00")
    (line,) = lines(life, BoardKind.EMERGENCY)
    assert (line.code, line.number, line.moment) == (code, "KC-1-0001", moment("2023-10-25T15:00"))
    life.at("2023-11-25T23:59")
    assert codes(life, BoardKind.EMERGENCY) == [code]
    life.at("2023-11-26T00:00")
    assert codes(life, BoardKind.EMERGENCY) == []


def test_what_is_approved_by_oneself_is_listed_until_it_is_undone(life: Life) -> None:
    dossier, other = life.receive(LEGAL_TUESDAY), life.receive("2023-10-24T09:10")
    board_life.approved_by_oneself(life, StepKind.VOID, dossier, reason="Nhập trùng")
    life.step("void", other, reason="Nhập trùng")
    found = [(line.code, line.step, line.official) for line in lines(life, BoardKind.SELF_APPROVED)]
    assert found == [(dossier.code, "void", life.desk.state.officer_name("u1"))]
    life.step("undo", dossier, reason="Nhầm")
    assert codes(life, BoardKind.SELF_APPROVED) == []


# --- near due (RULES 58) ------------------------------------------------------------------------


def test_rule_58_the_list_of_a_session_holds_what_is_due_within_its_working_hours(life: Life) -> None:
    paused = life.receive("2023-10-23T07:30", due_at=moment("2023-10-26T11:00"), due_reason="Hẹn riêng")
    at_end = life.receive("2023-10-23T08:00", due_at=moment("2023-10-26T17:00"), due_reason="Hẹn riêng")
    next_day = life.receive("2023-10-24T07:00")  # due Thursday 17:00, too; the next one a minute past it
    too_late = life.receive("2023-10-24T07:01")
    board_life.pause(life, paused, "2023-10-25T08:00")
    life.at("2023-10-26T07:00")
    desk = desk_of(life)
    assert [line.code for line in desk.near_due()] == [at_end.code, next_day.code]
    life.at("2023-10-26T11:00")
    assert [line.code for line in desk.near_due()] == [at_end.code, next_day.code], "counted from the opening"
    life.at("2023-10-26T13:30")
    assert [line.code for line in desk.near_due()] == [at_end.code, next_day.code, too_late.code]
    assert [line.code for line in desk.near_due(moment("2023-10-26T17:01"))] == [too_late.code]


def test_the_text_for_the_heads_names_no_citizen(life: Life) -> None:
    life.receive("2023-10-24T08:00")
    handed = life.receive("2023-10-24T07:30")
    life.step("handover", handed, to_unit="Tư pháp - Hộ tịch")
    life.at("2023-10-27T07:00")
    text = desk_of(life).near_due_text()
    assert text == (
        "HỒ SƠ SẮP ĐẾN HẠN · phường Mẫu Hòa\n"
        "07:00 thứ Sáu 27/10/2023, trong 8 giờ làm việc tới: 02 hồ sơ\n\n"
        "Bộ phận tiếp nhận và trả kết quả (01):\n"
        "- 08:00 27/10: 000.99.40.H32-231024-0001, Xác nhận tình trạng hôn nhân\n\n"
        "Tư pháp - Hộ tịch (01):\n"
        "- 07:30 27/10: 000.99.40.H32-231024-0002, Xác nhận tình trạng hôn nhân"
    )
    for words in (PERSON.name, PERSON.personal_id, PERSON.phone, PERSON.address):
        assert words not in text


def test_a_session_is_reminded_of_once(life: Life) -> None:
    desk = desk_of(life)
    told = []
    for when in ("26T06:59", "26T07:00", "26T09:00", "26T12:00", "26T13:30", "26T16:00", "28T09:00", "30T08:00"):
        life.clock.at = moment(f"2023-10-{when}")
        told.append(desk.is_reminder_due())
        desk.reminder_seen()
        assert not desk.is_reminder_due()
    assert told == [False, True, False, False, True, False, False, True]


# --- apologies ----------------------------------------------------------------------------------


def test_rule_33_an_apology_is_proposed_with_its_latest_legal_moment(life: Life) -> None:
    dossier = life.receive("2023-11-06T08:00")  # due Thursday 9 November 08:00
    life.at("2023-11-07T17:00")
    assert desk_of(life).apology_proposals() == ()
    life.at("2023-11-08T07:00")
    (found,) = desk_of(life).apology_proposals()
    assert (found.code, found.promised_at) == (dossier.code, moment("2023-11-09T08:00"))
    assert (found.new_due_at, found.note) == (moment("2023-11-10T08:00"), BoardNote.NONE)
    life.at("2023-11-10T08:00")
    (found,) = desk_of(life).apology_proposals()
    assert (found.new_due_at, found.note) == (None, BoardNote.PAST_CAP)


def test_an_apology_that_waits_for_its_signature_says_so_and_one_that_went_out_is_gone(life: Life) -> None:
    dossier = life.receive("2023-11-06T08:00")
    latest = moment("2023-11-10T08:00")
    number = board_life.draft(life, StepKind.APOLOGY, dossier, "2023-11-08T08:00", reason="Lỗi", new_due_at=latest)
    (found,) = desk_of(life).apology_proposals()
    assert (found.new_due_at, found.note) == (latest, BoardNote.DRAFTED)
    assert lines(life, BoardKind.APOLOGIES)[0].note is BoardNote.DRAFTED
    life.desk.steps.approve(dossier.code, number, life.approval)
    assert desk_of(life).apology_proposals() == ()
    life.at("2023-11-09T17:00")
    assert boards_with(life, dossier.code) == [BoardKind.DUE_1]
    assert desk_of(life).apology_proposals() == (), "near its new moment nobody apologises again"


def test_where_nothing_limits_it_the_clerk_gives_the_moment(tmp_path: Path) -> None:
    life = life_desk(tmp_path, apology_cap_on=False)
    life.receive("2023-11-06T08:00")
    life.at("2023-11-08T08:00")
    (found,) = desk_of(life).apology_proposals()
    assert (found.new_due_at, found.note) == (None, BoardNote.NONE)
    life.desk.close()


# --- spot checks (row 155) ----------------------------------------------------------------------


def voided(life: Life, count: int) -> list[Dossier]:
    found = [life.receive(f"2023-10-24T09:{minute:02}") for minute in range(count)]
    for dossier in found:
        life.step("void", dossier, reason="Nhập trùng")
    return found


def test_a_spot_check_is_repeated_by_its_seed(life: Life) -> None:
    voided(life, 6)
    desk, day = desk_of(life), date(2023, 10, 24)
    first = desk.spot_check(SPOT_CHECK_KINDS, day, day, picks=3)
    assert (first.dossiers, len(first.picked)) == (6, 3)
    assert desk.spot_check(SPOT_CHECK_KINDS, day, day, picks=3, seed=first.seed) == first
    drawn = {tuple(one.code for one in desk.spot_check(SPOT_CHECK_KINDS, day, day, picks=3, seed=n).picked) for n in
             range(20)}  # fmt: skip
    assert len(drawn) > 5, "chance picks, not the order"


def test_a_spot_check_takes_the_steps_that_stand_on_its_days(life: Life) -> None:
    first, second = voided(life, 2)
    life.step("undo", second, reason="Nhầm")
    asked = life.receive("2023-10-25T09:00")
    board_life.ask_for_papers(life, asked)
    desk = desk_of(life)

    def found(kinds: tuple[StepKind, ...], since: int, until: int) -> list[tuple[str, list[StepKind]]]:
        check = desk.spot_check(kinds, date(2023, 10, since), date(2023, 10, until), picks=9, seed=1)
        return [(one.code, [step.kind for step in one.steps]) for one in check.picked]

    void, asking = (first.code, [StepKind.VOID]), (asked.code, [StepKind.SUPPLEMENT_REQUEST])
    assert found(SPOT_CHECK_KINDS, 24, 25) == [void, asking]
    assert found(SPOT_CHECK_KINDS, 24, 24) == [void]
    assert found((StepKind.SUPPLEMENT_REQUEST,), 24, 25) == [asking]
    assert found((StepKind.PAUSE,), 24, 25) == []
    picked = desk.spot_check((StepKind.VOID,), date(2023, 10, 24), date(2023, 10, 24), seed=1).picked[0]
    assert (picked.steps[0].official, picked.steps[0].approver) == (
        life.desk.state.officer_name("u1"), "Trần Văn Mẫu",
    )  # fmt: skip


# --- all boards together ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Life]:
    """A desk on which dossiers of two weeks stand in every state."""
    life = life_desk(tmp_path_factory.mktemp("busy"), "2023-10-23T07:30")
    for number in range(24):
        day, minute = 23 + number // 5, number % 5 * 7
        dossier = life.receive(f"2023-10-{day}T{8 + number % 3:02}:{minute:02}")
        match number % 8:
            case 1:
                board_life.ask_for_papers(life, dossier)
            case 2:
                board_life.pause(life, dossier, life.clock.at.isoformat())
            case 3:
                life.step("result_ready", dossier)
            case 4:
                later = dossier.due_at + timedelta(hours=1)
                life.step("apology", dossier, reason="Chậm", new_due_at=later)
            case 5:
                board_life.draft(life, StepKind.VOID, dossier, life.clock.at.isoformat(), reason="Trùng")
            case 6:
                board_life.approved_by_oneself(life, StepKind.VOID, dossier, reason="Trùng")
    board_life.from_emergency_slip(life, "KC-1-0001", "2023-10-20T08:00")
    board_life.filed_online(life, "H32-1", "2023-10-27T08:00", "2023-10-30T08:00")
    yield life
    life.desk.close()


@settings(deadline=None, max_examples=60)
@given(minutes=st.integers(min_value=-14 * 24 * 60, max_value=21 * 24 * 60), limit=st.integers(1, 30))
def test_counters_and_lists_agree_at_every_moment(busy: Life, minutes: int, limit: int) -> None:
    clock = Hand(moment("2023-10-27T09:00") + timedelta(minutes=minutes))
    desk = BoardDesk(busy.desk.db, busy.desk.state, clock)
    counts = desk.counts()
    listed = {kind: [line.code for line in desk.lines(kind)] for kind in BoardKind}
    assert counts == {kind: len(found) for kind, found in listed.items()}
    for kind in BoardKind:
        part = [line.code for line in desk.lines(kind, limit)]
        assert part == (listed[kind][-limit:] if kind in LAST_FIRST else listed[kind][:limit])
    by_hand = {kind: sorted(expected(busy, clock.at, kind)) for kind in DUE_KINDS}
    assert {kind: sorted(listed[kind]) for kind in DUE_KINDS} == by_hand


def test_the_named_dossiers_are_open_ones(busy: Life) -> None:
    clock = Hand(moment("2023-10-27T09:00"))
    desk = BoardDesk(busy.desk.db, busy.desk.state, clock)
    whole = [dossiers.get(busy.desk.db, line.code) for line in busy.desk.view.newest(limit=99)]
    still_open = {found.code for found in whole if found.is_open}
    assert busy.desk.db.value("select count(*) from dossier where finished_at = ''") == len(still_open)
    oldest, riskiest, supplemented = desk.oldest_open(), desk.riskiest(), desk.most_supplemented()
    assert oldest is not None
    assert oldest.number == "KC-1-0001", "received first, though entered last"
    assert riskiest is not None
    assert riskiest.code == (desk.lines(BoardKind.DUE_TODAY) or desk.lines(BoardKind.DUE_1))[0].code
    assert supplemented is not None
    assert (supplemented[0].code in still_open, supplemented[1]) == (True, 1)
    clock.at = moment("2023-12-29T09:00")
    last_overdue = desk.lines(BoardKind.OVERDUE)[-1]
    assert desk.riskiest() == last_overdue, "nothing is to come"


LAST_FIRST = (BoardKind.OVERDUE, BoardKind.APOLOGIES)


def expected(busy: Life, now: datetime, kind: BoardKind) -> list[str]:
    """Return the codes of a board as they follow from each dossier by itself."""
    calendar, found = busy.desk.state.calendar, []
    for line in busy.desk.view.newest(limit=99):
        dossier = dossiers.get(busy.desk.db, line.code)
        if dossier.state is not DossierState.PROCESSING:
            continue
        promised, days = dossier.promised_at, 0
        while promised.date() > now.date() and calendar.add_working_days(now.date(), days) < promised.date():
            days += 1
        ahead = {0: BoardKind.DUE_TODAY, 1: BoardKind.DUE_1, 2: BoardKind.DUE_2, 3: BoardKind.DUE_3}.get(days)
        if (BoardKind.OVERDUE if promised < now else ahead) is kind:
            found.append(dossier.code)
    return found
