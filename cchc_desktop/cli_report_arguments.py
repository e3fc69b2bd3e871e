"""The words of the commands about old books, figures and reports."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

Add = Callable[[argparse.ArgumentParser], None]

KINDS = ("06a", "ward", "officers", "ratios")
_PERIODS = "như 2023, 2023-H1, 2023-9M, 2023-Q4, 2023-11 (tháng 11: từ 15/10 đến 14/11)"


def _import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="TỆP", help="sổ theo dõi dạng CSV")
    parser.add_argument("--officer", default="", metavar="TÊN", help="chỉ những dòng của cán bộ này")
    parser.add_argument("--dry-run", action="store_true", help="chỉ xem sẽ ra sao, không ghi gì")


def _report(parser: argparse.ArgumentParser) -> None:
    _of(parser)
    _moments(parser)
    parser.add_argument("--sent", action="store_true", help="đúng như lần gửi cuối của kỳ này")
    _files(parser)


def _send(parser: argparse.ArgumentParser) -> None:
    _of(parser)
    _files(parser)


def _behind(parser: argparse.ArgumentParser) -> None:
    _of(parser)
    parser.add_argument("figure", metavar="SỐ-LIỆU", help="tên số liệu, như resolved_late")
    parser.add_argument("--row", default="", metavar="DÒNG", help="như procedure:1.004873, 'field:Hộ tịch', officer:u1")
    parser.add_argument("--limit", type=int, default=0, metavar="SỐ")
    _moments(parser)


def _time_saved(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="since", required=True, metavar="NGÀY", help="như 2023-10-24")
    parser.add_argument("--to", dest="until", required=True, metavar="NGÀY")
    _files(parser)


def _figure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--period", required=True, metavar="KỲ", help=_PERIODS)
    parser.add_argument("name", metavar="TÊN", help="như e_certified, feedback_received, typed_received")
    parser.add_argument("value", type=int, metavar="SỐ")


def _evaluations(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quarter", required=True, metavar="QUÝ", help="như 2023-Q4")
    parser.add_argument("file", type=Path, metavar="TỆP.json", help='{"câu hỏi": {"mức": số phiếu, …}, …}')


def _of(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=KINDS, metavar="BÁO-CÁO", help=", ".join(KINDS))
    parser.add_argument("--period", required=True, metavar="KỲ", help=_PERIODS)


def _moments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--as-of", default="", metavar="LÚC", help="tính việc đã xảy ra đến lúc này (mặc định: hết kỳ)")
    parser.add_argument("--known-at", default="", metavar="LÚC", help="chỉ theo những gì sổ đã ghi đến lúc này")


def _files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--pdf", type=Path, metavar="TỆP")
    parser.add_argument("--xlsx", type=Path, metavar="TỆP")


COMMANDS: Mapping[str, tuple[str, Add]] = {
    "import-logbook": ("nạp sổ theo dõi cũ từ tệp CSV; mã thoát 0 khi không dòng nào bị từ chối", _import),
    "report": ("báo cáo của một kỳ: Biểu II.06a, bảng của phường, cán bộ, tỷ lệ", _report),
    "report-send": ("ghi sổ rằng báo cáo của kỳ đã gửi, để sau này lấy lại đúng như vậy", _send),
    "behind": ("danh sách hồ sơ sau một con số của báo cáo", _behind),
    "time-saved": ("không giấy hẹn: số hồ sơ và thời gian tiết kiệm", _time_saved),
    "figure": ("nhập tay một số liệu của hệ thống khác", _figure),
    "evaluations": ("nhập số phiếu đánh giá của một quý", _evaluations),
}
