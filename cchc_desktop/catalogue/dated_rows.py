"""Rows that hold between two days, line by line of what they are about: cut at a day, put together, compared."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Generic, TypeVar

_DAY = timedelta(days=1)
_DATES = ("valid_from", "valid_to")

Row = TypeVar("Row")
"""A frozen value with ``valid_from`` (a day) and ``valid_to`` (a day, or ``None``: open)."""
Series = Mapping[str, tuple[Row, ...]]
"""What a row is about (a code, a key) -> its rows, the earliest first."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Turn(Generic[Row]):
    """A day on which something else begins to hold."""

    key: str
    since: date
    before: Row | None
    """``None``: nothing held."""
    after: Row | None


def series(rows: Iterable[Row], key: Callable[[Any], str]) -> Series[Row]:
    """Return rows by what they are about; rows that say the same one after the other are one."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return {name: _joined(sorted(of_one, key=_begins)) for name, of_one in found.items()}


def put_together(old: Series[Row], new: Series[Row], since: date) -> Series[Row]:
    """Return what ``old`` says of the days before ``since`` and ``new`` of all others, in the order of ``new``."""
    found: dict[str, tuple[Row, ...]] = {}
    for key in (*new, *(key for key in old if key not in new)):
        rows = (*until(old.get(key, ()), since - _DAY), *beginning(new.get(key, ()), since))
        if rows:
            found[key] = _joined(list(rows))
    return found


def until(rows: Iterable[Row], last: date) -> tuple[Row, ...]:
    """Return the rows as far as they hold up to a day, which belongs to them."""
    return tuple(
        row if _ends(row) <= last else _dated(row, valid_to=last) for row in rows if _begins(row) <= last
    )  # fmt: skip


def beginning(rows: Iterable[Row], first: date) -> tuple[Row, ...]:
    """Return the rows as far as they hold from a day on, which belongs to them."""
    return tuple(
        row if _begins(row) >= first else _dated(row, valid_from=first) for row in rows if _ends(row) >= first
    )  # fmt: skip


def turns(before: Series[Row], after: Series[Row]) -> tuple[Turn[Row], ...]:
    """Return each day from which something else holds than before; none where the same holds on every day."""
    found: list[Turn[Row]] = []
    for key in (*after, *(key for key in before if key not in after)):
        old, new = before.get(key, ()), after.get(key, ())
        days = {_begins(row) for row in (*old, *new)}
        days |= {_ends(row) + _DAY for row in (*old, *new) if _ends(row) < date.max}
        last: tuple[Any, Any] = (None, None)
        for day in sorted(days):
            pair = _on(old, day), _on(new, day)
            contents = _content(pair[0]), _content(pair[1])
            if contents[0] != contents[1] and contents != last:
                found.append(Turn(key=key, since=day, before=pair[0], after=pair[1]))
            last = contents
    return tuple(found)


def _joined(rows: list[Row]) -> tuple[Row, ...]:
    found: list[Row] = []
    for row in rows:
        follows = bool(found) and _ends(found[-1]) < date.max and _ends(found[-1]) + _DAY == _begins(row)
        if follows and _content(found[-1]) == _content(row):
            found[-1] = _dated(found[-1], valid_to=getattr(row, "valid_to"))  # noqa: B009
        else:
            found.append(row)
    return tuple(found)


def _on(rows: Iterable[Row], day: date) -> Row | None:
    """Return the row of a day; of two, the one that began later."""
    return max((row for row in rows if _begins(row) <= day <= _ends(row)), key=_begins, default=None)


def _content(row: Any) -> Mapping[str, Any] | None:
    """Return what a row says, whenever it says it."""
    if row is None:
        return None
    return {field.name: getattr(row, field.name) for field in dataclasses.fields(row) if field.name not in _DATES}


def _dated(row: Row, **days: Any) -> Row:
    changed: Any = row
    found: Row = dataclasses.replace(changed, **days)
    return found


def _begins(row: Any) -> date:
    found: date = row.valid_from
    return found


def _ends(row: Any) -> date:
    return row.valid_to or date.max
