"""Charts of figures as a page, built on any thread from figures that were read before."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from functools import partial

from cchc_desktop.documents import charts, preview
from cchc_desktop.domain.report import SavedRow
from cchc_desktop.domain.report_words import short_label

PICTURE_PX = 1920
"""Width of a picture for a second screen or a web page."""


def day_flow(hours_of_day: Sequence[tuple[int, int, int]], title: str, note: str) -> bytes:
    """Return the page with how many dossiers came and went in each hour of a day.

    Raises:
        FontMissing: The papers' letters are not on this machine.
    """
    return charts.chart_pdf(partial(charts.day_flow, hours_of_day), title, note)


def time_saved(weeks: Sequence[SavedRow], title: str, note: str) -> bytes:
    """Return the page with the hours that each week saved.

    Raises:
        FontMissing: The papers' letters are not on this machine.
    """
    minutes = [(short_label(row), row.no_slip_minutes_saved) for row in weeks]
    return charts.chart_pdf(partial(charts.time_saved, minutes), title, note)


def late_rate(months: Sequence[tuple[str, int, int]], title: str, note: str) -> bytes:
    """Return the page with the late rate of each month, from (month's code, resolved, late).

    Raises:
        FontMissing: The papers' letters are not on this machine.
    """
    told = [(f"{date.fromisoformat(f'{code}-01'):%m/%Y}", late, resolved) for code, resolved, late in months]
    return charts.chart_pdf(partial(charts.late_rate, told), title, note)


def picture(pdf: bytes) -> bytes:
    """Return the first page as PNG, wide enough for a second screen."""
    from PIL import Image

    page = preview.pages(pdf, width_px=PICTURE_PX)[0]
    image = Image.frombytes("L", (page.width, page.height), page.pixels)
    written = io.BytesIO()
    image.save(written, format="PNG", optimize=True)
    return written.getvalue()
