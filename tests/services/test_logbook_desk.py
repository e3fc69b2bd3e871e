"""Books kept elsewhere come in: what is taken, what is refused and why, and that nothing comes in twice."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc_desktop import bootstrap, cli_answers, errors, sentences
from cchc_desktop.clock import moment
from cchc_desktop.domain.dossier import FeeState
from cchc_desktop.domain.intake import ReceiveDossier
from cchc_desktop.domain.logbook import LogbookReport
from cchc_desktop.domain.people import Role
from cchc_desktop.domain.report import ReportKind
from cchc_desktop.services import upkeep
from cchc_desktop.services.report_room import Asked
from cchc_desktop.store import dossiers, journal
from tests.services.city_desk import new_desk, totals_of
from tests.services.life_desk import PERSON, WATER, Life
from tests.store.stores import Hand
from tests.tools.city_year import HEADER
from ui.presenters import dossier_words

_LINE = {
    "code": "H32.90.01-231106-0001", "procedure_code": "1.004873", "applicant_name": "Nguyễn Thị Mẫu",
    "personal_id": "056190000123", "phone": "0905000417", "address": "1 Đường Mẫu", "channel": "counter",
    "received_at": "2023-11-06T08:00", "due_at": "2023-11-09T08:00", "finished_at": "", "returned_at": "",
    "no_slip": "no", "fee_vnd": "0", "paid_online": "no", "returned_by_post": "no", "officer": "canbo1", "note": "",
}  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[bootstrap.Desk]:
    desk = new_desk(tmp_path)
    yield desk
    assert upkeep.verify(desk.db).is_whole
    desk.close()


def _book(folder: Path, *lines: dict[str, str], name: str = "so.csv") -> Path:
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number, changes in enumerate(lines, 1):
            code = {"code": f"H32.90.01-231106-{number:04d}"}
            writer.writerow(list((_LINE | code | changes).values()))
    return path


def _entries(desk: bootstrap.Desk) -> int:
    return int(desk.db.value("select count(*) from entry"))


def _causes(report: LogbookReport) -> list[tuple[int, str, str]]:
    return [(line.line, problem.field, problem.cause) for line in report.refused for problem in line.problems]


@pytest.mark.parametrize(
    ("changes", "field", "cause"),
    [
        pytest.param({"procedure_code": "9.999999"}, "procedure_code", "unknown", id="unknown procedure"),
        pytest.param({"finished_at": "2023-11-06T07:59"}, "finished_at", "before_receipt", id="done before received"),
        pytest.param({"due_at": "2023-11-05T08:00"}, "due_at", "before_receipt", id="promised before received"),
        pytest.param({"returned_at": "2023-11-07T08:00"}, "finished_at", "returned_unfinished", id="nothing to return"),
        pytest.param(
            {"finished_at": "2023-11-07T09:00", "returned_at": "2023-11-07T08:00"},
            "returned_at", "before_result", id="returned before it was ready",
        ),
        pytest.param({"received_at": "2024-01-03T08:00", "due_at": ""}, "received_at", "future_moment", id="to come"),
        pytest.param({"received_at": "06/11/2023"}, "received_at", "wrong_file_moment", id="days written otherwise"),
        pytest.param({"received_at": "2023-02-30T08:00"}, "received_at", "wrong_file_moment", id="no such day"),
        pytest.param({"received_at": "2023-11-06T24:00"}, "received_at", "wrong_file_moment", id="no such hour"),
        pytest.param({"received_at": ""}, "received_at", "missing", id="no moment"),
        pytest.param({"applicant_name": ""}, "applicant_name", "missing", id="nobody"),
        pytest.param({"applicant_name": "Nguyá»…n"}, "applicant_name", "wrong_encoding", id="read by another table"),
        pytest.param({"note": "a\x07b"}, "note", "wrong_encoding", id="a bell in the note"),
        pytest.param({"applicant_name": "x" * 301}, "applicant_name", "too_long", id="too long"),
        pytest.param({"code": "mã hồ sơ"}, "code", "wrong_code", id="no code"),
        pytest.param({"code": ""}, "code", "missing", id="an empty code"),
        pytest.param({"channel": "quầy"}, "channel", "unknown_word", id="another channel"),
        pytest.param({"no_slip": "có"}, "no_slip", "unknown_word", id="another yes"),
        pytest.param({"fee_vnd": "4.000"}, "fee_vnd", "wrong_number", id="a dot in a number"),
        pytest.param({"fee_vnd": "-1"}, "fee_vnd", "wrong_number", id="less than nothing"),
        pytest.param({"fee_vnd": "１"}, "fee_vnd", "wrong_number", id="another digit"),
        pytest.param(
            {"procedure_code": "1.010819", "due_at": ""}, "due_at", "no_term", id="no term to work a moment out by"
        ),
        pytest.param(
            {"received_at": "2019-11-06T08:00", "due_at": ""}, "due_at", "no_calendar_for_line", id="no calendar then"
        ),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_right_is_refused_with_its_number(
    desk: bootstrap.Desk, tmp_path: Path, changes: dict[str, str], field: str, cause: str
) -> None:
    report = desk.logbooks.import_book(_book(tmp_path, {}, changes, {}))
    assert _causes(report) == [(3, field, cause)]
    assert (report.lines, report.taken) == (3, 2)


def test_a_due_moment_as_written_asks_no_calendar_and_no_term(desk: bootstrap.Desk, tmp_path: Path) -> None:
    old = {"received_at": "2019-11-06T08:00", "due_at": "2019-11-08T08:00"}
    report = desk.logbooks.import_book(_book(tmp_path, old, {"procedure_code": "1.010819"}))
    assert (report.taken, report.refused) == (2, ())


def test_bytes_of_another_encoding_refuse_their_line_only(desk: bootstrap.Desk, tmp_path: Path) -> None:
    book = _book(tmp_path, {}, {"applicant_name": "HERE"}, {})
    book.write_bytes(book.read_bytes().replace(b"HERE", "Nguyễn".encode("utf-16-le")[:5] + b"\xff"))
    report = desk.logbooks.import_book(book)
    assert _causes(report) == [(3, "applicant_name", "wrong_encoding")]
    assert report.taken == 2


def test_a_note_over_two_lines_leaves_the_numbers_right(desk: bootstrap.Desk, tmp_path: Path) -> None:
    report = desk.logbooks.import_book(_book(tmp_path, {"note": "một\nhai"}, {"procedure_code": "x"}))
    assert [line.line for line in report.refused] == [4]


def test_a_line_with_a_cell_too_many_is_refused(desk: bootstrap.Desk, tmp_path: Path) -> None:
    book = _book(tmp_path, {})
    book.write_text(book.read_text("utf-8") + "a,b,c\n\n", encoding="utf-8")
    assert _causes(desk.logbooks.import_book(book)) == [(3, "line", "wrong_cell_count")]


@pytest.mark.parametrize(
    ("text", "cause", "line"),
    [
        pytest.param("", "wrong_header", 1, id="nothing in it"),
        pytest.param("code,name\n1,2\n", "wrong_header", 1, id="another table"),
        pytest.param("PK\x03\x04 a workbook", "wrong_header", 1, id="a workbook by another name"),
        pytest.param(",".join(HEADER) + '\n"a', "wrong_quotes", 2, id="quotes that never close"),
    ],
)
def test_what_is_no_logbook_is_refused_whole(
    desk: bootstrap.Desk, tmp_path: Path, text: str, cause: str, line: int
) -> None:
    book = tmp_path / "so.csv"
    book.write_text(text, encoding="utf-8")
    entries = _entries(desk)
    with pytest.raises(errors.CatalogueLineWrong) as refusal:
        desk.logbooks.import_book(book)
    assert (refusal.value.facts["cause"], refusal.value.facts["line"]) == (cause, line)
    assert _entries(desk) == entries


def test_a_file_that_is_not_there_is_said(desk: bootstrap.Desk, tmp_path: Path) -> None:
    with pytest.raises(errors.CatalogueLineWrong, match="missing_file"):
        desk.logbooks.import_book(tmp_path / "so.csv")


def test_a_code_of_another_agency_is_taken_with_a_warning(desk: bootstrap.Desk, tmp_path: Path) -> None:
    report = desk.logbooks.import_book(_book(tmp_path, {}, {"code": "H32.90.02-231106-0001"}))
    assert (report.taken, report.warned_count) == (2, 1)
    assert [(line.line, line.code) for line in report.warned] == [(3, "H32.90.02-231106-0001")]


@pytest.mark.parametrize("is_dry", [True, False])
@pytest.mark.parametrize(
    ("again", "taken", "filled", "unchanged", "refused"),
    [
        pytest.param({}, 1, 0, 1, 0, id="the same"),
        pytest.param({"finished_at": "2023-11-08T08:00"}, 1, 1, 0, 0, id="with a result"),
        pytest.param({"fee_vnd": "8000"}, 1, 0, 0, 1, id="with another fee"),
        pytest.param({"applicant_name": "Lê Văn Khác"}, 1, 0, 0, 1, id="of somebody else"),
    ],
)
def test_a_code_that_stands_twice_in_a_book_is_judged_the_same_dry_and_for_good(
    desk: bootstrap.Desk, tmp_path: Path, is_dry: bool, again: dict[str, str], taken: int, filled: int, unchanged: int,
    refused: int,
) -> None:  # fmt: skip
    book = _book(tmp_path, {}, {"code": "H32.90.01-231106-0001"} | again)
    entries = _entries(desk)
    report = desk.logbooks.preview(book) if is_dry else desk.logbooks.import_book(book)
    found = (report.taken, report.filled, report.unchanged, len(report.refused))
    assert found == (taken, filled, unchanged, refused)
    assert (_entries(desk) == entries) is is_dry
    assert all((line.line, line.problems[0].cause) == (3, "other_content") for line in report.refused)


def test_a_newer_copy_of_a_book_fills_and_an_older_one_changes_nothing(desk: bootstrap.Desk, tmp_path: Path) -> None:
    older = _book(tmp_path, {}, {}, name="older.csv")
    done = {"finished_at": "2023-11-08T08:00", "returned_at": "2023-11-08T09:00"}
    newer = _book(tmp_path, done, {"finished_at": "2023-11-10T08:00"}, {}, name="newer.csv")
    desk.logbooks.import_book(older)
    report = desk.logbooks.import_book(newer)
    assert (report.taken, report.filled, report.unchanged) == (1, 2, 0)
    found = dossiers.get(desk.db, "H32.90.01-231106-0001")
    assert (found.finished_at, found.returned_at) == (moment("2023-11-08T08:00"), moment("2023-11-08T09:00"))
    total = totals_of(desk)
    assert (total["resolved_early"], total["resolved_late"], total["open"]) == (1, 1, 1)
    entries = _entries(desk)
    for book in (older, newer):
        assert desk.logbooks.import_book(book).unchanged in (2, 3)
    assert _entries(desk) == entries


def test_a_result_at_another_moment_than_the_desk_has_is_refused(desk: bootstrap.Desk, tmp_path: Path) -> None:
    desk.logbooks.import_book(_book(tmp_path, {"finished_at": "2023-11-08T08:00"}))
    report = desk.logbooks.import_book(_book(tmp_path, {"finished_at": "2023-11-08T08:01"}))
    assert _causes(report) == [(2, "finished_at", "other_content")]


def test_what_the_desk_did_since_stands_and_its_undoing_is_not_undone(desk: bootstrap.Desk, tmp_path: Path) -> None:
    book = _book(tmp_path, {"finished_at": "2023-11-08T08:00"}, {})
    desk.logbooks.import_book(book)
    leader = desk.people.name_official(
        "Trần Văn Mẫu", roles={Role.LEADER}, title="Phó Chủ tịch", capacity="KT. CHỦ TỊCH|PHÓ CHỦ TỊCH"
    )
    life = Life(desk=desk, clock=Hand(desk.clock.now()), leader=leader)
    life.step("undo", dossiers.get(desk.db, "H32.90.01-231106-0001"), reason="Ghi nhầm")
    refused = dossiers.get(desk.db, "H32.90.01-231106-0002")
    life.step("refusal", refused, reason="Không đủ điều kiện")
    entries = _entries(desk)
    assert desk.logbooks.import_book(book).unchanged == 2
    assert _entries(desk) == entries
    report = desk.logbooks.import_book(_book(tmp_path, {}, {"finished_at": "2023-11-08T08:00"}))
    assert _causes(report) == [(3, "finished_at", "other_content")]


def test_a_dossier_of_the_desk_itself_is_never_taken_for_a_line_of_a_book(tmp_path: Path) -> None:
    desk = new_desk(tmp_path, when="2023-11-06T08:00")
    own = desk.intake.receive(ReceiveDossier(procedure_code=WATER, applicant=PERSON)).dossier
    report = desk.logbooks.import_book(_book(tmp_path, {"code": own.code}))
    assert _causes(report) == [(2, "code", "other_content")]
    desk.close()


def test_codes_that_a_book_has_used_today_are_not_given_out_again(tmp_path: Path) -> None:
    desk = new_desk(tmp_path, when="2023-11-06T17:00")
    desk.logbooks.import_book(_book(tmp_path, {}, {}))
    form = ReceiveDossier(procedure_code=WATER, applicant=PERSON, accepts_duplicate=True)
    own = desk.intake.receive(form).dossier
    assert own.code == "H32.90.01-231106-0003"
    desk.close()


def test_a_book_is_entered_with_its_hash_and_marked_in_each_entry(desk: bootstrap.Desk, tmp_path: Path) -> None:
    report = desk.logbooks.import_book(_book(tmp_path, {"finished_at": "2023-11-08T08:00"}, {"officer": "canbo2"}))
    assert dict(report.officers) == {"canbo1": 1, "canbo2": 1}
    row = desk.db.rows("select name, officer, record from logbook")
    assert len(row) == 1
    dossier = dossiers.get(desk.db, "H32.90.01-231106-0001")
    assert dossier.is_imported
    marks = [written.entry.body["book"] for written in journal.of_dossier(desk.db, dossier.id)]
    assert [mark["line"] for mark in marks] == [2, 2]
    assert journal.breaks(desk.db) == []


def test_no_text_about_a_person_stands_in_an_entry(desk: bootstrap.Desk, tmp_path: Path) -> None:
    desk.logbooks.import_book(_book(tmp_path, {"note": "Bà bị ốm"}))
    texts = " ".join(row[0] for row in desk.db.rows("select text from entry"))
    assert not any(word in texts for word in ("Nguyễn Thị Mẫu", "056190000123", "0905000417", "Đường Mẫu", "bị ốm"))


def test_an_import_can_be_stopped_and_goes_on_from_there(desk: bootstrap.Desk, tmp_path: Path) -> None:
    book = _book(tmp_path, *[{}] * 1200)
    stopped = desk.logbooks.import_book(book, progress=lambda lines: lines < 500)
    assert (stopped.is_stopped, stopped.taken) == (True, 500)
    report = desk.logbooks.import_book(book)
    assert (report.taken, report.unchanged) == (700, 500)


def test_what_a_book_tells_is_found_by_a_few_letters(desk: bootstrap.Desk, tmp_path: Path) -> None:
    desk.logbooks.import_book(_book(tmp_path, {}))
    assert [line.code for line in desk.view.search("nguyen thi mau")] == ["H32.90.01-231106-0001"]


def test_a_book_that_comes_in_after_a_report_was_sent_is_an_adjustment_of_the_next_one(
    desk: bootstrap.Desk, tmp_path: Path
) -> None:
    period = desk.reports.period("2023-11")
    sent = desk.reports.send(ReportKind.RESULTS, period)
    was = desk.reports.as_sent(sent)
    desk.logbooks.import_book(_book(tmp_path, {}, {"finished_at": "2023-11-08T08:00"}))
    assert desk.reports.as_sent(sent) == was
    report = desk.reports.results(Asked(period=period))
    assert (report.total["received"], was.head.last_number) == (2, sent.record["last_number"])
    changed = {one.what: one.difference for one in report.adjustments}
    assert (changed["received"], changed["resolved_early"], changed["open_late"]) == (2, 1, 1)
    then = Asked(period=period, known_at=moment("2023-11-07T08:00"))
    assert desk.reports.results(then).total["open_in_time"] == 2, "a book counts as known when it happened"


_DONE = {"finished_at": "2023-11-08T08:00", "returned_at": "2023-11-08T09:00", "fee_vnd": "15000"}
_FIRST = "H32.90.01-231106-0001"


def test_what_a_book_tells_is_said_by_its_officer_and_its_line(desk: bootstrap.Desk, tmp_path: Path) -> None:
    desk.logbooks.import_book(_book(tmp_path, _DONE))
    view = desk.view.dossier(_FIRST)
    said = cli_answers.dossier(view)["text"].splitlines()
    assert "Sổ cũ, dòng 2" in said
    assert not any("Giấy hẹn số" in line for line in said)
    assert [line.split(" · ", 1)[1] for line in said if "#" in line and "đã ghi sổ" not in line] == [
        "canbo1 · theo sổ cũ"
    ] * 3
    shown = dossier_words.screen(view, now=moment("2024-01-02T08:00"), calendar=desk.state.calendar)
    assert [step.who for step in shown.steps] == ["canbo1 · theo sổ cũ, dòng 2"] * 3
    assert shown.steps[0].detail.startswith("Sổ cũ, dòng 2. Hẹn trả ")
    assert [paper for step in shown.steps for paper in step.papers] == []
    assert ("Sổ cũ, dòng", "2") in shown.facts


def test_an_old_book_does_not_say_how_a_fee_was_taken(desk: bootstrap.Desk, tmp_path: Path) -> None:
    desk.logbooks.import_book(_book(tmp_path, _DONE, _DONE | {"paid_online": "yes"}))
    view = desk.view.dossier(_FIRST)
    assert (view.dossier.fee_dong, view.dossier.fee_state) == (15000, FeeState.UNKNOWN)
    assert "Lệ phí: 15.000 đồng, theo sổ cũ" in cli_answers.dossier(view)["text"].splitlines()
    shown = dossier_words.screen(view, now=moment("2024-01-02T08:00"), calendar=desk.state.calendar)
    assert (("Lệ phí", "15.000 đ, theo sổ cũ") in shown.facts, shown.can_settle_fee) == (True, False)
    with pytest.raises(errors.FormIncomplete):
        desk.fees.settle(_FIRST, FeeState.CASH, dong=15000)
    total = desk.reports.results(Asked(period=desk.reports.period("2023-11"))).total
    assert (total["with_fee"], total["paid_online"]) == (2, 1)


def test_no_slip_is_made_of_a_dossier_whose_slip_an_old_book_handed_out(desk: bootstrap.Desk, tmp_path: Path) -> None:
    desk.logbooks.import_book(_book(tmp_path, {}))
    entries = _entries(desk)
    for ask in (
        lambda: desk.papers.order_of(_FIRST),
        lambda: desk.papers.reprint(_FIRST, "mất giấy"),
        lambda: desk.papers.is_like_first(_FIRST),
    ):
        with pytest.raises(errors.SlipOfBook) as refused:
            ask()
        assert "nhập từ sổ cũ: giấy hẹn đã phát theo sổ ấy" in sentences.sentence(refused.value)
    assert _entries(desk) == entries
