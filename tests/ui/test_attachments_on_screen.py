"""Files of a dossier on the screen Hồ sơ: taken from the disk, dropped, scanned; their role; seen again."""

from __future__ import annotations

import io
import random
import re
import threading
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from cchc_desktop.domain.attachment import AttachmentRole, Scanner
from cchc_desktop.errors import ScanFailed
from cchc_desktop.services.attachment_desk import AttachmentDesk
from tests.documents.outside_files import pdf
from tests.ui.intake_desk import until
from tests.ui.real_desk import WEDNESDAY
from tests.ui.step_desk import StepDesk, step_desk


class DeskScanner:
    """A scanner with a sheet on its glass, or none."""

    def __init__(self, pages: Sequence[bytes], cause: str = "") -> None:
        self._pages, self._cause = list(pages), cause

    def scanners(self) -> tuple[Scanner, ...]:
        """Return the one scanner."""
        return (Scanner(device="test:0", label="Máy quét thử"),)

    def scan(
        self, device: str, *, dpi: int, grey: bool, pages: int, cancelled: threading.Event | None = None
    ) -> list[bytes]:
        """Return what lies there, so many pages at most."""
        if self._cause:
            raise ScanFailed(cause=self._cause)
        return self._pages[:pages]


@pytest.fixture
def desk(qtbot, qapp, tmp_path: Path) -> Iterator[StepDesk]:
    with step_desk(tmp_path) as found:
        yield found


@pytest.fixture
def code(desk: StepDesk) -> str:
    code = desk.receive()
    desk.open(code)
    return code


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "Bản quét tờ khai.pdf"
    path.write_bytes(pdf())
    return str(path)


def drop(desk: StepDesk, *files: str) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(file) for file in files])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    came = QDragEnterEvent(QPoint(200, 200), *how)
    QApplication.sendEvent(desk.dossiers.detail, came)
    assert came.isAccepted()
    QApplication.sendEvent(desk.dossiers.detail, QDropEvent(QPoint(200, 200), *how))


def photograph() -> bytes:
    """Return a picture of more than a megabyte."""
    grain = Image.frombytes("L", (300, 400), random.Random(7).randbytes(300 * 400))
    packed = io.BytesIO()
    grain.resize((1800, 2400)).convert("RGB").save(packed, "PNG")
    return packed.getvalue()


def is_asked_what_it_is(desk: StepDesk) -> bool:
    return desk.dossiers.papers.attach.role.isVisible()


def attached(desk: StepDesk, code: str) -> list[tuple[AttachmentRole, str]]:
    return [(line.role, line.name) for line in desk.opened.parts.desk.attachments.of_dossier(code)]


def use_scanner(desk: StepDesk, scanner: DeskScanner) -> None:
    parts = desk.opened.parts
    made = AttachmentDesk(
        parts.desk.view._db, parts.state, parts.recorder, parts.clock, parts.desk.folder, scanning=scanner
    )
    parts.desk.__dict__["attachments"] = made


def test_a_dropped_file_is_asked_what_it_is_and_attached(desk: StepDesk, code: str, file: str):
    drop(desk, file)
    until(lambda: is_asked_what_it_is(desk))
    assert "Bản quét tờ khai.pdf · 1 KB · 1 trang" in desk.words()
    desk.record()
    assert "Chọn tệp này là gì (mũi tên), rồi Ctrl+Enter." in desk.words()
    assert attached(desk, code) == []
    desk.press("Right")
    desk.record()
    assert attached(desk, code) == [(AttachmentRole.PAPER, "Bản quét tờ khai.pdf")]
    assert "Giấy tờ nộp, 1 KB, 24/04/2024" in desk.words()
    assert "Thêm tệp đính kèm" in desk.acts()
    assert desk.dossiers.detail.hasFocus()


def test_several_files_are_asked_about_one_after_the_other(desk: StepDesk, code: str, file: str, tmp_path: Path):
    other = tmp_path / "Căn cước.pdf"
    other.write_bytes(pdf() + b"\n% other\n")
    drop(desk, file, str(other))
    until(lambda: is_asked_what_it_is(desk))
    desk.press("Right", "Ctrl+Return")
    until(lambda: is_asked_what_it_is(desk) and "Căn cước.pdf" in desk.words())
    desk.press("Right", "Right", "Ctrl+Return")
    assert [role for role, _name in attached(desk, code)] == [AttachmentRole.PAPER, AttachmentRole.SIGNED_DOCUMENT]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"MZ\x90\x00", "chỉ nhận PDF, JPEG, PNG và TIFF", id="a program"),
        pytest.param(b"", "tệp không có gì", id="an empty file"),
    ],
)
def test_a_file_of_another_kind_is_refused_with_its_sentence(
    desk: StepDesk, code: str, tmp_path: Path, content: bytes, said: str
):
    path = tmp_path / "tệp.bin"
    path.write_bytes(content)
    desk.press("Alt+T")
    drop(desk, str(path))
    until(lambda: said in desk.words())
    assert not is_asked_what_it_is(desk)
    assert attached(desk, code) == []


def test_a_file_too_large_is_refused_even_without_the_panel(desk: StepDesk, code: str, tmp_path: Path):
    path = tmp_path / "lớn.pdf"
    path.write_bytes(b"%PDF-" + b"0" * (20 * 1024 * 1024))
    drop(desk, str(path))
    until(lambda: desk.notice() is not None)
    said = desk.notice()
    assert said is not None
    assert "tệp lớn hơn 20 MB" in said.facts


def test_a_picture_too_large_is_made_smaller_and_said_so(desk: StepDesk, code: str, tmp_path: Path):
    desk.opened.parts.setup().change({"attachment_most_mb": 1})
    path = tmp_path / "Căn cước.png"
    path.write_bytes(photograph())
    drop(desk, str(path))
    until(lambda: is_asked_what_it_is(desk))
    assert re.search(r"Căn cước\.jpg · Ảnh \d+,\d MB đã được thu nhỏ còn \d+ KB · 1 trang", desk.words())
    desk.press("Right")
    desk.record()
    assert re.search(r"Giấy tờ nộp, \d+ KB, thu nhỏ từ \d+,\d MB, 24/04/2024", desk.words())


def test_a_late_result_is_flagged(desk: StepDesk, code: str, file: str):
    desk.at(WEDNESDAY + timedelta(days=2))
    drop(desk, file)
    until(lambda: is_asked_what_it_is(desk))
    assert not desk.dossiers.papers.attach.signed.isVisible()
    desk.press("Right", "Right", "Right")
    assert desk.dossiers.papers.attach.signed.isVisible()
    desk.press("Tab")
    desk.type("hôm kia")
    desk.record()
    assert "Viết giờ rồi ngày" in desk.words()
    desk.press("Ctrl+A")
    desk.type("09:00 24/04/2024")
    desk.record()
    assert attached(desk, code)[0][0] is AttachmentRole.RESULT
    assert "đính kèm muộn" in desk.words()


def test_esc_gives_a_chosen_file_up(desk: StepDesk, code: str, file: str):
    drop(desk, file)
    until(lambda: is_asked_what_it_is(desk))
    assert desk.dossiers.unsaved() == "Có tệp đã chọn mà chưa đính kèm"
    desk.press("Escape")
    assert not desk.dossiers.papers.attach.isVisible()
    assert attached(desk, code) == []
    assert desk.dossiers.unsaved() == ""


def test_files_are_chosen_in_a_window_that_stops_nothing(desk: StepDesk, code: str, file: str):
    desk.press("Alt+T", "Alt+F")
    dialogs = desk.window.findChildren(QFileDialog)
    assert [dialog.isModal() for dialog in dialogs] == [False]
    dialogs[0].filesSelected.emit([file])
    until(lambda: is_asked_what_it_is(desk))
    desk.press("Escape")


def test_a_sheet_is_scanned_and_attached(desk: StepDesk, code: str):
    use_scanner(desk, DeskScanner([_page()]))
    desk.press("Alt+T", "Alt+S")
    until(lambda: is_asked_what_it_is(desk))
    assert "Bản quét 24-04-2024 09.00.pdf" in desk.words()
    desk.press("Right", "Ctrl+Return")
    assert attached(desk, code) == [(AttachmentRole.PAPER, "Bản quét 24-04-2024 09.00.pdf")]


def test_a_scanner_without_paper_says_so_and_can_be_tried_again(desk: StepDesk, code: str):
    use_scanner(desk, DeskScanner([], cause="no_paper"))
    desk.press("Alt+T", "Alt+K")
    until(lambda: "khay không có giấy" in desk.words())
    assert desk.dossiers.papers.attach.scan.isEnabled()


def test_a_machine_without_a_scanner_says_so(desk: StepDesk, code: str):
    use_scanner(desk, _NoScanner([]))
    desk.press("Alt+T", "Alt+S")
    until(lambda: "không thấy máy quét" in desk.words())
    assert attached(desk, code) == []


def test_a_pause_takes_the_signed_document_that_is_attached_in_its_form(desk: StepDesk, code: str, file: str):
    leader = desk.name_leader()
    desk.press("Alt+D")
    desk.fill("reason", "Chờ cơ quan phối hợp")
    desk.fill("document", "12/CV-UBND")
    desk.press("Alt+T")
    assert desk.is_filling_in
    desk.dossiers.presenter.attachments.take([file])
    until(lambda: desk.dossiers.presenter.attachments.is_waiting)
    desk.press("Ctrl+Return")
    assert attached(desk, code) == [(AttachmentRole.SIGNED_DOCUMENT, "Bản quét tờ khai.pdf")]
    assert desk.is_filling_in
    desk.outlook("Đồng hồ dừng, còn 24 giờ làm việc")
    desk.record()
    assert desk.kinds(code)[-1] == "StepDrafted"
    assert leader.is_leader


def test_a_file_is_seen_with_the_system_s_viewer(desk: StepDesk, code: str, file: str):
    seen: list[Path] = []
    desk.opened.parts.printing()._viewer = lambda path: bool(seen.append(path)) or True
    attachments = desk.opened.parts.desk.attachments
    attachments.attach(code, attachments.prepare(Path(file), "Tờ khai.pdf"), AttachmentRole.PAPER)
    until(lambda: desk.dossiers.papers.has_files)
    desk.press("Alt+V")
    until(lambda: seen)
    assert seen[0].suffix == ".pdf"


class _NoScanner(DeskScanner):
    def scanners(self) -> tuple[Scanner, ...]:
        return ()


def _page() -> bytes:
    from io import BytesIO

    from PIL import Image

    held = BytesIO()
    Image.new("L", (300, 400), 255).save(held, "PNG")
    return held.getvalue()
