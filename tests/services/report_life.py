"""A quarter of a desk's life with something under every figure of every report."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

from cchc_desktop.domain.attachment import AttachmentRole
from cchc_desktop.domain.dossier import Channel, Dossier, FeeState, ReturnWay
from tests.services.life_desk import CERTIFIED_COPY, ITEMS, WATER, Life, life_desk

PERIOD = "2023-11"
"""15/10/2023 to 14/11/2023."""
_PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsrjGYQAAAABJRU5ErkJggg=="
)


def busy_month(folder: Path) -> Life:
    """Return a desk on the last evening of `PERIOD` after a month in which everything happened."""
    life = life_desk(folder, "2023-10-10T08:00")
    carried = life.receive("2023-10-12T09:00")
    online = _online(life, "2023-10-13T09:00", "H32.1-231013-9001")
    life.step("result_ready", online, "2023-10-13T10:00")  # before the period: none of its dossiers
    life.step("result_ready", carried, "2023-10-18T10:00")  # late
    life.step("result_return", carried, "2023-10-19T09:00", cause="workload", responsible_unit="Tư pháp")
    early = life.receive("2023-10-16T08:00")
    life.step("result_ready", early, "2023-10-17T08:00")
    on_time = life.receive("2023-10-16T09:00", channel=Channel.POST, return_way=ReturnWay.POST)
    life.step("result_ready", on_time, "2023-10-19T09:00")
    life.step("result_return", on_time, "2023-10-19T15:00", way="post", postal_code="EB123456789VN")
    refused = life.receive("2023-10-20T08:00")
    life.step("refusal", refused, "2023-10-20T10:00", reason="Không đủ điều kiện")
    refused_late = life.receive("2023-10-20T09:00")
    life.step("refusal", refused_late, "2023-10-26T10:00", reason="Không đủ điều kiện")
    withdrawn = life.receive("2023-10-23T08:00")
    life.step("withdrawal", withdrawn, "2023-10-23T14:00", reason="Người dân xin rút")
    stopped = life.receive("2023-10-23T08:30")
    life.step("stop", stopped, "2023-10-24T09:00", reason="Người dân đề nghị", asked_on=life.clock.now().date())
    voided = life.receive("2023-10-23T09:30")
    life.step("void", voided, "2023-10-24T10:00", reason="Nhập nhầm")
    _without_appointment(life)
    paid = _online(
        life, "2023-10-25T08:00", "H32.1-231025-9002", procedure_code=CERTIFIED_COPY, fee_dong=8000,
        fee_state=FeeState.ONLINE,
    )  # fmt: skip
    life.step("result_ready", paid, "2023-10-25T10:00")
    scanned = life.receive("2023-10-25T08:30")
    for role in (AttachmentRole.PAPER, AttachmentRole.RESULT):
        prepared = life.desk.attachments.prepare(_PICTURE + bytes(role, "utf-8"), f"{role}.png")
        life.desk.attachments.attach(scanned.code, prepared, role)
    life.step("result_ready", scanned, "2023-10-30T08:00")
    apologised = life.receive("2023-11-06T08:00")
    life.step(
        "apology", apologised, "2023-11-08T09:00", reason="Hồ sơ dồn", new_due_at=apologised.due_at.replace(hour=15)
    )
    life.step("result_ready", apologised, "2023-11-09T14:00")  # late by the first due moment
    _still_open(life)
    life.desk.typed_figures.type_figure(life.desk.reports.period(PERIOD), "e_certified", 1)
    life.at("2023-11-14T23:00")
    return life


def _online(life: Life, when: str, code: str, **changes: Any) -> Dossier:
    """Receive what came by the portal."""
    at = life.at(when).clock.at
    life.desk.online.file(code, changes.get("procedure_code", WATER), "Nguyễn Thị Thử", at, at, at)
    return life.receive(when, channel=Channel.ONLINE, portal_code=code, **changes)


def _without_appointment(life: Life) -> None:
    """Thursday 26 October: three who wait, one of them becomes an appointment and one is unreliable."""
    ready = [life.receive_waiting(f"2023-10-26T08:0{minute}", wants_slip=minute == 1) for minute in range(4)]
    for number, dossier in enumerate(ready[:2]):
        life.step("result_ready", dossier, f"2023-10-26T09:0{number}")
        life.step("result_return", dossier, f"2023-10-26T09:1{number}")
    life.step("time_unreliable", ready[2], "2023-10-26T09:20", reason="Mất mạng nửa giờ")
    life.step("result_ready", ready[2], "2023-10-26T09:25")
    life.step("result_return", ready[2], "2023-10-26T09:30")
    life.step("to_appointment", ready[3], "2023-10-26T16:00")


def _still_open(life: Life) -> list[Dossier]:
    late = life.receive("2023-11-07T08:00")
    in_time = life.receive("2023-11-14T08:00")
    waiting = life.receive("2023-11-08T08:00")
    life.step("supplement_request", waiting, "2023-11-08T10:00", items=ITEMS, reason="Thiếu giấy tờ")
    paused = life.receive("2023-11-10T08:00")
    signed = life.attach_signed(paused)
    life.step("pause", paused, "2023-11-10T10:00", reason="Chờ xác minh", document="12/UBND", attachment=signed)
    return [late, in_time, waiting, paused]
