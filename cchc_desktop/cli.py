"""The same services from a terminal: for administrators, tests and scripts. Exit code 0 only when it is done."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cchc_desktop import __version__, bootstrap, cli_answers, errors, logs, paths, sentences
from cchc_desktop.clock import moment

NO_SCREEN = (
    "Máy này không có màn hình (DISPLAY, WAYLAND_DISPLAY đều trống) nên chưa mở được cửa sổ: "
    "đăng nhập vào phiên đồ họa, hoặc dùng màn hình ảo: xvfb-run -s '-screen 0 1366x768x24' make run; "
    "không cần màn hình thì xem python main.py --help."
)
DONE, NOT_DONE, WRONG_WORDS = 0, 1, 2

Answer = dict[str, Any]


def has_screen(environment: Mapping[str, str] = os.environ) -> bool:
    """Return whether a window could be opened."""
    if not sys.platform.startswith("linux"):
        return True
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the arguments; ``command`` is ``None`` where the window is wanted."""
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--data", type=Path, help="thư mục của bàn (mặc định: thư mục dữ liệu của người dùng)")
    common.add_argument("--json", action="store_true", help="trả lời bằng JSON")
    parser = argparse.ArgumentParser(
        prog="main.py", parents=[common], description="CCHC Desktop: bàn tiếp nhận hồ sơ của Bộ phận Một cửa."
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", metavar="LỆNH")
    for name, (help_text, add_arguments, _run) in _COMMANDS.items():
        command = commands.add_parser(name, help=help_text, description=help_text, parents=[common])
        add_arguments(command)
    return parser.parse_args(arguments, argparse.Namespace(data=paths.default_folder(), json=False))


def run(arguments: argparse.Namespace) -> int:
    """Carry out one command, print its answer and return the exit code."""
    logs.start(arguments.data / paths.LOGS)
    _help, _arguments, command = _COMMANDS[arguments.command]
    try:
        answer = command(arguments)
    except errors.CchcError as error:
        return _refuse(arguments, type(error).__name__, sentences.sentence(error), error.facts)
    except _WrongInput as error:
        return _refuse(arguments, "WrongInput", str(error), {})
    if arguments.json:
        print(json.dumps({key: value for key, value in answer.items() if key != "text"}, ensure_ascii=False, indent=1))
    else:
        print(answer["text"])
    return DONE if answer.get("done", True) else NOT_DONE


class _WrongInput(Exception):
    """What was given on the command line cannot be read; the words say how it should look."""


def _refuse(arguments: argparse.Namespace, kind: str, words: str, facts: Mapping[str, object]) -> int:
    if arguments.json:
        told = {name: _plain(value) for name, value in facts.items()}
        answer = {"done": False, "error": kind, "sentence": words, "facts": told}
        print(json.dumps(answer, ensure_ascii=False, indent=1))
    print(words, file=sys.stderr)
    return NOT_DONE


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    cause = getattr(value, "cause", None)
    if cause is not None:
        return {"field": getattr(value, "field", ""), "cause": cause}
    return value if isinstance(value, int | bool | None) else str(value)


@contextmanager
def _desk(arguments: argparse.Namespace, *, read_only: bool = False) -> Iterator[bootstrap.Desk]:
    desk = bootstrap.open_desk(arguments.data, read_only=read_only)
    try:
        yield desk
    finally:
        desk.close()


def _add_init(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--training", action="store_true", help="thư mục tập: mọi giấy in chữ SPECIMEN, theo CCHC_NOW")
    parser.add_argument("--sample", action="store_true", help="thư mục tập điền sẵn để dùng thử")
    parser.add_argument("--officer", default="", help="họ tên cán bộ tiếp nhận")
    parser.add_argument("--settings", type=Path, help="tệp JSON các thiết lập (xem lệnh settings)")
    parser.add_argument("pairs", nargs="*", metavar="TÊN=GIÁ TRỊ", help="thiết lập, như unit_name='Phước Hòa'")


def _init(arguments: argparse.Namespace) -> Answer:
    from cchc_desktop.services import desk_setup
    from cchc_desktop.settings import Settings

    is_training = arguments.training or arguments.sample
    base = desk_setup.SAMPLE if arguments.sample else Settings()
    officer = arguments.officer
    if is_training:
        officer = officer or desk_setup.SAMPLE_OFFICER
    if arguments.training and not arguments.sample:
        base = desk_setup.TRAINING
    record = base.to_record()
    if arguments.settings:
        record |= _read_json(arguments.settings)
    record |= _pairs(arguments.pairs)
    opening = desk_setup.Opening(
        settings=desk_setup.settings_from(record), officer_name=officer, is_training=is_training
    )
    desk = bootstrap.first_run(arguments.data, opening)
    try:
        warnings = [sentences.problem_sentence(problem) for problem in desk_setup.check_opening(opening)]
        text = "\n".join([f"Đã mở sổ trong {arguments.data}.", *(f"Lưu ý: {warning}." for warning in warnings)])
        return {"text": text, "done": True, "data": str(arguments.data), "training": is_training, "warnings": warnings}
    finally:
        desk.close()


def _add_settings(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("pairs", nargs="*", metavar="TÊN=GIÁ TRỊ", help="đổi thiết lập; bỏ trống: xem tất cả")
    parser.add_argument("--officer", default="", help="đổi người làm việc tại bàn, ghi vào sổ")


def _settings(arguments: argparse.Namespace) -> Answer:
    with _desk(arguments, read_only=not (arguments.pairs or arguments.officer)) as desk:
        if arguments.officer:
            desk.setup.work_as(desk.setup.name_officer(arguments.officer))
        if arguments.pairs:
            desk.setup.change(_pairs(arguments.pairs))
        record = desk.state.settings.to_record()
        return {"text": cli_answers.settings(record), "version": desk.state.settings_version, "settings": record}


def _add_catalogue(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=["list"], help="list: liệt kê thủ tục đang dùng")
    parser.add_argument("--find", default="", help="chỉ những thủ tục khớp vài chữ này")


def _catalogue(arguments: argparse.Namespace) -> Answer:
    with _desk(arguments, read_only=True) as desk:
        procedures = desk.state.catalogue.in_force(desk.clock.now().date())
        if arguments.find:
            procedures = tuple(
                desk.state.procedures_found(arguments.find, desk.clock.now().date(), limit=len(procedures))
            )
        rows = [cli_answers.procedure_record(procedure) for procedure in procedures]
        version = desk.state.catalogue_version
        return {"text": cli_answers.catalogue(rows), "version": version, "procedures": rows}


def _add_due(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="MÃ", help="mã thủ tục, như 1.004873")
    parser.add_argument("--received", metavar="LÚC", help="lúc nhận, như 2023-10-26T15:30 (mặc định: bây giờ)")


def _due(arguments: argparse.Namespace) -> Answer:
    with _desk(arguments, read_only=True) as desk:
        received_at = _moment(arguments.received) if arguments.received else desk.clock.now()
        promise = desk.intake.promise(arguments.code, received_at)
        return cli_answers.due(arguments.code, received_at, promise)


def _add_receive(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--file", type=Path, help="hồ sơ viết bằng JSON (- : từ đầu vào chuẩn)")
    parser.add_argument("--slip", type=Path, metavar="TỆP", help="ghi giấy hẹn hai mặt ra tệp PDF")
    parser.add_argument(
        "--accept-duplicate", action="store_true", help="vẫn nhận khi người này đang có hồ sơ cùng thủ tục"
    )
    parser.add_argument("--example", action="store_true", help="in một hồ sơ mẫu bằng JSON rồi thôi")


def _receive(arguments: argparse.Namespace) -> Answer:
    if arguments.example:
        example = cli_answers.example_dossier()
        return {"text": json.dumps(example, ensure_ascii=False, indent=1), **example}
    if arguments.file is None:
        raise _WrongInput("Thiếu --file TỆP.json. Xem mẫu bằng: receive --example.")
    from cchc_desktop.domain.intake import form_from_record

    record = _read_json(arguments.file)
    if arguments.accept_duplicate:
        record["accepts_duplicate"] = True
    with _desk(arguments) as desk:
        if arguments.slip:
            _refuse_folder(arguments.slip)
        try:
            form = form_from_record(record, desk.clock.now().date())
        except ValueError as error:
            raise _WrongInput(f"Hồ sơ trong tệp chưa đọc được: {error}. Chưa có gì được lưu.") from error
        received = desk.intake.receive(desk.intake.with_usual_papers(form, listed="papers" in record))
        answer = cli_answers.dossier(desk.view.dossier(received.dossier.code))
        if arguments.slip:
            pdf = desk.papers.order(received.dossier, received.personal).build()
            answer |= _write_out(desk, received.print_job, pdf, arguments.slip)
        return answer


def _add_slip(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="MÃ HỒ SƠ")
    parser.add_argument(
        "--out", type=Path, metavar="TỆP", help="ghi giấy hẹn ra tệp PDF; từ lần thứ hai mang dấu in lại"
    )
    parser.add_argument("--reason", default="", help="lý do in lại")
    parser.add_argument("--check", action="store_true", help="dựng lại và so với dấu vết của lần in đầu, không in")


def _slip(arguments: argparse.Namespace) -> Answer:
    if arguments.check == bool(arguments.out):
        raise _WrongInput("Chọn một: --out TỆP để lấy giấy hẹn, hoặc --check để so với lần in đầu.")
    if arguments.check:
        with _desk(arguments, read_only=True) as desk:
            same = desk.papers.is_like_first(arguments.code)
            return cli_answers.slip_check(arguments.code, same)
    _refuse_folder(arguments.out)
    with _desk(arguments) as desk:
        waiting = [job for job in desk.view.dossier(arguments.code).jobs if not job.reprint and job.state == "wanted"]
        if waiting:
            pdf = desk.papers.order_of(arguments.code).build()
            written = _write_out(desk, waiting[0].id, pdf, arguments.out)
            return {
                "text": f"Giấy hẹn {arguments.code}: {arguments.out}",
                "code": arguments.code,
                "reprint": 0,
                **written,
            }
        reason = arguments.reason or "In lại từ dòng lệnh"
        again = desk.papers.reprint(arguments.code, reason)
        written = _write_out(desk, again.job, again.pdf, arguments.out)
        text = f"Giấy hẹn {arguments.code}, in lại lần {again.times}: {arguments.out}"
        return {
            "text": text,
            "code": arguments.code,
            "reprint": again.times,
            "like_first": again.is_like_first,
            **written,
        }


def _write_out(desk: bootstrap.Desk, job: int, pdf: bytes, out: Path) -> Answer:
    """Write the PDF where it was asked for, then record that the paper is out."""
    from cchc_desktop.domain.slip import Offsets
    from cchc_desktop.services.paper_desk import BOTH_COUNTERPARTS, sha256
    from cchc_desktop.services.print_desk import FILE

    try:
        out.write_bytes(pdf)
    except OSError as error:
        raise errors.PrintError(folder=str(out.parent), cause=type(error).__name__) from error
    hashed = sha256(pdf)
    desk.printing.note_out(job, sha256=hashed, way=FILE, offsets=Offsets(), counterparts=BOTH_COUNTERPARTS)
    return {"slip": str(out), "sha256": hashed}


def _add_fee(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="MÃ HỒ SƠ")
    parser.add_argument("state", choices=["cash", "transfer", "waived"], help="tiền mặt, chuyển khoản, miễn")
    parser.add_argument("--dong", type=int, help="số tiền, đồng; bỏ trống: số đã ghi lúc nhận")
    parser.add_argument("--reason", default="", help="lý do miễn")


def _fee(arguments: argparse.Namespace) -> Answer:
    from cchc_desktop.domain.dossier import FeeState

    with _desk(arguments) as desk:
        desk.fees.settle(arguments.code, FeeState(arguments.state), dong=arguments.dong, reason=arguments.reason)
        return cli_answers.dossier(desk.view.dossier(arguments.code))


def _add_show(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="MÃ HỒ SƠ")


def _show(arguments: argparse.Namespace) -> Answer:
    with _desk(arguments, read_only=True) as desk:
        return cli_answers.dossier(desk.view.dossier(arguments.code))


def _add_search(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", nargs="+", help="mã, tên không dấu, số cuối căn cước, điện thoại")
    parser.add_argument("--limit", type=int, default=50)


def _search(arguments: argparse.Namespace) -> Answer:
    with _desk(arguments, read_only=True) as desk:
        lines = desk.view.search(" ".join(arguments.text), limit=arguments.limit)
        return cli_answers.lines(lines)


def _add_nothing(parser: argparse.ArgumentParser) -> None:
    del parser


def _verify(arguments: argparse.Namespace) -> Answer:
    from cchc_desktop.services import upkeep

    with _desk(arguments, read_only=True) as desk:
        return cli_answers.verdict(upkeep.verify(desk.db))


def _rebuild(arguments: argparse.Namespace) -> Answer:
    from cchc_desktop.services import upkeep

    count = upkeep.rebuild_folder(arguments.data)
    return {"text": f"Đã dựng lại các bảng từ {count} mục của sổ.", "entries": count}


def _add_clock(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", metavar="NGÀY", help="ngày hôm nay bằng chữ, như 'ngày 26 tháng 10 năm 2023'")


def _clock(arguments: argparse.Namespace) -> Answer:
    with _desk(arguments) as desk:
        now = desk.clock.now()
        is_accepted = desk.recorder.accept_clock(arguments.words)
        told = f"{now:%H:%M %d/%m/%Y}"
        text = (
            f"Đã ghi: đồng hồ {told} là đúng."
            if is_accepted
            else f"Ngày vừa gõ không khớp đồng hồ ({told}). Chưa ghi gì."
        )
        return {"text": text, "done": is_accepted, "now": now.isoformat()}


def _add_next_generation(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reason", required=True, help="vì sao: khôi phục từ sao lưu, chuyển sang máy khác …")


def _next_generation(arguments: argparse.Namespace) -> Answer:
    journal = bootstrap.next_generation(arguments.data, arguments.reason)
    return {"text": f"Đã mở đời sổ mới: {journal}.", "journal": journal}


def _pairs(pairs: Sequence[str]) -> dict[str, Any]:
    """Return NAME=VALUE pairs; a value that is JSON (a list, a number) is taken as such, else as text."""
    from cchc_desktop.settings import Settings

    known = Settings().to_record()
    found: dict[str, Any] = {}
    for pair in pairs:
        name, is_pair, value = pair.partition("=")
        if not is_pair or name not in known:
            raise _WrongInput(f"Không có thiết lập nào tên là {name}. Các tên: {', '.join(known)}.")
        found[name] = value.replace("\\n", "\n")
        if not isinstance(known[name], str):
            try:
                found[name] = json.loads(value)
            except ValueError as error:
                raise _WrongInput(f"Giá trị của {name} phải là JSON, như {json.dumps(known[name])}.") from error
        if type(found[name]) is not type(known[name]):
            raise _WrongInput(f"Giá trị của {name} phải như {json.dumps(known[name], ensure_ascii=False)}.")
    return found


def _read_json(path: Path) -> dict[str, Any]:
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text("utf-8")
        record = json.loads(text)
    except OSError as error:
        raise _WrongInput(f"Không đọc được tệp {path.name}. Chưa có gì được lưu.") from error
    except ValueError as error:
        raise _WrongInput(f"Tệp {path.name} không phải JSON bằng UTF-8. Chưa có gì được lưu.") from error
    if not isinstance(record, dict):
        raise _WrongInput(f"Tệp {path.name} phải chứa một đối tượng JSON. Chưa có gì được lưu.")
    return record


def _moment(text: str) -> Any:
    try:
        return moment(text)
    except ValueError as error:
        raise _WrongInput("Lúc nhận viết dạng 2023-10-26T15:30.") from error


def _refuse_folder(out: Path) -> None:
    """Refuse before anything is recorded when the file could never be written."""
    folder = out.absolute().parent
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        raise _WrongInput(f"Không ghi được vào thư mục {folder}. Chưa có gì được lưu; chọn nơi khác cho giấy hẹn.")


_COMMANDS: Mapping[
    str, tuple[str, Callable[[argparse.ArgumentParser], None], Callable[[argparse.Namespace], Answer]]
] = {
    "init": ("mở sổ lần đầu trong một thư mục", _add_init, _init),
    "settings": ("xem hoặc đổi thiết lập", _add_settings, _settings),
    "catalogue": ("danh mục thủ tục", _add_catalogue, _catalogue),
    "due": ("thời điểm hẹn trả và vì sao", _add_due, _due),
    "receive": ("tiếp nhận một hồ sơ", _add_receive, _receive),
    "slip": ("giấy hẹn của một hồ sơ", _add_slip, _slip),
    "fee": ("ghi đã thu hoặc miễn lệ phí sau khi nhận", _add_fee, _fee),
    "show": ("một hồ sơ với toàn bộ lịch sử", _add_show, _show),
    "search": ("tìm hồ sơ", _add_search, _search),
    "verify": ("kiểm tra chuỗi sổ, khoảng trống, và các bảng có bằng bản dựng lại", _add_nothing, _verify),
    "rebuild": ("dựng lại các bảng từ sổ", _add_nothing, _rebuild),
    "clock": ("xác nhận ngày của đồng hồ máy bằng chữ", _add_clock, _clock),
    "next-generation": ("mở đời sổ mới sau khi khôi phục hoặc chuyển máy", _add_next_generation, _next_generation),
}
