"""A ward's book that was kept on paper, in Excel or in another system, taken into the journal.

Each line becomes what happened: a receipt, a result, a return, at the moments that the book gives. What the desk has
already is recognised by the dossier's code, so the same file given twice changes nothing.
"""

from __future__ import annotations

import dataclasses
import hashlib
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from cchc_desktop import errors
from cchc_desktop.catalogue.logbook_file import read_logbook
from cchc_desktop.clock import Clock
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.logbook import LogbookLine, LogbookReport, RefusedBookLine
from cchc_desktop.services.desk_state import DeskState
from cchc_desktop.services.logbook_life import BookLife, Fill, SeenLine, seen, told_of
from cchc_desktop.services.recording import Recorder
from cchc_desktop.store import dossiers, journal
from cchc_desktop.store.engine import Database
from cchc_desktop.store.importing import Batch, Told
from cchc_desktop.store.journal import Written

logger = logging.getLogger(__name__)

LINES_AT_ONCE = 500
"""Lines of one transaction: a power cut loses no more, and the same file goes on from there."""
MOST_WARNED = 500
"""Lines to be looked at that a report names; the others are counted. Refused lines are named all of them."""
_Read = LogbookLine | RefusedBookLine
Progress = Callable[[int], bool]
"""Told how many lines were read; whether to go on."""


@dataclasses.dataclass(slots=True)
class _Tally:
    """What became of the lines so far."""

    lines: int = 0
    taken: int = 0
    filled: int = 0
    unchanged: int = 0
    no_slip: int = 0
    first: date | None = None
    last: date | None = None
    refused: list[RefusedBookLine] = dataclasses.field(default_factory=list)
    warned: list[RefusedBookLine] = dataclasses.field(default_factory=list)
    warned_count: int = 0
    officers: Counter[str] = dataclasses.field(default_factory=Counter)
    seen: dict[str, SeenLine] = dataclasses.field(default_factory=dict)
    """What a dry run would have taken in, by code: it writes nothing by which it would know them again."""

    def see(self, line: LogbookLine) -> None:
        day = line.received_at.date()
        self.first = min(self.first or day, day)
        self.last = max(self.last or day, day)

    def warn(self, warning: RefusedBookLine) -> None:
        self.warned_count += 1
        if len(self.warned) < MOST_WARNED:
            self.warned.append(warning)


class LogbookDesk:
    """The desk at which old books come in."""

    def __init__(self, db: Database, state: DeskState, recorder: Recorder, clock: Clock) -> None:
        self._db = db
        self._state = state
        self._recorder = recorder
        self._clock = clock
        self._life = BookLife(state, recorder)

    def preview(self, path: Path, *, officer: str = "", progress: Progress | None = None) -> LogbookReport:
        """Return what would become of a book; writes nothing.

        Raises:
            CatalogueLineWrong: The file is missing or is no logbook.
        """
        return self._run(path, officer, progress, is_dry=True)

    def import_book(self, path: Path, *, officer: str = "", progress: Progress | None = None) -> LogbookReport:
        """Take a book in, some hundred lines a transaction; what cannot be right is refused, the rest is taken.

        Args:
            path: A logbook file.
            officer: Take only the lines of this official; empty: all.
            progress: Is told how many lines were read and says whether to go on.

        Raises:
            CatalogueLineWrong: The file is missing or is no logbook; nothing was taken.
            ClockError, StoreError: What was taken in before stays; the same file goes on from there.
        """
        return self._run(path, officer, progress, is_dry=False)

    def begin(self, path: Path, *, officer: str = "", is_dry: bool = False, at_once: int = LINES_AT_ONCE) -> LogbookRun:
        """Begin to take a book in, or to look at it, by steps; nothing is read yet.

        Args:
            path: A logbook file.
            officer: Only the lines of this official; empty: all.
            is_dry: Write nothing.
            at_once: Lines of one step and of its transaction.

        Raises:
            CatalogueLineWrong: The file is missing.
        """
        self._life.forget()
        return LogbookRun(self, path, officer, is_dry=is_dry, at_once=at_once)

    def _run(self, path: Path, officer: str, progress: Progress | None, *, is_dry: bool) -> LogbookReport:
        run = self.begin(path, officer=officer, is_dry=is_dry)
        while run.step():
            if progress is not None and not progress(run.lines):
                return run.end(is_stopped=True)
        return run.end()

    def _wanted(self, path: Path, officer: str, tally: _Tally) -> Iterator[_Read]:
        """Yield the lines of one official; a line that cannot be read is told to everybody who asks."""
        for line in read_logbook(path):
            if isinstance(line, LogbookLine):
                tally.officers[line.officer] += 1
                if officer and line.officer != officer:
                    continue
            yield line

    def _take(self, chunk: list[_Read], tally: _Tally, mark: Mapping[str, str], *, is_dry: bool) -> None:
        """Judge some lines and write what they say, all in one transaction."""
        now = self._clock.now()
        known = self._known([line.code for line in chunk if isinstance(line, LogbookLine)])
        settings = self._state.settings
        heads = tuple(f"{code}-" for code in (settings.agency_code, *(row[1] for row in settings.agency_codes)))
        new: dict[str, tuple[Told, ...]] = {}
        fills: list[Fill] = []
        for line in chunk:
            if isinstance(line, RefusedBookLine):
                tally.refused.append(line)
                continue
            tally.see(line)
            verdict = self._life.verdict(line, known.get(line.code) or tally.seen.get(line.code), now, mark)
            if isinstance(verdict, RefusedBookLine):
                tally.refused.append(verdict)
            elif isinstance(verdict, Fill):
                fills.append(verdict)
                tally.filled += 1
            elif verdict:
                new[line.code] = verdict
                tally.taken += 1
                tally.no_slip += line.no_slip
                if not line.code.startswith(heads):
                    tally.warn(told_of(line, "other_agency", is_warning=True))
            else:
                tally.unchanged += 1
            if is_dry and verdict and not isinstance(verdict, RefusedBookLine):
                tally.seen[line.code] = seen(line)
        if not is_dry and (new or fills):
            self._write(new, fills)

    def _write(self, new: Mapping[str, tuple[Told, ...]], fills: Iterable[Fill]) -> None:
        with self._recorder.recording() as record:
            for fill in fills:
                dossier = dossiers.get(self._db, fill.code)
                for entry, personal in fill.told:
                    written = record.add(
                        EntryKind(entry.kind),
                        entry.body,
                        personal=personal,
                        dossier=dossier.id,
                        after=dossier.last,
                        happened_at=entry.happened_at,
                    )
                    dossier = dossier.passed(written.entry, written.hash)
            batch = Batch(self._db)
            for told in new.values():
                batch.add_dossier(told)
            batch.flush()

    def _enter(self, path: Path, officer: str, tally: _Tally, sha256: str) -> None:
        body = {
            "sha256": sha256,
            "name": path.name,
            "officer": officer,
            "lines": tally.lines,
            "taken": tally.taken,
            "filled": tally.filled,
            "unchanged": tally.unchanged,
            "refused": len(tally.refused),
        }
        with self._recorder.recording() as record:
            record.add(EntryKind.LOGBOOK_IMPORTED, body)
        logger.info("logbook imported: lines=%s taken=%s refused=%s", tally.lines, tally.taken, len(tally.refused))

    def _known(self, codes: list[str]) -> dict[str, list[Written]]:
        """Return the entries of those dossiers that the desk has, by code."""
        return {code: journal.of_dossier(self._db, dossier) for code, dossier in dossiers.ids_of(self._db, codes)}


class LogbookRun:
    """One book on its way in. Whoever holds it lets other work pass between two steps."""

    def __init__(self, desk: LogbookDesk, path: Path, officer: str, *, is_dry: bool, at_once: int) -> None:
        self._desk = desk
        self._path = path
        self._officer = officer
        self._is_dry = is_dry
        self._mark = {"sha256": _sha256(path)}
        self._tally = _Tally()
        self._chunks = _chunks(desk._wanted(path, officer, self._tally), at_once)

    @property
    def lines(self) -> int:
        """How many lines were read so far."""
        return self._tally.lines

    def step(self) -> bool:
        """Take the next lines in one transaction; return whether there were any.

        Raises:
            CatalogueLineWrong: The file is no logbook.
            ClockError, StoreError: What was taken in before stays; the same file goes on from there.
        """
        chunk = next(self._chunks, None)
        if chunk is None:
            return False
        self._tally.lines += len(chunk)
        self._desk._take(chunk, self._tally, self._mark, is_dry=self._is_dry)
        return True

    def end(self, *, is_stopped: bool = False) -> LogbookReport:
        """Enter what was taken and return what became of the book.

        Raises:
            ClockError, StoreError: The lines are taken; only the entry about the book itself is missing.
        """
        tally = self._tally
        if not self._is_dry and (tally.taken or tally.filled):
            self._desk._enter(self._path, self._officer, tally, self._mark["sha256"])
        return LogbookReport(
            name=self._path.name,
            lines=tally.lines,
            taken=tally.taken,
            filled=tally.filled,
            unchanged=tally.unchanged,
            refused=tuple(tally.refused),
            warned=tuple(tally.warned),
            warned_count=tally.warned_count,
            no_slip=tally.no_slip,
            first_received=tally.first,
            last_received=tally.last,
            officers=dict(tally.officers),
            is_dry=self._is_dry,
            is_stopped=is_stopped,
        )


def _chunks(lines: Iterator[_Read], size: int) -> Iterator[list[_Read]]:
    """Yield lines in groups; one that names a dossier again waits for the next group, when the first is written."""
    chunk: list[_Read] = []
    codes: set[str] = set()
    for line in lines:
        if len(chunk) == size or line.code in codes:
            yield chunk
            chunk, codes = [], set()
        chunk.append(line)
        if line.code:
            codes.add(line.code)
    if chunk:
        yield chunk


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise errors.CatalogueLineWrong(file=path.name, line=0, column="", cause="missing_file") from error
