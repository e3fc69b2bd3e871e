"""Files brought by hand to Cuối ngày: packages of another desk, exceptions between two desks, a ward passed over."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from cchc_desktop.domain.steps import StepKind, TakeStep
from tests.catalogue.year_packs import new_city, pack_of, shipped
from tests.services.life_desk import PERSON, Life, life_desk
from tests.services.made_up_city import MadeUpCity
from tests.ui.day_end_desk import DayEndDesk, choose, day_end_desk
from ui.presenters.day_list import ConflictKey, DeskKey, LeftKey

MORNING, EVENING = datetime(2024, 4, 24, 8, 0), datetime(2024, 4, 24, 17, 5)
NEXT, NEXT_EVENING = datetime(2024, 4, 25, 8, 30), datetime(2024, 4, 25, 17, 10)
OLD = "000.17.40.H32"
CITY = MadeUpCity()


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[DayEndDesk]:
    with day_end_desk(tmp_path, MORNING) as found:
        found.opened.parts.desk.enrolment.take_card(CITY.card())
        yield found


@pytest.fixture
def other(desk: DayEndDesk, tmp_path: Path) -> Iterator[Life]:
    """The second desk of the ward, which knows the first; its own card is not taken yet."""
    life = life_desk(tmp_path / "two", "2024-04-24T08:00", desk_number=2, desk_count=2)
    mine = desk.opened.parts.desk.enrolment
    for card in (mine.ward_card(), mine.desk_card(), CITY.card()):
        life.desk.enrolment.take_card(card)
    with contextlib.closing(life.desk):
        yield life


def closed(life: Life, when: str) -> Path:
    file = life.at(when).desk.day_end.close().file
    assert file is not None
    return file


def card_of(life: Life, folder: Path) -> Path:
    card = folder / "the-ban.json"
    card.write_text(life.desk.enrolment.desk_card(), "utf-8")
    return card


def answer_to(life: Life, file: Path) -> Path:
    """Lay the city's answer beside another desk's package."""
    return CITY.answers_beside(file, life.desk.enrolment.keys().desk_key)


def bring(desk: DayEndDesk, moment: datetime, *files: Path) -> tuple[str, str, str]:
    """Go to the screen, choose files by its key, and return what is said."""
    desk.at(moment)
    desk.enter()
    desk.press("Alt+T")
    choose(desk, desk.page.files, *files)
    notice = desk.notice()
    assert notice is not None
    return notice.tone, notice.sentence, notice.facts


def test_a_package_before_its_desks_card_is_refused_and_taken_with_it(
    desk: DayEndDesk, other: Life, tmp_path: Path
) -> None:
    dossier = other.receive("2024-04-24T09:30")
    file = closed(other, "2024-04-24T17:00")

    tone, sentence, facts = bring(desk, EVENING, file)
    assert (tone, sentence) == ("bad", "Chưa nhận được tệp")
    assert facts.startswith("Gói chưa được nhận: ")

    tone, sentence, facts = bring(desk, EVENING, file, card_of(other, tmp_path))
    assert (tone, sentence) == ("ok", "Đã nhận 2 trong 2 tệp")
    assert facts.endswith("hồ sơ. F4 tìm được, F6 trả kết quả được ở đây.")
    assert desk.opened.parts.view.dossier(dossier.code).is_elsewhere
    row = next(row for row in desk.page.packages.list.rows() if row.key == DeskKey(2))
    assert (row.head, row.chip, row.chip_tone) == ("Bàn 2", "Đến 24/04", "quiet")
    desk.at(EVENING + timedelta(days=5))
    desk.enter()
    row = next(row for row in desk.page.packages.list.rows() if row.key == DeskKey(2))
    assert row.chip_tone == "warn"
    assert bring(desk, EVENING, file)[1] == "Đã có gói ngày 24/04/2024 của bàn 2 từ trước"


def test_a_stick_of_the_whole_ward_may_be_chosen_as_it_is(desk: DayEndDesk, other: Life, tmp_path: Path) -> None:
    other.receive("2024-04-24T09:30")
    first = closed(other, "2024-04-24T17:00")
    other.receive("2024-04-25T09:00")
    second = closed(other, "2024-04-25T17:00")
    damaged = tmp_path / "hong.cchc"
    damaged.write_bytes(second.read_bytes()[:200])
    desk.at(EVENING)
    own = desk.opened.parts.desk.day_end.close().file
    assert own is not None
    theirs = answer_to(other, first)

    tone, sentence, facts = bring(desk, NEXT_EVENING, own, second, theirs, damaged, first, card_of(other, tmp_path))

    assert (tone, sentence) == ("bad", "Đã nhận 3 trong 6 tệp")
    assert facts.startswith("Chưa nhận hong.cchc: Gói chưa được nhận: ")
    assert facts.endswith("Bỏ qua 2 tệp của chính bàn này hoặc trả lời cho bàn khác.")
    assert {one.until for one in desk.opened.parts.desk.foreign.other_desks()} == {NEXT.date()}


def test_another_citys_card_is_never_taken_by_itself(desk: DayEndDesk, tmp_path: Path) -> None:
    strange = tmp_path / "the-la.json"
    strange.write_text(MadeUpCity().card(), "utf-8")

    tone, _sentence, facts = bring(desk, EVENING, strange)

    assert tone == "bad"
    assert facts.startswith(
        "Thẻ chưa được nhận: bàn đang gửi về Thành phố Mẫu, thẻ này mang khóa khác, của Thành phố Mẫu"
    )
    assert desk.opened.parts.desk.enrolment.keys().city_key == CITY.key
    known = tmp_path / "the.json"
    known.write_text(CITY.card(address="https://city.example"), "utf-8")
    assert bring(desk, EVENING, known)[0] == "ok", "the same city tells where it is reached"
    assert desk.opened.parts.desk.enrolment.keys().city_address == "https://city.example"


def test_ones_own_package_alone_says_that_nothing_has_to_be_done(desk: DayEndDesk) -> None:
    desk.at(EVENING)
    own = desk.opened.parts.desk.day_end.close().file
    assert own is not None
    assert bring(desk, EVENING, own)[2].endswith("Không phải làm gì.")


def test_an_exception_heads_the_list_and_enter_opens_its_dossier(desk: DayEndDesk, other: Life, tmp_path: Path) -> None:
    mine = desk.opened.parts.desk
    mine.enrolment.take_card(other.desk.enrolment.desk_card())
    code = desk.receive()
    mine.steps.take(TakeStep(kind=StepKind.RESULT_READY, code=code, values={}))
    desk.at(EVENING)
    file = mine.day_end.close().file
    assert file is not None
    other.at("2024-04-24T17:10").desk.foreign.take(file.read_bytes())
    desk.at(NEXT)
    mine.steps.take(TakeStep(kind=StepKind.RESULT_RETURN, code=code, values={}))
    other.step(StepKind.RESULT_RETURN, other.desk.view.dossier(code).dossier, "2024-04-25T09:00")

    tone, sentence, facts = bring(desk, NEXT_EVENING, closed(other, "2024-04-25T17:05"))

    assert (tone, sentence) == ("warn", "Đã nhận gói ngày 25/04/2024 của bàn 2")
    assert facts.endswith("1 ngoại lệ, xem ở đầu danh sách.")
    row = desk.page.packages.list.rows()[1]
    assert (row.key, row.chip) == (ConflictKey(code), "Xử lý")
    assert row.lines[0].startswith("Trả kết quả hai lần: bàn 1 lúc 08:30 25/04, bàn 2 lúc 09:00 25/04")
    desk.page.packages.list.setFocus()
    desk.page.packages.list.choose_first()
    desk.press("Return")
    desk.settle()
    assert (desk.window.page_key, desk.dossiers.presenter.code) == ("dossiers", code)
    desk.press("Alt+U")
    desk.type("Bàn 2 trao bản sao")
    desk.press("Ctrl+Return")
    desk.settle()
    for _ in range(3):  # both notices, then the dossier
        desk.press("Escape")
        desk.settle()
    assert desk.window.page_key == "day_end"
    assert not [one for one in desk.page.packages.list.rows() if isinstance(one.key, ConflictKey)]


def test_a_year_pack_is_laid_ready_for_the_administrator(desk: DayEndDesk, tmp_path: Path) -> None:
    city = new_city()
    desk.opened.parts.desk.enrolment.take_card(city.card.to_text(), is_other_city=True)
    file = tmp_path / "goi.cchc-nam"
    file.write_bytes(city.sign(pack_of(shipped("calendar"), number=4)))
    tone, sentence, facts = bring(desk, EVENING, file)
    assert (tone, sentence) == ("ok", "Đã nhận gói năm số 4 của thành phố")
    assert facts.startswith("Chưa áp dụng: ")
    assert desk.opened.parts.desk.year_packs.waiting() == file.read_bytes()
    assert desk.opened.parts.desk.year_packs.number() == 0


def test_what_a_ward_left_is_taken_over_by_one_key(desk: DayEndDesk, tmp_path: Path) -> None:
    old = life_desk(tmp_path / "old", "2024-04-24T08:00", agency_code=OLD)
    with contextlib.closing(old.desk):
        old.desk.enrolment.take_card(CITY.card())
        code = old.receive("2024-04-24T09:30").code
        file = closed(old, "2024-04-24T17:00")
        ward = tmp_path / "khoa-phuong.json"
        ward.write_text(old.desk.enrolment.ward_card(), "utf-8")
        card = card_of(old, tmp_path)
    mine = desk.opened.parts.desk
    mine.setup.change({"mergers": ((f"{NEXT:%Y-%m-%d}", OLD, desk.opened.parts.state.settings.agency_code),)})

    assert bring(desk, NEXT, ward, card, file)[:2] == ("ok", "Đã nhận 3 trong 3 tệp")

    assert desk.page.packages.list.rows()[1].key == LeftKey(OLD, (code,))
    desk.page.packages.list.setFocus()
    desk.page.packages.list.choose_first()
    desk.press("Return")
    assert desk.page.over.isVisible()
    assert desk.page.over.list is not None
    assert desk.page.over.list.toPlainText().startswith(f"{code}  ·  {PERSON.name}, ")
    desk.press("Escape")
    assert mine.view.dossier(code).is_elsewhere
    desk.press("Return", "Ctrl+Return")
    desk.settle()
    notice = desk.notice()
    assert notice is not None
    assert notice.sentence == f"Đã tiếp quản 1 hồ sơ của {OLD}"
    assert not mine.view.dossier(code).is_elsewhere
    assert not [row for row in desk.page.packages.list.rows() if isinstance(row.key, LeftKey)]
