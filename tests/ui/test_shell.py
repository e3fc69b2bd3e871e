"""The window of an open desk: made anew with its language, fitting its screen, its help, its training frame."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from cchc_desktop import bootstrap
from cchc_desktop.domain.printing import JobState
from cchc_desktop.services.workplace import ScreenLook
from tests.ui.intake_desk import SetClock
from tests.ui.real_desk import NO_SUCH_PRINTER, WEDNESDAY, RealDesk, real_desk
from ui import theme
from ui.app import start
from ui.main_window import MainWindow
from ui.shell import DAY_END, DOSSIERS, INTAKE, SETTINGS, TODAY
from ui.views.intake import IntakePage
from ui.views.intake_front import IntakeFront
from ui.widgets.notices import Notice
from ui.widgets.shortcuts import ShortcutOverlay
from ui.widgets.topbar import TrainingMark

PAGES = (TODAY, INTAKE, DOSSIERS, DAY_END, SETTINGS)


@pytest.fixture
def desk(qtbot, redressed, tmp_path: Path) -> Iterator[RealDesk]:
    with real_desk(tmp_path, WEDNESDAY) as found:
        qtbot.waitUntil(lambda: found.shell.is_warm)
        yield found


def speak(desk: RealDesk, language: str, qtbot) -> None:
    """Change the language as the settings do: record it, then have the window made anew."""
    before = desk.window
    desk.opened.parts.setup().change({"language": language})
    desk.shell.remake(desk.window.page_key)
    qtbot.waitUntil(lambda: desk.window is not before and desk.window.isVisible())
    desk.settle()


def rail(desk: RealDesk) -> list[str]:
    return [desk.window.rail.button(page).item.label for page in PAGES]


def seen_words(desk: RealDesk) -> str:
    desk.settle()
    return " | ".join(label.text() for label in desk.window.findChildren(QLabel) if label.isVisible())


def test_what_is_typed_before_the_intake_is_made_is_searched_for(qtbot, redressed, tmp_path: Path):
    with real_desk(tmp_path, WEDNESDAY) as first:
        folder, clock = first.opened.folder, first.opened.clock
    app, window = start(folder, ["tests"], clock=clock, environment={"XDG_STATE_HOME": str(tmp_path / "state")})
    try:
        assert isinstance(window, MainWindow)
        front = window.page(INTAKE)
        assert isinstance(front, IntakeFront)
        QTest.keyClicks(front.search, "khai sinh")
        qtbot.waitUntil(lambda: isinstance(window.page(INTAKE), IntakePage))
        intake = window.page(INTAKE)
        assert isinstance(intake, IntakePage)
        qtbot.waitUntil(intake.procedure.results.isVisible)
        assert intake.procedure.search.text() == "khai sinh"
        assert "khai sinh" in intake.procedure.results.list.rows()[0].head.lower()
        window.activateWindow()
        qtbot.waitUntil(intake.procedure.search.hasFocus)
    finally:
        app.property("cchc_program").finish()


def test_nothing_moves_when_the_intake_comes(qtbot, redressed, tmp_path: Path):
    with real_desk(tmp_path, WEDNESDAY) as desk:
        window = desk.window
        intake, front = window.page(INTAKE), IntakeFront()
        window.open_page(INTAKE)
        window.stack.addWidget(front)
        front.set_layout_class(window.layout_class)
        desk.settle()
        assert isinstance(intake, IntakePage)
        there = intake.procedure.search.mapTo(intake, intake.procedure.search.rect().topLeft())
        size = intake.procedure.search.size()
        window.stack.setCurrentWidget(front)
        desk.settle()
        assert front.search.mapTo(front, front.search.rect().topLeft()) == there
        assert front.search.size() == size


def test_the_language_changes_every_word_and_back(desk: RealDesk, qtbot):
    desk.receive("Lê Thị Thu Hà")
    assert rail(desk) == ["Hôm nay", "Tiếp nhận", "Hồ sơ", "Cuối ngày", "Thiết lập"]
    speak(desk, "en", qtbot)
    assert rail(desk) == ["Today", "Intake", "Dossiers", "End of day", "Settings"]
    assert desk.window.page_key == TODAY
    said = seen_words(desk)
    assert "Due work" in said
    assert "Việc đến hạn" not in said
    speak(desk, "vi", qtbot)
    assert "Việc đến hạn" in seen_words(desk)


def test_the_window_made_anew_works_as_the_one_before(desk: RealDesk, qtbot):
    code = desk.receive("Lê Thị Thu Hà", printed=False)
    desk.window.resize(1500, 800)
    speak(desk, "en", qtbot)
    assert (desk.window.width(), desk.window.height()) == (1500, 800)
    assert [window for window in QApplication.topLevelWidgets() if window.isVisible()] == [desk.window]
    assert chip(desk) == "Maybe not printed: 1"
    desk.press("Ctrl+P")
    qtbot.waitUntil(lambda: "PaperOut" in desk.kinds(code), timeout=20_000)
    qtbot.waitUntil(lambda: chip(desk) == "")
    assert desk.opened.parts.scanner is not None
    desk.opened.parts.scanner.code_scanned.emit(code)
    assert desk.window.page_key == DOSSIERS
    desk.press("F3")
    assert desk.window.page_key == INTAKE


def chip(desk: RealDesk) -> str:
    return desk.window.top.unfinished()


def test_the_top_bar_counts_what_may_not_have_come_out(desk: RealDesk, qtbot):
    assert chip(desk) == ""
    code = desk.receive("Lê Thị Thu Hà", printed=False)
    qtbot.waitUntil(lambda: chip(desk) == "1 giấy chưa chắc đã in")
    assert "1" in desk.window.rail.button(TODAY).accessibleDescription()
    desk.note_out(desk.job_of(code))
    desk.receive("Trần Thị Bình")
    qtbot.waitUntil(lambda: chip(desk) == "")


def test_a_failed_slip_is_told_where_no_intake_was_opened(desk: RealDesk, qtbot):
    code = desk.receive("Lê Thị Thu Hà", printed=False)
    speak(desk, "en", qtbot)
    desk.print_on(NO_SUCH_PRINTER)
    desk.press("Ctrl+P")
    qtbot.waitUntil(lambda: (n := desk.notice()) is not None and n.tone == "bad", timeout=20_000)
    said = desk.notice()
    assert said is not None
    assert said.sentence == f"Slip …{code[-11:]} has not been printed"
    desk.press("Alt+J")
    assert desk.window.page_key == DOSSIERS
    assert desk.notice() is None


@pytest.mark.parametrize(
    ("state", "words", "tone"),
    [
        pytest.param(JobState.HANDED, "Máy in hết giấy", "warn", id="it hangs"),
        pytest.param(JobState.UNKNOWN, "", "warn", id="nobody knows"),
        pytest.param(JobState.FAILED, "Máy in kẹt giấy", "bad", id="it failed"),
    ],
)
def test_what_becomes_of_a_slip_is_told_on_any_screen(desk: RealDesk, state: JobState, words: str, tone: str):
    job = desk.job_of(desk.receive("Lê Thị Thu Hà", printed=False))
    flow = desk.opened.parts.print_flow
    assert flow is not None
    desk.window.open_page(SETTINGS)
    flow.progressed.emit(job, state, words)
    said = desk.notice()
    assert said is not None
    assert said.tone == tone
    assert words in said.facts
    flow.progressed.emit(job, JobState.OUT, "")
    assert desk.notice() is None


def test_the_clock_is_watched_in_the_new_window_too(desk: RealDesk, qtbot):
    desk.receive("Lê Thị Thu Hà")
    speak(desk, "en", qtbot)
    desk.at(datetime(2024, 4, 20, 9, 0))
    desk.shell.clock.look()
    said = desk.notice()
    assert said is not None
    assert said.sentence == "The computer's clock has to be confirmed before anything is recorded"


@pytest.mark.parametrize("page", PAGES)
def test_f1_explains_every_screen_and_lists_its_keys(desk: RealDesk, page: str):
    desk.window.open_page(page)
    desk.press("F1")
    overlay = desk.window.findChild(ShortcutOverlay)
    assert overlay is not None
    assert overlay.isVisible()
    shown = desk.window.page(page)
    said = overlay.accessibleName()
    assert len(shown.help_text().split()) > 15
    assert shown.help_text() in said
    for line in ("F2: Hôm nay", "F3: Tiếp nhận", "F4: Hồ sơ", "F8: Cuối ngày", "F10: Thiết lập"):
        assert line in said
    for keys, words in shown.key_lines():
        assert words in said, keys
    desk.press("Escape")
    assert not overlay.isVisible()


def test_a_question_mark_shows_the_keys_where_no_field_is(desk: RealDesk):
    desk.press("Question")
    overlay = desk.window.findChild(ShortcutOverlay)
    assert overlay is not None
    assert overlay.isVisible()


@pytest.mark.parametrize("page", PAGES)
def test_no_two_keys_of_a_screen_are_the_same(desk: RealDesk, page: str):
    keys = [keys for keys, _ in desk.window.page(page).key_lines()]
    assert sorted(keys) == sorted(set(keys))
    assert not set(keys) & {"F1", "F2", "F3", "F4", "F8", "F10"}


def test_a_training_folder_bears_its_mark(desk: RealDesk):
    mark = desk.window.findChild(TrainingMark)
    assert mark is not None
    assert mark.isVisible()
    assert mark.accessibleName() == "HUẤN LUYỆN"
    edge = desk.window.grab().toImage().pixelColor(1, desk.window.height() // 2)
    assert edge.name().upper() == theme.current().badge_warn.upper()


def test_a_small_screen_is_filled_and_a_window_of_911_pixels_fits(desk: RealDesk, qtbot):
    assert desk.window.screen().availableSize().width() < 1366
    desk.shell.show(TODAY)
    assert desk.window.isMaximized()
    desk.window.showNormal()
    desk.window.resize(911, 512)
    qtbot.waitUntil(lambda: desk.window.layout_class == "compact")
    facts = "Hồ sơ đã vào sổ, không mất gì. Xem khay máy in trước khi in lại. " * 2
    desk.window.notices.post(Notice(key="x", tone="bad", sentence="Giấy hẹn 2016 chưa in được", facts=facts))
    for page in (TODAY, DOSSIERS, INTAKE, DAY_END):
        desk.window.open_page(page)
        desk.settle()
        assert (desk.window.width(), desk.window.height()) == (911, 512)
        assert desk.window.page(page).height() <= 512 - desk.window.top.height() - desk.window.notices.height()


def test_another_look_is_worn_at_once(desk: RealDesk):
    desk.shell.dress(ScreenLook(theme="dark", text_percent=112))
    assert (theme.current().name, theme.current().factor) == ("dark", 1.12)
    desk.shell.dress(ScreenLook())
    assert theme.current().name == "light"


def test_the_program_ends_and_gives_the_folder_free(qtbot, redressed, tmp_path: Path):
    with real_desk(tmp_path, WEDNESDAY) as desk:
        desk.receive("Lê Thị Thu Hà")
    environment = {"XDG_STATE_HOME": str(tmp_path / "state")}
    again = bootstrap.open_desk(tmp_path / "desk", clock=SetClock(WEDNESDAY), environment=environment)
    assert len(again.view.newest()) == 1
    again.close()
