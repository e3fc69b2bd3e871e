"""What the starting catalogue holds: facts that other rooms and the clerks rely on."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from datetime import date, time

import pytest

from cchc_desktop.catalogue import reading
from cchc_desktop.domain.procedure import Catalogue, FeeBasis, OnlineLevel, PaperHandling, PaperNeed, Procedure
from cchc_desktop.domain.term import Term, TermUnit
from cchc_desktop.paths import resources
from cchc_desktop.text import fold, nfc

DAY = date(2023, 10, 26)


def find(catalogue: Catalogue, code: str) -> Procedure:
    procedure = catalogue.find(code, DAY)
    assert procedure is not None
    return procedure


def test_every_row_of_the_data_is_there(catalogue):
    assert len(catalogue) == 110
    assert sum(len(procedure.papers) for procedure in catalogue) == 131
    assert sum(1 for procedure in catalogue if procedure.papers) == 34
    assert Counter(procedure.authority_level for procedure in catalogue) == {"cấp xã": 104, "cấp huyện": 6}
    assert Counter(procedure.confidence for procedure in catalogue) == {"high": 43, "medium": 54, "low": 13}


def test_the_order_is_that_of_frequency(catalogue):
    codes = [procedure.code for procedure in catalogue]
    assert codes[:5] == ["2.000815", "2.000635", "2.000884", "1.001193", "1.004873"]
    assert [procedure.code for procedure in catalogue.in_force(DAY)] == codes


def test_the_row_without_a_national_code_has_an_internal_one(catalogue):
    assert find(catalogue, "NB-001").service_field == "Đất đai"
    assert [p.code for p in catalogue if not re.fullmatch(r"\d\.\d{6}", p.code)] == ["NB-001"]


def test_every_row_says_that_it_was_not_compared_after_june_2025(catalogue):
    assert {procedure.valid_from for procedure in catalogue} == {date(2016, 1, 1)}
    assert {procedure.valid_to for procedure in catalogue} == {None}
    assert {procedure.note for procedure in catalogue} == {"chưa đối chiếu sau 30/6/2025"}


def test_every_certain_row_of_the_commune_has_a_short_name(catalogue):
    certain = [p for p in catalogue if p.confidence == "high" and p.authority_level == "cấp xã"]
    assert len(certain) == 43
    assert all(procedure.short_name for procedure in certain)


def test_short_names_are_short_distinct_and_written_not_cut(catalogue):
    names = [procedure.short_name for procedure in catalogue if procedure.short_name]
    assert len(names) == 110
    assert len({fold(name) for name in names}) == 110
    for name in names:
        assert len(name) <= 48
        assert nfc(name) == name
        assert name[0].isupper()
        assert "…" not in name
        assert not name.endswith((".", ",", " -"))


def test_short_names_break_into_four_lines_of_sixteen_signs(catalogue):
    for procedure in list(catalogue)[:60]:
        lines, line = 1, 0
        for word in procedure.short_name.split():
            line += len(word) + 1
            if line > 17:
                lines, line = lines + 1, len(word) + 1
        assert lines <= 4, procedure.short_name


def test_an_empty_term_stays_unknown(catalogue):
    without = [procedure for procedure in catalogue if procedure.term is None]
    assert len(without) == 25
    assert all(procedure.term_count is None and procedure.term_unit is None for procedure in without)


@pytest.mark.parametrize(
    ("code", "term", "cut_off"),
    [
        pytest.param("2.000815", Term(1, TermUnit.SAME_DAY), time(15), id="certified copy"),
        pytest.param("1.004873", Term(3, TermUnit.WORKING_DAYS), None, id="marital status"),
        pytest.param("2.001263", Term(30, TermUnit.CALENDAR_DAYS), None, id="adoption"),
        pytest.param("2.002622", None, None, id="no term in the data"),
    ],
)
def test_terms_are_those_of_the_data(catalogue, code, term, cut_off):
    assert (find(catalogue, code).term, find(catalogue, code).same_day_cut_off) == (term, cut_off)


@pytest.mark.parametrize(
    ("code", "basis", "dong"),
    [
        pytest.param("2.000815", FeeBasis.PER_PAGE, 2000, id="by page"),
        pytest.param("1.000894", FeeBasis.FREE, 0, id="free is nought"),
        pytest.param("1.004873", FeeBasis.PROVINCIAL, None, id="the province's is unknown, not nought"),
    ],
)
def test_fees_are_those_of_the_data(catalogue, code, basis, dong):
    procedure = find(catalogue, code)
    assert (procedure.fee_basis, procedure.fee_dong) == (basis, dong)


def test_fees_of_the_province_are_never_a_number(catalogue):
    provincial = [procedure for procedure in catalogue if procedure.fee_basis is FeeBasis.PROVINCIAL]
    assert len(provincial) == 14
    assert all(procedure.fee_dong is None for procedure in provincial)


def test_flags_keep_their_counts(catalogue):
    assert sum(procedure.is_same_day_eligible for procedure in catalogue) == 9
    assert Counter(procedure.online_level for procedure in catalogue) == {
        OnlineLevel.PARTIAL: 70,
        OnlineLevel.FULL: 29,
        OnlineLevel.NONE: 11,
    }


def test_a_paper_is_shown_only_where_its_note_says_so_and_an_original_is_asked_for(catalogue):
    for procedure in catalogue:
        for paper in procedure.papers:
            is_shown = paper.note.startswith("Xuất trình") and paper.originals > 0
            assert (paper.handling is PaperHandling.PRESENT) == is_shown, (procedure.code, paper.seq)


def test_papers_of_an_authorisation_and_of_residence_are_told_apart(catalogue):
    for procedure in catalogue:
        for paper in procedure.papers:
            assert (paper.when is PaperNeed.AUTHORISED) == paper.note.startswith("Khi ủy quyền")
            assert (paper.when is PaperNeed.NO_RESIDENCE_DATA) == ("không khai thác được" in paper.note)


def test_at_least_ten_frequent_procedures_have_cases(catalogue):
    frequent = [procedure for procedure in list(catalogue)[:25] if procedure.cases]
    assert len(frequent) >= 10
    for procedure in catalogue:
        assert len(procedure.cases) != 1, "a single case is no choice"
        assert all(len(case.label) <= 26 for case in procedure.cases)


def test_a_case_matters_where_the_papers_asked_for_differ(catalogue):
    for procedure in catalogue:
        assert procedure.cases_differ == bool(procedure.cases), procedure.code
        alike = [dataclasses.replace(case, papers=(1,)) for case in procedure.cases]
        assert not dataclasses.replace(procedure, cases=tuple(alike)).cases_differ
        assert not dataclasses.replace(procedure, cases=procedure.cases[:1]).cases_differ


def test_every_paper_of_a_case_is_named_by_a_case(catalogue):
    for procedure in catalogue:
        asked = {seq for case in procedure.cases for seq in case.papers}
        assert asked == {paper.seq for paper in procedure.papers if paper.when is PaperNeed.CASE}, procedure.code


def shown(procedure: Procedure, case_code: str, *, is_authorised: bool = False) -> dict[int, bool]:
    return {paper.seq: required for paper, required in procedure.papers_for(case_code, is_authorised=is_authorised)}


@pytest.mark.parametrize(
    ("case_code", "is_authorised", "expected"),
    [
        pytest.param("never-married", False, {1: True, 2: True, 6: False}, id="never married"),
        pytest.param("divorced", False, {1: True, 2: True, 3: True, 6: False}, id="divorced"),
        pytest.param("reissue", True, {1: True, 2: True, 5: True, 6: False, 7: True}, id="again, by somebody else"),
        pytest.param("", False, {1: True, 2: True, 3: False, 4: False, 5: False, 6: False}, id="no case chosen yet"),
        pytest.param("gone", True, {1: True, 2: True, 3: False, 4: False, 5: False, 6: False, 7: True}, id="unknown"),
    ],
)
def test_papers_of_a_marital_status_certificate(catalogue, case_code, is_authorised, expected):
    assert shown(find(catalogue, "1.004873"), case_code, is_authorised=is_authorised) == expected


def test_unconditional_papers_belong_to_every_case(catalogue):
    for procedure in catalogue:
        always = {paper.seq for paper in procedure.papers if not paper.is_conditional}
        for case in procedure.cases:
            required = {seq for seq, is_required in shown(procedure, case.case_code).items() if is_required}
            assert required == always | set(case.papers)


def test_wards_are_the_nineteen_and_eight_of_nha_trang():
    wards = reading.read_wards(resources() / "catalogue")
    assert Counter(ward.unit_kind for ward in wards) == {"phường": 19, "xã": 8}
    assert len({ward.gso_code for ward in wards}) == 27
    assert all("không chính thức" in ward.note for ward in wards)
