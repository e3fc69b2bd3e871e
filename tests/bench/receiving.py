"""Receiving one dossier: from Ctrl+Enter to the commit, and both sides of one counterpart as PDF.

python -m tests.bench.receiving warm FOLDER DOSSIERS ROUNDS    the real window; prints JSON
python -m tests.bench.receiving cold FOLDER DOSSIERS 1         the first dossier of a process, by the services
python -m tests.bench.receiving bare FOLDER DOSSIERS 1         the yardstick, the first time in a process
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import sqlite3
import sys
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from tests.bench.big_desk import BigDesk, form_of
from tests.bench.children import ask
from tests.bench.people import Crowd
from tests.bench.rows import Line, median, percentile

if TYPE_CHECKING:
    from cchc_desktop.domain.slip import Slip, Stationery
    from tests.bench.desk_window import OpenWindow

MOST = 1.5
PROCEDURE = "1.004873"
_FEW_ROUNDS_BEFORE = 5
_AFTER_THE_WARM_ONES = timedelta(hours=1)


def line(desk: BigDesk, *, rounds: int) -> Line:
    """Measure in the real window, and the first time of a process beside it."""
    with desk.copied() as copy:
        warm = ask("receiving", "warm", copy.folder, copy.dossiers, rounds)
        cold = [ask("receiving", "cold", copy.folder, copy.dossiers, 1)["ms"] for _ in range(3)]
        bare = [ask("receiving", "bare", copy.folder, copy.dossiers, 1)["ms"] for _ in range(3)]
    ours = [key + paper for key, paper in zip(warm["key"], warm["paper"], strict=True)]
    yardstick = [insert + pages for insert, pages in zip(warm["insert"], warm["pages"], strict=True)]
    notes = (
        f"key to commit {median(warm['key']):.1f} ms, both sides {median(warm['paper']):.1f} ms; bare: insert "
        f"{median(warm['insert']):.2f} ms, both sides {median(warm['pages']):.1f} ms; p99 {percentile(ours, 0.99):.0f} "
        f"beside {percentile(yardstick, 0.99):.0f} ms; {rounds} dossiers, "
        f"PDF {warm['bytes']:,} beside {warm['bare_bytes']:,} bytes",
        f"cold, libraries included: {median(cold):.0f} ms beside {median(bare):.0f} ms, "
        f"{median(cold) / median(bare):.2f} x",
    )  # fmt: skip
    return Line(
        what="receive: key to commit and both sides as PDF, warm", measured=median(ours), bare=median(yardstick),
        most=MOST, notes=notes, causes=(_cause(warm),),
    )  # fmt: skip


def _cause(warm: dict[str, Any]) -> str:
    key = median(warm["key"]) - median(warm["insert"])
    paper = median(warm["paper"]) - median(warm["pages"])
    return (
        f"above the yardstick: {key:+.1f} ms before the commit (judging the form, the entry, its rows, the index), "
        f"{paper:+.1f} ms in the paper (wording, measuring, lay-out, its own square code)"
    )


class Yardstick:
    """One durable insert and the bare pages."""

    def __init__(self, folder: Path) -> None:
        self._db = sqlite3.connect(folder / "bare.db", isolation_level=None)
        self._db.execute("pragma journal_mode = wal")
        self._db.execute("pragma synchronous = full")
        self._db.execute("create table if not exists entry (id integer primary key, text text not null) strict")

    def insert(self, text: str) -> float:
        """Write one row for good; return the milliseconds."""
        began = perf_counter()
        self._db.execute("insert into entry (text) values (?)", (text,))
        return _ms(began)

    def pages(self, slip: Slip, stationery: Stationery) -> tuple[float, int]:
        """Draw both sides by bare reportlab, the symbols ready; return milliseconds and bytes."""
        from cchc_desktop.documents.bars import ListingCodes
        from tests.bench.bare_slip import bare_two_pages

        addresses = (*(one.url for one in stationery.listing), stationery.feedback_url, slip.lookup_url)
        codes = ListingCodes.made_for(addresses)
        began = perf_counter()
        pdf = bare_two_pages(slip, stationery, codes)
        return _ms(began), len(pdf)


def _warm(desk: BigDesk, rounds: int) -> dict[str, Any]:
    from tests.bench.desk_window import open_window

    found: dict[str, Any] = {"key": [], "paper": [], "insert": [], "pages": []}
    with open_window(desk) as opened:
        opened.rest(2)
        desk_of_window, yardstick = _Receiving(opened), Yardstick(desk.folder)
        for number in range(rounds + _FEW_ROUNDS_BEFORE):
            figures = desk_of_window.one(yardstick, is_bare_first=number % 2 == 0)
            if number >= _FEW_ROUNDS_BEFORE:
                for name in ("key", "paper", "insert", "pages"):
                    found[name].append(figures[name])
                found["bytes"], found["bare_bytes"] = figures["bytes"], figures["bare_bytes"]
    return found


class _Receiving:
    """Fills the form in, presses the key, builds the paper; one dossier after another."""

    def __init__(self, opened: OpenWindow) -> None:
        from tests.bench.desk_window import Keyboard
        from ui.views.intake import IntakePage

        page = opened.window.page("intake")
        assert isinstance(page, IntakePage)
        self._opened, self._presenter = opened, page.presenter
        self._keys, self._crowd = Keyboard(opened.window), Crowd(seed=7)
        self._committed = 0.0
        self._last: Any = None
        self._order: Any = None
        opened.desk.recorder.heard_by.insert(0, self._hear)

    def one(self, yardstick: Yardstick, *, is_bare_first: bool) -> dict[str, Any]:
        """Receive one dossier; return the milliseconds of both sides."""
        self._fill_in()
        self._last, self._committed = None, 0.0
        began = perf_counter()
        self._keys.press("Ctrl+Return")
        if self._last is None:
            raise RuntimeError("Ctrl+Enter did not receive the dossier")
        key = (self._committed - began) * 1000
        jobs = self._opened.desk.view.unfinished_print_jobs
        self._opened.run_until(lambda: not jobs())  # the window's own slip is out: the processor is free again
        bare = self._bare(yardstick) if is_bare_first and self._order is not None else {}
        paper, size = self._paper()
        return {"key": key, "paper": paper, "bytes": size, **(bare or self._bare(yardstick))}

    def _fill_in(self) -> None:
        from cchc_desktop.domain.dossier import FeeState
        from tests.bench.desk_window import card_of
        from tests.documents.samples import SLIP

        presenter, citizen = self._presenter, self._crowd.next()
        presenter.take_card(card_of(citizen), "applicant")
        presenter.choose(PROCEDURE)
        presenter.choose_case(0)
        presenter.type("applicant.phone", citizen.phone)
        presenter.set_papers(())
        for paper in SLIP.papers:
            presenter.add_paper(paper.name)
        presenter.type("fee_dong", "15000")
        presenter.choose_fee(FeeState.CASH)
        self._opened.rest(0.7)  # the draft is kept, the preview drawn

    def _paper(self) -> tuple[float, int]:
        from cchc_desktop.domain.folding import begin

        dossier, personal = begin(self._last.entry, self._last.hash), self._last.personal
        began = perf_counter()
        order = self._opened.desk.papers.order(dossier, personal)
        pdf = dataclasses.replace(order, counterparts=(1,)).build()
        took = _ms(began)
        self._order = order
        return took, len(pdf)

    def _bare(self, yardstick: Yardstick) -> dict[str, Any]:
        insert = yardstick.insert(self._last.entry.to_text())
        pages, size = yardstick.pages(self._order.slip, self._order.stationery)
        return {"insert": insert, "pages": pages, "bare_bytes": size}

    def _hear(self, written: Any) -> None:
        if written.entry.kind == "DossierReceived":
            self._committed = perf_counter()
            self._last = written


def _cold(desk: BigDesk) -> dict[str, Any]:
    with contextlib.closing(desk.open(later=_AFTER_THE_WARM_ONES)) as opened:
        opened.state.is_training = False
        form = opened.intake.with_usual_papers(form_of(Crowd(seed=9).next(), PROCEDURE), listed=False)
        began = perf_counter()
        received = opened.intake.receive(form)
        order = opened.papers.order(received.dossier, received.personal)
        dataclasses.replace(order, counterparts=(1,)).build()
        return {"ms": _ms(began)}


def _bare_cold(folder: Path) -> dict[str, Any]:
    from tests.documents.samples import SLIP, STATIONERY

    yardstick = Yardstick(folder)
    ready = _ready_text()
    began = perf_counter()
    yardstick.insert("x" * 1600)
    from cchc_desktop.documents.bars import ListingCodes
    from tests.bench.bare_slip import bare_two_pages

    bare_two_pages(SLIP, STATIONERY, ListingCodes.from_text(ready))
    return {"ms": _ms(began)}


def _ready_text() -> str:
    """Return the symbols of the sample as kept text, made in another process so that no library is loaded here."""
    import subprocess

    code = (
        "from tests.documents.samples import SLIP, STATIONERY as S\n"
        "from cchc_desktop.documents.bars import ListingCodes as L\n"
        "print(L.made_for((*(one.url for one in S.listing), S.feedback_url, SLIP.lookup_url)).to_text())"
    )
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def _ms(began: float) -> float:
    return (perf_counter() - began) * 1000


if __name__ == "__main__":
    part, where, count, times = sys.argv[1:]
    measured = BigDesk(folder=Path(where), dossiers=int(count))
    answer = {
        "warm": lambda: _warm(measured, int(times)),
        "cold": lambda: _cold(measured),
        "bare": lambda: _bare_cold(measured.folder),
    }
    print(json.dumps(answer[part]()))
