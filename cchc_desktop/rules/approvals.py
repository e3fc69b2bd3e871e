"""Who approves what a clerk drafted: leaders, deputies on the days of their delegation, nobody the own draft."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from cchc_desktop.domain.people import Delegation, Official
from cchc_desktop.domain.problems import Problem
from cchc_desktop.rules.sources import LegalSource, applies

_BY_LEADER = LegalSource(
    document="Thông báo kết luận 28/10/2022 của Chủ tịch UBND thành phố Nha Trang",
    provision="mục 3",
    in_force_from=date(2022, 10, 28),
    statement="21",
)
_BY_DEPUTY = LegalSource(
    document="Bộ luật Dân sự 2015",
    provision="Điều 138, 140 (đại diện theo ủy quyền, thời hạn)",
    in_force_from=date(2017, 1, 1),
    statement="21",
    certainty="L",
)
_NOT_ONE_S_OWN = LegalSource(
    document="Thông báo kết luận 28/10/2022 của Chủ tịch UBND thành phố Nha Trang",
    provision="mục 3 (người soạn không tự xét duyệt; đơn vị có một người thì ghi tự duyệt)",
    in_force_from=date(2022, 10, 28),
    statement="21",
    certainty="L",
)


@applies(_BY_LEADER, _BY_DEPUTY)
def approvers(officials: Iterable[Official], delegations: Sequence[Delegation], day: date) -> tuple[Official, ...]:
    """Return who may approve on ``day``: active leaders, and active deputies with a delegation in force."""
    return tuple(one for one in officials if not _right_fault(one, delegations, day))


@applies(_BY_LEADER, _BY_DEPUTY, _NOT_ONE_S_OWN)
def approval_faults(
    *,
    drafter: str,
    approver: str,
    officials: Sequence[Official],
    delegations: Sequence[Delegation],
    day: date,
    desks: int = 1,
) -> tuple[Problem, ...]:
    """Return why ``approver`` may not approve on ``day`` what ``drafter`` drafted; empty where it may be.

    Args:
        drafter: Id of the official who drafted.
        approver: Id of the official who would approve.
        officials: Everybody known at this desk.
        delegations: Those that were not ended.
        day: The day of the approval.
        desks: How many desks the ward has: with more than one nobody is the unit's only official.
    """
    found = next((one for one in officials if one.id == approver), None)
    if found is None:
        cause = "unknown"
    elif not found.is_active:
        cause = "inactive"
    elif approver == drafter:
        cause = "" if _is_only_official(approver, officials, desks) else "own_draft"
    else:
        cause = _right_fault(found, delegations, day)
    return (Problem("approver", cause),) if cause else ()


@applies(_NOT_ONE_S_OWN)
def is_self_approved(*, drafter: str, approver: str, officials: Sequence[Official], desks: int = 1) -> bool:
    """Return whether this approval is recorded as "tự duyệt": the unit has one official only, who drafted it too."""
    return drafter == approver and _is_only_official(approver, officials, desks)


@applies(_BY_DEPUTY)
def delegation_faults(
    *, leader: str, deputy: str, from_on: date, until_on: date, officials: Sequence[Official]
) -> tuple[Problem, ...]:
    """Return what is wrong with a delegation that is to be given."""
    return tuple(_delegation_faults(leader, deputy, from_on, until_on, officials))


def _delegation_faults(
    leader: str, deputy: str, from_on: date, until_on: date, officials: Sequence[Official]
) -> Iterator[Problem]:
    known = {one.id: one for one in officials}
    for field, who in (("leader", leader), ("deputy", deputy)):
        if who not in known:
            yield Problem(field, "unknown")
        elif not known[who].is_active:
            yield Problem(field, "inactive")
        elif field == "leader" and not known[who].is_leader:
            yield Problem(field, "not_leader")
        elif field == "deputy" and who == leader:
            yield Problem(field, "same_person")
    if until_on < from_on:
        yield Problem("until_on", "ends_before_start")


def _right_fault(official: Official, delegations: Sequence[Delegation], day: date) -> str:
    """Return why an official has no right to approve on ``day``; empty where there is one."""
    if not official.is_active:
        return "inactive"
    if official.is_leader:
        return ""
    # Being somebody else's deputy is meant: a delegation to oneself is refused when given.
    own = [one for one in delegations if one.deputy == official.id]
    if any(one.is_in_force(day) for one in own):
        return ""
    return "delegation_over" if own else "no_right"


def _is_only_official(official: str, officials: Sequence[Official], desks: int) -> bool:
    return desks <= 1 and [one.id for one in officials if one.is_active] == [official]
