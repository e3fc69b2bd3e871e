"""The one search box: a few letters in any order, with or without accents, or the end of a number."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_desktop import bootstrap
from cchc_desktop.domain.person import ApplicantKind, Person
from cchc_desktop.store import dossiers
from cchc_desktop.text import fold
from tests.store.stores import MARRIAGE, Folder, of_person

_HOA = "Hoà Văn Đỗ"
_QUANG = "Quang Thị Ước"
_OWNER = "Công ty TNHH Đường Mẫu"
_AUTHORISED = "Ỷ Lan Thử"
_FORMS = (
    of_person("Nguyễn Thị Thử", personal_id="056190000123", phone="0905 000 417"),
    of_person(_HOA, personal_id="056085000456", phone="0905.111.222"),
    dataclasses.replace(
        MARRIAGE,
        applicant_kind=ApplicantKind.ORGANISATION,
        applicant=Person(name=_OWNER, personal_id="0302001234", representative="Bùi Mẫu"),
        submitter=Person(name=_AUTHORISED),
        submitter_ground="giấy giới thiệu",
    ),
    of_person(_QUANG, personal_id="056190000777"),
)


@pytest.fixture(scope="module")
def searched(prepared: Folder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[bootstrap.Desk]:
    place: Path = tmp_path_factory.mktemp("searched")
    with prepared.copied_to(place).opened() as desk:
        for form in _FORMS:
            desk.intake.receive(form)
        yield desk


def _names(desk: bootstrap.Desk, typed: str, *, limit: int = 50) -> list[str]:
    return [line.name for line in dossiers.search(desk.db, typed, limit=limit)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("Hòa", [_HOA], id="the accent over the other vowel"),
        pytest.param("Hoà", [_HOA], id="as it was typed"),
        pytest.param("hoa", [_HOA], id="without accents"),
        pytest.param("HOA\u0300", [_HOA], id="taken apart, in capitals"),
        pytest.param("do", [_HOA], id="d for đ"),
        pytest.param("đỗ", [_HOA], id="đ for đ"),
        pytest.param("Uoc", [_QUANG], id="ư and ớ"),
        pytest.param("đỗ văn hoà", [_HOA], id="the words turned round"),
        pytest.param("van hoa do", [_HOA], id="in yet another order"),
        pytest.param("  vă   đ ", [_HOA], id="the beginnings of words"),
        pytest.param("thi", [_QUANG, "Nguyễn Thị Thử"], id="newest first"),
        pytest.param("thi u", [_QUANG], id="every word must be there"),
        pytest.param("thi nguyen khac", [], id="a word that is not there"),
        pytest.param("hi", [], id="the end of a word"),
        pytest.param("duong mau", [_OWNER], id="an organisation"),
        pytest.param("y lan", [_OWNER], id="who files for another"),
        pytest.param("bui", [_OWNER], id="who stands for an organisation"),
        pytest.param("q", [_QUANG], id="one letter, and not whoever has a number"),
        pytest.param("056190000123", ["Nguyễn Thị Thử"], id="a whole personal number"),
        pytest.param("056190", [_QUANG, "Nguyễn Thị Thử"], id="the beginning of a personal number"),
        pytest.param("0123", ["Nguyễn Thị Thử"], id="the last digits of a personal number"),
        pytest.param("123", ["Nguyễn Thị Thử"], id="the last three digits"),
        pytest.param("1234", [_OWNER], id="the last digits of a tax code"),
        pytest.param("0905000417", ["Nguyễn Thị Thử"], id="a telephone"),
        pytest.param("0905 000 417", ["Nguyễn Thị Thử"], id="a telephone in groups"),
        pytest.param("0905.000.417", ["Nguyễn Thị Thử"], id="in groups with dots"),
        pytest.param("0905-000-417", ["Nguyễn Thị Thử"], id="in groups with dashes"),
        pytest.param("0905111222", [_HOA], id="kept with dots, typed without"),
        pytest.param("905 111 222", [_HOA], id="the end of a telephone in groups"),
        pytest.param("056 085 000 456", [_HOA], id="a personal number in groups"),
        pytest.param("222", [_HOA], id="the last digits of a telephone"),
        pytest.param("thu 417", ["Nguyễn Thị Thử"], id="a name and the end of a number"),
        pytest.param("231024-0002", [_HOA], id="the end of a code"),
        pytest.param("231024 0002", [_HOA], id="the end of a code with a space"),
        pytest.param("2310240002", [_HOA], id="the end of a code with nothing between"),
        pytest.param("000.99.40.H32-231024-0004", [_QUANG], id="a whole code"),
        pytest.param("3/TNHS", [_OWNER], id="the number of a slip"),
        pytest.param("", [], id="nothing"),
        pytest.param(" - / ", [], id="only signs"),
        pytest.param('"hoa" OR * NEAR(', [], id="the index's own signs are words like others"),
    ],
)
def test_a_dossier_is_found_by(searched: bootstrap.Desk, typed: str, found: list[str]) -> None:
    assert _names(searched, typed) == found


def test_the_newest_come_first_and_no_more_than_were_asked_for(searched: bootstrap.Desk) -> None:
    everybody = _names(searched, "H32")
    assert everybody == [_QUANG, _OWNER, _HOA, "Nguyễn Thị Thử"]
    assert _names(searched, "H32", limit=2) == everybody[:2]


@pytest.fixture
def crowded(prepared: Folder, tmp_path: Path) -> Iterator[bootstrap.Desk]:
    """One dossier 0001, and twelve newer ones of people whose telephones end, and numbers begin, like its code."""
    with prepared.copied_to(tmp_path).opened() as desk:
        for number in range(1, 14):
            begins = "0562" if number == 1 else "0001"
            phone = "" if number == 1 else "0905230001"
            form = of_person(f"Lê Thị {number}", personal_id=f"{begins}110241{number:02}", phone=phone)
            desk.intake.receive(form)
        yield desk


@pytest.mark.parametrize(
    "typed", ["0001", "231024-0001", "231024 0001", "2310240001", "le 0001", "H32 0001", "000 0001"]
)
def test_a_code_comes_before_numbers_and_no_limit_cuts_it_off(crowded: bootstrap.Desk, typed: str) -> None:
    for limit in (3, 50):
        first, *others = dossiers.search(crowded.db, typed, limit=limit)
        assert first.code.endswith("-231024-0001")
        assert first.is_by_code
        assert [line.id for line in others] == sorted((line.id for line in others), reverse=True)
        assert not any(line.is_by_code for line in others)
        assert len(others) < limit


def test_of_several_codes_the_newest_comes_first(crowded: bootstrap.Desk) -> None:
    found = dossiers.search(crowded.db, "231024", limit=5)
    assert [line.code[-4:] for line in found] == ["0013", "0012", "0011", "0010", "0009"]
    assert all(line.is_by_code for line in found)


@pytest.mark.parametrize("typed", ["0001", "231024-0001", "0905230001", "le thi 12", "h"])
def test_a_search_asks_one_question_of_the_index_and_walks_through_nothing(crowded: bootstrap.Desk, typed: str) -> None:
    asked: list[str] = []
    crowded.db.connection.set_trace_callback(asked.append)
    dossiers.search(crowded.db, typed)
    crowded.db.connection.set_trace_callback(None)
    asked = [sql for sql in asked if sql.lstrip().startswith("select")]
    assert len(asked) <= 2
    for sql in asked:
        plan = [row[3] for row in crowded.db.rows(f"explain query plan {sql}")]
        scans = [step for step in plan if step.startswith("SCAN")]
        assert all("VIRTUAL TABLE INDEX" in step or "subquery" in step.lower() for step in scans), plan
        assert not any("dossier_words" not in step and step.startswith("SCAN d") for step in plan), plan


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_beginnings_of_a_name_s_words_in_any_order_find_it(searched: bootstrap.Desk, data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(_FORMS))
    chosen = data.draw(st.permutations(form.applicant.name.split()))
    typed = " ".join(word[: data.draw(st.integers(1, len(word)))] for word in chosen)
    typed = data.draw(st.sampled_from([typed, typed.upper(), fold(typed)]))
    assert form.applicant.name in _names(searched, typed)


@settings(max_examples=60, deadline=None)
@given(typed=st.text(max_size=40))
def test_whatever_is_typed_is_answered(searched: bootstrap.Desk, typed: str) -> None:
    with contextlib.suppress(UnicodeEncodeError):
        assert set(_names(searched, typed)) <= {form.applicant.name for form in _FORMS}
