"""Every fault of a file is refused with its place and cause, and nothing of the folder is handed on."""

from __future__ import annotations

import contextlib
import shutil
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.catalogue import reading
from cchc_desktop.errors import CatalogueLineWrong, ResourceError
from cchc_desktop.paths import resources

PROCEDURES, PAPERS, CASES, SHORT = "procedures.csv", "papers.csv", "cases.csv", "short_names.csv"
READERS = {"catalogue": reading.read_catalogue, "calendar": reading.read_calendar, "forms": reading.read_forms}


def refusal(folder, reader=None) -> CatalogueLineWrong:
    with pytest.raises(CatalogueLineWrong) as caught:
        (reader or READERS[folder.name])(folder)
    facts = caught.value.facts
    first = facts["problems"][0]
    assert (first.file, first.line, first.column, first.cause) == tuple(
        facts[name] for name in ("file", "line", "column", "cause")
    )
    return caught.value


def place(error: CatalogueLineWrong) -> tuple[object, ...]:
    return tuple(error.facts[name] for name in ("file", "line", "column", "cause"))


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        pytest.param(PROCEDURES, "\n2.000635,", "\n2.00635,", (3, "code", "wrong_code"), id="code pattern"),
        pytest.param(PROCEDURES, "\n2.000635,", "\n٢.000635,", (3, "code", "wrong_code"), id="other digits"),
        pytest.param(PROCEDURES, "\n2.000635,", "\n,", (3, "code", "missing"), id="code missing"),
        pytest.param(PROCEDURES, "\n2.000635,", "\n2.000815,", (3, "code", "duplicate"), id="code twice"),
        pytest.param(
            PROCEDURES,
            "\n2.000635,Cấp bản sao Trích lục hộ tịch,",
            "\n2.000635,,",
            (3, "name", "missing"),
            id="no name",
        ),
        pytest.param(
            PROCEDURES, "cấp xã,1,same_day", "cấp tổ,1,same_day", (2, "authority_level", "unknown_word"), id="level"
        ),
        pytest.param(PROCEDURES, "cấp xã,3,working_days", "cấp xã,3,days", (6, "term_unit", "unknown_word"), id="unit"),
        pytest.param(PROCEDURES, "cấp xã,3,working_days", "cấp xã,3,", (6, "term_unit", "missing"), id="no unit"),
        pytest.param(
            PROCEDURES, "cấp xã,3,working_days", "cấp xã,,working_days", (6, "term_count", "missing"), id="no count"
        ),
        pytest.param(
            PROCEDURES, "cấp xã,3,working_days", "cấp xã,ba,working_days", (6, "term_count", "wrong_number"), id="words"
        ),
        pytest.param(
            PROCEDURES, "cấp xã,3,working_days", "cấp xã,2.5,working_days", (6, "term_count", "wrong_number"), id="half"
        ),
        pytest.param(
            PROCEDURES, "cấp xã,3,working_days", "cấp xã,0,working_days", (6, "term_count", "too_small"), id="nought"
        ),
        pytest.param(
            PROCEDURES,
            "cấp xã,1,same_day",
            "cấp xã,2,same_day",
            (2, "term_count", "same_day_not_one"),
            id="2 same days",
        ),
        pytest.param(PROCEDURES, ",15:00,2000,", ",25:00,2000,", (2, "same_day_cut_off", "wrong_time"), id="hour 25"),
        pytest.param(PROCEDURES, ",15:00,2000,", ",3pm,2000,", (2, "same_day_cut_off", "wrong_time"), id="3pm"),
        pytest.param(
            PROCEDURES,
            "3,working_days,,,provincial",
            "3,working_days,15:00,,provincial",
            (6, "same_day_cut_off", "cut_off_without_same_day"),
            id="cut-off of a term of days",
        ),
        pytest.param(
            PROCEDURES, ",15:00,2000,per_page", ",15:00,-1,per_page", (2, "fee_dong", "too_small"), id="negative fee"
        ),
        pytest.param(
            PROCEDURES, ",15:00,2000,per_page", ",15:00,2000,per_kg", (2, "fee_basis", "unknown_word"), id="fee basis"
        ),
        pytest.param(
            PROCEDURES, ",15:00,0,free", ",15:00,5000,free", (8, "fee_dong", "fee_though_free"), id="a price for free"
        ),
        pytest.param(
            PROCEDURES,
            ",yes,partial_online",
            ",có,partial_online",
            (2, "is_same_day_eligible", "unknown_word"),
            id="yes/no",
        ),
        pytest.param(
            PROCEDURES, ",yes,partial_online", ",yes,mức 4", (2, "online_level", "unknown_word"), id="online level"
        ),
        pytest.param(
            PROCEDURES, "https://dichvucong", "http://dichvucong", (2, "portal_url", "wrong_url"), id="address"
        ),
        pytest.param(PROCEDURES, "2016-01-01,,", "2016-02-30,,", (2, "valid_from", "wrong_date"), id="30 February"),
        pytest.param(
            PROCEDURES, "2016-01-01,,", "01/01/2016,,", (2, "valid_from", "wrong_date"), id="other form of date"
        ),
        pytest.param(PROCEDURES, "2016-01-01,,", ",,", (2, "valid_from", "missing"), id="no beginning"),
        pytest.param(
            PROCEDURES, "2016-01-01,,", "2016-01-01,2015-12-31,", (2, "valid_to", "ends_before_start"), id="ends before"
        ),
        pytest.param(PROCEDURES, ",high,", ",sure,", (2, "confidence", "unknown_word"), id="confidence"),
        pytest.param(PROCEDURES, "code,name", "code,title", (1, "", "wrong_header"), id="header"),
        pytest.param(PROCEDURES, ",Hộ tịch,", ", Hộ tịch,", (3, "service_field", "stray_space"), id="stray space"),
        pytest.param(PROCEDURES, ",Hộ tịch,", ",", (3, "", "wrong_cell_count"), id="a cell too few"),
        pytest.param(
            PAPERS, "\n2.000635,1,", "\n9.999999,1,", (5, "procedure_code", "unknown_procedure"), id="paper of none"
        ),
        pytest.param(PAPERS, "\n2.000815,2,", "\n2.000815,1,", (3, "seq", "duplicate"), id="paper twice"),
        pytest.param(PAPERS, "\n2.000815,2,", "\n2.000815,0,", (3, "seq", "too_small"), id="paper nought"),
        pytest.param(
            PAPERS, ",1,0,always,present", ",0,0,always,present", (2, "originals", "no_quantity"), id="no quantity"
        ),
        pytest.param(
            PAPERS, ",1,0,always,present", ",,0,always,present", (2, "originals", "missing"), id="originals empty"
        ),
        pytest.param(PAPERS, ",always,present", ",often,present", (2, "when", "unknown_word"), id="when"),
        pytest.param(PAPERS, ",always,present", ",always,show", (2, "handling", "unknown_word"), id="handling"),
        pytest.param(
            CASES, ",Mang sẵn bản sao,2,", ",Mang sẵn bản sao,9,", (2, "papers", "unknown_paper"), id="no such paper"
        ),
        pytest.param(
            CASES,
            ",Mang sẵn bản sao,2,",
            ",Mang sẵn bản sao,1,",
            (2, "papers", "paper_not_of_a_case"),
            id="always asked",
        ),
        pytest.param(
            CASES, ",Mang sẵn bản sao,2,", ",Mang sẵn bản sao,2;2,", (2, "papers", "duplicate"), id="named twice"
        ),
        pytest.param(
            CASES,
            ",Mang sẵn bản sao,2,",
            ",Mang sẵn bản sao,2 và 3,",
            (2, "papers", "wrong_number"),
            id="papers in words",
        ),
        pytest.param(
            CASES, "Mang sẵn bản sao", "Mang sẵn bản sao của mình đi", (2, "label", "too_long"), id="long label"
        ),
        pytest.param(CASES, "Chụp tại nơi chứng thực", "Mang sẵn bản sao", (3, "label", "duplicate"), id="label twice"),
        pytest.param(CASES, "copied-here", "copy-brought", (3, "case_code", "duplicate"), id="case twice"),
        pytest.param(CASES, "copy-brought", "Có bản sao", (2, "case_code", "wrong_slug"), id="slug"),
        pytest.param(
            CASES, "\n2.000815,copy", "\n2.111111,copy", (2, "procedure_code", "unknown_procedure"), id="case of none"
        ),
        pytest.param(
            SHORT, "Đăng ký khai sinh,", f"{'Đăng ký ' * 6}Sinh,", (5, "short_name", "too_long"), id="49+ signs"
        ),
        pytest.param(SHORT, "Đăng ký khai tử,", "Đăng ký khai sinh,", (7, "short_name", "duplicate"), id="name twice"),
        pytest.param(
            SHORT, "Đăng ký khai tử,", "Dang ky khai sinh,", (7, "short_name", "duplicate"), id="alike without accents"
        ),
        pytest.param(SHORT, "\n1.001193,", "\n2.000815,", (5, "procedure_code", "duplicate"), id="two names"),
        pytest.param(
            SHORT, "\n1.001193,", "\n1.111111,", (5, "procedure_code", "unknown_procedure"), id="name of none"
        ),
        pytest.param(SHORT, ",tl\n", ",cs\n", (3, "shortcut", "duplicate"), id="shortcut twice"),
        pytest.param(SHORT, ",tl\n", ",TL\n", (3, "shortcut", "wrong_shortcut"), id="shortcut in capitals"),
        pytest.param("version.txt", "2025", "bản 2025", (1, "", "wrong_version"), id="version"),
    ],
)
def test_a_fault_of_the_catalogue_is_refused_with_its_place(spoil, file, old, new, expected):
    assert place(refusal(spoil("catalogue", file, old, new))) == (file, *expected)


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        pytest.param(
            "days.csv", "2026-08-22,", "2026-08-21,", (74, "date", "not_a_weekend_day"), id="swap on a Friday"
        ),
        pytest.param(
            "days.csv", "2026-08-31,", "2026-08-30,", (75, "date", "not_a_weekday"), id="off in lieu on a Sunday"
        ),
        pytest.param("days.csv", "2026-11-24,", "2028-11-24,", (78, "date", "unknown_year"), id="outside its years"),
        pytest.param("days.csv", "2026-11-24,", "2026-09-02,", (78, "date", "duplicate"), id="a day twice"),
        pytest.param("days.csv", "2026-11-24,", "2026-11-31,", (78, "date", "wrong_date"), id="31 November"),
        pytest.param("days.csv", "2026-11-24,", ",", (78, "date", "missing"), id="no date"),
        pytest.param(
            "days.csv",
            "Ngày Văn hóa Việt Nam,holiday",
            "Ngày Văn hóa Việt Nam,fest",
            (78, "kind", "unknown_word"),
            id="kind",
        ),
        pytest.param("days.csv", "Ngày Văn hóa Việt Nam,", ",", (78, "name", "missing"), id="no name"),
        pytest.param("years.csv", "2027,no", "2026,no", (7, "year", "duplicate"), id="a year twice"),
        pytest.param("years.csv", "2027,no", "MMXXVII,no", (7, "year", "wrong_number"), id="a year in letters"),
        pytest.param("years.csv", "2027,no", "2027,maybe", (7, "is_complete", "unknown_word"), id="complete?"),
    ],
)
def test_a_fault_of_the_calendar_is_refused_with_its_place(spoil, file, old, new, expected):
    assert place(refusal(spoil("calendar", file, old, new))) == (file, *expected)


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        pytest.param(
            "regimes.csv", "2021-12-06", "2021-12-07", (0, "valid_from", "days_not_covered"), id="a day without"
        ),
        pytest.param(
            "regimes.csv",
            "R3,2025-07-01,,",
            "R3,2025-07-01,2026-01-01,",
            (0, "valid_to", "days_not_covered"),
            id="no end",
        ),
        pytest.param("regimes.csv", "\nR1,", "\nR0,", (3, "code", "duplicate"), id="regime twice"),
        pytest.param(
            "form_sets.csv", "0001-01-01", "2018-11-23", (0, "valid_from", "days_not_covered"), id="no forms before"
        ),
        pytest.param("form_sets.csv", "2025-09-15", "15/9/2025", (3, "valid_from", "wrong_date"), id="date"),
        pytest.param(
            "forms.csv", "TT03-2025,stop_notice", "TT04,stop_notice", (12, "form_set", "unknown_form_set"), id="no set"
        ),
        pytest.param("forms.csv", "stop_notice", "pause_notice", (12, "purpose", "unknown_word"), id="purpose"),
        pytest.param("forms.csv", "stop_notice", "apology_notice", (12, "purpose", "duplicate"), id="purpose twice"),
        pytest.param("forms.csv", "stop_notice,05", "stop_notice,04", (12, "number", "duplicate"), id="number twice"),
        pytest.param(
            "forms.csv", "TT03-2025,appointment_slip", "TT01-2018,stop_notice", (8, "number", "duplicate"), id="moved"
        ),
        pytest.param("wording.csv", "2025-06-30,committee", "2025-06-30,council", (2, "key", "unknown_word"), id="key"),
        pytest.param("wording.csv", "{UNIT}", "{WARD}", (2, "text", "unknown_placeholder"), id="placeholder"),
        pytest.param(
            "wording.csv", "2025-06-30,centre,", "2025-06-30,committee,", (3, "key", "duplicate"), id="key twice"
        ),
    ],
)
def test_a_fault_of_the_forms_is_refused_with_its_place(spoil, file, old, new, expected):
    assert place(refusal(spoil("forms", file, old, new))) == (file, *expected)


def test_a_form_set_without_a_slip_is_refused(spoil):
    folder = spoil(
        "forms", "forms.csv", "TT03-2025,appointment_slip,01,Giấy tiếp nhận hồ sơ và hẹn trả kết quả,TNHS\n", ""
    )
    assert place(refusal(folder)) == ("form_sets.csv", 3, "code", "no_appointment_slip")


def test_wording_that_lacks_a_text_is_refused(spoil):
    lost = "2025-07-01,,return_place,Trung tâm Phục vụ hành chính công {unit}\n"
    folder = spoil("forms", "wording.csv", lost, "")
    assert place(refusal(folder)) == ("wording.csv", 0, "return_place", "missing")


def test_a_ward_twice_is_refused(spoil):
    folder = spoil("catalogue", "wards.csv", "phuong-vinh-hai", "phuong-vinh-hoa")
    assert place(refusal(folder, reading.read_wards)) == ("wards.csv", 3, "slug", "duplicate")


def test_all_faults_of_all_files_are_told_at_once(spoil):
    spoil("catalogue", PROCEDURES, "cấp xã,3,working_days", "cấp xã,ba,weeks")
    spoil("catalogue", PAPERS, ",always,present", ",often,present")
    folder = spoil("catalogue", SHORT, ",tl\n", ",cs\n")
    problems = refusal(folder).facts["problems"]
    assert {(p.file, p.line, p.column, p.cause, p.found) for p in problems} == {
        (PROCEDURES, 6, "term_count", "wrong_number", "ba"),
        (PROCEDURES, 6, "term_unit", "unknown_word", "weeks"),
        (PAPERS, 2, "when", "unknown_word", "often"),
        (SHORT, 3, "shortcut", "duplicate", "cs"),
    }


def test_text_that_is_not_composed_is_refused(spoil):
    folder = spoil("catalogue", SHORT, "Đăng ký khai tử", unicodedata.normalize("NFD", "Đăng ký khai tử"))
    assert place(refusal(folder)) == (SHORT, 7, "short_name", "not_nfc")


def test_another_encoding_is_refused_with_its_line(spoil):
    folder = spoil("catalogue", "version.txt", "2025", "2025")
    content = (folder / SHORT).read_bytes().replace("Đăng ký khai tử".encode(), b"\xd0\xe3ng k\xfd khai t\xfd")
    (folder / SHORT).write_bytes(content)
    assert place(refusal(folder)) == (SHORT, 7, "", "not_utf8")


def test_a_quote_that_never_ends_is_refused(spoil):
    folder = spoil("catalogue", SHORT, "Đăng ký khai tử,kt", '"Đăng ký khai tử,kt')
    error = refusal(folder)
    assert (error.facts["file"], error.facts["cause"]) == (SHORT, "wrong_quotes")


@pytest.mark.parametrize("file", [PROCEDURES, PAPERS, CASES, SHORT, "version.txt"])
def test_a_missing_file_is_named_and_nothing_else(spoil, file):
    folder = spoil("catalogue", "version.txt", "2025", "2025")
    (folder / file).unlink()
    error = refusal(folder)
    assert place(error) == (file, 0, "", "missing_file")


@pytest.mark.parametrize("file", [PROCEDURES, PAPERS, CASES, SHORT])
def test_an_empty_file_has_no_header(spoil, file):
    folder = spoil("catalogue", "version.txt", "2025", "2025")
    (folder / file).write_text("", "utf-8")
    assert place(refusal(folder)) == (file, 1, "", "wrong_header")


def test_a_catalogue_without_procedures_is_refused(spoil):
    folder = spoil("catalogue", "version.txt", "2025", "2025")
    header = (folder / PROCEDURES).read_text("utf-8").splitlines()[0]
    (folder / PROCEDURES).write_text(header + "\n", "utf-8")
    assert place(refusal(folder)) == (PROCEDURES, 0, "", "no_lines")


def test_a_byte_order_mark_and_line_ends_of_a_spreadsheet_are_taken(spoil, catalogue):
    folder = spoil("catalogue", "version.txt", "2025", "2025")
    for file in (PROCEDURES, PAPERS, CASES, SHORT):
        text = (folder / file).read_text("utf-8")
        (folder / file).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert reading.read_catalogue(folder) == catalogue


@given(st.integers(min_value=0, max_value=139), st.binary(min_size=1, max_size=6))
def test_a_damaged_calendar_is_refused_or_read_and_never_breaks_the_reader(tmp_path_factory, place_percent, noise):
    folder = tmp_path_factory.mktemp("calendar") / "calendar"
    shutil.copytree(resources() / "calendar", folder)
    content = (folder / "years.csv").read_bytes()
    at = place_percent * len(content) // 140
    (folder / "years.csv").write_bytes(content[:at] + noise + content[at:])
    years = None
    with contextlib.suppress(ResourceError):
        years = reading.read_calendar(folder)
    assert years is None or len(years) == 6
