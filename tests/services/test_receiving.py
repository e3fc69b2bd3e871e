"""Receiving on a real store: what is promised, numbered and kept (RULES 12, 13, 48)."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from cchc_desktop import bootstrap, errors
from cchc_desktop.clock import moment
from cchc_desktop.domain.dossier import FeeState
from cchc_desktop.domain.entry import canonical, digest
from cchc_desktop.domain.intake import ReceiveDossier, TickedPaper
from cchc_desktop.domain.person import ApplicantKind, Person
from cchc_desktop.services.desk_setup import SAMPLE, SAMPLE_OFFICER, Opening
from cchc_desktop.services.desk_state import CATALOGUE
from cchc_desktop.services.upkeep import verify
from cchc_desktop.services.workplace import Workplace
from cchc_desktop.store import dossiers, records
from cchc_desktop.store.transaction import writing
from tests.tools import ready_desks

MARRIAGE = ReceiveDossier(
    procedure_code="1.004873", applicant=Person(name="Nguyễn Thị Thử", personal_id="056190000123")
)

NAMED = Person(name="A")


class Hand:
    """A clock moved by hand."""

    def __init__(self, start: str) -> None:
        self.at = moment(start)

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Hand:
    return Hand("2023-10-24T09:00")


@pytest.fixture
def desk(tmp_path: Path, clock: Hand) -> Iterator[bootstrap.Desk]:
    opening = Opening(settings=SAMPLE, officer_name=SAMPLE_OFFICER, is_training=True)
    desk = ready_desks.first_run(
        tmp_path / "desk", opening, clock=clock, environment={"XDG_STATE_HOME": str(tmp_path / "state")}
    )
    yield desk
    assert verify(desk.db).is_whole
    desk.close()


def test_the_promise_is_in_the_entry_with_what_it_rests_on(desk: bootstrap.Desk) -> None:
    dossier = desk.intake.receive(MARRIAGE).dossier
    assert dossier.due_at == moment("2023-10-27T09:00")
    assert (dossier.term_count, dossier.statutory_minutes, dossier.regime) == (3, 1440, "R2")
    assert dossier.code == "000.99.40.H32-231024-0001"


def test_rule_12_a_year_without_a_calendar_asks_the_clerk(desk: bootstrap.Desk, clock: Hand) -> None:
    clock.at = moment("2026-12-30T16:00")
    desk.recorder.accept_clock("30/12/2026")
    preview = desk.intake.preview(MARRIAGE)
    assert (preview.due_needed, preview.year) == ("no_calendar", 2027)
    with pytest.raises(errors.FormIncomplete):
        desk.intake.receive(MARRIAGE)
    given = dataclasses.replace(MARRIAGE, due_at=moment("2027-01-05T10:00"), due_reason="chưa có lịch 2027")
    dossier = desk.intake.receive(given).dossier
    assert (dossier.due_at, dossier.due_ground) == (moment("2027-01-05T10:00"), "no_calendar")


def test_a_procedure_without_a_term_asks_the_clerk(desk: bootstrap.Desk) -> None:
    form = dataclasses.replace(MARRIAGE, procedure_code="2.002622")
    with pytest.raises(errors.DueMomentNeeded):
        desk.intake.promise("2.002622", moment("2023-10-24T09:00"))
    dossier = desk.intake.receive(
        dataclasses.replace(form, due_at=moment("2023-11-24T10:00"), due_reason="theo thông lệ")
    ).dossier
    assert (dossier.due_ground, dossier.term_count) == ("no_term", None)


def test_a_given_moment_needs_its_reason(desk: bootstrap.Desk) -> None:
    with pytest.raises(errors.FormIncomplete) as refused:
        desk.intake.receive(dataclasses.replace(MARRIAGE, due_at=moment("2023-10-30T10:00")))
    assert [problem.field for problem in refused.value.facts["problems"]] == ["due_reason"]  # type: ignore[attr-defined]


def test_rule_13_a_changed_term_leaves_the_old_dossier_alone(desk: bootstrap.Desk, clock: Hand) -> None:
    before = desk.intake.receive(MARRIAGE).dossier
    version, text = records.pack(desk.db, CATALOGUE) or ("", "")
    catalogue = json.loads(text)
    for procedure in catalogue["procedures"]:
        if procedure["code"] == "1.004873":
            procedure["term_count"] = 10
    changed = canonical(catalogue)
    with writing(desk.db):
        records.add_pack(
            desk.db, kind=CATALOGUE, version="2023-10-25", sha256=digest(changed), text=changed, now=clock.now()
        )
    desk.state.reload()
    after = desk.intake.receive(dataclasses.replace(MARRIAGE, accepts_duplicate=True)).dossier
    assert (after.catalogue, after.term_count) == ("2023-10-25", 10)
    again = desk.view.dossier(before.code).dossier
    assert (again.due_at, again.catalogue, again.term_count) == (before.due_at, version, 3)


def test_rule_48_every_dossier_stands_in_the_register(desk: bootstrap.Desk) -> None:
    numbers = [
        desk.intake.receive(dataclasses.replace(MARRIAGE, accepts_duplicate=True)).dossier.register_number
        for _ in range(3)
    ]
    assert numbers == [1, 2, 3]


def test_a_second_dossier_of_the_same_person_is_pointed_out_before_saving(desk: bootstrap.Desk) -> None:
    first = desk.intake.receive(MARRIAGE).dossier
    assert [line.code for line in desk.intake.duplicates(MARRIAGE)] == [first.code]
    with pytest.raises(errors.DuplicateDossier) as refused:
        desk.intake.receive(MARRIAGE)
    assert refused.value.facts == {"code": first.code}
    assert desk.view.today().received == 1


def test_a_returning_citizen_is_remembered(desk: bootstrap.Desk) -> None:
    person = dataclasses.replace(MARRIAGE.applicant, address="1 Đường Mẫu", phone="0905000417")
    desk.intake.receive(dataclasses.replace(MARRIAGE, applicant=person))
    assert desk.intake.earlier_person("056190000123") == person
    assert desk.intake.earlier_person("056190000999") is None


def test_typed_papers_are_offered_next_time(desk: bootstrap.Desk) -> None:
    typed = TickedPaper(name="Bản khai của tổ dân phố")
    form = dataclasses.replace(MARRIAGE, procedure_code="1.010041", papers=(typed,))
    desk.intake.receive(form)
    assert desk.intake.typed_papers("1.010041") == ["Bản khai của tổ dân phố"]
    assert desk.intake.typed_papers("1.004873") == []


@pytest.mark.parametrize(
    ("changes", "field", "cause"),
    [
        ({"procedure_code": ""}, "procedure_code", "missing"),
        ({"case_code": "no-such-case"}, "case_code", "unknown"),
        ({"applicant": Person(personal_id="056190000123")}, "applicant.name", "missing"),
        ({"applicant": Person(name="A", personal_id="123")}, "applicant.personal_id", "wrong_length"),
        ({"applicant": Person(name="A", phone="12")}, "applicant.phone", "wrong_phone"),
        ({"applicant": Person(name="A", email="a@b")}, "applicant.email", "wrong_email"),
        ({"applicant": Person(name="Nguyá»…n")}, "applicant.name", "wrong_encoding"),
        ({"applicant": Person(name="A" * 1001)}, "applicant.name", "too_long"),
        ({"submitter": Person()}, "submitter.name", "missing"),
        ({"applicant_kind": ApplicantKind.FOREIGNER, "applicant": NAMED}, "applicant.personal_id", "missing_passport"),
        ({"applicant_kind": ApplicantKind.CHILD, "applicant": Person(name="A")}, "applicant.representative", "missing"),
        ({"papers": (TickedPaper(),)}, "papers.1.name", "missing"),
        ({"papers": (TickedPaper(catalogue_seq=99),)}, "papers.1.seq", "unknown"),
        ({"papers": (TickedPaper(catalogue_seq=1, quantity=0),)}, "papers.1.quantity", "wrong_count"),
        ({"sets": 0}, "sets", "wrong_count"),
        ({"fee_state": FeeState.CASH}, "fee_dong", "missing"),
        ({"fee_dong": -1}, "fee_dong", "wrong_amount"),
        ({"fee_state": FeeState.WAIVED}, "fee_reason", "missing"),
    ],
)  # fmt: skip
def test_a_wrong_field_is_named_and_nothing_is_saved(
    desk: bootstrap.Desk, changes: dict[str, object], field: str, cause: str
) -> None:
    with pytest.raises(errors.FormIncomplete) as refused:
        desk.intake.receive(dataclasses.replace(MARRIAGE, **changes))  # type: ignore[arg-type]
    problems = refused.value.facts["problems"]
    assert (field, cause) in [(problem.field, problem.cause) for problem in problems]  # type: ignore[attr-defined]
    assert desk.view.today().received == 0


def test_nothing_is_saved_while_the_slip_could_not_be_printed(desk: bootstrap.Desk) -> None:
    desk.setup.change({"hotline": "", "feedback_address": ""})
    with pytest.raises(errors.StationeryIncomplete) as refused:
        desk.intake.receive(MARRIAGE)
    assert refused.value.facts == {"missing": ("hotline", "feedback_address")}
    assert desk.view.today().received == 0


def test_an_empty_fee_is_kept_empty(desk: bootstrap.Desk) -> None:
    assert desk.intake.receive(MARRIAGE).dossier.fee_dong is None


def test_a_fee_is_settled_once(desk: bootstrap.Desk) -> None:
    code = desk.intake.receive(dataclasses.replace(MARRIAGE, fee_state=FeeState.NOT_YET, fee_dong=15_000)).dossier.code
    assert desk.fees.settle(code, FeeState.CASH).fee_dong == 15_000
    with pytest.raises(errors.FormIncomplete):
        desk.fees.settle(code, FeeState.WAIVED, reason="hộ nghèo")


def test_a_draft_outlives_the_program(desk: bootstrap.Desk, tmp_path: Path, clock: Hand) -> None:
    form = dataclasses.replace(MARRIAGE, due_at=moment("2023-11-01T10:00"), papers=(TickedPaper(catalogue_seq=1),))
    desk.intake.keep_draft(form)
    other = bootstrap.open_desk(tmp_path / "desk", clock=clock, read_only=True)
    assert other.intake.draft() == (form, clock.now())
    other.close()


def test_a_reprint_bears_its_mark_and_is_otherwise_the_first(desk: bootstrap.Desk) -> None:
    received = desk.intake.receive(MARRIAGE)
    order = desk.papers.order(received.dossier, received.personal)
    first = order.build()
    hashed = digest_of(first)
    desk.printing.note_out(received.print_job, sha256=hashed, way="file", offsets=order.offsets, counterparts=(1, 2))
    again = desk.papers.reprint(received.dossier.code, "khách làm mất")
    assert again.order.slip.reprint_mark.startswith("BẢN IN LẠI LẦN 1")
    assert again.is_like_first is True
    assert desk.papers.order_of(received.dossier.code).build() == first
    assert desk.papers.reprint(received.dossier.code, "nhòe mực").times == 2


def test_a_reprint_needs_its_reason(desk: bootstrap.Desk) -> None:
    code = desk.intake.receive(MARRIAGE).dossier.code
    with pytest.raises(errors.ReprintReasonMissing):
        desk.papers.reprint(code, "  ")


def test_a_changed_hotline_leaves_the_old_slip_alone(desk: bootstrap.Desk) -> None:
    code = desk.intake.receive(MARRIAGE).dossier.code
    before = desk.papers.order_of(code).build()
    desk.setup.change({"hotline": "0258 3999 999"})
    assert desk.papers.order_of(code).build() == before
    assert desk.papers.order_of(code).stationery.hotline == SAMPLE.hotline


def digest_of(pdf: bytes) -> str:
    from cchc_desktop.services.paper_desk import sha256

    return sha256(pdf)


def test_of_very_many_overdue_the_latest_are_listed(desk: bootstrap.Desk, clock: Hand) -> None:
    codes = []
    for number in range(5):
        clock.at = moment(f"2023-10-2{number + 4}T09:00")
        codes.append(desk.intake.receive(ReceiveDossier(procedure_code="2.000815", applicant=NAMED)).dossier.code)
    late = dossiers.overdue(desk.db, "2023-11-30T08:00:00+07:00", limit=2)
    assert [line.code for line in late] == codes[-2:]


def test_one_dossier_is_read_without_walking_through_the_others(desk: bootstrap.Desk) -> None:
    dossier = desk.intake.receive(MARRIAGE).dossier
    asked: list[str] = []
    desk.db.connection.set_trace_callback(asked.append)
    desk.view.dossier(dossier.code)
    desk.intake.duplicates(MARRIAGE)
    desk.intake.earlier_of("056190000123")
    desk.intake.typed_papers("1.004873")
    desk.view.unfinished_print_jobs()
    Workplace(desk.db).given_dates(desk.clock.now(), frozenset())
    desk.db.connection.set_trace_callback(None)
    plans = {sql: [row[3] for row in desk.db.rows(f"explain query plan {sql}")] for sql in asked if "select" in sql}
    assert len(plans) >= 7
    assert any("dossier_given" in step for plan in plans.values() for step in plan)
    walked = {sql: plan for sql, plan in plans.items() if any(_is_walk(step) for step in plan)}
    assert not walked


def _is_walk(step: str) -> bool:
    """Return whether a step of a query's plan reads a whole table; the partial index of open jobs holds only a few."""
    return step.startswith("SCAN") and "USING INDEX print_job_open" not in step
