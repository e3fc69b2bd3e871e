"""A report's words: differences that are said and never mended (RULES 54), what was known, names of periods."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.clock import VIETNAM
from cchc_desktop.domain import report_words
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.report import FIGURES, Difference, Rating, Ratio, SavedRow, Source, differences_of
from cchc_desktop.sentences.figures_said import BY_FIGURE, WORDS
from cchc_desktop.text import percent
from tests.documents.report_samples import HEAD

CITY = {"received": 14_048, "resolved": 12_919, "open": 1_195}
WARDS = {"received": 88_018, "resolved": 79_075, "open": 943}


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        pytest.param(
            CITY,
            "Đối chiếu tiếp nhận (3) = đã giải quyết (7) + đang giải quyết (11): "
            "14.048 so với 12.919 + 1.195 = 14.114; chênh lệch −66.",
            id="the city in 2023",
        ),
        pytest.param(
            WARDS,
            "Đối chiếu tiếp nhận (3) = đã giải quyết (7) + đang giải quyết (11): "
            "88.018 so với 79.075 + 943 = 80.018; chênh lệch +8.000.",
            id="the wards in 2023",
        ),
    ],
)
def test_54_totals_that_do_not_add_up_are_said(figures: dict[str, int], said: str) -> None:
    assert report_words.check_words(differences_of(figures), WORDS, figures) == [said]


def test_54_each_sum_is_judged_by_its_own_parts_and_one_that_nobody_said_is_not() -> None:
    figures = {
        **CITY, "open": 1_129, "received_online": 1, "received_counter_post": 2, "carried_over": 3,
        "open_in_time": 1_100, "open_late": 29, "resolved_early": 5,
    }  # fmt: skip
    assert differences_of(figures) == (Difference(what="received_parts", left=14_048, right=6, parts=(1, 2, 3)),)
    assert differences_of({}) == ()


def test_totals_that_add_up_are_said_too() -> None:
    said = "Đối chiếu: các tổng khớp nhau; tiếp nhận (3) = đã giải quyết (7) + đang giải quyết (11)"
    assert report_words.check_words((), WORDS, {}) == [], "nobody said the figures"
    figures = {"received": 14_048, "resolved": 12_919, "open": 1_129}
    assert report_words.check_words((), WORDS, figures) == [f"{said}: 14.048 = 12.919 + 1.129."]
    assert report_words.check_words((), WORDS, figures, numbered=False) == [
        "Đối chiếu: các tổng khớp nhau; tiếp nhận = đã giải quyết + đang giải quyết: 14.048 = 12.919 + 1.129."
    ]


def test_a_difference_whose_parts_are_not_there_is_said_all_the_same() -> None:
    found = Difference(what="received_resolved_open", left=10, right=8)
    assert report_words.check_words([found], WORDS, {}, numbered=False) == [
        "Đối chiếu tiếp nhận = đã giải quyết + đang giải quyết: 10 so với 8; chênh lệch +2."
    ]
    typed = Difference(what="typed_received_resolved_open", left=3, right=2, parts=(1, 1))
    assert report_words.check_words([typed], WORDS, {}) == [
        "Đối chiếu số nhập tay từ báo cáo khác: tiếp nhận = đã giải quyết + đang giải quyết: 3 so với 1 + 1 = 2; "
        "chênh lệch +1."
    ]
    unnamed = Difference(what="something_else", left=1, right=2)
    assert report_words.check_words([unnamed], WORDS, {}) == ["Đối chiếu something_else: 1 so với 2; chênh lệch −1."]


def test_what_was_corrected_after_a_report_is_said() -> None:
    found = Difference(what="resolved_late", left=17, right=16)
    assert report_words.adjustment_words([found], WORDS) == [
        "Điều chỉnh sau khi báo cáo: Đã giải quyết quá hạn: đã báo cáo 16, nay là 17 (+1)."
    ]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("2023", "năm 2023"),
        ("2023-H1", "6 tháng đầu năm 2023"),
        ("2023-9M", "9 tháng năm 2023"),
        ("2023-Q4", "quý IV năm 2023"),
        ("2023-11", "tháng 11 năm 2023"),
        ("2024-02", "tháng 02 năm 2024"),
        ("2024-03", "tháng 3 năm 2024"),
        ("2023-10-24..2023-12-31", ""),
    ],
)
def test_a_period_is_named_as_reports_name_it(code: str, name: str) -> None:
    assert Period(code=code, first=date(2023, 1, 1), last=date(2023, 2, 1)).name == name


def test_the_period_is_said_by_name_and_days() -> None:
    assert report_words.period_words(HEAD) == ("Kỳ báo cáo: quý IV năm 2023 (từ ngày 15/9/2023 đến ngày 14/12/2023)")
    free = Period(code="2023-10-24..2023-12-31", first=date(2023, 10, 24), last=date(2023, 12, 31))
    assert report_words.period_words(dataclasses.replace(HEAD, period=free)) == (
        "Kỳ báo cáo: từ ngày 24/10/2023 đến ngày 31/12/2023"
    )


def test_what_was_known_is_said() -> None:
    known = datetime(2023, 12, 16, 8, 5, tzinfo=VIETNAM)
    assert report_words.known_words(HEAD) == (
        "Tính những việc đã xảy ra đến 23 giờ 59 phút, ngày 14 tháng 12 năm 2023, theo những gì sổ đã ghi đến lúc lập."
    )
    assert report_words.known_words(dataclasses.replace(HEAD, known_at=known)).endswith(
        "đã ghi đến 08 giờ 05 phút, ngày 16 tháng 12 năm 2023."
    )


@pytest.mark.parametrize(
    ("part", "whole", "target", "is_at_most", "shown"),
    [
        (90, 12_919, 10, True, ("0,7 %", "không quá 1 %", "Đạt")),
        (1, 10, 5, True, ("10,0 %", "không quá 0,5 %", "Chưa đạt")),
        (84, 100, 840, False, ("84,0 %", "từ 84 %", "Đạt")),
        (None, 100, 200, False, ("-", "từ 20 %", "-")),
        (0, 0, 200, False, ("-", "từ 20 %", "-")),
        (5, 10, None, False, ("50,0 %", "-", "-")),
    ],
)
def test_a_ratio_stands_beside_its_target(
    part: int | None, whole: int | None, target: int | None, is_at_most: bool, shown: tuple[str, str, str]
) -> None:
    ratio = Ratio(name="x", part=part, whole=whole, target_permille=target, is_at_most=is_at_most, decimals=1)
    found = report_words.ratio_shown(ratio), report_words.target_shown(ratio), report_words.reached_shown(ratio)
    assert found == shown


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 3))
def test_the_number_in_a_cell_is_the_one_on_paper(part: int, whole: int, decimals: int) -> None:
    share = report_words.exact_share(part, whole, decimals)
    assert share is not None
    written = f"{share * 100:.{decimals}f}".replace(".", ",")
    assert f"{written} %" == percent(part, whole, decimals).replace(".", "")


def test_nothing_has_no_share_and_minutes_are_hours_to_the_hundredth() -> None:
    assert report_words.exact_share(0, 0, 1) is None
    assert report_words.exact_share(None, 4, 1) is None
    assert [report_words.exact_hours(minutes) for minutes in (411, 4_478_040)] == [Decimal("6.85"), Decimal("74634.00")]


@pytest.mark.parametrize(
    ("row", "label"),
    [
        ("day:2023-10-24", "24/10"),
        ("week:2023-W43", "23/10"),
        ("week:2024-W01", "01/01"),
        ("month:2023-10", "10/2023"),
        ("desk:1", "Bàn 1"),
        ("day:unknown", "Bàn 1"),
    ],
)
def test_under_a_bar_stands_a_short_date(row: str, label: str) -> None:
    saved = SavedRow(row=row, label="Bàn 1", no_slip=1, no_slip_minutes_saved=1, median_minutes=1)
    assert report_words.short_label(saved) == label


def test_each_figure_rating_and_source_has_a_name() -> None:
    assert set(FIGURES) <= set(BY_FIGURE)
    assert set(WORDS.ratings) == set(Rating)
    assert set(WORDS.sources) == set(Source)
    assert WORDS.figure("unheard_of") == "unheard_of"
    assert WORDS.ratio("unheard_of").label == "unheard_of"
    assert report_words.figure_shown("no_slip_minutes_saved", 4_478_040) == "74.634 giờ"
    assert report_words.figure_shown("no_slip_minutes_saved", None) == "-"
    assert report_words.figure_shown("no_slip", 0) == "0"
