"""The words of commands about a dossier's life, lists and people."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from cchc_desktop.domain.steps import STEPS, StepForm
from cchc_desktop.text import parse_dong

Add = Callable[[argparse.ArgumentParser], None]
_MOST_DONG = 10**15


def command_of(form: StepForm) -> str:
    """Return the command's word of a step: "supplement-request"."""
    return str(form.kind).replace("_", "-")


_WITH_VALUE = (
    "--data", "--file", "--item", "--approver", "--pin-file", "--as", "--as-pin-file", "--new-due-at", "--agreement",
    "--reason",
)  # fmt: skip


def pairs_first(words: Sequence[str]) -> list[str]:
    """Return the words of a step with its NAME=VALUE right behind the code, wherever they were typed.

    argparse takes a list of bare words in one piece only: behind an option it would know them no more.
    """
    steps = {command_of(form): form for form in STEPS.values()}
    place = next((place for place, word in enumerate(words) if word in steps), -1)
    if place < 0:
        return list(words)
    names = {field.name for field in steps[words[place]].fields}
    behind = ""
    pairs: list[str] = []
    rest: list[str] = []
    for word in words[place + 1 :]:
        is_pair = behind not in _WITH_VALUE and word.partition("=")[0] in names and "=" in word
        (pairs if is_pair else rest).append(word)
        behind = word
    code = next((at for at, word in enumerate(rest) if _is_bare(rest, at)), len(rest) - 1) + 1
    return [*words[: place + 1], *rest[:code], *pairs, *rest[code:]]


def _is_bare(words: Sequence[str], place: int) -> bool:
    return not words[place].startswith("--") and (place == 0 or words[place - 1] not in _WITH_VALUE)


def _approving(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--approver", default="", metavar="CÁN-BỘ", help="ai duyệt (mã hoặc họ tên)")
    parser.add_argument(
        "--pin-file", type=Path, metavar="TỆP", help="tệp chứa mã PIN của người duyệt (- : đầu vào chuẩn)"
    )


def _step(form: StepForm) -> Add:
    names = ", ".join(field.name for field in form.fields)

    def add(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("code", metavar="MÃ-HỒ-SƠ")
        parser.add_argument("pairs", nargs="*", metavar="TÊN=GIÁ-TRỊ", help=f"các ô: {names}")
        parser.add_argument("--file", type=Path, metavar="TỆP", help="các ô viết bằng JSON (- : đầu vào chuẩn)")
        if form.field("items"):
            parser.add_argument(
                "--item", action="append", default=[], metavar="TÊN", help="một giấy tờ cần bổ sung (lặp lại được)"
            )
        parser.add_argument("--draft", action="store_true", help="chỉ trình duyệt")
        parser.add_argument("--check", action="store_true", help="chỉ xem còn thiếu gì, không ghi")
        _approving(parser)

    return add


def _code(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="MÃ-HỒ-SƠ")


def _nothing(parser: argparse.ArgumentParser) -> None:
    del parser


def _approve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="MÃ-HỒ-SƠ")
    parser.add_argument("number", type=int, nargs="?", default=0, metavar="SỐ", help="số mục của bản trình")
    _approving(parser)


def _send_back(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="MÃ-HỒ-SƠ")
    parser.add_argument("number", type=int, nargs="?", default=0, metavar="SỐ")
    parser.add_argument("--reason", default="", metavar="LÝ-DO")


def _paper(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="MÃ-HỒ-SƠ", help="- : giấy chưa có hồ sơ, kèm --entry")
    parser.add_argument("kind", metavar="LOẠI", help="loại giấy, như supplement_request")
    parser.add_argument("--out", type=Path, required=True, metavar="TỆP")
    parser.add_argument("--entry", type=int, default=0, metavar="SỐ", help="của mục nào; bỏ trống: lần cuối")
    parser.add_argument("--reason", default="", metavar="LÝ-DO", help="lý do in lại")


def _attach(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="MÃ-HỒ-SƠ")
    parser.add_argument("file", type=Path, metavar="TỆP")
    parser.add_argument(
        "--role", default="paper", choices=["paper", "signed_document", "result", "other"], help="là giấy gì"
    )
    parser.add_argument("--signed-at", default="", metavar="LÚC", help="ký lúc nào (kết quả)")


def _advice(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--file", type=Path, required=True, metavar="TỆP", help="JSON: form, items, reasons, reason")
    parser.add_argument("--out", type=Path, metavar="TỆP", help="ghi phiếu ra tệp PDF")


def _online(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=["list", "file", "import", "answer"])
    parser.add_argument("what", nargs="*", metavar="GIÁ-TRỊ", help="file: TỆP.json; import: TỆP.xlsx; answer: MÃ LỜI")


def _emergency(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("count", type=int, metavar="SỐ-TỜ")
    parser.add_argument("--out", type=Path, required=True, metavar="TỆP")


def _register(parser: argparse.ArgumentParser) -> None:
    _period(parser)
    parser.add_argument("--pdf", type=Path, metavar="TỆP")
    parser.add_argument("--xlsx", type=Path, metavar="TỆP")


def _period(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="since", required=True, metavar="NGÀY", help="như 2023-10-15")
    parser.add_argument("--to", dest="until", required=True, metavar="NGÀY")


def _spot_check(parser: argparse.ArgumentParser) -> None:
    _period(parser)
    parser.add_argument("--kinds", default="", metavar="LOẠI,…", help="bước nào; bỏ trống: tất cả")
    parser.add_argument("--picks", type=int, default=5, metavar="SỐ")
    parser.add_argument("--seed", type=int, default=0, metavar="SỐ", help="để chọn lại đúng như trước")


def _board(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", nargs="?", default="", metavar="BẢNG", help="bỏ trống: số đếm của mọi bảng")


def _same_day(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=["board", "start", "ready", "return", "to-appointment", "unreliable"])
    parser.add_argument("code", nargs="?", default="", metavar="MÃ-HỒ-SƠ")
    parser.add_argument("pairs", nargs="*", metavar="TÊN=GIÁ-TRỊ", help="return: như các ô của lệnh result-return")
    parser.add_argument(
        "--new-due-at", default="", metavar="LÚC", help="to-appointment: hẹn lúc nào, bỏ trống: tự tính"
    )
    parser.add_argument("--agreement", default="", metavar="VĂN-BẢN", help="to-appointment: thỏa thuận bằng văn bản")
    parser.add_argument("--reason", default="", metavar="LÝ-DO", help="unreliable: vì sao")


def _close_day(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--list", action="store_true", help="chỉ xem những việc chưa xong, không chốt")
    parser.add_argument(
        "--cash-counted", type=_counted, metavar="ĐỒNG", help="tiền mặt đếm được; lệch sổ thì nói ra, vẫn chốt"
    )


def _counted(typed: str) -> int:
    """Return a sum as a clerk writes it ("386.000"); argparse words the refusal."""
    amount = parse_dong(typed)
    if amount is None or amount > _MOST_DONG:
        raise ValueError
    return amount


def _day_sheet(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("day", metavar="NGÀY", help="2023-10-26")
    parser.add_argument("--part", type=int, default=1, metavar="SỐ", help="2, 3 …: gói bổ sung của ngày")
    parser.add_argument("--out", type=Path, required=True, metavar="TỆP")


def _package(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("day", metavar="NGÀY", help="2023-10-26")
    parser.add_argument("--out", type=Path, required=True, metavar="THƯ-MỤC")


def _package_check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="TỆP")


def _year_pack(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, nargs="?", metavar="TỆP", help="tệp .cchc-nam; bỏ trống: lấy từ thành phố")
    parser.add_argument("--accept", action="store_true", help="nhận gói vào sổ; không có thì chỉ xem")


def _enrol(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--card", type=Path, metavar="TỆP", help="nhận thẻ của thành phố, hoặc khóa của phường từ bàn 1"
    )
    parser.add_argument(
        "--other-city", action="store_true", help="cùng --card: thẻ này thay thẻ thành phố đang dùng, từ nay gửi về đó"
    )
    parser.add_argument("--ward-key", action="store_true", help="xuất khóa của phường cho bàn khác của phường")
    parser.add_argument("--new-key", action="store_true", help="đổi khóa ký của bàn; cần --cause")
    parser.add_argument("--cause", default="", metavar="LÝ-DO", help="vì sao đổi khóa")
    parser.add_argument(
        "--revoked", action="store_true", help="khóa cũ đã lộ: không ký gì nữa, gói chưa nhận được ký lại"
    )
    parser.add_argument("--qr", type=Path, metavar="TỆP", help="thẻ của bàn thành mã QR, .pdf hoặc .png")
    parser.add_argument(
        "--key-store", choices=["system", "file"], help="cất khóa riêng: kho khóa của hệ thống, hoặc tệp riêng"
    )
    parser.add_argument("--register", action="store_true", help="gửi thẻ của bàn đến dịch vụ của thành phố")
    parser.add_argument("--out", type=Path, metavar="TỆP", help="ghi thẻ ra tệp; bỏ trống: in ra màn hình")


def _out(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, required=True, metavar="TỆP")


def _official(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="HỌ-TÊN")
    parser.add_argument("--roles", default="clerk", metavar="VAI,…", help="clerk, leader, administrator")
    parser.add_argument("--title", default="", metavar="CHỨC-VỤ")
    parser.add_argument("--capacity", default="", metavar="DÒNG", help="'KT. CHỦ TỊCH|PHÓ CHỦ TỊCH'")
    parser.add_argument("--inactive", action="store_true", help="không còn làm việc ở đây")


def _pin(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="CÁN-BỘ")
    parser.add_argument("--pin-file", type=Path, required=True, metavar="TỆP", help="mã PIN mới (- : đầu vào chuẩn)")
    parser.add_argument("--old-pin-file", type=Path, metavar="TỆP", help="mã PIN đang dùng; lần đầu thì --as quản trị")


def _delegate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("leader", metavar="LÃNH-ĐẠO")
    parser.add_argument("deputy", metavar="NGƯỜI-THAY")
    _period(parser)
    parser.add_argument("--decision", required=True, metavar="VĂN-BẢN")


def commands(step_words: Mapping[str, str]) -> dict[str, tuple[str, Add]]:
    """Return the commands, each with what it is for and what it takes; ``step_words`` name the steps."""
    found: dict[str, tuple[str, Add]] = {
        command_of(form): (f"bước: {step_words[form.kind]}", _step(form)) for form in STEPS.values()
    }
    found |= {
        "steps": ("các bước mà trạng thái của hồ sơ cho phép", _code),
        "drafts": ("các bản trình chờ lãnh đạo duyệt", _nothing),
        "approve": ("duyệt một bản trình", _approve),
        "send-back": ("trả lại một bản trình, hoặc rút bản của mình", _send_back),
        "paper": ("ghi giấy của một bước ra tệp PDF", _paper),
        "attach": ("thêm tệp đính kèm vào hồ sơ", _attach),
        "guidance": ("phiếu hướng dẫn bổ sung khi chưa nhận hồ sơ", _advice),
        "intake-refusal": ("phiếu từ chối tiếp nhận, không mở hồ sơ", _advice),
        "online": ("hồ sơ trực tuyến chờ tiếp nhận trong 8 giờ làm việc", _online),
        "emergency-slips": ("in sẵn giấy tiếp nhận tạm, dùng khi mất điện", _emergency),
        "register": ("sổ theo dõi hồ sơ của một kỳ", _register),
        "due-list": ("danh sách sắp đến hạn của buổi này", _nothing),
        "board": ("một bảng theo dõi, hoặc số đếm của mọi bảng", _board),
        "same-day": ("không giấy hẹn: bảng chờ, bắt đầu, có kết quả, trả, chuyển sang hẹn", _same_day),
        "close-day": ("chốt ngày: kiểm việc còn lại, niêm phong, sao lưu, lập gói cho thành phố", _close_day),
        "day-sheet": ("trang ký của một ngày đã chốt: số liệu, tiền, dấu niêm phong", _day_sheet),
        "package": ("chép gói của một ngày đã chốt ra thư mục hoặc USB", _package),
        "package-check": ("xem dạng và cỡ của một gói, không cần khóa", _package_check),
        "year-pack": ("gói năm của thành phố: xem những gì thay đổi, hoặc nhận", _year_pack),
        "enrol": ("thẻ của bàn cho thành phố; nhận thẻ của thành phố", _enrol),
        "spot-check": ("chọn ngẫu nhiên hồ sơ để kiểm tra", _spot_check),
        "morning-page": ("trang đầu ngày của lãnh đạo", _out),
        "officials": ("cán bộ, vai trò và ủy quyền", _nothing),
        "official": ("thêm hoặc đổi một cán bộ", _official),
        "pin": ("đặt mã PIN", _pin),
        "delegate": ("ủy quyền duyệt trong một thời gian", _delegate),
    }
    return found
