"""The words of the commands by which packages travel to the city and its answers come back."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

Add = Callable[[argparse.ArgumentParser], None]


def _send(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--folder", type=Path, metavar="THƯ-MỤC", help="lần này gửi vào đây: USB, thư mục trên mạng")
    parser.add_argument("--again", action="store_true", help="gửi lại cả gói bị từ chối")


def _take(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="TỆP", help="tệp trả lời của thành phố")


def _carrier(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--folder", metavar="THƯ-MỤC", help="gửi vào thư mục")
    parser.add_argument("--sftp", metavar="MÁY", help="gửi bằng SFTP tới máy này")
    parser.add_argument("--port", type=_port, default=22, metavar="SỐ", help="cổng SFTP (mặc định 22)")
    parser.add_argument("--user", default="", metavar="TÊN", help="tên đăng nhập SFTP")
    parser.add_argument("--key-file", default="", metavar="TỆP", help="khóa riêng SFTP; bỏ trống: ssh-agent")
    parser.add_argument("--known-hosts", default="", metavar="TỆP", help="tệp có khóa của máy SFTP; phải có")
    parser.add_argument("--remote-folder", default="", metavar="THƯ-MỤC", help="thư mục nhận trên máy SFTP")
    parser.add_argument(
        "--https", nargs="?", const="", metavar="ĐỊA-CHỈ", help="gửi tới máy chủ thành phố; bỏ trống: theo thẻ"
    )
    parser.add_argument("--ca-file", default="", metavar="TỆP", help="chứng thư gốc riêng của thành phố")
    parser.add_argument("--none", action="store_true", help="không gửi tự động")


def _question(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=["list", "answer"], help="list: thành phố hỏi gì; answer: trả lời")
    parser.add_argument("id", nargs="?", default="", metavar="CÂU-HỎI", help="answer: câu hỏi nào")
    parser.add_argument("--text", default="", metavar="CHỮ", help="answer: câu trả lời")


def _port(typed: str) -> int:
    if not typed.isascii() or not typed.isdigit() or not 1 <= int(typed) <= 65535:
        raise ValueError
    return int(typed)


COMMANDS: Mapping[str, tuple[str, Add]] = {
    "send": ("gửi các gói đang chờ cho thành phố; mã thoát 0 khi gói nào cũng đã nhận hoặc đã giao", _send),
    "take-acknowledgement": ("nhận tệp trả lời của thành phố cho một gói", _take),
    "carrier": ("xem hoặc chọn cách gửi cho thành phố: thư mục, SFTP, HTTPS", _carrier),
    "city-question": ("câu hỏi của thành phố về hồ sơ: xem, trả lời", _question),
}
