"""Identity: the code on a card and the personal number."""

from __future__ import annotations

import re
from datetime import date

from cchc_desktop.domain.person import IdentityCard, Sex
from cchc_desktop.domain.problems import Problem
from cchc_desktop.errors import CardUnreadable
from cchc_desktop.rules.sources import LegalSource, applies
from cchc_desktop.text import has_wrong_encoding, nfc

_CARD = LegalSource(
    document="Luật Căn cước 2023",
    provision="mã QR trên thẻ (khuôn dạng theo thực tế các máy đọc)",
    in_force_from=date(2024, 7, 1),
    statement="51, 52",
    certainty="M",
)
_NUMBER = LegalSource(
    document="Nghị định 137/2015/NĐ-CP",
    provision="Điều 13 (cấu trúc số định danh cá nhân)",
    in_force_from=date(2016, 1, 1),
    statement="51",
    certainty="M",
)

_SEX = {"nam": Sex.MALE, "nu": Sex.FEMALE, "nữ": Sex.FEMALE}
_LEAST_FIELDS, _FIELDS = 5, 7
_PROVINCES = frozenset(
    """
    001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040
    042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084
    086 087 089 091 092 093 094 095 096
    """.split()  # noqa: SIM905 - sixty lines of one number each would hide the rule below
)
"""Codes of the 63 provinces in which a birth was registered before 1 July 2025."""


@applies(_CARD)
def read_card(payload: str) -> IdentityCard:
    """Return the card whose QR code holds ``payload``.

    Seven fields between ``|``: number, old number (may be empty), name, birth (ddMMyyyy or dd/MM/yyyy),
    sex, address, day of issue. More fields are kept raw; some readers drop the last two.

    Raises:
        CardUnreadable: ``cause`` is wrong_encoding, not_a_card, wrong_number, wrong_date, wrong_sex,
            name_missing, or a mismatch of the number: sex_mismatch, birth_mismatch.
    """
    # Cards write names with small letters, so a capital Ã is a torn code page (statement 52).
    if "Ã" in payload or has_wrong_encoding(payload):
        raise CardUnreadable(cause="wrong_encoding")
    fields = [nfc(field) for field in payload.strip().split("|")]
    if len(fields) < _LEAST_FIELDS:
        raise CardUnreadable(cause="not_a_card")
    fields += [""] * (_FIELDS - len(fields))
    number, old_id, name, birth, sex, address, issued = fields[:_FIELDS]
    if not re.fullmatch(r"[0-9]{12}", number):
        raise CardUnreadable(cause="wrong_number")
    if "?" in name or not name:
        raise CardUnreadable(cause="wrong_encoding" if name else "name_missing")
    card = IdentityCard(
        personal_id=number,
        old_id=old_id,
        name=name,
        birth_on=_card_date(birth),
        sex=_card_sex(sex),
        address=address,
        issued_on=_card_date(issued) if issued else None,
        extra=tuple(fields[_FIELDS:]),
    )
    for problem in check_personal_id(number, card.birth_on, card.sex):
        if problem.cause in ("sex_mismatch", "birth_mismatch"):
            raise CardUnreadable(cause=problem.cause)
    return card


@applies(_NUMBER)
def check_personal_id(
    number: str, birth_on: date | None, sex: Sex, *, field: str = "personal_id"
) -> tuple[Problem, ...]:
    """Return what is wrong with a personal number, compared with birth date and sex where they are known.

    The number has no check digit: PPP province, C century and sex, YY year, six random digits.
    A wrong length is an error; a mismatch and an unknown province are warnings (there are errors in the data).
    """
    if not re.fullmatch(r"[0-9]{12}", number):
        found = len(number) if number.isascii() and number.isdigit() else None
        return (Problem(field, "wrong_length" if found is not None else "not_digits", number=found),)
    problems: list[Problem] = []
    century, male = 1900 + int(number[3]) // 2 * 100, int(number[3]) % 2 == 0
    if sex is not Sex.UNKNOWN and (sex is Sex.MALE) != male:
        problems.append(Problem(field, "sex_mismatch", is_warning=True))
    if birth_on is not None and birth_on.year != century + int(number[4:6]):
        problems.append(Problem(field, "birth_mismatch", is_warning=True))
    if number[:3] not in _PROVINCES:
        problems.append(Problem(field, "unknown_province", is_warning=True))
    return tuple(problems)


def _card_date(text: str) -> date:
    found = re.fullmatch(r"([0-9]{2})/?([0-9]{2})/?([0-9]{4})", text)
    if not found:
        raise CardUnreadable(cause="wrong_date")
    day, month, year = (int(part) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError as error:
        raise CardUnreadable(cause="wrong_date") from error


def _card_sex(text: str) -> Sex:
    try:
        return _SEX[text.lower()]
    except KeyError as error:
        raise CardUnreadable(cause="wrong_sex") from error
