"""Two desks returned one result: the dossier's screen says so by name, and a key records what was agreed."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from cchc_desktop.domain.steps import StepKind, TakeStep
from tests.services.life_desk import Life, life_desk
from tests.services.made_up_city import MadeUpCity
from tests.ui.real_desk import RealDesk, real_desk

WEDNESDAY, EVENING, NEXT = datetime(2024, 4, 24, 9, 0), datetime(2024, 4, 24, 17, 5), datetime(2024, 4, 25, 8, 30)


@pytest.fixture
def desk(qtbot: object, qapp: object, tmp_path: Path) -> Iterator[RealDesk]:
    with real_desk(tmp_path, WEDNESDAY, page="dossiers") as found:
        yield found


@pytest.fixture
def other(desk: RealDesk, tmp_path: Path) -> Iterator[Life]:
    """The second desk of the ward, which knows the first and is known to it."""
    life = life_desk(tmp_path / "two", "2024-04-24T08:00", desk_number=2, desk_count=2)
    mine, city = desk.opened.parts.desk, MadeUpCity().card()
    life.desk.enrolment.take_card(mine.enrolment.ward_card())
    mine.enrolment.take_card(life.desk.enrolment.desk_card())
    life.desk.enrolment.take_card(mine.enrolment.desk_card())
    for one in (mine, life.desk):
        one.enrolment.take_card(city)
    with contextlib.closing(life.desk):
        yield life


def take(desk: RealDesk, kind: StepKind, code: str) -> None:
    desk.opened.parts.desk.steps.take(TakeStep(kind=kind, code=code, values={}))


def closed(desk: RealDesk) -> bytes:
    made = desk.opened.parts.desk.day_end.close()
    assert made.file is not None
    return made.file.read_bytes()


def words(desk: RealDesk) -> str:
    desk.settle()
    return " | ".join(label.text() for label in desk.dossiers.findChildren(QLabel) if label.isVisible())


def returned_twice(desk: RealDesk, other: Life) -> str:
    """Receive here, have the result returned there and here, and take the other desk's package."""
    code = desk.receive("Lê Thị Thu Hà")
    take(desk, StepKind.RESULT_READY, code)
    desk.at(EVENING)
    other.at("2024-04-24T17:10").desk.foreign.take(closed(desk))
    desk.at(NEXT)
    take(desk, StepKind.RESULT_RETURN, code)
    dossier = other.desk.view.dossier(code).dossier
    other.step(StepKind.RESULT_RETURN, dossier, "2024-04-25T09:00")
    file = other.at("2024-04-25T17:05").desk.day_end.close().file
    assert file is not None
    desk.at(datetime(2024, 4, 25, 17, 10))
    desk.opened.parts.desk.foreign.take(file.read_bytes())
    desk.window.open_page("dossiers", code)
    return code


def test_an_exception_is_named_and_settled_by_a_key(desk: RealDesk, other: Life) -> None:
    code = returned_twice(desk, other)
    said = "Ngoại lệ. Trả kết quả hai lần: bàn 1 lúc 08:30 25/04, bàn 2 lúc 09:00 25/04 chưa biết"
    assert said in words(desk)
    assert "Trả kết quả (ngoại lệ)" in words(desk)

    desk.press("Alt+U")
    desk.press("Ctrl+Return")
    assert "Ghi cách xử lý rồi bấm Ctrl+Enter. Chưa ghi gì." in words(desk)
    desk.type("Bàn 2 trao bản sao")
    desk.press("Ctrl+Return")

    assert desk.opened.parts.desk.foreign.conflicts(code) == []
    assert "Ngoại lệ." not in words(desk)
    assert "Xử lý ngoại lệ" in words(desk)


def test_esc_leaves_the_exception_as_it_is(desk: RealDesk, other: Life) -> None:
    code = returned_twice(desk, other)

    desk.press("Alt+U")
    desk.type("Chưa rõ")
    desk.press("Escape")

    assert len(desk.opened.parts.desk.foreign.conflicts(code)) == 1
    assert "Hai bàn đã thống nhất thế nào" not in words(desk)


def test_a_dossier_of_the_other_desk_says_whose_it_is_and_until_when(desk: RealDesk, other: Life) -> None:
    dossier = other.receive("2024-04-24T09:30")
    file = other.at("2024-04-24T17:05").desk.day_end.close().file
    assert file is not None
    desk.at(EVENING)
    desk.opened.parts.desk.foreign.take(file.read_bytes())

    desk.window.open_page("dossiers", dossier.code)

    assert "Hồ sơ của bàn 2, xem theo gói đến ngày 24/04/2024." in words(desk)
    assert "Ghi cách xử lý" not in words(desk)


def returns_words(desk: RealDesk) -> str:
    desk.settle()
    page = desk.window.page("returns")
    return " | ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_a_result_of_the_other_desk_that_was_returned_here_is_counted_and_undone(desk: RealDesk, other: Life) -> None:
    dossier = other.receive("2024-04-24T09:30")
    other.step(StepKind.RESULT_READY, dossier)
    file = other.at("2024-04-24T17:05").desk.day_end.close().file
    assert file is not None
    desk.at(EVENING)
    desk.opened.parts.desk.foreign.take(file.read_bytes())
    desk.at(NEXT)
    take(desk, StepKind.RESULT_RETURN, dossier.code)

    desk.window.open_page("returns")
    assert "Đã trả hôm nay: 1" in returns_words(desk)
    desk.press("Alt+Z")
    desk.type("Đưa nhầm người")
    desk.press("Ctrl+Return")

    assert desk.kinds(dossier.code)[-1] == "StepDrafted"


def test_an_own_return_that_is_an_exception_is_not_offered_for_undo(desk: RealDesk, other: Life) -> None:
    code = desk.receive("Lê Thị Thu Hà")
    take(desk, StepKind.RESULT_READY, code)
    desk.at(EVENING)
    other.at("2024-04-24T17:10").desk.foreign.take(closed(desk))
    dossier = other.desk.view.dossier(code).dossier
    other.step(StepKind.RESULT_RETURN, dossier, "2024-04-25T08:00")
    desk.at(NEXT)
    take(desk, StepKind.RESULT_RETURN, code)
    file = other.at("2024-04-25T17:05").desk.day_end.close().file
    assert file is not None
    desk.at(datetime(2024, 4, 25, 17, 10))
    desk.opened.parts.desk.foreign.take(file.read_bytes())

    desk.window.open_page("returns")
    assert "Đã trả hôm nay: 0" in returns_words(desk)
    desk.press("Alt+Z")

    notice = desk.notice()
    assert notice is not None
    assert notice.sentence == "Không có lần trả nào hôm nay để hoàn tác"
    assert desk.kinds(code)[-1] != "StepDrafted"
