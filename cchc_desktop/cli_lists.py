"""Lists at the terminal: register, boards, what is near due, spot checks, advice, the portal's dossiers."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from cchc_desktop import cli_list_answers, cli_reading, sentences
from cchc_desktop.cli_desk import Answer, open_desk, write_out, write_pdf


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        raise cli_reading.WrongInput("Ngày viết dạng 2023-10-26. Chưa làm gì.") from error


def _register(arguments: argparse.Namespace) -> Answer:
    """Return the register of a period, written where that was asked for; each file is entered as an export."""
    since, until = _day(arguments.since), _day(arguments.until)
    pdf = cli_reading.place_for_paper(arguments.pdf) if arguments.pdf else None
    xlsx = cli_reading.place_for_book(arguments.xlsx) if arguments.xlsx else None
    from cchc_desktop.services import register_export

    with open_desk(arguments) as desk:
        found, head = desk.register.whole(since, until)
        rows = [cli_list_answers.register_row(row) for row in found]
        files: Answer = {}
        if pdf is not None:
            write_pdf(desk, register_export.hand_out(desk.recorder, found, head, register_export.pdf_of), pdf)
            files["pdf"] = str(pdf)
        if xlsx is not None:
            book = register_export.hand_out(desk.recorder, found, head, register_export.workbook_of)
            files["xlsx"] = str(register_export.write_workbook(book, xlsx))
        text = "\n".join(f"{row['number']}  {row['code']}  {row['procedure_name'][:50]}" for row in rows)
        return {"text": text or "Kỳ này không có hồ sơ nào.", "count": len(rows), "rows": rows, **files}


def _due_list(arguments: argparse.Namespace) -> Answer:
    with open_desk(arguments) as desk:
        lines = [cli_list_answers.board_line(line) for line in desk.boards.near_due()]
        return {"text": desk.boards.near_due_text(), "count": len(lines), "dossiers": lines}


def _board(arguments: argparse.Namespace) -> Answer:
    from cchc_desktop.domain.board import BoardKind

    with open_desk(arguments) as desk:
        if not arguments.kind:
            counts = {str(kind): count for kind, count in desk.boards.counts().items()}
            text = "\n".join(
                f"{sentences.BY_BOARD[kind]}: {count}" + (f"  (xem: board {kind})" if count else "")
                for kind, count in counts.items()
            )
            return {"text": text, "counts": counts}
        if arguments.kind not in set(BoardKind):
            kinds = ", ".join(BoardKind)
            raise cli_reading.WrongInput(f"Không có bảng {arguments.kind}. Chưa làm gì. Các bảng: {kinds}.")
        lines = [cli_list_answers.board_line(line) for line in desk.boards.lines(BoardKind(arguments.kind))]
        text = "\n".join(f"{line['code']}  {line['moment'][:16]}  {line['procedure_name'][:50]}" for line in lines)
        return {"text": text or "Không có hồ sơ nào.", "count": len(lines), "dossiers": lines}


def _spot_check(arguments: argparse.Namespace) -> Answer:
    from cchc_desktop.domain.board import SPOT_CHECK_KINDS
    from cchc_desktop.domain.steps import StepKind

    since, until = _day(arguments.since), _day(arguments.until)
    names = [name.strip() for name in arguments.kinds.split(",") if name.strip()]
    unknown = [name for name in names if name not in set(StepKind)]
    if unknown:
        raise cli_reading.WrongInput(f"Không có bước {unknown[0]}. Chưa làm gì. Các bước: {', '.join(StepKind)}.")
    kinds = [StepKind(name) for name in names] or list(SPOT_CHECK_KINDS)
    with open_desk(arguments) as desk:
        found = desk.boards.spot_check(
            kinds, since, until, picks=arguments.picks, seed=arguments.seed if arguments.seed else None
        )
        rows = [
            {"code": picked.code, "steps": [sentences.BY_STEP[step.kind] for step in picked.steps]}
            for picked in found.picked
        ]
        lines = [f"{row['code']}  {', '.join(row['steps'])}" for row in rows]
        text = "\n".join([*lines, f"# {len(rows)} trong {found.dossiers} hồ sơ, số chọn {found.seed}"])
        return {"text": text, "seed": found.seed, "dossiers": found.dossiers, "picked": rows}


def _morning_page(arguments: argparse.Namespace) -> Answer:
    out = cli_reading.place_for_paper(arguments.out)
    with open_desk(arguments) as desk:
        write_pdf(desk, desk.morning.paper(), out)
        return {"text": f"Trang đầu ngày: {out}", "file": str(out)}


def _form_of(record: Mapping[str, Any], today: date) -> Any:
    from cchc_desktop.domain.intake import form_from_record

    return form_from_record(record.get("form", {}), today)


def _guidance(arguments: argparse.Namespace) -> Answer:
    from cchc_desktop.domain.step_values import read_values
    from cchc_desktop.domain.steps import StepKind

    record = cli_reading.json_file(arguments.file)
    out = cli_reading.place_for_paper(arguments.out) if arguments.out else None
    with open_desk(arguments) as desk:
        today = desk.clock.now().date()
        asked = {name: value for name, value in record.items() if name in ("items", "reason")}
        values = read_values(StepKind.SUPPLEMENT_REQUEST, asked, today)
        form = _form_of(record, today)
        advice = desk.advice.give_guidance(form, values.get("items", ()), values.get("reason", ""))
        return _advice(desk, advice, out)


def _intake_refusal(arguments: argparse.Namespace) -> Answer:
    record = cli_reading.json_file(arguments.file)
    out = cli_reading.place_for_paper(arguments.out) if arguments.out else None
    with open_desk(arguments) as desk:
        form = _form_of(record, desk.clock.now().date())
        reasons = tuple(str(code) for code in record.get("reasons", ()))
        said = (str(record.get("reason", "")), str(record.get("guidance", "")))
        return _advice(desk, desk.advice.refuse(form, reasons, *said), out)


def _advice(desk: Any, advice: Any, out: Path | None) -> Answer:
    told = {"text": f"Đã ghi sổ, mục #{advice.entry}.", "entry": advice.entry, "number": advice.number}
    if out is None:
        return told
    job = desk.printing.job(advice.print_jobs[0])
    return told | write_out(desk, "", job.id, desk.papers.order_of_job(job).build, out)


def _online(arguments: argparse.Namespace) -> Answer:
    with open_desk(arguments) as desk:
        match arguments.action:
            case "list":
                return cli_list_answers.online_cases(desk.online.waiting())
            case "import":
                report = desk.online.import_list(Path(_first(arguments.what)))
                return cli_list_answers.import_report(report)
            case "file":
                record = cli_reading.json_file(Path(_first(arguments.what)))
                is_new = desk.online.file(
                    str(record.get("portal_code", "")),
                    str(record.get("procedure_code", "")),
                    str(record.get("applicant_name", "")),
                    *(cli_reading.received_at(str(record.get(name, ""))) for name in _MOMENTS),
                )
                return {"text": "Đã ghi." if is_new else "Đã có từ trước, không đổi gì.", "done": True, "new": is_new}
            case _:
                if len(arguments.what) != 2:
                    raise cli_reading.WrongInput("Viết: online answer MÃ requested|refused. Chưa làm gì.")
                code, answer = arguments.what
                if answer not in ("requested", "refused"):
                    raise cli_reading.WrongInput("Trả lời là requested hoặc refused. Chưa làm gì.")
                desk.online.answer(code, answer)
                return {"text": f"Đã ghi trả lời cho {code}.", "done": True, "code": code, "answer": answer}


_MOMENTS = ("submitted_at", "received_at", "noticed_at")


def _first(what: list[str]) -> str:
    if len(what) != 1:
        raise cli_reading.WrongInput("Thiếu tên tệp. Chưa làm gì.")
    return what[0]


def _emergency_slips(arguments: argparse.Namespace) -> Answer:
    out = cli_reading.place_for_paper(arguments.out)
    with open_desk(arguments) as desk:
        order = desk.emergency.print_ahead(arguments.count)
        write_pdf(desk, order.build(), out)
        numbers = list(order.slips.numbers)
        return {"text": f"{numbers[0]} đến {numbers[-1]}: {out}", "numbers": numbers, "file": str(out)}


COMMANDS: Mapping[str, Callable[[argparse.Namespace], Answer]] = {
    "register": _register,
    "due-list": _due_list,
    "board": _board,
    "spot-check": _spot_check,
    "morning-page": _morning_page,
    "guidance": _guidance,
    "intake-refusal": _intake_refusal,
    "online": _online,
    "emergency-slips": _emergency_slips,
}
