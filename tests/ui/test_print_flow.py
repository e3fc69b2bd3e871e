"""From a dossier on record to paper, over a real desk folder and a real duplex printer behind CUPS on loopback."""

from __future__ import annotations

import dataclasses
import hashlib
import itertools
import subprocess
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from cchc_desktop import bootstrap, errors
from cchc_desktop.clock import moment
from cchc_desktop.domain.intake import ReceiveDossier
from cchc_desktop.domain.person import Person
from cchc_desktop.domain.printing import JobReference, JobReport, JobState, Media, PaperSize, Printer, Sides
from cchc_desktop.domain.slip import Offsets
from cchc_desktop.printing.backend import PrintBackend
from cchc_desktop.printing.cups import CupsPrintBackend
from cchc_desktop.services.desk_setup import SAMPLE, SAMPLE_OFFICER, Opening
from cchc_desktop.services.print_desk import Choice, PrintDesk
from tests.documents.readers import is_nfc, symbols
from tests.documents.readers import pictures as drawn
from tests.printing.sheets import pictures
from tests.tools import ready_desks
from tests.tools.printer import QUEUE, TestPrinter, running_printer
from ui.changes import Changes
from ui.jobs import JobRunner
from ui.presenters.printer_test import PrinterTest
from ui.print_flow import PrintFlow, trouble_words

SLIP, EXPLANATION = "appointment_slip", "due_explanation"
NAME, ADDRESS = "Nguyễn Thị Đặng Ước", "12 Lê Thánh Tôn, phường Mẫu Hòa, thành phố Nha Trang, tỉnh Khánh Hòa"
MARRIAGE = ReceiveDossier(
    procedure_code="1.004873", applicant=Person(name=NAME, personal_id="056190000123", address=ADDRESS)
)
PATIENT = 30_000
DPI = 254
"""Ten pixels a millimetre."""


class Hand:
    """A clock moved by hand."""

    def __init__(self) -> None:
        self.at = moment("2023-10-24T09:00")

    def now(self) -> datetime:
        return self.at


class Viewer:
    """Stands for the system's viewer of PDF files."""

    def __init__(self) -> None:
        self.is_there = True
        self.shown: list[Path] = []

    def __call__(self, path: Path) -> bool:
        self.shown.append(path)
        return self.is_there


class SilentPrinter:
    """Takes a job and never says what became of it; or breaks in the middle of taking it."""

    def __init__(self, breaks: bool = False) -> None:
        self.breaks = breaks
        self.took: list[bytes] = []

    def printers(self) -> tuple[Printer, ...]:
        return ()

    def submit(
        self, pdf: bytes, *, printer: str, title: str, sides: Sides, media: Media, copies: int = 1
    ) -> JobReference:
        self.took.append(pdf)
        if self.breaks:
            raise OSError("the line broke")
        return JobReference(printer=printer, number="", title=title)

    def state(self, job: JobReference) -> JobReport:
        return JobReport(state=JobState.UNKNOWN)

    def give_up(self, job: JobReference) -> JobReport:
        return JobReport(state=JobState.UNKNOWN)


class Counter:
    """A desk's counter: a real folder, a print flow, and everything that the flow told."""

    def __init__(self, folder: Path, backend: PrintBackend, number: int) -> None:
        self.folder, self.clock, self.viewer, self.backend = folder, Hand(), Viewer(), backend
        settings = dataclasses.replace(SAMPLE, agency_code=f"000.{number:02}.40.H32")
        opening = Opening(settings=settings, officer_name=SAMPLE_OFFICER)
        self.desk = ready_desks.first_run(folder / "desk", opening, clock=self.clock, environment=self.environment)
        self.begin()

    @property
    def environment(self) -> dict[str, str]:
        return {"XDG_STATE_HOME": str(self.folder / "state")}

    def begin(self) -> None:
        self.told: list[tuple[int, JobState, str]] = []
        self.changes = Changes()
        papers = self.folder / "desk" / "papers"
        desk = self.desk
        self.printing = PrintDesk(desk.db, self.clock, desk.recorder, self.backend, papers, self.viewer)
        self.flow = PrintFlow(
            printing=lambda: self.printing,
            papers=lambda: self.desk.papers,
            clock=self.clock,
            changes=self.changes,
            ask_every_ms=100,
        )
        self.flow.progressed.connect(self._note)

    def print_through(self, backend: PrintBackend) -> None:
        self.backend = backend
        self.begin()

    def start_again(self) -> None:
        """End the program and start it again."""
        self.flow.finish()
        self.desk.close()
        self.desk = bootstrap.open_desk(self.folder / "desk", clock=self.clock, environment=self.environment)
        self.begin()

    def choose(self, printer: str, offsets: Offsets | None = None, kind: str = SLIP) -> None:
        self.printing.choose(kind, Choice(printer=printer, offsets=offsets or Offsets()))

    def receive(self) -> tuple[str, int]:
        received = self.desk.intake.receive(dataclasses.replace(MARRIAGE, accepts_duplicate=True))
        return received.dossier.code, received.print_job

    def send(self, code: str, job: int) -> None:
        self.flow.send(job, self.desk.papers.order_of(code), code)

    def entries(self, code: str, kind: str) -> list[dict[str, object]]:
        return [dict(step.body) for step in self.desk.view.dossier(code).history if step.kind == kind]

    def states(self, job: int) -> list[JobState]:
        return [state for which, state, _words in self.told if which == job]

    def words(self, job: int) -> str:
        return next(words for which, _state, words in reversed(self.told) if which == job)

    def _note(self, job: int, state: JobState, words: str) -> None:
        self.told.append((job, state, words))


@pytest.fixture(scope="module")
def printer() -> Iterator[TestPrinter]:
    with running_printer() as running:
        yield running


@pytest.fixture(scope="module")
def numbers() -> Iterator[int]:
    """Return numbers for desks, so that no two tests send the same code to the one printer."""
    return itertools.count(1)


@pytest.fixture
def counter(qapp, tmp_path: Path, printer: TestPrinter, numbers: Iterator[int]) -> Iterator[Counter]:
    counter = Counter(tmp_path, CupsPrintBackend(printer.environment), next(numbers))
    counter.choose(QUEUE)
    yield counter
    counter.flow.finish()
    counter.desk.close()


def wait_for(qtbot, counter: Counter, job: int, state: JobState) -> None:
    qtbot.waitUntil(lambda: state in counter.states(job), timeout=PATIENT)


def text_of(pdf: bytes) -> str:
    done = subprocess.run(("pdftotext", "-raw", "-", "-"), input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode("utf-8").split())


def test_a_slip_is_followed_until_it_is_really_out(qtbot, counter, printer, tmp_path):
    code, job = counter.receive()
    in_the_journal: list[int] = []
    counter.flow.progressed.connect(lambda *_told: in_the_journal.append(len(counter.entries(code, "PaperOut"))))
    counter.send(code, job)
    assert counter.flow.is_under_way(job)
    wait_for(qtbot, counter, job, JobState.OUT)
    assert not counter.flow.is_under_way(job)
    assert (counter.states(job), in_the_journal) == ([JobState.HANDED, JobState.OUT], [0, 1])
    (out,) = counter.entries(code, "PaperOut")
    assert (out["way"], out["reprint"]) == ("printer", 0)
    assert out["sha256"] == hashlib.sha256(counter.desk.papers.order_of(code).build()).hexdigest()
    assert counter.desk.view.unfinished_print_jobs() == []
    got = printer.received_as(code)
    assert got.attributes["IPP_SIDES"] == "two-sided-long-edge"
    assert "media-size={x-dimension=14800 y-dimension=21000}" in got.attributes["IPP_MEDIA_COL"]
    said = text_of(got.content)
    assert is_nfc(said)
    for wanted in (NAME, ADDRESS, code, SAMPLE.hotline, "Liên 1", "Liên 2", "mặt trước", "mặt sau"):
        assert wanted in said
    # What the printer's own engine would put on paper, drawn by poppler: fronts with both symbols, backs with theirs.
    front, back, second_front, second_back = [symbols(page) for page in pictures(got.content, tmp_path / "got", 200)]
    for read in (front, second_front):
        assert read["Code128"] == [code]
        assert SAMPLE.lookup_url + code in read["QRCode"]
    for read in (back, second_back):
        assert SAMPLE.feedback_url in read["QRCode"]


def test_two_slips_on_one_a4(qtbot, counter, printer, tmp_path):
    counter.desk.setup.change({"paper_size": "a5_two_up"})
    code, job = counter.receive()
    counter.send(code, job)
    wait_for(qtbot, counter, job, JobState.OUT)
    got = printer.received_as(code)
    assert got.attributes["IPP_SIDES"] == "two-sided-long-edge"
    assert "x-dimension=21000 y-dimension=29700" in got.attributes["IPP_MEDIA_COL"]
    front, _back = [symbols(page) for page in pictures(got.content, tmp_path / "got", 200)]
    assert front["Code128"] == [code, code]


def test_a_printer_that_is_off_is_told_with_its_reason_and_counts_as_nothing(qtbot, counter, printer):
    printer.switch_off()
    try:
        code, job = counter.receive()
        counter.send(code, job)
        qtbot.waitUntil(lambda: counter.told[-1:] == [(job, JobState.HANDED, OFF)], timeout=PATIENT)
        (shown,) = counter.desk.view.unfinished_print_jobs()
        assert (shown.code, shown.state, shown.message, shown.printer) == (code, JobState.HANDED, OFF, QUEUE)
        assert counter.entries(code, "PaperOut") == []
        counter.clock.at += timedelta(seconds=91)
        wait_for(qtbot, counter, job, JobState.FAILED)
    finally:
        printer.switch_on()
    (shown,) = counter.desk.view.unfinished_print_jobs()
    assert (shown.state, shown.message, counter.words(job)) == (JobState.FAILED, OFF, OFF)
    assert counter.entries(code, "PaperOut") == []
    assert counter.flow.send_again(job) == job
    wait_for(qtbot, counter, job, JobState.OUT)
    assert "BẢN IN LẠI" not in text_of(printer.received_as(code).content)
    assert (len(counter.entries(code, "DossierReceived")), counter.entries(code, "Reprinted")) == (1, [])
    assert [out["reprint"] for out in counter.entries(code, "PaperOut")] == [0]
    assert [one.attributes["IPP_JOB_NAME"] for one in printer.received()].count(code) == 1


OFF = "Máy in không trả lời: xem máy đã bật, dây đã cắm chưa"


def test_a_printer_that_comes_round_in_time_prints_by_itself(qtbot, counter, printer):
    printer.switch_off()
    try:
        code, job = counter.receive()
        counter.send(code, job)
        qtbot.waitUntil(lambda: counter.told[-1:] == [(job, JobState.HANDED, OFF)], timeout=PATIENT)
    finally:
        printer.switch_on()
    wait_for(qtbot, counter, job, JobState.OUT)
    assert counter.words(job) == ""
    assert counter.desk.view.unfinished_print_jobs() == []


def test_a_printer_that_is_gone_refuses_and_the_same_paper_goes_out_later(qtbot, counter, printer):
    counter.choose("may-cu")
    code, job = counter.receive()
    counter.send(code, job)
    wait_for(qtbot, counter, job, JobState.FAILED)
    assert counter.words(job).startswith("Máy in may-cu không có hoặc không trả lời. Hồ sơ đã vào sổ.")
    counter.choose(QUEUE)
    assert counter.flow.send_again(job) == job
    wait_for(qtbot, counter, job, JobState.OUT)
    assert "BẢN IN LẠI" not in text_of(printer.received_as(code).content)


@pytest.mark.parametrize("breaks", [False, True], ids=["says nothing", "breaks while it takes the job"])
def test_where_nobody_knows_the_next_print_bears_its_mark(qtbot, counter, printer, breaks):
    real = counter.backend
    counter.print_through(SilentPrinter(breaks))
    code, job = counter.receive()
    counter.send(code, job)
    wait_for(qtbot, counter, job, JobState.UNKNOWN)
    assert counter.entries(code, "PaperOut") == []
    counter.print_through(real)
    again = counter.flow.send_again(job)
    assert again != job
    wait_for(qtbot, counter, again, JobState.OUT)
    assert "BẢN IN LẠI LẦN 1" in text_of(printer.received_as(code).content)
    (reprinted,) = counter.entries(code, "Reprinted")
    (out,) = counter.entries(code, "PaperOut")
    assert (reprinted["times"], out["reprint"], out["sha256"]) == (1, 1, reprinted["sha256"])


@pytest.mark.parametrize(
    ("state", "marked"),
    [(JobState.WANTED, False), (JobState.FAILED, False), (JobState.HANDED, True), (JobState.UNKNOWN, True)],
)
def test_after_a_power_cut_only_what_may_have_come_out_is_marked(qtbot, counter, printer, state, marked):
    code, job = counter.receive()
    counter.printing.note_state(job, state)
    counter.start_again()
    assert [(shown.code, shown.state) for shown in counter.desk.view.unfinished_print_jobs()] == [(code, state)]
    sent = counter.flow.send_again(job)
    wait_for(qtbot, counter, sent, JobState.OUT)
    assert ("BẢN IN LẠI LẦN 1" in text_of(printer.received_as(code).content)) is marked
    assert (sent != job) is marked


def test_a_failed_reprint_goes_out_with_the_mark_it_had(qtbot, counter, printer):
    code, job = counter.receive()
    counter.printing.note_state(job, JobState.UNKNOWN)
    counter.choose("may-cu")
    first = counter.flow.reprint(code, "khách làm mất")
    wait_for(qtbot, counter, first, JobState.FAILED)
    counter.choose(QUEUE)
    assert counter.flow.send_again(first) == first
    wait_for(qtbot, counter, first, JobState.OUT)
    said = text_of(printer.received_as(code).content)
    assert "BẢN IN LẠI LẦN 1" in said
    assert "LẦN 2" not in said
    assert len(counter.entries(code, "Reprinted")) == 1


def test_a_paper_whose_entry_cannot_be_written_is_not_called_out(qtbot, counter):
    code, job = counter.receive()
    counter.send(code, job)
    counter.clock.at -= timedelta(minutes=10)
    wait_for(qtbot, counter, job, JobState.UNKNOWN)
    assert counter.words(job).startswith("Đồng hồ máy")
    assert JobState.OUT not in counter.states(job)
    assert counter.entries(code, "PaperOut") == []
    assert [shown.code for shown in counter.desk.view.unfinished_print_jobs()] == [code]


def test_a_job_asked_for_twice_is_printed_once(qtbot, counter, printer):
    code, job = counter.receive()
    counter.send(code, job)
    counter.send(code, job)
    assert counter.flow.send_again(job) == job
    wait_for(qtbot, counter, job, JobState.OUT)
    assert counter.flow.send_again(job) == job
    assert [one.attributes["IPP_JOB_NAME"] for one in printer.received()].count(code) == 1


def test_five_slips_at_once_all_come_out_in_their_order(qtbot, counter, printer):
    before = len(printer.received())
    made = [counter.receive() for _ in range(5)]
    for code, job in made:
        counter.send(code, job)
    qtbot.waitUntil(lambda: all(JobState.OUT in counter.states(job) for _code, job in made), timeout=PATIENT)
    names = [one.attributes["IPP_JOB_NAME"] for one in printer.received()[before:]]
    assert names == [code for code, _job in made]
    assert counter.desk.view.unfinished_print_jobs() == []


def test_with_no_printer_the_pdf_opens(qtbot, counter):
    counter.choose("")
    code, job = counter.receive()
    counter.send(code, job)
    wait_for(qtbot, counter, job, JobState.OUT)
    (path,) = counter.viewer.shown
    assert (path, counter.words(job)) == (counter.folder / "desk" / "papers" / f"{code}.pdf", str(path))
    (out,) = counter.entries(code, "PaperOut")
    assert (out["way"], out["sha256"]) == ("opened", hashlib.sha256(path.read_bytes()).hexdigest())
    front = symbols(drawn(path.read_bytes(), dpi=200, width_mm=148)[0])
    assert front["Code128"] == [code]
    again = counter.flow.reprint(code, "khách làm mất")
    wait_for(qtbot, counter, again, JobState.OUT)
    assert [shown.name for shown in counter.viewer.shown] == [f"{code}.pdf", f"{code}-r1.pdf"]


def test_without_a_viewer_the_file_is_there_and_its_place_is_told(qtbot, counter):
    counter.choose("")
    counter.viewer.is_there = False
    code, job = counter.receive()
    counter.send(code, job)
    wait_for(qtbot, counter, job, JobState.OUT)
    assert Path(counter.words(job)).read_bytes().startswith(b"%PDF")
    assert [out["way"] for out in counter.entries(code, "PaperOut")] == ["file"]


def test_where_not_even_a_file_can_be_written_nothing_counts_as_printed(qtbot, counter):
    counter.choose("")
    (counter.folder / "desk" / "papers").write_bytes(b"in the way")
    code, job = counter.receive()
    counter.send(code, job)
    wait_for(qtbot, counter, job, JobState.FAILED)
    assert counter.words(job) == "Giấy chưa ra được. Hồ sơ đã vào sổ. Bấm Ctrl+P để in lại."
    assert counter.entries(code, "PaperOut") == []


def test_offsets_move_fronts_and_backs_on_what_the_printer_gets(qtbot, counter, printer, tmp_path):
    boxes = []
    for offsets in (Offsets(), Offsets(front_dx_mm=2, front_dy_mm=-1.5, back_dx_mm=-3, back_dy_mm=1)):
        counter.choose(QUEUE, offsets)
        code, job = counter.receive()
        counter.send(code, job)
        wait_for(qtbot, counter, job, JobState.OUT)
        pages = pictures(printer.received_as(code).content, tmp_path / code, DPI)
        boxes.append([ink_corner(page) for page in pages[:2]])
        (out,) = counter.entries(code, "PaperOut")
        assert out["offsets"] == offsets.to_hundredths()
    (front, back), (moved_front, moved_back) = boxes
    assert moved(front, moved_front) == (20, -15)
    assert moved(back, moved_back) == (-30, 10)


def ink_corner(page) -> tuple[int, int]:
    """Return the left and upper end of the ink, in tenths of a millimetre; of the unit's name, of the listing."""
    box = page.point(lambda level: 255 if level < 128 else 0).getbbox()
    return box[0], box[1]


def moved(before: tuple[int, int], after: tuple[int, int]) -> tuple[int, int]:
    """Return by how much, to the nearest half millimetre."""
    across, down = after[0] - before[0], after[1] - before[1]
    return round(across / 5) * 5, round(down / 5) * 5


def test_each_kind_of_paper_has_its_own_printer_which_is_remembered(qtbot, counter):
    assert counter.printing.choice(EXPLANATION) == Choice(printer=QUEUE)  # never chosen: where the slip goes
    own = Choice(printer="van-phong", offsets=Offsets(front_dx_mm=0.5))
    counter.choose(own.printer, own.offsets, EXPLANATION)
    counter.choose(QUEUE, Offsets(back_dy_mm=-1.25))
    counter.start_again()
    assert counter.printing.choice(EXPLANATION) == own
    assert counter.printing.choice(SLIP) == Choice(printer=QUEUE, offsets=Offsets(back_dy_mm=-1.25))
    counter.choose("", kind=EXPLANATION)
    assert counter.printing.choice(EXPLANATION) == Choice()  # chosen: to be opened


def explanation(counter: Counter) -> bytes:
    promise = counter.desk.intake.promise("1.004873", counter.clock.now())
    return counter.desk.papers.explanation("Xác nhận tình trạng hôn nhân", promise)


def test_a_paper_without_a_record_goes_to_its_printer_on_a5(qtbot, counter, printer):
    pdf = explanation(counter)
    with qtbot.waitSignal(counter.flow.other_done, timeout=PATIENT) as done:
        counter.flow.print_other(lambda: pdf, kind=EXPLANATION, name="vi-sao-1")
    assert done.args == ["vi-sao-1", True, ""]
    got = printer.received_as("vi-sao-1")
    assert "media-size={x-dimension=14800 y-dimension=21000}" in got.attributes["IPP_MEDIA_COL"]
    assert "VÌ SAO NGÀY NÀY?" in text_of(got.content)


def test_a_paper_without_a_record_says_why_it_did_not_come_out(qtbot, counter):
    counter.choose("may-cu", kind=EXPLANATION)
    pdf = explanation(counter)
    with qtbot.waitSignal(counter.flow.other_done, timeout=PATIENT) as done:
        counter.flow.print_other(lambda: pdf, kind=EXPLANATION, name="vi-sao-2")
    name, is_out, words = done.args
    assert (name, is_out) == ("vi-sao-2", False)
    assert words.startswith("Máy in may-cu không có hoặc không trả lời.")
    counter.choose("", kind=EXPLANATION)
    with qtbot.waitSignal(counter.flow.other_done, timeout=PATIENT) as done:
        counter.flow.print_other(lambda: pdf, kind=EXPLANATION, name="vi-sao-3")
    assert done.args == ["vi-sao-3", True, str(counter.viewer.shown[0])]


def test_nothing_is_sent_for_a_reprint_without_a_reason(counter):
    code, _job = counter.receive()
    with pytest.raises(errors.ReprintReasonMissing):
        counter.flow.reprint(code, " ")
    assert counter.told == []


def test_a_paper_is_entered_as_out_once(counter):
    code, job = counter.receive()
    for _ in range(2):
        counter.printing.note_out(job, sha256="0" * 64, way="printer", offsets=Offsets(), counterparts=(1, 2))
    assert len(counter.entries(code, "PaperOut")) == 1


def test_screens_hear_of_each_step(qtbot, counter):
    heard = []
    counter.changes.changed.connect(heard.append)
    code, job = counter.receive()
    counter.send(code, job)
    wait_for(qtbot, counter, job, JobState.OUT)
    assert [(found.id, found.state) for found in heard] == [(job, JobState.HANDED), (job, JobState.OUT)]


@pytest.fixture
def sheets(counter: Counter) -> Iterator[PrinterTest]:
    """Return the presenter that sends test sheets."""
    runner = JobRunner()
    yield PrinterTest(lambda: counter.printing, lambda: counter.desk.papers, runner)
    runner.finish()


def test_the_test_sheet_shows_the_flip_edge_on_both_sides_of_one_sheet(qtbot, counter, printer, sheets, tmp_path):
    with qtbot.waitSignal(sheets.said, timeout=PATIENT) as said:
        sheets.start(QUEUE, Offsets(), PaperSize.A5)
    assert said.args[:2] == ["ok", "Trang thử đã gửi đến máy in"]
    got = printer.received_as("trang-thu")
    assert got.attributes["IPP_SIDES"] == "two-sided-long-edge"
    assert "media-size={x-dimension=14800 y-dimension=21000}" in got.attributes["IPP_MEDIA_COL"]
    assert len(pictures(got.content, tmp_path / "got")) == 2
    words = text_of(got.content)
    for wanted in ("MẶT TRƯỚC", "MẶT SAU", "ĐẦU TỜ GIẤY", "Lật theo cạnh này (cạnh dài)"):
        assert wanted in words


def test_the_offsets_being_tried_are_on_the_test_sheet(qtbot, counter, printer, sheets, tmp_path):
    seen = []
    for name, offsets in (("one", Offsets()), ("two", Offsets(back_dx_mm=2, back_dy_mm=-1))):
        count = len(printer.received())
        with qtbot.waitSignal(sheets.said, timeout=PATIENT):
            sheets.start(QUEUE, offsets, PaperSize.A4)
        qtbot.waitUntil(lambda count=count: len(printer.received()) > count, timeout=PATIENT)
        seen.append([ink_corner(page) for page in pictures(printer.received()[-1].content, tmp_path / name, DPI)])
    assert moved(seen[0][0], seen[1][0]) == (0, 0)
    assert moved(seen[0][1], seen[1][1]) == (20, -10)


def test_with_no_printer_the_test_sheet_opens(qtbot, counter, sheets):
    with qtbot.waitSignal(sheets.said, timeout=PATIENT) as said:
        sheets.start("", Offsets(), PaperSize.A5)
    (path,) = counter.viewer.shown
    assert said.args == ["accent", "Trang thử mở thành PDF, vì chưa chọn máy in", str(path)]
    counter.viewer.is_there = False
    with qtbot.waitSignal(sheets.said, timeout=PATIENT) as said:
        sheets.start("", Offsets(), PaperSize.A5)
    assert said.args[0] == "warn"
    assert str(path) in said.args[2]


def test_a_printer_that_refuses_the_test_sheet_is_told(qtbot, counter, sheets):
    with qtbot.waitSignal(sheets.said, timeout=PATIENT) as said:
        sheets.start("may-cu", Offsets(), PaperSize.A5)
    assert said.args[:2] == ["bad", "Trang thử chưa in được"]


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("The printer may not exist or is unavailable at this time.", OFF),
        ("The printer is not responding.", OFF),
        ("media-empty-error", "Máy in hết giấy"),
        ("Paper jam in tray 2", "Máy in kẹt giấy"),
        ("toner-empty", "Máy in hết mực"),
        ("cover-open", "Nắp máy in đang mở"),
        ("Paused", "Hàng đợi của máy in đang bị dừng"),
        ("Printing.", ""),
        ("Spooling job, 12% complete.", ""),
        ("", ""),
    ],
)
def test_what_a_printer_complains_of_is_said_in_the_words_of_the_screen(message, words):
    assert trouble_words(message) == words
