"""A keystroke in the search box over a big desk, beside the bare FTS5 query for the same letters.

python -m tests.bench.searching FOLDER DOSSIERS NAMES    prints JSON
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, thread_time
from typing import Any

from tests.bench.big_desk import BigDesk
from tests.bench.children import ask
from tests.bench.people import Crowd
from tests.bench.rows import Line, median, percentile

MOST = 3.0
FRAME_MS = 16
_BARE = "select rowid from dossier_words where dossier_words match ? order by rowid desc limit 50"
_RESTS_LOOKED_AT = 8


def line(desk: BigDesk, *, names: int) -> Line:
    """Measure keystrokes in the real window."""
    found = ask("searching", desk.folder, desk.dossiers, names)
    keys, bare, rests = found["key"], found["bare"], found["rest"]
    slow = sum(key > FRAME_MS for key in keys)
    notes = (
        f"median {median(keys):.1f} beside {median(bare):.2f} ms; longest {max(keys):.0f} ms for {found['slowest']!r}; "
        f"a frame is {FRAME_MS} ms: {slow} of {len(keys):,} keystrokes took longer",
        f"processor time p99: {percentile(found['key_work'], 0.99):.1f} ms beside "
        f"{percentile(found['bare_work'], 0.99):.2f} ms, "
        f"{percentile(found['key_work'], 0.99) / percentile(found['bare_work'], 0.99):.2f} x",
        f"of the keystroke: rows asked for p99 {percentile(found['view'], 0.99):.1f} ms, "
        "the rest is Qt (field, list, painting)",
        "60 ms after the last letter the first dossier found is read with its history: "
        f"median {median(rests):.1f}, longest {max(rests):.0f} ms",
    )  # fmt: skip
    return Line(
        what=f"a keystroke in search, {desk.dossiers:,} dossiers, p99", measured=percentile(keys, 0.99),
        bare=percentile(bare, 0.99), most=MOST, notes=notes, causes=(_cause(found),),
    )  # fmt: skip


def _cause(found: dict[str, Any]) -> str:
    view, keys = percentile(found["view"], 0.99), percentile(found["key"], 0.99)
    return f"of {keys:.1f} ms, {view:.1f} ms go into asking for the rows and {keys - view:.1f} ms into showing them"


def texts(names: int) -> Iterator[str]:
    """Yield what clerks look for: names without accents, last digits, telephones, codes."""
    from cchc_desktop.text import fold

    crowd = Crowd(seed=11)
    for number in range(names):
        citizen = crowd.next()
        yield citizen.name if number % 4 == 3 else fold(citizen.name)
        if number % 4 == 1:
            yield citizen.personal_id[-5:]
        if number % 4 == 2:
            yield citizen.phone[-7:]


def _measure(desk: BigDesk, names: int) -> dict[str, Any]:
    from tests.bench.desk_window import open_window

    bare = sqlite3.connect(f"file:{desk.folder / 'desk.db'}?mode=ro", uri=True)
    with open_window(desk) as opened:
        opened.rest(2)
        return _Searching(opened, bare).all(texts(names))


class _Searching:
    """Types into the search box, key by key."""

    def __init__(self, opened: Any, bare: sqlite3.Connection) -> None:
        from tests.bench.desk_window import Keyboard
        from ui.views.dossiers import DossiersPage

        self._opened, self._bare = opened, bare
        self._keys = Keyboard(opened.window)
        self._keys.press("F4")
        opened.rest(0.3)
        page = opened.window.page("dossiers")
        assert isinstance(page, DossiersPage)
        self._page = page
        self._found: dict[str, Any] = {
            "key": [], "key_work": [], "view": [], "bare": [], "bare_work": [], "rest": [], "slowest": "",
        }  # fmt: skip

    def all(self, looked_for: Iterator[str]) -> dict[str, Any]:
        """Type everything that is looked for; return the milliseconds. By then the index lies in memory."""
        wanted = list(looked_for)
        for text in wanted:
            for number in range(1, len(text) + 1):
                self._time_bare(text[:number])
        self._found["bare"].clear()
        self._found["bare_work"].clear()
        for number, text in enumerate(wanted):
            self._page.search.setFocus()
            self._page.search.clear()
            for _sign in self._timed_signs(text):
                pass
            if number < _RESTS_LOOKED_AT:
                self._rest()
        return self._found

    def _timed_signs(self, text: str) -> Iterator[str]:
        signs = self._keys.signs(text)
        for number in range(1, len(text) + 1):
            typed = text[:number]
            if len(self._found["key"]) % 2:
                self._time_bare(typed)
                self._time_key(signs, typed)
            else:
                self._time_key(signs, typed)
                self._time_bare(typed)
            yield typed

    def _time_key(self, signs: Iterator[str], typed: str) -> None:
        """Time one key, from the window to the painted list; a sign that the scanner holds back is let go first."""
        began, worked = perf_counter(), thread_time()
        next(signs)
        self._let_go()
        self._page.list.viewport().repaint()
        took = (perf_counter() - began) * 1000
        self._found["key_work"].append((thread_time() - worked) * 1000)
        if self._page.search.text() != typed:
            raise RuntimeError("the letters did not arrive")
        if took >= max(self._found["key"], default=0):
            self._found["slowest"] = typed
        self._found["key"].append(took)
        began = perf_counter()
        self._opened.desk.view.search(typed, limit=50)
        self._found["view"].append((perf_counter() - began) * 1000)

    def _let_go(self) -> None:
        scanner = self._opened.shell.parts.scanner
        if scanner is not None:
            scanner._decide()

    def _time_bare(self, typed: str) -> None:
        from cchc_desktop.store.dossiers import match_expression

        asked = match_expression(typed)
        if asked:
            began, worked = perf_counter(), thread_time()
            self._bare.execute(_BARE, (asked,)).fetchall()
            self._found["bare"].append((perf_counter() - began) * 1000)
            self._found["bare_work"].append((thread_time() - worked) * 1000)

    def _rest(self) -> None:
        """Time what happens when the clerk stops typing: the first dossier is shown beside the list."""
        rest = self._page._rest
        if not rest.isActive():
            return
        rest.stop()
        began = perf_counter()
        self._page._open_current()
        self._found["rest"].append((perf_counter() - began) * 1000)


if __name__ == "__main__":
    where, count, how_many = sys.argv[1:]
    print(json.dumps(_measure(BigDesk(folder=Path(where), dossiers=int(count)), int(how_many))))
