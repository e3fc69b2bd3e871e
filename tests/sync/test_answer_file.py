"""The acknowledgement's file: as its schema says, believed only when the city signed just these bytes."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cchc_desktop.clock import moment
from cchc_desktop.domain.acknowledgement import (
    Acknowledgement,
    CityQuestion,
    HeldEntry,
    HeldReason,
    MissingNumbers,
    Verdict,
)
from cchc_desktop.domain.day_package import PackageId
from cchc_desktop.errors import AcknowledgementRefused
from cchc_desktop.sync import keys
from cchc_desktop.sync.acknowledgement import opened, signed

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "day-package.schema.json"
SIGNING = keys.new_signing_key()
ANSWER = Acknowledgement(
    package=PackageId(ward="H32.16", desk=1, generation=1, day=date(2023, 10, 24), part=1),
    manifest_sha256="0" * 64,
    file_sha256="1" * 64,
    verdict=Verdict.KEPT_ASIDE,
    missing=(MissingNumbers(first=3, last=9),),
    held=(HeldEntry(number=12, reason=HeldReason.UNKNOWN_KIND),),
    questions=(CityQuestion(id="q1", code="H32.16-231024-0001", text="Đã xong chưa?"),),
    counts={"DossierReceived": 2},
    totals={"received": 2},
    last=2,
    head="2" * 64,
    answered_at=moment("2023-10-24T17:30"),
)
FILE = signed(ANSWER, SIGNING)


def test_the_schema_names_just_what_an_answer_has() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))["$defs"]
    file, text = schema["acknowledgement_file"], schema["acknowledgement"]
    record = json.loads(FILE)
    assert set(file["required"]) == set(file["properties"]) == set(record)
    assert re.fullmatch(file["properties"]["signature"]["pattern"], record["signature"])
    told = json.loads(record["text"])
    assert set(text["required"]) == set(text["properties"]) == set(told)
    assert set(text["properties"]["verdict"]["enum"]) == {str(verdict) for verdict in Verdict}
    for name in ("missing", "held", "questions"):
        assert set(text["properties"][name]["items"]["required"]) == set(told[name][0])
    assert set(text["properties"]["held"]["items"]["properties"]["reason"]["enum"]) == {str(one) for one in HeldReason}


def test_the_city_is_believed_by_its_signature() -> None:
    assert opened(FILE, keys.public_of(SIGNING)) == ANSWER
    with pytest.raises(AcknowledgementRefused) as refused:
        opened(FILE, keys.public_of(keys.new_signing_key()))
    assert refused.value.facts == {"cause": "wrong_signature"}


@given(some.integers(min_value=0, max_value=len(FILE) - 1), some.integers(min_value=1, max_value=255))
def test_a_flipped_byte_is_believed_in_nothing(place: int, flip: int) -> None:
    changed = bytearray(FILE)
    changed[place] ^= flip
    try:
        found = opened(bytes(changed), keys.public_of(SIGNING))
    except AcknowledgementRefused:
        return
    assert found == ANSWER  # a blank between the names, or a capital of the signature's digits
