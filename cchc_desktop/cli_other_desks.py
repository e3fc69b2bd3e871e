"""Other desks at the terminal: taking their packages, exceptions, taking over, and a copy put back in its place."""

from __future__ import annotations

import argparse
import dataclasses
import functools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cchc_desktop import bootstrap, cli_reading, cli_refusals, errors
from cchc_desktop.cli_desk import Answer, let_act, open_desk
from cchc_desktop.sentences import foreign_said

if TYPE_CHECKING:
    from cchc_desktop.services.desk_view import ConflictLine, DossierView
    from cchc_desktop.services.foreign_desk import TakenPackage


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Refused:
    """A file of which nothing was taken."""

    file: str
    error: str
    sentence: str


def _take_package(arguments: argparse.Namespace) -> Answer:
    """Take packages, desk by desk in the order in which each made them; of a folder all but this desk's own.

    One that is refused holds up none of the others. A lone file that is refused is a refusal like any other.
    """
    given: list[Path] = arguments.file
    is_lone = len(given) == 1 and not given[0].is_dir()
    found, refused = [], []
    with open_desk(arguments) as desk:
        own = desk.state.settings.agency_code
        for file in desk.foreign.in_order(given):
            try:
                found.append(desk.foreign.take(cli_reading.content_of(file)))
            except (cli_reading.WrongInput, errors.CchcError) as error:
                if is_lone:
                    raise
                refused.append(_refused(file, error))
    text = [line for taken in found for line in _taken(taken, own)]
    if refused:
        text += [f"{one.file}: {one.sentence}" for one in refused]
        safe = f"{len(found)} gói khác đã có ở bàn này" if found else "sổ của bàn không đổi"
        text.append(f"Không nhận được {len(refused)} tệp; {safe}. Sửa theo từng lý do rồi chạy lại lệnh này.")
    return {
        "text": "\n".join(text or ["Không có gói nào của bàn khác. Chưa làm gì."]),
        "done": not refused,
        "packages": [_taken_record(taken) for taken in found],
        "refused": [dataclasses.asdict(one) for one in refused],
    }


def _refused(file: Path, error: cli_reading.WrongInput | errors.CchcError) -> _Refused:
    words = cli_refusals.words(error, "take-package") if isinstance(error, errors.CchcError) else str(error)
    return _Refused(file=file.name, error=type(error).__name__, sentence=words)


def _taken(taken: TakenPackage, own: str) -> list[str]:
    told = taken.id
    where = foreign_said.place(told.journal, own)
    head = f"Gói {told.part} ngày {told.day:%d/%m/%Y} của {where}, mục #{taken.first}-#{taken.last}"
    if not taken.is_new:
        return [f"{head}: đã có."]
    lines = [f"{head}: đã nhận {taken.entries} mục về {taken.dossiers} hồ sơ."]
    return [*lines, *(f"NGOẠI LỆ {line.code}. {_conflict(line, own)}" for line in taken.conflicts)]


def _taken_record(taken: TakenPackage) -> dict[str, Any]:
    return {
        "file": taken.id.file_name,
        "first": taken.first,
        "last": taken.last,
        "entries": taken.entries,
        "dossiers": taken.dossiers,
        "is_new": taken.is_new,
        "conflicts": [_conflict_record(line) for line in taken.conflicts],
    }


def _exceptions(arguments: argparse.Namespace) -> Answer:
    """Say which exceptions are open, or record what was agreed about those of a dossier."""
    if arguments.action == "settle" and not arguments.code:
        raise cli_reading.WrongInput("Xử lý ngoại lệ cần mã hồ sơ và --reason. Chưa ghi gì.")
    with open_desk(arguments) as desk:
        own = desk.state.settings.agency_code
        lines = desk.foreign.conflicts(arguments.code)
        if arguments.action == "settle":
            if not lines:
                raise cli_reading.WrongInput(f"Hồ sơ {arguments.code} không có ngoại lệ nào còn. Chưa ghi gì.")
            for line in lines:
                desk.foreign.settle(arguments.code, line, arguments.reason)
            text = [f"Đã ghi cách xử lý {len(lines)} ngoại lệ của hồ sơ {arguments.code}."]
        else:
            text = [f"{line.code}. {_conflict(line, own)}" for line in lines] or ["Không có ngoại lệ nào."]
            text += [foreign_said.WHAT_NOW] if lines else []
    return {"text": "\n".join(text), "conflicts": [_conflict_record(line) for line in lines]}


def _conflict(line: ConflictLine, own: str) -> str:
    return foreign_said.conflict(line, own)


def _conflict_record(line: ConflictLine) -> dict[str, Any]:
    return {
        "code": line.code,
        "reason": line.reason,
        "journal": line.journal,
        "number": line.number,
        "other_journal": line.other_journal,
        "other_number": line.other_number,
    }


def _take_over(arguments: argparse.Namespace) -> Answer:
    """Take over the open dossiers of a ward that passed into this one."""
    with open_desk(arguments) as desk:
        done = desk.foreign.take_over(arguments.ward)
    text = [f"Đã tiếp quản {len(done.codes)} hồ sơ của {done.ward}; mã và hẹn trả giữ nguyên.", *done.codes]
    return {"text": "\n".join(text), "ward": done.ward, "codes": list(done.codes)}


def of_dossier(view: DossierView) -> Answer:
    """Return what the answer about one dossier adds where other desks have to do with it; nothing otherwise."""
    lines = foreign_said.of_dossier(
        first=view.dossier.first.journal,
        held_by=view.dossier.held_by,
        is_elsewhere=view.is_elsewhere,
        until=view.known_until,
        own_desk=view.own_desk,
    )
    own = view.own_desk.partition("/")[0]
    lines += [f"NGOẠI LỆ. {_conflict(line, own)}" for line in view.conflicts]
    if not lines:
        return {}
    return {
        "notes": lines,
        "is_elsewhere": view.is_elsewhere,
        "known_until": view.known_until.isoformat() if view.known_until else "",
        "held_by": view.dossier.held_by,
        "conflicts": [_conflict_record(line) for line in view.conflicts],
    }


def _restore(arguments: argparse.Namespace) -> Answer:
    """Put a copy in the place of the desk's file; what was lost and what came back is said."""
    if not arguments.reason.strip():
        raise cli_reading.WrongInput("Khôi phục cần lý do: --reason 'ổ đĩa hỏng'. Chưa làm gì.")
    act = functools.partial(let_act, who=arguments.acting, pin_file=arguments.acting_pin)
    done = bootstrap.restore(arguments.data, arguments.file, arguments.reason, act=act)
    lost = done.lost
    text = [f"Đã khôi phục: sổ {done.follows} đến mục #{done.last}. Đã mở lần lập sổ mới: {done.journal}."]
    if done.set_aside:
        text.append(f"Sổ trước đó được giữ nguyên ở backups/{done.set_aside}.")
    if done.back:
        packages = ", ".join(done.packages)
        text.append(f"Đã lấy lại từ gói các mục #{done.last + 1}-#{done.back} ({packages}).")
    if lost:
        text.append(
            f"Còn mất các mục #{lost[0]}-#{lost[1]}: lấy lại bằng take-package nếu gói còn ở USB hay ở bàn khác; "
            "không còn gói thì nhập lại theo giấy."
        )
    else:
        text.append("Không biết có mục nào bị mất.")
    text.append("Gói của bàn khác nhận sau bản sao này thì nhận lại bằng: take-package TỆP (hay cả thư mục).")
    return {
        "text": "\n".join(text),
        "journal": done.journal,
        "follows": done.follows,
        "last": done.last,
        "back": done.back,
        "lost": list(lost) if lost else [],
        "packages": list(done.packages),
        "set_aside": done.set_aside,
    }


COMMANDS: Mapping[str, Callable[[argparse.Namespace], Answer]] = {
    "take-package": _take_package,
    "exceptions": _exceptions,
    "take-over": _take_over,
    "restore": _restore,
}
