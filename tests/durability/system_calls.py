"""What a program asks of the system, in order: strace's words as values, and the order that a paper must keep.

calls = watch(terminal, "receive", "--file", file, "--slip", slip)
assert not faults_in_order(calls, is_paper=opens("slip.pdf"))
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tests.cli.terminal import Terminal

WRITES, SYNCS = ("write", "pwrite64", "writev", "pwritev"), ("fsync", "fdatasync")
_WATCHED = ",".join(("openat", "open", "creat", *WRITES, *SYNCS, "rename", "renameat", "renameat2", "execve"))
_STARTED = re.compile(r"(\d+) +(\w+)\((.*?)(?: <unfinished \.\.\.>)?")
_RESUMED = re.compile(r"(\d+) +<\.\.\. (\w+) resumed>(.*)")
_OF_HANDLE = re.compile(r"\d+<([^>]*)>")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One system call."""

    name: str
    path: str
    """The file that it names, or that its handle stands for."""
    words: str
    """Everything between its brackets, with what is written in strace's quotation marks."""
    is_done: bool
    """Whether it succeeded; of one that never came back: not."""


IsPaper = Callable[[Call], bool]


def strace(file: Path) -> tuple[str, ...]:
    """Return the words before a command that let strace write its calls to ``file``."""
    return ("strace", "-f", "-y", "-s", "65536", "-e", f"trace={_WATCHED}", "-o", str(file))


def stopping(file: Path, call: str, how: str, *more: str) -> tuple[str, ...]:
    """Return the words before a command that let strace answer some calls: ``error=EIO``, ``signal=KILL:when=3``."""
    return ("strace", "-f", "-y", "-e", f"trace={call}", "-e", f"inject={call}:{how}", *more, "-o", str(file))


def watch(terminal: Terminal, *words: str) -> list[Call]:
    """Run a command that has to be done, under strace, and return its calls."""
    file = terminal.place / "calls"
    terminal.done(*words, before=strace(file))
    return list(calls_in(file.read_text("utf-8", "replace").splitlines()))


def calls_in(lines: Iterable[str]) -> Iterator[Call]:
    """Yield the calls of strace's lines: one that opens or starts something when it begins, any other when it ends."""
    begun: dict[tuple[str, str], str] = {}
    for line in lines:
        if resumed := _RESUMED.fullmatch(line):
            words = begun.pop((resumed[1], resumed[2]), "") + resumed[3]
            if resumed[2] in (*WRITES, *SYNCS):
                yield _call(resumed[2], words)
        elif started := _STARTED.fullmatch(line):
            is_unfinished = line.endswith("<unfinished ...>")
            if is_unfinished:
                begun[started[1], started[2]] = started[3]
            if not is_unfinished or started[2] not in (*WRITES, *SYNCS):
                yield _call(started[2], started[3])


def _call(name: str, words: str) -> Call:
    handle, quoted = _OF_HANDLE.match(words), _QUOTED.search(words)
    path = handle[1] if handle and name in (*WRITES, *SYNCS) else quoted[1] if quoted else ""
    return Call(name=name, path=path, words=words, is_done=re.search(r"\) += -1 ", words) is None)


def opens(name: str) -> IsPaper:
    """Return the test whether a call makes a file whose name holds ``name``."""
    return lambda call: (
        name in Path(call.path).name and call.name in ("openat", "open", "creat") and "O_RDONLY" not in call.words
    )


def starts(program: str) -> IsPaper:
    """Return the test whether a call starts a program."""
    return lambda call: call.name == "execve" and Path(call.path).name == program


def faults_in_order(calls: Iterable[Call], *, is_paper: IsPaper, record: str = "DossierReceived") -> list[str]:
    """Return what is wrong: a paper begun before ``record`` lies in the log, and log and folder on the disk."""
    dirty = is_written = is_kept = False
    faults, papers = [], 0
    for call in calls:
        if call.path.endswith("desk.db-wal"):
            if call.name in WRITES:
                dirty, is_written = True, is_written or record in call.words
            elif call.name in SYNCS and call.is_done:
                dirty, is_kept = False, is_written
        if not is_paper(call):
            continue
        papers += 1
        if not is_kept:
            faults.append("a paper is begun before its record is on the disk")
        if dirty:
            faults.append("a paper is begun while something written waits for the disk")
    return faults if papers else ["no paper is begun at all"]
