"""Officials of a desk: roles, who stands in for whom, and what a PIN has to be."""

from __future__ import annotations

import dataclasses
import enum
import itertools
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from cchc_desktop.domain.problems import Problem

FIRST_OFFICIAL = "u1"
"""Whom the first run names: the desk's first administrator where the entry lists no roles."""
RECOVERY = "recovery"
"""Stands in the place of an official's id for the sealed code by which an administrator comes in again."""

SHORTEST_PIN, LONGEST_PIN = 6, 12
MOST_TRIES = 5
"""So many wrong ones in a row, and the next try has to wait."""
_LONGEST_WAIT = 15

CODE_SIGNS = "34679ACDEFGHJKMNPQRTVWXY"
"""Signs of a sealed code: none of them is taken for another one in handwriting (no 0 O, 1 I L, 2 Z, 5 S, 8 B, U)."""
CODE_GROUPS, CODE_GROUP_LENGTH = 4, 5


class Role(enum.StrEnum):
    """What an official may do; values are stored."""

    CLERK = "clerk"
    LEADER = "leader"
    ADMINISTRATOR = "administrator"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """Somebody who works at this desk or approves what it drafts."""

    id: str
    name: str
    roles: frozenset[Role] = frozenset({Role.CLERK})
    title: str = ""
    """As under a signature: "Phó Chủ tịch"."""
    capacity: str = ""
    """Lines over a signature, parted by a bar: "KT. CHỦ TỊCH|PHÓ CHỦ TỊCH"."""
    is_active: bool = True

    @property
    def is_leader(self) -> bool:
        """Return whether this official may approve."""
        return self.is_active and Role.LEADER in self.roles

    @property
    def is_administrator(self) -> bool:
        """Return whether this official may name others and give them a PIN anew."""
        return self.is_active and Role.ADMINISTRATOR in self.roles

    def to_record(self) -> dict[str, Any]:
        """Return the body of an entry that names this official."""
        return {
            "id": self.id,
            "name": self.name,
            "role": str(Role.CLERK),  # what a reader of part 1 looks for
            "roles": sorted(str(role) for role in self.roles),
            "title": self.title,
            "capacity": self.capacity,
            "is_active": self.is_active,
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Official:
        """Return the official of an entry; an early one lists no roles, and the first named is then administrator."""
        known = set(Role)
        roles = frozenset(Role(role) for role in record.get("roles", ()) if role in known)
        if "roles" not in record:
            first = {Role.ADMINISTRATOR} if record["id"] == FIRST_OFFICIAL else set()
            roles = frozenset({Role.CLERK, *first})
        return cls(
            id=record["id"],
            name=record["name"],
            roles=roles,
            title=record.get("title", ""),
            capacity=record.get("capacity", ""),
            is_active=record.get("is_active", True),
        )


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Delegation:
    """A deputy approves in a leader's place, from a day until a day, both of them included."""

    id: str
    leader: str
    deputy: str
    from_on: date
    until_on: date
    decision: str
    """The paper that says so: "Quyết định 12/QĐ-UBND ngày 02/01/2024"."""

    def is_in_force(self, day: date) -> bool:
        """Return whether ``day`` is one of its days."""
        return self.from_on <= day <= self.until_on

    def to_record(self) -> dict[str, Any]:
        """Return the body of the entry that gives it."""
        return {
            "id": self.id,
            "leader": self.leader,
            "deputy": self.deputy,
            "from_on": self.from_on.isoformat(),
            "until_on": self.until_on.isoformat(),
            "decision": self.decision,
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Delegation:
        """Return the delegation of an entry."""
        return cls(
            id=record["id"],
            leader=record["leader"],
            deputy=record["deputy"],
            from_on=date.fromisoformat(record["from_on"]),
            until_on=date.fromisoformat(record["until_on"]),
            decision=record["decision"],
        )


def pin_faults(pin: str) -> tuple[Problem, ...]:
    """Return why ``pin`` is no good as a new PIN: its length, its signs, or too easy to guess."""
    return tuple(Problem("pin", cause, number=number) for cause, number in _pin_faults(pin))


def _pin_faults(pin: str) -> Iterator[tuple[str, int | None]]:
    if not pin:
        yield "missing", None
    elif not re.fullmatch("[0-9]+", pin):
        yield "pin_not_digits", None
    elif len(pin) < SHORTEST_PIN:
        yield "pin_too_short", SHORTEST_PIN
    elif len(pin) > LONGEST_PIN:
        yield "pin_too_long", LONGEST_PIN
    else:
        steps = {(int(after) - int(before)) % 10 for before, after in itertools.pairwise(pin)}
        if steps == {0}:
            yield "pin_all_same", None
        elif steps in ({1}, {9}):
            yield "pin_in_order", None


def wait_after(failures: int) -> timedelta:
    """Return how long nobody may try after so many wrong ones in a row: from the fifth on 1, 2, 4, 8, 15 minutes."""
    if failures < MOST_TRIES:
        return timedelta(0)
    return timedelta(minutes=min(2 ** min(failures - MOST_TRIES, _LONGEST_WAIT), _LONGEST_WAIT))


def plain_code(typed: str) -> str:
    """Return a sealed code as it is compared: capital letters and digits, however it was grouped."""
    return "".join(sign for sign in typed.upper() if sign.isascii() and sign.isalnum())
