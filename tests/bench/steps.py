"""Steps of a dossier's life at the desk: to the commit, and with those that have one, to the paper as PDF.

python -m tests.bench.steps papers FOLDER DOSSIERS ROUNDS       request for papers, refusal, apology; prints JSON
python -m tests.bench.steps paperless FOLDER DOSSIERS ROUNDS    papers received, result ready, call
"""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from time import perf_counter, thread_time
from typing import Any

from cchc_desktop import bootstrap
from cchc_desktop.domain.notice import Notice
from cchc_desktop.domain.people import Role
from cchc_desktop.domain.steps import StepKind, SupplementItem, TakeStep
from cchc_desktop.services.people_desk import Approval
from cchc_desktop.services.step_papers import PaperOrder
from cchc_desktop.store import journal, local
from tests.bench import bare_notice
from tests.bench.big_desk import BigDesk, form_of
from tests.bench.children import ask
from tests.bench.people import Crowd
from tests.bench.receiving import Yardstick
from tests.bench.rows import Line, median, percentile

MOST_WITH_PAPER, MOST_PAPERLESS = 2.0, 5.0
_FEW_ROUNDS_BEFORE = 5
WITH_PAPER = (StepKind.APOLOGY, StepKind.SUPPLEMENT_REQUEST, StepKind.REFUSAL)
PAPERLESS = (StepKind.SUPPLEMENT_RECEIVED, StepKind.RESULT_READY, StepKind.CALL)

REQUEST: Mapping[str, Any] = {
    "items": (
        SupplementItem(name="Trích lục bản án ly hôn có ghi ngày bản án có hiệu lực pháp luật", originals=1),
        SupplementItem(name="Giấy xác nhận tình trạng hôn nhân đã cấp", originals=1, copies=1),
        SupplementItem(name="Văn bản ủy quyền có chứng thực chữ ký", certified=1),
    ),
    "reason": "Bản án nộp kèm chưa thể hiện ngày có hiệu lực pháp luật; thời gian cư trú ngoài địa bàn phường chưa "
    "được xác nhận",
    "legal_basis": "khoản 3, khoản 4 Điều 22 Nghị định số 123/2015/NĐ-CP",
}
REFUSAL: Mapping[str, Any] = {
    "reason": "Văn bản này phải thực hiện theo thủ tục chứng thực hợp đồng, giao dịch hoặc công chứng.",
    "guidance": "Bà có thể lập hợp đồng ủy quyền và yêu cầu công chứng tại tổ chức hành nghề công chứng trên địa bàn "
    "tỉnh",
}
APOLOGY: Mapping[str, Any] = {
    "reason": "chưa nhận được văn bản trả lời xác minh của Ủy ban nhân dân phường nơi Bà cư trú trước đây"
}
_VALUES = {StepKind.SUPPLEMENT_REQUEST: REQUEST, StepKind.REFUSAL: REFUSAL, StepKind.APOLOGY: APOLOGY}
_WORDS = {
    StepKind.SUPPLEMENT_REQUEST: "request for papers",
    StepKind.REFUSAL: "refusal",
    StepKind.APOLOGY: "apology",
    StepKind.SUPPLEMENT_RECEIVED: "papers received",
    StepKind.RESULT_READY: "result ready",
    StepKind.CALL: "call",
}
PROCEDURE = "1.004873"


def paper_line(desk: BigDesk, *, rounds: int) -> Line:
    """Measure steps that a leader approved, with the paper that goes out with each."""
    with desk.copied() as copy:
        found = ask("steps", "papers", copy.folder, copy.dossiers, rounds)
    first = found[StepKind.SUPPLEMENT_REQUEST]
    ours, bare = _sums(first)
    notes = [
        f"key to commit {median(first['key']):.1f} ms, Mẫu 02 {median(first['paper']):.1f} ms; bare: insert "
        f"{median(first['insert']):.2f} ms, Mẫu 02 {median(first['pages']):.1f} ms; p99 {percentile(ours, 0.99):.0f} "
        f"beside {percentile(bare, 0.99):.0f} ms; {rounds} steps of each kind, the PIN's hashing apart, "
        f"PDF {first['bytes']:,} beside {first['bare_bytes']:,} bytes"
    ]
    for kind in (StepKind.REFUSAL, StepKind.APOLOGY):
        other, other_bare = _sums(found[kind])
        notes.append(
            f"{_WORDS[kind]}: {median(other):.1f} ms beside {median(other_bare):.1f} ms, "
            f"{median(other) / median(other_bare):.2f} x; p99 {percentile(other, 0.99):.0f} beside "
            f"{percentile(other_bare, 0.99):.0f} ms"
        )
    step = median(first["key"]) - median(first["insert"])
    paper = median(first["paper"]) - median(first["pages"])
    cause = (
        f"above the yardstick: {step:+.1f} ms before the commit (reading the life, judging, the entry, its rows), "
        f"{paper:+.1f} ms in the paper (reading the life again, wording, measuring, lay-out)"
    )
    return Line(
        what="step with a paper: request for papers approved, key to commit and Mẫu 02", measured=median(ours),
        bare=median(bare), most=MOST_WITH_PAPER, notes=tuple(notes), causes=(cause,),
    )  # fmt: skip


def paperless_line(desk: BigDesk, *, rounds: int) -> Line:
    """Measure steps without a paper; the slowest kind is judged."""
    with desk.copied() as copy:
        found = ask("steps", "paperless", copy.folder, copy.dossiers, rounds)
    ratios = {kind: median(found[kind]["key"]) / median(found[kind]["insert"]) for kind in PAPERLESS}
    worst = max(PAPERLESS, key=lambda kind: ratios[kind])
    key, insert = found[worst]["key"], found[worst]["insert"]
    told = "; ".join(
        f"{_WORDS[kind]} {median(found[kind]['key']):.1f} beside {median(found[kind]['insert']):.2f} ms, "
        f"{ratios[kind]:.2f} x"
        for kind in PAPERLESS
    )
    whole = median(found[worst]["whole"])
    late = (
        f"p99 {percentile(key, 0.99):.1f} beside {percentile(insert, 0.99):.1f} ms; {rounds} steps of each kind; with "
        f"the marker outside the folder, which follows the commit: {whole:.1f} ms, {whole / median(insert):.2f} x"
    )
    cause = (
        f"{median(key) - median(insert):+.1f} ms above one insert, of which {median(found[worst]['work']):.1f} ms are "
        "processor time: reading the life, judging, the entry, some ten rows in seven tables and their indexes"
    )
    return Line(
        what=f"paperless step, key to commit: {_WORDS[worst]}", measured=median(key), bare=median(insert),
        most=MOST_PAPERLESS, notes=(told, late), causes=(cause,),
    )  # fmt: skip


def _sums(found: Mapping[str, Any]) -> tuple[list[float], list[float]]:
    ours = [key + paper for key, paper in zip(found["key"], found["paper"], strict=True)]
    return ours, [insert + pages for insert, pages in zip(found["insert"], found["pages"], strict=True)]


class _Watched:
    """A connection that notes when its last transaction was on disk."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self.committed = 0.0

    def execute(self, sql: str, *values: Any) -> Any:
        """Run one statement."""
        found = self._connection.execute(sql, *values)
        if sql == "commit":
            self.committed = perf_counter()
        return found

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


class _Clerk:
    """Takes steps at an open desk and does the bare work beside each, in turns."""

    def __init__(self, desk: bootstrap.Desk, folder: Path) -> None:
        self.desk = desk
        leader = desk.people.name_official(
            "Lê Minh Tuấn", roles={Role.LEADER}, title="Phó Chủ tịch", capacity="KT. CHỦ TỊCH|PHÓ CHỦ TỊCH"
        )
        self._approval = Approval(approver=leader, is_self=False)
        self._yardstick = Yardstick(folder)
        self._watched = desk.db.connection = _Watched(desk.db.connection)
        self._texts: dict[StepKind, str] = {}
        self._sheets: dict[StepKind, Mapping[str, str]] = {}

    def with_paper(self, kind: StepKind, code: str, number: int) -> dict[str, Any]:
        """Take one step, build its paper, do the same barely; return the milliseconds of all four."""
        is_bare_first = number % 2 == 0 and kind in self._sheets
        bare = self._bare(kind) if is_bare_first else {}
        values = {**_VALUES[kind], **self.desk.steps.suggested(kind, code)}
        figures, job = self.take(kind, code, values)
        found = local.print_job(self.desk.db, job)
        assert found is not None
        began = perf_counter()
        order = self.desk.papers.order_of_job(found)
        pdf = order.build()
        paper = _ms(began)
        assert isinstance(order, PaperOrder)
        assert isinstance(order.value, Notice)
        self._sheets[kind] = self._values(order.value, code)
        return {**figures, "paper": paper, "bytes": len(pdf), **(bare or self._bare(kind))}

    def without_paper(self, kind: StepKind, code: str, number: int, **values: Any) -> dict[str, Any]:
        """Take one step and write one row; return the milliseconds of both."""
        is_bare_first = number % 2 == 0 and kind in self._texts
        insert = self._yardstick.insert(self._texts[kind]) if is_bare_first else 0.0
        figures, _job = self.take(kind, code, values)
        return {**figures, "insert": insert or self._yardstick.insert(self._texts[kind])}

    def take(self, kind: StepKind, code: str, values: Mapping[str, Any]) -> tuple[dict[str, float], int]:
        """Take one step; return milliseconds to the commit, to the end, of the processor; and its first print job."""
        command = TakeStep(kind=kind, code=code, values=values)
        began, worked = perf_counter(), thread_time()
        taken = self.desk.steps.take(command, self._approval)
        whole, work = _ms(began), (thread_time() - worked) * 1000
        figures = {"key": (self._watched.committed - began) * 1000, "whole": whole, "work": work}
        last = journal.last(self.desk.db)
        assert last is not None
        self._texts[kind] = last.entry.to_text()
        return figures, taken.print_jobs[0] if taken.print_jobs else 0

    def _bare(self, kind: StepKind) -> dict[str, Any]:
        insert = self._yardstick.insert(self._texts[kind])
        began = perf_counter()
        pdf = bare_notice.bare_sheet(_SHEETS[kind], self._sheets[kind])
        return {"insert": insert, "pages": _ms(began), "bare_bytes": len(pdf)}

    def _values(self, notice: Notice, code: str) -> dict[str, str]:
        personal = self.desk.view.dossier(code).personal
        return {
            "code": code,
            "number": notice.number,
            "place_date": notice.place_date,
            "name": notice.applicant_name,
            "given_name": personal["applicant.name"],
            "address": personal["applicant.address"],
            "phone": personal["applicant.phone"],
            "proof": notice.proof,
        }


_SHEETS = {
    StepKind.SUPPLEMENT_REQUEST: bare_notice.SUPPLEMENT_REQUEST,
    StepKind.REFUSAL: bare_notice.REFUSAL_NOTICE,
    StepKind.APOLOGY: bare_notice.APOLOGY_NOTICE,
}


def _papers(clerk: _Clerk, rounds: int) -> dict[StepKind, dict[str, Any]]:
    found: dict[StepKind, dict[str, Any]] = {}
    running, fresh = _running(clerk.desk), _fresh(clerk.desk)
    for number in range(rounds + _FEW_ROUNDS_BEFORE):
        for kind in WITH_PAPER:
            code = next(fresh if kind is StepKind.APOLOGY else running)
            _keep(found, kind, number, clerk.with_paper(kind, code, number))
    return found


def _paperless(clerk: _Clerk, rounds: int) -> dict[StepKind, dict[str, Any]]:
    found: dict[StepKind, dict[str, Any]] = {}
    codes = _running(clerk.desk)
    for number in range(rounds + _FEW_ROUNDS_BEFORE):
        code = next(codes)
        clerk.take(StepKind.SUPPLEMENT_REQUEST, code, REQUEST)
        note = {"note": "Đã nộp đủ giấy tờ theo phiếu yêu cầu"}
        _keep(found, StepKind.SUPPLEMENT_RECEIVED, number, clerk.without_paper(PAPERLESS[0], code, number, **note))
        _keep(found, StepKind.RESULT_READY, number, clerk.without_paper(PAPERLESS[1], code, number, shelf="A1"))
        said = {"outcome": "will_come", "note": "Chiều nay đến nhận"}
        _keep(found, StepKind.CALL, number, clerk.without_paper(PAPERLESS[2], code, number, **said))
    return found


def _keep(found: dict[StepKind, dict[str, Any]], kind: StepKind, number: int, figures: Mapping[str, Any]) -> None:
    """Keep the figures of a round, the first few apart: by then all of the code was used."""
    kept = found.setdefault(kind, {})
    if number < _FEW_ROUNDS_BEFORE:
        return
    for name, figure in figures.items():
        if isinstance(figure, float):
            kept.setdefault(name, []).append(figure)
        else:
            kept[name] = figure


def _running(desk: bootstrap.Desk) -> Iterator[str]:
    """Yield running dossiers of one procedure, those received last first."""
    sql = "select code from dossier where state = 'processing' and procedure_code = ? order by id desc limit 1000"
    return iter([row[0] for row in desk.db.rows(sql, (PROCEDURE,))])


def _fresh(desk: bootstrap.Desk) -> Iterator[str]:
    """Receive dossiers one after another: an apology wants one that is not overdue yet."""
    crowd = Crowd(seed=11)
    while True:
        yield desk.intake.receive(form_of(crowd.next(), PROCEDURE)).dossier.code


def _measure(part: str, desk: BigDesk, rounds: int) -> dict[StepKind, dict[str, Any]]:
    with contextlib.closing(desk.open()) as opened:
        opened.state.is_training = False  # papers without a mark across them
        clerk = _Clerk(opened, desk.folder)
        return {"papers": _papers, "paperless": _paperless}[part](clerk, rounds)


def _ms(began: float) -> float:
    return (perf_counter() - began) * 1000


if __name__ == "__main__":
    which, where, count, times = sys.argv[1:]
    print(json.dumps(_measure(which, BigDesk(folder=Path(where), dossiers=int(count)), int(times))))
