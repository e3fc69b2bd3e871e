"""Answers of the command line: each as plain data for ``--json`` and as text to read."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from cchc_desktop import sentences
from cchc_desktop.domain.dossier import Dossier, DossierState, HandedPaper, PaperForm, SupplementedPaper
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.procedure import Procedure
from cchc_desktop.domain.term import Promise
from cchc_desktop.sentences.foreign_said import whose
from cchc_desktop.services import slip_wording
from cchc_desktop.services.desk_view import DossierView, HistoryStep
from cchc_desktop.services.paper_standing import Standing, dossier_papers
from cchc_desktop.services.upkeep import Verdict
from cchc_desktop.store.dossiers import DossierLine
from cchc_desktop.text import hours_and_minutes, mask_number, weekday_name

Answer = dict[str, Any]


def settings(record: Mapping[str, Any], version: int, officer: str, told: Collection[str]) -> Answer:
    """Return the settings, a line for each that is ``told``, and who works at the desk."""
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in record.items() if name in told]
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
    lines, (_due, total) = slip_wording.explanation_words(promise)
    told = [_counted(*line) for line in lines]
    head = f"Nhận {_moment(received_at)}; hẹn trả {_moment(promise.due_at)}."
    return {
        "text": "\n".join([head, *told, *([f"Cộng {total}."] if total else [])]),
        "code": code,
        "received_at": received_at.isoformat(),
        "clock_start": promise.clock_start.isoformat(),
        "due_at": promise.due_at.isoformat(),
        "term": {"count": promise.term.count, "unit": str(promise.term.unit)} if promise.term else None,
        "steps": steps,
    }


def _counted(day: str, what: str, hours: str) -> str:
    words = f"{day}: {what}" if day else what
    return f"{words} ({hours})" if hours else words


def dossier(view: DossierView) -> Answer:
    """Return one dossier with its history; personal numbers are masked."""
    found, said = view.dossier, view.personal
    return {
        "text": "\n".join(_dossier_lines(view)),
        "code": found.code,
        "dossier": found.id,
        "state": str(found.state),
        "procedure_code": found.procedure_code,
        "case_code": found.case_code,
        "catalogue": found.catalogue,
        "applicant_name": said.get("applicant.name", ""),
        "submitter_name": said.get("submitter.name", ""),
        "submitter_ground": said.get("submitter_ground", ""),
        "papers": [_paper_record(paper, said) for paper in found.papers],
        "supplemented": [_supplemented_record(paper, said) for paper in found.supplemented],
        "sets": found.sets,
        "received_at": found.received_at.isoformat(),
        "due_at": found.due_at.isoformat(),
        "promised_at": found.promised_at.isoformat(),
        "due_ground": found.due_ground,
        "due_reason": said.get("due_reason", ""),
        "slip_number": found.slip_number,
        "register_volume": found.register_volume,
        "register_number": found.register_number,
        "fee_dong": found.fee_dong,
        "fee_state": str(found.fee_state),
        "fee_reason": _fee_reason(view),
        "priority": found.priority,
        "is_same_day": found.is_same_day,
        "has_slip_on_request": found.has_slip_on_request,
        "is_time_unreliable": found.is_time_unreliable,
        "appointment_at": found.appointment_at.isoformat() if found.appointment_at else "",
        "saved_minutes": found.saved_minutes,
        "note": said.get("note", ""),
        "proof": slip_wording.proof(found),
        "entry_hash": found.first_hash,
        "history": [_step_record(step) for step in view.history],
    }


def _dossier_lines(view: DossierView) -> Iterator[str]:
    found, said = view.dossier, view.personal
    applicant = f"{said.get('applicant.name', '')} {mask_number(said.get('applicant.personal_id', ''))}".strip()
    ground = f" ({said['submitter_ground']})" if said.get("submitter_ground") else ""
    case = f" (trường hợp: {found.case_label})" if found.case_label else ""
    fee = slip_wording.fee_words(found, {"fee_reason": _fee_reason(view)})
    yield f"Mã hồ sơ: {found.code}"
    yield f"Trạng thái: {sentences.BY_STATE[found.state]}"
    yield f"Chủ hồ sơ: {applicant}"
    if found.has_submitter:
        yield f"Người nộp thay: {said.get('submitter.name') or _GONE}{ground}"
    yield f"Thủ tục: {found.procedure_code} {found.procedure_name}{case}"
    yield f"Nhận: {_moment(found.received_at)}"
    yield _promise_words(view)
    if said.get("due_reason"):
        yield f"Lý do ngày hẹn: {said['due_reason']}"
    if found.is_same_day:
        yield _same_day_words(found)
    number = f"Giấy hẹn số {found.slip_number}, quyển {found.register_volume} số {found.register_number}"
    yield f"Sổ cũ, dòng {view.history[0].book_line}" if found.is_imported else number
    yield f"Lệ phí: {fee or '…'}"
    yield f"Giấy tờ ({found.sets} bộ):" if found.papers or found.supplemented else "Giấy tờ: không có"
    for paper in found.papers:
        yield f"  {_paper_words(paper, said)}"
    for came in found.supplemented:
        yield f"  {slip_wording.supplemented_name(came, said, _GONE)} ({_came_words(came)})"
    if said.get("note"):
        yield f"Ghi chú: {said['note']}"
    yield slip_wording.proof(found)
    yield from (f"  {_step_words(step)}" for step in view.history)
    yield from _waiting_papers(view)


def _same_day_words(found: Dossier) -> str:
    """Return that nobody was given an appointment, and what became of that."""
    parts = ["Không giấy hẹn"]
    if found.priority:
        parts.append(f"ưu tiên {sentences.BY_CHOICE[found.priority].lower()}")
    if found.has_slip_on_request:
        parts.append("có giấy theo yêu cầu")
    if found.appointment_at is not None:
        parts.append(f"chuyển sang hẹn trả {_moment(found.appointment_at)}")
    if found.saved_minutes is not None:
        parts.append(f"tiết kiệm {hours_and_minutes(found.saved_minutes)} làm việc")
    if found.is_time_unreliable:
        parts.append("thời gian không tin cậy")
    return ", ".join(parts)


def _promise_words(view: DossierView) -> str:
    """Return the moment that is promised now, and the first one where it was moved."""
    found = view.dossier
    first = datetime.fromisoformat(view.history[0].body["due_at"])
    label = "Hẹn lại" if found.new_due_at else "Hẹn trả"
    stands = "; đồng hồ đang dừng, hẹn trả sẽ tính lại" if found.state in _CLOCK_STANDS else ""
    moved = f"; hẹn lần đầu: {_moment(first)}" if first != found.promised_at else ""
    is_told = found.due_at in (first, found.promised_at)
    measured = "" if is_told else f"; đúng hạn hay quá hạn tính theo {_moment(found.due_at)}"
    return f"{label}: {_moment(found.promised_at)}{moved}{measured}{stands}"


def _waiting_papers(view: DossierView) -> Iterator[str]:
    """Name the papers that hold and are not on paper yet, each with the command that writes it."""
    papers = dossier_papers(view)
    last = {paper.kind: paper.entry for paper in papers if paper.standing is Standing.VALID}
    waiting = [paper for paper in papers if paper.waits]
    if waiting:
        yield "Giấy chờ in:"
    for paper in waiting:
        which = "" if paper.entry == last[paper.kind] else f" --entry {paper.entry}"
        command = f"paper {view.dossier.code} {paper.kind}{which} --out TỆP.pdf"
        yield f"  {_paper_name(paper.kind)}: {command}"


def _fee_reason(view: DossierView) -> str:
    """Return why the fee was waived: said at intake, or when it was settled later."""
    later = [step.personal["fee_reason"] for step in view.history if step.personal.get("fee_reason")]
    return later[-1] if later else ""


def _paper_record(paper: HandedPaper, said: Mapping[str, str]) -> Answer:
    return {
        "seq": paper.catalogue_seq,
        "name": paper.name or said.get(f"papers.{paper.seq}", ""),
        "form": str(paper.form),
        "quantity": paper.quantity,
        "is_shown_only": paper.is_shown_only,
    }


def _supplemented_record(paper: SupplementedPaper, said: Mapping[str, str]) -> Answer:
    return {
        "seq": paper.catalogue_seq,
        "name": paper.name or said.get(paper.text_name, ""),
        "originals": paper.originals,
        "certified": paper.certified,
        "copies": paper.copies,
        "received_on": paper.received_on.isoformat(),
    }


def _came_words(paper: SupplementedPaper) -> str:
    forms = (
        (PaperForm.ORIGINAL, paper.originals),
        (PaperForm.CERTIFIED_COPY, paper.certified),
        (PaperForm.COPY, paper.copies),
    )
    return "; ".join(f"{sentences.BY_PAPER_FORM[form]}, {count}" for form, count in forms if count)


def _paper_words(paper: HandedPaper, said: Mapping[str, str]) -> str:
    name = paper.name or said.get(f"papers.{paper.seq}", _GONE)
    form = sentences.SHOWN_ONLY if paper.is_shown_only else sentences.BY_PAPER_FORM[paper.form]
    return f"{name} ({form}, {paper.quantity})"


def _step_record(step: HistoryStep) -> Answer:
    return {
        "kind": step.kind,
        "number": step.number,
        "happened_at": step.happened_at.isoformat(),
        "officer": step.officer,
        "body": dict(step.body),
    }


def _step_words(step: HistoryStep) -> str:
    undone = " (ngoại lệ)" if step.is_exception else " (đã hoàn tác)" if step.is_undone else ""
    parts = [f"#{step.number:04} {_moment(step.happened_at)} {_act(step)}{undone}", *_people(step)]
    reason = step.personal.get("reason") or step.personal.get("fee_reason")
    return " · ".join([*parts, *([f"lý do: {reason}"] if reason else [])])


def _act(step: HistoryStep) -> str:
    """Return what happened; a paper is called by its own name, a draft and an undoing by the step they are about."""
    body, what = step.body, sentences.BY_ENTRY.get(step.kind, step.kind)
    match step.kind:
        case EntryKind.PAPER_OUT:
            again = f", bản in lại lần {body['reprint']}" if body.get("reprint") else ""
            return f"{_paper_name(body['kind'])} đã ra{again}"
        case EntryKind.REPRINTED:
            name = _paper_name(body["kind"])
            return f"In lại {name[:1].lower()}{name[1:]} lần {body['times']}"
        case EntryKind.STEP_DRAFTED | EntryKind.STEP_SENT_BACK:
            return f"{what}: {sentences.BY_STEP.get(body['step'], body['step'])}"
        case EntryKind.STEP_UNDONE:
            return f"{what}: {sentences.BY_ENTRY.get(body['undone'], body['undone'])}"
    return what


def _people(step: HistoryStep) -> list[str]:
    """Return who did it; of what a leader approved, who drafted and who approved."""
    if step.body.get("is_self_approved"):
        return [f"{step.officer} soạn và tự duyệt"]
    who = [step.officer, "theo sổ cũ"] if step.book_line else [step.officer]
    return [f"{step.officer} soạn", f"{step.approver} duyệt"] if step.approver else [name for name in who if name]


def _paper_name(kind: str) -> str:
    return sentences.BY_PAPER.get(kind, kind)


def _moment(moment: datetime) -> str:
    """Return "15:30, thứ Năm 26/10/2023"."""
    return f"{moment:%H:%M}, {weekday_name(moment.date())} {moment:%d/%m/%Y}"


_GONE = "(đã xóa)"
_CLOCK_STANDS = (DossierState.SUPPLEMENT_WAITING, DossierState.PAUSED)


def lines(found: Sequence[DossierLine]) -> Answer:
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
            "other_desk": line.other_desk,
        }
        for line in found
    ]
    text = "\n".join(f"{one.code}  {one.name}  {one.procedure_name[:60]}{whose(one.other_desk)}" for one in found)
    return {"text": text or "Không tìm thấy hồ sơ nào.", "count": len(rows), "dossiers": rows}


def slip(code: str, times: int, out: Path) -> Answer:
    """Return that a slip was written, and for the how-manieth time it was printed again (0: the first print)."""
    again = f", in lại lần {times}" if times else ""
    return {"text": f"Giấy hẹn {code}{again}: {out}", "code": code, "reprint": times}


def clock(now: datetime, *, is_accepted: bool) -> Answer:
    """Return whether the date in words was the clock's."""
    told = _moment(now)
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
        *(sentences.sentence(broken) for broken in found.breaks),
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
