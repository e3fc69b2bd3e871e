"""The lines of a book that were refused, as a file for whoever mends them: number, code, why; nothing personal."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for a formula at the beginning of a cell."""


def csv_of(heads: Sequence[str], rows: Sequence[tuple[int, str, str]]) -> bytes:
    """Return the file: UTF-8 with its mark, so that a spreadsheet shows the accents."""
    written = io.StringIO(newline="")
    table = csv.writer(written)
    table.writerow(heads)
    for line, code, reason in rows:
        table.writerow((line, _harmless(code), _harmless(reason)))
    return written.getvalue().encode("utf-8-sig")


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
