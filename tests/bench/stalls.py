"""How long the interface thread cannot take a key, over the key presses of an hour's work.

python -m tests.bench.stalls FOLDER DOSSIERS TAKEN_IN    prints JSON

Each key, and each turn of Qt's loop, is timed: whatever is pressed during it waits so long. A second thread looks at
what Python is doing while a turn lasts too long, so that a long one has a name.
"""

from __future__ import annotations

import collections
import dataclasses
import json
import random
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter, thread_time
from types import FrameType
from typing import Any

from tests.bench.big_desk import ROOT, BigDesk
from tests.bench.children import ask
from tests.bench.people import Citizen, Crowd
from tests.bench.rows import Line, percentile

MOST_MS = 50.0
_LOOK_EVERY = 0.004
_LOOK_AFTER = 0.02
_TYPED = ("xn hon nhan", "khai sinh", "chung thuc", "trich luc", "khai tu")
_OTHER_PAPER = "Đơn đề nghị của Ủy ban nhân dân phường Đông Hải"
_NAMED = 8


def line(desk: BigDesk, *, taken_in: int) -> Line:
    """Play an hour's work in the real window."""
    with desk.copied() as copy:
        found = ask("stalls", copy.folder, copy.dossiers, taken_in)
    keys, turns = found["keys"], found["turns"]
    longest = max(*keys, *turns)
    notes = (
        f"{taken_in} dossiers, {len(keys):,} keys: median {percentile(keys, 0.5):.1f}, "
        f"p99 {percentile(keys, 0.99):.1f}, longest {max(keys):.0f} ms; turns of the loop between them: "
        f"p99 {percentile(turns, 0.99):.1f}, longest {max(turns):.0f} ms; over {MOST_MS:.0f} ms: {found['count']}",
        f"own work of the interface thread, which a busy machine changes less: longest {max(found['own']):.0f} ms, "
        f"over {MOST_MS:.0f} ms: {sum(own > MOST_MS for own in found['own'])}",
        *(
            f"{one['took']:.0f} ms (own work {one['own']:.0f}), {one['count']} x: {one['what']} in {one['cause']}"
            for one in found["stalls"]
        ),
    )  # fmt: skip
    return Line(
        what=f"longest stall over an hour's key presses, {desk.dossiers:,} dossiers", measured=longest, most=MOST_MS,
        notes=notes, causes=("named above",),
    )  # fmt: skip


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Stall:
    """One key or turn that took long."""

    what: str
    took: float
    own: float
    """How much of it the interface thread itself worked; the rest it waited for a worker, the disk, other programs."""
    cause: str


class Watch:
    """Times what the interface thread does, and has a second thread look at it while it takes long."""

    def __init__(self) -> None:
        self.keys: list[float] = []
        self.turns: list[float] = []
        self.own: list[float] = []
        """Of each key and turn, how much the interface thread itself worked."""
        self.stalls: list[Stall] = []
        self._began = 0.0
        self._seen: collections.Counter[str] = collections.Counter()
        self._is_over = threading.Event()
        self._thread = threading.get_ident()
        self._looker = threading.Thread(target=self._look, name="watch", daemon=True)
        self._looker.start()

    def key(self, what: str, press: Callable[[], object]) -> None:
        """Press a key and keep how long that took."""
        self.keys.append(self._timed(what, press))

    def turn(self, what: str, turn: Callable[[], bool]) -> bool:
        """Let the loop turn once and keep how long that took."""
        answer: list[bool] = []
        took = self._timed(what, lambda: answer.append(turn()))
        if answer[0]:
            self.turns.append(took)
        return answer[0]

    def stop(self) -> None:
        """Look no longer."""
        self._is_over.set()
        self._looker.join()

    def _timed(self, what: str, act: Callable[[], object]) -> float:
        self._seen.clear()
        own = thread_time()
        self._began = began = perf_counter()
        act()
        self._began = 0.0
        took, own = (perf_counter() - began) * 1000, (thread_time() - own) * 1000
        self.own.append(own)
        if took > MOST_MS:
            seen = self._seen.most_common(1)
            cause = seen[0][0] if seen else "Qt (no Python in it)"
            self.stalls.append(Stall(what=what, took=took, own=own, cause=cause))
        return took

    def _look(self) -> None:
        while not self._is_over.wait(_LOOK_EVERY):
            began = self._began
            if began and perf_counter() - began > _LOOK_AFTER:
                stacks = _stacks()
                cause = _place(stacks.pop(self._thread, []))
                del stacks[threading.get_ident()]
                busy = [place for place in map(_place, stacks.values()) if "documents/" in place]
                self._seen[f"{cause}, while a worker is in {busy[0]}" if busy else cause] += 1


def _stacks() -> dict[int, list[tuple[str, int, str]]]:
    """Return what each thread is in: file, line, function from the innermost on.

    No frame may be held when another thread goes on: a painter in it would outlive its paint event. This takes a small
    part of the time after which Python lets another thread go on.
    """
    found = {}
    for ident, frame in sys._current_frames().items():
        stack = found[ident] = []
        at: FrameType | None = frame
        while at is not None:
            stack.append((at.f_code.co_filename, at.f_lineno, at.f_code.co_name))
            at = at.f_back
    return found


def _place(stack: list[tuple[str, int, str]]) -> str:
    """Return the innermost line of ours, and for whom it was called."""
    own = []
    for name, number, function in stack:
        path = Path(name)
        if path.is_relative_to(ROOT) and not path.is_relative_to(ROOT / "tests") and ".venv" not in path.parts:
            own.append(f"{path.relative_to(ROOT)}:{number} {function}")
    return " < ".join(own[:3]) if own else "Qt"


class _Hour:
    """A clerk who takes in dossiers, one after another."""

    def __init__(self, opened: Any, watch: Watch) -> None:
        from tests.bench.desk_window import Keyboard
        from ui.views.intake import IntakePage

        page = opened.window.page("intake")
        assert isinstance(page, IntakePage)
        self._opened, self._watch, self._page = opened, watch, page
        self._keys = Keyboard(opened.window)
        self._crowd, self._random = Crowd(seed=23), random.Random(5)
        self._known = _known_citizen(opened)

    def work(self, dossiers: int) -> None:
        """Take in so many; every tenth is somebody who has been here before; once other screens are looked at."""
        for number in range(dossiers):
            self._take_in(number)
            if number == min(10, dossiers - 1):
                self._look_elsewhere()
        self._rest("at the end", 2.0)

    def _take_in(self, number: int) -> None:
        is_known = number % 10 == 9
        pause = 0.5 if number % 2 else 0.0  # the one at full speed, the other with pauses in which timers fall due
        self._scan(self._known if is_known else self._crowd.next())
        self._rest("after the scan", pause)
        if is_known:
            self._press("Alt+D")
        if number % 3:
            self._press(f"Alt+{1 + number % 5}")
        else:
            self._type(_TYPED[number // 3 % len(_TYPED)])
            self._press("Return")
        self._rest("after the procedure", pause)
        self._fill_in()
        self._rest("before Ctrl+Enter", pause)
        if not self._is_received() and is_known:  # the same procedure is open: take it all the same
            self._press("Alt+N")
            self._is_received()
        if self._page.presenter.form.value.procedure_code:
            raise RuntimeError(f"dossier {number + 1} was not received: {self._page.presenter.faults()}")

    def _is_received(self) -> bool:
        before = self._last()
        self._press("Ctrl+Return")
        return self._last() > before

    def _fill_in(self) -> None:
        page, presenter = self._page, self._page.presenter
        procedure = presenter.procedure
        if procedure is not None and procedure.cases and not presenter.form.value.case_code:
            self._until(page.procedure.cases)
            self._press("Right")
        if not presenter.form.value.applicant.phone:
            self._until(page.people.fields["applicant.phone"].editor)
            self._type(f"09{self._random.randrange(10**8):08}")
        self._until(page.papers.list) if page.papers.list.isVisible() else None
        for name in ("Space", "Space", "3", "+", "-", "1", "Down", "Space", "Space"):
            self._press(name)
        self._press("Alt+T")
        self._type(_OTHER_PAPER)
        self._press("Return")
        self._press("Alt+P")
        self._type("15000")
        self._give_moment()

    def _give_moment(self) -> None:
        """Type moment and reason where the law gives no term."""
        page = self._page
        due = page.due.fields["due_at"]
        if not due.isVisible() or due.editor.text():
            return
        self._until(due.editor)
        self._type("15:30 25/11/2025")
        self._press("Tab")
        self._type("theo lịch hẹn")

    def _look_elsewhere(self) -> None:
        self._press("F2")
        self._rest("on F2", 0.3)
        self._press("F4")
        self._type("nguyen thi ha")
        self._rest("on F4", 0.3)
        self._press("Down")
        self._rest("on F4", 0.3)
        self._press("F3")

    def _scan(self, citizen: Citizen) -> None:
        from tests.bench.desk_window import card_of

        self._signs("a scanned card", self._keys.signs(card_of(citizen), self._keys.SCANNER_MS))
        self._watch.key("a scanned card's Enter", self._keys.end_of_scan)
        self._turn("after a scanned card")
        if self._page.presenter.form.value.applicant.personal_id != citizen.personal_id:
            raise RuntimeError("the card was not read")

    def _type(self, text: str) -> None:
        self._signs("a letter", self._keys.signs(text))

    def _signs(self, what: str, signs: Iterator[str]) -> None:
        is_there = True
        while is_there:
            is_there = self._sign(what, signs)
            self._turn(f"after {what}")

    def _sign(self, what: str, signs: Iterator[str]) -> bool:
        sent: list[str] = []
        self._watch.key(what, lambda: sent.extend(_one(signs)))
        if not sent:
            self._watch.keys.pop()
        return bool(sent)

    def _press(self, name: str) -> None:
        self._watch.key(name, lambda: self._keys.press(name))
        self._turn(f"after {name}")

    def _until(self, widget: Any) -> None:
        for _ in range(40):
            if widget.hasFocus():
                return
            self._press("Tab")
        widget.setFocus()

    def _turn(self, what: str) -> None:
        self._watch.turn(what, self._opened.turn)

    def _rest(self, what: str, seconds: float) -> None:
        from tests.bench.desk_window import breathe

        limit = perf_counter() + seconds
        while perf_counter() < limit:
            if not self._watch.turn(f"while waiting {what}", self._opened.turn):
                breathe()

    def _last(self) -> int:
        return int(self._opened.desk.db.value("select max(id) from dossier"))


def _one(signs: Iterator[str]) -> Iterator[str]:
    for sign in signs:
        yield sign
        return


def _known_citizen(opened: Any) -> Citizen:
    """Return somebody who has a dossier already."""
    line = opened.desk.view.newest(limit=1)[0]
    personal = opened.desk.view.dossier(line.code).personal
    return Citizen(**{name: personal[f"applicant.{name}"] for name in Citizen.__slots__})


def _play(desk: BigDesk, dossiers: int) -> dict[str, Any]:
    from tests.bench.desk_window import open_window

    with open_window(desk) as opened:
        opened.rest(2)
        watch = Watch()
        _Hour(opened, watch).work(dossiers)
        watch.stop()
    groups: dict[tuple[str, str], list[Stall]] = collections.defaultdict(list)
    for stall in sorted(watch.stalls, key=lambda stall: -stall.took):
        groups[stall.what, stall.cause.partition(" < ")[0]].append(stall)
    named = [{**dataclasses.asdict(one[0]), "count": len(one)} for one in groups.values()]
    return {
        "keys": watch.keys, "turns": watch.turns, "own": watch.own, "count": len(watch.stalls),
        "stalls": named[:_NAMED],
    }  # fmt: skip


if __name__ == "__main__":
    where, count, how_many = sys.argv[1:]
    print(json.dumps(_play(BigDesk(folder=Path(where), dossiers=int(count)), int(how_many))))
