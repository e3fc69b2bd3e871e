"""Reports: every figure opens its list; what is known now and what was known then (RULES 53 to 57, 63)."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cchc_desktop import errors
from cchc_desktop.clock import moment
from cchc_desktop.domain.dossier import Dossier, FeeState
from cchc_desktop.domain.people import Role
from cchc_desktop.domain.report import FIGURES, Cell, Rating, ReportKind, ResultsReport, WardReport
from cchc_desktop.reports.tables import RATIO_FIGURES
from cchc_desktop.services.report_room import Asked
from cchc_desktop.services.ward_figures import OFFICER_FIGURES
from cchc_desktop.store import dossiers
from cchc_desktop.text import percent
from tests.services.life_desk import CERTIFIED_COPY, ITEMS, Life, life_desk
from tests.services.report_life import PERIOD, busy_month

_PERSON = ("Nguyễn Thị Thử", "056190000123", "0905000417")


@pytest.fixture
def month(tmp_path: Path) -> Iterator[Life]:
    life = busy_month(tmp_path)
    yield life
    life.desk.close()


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    life = life_desk(tmp_path, "2023-10-16T07:00")
    yield life
    life.desk.close()


def _asked(life: Life, code: str = PERIOD, as_of: str = "", known_at: str = "") -> Asked:
    return Asked(
        period=life.desk.reports.period(code),
        as_of=moment(as_of) if as_of else None,
        known_at=moment(known_at) if known_at else None,
    )


def _total(life: Life, *asked: str) -> dict[str, int]:
    return {name: value for name, value in life.desk.reports.results(_asked(life, *asked)).total.items() if value}


# The list behind every figure


@pytest.mark.parametrize("known_at", ["", "2023-11-14T23:00", "2023-10-26T12:00"])
def test_the_list_behind_every_cell_of_the_06a_table_is_as_long_as_the_figure(month: Life, known_at: str) -> None:
    asked = _asked(month, known_at=known_at)
    report = month.desk.reports.results(asked)
    assert len(report.rows) >= 3
    for row, figures in [("", report.total), *((row.row, row.figures) for row in report.rows)]:
        for figure in FIGURES:
            found = month.desk.reports.behind(Cell(report=ReportKind.RESULTS, figure=figure, row=row), asked)
            assert len({line.code for line in found}) == len(found) == figures[figure], (row, figure)


@pytest.mark.parametrize("known_at", ["", "2023-11-14T23:00", "2023-10-26T12:00"])
def test_the_list_behind_every_line_of_the_ward_s_table_is_as_long_as_it_says(month: Life, known_at: str) -> None:
    asked = _asked(month, known_at=known_at)
    report = month.desk.reports.ward(asked)
    for line in (one for one in report.lines if one.is_list_behind):
        found = month.desk.reports.behind(Cell(report=ReportKind.WARD, figure=line.figure), asked)
        if line.figure == "no_slip_minutes_saved":
            assert bool(found) == bool(line.value)
        else:
            assert len(found) == line.value, line.figure
    assert known_at or sum(bool(line.value) for line in report.lines) > 25


def test_advice_before_a_receipt_has_a_list_too(month: Life) -> None:
    from cchc_desktop.domain.intake import ReceiveDossier
    from tests.services.life_desk import PERSON, WATER

    month.desk.advice.give_guidance(ReceiveDossier(procedure_code=WATER, applicant=PERSON), ITEMS, "Thiếu giấy")
    asked = _asked(month)
    lines = {line.figure: line.value for line in month.desk.reports.ward(asked).lines}
    for figure, count in (("guidance_given", 1), ("intake_refused", 0)):
        assert lines[figure] == count
        assert len(month.desk.reports.behind(Cell(report=ReportKind.WARD, figure=figure), asked)) == count
    assert month.desk.reports.results(asked).total["received"] == 18  # never in 06a


def test_the_lists_behind_both_sides_of_every_ratio_are_as_long_as_they_say(month: Life) -> None:
    asked = _asked(month)
    report = month.desk.reports.ward(asked)
    assert {ratio.name for ratio in report.ratios} == set(RATIO_FIGURES)
    opened = 0
    for ratio in report.ratios:
        for figure, value in zip(RATIO_FIGURES[ratio.name], (ratio.part, ratio.whole), strict=True):
            if figure in ("e_certified", "evaluations", "evaluations_satisfied"):
                continue  # typed in: another system has the list
            assert len(month.desk.reports.behind(Cell(report=ReportKind.RATIOS, figure=figure), asked)) == value
            opened += 1
    assert opened == 17


def test_the_lists_behind_officials_and_causes_are_as_long_as_they_say(month: Life) -> None:
    asked = _asked(month)
    report = month.desk.reports.ward(asked)
    for row in report.officers:
        said = (row.received, row.resolved, row.late, row.open, row.open_late)
        for figure, value in zip(OFFICER_FIGURES, said, strict=True):
            cell = Cell(report=ReportKind.OFFICERS, figure=figure, row=f"officer:{row.officer}")
            assert len(month.desk.reports.behind(cell, asked)) == value
    assert ("workload", "Tư pháp", 1) in report.causes
    for cause, unit, count in report.causes:
        cell = Cell(report=ReportKind.WARD, figure="resolved_late", row=f"cause:{cause}|{unit}")
        assert len(month.desk.reports.behind(cell, asked)) == count
    assert sum(count for _cause, _unit, count in report.causes) == report.lines[8].value


def test_the_list_behind_every_row_of_time_saved_is_as_long_as_it_says(month: Life) -> None:
    since, until = date(2023, 10, 15), date(2023, 11, 14)
    saved = month.desk.time_saved.over(since, until)
    assert (saved.total.no_slip, saved.with_slip_on_request, saved.left_out) == (2, 1, 1)
    assert set(saved.rows) == {"procedure", "desk", "officer", "day", "week", "month"}
    for rows in ((saved.total,), *saved.rows.values()):
        assert sum(row.no_slip for row in rows) == saved.total.no_slip
        assert sum(row.no_slip_minutes_saved for row in rows) == saved.total.no_slip_minutes_saved
        for row in rows:
            assert len(month.desk.time_saved.behind(row.row, since, until)) == row.no_slip


def test_a_list_can_be_cut(month: Life) -> None:
    asked = _asked(month)
    whole = month.desk.reports.behind(Cell(report=ReportKind.RESULTS, figure="received"), asked)
    assert month.desk.reports.behind(Cell(report=ReportKind.RESULTS, figure="received"), asked, limit=3) == whole[:3]


def test_63_nothing_personal_is_in_a_report_or_behind_it(month: Life) -> None:
    """RULES 63: what holds no citizen's data is no export of it, and no report does."""
    asked = _asked(month)
    told = [month.desk.reports.results(asked), month.desk.reports.ward(asked)]
    told += [month.desk.reports.behind(Cell(report=ReportKind.WARD, figure="received"), asked)]
    assert not any(word in repr(told) for word in _PERSON if word != month.desk.state.officer_name("u1"))


# What counts, by the rules


def test_53_a_dossier_of_the_last_afternoon_belongs_to_the_year_and_the_next_morning_s_does_not(tmp_path: Path) -> None:
    life = life_desk(tmp_path, "2023-12-14T16:00")
    life.receive("2023-12-14T16:59")
    life.receive("2023-12-15T07:00")
    life.at("2023-12-18T08:00")
    assert _total(life, "2023")["received_counter_post"] == 1
    found = _total(life, "2024")
    assert (found["received_counter_post"], found["carried_over"]) == (1, 1)
    life.desk.close()


def test_54_totals_typed_from_elsewhere_are_checked_and_the_difference_is_told(life: Life) -> None:
    period = life.desk.reports.period("2023")
    for name, value in (("typed_received", 14_048), ("typed_resolved", 12_919), ("typed_open", 1_195)):
        life.desk.typed_figures.type_figure(period, name, value)
    (difference,) = life.desk.reports.results(_asked(life, "2023")).differences
    assert (difference.left, difference.right, difference.difference) == (14_048, 14_114, -66)
    for name, value in (("typed_received", 88_018), ("typed_resolved", 79_075), ("typed_open", 943)):
        life.desk.typed_figures.type_figure(period, name, value)
    (difference,) = life.desk.reports.ward(_asked(life, "2023")).differences
    assert difference.difference == 8_000


def test_55_the_late_rate_leaves_out_what_is_open_and_of_nothing_there_is_none(month: Life) -> None:
    ratios = {ratio.name: ratio for ratio in month.desk.reports.ward(_asked(month)).ratios}
    assert (ratios["late"].part, ratios["late"].whole) == (3, 13)  # two more are open and late
    assert (ratios["late"].is_reached, ratios["satisfaction"].is_reached) == (False, None)
    empty = {ratio.name: ratio for ratio in month.desk.reports.ward(_asked(month, "2022-03")).ratios}
    assert percent(empty["late"].part, empty["late"].whole, 1) == "-"
    assert (percent(90, 12_919, 1), percent(622, 79_075, 2)) == ("0,7 %", "0,79 %")


def test_56_each_ratio_has_its_own_denominator(month: Life) -> None:
    waived = month.receive("2023-11-14T09:00", procedure_code=CERTIFIED_COPY, fee_dong=2000, fee_state=FeeState.WAIVED,
                           fee_reason="Hộ nghèo")  # fmt: skip
    month.step("result_ready", waived, "2023-11-14T10:00")
    offline = month.receive("2023-11-14T10:30", procedure_code="1.011607")
    ratios = {ratio.name: (ratio.part, ratio.whole) for ratio in month.desk.reports.ward(_asked(month)).ratios}
    assert ratios["online"] == (1, 18), "but not a procedure that nobody offers online"
    assert ratios["online_payment"] == (1, 1), "what is waived is no obligation"
    assert ratios["e_certified"] == (1, 5)
    assert not offline.is_online_procedure


def test_a_share_has_as_many_decimals_in_one_ratio_as_in_another(month: Life) -> None:
    assert {ratio.decimals for ratio in month.desk.reports.ward(_asked(month)).ratios} == {2}


def test_each_group_of_the_wards_table_stands_there_once(month: Life) -> None:
    lines = month.desk.reports.ward(_asked(month)).lines
    groups = [group for group, _lines in itertools.groupby(lines, lambda line: line.group)]
    assert len(groups) == len(set(groups))


def test_57_ten_per_cent_late_caps_an_official_s_rating_and_no_dossiers_give_none(life: Life) -> None:
    taken = [life.receive(f"2023-10-16T08:{minute:02d}") for minute in range(11)]
    (row,) = life.desk.reports.ward(_asked(life)).officers
    assert (row.received, row.rating) == (11, Rating.NOT_RATED)
    for dossier in taken[:9]:
        life.step("result_ready", dossier, "2023-10-18T08:00")
    life.step("result_ready", taken[9], "2023-10-19T08:10")
    (row,) = life.desk.reports.ward(_asked(life)).officers
    assert (row.resolved, row.late, row.rating) == (10, 1, Rating.CAPPED)
    life.step("result_ready", taken[10], "2023-10-19T08:10")
    (row,) = life.desk.reports.ward(_asked(life)).officers
    assert (row.resolved, row.late, row.rating) == (11, 1, Rating.OPEN)
    (row,) = life.desk.reports.ward(_asked(life, PERIOD, "2023-10-18T23:00")).officers
    assert (row.resolved, row.rating) == (9, Rating.OPEN)


def test_what_waits_or_is_paused_is_open_in_time_even_past_its_moment(life: Life) -> None:
    waiting, paused = life.receive("2023-10-16T08:00"), life.receive("2023-10-16T08:10")
    life.step("supplement_request", waiting, "2023-10-16T10:00", items=ITEMS, reason="Thiếu giấy tờ")
    signed = life.attach_signed(paused)
    life.step("pause", paused, "2023-10-16T11:00", reason="Chờ xác minh", document="12/UBND", attachment=signed)
    life.at("2023-11-10T08:00")
    assert _total(life)["open_in_time"] == 2
    life.step("resume", paused, "2023-11-10T09:00")
    life.at("2023-11-14T12:00")
    assert _total(life)["open_in_time"] == 2
    life.at("2023-11-14T17:00")
    assert (_total(life)["open_in_time"], _total(life)["open_late"]) == (1, 1), "the clock runs again"


@pytest.mark.parametrize(
    ("step", "at", "figure"),
    [
        pytest.param("refusal", "2023-10-19T08:00", "resolved_on_time", id="refused at the due moment"),
        pytest.param("refusal", "2023-10-19T08:01", "resolved_late", id="refused a minute after it"),
        pytest.param("refusal", "2023-10-16T10:00", "resolved_on_time", id="refused days before: never early"),
        pytest.param("withdrawal", "2023-10-17T10:00", "resolved_on_time", id="withdrawn in time"),
        pytest.param("withdrawal", "2023-10-20T10:00", "resolved_late", id="withdrawn too late"),
        pytest.param("result_ready", "2023-10-18T17:00", "resolved_early", id="a result on a day before"),
        pytest.param("result_ready", "2023-10-19T07:59", "resolved_on_time", id="a result on the day"),
        pytest.param("result_ready", "2023-10-19T08:01", "resolved_late", id="a result a minute after"),
    ],
)
def test_how_an_end_counts(life: Life, step: str, at: str, figure: str) -> None:
    dossier = life.receive("2023-10-16T08:00")
    values = {} if step == "result_ready" else {"reason": "Không đủ điều kiện"}
    life.step(step, dossier, at, **values)
    assert _total(life) == {"received": 1, "received_counter_post": 1, "resolved": 1, figure: 1}


def test_what_was_overdue_when_papers_were_asked_for_stays_so(life: Life) -> None:
    dossier = life.receive("2023-10-16T08:00")
    life.step(
        "supplement_request", dossier, "2023-10-19T10:00", items=ITEMS, reason="Thiếu giấy", legal_basis="Luật Hộ tịch"
    )
    assert _total(life)["open_in_time"] == 1
    life.step("supplement_received", dossier, "2023-10-20T08:00")
    assert _total(life)["open_late"] == 1
    life.step("result_ready", dossier, "2023-10-20T10:00")
    assert _total(life)["resolved_late"] == 1


@pytest.mark.parametrize(("by_first_due", "figure"), [(True, "open_late"), (False, "open_in_time")])
def test_a_re_appointment_is_measured_by_the_setting(tmp_path: Path, by_first_due: bool, figure: str) -> None:
    life = life_desk(tmp_path, "2023-11-06T07:00", overdue_by_first_due=by_first_due)
    dossier = life.receive("2023-11-06T08:00")
    new_due_at = dossier.due_at.replace(hour=15)
    life.step("apology", dossier, "2023-11-08T09:00", reason="Hồ sơ dồn", new_due_at=new_due_at)
    life.at("2023-11-09T10:00")
    assert _total(life)[figure] == 1
    life.step("result_ready", dossier, "2023-11-09T14:00")
    assert _total(life)["resolved_late" if by_first_due else "resolved_on_time"] == 1
    life.desk.close()


def test_what_is_carried_over_counts_once_in_each_period_that_it_lives_through(life: Life) -> None:
    dossier = life.receive("2023-10-16T08:00")
    life.at("2023-12-14T16:00")
    life.step("result_ready", dossier, "2023-12-14T16:30")
    life.at("2024-01-14T08:00")
    assert _total(life) == {"received": 1, "received_counter_post": 1, "open": 1, "open_late": 1}
    assert _total(life, "2023-12") == {"received": 1, "carried_over": 1, "resolved": 1, "resolved_late": 1}
    assert _total(life, "2024-01") == {}
    assert _total(life, "2023") == {"received": 1, "received_counter_post": 1, "resolved": 1, "resolved_late": 1}


def test_a_void_takes_a_dossier_out_from_its_own_moment_on(life: Life) -> None:
    dossier = life.receive("2023-10-26T08:00")
    life.step("result_ready", dossier, "2023-10-26T09:00")
    life.step("void", dossier, "2023-10-30T09:00", reason="Nhập nhầm")
    assert _total(life) == {}
    assert _total(life, PERIOD, "2023-10-30T08:59")["resolved_early"] == 1
    assert _total(life, PERIOD, "2023-10-26T08:59")["open_in_time"] == 1
    counted = {line.figure: line.value for line in life.desk.reports.ward(_asked(life)).lines}
    assert (counted["voided"], counted["received"]) == (1, 0)


# What is known now, and what was known then


def _known_then(life: Life) -> dict[str, int]:
    return _total(life, PERIOD, "", "2023-11-14T23:00")


def test_a_late_entered_emergency_slip_was_not_known_then(life: Life) -> None:
    life.at("2023-11-13T16:00")
    order = life.desk.emergency.print_ahead(2)
    order.build()
    life.at("2023-11-14T23:00")
    was = _total(life)
    life.at("2023-11-15T08:00")
    number = order.slips.numbers[0]
    life.receive("2023-11-15T08:00", emergency_number=number, received_at=moment("2023-11-14T09:00"))
    assert _total(life) == {**was, "received": 1, "received_counter_post": 1, "open": 1, "open_in_time": 1}
    assert _known_then(life) == was


def test_a_correction_an_undo_and_a_fee_of_later_were_not_known_then(life: Life) -> None:
    moved, undone, fee = (life.receive(f"2023-11-14T08:0{n}") for n in range(3))
    copy = life.receive_waiting("2023-11-14T09:00", fee_dong=2000, fee_state=FeeState.NOT_YET)
    life.step("result_ready", undone, "2023-11-14T10:00")
    life.at("2023-11-14T23:00")
    was = life.desk.reports.results(_asked(life))
    life.step("correction", moved, "2023-11-15T08:00", reason="Nhầm thủ tục", procedure_code="1.004884")
    life.step("undo", undone, "2023-11-15T08:10", reason="Bấm nhầm")
    life.step("correction", fee, "2023-11-15T08:20", reason="Nhầm lệ phí", fee_dong=5000)
    life.desk.fees.settle(copy.code, FeeState.WAIVED, reason="Hộ nghèo")
    now = life.desk.reports.results(_asked(life))
    then = life.desk.reports.results(_asked(life, PERIOD, "", "2023-11-14T23:00"))
    assert (then.total, then.rows) == (was.total, was.rows)
    assert (now.total["resolved"], was.total["resolved"]) == (0, 1)
    assert (now.total["with_fee"], was.total["with_fee"]) == (1, 1)
    assert {row.code for row in now.rows} - {row.code for row in was.rows} == {"1.004884"}


def test_a_void_a_return_by_post_and_unreliable_times_of_later_were_not_known_then(life: Life) -> None:
    voided, posted = life.receive("2023-11-14T08:00"), life.receive("2023-11-14T08:10")
    waited = life.receive_waiting("2023-11-14T08:20")
    life.step("result_ready", posted, "2023-11-14T10:00")
    life.step("result_ready", waited, "2023-11-14T10:10")
    life.step("result_return", waited, "2023-11-14T10:20")
    life.at("2023-11-14T23:00")
    was = life.desk.reports.ward(_asked(life))
    life.step("result_return", posted, "2023-11-15T08:00", way="post", postal_code="EB123456789VN")
    life.step("void", voided, "2023-11-15T08:05", reason="Nhập nhầm")
    life.step("time_unreliable", waited, "2023-11-15T08:10", reason="Mất mạng")
    life.desk.typed_figures.type_figure(life.desk.reports.period(PERIOD), "e_certified", 7)
    then = life.desk.reports.ward(_asked(life, PERIOD, "", "2023-11-14T23:00"))
    assert (then.lines, then.ratios, then.officers, then.causes) == (was.lines, was.ratios, was.officers, was.causes)
    now = {line.figure: line.value for line in life.desk.reports.ward(_asked(life)).lines}
    assert (now["returned_by_post"], now["no_slip"], now["e_certified"]) == (1, 0, 7)
    assert now["received"] == 3, "voided after the last evening: it counted that evening"


def _of_state(life: Life, state: str) -> list[Dossier]:
    return [dossiers.get(life.desk.db, one.code) for one in life.desk.view.newest(limit=40) if one.state == state]


def _spoil(life: Life) -> None:
    """Tell in the very second of the sending what changes figures, targets, names."""
    newest = _of_state(life, "processing")[0]
    life.step("correction", newest, reason="Nhầm thủ tục", procedure_code="1.004884")
    life.desk.typed_figures.type_figure(life.desk.reports.period(PERIOD), "e_certified", 3)
    life.desk.setup.change({"report_receiver": "Sở Nội vụ", "overdue_by_first_due": False})
    life.desk.people.name_official("Lê Văn Mẫu", roles={Role.CLERK})


@pytest.mark.parametrize("kind", list(ReportKind)[:4])
def test_a_report_that_was_sent_is_given_again_exactly(month: Life, kind: ReportKind) -> None:
    sent = month.desk.reports.send(kind, month.desk.reports.period(PERIOD))
    was = month.desk.reports.as_sent(sent)
    _spoil(month)
    month.at("2023-11-20T08:00")
    apart = _of_state(month, "result_ready")
    month.step("undo", apart[0], reason="Bấm nhầm")
    month.step("result_return", apart[1], cause="workload", responsible_unit="Địa chính")
    again = month.desk.reports.as_sent(month.desk.reports.sent(kind, was.head.period)[0])
    assert again == was
    assert (again.head.made_at, again.head.known_at) == (sent.sent_at, sent.known_at)
    assert again.head.last_number == sent.record["last_number"]
    assert isinstance(again, ResultsReport if kind is ReportKind.RESULTS else WardReport)


def test_what_was_corrected_after_a_report_is_a_line_of_the_next_one(month: Life) -> None:
    reports, period = month.desk.reports, month.desk.reports.period(PERIOD)
    reports.send(ReportKind.RESULTS, period)
    assert reports.results(_asked(month)).adjustments == ()
    ended = _of_state(month, "refused")[0]
    month.at("2023-11-20T08:00")
    month.step("undo", ended, reason="Từ chối nhầm")
    adjusted = {one.what: one.difference for one in reports.results(_asked(month)).adjustments}
    assert (adjusted["resolved"], adjusted["open"]) == (-1, 1)
    assert reports.ward(_asked(month)).adjustments == (), "the ward's table was not sent"
    again = reports.send(ReportKind.RESULTS, period)
    assert {one.what: one.difference for one in reports.as_sent(again).adjustments} == adjusted
    assert reports.results(_asked(month)).adjustments == ()


def test_a_report_sent_in_the_middle_of_its_period_is_measured_as_of_then(life: Life) -> None:
    dossier = life.receive("2023-10-16T08:00")
    life.at("2023-10-20T17:00").desk.reports.send(ReportKind.RESULTS, life.desk.reports.period(PERIOD))
    life.step("result_ready", dossier, "2023-10-23T08:00")
    assert life.desk.reports.results(_asked(life)).adjustments == (), "what happened later corrects nothing"


def test_a_report_is_never_of_moments_that_are_still_to_come(life: Life) -> None:
    life.receive("2023-10-16T08:00")
    head = life.desk.reports.results(_asked(life)).head
    assert head.as_of == life.clock.now()
    assert life.desk.reports.results(_asked(life, PERIOD, "2023-12-01T08:00")).head.as_of == life.clock.now()


# What is typed in


def test_a_figure_that_nobody_typed_is_none_and_never_zero(life: Life) -> None:
    lines = {line.figure: line for line in life.desk.reports.ward(_asked(life)).lines}
    assert (lines["feedback_received"].value, str(lines["feedback_received"].source)) == (None, "none")
    life.desk.typed_figures.type_figure(life.desk.reports.period(PERIOD), "feedback_received", 0)
    lines = {line.figure: line for line in life.desk.reports.ward(_asked(life)).lines}
    assert (lines["feedback_received"].value, str(lines["feedback_received"].source)) == (0, "typed")


@pytest.mark.parametrize(("name", "value"), [("received", 1), ("e_certified", -1), ("e_certified", 10**9)])
def test_only_what_other_systems_count_is_typed_in_and_only_counts(life: Life, name: str, value: int) -> None:
    entries = life.entries
    with pytest.raises(errors.FormIncomplete):
        life.desk.typed_figures.type_figure(life.desk.reports.period(PERIOD), name, value)
    assert life.entries == entries


_SCALE = ("Rất hài lòng", "Hài lòng", "Bình thường", "Không hài lòng", "Rất không hài lòng")


def test_evaluations_of_a_quarter_are_counted_against_84_per_cent(life: Life) -> None:
    quarter = life.desk.reports.period("2023-Q4")
    for satisfied, is_reached, year in (
        (24, True, "2023-Q4"),
        (23, False, "2023"),
    ):
        counts = zip(_SCALE, (60, satisfied, 40 - satisfied, 0, 0), strict=True)
        life.desk.typed_figures.count_evaluations(quarter, [("q1", word, number) for word, number in counts])
        ratio = {r.name: r for r in life.desk.reports.ward(_asked(life, year)).ratios}["satisfaction"]
        assert (ratio.part, ratio.whole, ratio.is_reached) == (60 + satisfied, 100, is_reached)
    with pytest.raises(errors.FormIncomplete):
        life.desk.typed_figures.count_evaluations(life.desk.reports.period(PERIOD), [])


def test_charts_have_the_day_s_hours_and_the_year_s_months(month: Life) -> None:
    flow = month.desk.time_saved.flow_by_hour(date(2023, 10, 26))
    assert [line for line in flow if any(line[1:])] == [(8, 4, 0), (9, 0, 3)]
    assert (flow[0][0], flow[-1][0]) == (7, 17)
    assert ("2023-11", 13, 3) in month.desk.time_saved.late_by_month(2023)
