"""The words of the command line: what each command takes, and whether a window could be opened instead."""

from __future__ import annotations

import argparse
import io
import os
import re
import socket
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from cchc_desktop import __version__, paths

NO_SCREEN = (
    "Máy này không có màn hình (DISPLAY, WAYLAND_DISPLAY trống hoặc không trả lời) nên chưa mở được cửa sổ: "
    "đăng nhập vào phiên đồ họa, hoặc dùng màn hình ảo: xvfb-run -s '-screen 0 1366x768x24' make run; "
    "không cần màn hình thì xem python main.py --help."
)
WRONG_WORDS = 2
"""The exit code where nothing was begun: words not understood, no screen for a window."""
MOST_FOUND = 500
"""The longest answer of a search."""
READING = (
    "show", "search", "due", "verify", "steps", "drafts", "due-list", "board", "officials", "report", "behind",
    "time-saved", "spot-check", "morning-page", "day-sheet",
)  # fmt: skip
"""Commands that never write."""
_BY_NOBODY = ("init", "rebuild", "package-check")
"""Commands that write no entry of an open book."""
_ANSWER_SECONDS = 2.0

Add = Callable[[argparse.ArgumentParser], None]


class WrongWords(Exception):
    """The words of a command cannot be understood; nothing was done."""


class _Help(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "cách dùng: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """Reads words and says what is wrong with them in Vietnamese; the city's terminal uses it, too."""

    def __init__(self, **how: Any) -> None:
        super().__init__(**how, formatter_class=_Help)
        self._positionals.title = "tham số"
        self._optionals.title = "tùy chọn"

    def error(self, message: str) -> NoReturn:
        """Refuse the words in one sentence; nothing is printed here and the program does not end."""
        raise WrongWords(f"Chưa hiểu lệnh: {_in_vietnamese(message)}. Chưa làm gì. Xem: python {self.prog} --help.")


def prepare_streams() -> None:
    """Let answers be UTF-8 in files and pipes, and let no sign that a terminal lacks stop a command that is done."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def window_wanted(words: Sequence[str]) -> Path | None:
    """Return the folder of the window that is wanted; ``None`` where there is a command, or words to be refused."""
    if not words:
        return paths.default_folder()
    if len(words) == 2 and words[0] == "--data" and not words[1].startswith("-") and _is_text(words[1]):
        return Path(words[1])  # the usual start: none of the commands has to be read for it
    try:
        arguments = parse(words)
    except WrongWords:
        return None
    return arguments.data if arguments.command is None else None


def parse(words: Sequence[str]) -> argparse.Namespace:
    """Return the arguments; ``command`` is ``None`` where the window is wanted.

    Raises:
        WrongWords: They are none of ours; the exception says so in one sentence.
    """
    parser = Parser(
        prog="main.py",
        parents=[_common()],
        add_help=False,
        allow_abbrev=False,
        description="CCHC Desktop: bàn tiếp nhận hồ sơ của Bộ phận Một cửa. Không có LỆNH: mở cửa sổ.",
    )
    parser.add_argument("--version", action="version", version=__version__, help="bản của chương trình")
    commands = parser.add_subparsers(dest="command", metavar="LỆNH", title="lệnh")
    for name, (help_text, add) in commands_known().items():
        command = commands.add_parser(
            name, help=help_text, description=help_text, parents=[_common()], add_help=False, allow_abbrev=False
        )
        add(command)
        if is_done_by_somebody(name):
            _acting(command)
    from cchc_desktop.cli_step_arguments import pairs_first

    arguments = parser.parse_args(pairs_first(words), argparse.Namespace(data=paths.default_folder(), json=False))
    if any(not _is_text(value) for value in vars(arguments).values()):
        raise WrongWords("Chưa hiểu lệnh: có chữ không phải UTF-8. Chưa làm gì. Đặt bảng mã UTF-8 rồi gõ lại.")
    return arguments


def has_screen(environment: Mapping[str, str] = os.environ) -> bool:
    """Return whether a window could be opened; a screen of this machine is asked whether it is there."""
    if not sys.platform.startswith("linux"):
        return True
    platform = environment.get("QT_QPA_PLATFORM", "")
    if platform and not platform.startswith(("xcb", "wayland")):
        return True
    return _wayland_answers(environment) or _display_answers(environment.get("DISPLAY", ""))


def _display_answers(display: str) -> bool:
    local = re.fullmatch(r"(?:unix)?:([0-9]+)(?:\.[0-9]+)?", display)
    if local is None:
        return bool(display)  # a screen of another machine: only opening the window can tell
    place = f"/tmp/.X11-unix/X{local[1]}"
    return _answers(place) or _answers(f"\0{place}")


def _wayland_answers(environment: Mapping[str, str]) -> bool:
    name = environment.get("WAYLAND_DISPLAY", "")
    return bool(name) and _answers(str(Path(environment.get("XDG_RUNTIME_DIR", "/"), name)))


def _answers(place: str) -> bool:
    with socket.socket(socket.AF_UNIX) as end:
        end.settimeout(_ANSWER_SECONDS)
        try:
            end.connect(place)
        except OSError:
            return False
    return True


def commands_known() -> Mapping[str, tuple[str, Add]]:
    """Return every command; those of a dossier's life are read only where a command was typed."""
    from cchc_desktop import cli_other_desk_arguments, cli_report_arguments, cli_sending_arguments, sentences
    from cchc_desktop.cli_step_arguments import commands

    of_steps = commands({str(kind): words for kind, words in sentences.BY_STEP.items()})
    more = (cli_report_arguments, cli_sending_arguments, cli_other_desk_arguments)
    return {**COMMANDS, **of_steps, **{name: one for module in more for name, one in module.COMMANDS.items()}}


def is_done_by_somebody(command: str) -> bool:
    """Return whether a command may write, so that it takes who acts (``--as``) and that official's PIN."""
    return command not in READING and command not in _BY_NOBODY


def _acting(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--as", dest="acting", default="", metavar="CÁN-BỘ", help="ai làm việc này (mã hoặc họ tên)")
    parser.add_argument(
        "--as-pin-file", dest="acting_pin", type=Path, metavar="TỆP", help="mã PIN của người ấy (- : đầu vào chuẩn)"
    )


def _common() -> Parser:
    common = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("-h", "--help", action="help", help="xem trợ giúp này rồi thôi")
    common.add_argument(
        "--data", type=Path, metavar="THƯ-MỤC", help="thư mục của bàn (mặc định: thư mục dữ liệu của người dùng)"
    )
    common.add_argument("--json", action="store_true", help="trả lời bằng JSON")
    return common


def _is_text(value: object) -> bool:
    """Return whether what was typed is whole text: bytes of another encoding come as halves of signs."""
    if isinstance(value, list):
        return all(_is_text(part) for part in value)
    return not isinstance(value, str) or not re.search("[\ud800-\udfff]", value)


_BY_MESSAGE: Sequence[tuple[str, str]] = (
    (r"the following arguments are required: (.*)", r"còn thiếu \1"),
    (r"unrecognized arguments: (.*)", r"không có \1"),
    (r"argument (.*): invalid choice: (.*) \(choose from (.*)\)", r"\1 không có \2 (chỉ có \3)"),
    (r"argument (.*): expected .* arguments?", r"\1 cần một giá trị"),
    (r"argument (.*): invalid .* value: (.*)", r"\1 không nhận \2"),
    (r"argument (.*): ignored explicit argument (.*)", r"\1 không nhận giá trị \2"),
)


def _in_vietnamese(message: str) -> str:
    line = re.sub("^(the following arguments are required: |argument )action\\b", r"\1VIỆC", " ".join(message.split()))
    for pattern, words in _BY_MESSAGE:
        if re.fullmatch(pattern, line):
            return re.sub(pattern, words, line)
    return line


def _init(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--training", action="store_true", help="thư mục tập: mọi giấy in chữ SPECIMEN, theo CCHC_NOW")
    parser.add_argument("--sample", action="store_true", help="thư mục tập điền sẵn để dùng thử")
    parser.add_argument("--officer", default="", metavar="HỌ-TÊN", help="họ tên cán bộ tiếp nhận")
    parser.add_argument("--settings", type=Path, metavar="TỆP", help="tệp JSON các thiết lập (xem lệnh settings)")
    parser.add_argument("pairs", nargs="*", metavar="TÊN=GIÁ-TRỊ", help="thiết lập, như unit_name='Phước Hòa'")


def _settings(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("pairs", nargs="*", metavar="TÊN=GIÁ-TRỊ", help="đổi thiết lập; bỏ trống: xem tất cả")
    parser.add_argument("--officer", default="", metavar="HỌ-TÊN", help="đổi người làm việc tại bàn, ghi vào sổ")
    parser.add_argument("--officer-pin-file", type=Path, metavar="TỆP", help="mã PIN của người ấy")


def _catalogue(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "action", choices=["list", "load"], help="list: thủ tục đang dùng; load: nạp danh mục, lịch, biểu mẫu mới"
    )
    parser.add_argument("--find", default="", metavar="CHỮ", help="list: chỉ những thủ tục khớp vài chữ này")
    parser.add_argument(
        "--from",
        dest="folder",
        type=Path,
        metavar="THƯ-MỤC",
        help="load: nơi có catalogue/, calendar/, forms/ (mặc định: của chương trình)",
    )


def _due(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="MÃ", help="mã thủ tục, như 1.004873")
    parser.add_argument("--received", metavar="LÚC", help="lúc nhận, như 2023-10-26T15:30 (mặc định: bây giờ)")


def _receive(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--file", type=Path, metavar="TỆP", help="hồ sơ viết bằng JSON (- : từ đầu vào chuẩn)")
    parser.add_argument("--slip", type=Path, metavar="TỆP", help="ghi giấy hẹn hai mặt ra tệp PDF")
    parser.add_argument(
        "--accept-duplicate", action="store_true", help="vẫn nhận khi người này đang có hồ sơ cùng thủ tục"
    )
    parser.add_argument("--example", action="store_true", help="in một hồ sơ mẫu bằng JSON rồi thôi")


def _slip(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="MÃ-HỒ-SƠ")
    parser.add_argument(
        "--out", type=Path, metavar="TỆP", help="ghi giấy hẹn ra tệp PDF; từ lần thứ hai mang dấu in lại"
    )
    parser.add_argument("--reason", default="", metavar="LÝ-DO", help="lý do in lại")
    parser.add_argument("--check", action="store_true", help="dựng lại và so với dấu vết của lần in đầu, không in")


def _fee(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="MÃ-HỒ-SƠ")
    parser.add_argument(
        "state", choices=["cash", "transfer", "waived", "online"], help="tiền mặt, chuyển khoản, miễn, nộp trên Cổng"
    )
    parser.add_argument("--dong", type=_dong, metavar="SỐ", help="số tiền, đồng; bỏ trống: số đã ghi lúc nhận")
    parser.add_argument("--reason", default="", metavar="LÝ-DO", help="lý do miễn")


def _show(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="MÃ-HỒ-SƠ")


def _search(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", nargs="+", metavar="CHỮ", help="mã, tên không dấu, số cuối căn cước, điện thoại")
    parser.add_argument("--limit", type=_limit, default=50, metavar="SỐ", help=f"nhiều nhất bao nhiêu (1-{MOST_FOUND})")


def _clock(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", metavar="NGÀY", help="ngày hôm nay bằng chữ, như 'ngày 26 tháng 10 năm 2023'")


def _next_generation(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--reason", required=True, metavar="LÝ-DO", help="vì sao: khôi phục từ sao lưu, chuyển sang máy khác …"
    )


def _nothing(parser: argparse.ArgumentParser) -> None:
    del parser


def _dong(typed: str) -> int:
    return _whole(typed, least=0, most=10**15)


def _limit(typed: str) -> int:
    return _whole(typed, least=1, most=MOST_FOUND)


def _whole(typed: str, *, least: int, most: int) -> int:
    if not re.fullmatch(r"[0-9]{1,15}", typed) or not least <= int(typed) <= most:
        raise ValueError
    return int(typed)


COMMANDS: Mapping[str, tuple[str, Add]] = {
    "init": ("mở sổ lần đầu trong một thư mục", _init),
    "settings": ("xem hoặc đổi thiết lập", _settings),
    "catalogue": ("danh mục thủ tục", _catalogue),
    "due": ("thời điểm hẹn trả và vì sao", _due),
    "receive": ("tiếp nhận một hồ sơ", _receive),
    "slip": ("giấy hẹn của một hồ sơ", _slip),
    "fee": ("ghi đã thu hoặc miễn lệ phí sau khi nhận", _fee),
    "show": ("một hồ sơ với toàn bộ lịch sử", _show),
    "search": ("tìm hồ sơ; không thấy hồ sơ nào vẫn là đã tìm xong: mã thoát 0, danh sách rỗng", _search),
    "verify": ("kiểm tra sổ: mục nào bị sửa hay thiếu, số nào dùng hai lần, các bảng có bằng bản dựng lại", _nothing),
    "rebuild": ("dựng lại các bảng từ sổ", _nothing),
    "clock": ("xác nhận ngày của đồng hồ máy bằng chữ", _clock),
    "next-generation": ("mở lần lập sổ mới sau khi khôi phục hoặc chuyển máy", _next_generation),
}
"""The commands of receipt and upkeep: what each is for, and what it takes."""
