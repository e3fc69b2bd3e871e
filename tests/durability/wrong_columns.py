"""In a copy of the program: each column of each file that `init` reads is spoilt in turn, and `init` is run.

Prints a line of JSON for each: the file, the line, the column, and what the command line said.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

from cchc_desktop import cli, paths

FOLDERS = ("catalogue", "calendar", "forms")
NOT_AT_INIT = {"wards.csv"}


def files() -> Iterator[Path]:
    """Yield the files with columns."""
    for folder in FOLDERS:
        for path in sorted((paths.resources() / folder).glob("*.csv")):
            if path.name not in NOT_AT_INIT:
                yield path


def spoilt(text: str, line: int, column: int) -> str:
    """Return ``text`` with a blank too many in one cell."""
    rows = list(csv.reader(io.StringIO(text)))
    rows[line - 1][column] += " "
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def init(data: Path) -> dict[str, object]:
    """Run `init` and return what it said."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = cli.run(cli.parse(["init", "--sample", "--json", "--data", str(data)]))
    return {"code": code, "answer": json.loads(out.getvalue()), "err": err.getvalue()}


def main() -> None:
    """Spoil, run, mend, for every column."""
    data = Path("desk")
    for path in files():
        text = path.read_text("utf-8")
        for number, column in enumerate(text.splitlines()[0].split(",")):
            path.write_text(spoilt(text, 3, number), "utf-8")
            said = init(data)
            made = [file.name for file in data.glob("desk.*db*")] if data.exists() else []
            print(json.dumps({"file": path.name, "column": column, "said": said, "made": made}, ensure_ascii=False))
        path.write_text(text, "utf-8")
    print(json.dumps({"file": "", "column": "", "said": init(data), "made": []}))


if __name__ == "__main__":
    main()
