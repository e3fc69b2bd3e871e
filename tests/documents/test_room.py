"""Nothing on a slip stands on anything else, and everything stays between its margins."""

from __future__ import annotations

import dataclasses

import pytest

from cchc_desktop.catalogue import reading
from cchc_desktop.documents import appointment_slip, fonts, letterhead, slip_back
from cchc_desktop.documents.bars import ListingCodes
from cchc_desktop.documents.drawing import Drawing, Text
from cchc_desktop.documents.measure import BOLD, REGULAR, width
from cchc_desktop.documents.paper_table import table_of
from cchc_desktop.documents.slip_style import style_of
from cchc_desktop.domain.printing import PaperSize
from cchc_desktop.domain.slip import ListedProcedure, Slip, Stationery
from cchc_desktop.paths import resources
from tests.documents.readers import collisions
from tests.documents.samples import OVERFLOWING, SLIP, STATIONERY

fonts.register()
CATALOGUE = reading.read_catalogue(resources() / "catalogue")
LISTED = tuple(
    ListedProcedure(procedure_code=found.code, short_name=found.short_name, url=found.portal_url)
    for found in CATALOGUE
    if found.portal_url
)
CENTRE = dataclasses.replace(
    STATIONERY,
    committee=("ỦY BAN NHÂN DÂN", "PHƯỜNG BẮC NHA TRANG"),
    centre=("TRUNG TÂM PHỤC VỤ", "HÀNH CHÍNH CÔNG"),
    hotline_label="Số điện thoại của Trung tâm Phục vụ hành chính công phường Bắc Nha Trang",
)
MARKED = dataclasses.replace(
    SLIP,
    submitter="Công Tằng Tôn Nữ Thị Ngọc Quỳnh Phương (giấy ủy quyền số 112/2023/GUQ ngày 20/10/2023)",
    reprint_mark="BẢN IN LẠI LẦN 12 · 10:14 27/10/2023",
    replaces="Giấy số 1279/TNHS cấp lúc 08 giờ 40 phút, ngày 26 tháng 10 năm 2023; lý do: ghi nhầm thủ tục.",
)


@pytest.mark.parametrize("size", [PaperSize.A5, PaperSize.A4])
@pytest.mark.parametrize("stationery", [STATIONERY, CENTRE], ids=["2023", "2026"])
@pytest.mark.parametrize("slip", [SLIP, OVERFLOWING, MARKED], ids=["plain", "overflowing", "marked"])
def test_nothing_on_a_slip_stands_on_anything_else(slip: Slip, stationery: Stationery, size: PaperSize) -> None:
    style = style_of(size)
    laid = appointment_slip._laid_out(slip, dataclasses.replace(stationery, size=size), ListingCodes())
    for side in laid.sides:
        assert collisions(side.drawing) == []
        left = style.left(back=side.back)
        for text in side.drawing.texts:
            if not text.upright:
                end = text.x + width(text.words, text.face, text.size)
                assert left - 0.1 <= text.x, text.words
                assert end <= left + style.room + 0.6, text.words


@pytest.mark.parametrize("size", [PaperSize.A5, PaperSize.A4])
def test_at_any_number_of_papers_the_foot_strip_stays_free(size: PaperSize) -> None:
    stationery, strip_top = dataclasses.replace(STATIONERY, size=size), style_of(size).strip_top
    row = dataclasses.replace(SLIP.papers[2], name="Bản án ly hôn của Tòa án nhân dân thành phố Nha Trang")
    for count in range(75):
        papers = tuple(row if number % 3 == 0 else SLIP.papers[1] for number in range(count))
        laid = appointment_slip._laid_out(dataclasses.replace(SLIP, papers=papers), stationery, ListingCodes())
        for side in laid.sides[:1] + laid.sides[2:]:
            assert collisions(side.drawing) == [], count
            assert max(rule[1] for rule in side.drawing.rules) == strip_top, count
            above = [text for text in side.drawing.texts if text.words not in (SLIP.dossier_code, "Quét để tra cứu")]
            assert max(text.y for text in above) < strip_top - 1, count


@pytest.mark.parametrize(("size", "quiet"), [(PaperSize.A5, 3.3), (PaperSize.A4, 3.6)])
def test_beside_the_bars_ten_modules_stay_white(size: PaperSize, quiet: float) -> None:
    laid = appointment_slip._laid_out(SLIP, dataclasses.replace(STATIONERY, size=size), ListingCodes())
    bars = [symbol for symbol in laid.sides[0].drawing.symbols if symbol.module != symbol.unit_height]
    assert [round(bar.x - bar.box[0], 3) for bar in bars] == [quiet]


@pytest.mark.parametrize(("size", "lowest"), [(PaperSize.A5, 28.0), (PaperSize.A4, 39.0)])
@pytest.mark.parametrize("mark", ["", MARKED.reprint_mark])
def test_the_mark_of_a_reprint_has_its_place_between_motto_and_date(size: PaperSize, lowest: float, mark: str) -> None:
    style, drawing = style_of(size), Drawing()
    head = letterhead.Head(
        committee=STATIONERY.committee, centre=STATIONERY.centre, number="1286/TNHS", place_date="Phước Hòa", mark=mark
    )

    number_y = letterhead.lay(drawing, style, style.ladder[0].head, head)

    _x, top, _wide, high = letterhead.reprint_box(style, style.ladder[0].head)
    units = max(text.y for text in drawing.texts if text.words in STATIONERY.centre)
    assert units < number_y < lowest
    assert drawing.texts[0].y < top < top + high < number_y - style.ladder[0].head * 0.2
    assert all(top < frame[1] and frame[1] + frame[3] < top + high for frame in drawing.frames)
    assert bool(drawing.frames) is bool(mark)


@pytest.mark.parametrize("size", [PaperSize.A5, PaperSize.A4])
@pytest.mark.parametrize("first", range(0, len(LISTED), 15))
def test_every_short_name_of_the_catalogue_has_room_beside_its_code(first: int, size: PaperSize) -> None:
    stationery = dataclasses.replace(STATIONERY, listing=LISTED[first : first + 18], size=size)
    style = style_of(size)

    back = slip_back.lay(stationery, style, ListingCodes())

    assert collisions(back) == []
    captions = [text for text in back.texts if text.size in (style.caption_size, style.caption_size - 1)]
    assert captions
    assert all(text.x + width(text.words, text.face, text.size) <= style.outer + style.room for text in captions)


def test_a_text_on_another_is_found() -> None:
    drawing = Drawing()
    drawing.texts += [Text(10, 10, "một", REGULAR, 10), Text(12, 11, "hai", BOLD, 10), Text(10, 20, "ba", REGULAR, 10)]
    assert collisions(drawing) == [("một", "hai")]


@pytest.mark.parametrize("count", [0, 1, 2, 4])
def test_rows_are_taken_as_long_as_they_fit_to_a_hair(count: int) -> None:
    table = table_of(SLIP.papers, style_of(PaperSize.A5), 9)
    room = table.height(table.rows[:count])
    assert table.fitting(table.rows, room + 0.001) == count
    assert table.fitting(table.rows, room - 0.001) == max(count - 1, 0)
    assert table.lay(Drawing(), 15, 50, table.rows[:count]) == pytest.approx(50 + room)
