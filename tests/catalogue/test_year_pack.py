"""A year-pack's file, its checks, and what it changes: said wholly, and nothing where nothing changes."""

from __future__ import annotations

import dataclasses
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cchc_desktop import sentences
from cchc_desktop.catalogue import dated_rows, year_pack_making, year_pack_reading
from cchc_desktop.catalogue.year_pack_diff import About, differences
from cchc_desktop.catalogue.year_pack_merging import Known, merged_forms, merged_procedures, merged_years
from cchc_desktop.domain.forms import Forms
from cchc_desktop.domain.paper_text import PaperText
from cchc_desktop.domain.procedure import Catalogue, FeeBasis, OnlineLevel, PaperNeed, Procedure, RequiredPaper
from cchc_desktop.domain.term import TermUnit
from cchc_desktop.domain.year_pack import CalendarYear
from cchc_desktop.errors import CatalogueLineWrong, YearPackRefused
from cchc_desktop.sentences.year_pack_said import BY_FIELD, BY_WORDING, change_sentence
from cchc_desktop.sync import keys, year_pack
from cchc_desktop.text import dong
from tests.catalogue.test_records import PROCEDURES
from tests.catalogue.year_packs import NEW_YEAR, changed, mergers, new_city, pack_of, shipped, units

NOWHERE = Forms(regimes=(), form_sets=(), wordings=())


def known(
    procedures: tuple[Procedure, ...] = (), years: tuple[CalendarYear, ...] = (), forms: Forms = NOWHERE
) -> Known:  # fmt: skip
    return Known(procedures=procedures, years=years, forms=forms)


# --- the file ----------------------------------------------------------------------------------


def test_what_was_signed_comes_out_and_the_same_pack_gives_the_same_bytes() -> None:
    city, pack = new_city(), pack_of(shipped(), number=3)
    file = city.sign(pack)
    assert year_pack.opened(file, city.card.sign_key, after=2) == pack
    assert city.sign(pack) == file


@pytest.mark.parametrize(
    ("spoil", "cause"),
    [
        ({"format": 2}, "unknown_year_pack_format"),
        ({"kind": "cchc-desk-card"}, "not_a_year_pack"),
        ({"number": 0}, "not_a_year_pack"),
        ({"number": True}, "not_a_year_pack"),
        ({"number": "4"}, "not_a_year_pack"),
        ({"valid_from": "2027-02-30"}, "not_a_year_pack"),
        ({"decisions": "QĐ 1"}, "not_a_year_pack"),
        ({"decisions": [1]}, "not_a_year_pack"),
        ({"files": ["a"]}, "not_a_year_pack"),
        ({"files": {"a": 1}}, "not_a_year_pack"),
        ({"signer": "cchc-desk-x"}, "another_city"),
    ],
)
def test_a_pack_that_is_none_is_refused_though_the_city_signed_it(spoil: dict[str, object], cause: str) -> None:
    city = new_city()
    text = json.loads(json.loads(city.sign(pack_of({})))["text"]) | spoil
    signed = json.dumps(text)
    file = json.dumps({"text": signed, "signature": keys.sign(city.signing_key, signed.encode()).hex()}).encode()
    with pytest.raises(YearPackRefused) as refused:
        year_pack.opened(file, city.card.sign_key)
    assert refused.value.facts["cause"] == cause


@given(st.data())
def test_no_flipped_byte_is_believed(data: st.DataObject) -> None:
    city = new_city()
    file = bytearray(city.sign(pack_of({"calendar/years.csv": "x"})))
    place = data.draw(st.integers(0, len(file) - 1))
    file[place] ^= data.draw(st.integers(1, 255))
    try:
        found = year_pack.opened(bytes(file), city.card.sign_key)
    except YearPackRefused:
        return
    assert found == pack_of({"calendar/years.csv": "x"}), "white space or the case of a digit around what was signed"


# --- its content -------------------------------------------------------------------------------


def test_the_content_is_read_as_the_programs_own_files(catalogue: Catalogue, forms: Forms) -> None:
    pack = year_pack_reading.read(pack_of({**shipped(), **units("H32.1,2027-01-01,phường,Mẫu,,")}))
    assert pack.catalogue == catalogue
    assert pack.forms == forms
    assert [year.year for year in pack.years] == [2022, 2023, 2024, 2025, 2026, 2027]
    assert [(unit.agency_code, unit.unit_name) for unit in pack.units] == [("H32.1", "Mẫu")]
    assert year_pack_reading.read(pack_of(mergers())).catalogue is None


WRONG_FEE = changed(shipped(), "catalogue/procedures.csv", ",10000,per_case", ",-1,per_case")
ROW = "2027-01-01,H32.1,H32.9,0,phường,Mới,,"


@pytest.mark.parametrize(
    ("files", "file", "column", "cause"),
    [
        (WRONG_FEE, "procedures.csv", "fee_dong", "too_small"),
        ({"calendar/years.csv": "year,is_complete,note\n"}, "days.csv", "", "missing_file"),
        ({"catalogue/wards.csv": ""}, "catalogue/wards.csv", "", "strange_file"),
        ({"/etc/passwd": ""}, "/etc/passwd", "", "strange_file"),
        (units("H32.đ,2027-01-01,phường,Mẫu,,"), "units.csv", "agency_code", "wrong_code"),
        (units("H32.1,2027-01-01,quận,Mẫu,,"), "units.csv", "unit_kind", "unknown_word"),
        (units("H32.1,,phường,Mẫu,,"), "units.csv", "valid_from", "missing"),
        (units(*["H32.1,2027-01-01,phường,Mẫu,,"] * 2), "units.csv", "valid_from", "duplicate"),
        (mergers(ROW, "2027-01-01,H32.1,H32.8,0,phường,Mới,,"), "mergers.csv", "from_code", "duplicate"),
        (mergers(ROW, "2027-01-01,H32.2,H32.9,0,phường,Mới,,"), "mergers.csv", "desk_shift", "duplicate"),
        (mergers(ROW, "2027-01-01,H32.2,H32.9,3,phường,Khác,,"), "mergers.csv", "unit_name", "successor_named_twice"),
        (mergers("2027-01-01,H32.1,H32.1,0,phường,Mới,,"), "mergers.csv", "to_code", "merges_into_itself"),
        (mergers(ROW, "2027-02-01,H32.9,H32.1,0,phường,Mới,,"), "mergers.csv", "to_code", "merges_in_a_circle"),
        (mergers("2027-01-01,H32.1,H32.9,,phường,Mới,,"), "mergers.csv", "desk_shift", "missing"),
    ],
)  # fmt: skip
def test_one_wrong_line_refuses_the_pack(files: dict[str, str], file: str, column: str, cause: str) -> None:
    with pytest.raises(CatalogueLineWrong) as refused:
        year_pack_reading.read(pack_of(files))
    facts = refused.value.facts
    assert (facts["file"], facts["column"], facts["cause"]) == (file, column, cause)


def test_a_wrong_word_is_answered_with_the_words_that_may_stand_there() -> None:
    files = changed(shipped(), "catalogue/procedures.csv", ",10000,per_case", ",10000,per_person")
    with pytest.raises(CatalogueLineWrong) as refused:
        year_pack_reading.read(pack_of(files))
    assert f"cột fee_basis: chỉ nhận {', '.join(FeeBasis)}." in sentences.sentence(refused.value)


def test_a_folder_becomes_a_pack_and_a_wrong_one_none(tmp_path: Path) -> None:
    head = {"number": 4, "valid_from": "2027-01-01", "decisions": ["Quyết định 12"], "city": "Thành phố Nha Trang"}
    (tmp_path / "year-pack.json").write_text(json.dumps(head), "utf-8")
    for name, text in {**shipped(), **mergers(ROW)}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    pack = year_pack_making.read_folder(tmp_path)
    assert (pack.number, pack.valid_from, pack.mergers[0].to_code) == (4, NEW_YEAR, "H32.9")
    assert year_pack_reading.read(year_pack_making.read_texts(tmp_path)) == pack
    (tmp_path / "year-pack.json").write_text(json.dumps(head | {"number": "4"}), "utf-8")
    with pytest.raises(CatalogueLineWrong, match=r"year-pack\.json"):
        year_pack_making.read_folder(tmp_path)


# --- what it changes ---------------------------------------------------------------------------

CODES = st.sampled_from(["1.000001", "1.000002", "1.000003"])
DAYS = st.dates(date(2026, 6, 1), date(2027, 6, 1))
ONE_OF_EACH = st.lists(
    st.builds(
        dataclasses.replace,
        PROCEDURES,
        code=CODES,
        valid_from=DAYS,
        valid_to=st.none(),
        papers=st.just(()),
        cases=st.just(()),
        fee_dong=st.sampled_from([None, 1000, 2000]),
        name=st.sampled_from(["A", "B"]),
        short_name=st.just(""),
    ),
    max_size=3,
    unique_by=lambda procedure: procedure.code,
).map(tuple)


@given(ONE_OF_EACH, ONE_OF_EACH, ONE_OF_EACH, DAYS, DAYS)
def test_what_is_merged_holds_on_every_day_as_it_should(first, second, third, since, later) -> None:
    old = merged_procedures(first, second, since)  # an earlier pack has been accepted already
    new = merged_procedures(old, third, later)
    for day in (date(2026, 5, 1) + timedelta(days=n) for n in range(0, 420, 7)):
        for code in ("1.000001", "1.000002", "1.000003"):
            found = Catalogue("", new, "").find(code, day)
            given_now = next((one for one in third if one.code == code), None)
            if day < later or (given_now is not None and given_now.valid_from > day):
                wanted = Catalogue("", old, "").find(code, day)
            else:
                wanted = given_now
            assert _says(found) == _says(wanted), (code, day)


@given(ONE_OF_EACH, ONE_OF_EACH, DAYS)
def test_there_is_a_difference_exactly_where_something_else_holds(old, new, since) -> None:
    before = merged_procedures(old, old, since)
    after = merged_procedures(before, new, since)
    by_code = [dated_rows.series(rows, lambda one: one.code) for rows in (before, after)]
    is_same = by_code[0] == by_code[1] and list(by_code[0]) == list(by_code[1])
    found = differences(known(before), known(after))
    assert (not found) == is_same
    assert all(change.since is None or change.since >= since for change in found), "days before stay as they were"
    assert all(change_sentence(change) for change in found)


def _says(procedure: Procedure | None):
    return procedure and dataclasses.replace(procedure, valid_from=date.min, valid_to=None)


OTHER = {
    "name": "Tên khác", "short_name": "Gọn khác", "shortcut": "zz", "service_field": "Khác",
    "authority_level": "cấp huyện", "term_count": 9, "term_unit": TermUnit.CALENDAR_DAYS, "same_day_cut_off": None,
    "fee_dong": 77000,
    "fee_basis": FeeBasis.PER_DOSSIER, "fee_note": "ghi chú khác", "is_same_day_eligible": False,
    "online_level": OnlineLevel.NONE, "legal_basis": "Luật khác", "portal_url": "https://khac.vn", "confidence": "low",
    "source": "nguồn khác", "note": "khác", "papers": (), "cases": (),
}  # fmt: skip


@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(Procedure)][1:])
def test_every_changed_field_of_a_procedure_is_said(catalogue: Catalogue, name: str) -> None:
    if name in ("valid_from", "valid_to"):
        return  # days are said with what holds from them on
    old = next(one for one in catalogue if one.cases and one.same_day_cut_off and one.papers)
    new = dataclasses.replace(old, **{name: OTHER[name]})
    found = differences(known((old,)), known(merged_procedures((old,), (new,), NEW_YEAR)))
    assert found
    for sentence in map(change_sentence, found):
        assert sentence.endswith("từ 01/01/2027"), sentence
        assert f" {name}" not in sentence, "in words"
    assert {change.field for change in found if change.field} <= set(BY_FIELD)


@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(RequiredPaper)][1:])
def test_every_changed_field_of_a_paper_is_said(catalogue: Catalogue, name: str) -> None:
    old = next(one for one in catalogue if one.papers)
    other = {"originals": 7, "copies": 7, "when": PaperNeed.AUTHORISED, "note": "khác", "name": "Tờ khác"}
    value = other.get(name, "present" if str(old.papers[0].handling) == "submit" else "submit")
    new = dataclasses.replace(old, papers=(dataclasses.replace(old.papers[0], **{name: value}), *old.papers[1:]))
    (change,) = differences(known((old,)), known(merged_procedures((old,), (new,), NEW_YEAR)))
    assert (change.about, change.field) == (About.PAPER_FIELD, name)


YEARS = st.builds(
    CalendarYear,
    year=st.just(2027),
    complete=st.booleans(),
    holidays=st.dictionaries(st.dates(date(2027, 1, 1), date(2027, 1, 9)), st.sampled_from(["A", "B"]), max_size=4),
    days_off_in_lieu=st.dictionaries(st.dates(date(2027, 2, 1), date(2027, 2, 5)), st.just("C"), max_size=2),
    extra_working_days=st.dictionaries(st.dates(date(2027, 3, 1), date(2027, 3, 5)), st.just("D"), max_size=2),
    to_confirm=st.sets(st.dates(date(2027, 1, 1), date(2027, 1, 9)), max_size=2).map(lambda days: tuple(sorted(days))),
    note=st.sampled_from(["", "x"]),
)


@given(YEARS, YEARS, st.dates(date(2027, 1, 1), date(2027, 3, 9)))
def test_a_year_keeps_its_days_before_the_pack_and_every_other_difference_is_said(old, new, since) -> None:
    (merged,) = merged_years((old,), (new,), since)
    found = differences(known(years=(old,)), known(years=(merged,)))
    assert (not found) == (merged == old)
    if old.complete:
        assert {day: name for day, name in merged.holidays.items() if day < since} == {
            day: name for day, name in old.holidays.items() if day < since
        }
        assert all(change.since is None or change.since >= since for change in found)
    assert {day for day in merged.holidays if day >= since} == {day for day in new.holidays if day >= since}


def test_forms_change_from_the_packs_day_and_each_change_is_said(forms: Forms) -> None:
    wording = forms.wordings[-1]
    texts = forms.paper_texts
    new = dataclasses.replace(
        forms,
        wordings=(*forms.wordings[:-1], dataclasses.replace(wording, hotline_label="Số mới", notes=("Ghi chú mới",))),
        paper_texts=(PaperText(valid_from=date.min, valid_to=None, key=texts[0].key, text="Mới"), *texts[1:]),
        refusal_reasons=forms.refusal_reasons[:-1],
    )
    merged = merged_forms(forms, new, NEW_YEAR)
    last = date(2026, 12, 31)
    assert (merged.bare_wording_on(last).hotline_label, merged.bare_wording_on(NEW_YEAR).hotline_label) == (
        wording.hotline_label,
        "Số mới",
    )
    said = [change_sentence(change) for change in differences(known(forms=forms), known(forms=merged))]
    assert len(said) == 4, said
    assert all(line.endswith("từ 01/01/2027") for line in said)
    assert merged_forms(forms, forms, NEW_YEAR).to_record() == forms.to_record()
    for day in (date(2016, 1, 1), date(2023, 1, 1), last):
        assert merged.paper_texts_on(day) == forms.paper_texts_on(day)
        assert merged.regime_on(day) == forms.regime_on(day)


def test_a_new_decree_begins_by_a_new_code_and_the_old_one_ends(forms: Forms) -> None:
    (undated,) = (regime for regime in forms.regimes if regime.valid_from is None)
    regimes = tuple(
        dataclasses.replace(regime, valid_to=NEW_YEAR + timedelta(days=30)) if regime.code == "R3" else regime
        for regime in forms.regimes
        if regime.valid_from
    )
    new = dataclasses.replace(
        forms, regimes=(*regimes, dataclasses.replace(undated, valid_from=NEW_YEAR + timedelta(days=31)))
    )
    merged = merged_forms(forms, new, NEW_YEAR)
    assert [merged.regime_on(NEW_YEAR + timedelta(days=n)).code for n in (-1, 30, 31)] == ["R3", "R3", "R4"]
    said = [change_sentence(change) for change in differences(known(forms=forms), known(forms=merged))]
    assert any("Thôi áp dụng quy định R3" in line and "01/02/2027" in line for line in said), said


def test_every_name_has_words() -> None:
    fields = {field.name for kind in (Procedure, RequiredPaper) for field in dataclasses.fields(kind)}
    told = {"term_count", "term_unit", "fee_dong", "fee_basis", "papers", "cases"}
    assert fields - told <= set(BY_FIELD)
    assert {field.name for field in dataclasses.fields(NOWHERE)}
    assert "committee" in BY_WORDING


AMOUNTS = st.sampled_from([None, 0, 1000, 20_000, 1_234_567])
FEES = st.tuples(AMOUNTS, st.sampled_from(FeeBasis))
TERMS = st.tuples(st.sampled_from([None, 1, 3, 15]), st.one_of(st.none(), st.sampled_from(TermUnit)))


@given(st.one_of(st.tuples(FEES, FEES), st.tuples(TERMS, TERMS)))
@example(((None, FeeBasis.PROVINCIAL), (20_000, FeeBasis.PROVINCIAL)))
@example(((None, FeeBasis.PER_COPY), (None, FeeBasis.PER_PAGE)))
def test_a_changed_fee_or_term_never_reads_the_same_before_and_after(catalogue: Catalogue, sides) -> None:
    names = ("fee_dong", "fee_basis") if isinstance(sides[0][1], FeeBasis) else ("term_count", "term_unit")
    shown = catalogue.procedures[0]
    old, new = (dataclasses.replace(shown, **dict(zip(names, side, strict=True))) for side in sides)
    found = differences(known((old,)), known(merged_procedures((old,), (new,), NEW_YEAR)))
    assert bool(found) == (sides[0] != sides[1])
    for sentence in map(change_sentence, found):
        before, after = sentence.removesuffix(", từ 01/01/2027").split(": ", 1)[1].split(" → ")
        assert before != after, sentence
        for (number, unit), said in zip(sides, (before, after), strict=True):
            if number is not None and unit is not TermUnit.SAME_DAY:
                assert dong(number) in said, "with its number"
            assert "None" not in said
