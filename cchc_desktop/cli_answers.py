"""Answers of the command line: each as plain data for ``--json`` and as text to read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from cchc_desktop.domain.procedure import Procedure
from cchc_desktop.domain.term import Promise
from cchc_desktop.sentences import sentence
from cchc_desktop.services import slip_wording
from cchc_desktop.services.desk_view import DossierView
from cchc_desktop.services.upkeep import Verdict
from cchc_desktop.store.dossiers import DossierLine
from cchc_desktop.text import mask_number, weekday_name

Answer = dict[str, Any]


def settings(record: Mapping[str, Any], version: int, officer: str) -> Answer:
    """Return the settings, a line each, and who works at the desk."""
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in record.items()]
    text = "\n".join([*lines, f"# bản {version}, người làm việc: {officer}"])
    return {"text": text, "version": version, "officer": officer, "settings": dict(record)}


def procedure_record(procedure: Procedure) -> Answer:
    """Return what a list of procedures tells of one."""
    return {
        "code": procedure.code,
        "name": procedure.name,
        "short_name": procedure.short_name,
        "field": procedure.service_field,
        "authority_level": procedure.authority_level,
        "term_count": procedure.term_count,
        "term_unit": str(procedure.term_unit) if procedure.term_unit else None,
        "fee_dong": procedure.fee_dong,
        "fee_basis": str(procedure.fee_basis),
        "confidence": procedure.confidence,
        "valid_from": procedure.valid_from.isoformat(),
        "cases": [{"code": case.case_code, "label": case.label} for case in procedure.cases],
        "papers": [{"seq": paper.seq, "name": paper.name, "when": str(paper.when)} for paper in procedure.papers],
    }


def catalogue(rows: Sequence[Answer]) -> str:
    """Return the catalogue, a line a procedure."""
    return "\n".join(f"{row['code']}  {row['short_name'] or row['name']}" for row in rows)


_PACKS = {"catalogue": "danh mục thủ tục", "calendar": "lịch nghỉ", "forms": "biểu mẫu"}


def packs(kinds: Sequence[str], version: str, years: Sequence[int]) -> Answer:
    """Return which packs were loaded, and what is in force now."""
    names = ", ".join(_PACKS[kind] for kind in kinds)
    text = f"Đã nạp: {names}. Hồ sơ đã nhận không đổi." if kinds else "Không có gì mới để nạp."
    covered = ", ".join(str(year) for year in years)
    text += f"\nDanh mục bản {version}; lịch nghỉ các năm {covered}."
    return {"text": text, "done": True, "loaded": list(kinds), "version": version, "years": list(years)}


def due(code: str, received_at: datetime, promise: Promise) -> Answer:
    """Return the due moment with its steps."""
    steps = [
        {
            "day": step.day.isoformat(),
            "weekday": weekday_name(step.day),
            "kind": str(step.kind),
            "minutes": step.minutes,
            "text": step.text,
        }
        for step in promise.steps
    ]
    lines = [f"{step['weekday']} {step['day']}: {step['text']}" for step in steps]
    weekday = weekday_name(promise.due_at.date())
    head = f"Nhận {received_at:%H:%M %d/%m/%Y}, hẹn trả {promise.due_at:%H:%M %d/%m/%Y} ({weekday})."
    return {
        "text": "\n".join([head, *lines]),
        "code": code,
        "received_at": received_at.isoformat(),
        "clock_start": promise.clock_start.isoformat(),
        "due_at": promise.due_at.isoformat(),
        "term": {"count": promise.term.count, "unit": str(promise.term.unit)} if promise.term else None,
        "steps": steps,
    }


def dossier(view: DossierView) -> Answer:
    """Return one dossier with its history; personal numbers are masked."""
    found = view.dossier
    name = view.personal.get("applicant.name", "")
    history: list[Answer] = [
        {
            "kind": step.kind,
            "number": step.number,
            "happened_at": step.happened_at.isoformat(),
            "officer": step.officer,
            "body": dict(step.body),
        }
        for step in view.history
    ]
    text = [
        f"Mã hồ sơ: {found.code}",
        f"Chủ hồ sơ: {name} {mask_number(view.personal.get('applicant.personal_id', ''))}".rstrip(),
        f"Thủ tục: {found.procedure_code} {found.procedure_name}",
        f"Nhận: {found.received_at:%H:%M %d/%m/%Y}",
        f"Hẹn trả: {found.due_at:%H:%M %d/%m/%Y}",
        f"Giấy hẹn số {found.slip_number}, quyển {found.register_volume} số {found.register_number}",
        f"Lệ phí: {slip_wording.fee_words(found, view.personal) or '…'}",
        slip_wording.proof(found),
        *(f"  #{step['number']:04} {step['happened_at'][:16]} {step['kind']} · {step['officer']}" for step in history),
    ]
    return {
        "text": "\n".join(text),
        "code": found.code,
        "dossier": found.id,
        "state": str(found.state),
        "procedure_code": found.procedure_code,
        "catalogue": found.catalogue,
        "applicant_name": name,
        "received_at": found.received_at.isoformat(),
        "due_at": found.due_at.isoformat(),
        "due_ground": found.due_ground,
        "slip_number": found.slip_number,
        "register_volume": found.register_volume,
        "register_number": found.register_number,
        "fee_dong": found.fee_dong,
        "fee_state": str(found.fee_state),
        "proof": slip_wording.proof(found),
        "entry_hash": found.first_hash,
        "history": history,
    }


def lines(found: Iterable[DossierLine]) -> Answer:
    """Return the hits of a search, newest first."""
    rows = [
        {
            "code": line.code,
            "name": line.name,
            "personal_id": mask_number(line.personal_id),
            "procedure_code": line.procedure_code,
            "procedure_name": line.procedure_name,
            "state": line.state,
            "received_at": line.received_at.isoformat(),
            "due_at": line.due_at.isoformat(),
        }
        for line in found
    ]
    text = "\n".join(f"{row['code']}  {row['name']}  {row['procedure_name'][:60]}" for row in rows)
    return {"text": text or "Không tìm thấy hồ sơ nào.", "count": len(rows), "dossiers": rows}


def slip(code: str, times: int, out: Path) -> Answer:
    """Return that a slip was written, and for the how-manieth time it was printed again (0: the first print)."""
    again = f", in lại lần {times}" if times else ""
    return {"text": f"Giấy hẹn {code}{again}: {out}", "code": code, "reprint": times}


def clock(now: datetime, *, is_accepted: bool) -> Answer:
    """Return whether the date in words was the clock's."""
    told = f"{now:%H:%M %d/%m/%Y}"
    text = f"Đã ghi: đồng hồ {told} là đúng."
    if not is_accepted:
        text = f"Ngày vừa gõ không khớp đồng hồ ({told}). Chưa ghi gì. Chỉnh giờ máy, hoặc gõ lại ngày hôm nay."
    return {"text": text, "done": is_accepted, "now": now.isoformat()}


def slip_check(code: str, same: bool | None) -> Answer:
    """Return whether the slip, built again, is the one that was first printed."""
    words = {
        True: "dựng lại giống hệt lần in đầu",
        False: "dựng lại KHÁC lần in đầu (chương trình, phông chữ hoặc biểu mẫu đã đổi)",
        None: "chưa có lần in nào được ghi",
    }
    return {"text": f"Giấy hẹn {code}: {words[same]}.", "done": same is True, "code": code, "like_first": same}


def verdict(found: Verdict) -> Answer:
    """Return what the check of the records found."""
    faults = [
        *(sentence(broken) for broken in found.breaks),
        *(f"Bảng {name} khác bản dựng lại từ sổ. Chạy rebuild." for name in found.differences),
        *(f"Số {number} được dùng hai lần." for number in found.number_faults),
    ]
    head = f"{found.entries} mục, {found.dossiers} hồ sơ: " + ("nguyên vẹn." if found.is_whole else "KHÔNG nguyên vẹn.")
    return {
        "text": "\n".join([head, *faults]),
        "done": found.is_whole,
        "entries": found.entries,
        "dossiers": found.dossiers,
        "breaks": [broken.facts for broken in found.breaks],
        "differences": list(found.differences),
        "numbers_used_twice": list(found.number_faults),
    }


def example_dossier() -> Answer:
    """Return an invented dossier as ``receive --file`` takes it."""
    return {
        "procedure_code": "1.004873",
        "case_code": "",
        "channel": "counter",
        "applicant_kind": "person",
        "applicant": {
            "name": "Nguyễn Thị Thử",
            "personal_id": "056190000123",
            "birth_on": "1990-02-01",
            "sex": "female",
            "address": "1 Đường Mẫu, Phường Mẫu, Nha Trang, Khánh Hòa",
            "phone": "0905000417",
            "email": "",
        },
        "papers": [
            {"seq": 1, "form": "original", "quantity": 1},
            {"seq": 2, "form": "original", "quantity": 1, "is_shown_only": True},
        ],
        "sets": 1,
        "return_way": "desk",
        "fee_state": "unknown",
    }
