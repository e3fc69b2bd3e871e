"""Reports as tables of the screen: the words of each column and row, and what Enter opens behind each figure."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from cchc_desktop.domain.report import (
    RESULTS_COLUMNS,
    Cell,
    Rating,
    ReportKind,
    Source,
)
from cchc_desktop.domain.report_words import figure_shown, ratio_shown
from cchc_desktop.sentences import figures_said
from cchc_desktop.services.ward_figures import OFFICER_FIGURES
from cchc_desktop.text import counted, percent
from ui import labels
from ui.error_texts import said
from ui.models.figure_sheet import FigureCell, FigureSheet, group_row, words_cell
from ui.theme import BOLD, REGULAR, SEMIBOLD

if TYPE_CHECKING:
    from cchc_desktop.domain.report import Ratio, ResultsReport, SavedRow, TableLine, TimeSaved, WardReport
    from cchc_desktop.services.report_reading import EvaluationRead

say = QCoreApplication.translate

EVALUATION = "evaluation:"
"""Before the place of a question and of a word of the scale, where answers are typed."""

_Row = tuple[FigureCell, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class SavedKey:
    """What stands behind a row of time saved."""

    row: str


def results_sheet(report: ResultsReport) -> FigureSheet:
    """Return Biểu II.06a: the whole, then each field and its procedures."""
    heads = (
        say("ReportSheets", "Lĩnh vực, thủ tục"),
        say("ReportSheets", "Tiếp nhận\ntổng số"),
        say("ReportSheets", "Trong kỳ\ntrực tuyến"),
        say("ReportSheets", "Trực tiếp,\nbưu chính"),
        say("ReportSheets", "Từ kỳ\ntrước"),
        say("ReportSheets", "Đã giải\nquyết"),
        say("ReportSheets", "Trước\nhạn"),
        say("ReportSheets", "Đúng\nhạn"),
        say("ReportSheets", "Quá\nhạn"),
        say("ReportSheets", "Đang giải\nquyết"),
        say("ReportSheets", "Trong\nhạn"),
        say("ReportSheets", "Quá\nhạn"),
    )
    rows = [_results_row(say("ReportSheets", "Tổng cộng"), "", report.total, BOLD)]
    for row in report.rows:
        label = row.label if row.is_field else f"    {row.label}"
        rows.append(_results_row(label, row.row, row.figures, SEMIBOLD if row.is_field else REGULAR))
    return FigureSheet(heads=heads, rows=tuple(rows), widths=(0, *[78] * len(RESULTS_COLUMNS)))


def _results_row(label: str, row: str, figures: Mapping[str, int], weight: int) -> _Row:
    is_head = weight != REGULAR
    cells = [words_cell(label, weight=weight, is_head=is_head)]
    for name in RESULTS_COLUMNS:
        value = figures.get(name, 0)
        cell = Cell(report=ReportKind.RESULTS, figure=name, row=row)
        is_bad = name.endswith("_late") and value > 0
        cells.append(_number(value, key=cell, weight=weight, tone="bad" if is_bad else "ink", is_head=is_head))
    return tuple(cells)


def ward_sheet(report: WardReport, typed_totals: Sequence[tuple[str, int | None]], can_type: bool) -> FigureSheet:
    """Return the ward's table: its lines by groups, ratios with their targets, causes, totals to be checked."""
    heads = (
        say("ReportSheets", "Chỉ tiêu"),
        say("ReportSheets", "Số liệu"),
        say("ReportSheets", "Tính từ"),
        say("ReportSheets", "Mục tiêu"),
    )
    rows: list[_Row] = []
    group = ""
    for line in report.lines:
        if line.group != group:
            group = line.group
            rows.append(group_row(said(figures_said.BY_GROUP.get(group, group))))
        rows.append(_ward_row(line, can_type))
    rows.append(group_row(say("ReportSheets", "Tỷ lệ")))
    rows += [_ratio_row(ratio) for ratio in report.ratios]
    rows += _cause_rows(report)
    rows.append(group_row(say("ReportSheets", "Số tổng hợp của hệ thống khác, gõ vào để đối chiếu")))
    rows += [
        _typed_row(said(figures_said.BY_FIGURE.get(name, name)), name, value, can_type) for name, value in typed_totals
    ]
    return FigureSheet(heads=heads, rows=tuple(rows), widths=(0, 110, 490, 180))


def _ward_row(line: TableLine, can_type: bool) -> _Row:
    label = said(figures_said.BY_FIGURE.get(line.figure, line.figure))
    if line.source is not Source.COUNTED and not line.figure.startswith("evaluations"):
        return _typed_row(label, line.figure, line.value, can_type)
    key = Cell(report=ReportKind.WARD, figure=line.figure) if line.is_list_behind else None
    tone = "bad" if line.figure.endswith("_late") and line.value else "ink"
    number = FigureCell(text=figure_shown(line.figure, line.value), tone=tone, weight=SEMIBOLD, key=key)
    source = said(figures_said.BY_SOURCE[line.source])
    if line.figure.startswith("evaluations") and line.value is None:
        source = say("ReportSheets", "chưa có số liệu: Ctrl+7 nhập phiếu")
    return (words_cell(label), number, words_cell(source, tone="ink3"), words_cell(""))


def _typed_row(label: str, name: str, value: int | None, can_type: bool) -> _Row:
    source = said(figures_said.BY_SOURCE[Source.NONE if value is None else Source.TYPED])
    typed = name if can_type else ""
    number = FigureCell(text=counted(value), weight=SEMIBOLD, typed=typed)
    hint = say("ReportSheets", "{}: Enter hoặc gõ số để nhập").format(source) if can_type else source
    return (words_cell(label), number, words_cell(hint, tone="ink3"), words_cell(""))


def _ratio_row(ratio: Ratio) -> _Row:
    about = figures_said.BY_RATIO.get(ratio.name)
    label = said(about.label) if about else ratio.name
    parts = "-"
    if ratio.part is not None and ratio.whole is not None and about:
        parts = f"{counted(ratio.part)} {said(about.part)} / {counted(ratio.whole)} {said(about.whole)}"
    target, tone = _target(ratio)
    return (
        words_cell(label),
        FigureCell(text=ratio_shown(ratio), weight=SEMIBOLD, tone=tone if tone == "bad" else "ink"),
        words_cell(parts, tone="ink2"),
        words_cell(target, tone=tone),
    )


def _target(ratio: Ratio) -> tuple[str, str]:
    if ratio.target_permille is None:
        return "-", "ink3"
    value = percent(ratio.target_permille, 1000, 1 if ratio.target_permille % 10 else 0)
    words = say("ReportSheets", "không quá {}") if ratio.is_at_most else say("ReportSheets", "từ {}")
    reached, tone = {
        True: (say("ReportSheets", "đạt"), "ok"),
        False: (say("ReportSheets", "chưa đạt"), "bad"),
        None: ("", "ink3"),
    }[ratio.is_reached]
    return " · ".join(part for part in (words.format(value), reached) if part), tone


def _cause_rows(report: WardReport) -> Iterator[_Row]:
    if not report.causes:
        return
    yield group_row(say("ReportSheets", "Nguyên nhân quá hạn, theo đơn vị"))
    for cause, unit, count in report.causes:
        label = labels.choice(cause) if cause else say("ReportSheets", "Chưa ghi nguyên nhân")
        yield (words_cell(label), _number(count, tone="bad"), words_cell(unit, tone="ink2"), words_cell(""))


def officers_sheet(report: WardReport) -> FigureSheet:
    """Return the officials with the share of late dossiers and what it lets them be rated."""
    heads = (
        say("ReportSheets", "Cán bộ"),
        say("ReportSheets", "Tiếp nhận\ntổng số"),
        say("ReportSheets", "Đã giải\nquyết"),
        say("ReportSheets", "Quá hạn"),
        say("ReportSheets", "Tỷ lệ\nquá hạn"),
        say("ReportSheets", "Đang giải\nquyết"),
        say("ReportSheets", "Đang\nquá hạn"),
        say("ReportSheets", "Xếp loại không vượt quá"),
    )
    rows = []
    for row in report.officers:
        where = f"officer:{row.officer}"
        tone = "bad" if row.rating is Rating.CAPPED else "ink"
        counts = dict(
            zip(OFFICER_FIGURES, (row.received, row.resolved, row.late, row.open, row.open_late), strict=True)
        )
        cells = {
            name: _number(
                value,
                key=Cell(report=ReportKind.OFFICERS, figure=name, row=where),
                tone="bad" if name.endswith("_late") and value else "ink",
            )
            for name, value in counts.items()
        }
        rating = words_cell(said(figures_said.BY_RATING[row.rating]), tone="ink2" if tone == "ink" else tone)
        share = FigureCell(text=percent(row.late, row.resolved, 2), tone=tone, weight=SEMIBOLD)
        name, (received, resolved, late, *still_open) = words_cell(row.name or row.officer), cells.values()
        rows.append((name, received, resolved, late, share, *still_open, rating))
    return FigureSheet(heads=heads, rows=tuple(rows), widths=(0, 88, 88, 88, 88, 88, 88, 280))


def saved_sheet(saved: TimeSaved) -> FigureSheet:
    """Return what không giấy hẹn saved: the whole, then by procedure, desk, official, day, week and month."""
    heads = (
        say("ReportSheets", "Không giấy hẹn"),
        say("ReportSheets", "Hồ sơ"),
        say("ReportSheets", "Thời gian\ntiết kiệm"),
        say("ReportSheets", "Trung vị\nmột hồ sơ"),
        say("ReportSheets", "Lượt đi lại\nbớt được"),
    )
    kinds = {
        "month": say("ReportSheets", "Theo tháng"),
        "week": say("ReportSheets", "Theo tuần"),
        "procedure": say("ReportSheets", "Theo thủ tục"),
        "officer": say("ReportSheets", "Theo cán bộ"),
        "desk": say("ReportSheets", "Theo bàn"),
        "day": say("ReportSheets", "Theo ngày"),
    }
    rows = [_saved_row(say("ReportSheets", "Tổng cộng"), saved.total, BOLD)]
    for kind, words in kinds.items():
        found = saved.rows.get(kind, ())
        if found:
            rows.append(group_row(words))
            rows += [_saved_row(_saved_label(kind, row), row, REGULAR) for row in found]
    return FigureSheet(heads=heads, rows=tuple(rows), widths=(0, 110, 150, 130, 130))


def _saved_label(kind: str, row: SavedRow) -> str:
    value = row.row.partition(":")[2]
    if kind == "desk":
        return say("ReportSheets", "Bàn {}").format(value)
    if kind == "day":
        year, month, day = value.split("-")
        return f"{day}/{month}/{year}"
    if kind == "month":
        year, _, month = value.partition("-")
        return f"{month}/{year}"
    if kind == "week":
        year, _, week = value.partition("-W")
        return say("ReportSheets", "Tuần {} năm {}").format(int(week), year)
    return row.label


def _saved_row(label: str, row: SavedRow, weight: int) -> _Row:
    key, is_head = SavedKey(row.row), weight != REGULAR
    return (
        words_cell(label, weight=weight, is_head=is_head),
        _number(row.no_slip, key=key, weight=weight, is_head=is_head),
        FigureCell(text=labels.minutes(row.no_slip_minutes_saved), key=key, weight=weight, is_head=is_head),
        FigureCell(text=labels.minutes(row.median_minutes), key=key, weight=weight, is_head=is_head),
        _number(row.no_slip, key=key, weight=weight, is_head=is_head),
    )


def evaluation_sheet(read: EvaluationRead) -> FigureSheet:
    """Return the grid in which the filled slips of a quarter are counted: a question a row, a word a column."""
    found = {(question, word): answers for question, word, answers in read.counted}
    rows = []
    for number, question in enumerate(read.asked.questions):
        cells = [words_cell(f"{number + 1}. {question}")]
        answers = [found.get((question, word)) for word in read.asked.scale]
        for place, value in enumerate(answers):
            cells.append(FigureCell(text=counted(value), typed=f"{EVALUATION}{number}:{place}"))
        known = [value for value in answers if value is not None]
        total = sum(known) if known else None
        cells.append(FigureCell(text=counted(total), weight=SEMIBOLD, tone="ink2"))
        rows.append(tuple(cells))
    heads = (say("ReportSheets", "Câu hỏi"), *map(_two_lines, read.asked.scale), say("ReportSheets", "Cộng"))
    return FigureSheet(heads=heads, rows=tuple(rows), widths=(0, *[110] * len(read.asked.scale), 80))


def _two_lines(words: str) -> str:
    """Break a word of the scale that is long: "Rất không / hài lòng"."""
    parts = words.split(" ")
    half = len(parts) - 2
    return words if half < 1 else f"{' '.join(parts[:half])}\n{' '.join(parts[half:])}"


def _number(
    value: int, *, key: object = None, weight: int = REGULAR, tone: str = "ink", is_head: bool = False
) -> FigureCell:
    return FigureCell(text=counted(value), key=key, weight=weight, tone=tone, is_head=is_head)
