"""The lines of a catalogue file (CSV, UTF-8, NFC, one header), read cell by cell.

Every fault is collected, so that whoever mends the files sees all of them at once; nothing of a
faulty folder is ever handed on.
"""

from __future__ import annotations

import csv
import dataclasses
import enum
import io
import re
from collections.abc import Callable, Collection, Iterator
from datetime import date, time
from pathlib import Path
from typing import TypeVar

from cchc_desktop.errors import CatalogueLineWrong
from cchc_desktop.text import nfc

CONFIDENCES = ("high", "medium", "low")
"""How certain a row is; kept from the source of the data."""

_Word = TypeVar("_Word", bound=enum.StrEnum)
_Value = TypeVar("_Value")
_LONGEST_QUOTE = 60
_A_FEW = 9
"""So many words a sentence can still name."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_HOUR = re.compile(r"\d\d:\d\d", re.ASCII)
_INTEGER = re.compile(r"-?\d{1,12}", re.ASCII)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class LineProblem:
    """One fault of one cell, of a line (``column`` empty) or of a file (``line`` 0)."""

    file: str
    line: int
    """Counted from 1, the header's line; of a cell over several lines, the first."""
    column: str
    cause: str
    """missing, wrong_number, wrong_date … the codes of `lines` and `reading`; worded by the reader's screen."""
    found: str = ""
    """The beginning of what stood there."""
    allowed: str = dataclasses.field(default="", compare=False)
    """The words that may stand there, where they are a few; else empty."""


class Faults:
    """Collects the faults of a folder's files and refuses the folder when there is one."""

    def __init__(self) -> None:
        self.problems: list[LineProblem] = []

    def add(self, file: str, line: int, column: str, cause: str, found: str = "", allowed: str = "") -> None:
        """Note one fault."""
        quote = found[:_LONGEST_QUOTE]
        self.problems.append(
            LineProblem(file=file, line=line, column=column, cause=cause, found=quote, allowed=allowed)
        )

    def refuse_if_any(self) -> None:
        """Raise `CatalogueLineWrong` with the first fault's place and all faults as ``problems``."""
        if not self.problems:
            return
        first = self.problems[0]
        raise CatalogueLineWrong(
            file=first.file,
            line=first.line,
            column=first.column,
            cause=first.cause,
            allowed=first.allowed,
            problems=tuple(self.problems),
        )


class Line:
    """One line of a file. A getter that meets a fault notes it and returns a stand-in; see `is_whole`."""

    def __init__(self, file: str, number: int, cells: dict[str, str], faults: Faults) -> None:
        self.file = file
        self.number = number
        self.is_whole = True
        self._cells = cells
        self._faults = faults

    def refuse(self, column: str, cause: str, *, allowed: Collection[str] = ()) -> None:
        """Note a fault of a cell; the line will not be taken. ``allowed``: the words that may stand there."""
        self.is_whole = False
        found = self._cells.get(column, "")
        self._faults.add(self.file, self.number, column, cause, found, ", ".join(allowed))

    def text(self, column: str, *, most: int | None = None) -> str:
        """Return a cell that may be empty and has at most ``most`` signs."""
        cell = self._cells[column]
        if most is not None and len(cell) > most:
            self.refuse(column, "too_long")
        return cell

    def needed(self, column: str, *, most: int | None = None) -> str:
        """Return a cell that may not be empty."""
        cell = self.text(column, most=most)
        if not cell:
            self.refuse(column, "missing")
        return cell

    def matching(self, column: str, pattern: re.Pattern[str], cause: str) -> str:
        """Return a cell that is empty or matches ``pattern`` as a whole."""
        cell = self._cells[column]
        if cell and not pattern.fullmatch(cell):
            self.refuse(column, cause)
        return cell

    def integer(self, column: str, *, least: int = 0) -> int | None:
        """Return a whole number of at least ``least``; ``None`` for an empty cell, never 0."""
        cell = self.matching(column, _INTEGER, "wrong_number")
        if not cell or not _INTEGER.fullmatch(cell):
            return None
        if int(cell) < least:
            self.refuse(column, "too_small")
        return int(cell)

    def count(self, column: str, *, least: int = 0) -> int:
        """Return a whole number that may not be missing."""
        self.needed(column)
        return self.integer(column, least=least) or 0

    def integers(self, column: str) -> tuple[int, ...]:
        """Return whole numbers parted by semicolons; an empty cell has none."""
        cell = self._cells[column]
        parts = cell.split(";") if cell else []
        if not all(part.isascii() and part.isdigit() for part in parts):
            self.refuse(column, "wrong_number")
            return ()
        return tuple(int(part) for part in parts)

    def day(self, column: str) -> date | None:
        """Return an ISO day; ``None`` for an empty cell."""
        return self._parsed(column, _DAY, date.fromisoformat, "wrong_date")

    def hour(self, column: str) -> time | None:
        """Return an hour "15:00"; ``None`` for an empty cell."""
        return self._parsed(column, _HOUR, time.fromisoformat, "wrong_time")

    def flag(self, column: str) -> bool:
        """Return yes or no as a fact."""
        return self.one_of(column, ("yes", "no")) == "yes"

    def one_of(self, column: str, allowed: Collection[str]) -> str:
        """Return a cell that must be one of ``allowed``."""
        cell = self.needed(column)
        if cell and cell not in allowed:
            self.refuse(column, "unknown_word", allowed=allowed if len(allowed) <= _A_FEW else ())
        return cell

    def word(self, column: str, words: type[_Word]) -> _Word:
        """Return a cell as a member of an enumeration (its first where the cell is wrong)."""
        members = {str(member): member for member in words}
        return members.get(self.one_of(column, members), next(iter(words)))

    def period(self) -> tuple[date, date | None]:
        """Return ``valid_from`` and ``valid_to``; the end may be open and not lie before the beginning."""
        self.needed("valid_from")
        begins, ends = self.day("valid_from"), self.day("valid_to")
        if begins and ends and ends < begins:
            self.refuse("valid_to", "ends_before_start")
        return begins or date.min, ends

    def _parsed(self, column: str, form: re.Pattern[str], parse: Callable[[str], _Value], cause: str) -> _Value | None:
        cell = self._cells[column]
        try:
            if form.fullmatch(cell):
                return parse(cell)
        except ValueError:
            pass  # the right form, but no such day or hour: refused below
        if cell:
            self.refuse(column, cause)
        return None


def read(path: Path, columns: tuple[str, ...], faults: Faults) -> Iterator[Line]:
    """Yield the lines of a file whose header is exactly ``columns``; faulty lines are noted and passed over."""
    text = read_text(path, faults)
    if text is None:
        return
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    try:
        for cells in reader:
            number, begins = begins, reader.line_num + 1
            if number == 1:
                if tuple(cells) != columns:
                    faults.add(path.name, 1, "", "wrong_header", ",".join(cells))
                    return
            elif _is_sound(path.name, number, cells, columns, faults):
                yield Line(path.name, number, dict(zip(columns, cells, strict=True)), faults)
    except csv.Error:
        faults.add(path.name, reader.line_num, "", "wrong_quotes")
    if begins == 1:
        faults.add(path.name, 1, "", "wrong_header")


def read_text(path: Path, faults: Faults) -> str | None:
    """Return the text of a UTF-8 file (a byte-order mark is passed over), or note why there is none."""
    try:
        content = path.read_bytes()
    except OSError:
        faults.add(path.name, 0, "", "missing_file")
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        faults.add(path.name, content.count(b"\n", 0, error.start) + 1, "", "not_utf8")
        return None


def _is_sound(file: str, number: int, cells: list[str], columns: tuple[str, ...], faults: Faults) -> bool:
    """Return whether a line has its cells, each in NFC without stray white space."""
    if len(cells) != len(columns):
        faults.add(file, number, "", "wrong_cell_count", ",".join(cells))
        return False
    wrong = [(column, cell) for column, cell in zip(columns, cells, strict=True) if nfc(cell) != cell]
    for column, cell in wrong:
        is_spacing = " ".join(cell.split()) != cell
        faults.add(file, number, column, "stray_space" if is_spacing else "not_nfc", cell)
    return not wrong
