"""A city's year comes in from its wards' books, and every figure comes out: against totals counted elsewhere."""

from __future__ import annotations

import json
import runpy
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc_desktop import bootstrap
from cchc_desktop.services import upkeep
from tests.services.city_desk import (
    by_procedure,
    every,
    import_all,
    new_desk,
    reopened,
    totals_of,
    year_asked,
)
from tests.tools.city_year import FIELDS, TOTALS, Book, city

ROOT = Path(__file__).resolve().parents[2]
ANOTHER_MAKER = ROOT.parent / "shared" / "tools" / "make_city_year.py"
"""Another maker of books, with a calendar of its own; not part of this checkout."""


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> list[Book]:
    return city(tmp_path_factory.mktemp("books"), seed=4, wards=3, dossiers=10_000)


@pytest.fixture(scope="module")
def city_folder(tmp_path_factory: pytest.TempPathFactory, books: list[Book]) -> Path:
    """The folder of a desk that took in all three books."""
    folder = tmp_path_factory.mktemp("city")
    desk = new_desk(folder)
    import_all(desk, [book.path for book in books])
    desk.close()
    return folder


@pytest.fixture
def city_desk(city_folder: Path) -> Iterator[bootstrap.Desk]:
    desk = reopened(city_folder)
    yield desk
    desk.close()


def _whole(books: list[Book]) -> Counter[str]:
    return sum((book.whole for book in books), Counter())


def test_each_ward_s_own_desk_shows_every_total(books: list[Book], tmp_path: Path) -> None:
    for book in books:
        desk = new_desk(tmp_path / book.path.stem, book.agency_code)
        (report,) = import_all(desk, [book.path])
        assert (report.taken, report.warned) == (book.lines, ())
        assert totals_of(desk) == every(book.whole, TOTALS)
        found = by_procedure(desk)
        assert found == {code: every(counted, TOTALS) for code, counted in book.by_procedure.items()}
        desk.close()


def test_all_wards_in_one_desk_show_the_city_s_totals(books: list[Book], city_desk: bootstrap.Desk) -> None:
    assert totals_of(city_desk) == every(_whole(books), TOTALS)


def test_each_field_is_the_sum_of_its_procedures(books: list[Book], city_desk: bootstrap.Desk) -> None:
    expected: dict[str, Counter[str]] = {}
    for book in books:
        for code, counted in book.by_procedure.items():
            expected.setdefault(FIELDS[code], Counter()).update(counted)
    report = city_desk.reports.results(year_asked(city_desk))
    fields = {row.label: dict(row.figures) for row in report.rows if row.is_field}
    assert fields == {field: every(counted, tuple(report.total)) for field, counted in expected.items()}
    assert report.differences == ()


def test_each_official_has_the_dossiers_that_the_book_gives(books: list[Book], city_desk: bootstrap.Desk) -> None:
    expected: dict[str, Counter[str]] = {}
    for book in books:
        for officer, counted in book.by_officer.items():
            expected.setdefault(officer, Counter()).update(counted)
    for row in city_desk.reports.ward(year_asked(city_desk)).officers:
        counted = expected.pop(row.officer)
        assert (row.received, row.resolved, row.late) == (
            counted["received"],
            counted["resolved"],
            counted["resolved_late"],
        )
        assert (row.open, row.open_late) == (counted["open"], counted["open_late"])
    assert not expected


def test_the_months_of_the_year_resolve_what_the_year_does(books: list[Book], city_desk: bootstrap.Desk) -> None:
    months = city_desk.time_saved.late_by_month(2023)
    whole = _whole(books)
    assert sum(resolved for _month, resolved, _late in months) == whole["resolved"]
    assert sum(late for _month, _resolved, late in months) == whole["resolved_late"]


def test_every_total_comes_out_again_after_a_rebuild(books: list[Book], city_folder: Path) -> None:
    upkeep.rebuild_folder(city_folder / "desk")
    desk = reopened(city_folder)
    assert totals_of(desk) == every(_whole(books), TOTALS)
    assert upkeep.verify(desk.db).is_whole
    desk.close()


def test_the_books_given_again_change_nothing(books: list[Book], tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    import_all(desk, [books[0].path])
    entries = desk.db.value("select count(*) from entry")
    (again,) = import_all(desk, [books[0].path])
    assert (again.taken, again.filled, again.unchanged) == (0, 0, books[0].lines)
    assert desk.db.value("select count(*) from entry") == entries
    desk.close()


def test_a_book_split_by_official_over_desks_sums_to_the_whole(books: list[Book], tmp_path: Path) -> None:
    book, together = books[1], Counter[str]()
    for official in book.by_officer:
        desk = new_desk(tmp_path / official, book.agency_code)
        report = desk.logbooks.import_book(book.path, officer=official)
        assert report.lines == report.taken == report.officers[official]
        together.update(totals_of(desk))
        desk.close()
    assert every(together, TOTALS) == every(book.whole, TOTALS)


def _made_elsewhere(folder: Path, *options: str) -> dict[str, dict[str, object]]:
    """Let the other maker write its books and return what it expects; no file of it is kept here."""
    was = sys.argv
    sys.argv = [str(ANOTHER_MAKER), str(folder), *options]
    try:
        runpy.run_path(str(ANOTHER_MAKER), run_name="__main__")
    finally:
        sys.argv = was
    found: dict[str, dict[str, object]] = json.loads((folder / "expected.json").read_text("utf-8"))
    return found


def _agrees(folder: Path, expected: dict[str, dict[str, object]]) -> None:
    city_total: Counter[str] = Counter()
    for slug in expected["wards"]:
        ward = dict(expected["wards"][slug])  # type: ignore[call-overload]
        desk = new_desk(folder / slug)
        import_all(desk, [folder / f"{slug}.csv"])
        found = totals_of(desk)
        assert by_procedure(desk) == ward.pop("by_procedure")
        assert found == ward
        city_total.update(found)
        desk.close()
        again = _rebuilt(folder / slug)
        assert again == found
    assert every(city_total, TOTALS) == expected["city"]


def _rebuilt(folder: Path) -> dict[str, int]:
    upkeep.rebuild_folder(folder / "desk")
    desk = reopened(folder)
    found = totals_of(desk)
    desk.close()
    return found


def test_the_books_of_another_maker_give_its_totals(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if not ANOTHER_MAKER.exists():
        with capsys.disabled():
            print(f"\nNOT RUN: {ANOTHER_MAKER} is not here; only the books of tests/tools/city_year.py were counted.")
        return
    _agrees(tmp_path, _made_elsewhere(tmp_path, "--seed", "1", "--dossiers", "3000", "--wards", "3"))


@pytest.mark.soak
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_whole_city_of_another_maker_gives_its_totals(seed: int, tmp_path: Path) -> None:
    if not ANOTHER_MAKER.exists():
        pytest.fail(f"NOT RUN: {ANOTHER_MAKER} is not here")
    _agrees(tmp_path, _made_elsewhere(tmp_path, "--seed", str(seed)))


@pytest.mark.soak
@pytest.mark.parametrize("seed", [11, 12, 13])
def test_a_whole_city_of_this_maker_gives_its_totals(seed: int, tmp_path: Path) -> None:
    books = city(tmp_path, seed=seed, wards=27, dossiers=88_018)
    desk = new_desk(tmp_path)
    import_all(desk, [book.path for book in books])
    assert totals_of(desk) == every(_whole(books), TOTALS)
    desk.close()
    assert _rebuilt(tmp_path) == every(_whole(books), TOTALS)
