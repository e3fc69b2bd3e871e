"""What the terminal says of books, figures and reports: a text for people, plain data for programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cchc_desktop import sentences
from cchc_desktop.domain import report_words
from cchc_desktop.domain.logbook import LogbookReport, RefusedBookLine
from cchc_desktop.domain.report import (
    RESULTS_COLUMNS,
    BehindLine,
    Difference,
    ReportHead,
    ResultsReport,
    SavedRow,
    TimeSaved,
    WardReport,
)
from cchc_desktop.sentences.figures_said import WORDS
from cchc_desktop.text import hours_and_minutes

_Answer = dict[str, Any]


def book(report: LogbookReport) -> _Answer:
    """Return what became of a book; of a refused line its number, its code and why, nothing that stands in it."""
    return {
        "name": report.name,
        "error": "",
        "dry_run": report.is_dry,
        "lines": report.lines,
        "taken": report.taken,
        "filled": report.filled,
        "unchanged": report.unchanged,
        "no_slip": report.no_slip,
        "refused": [_line(line) for line in report.refused],
        "warned_count": report.warned_count,
        "warned": [_line(line) for line in report.warned],
        "officers": dict(report.officers),
    }


def no_book(name: str, sentence: str) -> _Answer:
    """Return that a file is no logbook."""
    counts = dict.fromkeys(("lines", "taken", "filled", "unchanged", "no_slip", "warned_count"), 0)
    return {"name": name, "error": sentence, "dry_run": False, **counts, "refused": [], "warned": [], "officers": {}}


def _line(line: RefusedBookLine) -> _Answer:
    words = "; ".join(sentences.problem_sentence(problem) for problem in line.problems)
    causes = [{"field": problem.field, "cause": problem.cause} for problem in line.problems]
    return {"line": line.line, "code": line.code, "sentence": words, "causes": causes}


def results(report: ResultsReport) -> _Answer:
    """Return Biểu II.06a: a row a procedure, the sums of fields apart."""
    field, rows, fields, text = "", [], [], list(_head_lines(report.head))
    titles = "  ".join(f"({number})" for number in range(3, 3 + len(RESULTS_COLUMNS)))
    text.append(f"{titles}  (2)")
    for row in report.rows:
        if row.is_field:
            field = row.label
            fields.append({"service_field": field, **row.figures})
        else:
            told = {"service_field": field, "procedure_code": row.code, "procedure_name": row.label}
            rows.append({**told, **row.figures})
        text.append(f"{_columns(row.figures)}  {row.label if row.is_field else f'  {row.code} {row.label[:60]}'}")
    text.append(f"{_columns(report.total)}  Tổng cộng")
    text += report_words.check_words(report.differences, WORDS, report.total)
    text += report_words.adjustment_words(report.adjustments, WORDS)
    return {
        "text": "\n".join(text),
        **_head(report.head),
        "total": dict(report.total),
        "rows": rows,
        "fields": fields,
        "differences": _differences(report.differences),
        "adjustments": _differences(report.adjustments),
    }


def _columns(figures: Mapping[str, int]) -> str:
    return "  ".join(f"{figures[name]}".rjust(len(f"({3 + place})")) for place, name in enumerate(RESULTS_COLUMNS))


def ward(report: WardReport) -> _Answer:
    """Return the ward's table, or the part of it that is there."""
    text = [*_head_lines(report.head)]
    for line in report.lines:
        source = WORDS.sources[line.source]
        shown = report_words.figure_shown(line.figure, line.value)
        text.append(f"{shown.rjust(10)}  {WORDS.figure(line.figure)}{f' ({source})' if source else ''}")
    for ratio in report.ratios:
        parts = f"{_or_dash(ratio.part)}/{_or_dash(ratio.whole)}"
        aim = f"chỉ tiêu {report_words.target_shown(ratio)}: {report_words.reached_shown(ratio)}"
        text.append(f"{report_words.ratio_shown(ratio).rjust(10)}  {WORDS.ratio(ratio.name).label} ({parts}), {aim}")
    for row in report.officers:
        text.append(
            f"{row.name}: tiếp nhận {row.received}, giải quyết {row.resolved}, quá hạn {row.late}, "
            f"đang giải quyết {row.open}, trong đó quá hạn {row.open_late}. {WORDS.ratings[row.rating]}."
        )
    for cause, unit, count in report.causes:
        text.append(f"{str(count).rjust(10)}  {WORDS.causes.get(cause, cause) or 'chưa ghi nguyên nhân'}  {unit}")
    text += report_words.adjustment_words(report.adjustments, WORDS)
    return {"text": "\n".join(text), **_head(report.head), **_parts(report)}


def _parts(report: WardReport) -> _Answer:
    return {
        "lines": [
            {"figure": line.figure, "value": line.value, "source": str(line.source), "group": line.group}
            for line in report.lines
        ],
        "ratios": [
            {
                "name": ratio.name,
                "part": ratio.part,
                "whole": ratio.whole,
                "percent": report_words.ratio_shown(ratio),
                "target_permille": ratio.target_permille,
                "is_at_most": ratio.is_at_most,
                "is_reached": ratio.is_reached,
                "source": str(ratio.source),
            }
            for ratio in report.ratios
        ],
        "officers": [
            {
                "officer": row.officer,
                "name": row.name,
                "received": row.received,
                "resolved": row.resolved,
                "late": row.late,
                "open": row.open,
                "open_late": row.open_late,
                "rating": str(row.rating),
            }
            for row in report.officers
        ],
        "causes": [{"cause": cause, "responsible_unit": unit, "late": count} for cause, unit, count in report.causes],
        "differences": _differences(report.differences),
        "adjustments": _differences(report.adjustments),
    }


def time_saved(saved: TimeSaved) -> _Answer:
    """Return what không giấy hẹn saved: in all, and by each kind of rows."""
    total = saved.total
    text = [
        *_head_lines(saved.head),
        f"Không giấy hẹn: {total.no_slip} hồ sơ, tiết kiệm "
        f"{report_words.figure_shown('no_slip_minutes_saved', total.no_slip_minutes_saved)} làm việc, "
        f"trung vị {hours_and_minutes(total.median_minutes)}, bớt {total.no_slip} lượt đi lại.",
        f"Trong đó có giấy theo yêu cầu: {saved.with_slip_on_request}. "
        f"Không tính vì thời gian không tin cậy: {saved.left_out}.",
    ]
    for rows in saved.rows.values():
        text += [
            f"  {row.label[:60]}: {row.no_slip} hồ sơ, {hours_and_minutes(row.no_slip_minutes_saved)}" for row in rows
        ]
    return {
        "text": "\n".join(text),
        **_head(saved.head),
        "total": {**_saved(total), "trips_saved": total.no_slip},
        "with_slip_on_request": saved.with_slip_on_request,
        "left_out": saved.left_out,
        "rows": {kind: [{"row": row.row, "label": row.label, **_saved(row)} for row in rows]
                 for kind, rows in saved.rows.items()},
    }  # fmt: skip


def _saved(row: SavedRow) -> _Answer:
    return {
        "no_slip": row.no_slip,
        "no_slip_minutes_saved": row.no_slip_minutes_saved,
        "median_minutes": row.median_minutes,
    }


def behind(lines: Sequence[BehindLine]) -> _Answer:
    """Return the list behind a figure: codes and moments, nobody's name."""
    rows = [
        {
            "code": line.code,
            "procedure_name": line.procedure_name,
            "received_at": line.received_at.isoformat(),
            "due_at": line.due_at.isoformat(),
            "finished_at": line.finished_at.isoformat() if line.finished_at else "",
            "state": line.state,
            "outcome": line.outcome,
        }
        for line in lines
    ]
    text = "\n".join(f"{row['code']}  {row['received_at'][:16]}  {row['procedure_name'][:50]}" for row in rows)
    return {"text": text or "Không có hồ sơ nào.", "count": len(rows), "dossiers": rows}


def _head_lines(head: ReportHead) -> Iterable[str]:
    yield f"{head.unit}. {report_words.period_words(head)}"
    yield report_words.known_words(head)


def _head(head: ReportHead) -> _Answer:
    period = head.period
    return {
        "report": str(head.kind),
        "unit": head.unit,
        "period": {"code": period.code, "first": period.first.isoformat(), "last": period.last.isoformat()},
        "as_of": head.as_of.isoformat(),
        "known_at": head.known_at.isoformat() if head.known_at else None,
        "made_at": head.made_at.isoformat(),
        "last_number": head.last_number,
    }


def _differences(found: Iterable[Difference]) -> list[_Answer]:
    return [{"what": one.what, "left": one.left, "right": one.right, "difference": one.difference} for one in found]


def _or_dash(value: int | None) -> str:
    return "-" if value is None else str(value)
