"""Sheets through a real queue to a real (loopback) duplex printer, and what is said about them."""

from __future__ import annotations

import os
import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4

from cchc_desktop.clock import VIETNAM
from cchc_desktop.domain.printing import JobReference, JobReport, JobState, Media, Sides
from cchc_desktop.errors import PrinterUnavailable, PrintRefused
from cchc_desktop.printing.cups import CupsPrintBackend, server_of
from cchc_desktop.printing.follow import FollowedJob
from cchc_desktop.printing.ipp import Server
from tests.printing.sheets import BACK, FRONT, code_width, codes, difference, mean, pictures, two_page_sheet
from tests.tools.printer import QUEUE, Received, TestPrinter, wait_until

HANDED_AT = datetime(2026, 11, 20, 9, 5, tzinfo=VIETNAM)


def submit(backend: CupsPrintBackend, sheet: bytes, title: str, **wishes: object) -> JobReference:
    asked: dict[str, object] = {"sides": Sides.TWO_SIDED_LONG_EDGE, "media": Media.A5, "copies": 1} | wishes
    return backend.submit(sheet, printer=QUEUE, title=title, **asked)  # type: ignore[arg-type]


def settled(backend: CupsPrintBackend, job: JobReference) -> JobReport:
    def report() -> JobReport | None:
        said = backend.state(job)
        return said if said.state is not JobState.HANDED else None

    return wait_until(report, 20)


def printed(backend: CupsPrintBackend, printer: TestPrinter, sheet: bytes, title: str, **wishes: object) -> Received:
    job = submit(backend, sheet, title, **wishes)
    assert settled(backend, job) == JobReport(state=JobState.OUT)
    return printer.received_as(title)


def hanging(backend: CupsPrintBackend, job: JobReference) -> JobReport:
    def report() -> JobReport | None:
        said = backend.state(job)
        assert said.state is JobState.HANDED
        return said if "unavailable" in said.message else None

    return wait_until(report, 20)


def test_the_queue_is_listed_with_what_it_can(backend: CupsPrintBackend) -> None:
    (queue,) = backend.printers()
    assert (queue.name, queue.can_duplex, queue.accepts, queue.is_default) == (QUEUE, True, True, False)


@pytest.mark.parametrize("language", ["C", "vi_VN.UTF-8", "ja_JP.UTF-8", "de_DE.UTF-8", "zh_CN.UTF-8"])
def test_whatever_language_the_machine_speaks(printer: TestPrinter, sheet: bytes, language: str) -> None:
    spoken = {"LC_ALL": language, "LANG": language, "LANGUAGE": language}
    backend = CupsPrintBackend({**printer.environment, **spoken, "LPDEST": QUEUE})
    (queue,) = backend.printers()
    assert queue.is_default
    printed(backend, printer, sheet, f"H26-{language}")


def test_both_sides_arrive_on_one_a5_sheet(
    backend: CupsPrintBackend, printer: TestPrinter, sheet: bytes, tmp_path: Path
) -> None:
    title = "H26.188.22-261120-0417"
    got = printed(backend, printer, sheet, title)
    assert got.attributes["CONTENT_TYPE"] == "application/pdf"
    assert got.attributes["IPP_SIDES"] == "two-sided-long-edge"
    assert "media-size={x-dimension=14800 y-dimension=21000}" in got.attributes["IPP_MEDIA_COL"]
    sent_pages, got_pages = pictures(sheet, tmp_path / "sent"), pictures(got.content, tmp_path / "got")
    assert len(got_pages) == 2
    assert [codes(page) for page in got_pages] == [[FRONT], [BACK]]
    for sent_page, got_page in zip(sent_pages, got_pages, strict=True):
        assert mean(got_page) > 0.8
        assert difference(sent_page, got_page) < 0.002


@pytest.mark.parametrize(
    ("sides", "keyword"), [(Sides.TWO_SIDED_SHORT_EDGE, "two-sided-short-edge"), (Sides.ONE_SIDED, "one-sided")]
)
def test_other_sides_and_a4(
    backend: CupsPrintBackend, printer: TestPrinter, sheet: bytes, sides: Sides, keyword: str
) -> None:
    got = printed(backend, printer, sheet, f"A4-{keyword}", sides=sides, media=Media.A4)
    assert got.attributes["IPP_SIDES"] == keyword
    assert "x-dimension=21000 y-dimension=29700" in got.attributes["IPP_MEDIA_COL"]


def test_over_the_socket_of_this_machine_as_over_the_network(printer: TestPrinter, sheet: bytes) -> None:
    backend = CupsPrintBackend({**printer.environment, "CUPS_SERVER": printer.socket_path})
    assert [queue.can_duplex for queue in backend.printers()] == [True]
    printed(backend, printer, sheet, "SOCKET-1")


@pytest.mark.parametrize(
    ("named", "server"),
    [
        ("/run/cups/cups.sock", Server(socket_path="/run/cups/cups.sock")),
        ("may-in", Server(host="may-in")),
        ("127.0.0.1:6631", Server(host="127.0.0.1", port=6631)),
        ("may-in:632/version=1.1", Server(host="may-in", port=632)),
        ("[::1]:6631", Server(host="::1", port=6631)),
    ],
)
def test_the_print_server_is_found_as_lp_finds_it(named: str, server: Server) -> None:
    assert server_of({"CUPS_SERVER": named}) == server


def test_a_sheet_too_large_for_its_paper_is_not_shrunk(
    backend: CupsPrintBackend, printer: TestPrinter, tmp_path: Path
) -> None:
    large = two_page_sheet(A4)
    got = printed(backend, printer, large, "A4-on-A5")
    sent_page, *_ = pictures(large, tmp_path / "sent")
    got_page, *_ = pictures(got.content, tmp_path / "got")
    assert abs(code_width(got_page) - code_width(sent_page)) <= 2


def test_two_copies_come_each_whole(backend: CupsPrintBackend, printer: TestPrinter, sheet: bytes) -> None:
    got = printed(backend, printer, sheet, "TEST-2", copies=2)
    assert got.attributes["IPP_COPIES"] == "2"
    assert got.attributes["IPP_MULTIPLE_DOCUMENT_HANDLING"] == "separate-documents-collated-copies"


def test_nothing_the_printer_is_told_names_a_person(
    backend: CupsPrintBackend, printer: TestPrinter, sheet: bytes
) -> None:
    got = printed(backend, printer, sheet, "H26.188.22-261120-0418")
    told = {name: value for name, value in got.attributes.items() if re.search("NAME|TITLE|SUBJECT", name)}
    assert told["IPP_JOB_NAME"] == "H26.188.22-261120-0418"
    assert set(told) <= {"IPP_JOB_NAME", "IPP_JOB_ORIGINATING_USER_NAME", "IPP_DOCUMENT_NAME_SUPPLIED"}
    assert told.get("IPP_DOCUMENT_NAME_SUPPLIED", "H26.188.22-261120-0418") == "H26.188.22-261120-0418"


@pytest.mark.parametrize("title", ["Nguyễn Thị Đặng", "giấy hẹn", "H26 0417", "", "x" * 81, "a\nb"])
def test_a_title_that_could_name_a_person_is_refused(backend: CupsPrintBackend, sheet: bytes, title: str) -> None:
    with pytest.raises(ValueError, match="one word"):
        submit(backend, sheet, title)


@pytest.mark.parametrize("copies", [0, 100])
def test_a_foolish_number_of_copies_is_refused(backend: CupsPrintBackend, sheet: bytes, copies: int) -> None:
    with pytest.raises(ValueError, match="copies"):
        submit(backend, sheet, "TEST", copies=copies)


def test_a_printer_that_is_off_is_told_given_up_and_sent_again(
    backend: CupsPrintBackend, printer: TestPrinter, sheet: bytes
) -> None:
    printer.switch_off()
    try:
        job = submit(backend, sheet, "OFF-1")
        report = hanging(backend, job)
        waiting = submit(backend, sheet, "OFF-BEHIND")
        assert hanging(backend, waiting).message == report.message
        followed = FollowedJob(job=job, submitted_at=HANDED_AT).after(report, HANDED_AT + timedelta(seconds=5))
        assert (followed.state, followed.must_give_up) == (JobState.HANDED, False)
        now = HANDED_AT + timedelta(seconds=91)
        followed = followed.after(backend.state(job), now)
        assert followed.must_give_up
        followed = followed.given_up(backend.give_up(job), now)
        assert followed.state is JobState.FAILED
        assert "unavailable" in followed.message
        assert backend.give_up(waiting).state is JobState.FAILED
    finally:
        printer.switch_on()
    again = submit(backend, sheet, "OFF-2")
    assert settled(backend, again).state is JobState.OUT
    # The queue works in order: had the given-up job come out, it would lie before this one.
    titles = [one.attributes["IPP_JOB_NAME"] for one in printer.received()]
    assert "OFF-2" in titles
    assert not {"OFF-1", "OFF-BEHIND"} & set(titles)


def test_a_job_that_was_done_cannot_be_given_up(backend: CupsPrintBackend, printer: TestPrinter, sheet: bytes) -> None:
    job = submit(backend, sheet, "DONE-1")
    assert settled(backend, job).state is JobState.OUT
    assert backend.give_up(job).state is JobState.OUT


def test_a_job_of_another_title_under_the_same_number_is_unknown(backend: CupsPrintBackend, sheet: bytes) -> None:
    job = submit(backend, sheet, "OLD-1")
    settled(backend, job)
    stored = JobReference(printer=QUEUE, number=job.number, title="OTHER-1")
    assert backend.state(stored).state is JobState.UNKNOWN


def test_a_forgotten_job_is_unknown(backend: CupsPrintBackend) -> None:
    assert backend.state(JobReference(printer=QUEUE, number="99999", title="X")).state is JobState.UNKNOWN


@pytest.mark.parametrize("name", ["khong-co", "", "-d", "hai từ", "a/b", "x" * 200])
def test_an_unknown_printer_is_refused(backend: CupsPrintBackend, sheet: bytes, name: str) -> None:
    with pytest.raises(PrinterUnavailable) as refused:
        backend.submit(sheet, printer=name, title="T", sides=Sides.ONE_SIDED, media=Media.A5)
    assert refused.value.facts["printer"] == name


def test_a_queue_that_takes_no_jobs_refuses(backend: CupsPrintBackend, printer: TestPrinter, sheet: bytes) -> None:
    printer.run("cupsreject", QUEUE)
    try:
        assert [queue.accepts for queue in backend.printers()] == [False]
        with pytest.raises(PrintRefused) as refused:
            submit(backend, sheet, "T")
        assert "not accepting jobs" in str(refused.value.facts["message"])
    finally:
        printer.run("cupsaccept", QUEUE)


def test_a_file_that_is_no_pdf_is_never_out(backend: CupsPrintBackend) -> None:
    job = submit(backend, b"%PDF-1.4 torn", "TORN-1")

    def complained(report: JobReport) -> bool:
        # CUPS keeps the filter's own last words, or its own where it saw the filter end before it had read them.
        return "damaged" in report.message or report.message == "Filter failed"

    wait_until(lambda: complained(backend.state(job)), 60)
    assert backend.state(job).state is JobState.HANDED
    given_up = backend.give_up(job)
    assert given_up.state is JobState.FAILED
    assert complained(given_up), given_up.message


def test_a_job_that_somebody_cancels_has_failed(backend: CupsPrintBackend, printer: TestPrinter, sheet: bytes) -> None:
    printer.run("cupsdisable", QUEUE)
    try:
        job = submit(backend, sheet, "CANCEL-1")
        assert backend.state(job).state is JobState.HANDED
        printer.run("cancel", f"{QUEUE}-{job.number}")
        assert backend.state(job).state is JobState.FAILED
    finally:
        printer.run("cupsenable", QUEUE)


def test_a_stopped_queue_says_why(backend: CupsPrintBackend, printer: TestPrinter, sheet: bytes) -> None:
    printer.run("cupsdisable", "-r", "het giay", QUEUE)
    try:
        job = submit(backend, sheet, "STOPPED-1")
        assert backend.state(job) == JobReport(state=JobState.HANDED, message="het giay")
        assert backend.give_up(job) == JobReport(state=JobState.FAILED, message="het giay")
    finally:
        printer.run("cupsenable", QUEUE)


def test_without_a_print_system_nothing_is_offered_and_nothing_raised(sheet: bytes, tmp_path: Path) -> None:
    silent = CupsPrintBackend({**os.environ, "CUPS_SERVER": str(tmp_path / "no.sock")})
    job = JobReference(printer=QUEUE, number="1", title="T")
    assert silent.printers() == ()
    assert silent.state(job).state is JobState.UNKNOWN
    assert silent.give_up(job).state is JobState.UNKNOWN
    with pytest.raises(PrinterUnavailable):
        submit(silent, sheet, "T")


def test_without_the_programs_of_cups_nothing_is_offered(sheet: bytes, tmp_path: Path) -> None:
    bare = CupsPrintBackend({"PATH": str(tmp_path)})
    assert bare.printers() == ()
    with pytest.raises(PrinterUnavailable):
        submit(bare, sheet, "T")
