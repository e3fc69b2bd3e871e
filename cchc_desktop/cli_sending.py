"""Sending at the terminal: all that waits, an answer by hand, the way to the city, the city's questions."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from typing import Any

from cchc_desktop import bootstrap, cli_reading, sentences
from cchc_desktop.cli_desk import Answer, open_desk
from cchc_desktop.domain.day_package import PackageState
from cchc_desktop.domain.sending import CarrierChoice, CarrierKind, PackageTrouble
from cchc_desktop.services.send_desk import OutboxLine, carrier_of, deliver

_ROUNDS = 3
"""A city that lacks one before it is answered at once: what it asks for, and then what waited for that."""
_NO_CARRIER = (
    "Chưa chọn cách gửi. Gói vẫn ở bàn. Chọn bằng: carrier --folder THƯ-MỤC, --sftp MÁY hoặc --https; "
    "hoặc chỉ lần này: send --folder THƯ-MỤC."
)
_COPIED = "đã chép ra thư mục, chờ trả lời"
"""What lies on a stick or in a folder is with the city only once somebody brings it there."""
_NO_CARD = "chưa có thẻ của thành phố (nhận bằng: enrol --card TỆP)"


def _send(arguments: argparse.Namespace) -> Answer:
    """Send everything that waits, whatever its next try would be, and say of each package how it stands."""
    with open_desk(arguments) as desk:
        choice = desk.sending.choice()
        if arguments.folder:
            choice = CarrierChoice(kind=CarrierKind.FOLDER, folder=str(arguments.folder.absolute()))
        if choice.kind is CarrierKind.NONE:
            raise cli_reading.WrongInput(_NO_CARRIER)
        carrier = carrier_of(choice, desk.enrolment.keys().city_address)
        desk.day_end.make_packages()
        before = {(line.day, line.part) for line in desk.day_end.packages() if line.state is PackageState.ACCEPTED}
        desk.sending.try_now(with_refused=arguments.again)
        for _ in range(_ROUNDS):
            for parcel in desk.sending.waiting():
                desk.sending.record(deliver(parcel, carrier))
        lines = [line for line in desk.day_end.packages() if (line.day, line.part) not in before]
        days, entries = desk.day_end.unsent()
        questions = [one for one in desk.sending.questions() if one.answered_at is None]
    is_copied = choice.kind is CarrierKind.FOLDER
    text = [_line(line, is_copied=is_copied) for line in lines] or ["Không có gói nào chờ gửi."]
    text += [f"Chưa gửi: {days} ngày, {entries} mục."]
    if questions:
        text.append(f"Thành phố hỏi {len(questions)} câu về hồ sơ. Xem: city-question list.")
    return {
        "text": "\n".join(text),
        "done": all(_is_on_its_way(line) for line in lines),
        "packages": [_record(line) for line in lines],
        "unsent": {"days": days, "entries": entries},
        "questions": len(questions),
    }


def _take(arguments: argparse.Namespace) -> Answer:
    """Take an answer that was brought by hand."""
    content = cli_reading.content_of(arguments.file)
    with open_desk(arguments) as desk:
        line = desk.sending.take_answer_file(content)
    return {"text": _line(line), "done": line.state is PackageState.ACCEPTED, **_record(line)}


def _carrier(arguments: argparse.Namespace) -> Answer:
    """Show or choose the way to the city; it is this machine's own, in no entry and in no package."""
    chosen = _chosen(arguments)
    with open_desk(arguments) as desk:
        if chosen is not None:
            desk.sending.choose(chosen)
        return _told(desk, desk.sending.choice())


def _chosen(arguments: argparse.Namespace) -> CarrierChoice | None:
    ways = [arguments.folder is not None, arguments.sftp is not None, arguments.https is not None, arguments.none]
    if sum(ways) > 1:
        raise cli_reading.WrongInput("Chọn một cách gửi: --folder, --sftp, --https hoặc --none. Chưa làm gì.")
    if arguments.folder is not None:
        return CarrierChoice(kind=CarrierKind.FOLDER, folder=arguments.folder)
    if arguments.https is not None:
        return CarrierChoice(kind=CarrierKind.HTTPS, address=arguments.https, ca_file=arguments.ca_file)
    if arguments.sftp is not None:
        if not arguments.known_hosts:
            raise cli_reading.WrongInput(
                "SFTP cần --known-hosts TỆP (tệp có khóa của máy chủ, xin thành phố). Chưa làm gì."
            )
        return CarrierChoice(
            kind=CarrierKind.SFTP,
            host=arguments.sftp,
            port=arguments.port,
            user=arguments.user,
            key_file=arguments.key_file,
            known_hosts=arguments.known_hosts,
            remote_folder=arguments.remote_folder,
        )
    return CarrierChoice() if arguments.none else None


def _told(desk: bootstrap.Desk, choice: CarrierChoice) -> Answer:
    where = {
        CarrierKind.FOLDER: choice.folder,
        CarrierKind.SFTP: f"{choice.host}:{choice.port}",
        CarrierKind.HTTPS: choice.address or desk.enrolment.keys().city_address or _NO_CARD,
    }.get(choice.kind, "")
    words = sentences.BY_CARRIER_KIND[choice.kind]
    return {"text": f"Cách gửi: {words}{f' ({where})' if where else ''}.", "kind": str(choice.kind), "where": where}


def _question(arguments: argparse.Namespace) -> Answer:
    """List what the city asks, or answer it; the answer travels with the next package."""
    with open_desk(arguments) as desk:
        if arguments.action == "answer":
            desk.sending.answer(arguments.id, arguments.text)
            return {"text": "Đã ghi câu trả lời; thành phố nhận cùng gói sau.", "id": arguments.id}
        asked = desk.sending.questions()
    lines = [f"{one.id}  {one.code}  {'đã trả lời' if one.answered_at else 'chờ trả lời'}: {one.text}" for one in asked]
    records = [
        {"id": one.id, "code": one.code, "text": one.text, "is_answered": one.answered_at is not None} for one in asked
    ]
    return {"text": "\n".join(lines) or "Thành phố không hỏi gì.", "questions": records}


def _is_on_its_way(line: OutboxLine) -> bool:
    return line.state is PackageState.ACCEPTED or (line.state is PackageState.SENT and line.trouble is None)


def _line(line: OutboxLine, *, is_copied: bool = False) -> str:
    said = sentences.package_said(line.state, line.trouble, line.facts)
    state = sentences.BY_PACKAGE_STATE[line.state]
    if is_copied and line.state is PackageState.SENT and line.trouble is not PackageTrouble.NOT_SENT:
        state = _COPIED
    if line.state is PackageState.WANTED:
        said = _NO_CARD
    return f"Ngày {line.day:%d/%m/%Y}, gói {line.part}: {state}{f'. {said}' if said else ''}"


def _record(line: OutboxLine) -> dict[str, Any]:
    return {
        "day": line.day.isoformat(),
        "part": line.part,
        "state": str(line.state),
        "trouble": str(line.trouble or ""),
        "facts": {name: value for name, value in line.facts.items() if name != "answer"},
        "next_at": line.next_at.isoformat() if line.next_at else "",
    }


COMMANDS: Mapping[str, Callable[[argparse.Namespace], Answer]] = {
    "send": _send,
    "take-acknowledgement": _take,
    "carrier": _carrier,
    "city-question": _question,
}
