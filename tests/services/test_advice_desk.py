"""Advice without a dossier on a real store: Mẫu 02 and 03 before anything is received (RULES 21, 22, 26)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc_desktop import errors
from cchc_desktop.clock import moment
from cchc_desktop.domain.advice import GiveGuidance
from cchc_desktop.domain.intake import ReceiveDossier, TickedPaper
from cchc_desktop.domain.notice import Notice
from cchc_desktop.domain.person import ApplicantKind, Person
from cchc_desktop.domain.steps import SupplementItem
from cchc_desktop.services.advice_desk import Advice
from cchc_desktop.services.upkeep import verify
from cchc_desktop.store import journal, local
from tests.services.life_desk import ITEMS, PERSON, WATER, Life, life_desk

ASKED = ReceiveDossier(procedure_code=WATER, applicant=PERSON)
NOBODY = ReceiveDossier(procedure_code=WATER)


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    life = life_desk(tmp_path)
    yield life
    verdict = verify(life.desk.db)
    assert verdict.is_whole, verdict
    life.desk.close()


def causes(refused: pytest.ExceptionInfo[errors.FormIncomplete]) -> set[tuple[str, str]]:
    return {(problem.field, problem.cause) for problem in refused.value.facts["problems"]}  # type: ignore[attr-defined]


def stored(life: Life, advice: Advice) -> journal.Written:
    written = journal.at(life.desk.db, advice.entry)
    assert written is not None
    return written


def test_rule_21_guidance_before_receipt_needs_no_leader_and_opens_no_dossier(life: Life) -> None:
    advice = life.desk.advice.give_guidance(ASKED, ITEMS, "Thiếu giấy xác nhận")
    entry = stored(life, advice).entry
    assert (entry.kind, entry.dossier, entry.approver) == ("GuidanceGiven", "", "")
    assert life.desk.view.today().received == 0
    assert entry.body["procedure_name"] == life.desk.state.procedure(WATER, life.clock.at.date()).name
    assert (entry.body["form_set"], entry.body["regime"]) == ("TT01-2018", "R2")
    assert (entry.body["contact_name"], entry.body["contact_phone"]) == ("Nguyễn Thị Thử", "0258 3000 000")


def test_the_number_is_of_the_same_series_as_requests_after_receipt(life: Life) -> None:
    first = life.desk.advice.give_guidance(ASKED, ITEMS, "Thiếu giấy")
    dossier = life.receive("2023-10-24T09:00")
    life.step("supplement_request", dossier, "2023-10-24T10:00", items=ITEMS, reason="Thiếu giấy")
    third = life.desk.advice.give_guidance(ASKED, ITEMS, "Thiếu giấy")
    assert (first.number, third.number) == ("1/HDHS", "3/HDHS")


def test_free_words_lie_beside_the_entry_and_not_in_it(life: Life) -> None:
    listed = SupplementItem(name="Nguyễn Thị Thử tự viết", catalogue_seq=1, copies=1)
    typed = SupplementItem(name="Giấy của bà Lê Thị Kín", originals=2)
    advice = life.desk.advice.give_guidance(ASKED, (listed, typed), "Bà Thử chưa ký\nGiấy cũ đã hết hạn")
    written = stored(life, advice)
    text = written.entry.to_text()
    assert not any(word in text for word in ("Kín", "chưa ký", "0905000417", "tự viết", "056190000123"))
    assert written.personal["items.2"] == "Giấy của bà Lê Thị Kín"
    assert written.personal["reason"] == "Bà Thử chưa ký\nGiấy cũ đã hết hạn"
    assert written.personal["applicant.name"] == PERSON.name
    assert "items.1" not in written.personal
    items = written.entry.body["items"]
    paper = life.desk.state.procedure(WATER, life.clock.at.date()).papers[0]
    assert (items[0]["name"], items[0]["catalogue_seq"]) == (paper.name, 1)
    assert (items[1]["name"], items[1]["originals"]) == ("", 2)


def test_rule_22_guidance_needs_a_procedure_an_item_and_a_reason(life: Life) -> None:
    with pytest.raises(errors.FormIncomplete) as refused:
        life.desk.advice.give_guidance(ReceiveDossier(), (), "  ")
    assert causes(refused) == {("procedure_code", "missing"), ("items", "missing"), ("reason", "missing")}
    assert life.desk.advice.give_guidance(NOBODY, ITEMS, "Thiếu giấy").number == "1/HDHS"


@pytest.mark.parametrize(
    ("item", "field", "cause"),
    [
        pytest.param(SupplementItem(name=" "), "items.1.name", "missing", id="no name"),
        pytest.param(SupplementItem(name="", catalogue_seq=99), "items.1.seq", "unknown", id="not of this procedure"),
        pytest.param(SupplementItem(name="A", originals=100), "items.1.quantity", "wrong_count", id="a hundred"),
        pytest.param(SupplementItem(name="A", copies=-1), "items.1.quantity", "wrong_count", id="less than none"),
        pytest.param(SupplementItem(name="Giáº¥y"), "items.1.name", "wrong_encoding", id="wrong code page"),
        pytest.param(SupplementItem(name="A" * 1001), "items.1.name", "too_long", id="too long"),
    ],
)
def test_a_wrong_item_is_named(life: Life, item: SupplementItem, field: str, cause: str) -> None:
    with pytest.raises(errors.FormIncomplete) as refused:
        life.desk.advice.give_guidance(ASKED, (item,), "Thiếu giấy")
    assert causes(refused) == {(field, cause)}


def test_a_wrong_number_of_who_asks_is_told_but_a_missing_one_is_not(life: Life) -> None:
    wrong = dataclasses.replace(ASKED, applicant=Person(personal_id="123", phone="12"))
    with pytest.raises(errors.FormIncomplete) as refused:
        life.desk.advice.give_guidance(wrong, ITEMS, "Thiếu giấy", contact_phone="12")
    assert causes(refused) == {
        ("applicant.personal_id", "wrong_length"),
        ("applicant.phone", "wrong_phone"),
        ("contact_phone", "wrong_phone"),
    }
    child = dataclasses.replace(NOBODY, applicant_kind=ApplicantKind.CHILD, papers=(TickedPaper(),), sets=0)
    assert life.desk.advice.give_guidance(child, ITEMS, "Thiếu giấy").number


def test_both_papers_are_wanted_in_the_same_transaction(life: Life) -> None:
    advice = life.desk.advice.give_guidance(ASKED, ITEMS, "Thiếu giấy")
    jobs = [local.print_job(life.desk.db, job) for job in advice.print_jobs]
    assert [(job.kind, job.code, job.dossier, job.entry) for job in jobs if job] == [
        ("guidance_slip", "", "", advice.entry),
        ("evaluation_slip", "", "", advice.entry),
    ]
    with pytest.raises(errors.FormIncomplete):
        life.desk.advice.give_guidance(ASKED, (), "Thiếu giấy")
    assert len(life.desk.view.unfinished_print_jobs()) == 2


def test_the_papers_can_be_composed_from_what_was_written(life: Life) -> None:
    given = life.desk.advice.give_guidance(ASKED, (SupplementItem(name="", catalogue_seq=1, copies=1),), "Thiếu giấy")
    refused = life.desk.advice.refuse(ASKED, ("not_competent",), "Nơi ở thuộc xã khác", "Đến xã Mẫu Thái")
    for advice in (given, refused):
        for job in advice.print_jobs:
            wish = local.print_job(life.desk.db, job)
            assert wish is not None
            assert life.desk.papers.order_of_job(wish).build().startswith(b"%PDF")


def test_rule_26_a_refusal_says_why(life: Life) -> None:
    with pytest.raises(errors.FormIncomplete) as refused:
        life.desk.advice.refuse(NOBODY, (), " ")
    assert causes(refused) == {("applicant.name", "missing"), ("reason", "missing")}
    with pytest.raises(errors.FormIncomplete) as refused:
        life.desk.advice.refuse(ASKED, ("no_such_reason",), "")
    assert causes(refused) == {("reasons", "unknown"), ("reason", "missing")}
    advice = life.desk.advice.refuse(ASKED, ("not_competent", "not_competent"), "")
    assert advice.number == ""
    (reason,) = advice.body["reasons"]
    assert (reason["code"], reason["basis"]) == ("not_competent", "Điều 17 Nghị định 61/2018/NĐ-CP")
    jobs = [local.print_job(life.desk.db, job) for job in advice.print_jobs]
    assert [job.kind for job in jobs if job] == ["intake_refusal", "evaluation_slip"]


def test_a_refusal_takes_no_number(life: Life) -> None:
    life.desk.advice.refuse(ASKED, (), "Không đủ điều kiện")
    assert life.desk.advice.give_guidance(ASKED, ITEMS, "Thiếu giấy").number == "1/HDHS"


def test_the_list_shows_what_was_advised_newest_first(life: Life) -> None:
    life.at("2023-10-24T10:00").desk.advice.give_guidance(NOBODY, ITEMS, "Thiếu giấy")
    life.at("2023-10-24T11:00").desk.advice.refuse(ASKED, (), "Không đủ điều kiện")
    life.at("2023-10-25T08:00").desk.advice.give_guidance(ASKED, ITEMS, "Thiếu giấy")
    found = life.desk.advice.recent(moment("2023-10-24T00:00"), moment("2023-10-25T00:00"))
    assert [(line.kind, line.number, line.name, line.officer) for line in found] == [
        ("IntakeRefused", "", PERSON.name, "Nguyễn Thị Thử"),
        ("GuidanceGiven", "1/HDHS", "", "Nguyễn Thị Thử"),
    ]
    assert found[0].given_at == moment("2023-10-24T11:00")


WORDS = st.text(st.characters(codec="utf-8"), max_size=12)
ITEM = st.builds(
    SupplementItem,
    name=WORDS,
    catalogue_seq=st.none() | st.integers(-1, 4),
    originals=st.integers(-1, 101),
    certified=st.integers(0, 2),
    copies=st.integers(0, 2),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(items=st.lists(ITEM, max_size=3), reason=WORDS, name=WORDS)
def test_whatever_is_typed_is_either_refused_by_name_or_on_disk_with_nothing_personal_in_the_entry(
    life: Life, items: list[SupplementItem], reason: str, name: str
) -> None:
    form = dataclasses.replace(NOBODY, applicant=Person(name=name))
    before = journal.head(life.desk.db).number
    command = GiveGuidance(form=form, items=tuple(items), reason=reason)
    if any(not problem.is_warning for problem in life.desk.advice.problems(command)):
        with pytest.raises(errors.FormIncomplete):
            life.desk.advice.give_guidance(form, tuple(items), reason)
        assert journal.head(life.desk.db).number == before
        return
    advice = life.desk.advice.give_guidance(form, tuple(items), reason)
    body = stored(life, advice).entry.body
    assert all(item["name"] == "" for item in body["items"] if item["catalogue_seq"] is None)
    assert set(body) == {
        *("number", "procedure_code", "procedure_name", "form_set", "regime", "given_at", "applicant_kind"),
        *("officer_name", "portal_code", "items", "contact_name", "contact_phone"),
    }


def test_a_paper_is_looked_at_before_it_is_given_and_nothing_is_written(life: Life) -> None:
    before = journal.head(life.desk.db).number
    command = GiveGuidance(form=ASKED, items=ITEMS, reason="Thiếu giấy xác nhận")
    drafted = life.desk.advice.draft_order(command).value
    assert journal.head(life.desk.db).number == before
    given = life.desk.advice.give_guidance(ASKED, ITEMS, "Thiếu giấy xác nhận")
    printed = life.desk.papers.of_steps.of_entry("guidance_slip", "", given.entry).value
    assert isinstance(drafted, Notice)
    assert drafted.draft
    assert dataclasses.replace(drafted, draft=False, proof="") == dataclasses.replace(printed, draft=False, proof="")


def test_an_incomplete_paper_has_no_draft(life: Life) -> None:
    with pytest.raises(errors.FormIncomplete):
        life.desk.advice.draft_order(GiveGuidance(form=NOBODY, items=ITEMS))
