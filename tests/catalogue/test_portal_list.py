"""The portal's list (Excel) as it really comes: titles above, columns in any order, lines that cannot be read."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook  # type: ignore[import-untyped]

from cchc_desktop.catalogue.portal_list import columns_of, read_portal_list
from cchc_desktop.clock import moment
from cchc_desktop.domain.online import PortalList
from cchc_desktop.errors import CatalogueLineWrong
from cchc_desktop.sentences import sentence

HEADERS = ("STT", "Mã hồ sơ", "Mã thủ tục", "Tên thủ tục", "Chủ hồ sơ", "Ngày nộp", "Ngày tiếp nhận hệ thống")
GOOD = (1, "H32.1-231026-0001", "1.004873", "Cấp giấy", "Trần Thị Mẫu", "26/10/2023 15:30", "26/10/2023 15:31:20")


def book(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    workbook.save(path)
    return path


def read(tmp_path: Path, *rows: Sequence[Any], headers: Sequence[Any] = HEADERS) -> PortalList:
    return read_portal_list(book(tmp_path / "list.xlsx", [headers, *rows]))


def with_cell(place: int, value: Any) -> list[Any]:
    row: list[Any] = list(GOOD)
    row[place] = value
    return row


def refused(found: PortalList) -> list[tuple[int, str, list[tuple[str, str]]]]:
    return [
        (line.line, line.portal_code, [(problem.field, problem.cause) for problem in line.problems])
        for line in found.refused
    ]


def test_a_line_is_read_by_its_headers(tmp_path: Path) -> None:
    found = read(tmp_path, GOOD)
    assert found.refused == ()
    (line,) = found.lines
    assert (line.line, line.portal_code, line.procedure_code, line.name) == (
        2,
        "H32.1-231026-0001",
        "1.004873",
        "Trần Thị Mẫu",
    )
    assert (line.submitted_at, line.received_at) == (moment("2023-10-26T15:30"), moment("2023-10-26T15:31:20"))


def test_titles_above_other_orders_and_empty_lines_do_not_matter(tmp_path: Path) -> None:
    rows = [
        ["DANH SÁCH HỒ SƠ TRỰC TUYẾN"],
        [],
        ["NGÀY  NỘP HỒ SƠ", "Số điện thoại người nộp", "Người nộp hồ sơ", "Mã số hồ sơ", "Tên TTHC"],
        ["26/10/2023 15:30", "0905000417", "Trần Thị Mẫu", " h32.1-231026-0001 ", "Cấp giấy"],
        [None, None, None, None, None],
        ["26/10/2023", "", "", "H32.1-231026-0002", "Cấp giấy"],
    ]
    found = read_portal_list(book(tmp_path / "list.xlsx", rows))
    assert found.refused == ()
    assert [(line.line, line.portal_code, line.name, line.received_at) for line in found.lines] == [
        (4, "H32.1-231026-0001", "Trần Thị Mẫu", moment("2023-10-26T15:30")),
        (6, "H32.1-231026-0002", "", moment("2023-10-26T00:00")),
    ]


@pytest.mark.parametrize(
    ("value", "read_as"),
    [
        pytest.param(datetime(2023, 10, 26, 15, 30, 20), "2023-10-26T15:30:20", id="an Excel date"),
        pytest.param(datetime(2023, 10, 26, 15, 29, 59, 999_999), "2023-10-26T15:30:00", id="a fraction of a second"),
        pytest.param(date(2023, 10, 26), "2023-10-26T00:00", id="a day without an hour"),
        pytest.param("26/10/2023 15:30:20", "2023-10-26T15:30:20", id="with seconds"),
        pytest.param("15:30 26/10/2023", "2023-10-26T15:30", id="the hour first"),
        pytest.param("26-10-2023 15:30", "2023-10-26T15:30", id="hyphens"),
        pytest.param("1/2/2023 7:05", "2023-02-01T07:05", id="the day before the month"),
    ],
)
def test_moments_are_read_as_they_are_written(tmp_path: Path, value: Any, read_as: str) -> None:
    (line,) = read(tmp_path, with_cell(6, value)).lines
    assert line.received_at == moment(read_as)


@pytest.mark.parametrize(
    ("place", "value", "field", "cause"),
    [
        pytest.param(1, None, "portal_code", "missing", id="no code"),
        pytest.param(6, "hôm qua", "received_at", "unreadable_moment", id="no moment"),
        pytest.param(6, "31/02/2023 08:00", "received_at", "unreadable_moment", id="not in the calendar"),
        pytest.param(5, "10/26/2023 08:00", "submitted_at", "unreadable_moment", id="the month first"),
        pytest.param(6, 45225.5, "received_at", "unreadable_moment", id="a bare number"),
        pytest.param(4, '=HYPERLINK("http://example.org","x")', "applicant.name", "formula", id="a formula"),
        pytest.param(1, "=1+1", "portal_code", "formula", id="a formula for a code"),
    ],
)
def test_a_line_that_cannot_be_read_is_told_and_the_others_are_taken(
    tmp_path: Path, place: int, value: Any, field: str, cause: str
) -> None:
    found = read(tmp_path, GOOD, with_cell(place, value), GOOD)
    assert [line.line for line in found.lines] == [2, 4]
    assert refused(found) == [(3, "" if place == 1 else GOOD[1], [(field, cause)])]


def test_a_line_without_procedure_or_moments_names_both(tmp_path: Path) -> None:
    found = read(tmp_path, [1, "H32.1-231026-0001", None, " ", "A", None, None])
    assert refused(found) == [(2, "H32.1-231026-0001", [("procedure_code", "missing"), ("received_at", "missing")])]


def test_one_moment_stands_for_both(tmp_path: Path) -> None:
    (line,) = read(tmp_path, with_cell(5, None)).lines
    assert line.submitted_at == line.received_at == moment("2023-10-26T15:31:20")


def test_a_procedure_s_code_that_became_a_number_is_whole(tmp_path: Path) -> None:
    (line,) = read(tmp_path, with_cell(2, 2.00098)).lines
    assert line.procedure_code == "2.000980"


def test_the_list_is_found_on_whichever_sheet_it_stands(tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.active.append(["Hướng dẫn"])
    sheet = workbook.create_sheet("Dữ liệu")
    sheet.append(HEADERS)
    sheet.append(GOOD)
    workbook.save(tmp_path / "list.xlsx")
    assert len(read_portal_list(tmp_path / "list.xlsx").lines) == 1


@pytest.mark.parametrize(
    ("headers", "columns"),
    [
        pytest.param(
            ["Mã hồ sơ", "Thủ tục", "Địa chỉ chủ hồ sơ", "Mã chủ hồ sơ", "Ngày nộp phí", "Ngày nộp"],
            {"portal_code": 0, "procedure_code": None, "procedure_name": 1, "applicant.name": None, "submitted_at": 5},
            id="what only sounds alike",
        ),
        pytest.param(
            ["Người nộp", "Chủ hồ sơ", "Ngày tiếp nhận", "Cán bộ tiếp nhận", "Mã TTHC", "Mã hồ sơ"],
            {"portal_code": 5, "procedure_code": 4, "applicant.name": 1, "received_at": 2},
            id="whose dossier it is before who brought it",
        ),
        pytest.param(["Mã hồ sơ", "Thủ tục"], {"portal_code": None}, id="no moment"),
        pytest.param(["Thủ tục", "Ngày nộp"], {"portal_code": None}, id="no code"),
        pytest.param(["Mã hồ sơ", "Ngày nộp"], {"portal_code": None}, id="no procedure"),
    ],
)
def test_columns_are_told_apart(headers: list[str], columns: dict[str, int | None]) -> None:
    found = columns_of(headers)
    assert {name: found.get(name) for name in columns} == columns


def test_a_file_that_is_none_is_refused_in_words(tmp_path: Path) -> None:
    other = tmp_path / "list.xlsx"
    packed = tmp_path / "packed.xlsx"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "a")
    other.write_bytes(b"\xd0\xcf\x11\xe0 an old Excel file")
    title = book(tmp_path / "title.xlsx", [["DANH SÁCH"]] * 40)
    for path, cause in (
        (tmp_path / "none.xlsx", "missing_file"),
        (other, "not_a_workbook"),
        (packed, "not_a_workbook"),
        (title, "wrong_header"),
    ):
        with pytest.raises(CatalogueLineWrong) as wrong:
            read_portal_list(path)
        assert wrong.value.facts["cause"] == cause
        assert path.name in sentence(wrong.value)
        assert cause not in sentence(wrong.value)


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/sharedStrings.xml", "w") as part,
    ):
        for _ in range(301):
            part.write(bytes(1024 * 1024))
    with pytest.raises(CatalogueLineWrong) as wrong:
        read_portal_list(path)
    assert wrong.value.facts["cause"] == "too_large_list"


CELL = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20),
    st.datetimes(datetime(1901, 1, 1), datetime(2100, 1, 1)),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(CELL, max_size=9), max_size=6))
def test_every_line_is_taken_told_or_empty(tmp_path: Path, rows: list[list[Any]]) -> None:
    found = read(tmp_path, *rows)
    numbers = [line.line for line in (*found.lines, *found.refused)]
    assert len(numbers) == len(set(numbers)) <= len(rows)
    assert all(2 <= number <= len(rows) + 1 for number in numbers)
    assert all(line.problems for line in found.refused)
