"""Không giấy hẹn at the terminal: the board, and one word each for started, ready, returned, made an appointment."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from cchc_desktop import bootstrap, cli_answers, cli_reading
from cchc_desktop.cli_desk import Answer, open_desk
from cchc_desktop.domain.same_day import Lane, Ticket
from cchc_desktop.domain.steps import StepKind
from cchc_desktop.text import hours_and_minutes

_LANES = {Lane.WAITING: "chờ", Lane.STARTED: "đang làm", Lane.READY: "có kết quả"}


def _same_day(arguments: argparse.Namespace) -> Answer:
    act = arguments.action
    if act == "board":
        if arguments.code:
            raise cli_reading.WrongInput("Bảng chờ không cần mã hồ sơ. Chưa làm gì. Viết: same-day board.")
        with open_desk(arguments) as desk:
            return _board(desk)
    if not arguments.code:
        raise cli_reading.WrongInput(f"Thiếu mã hồ sơ. Chưa làm gì. Viết: same-day {act} MÃ-HỒ-SƠ.")
    with open_desk(arguments) as desk:
        _ACTS[act](desk, arguments)
        return cli_answers.dossier(desk.view.dossier(arguments.code))


def _board(desk: bootstrap.Desk) -> Answer:
    """Return who waits, with the day's figure; names stay on the desk's own screen."""
    tickets, tally, span = desk.same_day.tickets(), desk.same_day.tally(), desk.same_day.span_now()
    head = f"Không giấy hẹn theo {span.decision}" if span else "Lúc này hồ sơ có giấy hẹn như thường"
    timed = f" ({tally.dossiers} tính giờ)" if tally.dossiers != tally.handed_over else ""
    saved = f"Hôm nay đã trao {tally.handed_over} hồ sơ{timed}, tiết kiệm {hours_and_minutes(tally.minutes_saved)}"
    return {
        "text": "\n".join([f"{head}. {saved}.", *(_line(ticket) for ticket in tickets)]),
        "decision": span.decision if span else "",
        "tally": {**dataclasses.asdict(tally), "day": tally.day.isoformat()},
        "count": len(tickets),
        "tickets": [_record(ticket) for ticket in tickets],
    }


def _line(ticket: Ticket) -> str:
    parts = [ticket.code, _LANES[ticket.lane], f"{ticket.elapsed_minutes}/{ticket.statutory_minutes} phút"]
    parts += ["ưu tiên"] if ticket.priority else []
    parts += ["thời gian không tin cậy"] if ticket.is_time_unreliable else []
    parts += [f"nhận ngày {ticket.received_at:%d/%m/%Y}, cần hẹn trả"] if ticket.is_of_earlier_day else []
    return "  ".join([*parts, ticket.procedure_name[:50]])


def _record(ticket: Ticket) -> dict[str, Any]:
    """Return a ticket as plain data, without the name."""
    found = dataclasses.asdict(ticket)
    del found["name"]
    return {
        **found,
        "lane": str(ticket.lane),
        "priority": str(ticket.priority),
        "received_at": ticket.received_at.isoformat(),
        "due_at": ticket.due_at.isoformat(),
    }


def _start(desk: bootstrap.Desk, arguments: argparse.Namespace) -> None:
    desk.same_day.start(arguments.code)


def _ready(desk: bootstrap.Desk, arguments: argparse.Namespace) -> None:
    desk.same_day.ready(arguments.code)


def _return(desk: bootstrap.Desk, arguments: argparse.Namespace) -> None:
    from cchc_desktop.domain.step_values import read_values

    typed = _pairs(arguments.pairs)
    desk.same_day.hand_over(arguments.code, **read_values(StepKind.RESULT_RETURN, typed, desk.clock.now().date()))


def _to_appointment(desk: bootstrap.Desk, arguments: argparse.Namespace) -> None:
    new_due_at = cli_reading.received_at(arguments.new_due_at) if arguments.new_due_at else None
    desk.same_day.to_appointment(arguments.code, new_due_at=new_due_at, agreement=arguments.agreement)


def _unreliable(desk: bootstrap.Desk, arguments: argparse.Namespace) -> None:
    desk.same_day.unreliable(arguments.code, arguments.reason)


def _pairs(pairs: list[str]) -> dict[str, str]:
    found = {}
    for pair in pairs:
        name, is_pair, value = pair.partition("=")
        if not is_pair:
            raise cli_reading.WrongInput(f"Các ô viết dạng TÊN=GIÁ TRỊ, không phải {name}. Chưa có gì được lưu.")
        found[name] = value
    return found


_ACTS: Mapping[str, Callable[[bootstrap.Desk, argparse.Namespace], None]] = {
    "start": _start,
    "ready": _ready,
    "return": _return,
    "to-appointment": _to_appointment,
    "unreliable": _unreliable,
}

COMMANDS: Mapping[str, Callable[[argparse.Namespace], Answer]] = {"same-day": _same_day}
