"""What the command line is handed: settings as pairs, JSON files, a moment, a place for a paper."""

from __future__ import annotations

import functools
import json
import os
import sys
import typing
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from cchc_desktop.clock import moment
from cchc_desktop.settings import Settings

_PDF = b"%PDF"
_NOTHING_SAVED = "Chưa có gì được lưu."


class WrongInput(Exception):
    """What was handed in cannot be used; the words say how it should look, and that nothing was saved."""


def pairs(typed: Sequence[str]) -> dict[str, Any]:
    """Return NAME=VALUE pairs as settings; a value that is no text in the settings is given as JSON."""
    known = Settings().to_record()
    found: dict[str, Any] = {}
    for pair in typed:
        name, is_pair, value = pair.partition("=")
        if not is_pair:
            raise WrongInput(f"Thiết lập viết dạng TÊN=GIÁ TRỊ, không phải {name}. {_NOTHING_SAVED}")
        found[name] = value.replace("\\n", "\n")
        if not isinstance(known.get(name, ""), str):
            try:
                found[name] = _from_json(value)
            except (ValueError, RecursionError) as error:
                raise WrongInput(f"Giá trị của {name} phải là JSON, như {_example(name)}. {_NOTHING_SAVED}") from error
    return settings(found)


def settings(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``record`` where each name is a setting and each value has that setting's shape."""
    known = Settings().to_record()
    for name, value in record.items():
        if name not in known:
            raise WrongInput(f"Không có thiết lập nào tên là {name}. {_NOTHING_SAVED} Các tên: {', '.join(known)}.")
        if not _has_shape(value, _shapes()[name]):
            raise WrongInput(f"Giá trị của {name} phải như {_example(name)}. {_NOTHING_SAVED}")
    return dict(record)


EXAMPLES: Mapping[str, Any] = {
    "units": [["2025-07-01", "phường", "Nha Trang"]],
    "superiors": [["2025-07-01", "Tỉnh Khánh Hòa"]],
    "hotlines": [["2025-07-01", "0258 3000 000"]],
    "agency_codes": [["2025-07-01", "000.16.40.H32", 0]],
    "mergers": [["2025-07-01", "000.16.41.H32", "000.16.40.H32"]],
    "sessions": [["07:00", "11:30"], ["13:30", "17:00"]],
    "swapped_days": [["2024-05-04", "working", "làm bù"]],
    "same_day_spans": [["2024-03-12", "", "tue,thu", "Công văn 1846/UBND-NV"]],
    "same_day_procedures": [["2024-03-12", "", "1.004873"]],
    "ratio_targets": [["on_time", 980]],
    "handling_units": ["Tư pháp - Hộ tịch"],
    "favourites": ["1.004873"],
    "listing": ["1.004873"],
    "paper_texts": [["2025-07-01", "desk_name", "Bộ phận Một cửa"]],
}
"""Settings that are lists, each as it may be typed; what else a list may hold is said by the type in `Settings`."""


@functools.cache
def _shapes() -> Mapping[str, Any]:
    return typing.get_type_hints(Settings)


def _has_shape(value: Any, shape: Any) -> bool:
    """Return whether JSON has the shape of a setting's type: a text, a number, rows of a fixed width, any many rows."""
    parts = typing.get_args(shape)
    if not parts:
        return type(value) is shape
    if not isinstance(value, list):
        return False
    if parts[-1] is Ellipsis:
        return all(_has_shape(row, parts[0]) for row in value)
    return len(value) == len(parts) and all(map(_has_shape, value, parts))


def _example(name: str) -> str:
    value = EXAMPLES[name] if name in EXAMPLES else Settings().to_record()[name]
    return json.dumps("chữ" if value == "" else value, ensure_ascii=False)


def _from_json(text: str) -> Any:
    """Return what a text of JSON says; raise ``ValueError`` or ``RecursionError`` where it is none."""
    value = json.loads(text)
    json.dumps(value, ensure_ascii=False).encode()  # half a sign (\ud800) is JSON and yet no text
    return value


def json_file(path: Path) -> dict[str, Any]:
    """Return the JSON object in a file of UTF-8 (``-``: the standard input)."""
    try:
        content = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise WrongInput(f"Không đọc được tệp {path.name}. {_NOTHING_SAVED} Kiểm tra lại tên tệp.") from error
    try:
        record = _from_json(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise WrongInput(f"Tệp {path.name} không phải JSON bằng UTF-8. {_NOTHING_SAVED} Sửa rồi thử lại.") from error
    if not isinstance(record, dict):
        raise WrongInput(f"Tệp {path.name} phải chứa một đối tượng JSON {{…}}. {_NOTHING_SAVED}")
    return record


def content_of(path: Path) -> bytes:
    """Return what is in a file that was handed in."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise WrongInput(f"Không đọc được tệp {path.name}. Chưa làm gì.") from error


def received_at(typed: str) -> datetime:
    """Return the moment that was typed behind ``--received``."""
    try:
        return moment(typed)
    except ValueError as error:
        raise WrongInput("Lúc nhận viết dạng 2023-10-26T15:30. Chưa làm gì.") from error


def place_for_book(out: Path) -> Path:
    """Return where a workbook is to be written."""
    place = out.resolve()
    if place.suffix.lower() != ".xlsx" or not place.parent.is_dir():
        raise WrongInput(f"Chọn tên tệp .xlsx trong một thư mục có sẵn, không phải {out}. Chưa làm gì.")
    return place


def place_for_paper(out: Path) -> Path:
    """Return where a paper is to be written; refuse before anything is recorded where it could not, or should not."""
    place = out.resolve()
    if place.exists() and not place.is_file():
        raise WrongInput(f"{out} không phải tệp. {_NOTHING_SAVED} Chọn một tên tệp cho giấy hẹn.")
    if not place.parent.is_dir() or not os.access(place.parent, os.W_OK):
        raise WrongInput(f"Không ghi được vào thư mục {place.parent}. {_NOTHING_SAVED} Chọn nơi khác cho giấy hẹn.")
    if place.exists() and not _is_paper(place):
        raise WrongInput(f"Tệp {out.name} đã có và không phải PDF. {_NOTHING_SAVED} Chọn tên khác cho giấy hẹn.")
    return place


def _is_paper(place: Path) -> bool:
    try:
        with place.open("rb") as file:
            return file.read(len(_PDF)) in (_PDF, b"")
    except OSError:
        return False
