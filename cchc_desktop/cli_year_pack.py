"""The city's year-pack at the terminal: what it changes, and accepting it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from cchc_desktop import cli_reading
from cchc_desktop.cli_desk import Answer, open_desk
from cchc_desktop.sentences.year_pack_said import change_sentence

if TYPE_CHECKING:
    from cchc_desktop.services.year_pack_desk import YearPackLook


def _year_pack(arguments: argparse.Namespace) -> Answer:
    """Say what a pack changes; with ``--accept`` take it."""
    with open_desk(arguments) as desk:
        file = cli_reading.content_of(arguments.file) if arguments.file else desk.sending.year_pack_request()()
        if file is None:
            raise cli_reading.WrongInput("Thành phố chưa có gói năm nào. Chưa làm gì.")
        look = desk.year_packs.accept(file) if arguments.accept else desk.year_packs.look(file)
    return _answer(look, is_accepted=arguments.accept)


def _answer(look: YearPackLook, *, is_accepted: bool) -> Answer:
    changes = [change_sentence(change) for change in look.changes]
    day = f"{look.valid_from:%d/%m/%Y}"
    done = "Đã nhận vào sổ." if is_accepted else "Mới xem, chưa ghi gì. Nhận bằng: year-pack TỆP --accept."
    text = [
        f"Gói năm số {look.number} của {look.city}, áp dụng từ {day}: {len(changes)} thay đổi.",
        *(f"Căn cứ: {decision}." for decision in look.decisions),
        *(f"- {change}" for change in changes),
        f"Hồ sơ đã nhận giữ nguyên bản cũ. Ngày trước {day} vẫn theo bản cũ.",
        done,
    ]
    return {
        "text": "\n".join(text),
        "number": look.number,
        "valid_from": look.valid_from.isoformat(),
        "decisions": list(look.decisions),
        "city": look.city,
        "sha256": look.sha256,
        "changes": changes,
        "accepted": is_accepted,
    }


COMMANDS: Mapping[str, Callable[[argparse.Namespace], Answer]] = {"year-pack": _year_pack}
