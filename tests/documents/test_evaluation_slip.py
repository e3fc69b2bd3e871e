"""The evaluation slip: boxes for each question, and nobody's name (RULES 1.9)."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from cchc_desktop.documents import evaluation_slip, fonts, preview
from cchc_desktop.documents.measure import width
from cchc_desktop.documents.slip_style import A5
from cchc_desktop.domain.evaluation import EvaluationSlip
from tests.documents.form_samples import CODE, EVALUATION
from tests.documents.readers import (
    collisions,
    ink_margin_mm,
    is_nfc,
    letters_of,
    pictures,
    symbols,
    text_of,
    zbar_texts,
)
from tests.documents.samples import LONG_ADDRESS, LONG_NAME

fonts.register()
NAMED = dataclasses.replace(EVALUATION, dossier_code=CODE, applicant_name="Nguyễn Thị Thu Hà")
BARE = dataclasses.replace(
    EVALUATION, procedure="", url="", hotline="", handed_with="", quarter="", questions=EVALUATION.questions[:3]
)
LONG = dataclasses.replace(
    NAMED,
    procedure=LONG_ADDRESS,
    applicant_name=LONG_NAME,
    handed_with=LONG_ADDRESS,
    questions=tuple(f"{LONG_ADDRESS[:150]} {number}" for number in range(1, 15)),
)


def test_the_slip_asks_every_question_and_names_nobody() -> None:
    text = text_of(evaluation_slip.build(EVALUATION))

    for words in (
        "PHIẾU ĐÁNH GIÁ việc giải quyết thủ tục hành chính Thủ tục: cấp Giấy xác nhận tình trạng hôn nhân",
        "Ông/Bà không phải ghi tên. Xin đánh dấu × vào một ô ở mỗi dòng.",
        "Ý kiến khác của Ông/Bà:",
        "Quét mã để đánh giá trên điện thoại , hoặc bỏ phiếu này vào hòm phiếu tại Bộ phận Một cửa.",
        "Điện thoại Bộ phận Một cửa: 0258 3510 417",
        "phát kèm Giấy tiếp nhận (Mẫu 01) · quý IV/2023",
    ):
        assert letters_of(words) in letters_of(text)
    for number, question in enumerate(EVALUATION.questions, start=1):
        assert letters_of(f"{number}.{question}") in letters_of(text)
    assert "Mã hồ sơ" not in text
    assert "Người được giải quyết" not in text
    assert is_nfc(text)


@pytest.mark.parametrize("scale", [2, 3, 5])
@pytest.mark.parametrize("questions", [1, 5, 9, 12])
def test_each_question_has_a_box_for_each_word_of_the_scale(questions: int, scale: int) -> None:
    slip = dataclasses.replace(
        EVALUATION,
        questions=tuple(f"Câu hỏi thứ {number}" for number in range(questions)),
        scale=EVALUATION.scale[:scale],
    )
    [page] = evaluation_slip._pages(slip)
    assert len(page.frames) == questions * scale
    assert {(round(wide, 1), round(high, 1)) for _, _, wide, high, _ in page.frames} == {(4.4, 4.4)}
    assert collisions(page) == []


def test_name_and_code_stand_there_only_when_given() -> None:
    text = text_of(evaluation_slip.build(NAMED))
    assert f"Mã hồ sơ: {CODE}" in text
    assert "Người được giải quyết: Nguyễn Thị Thu Hà" in text
    assert "không phải ghi tên" not in text


def test_the_code_is_read_from_paper(tmp_path: Path) -> None:
    for specimen in (False, True):
        pdf = evaluation_slip.build(dataclasses.replace(EVALUATION, specimen=specimen))
        assert symbols(pictures(pdf, dpi=150, width_mm=148)[0]) == {"QRCode": [EVALUATION.url]}
        assert EVALUATION.url in zbar_texts(pictures(pdf, dpi=300, width_mm=148)[0], tmp_path)


def test_without_address_and_telephone_no_code_and_no_number_are_promised() -> None:
    pdf = evaluation_slip.build(BARE)
    text = text_of(pdf)
    assert symbols(pictures(pdf, dpi=150, width_mm=148)[0]) == {}
    assert "Xin bỏ phiếu này vào hòm phiếu tại Bộ phận Một cửa. Xin cảm ơn Ông/Bà." in text
    assert "Điện thoại" not in text
    assert "Thủ tục:" not in text


def test_more_questions_than_a_page_holds_go_on_under_the_scale() -> None:
    pdf = evaluation_slip.build(LONG)
    pages = preview.page_count(pdf)
    assert pages >= 2
    text = text_of(pdf)
    for question in LONG.questions:
        assert letters_of(question) in letters_of(text)
    assert text.count("Nội dung") >= pages - 1
    assert "trang 2/" in text
    assert text.count("Ý kiến khác") == 1


@pytest.mark.parametrize("slip", [EVALUATION, NAMED, BARE, LONG], ids=["plain", "named", "bare", "long"])
def test_nothing_stands_on_anything_else_or_over_a_margin(slip: EvaluationSlip) -> None:
    for page in evaluation_slip._pages(slip):
        assert collisions(page) == []
        for text in page.texts:
            assert text.x >= A5.binding - 0.1
            assert text.x + width(text.words, text.face, text.size) <= 148 - A5.outer + 0.6, text.words
    for picture in pictures(evaluation_slip.build(slip), dpi=100, width_mm=148):
        assert ink_margin_mm(picture, 100) >= 5


def test_training_is_marked_and_the_same_slip_is_the_same_bytes() -> None:
    training = dataclasses.replace(LONG, specimen=True)
    pdf = evaluation_slip.build(training)
    assert letters_of(text_of(pdf)).count("SPECIMEN") == preview.page_count(pdf)
    assert "SPECIMEN" not in letters_of(text_of(evaluation_slip.build(EVALUATION)))
    assert pdf == evaluation_slip.build(training)
