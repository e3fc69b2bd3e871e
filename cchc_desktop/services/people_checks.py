"""What is wrong with an official as typed, and refusing it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NoReturn

from cchc_desktop import errors
from cchc_desktop.domain.people import Official, Role
from cchc_desktop.domain.problems import Problem
from cchc_desktop.text import has_unprintable, has_wrong_encoding


def official_faults(official: Official, known: Iterable[Official]) -> tuple[Problem, ...]:
    """Return why an official cannot be recorded beside those ``known``, of whom it may be a later version."""
    return tuple(_official_faults(official, known))


def _official_faults(official: Official, known: Iterable[Official]) -> Iterator[Problem]:
    yield from text_faults("officer_name", official.name, is_needed=True)
    yield from text_faults("title", official.title)
    yield from text_faults("capacity", official.capacity)
    if not official.roles:
        yield Problem("roles", "missing")
    if official.is_active and any(
        other.name == official.name and other.is_active and other.id != official.id for other in known
    ):
        yield Problem("officer_name", "same_name")


def known_roles(roles: Iterable[Role | str]) -> frozenset[Role]:
    """Return roles by their stored words; raise `FormIncomplete` (roles: unknown) for a word that is none."""
    try:
        return frozenset(Role(role) for role in roles)
    except ValueError:
        raise errors.FormIncomplete(problems=(Problem("roles", "unknown"),)) from None


def text_faults(field: str, text: str, *, is_needed: bool = False) -> Iterator[Problem]:
    """Yield what is wrong with one text: it is missing, or no paper could show it."""
    if is_needed and not text:
        yield Problem(field, "missing")
    if has_wrong_encoding(text) or has_unprintable(text):
        yield Problem(field, "wrong_encoding")


def refuse(field: str, cause: str) -> NoReturn:
    """Raise `FormIncomplete` with one fault."""
    raise errors.FormIncomplete(problems=(Problem(field, cause),))


def refuse_all(problems: tuple[Problem, ...]) -> None:
    """Raise `FormIncomplete` where there are faults."""
    if problems:
        raise errors.FormIncomplete(problems=problems)
