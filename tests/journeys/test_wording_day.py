"""A ward changes its wording on the screen: new dossiers bear it, older ones do not, and back it is as before."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from cchc_desktop.domain.people import Official, Role
from cchc_desktop.domain.steps import StepKind, SupplementItem, TakeStep
from cchc_desktop.services.paper_desk import SlipOrder
from cchc_desktop.services.people_desk import Approval
from cchc_desktop.services.step_papers import PaperOrder
from tests.documents.readers import text_of
from tests.ui.real_desk import RealDesk, real_desk

MORNING = datetime(2026, 11, 20, 8, 0)
SLIP_TEXT, NOTICE_TEXT = "hotline_label", "supplement_intro"
SHIPPED_LABEL, NEW_LABEL = "Số điện thoại của Trung tâm", "Đường dây nóng của quầy"
SHIPPED_INTRO, NEW_INTRO = "hoàn thiện hồ sơ gồm những nội dung như sau", "Kính đề nghị nộp thêm các giấy tờ dưới đây"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """The slip and the request of one dossier, as they are built now."""

    slip: SlipOrder
    request: PaperOrder

    def built(self) -> tuple[bytes, bytes]:
        """Return both as PDF."""
        return self.slip.build(), self.request.build()

    def said(self) -> str:
        """Return what both say."""
        return " ".join(text_of(pdf) for pdf in self.built())


@dataclasses.dataclass(slots=True)
class Day:
    """A desk whose clerk receives dossiers and asks for papers, and whose administrator edits the wording."""

    desk: RealDesk
    leader: Official
    entries: dict[str, int] = dataclasses.field(default_factory=dict)

    def receive(self, name: str, number: str, at: datetime) -> str:
        """Receive a dossier, ask for a paper, and return its code."""
        code = self.desk.receive(name, at=at, number=number)
        values = {"items": (SupplementItem(name="Bản sao giấy khai sinh", originals=1),), "reason": "Thiếu giấy"}
        taken = self.desk.opened.parts.desk.steps.take(
            TakeStep(kind=StepKind.SUPPLEMENT_REQUEST, code=code, values=values),
            Approval(approver=self.leader, is_self=False),
        )
        self.entries[code] = taken.entry
        return code

    def papers(self, code: str) -> Papers:
        """Return the papers of a dossier, composed anew from the journal."""
        papers = self.desk.opened.parts.papers()
        request = papers.of_steps.of_entry("supplement_request", code, self.entries[code])
        return Papers(slip=papers.order_of(code), request=request)

    def sample(self, key: str) -> bytes:
        """Return the invented paper on which a text stands, as it is in force."""
        wording = self.desk.opened.parts.desk.wording
        day = self.desk.opened.clock.now().date()
        return wording.preview(key, wording.text(key).current, day)

    def open_text(self, words: str) -> None:
        """Find a text in the editor and go into it."""
        self.desk.press("Ctrl+F", "Backspace")
        self.desk.type(words)
        self.desk.press("Down", "Return")

    def write(self, text: str) -> None:
        """Type over the text and save it."""
        self.desk.press("Ctrl+A", "Backspace")
        self.desk.type(text)
        self.desk.press("Ctrl+Return")


@pytest.fixture
def day(qapp: QApplication, tmp_path: Path) -> Iterator[Day]:
    with real_desk(tmp_path, MORNING, page="settings") as desk:
        leader = desk.opened.parts.desk.people.name_official(
            "Trần Văn Mẫu", roles={Role.LEADER}, title="Chủ tịch", capacity="CHỦ TỊCH"
        )
        yield Day(desk=desk, leader=leader)


def test_new_dossiers_bear_the_new_wording_and_back_it_is_as_before(day: Day) -> None:
    early = day.receive("Lê Thị Thu Hà", "056191004821", MORNING.replace(hour=9))
    first = day.papers(early)
    first_built = first.built()
    samples = {key: day.sample(key) for key in (SLIP_TEXT, NOTICE_TEXT)}

    day.desk.press("Alt+W")
    day.open_text("Nhãn số điện thoại ở mặt sau")
    day.write(NEW_LABEL)
    day.open_text("câu mở đầu bảng")
    day.write(NEW_INTRO)

    changed = day.receive("Trần Văn Thử", "056090000123", MORNING.replace(hour=10))
    said = day.papers(changed).said()
    assert NEW_LABEL in said
    assert NEW_INTRO in said
    assert SHIPPED_LABEL not in said
    assert SHIPPED_INTRO not in said
    assert day.papers(early).built() == first_built, "what was received before keeps its wording, byte for byte"
    assert SHIPPED_INTRO in first.said()
    assert day.sample(SLIP_TEXT) != samples[SLIP_TEXT]

    day.desk.press("Alt+Q")
    day.open_text("Nhãn số điện thoại ở mặt sau")
    day.desk.press("Alt+Q")

    late = day.papers(day.receive("Nguyễn Thị Mẫu", "056191004829", MORNING.replace(hour=11)))
    assert SHIPPED_LABEL in late.said()
    assert SHIPPED_INTRO in late.said()
    assert late.slip.stationery == first.slip.stationery
    assert {key: day.sample(key) for key in samples} == samples, "the same paper again, byte for byte"
    said = day.papers(changed).said()
    assert NEW_LABEL in said, "a dossier of the time between keeps the wording of its receipt"
    assert NEW_INTRO in said
    assert day.papers(early).built() == first_built


def test_a_text_that_begins_tomorrow_is_on_no_paper_of_today(day: Day) -> None:
    day.desk.press("Alt+W")
    day.open_text("câu mở đầu bảng")
    day.desk.press("Ctrl+A", "Backspace")
    day.desk.type(NEW_INTRO)
    day.desk.press("Tab", "Ctrl+A", "Backspace")
    day.desk.type("21/11/2026")
    day.desk.press("Ctrl+Return")

    today = day.receive("Lê Thị Thu Hà", "056191004821", MORNING.replace(hour=9))
    on_monday = day.receive("Trần Văn Thử", "056090000123", datetime(2026, 11, 23, 9, 0))

    assert SHIPPED_INTRO in day.papers(today).said()
    assert NEW_INTRO in day.papers(on_monday).said()
    assert SHIPPED_INTRO in day.papers(today).said()
