"""One line of the table: what was measured, beside what, and how much it may be."""

from __future__ import annotations

import dataclasses
import os
import platform
import statistics
from collections.abc import Sequence

REACHED, MISSED = "reached", "NOT REACHED"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One measured thing; figures of both sides come from the same run, taken in turns."""

    what: str
    measured: float
    bare: float | None = None
    """The yardstick's figure; None where there is none and the figure itself is judged."""
    most: float
    """The bar: a ratio, or a figure in ``unit`` where there is no yardstick."""
    goal: float | None = None
    unit: str = "ms"
    notes: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    """What stands behind a bar that was not reached; printed only then."""

    @property
    def judged(self) -> float:
        """Return the ratio, or the figure itself where there is no yardstick."""
        return self.measured if self.bare is None else self.measured / self.bare

    @property
    def is_reached(self) -> bool:
        """Return whether the bar is kept."""
        return self.judged <= self.most

    def verdict(self) -> str:
        """Return "reached" or "NOT REACHED", and the goal where there is one."""
        words = REACHED if self.is_reached else MISSED
        if self.goal is None or not self.is_reached:
            return words
        return f"{words}, goal too" if self.judged <= self.goal else f"{words}, goal {self.goal:g} not"


def table(lines: Sequence[Line]) -> str:
    """Return the one table."""
    head = ("what", "measured", "bare", "ratio", "at most", "")
    rows = [head, *(_cells(line) for line in lines)]
    wide = [max(len(row[place]) for row in rows) for place in range(len(head))]
    texts = [_row(head, wide), "  ".join("-" * width for width in wide[:-1])]
    for line, cells in zip(lines, rows[1:], strict=True):
        texts.append(_row(cells, wide))
        texts += [f"    {note}" for note in line.notes]
        texts += [f"    cause: {cause}" for cause in line.causes if not line.is_reached]
    return "\n".join(texts)


def facts(*, qt: str, sqlite: str, load_before: Sequence[float], platform_name: str) -> str:
    """Return what the figures depend on."""
    load = ", ".join(f"{value:.2f}" for value in os.getloadavg())
    before = f"{load_before[0]:.2f}"
    return (
        f"Python {platform.python_version()} · Qt {qt} ({platform_name}) · SQLite {sqlite} · "
        f"{os.cpu_count()} cores · {platform.system()} {platform.machine()} · load before {before}, after {load}"
    )


def median(values: Sequence[float]) -> float:
    """Return the median."""
    return statistics.median(values)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which ``share`` of the values lie (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _cells(line: Line) -> tuple[str, ...]:
    unit = line.unit
    if line.bare is None:
        return (line.what, _figure(line.measured, unit), "", "", _figure(line.most, unit), line.verdict())
    ratio = f"{line.judged:.2f} x"
    return (
        line.what, _figure(line.measured, unit), _figure(line.bare, unit), ratio, f"{line.most:g} x", line.verdict(),
    )  # fmt: skip


def _figure(value: float, unit: str) -> str:
    return f"{value:.{0 if value >= 100 else 1 if value >= 10 else 2}f} {unit}"


def _row(cells: Sequence[str], wide: Sequence[int]) -> str:
    first, *rest = (
        cell.rjust(width) if place else cell.ljust(width)
        for place, (cell, width) in enumerate(zip(cells, wide, strict=True))
    )
    return "  ".join([first, *rest[:-1], cells[-1]]).rstrip()
