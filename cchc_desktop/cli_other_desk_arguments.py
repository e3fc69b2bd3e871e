"""The words of the commands about other desks: their packages, exceptions, a ward that passed over, a copy put back."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

Add = Callable[[argparse.ArgumentParser], None]


def _take_package(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", type=Path, nargs="+", metavar="TỆP", help="gói (.cchc) của bàn khác, hoặc thư mục có các gói"
    )


def _exceptions(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "action",
        nargs="?",
        default="list",
        choices=["list", "settle"],
        help="list (để trống cũng thế): ngoại lệ nào còn; settle: ghi cách xử lý",
    )
    parser.add_argument("code", nargs="?", default="", metavar="MÃ-HỒ-SƠ")
    parser.add_argument("--reason", default="", metavar="CHỮ", help="settle: hai bàn đã thống nhất thế nào")


def _take_over(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ward", metavar="MÃ-ĐỊNH-DANH", help="mã của phường, xã đã nhập vào đây")


def _restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="TỆP", help="bản sao trong backups/")
    parser.add_argument("--reason", required=True, metavar="LÝ-DO", help="vì sao khôi phục")


COMMANDS: Mapping[str, tuple[str, Add]] = {
    "take-package": ("nhận gói của bàn khác cùng phường để tra cứu và trả kết quả tại đây", _take_package),
    "exceptions": ("ngoại lệ: việc của hai bàn không thể cùng có hiệu lực", _exceptions),
    "take-over": ("tiếp quản hồ sơ còn mở của phường, xã đã nhập vào đây", _take_over),
    "restore": ("khôi phục sổ từ bản sao, cất sổ hiện có sang một bên, mở lần lập sổ mới", _restore),
}
