"""Files at a real desk: what is taken, kept with its dossier, shown, and what a kill leaves behind."""

from __future__ import annotations

import io
import os
import random
import stat
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PIL import Image

from cchc_desktop import bootstrap, errors
from cchc_desktop.clock import moment
from cchc_desktop.domain.attachment import AttachmentMedia, AttachmentRole, Prepared, Scanner
from cchc_desktop.domain.steps import StepKind, TakeStep
from cchc_desktop.sentences import sentence
from cchc_desktop.services.attachment_desk import AttachmentDesk
from cchc_desktop.services.upkeep import verify
from cchc_desktop.store import attachments
from tests.documents.outside_files import bomb, pdf, picture, tiff
from tests.durability.fork_server import DAY
from tests.durability.fork_server import Hand as RunningHand
from tests.store.stores import MARRIAGE, Folder, Hand, prepare

ROOT = Path(__file__).resolve().parents[2]
PAPER, RESULT = AttachmentRole.PAPER, AttachmentRole.RESULT
MB = 1024 * 1024


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return prepare(tmp_path_factory.mktemp("made"), "")


@pytest.fixture
def place(made: Folder, tmp_path: Path) -> Folder:
    return made.copied_to(tmp_path)


@pytest.fixture
def clock() -> Hand:
    return Hand()


@pytest.fixture
def desk(place: Folder, clock: Hand) -> Iterator[bootstrap.Desk]:
    with place.opened(clock) as opened:
        yield opened
        assert verify(opened.db).is_whole


@pytest.fixture
def code(desk: bootstrap.Desk) -> str:
    return desk.intake.receive(MARRIAGE).dossier.code


def cause(refused: pytest.ExceptionInfo[errors.CchcError]) -> str:
    """Return why, after looking that the clerk is told it in words."""
    said = sentence(refused.value)
    assert "…" not in said
    assert str(refused.value.facts["cause"]) not in said
    return str(refused.value.facts["cause"])


def large_picture(kind: str) -> bytes:
    """Return a picture of some megabytes, as a telephone takes it."""
    random.seed(7)
    grain = Image.frombytes("L", (300, 400), random.randbytes(300 * 400))
    packed = io.BytesIO()
    grain.resize((1800, 2400)).convert("RGB").save(packed, kind)
    return packed.getvalue()


def entries(desk: bootstrap.Desk) -> int:
    return int(desk.db.value("select count(*) from entry"))


def test_a_file_lies_with_its_dossier(desk: bootstrap.Desk, code: str, tmp_path: Path) -> None:
    file = tmp_path / "Đơn của bà Thử.pdf"
    file.write_bytes(pdf(3))
    prepared = desk.attachments.prepare(file, file.name)
    attached = desk.attachments.attach(code, prepared, PAPER)
    (line,) = desk.attachments.of_dossier(code)
    assert attached.line == line
    assert (line.name, line.pages, line.media, line.role) == (file.name, 3, AttachmentMedia.PDF, PAPER)
    assert (line.size, line.signed_at, line.is_late) == (len(pdf(3)), None, False)
    assert line.attached_at == desk.clock.now()
    assert desk.attachments.store.read(line.sha256) == pdf(3)
    assert desk.view.dossier(code).dossier.attachments == 1


def test_a_file_s_name_is_personal(desk: bootstrap.Desk, code: str) -> None:
    prepared = desk.attachments.prepare(pdf(), "/quét/Lê Văn Riêng.pdf")
    desk.attachments.attach(code, prepared, PAPER)
    texts = [row[0] for row in desk.db.rows("select text from entry where kind = 'AttachmentAdded'")]
    assert texts
    assert not [text for text in texts if "Riêng" in text]
    assert "Riêng" not in repr(prepared)
    assert "Riêng" not in repr(desk.attachments.of_dossier(code))


def test_a_file_without_a_name_is_taken(desk: bootstrap.Desk, code: str) -> None:
    desk.attachments.attach(code, desk.attachments.prepare(picture("JPEG"), ""), PAPER)
    assert desk.attachments.of_dossier(code)[0].name == ""


def test_the_kind_is_what_it_is_and_not_what_it_is_called(desk: bootstrap.Desk) -> None:
    assert desk.attachments.prepare(picture("PNG"), "đơn.pdf").media is AttachmentMedia.PNG
    with pytest.raises(errors.AttachmentRefused) as refused:
        desk.attachments.prepare(b"MZ\x90\x00 a program", "đơn.pdf")
    assert cause(refused) == "wrong_kind"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty_file"),
        (b"PK\x03\x04 a workbook", "wrong_kind"),
        (pdf(password="secret"), "encrypted_file"),
        (pdf()[:80], "broken_file"),
        (picture("JPEG")[:-300], "broken_file"),
        (bomb(60_000, 60_000), "too_many_pixels"),
        (tiff(501), "too_many_pages"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_taken_is_refused_in_words_and_leaves_nothing(
    desk: bootstrap.Desk, content: bytes, why: str
) -> None:
    before = entries(desk)
    with pytest.raises(errors.AttachmentRefused) as refused:
        desk.attachments.prepare(content, "x.pdf")
    assert cause(refused) == why
    assert entries(desk) == before
    assert not desk.attachments.store.root.exists()


@pytest.mark.parametrize("more", [0, 1])
@pytest.mark.parametrize("from_disk", [True, False])
def test_both_sides_of_the_largest_size(desk: bootstrap.Desk, tmp_path: Path, more: int, from_disk: bool) -> None:
    desk.setup.change({"attachment_most_mb": 2})
    content = pdf() + b"\n%" + b" " * (2 * MB - len(pdf()) - 2 + more)
    file = tmp_path / "large.pdf"
    file.write_bytes(content)
    if not more:
        assert desk.attachments.prepare(file if from_disk else content, "x").size == 2 * MB
        return
    with pytest.raises(errors.AttachmentRefused) as refused:
        desk.attachments.prepare(file if from_disk else content, "x")
    assert cause(refused) == "too_large"
    assert "2 MB" in sentence(refused.value)


@pytest.mark.parametrize(
    ("kind", "name", "kept_as", "media"),
    [
        ("PNG", "Căn cước.PNG", "Căn cước.jpg", AttachmentMedia.JPEG),
        ("TIFF", "Căn cước.tif", "Căn cước.tif", AttachmentMedia.TIFF),
        ("PNG", "", "", AttachmentMedia.JPEG),
    ],
)
@pytest.mark.parametrize("from_disk", [True, False])
def test_a_picture_too_large_is_made_smaller_and_its_entry_says_so(
    desk: bootstrap.Desk, code: str, tmp_path: Path, kind: str, name: str, kept_as: str, media: AttachmentMedia,
    from_disk: bool,
) -> None:  # fmt: skip
    desk.setup.change({"attachment_most_mb": 1})
    content = large_picture(kind)
    file = tmp_path / "picked"
    file.write_bytes(content)
    prepared = desk.attachments.prepare(file if from_disk else content, name)
    line = desk.attachments.attach(code, prepared, PAPER).line
    assert line.size <= MB < len(content)
    assert (line.shrunk_from, line.name, line.media, line.pages) == (len(content), kept_as, media, 1)
    assert desk.attachments.of_dossier(code) == (line,)
    assert file.read_bytes() == content, "what was picked stays as it is"


def test_a_picture_that_is_small_enough_is_kept_as_it_is(desk: bootstrap.Desk, code: str) -> None:
    line = desk.attachments.attach(code, desk.attachments.prepare(picture("PNG"), "x.png"), PAPER).line
    assert line.shrunk_from == 0
    assert desk.attachments.store.read(line.sha256) == picture("PNG")
    [text] = [row[0] for row in desk.db.rows("select text from entry where kind = 'AttachmentAdded'")]
    assert "shrunk_from" not in text


def test_a_picture_that_would_be_no_longer_readable_is_refused(desk: bootstrap.Desk) -> None:
    desk.setup.change({"attachment_most_mb": 1})
    pages = [Image.frombytes("L", (1200, 1700), random.randbytes(1200 * 1700)) for _ in range(3)]
    packed = io.BytesIO()
    pages[0].save(packed, "TIFF", save_all=True, append_images=pages[1:])
    with pytest.raises(errors.AttachmentRefused) as refused:
        desk.attachments.prepare(packed.getvalue(), "x.tif")
    assert cause(refused) == "too_large"
    assert not desk.attachments.store.root.exists()


def test_what_cannot_be_opened_is_told_and_nothing_waits(desk: bootstrap.Desk, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "none.pdf", tmp_path, tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(errors.AttachmentRefused) as refused:
            desk.attachments.prepare(path, "x")
        assert cause(refused) == "unreadable_file"


def test_the_same_content_is_stored_once_for_two_dossiers(desk: bootstrap.Desk, code: str) -> None:
    other = desk.intake.receive(MARRIAGE).dossier.code
    for each in (code, other):
        desk.attachments.attach(each, desk.attachments.prepare(pdf(), "x.pdf"), PAPER)
    assert len(list(desk.attachments.store.files())) == 1
    assert [len(desk.attachments.of_dossier(each)) for each in (code, other)] == [1, 1]


def test_the_same_content_lies_with_a_dossier_once_for_each_role(desk: bootstrap.Desk, code: str) -> None:
    prepared = desk.attachments.prepare(pdf(), "x.pdf")
    desk.attachments.attach(code, prepared, PAPER)
    with pytest.raises(errors.AttachmentRefused) as refused:
        desk.attachments.attach(code, prepared, PAPER)
    assert cause(refused) == "attached_before"
    desk.attachments.attach(code, prepared, RESULT)
    assert [line.role for line in desk.attachments.of_dossier(code)] == [PAPER, RESULT]


@pytest.mark.parametrize(
    ("role", "attached_at", "is_late"),
    [
        pytest.param(RESULT, "2023-10-25T09:00", False, id="8 working hours"),
        pytest.param(RESULT, "2023-10-25T09:01", True, id="a minute more"),
        pytest.param(AttachmentRole.SIGNED_DOCUMENT, "2023-10-26T09:00", False, id="another paper is not judged"),
    ],
)
def test_row_152_a_result_that_comes_late_is_flagged(
    desk: bootstrap.Desk, code: str, clock: Hand, role: AttachmentRole, attached_at: str, is_late: bool
) -> None:
    clock.at = moment(attached_at)
    prepared = desk.attachments.prepare(pdf(), "x.pdf")
    desk.attachments.attach(code, prepared, role, signed_at=moment("2023-10-24T09:00"))
    (line,) = desk.attachments.of_dossier(code)
    assert (line.signed_at, line.is_late) == (moment("2023-10-24T09:00"), is_late)


def test_a_result_of_a_year_without_a_calendar_is_taken_and_not_judged(
    desk: bootstrap.Desk, code: str, clock: Hand
) -> None:
    clock.at = moment("2031-03-05T09:00")
    desk.recorder.accept_clock("05/03/2031")
    prepared = desk.attachments.prepare(pdf(), "x.pdf")
    desk.attachments.attach(code, prepared, RESULT, signed_at=moment("2031-03-04T09:00"))
    assert desk.attachments.of_dossier(code)[0].is_late is None


def test_nothing_was_signed_later_than_now(desk: bootstrap.Desk, code: str, clock: Hand) -> None:
    prepared = desk.attachments.prepare(pdf(), "x.pdf")
    with pytest.raises(errors.AttachmentRefused) as refused:
        desk.attachments.attach(code, prepared, RESULT, signed_at=moment("2023-10-24T09:01"))
    assert cause(refused) == "signed_later"
    desk.attachments.attach(code, prepared, RESULT, signed_at=clock.at)
    assert len(desk.attachments.of_dossier(code)) == 1


def test_a_dossier_that_ended_still_takes_its_late_result(desk: bootstrap.Desk, code: str) -> None:
    desk.steps.take(TakeStep(kind=StepKind.WITHDRAWAL, code=code, values={"reason": "đổi ý"}))
    assert not desk.view.dossier(code).dossier.is_open
    desk.attachments.attach(code, desk.attachments.prepare(pdf(), "x.pdf"), RESULT)
    assert len(desk.attachments.of_dossier(code)) == 1


def test_no_entry_without_its_file(desk: bootstrap.Desk, code: str) -> None:
    prepared = desk.attachments.prepare(pdf(), "x.pdf")
    before = entries(desk)
    desk.attachments.store.drop(prepared.sha256)
    with pytest.raises(errors.AttachmentDamaged) as damaged:
        desk.attachments.attach(code, prepared, PAPER)
    assert cause(damaged) == "content_missing"
    assert entries(desk) == before


def test_what_was_prepared_and_given_up_is_gone_but_not_what_a_dossier_has(desk: bootstrap.Desk, code: str) -> None:
    kept, dropped = (desk.attachments.prepare(pdf(number), "x.pdf") for number in (1, 2))
    desk.attachments.attach(code, kept, PAPER)
    for prepared in (kept, dropped):
        desk.attachments.release(prepared)
    assert [path.name for path in desk.attachments.store.files()] == [kept.sha256]


def test_an_unknown_dossier_takes_nothing(desk: bootstrap.Desk) -> None:
    with pytest.raises(errors.DossierNotFound):
        desk.attachments.attach("none", desk.attachments.prepare(pdf(), "x.pdf"), PAPER)


@pytest.mark.parametrize(
    ("content", "ending"), [(pdf(), ".pdf"), (picture("JPEG"), ".jpg"), (picture("PNG"), ".png"), (tiff(2), ".tif")]
)
def test_a_copy_is_shown_that_no_system_runs(desk: bootstrap.Desk, content: bytes, ending: str) -> None:
    prepared = desk.attachments.prepare(content, "program.exe")
    shown = desk.attachments.open_file(prepared.sha256)
    assert shown.suffix == ending
    assert shown.read_bytes() == content
    assert stat.S_IMODE(shown.stat().st_mode) == 0o600
    shown.write_bytes(b"changed by the viewer")
    assert desk.attachments.store.read(prepared.sha256) == content
    desk.attachments.clear_viewing()
    assert not shown.exists()


def test_a_desk_that_closes_leaves_no_copy_that_was_shown(place: Folder, clock: Hand) -> None:
    with place.opened(clock) as opened:
        shown = opened.attachments.open_file(opened.attachments.prepare(pdf(), "x.pdf").sha256)
        assert shown.exists()
    assert not shown.exists()


def test_who_only_reads_leaves_the_copies_that_another_program_shows(place: Folder, clock: Hand) -> None:
    with place.opened(clock) as opened:
        shown = opened.attachments.open_file(opened.attachments.prepare(pdf(), "x.pdf").sha256)
        with place.opened(clock, read_only=True) as reader:
            assert reader.attachments.store.root.exists()
        assert shown.exists()


def test_a_changed_file_is_never_shown(desk: bootstrap.Desk) -> None:
    prepared = desk.attachments.prepare(pdf(), "x.pdf")
    desk.attachments.store.path(prepared.sha256).write_bytes(pdf(2))
    for look in (desk.attachments.open_file, desk.attachments.thumbnail):
        with pytest.raises(errors.AttachmentDamaged) as damaged:
            look(prepared.sha256)
        assert cause(damaged) == "content_changed"


def test_a_thumbnail_is_made_once_and_again_when_it_is_lost_or_torn(desk: bootstrap.Desk, place: Folder) -> None:
    prepared = desk.attachments.prepare(pdf(), "x.pdf")
    made = desk.attachments.thumbnail(prepared.sha256)
    (kept,) = (place.folder / "thumbnails").iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    written = kept.stat().st_mtime_ns
    assert desk.attachments.thumbnail(prepared.sha256) == made
    assert kept.stat().st_mtime_ns == written
    kept.write_bytes(made[:40])
    assert desk.attachments.thumbnail(prepared.sha256) == made
    kept.unlink()
    assert desk.attachments.thumbnail(prepared.sha256) == made


def test_whoever_only_reads_sees_files_and_stores_none(place: Folder) -> None:
    with place.opened() as desk:
        prepared = desk.attachments.prepare(pdf(), "x.pdf")
    with place.opened(read_only=True) as reader:
        assert reader.attachments.thumbnail(prepared.sha256).startswith(b"\x89PNG")
        assert not (place.folder / "thumbnails").exists()
        with pytest.raises(errors.FolderReadOnly):
            reader.attachments.prepare(picture(), "x.png")


class Glass:
    """A scanner that holds some pages."""

    def __init__(self, *pages: bytes) -> None:
        self._pages = list(pages)

    def scanners(self) -> tuple[Scanner, ...]:
        return (Scanner(device="glass", label="Máy thử"),)

    def scan(self, device: str, *, dpi: int, grey: bool, pages: int, cancelled: object = None) -> list[bytes]:
        assert (device, dpi, grey) == ("glass", 300, True)
        return self._pages[:pages]


def scanning(desk: bootstrap.Desk, pages: Sequence[bytes]) -> AttachmentDesk:
    return AttachmentDesk(desk.db, desk.state, desk.recorder, desk.clock, desk.folder, scanning=Glass(*pages))


def test_scanned_pages_become_one_file_without_the_wrong_one(desk: bootstrap.Desk, code: str) -> None:
    right, wrong = picture(), picture(mode="L", ground=0)
    there = scanning(desk, [right, wrong, right])
    (scanner,) = there.scanners()
    pages = there.scan(scanner.device, pages=3)
    del pages[1]
    there.attach(code, there.prepare_pages(pages, "Bản quét"), PAPER)
    (line,) = there.of_dossier(code)
    assert (line.media, line.pages, line.name) == (AttachmentMedia.PDF, 2, "Bản quét")
    with Image.open(io.BytesIO(there.thumbnail(line.sha256))) as shown:
        assert shown.convert("L").getpixel((shown.width // 2, shown.height - 20)) > 200  # type: ignore[operator]


@pytest.mark.parametrize(
    "why",
    ["no_program", "no_scanner", "scanner_busy", "scanner_jammed", "no_paper", "cover_open", "no_access", "no_answer",
     "scan_cancelled", "scan_broken"],
)  # fmt: skip
def test_a_scan_that_failed_is_told_in_words(why: str) -> None:
    said = sentence(errors.ScanFailed(cause=why, pages=0))
    assert said.startswith("Chưa quét được: ")
    assert why not in said


def test_clerks_killed_while_they_attach_leave_whole_files_and_no_entry_without_one(place: Folder) -> None:
    seed = int(os.environ.get("CCHC_SEED") or random.SystemRandom().randrange(10**6))
    with place.opened(Hand(DAY)) as desk:
        code = desk.intake.receive(MARRIAGE).dossier.code
    words = (str(place.folder), str(place.state), code, str(seed), "60")
    done = subprocess.run(
        (sys.executable, "-m", "tests.services.attachment_clerks", *words), cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    told = done.stdout.split()
    assert "!" not in done.stdout, f"seed {seed}: {done.stdout}"
    assert len(told) > 20, f"seed {seed}"
    with place.opened(RunningHand(DAY)) as desk:
        assert verify(desk.db).is_whole, f"seed {seed}"
        lines = desk.attachments.of_dossier(code)
        for line in lines:
            assert len(desk.attachments.store.read(line.sha256)) == line.size
        assert set(told) <= {line.sha256 for line in lines}, f"seed {seed}"
        found = attachments.orphans(desk.db, desk.attachments.store)
        assert not set(told) & {path.name for path in found}


def test_killed_between_file_and_entry_leaves_an_orphan_that_is_taken_up_again(place: Folder) -> None:
    content = pdf()
    file = place.folder.parent / "x.pdf"
    file.write_bytes(content)
    code = (
        "import os, signal, sys; from pathlib import Path; from cchc_desktop import bootstrap\n"
        "desk = bootstrap.open_desk(Path(sys.argv[1]), environment={'XDG_STATE_HOME': sys.argv[2]})\n"
        "desk.attachments.prepare(Path(sys.argv[3]), 'x.pdf')\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    words = (sys.executable, "-c", code, str(place.folder), str(place.state), str(file))
    assert subprocess.run(words, cwd=ROOT, check=False).returncode == -9
    with place.opened() as desk:
        (orphan,) = attachments.orphans(desk.db, desk.attachments.store)
        assert verify(desk.db).is_whole
        dossier = desk.intake.receive(MARRIAGE).dossier
        prepared: Prepared = desk.attachments.prepare(content, "x.pdf")
        assert orphan.name == prepared.sha256
        desk.attachments.attach(dossier.code, prepared, PAPER)
        assert attachments.orphans(desk.db, desk.attachments.store) == ()
