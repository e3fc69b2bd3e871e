"""Which papers of a dossier hold, which one is wanted most likely, and an old one printed again says what it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc_desktop import errors
from cchc_desktop.clock import moment
from cchc_desktop.domain.dossier import Dossier
from cchc_desktop.domain.printing import SLIP_KIND, JobState
from cchc_desktop.domain.slip import Offsets
from cchc_desktop.services.paper_desk import SlipOrder
from cchc_desktop.services.paper_standing import DossierPaper, dossier_papers, most_wanted, valid_slip_job
from cchc_desktop.services.upkeep import verify
from tests.documents.readers import text_of
from tests.services.life_desk import Life, life_desk


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    desk = life_desk(tmp_path)
    yield desk
    desk.desk.close()


def _papers(life: Life, dossier: Dossier) -> tuple[DossierPaper, ...]:
    return dossier_papers(life.desk.view.dossier(dossier.code))


def _standings(life: Life, dossier: Dossier) -> list[tuple[str, str]]:
    return [(paper.kind, str(paper.standing)) for paper in _papers(life, dossier)]


def _print_all(life: Life, dossier: Dossier) -> None:
    for job in life.desk.view.print_jobs(dossier.code):
        life.desk.printing.note_out(job.id, sha256="0" * 64, way="file", offsets=Offsets(), counterparts=(1, 2))


def _corrected(life: Life) -> Dossier:
    dossier = life.receive("2023-10-24T09:00")
    _print_all(life, dossier)
    life.step("correction", dossier, "2023-10-24T10:00", **{"reason": "Nhầm tên", "applicant.name": "Lê Đúng"})
    return dossier


def test_the_first_slip_holds_until_a_correction_makes_out_another(life: Life) -> None:
    dossier = life.receive("2023-10-24T09:00")
    assert _standings(life, dossier) == [(SLIP_KIND, "valid")]
    _print_all(life, dossier)
    life.step("correction", dossier, **{"reason": "Nhầm tên", "applicant.name": "Lê Đúng"})
    assert _standings(life, dossier) == [(SLIP_KIND, "replaced"), (SLIP_KIND, "valid")]
    life.step("undo", dossier, reason="Tên cũ đúng")
    assert [standing for _kind, standing in _standings(life, dossier)] == ["replaced", "replaced", "valid"]


def test_a_correction_before_the_first_print_leaves_one_slip_that_holds(life: Life) -> None:
    dossier = life.receive("2023-10-24T09:00")
    life.step("correction", dossier, **{"reason": "Nhầm tên", "applicant.name": "Lê Đúng"})
    assert _standings(life, dossier) == [(SLIP_KIND, "valid")]


def test_the_notice_of_an_undone_pause_holds_no_more(life: Life) -> None:
    dossier = life.receive("2023-10-24T09:00")
    _print_all(life, dossier)
    attached = life.attach_signed(dossier)
    taken = life.step("pause", dossier, reason="Chờ", document="12/UBND", attachment=attached)
    assert _standings(life, dossier) == [(SLIP_KIND, "valid"), ("pause_notice", "valid")]
    life.step("undo", dossier, reason="Bấm nhầm")
    assert _standings(life, dossier) == [(SLIP_KIND, "valid"), ("pause_notice", "undone")]
    again = life.desk.papers.reprint_of(dossier.code, "pause_notice", taken.entry, "lưu")
    assert "BƯỚC ĐÃ HOÀN TÁC" in text_of(again.pdf)


def test_the_newest_that_waits_is_wanted_and_else_the_slip_that_holds(life: Life) -> None:
    dossier = _corrected(life)
    assert most_wanted(_papers(life, dossier)) == 1
    life.step("apology", dossier, "2023-10-26T09:00", reason="Dồn", new_due_at=moment("2023-10-30T09:00"))
    papers = _papers(life, dossier)
    newest = papers[most_wanted(papers)]
    assert newest.entry == papers[-1].entry
    assert newest.waits
    _print_all(life, dossier)
    papers = _papers(life, dossier)
    assert not any(paper.waits for paper in papers)
    assert papers[most_wanted(papers)].job == valid_slip_job(life.desk.view.dossier(dossier.code))


def test_a_paper_of_which_nobody_knows_whether_it_is_out_still_waits(life: Life) -> None:
    dossier = life.receive("2023-10-24T09:00")
    job = life.desk.view.print_jobs(dossier.code)[0].id
    for state, waits in ((JobState.UNKNOWN, True), (JobState.HANDED, False), (JobState.FAILED, True)):
        life.desk.printing.note_state(job, state)
        assert [paper.waits for paper in _papers(life, dossier)] == [waits]


def test_a_replaced_slip_printed_again_says_so_and_is_not_taken_for_the_one_that_holds(life: Life) -> None:
    dossier = _corrected(life)
    _print_all(life, dossier)
    held = valid_slip_job(life.desk.view.dossier(dossier.code))
    out_at = life.desk.view.dossier(dossier.code).dossier.slip_out_at
    life.at("2023-10-24T11:00")
    again = life.desk.papers.reprint(dossier.code, "lưu hồ sơ", entry=dossier.first.number)
    words = text_of(again.pdf)
    assert "ĐÃ ĐƯỢC THAY THẾ" in words
    assert "NGUYỄN THỊ THỬ" in words
    assert "LÊ ĐÚNG" not in words
    job = life.desk.view.print_jobs(dossier.code)[-1]
    sent_once_more = life.desk.papers.order_of_job(job)
    assert sent_once_more == again.order
    _print_all(life, dossier)
    view = life.desk.view.dossier(dossier.code)
    first = dossier_papers(view)[0]
    assert first.job is not None
    assert (first.entry, first.job.reprint) == (0, 1)
    assert (valid_slip_job(view), view.dossier.slip_out_at) == (held, out_at)
    assert verify(life.desk.db).is_whole


def test_the_slip_that_holds_is_printed_again_by_its_entry_as_itself(life: Life) -> None:
    dossier = _corrected(life)
    _print_all(life, dossier)
    number = _papers(life, dossier)[-1].entry
    again = life.desk.papers.reprint(dossier.code, "mờ", entry=number)
    assert isinstance(again.order, SlipOrder)
    assert again.order.slip.applicant_name == "LÊ ĐÚNG"
    assert "ĐÃ ĐƯỢC" not in again.order.slip.replaces
    assert _papers(life, dossier)[-1].job == life.desk.view.print_jobs(dossier.code)[-1]


def test_an_entry_that_made_no_slip_out_has_none(life: Life) -> None:
    dossier = _corrected(life)
    handed = life.step("handover", dossier, to_unit="Tư pháp").entry
    for entry in (handed, 9999):
        with pytest.raises(errors.DraftNotFound):
            life.desk.papers.order_of(dossier.code, entry=entry)
