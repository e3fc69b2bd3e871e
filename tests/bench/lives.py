"""What stands on a big desk's boards: waits, pauses, results, drafts and slips of a power cut, by the real services."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from cchc_desktop import bootstrap
from cchc_desktop.domain.dossier import Dossier
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.people import Role
from cchc_desktop.domain.steps import StepKind, TakeStep
from cchc_desktop.store import dossiers, journal
from tests.services import board_life
from tests.services.life_desk import ITEMS, PERSON, WATER, Life
from tests.store.stores import Hand

_ASKED: dict[str, Any] = {"items": ITEMS, "reason": "Thiếu giấy tờ", "legal_basis": "Luật Hộ tịch"}
_OF_WHAT_IS_RARE = 4
"""So many times fewer."""
_APART = timedelta(days=1)
"""Due so much later at least: what is overdue may not be paused."""


def live(desk: bootstrap.Desk, hand: Hand, *, each: int) -> None:
    """Let ``each`` dossiers wait for papers and as many results lie ready, and fewer of whatever else has a board."""
    leader = desk.people.name_official("Trần Văn Mẫu", roles={Role.LEADER}, title="Chủ tịch")
    life = Life(desk=desk, clock=hand, leader=leader)
    rare = max(2, each // _OF_WHAT_IS_RARE)
    waiting = _running(life, 2 * each + 4 * rare)
    for _ in range(each):
        _step(life, StepKind.SUPPLEMENT_REQUEST, next(waiting), **_ASKED)
        _step(life, StepKind.RESULT_READY, next(waiting), shelf="A1")
    for number in range(1, rare + 1):
        _rare(life, waiting, number)


def _rare(life: Life, waiting: Iterator[Dossier], number: int) -> None:
    now = life.clock.at.isoformat()
    paused = next(waiting)
    attachment = life.attach_signed(paused)
    _step(life, StepKind.PAUSE, paused, reason="Chờ xác minh", document="15/CV", attachment=attachment)
    board_life.approved_by_oneself(life, StepKind.SUPPLEMENT_REQUEST, next(waiting), **_ASKED)
    for kind, values in ((StepKind.SUPPLEMENT_REQUEST, _ASKED), (StepKind.REFUSAL, {"reason": "Không đủ điều kiện"})):
        life.desk.steps.draft(TakeStep(kind=kind, code=next(waiting).code, values=values))
    board_life.from_emergency_slip(life, f"KC-{number:04}", now)
    board_life.filed_online(life, f"P-{number:06}", now, (life.clock.at + timedelta(hours=8)).isoformat())
    _given_moment(life, number)


def _step(life: Life, kind: StepKind, dossier: Dossier, **values: Any) -> None:
    life.clock.at += timedelta(seconds=1)
    life.step(kind, dossier, **values)


def _running(life: Life, count: int) -> Iterator[Dossier]:
    """Yield running dossiers that are due later, those received last first."""
    sql = "select code from dossier where state = 'processing' and promised_at > ? order by id desc limit ?"
    rows = life.desk.db.rows(sql, ((life.clock.at + _APART).isoformat(), count))
    return (dossiers.get(life.desk.db, row[0]) for row in rows)


def _given_moment(life: Life, number: int) -> None:
    """Record a receipt whose moment a clerk gave, as the calendar of that year had not come."""
    like = life.receive(life.clock.at.isoformat(), procedure_code=WATER, applicant=PERSON)
    body = {
        **journal.of_dossier(life.desk.db, like.id)[0].entry.body,
        "code": f"{like.code[:-4]}8{like.code[-3:]}",
        "slip_number": f"8{like.slip_number}",
        "register_number": 8_000_000 + number,
        "due_at": (life.clock.at + timedelta(days=20)).isoformat(),
        "due_ground": "no_calendar",
    }
    with life.desk.recorder.recording() as record:
        personal = {"applicant.name": PERSON.name, "applicant.phone": PERSON.phone}
        dossier = journal.next_dossier_id(record.db)
        record.add(EntryKind.DOSSIER_RECEIVED, body, personal=personal, dossier=dossier)
