"""Official papers on A4: nothing is cut, nothing stands on anything else, and the same notice gives the same bytes."""

from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path

import pytest

from cchc_desktop.documents import fonts, notice, preview
from cchc_desktop.documents.drawing import Drawing
from cchc_desktop.domain.notice import (
    Align,
    Block,
    Column,
    Field,
    Moment,
    Notice,
    Numbered,
    Pair,
    PaperKind,
    Paragraph,
    Signatures,
    Signer,
    Span,
    Table,
)
from cchc_desktop.services import notice_wording
from tests.documents.readers import (
    boxes_of,
    collisions,
    differing_box,
    ink_margin_mm,
    letters_of,
    pictures,
    symbols,
    text_of,
    zbar_texts,
)
from tests.documents.samples import LONG_ADDRESS, LONG_NAME
from tests.services.notice_samples import CODE, facts, in_2026

GUIDE = Signer(titles=("NGƯỜI HƯỚNG DẪN",), manner="(Ký và ghi rõ họ tên)", name="Trần Quốc Bảo")
COLUMNS = (
    Column(head="TT", width=11, align=Align.CENTRE),
    Column(head="Thành phần hồ sơ", width=82),
    Column(head="Bản chính", width=22, align=Align.CENTRE, group="Số lượng"),
    Column(head="Bản chứng thực", width=27, align=Align.CENTRE, group="Số lượng"),
    Column(head="Bản photo", width=23, align=Align.RIGHT, group="Số lượng"),
)


def paper(*blocks: Block, **changes: object) -> Notice:
    made = Notice(
        kind=PaperKind.SUPPLEMENT_REQUEST,
        committee=("ỦY BAN NHÂN DÂN", "PHƯỜNG PHƯỚC HÒA"),
        centre=("BỘ PHẬN TIẾP NHẬN", "VÀ TRẢ KẾT QUẢ"),
        number="0038/HDHS",
        place_date="Phước Hòa, ngày 27 tháng 10 năm 2023",
        title="PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ",
        blocks=blocks,
        dossier_code=CODE,
        code_label="Mã hồ sơ:",
        applicant_name="NGUYỄN THỊ THU HÀ",
        proof="đã ghi sổ · bàn 2 · #0431 · 9F3C",
        enclosed="Kèm theo: Phiếu đánh giá",
    )
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]


def paper_name(number: int) -> str:
    """Names of one to six lines."""
    return f"Giấy tờ thứ {number} của hồ sơ " + "kèm theo " * (number % 9) * 3


def rows(count: int) -> tuple[tuple[str, ...], ...]:
    return tuple((str(number), paper_name(number), "01", "-", "02") for number in range(1, count + 1))


def prose(words: str) -> Paragraph:
    return Paragraph(spans=(Span(words),))


def laid(made: Notice) -> list[Drawing]:
    fonts.register()
    return notice.lay(made)


def long_paper(count: int = 40) -> Notice:
    return paper(
        Field(label="Tiếp nhận hồ sơ của:", value=LONG_NAME, bold=True),
        Field(label="Địa chỉ:", value=LONG_ADDRESS),
        Pair(
            first=Field(label="Số điện thoại:", value="0905 000 417"), second=Field(label="Email:", value="a@b.vn" * 9)
        ),
        Table(columns=COLUMNS, rows=rows(count)),
        prose("Lý do hồ sơ phải được hoàn thiện thêm một lần nữa. " * 12),
        Signatures(signers=(GUIDE,)),
        applicant_name=LONG_NAME,
    )


def test_forty_items_a_long_name_and_a_long_address_print_whole() -> None:
    made = long_paper()
    assert (len(LONG_NAME), len(LONG_ADDRESS)) == (200, 300)

    letters = letters_of(text_of(notice.build(made)))

    for words in (LONG_NAME, LONG_ADDRESS, "a@b.vn" * 9):
        assert letters_of(words) in letters
    reason = letters_of("Lý do hồ sơ phải được hoàn thiện thêm một lần nữa.")
    assert letters.count(reason) >= 11  # the twelfth may be parted by the foot of a page
    for row in rows(40):
        assert letters_of(row[0] + row[1]) in letters
        assert letters.count(letters_of(f"Giấy tờ thứ {row[0]} của")) == 1


def test_further_pages_say_paper_number_dossier_and_their_own_number() -> None:
    pdf = notice.build(long_paper())

    count = preview.page_count(pdf)
    assert count >= 3
    for page in range(2, count + 1):
        text = text_of(pdf, first=page, last=page)
        assert (
            f"Trang {page} của Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ số 0038/HDHS, ngày 27 tháng 10 năm 2023" in text
        )
        assert f"Mã hồ sơ: {CODE}" in text
        assert "đã ghi sổ · bàn 2 · #0431 · 9F3C" in text
    assert " của Phiếu yêu cầu" not in text_of(pdf, last=1)


def test_the_head_of_a_table_comes_again_and_a_row_never_splits() -> None:
    pages = laid(long_paper())

    with_rows = [page for page in pages if any(text.words.startswith("Giấy tờ thứ") for text in page.texts)]
    assert len(with_rows) >= 2
    for page in with_rows:
        assert [text.words for text in page.texts].count("Thành phần hồ sơ") == 1
        for first in [text for text in page.texts if text.words.startswith("Giấy tờ thứ")]:
            number = next(text.words for text in page.texts if text.y == first.y and text.x < first.x)
            cell = next(
                frame for frame in page.frames if frame[0] < first.x < frame[0] + frame[2] and _holds(frame, first.y)
            )
            inside = [text.words for text in page.texts if text.x == first.x and _holds(cell, text.y)]
            assert letters_of("".join(inside)) == letters_of(paper_name(int(number)))


def _holds(frame: tuple[float, float, float, float, float], y: float) -> bool:
    return frame[1] < y < frame[1] + frame[3]


@pytest.mark.parametrize("count", range(6, 22))
def test_signatures_stand_with_the_last_lines_of_text(count: int) -> None:
    made = long_paper(count)

    last = laid(made)[-1]

    words = " ".join(text.words for text in last.texts)
    assert "NGƯỜI HƯỚNG DẪN" in words
    assert "một lần nữa." in words
    assert sum(1 for text in last.texts if "hoàn thiện thêm" in text.words or "một lần nữa" in text.words) >= 1


@pytest.mark.parametrize("count", [0, 1, 5, 7, 8, 9, 10, 12, 14, 18, 24, 40])
@pytest.mark.parametrize("lookup_url", ["", "https://dichvucong.gov.vn/tra-cuu?ma=" + CODE])
def test_nothing_stands_on_anything_else(count: int, lookup_url: str) -> None:
    for page in laid(dataclasses.replace(long_paper(count), lookup_url=lookup_url)):
        assert collisions(page) == []


@pytest.mark.parametrize("lines", range(18, 34))
def test_names_under_two_signatures_keep_clear_of_the_bar(lines: int) -> None:
    giver = dataclasses.replace(GUIDE, titles=("NGƯỜI NỘP HỒ SƠ",), name=LONG_NAME[:90])
    guide = dataclasses.replace(GUIDE, manner="(Ký số hoặc ký tên, đóng dấu, ghi rõ họ tên)", is_sealed=True)
    block = [prose("Một câu ngắn.")] * lines

    for signers in ((giver, guide), (guide,), (dataclasses.replace(guide, name=LONG_NAME[:90]),)):
        for page in laid(paper(*block, Signatures(signers=signers))):
            assert collisions(page) == []
            assert all(text.y < 281.5 for text in page.texts if text.size > 9.0)


def test_no_ink_is_nearer_to_the_edge_than_five_millimetres() -> None:
    pages = pictures(notice.build(long_paper()), dpi=100, width_mm=210)

    assert all(ink_margin_mm(page, 100) >= 5 for page in pages)


@pytest.mark.parametrize("code", [CODE, "H32.48.12-261120-0017", "000.16.40.H32-231026-10000"])
def test_rule_50_the_bar_of_every_page_reads_as_the_printed_code(code: str, tmp_path: Path) -> None:
    pdf = notice.build(dataclasses.replace(long_paper(), dossier_code=code))

    for page in pictures(pdf, dpi=200, width_mm=210):
        assert symbols(page)["Code128"] == [code]
        assert code in zbar_texts(page, tmp_path)


def test_the_bar_stands_in_the_same_place_on_every_page() -> None:
    pages = pictures(notice.build(long_paper()), dpi=150, width_mm=210)

    places = {boxes_of(page)[0] for page in pages}
    assert len({(left, top) for left, top, _right, _bottom in places}) == 1


def test_without_a_dossier_there_is_no_bar_and_no_line_of_a_code() -> None:
    pdf = notice.build(paper(prose("Hướng dẫn."), Signatures(signers=(GUIDE,)), dossier_code=""))

    assert symbols(pictures(pdf, dpi=150, width_mm=210)[0]) == {}
    assert "Mã hồ sơ" not in text_of(pdf)


def test_a_look_up_address_is_a_code_on_the_right() -> None:
    url = f"https://dichvucong.gov.vn/tra-cuu?ma={CODE}"

    page = pictures(notice.build(paper(prose("Một câu."), lookup_url=url)), dpi=200, width_mm=210)[0]

    assert symbols(page) == {"QRCode": [url], "Code128": [CODE]}


def test_empty_fields_have_drawn_leaders_and_no_typed_dots() -> None:
    gap = Paragraph(spans=(Span("liên hệ với "), Span("", bold=True), Span(", số điện thoại "), Span("")))
    made = paper(
        Field(label="Địa chỉ:", value=""),
        Pair(first=Field(label="Số điện thoại:", value=""), second=Field(label="Email:", value="")),
        gap,
        Moment(words=""),
        number="",
        proof="",
    )

    pages = laid(made)

    assert len(pages[0].leaders) == 7  # number, address, telephone, e-mail, two gaps, moment
    assert ".." not in text_of(notice.build(made))
    assert "liên hệ với , số điện thoại" in text_of(notice.build(made)).replace("với,", "với ,")


def test_prose_keeps_its_words_and_bold_parts_in_order() -> None:
    spans = (Span("Bà liên hệ với "), Span("Trần Quốc Bảo", bold=True), Span(", số "), Span("0258 3510 417", bold=True))
    made = paper(Paragraph(spans=(*spans, Span(" để được hướng dẫn./. "))))

    page = laid(made)[0]

    assert "Bà liên hệ với Trần Quốc Bảo, số 0258 3510 417 để được hướng dẫn./." in text_of(notice.build(made))
    bold = [text.words.replace("\u00a0", " ").strip() for text in page.texts if text.face == fonts.BOLD]
    assert {"Trần Quốc Bảo", "0258 3510 417"} <= set(bold)


@pytest.mark.parametrize("words", ["W" * 900, "1 " * 400, "ộ" * 500, "Nghị định " * 200])
def test_walls_of_letters_and_digits_stay_between_the_margins(words: str) -> None:
    made = paper(
        Paragraph(spans=(Span("Lý do: "), Span(words, bold=True))),
        Numbered(items=(words, words)),
        Table(columns=COLUMNS, rows=(("1", words, "01", "-", "-"),)),
        Signatures(signers=(GUIDE,)),
    )

    pdf = notice.build(made)

    assert letters_of(text_of(pdf)).count(letters_of(words)[:40]) >= 3
    for page in pictures(pdf, dpi=72, width_mm=210):
        assert ink_margin_mm(page, 72) >= 5
        assert page.crop((int(196.5 / 25.4 * 72), 0, page.width, page.height)).getextrema()[0] > 240


def test_a_row_that_no_page_holds_goes_on_in_a_further_row() -> None:
    words = "Bản sao có chứng thực kèm theo hồ sơ " * 90
    pdf = notice.build(
        paper(Table(columns=COLUMNS, rows=(("1", words, "01", "-", "-"),)), Signatures(signers=(GUIDE,)))
    )

    letters = letters_of(text_of(pdf))
    assert letters.count(letters_of("Bản sao có chứng thực kèm theo hồ sơ")) >= 80
    assert preview.page_count(pdf) >= 3
    assert all(text.y < 264 for page in laid(long_paper()) for text in page.texts if text.size == 12)


@pytest.mark.parametrize("kind", [*PaperKind])
def test_a_reprint_moves_nothing_and_prints_in_its_box_only(kind: PaperKind) -> None:
    made = notice_wording.compose(kind, in_2026(facts(kind)))
    marked = dataclasses.replace(made, reprint_mark="BẢN IN LẠI LẦN 2 · 14 giờ 10, ngày 27/10/2023")

    first, again = (pictures(notice.build(one), dpi=150, width_mm=210) for one in (made, marked))

    box = differing_box(first[0], again[0])
    assert box is not None
    left, top, right, bottom = (edge / 150 * 25.4 for edge in box)
    assert (left > 105, right < 196, top > 27, bottom < 36) == (True, True, True, True)
    assert [differing_box(*pages) for pages in zip(first[1:], again[1:], strict=True)] == [None] * (len(first) - 1)


@pytest.mark.parametrize("kind", [*PaperKind])
def test_the_same_notice_gives_the_same_bytes(kind: PaperKind) -> None:
    made = notice_wording.compose(kind, in_2026(facts(kind)))

    one, other = (hashlib.sha256(notice.build(made)).hexdigest() for _time in range(2))

    assert one == other
    assert one != hashlib.sha256(notice.build(dataclasses.replace(made, proof="khác"))).hexdigest()


def test_drafts_and_training_papers_say_so_on_every_page() -> None:
    for change, mark in (({"draft": True}, "NHÁP"), ({"specimen": True}, "SPECIMEN")):
        pdf = notice.build(dataclasses.replace(long_paper(), **change))
        pages = [text_of(pdf, first=page, last=page) for page in range(1, preview.page_count(pdf) + 1)]
        assert all(mark in letters_of(page) for page in pages)
    assert "NHÁP" not in letters_of(text_of(notice.build(long_paper())))


def test_a_paper_that_replaces_another_says_which_in_a_frame() -> None:
    words = "THAY THẾ Phiếu số 0037/HDHS; lý do: ghi nhầm thủ tục. Phiếu cũ không còn giá trị."

    made = paper(prose("Một câu."), replaces=words, form_label="Mẫu số 02")

    text = text_of(notice.build(made))
    assert words in text
    assert "Mẫu số 02" in text
    assert len(laid(made)[0].frames) == 1


def test_the_committee_alone_is_bold() -> None:
    page = laid(paper(prose("Một câu."), centre=()))[0]

    assert {text.face for text in page.texts if text.words in ("ỦY BAN NHÂN DÂN", "PHƯỜNG PHƯỚC HÒA")} == {fonts.BOLD}


def test_one_signer_stands_right_and_two_side_by_side() -> None:
    giver = dataclasses.replace(GUIDE, titles=("NGƯỜI NỘP HỒ SƠ",), name="Lê Hoàng Ân")

    alone = laid(paper(prose("Một câu."), Signatures(signers=(GUIDE,))))[0]
    both = laid(paper(prose("Một câu."), Signatures(signers=(giver, GUIDE))))[0]

    place = {text.words: text.x for text in alone.texts}
    places = {text.words: text.x for text in both.texts}
    assert place["NGƯỜI HƯỚNG DẪN"] > 112
    assert places["NGƯỜI NỘP HỒ SƠ"] < 112 < places["NGƯỜI HƯỚNG DẪN"]
    assert places["NGƯỜI HƯỚNG DẪN"] == place["NGƯỜI HƯỚNG DẪN"]
