"""Charts of figures, drawn by reportlab.graphics: bars for papers, and the same as a page for screens.

Ink is black, white and one grey: a chart is printed on the desk's own printer, and copied.
"""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Sequence
from typing import Protocol

from cchc_desktop.documents import fonts
from cchc_desktop.documents.drawing import Chart, new_canvas, paint_chart
from cchc_desktop.documents.measure import BOLD, MM_PER_POINT, REGULAR, clean, size_that_fits, width
from cchc_desktop.text import dong, hours, percent

_GREY = 0.45
"""Bars are 55 % of black with a black outline."""
_THIN = 0.8
_LABEL_SIZE = 13.0
_LEAST_SIZE = 7.0
_LEGEND_HEIGHT = 8.0
_TITLE_SIZE = 16.0
_PAGE = (240.0, 135.0)
"""Width and height in mm of a page for a screen: 16 to 9."""
_BAR_SHARE = 0.64
"""How much of its place a group of bars fills, where that is not too wide."""
_WIDEST_GROUP = 34.0
_MM = 1 / MM_PER_POINT


class DrawsChart(Protocol):
    """`day_flow`, `time_saved` or `late_rate` with their figures given."""

    def __call__(self, *, width_mm: float, height_mm: float) -> Chart:
        """Draw the chart into so much room."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """One row of bars: what it is called, and its values with what stands on them."""

    label: str
    values: tuple[float, ...]
    shown: tuple[str, ...]


def day_flow(hours_of_day: Sequence[tuple[int, int, int]], *, width_mm: float, height_mm: float) -> Chart:
    """Draw how many dossiers came and went in each hour of a day.

    Args:
        hours_of_day: (hour, received, returned), in order.
        width_mm: width of the drawing.
        height_mm: its height.
    """
    received = tuple(one for _, one, _ in hours_of_day)
    returned = tuple(one for _, _, one in hours_of_day)
    rows = (_counted("Tiếp nhận", received), _counted("Trả kết quả", returned))
    return bars([f"{hour} giờ" for hour, _, _ in hours_of_day], rows, width_mm=width_mm, height_mm=height_mm)


def time_saved(minutes: Sequence[tuple[str, int]], *, width_mm: float, height_mm: float) -> Chart:
    """Draw the hours saved in each week or day: (what stands under the bar, minutes)."""
    values = tuple(one for _, one in minutes)
    row = Bars(label="Số giờ tiết kiệm", values=values, shown=tuple(hours(one) for one in values))
    return bars([label for label, _ in minutes], (row,), width_mm=width_mm, height_mm=height_mm)


def late_rate(months: Sequence[tuple[str, int, int]], *, width_mm: float, height_mm: float) -> Chart:
    """Draw the late rate of each month: (what stands under the bar, late results, results)."""
    row = Bars(
        label="Tỷ lệ quá hạn",
        values=tuple(late / resolved if resolved else 0.0 for _, late, resolved in months),
        shown=tuple(percent(late, resolved, 1) for _, late, resolved in months),
    )
    return bars([label for label, _, _ in months], (row,), width_mm=width_mm, height_mm=height_mm)


def chart_pdf(chart_of: DrawsChart, title: str, note: str = "") -> bytes:
    """Return a page for a screen with one chart, its title over it and a note under it.

    Args:
        chart_of: draws the chart, as `functools.partial(day_flow, figures)` does.
        title: what the chart shows.
        note: whose figures, and of when.

    Raises:
        errors.FontMissing: the type family is not on this machine.
    """
    wide, high = _PAGE
    buffer = io.BytesIO()
    canvas = new_canvas(buffer, wide, high, title)
    title, note = clean(title), clean(note)
    canvas.setFont(BOLD, size_that_fits(title, BOLD, _TITLE_SIZE, wide - 20))
    canvas.drawCentredString(wide / 2 * _MM, (high - 13) * _MM, title)
    canvas.setFont(REGULAR, size_that_fits(note, REGULAR, 10.0, wide - 20, least=5))
    canvas.drawString(10 * _MM, 6 * _MM, note)
    paint_chart(canvas, chart_of(width_mm=wide - 20, height_mm=high - 35), 10, 13)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def bars(labels: Sequence[str], rows: Sequence[Bars], *, width_mm: float, height_mm: float) -> Chart:
    """Draw upright bars from nought, with their values on top and ``labels`` under them.

    Where the bars stand too close for that, only the highest bear their values, and only every so many their labels.
    """
    from reportlab.graphics.shapes import Drawing

    fonts.register()
    # Without a first face it names Helvetica, which no paper of ours holds.
    drawing = Drawing(width_mm * _MM, height_mm * _MM, initialFontName=REGULAR)
    if not labels:
        _lay_text(drawing, width_mm / 2, height_mm / 2, "Chưa có số liệu.", REGULAR, _LABEL_SIZE)
        return drawing
    legend = _LEGEND_HEIGHT if len(rows) > 1 else 0.0
    if legend:
        _lay_legend(drawing, rows, width_mm, height_mm)
    chart = _bar_chart(rows, width_mm, height_mm - legend)
    drawing.add(chart)
    _lay_labels(drawing, labels, width_mm)
    _lay_values(drawing, chart, rows, width_mm / len(labels))
    return drawing


def _counted(label: str, values: tuple[int, ...]) -> Bars:
    return Bars(label=label, values=values, shown=tuple(dong(value) for value in values))


_UNDER = 8.0
"""Millimetres under the bars, for their labels."""
_OVER = 8.0
"""Millimetres over the highest bar, for its value."""


def _bar_chart(rows: Sequence[Bars], width_mm: float, height_mm: float) -> Chart:
    from reportlab.graphics.charts.barcharts import VerticalBarChart
    from reportlab.lib.colors import Color, black, white

    chart = VerticalBarChart()
    chart.x, chart.y = 0, _UNDER * _MM
    chart.width, chart.height = width_mm * _MM, (height_mm - _UNDER - _OVER) * _MM
    chart.data = [row.values for row in rows]
    chart.useAbsolute = 0
    share = _share(width_mm / len(rows[0].values))
    chart.barWidth, chart.barSpacing = share / len(rows), 0
    chart.groupSpacing = 1 - share
    chart.valueAxis.valueMin = 0
    chart.valueAxis.valueMax = max((value for row in rows for value in row.values), default=0) or 1
    chart.valueAxis.visible = 0
    chart.categoryAxis.visibleTicks = chart.categoryAxis.visibleLabels = 0
    chart.categoryAxis.strokeWidth = _THIN
    fills = (Color(_GREY, _GREY, _GREY), white)
    for place in range(len(rows)):
        chart.bars[place].fillColor = fills[place % len(fills)]
        chart.bars[place].strokeColor, chart.bars[place].strokeWidth = black, _THIN
    return chart


def _share(place: float) -> float:
    """Return how much of its place in mm a group of bars fills."""
    return min(_BAR_SHARE, _WIDEST_GROUP / place)


def _lay_labels(drawing: Chart, labels: Sequence[str], width_mm: float) -> None:
    """Put labels under the bars; where they would touch, only every second, third, … one."""
    place = width_mm / len(labels)
    widest = max(width(clean(label), REGULAR, _LABEL_SIZE) for label in labels)
    size = max(_LEAST_SIZE + 2, min(_LABEL_SIZE, _LABEL_SIZE * (place - 1.5) / widest)) if widest else _LABEL_SIZE
    taken = widest * size / _LABEL_SIZE + 1.5
    each = max(1, -int(-taken // place))
    for number in range(0, len(labels), each):
        _lay_text(drawing, (number + 0.5) * place, _UNDER - 5.6, labels[number], REGULAR, size)


def _lay_values(drawing: Chart, chart: Chart, rows: Sequence[Bars], place: float) -> None:
    """Put each value over its bar, in smaller type where it must be; where they would touch, over the highest only."""
    bar = place * _share(place) / len(rows)
    room = place if len(rows) == 1 else bar
    widest = max((width(shown, BOLD, _LABEL_SIZE) for row in rows for shown in row.shown), default=0.0)
    size = min(_LABEL_SIZE, _LABEL_SIZE * (room - 0.8) / widest) if widest else _LABEL_SIZE
    is_crowded = size < _LEAST_SIZE
    size = max(size, _LEAST_SIZE + 2) if is_crowded else size
    highest = max((value for row in rows for value in row.values), default=0)
    scale = chart.height / chart.valueAxis.valueMax
    for order, row in enumerate(rows):
        for number, (value, shown) in enumerate(zip(row.values, row.shown, strict=True)):
            if is_crowded and (value < highest or not value):
                continue
            x = number * place + (place - bar * len(rows)) / 2 + (order + 0.5) * bar
            y = _UNDER + value * scale * MM_PER_POINT + 1.4
            _lay_text(drawing, x, y, shown, BOLD, size)


def _lay_legend(drawing: Chart, rows: Sequence[Bars], width_mm: float, height_mm: float) -> None:
    from reportlab.graphics.shapes import Rect
    from reportlab.lib.colors import Color, black, white

    side, y = 3.6, height_mm - 5.0
    x = width_mm - sum(width(row.label, REGULAR, _LABEL_SIZE) + side + 8 for row in rows)
    for row, fill in zip(rows, (Color(_GREY, _GREY, _GREY), white), strict=False):
        drawing.add(
            Rect(x * _MM, y * _MM, side * _MM, side * _MM, fillColor=fill, strokeColor=black, strokeWidth=_THIN)
        )
        wide = width(row.label, REGULAR, _LABEL_SIZE)
        _lay_text(drawing, x + side + 2 + wide / 2, y + 0.3, row.label, REGULAR, _LABEL_SIZE)
        x += side + 8 + wide


def _lay_text(drawing: Chart, middle: float, y: float, words: str, face: str, size: float) -> None:
    from reportlab.graphics.shapes import String

    drawing.add(String(middle * _MM, y * _MM, clean(words), fontName=face, fontSize=size, textAnchor="middle"))
