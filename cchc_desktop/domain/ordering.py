"""The order of a dossier's entries where several journals wrote them, and which of them cannot stand beside another.

Whoever has the same entries finds the same order and the same exceptions, in whatever order the packages came: by
what each desk knew (`Entry.after`), then by the moment, then by desk and number. Nothing is lost: the entry that is the
exception is kept and shown, and the dossier is folded as the earlier one made it.
"""

from __future__ import annotations

import dataclasses
import enum
import itertools
from collections.abc import Iterable, Mapping, Sequence

from cchc_desktop.domain.entry import Entry, EntryKind, Position, Written

Place = tuple[str, int]
"""Journal and number of an entry."""


class ConflictReason(enum.StrEnum):
    """Why an entry cannot stand beside an earlier one of which its desk did not know."""

    TWO_RETURNS = "two_returns"
    TWO_RESULTS = "two_results"
    TWO_SUPPLEMENTS = "two_supplements"
    TWO_SUPPLEMENTS_RECEIVED = "two_supplements_received"
    TWO_PAUSES = "two_pauses"
    TWO_RESUMES = "two_resumes"
    TWO_STOPS = "two_stops"
    """Papers were asked for here and the clock was paused there."""
    TWO_APOLOGIES = "two_apologies"
    TWO_CORRECTIONS = "two_corrections"
    TWO_REISSUES = "two_reissues"
    TWO_ENDINGS = "two_endings"
    TWO_TAKEOVERS = "two_takeovers"
    TWO_FEES = "two_fees"
    """The fee was taken here and there: what lies in one of the two tills has to be given back."""
    RETURN_AND_ENDING = "return_and_ending"
    RESULT_AND_ENDING = "result_and_ending"
    STEP_AND_ENDING = "step_and_ending"
    RESULT_AND_STOP = "result_and_stop"
    """The result was ready or returned here while the clock was stopped there."""
    STEP_AND_UNDO = "step_and_undo"
    """A step was undone here while work went on from it there."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two entries that cannot both stand; the later one is the exception."""

    entry: Entry
    """The exception: kept, shown, not folded."""
    other: Entry
    """What stands instead."""
    reason: ConflictReason


def in_order(entries: Sequence[Written]) -> tuple[list[Written], list[Conflict]]:
    """Return the entries of one dossier in their order, and the exceptions among them that nobody has settled.

    Args:
        entries: All entries of one dossier that are known, in any order, each once. Its receipt comes first; where it
            is not among them the order is that of the others.
    """
    ordered = list(entries) if _is_one_line(entries) else _merged(entries)
    known = [written.entry for written in ordered]
    settled = {_place(entry.body["entry"]) for entry in known if entry.kind == EntryKind.CONFLICT_SETTLED}
    return ordered, [found for found in conflicts_among(known) if place_of(found.entry) not in settled]


def conflicts_among(ordered: Sequence[Entry]) -> list[Conflict]:
    """Return every exception among entries that are in their order, also those that somebody settled."""
    if _is_one_journal(ordered):
        return []
    told = _Told(ordered)
    found, undos = _undos(ordered, told)
    undone = {_place(undo.body["undoes"]) for undo in undos}
    standing: list[Entry] = []
    for entry in ordered:
        if entry.kind not in _GROUPS or place_of(entry) in undone:
            continue
        conflict = _with_undo(entry, undos, told) or _with_earlier(entry, standing, told)
        if conflict is None:
            standing.append(entry)
        else:
            found.append(conflict)
    return found


def passed_over(ordered: Iterable[Entry]) -> frozenset[Place]:
    """Return (journal, number) of the entries that change nothing: steps that were undone, and exceptions."""
    whole = ordered if isinstance(ordered, Sequence) else list(ordered)
    exceptions = {place_of(found.entry) for found in conflicts_among(whole)}
    undone = {
        _place(entry.body["undoes"])
        for entry in whole
        if entry.kind == EntryKind.STEP_UNDONE and place_of(entry) not in exceptions
    }
    return frozenset(undone | exceptions)


def last_known(ordered: Sequence[Entry], journal: str) -> Position | None:
    """Return the entry that the next one of ``journal`` names as the last that its desk knew; ``None`` without any.

    A journal knows itself, so that what another desk wrote meanwhile is named rather than the desk's own last entry.
    """
    if not ordered:
        return None
    chosen = ordered[-1]
    if not _is_one_journal(ordered):
        told = _Told(ordered)
        own = [entry for entry in ordered if entry.journal == journal]
        news = [entry for entry in ordered if entry.journal != journal and not (own and told.knew(own[-1], entry))]
        chosen = news[-1] if news else chosen
    return Position(journal=chosen.journal, number=chosen.number)


def place_of(entry: Entry) -> Place:
    """Return where an entry stands."""
    return entry.journal, entry.number


def _place(record: Mapping[str, object]) -> Place:
    return str(record["journal"]), int(str(record["number"]))


def _is_one_journal(entries: Sequence[Entry]) -> bool:
    return not entries or all(entry.journal == entries[0].journal for entry in entries)


def _is_one_line(entries: Sequence[Written]) -> bool:
    """Return whether one desk wrote them all and they lie as it did: nearly every dossier."""
    known = [written.entry for written in entries]
    if not known or known[0].kind != EntryKind.DOSSIER_RECEIVED or not _is_one_journal(known):
        return False
    return all(one.number < other.number for one, other in itertools.pairwise(known))


def _merged(entries: Sequence[Written]) -> list[Written]:
    """Return the journals of a dossier in one row: of those whose turn it may be, always the earliest."""
    first = [written for written in entries if written.entry.kind == EntryKind.DOSSIER_RECEIVED]
    lines: dict[str, list[Written]] = {}
    for written in sorted(entries, key=lambda one: (one.entry.number, one.hash), reverse=True):
        if written.entry.kind != EntryKind.DOSSIER_RECEIVED:
            lines.setdefault(written.entry.journal, []).append(written)
    ordered = sorted(first, key=_turn)
    while lines:
        heads = [line[-1] for line in lines.values()]
        # A circle, which no desk writes, must not keep the rest from being read.
        ready = [head for head in heads if not _waits(head.entry, lines)] or heads
        journal = min(ready, key=_turn).entry.journal
        ordered.append(lines[journal].pop())
        if not lines[journal]:
            del lines[journal]
    return ordered


def _waits(entry: Entry, lines: Mapping[str, Sequence[Written]]) -> bool:
    """Return whether an entry that its desk knew has not had its turn; a desk knows a journal up to a number."""
    known = entry.after
    if known is None or known.journal == entry.journal or known.journal not in lines:
        return False
    return lines[known.journal][-1].entry.number <= known.number


def _turn(written: Written) -> tuple[object, ...]:
    entry = written.entry
    ward, desk, generation = (*entry.journal.split("/"), "", "", "")[:3]
    return entry.happened_at, desk, entry.number, generation, ward, written.hash


class _Told:
    """What each desk knew when it wrote: of every journal the last number."""

    def __init__(self, ordered: Sequence[Entry]) -> None:
        self._known: dict[Place, dict[str, int]] = {}
        last: dict[str, Entry] = {}
        for entry in ordered:
            known = dict(self._known[place_of(last[entry.journal])]) if entry.journal in last else {}
            after = entry.after
            if after is not None:
                before = last.get(after.journal)
                for journal, number in self._before(before, after, ordered).items():
                    known[journal] = max(number, known.get(journal, 0))
                known[after.journal] = max(after.number, known.get(after.journal, 0))
            known[entry.journal] = entry.number
            self._known[place_of(entry)] = known
            last[entry.journal] = entry

    def _before(self, last: Entry | None, after: Position, ordered: Sequence[Entry]) -> Mapping[str, int]:
        """Return what was known at ``after``, or at the last entry before it that is among these."""
        if last is not None and last.number > after.number:
            earlier = [one for one in ordered if one.journal == after.journal and one.number <= after.number]
            last = earlier[-1] if earlier else None
        return self._known.get(place_of(last), {}) if last is not None else {}

    def knew(self, entry: Entry, other: Entry) -> bool:
        """Return whether the desk that wrote ``entry`` knew of ``other``."""
        return self._known[place_of(entry)].get(other.journal, 0) >= other.number

    def are_concurrent(self, one: Entry, other: Entry) -> bool:
        """Return whether neither desk knew of the other's entry."""
        return not self.knew(one, other) and not self.knew(other, one)


def _undos(ordered: Sequence[Entry], told: _Told) -> tuple[list[Conflict], list[Entry]]:
    """Return the undoings that came too late, as work had gone on from that step elsewhere, and those that hold."""
    late: list[Conflict] = []
    holding: list[Entry] = []
    for index, undo in enumerate(ordered):
        if undo.kind != EntryKind.STEP_UNDONE:
            continue
        gone_on = next((one for one in ordered[:index] if _goes_on_from(one, undo, told)), None)
        if gone_on is None:
            holding.append(undo)
        else:
            late.append(Conflict(entry=undo, other=gone_on, reason=ConflictReason.STEP_AND_UNDO))
    return late, holding


def _goes_on_from(entry: Entry, undo: Entry, told: _Told) -> bool:
    """Return whether ``entry`` was written elsewhere on the step that ``undo`` takes back, without knowing of that."""
    journal, number = _place(undo.body["undoes"])
    if _GROUPS.get(entry.kind, _FEE) == _FEE or place_of(entry) == (journal, number):
        return False  # a fee rests on no step
    is_built_on_it = told.knew(entry, dataclasses.replace(undo, journal=journal, number=number))
    return is_built_on_it and told.are_concurrent(entry, undo)


def _with_undo(entry: Entry, undos: Sequence[Entry], told: _Told) -> Conflict | None:
    for undo in undos:
        if _goes_on_from(entry, undo, told):
            return Conflict(entry=entry, other=undo, reason=ConflictReason.STEP_AND_UNDO)
    return None


def _with_earlier(entry: Entry, standing: Sequence[Entry], told: _Told) -> Conflict | None:
    for other in standing:
        reason = _REASONS.get(frozenset((_GROUPS[entry.kind], _GROUPS[other.kind])))
        if reason is None or not told.are_concurrent(entry, other):
            continue
        if reason is ConflictReason.TWO_RETURNS and entry.body.get("is_partial") and other.body.get("is_partial"):
            continue  # one of several results here, another there
        return Conflict(entry=entry, other=other, reason=reason)
    return None


_FEE = "fee"
_GROUPS: Mapping[str, str] = {
    EntryKind.FEE_SETTLED: _FEE,
    EntryKind.RESULT_RETURNED: "return",
    EntryKind.RESULT_READY: "result",
    EntryKind.RESULT_REISSUED: "reissue",
    EntryKind.SUPPLEMENT_REQUESTED: "request",
    EntryKind.SUPPLEMENT_RECEIVED: "received",
    EntryKind.CLOCK_PAUSED: "pause",
    EntryKind.CLOCK_RESUMED: "resume",
    EntryKind.APOLOGISED: "apology",
    EntryKind.CORRECTED: "correction",
    EntryKind.REFUSED: "ending",
    EntryKind.CLOSED_INCOMPLETE: "ending",
    EntryKind.WITHDRAWN: "ending",
    EntryKind.STOPPED: "ending",
    EntryKind.VOIDED: "ending",
    EntryKind.DOSSIER_TAKEN_OVER: "takeover",
}
"""Kinds that can be in each other's way; all others may stand beside anything."""


def _reasons() -> Mapping[frozenset[str], ConflictReason]:
    found: dict[frozenset[str], ConflictReason] = {
        frozenset(("return",)): ConflictReason.TWO_RETURNS,
        frozenset(("result",)): ConflictReason.TWO_RESULTS,
        frozenset(("reissue",)): ConflictReason.TWO_REISSUES,
        frozenset(("request",)): ConflictReason.TWO_SUPPLEMENTS,
        frozenset(("received",)): ConflictReason.TWO_SUPPLEMENTS_RECEIVED,
        frozenset(("pause",)): ConflictReason.TWO_PAUSES,
        frozenset(("resume",)): ConflictReason.TWO_RESUMES,
        frozenset(("request", "pause")): ConflictReason.TWO_STOPS,
        frozenset(("apology",)): ConflictReason.TWO_APOLOGIES,
        frozenset(("correction",)): ConflictReason.TWO_CORRECTIONS,
        frozenset(("ending",)): ConflictReason.TWO_ENDINGS,
        frozenset(("takeover",)): ConflictReason.TWO_TAKEOVERS,
        frozenset((_FEE,)): ConflictReason.TWO_FEES,
        frozenset(("return", "ending")): ConflictReason.RETURN_AND_ENDING,
        frozenset(("result", "ending")): ConflictReason.RESULT_AND_ENDING,
    }
    for step in ("request", "received", "pause", "resume", "apology"):
        found[frozenset((step, "ending"))] = ConflictReason.STEP_AND_ENDING
    for stop in ("request", "pause"):
        for end in ("return", "result"):
            found[frozenset((stop, end))] = ConflictReason.RESULT_AND_STOP
    return found


_REASONS = _reasons()
