"""The city at a terminal: `main.py city init|serve|take|enrol|revoke|user|board|report|ask|year-pack|rebuild`."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from cchc_desktop import errors, paths, sentences
from cchc_desktop.catalogue.calendar_reading import read_calendar
from cchc_desktop.city import board, place
from cchc_desktop.city.office import City, open_city
from cchc_desktop.cli_arguments import Parser, WrongWords
from cchc_desktop.clock import FileClock, SystemClock
from cchc_desktop.domain.acknowledgement import Acknowledgement, Verdict
from cchc_desktop.domain.calendar import calendar_of
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.report import RESULTS_COLUMNS
from cchc_desktop.rules import periods
from cchc_desktop.sentences.figures_said import WORDS
from cchc_desktop.sync import acknowledgement, cards
from cchc_desktop.sync.cards import DeskCard
from cchc_desktop.text import counted

DONE, NOT_DONE, WRONG_WORDS = 0, 1, 2
Answer = dict[str, Any]
"""``text``: what is printed; all else goes to ``--json``."""


class NotDoneError(Exception):
    """What was asked for cannot be done; the text says what happened, what is safe and what to do."""


def main(words: Sequence[str]) -> int:
    """Carry out a command of the city and return the exit code: 0 only when it is done."""
    try:
        arguments = _parser().parse_args(words)
    except WrongWords as wrong:
        sys.stderr.write(f"{wrong}\n")
        return WRONG_WORDS
    try:
        answer = _COMMANDS[arguments.command](arguments)
    except errors.CchcError as error:
        return _refused(arguments, sentences.sentence(error))
    except (NotDoneError, OSError) as error:
        text = str(error) if isinstance(error, NotDoneError) else "Không đọc hay ghi được tệp. Xem lại đường dẫn."
        return _refused(arguments, text)
    text = answer.pop("text")
    sys.stdout.write((json.dumps(answer, ensure_ascii=False) if arguments.json else text) + "\n")
    return DONE if answer.get("done", True) else NOT_DONE


def _refused(arguments: argparse.Namespace, text: str) -> int:
    if arguments.json:
        sys.stdout.write(json.dumps({"error": text}, ensure_ascii=False) + "\n")
    sys.stderr.write(text + "\n")
    return NOT_DONE


def _init(arguments: argparse.Namespace) -> Answer:
    """Make a city: its folder, keys and database."""
    fields = tuple(arguments.fields.split(",")) if arguments.fields else cards.CITY_FIELDS
    made = place.prepare(
        arguments.folder, name=arguments.name, url=arguments.db, address=arguments.address, fields=fields
    )
    _city(arguments)
    card = arguments.folder / "the-thanh-pho.json"
    card.write_text(made.card().to_text(), encoding="utf-8")
    text = (
        f"Đã lập thành phố “{made.name}” trong {arguments.folder}.\nThẻ để phát cho các bàn: {card}\n"
        "Khóa riêng nằm trong keys/: sao lưu vào nơi cất kín, không gửi đi đâu."
    )
    return {"text": text, "folder": str(arguments.folder), "card": str(card)}


def _serve(arguments: argparse.Namespace) -> Answer:
    """Listen for packages and show the board, until it is stopped."""
    try:
        import uvicorn
    except ModuleNotFoundError as error:
        raise NotDoneError(
            "Máy này chưa cài phần dịch vụ của thành phố. Cài gói trong requirements/city.txt."
        ) from error

    from cchc_desktop.city.accounts import Accounts
    from cchc_desktop.city.web import make_app

    city = _city(arguments)
    if not (arguments.cert and arguments.key):
        raise NotDoneError("Cần --cert TỆP và --key TỆP: gói và mật khẩu chỉ đi qua TLS. Chưa mở dịch vụ.")
    clock = _clock(arguments)
    app = make_app(city, arguments.folder / "uploads", Accounts(city.place.url, clock), clock)
    sys.stdout.write(f"Đang nghe ở https://{arguments.host}:{arguments.port}. Dừng: Ctrl+C.\n")
    sys.stdout.flush()
    uvicorn.run(
        app,
        host=arguments.host,
        port=arguments.port,
        ssl_certfile=str(arguments.cert),
        ssl_keyfile=str(arguments.key),
        log_level="warning",
    )
    return {"text": "Đã dừng dịch vụ."}


def _take(arguments: argparse.Namespace) -> Answer:
    """Take a package, or every package that lies in a folder; each answer lies beside its package."""
    city = _city(arguments)
    told, listed = [], []
    for file in _files(arguments.files):
        try:
            path = city.take_file(file)
        except errors.PackageRefused as error:
            told.append(f"{file.name}: {sentences.sentence(error)}")
            listed.append({"file": file.name, "verdict": "refused", "cause": error.facts.get("cause", "")})
            continue
        answer = acknowledgement.opened(path.read_bytes(), city.place.sign_key)
        told.append(f"{file.name}: {_said(answer)}")
        listed.append({"file": file.name, "verdict": str(answer.verdict), "cause": answer.cause, "answer": str(path)})
    done = bool(listed) and all(one["verdict"] == Verdict.ACCEPTED for one in listed)
    return {"text": "\n".join(told) or "Không có gói nào.", "packages": listed, "done": done}


def _said(answer: Acknowledgement) -> str:
    if answer.verdict is Verdict.REFUSED:
        return sentences.sentence(errors.PackageRefused(cause=answer.cause, number=answer.number))
    if answer.verdict is Verdict.KEPT_ASIDE:
        asked = ", ".join(f"#{one.first} đến #{one.last}" for one in answer.missing)
        return f"để riêng, chờ mục {asked}."
    held = f", {len(answer.held)} mục chờ" if answer.held else ""
    return f"đã nhận {sum(answer.counts.values())} mục{held}, đến mục #{answer.last}."


def _files(named: Sequence[Path]) -> list[Path]:
    found: list[Path] = []
    for path in named:
        found += sorted(path.glob("**/*.cchc")) if path.is_dir() else [path]
    return found


def _enrol(arguments: argparse.Namespace) -> Answer:
    """Enrol a desk by its card; without a card list those that wait."""
    city = _city(arguments)
    if arguments.card is None:
        waiting = city.waiting_cards()
        lines = [f"{one.ward} {one.ward_name}, bàn {one.desk}, lần {one.generation}: {one.desk_key}" for one in waiting]
        listed = [{"ward": one.ward, "desk": one.desk, "generation": one.generation} for one in waiting]
        return {"text": "\n".join(lines) or "Không có thẻ nào chờ.", "waiting": listed}
    text = arguments.card.read_text(encoding="utf-8")
    is_enrolled = city.enrol(text, by_hand=True)
    card = cards.read_card(text)
    told = (
        f"{card.ward_name} ({card.ward}), bàn {card.desk}, lần {card.generation}" if isinstance(card, DeskCard) else ""
    )
    key = card.desk_key[-8:] if isinstance(card, DeskCard) else ""
    return {
        "text": f"Đã ghi danh {told}. Khóa ký kết thúc bằng {key}: đọc lại cho phường qua điện thoại.",
        "enrolled": is_enrolled,
        "key_ends_with": key,
    }


def _revoke(arguments: argparse.Namespace) -> Answer:
    """Revoke the keys of a desk: nothing that they sign is taken from now on."""
    count = _city(arguments).revoke(arguments.ward, arguments.desk, arguments.desk_key)
    return {"text": f"Đã thu hồi {count} khóa. Những gói đã nhận vẫn còn.", "revoked": count, "done": count > 0}


def _user(arguments: argparse.Namespace) -> Answer:
    """Let somebody sign in to the board; the password is asked for, or read from a file."""
    from cchc_desktop.city.accounts import Accounts, PasswordWeakError

    city = _city(arguments)
    given = arguments.password_file
    password = given.read_text(encoding="utf-8").strip() if given else getpass.getpass("Mật khẩu: ")
    try:
        Accounts(city.place.url, _clock(arguments)).set_password(arguments.name, password)
    except PasswordWeakError as error:
        raise NotDoneError("Mật khẩu quá ngắn, hoặc chưa có tên. Chưa đổi gì.") from error
    return {"text": f"{arguments.name} đăng nhập được từ bây giờ.", "name": arguments.name}


def _board(arguments: argparse.Namespace) -> Answer:
    """Say which desks closed and what is missing, first of all."""
    desks = _city(arguments).desks()
    lines, listed = [], []
    for one in desks:
        wrong = board.troubles(one)
        last = f"{one.last_day:%d/%m/%Y}" if one.last_day else "chưa có"
        lines.append(f"{one.ward_name}, bàn {one.desk}: ngày cuối {last}. {' '.join(wrong) or 'Đủ.'}")
        listed.append(
            {
                "ward": one.ward,
                "desk": one.desk,
                "last_day": one.last_day.isoformat() if one.last_day else "",
                "missing_days": [day.isoformat() for day in one.missing_days],
                "is_complete": one.is_complete,
                "troubles": list(wrong),
            }
        )
    return {"text": "\n".join(lines) or "Chưa có bàn nào ghi danh.", "desks": listed}


def _report(arguments: argparse.Namespace) -> Answer:
    """Count 06a over all wards, or of one; with time saved beside it."""
    city, period = _city(arguments), _period(arguments.period)
    report = city.results(period, arguments.ward)
    saved = city.time_saved(period).total
    heads = "; ".join(f"{WORDS.figures[name].lower()}: {counted(report.total[name])}" for name in RESULTS_COLUMNS)
    listed = [{"row": row.row, "label": row.label, **row.figures} for row in report.rows]
    saved_told = {"no_slip": saved.no_slip, "no_slip_minutes_saved": saved.no_slip_minutes_saved}
    text = f"{report.head.unit}, {period.name}: {heads}"
    return {"text": text, "total": {**report.total, **saved_told}, "rows": listed}


def _questions(arguments: argparse.Namespace) -> Answer:
    """List what was asked back, with the wards' answers."""
    found = _city(arguments).asked_back(arguments.ward)
    lines = [f"{one.code}: {one.text} → {one.answer if one.answered_at else 'chưa trả lời'}" for one in found]
    listed = [{"ward": one.ward, "code": one.code, "question": one.text, "answer": one.answer} for one in found]
    return {"text": "\n".join(lines) or "Chưa hỏi gì.", "questions": listed}


def _ask(arguments: argparse.Namespace) -> Answer:
    """Ask a ward back about one dossier; it goes with the next answer to its desk."""
    _city(arguments).ask(arguments.ward, arguments.code, arguments.text, by=arguments.by)
    return {"text": "Câu hỏi đi cùng trả lời tới của thành phố cho bàn ấy.", "code": arguments.code}


def _year_pack(arguments: argparse.Namespace) -> Answer:
    """Sign a year-pack from a folder of files, and put it where desks fetch it."""
    from cchc_desktop.catalogue.year_pack_making import read_folder, read_texts
    from cchc_desktop.sync import year_pack

    city = _city(arguments)
    read_folder(arguments.source)  # every fault of the files is said before anything is signed
    signed = year_pack.make(read_texts(arguments.source), city.place.signing_key)
    if arguments.out:
        arguments.out.write_bytes(signed)
    city.publish(signed)
    return {"text": f"Đã ký gói năm{f' vào {arguments.out}' if arguments.out else ''}.", "bytes": len(signed)}


def _rebuild(arguments: argparse.Namespace) -> Answer:
    """Fold every dossier anew from what the desks sent."""
    count = _city(arguments).rebuild()
    return {"text": f"Đã lập lại {count} hồ sơ từ các mục đã nhận.", "dossiers": count}


def _period(code: str) -> Period:
    found = periods.report_period(code.strip().upper())
    if found is None:
        raise NotDoneError("Kỳ viết dạng 2023, 2023-H1, 2023-9M, 2023-Q4 hoặc 2023-11.")
    return found


def _city(arguments: argparse.Namespace) -> City:
    years = read_calendar(paths.resources() / "calendar")
    return open_city(arguments.folder, calendar_of(years), clock=_clock(arguments))


def _clock(arguments: argparse.Namespace) -> SystemClock | FileClock:
    return FileClock(arguments.clock_file) if arguments.clock_file else SystemClock()


_COMMANDS: Mapping[str, Callable[[argparse.Namespace], Answer]] = {
    "init": _init,
    "serve": _serve,
    "take": _take,
    "enrol": _enrol,
    "revoke": _revoke,
    "user": _user,
    "board": _board,
    "report": _report,
    "ask": _ask,
    "questions": _questions,
    "year-pack": _year_pack,
    "rebuild": _rebuild,
}
_ARGUMENTS: Mapping[str, tuple[str, tuple[tuple[str, Mapping[str, Any]], ...]]] = {
    "init": (
        "lập thành phố: thư mục, khóa, cơ sở dữ liệu",
        (
            ("--name", {"required": True, "help": "tên thành phố"}),
            ("--db", {"default": "", "help": "postgresql://…; bỏ trống: SQLite trong thư mục"}),
            ("--address", {"default": "", "help": "https://… nơi các bàn gửi đến, ghi vào thẻ"}),
            ("--fields", {"default": "", "help": "dữ liệu cá nhân được đọc, cách nhau bằng dấu phẩy"}),
        ),
    ),
    "serve": (
        "mở dịch vụ nhận gói và bảng theo dõi",
        (
            ("--host", {"default": "0.0.0.0"}),
            ("--port", {"type": int, "default": 8443}),
            ("--cert", {"type": Path, "help": "chứng thư TLS"}),
            ("--key", {"type": Path, "help": "khóa của chứng thư"}),
        ),
    ),
    "take": ("nhận gói từ tệp hoặc thư mục", (("files", {"type": Path, "nargs": "+"}),)),
    "enrol": ("ghi danh một bàn theo thẻ; không có thẻ: xem thẻ đang chờ", (("--card", {"type": Path}),)),
    "revoke": (
        "thu hồi khóa của một bàn",
        (("ward", {}), ("desk", {"type": int}), ("--desk-key", {"default": "", "help": "chỉ khóa này"})),
    ),
    "user": ("cho một người xem bảng theo dõi", (("name", {}), ("--password-file", {"type": Path}))),
    "board": ("bàn nào đã chốt, còn thiếu gì", ()),
    "report": (
        "Biểu II.06a của mọi phường hoặc một phường",
        (
            ("--period", {"required": True, "metavar": "KỲ", "help": "2023, 2023-H1, 2023-9M, 2023-Q4, 2023-11"}),
            ("--ward", {"default": "", "help": "mã định danh"}),
        ),
    ),
    "ask": ("hỏi lại một hồ sơ", (("ward", {}), ("code", {}), ("text", {}), ("--by", {"default": "thanh-pho"}))),
    "questions": ("những gì đã hỏi lại, và phường trả lời", (("--ward", {"default": "", "help": "mã định danh"}),)),
    "year-pack": ("ký gói năm", (("source", {"type": Path}), ("--out", {"type": Path}))),
    "rebuild": ("lập lại mọi hồ sơ từ các mục đã nhận", ()),
}


_HELP = "xem lệnh này dùng thế nào"


def _parser() -> Parser:
    told_of_all = "Phía thành phố: nhận gói, trả lời, xem số liệu."
    parser = Parser(prog="main.py city", description=told_of_all, add_help=False)
    parser.add_argument("-h", "--help", action="help", help=_HELP)
    commands = parser.add_subparsers(dest="command", required=True, metavar="LỆNH", title="lệnh")
    for name, (told, arguments) in _ARGUMENTS.items():
        command = commands.add_parser(name, help=told, description=told, add_help=False)
        command.add_argument("-h", "--help", action="help", help=_HELP)
        command.add_argument(
            "--folder", type=Path, metavar="THƯ-MỤC", default=Path("thanh-pho"), help="thư mục của thành phố"
        )
        command.add_argument("--json", action="store_true", help="trả lời bằng JSON")
        command.add_argument("--clock-file", type=Path, help=argparse.SUPPRESS)
        for flag, options in arguments:
            command.add_argument(flag, **options)
    return parser
