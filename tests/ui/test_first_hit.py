"""After another text was typed the first hit is current; news about the same text leave the clerk's row alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from cchc_desktop.domain.steps import StepKind, TakeStep
from tests.ui.intake_desk import until
from tests.ui.real_desk import RealDesk, real_desk
from ui.views.dossiers import DossiersPage
from ui.views.returns import ReturnsPage

MONDAY, WEDNESDAY = datetime(2024, 4, 22, 9, 0), datetime(2024, 4, 24, 10, 0)
SCREENS = pytest.mark.parametrize("screen", ["returns", "dossiers"])


class Searched:
    """Three people whose numbers end like codes, their results on the shelf, and one of two screens."""

    def __init__(self, desk: RealDesk) -> None:
        self.desk = desk
        self.codes = [
            desk.receive("Lê Thị Một", number="056191000001", phone="0905118001"),
            desk.receive("Lê Thị Hai", number="056191000002", phone="0905110001"),
            desk.receive("Lê Thị Ba", number="056191000003", phone="0905110002"),
        ]
        for code in self.codes:
            desk.opened.parts.desk.steps.take(TakeStep(kind=StepKind.RESULT_READY, code=code, values={}))
        self.screen = ""

    def stand(self, screen: str) -> None:
        self.desk.at(WEDNESDAY)
        self.desk.window.open_page(screen)
        self.screen = screen

    @property
    def page(self) -> DossiersPage | ReturnsPage:
        page = self.desk.window.page(self.screen)
        assert isinstance(page, DossiersPage | ReturnsPage)
        return page

    def look_for(self, typed: str) -> None:
        self.page.search.setFocus()
        self.page.search.clear()
        self.desk.type(typed)

    def heads(self) -> list[str]:
        return [row.head.split()[-1] for row in self.page.list.rows()]

    def current(self) -> object:
        return self.page.list.current_key()

    def opened(self) -> str:
        return self.page.presenter.code if isinstance(self.page, DossiersPage) else self.page._presenter.code


@pytest.fixture
def searched(qtbot: object, qapp: object, tmp_path: Path) -> Iterator[Searched]:
    with real_desk(tmp_path, MONDAY) as desk:
        yield Searched(desk)


@SCREENS
def test_of_another_text_the_first_hit_is_current_and_enter_opens_it(searched: Searched, screen: str) -> None:
    """Ba was highlighted, and is among the hits: her telephone ends like the code of Hai."""
    one, two, three = searched.codes
    searched.stand(screen)
    searched.look_for("le thi ba")
    until(lambda: searched.current() == three)

    searched.look_for(two.removeprefix("000.99.40.H32-"))
    until(lambda: searched.heads() == ["Hai", "Ba"])
    assert searched.current() == two
    searched.desk.press("Return")
    assert searched.opened() == two
    assert one != two


@SCREENS
def test_enter_before_typing_rests_opens_the_first_hit_too(searched: Searched, screen: str) -> None:
    searched.stand(screen)
    searched.look_for("le thi ba")
    until(lambda: searched.current() == searched.codes[2])

    searched.look_for(searched.codes[1].removeprefix("000.99.40.H32-"))
    searched.desk.press("Return")

    assert searched.opened() == searched.codes[1]


@SCREENS
def test_news_about_the_same_text_keep_the_row_that_was_walked_to(searched: Searched, screen: str) -> None:
    searched.stand(screen)
    searched.look_for("le thi")
    until(lambda: len(searched.heads()) == 3)
    searched.desk.press("Down", "Down")
    chosen = searched.current()
    assert chosen != searched.page.list.rows()[0].key

    searched.desk.receive("Lê Thị Bốn")
    if isinstance(searched.page, ReturnsPage):
        until(lambda: len(searched.heads()) == 4)
    else:
        searched.page.presenter.search_again()
        assert len(searched.heads()) == 4

    assert searched.current() == chosen


@SCREENS
def test_there_and_back_to_the_same_text_is_another_search(searched: Searched, screen: str) -> None:
    searched.stand(screen)
    searched.look_for("le thi")
    until(lambda: len(searched.heads()) == 3)
    searched.desk.press("Down", "Down")
    first, chosen = searched.page.list.rows()[0].key, searched.current()
    searched.page.search.setFocus()
    searched.desk.press("End")

    searched.desk.type("x")
    searched.desk.press("Backspace", "Return")

    assert searched.page.search.text() == "le thi"
    assert searched.opened() == first != chosen


def test_on_the_return_desk_the_code_comes_before_a_result_that_waits(searched: Searched) -> None:
    """Hai's result is out already; Ba's waits, and her telephone ends like Hai's code."""
    two = searched.codes[1]
    searched.desk.opened.parts.desk.steps.take(TakeStep(kind=StepKind.RESULT_RETURN, code=two, values={}))
    searched.stand("returns")
    searched.look_for("0002")
    until(lambda: searched.heads() == ["Hai", "Ba"])
    assert searched.current() == two


def test_nothing_to_undo_is_said(searched: Searched) -> None:
    searched.stand("returns")
    searched.desk.press("Alt+Z")
    notice = searched.desk.notice()
    assert notice is not None
    assert notice.sentence == "Không có lần trả nào hôm nay để hoàn tác"
