"""Steps of a dossier's life on a real store: RULES 18-38 where the desk, not the rule alone, has to hold them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc_desktop import errors, sentences
from cchc_desktop.clock import moment
from cchc_desktop.domain.dossier import Dossier, DossierState
from cchc_desktop.domain.printing import JobState
from cchc_desktop.domain.steps import StepKind, SupplementItem, TakeStep
from cchc_desktop.services.paper_desk import SlipOrder
from cchc_desktop.services.step_desk import Taken
from cchc_desktop.services.upkeep import verify
from cchc_desktop.store import dossiers, local
from tests.services.life_desk import ITEMS, Life, life_desk


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    life = life_desk(tmp_path)
    yield life
    verdict = verify(life.desk.db)
    assert verdict.is_whole, verdict
    life.desk.close()


def test_rule_24_full_papers_begin_the_term_anew(life: Life) -> None:
    dossier = life.receive("2023-10-24T09:00")
    taken = life.step("supplement_request", dossier, "2023-10-25T09:00", items=ITEMS, reason="Thiếu giấy")
    assert taken.dossier.state is DossierState.SUPPLEMENT_WAITING
    jobs = [local.print_job(life.desk.db, job) for job in taken.print_jobs]
    assert [(job.kind, job.entry) for job in jobs if job] == [
        ("supplement_request", taken.entry),
        ("evaluation_slip", taken.entry),
    ]
    again = life.step("supplement_received", dossier, "2023-11-06T08:00").dossier
    assert (again.state, again.due_at) == (DossierState.PROCESSING, moment("2023-11-09T08:00"))


def test_rule_21_a_second_request_needs_a_legal_basis(life: Life) -> None:
    dossier = life.receive("2023-10-24T09:00")
    life.step("supplement_request", dossier, "2023-10-24T10:00", items=ITEMS, reason="Thiếu giấy")
    life.step("supplement_received", dossier, "2023-10-24T14:00")
    with pytest.raises(errors.FormIncomplete) as refused:
        life.step("supplement_request", dossier, items=ITEMS, reason="Thiếu nữa")
    assert [problem.cause for problem in refused.value.facts["problems"]] == ["once_only"]
    taken = life.step("supplement_request", dossier, items=ITEMS, reason="Thiếu nữa", legal_basis="Luật Hộ tịch")
    assert taken.dossier.supplements == 2


def test_a_request_needs_the_leader_and_a_draft_moves_no_clock(life: Life) -> None:
    dossier = life.receive("2023-10-24T09:00")
    command = TakeStep(
        kind=StepKind.SUPPLEMENT_REQUEST, code=dossier.code, values={"items": ITEMS, "reason": "Thiếu giấy"}
    )
    with pytest.raises(errors.ApprovalNeeded):
        life.desk.steps.take(command)
    drafted = life.desk.steps.draft(command)
    assert drafted.dossier.state is DossierState.PROCESSING
    life.at("2023-10-25T10:00")
    taken = life.desk.steps.approve(dossier.code, drafted.draft, life.approval)
    assert taken.dossier.waiting_since == moment("2023-10-25T10:00")
    last = dossiers.with_history(life.desk.db, dossier.code)[1][-1].entry
    assert (last.actor, last.approver) == ("u1", life.leader.id)
    with pytest.raises(errors.DraftNotFound):
        life.desk.steps.approve(dossier.code, drafted.draft, life.approval)


def test_rules_28_29_and_31_a_pause_moves_the_due_moment_and_hides_no_lateness(life: Life) -> None:
    dossier = life.receive("2023-11-06T08:00")
    signed = life.attach_signed(dossier)
    values = {"reason": "Chờ xác minh", "document": "12/UBND", "attachment": signed}
    paused = life.step("pause", dossier, "2023-11-07T14:00", **values).dossier
    assert (paused.state, paused.minutes_left) == (DossierState.PAUSED, 720)
    assert life.step("resume", dossier, "2023-11-10T09:00").dossier.due_at == moment("2023-11-13T15:00")
    with pytest.raises(errors.FormIncomplete) as refused:
        life.step("pause", dossier, "2023-11-15T08:00", **values)
    assert [problem.cause for problem in refused.value.facts["problems"]] == ["already_overdue"]


def test_rule_25_closing_is_refused_until_the_wait_is_over(life: Life) -> None:
    dossier = life.receive("2026-11-02T08:00")
    waiting = life.step("supplement_request", dossier, "2026-11-02T09:00", items=ITEMS, reason="Thiếu giấy").dossier
    assert str(waiting.closes_on) == "2026-11-17"
    with pytest.raises(errors.FormIncomplete):
        life.step("incomplete_closing", dossier, "2026-11-17T16:00")
    closed = life.step("incomplete_closing", dossier, "2026-11-18T08:00").dossier
    assert (closed.state, closed.outcome) == (DossierState.CLOSED, "on_time")


def test_rules_35_to_37_an_apology_moves_the_board_and_not_the_measure(life: Life) -> None:
    dossier = life.receive("2026-11-18T10:00")
    assert dossier.due_at == moment("2026-11-23T10:00")
    reason = {"reason": "Hồ sơ dồn nhiều", "new_due_at": moment("2026-11-25T09:00")}
    moved = life.step("apology", dossier, "2026-11-20T09:00", **reason).dossier
    assert (moved.due_at, moved.promised_at) == (dossier.due_at, moment("2026-11-25T09:00"))
    with pytest.raises(errors.FormIncomplete):
        life.step("apology", dossier, **reason)
    ready = life.step("result_ready", dossier, "2026-11-25T08:00").dossier
    assert ready.outcome == "overdue"
    with pytest.raises(errors.FormIncomplete) as refused:
        life.step("result_return", dossier)
    assert {problem.field for problem in refused.value.facts["problems"]} == {"cause", "responsible_unit"}
    back = life.step("result_return", dossier, cause="workload", responsible_unit="Tư pháp").dossier
    assert back.state is DossierState.RETURNED


def test_several_results_are_returned_in_parts_and_one_is_issued_again(life: Life) -> None:
    dossier = life.receive("2023-10-24T09:00")
    life.step("result_ready", dossier, "2023-10-26T09:00", count=3)
    part = life.step("result_return", dossier, count=1).dossier
    assert (part.state, part.results_returned) == (DossierState.RESULT_READY, 1)
    whole = life.step("result_return", dossier).dossier
    assert (whole.state, whole.results_returned) == (DossierState.RETURNED, 3)
    again = life.step("reissue", dossier, reason="Sai tên").dossier
    assert (again.state, again.results) == (DossierState.RESULT_READY, 4)
    with pytest.raises(errors.FormIncomplete):
        life.step("result_return", dossier, is_slip_lost=True)


def test_undo_leaves_the_dossier_as_if_the_step_had_not_been(life: Life) -> None:
    dossier = life.receive("2023-10-24T09:00")
    life.step("result_ready", dossier, "2023-10-26T09:00", shelf="Kệ 2")
    undone = life.step("undo", dossier, reason="Bấm nhầm").dossier
    assert (undone.state, undone.finished_at, undone.shelf, undone.last_step) == (
        DossierState.PROCESSING,
        None,
        "",
        None,
    )
    with pytest.raises(errors.StepNotAllowed):
        life.step("undo", dossier, reason="Bấm nhầm")


def test_a_correction_gives_new_texts_and_finds_the_person_by_them(life: Life) -> None:
    dossier = life.receive("2023-10-24T09:00")
    corrected = life.step("correction", dossier, **{"reason": "Nhầm tên", "applicant.name": "Lê Thị Đúng"}).dossier
    assert corrected.version == 2
    assert [line.name for line in life.desk.view.search("le dung")] == ["Lê Thị Đúng"]
    assert life.desk.view.search("nguyen thu") == []
    life.step("undo", dossier, reason="Đúng rồi")
    assert [line.name for line in life.desk.view.search("nguyen thu")] == ["Nguyễn Thị Thử"]
    assert ITEMS[0] == SupplementItem(name=ITEMS[0].name, originals=1)


def test_every_paper_of_a_step_is_composed_from_the_journal_alone(life: Life) -> None:
    dossier = life.receive("2023-10-24T09:00")
    taken = life.step("supplement_request", dossier, "2023-10-25T09:00", items=ITEMS, reason="Thiếu giấy")
    for number in taken.print_jobs:
        job = local.print_job(life.desk.db, number)
        assert job is not None
        first = life.desk.papers.order_of_job(job).build()
        life.at("2023-10-30T09:00")
        assert life.desk.papers.order_of_job(job).build() == first
        assert first.startswith(b"%PDF")


def test_a_corrected_slip_says_which_one_it_replaces(life: Life) -> None:
    dossier = life.receive("2023-10-24T09:00")
    slip = local.print_jobs_of(life.desk.db, dossier.code)[0]
    life.desk.printing.note_state(slip.id, JobState.HANDED)
    taken = life.step("correction", dossier, "2023-10-24T10:00", **{"reason": "Nhầm tên", "applicant.name": "Lê Đúng"})
    job = local.print_job(life.desk.db, taken.print_jobs[0])
    assert job is not None
    order = life.desk.papers.order_of_job(job)
    assert isinstance(order, SlipOrder)
    assert order.slip.applicant_name == "LÊ ĐÚNG"
    assert "thay thế" in order.slip.replaces
    assert "Nhầm tên" in order.slip.replaces
    assert order.build().startswith(b"%PDF")


def test_a_handover_fills_the_routing_sheet(life: Life) -> None:
    dossier = life.receive("2023-10-24T09:00")
    taken = life.step("handover", dossier, "2023-10-24T10:00", to_unit="Tư pháp - Hộ tịch", taker_name="Lê Văn Mẫu")
    job = local.print_job(life.desk.db, taken.print_jobs[0])
    assert job is not None
    assert life.desk.papers.order_of_job(job).build().startswith(b"%PDF")
    assert taken.dossier.holder == "Tư pháp - Hộ tịch"


def test_an_evaluation_slip_goes_out_with_the_slip_where_the_ward_has_it_so(life: Life) -> None:
    assert [job.kind for job in _jobs(life, life.receive("2023-10-24T09:00").code)] == ["appointment_slip"]
    life.desk.setup.change({"evaluation_with_slip": True})
    jobs = _jobs(life, life.receive("2023-10-24T09:30").code)
    assert [job.kind for job in jobs] == ["appointment_slip", "evaluation_slip"]
    assert life.desk.papers.order_of_job(jobs[1]).build().startswith(b"%PDF")


def _jobs(life: Life, code: str) -> list[local.PrintJob]:
    return local.print_jobs_of(life.desk.db, code)


def _slip_of(life: Life, code: str) -> SlipOrder:
    order = life.desk.papers.order_of(code)
    order.build()
    return order


def test_a_name_corrected_before_the_first_print_is_the_one_on_the_slip(life: Life) -> None:
    dossier = life.receive("2023-10-24T09:00")
    taken = life.step("correction", dossier, **{"reason": "Nhầm tên", "applicant.name": "Lê Đúng"})
    assert (taken.print_jobs, len(_jobs(life, dossier.code))) == ((), 1)
    slip = _slip_of(life, dossier.code).slip
    assert (slip.applicant_name, slip.replaces) == ("LÊ ĐÚNG", "")
    life.step("undo", dossier, reason="Tên cũ đúng")
    assert _slip_of(life, dossier.code).slip.applicant_name == "NGUYỄN THỊ THỬ"


def test_a_promise_made_anew_gives_the_citizen_a_slip_that_says_so(life: Life) -> None:
    dossier = life.receive("2023-10-24T09:00")
    life.desk.printing.note_state(_jobs(life, dossier.code)[0].id, JobState.HANDED)
    life.step("supplement_request", dossier, "2023-10-24T10:00", items=ITEMS, reason="Thiếu giấy")
    taken = life.step("supplement_received", dossier, "2023-10-25T08:00")
    kinds = [job.kind for job in _jobs(life, dossier.code) if job.id in taken.print_jobs]
    assert kinds == ["appointment_slip"]
    slip = _slip_of(life, dossier.code).slip
    assert slip.due_at == "08 giờ 00 phút, ngày 30 tháng 10 năm 2023"
    assert "bổ sung" in slip.replaces
    assert f"#{taken.entry:04}" in slip.proof
    undone = life.step("undo", dossier, reason="Chưa đủ giấy")
    assert [job.kind for job in _jobs(life, dossier.code) if job.id in undone.print_jobs] == ["appointment_slip"]
    assert _slip_of(life, dossier.code).slip.due_at == "09 giờ 00 phút, ngày 27 tháng 10 năm 2023"


def test_a_slip_that_replaces_another_after_an_apology_bears_the_new_moment(life: Life) -> None:
    dossier = life.receive("2026-11-18T10:00")
    life.desk.printing.note_state(_jobs(life, dossier.code)[0].id, JobState.HANDED)
    life.step("apology", dossier, "2026-11-20T09:00", reason="Dồn nhiều", new_due_at=moment("2026-11-25T09:00"))
    command = TakeStep(
        kind=StepKind.CORRECTION, code=dossier.code, values={"reason": "Nhầm tên", "applicant.name": "Lê Đúng"}
    )
    preview = life.desk.steps.preview(command)
    drawn = life.desk.papers.draft_of("appointment_slip", dossier.code, preview, life.clock.now())
    assert isinstance(drawn, SlipOrder)
    life.desk.steps.take(command, life.approval)
    for slip in (drawn.slip, _slip_of(life, dossier.code).slip):
        assert slip.due_at == "09 giờ 00 phút, ngày 25 tháng 11 năm 2026"
        assert "thay thế" in slip.replaces
    assert (drawn.slip.draft, preview.papers) == (True, ("appointment_slip",))


def _supplemented(life: Life, **values: object) -> tuple[Dossier, Taken]:
    dossier = life.receive("2023-10-24T09:00")
    life.desk.printing.note_state(_jobs(life, dossier.code)[0].id, JobState.HANDED)
    items = (*ITEMS, SupplementItem(name="Tờ khai", catalogue_seq=1, originals=1, copies=2))
    life.step("supplement_request", dossier, "2023-10-25T09:00", items=items, reason="Thiếu giấy")
    taken = life.step("supplement_received", dossier, "2023-10-26T09:00", **values)
    return taken.dossier, taken


def test_papers_that_came_later_stand_on_the_new_slip_and_in_its_heading_its_own_day(life: Life) -> None:
    dossier, taken = _supplemented(life)
    slip = _slip_of(life, dossier.code).slip
    assert [(paper.name, paper.originals, paper.copies) for paper in slip.papers] == [
        ("Giấy xác nhận tình trạng hôn nhân (bổ sung ngày 26/10/2023)", 1, 0),
        ("Tờ khai (bổ sung ngày 26/10/2023)", 1, 2),
    ]
    assert slip.issued_place_date.endswith(", ngày 26 tháng 10 năm 2023")
    assert slip.received_at == "09 giờ 00 phút, ngày 24 tháng 10 năm 2023"
    (body,) = [step.body for step in life.desk.view.dossier(dossier.code).history if "received" in step.body]
    assert [paper["name"] for paper in body["received"]] == ["", "Tờ khai"], "a typed name is personal"
    life.step("correction", dossier, "2023-10-27T08:00", **{"reason": "Nhầm tên", "applicant.name": "Lê Đúng"})
    slip = _slip_of(life, dossier.code).slip
    assert (len(slip.papers), "ngày 27 tháng 10" in slip.issued_place_date) == (2, True)
    old = life.desk.papers.order_of(dossier.code, entry=taken.entry)
    assert (len(old.slip.papers), "ngày 26 tháng 10" in old.slip.issued_place_date) == (2, True)
    first = life.desk.papers.order_of(dossier.code, entry=dossier.first.number)
    assert (first.slip.papers, "ngày 24 tháng 10" in first.slip.issued_place_date) == ((), True)


def test_a_draft_of_the_new_slip_lists_what_came_and_bears_today(life: Life) -> None:
    dossier = life.receive("2023-10-24T09:00")
    life.step("supplement_request", dossier, "2023-10-25T09:00", items=ITEMS, reason="Thiếu giấy")
    life.at("2023-10-26T09:00")
    preview = life.desk.steps.preview(TakeStep(kind=StepKind.SUPPLEMENT_RECEIVED, code=dossier.code))
    drawn = life.desk.papers.draft_of("appointment_slip", dossier.code, preview, life.clock.now())
    assert isinstance(drawn, SlipOrder)
    assert [paper.name for paper in drawn.slip.papers] == [
        "Giấy xác nhận tình trạng hôn nhân (bổ sung ngày 26/10/2023)"
    ]
    assert drawn.slip.issued_place_date.endswith("ngày 26 tháng 10 năm 2023")


@pytest.mark.parametrize(
    ("received", "cause"),
    [(("1",), "papers_lacking"), ((), "papers_lacking"), (("1", "2", "7"), "not_requested")],
    ids=["one of two", "none", "one that nobody asked for"],
)
def test_papers_are_full_only_when_all_that_were_asked_for_came(
    life: Life, received: tuple[str, ...], cause: str
) -> None:
    with pytest.raises(errors.FormIncomplete) as refused:
        _supplemented(life, received=received)
    (problem,) = refused.value.facts["problems"]
    assert (problem.field, problem.cause) == ("received", cause)
    assert cause not in sentences.problem_sentence(problem)


def test_an_undone_receipt_of_papers_takes_them_off_the_slip_again(life: Life) -> None:
    dossier, _taken = _supplemented(life, received=("1", "2"))
    assert len(dossier.supplemented) == 2
    dossier = life.step("undo", dossier, "2023-10-26T10:00", reason="Chưa đủ").dossier
    assert (dossier.supplemented, _slip_of(life, dossier.code).slip.papers) == ((), ())


def _refused_correction(life: Life, dossier: Dossier, **values: object) -> list[tuple[str, str]]:
    with pytest.raises(errors.FormIncomplete) as refused:
        life.step("correction", dossier, reason="Nhầm", **values)
    problems = refused.value.facts["problems"]
    assert all(problem.cause not in sentences.problem_sentence(problem) for problem in problems)
    return [(problem.field, problem.cause) for problem in problems]


def test_a_correction_says_why_it_cannot_be(life: Life) -> None:
    dossier = life.receive("2023-10-24T09:00")
    due_at = moment("2023-11-10T09:00")
    assert _refused_correction(life, dossier, due_at=due_at, due_reason="Muộn") == [("due_at", "due_reckoned")]
    assert _refused_correction(life, dossier) == [("correction", "nothing_changed")]
    life.step("result_ready", dossier, "2023-10-25T09:00")
    given = _refused_correction(life, dossier, procedure_code="2.000815")
    assert given == [("procedure_code", "finished")]
