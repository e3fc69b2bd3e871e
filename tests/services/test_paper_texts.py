"""Texts of the papers that a ward changes: what holds on which day, what the editor shows, what is refused."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from cchc_desktop import sentences
from cchc_desktop.domain.paper_text import KEYS
from cchc_desktop.services import paper_texts, slip_wording
from cchc_desktop.services.paper_text_labels import LABELS
from cchc_desktop.services.paper_texts import PaperTexts
from cchc_desktop.settings import Settings
from tests.services.notice_samples import SETTINGS, forms, office

OLD, NEW = date(2023, 10, 26), date(2026, 11, 20)


def own(*texts: tuple[str, str, str]) -> Settings:
    return dataclasses.replace(SETTINGS, paper_texts=texts)


def test_the_latest_text_that_has_begun_holds() -> None:
    settings = own(
        ("2024-01-01", "sign_guide", "NGƯỜI LẬP PHIẾU"),
        ("2023-10-26", "sign_guide", "CÁN BỘ HƯỚNG DẪN"),
        ("2027-01-01", "sign_guide", "CHƯA ĐẾN"),
    )

    said = [PaperTexts.of(day, forms(), settings).text("sign_guide") for day in (date(2023, 10, 25), OLD, NEW)]

    assert said == ["NGƯỜI HƯỚNG DẪN", "CÁN BỘ HƯỚNG DẪN", "NGƯỜI LẬP PHIẾU"]


def test_a_ward_changes_what_its_slip_says_too() -> None:
    settings = own(
        ("2023-01-01", "centre", "BỘ PHẬN | MỘT CỬA"),
        ("2023-01-01", "notes", "Ghi chú một.\nGhi chú hai của {unit}."),
        ("2023-01-01", "hotline_label", "Đường dây nóng"),
    )

    stationery = slip_wording.stationery_of(OLD, office(settings))

    assert stationery.centre == ("BỘ PHẬN", "MỘT CỬA")
    assert stationery.notes == ("Ghi chú một.", "Ghi chú hai của phường Phước Hòa.")
    assert stationery.hotline_label == "Đường dây nóng"
    assert slip_wording.stationery_of(date(2022, 12, 31), office(settings)).hotline_label != "Đường dây nóng"


def test_an_unknown_key_and_a_stray_brace_never_stop_a_paper() -> None:
    settings = own(("2023-01-01", "no_such_key", "…"), ("2023-01-01", "sign_guide", "A {x} } {unit}"))

    assert PaperTexts.of(OLD, forms(), settings).text("sign_guide") == "A {x} } phường Phước Hòa"
    assert PaperTexts.of(OLD, forms(), settings).text("not_there") == ""
    assert PaperTexts.of(OLD, forms(), settings).spans("not_there") == ()


def test_the_editor_has_every_text_of_the_day_with_a_label() -> None:
    settings = own(("2023-01-01", "apology_end", "Mong {person} thông cảm./."))

    texts = {text.key: text for text in paper_texts.editable(OLD, forms(), settings)}

    assert set(texts) == set(paper_texts.WORDING_KEYS) | set(KEYS) - {"supplement_closing"}
    assert "supplement_closing" in {text.key for text in paper_texts.editable(NEW, forms(), settings)}
    assert set(LABELS) == set(paper_texts.WORDING_KEYS) | set(KEYS)
    assert len({text.label for text in texts.values()}) == len(texts)
    changed = texts["apology_end"]
    assert changed.shipped == "Mong nhận được sự thông cảm của {person} vì sự chậm trễ này./."
    assert changed.current == "Mong {person} thông cảm./."
    assert texts["committee"].shipped == "ỦY BAN NHÂN DÂN|{UNIT}"
    assert texts["bring_lines"].current.count("\n") == 3
    assert texts["apology_reason"].placeholders == ("reason", "person", "desk", "committee", "unit", "UNIT")
    assert texts["committee"].placeholders == ("unit", "UNIT")


def test_what_came_with_the_program_may_be_kept_as_it_is() -> None:
    for day in (OLD, NEW):
        for text in paper_texts.editable(day, forms(), SETTINGS):
            assert paper_texts.faults(text.key, text.current) == (), text.key


@pytest.mark.parametrize(
    ("key", "text", "causes"),
    [
        ("sign_guide", "", ["missing"]),
        ("sign_guide", " \n", ["missing"]),
        ("sign_guide", "NGÆ¯á»œI HÆ¯á»šNG DáºªN", ["wrong_encoding"]),
        ("sign_guide", "A\u202eB", ["wrong_encoding"]),
        ("sign_guide", "A" * 120, []),
        ("sign_guide", "A" * 121, ["too_long"]),
        ("refusal_intro", "A" * 800, []),
        ("refusal_intro", "A" * 801, ["too_long"]),
        ("sign_guide", "Một\nHai", ["too_many_lines"]),
        ("notes", "\n".join("ab" * 6), []),
        ("notes", "\n".join("a" * 13), ["too_many_lines"]),
        ("sign_guide", "{ward}", ["unknown_placeholder"]),
        ("sign_guide", "{unit", ["unknown_placeholder"]),
        ("sign_guide", "{person} {unit}", []),
        ("committee", "{person}", ["unknown_placeholder"]),
        ("counterpart_names", "Lưu {unit}", ["unknown_placeholder"]),
        ("apology_reason", "Vì {committee} bận.", ["placeholder_missing"]),
        ("apology_reason", "Vì {reason}", []),
        ("supplement_contact", "{x}", ["unknown_placeholder", "placeholder_missing"]),
    ],
)
def test_a_text_that_cannot_be_printed_is_refused_with_its_cause(key: str, text: str, causes: list[str]) -> None:
    found = paper_texts.faults(key, text)

    assert [problem.cause for problem in found] == causes
    assert all(problem.field == f"paper_texts.{key}" for problem in found)
    assert all(problem.cause in sentences.BY_CAUSE for problem in found)


def test_a_pack_of_an_older_program_has_the_texts_and_reasons_of_this_one() -> None:
    older = dataclasses.replace(forms(), paper_texts=(), refusal_reasons=())
    partly = dataclasses.replace(forms(), paper_texts=forms().paper_texts[:5])

    for day in (OLD, NEW):
        whole = PaperTexts.of(day, forms(), SETTINGS)
        assert PaperTexts.of(day, older, SETTINGS) == whole
        assert PaperTexts.of(day, partly, SETTINGS).texts == whole.texts
        assert paper_texts.refusal_reasons(day, older) == paper_texts.refusal_reasons(day, forms())
