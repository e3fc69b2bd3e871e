"""The program, started many times without loading it many times: a process that imports it once and forks for each run.

Each line of its standard input is one run as JSON: {"words": [...], "environment": {...}, "files": [stdin, out, err]};
each line of its answer is the run's exit code. What a run does, from `main.main` to the interpreter's own ending, is
what ``python main.py`` does; only the imports are done before. The process has one thread, so that it may fork on any
Python.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from typing import Any

import main

USED = (
    "cchc_desktop.cli",
    "cchc_desktop.domain.intake",
    "cchc_desktop.printing.cups",
    "cchc_desktop.services.desk_setup",
    "cchc_desktop.services.fee_desk",
    "cchc_desktop.services.paper_desk",
    "cchc_desktop.services.print_desk",
    "cchc_desktop.services.upkeep",
    "sqlite_utils",
)


def become(run: dict[str, Any]) -> None:
    """Be a new process of the program: its words, its environment, its three files."""
    os.environ.clear()
    os.environ.update(run["environment"])
    sys.argv = ["main.py", *run["words"]]
    for handle, (path, flags) in enumerate(
        zip(run["files"], (os.O_RDONLY, os.O_WRONLY | os.O_CREAT, os.O_WRONLY | os.O_CREAT), strict=True)
    ):
        opened = os.open(path, flags, 0o600)
        os.dup2(opened, handle)
        os.close(opened)


def serve() -> None:
    """Fork for each line until there are no more."""
    for name in USED:
        importlib.import_module(name)
    asked, told = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb", buffering=0)
    for line in asked:
        child = os.fork()
        if child == 0:
            asked.close()
            told.close()
            become(json.loads(line))
            sys.exit(main.main())
        told.write(b"%d\n" % os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


if __name__ == "__main__":
    serve()
