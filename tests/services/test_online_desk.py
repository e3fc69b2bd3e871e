"""Dossiers of the national portal on a real store: eight working hours, one answer, and the code they keep (18-20)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from cchc_desktop import errors, sentences
from cchc_desktop.clock import moment
from cchc_desktop.domain.advice import GiveGuidance, RefuseIntake
from cchc_desktop.domain.dossier import Channel
from cchc_desktop.domain.intake import ReceiveDossier
from cchc_desktop.domain.online import OnlineCase, PortalLine, PortalList
from cchc_desktop.services.upkeep import verify
from cchc_desktop.store import journal, number_books
from tests.services.life_desk import ITEMS, PERSON, WATER, Life, life_desk

CODE = "000.00.19.H29-231026-0007"
FORM = ReceiveDossier(procedure_code=WATER, applicant=PERSON, accepts_duplicate=True)


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    life = life_desk(tmp_path, "2023-10-20T08:00")
    yield life
    verdict = verify(life.desk.db)
    assert verdict.is_whole, verdict
    life.desk.close()


def file(life: Life, code: str = CODE, **changes: Any) -> bool:
    told = {
        "procedure_code": WATER,
        "applicant_name": PERSON.name,
        "submitted_at": moment("2023-10-26T15:50"),
        "received_at": moment("2023-10-26T16:00"),
        "noticed_at": moment("2023-10-26T16:30"),
        **changes,
    }
    return life.desk.online.file(code, **told)


def case(life: Life, code: str = CODE) -> OnlineCase:
    found = life.desk.online.case(code)
    assert found is not None
    return found


def causes(refused: pytest.ExceptionInfo[errors.FormIncomplete]) -> list[tuple[str, str]]:
    return [(problem.field, problem.cause) for problem in refused.value.facts["problems"]]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("received", "act_by"),
    [
        pytest.param("2023-10-26T16:00", "2023-10-27T16:00", id="a working afternoon"),
        pytest.param("2023-10-21T09:00", "2023-10-23T17:00", id="a Saturday"),
    ],
)
def test_rule_18_the_desk_has_eight_working_hours(life: Life, received: str, act_by: str) -> None:
    life.at(received)
    at = moment(received)
    assert file(life, submitted_at=at, received_at=at, noticed_at=at)
    assert case(life).act_by == moment(act_by)


def test_rule_18_the_hours_may_run_from_when_it_was_sent(life: Life) -> None:
    life.desk.setup.change({"online_timer_from": "submitted"})
    life.at("2023-10-26T16:30")
    file(life)
    assert case(life).act_by == moment("2023-10-27T15:50")


@pytest.mark.parametrize(
    ("noticed", "is_late"),
    [
        pytest.param("2023-10-26T17:50", False, id="two hours by the clock"),
        pytest.param("2023-10-26T17:51", True, id="a minute more"),
    ],
)
def test_rule_19_a_notice_after_two_hours_is_late(life: Life, noticed: str, is_late: bool) -> None:
    life.at("2023-10-26T18:00")
    file(life, noticed_at=moment(noticed))
    assert case(life).is_late_notice is is_late


def test_the_name_lies_beside_the_entry(life: Life) -> None:
    life.at("2023-10-26T16:30")
    file(life)
    last = journal.last(life.desk.db)
    assert last is not None
    assert PERSON.name not in last.entry.to_text()
    assert case(life).name == PERSON.name


def test_what_waits_is_sorted_by_when_the_desk_must_act(life: Life) -> None:
    life.at("2023-10-26T17:00")
    early, late = moment("2023-10-26T10:00"), moment("2023-10-26T16:30")
    file(life, "H32.1-231026-0009", submitted_at=late, received_at=late, noticed_at=late)
    file(life, "H32.1-231026-0010", submitted_at=early, received_at=early, noticed_at=early)
    waiting = life.at("2023-10-27T11:00").desk.online.waiting()
    assert [(line.case.portal_code, line.minutes_left) for line in waiting] == [
        ("H32.1-231026-0010", -60),
        ("H32.1-231026-0009", 30 + 180),
    ]


def test_the_same_filing_again_changes_nothing_and_another_one_is_refused_by_name(life: Life) -> None:
    life.at("2023-10-26T16:30")
    assert file(life)
    number = journal.head(life.desk.db).number
    assert file(life, f" {CODE.lower()} ") is False
    assert journal.head(life.desk.db).number == number
    for field, other in (
        ("applicant_name", "Lê Thị Khác"),
        ("submitted_at", moment("2023-10-26T15:51")),
        ("received_at", moment("2023-10-26T16:01")),
        ("procedure_code", "2.000815"),
    ):
        with pytest.raises(errors.FormIncomplete) as refused:
            file(life, **{field: other})
        assert causes(refused) == [(field.replace("applicant_", "applicant."), "filed_otherwise")]
    assert journal.head(life.desk.db).number == number


@pytest.mark.parametrize(
    ("changes", "field", "cause"),
    [
        ({"code": ""}, "portal_code", "missing"),
        ({"code": "Mã-231026"}, "portal_code", "not_a_portal_code"),
        ({"code": "H32/../x"}, "portal_code", "not_a_portal_code"),
        ({"code": "-H32"}, "portal_code", "not_a_portal_code"),
        ({"code": "H" * 33}, "portal_code", "too_long"),
        ({"procedure_code": "9.999999"}, "procedure_code", "unknown"),
        ({"procedure_code": ""}, "procedure_code", "missing"),
        ({"applicant_name": "Nguyá»…n"}, "applicant.name", "wrong_encoding"),
        ({"applicant_name": "A" * 1001}, "applicant.name", "too_long"),
        ({"submitted_at": moment("2023-10-26T16:01")}, "submitted_at", "after_the_system"),
        ({"received_at": moment("2023-10-26T16:31")}, "received_at", "future_moment"),
        ({"noticed_at": moment("2023-10-26T16:31")}, "noticed_at", "future_moment"),
        ({"noticed_at": moment("2023-10-26T15:49")}, "noticed_at", "before_submission"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_filed(
    life: Life, changes: dict[str, Any], field: str, cause: str
) -> None:
    life.at("2023-10-26T16:30")
    number = journal.head(life.desk.db).number
    with pytest.raises(errors.FormIncomplete) as refused:
        file(life, **changes)
    assert causes(refused) == [(field, cause)]
    assert journal.head(life.desk.db).number == number


def test_a_year_without_calendar_is_named(life: Life) -> None:
    life.at("2026-12-31T16:30")
    sent = moment("2026-12-31T16:00")
    with pytest.raises(errors.FormIncomplete) as refused:
        file(life, submitted_at=sent, received_at=sent, noticed_at=sent)
    assert causes(refused) == [("received_at", "year_not_loaded")]


def test_the_dossier_keeps_the_portal_s_code_and_uses_up_no_number_of_the_day(life: Life) -> None:
    life.at("2023-10-26T16:30")
    file(life)
    form = dataclasses.replace(FORM, portal_code=CODE.lower())
    life.at("2023-10-27T08:00")
    preview = life.desk.intake.preview(form)
    assert preview.dossier is not None
    received = life.desk.intake.receive(form).dossier
    assert (received.code, received.channel, preview.dossier.code) == (CODE, Channel.ONLINE, CODE)
    assert received.received_at == moment("2023-10-27T08:00")
    assert received.due_at == preview.dossier.due_at
    assert (received.slip_number, received.register_number) == ("1/TNHS", 1)
    own = life.receive("2023-10-27T08:30")
    assert (own.code, own.slip_number, own.register_number) == ("000.99.40.H32-231027-0001", "2/TNHS", 2)
    assert [line.code for line in life.desk.view.search(CODE.lower())] == [CODE]


def test_rule_20_accepting_answers_in_the_same_transaction(life: Life) -> None:
    life.at("2023-10-26T16:30")
    file(life)
    life.at("2023-10-27T16:01")
    life.desk.intake.receive(dataclasses.replace(FORM, portal_code=CODE))
    assert life.desk.online.waiting() == []
    assert (case(life).state, case(life).answered_at) == ("accepted", moment("2023-10-27T16:01"))
    entries = journal.of_desk(life.desk.db)
    assert entries[-1].entry.body == {
        "portal_code": CODE,
        "answer": "accepted",
        "is_late": True,
        "officer_name": "Nguyễn Thị Thử",
    }
    body = life.desk.view.dossier(CODE).history[0].body
    assert (body["portal_code"], body["submitted_at"]) == (CODE, "2023-10-26T15:50:00+07:00")


@pytest.mark.parametrize(
    ("answer", "paper", "number"),
    [
        pytest.param("requested", GiveGuidance(form=FORM, items=ITEMS, reason="Thiếu giấy"), "1/HDHS", id="request"),
        pytest.param("refused", RefuseIntake(form=FORM, reason="Không đủ điều kiện"), "", id="refusal"),
    ],
)
def test_rule_20_a_request_and_a_refusal_stop_the_hours(
    life: Life, answer: str, paper: GiveGuidance | RefuseIntake, number: str
) -> None:
    life.at("2023-10-26T16:30")
    file(life)
    file(life, "H32.1-231026-0009")
    life.at("2023-10-27T16:00")
    advice = life.desk.online.answer(CODE, answer, paper)
    assert advice is not None
    assert (advice.number, advice.body["portal_code"]) == (number, CODE)
    assert [line.case.portal_code for line in life.desk.online.waiting()] == ["H32.1-231026-0009"]
    last = journal.last(life.desk.db)
    assert last is not None
    assert (last.entry.body["advice"], last.entry.body["is_late"]) == (advice.entry, False)
    assert life.desk.online.answer("H32.1-231026-0009", answer) is None
    assert life.desk.online.waiting() == []


def test_a_case_is_answered_once_but_may_be_accepted_after_papers_were_asked_for(life: Life) -> None:
    life.at("2023-10-26T16:30")
    file(life)
    life.desk.online.answer(CODE, "requested")
    with pytest.raises(errors.FormIncomplete) as refused:
        life.desk.online.answer(CODE, "requested")
    assert causes(refused) == [("portal_code", "answered")]
    life.desk.intake.receive(dataclasses.replace(FORM, portal_code=CODE))
    with pytest.raises(errors.FormIncomplete) as refused:
        life.desk.online.answer(CODE, "refused")
    assert causes(refused) == [("portal_code", "answered")]


def test_what_was_refused_is_not_received(life: Life) -> None:
    life.at("2023-10-26T16:30")
    file(life)
    life.desk.online.answer(CODE, "refused")
    form = dataclasses.replace(FORM, portal_code=CODE)
    assert ("portal_code", "answered") in [(p.field, p.cause) for p in life.desk.intake.preview(form).problems]
    with pytest.raises(errors.FormIncomplete) as refused:
        life.desk.intake.receive(form)
    assert causes(refused) == [("portal_code", "answered")]


def test_an_answer_needs_a_case_and_the_paper_of_that_answer(life: Life) -> None:
    life.at("2023-10-26T16:30")
    with pytest.raises(errors.FormIncomplete) as refused:
        life.desk.online.answer(CODE, "refused")
    assert causes(refused) == [("portal_code", "not_filed")]
    with pytest.raises(errors.FormIncomplete) as refused:
        life.desk.intake.receive(dataclasses.replace(FORM, portal_code=CODE))
    assert causes(refused) == [("portal_code", "not_filed")]
    file(life)
    number = journal.head(life.desk.db).number
    with pytest.raises(errors.FormIncomplete) as refused:
        life.desk.online.answer(CODE, "refused", GiveGuidance(form=FORM, items=ITEMS, reason="Thiếu"))
    assert causes(refused) == [("paper", "other_answer")]
    with pytest.raises(errors.FormIncomplete):
        life.desk.online.answer(CODE, "requested", GiveGuidance(form=FORM, items=(), reason="Thiếu"))
    with pytest.raises(errors.FormIncomplete) as refused:
        life.desk.online.answer(CODE, "accepted")
    assert causes(refused) == [("answer", "accept_by_receiving")]
    assert journal.head(life.desk.db).number == number


def test_a_code_that_a_dossier_bears_is_told(life: Life) -> None:
    own = life.receive("2023-10-26T09:00").code
    life.at("2023-10-26T16:30")
    with pytest.raises(errors.CodeTaken) as taken:
        file(life, own)
    with pytest.raises(errors.CodeTaken):
        life.desk.intake.receive(dataclasses.replace(FORM, portal_code=own))
    told = sentences.sentence(taken.value)
    assert own in told
    assert told != sentences.BY_ERROR[errors.DomainError]
    file(life)
    form = dataclasses.replace(FORM, portal_code=CODE)
    life.desk.intake.receive(form)
    with pytest.raises(errors.CodeTaken):
        life.desk.intake.receive(form)
    assert file(life) is False


def test_the_day_s_own_codes_go_round_those_that_the_portal_brought(life: Life) -> None:
    life.at("2023-10-26T16:30")
    prefix = "000.99.40.H32-231027"
    file(life, f"{prefix}-0002")
    assert life.receive("2023-10-27T08:00").code == f"{prefix}-0001"
    preview = life.desk.intake.preview(FORM).dossier
    assert preview is not None
    assert preview.code == f"{prefix}-0003"
    assert life.receive("2023-10-27T08:30").code == f"{prefix}-0003"
    assert number_books.last_taken(life.desk.db, "dossier", desk=1, period="2023-10-27") == 3
    assert (
        life.desk.intake.receive(dataclasses.replace(FORM, portal_code=f"{prefix}-0002")).dossier.register_number == 3
    )


def test_another_procedure_than_the_portal_s_is_pointed_out(life: Life) -> None:
    life.at("2023-10-26T16:30")
    file(life)
    form = dataclasses.replace(FORM, portal_code=CODE, procedure_code="2.000815")
    problems = life.desk.intake.preview(form).problems
    assert [p.is_warning for p in problems if p.cause == "other_than_filed"] == [True]
    assert life.desk.intake.receive(form).dossier.procedure_code == "2.000815"


def line(number: int, code: str, at: datetime, **changes: Any) -> PortalLine:
    found = PortalLine(
        line=number,
        portal_code=code,
        procedure_code=WATER,
        procedure_name="",
        name="Trần Thị Mẫu",
        submitted_at=at,
        received_at=at,
    )
    return dataclasses.replace(found, **changes)


def test_of_a_list_the_good_lines_are_taken_and_the_others_told(life: Life) -> None:
    own = life.receive("2023-10-26T09:00").code
    at = moment("2023-10-26T16:00")
    life.at("2023-10-26T16:30")
    name = life.desk.state.procedure(WATER, at.date()).name
    listed = PortalList(
        lines=(
            line(2, "H32.1-231026-0001", at),
            line(3, "H32.1-231026-0001", at, name="Lê Thị Khác"),
            line(4, "H32.1-231026-0002", at, procedure_code="", procedure_name=name.upper()),
            line(5, own, at),
            line(6, "H32.1-231026-0003", at, procedure_code="", procedure_name="Thủ tục lạ"),
        ),
        refused=(),
    )
    report = life.desk.online.take_list(listed)
    assert (report.taken, report.unchanged) == (2, 0)
    assert [(found.line, found.problems[0].field, found.problems[0].cause) for found in report.refused] == [
        (3, "applicant.name", "filed_otherwise"),
        (5, "portal_code", "taken"),
        (6, "procedure_code", "unknown"),
    ]
    number = journal.head(life.desk.db).number
    again = life.at("2023-10-27T10:00").desk.online.take_list(listed)
    assert (again.taken, again.unchanged, len(again.refused)) == (0, 2, 3)
    assert journal.head(life.desk.db).number == number
