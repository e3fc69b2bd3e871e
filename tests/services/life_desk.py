"""A desk with a clerk, two leaders and a dossier, for tests of what happens after the receipt."""

from __future__ import annotations

import base64
import dataclasses
from datetime import timedelta
from pathlib import Path
from typing import Any

from cchc_desktop import bootstrap
from cchc_desktop.clock import moment
from cchc_desktop.domain.attachment import AttachmentRole
from cchc_desktop.domain.dossier import Dossier
from cchc_desktop.domain.intake import ReceiveDossier
from cchc_desktop.domain.people import Official, Role
from cchc_desktop.domain.person import Person
from cchc_desktop.domain.steps import StepKind, SupplementItem, TakeStep
from cchc_desktop.services.desk_setup import SAMPLE, SAMPLE_OFFICER, Opening
from cchc_desktop.services.people_desk import Approval
from cchc_desktop.services.step_desk import Taken
from tests.store.stores import Hand
from tests.tools import ready_desks

_SIGNED = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsrjGYQAAAABJRU5ErkJggg=="
)
"""The smallest picture: one grey dot."""
WATER = "1.004873"
CERTIFIED_COPY = "2.000815"
ITEMS = (SupplementItem(name="Giấy xác nhận tình trạng hôn nhân", originals=1),)
PERSON = Person(name="Nguyễn Thị Thử", personal_id="056190000123", phone="0905000417", address="1 Đường Mẫu")


@dataclasses.dataclass(slots=True)
class Life:
    """One desk whose clock is moved by hand."""

    desk: bootstrap.Desk
    clock: Hand
    leader: Official

    def at(self, when: str) -> Life:
        """Let it be another moment."""
        self.clock.at = moment(when)
        problem = self.desk.recorder.clock_problem()
        if problem is not None:
            self.desk.recorder.accept_clock(f"{self.clock.at:%d/%m/%Y}")
        return self

    def receive(self, when: str, **changes: Any) -> Dossier:
        """Receive a dossier of three working days."""
        self.at(when)
        form = ReceiveDossier(procedure_code=WATER, applicant=PERSON, accepts_duplicate=True)
        return self.desk.intake.receive(dataclasses.replace(form, **changes)).dossier

    def receive_waiting(self, when: str, **changes: Any) -> Dossier:
        """Receive the dossier of somebody who waits for the result: a copy certified, on a day without appointments."""
        return self.receive(when, **{"procedure_code": CERTIFIED_COPY} | changes)

    def step(self, kind: StepKind | str, dossier: Dossier, when: str = "", **values: Any) -> Taken:
        """Take a step, approved by the leader."""
        if when:
            self.at(when)
        command = TakeStep(kind=StepKind(kind), code=dossier.code, values=values)
        return self.desk.steps.take(command, self.approval)

    @property
    def entries(self) -> int:
        """Return how many entries stand in the journal."""
        return int(self.desk.db.value("select count(*) from entry"))

    def attach_signed(self, dossier: Dossier) -> str:
        """Let a signed paper lie with the dossier and return its hash."""
        prepared = self.desk.attachments.prepare(_SIGNED, "văn bản.png")
        if all(line.sha256 != prepared.sha256 for line in self.desk.attachments.of_dossier(dossier.code)):
            self.desk.attachments.attach(dossier.code, prepared, AttachmentRole.SIGNED_DOCUMENT)
        return prepared.sha256

    @property
    def approval(self) -> Approval:
        """Return the leader's approval, as the PIN at the desk gives it."""
        return Approval(approver=self.leader, is_self=False)


def life_desk(folder: Path, when: str = "2023-10-24T08:00", **settings: Any) -> Life:
    """Return a fresh desk in a folder."""
    clock = Hand(moment(when))
    opening = Opening(settings=dataclasses.replace(SAMPLE, **settings), officer_name=SAMPLE_OFFICER, is_training=True)
    desk = ready_desks.first_run(folder / "desk", opening, clock=clock, environment={"XDG_STATE_HOME": str(folder)})
    leader = desk.people.name_official(
        "Trần Văn Mẫu", roles={Role.LEADER}, title="Phó Chủ tịch", capacity="KT. CHỦ TỊCH|PHÓ CHỦ TỊCH"
    )
    return Life(desk=desk, clock=clock, leader=leader)


def full_values(life: Life, dossier: Dossier, kind: StepKind) -> dict[str, Any]:
    """Return values with which the rules are content, as far as the moment allows the step at all."""
    now = life.clock.now()
    values: dict[StepKind, dict[str, Any]] = {
        StepKind.SUPPLEMENT_REQUEST: {"items": ITEMS, "reason": "Thiếu giấy tờ", "legal_basis": "Luật Hộ tịch"},
        StepKind.REFUSAL: {"reason": "Không đủ điều kiện"},
        StepKind.APOLOGY: {"reason": "Hồ sơ dồn nhiều", "new_due_at": dossier.due_at + timedelta(minutes=30)},
        StepKind.WITHDRAWAL: {"reason": "Người dân xin rút"},
        StepKind.STOP: {"reason": "Người dân đề nghị", "asked_on": now.date()},
        StepKind.VOID: {"reason": "Nhập nhầm"},
        StepKind.HANDOVER: {"to_unit": f"Bộ phận {dossier.handovers + 1}"},
        StepKind.REISSUE: {"reason": "Sai tên"},
        StepKind.CALL: {"outcome": "will_come"},
        StepKind.CORRECTION: {"reason": "Nhầm tên", "applicant.name": f"Lê Thị Đúng {dossier.version}"},
        StepKind.UNDO: {"reason": "Bấm nhầm"},
        StepKind.RESULT_RETURN: {"cause": "workload", "responsible_unit": "Tư pháp"},
        StepKind.TIME_UNRELIABLE: {"reason": "Mất mạng nửa giờ"},
    }
    if kind is StepKind.PAUSE:
        return {"reason": "Chờ xác minh", "document": "12/UBND", "attachment": life.attach_signed(dossier)}
    return values.get(kind, {})
