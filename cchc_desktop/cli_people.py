"""People at the terminal: officials, PINs, delegations."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from cchc_desktop import bootstrap, cli_reading, sentences
from cchc_desktop.cli_desk import Answer, official_named, open_desk, pin


def _list(desk: bootstrap.Desk) -> Answer:
    officials: list[Answer] = [
        {
            "id": official.id,
            "name": official.name,
            "roles": sorted(official.roles),
            "title": official.title,
            "capacity": official.capacity,
            "is_active": official.is_active,
            "has_pin": desk.people.has_pin(official.id),
        }
        for official in desk.people.officials()
    ]
    delegations = [
        {
            "id": found.id,
            "leader": found.leader,
            "deputy": found.deputy,
            "from_on": found.from_on.isoformat(),
            "until_on": found.until_on.isoformat(),
            "decision": found.decision,
        }
        for found in desk.people.delegations()
    ]
    lines = [f"{row['id']}  {row['name']}  {_roles(row['roles'])}" for row in officials]
    return {"text": "\n".join(lines), "officials": officials, "delegations": delegations}


def _roles(roles: Sequence[str]) -> str:
    return ", ".join(words for role, words in sentences.BY_ROLE.items() if role in roles)


def _officials(arguments: argparse.Namespace) -> Answer:
    with open_desk(arguments) as desk:
        return _list(desk)


def _official(arguments: argparse.Namespace) -> Answer:
    """Name an official, or change one of that name."""
    roles = [role.strip() for role in arguments.roles.split(",") if role.strip()]
    with open_desk(arguments) as desk:
        known = [one for one in desk.people.officials() if arguments.name in (one.id, one.name)]
        if known:
            desk.people.change_official(
                known[0].id,
                roles=roles,
                title=arguments.title,
                capacity=arguments.capacity,
                is_active=not arguments.inactive,
            )
        else:
            desk.people.name_official(arguments.name, roles, arguments.title, arguments.capacity)
        desk.state.reload()
        return _list(desk)


def _pin(arguments: argparse.Namespace) -> Answer:
    with open_desk(arguments) as desk:
        official = official_named(desk.people, arguments.name)
        by = official.id if desk.people.has_pin(official.id) else desk.recorder.actor
        desk.people.set_pin(official.id, pin(arguments.pin_file), by, old=pin(arguments.old_pin_file))
        return _list(desk)


def _delegate(arguments: argparse.Namespace) -> Answer:
    with open_desk(arguments) as desk:
        leader, deputy = official_named(desk.people, arguments.leader), official_named(desk.people, arguments.deputy)
        desk.people.delegate(leader.id, deputy.id, _day(arguments.since), _day(arguments.until), arguments.decision)
        return _list(desk)


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        raise cli_reading.WrongInput("Ngày viết dạng 2023-10-26. Chưa có gì được lưu.") from error


COMMANDS: Mapping[str, Callable[[argparse.Namespace], Answer]] = {
    "officials": _officials,
    "official": _official,
    "pin": _pin,
    "delegate": _delegate,
}
