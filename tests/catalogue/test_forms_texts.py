"""Fixed sentences of the papers and reasons of refusal: read with their days, refused with their place."""

from __future__ import annotations

import json
from datetime import date

import pytest

from cchc_desktop.catalogue.forms_reading import WORDING_KEYS, read_forms
from cchc_desktop.domain.forms import Forms, SupplementClock
from cchc_desktop.domain.paper_text import KEYS, allowed_placeholders, placeholders_in
from cchc_desktop.errors import CatalogueLineWrong
from cchc_desktop.services.paper_texts import refusal_reasons

DAYS = [date(2017, 3, 1), date(2023, 10, 26), date(2025, 6, 30), date(2025, 7, 1), date(2026, 11, 20)]


def refusals(folder) -> list[tuple[str, int, str, str]]:
    with pytest.raises(CatalogueLineWrong) as raised:
        read_forms(folder)
    return [(fault.file, fault.line, fault.column, fault.cause) for fault in raised.value.facts["problems"]]


@pytest.mark.parametrize("day", DAYS)
def test_every_sentence_is_there_on_every_day(forms, day):
    only_later = {"supplement_closing"} if day < date(2025, 7, 1) else set()
    assert set(forms.paper_texts_on(day)) == set(KEYS) - only_later


def test_every_sentence_says_its_facts_and_nothing_unknown(forms):
    for text in forms.paper_texts:
        assert set(KEYS[text.key]) <= set(placeholders_in(text.text)) <= set(allowed_placeholders(text.key)), text.key


def test_keys_of_wording_and_of_paper_texts_are_different():
    assert not set(WORDING_KEYS) & set(KEYS)


@pytest.mark.parametrize(
    ("day", "decree"),
    [
        (date(2018, 6, 20), "Quyết định 09/2015/QĐ-TTg"),
        (date(2018, 6, 21), "Nghị định 61/2018/NĐ-CP"),
        (date(2025, 6, 30), "Nghị định 61/2018/NĐ-CP"),
        (date(2025, 7, 1), "Nghị định 118/2025/NĐ-CP"),
    ],
)
def test_reasons_of_refusal_rest_on_the_law_of_the_day(forms, day, decree):
    reasons = refusal_reasons(day, forms)
    assert len(reasons) == 8
    assert len({reason.code for reason in reasons}) == 8
    assert all(decree in reason.basis or "23/2015" in reason.basis for reason in reasons)
    assert sum(decree in reason.basis for reason in reasons) == 6


def test_the_record_of_the_forms_comes_back_equal_and_an_older_one_is_read(forms):
    record = json.loads(json.dumps(forms.to_record()))
    assert Forms.from_record(record) == forms
    del record["paper_texts"], record["refusal_reasons"]
    for regime in record["regimes"]:
        for name in ("supplement_clock", "supplement_notice_days", "supplement_closing_days", "apology_before_days"):
            del regime[name]
    older = Forms.from_record(record)
    assert (older.paper_texts, older.refusal_reasons) == ((), ())
    assert {regime.supplement_clock for regime in older.regimes} == {SupplementClock.RESTART}
    assert older.form_sets == forms.form_sets


def test_a_folder_for_an_older_program_is_read(forms, spoil):
    folder = spoil("forms", "regimes.csv", "code,", "code,")
    for name in ("paper_texts.csv", "refusal_reasons.csv"):
        (folder / name).unlink()
    lines = (folder / "regimes.csv").read_text("utf-8").splitlines()
    (folder / "regimes.csv").write_text("\n".join(line.rsplit(",", 4)[0] for line in lines) + "\n", "utf-8")
    older = read_forms(folder)
    assert (older.paper_texts, older.wordings) == ((), forms.wordings)
    assert [regime.code for regime in older.regimes] == [regime.code for regime in forms.regimes]


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("regimes.csv", ",pause,", ",stop,", (2, "supplement_clock", "unknown_word")),
        ("regimes.csv", "restart,3,15,1", "restart,three,15,1", (5, "supplement_notice_days", "wrong_number")),
        ("regimes.csv", "restart,3,15,1", "restart,3,,1", (5, "supplement_closing_days", "missing")),
        ("regimes.csv", "restart,3,15,1", "restart,3,15,-1", (5, "apology_before_days", "too_small")),
        ("regimes.csv", "supplement_clock", "clock", (1, "", "wrong_header")),
        ("paper_texts.csv", "person_male", "person_mail", (2, "key", "unknown_word")),
        ("paper_texts.csv", "{unit}", "{ward}", (6, "text", "unknown_placeholder")),
        ("paper_texts.csv", "{unit}", "{unit", (6, "text", "unknown_placeholder")),
        ("paper_texts.csv", "{unit}", "{person}", (6, "text", "unknown_placeholder")),
        ("paper_texts.csv", "hồ sơ: {due}.", "hồ sơ.", (35, "text", "placeholder_missing")),
        ("paper_texts.csv", "0001-01-01,2025-06-30,apology_reason", "0001-01-01,2025-07-01,apology_reason",
         (37, "valid_from", "duplicate")),
        ("refusal_reasons.csv", "not_competent", "Not competent", (2, "code", "wrong_code")),
        ("refusal_reasons.csv", "2018-06-20", "2018-06-21", (3, "code", "duplicate")),
        ("refusal_reasons.csv", "Quyết định 09/2015/QĐ-TTg", "", (2, "basis", "missing")),
    ],
)  # fmt: skip
def test_a_fault_is_refused_with_its_place(spoil, file, old, new, expected):
    assert (file, *expected) in refusals(spoil("forms", file, old, new))


def test_a_sentence_that_is_missing_altogether_is_refused(spoil):
    lost = "0001-01-01,,stop_papers_label,Giấy tờ trả lại:\n"
    assert refusals(spoil("forms", "paper_texts.csv", lost, "")) == [
        ("paper_texts.csv", 0, "stop_papers_label", "missing")
    ]
