"""Reports on paper and as workbooks, built from values that were read before: on any thread."""

from __future__ import annotations

import dataclasses
import io

from cchc_desktop.domain.report import ReportKind, ResultsReport, TimeSaved, WardReport
from cchc_desktop.sentences.figures_said import WORDS

Figures = ResultsReport | WardReport | TimeSaved


def pdf_of(report: Figures, *, contact: str = "") -> bytes:
    """Return the 06a table, the ward's table, or the notice-board sheet of time saved.

    Args:
        report: The figures.
        contact: Whom to ask, at the foot of the sheet for the notice board.

    Raises:
        FontMissing: The papers' letters are not on this machine.
    """
    if isinstance(report, ResultsReport):
        from cchc_desktop.documents import results_table

        return results_table.build(report, WORDS)
    if isinstance(report, WardReport):
        from cchc_desktop.documents import ward_table

        return ward_table.build(report, WORDS)
    from cchc_desktop.documents import time_saved_sheet

    return time_saved_sheet.build(report, contact=contact)


def workbook_of(report: Figures) -> bytes:
    """Return the same figures as .xlsx."""
    from cchc_desktop.reports import figures_workbook

    written = io.BytesIO()
    if isinstance(report, ResultsReport):
        figures_workbook.write_results(report, WORDS, written)
    elif isinstance(report, WardReport):
        figures_workbook.write_ward(report, WORDS, written)
    else:
        figures_workbook.write_time_saved(report, written)
    return written.getvalue()


def officers_of(report: WardReport) -> WardReport:
    """Return the part of the ward's report that is about its officials, as a report of its own."""
    head = dataclasses.replace(report.head, kind=ReportKind.OFFICERS)
    return dataclasses.replace(report, head=head, lines=(), ratios=(), causes=(), differences=(), adjustments=())
