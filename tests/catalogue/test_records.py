"""What the store keeps of a catalogue, a calendar and the forms comes back equal."""

from __future__ import annotations

import dataclasses
import json
from datetime import date, time

from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.entry import canonical
from cchc_desktop.domain.forms import Forms
from cchc_desktop.domain.procedure import (
    Catalogue,
    FeeBasis,
    OnlineLevel,
    PaperHandling,
    PaperNeed,
    Procedure,
    ProcedureCase,
    RequiredPaper,
)
from cchc_desktop.domain.term import TermUnit
from cchc_desktop.domain.year_pack import CalendarYear

TEXTS = st.text(max_size=12)
PAPERS = st.builds(
    RequiredPaper,
    seq=st.integers(1, 40),
    name=TEXTS,
    originals=st.integers(0, 9),
    copies=st.integers(0, 9),
    when=st.sampled_from(PaperNeed),
    handling=st.sampled_from(PaperHandling),
    note=TEXTS,
)
CASES = st.builds(
    ProcedureCase, case_code=TEXTS, label=TEXTS, papers=st.lists(st.integers(1, 40), max_size=3).map(tuple), note=TEXTS
)
PROCEDURES = st.builds(
    Procedure,
    **dict.fromkeys(
        (
            "code", "name", "short_name", "shortcut", "service_field", "authority_level", "fee_note", "legal_basis",
            "portal_url", "confidence", "source", "note",
        ),
        TEXTS,
    ),
    term_count=st.none() | st.integers(1, 60),
    term_unit=st.none() | st.sampled_from(TermUnit),
    same_day_cut_off=st.none() | st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    fee_dong=st.none() | st.integers(0, 10**9),
    fee_basis=st.sampled_from(FeeBasis),
    is_same_day_eligible=st.booleans(),
    online_level=st.sampled_from(OnlineLevel),
    valid_from=st.dates(),
    valid_to=st.none() | st.dates(),
    papers=st.lists(PAPERS, max_size=3).map(tuple),
    cases=st.lists(CASES, max_size=3).map(tuple),
)  # fmt: skip


def through_text(record):
    return json.loads(canonical(record))


@given(PROCEDURES)
def test_any_procedure_comes_back_from_its_text(procedure):
    record = through_text(procedure.to_record())
    assert Procedure.from_record(record) == procedure
    assert canonical(Procedure.from_record(record).to_record()) == canonical(procedure.to_record())


def test_the_starting_catalogue_comes_back_whole(catalogue):
    again = Catalogue.from_record(through_text(catalogue.to_record()))
    assert again == catalogue
    assert Catalogue.of(again.version, again).sha256 == catalogue.sha256


def test_the_hash_changes_with_any_cell(catalogue):
    first, *others = catalogue
    changed = dataclasses.replace(first, fee_dong=None)
    assert Catalogue.of(catalogue.version, [changed, *others]).sha256 != catalogue.sha256


def test_a_name_of_a_newer_program_is_passed_over(catalogue):
    procedure = catalogue.procedures[0]
    assert Procedure.from_record({**procedure.to_record(), "colour": "red"}) == procedure


def test_years_and_forms_come_back(years, forms):
    for year in years.values():
        assert CalendarYear.from_record(through_text(year.to_record())) == year
    assert Forms.from_record(through_text(forms.to_record())) == forms


def test_each_version_is_found_in_its_time(catalogue):
    procedure = catalogue.procedures[4]
    before = dataclasses.replace(procedure, valid_to=date(2025, 12, 31))
    after = dataclasses.replace(procedure, valid_from=date(2026, 1, 1), term_count=2)
    both = Catalogue.of("test", [before, after])
    assert both.find(procedure.code, date(2025, 12, 31)) == before
    assert both.find(procedure.code, date(2026, 1, 1)) == after
    assert both.in_force(date(2026, 1, 1)) == (after,)
    assert both.find(procedure.code, date(2015, 12, 31)) is None
    assert both.find("9.999999", date(2026, 1, 1)) is None


def test_where_two_versions_overlap_the_later_one_holds(catalogue):
    old = catalogue.procedures[4]
    new = dataclasses.replace(old, valid_from=date(2026, 1, 1), term_count=2)
    for versions in ([old, new], [new, old]):
        assert Catalogue.of("test", versions).find(old.code, date(2026, 5, 4)) == new
        assert Catalogue.of("test", versions).in_force(date(2026, 5, 4)) == (new,)
