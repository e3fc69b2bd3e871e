"""Old books, figures and reports at the terminal: what a script gets, and what it is told where something is wrong."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]

from cchc_desktop.domain.report import FIGURES
from tests.cli.terminal import Terminal
from tests.tools.city_year import FIELDS, TOTALS, Book, city

NOW = "2024-01-02T08:00"
AGENCY = "H32.90.01"


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> tuple[Terminal, Book]:
    """A desk that took in a small book."""
    place = tmp_path_factory.mktemp("ward")
    (book,) = city(place, seed=2, wards=1, dossiers=400)
    terminal = Terminal(place, now=NOW)
    terminal.done("init", "--sample", f"agency_code={AGENCY}")
    said = terminal.run("import-logbook", str(book.path), "--json")
    assert said.code == 0, said
    (file,) = said.json["files"]
    assert (file["taken"], file["refused"], file["warned_count"]) == (400, [], 0)
    return terminal, book


def _every(counted: dict[str, int], names: tuple[str, ...]) -> dict[str, int]:
    return {name: counted.get(name, 0) for name in names}


def test_the_json_of_06a_has_the_logbook_s_keys(ward: tuple[Terminal, Book]) -> None:
    terminal, book = ward
    told = terminal.told("report", "06a", "--period", "2023")
    assert told["total"] == _every(book.whole, FIGURES)
    assert told["period"] == {"code": "2023", "first": "2022-12-15", "last": "2023-12-14"}
    assert (told["as_of"], told["known_at"]) == ("2023-12-14T23:59:59+07:00", None)
    assert (told["differences"], told["adjustments"]) == ([], [])
    for row in told["rows"]:
        expected = _every(book.by_procedure[row["procedure_code"]], FIGURES)
        assert {name: row[name] for name in FIGURES} == expected
        assert row["service_field"] == FIELDS[row["procedure_code"]]
        assert row["procedure_name"]
    assert len(told["rows"]) == len([code for code, counted in book.by_procedure.items() if counted["received"]])
    for name in FIGURES:
        assert sum(field[name] for field in told["fields"]) == told["total"][name]


def test_the_json_of_time_saved_has_them_too(ward: tuple[Terminal, Book]) -> None:
    terminal, book = ward
    told = terminal.told("time-saved", "--from", "2022-12-15", "--to", "2023-12-31")
    names = ("no_slip", "no_slip_minutes_saved")
    assert {name: told["total"][name] for name in names} == {name: book.whole[name] for name in names}
    assert {name for name in TOTALS if name not in FIGURES} == set(names)
    assert sum(row["no_slip"] for row in told["rows"]["week"]) == book.whole["no_slip"]


@pytest.mark.parametrize("kind", ["06a", "ward", "officers", "ratios"])
def test_each_report_is_a_text_json_a_paper_and_a_workbook(
    ward: tuple[Terminal, Book], kind: str, tmp_path: Path
) -> None:
    terminal, _book = ward
    pdf, xlsx = tmp_path / "bao-cao.pdf", tmp_path / "bao-cao.xlsx"
    told = terminal.told("report", kind, "--period", "2023-Q4", "--pdf", str(pdf), "--xlsx", str(xlsx))
    assert told["report"] == kind
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert load_workbook(io.BytesIO(xlsx.read_bytes())).sheetnames
    assert "quý IV năm 2023" in terminal.done("report", kind, "--period", "2023-Q4")


def test_as_of_an_evening_and_as_known_then(ward: tuple[Terminal, Book]) -> None:
    terminal, book = ward
    early = terminal.told("report", "06a", "--period", "2023", "--as-of", "2023-06-30")
    assert early["as_of"] == "2023-06-30T23:59:59+07:00"
    assert 0 < early["total"]["received"] < book.whole["received"]
    known = terminal.told("report", "06a", "--period", "2023", "--known-at", "2023-06-30")
    assert known["total"] == early["total"], "what a book told counts as known when it happened"


def test_a_list_behind_a_cell(ward: tuple[Terminal, Book]) -> None:
    terminal, book = ward
    told = terminal.told("behind", "06a", "resolved_late", "--period", "2023")
    assert told["count"] == len(told["dossiers"]) == book.whole["resolved_late"]
    row = terminal.told("behind", "06a", "received", "--period", "2023", "--row", "procedure:1.004873")
    assert row["count"] == book.by_procedure["1.004873"]["received"]
    assert terminal.refused("behind", "06a", "no_such", "--period", "2023")["error"] == "WrongInput"


def test_a_book_given_again_is_done_and_a_dry_run_writes_nothing(ward: tuple[Terminal, Book], tmp_path: Path) -> None:
    terminal, book = ward
    (file,) = terminal.told("import-logbook", str(book.path))["files"]
    assert (file["taken"], file["unchanged"]) == (0, 400)
    fresh = Terminal(tmp_path, now=NOW)
    fresh.done("init", "--sample", f"agency_code={AGENCY}")
    (file,) = fresh.told("import-logbook", str(book.path), "--dry-run", "--officer", "canbo1")["files"]
    assert 0 < file["taken"] < 400
    assert fresh.told("report", "06a", "--period", "2023")["total"]["received"] == 0


def test_a_refused_line_is_told_by_number_and_reason_and_by_nothing_that_stands_in_it(tmp_path: Path) -> None:
    (book,) = city(tmp_path, seed=3, wards=1, dossiers=20)
    lines = book.path.read_text("utf-8").splitlines()
    lines[4] = lines[4].replace(lines[4].split(",")[1], "9.999999")
    lines[6] = lines[6].replace("counter", "quầy").replace("online", "quầy").replace("post", "quầy")
    book.path.write_text("\n".join(lines), encoding="utf-8")
    nothing = tmp_path / "khac.csv"
    nothing.write_text("a,b\n", encoding="utf-8")
    terminal = Terminal(tmp_path, now=NOW)
    terminal.done("init", "--sample", f"agency_code={AGENCY}")
    said = terminal.run("import-logbook", str(nothing), str(book.path), "--json")
    assert said.code == 1
    wrong, file = said.json["files"]
    assert "dòng đầu không đúng các cột" in wrong["error"]
    assert (file["taken"], [line["line"] for line in file["refused"]]) == (18, [5, 7])
    assert file["refused"][0]["sentence"] == "Thủ tục: không có trong danh mục"
    for text in (said.out, said.err, terminal.run("import-logbook", str(book.path)).err):
        assert "Nguyễn Thị Mẫu" not in text
        assert "dòng 5" in text or text == said.out


def test_a_dry_run_tells_each_line_that_is_refused_or_doubtful_up_to_some(tmp_path: Path) -> None:
    (book,) = city(tmp_path, seed=3, wards=1, dossiers=130)
    terminal = Terminal(tmp_path, now=NOW)
    terminal.done("init", "--sample", "agency_code=000.88.88.H32")
    lines = terminal.done("import-logbook", str(book.path), "--dry-run").splitlines()
    assert lines[1] == "  130 dòng nên xem lại, vẫn nạp:"
    assert lines[2].startswith("  dòng 2 ")
    assert (len(lines), lines[-1]) == (103, "  … và 30 dòng nữa")
    assert "Nguyễn" not in "".join(lines)


def test_progress_is_told_on_the_standard_error(tmp_path: Path) -> None:
    (book,) = city(tmp_path, seed=3, wards=1, dossiers=5_200)
    terminal = Terminal(tmp_path, now=NOW)
    terminal.done("init", "--sample", f"agency_code={AGENCY}")
    said = terminal.run("import-logbook", str(book.path), "--dry-run", "--json")
    assert said.err.splitlines() == ["phuong-01.csv: đã đọc 5000 dòng"]
    assert said.json["files"][0]["taken"] == 5_200


def test_a_report_is_sent_given_again_and_typed_into(ward: tuple[Terminal, Book], tmp_path: Path) -> None:
    terminal = ward[0].copy(tmp_path)
    terminal.done("figure", "--period", "2023-Q4", "e_certified", "12")
    answers = terminal.file("phieu.json", {"q1": {"Rất hài lòng": 60, "Hài lòng": 24, "Bình thường": 16}})
    assert terminal.told("evaluations", "--quarter", "2023-Q4", answers)["answers"] == 100
    sent = terminal.told("report-send", "ward", "--period", "2023-Q4")
    terminal.done("figure", "--period", "2023-Q4", "e_certified", "99")
    again = terminal.told("report", "ward", "--period", "2023-Q4", "--sent")
    assert {name: again[name] for name in again if name not in ("text",)} == {
        name: sent[name] for name in sent if name not in ("text", "sent_at")
    }
    now = {line["figure"]: line["value"] for line in terminal.told("report", "ward", "--period", "2023-Q4")["lines"]}
    then = {line["figure"]: line["value"] for line in again["lines"]}
    assert (then["e_certified"], now["e_certified"], then["evaluations"]) == (12, 99, 100)


@pytest.mark.parametrize(
    "words",
    [
        ("report", "06a", "--period", "2023-13"),
        ("report", "06a", "--period", "2023", "--as-of", "hôm qua"),
        ("report", "06a", "--period", "2023", "--sent"),
        ("report", "06a", "--period", "2023", "--xlsx", "/khong-co/a.xlsx"),
        ("time-saved", "--from", "2023-12-31", "--to", "2023-01-01"),
        ("time-saved", "--from", "31/12/2023", "--to", "2023-01-01"),
        ("figure", "--period", "2023", "received", "5"),
        ("figure", "--period", "2023", "e_certified", "-5"),
        ("import-logbook", "khong-co.csv"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_one_sentence(ward: tuple[Terminal, Book], words: tuple[str, ...]) -> None:
    assert ward[0].run(*words).sentence


def test_a_month_is_no_quarter(ward: tuple[Terminal, Book]) -> None:
    file = ward[0].file("phieu.json", {"q1": {"Hài lòng": 1}})
    assert "quý" in ward[0].run("evaluations", "--quarter", "2023-11", file).sentence
    wrong = ward[0].file("phieu.json", json.loads('{"q1": 3}'))
    assert ward[0].run("evaluations", "--quarter", "2023-Q4", wrong).sentence
