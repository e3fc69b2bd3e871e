"""Answers about lists: rows of the register and of boards, cases of the portal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from cchc_desktop import sentences

if TYPE_CHECKING:
    from cchc_desktop.domain.board import BoardLine
    from cchc_desktop.domain.register import RegisterRow
    from cchc_desktop.services.online_desk import ImportReport, WaitingCase

Answer = dict[str, Any]


def register_row(row: RegisterRow) -> Answer:
    """Return a row of the register; nothing more than the paper says."""
    return {
        "number": row.number,
        "code": row.dossier_code,
        "procedure_name": row.procedure_name,
        "sets": row.sets,
        "applicant_name": row.applicant_name,
        "handling_unit": row.handling_unit,
        "received_at": row.received_at.isoformat(),
        "due_at": _iso(row.due_at),
        "handed_over_at": _iso(row.handed_over_at),
        "result_ready_at": _iso(row.result_ready_at),
        "returned_at": _iso(row.returned_at),
        "return_way": row.return_way,
        "state": str(row.state),
        "note": row.note,
    }


def board_line(line: BoardLine) -> Answer:
    """Return a line of a board, without a name."""
    return {
        "code": line.code,
        "procedure_code": line.procedure_code,
        "procedure_name": line.procedure_name,
        "state": line.state,
        "moment": line.moment.isoformat(),
        "minutes_left": line.minutes_left,
        "note": str(line.note),
    }


def online_cases(found: Iterable[WaitingCase]) -> Answer:
    """Return the portal's dossiers that nobody answered yet."""
    rows: list[Answer] = [
        {
            "portal_code": waiting.case.portal_code,
            "procedure_code": waiting.case.procedure_code,
            "act_by": waiting.case.act_by.isoformat(),
            "minutes_left": waiting.minutes_left,
        }
        for waiting in found
    ]
    text = "\n".join(f"{row['portal_code']}  {str(row['act_by'])[:16]}" for row in rows)
    return {"text": text or "Không có hồ sơ trực tuyến nào chờ.", "count": len(rows), "cases": rows}


def import_report(report: ImportReport) -> Answer:
    """Return what became of a portal's list; done only where no line was refused."""
    refused: list[Answer] = [
        {
            "line": line.line,
            "problems": [sentences.problem_sentence(problem) for problem in line.problems],
        }
        for line in report.refused
    ]
    told = [f"dòng {line['line']}: {'; '.join(line['problems'])}" for line in refused]
    head = f"{report.taken} hồ sơ mới, {report.unchanged} đã có, {len(refused)} dòng không nhận."
    return {
        "text": "\n".join([head, *told]),
        "done": not refused,
        "taken": report.taken,
        "unchanged": report.unchanged,
        "refused": refused,
    }


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
