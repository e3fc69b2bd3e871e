"""RULES §2.5: who approves, and that nobody approves the own draft."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.people import Delegation, Official, Role
from cchc_desktop.rules.approvals import approval_faults, approvers, delegation_faults, is_self_approved

DAY = date(2024, 1, 15)
CLERK = Official(id="u1", name="A", roles=frozenset({Role.CLERK, Role.ADMINISTRATOR}))
DEPUTY = Official(id="u2", name="B")
LEADER = Official(id="u3", name="C", roles=frozenset({Role.LEADER}))
GONE = Official(id="u4", name="D", roles=frozenset({Role.LEADER}), is_active=False)
EVERYBODY = (CLERK, DEPUTY, LEADER, GONE)
GIVEN = Delegation(id="d1", leader="u3", deputy="u2", from_on=DAY, until_on=DAY + timedelta(days=4), decision="QĐ 1")


def causes(
    drafter: str,
    approver: str,
    *,
    officials: Sequence[Official] = EVERYBODY,
    delegations: Sequence[Delegation] = (GIVEN,),
    day: date = DAY,
    desks: int = 1,
) -> list[str]:
    faults = approval_faults(
        drafter=drafter, approver=approver, officials=officials, delegations=delegations, day=day, desks=desks
    )
    assert all(fault.field == "approver" and not fault.is_warning for fault in faults)
    return [fault.cause for fault in faults]


@pytest.mark.parametrize(
    ("drafter", "approver", "found"),
    [
        ("u1", "u3", []),
        ("u1", "u2", []),
        ("u2", "u1", ["no_right"]),
        ("u1", "u1", ["own_draft"]),
        ("u3", "u3", ["own_draft"]),
        ("u2", "u2", ["own_draft"]),
        ("u1", "u4", ["inactive"]),
        ("u4", "u4", ["inactive"]),
        ("u1", "u9", ["unknown"]),
        ("u1", "", ["unknown"]),
    ],
)
def test_who_may_approve_whose_draft(drafter: str, approver: str, found: list[str]) -> None:
    assert causes(drafter, approver) == found


@pytest.mark.parametrize(
    ("days", "found"),
    [(-1, ["delegation_over"]), (0, []), (4, []), (5, ["delegation_over"]), (400, ["delegation_over"])],
)
def test_a_delegation_holds_on_its_first_and_last_day(days: int, found: list[str]) -> None:
    assert causes("u1", "u2", day=DAY + timedelta(days=days)) == found


def test_of_two_delegations_one_in_force_is_enough() -> None:
    over = dataclasses.replace(GIVEN, id="d2", from_on=date(2023, 1, 1), until_on=date(2023, 1, 2))
    assert causes("u1", "u2", delegations=(over, GIVEN)) == []
    assert causes("u1", "u2", delegations=(over,)) == ["delegation_over"]
    assert causes("u1", "u2", delegations=()) == ["no_right"]


def test_an_administrator_is_no_leader() -> None:
    administrator = dataclasses.replace(DEPUTY, roles=frozenset({Role.ADMINISTRATOR}))
    assert causes("u1", "u2", officials=(CLERK, administrator, LEADER), delegations=()) == ["no_right"]


def test_a_delegation_gives_nothing_to_somebody_who_left() -> None:
    left = dataclasses.replace(DEPUTY, is_active=False)
    officials = (CLERK, left, LEADER)
    assert causes("u1", "u2", officials=officials) == ["inactive"]
    assert approvers(officials, (GIVEN,), DAY) == (LEADER,)


def test_approvers_are_leaders_and_deputies_of_the_day() -> None:
    assert approvers(EVERYBODY, (GIVEN,), DAY) == (DEPUTY, LEADER)
    assert approvers(EVERYBODY, (GIVEN,), DAY - timedelta(days=1)) == (LEADER,)
    assert approvers((), (GIVEN,), DAY) == ()


@pytest.mark.parametrize("roles", [{Role.CLERK}, {Role.LEADER}, {Role.CLERK, Role.ADMINISTRATOR}])
def test_the_only_official_of_a_unit_approves_the_own_draft(roles: set[Role]) -> None:
    alone = dataclasses.replace(CLERK, roles=frozenset(roles))
    assert causes("u1", "u1", officials=(alone, GONE)) == []
    assert is_self_approved(drafter="u1", approver="u1", officials=(alone, GONE))


def test_a_second_official_or_a_second_desk_ends_that() -> None:
    assert causes("u1", "u1", officials=(CLERK, DEPUTY)) == ["own_draft"]
    assert causes("u1", "u1", officials=(CLERK,), desks=2) == ["own_draft"]
    assert not is_self_approved(drafter="u1", approver="u1", officials=(CLERK, DEPUTY))
    assert not is_self_approved(drafter="u1", approver="u1", officials=(CLERK,), desks=2)


def test_being_alone_gives_no_right_over_the_draft_of_somebody_who_left() -> None:
    assert causes("u4", "u1", officials=(CLERK, GONE)) == ["no_right"]
    assert not is_self_approved(drafter="u4", approver="u1", officials=(CLERK, GONE))


_ids = st.sampled_from(["u1", "u2", "u3", "u4", "u5"])
_officials = st.lists(
    st.builds(
        Official,
        id=_ids,
        name=st.just("A"),
        roles=st.frozensets(st.sampled_from(Role), min_size=1),
        is_active=st.booleans(),
    ),
    max_size=5,
    unique_by=lambda one: one.id,
)
_days = st.dates(DAY - timedelta(days=3), DAY + timedelta(days=3))
_delegations = st.lists(
    st.builds(
        Delegation, id=st.just("d"), leader=_ids, deputy=_ids, from_on=_days, until_on=_days, decision=st.just("QĐ")
    ),
    max_size=4,
)


@given(_officials, _delegations, _ids, _ids)
def test_whoever_approves_is_another_one_with_a_right_or_quite_alone(
    officials: list[Official], delegations: list[Delegation], drafter: str, approver: str
) -> None:
    faults = causes(drafter, approver, officials=officials, delegations=delegations)
    active = [one.id for one in officials if one.is_active]
    may = approver in [one.id for one in approvers(officials, delegations, DAY)]
    is_alone = drafter == approver and active == [approver]
    assert len(faults) <= 1
    assert (not faults) == ((may and drafter != approver) or is_alone)
    assert is_self_approved(drafter=drafter, approver=approver, officials=officials) == is_alone


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"until_on": DAY}, []),
        ({"until_on": DAY - timedelta(days=1)}, [("until_on", "ends_before_start")]),
        ({"deputy": "u3"}, [("deputy", "same_person")]),
        ({"deputy": "u4"}, [("deputy", "inactive")]),
        ({"deputy": "u9"}, [("deputy", "unknown")]),
        ({"leader": "u1"}, [("leader", "not_leader")]),
        ({"leader": "u4"}, [("leader", "inactive")]),
        ({"leader": "", "deputy": ""}, [("leader", "unknown"), ("deputy", "unknown")]),
    ],
)
def test_what_a_delegation_needs(changes: dict[str, object], found: list[tuple[str, str]]) -> None:
    asked: dict[str, object] = {"leader": "u3", "deputy": "u2", "from_on": DAY, "until_on": DAY + timedelta(days=1)}
    faults = delegation_faults(**{**asked, **changes}, officials=EVERYBODY)  # type: ignore[arg-type]
    assert [(fault.field, fault.cause) for fault in faults] == found
