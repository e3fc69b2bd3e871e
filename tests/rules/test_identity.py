"""RULES 51 and 52: the code on a card and the personal number."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.person import Sex
from cchc_desktop.errors import CardUnreadable
from cchc_desktop.rules.identity import check_personal_id, read_card

ADDRESS = "1 Đường Mẫu, Phường Mẫu, Nha Trang, Khánh Hòa"
CARD = f"056190000123|225000111|Nguyễn Thị Thử|01021990|Nữ|{ADDRESS}|15042021"


def test_rule_51_the_card() -> None:
    card = read_card(CARD)
    assert (card.personal_id, card.old_id, card.name) == ("056190000123", "225000111", "Nguyễn Thị Thử")
    assert (card.birth_on, card.sex, card.issued_on) == (date(1990, 2, 1), Sex.FEMALE, date(2021, 4, 15))
    assert card.address == ADDRESS
    assert check_personal_id(card.personal_id, card.birth_on, card.sex) == ()


def test_rule_51_an_empty_old_number() -> None:
    assert read_card(CARD.replace("225000111", "")).old_id == ""


def test_rule_51_eleven_fields_are_taken_and_kept_raw() -> None:
    card = read_card(f"{CARD}|Nguyễn Văn Cha|Trần Thị Mẹ||x")
    assert card.extra == ("Nguyễn Văn Cha", "Trần Thị Mẹ", "", "x")


def test_a_reader_that_drops_the_last_fields_is_tolerated() -> None:
    card = read_card("|".join(CARD.split("|")[:5]))
    assert (card.address, card.issued_on) == ("", None)


def test_a_date_with_strokes_and_decomposed_letters_are_taken() -> None:
    card = read_card(CARD.replace("01021990", "01/02/1990").replace("Thử", "Thử"))
    assert (card.birth_on, card.name) == (date(1990, 2, 1), "Nguyễn Thị Thử")


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        (("Nữ", "Nam"), "sex_mismatch"),
        (("01021990", "01021991"), "birth_mismatch"),
        (("01021990", "31022020"), "wrong_date"),
        (("056190000123", "05619000012"), "wrong_number"),
        (("Nguyễn", "Nguyá»…n"), "wrong_encoding"),
        (("Nguyễn", "NguyÃªn"), "wrong_encoding"),
        (("Nguyễn", "Ã"), "wrong_encoding"),
        (("Nguyễn", "Nguy\ufffdn"), "wrong_encoding"),
        (("Nguyễn", "Nguy?n"), "wrong_encoding"),
        (("Nguyễn Thị Thử", ""), "name_missing"),
        (("|Nữ|", "|X|"), "wrong_sex"),
        (("|", ";"), "not_a_card"),
    ],
)
def test_rules_51_and_52_a_wrong_card_is_refused_with_its_cause(change: tuple[str, str], cause: str) -> None:
    with pytest.raises(CardUnreadable) as refused:
        read_card(CARD.replace(*change))
    assert refused.value.facts == {"cause": cause}


@pytest.mark.parametrize(
    ("number", "born", "sex", "causes"),
    [
        ("056190000123", date(1990, 2, 1), Sex.FEMALE, []),
        ("056090000123", date(1990, 2, 1), Sex.MALE, []),
        ("056205000123", date(2005, 2, 1), Sex.MALE, []),
        ("056305000123", date(2005, 2, 1), Sex.FEMALE, []),
        ("056190000123", date(1990, 2, 1), Sex.MALE, ["sex_mismatch"]),
        ("056190000123", date(1989, 2, 1), Sex.FEMALE, ["birth_mismatch"]),
        ("056190000123", None, Sex.UNKNOWN, []),
        ("999190000123", date(1990, 2, 1), Sex.FEMALE, ["unknown_province"]),
        ("225000111", None, Sex.UNKNOWN, ["wrong_length"]),
        ("05619000012a", None, Sex.UNKNOWN, ["not_digits"]),
        ("٠٥٦١٩٠٠٠٠١٢٣", None, Sex.UNKNOWN, ["not_digits"]),
    ],
)
def test_the_personal_number(number: str, born: date | None, sex: Sex, causes: list[str]) -> None:
    assert [problem.cause for problem in check_personal_id(number, born, sex)] == causes


def test_a_mismatch_typed_by_hand_is_only_a_warning() -> None:
    problems = check_personal_id("999190000123", date(1989, 1, 1), Sex.MALE)
    assert {problem.is_warning for problem in problems} == {True}


@given(st.text(max_size=200))
def test_whatever_is_scanned_is_a_card_or_is_refused_without_being_told_on(payload: str) -> None:
    refused = ""
    try:
        assert len(read_card(payload).personal_id) == 12
    except CardUnreadable as error:
        refused = str(error)
    assert len(payload) < 20 or payload not in refused
