"""Why the desk cannot be opened, in one calm window; and a fault of the program that does not end the work."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from cchc_desktop import bootstrap
from cchc_desktop.services.desk_setup import SAMPLE, SAMPLE_OFFICER, Opening
from tests.ui.intake_desk import SetClock
from tests.ui.real_desk import WEDNESDAY, RealDesk, real_desk
from ui.app import FAILED, Program, start
from ui.views.failure import CrashDialog, FailureWindow, crash_code


@pytest.fixture
def desk(qtbot, qapp, tmp_path: Path) -> Iterator[RealDesk]:
    with real_desk(tmp_path, WEDNESDAY) as found:
        yield found


def opened(folder: Path, tmp_path: Path) -> tuple[Program, QWidget]:
    app, window = start(folder, ["tests"], clock=SetClock(WEDNESDAY), environment=environment(tmp_path))
    return app.property("cchc_program"), window


def environment(tmp_path: Path) -> dict[str, str]:
    return {"XDG_STATE_HOME": str(tmp_path / "state")}


def words(widget: QWidget) -> str:
    return " | ".join(label.text() for label in widget.findChildren(QLabel))


def test_a_damaged_file_is_said_and_not_touched(qtbot, qapp, tmp_path: Path, capsys):
    folder = tmp_path / "desk"
    folder.mkdir()
    damaged = b"not a database" * 100
    (folder / "desk.db").write_bytes(damaged)
    program, window = opened(folder, tmp_path)
    qtbot.addWidget(window)
    assert isinstance(window, FailureWindow)
    assert window.isVisible()
    assert "Chưa mở được sổ" in words(window)
    assert "lấy bản sao lưu gần nhất" in words(window)
    assert "lấy bản sao lưu gần nhất" in capsys.readouterr().err
    assert (folder / "desk.db").read_bytes() == damaged
    assert program.has_failed
    with qtbot.waitActive(window):
        window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
    assert FAILED == 1


def test_a_catalogue_found_damaged_after_the_first_paint_is_said(qtbot, qapp, tmp_path: Path):
    with real_desk(tmp_path, WEDNESDAY) as first:
        folder = first.opened.folder
    path = folder / "desk.db"
    content = path.read_bytes()
    assert b'"procedures":[{' in content
    path.write_bytes(content.replace(b'"procedures":[{', b'"procedures":[}'))
    program, _window = opened(folder, tmp_path)
    qtbot.waitUntil(lambda: isinstance(program.window, FailureWindow))
    assert program.window is not None
    qtbot.addWidget(program.window)
    assert "lấy bản sao lưu gần nhất" in words(program.window)
    assert (program.has_failed, program.shell) == (True, None)


def test_a_folder_in_use_names_who_uses_it(qtbot, qapp, tmp_path: Path):
    folder = tmp_path / "desk"
    opening = Opening(settings=SAMPLE, officer_name=SAMPLE_OFFICER, is_training=True)
    other = bootstrap.first_run(folder, opening, clock=SetClock(WEDNESDAY), environment=environment(tmp_path))
    try:
        _program, window = opened(folder, tmp_path)
        qtbot.addWidget(window)
        assert isinstance(window, FailureWindow)
        assert "đang được một chương trình khác dùng" in words(window)
        assert "…" not in words(window)
    finally:
        other.close()


def test_a_failure_in_words_as_long_as_they_come_is_not_cut(qtbot, qapp):
    window = FailureWindow("Thư mục //server/chia-se/phuong-phuoc-hoa/ban-2 nằm trên ổ mạng. " * 12)
    qtbot.addWidget(window)
    window.show()
    for label in window.findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width())


def broken(place: str) -> Exception:
    try:
        raise ZeroDivisionError(place)
    except ZeroDivisionError as error:
        return error


def test_a_fault_of_the_program_is_one_calm_dialog(desk: RealDesk, caplog, capsys):
    error = broken("first")
    program = desk.opened.program
    with caplog.at_level(logging.ERROR):
        program.crashed(type(error), error, error.__traceback__)
        program.crashed(type(error), error, error.__traceback__)
    dialogs = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, CrashDialog)]
    seen = [dialog for dialog in dialogs if dialog.isVisible()]
    assert len(seen) == 1
    code = crash_code(error.__traceback__)
    assert code in words(seen[0])
    assert str(desk.opened.folder / "logs") in words(seen[0])
    assert caplog.text.count(f"crash {code}") == 2
    assert "ZeroDivisionError" in capsys.readouterr().err
    seen[0].close()
    desk.window.activateWindow()
    desk.receive("Lê Thị Thu Hà")
    desk.press("F4")
    assert desk.window.page_key == "dossiers"


def test_a_fault_of_ctrl_c_ends_the_program_quietly(desk: RealDesk, capsys):
    desk.opened.program.crashed(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert capsys.readouterr().err == ""


def test_the_same_place_has_the_same_code():
    one, two = broken("a"), broken("b")
    try:
        int("x")
    except ValueError as other:
        elsewhere = other
    assert crash_code(one.__traceback__) == crash_code(two.__traceback__)
    assert crash_code(one.__traceback__) != crash_code(elsewhere.__traceback__)
    assert crash_code(None).startswith("K-")
