"""Several desks' entries about one dossier: one order whatever came first, and exceptions by name."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.clock import VIETNAM
from cchc_desktop.domain.entry import Entry, EntryKind, Position, Written
from cchc_desktop.domain.ordering import ConflictReason, in_order, last_known, passed_over, place_of

MORNING = datetime(2023, 10, 24, 8, 0, tzinfo=VIETNAM)
DESK_1, DESK_2, DESK_3 = "H32.1/1/1", "H32.1/2/1", "H32.1/3/1"
Step = tuple[str, int, EntryKind, int, Position | None]


def at(journal: str, number: int) -> Position:
    return Position(journal=journal, number=number)


def told(
    journal: str,
    number: int,
    kind: EntryKind,
    minute: int = 0,
    after: Position | None = None,
    **body: Any,
) -> Written:
    moment = MORNING + timedelta(minutes=minute)
    entry = Entry(
        journal=journal, number=number, previous="", kind=kind, dossier=f"{DESK_1}#1", happened_at=moment,
        recorded_at=moment, actor="u1", after=after, program="0", body=body,
    )  # fmt: skip
    return Written(seq=0, entry=entry, hash=f"{journal}#{number}", personal={})


def undo(journal: str, number: int, of: Position, minute: int, after: Position) -> Written:
    place = {"journal": of.journal, "number": of.number}
    return told(journal, number, EntryKind.STEP_UNDONE, minute, after, undoes=place)


RECEIVED = told(DESK_1, 1, EntryKind.DOSSIER_RECEIVED)
READY = told(DESK_1, 2, EntryKind.RESULT_READY, 10, at(DESK_1, 1))


def returned(journal: str, number: int, minute: int, after: Position, *, is_partial: bool = False) -> Written:
    return told(journal, number, EntryKind.RESULT_RETURNED, minute, after, is_partial=is_partial)


def places(entries: Sequence[Written]) -> list[tuple[str, int]]:
    return [place_of(written.entry) for written in entries]


def every_arrival(entries: Sequence[Written]) -> tuple[list[tuple[str, int]], list[tuple[Any, Any, str]]]:
    """Return order and exceptions; every order of arrival has to give the same."""
    found = set()
    for arrival in itertools.permutations(entries):
        ordered, conflicts = in_order(arrival)
        named = tuple((place_of(one.entry), place_of(one.other), str(one.reason)) for one in conflicts)
        found.add((tuple(places(ordered)), named))
    assert len(found) == 1
    order, named = found.pop()
    return list(order), list(named)


def test_a_dossier_of_one_desk_stays_as_it_was_written() -> None:
    life = [RECEIVED, READY, returned(DESK_1, 5, 5, at(DESK_1, 2))]  # its moment was typed in afterwards

    assert in_order(life) == (life, [])


def test_the_receipt_comes_first_whatever_the_clocks_said() -> None:
    early = told(DESK_2, 4, EntryKind.PAPER_OUT, -30, at(DESK_1, 1))

    assert every_arrival([early, RECEIVED])[0] == [(DESK_1, 1), (DESK_2, 4)]


def test_what_a_desk_knew_goes_before_the_moment() -> None:
    late_clock = told(DESK_2, 1, EntryKind.CITIZEN_CALLED, 5, at(DESK_1, 2))

    assert every_arrival([RECEIVED, READY, late_clock])[0] == [(DESK_1, 1), (DESK_1, 2), (DESK_2, 1)]


def test_a_desk_that_knew_a_later_number_knew_those_before_it_too() -> None:
    """Its package of the day between has not come, but the order of the others is known."""
    follower = told(DESK_2, 1, EntryKind.CITIZEN_CALLED, 5, at(DESK_1, 3))

    assert every_arrival([RECEIVED, READY, follower])[0] == [(DESK_1, 1), (DESK_1, 2), (DESK_2, 1)]


def test_at_the_same_moment_the_lower_desk_comes_first() -> None:
    life = [RECEIVED, *(told(journal, 9, EntryKind.PAPER_OUT, 3, at(DESK_1, 1)) for journal in (DESK_3, DESK_2))]

    assert every_arrival(life)[0] == [(DESK_1, 1), (DESK_2, 9), (DESK_3, 9)]


def test_two_returns_by_desks_that_did_not_know_of_each_other() -> None:
    """The desks' last entries before differ: a paper came out at one of them in between."""
    life = [
        RECEIVED,
        READY,
        told(DESK_1, 3, EntryKind.PAPER_OUT, 11, at(DESK_1, 2)),
        returned(DESK_1, 4, 20, at(DESK_1, 3)),
        returned(DESK_2, 1, 15, at(DESK_1, 2)),
    ]

    order, conflicts = every_arrival(life)

    assert conflicts == [((DESK_1, 4), (DESK_2, 1), ConflictReason.TWO_RETURNS)]
    assert passed_over([written.entry for written in in_order(life)[0]]) == {(DESK_1, 4)}
    assert order[-2:] == [(DESK_2, 1), (DESK_1, 4)]


def test_a_return_after_one_that_the_desk_knew_is_no_exception() -> None:
    life = [RECEIVED, READY, returned(DESK_2, 1, 15, at(DESK_1, 2)), returned(DESK_1, 3, 20, at(DESK_2, 1))]

    assert every_arrival(life)[1] == []


def test_two_partial_returns_may_both_stand() -> None:
    life = [RECEIVED, READY, *(returned(j, 7, 15, at(DESK_1, 2), is_partial=True) for j in (DESK_2, DESK_3))]

    assert every_arrival(life)[1] == []


PAIRS = [
    (EntryKind.RESULT_RETURNED, EntryKind.REFUSED, ConflictReason.RETURN_AND_ENDING),
    (EntryKind.SUPPLEMENT_REQUESTED, EntryKind.SUPPLEMENT_REQUESTED, ConflictReason.TWO_SUPPLEMENTS),
    (EntryKind.SUPPLEMENT_RECEIVED, EntryKind.SUPPLEMENT_RECEIVED, ConflictReason.TWO_SUPPLEMENTS_RECEIVED),
    (EntryKind.APOLOGISED, EntryKind.APOLOGISED, ConflictReason.TWO_APOLOGIES),
    (EntryKind.CLOCK_PAUSED, EntryKind.CLOCK_PAUSED, ConflictReason.TWO_PAUSES),
    (EntryKind.CLOCK_RESUMED, EntryKind.CLOCK_RESUMED, ConflictReason.TWO_RESUMES),
    (EntryKind.CLOCK_PAUSED, EntryKind.SUPPLEMENT_REQUESTED, ConflictReason.TWO_STOPS),
    (EntryKind.RESULT_READY, EntryKind.RESULT_READY, ConflictReason.TWO_RESULTS),
    (EntryKind.RESULT_READY, EntryKind.VOIDED, ConflictReason.RESULT_AND_ENDING),
    (EntryKind.RESULT_READY, EntryKind.CLOCK_PAUSED, ConflictReason.RESULT_AND_STOP),
    (EntryKind.RESULT_REISSUED, EntryKind.RESULT_REISSUED, ConflictReason.TWO_REISSUES),
    (EntryKind.WITHDRAWN, EntryKind.STOPPED, ConflictReason.TWO_ENDINGS),
    (EntryKind.APOLOGISED, EntryKind.REFUSED, ConflictReason.STEP_AND_ENDING),
    (EntryKind.CORRECTED, EntryKind.CORRECTED, ConflictReason.TWO_CORRECTIONS),
    (EntryKind.DOSSIER_TAKEN_OVER, EntryKind.DOSSIER_TAKEN_OVER, ConflictReason.TWO_TAKEOVERS),
    (EntryKind.FEE_SETTLED, EntryKind.FEE_SETTLED, ConflictReason.TWO_FEES),
]


@pytest.mark.parametrize(("one", "other", "reason"), PAIRS, ids=[str(reason) for _, _, reason in PAIRS])
@pytest.mark.parametrize("is_first", [True, False])
def test_what_cannot_both_stand(one: EntryKind, other: EntryKind, reason: ConflictReason, is_first: bool) -> None:
    minutes = (10, 20) if is_first else (20, 10)
    life = [
        RECEIVED,
        told(DESK_1, 2, one, minutes[0], at(DESK_1, 1)),
        told(DESK_2, 1, other, minutes[1], at(DESK_1, 1)),
    ]

    later, earlier = ((DESK_2, 1), (DESK_1, 2)) if is_first else ((DESK_1, 2), (DESK_2, 1))
    assert every_arrival(life)[1] == [(later, earlier, reason)]


def test_every_reason_has_its_case() -> None:
    tested = {reason for _, _, reason in PAIRS} | {ConflictReason.TWO_RETURNS, ConflictReason.STEP_AND_UNDO}

    assert tested == set(ConflictReason)


def test_a_step_that_was_undone_is_in_nobodys_way() -> None:
    life = [
        RECEIVED,
        READY,
        returned(DESK_1, 3, 15, at(DESK_1, 2)),
        returned(DESK_2, 1, 20, at(DESK_1, 2)),
        undo(DESK_1, 4, at(DESK_1, 3), 30, at(DESK_1, 3)),
    ]

    assert every_arrival(life)[1] == []
    assert passed_over([written.entry for written in in_order(life)[0]]) == {(DESK_1, 3)}


@pytest.mark.parametrize("minute", [12, 40], ids=["undone before", "undone later"])
def test_a_step_is_undone_here_while_work_goes_on_from_it_there(minute: int) -> None:
    life = [
        RECEIVED,
        READY,
        undo(DESK_1, 3, at(DESK_1, 2), minute, at(DESK_1, 2)),
        returned(DESK_2, 1, 20, at(DESK_1, 2)),
    ]

    _order, conflicts = every_arrival(life)

    later, earlier = ((DESK_2, 1), (DESK_1, 3)) if minute < 20 else ((DESK_1, 3), (DESK_2, 1))
    assert conflicts == [(later, earlier, ConflictReason.STEP_AND_UNDO)]
    # Where the undoing came too late the step that it names stands.
    left = {(DESK_1, 2), (DESK_2, 1)} if minute < 20 else {(DESK_1, 3)}
    assert passed_over([written.entry for written in in_order(life)[0]]) == left


def test_a_fee_may_be_taken_while_a_step_is_undone_elsewhere() -> None:
    life = [
        RECEIVED,
        READY,
        undo(DESK_1, 3, at(DESK_1, 2), 15, at(DESK_1, 2)),
        told(DESK_2, 1, EntryKind.FEE_SETTLED, 20, at(DESK_1, 2)),
    ]

    assert every_arrival(life)[1] == []


def test_an_exception_that_was_settled_is_told_no_more_and_still_changes_nothing() -> None:
    life = [RECEIVED, READY, returned(DESK_1, 3, 15, at(DESK_1, 2)), returned(DESK_2, 1, 20, at(DESK_1, 2))]
    place = {"journal": DESK_2, "number": 1}
    settled = told(DESK_1, 4, EntryKind.CONFLICT_SETTLED, 50, at(DESK_2, 1), entry=place)

    order, conflicts = every_arrival([*life, settled])

    assert conflicts == []
    assert order[-1] == (DESK_1, 4)
    assert passed_over([written.entry for written in in_order([*life, settled])[0]]) == {(DESK_2, 1)}


def test_the_next_entry_names_what_the_other_desk_wrote_meanwhile() -> None:
    """Named once, the other's entry is known: the desk's next step is no exception to it."""
    mine, other = returned(DESK_2, 1, 20, at(DESK_1, 2)), told(DESK_1, 3, EntryKind.PAPER_OUT, 15, at(DESK_1, 2))
    known = in_order([RECEIVED, READY, mine, other])[0]

    assert last_known([written.entry for written in known], DESK_2) == at(DESK_1, 3)

    said = told(DESK_2, 2, EntryKind.PAPER_OUT, 25, at(DESK_1, 3))
    assert last_known([written.entry for written in (*known, said)], DESK_2) == at(DESK_2, 2)
    assert last_known([RECEIVED.entry, READY.entry], DESK_1) == at(DESK_1, 2)
    assert last_known([], DESK_1) is None


def test_a_circle_that_no_desk_writes_still_ends() -> None:
    one = told(DESK_1, 2, EntryKind.PAPER_OUT, 10, at(DESK_2, 1))
    other = told(DESK_2, 1, EntryKind.PAPER_OUT, 5, at(DESK_1, 2))

    assert every_arrival([RECEIVED, one, other])[0] == [(DESK_1, 1), (DESK_2, 1), (DESK_1, 2)]


@st.composite
def lives(draw: st.DrawFn) -> list[Written]:
    """Draw a dossier that some desks write, each knowing its own entries and some of the others'."""
    kinds = st.sampled_from([one for one, _, _ in PAIRS] + [other for _, other, _ in PAIRS] + [EntryKind.PAPER_OUT])
    life, numbers = [RECEIVED], {DESK_1: 1}
    for _ in range(draw(st.integers(min_value=0, max_value=9))):
        journal = draw(st.sampled_from([DESK_1, DESK_2, DESK_3]))
        numbers[journal] = numbers.get(journal, 0) + draw(st.integers(min_value=1, max_value=3))
        known = draw(st.sampled_from(life)).entry
        minute = draw(st.integers(min_value=-5, max_value=60))
        after = at(known.journal, known.number)
        life.append(told(journal, numbers[journal], draw(kinds), minute, after, is_partial=False))
    return life


@given(life=lives(), data=st.data())
def test_any_arrival_gives_the_same_order_and_the_same_exceptions(life: list[Written], data: st.DataObject) -> None:
    arrival = data.draw(st.permutations(life))

    assert in_order(arrival) == in_order(life)


@given(life=lives())
def test_nothing_is_lost_and_nobody_stands_before_what_it_knew(life: list[Written]) -> None:
    ordered, conflicts = in_order(life)

    assert sorted(places(ordered)) == sorted(places(life))
    assert ordered[0] == RECEIVED
    rank = {place_of(written.entry): turn for turn, written in enumerate(ordered)}
    for written in life:
        entry = written.entry
        if entry.after is not None:
            assert rank[(entry.after.journal, entry.after.number)] < rank[place_of(entry)]
        for other in life:
            if other.entry.journal == entry.journal and other.entry.number < entry.number:
                assert rank[place_of(other.entry)] < rank[place_of(entry)]
    for conflict in conflicts:
        assert rank[place_of(conflict.other)] < rank[place_of(conflict.entry)]
