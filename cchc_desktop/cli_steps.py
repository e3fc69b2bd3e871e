"""Steps at the terminal: one command a step, drafts and approvals, papers, files."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping
from typing import Any

from cchc_desktop import bootstrap, cli_answers, cli_reading, errors, sentences
from cchc_desktop.cli_desk import Answer, approval, open_desk, write_out, write_pdf
from cchc_desktop.cli_step_arguments import command_of
from cchc_desktop.domain.printing import SLIP_KIND
from cchc_desktop.domain.steps import STEPS, StepForm, TakeStep
from cchc_desktop.services.desk_view import PrintJob
from cchc_desktop.services.paper_standing import Standing, dossier_papers

_JSON_FIELDS = ("items", "reasons")


def _values(form: StepForm, arguments: argparse.Namespace) -> dict[str, Any]:
    """Return what was typed and what the file says, by field; a pair goes before the file."""
    found: dict[str, Any] = {}
    if arguments.file is not None:
        found |= cli_reading.json_file(arguments.file)
    for pair in arguments.pairs:
        name, is_pair, value = pair.partition("=")
        if not is_pair:
            raise cli_reading.WrongInput(f"Các ô viết dạng TÊN=GIÁ TRỊ, không phải {name}. Chưa có gì được lưu.")
        found[name] = _value(name, value)
    _refuse_unknown(form, found)
    items = getattr(arguments, "item", [])
    if items:
        found["items"] = [*found.get("items", []), *items]
    return found


def _refuse_unknown(form: StepForm, found: Mapping[str, Any]) -> None:
    unknown = next((name for name in found if form.field(name) is None), "")
    if unknown:
        known = ", ".join(field.name for field in form.fields)
        raise cli_reading.WrongInput(
            f"Bước {command_of(form)} không có ô {unknown[:40]}. Chưa có gì được lưu. Các ô: {known}."
        )


def _value(name: str, typed: str) -> Any:
    if name in _JSON_FIELDS and typed.startswith("["):
        try:
            return json.loads(typed)
        except ValueError as error:
            raise cli_reading.WrongInput(f"Ô {name} không phải JSON. Chưa có gì được lưu.") from error
    return typed.replace("\\n", "\n")


def _take(form: StepForm) -> Callable[[argparse.Namespace], Answer]:
    def run(arguments: argparse.Namespace) -> Answer:
        from cchc_desktop.domain.step_values import read_values

        typed = _values(form, arguments)
        with open_desk(arguments) as desk:
            values = read_values(form.kind, typed, desk.clock.now().date())
            command = TakeStep(kind=form.kind, code=arguments.code, values=values)
            if arguments.check:
                return _checked(desk, command)
            if arguments.draft:
                taken = desk.steps.draft(command)
                return _told(desk, arguments.code) | {"draft": taken.draft}
            given = approval(desk, arguments, desk.recorder.actor)
            taken = desk.steps.take(command, given)
            return _told(desk, arguments.code) | {"entry": taken.entry, "papers": _papers(desk, arguments.code)}

    return run


def _checked(desk: bootstrap.Desk, command: TakeStep) -> Answer:
    preview = desk.steps.preview(command)
    faults = [problem for problem in preview.problems if not problem.is_warning]
    words = [sentences.problem_sentence(problem) for problem in preview.problems]
    text = "; ".join(words) or ("Đủ để trình duyệt." if preview.needs_approval else "Đủ để ghi.")
    return {
        "text": text,
        "done": not faults,
        "needs_approval": preview.needs_approval,
        "problems": [{"field": problem.field, "cause": problem.cause} for problem in preview.problems],
        "body": dict(preview.body),
    }


def _told(desk: bootstrap.Desk, code: str) -> Answer:
    return cli_answers.dossier(desk.view.dossier(code))


def _papers(desk: bootstrap.Desk, code: str) -> list[Answer]:
    return [
        {"kind": job.kind, "state": str(job.state), "entry": job.entry, "reprint": job.reprint}
        for job in desk.view.dossier(code).jobs
    ]


def _steps(arguments: argparse.Namespace) -> Answer:
    with open_desk(arguments) as desk:
        rows = [
            {
                "step": str(choice.kind),
                "command": command_of(STEPS[choice.kind]),
                "needs_approval": choice.needs_approval,
                "is_drafted": choice.is_drafted,
            }
            for choice in desk.steps.choices(arguments.code)
        ]
        lines = [
            f"{row['command']}: {sentences.BY_STEP[STEPS[choice.kind].kind]}"
            + (" (cần duyệt)" if row["needs_approval"] else "")
            for row, choice in zip(rows, desk.steps.choices(arguments.code), strict=True)
        ]
        return {"text": "\n".join(lines), "code": arguments.code, "steps": rows}


def _drafts(arguments: argparse.Namespace) -> Answer:
    with open_desk(arguments) as desk:
        rows = [
            {
                "code": line.code,
                "number": line.number,
                "step": line.step,
                "drafter": desk.state.officer_name(line.drafter),
                "drafted_at": line.drafted_at.isoformat(),
                "due_at": line.due_at.isoformat(),
            }
            for line in desk.steps.waiting()
        ]
        lines = [f"{row['code']}  #{row['number']}  {row['step']}  {row['drafter']}" for row in rows]
        return {"text": "\n".join(lines) or "Không có bản trình nào chờ duyệt.", "drafts": rows}


def _draft_number(desk: bootstrap.Desk, arguments: argparse.Namespace) -> int:
    if arguments.number:
        return int(arguments.number)
    found = [line.number for line in desk.steps.waiting() if line.code == arguments.code]
    if len(found) != 1:
        raise cli_reading.WrongInput(f"Hồ sơ này có {len(found)} bản trình. Chưa làm gì. Xem số: drafts.")
    return found[0]


def _approve(arguments: argparse.Namespace) -> Answer:
    with open_desk(arguments) as desk:
        number = _draft_number(desk, arguments)
        _command, drafter = desk.steps.drafted(arguments.code, number)
        given = approval(desk, arguments, drafter)
        if given is None:
            raise errors.ApprovalNeeded(step=str(_command.kind))
        taken = desk.steps.approve(arguments.code, number, given)
        return _told(desk, arguments.code) | {"entry": taken.entry, "papers": _papers(desk, arguments.code)}


def _send_back(arguments: argparse.Namespace) -> Answer:
    with open_desk(arguments) as desk:
        number = _draft_number(desk, arguments)
        desk.steps.send_back(arguments.code, number, arguments.reason)
        return _told(desk, arguments.code) | {"sent_back": number}


def _prints(desk: bootstrap.Desk, kind: str, code: str, entry: int) -> list[PrintJob]:
    """Return the print jobs of one paper, oldest first; of slips only of the one that holds."""
    if kind == SLIP_KIND and code:
        papers = dossier_papers(desk.view.dossier(code))
        slips = [paper for paper in papers if paper.kind == SLIP_KIND and paper.standing is Standing.VALID]
        return [paper.job for paper in slips if paper.job is not None and entry in (0, paper.entry)]
    jobs = desk.view.print_jobs(code) if code else desk.view.unfinished_print_jobs()
    return [job for job in jobs if (job.kind, job.entry or entry) == (kind, entry)]


def _paper(arguments: argparse.Namespace) -> Answer:
    """Write a wanted paper as it is; one that came out before bears its mark and needs a reason."""
    out = cli_reading.place_for_paper(arguments.out)
    code = "" if arguments.code == "-" else arguments.code
    if arguments.kind not in sentences.BY_PAPER:
        kinds = ", ".join(sentences.BY_PAPER)
        raise cli_reading.WrongInput(f"Không có loại giấy {arguments.kind}. Chưa làm gì. Các loại: {kinds}.")
    with open_desk(arguments) as desk:
        entry = arguments.entry or (desk.papers.of_steps.last_of(arguments.kind, code) if code else 0)
        same = _prints(desk, arguments.kind, code, entry)
        told = {"text": f"{sentences.BY_PAPER[arguments.kind]}: {out}", "code": code, "kind": arguments.kind}
        waiting = [job for job in same if job.state in ("wanted", "failed")]
        if waiting:
            order = desk.papers.order_of_job(waiting[-1])
            return told | {"reprint": 0} | write_out(desk, code, waiting[-1].id, order.build, out)
        if arguments.kind == SLIP_KIND:
            slip = desk.papers.reprint(code, arguments.reason, entry=entry)
            return told | {"reprint": slip.times} | write_out(desk, code, slip.job, lambda: slip.pdf, out)
        if not same:  # a routing sheet to write on by hand: nothing was wanted, nothing is recorded
            write_pdf(desk, desk.papers.of_steps.of_entry(arguments.kind, code, entry).build(), out)
            return told | {"reprint": 0}
        again = desk.papers.reprint_of(code, arguments.kind, entry, arguments.reason)
        return told | {"reprint": again.times} | write_out(desk, code, again.job, lambda: again.pdf, out)


def _attach(arguments: argparse.Namespace) -> Answer:
    from cchc_desktop.domain.attachment import AttachmentRole

    signed_at = cli_reading.received_at(arguments.signed_at) if arguments.signed_at else None
    with open_desk(arguments) as desk:
        prepared = desk.attachments.prepare(arguments.file, arguments.file.name)
        attached = desk.attachments.attach(
            arguments.code, prepared, AttachmentRole(arguments.role), signed_at=signed_at
        )
        return _told(desk, arguments.code) | {
            "sha256": attached.line.sha256,
            "is_late": attached.line.is_late,
            "shrunk_from": attached.line.shrunk_from,
        }


COMMANDS: Mapping[str, Callable[[argparse.Namespace], Answer]] = {
    **{command_of(form): _take(form) for form in STEPS.values()},
    "steps": _steps,
    "drafts": _drafts,
    "approve": _approve,
    "send-back": _send_back,
    "paper": _paper,
    "attach": _attach,
}
