"""The sheet for the notice board and the charts: large figures, bars, the method; nobody's name (RULES 44, 46)."""

from __future__ import annotations

import dataclasses
import functools
import io
import subprocess
import sys

import pytest
from PIL import Image

from cchc_desktop.documents import charts, fonts, page_picture, preview, time_saved_sheet
from cchc_desktop.documents.form_sheet import TABLE_UPRIGHT
from cchc_desktop.documents.measure import BOLD, width
from cchc_desktop.domain.report import TimeSaved
from tests.documents.readers import collisions, ink_margin_mm, is_nfc, letters_of, pictures, text_of
from tests.documents.report_samples import SAVED, saved, time_saved
from tests.documents.samples import LONG_ADDRESS

fonts.register()
CITY = dataclasses.replace(SAVED, total=saved("", "", 10_662, 10_662 * 420))
NONE = dataclasses.replace(
    SAVED, total=saved("", "", 0, 0), with_slip_on_request=0, left_out=0, rows=dict.fromkeys(SAVED.rows, ())
)
LONG = dataclasses.replace(
    CITY,
    head=dataclasses.replace(SAVED.head, unit=f"UBND {LONG_ADDRESS[:110]}"),
    rows={**SAVED.rows, "procedure": tuple(saved(f"procedure:{n}", LONG_ADDRESS, 12_345, 99) for n in range(9))},
)
SAMPLES = [SAVED, CITY, NONE, LONG, time_saved(1), time_saved(53)]
IDS = ["ten weeks", "city", "none", "long", "one week", "a year"]


def test_the_sheet_says_what_was_saved_and_how_it_was_reckoned() -> None:
    text = text_of(time_saved_sheet.build(CITY, contact="Bộ phận Một cửa: 0258 3510 417"))
    for words in (
        "ỦY BAN NHÂN DÂN PHƯỜNG PHƯỚC HÒA",
        "KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH KHÔNG GIẤY HẸN",
        "Từ ngày 24/10/2023 đến ngày 31/12/2023",
        "10.662 hồ sơ trả kết quả ngay",
        "74.634 giờ tiết kiệm cho dân",
        "10.662 lượt đi lại được bớt",
        "Số giờ tiết kiệm theo tuần",
        "Chứng thực bản sao từ bản chính",
        "Cách tính.",
        "thời hạn theo quy định (ít nhất 1 ngày, tức 8 giờ làm việc) − thời gian làm việc từ lúc nhận hồ sơ đến lúc "
        "trao kết quả; không bao giờ nhỏ hơn 0",
        "giữ đến từng phút, chỉ làm tròn khi in ra",
        "Trung bình mỗi hồ sơ 7,00 giờ; trung vị 7,00 giờ.",
        "Không tính 3 hồ sơ có thời gian không tin cậy.",
        "4 hồ sơ có in giấy hẹn theo yêu cầu",
        "Bộ phận Một cửa: 0258 3510 417",
        "đến mục số 5017 · lập lúc 16 giờ 40 phút, ngày 15 tháng 12 năm 2023",
    ):
        assert words in text
    assert is_nfc(text)


def test_nobody_is_named_on_the_board() -> None:
    text = text_of(time_saved_sheet.build(SAVED))
    assert SAVED.head.made_by not in text
    assert SAVED.rows["officer"][0].label not in text


def test_the_bars_are_weeks_or_the_days_of_a_single_week() -> None:
    ten = text_of(time_saved_sheet.build(SAVED))
    assert "Số giờ tiết kiệm theo tuần (ghi ngày thứ Hai)" in ten
    assert all(label in ten.split() for label in ("23/10", "30/10", "25/12"))
    one = text_of(time_saved_sheet.build(time_saved(1)))
    assert "Số giờ tiết kiệm theo ngày" in one
    assert "24/10 26/10" in one


@pytest.mark.parametrize("tally", SAMPLES, ids=IDS)
def test_it_is_one_sheet_on_which_nothing_stands_on_anything_else(tally: TimeSaved) -> None:
    pdf = time_saved_sheet.build(tally)
    drawing = time_saved_sheet._laid(tally, "Bộ phận Một cửa: 0258 3510 417")

    assert preview.page_count(pdf) == 1
    assert collisions(drawing) == []
    chart, _left, bottom = drawing.charts[0]
    top = bottom - chart.height / 72 * 25.4
    assert not [text.words for text in drawing.texts if top + 0.5 < text.y < bottom], "the bars stand alone"
    assert max(y + high for _x, y, _wide, high, _thick in drawing.frames) <= TABLE_UPRIGHT.foot - 4
    for text in drawing.texts:
        assert text.x + width(text.words, text.face, text.size) <= 210 - TABLE_UPRIGHT.outer + 0.6, text.words
    assert ink_margin_mm(pictures(pdf, dpi=60, width_mm=210)[0], 60) >= 5


@pytest.mark.parametrize("tally", SAMPLES, ids=IDS)
def test_the_figures_are_read_from_two_metres(tally: TimeSaved) -> None:
    texts = time_saved_sheet._laid(tally, "").texts
    sizes = sorted((text.size for text in texts if text.face == BOLD), reverse=True)
    assert sizes[0] >= 40
    assert min(text.size for text in texts if text.words.endswith("hồ sơ trả kết quả ngay")) >= 14


def test_few_hours_are_shown_to_the_tenth() -> None:
    text = text_of(time_saved_sheet.build(dataclasses.replace(SAVED, total=saved("", "", 1, 1410))))
    assert "23,5 giờ tiết kiệm cho dân" in text


def test_nothing_saved_is_said_without_a_crash() -> None:
    text = text_of(time_saved_sheet.build(NONE))
    assert "Chưa có số liệu." in text
    assert "Trung bình mỗi hồ sơ - giờ" in text
    assert "Không tính" not in text


def test_training_is_marked_and_the_same_tally_is_the_same_bytes() -> None:
    training = dataclasses.replace(SAVED, head=dataclasses.replace(SAVED.head, specimen=True))
    assert "SPECIMEN" in letters_of(text_of(time_saved_sheet.build(training)))
    assert time_saved_sheet.build(SAVED) == time_saved_sheet.build(SAVED)


FLOW = functools.partial(charts.day_flow, [(7, 12, 0), (8, 31, 20), (9, 0, 25)])
RATE = functools.partial(charts.late_rate, [("10/2023", 90, 12_919), ("11/2023", 0, 40), ("12/2023", 0, 0)])
WEEKS = functools.partial(charts.time_saved, [(f"{day}/10", day * 411) for day in range(1, 61)])
EMPTY = functools.partial(charts.late_rate, [])


def test_a_chart_says_its_values_and_what_they_are_of() -> None:
    flow = text_of(charts.chart_pdf(FLOW, "Hồ sơ theo giờ trong ngày 24/10/2023", "UBND phường Phước Hòa"))
    for words in ("Hồ sơ theo giờ trong ngày 24/10/2023", "UBND phường Phước Hòa", "Tiếp nhận", "Trả kết quả", "8 giờ"):
        assert words in flow
    assert {"12", "31", "20", "25", "0"} <= set(flow.split())
    rate = text_of(charts.chart_pdf(RATE, "Tỷ lệ quá hạn"))
    assert all(words in rate for words in ("0,7 %", "0,0 %", "10/2023", " -"))


def test_crowded_bars_bear_the_highest_value_and_some_labels() -> None:
    text = text_of(charts.chart_pdf(WEEKS, "Số giờ tiết kiệm"))
    assert "411" in text.split()
    assert "404" not in text.split()
    assert "1/10" in text
    assert 5 < text.count("/10") < 40


def test_no_figures_are_said_to_be_none() -> None:
    assert "Chưa có số liệu." in text_of(charts.chart_pdf(EMPTY, "Tỷ lệ quá hạn theo tháng"))


@pytest.mark.parametrize("chart", [FLOW, RATE, WEEKS, EMPTY], ids=["flow", "rate", "weeks", "none"])
def test_a_chart_is_the_same_bytes_with_embedded_faces_only(chart: charts.DrawsChart) -> None:
    pdf = charts.chart_pdf(chart, "Biểu đồ")
    assert pdf == charts.chart_pdf(chart, "Biểu đồ")
    done = subprocess.run(["pdffonts", "-"], input=pdf, capture_output=True, check=True)
    assert b"Helvetica" not in done.stdout
    assert b"LiberationSerif" in done.stdout or b"Times" in done.stdout


def test_the_taller_bar_is_the_greater_figure() -> None:
    pdf = charts.chart_pdf(functools.partial(charts.late_rate, [("a", 1, 4), ("b", 3, 4)]), "")
    grey = pictures(pdf, dpi=50, width_mm=240)[0]
    lefts, rights = (
        sum(grey.getpixel((x, y)) in range(100, 135) for y in range(grey.height))
        for x in (grey.width * 28 // 100, grey.width * 72 // 100)
    )
    assert rights > 2.5 * lefts > 0


def test_a_page_is_a_picture_too() -> None:
    png = page_picture.picture(charts.chart_pdf(FLOW, "Hồ sơ theo giờ"), 1280)
    with Image.open(io.BytesIO(png)) as opened:
        assert (opened.format, opened.size) == ("PNG", (1280, 720))
    assert png == page_picture.picture(charts.chart_pdf(FLOW, "Hồ sơ theo giờ"), 1280)
    with pytest.raises(IndexError):
        page_picture.picture(charts.chart_pdf(FLOW, "Hồ sơ theo giờ"), 100, page=2)


def test_a_paper_without_a_chart_loads_no_charts() -> None:
    asked = "import sys; import cchc_desktop.documents.charts; print('reportlab.graphics.charts' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
