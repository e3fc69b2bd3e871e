"""Steps of a dossier's life on a real store: RULES 18-38 where the desk, not the rule alone, has to hold them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc_desktop import errors
from cchc_desktop.clock import moment
from cchc_desktop.domain.dossier import DossierState
from cchc_desktop.domain.printing import JobState
from cchc_desktop.domain.steps import StepKind, SupplementItem, TakeStep
from cchc_desktop.services.paper_desk import SlipOrder
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


def test_rule_29_a_pause_moves_the_due_moment_by_its_working_time(life: Life) -> None:
    dossier = life.receive("2023-11-06T08:00", procedure_code="1.004884")
    assert dossier.term_count


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
