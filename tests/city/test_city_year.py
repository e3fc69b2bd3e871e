"""A city's year: from the wards' books over three desks each, through packages, to the city's own figures."""

from __future__ import annotations

import json
import runpy
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from cchc_desktop.city.office import City
from cchc_desktop.domain.acknowledgement import Verdict
from cchc_desktop.domain.entry import EntryKind
from tests.city.cities import desk_of, new_city, send, share_the_wards_key, totals_of, year
from tests.city.servers import postgres
from tests.services.city_desk import every
from tests.tools.city_year import TOTALS, Book, city

ANOTHER_MAKER = Path(__file__).resolve().parents[2].parent / "shared" / "tools" / "make_city_year.py"
"""Another maker of books; not part of this checkout."""
DESKS = 3


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with postgres(tmp_path_factory.mktemp("postgres")) as url:
        yield url


def sent_by_three_desks(folder: Path, office: City, ward: str, book: Path, officers: Sequence[str]) -> Counter[str]:
    """Let a ward's desks take their officials' lines of a book, close the day and send it; return entries by kind."""
    counted: Counter[str] = Counter()
    first = None
    for desk in range(1, DESKS + 1):
        life = desk_of(folder / str(desk), office, ward=ward, desk=desk, desks=DESKS)
        if first is None:
            first = life.desk
        else:
            share_the_wards_key(first, life.desk, office)
        for officer in officers[desk - 1 :: DESKS]:
            assert life.desk.logbooks.import_book(book, officer=officer).refused == ()
        answer = send(office, life.at("2024-01-02T17:05").desk.day_end.close().file)
        assert (answer.verdict, answer.held) == (Verdict.ACCEPTED, ())
        assert answer.last == life.entries
        counted.update(answer.counts)
        if life.desk is not first:
            life.desk.close()
    if first is not None:
        first.close()
    return counted


def test_the_city_shows_what_the_wards_books_give(tmp_path: Path, url: str) -> None:
    books: list[Book] = city(tmp_path, seed=5, wards=3, dossiers=6_000)
    office = new_city(tmp_path / "city", url=url)
    counted: Counter[str] = Counter()
    for book in books:
        ward = book.agency_code
        counted += sent_by_three_desks(tmp_path / book.path.stem, office, ward, book.path, sorted(book.by_officer))
        assert totals_of(office, ward) == every(book.whole, TOTALS)
    whole: Counter[str] = sum((book.whole for book in books), Counter())
    assert counted[EntryKind.DOSSIER_RECEIVED] == sum(book.lines for book in books)
    assert totals_of(office) == every(whole, TOTALS)
    _every_figure_opens_its_list(office)
    office.rebuild()
    assert totals_of(office) == every(whole, TOTALS)


def _every_figure_opens_its_list(office: City) -> None:
    total = office.results(year()).total
    for figure in ("received", "resolved_late", "open"):
        counts = office.wards(year(), figure)
        assert sum(one.count for one in counts) == total[figure]
        for one in counts:
            assert len(office.behind(year(), one.ward, figure)) == one.count
    row = next(row for row in office.results(year()).rows if not row.is_field)
    assert sum(one.count for one in office.wards(year(), "received", row.row)) == row.figures["received"]


def _made_elsewhere(folder: Path, *options: str) -> Mapping[str, Mapping[str, object]]:
    was = sys.argv
    sys.argv = [str(ANOTHER_MAKER), str(folder), *options]
    try:
        runpy.run_path(str(ANOTHER_MAKER), run_name="__main__")
    finally:
        sys.argv = was
    found: Mapping[str, Mapping[str, object]] = json.loads((folder / "expected.json").read_text("utf-8"))
    return found


def _agrees(folder: Path, office: City, expected: Mapping[str, Mapping[str, object]]) -> None:
    for place, slug in enumerate(expected["wards"], start=1):
        book = folder / f"{slug}.csv"
        ward = f"H32.91.{place:02d}"
        sent_by_three_desks(folder / slug, office, ward, book, officers_of(book))
        wanted = dict(expected["wards"][slug])  # type: ignore[call-overload]
        wanted.pop("by_procedure")
        assert totals_of(office, ward) == wanted, slug
    assert totals_of(office) == expected["city"]


def officers_of(book: Path) -> list[str]:
    """Return the officials of a book."""
    import csv

    with book.open(encoding="utf-8", newline="") as file:
        return sorted({line["officer"] for line in csv.DictReader(file)})


def test_the_books_of_another_maker_give_its_totals_at_the_city(
    tmp_path: Path, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if not ANOTHER_MAKER.exists():
        with capsys.disabled():
            print(f"\nNOT RUN: {ANOTHER_MAKER} is not here; only the books of tests/tools/city_year.py were sent.")
        return
    office = new_city(tmp_path / "city")  # SQLite: the same figures on the other engine
    _agrees(tmp_path, office, _made_elsewhere(tmp_path, "--seed", "1", "--dossiers", "1500", "--wards", "3"))


@pytest.mark.soak
def test_a_whole_year_of_27_wards_gives_its_totals_at_the_city(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    if not ANOTHER_MAKER.exists():
        pytest.fail(f"NOT RUN: {ANOTHER_MAKER} is not here")
    with postgres(tmp_path_factory.mktemp("own-postgres")) as own:
        office = new_city(tmp_path / "city", url=own)
        _agrees(tmp_path, office, _made_elsewhere(tmp_path, "--seed", "2"))
