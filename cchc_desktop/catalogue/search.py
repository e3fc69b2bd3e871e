"""Finding a procedure by a few letters: no accents, any word order, beginnings of words, initials, codes."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Iterable, Sequence

from cchc_desktop.domain.procedure import Procedure
from cchc_desktop.text import words

HITS_BY_DEFAULT = 8
_LEAST_RUN = 4
"""Fewer letters typed without spaces ("khaisinh") are too few to look for inside words."""


class _Rank(enum.IntEnum):
    """How well a procedure answers what was typed; the best come first."""

    EXACT = 0
    """Its shortcut, its code, or its short name whole, in any word order."""
    SHORT_NAME = 1
    """Every word begins a word of the short name."""
    FULL_NAME = 2
    """Every word begins a word of names, field or code, or is a run of initials."""
    INITIALS = 3
    """The letters occur in order among the initials, or as a run over the words."""
    NOTHING = 4


@dataclasses.dataclass(frozen=True, slots=True)
class _Entry:
    """One procedure, folded beforehand."""

    procedure: Procedure
    exact: frozenset[str]
    short_words: frozenset[str]
    short: str
    """Words of the short name, each with a space before it: " khai sinh"."""
    full: str
    """Words of everything, in the same form."""
    initials: str
    run: str
    """The short name without its spaces."""


class ProcedureIndex:
    """The procedures of one catalogue, folded for searching; made anew when the catalogue changes.

    Iterating a `Catalogue`, or what `Catalogue.in_force` returns, gives the order of frequency, which
    decides between hits of one rank; favourites come before the others of their rank.
    """

    def __init__(self, procedures: Iterable[Procedure]) -> None:
        self._entries = tuple([_entry(procedure) for procedure in procedures])

    def search(
        self, typed: str, *, limit: int = HITS_BY_DEFAULT, favourites: Sequence[str] = ()
    ) -> tuple[Procedure, ...]:
        """Return at most ``limit`` procedures, best first.

        Args:
            typed: What the clerk typed, with or without accents. Nothing typed: favourites, then the most frequent.
            limit: The most hits to return.
            favourites: Procedure codes of this desk, in the desk's order.
        """
        tokens = words(typed)
        joined = "".join(tokens)
        hits = []
        for place, entry in enumerate(self._entries):
            rank = _rank(entry, tokens, joined) if tokens else _Rank.EXACT
            if rank is not _Rank.NOTHING:
                code = entry.procedure.code
                liking = favourites.index(code) if code in favourites else len(favourites)
                hits.append((rank, liking, place))
        return tuple([self._entries[place].procedure for _rank_, _liking, place in sorted(hits)[:limit]])


def _entry(procedure: Procedure) -> _Entry:
    short = words(procedure.short_name)
    code = words(procedure.code)
    number = code[-1].lstrip("0")
    named = words(f"{procedure.name} {procedure.service_field}")
    return _Entry(
        procedure=procedure,
        exact=frozenset(filter(None, ("".join(code), code[-1], number, procedure.shortcut))),
        short_words=frozenset(short),
        short=_spaced(short),
        full=_spaced([*short, *named, *code, number, "".join(code)]),
        initials="".join([word[0] for word in short or named]),
        run="".join(short),
    )


def _spaced(found: list[str]) -> str:
    return " " + " ".join(found)


def _rank(entry: _Entry, tokens: list[str], joined: str) -> _Rank:
    if joined in entry.exact or entry.short_words == set(tokens):
        return _Rank.EXACT
    if _all_begin(tokens, entry.short, ""):
        return _Rank.SHORT_NAME
    if _all_begin(tokens, entry.full, entry.initials):
        return _Rank.FULL_NAME
    if len(tokens) == 1 and (_is_among(joined, entry.initials) or (len(joined) >= _LEAST_RUN and joined in entry.run)):
        return _Rank.INITIALS
    return _Rank.NOTHING


def _all_begin(tokens: list[str], spaced: str, initials: str) -> bool:
    """Return whether every token begins a word, or is a run of at least two initials."""
    for token in tokens:  # noqa: SIM110 - twice as fast as a generator, and this runs at each key press
        if f" {token}" not in spaced and (len(token) < 2 or token not in initials):
            return False
    return True


def _is_among(letters: str, initials: str) -> bool:
    """Return whether ``letters`` occur in ``initials`` in order, others between them allowed."""
    after = 0
    for letter in letters:
        after = initials.find(letter, after) + 1
        if not after:
            return False
    return True
