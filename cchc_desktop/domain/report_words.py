"""What a report says in words on paper, in a workbook and at the terminal alike: names, differences, what was known."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from cchc_desktop.domain.report import (
    IDENTITIES,
    Difference,
    Rating,
    Ratio,
    ReportHead,
    ReportKind,
    ResultsRow,
    SavedRow,
    Source,
)
from cchc_desktop.text import counted, dong, half_up, hours_and_minutes, long_moment, percent, short_date, signed

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_BALANCE = "received_resolved_open"
_COLUMN_NUMBER = re.compile(r" \(\d+\)")

RESULTS_FORM = "II.06a/VPCP/KSTT"
RESULTS_TITLE = ("TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT", "THỦ TỤC HÀNH CHÍNH")
RESULTS_HEAD: tuple[tuple[str, int, int, int, int], ...] = (
    ("TT", 0, 0, 1, 3),
    ("Lĩnh vực, công việc giải quyết theo cấp", 1, 0, 2, 3),
    ("Số hồ sơ nhận giải quyết", 2, 0, 6, 1),
    ("Tổng số", 2, 1, 3, 3),
    ("Trong kỳ", 3, 1, 5, 2),
    ("Trực tuyến", 3, 2, 4, 3),
    ("Trực tiếp, dịch vụ bưu chính", 4, 2, 5, 3),
    ("Từ kỳ trước", 5, 1, 6, 3),
    ("Số lượng hồ sơ đã giải quyết", 6, 0, 10, 1),
    ("Tổng số", 6, 1, 7, 3),
    ("Trước hạn", 7, 1, 8, 3),
    ("Đúng hạn", 8, 1, 9, 3),
    ("Quá hạn", 9, 1, 10, 3),
    ("Số lượng hồ sơ đang giải quyết", 10, 0, 13, 1),
    ("Tổng số", 10, 1, 11, 3),
    ("Trong hạn", 11, 1, 12, 3),
    ("Quá hạn", 12, 1, 13, 3),
    ("(1)", 0, 3, 1, 4),
    ("(2)", 1, 3, 2, 4),
    ("(3)=(4)+ (5)+(6)", 2, 3, 3, 4),
    *((f"({column + 1})", column, 3, column + 1, 4) for column in (3, 4, 5)),
    ("(7)=(8)+ (9)+(10)", 6, 3, 7, 4),
    *((f"({column + 1})", column, 3, column + 1, 4) for column in (7, 8, 9)),
    ("(11)= (12)+(13)", 10, 3, 11, 4),
    *((f"({column + 1})", column, 3, column + 1, 4) for column in (11, 12)),
)
"""The head of the 06a table: words, column, row, and the column and row behind them; the last row numbers columns."""

OFFICER_TITLES = (
    "Công chức", "Tiếp nhận", "Đã giải quyết", "Quá hạn", "Tỷ lệ quá hạn", "Đang giải quyết", "Trong đó quá hạn",
    "Mức xếp loại tối đa",
)  # fmt: skip
RATIO_TITLES = ("Tỷ lệ", "Tử số", "Mẫu số", "Tỷ lệ đạt", "Chỉ tiêu", "Kết quả")
LINE_TITLES = ("TT", "Chỉ tiêu", "Số liệu", "Ghi chú")
CAUSE_TITLES = ("Nguyên nhân", "Cơ quan, bộ phận chịu trách nhiệm", "Số hồ sơ")

RATING_NOTE = (
    "Công chức có từ 10 % hồ sơ đã giải quyết trở lên bị quá hạn thì không được xếp loại từ mức hoàn thành tốt "
    "nhiệm vụ trở lên; không có hồ sơ nào đã giải quyết thì không đánh giá."
)
"""The rating cap in words (RULES 57)."""
SOURCE_NOTE = (
    'Số ghi "nhập tay" lấy từ hệ thống khác, không đếm từ sổ; dấu "-" là chưa có ai cho số liệu, khác với số 0.'
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RatioWords:
    """What a ratio is called, and what is divided by what."""

    label: str
    part: str
    whole: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FigureWords:
    """The one table of labels (`sentences.figures_said`), handed to whatever shows a report."""

    figures: Mapping[str, str]
    groups: Mapping[str, str]
    ratios: Mapping[str, RatioWords]
    ratings: Mapping[Rating, str]
    sources: Mapping[Source, str]
    causes: Mapping[str, str]
    """Causes of lateness."""
    identities: Mapping[str, str]
    """What has to add up, by the numbers of the columns."""

    def figure(self, name: str) -> str:
        """Return the label of a figure; a name without one is shown as it is."""
        return self.figures.get(name, name)

    def ratio(self, name: str) -> RatioWords:
        """Return what a ratio is called; a name without words is shown as it is."""
        return self.ratios.get(name, RatioWords(label=name, part="", whole=""))


def ward_title(kind: ReportKind) -> str:
    """Return the title of the ward's table, or of its ratios or officials alone."""
    if kind is ReportKind.RATIOS:
        return "CÁC TỶ LỆ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH"
    if kind is ReportKind.OFFICERS:
        return "KẾT QUẢ GIẢI QUYẾT HỒ SƠ THEO CÔNG CHỨC"
    return "BẢNG TỔNG HỢP TÌNH HÌNH GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH"


def roman(number: int) -> str:
    """Return a number in the Roman way, as fields are numbered."""
    found = ""
    for value, sign in _ROMAN:
        found += sign * (number // value)
        number %= value
    return found


def numbered(rows: Iterable[ResultsRow]) -> Iterator[tuple[str, ResultsRow]]:
    """Yield each row with its number: fields in the Roman way, and in each its procedures from 1."""
    fields = procedures = 0
    for row in rows:
        fields, procedures = (fields + 1, 0) if row.is_field else (fields, procedures + 1)
        yield (roman(fields) if row.is_field else str(procedures)), row


def figure_shown(figure: str, value: int | None) -> str:
    """Return a figure as it is shown: minutes as hours and minutes, everything else as it was counted."""
    if value is not None and is_minutes(figure):
        return hours_and_minutes(value)
    return counted(value)


def is_minutes(figure: str) -> bool:
    """Return whether a figure counts working minutes, which are shown as hours."""
    return figure.endswith("_minutes_saved")


def period_words(head: ReportHead) -> str:
    """Return "Kỳ báo cáo: quý IV năm 2023 (từ ngày 15/9/2023 đến ngày 14/12/2023)"."""
    days = f"từ ngày {short_date(head.period.first)} đến ngày {short_date(head.period.last)}"
    return f"Kỳ báo cáo: {head.period.name} ({days})" if head.period.name else f"Kỳ báo cáo: {days}"


def known_words(head: ReportHead) -> str:
    """Return what had happened and what was known when the figures were taken."""
    known = "lúc lập" if head.known_at is None else long_moment(head.known_at)
    return f"Tính những việc đã xảy ra đến {long_moment(head.as_of)}, theo những gì sổ đã ghi đến {known}."


def made_words(head: ReportHead) -> str:
    """Return who made it and when, and until which entry of the journal it goes."""
    return (
        f"Số liệu của sổ điện tử đến mục số {head.last_number} · lập lúc {long_moment(head.made_at)} · {head.made_by}"
    )


def check_words(
    differences: Iterable[Difference], words: FigureWords, figures: Mapping[str, int], *, numbered: bool = True
) -> list[str]:
    """Return a line for each sum that its parts do not give, or one line that says that all agree (RULES 54).

    Where nobody said the figures nothing is said of them.

    Args:
        differences: as the report has them.
        words: the names of the sums.
        figures: the totals that stand on the paper.
        numbered: whether the columns are numbered there, as those of the 06a table are.
    """
    found = list(differences)
    if found:
        return [_difference_words(difference, words, numbered) for difference in found]
    whole, parts = IDENTITIES[_BALANCE]
    if any(name not in figures for name in (whole, *parts)):
        return []
    shown = f"{dong(figures[whole])} = {_sum(figures[name] for name in parts)}"
    return [f"Đối chiếu: các tổng khớp nhau; {_identity(_BALANCE, words, numbered)}: {shown}."]


def _difference_words(difference: Difference, words: FigureWords, numbered: bool) -> str:
    """Return "Đối chiếu tiếp nhận (3) = …: 14.048 so với 12.919 + 1.195 = 14.114; chênh lệch −66."."""
    right = f"{_sum(difference.parts)} = {dong(difference.right)}" if difference.parts else dong(difference.right)
    label = _identity(difference.what, words, numbered)
    return f"Đối chiếu {label}: {dong(difference.left)} so với {right}; chênh lệch {signed(difference.difference)}."


def _identity(what: str, words: FigureWords, numbered: bool) -> str:
    label = words.identities.get(what) or words.figure(what)
    return label if numbered else _COLUMN_NUMBER.sub("", label)


def _sum(values: Iterable[int]) -> str:
    return " + ".join(dong(value) for value in values)


def adjustment_words(adjustments: Iterable[Difference], words: FigureWords) -> list[str]:
    """Return a line for each figure that was corrected after the report had been sent."""
    return [
        f"Điều chỉnh sau khi báo cáo: {words.figure(one.what)}: đã báo cáo {dong(one.right)}, nay là {dong(one.left)} "
        f"({signed(one.difference)})."
        for one in adjustments
    ]


def ratio_label(ratio: Ratio, words: FigureWords) -> str:
    """Return what a ratio is called and what is divided by what; "nhập tay" where somebody typed it."""
    said = words.ratio(ratio.name)
    label = f"{said.label} ({said.part} / {said.whole})" if said.part else said.label
    return f"{label}, {words.sources[ratio.source]}" if ratio.source is Source.TYPED else label


def ratio_shown(ratio: Ratio) -> str:
    """Return a ratio as a percentage with its own number of decimals."""
    return percent(ratio.part, ratio.whole, ratio.decimals)


def target_shown(ratio: Ratio) -> str:
    """Return "không quá 1 %", "từ 84 %", or "-" where no target is set."""
    if ratio.target_permille is None:
        return "-"
    target = percent(ratio.target_permille, 1000, 1 if ratio.target_permille % 10 else 0)
    return f"không quá {target}" if ratio.is_at_most else f"từ {target}"


def reached_shown(ratio: Ratio) -> str:
    """Return "Đạt", "Chưa đạt", or "-"."""
    return {True: "Đạt", False: "Chưa đạt", None: "-"}[ratio.is_reached]


def exact_share(part: int | None, whole: int | None, decimals: int) -> Decimal | None:
    """Return the very number that `percent` shows, as a share of one; for cells that are formatted as percentages."""
    if part is None or not whole:
        return None
    return Decimal(half_up(part * 10 ** (decimals + 2), whole)).scaleb(-(decimals + 2))


def exact_hours(minutes: int) -> Decimal:
    """Return minutes as hours with two decimals, half up, without a float."""
    return Decimal(half_up(minutes * 100, 60)).scaleb(-2)


def short_label(row: SavedRow) -> str:
    """Return what stands under a bar: a day "24/10", a week by its Monday "23/10", a month "10/2023"."""
    kind, _, value = row.row.partition(":")
    try:
        if kind == "day":
            return f"{date.fromisoformat(value):%d/%m}"
        if kind == "week":
            year, _, week = value.partition("-W")
            return f"{date.fromisocalendar(int(year), int(week), 1):%d/%m}"
    except ValueError:
        return row.label
    if kind == "month":
        year, _, month = value.partition("-")
        return f"{month}/{year}"
    return row.label
