"""More of a desk's life, for tests of lists: pauses with their document, drafts, dossiers that came in other ways."""

from __future__ import annotations

import dataclasses

from cchc_desktop.clock import moment
from cchc_desktop.domain.dossier import Dossier
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.steps import StepKind, TakeStep
from cchc_desktop.services.people_desk import Approval
from cchc_desktop.store import journal
from tests.services.life_desk import ITEMS, WATER, Life


def pause(life: Life, dossier: Dossier, when: str) -> None:
    """Stop a dossier's clock, its signed document attached."""
    life.at(when)
    life.step("pause", dossier, reason="Chờ xác minh", document="15/CV", attachment=life.attach_signed(dossier))


def ask_for_papers(life: Life, dossier: Dossier, when: str = "") -> None:
    """Ask for papers, as the leader approved."""
    life.step("supplement_request", dossier, when, items=ITEMS, reason="Thiếu giấy")


def draft(life: Life, kind: StepKind, dossier: Dossier, when: str, **values: object) -> int:
    """Keep a draft of a step; return the number of its entry."""
    life.at(when)
    return life.desk.steps.draft(TakeStep(kind=kind, code=dossier.code, values=values)).draft


def approved_by_oneself(life: Life, kind: StepKind, dossier: Dossier, **values: object) -> None:
    """Take a step that who drafted it approved, too."""
    itself = dataclasses.replace(life.leader, id=life.desk.recorder.actor, name="Trần Quốc Bảo")
    command = TakeStep(kind=kind, code=dossier.code, values=values)
    life.desk.steps.take(command, Approval(approver=itself, is_self=True))


def from_emergency_slip(life: Life, number: str, received_at: str) -> str:
    """Enter a dossier that was received on an emergency slip some time ago; return its code."""
    like = life.receive(life.clock.at.isoformat())
    entry = journal.of_dossier(life.desk.db, like.id)[0].entry
    code = f"{like.code[:-4]}9{like.code[-3:]}"
    body = {
        **entry.body,
        "code": code,
        "emergency_number": number,
        "received_at": moment(received_at).isoformat(),
        "slip_number": f"9{like.slip_number}",
        "register_number": 9000 + like.register_number,
    }
    with life.desk.recorder.recording() as record:
        record.add(
            EntryKind.DOSSIER_RECEIVED,
            body,
            personal={"applicant.name": "Lê Thị Tạm"},
            dossier=journal.next_dossier_id(record.db),
        )
    return code


def filed_online(life: Life, portal_code: str, received_at: str, act_by: str, noticed_at: str = "") -> None:
    """Record a dossier that was filed on the portal."""
    body = {
        "portal_code": portal_code,
        "procedure_code": WATER,
        "procedure_name": "Cấp Giấy xác nhận tình trạng hôn nhân",
        "received_at": moment(received_at).isoformat(),
        "noticed_at": moment(noticed_at or received_at).isoformat(),
        "act_by": moment(act_by).isoformat(),
    }
    with life.desk.recorder.recording() as record:
        record.add(EntryKind.ONLINE_FILED, body)
