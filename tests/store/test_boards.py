"""The questions of the boards: each goes by an index that holds little more than its answer."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from cchc_desktop import bootstrap
from cchc_desktop.clock import moment
from cchc_desktop.domain.board import BoardKind
from cchc_desktop.services.boards import BoardDesk
from cchc_desktop.services.register_desk import RegisterDesk
from cchc_desktop.store import boards, journal, register
from cchc_desktop.store.boards import Span
from tests.store.stores import MARRIAGE, Hand

SPAN = Span(since="2023-10-01T00:00:00+07:00", until="2023-11-01T00:00:00+07:00")
INDEXES = {
    BoardKind.WAITING: "dossier_waiting",
    BoardKind.PAUSED: "dossier_paused",
    BoardKind.ONLINE: "online_case_waiting",
    BoardKind.UNCOLLECTED: "dossier_uncollected",
    BoardKind.APPROVALS: "step_draft_open",
    BoardKind.GIVEN_DATES: "dossier_given",
    BoardKind.EMERGENCY: "dossier_from_emergency",
    BoardKind.SELF_APPROVED: "step_self_approved",
}
OF_THE_FEW = (*INDEXES.values(), "dossier_open")
"""Indexes that hold only what is on the board, or open: to read one in its order is no walk."""


@pytest.mark.parametrize("kind", list(BoardKind))
def test_a_board_goes_by_its_index(desk: bootstrap.Desk, kind: BoardKind) -> None:
    plans = traced(desk, lambda: (boards.count(desk.db, kind, SPAN), boards.rows(desk.db, kind, SPAN, limit=200)))
    assert len(plans) == (3 if kind is BoardKind.APPROVALS else 2)  # drafts about dossiers of other desks
    for plan in plans.values():
        assert INDEXES.get(kind, "dossier_due") in plan[0]
        assert not [step for step in plan if is_walk(step)]


@pytest.mark.parametrize("kind", [kind for kind in BoardKind if kind is not BoardKind.APPROVALS])
def test_a_board_is_read_in_the_order_of_its_index(desk: bootstrap.Desk, kind: BoardKind) -> None:
    plans = traced(desk, lambda: boards.rows(desk.db, kind, SPAN, limit=200))
    assert not [step for plan in plans.values() for step in plan if "TEMP B-TREE" in step]


def test_the_other_lists_walk_through_nothing(desk: bootstrap.Desk) -> None:
    at_boards = BoardDesk(desk.db, desk.state, desk.clock)
    tracking = RegisterDesk(desk.db, desk.state, desk.recorder, desk.clock)
    desk.intake.receive(MARRIAGE)
    days = (date(2023, 10, 1), date(2023, 10, 31))

    def ask() -> None:
        boards.oldest_open(desk.db)
        boards.most_supplemented(desk.db)
        boards.steps_of_kinds(desk.db, ("Refused",), SPAN.since, SPAN.until)
        boards.own_steps(desk.db, "ResultReturned", SPAN.since, SPAN.until)
        at_boards.near_due_text()
        at_boards.riskiest()
        list(tracking.rows(*days))
        tracking.head(*days)

    plans = traced(desk, ask)
    assert len(plans) >= 9
    assert not {sql: plan for sql, plan in plans.items() if any(is_walk(step) for step in plan)}
    for name in ("dossier_open", "dossier_supplemented", "step_kind", "dossier_received"):
        assert any(name in plan[0] for plan in plans.values()), name


def test_what_this_desk_took_today_is_found_without_a_walk(desk: bootstrap.Desk) -> None:
    desk.intake.receive(MARRIAGE)
    head = journal.head(desk.db)
    journal.open_foreign(desk.db, "000.99.40.H32/2/1", head="", opened_at=desk.clock.now())
    asked: list[str] = []
    desk.db.connection.set_trace_callback(asked.append)
    boards.own_steps(desk.db, "ResultReturned", SPAN.since, SPAN.until)
    desk.db.connection.set_trace_callback(None)
    about_all = [sql for sql in asked if " dossier d" in sql or "foreign_dossier" in sql or "recorded_at" in sql]
    assert 3 <= len(about_all) < 3 + head.number.bit_length() + 1
    for sql in about_all:
        plan = [row[3] for row in desk.db.rows(f"explain query plan {sql}")]
        assert not [
            step for step in plan if step.startswith("SCAN") and "CONSTANT" not in step and " journal" not in step
        ]


def test_the_oldest_open_is_the_one_received_first_not_entered_first(desk: bootstrap.Desk, clock: Hand) -> None:
    assert boards.oldest_open(desk.db) is None
    clock.at = moment("2023-10-24T10:00")
    first = desk.intake.receive(MARRIAGE).dossier.code
    desk.intake.receive(dataclasses.replace(MARRIAGE))
    found = boards.oldest_open(desk.db)
    assert found is not None
    assert (found.code, found.name) == (first, MARRIAGE.applicant.name)
    assert boards.most_supplemented(desk.db) is None


def test_the_register_is_in_the_order_of_volume_and_number(desk: bootstrap.Desk, clock: Hand) -> None:
    clock.at = moment("2023-12-29T09:00")
    desk.recorder.accept_clock("29/12/2023")
    codes = [desk.intake.receive(MARRIAGE).dossier.id for _ in range(2)]
    clock.at = moment("2024-01-02T09:00")
    codes.append(desk.intake.receive(MARRIAGE).dossier.id)
    since, until = "2023-12-29T00:00:00+07:00", "2024-01-03T00:00:00+07:00"
    assert register.dossiers_received(desk.db, since, until) == codes
    assert register.dossiers_received(desk.db, "2023-12-30T00:00:00+07:00", until) == codes[2:]
    assert register.volumes_and_desks(desk.db, since, until) == (["2023", "2024"], [1])


def traced(desk: bootstrap.Desk, ask: object) -> dict[str, list[str]]:
    """Return the plan of every question that is asked of the dossiers' tables, as it was put to the engine."""
    asked: list[str] = []
    desk.db.connection.set_trace_callback(asked.append)
    assert callable(ask)
    ask()
    desk.db.connection.set_trace_callback(None)
    small = (" pack ", "settings_version", " journal ")
    listing = [sql for sql in asked if "select" in sql and not any(table in sql for table in small)]
    return {sql: [row[3] for row in desk.db.rows(f"explain query plan {sql}")] for sql in listing}


def is_walk(step: str) -> bool:
    return step.startswith("SCAN") and not any(f"USING {way}" in step for way in _ways())


def _ways() -> list[str]:
    return [f"{covering}INDEX {name}" for name in OF_THE_FEW for covering in ("", "COVERING ")]
