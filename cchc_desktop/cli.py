"""The same services from a terminal: for administrators, tests and scripts. Exit code 0 only when it is done."""

from __future__ import annotations

import argparse
import dataclasses
import errno
import functools
import hashlib
import json
import logging
import os
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from cchc_desktop import (
    bootstrap,
    cli_answers,
    cli_arguments,
    cli_day_end,
    cli_lists,
    cli_other_desks,
    cli_people,
    cli_reading,
    cli_refusals,
    cli_reports,
    cli_same_day,
    cli_sending,
    cli_steps,
    cli_year_pack,
    errors,
    logs,
    paths,
    sentences,
)
from cchc_desktop.cli_desk import (
    Answer,
    let_act,
    official_named,
    only_reads,
    open_desk,
    pin,
    refuse_unproved,
    write_out,
)

logger = logging.getLogger(__name__)

DONE, NOT_DONE = 0, 1


def main(words: Sequence[str]) -> int:
    """Carry out what was typed and return the exit code."""
    arguments = parse(words)
    sys.excepthook = crashed(arguments)
    return run(arguments)


def parse(words: Sequence[str]) -> argparse.Namespace:
    """Return the arguments (``command`` is ``None`` where the window is wanted), or end with what is wrong."""
    try:
        return cli_arguments.parse(words)
    except cli_arguments.WrongWords as wrong:
        _refuse("--json" in words, "WrongWords", str(wrong), {})
        raise SystemExit(cli_arguments.WRONG_WORDS) from wrong


def run(arguments: argparse.Namespace) -> int:
    """Carry out one command, print its answer and return the exit code."""
    if bootstrap.is_prepared(arguments.data):
        logs.start(arguments.data / paths.LOGS)
    try:
        answer = _COMMANDS[arguments.command](arguments)
    except cli_reading.WrongInput as error:
        return _refuse(arguments.json, "WrongInput", str(error), {})
    except errors.CchcError as error:
        return _refuse_ours(arguments, error)
    except OSError as error:
        return _refuse_ours(arguments, _of_the_machine(error, arguments.data))
    done = answer.get("done", True)
    is_told = _print(_as_json(answer) if arguments.json else answer["text"] if done else "")
    if not done:
        print(answer["text"], file=sys.stderr)
    return DONE if done and is_told else NOT_DONE


def crashed(arguments: argparse.Namespace) -> Callable[..., None]:
    """Return the last resort (`sys.excepthook`): a calm sentence with a code; where it happened goes to the log."""

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            words = "Đã ngắt giữa chừng. Việc nào đã vào sổ thì còn nguyên. Xem lại bằng search."
            _refuse(arguments.json, "Interrupted", words, {})
        elif isinstance(error, ImportError) and not (error.name or "").startswith(("cchc_desktop", "ui")):
            lacking = error.name or "thư viện của hệ thống"
            words = f"Máy này chưa cài đủ cho chương trình (thiếu {lacking}). Chạy make run một lần rồi làm lại."
            _refuse(arguments.json, "NotInstalled", words, {"missing": lacking})
        else:
            # Where, and never what: the words of an error nobody foresaw may hold a citizen's.
            place = "".join(traceback.format_tb(trace))
            code = hashlib.sha256(place.encode()).hexdigest()[:4].upper()
            logger.error("crash %s: %s\n%s", code, kind.__name__, place)
            words = (
                f"Chương trình gặp lỗi (mã {code}). Những gì đã vào sổ vẫn còn nguyên. "
                f"Báo quản trị mã này và gửi thư mục {arguments.data / paths.LOGS}."
            )
            _refuse(arguments.json, "Crash", words, {"code": code})

    return tell


def _of_the_machine(error: OSError, folder: Path) -> errors.StoreError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return errors.DiskFull(folder=str(folder))
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return errors.FolderReadOnly(folder=str(folder))
    return errors.StoreError(cause=type(error).__name__, code=errno.errorcode.get(error.errno or 0, ""))


def _print(text: str) -> bool:
    """Print an answer and return whether somebody got it; a reader who has seen enough did."""
    try:
        print(text, end="\n" if text else "")
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing more is tried at the end of the run
        if isinstance(error, BrokenPipeError):
            return True
        print("Việc đã làm xong, nhưng câu trả lời không ghi ra được. Xem lại bằng show hoặc search.", file=sys.stderr)
        return False
    return True


def _as_json(answer: Mapping[str, Any]) -> str:
    if answer.keys() == {"text"}:
        return str(answer["text"])  # what is JSON already
    told = {"done": True} | {key: value for key, value in answer.items() if key != "text"}
    return json.dumps(told, ensure_ascii=False, indent=1)


def _refuse(wants_json: bool, kind: str, words: str, facts: Mapping[str, object]) -> int:
    if wants_json:
        told = {name: _plain(value) for name, value in facts.items()}
        _print(_as_json({"done": False, "error": kind, "sentence": words, "facts": told}))
    print(words, file=sys.stderr)
    return NOT_DONE


def _refuse_ours(arguments: argparse.Namespace, error: errors.CchcError) -> int:
    words = cli_refusals.words(error, arguments.command, only_reads=only_reads(arguments))
    return _refuse(arguments.json, type(error).__name__, words, error.facts)


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name: _plain(part) for name, part in dataclasses.asdict(value).items()}
    return value if isinstance(value, int | bool | None) else str(value)


def _init(arguments: argparse.Namespace) -> Answer:
    from cchc_desktop.services import desk_setup
    from cchc_desktop.settings import Settings

    is_training = arguments.training or arguments.sample
    base = desk_setup.SAMPLE if arguments.sample else desk_setup.TRAINING if is_training else Settings()
    given = cli_reading.settings(cli_reading.json_file(arguments.settings)) if arguments.settings else {}
    given |= cli_reading.pairs(arguments.pairs)
    record = base.to_record() | given
    if "desk_name" not in given:
        record["desk_name"] = f"Bàn {record['desk_number']}"
    opening = desk_setup.Opening(
        settings=desk_setup.settings_from(record),
        officer_name=arguments.officer or (desk_setup.SAMPLE_OFFICER if is_training else ""),
        is_training=is_training,
    )
    bootstrap.first_run(arguments.data, opening).close()
    warnings = [sentences.problem_sentence(problem) for problem in desk_setup.check_opening(opening)]
    text = "\n".join([f"Đã mở sổ trong {arguments.data}.", *(f"Lưu ý: {warning}." for warning in warnings)])
    return {"text": text, "done": True, "data": str(arguments.data), "training": is_training, "warnings": warnings}


def _settings(arguments: argparse.Namespace) -> Answer:
    changes = cli_reading.pairs(arguments.pairs)
    with open_desk(arguments) as desk:
        if arguments.officer:
            _let_work(desk, arguments)
        before = desk.state.settings.to_record()
        if changes:
            desk.setup.change(changes)
        record = desk.state.settings.to_record()
        officer = desk.state.officer_name(desk.recorder.actor)
        told = {*changes, *(name for name in record if record[name] != before.get(name))} if changes else {*record}
        return cli_answers.settings(record, desk.state.settings_version, officer, told)


def _let_work(desk: bootstrap.Desk, arguments: argparse.Namespace) -> None:
    """Let an official work from now on; a desk without PINs takes a new name as it is typed."""
    if desk.people.asks_for_pins():
        officer = official_named(desk.people, arguments.officer).id
        refuse_unproved(desk.people, officer)
    else:
        officer = desk.setup.name_officer(arguments.officer)
    desk.people.switch_to(officer, pin(arguments.officer_pin_file))


def _catalogue(arguments: argparse.Namespace) -> Answer:
    if arguments.action == "load":
        return _load_packs(arguments)
    with open_desk(arguments) as desk:
        today = desk.clock.now().date()
        procedures = desk.state.catalogue.in_force(today)
        if arguments.find:
            procedures = tuple(desk.state.procedures_found(arguments.find, today, limit=len(procedures)))
        rows = [cli_answers.procedure_record(procedure) for procedure in procedures]
        version = desk.state.catalogue_version
        return {"text": cli_answers.catalogue(rows), "version": version, "procedures": rows}


def _load_packs(arguments: argparse.Namespace) -> Answer:
    from cchc_desktop import paths
    from cchc_desktop.services.catalogue_desk import read_packs

    packs = read_packs(arguments.folder or paths.resources())
    if not packs:
        words = f"Thư mục {arguments.folder} không có catalogue/, calendar/ hay forms/. Chưa nạp gì."
        raise cli_reading.WrongInput(words)
    with open_desk(arguments) as desk:
        kinds = desk.packs.load(packs)
        years = sorted(desk.state.calendar.years)
        return cli_answers.packs(kinds, desk.state.catalogue_version, years)


def _due(arguments: argparse.Namespace) -> Answer:
    received_at = cli_reading.received_at(arguments.received) if arguments.received else None
    with open_desk(arguments) as desk:
        received_at = received_at or desk.clock.now()
        promise = desk.intake.promise(arguments.code, received_at)
        return cli_answers.due(arguments.code, received_at, promise)


def _receive(arguments: argparse.Namespace) -> Answer:
    from cchc_desktop.domain.intake import form_from_record

    if arguments.example:
        return {"text": json.dumps(cli_answers.example_dossier(), ensure_ascii=False, indent=1)}
    if arguments.file is None:
        raise cli_reading.WrongInput("Thiếu --file TỆP.json. Chưa có gì được lưu. Xem mẫu bằng: receive --example.")
    record = cli_reading.json_file(arguments.file)
    if arguments.accept_duplicate:
        record["accepts_duplicate"] = True
    out = cli_reading.place_for_paper(arguments.slip) if arguments.slip else None
    with open_desk(arguments) as desk:
        form = form_from_record(record, desk.clock.now().date())
        if out is not None:
            form = dataclasses.replace(form, wants_slip=True)
        received = desk.intake.receive(desk.intake.with_usual_papers(form, listed="papers" in record))
        written: Answer = {}
        if out is not None and received.print_job is not None:
            written = write_out(
                desk,
                received.dossier.code,
                received.print_job,
                lambda: desk.papers.order(received.dossier, received.personal).build(),
                out,
            )
        return cli_answers.dossier(desk.view.dossier(received.dossier.code)) | written


def _slip(arguments: argparse.Namespace) -> Answer:
    if arguments.check == bool(arguments.out):
        words = "Chọn một: --out TỆP để lấy giấy hẹn, hoặc --check để so với lần in đầu. Chưa làm gì."
        raise cli_reading.WrongInput(words)
    code = arguments.code
    if arguments.check:
        with open_desk(arguments) as desk:
            return cli_answers.slip_check(code, desk.papers.is_like_first(code))
    out = cli_reading.place_for_paper(arguments.out)
    with open_desk(arguments) as desk:
        jobs = desk.view.dossier(code).jobs
        waiting = [job.id for job in jobs if not job.reprint and job.state in ("wanted", "failed")]
        if waiting:
            written = write_out(desk, code, waiting[0], lambda: desk.papers.order_of(code).build(), out)
            return cli_answers.slip(code, 0, out) | written
        again = desk.papers.reprint(code, arguments.reason)
        told = cli_answers.slip(code, again.times, out) | {"like_first": again.is_like_first}
        return told | write_out(desk, code, again.job, lambda: again.pdf, out)


def _fee(arguments: argparse.Namespace) -> Answer:
    from cchc_desktop.domain.dossier import FeeState

    with open_desk(arguments) as desk:
        desk.fees.settle(arguments.code, FeeState(arguments.state), dong=arguments.dong, reason=arguments.reason)
        return cli_answers.dossier(desk.view.dossier(arguments.code))


def _show(arguments: argparse.Namespace) -> Answer:
    with open_desk(arguments) as desk:
        view = desk.view.dossier(arguments.code)
    told, of_others = cli_answers.dossier(view), cli_other_desks.of_dossier(view)
    return {**told, **of_others, "text": "\n".join((told["text"], *of_others.get("notes", ())))}


def _search(arguments: argparse.Namespace) -> Answer:
    with open_desk(arguments) as desk:
        return cli_answers.lines(desk.view.search(" ".join(arguments.text), limit=arguments.limit))


def _verify(arguments: argparse.Namespace) -> Answer:
    from cchc_desktop.services import upkeep

    with open_desk(arguments) as desk:
        return cli_answers.verdict(upkeep.verify(desk.db))


def _rebuild(arguments: argparse.Namespace) -> Answer:
    from cchc_desktop.services import upkeep

    if not bootstrap.is_prepared(arguments.data):
        raise errors.FolderNotPrepared(folder=str(arguments.data))
    count = upkeep.rebuild_folder(arguments.data)
    return {"text": f"Đã dựng lại các bảng từ {count} mục của sổ.", "entries": count}


def _clock(arguments: argparse.Namespace) -> Answer:
    with open_desk(arguments) as desk:
        now = desk.clock.now()
        return cli_answers.clock(now, is_accepted=desk.recorder.accept_clock(arguments.words))


def _next_generation(arguments: argparse.Namespace) -> Answer:
    if not arguments.reason.strip():
        raise cli_reading.WrongInput("Mở lần lập sổ mới cần lý do: --reason 'khôi phục từ sao lưu'. Chưa ghi gì.")
    act = functools.partial(let_act, who=arguments.acting, pin_file=arguments.acting_pin)
    journal = bootstrap.next_generation(arguments.data, arguments.reason, act=act)
    return {"text": f"Đã mở lần lập sổ mới: {journal}.", "journal": journal}


_COMMANDS: Mapping[str, Callable[[argparse.Namespace], Answer]] = {
    "init": _init,
    "settings": _settings,
    "catalogue": _catalogue,
    "due": _due,
    "receive": _receive,
    "slip": _slip,
    "fee": _fee,
    "show": _show,
    "search": _search,
    "verify": _verify,
    "rebuild": _rebuild,
    "clock": _clock,
    "next-generation": _next_generation,
    **cli_steps.COMMANDS,
    **cli_lists.COMMANDS,
    **cli_people.COMMANDS,
    **cli_same_day.COMMANDS,
    **cli_reports.COMMANDS,
    **cli_day_end.COMMANDS,
    **cli_year_pack.COMMANDS,
    **cli_sending.COMMANDS,
    **cli_other_desks.COMMANDS,
}
