"""The fields of advice before receipt: which papers are proposed, which reasons can be ticked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from cchc_desktop.domain.intake import ReceiveDossier
from cchc_desktop.domain.steps import FieldKind, SupplementItem
from cchc_desktop.services import paper_texts
from ui import error_texts
from ui.desk_parts import DeskParts
from ui.presenters.step_form import AskedRow, FieldSpec

if TYPE_CHECKING:
    from cchc_desktop.domain.procedure import Procedure, RequiredPaper

say = QCoreApplication.translate

NAME = "applicant.name"


def guidance(parts: DeskParts, procedure: Procedure, form: ReceiveDossier) -> tuple[FieldSpec, ...]:
    """Return the fields of Mẫu 02; of the procedure's papers those that are missing stand first."""
    missing = {item.catalogue_seq for item in missing_papers(procedure, form)}
    papers = sorted(_listed(procedure, form), key=lambda paper: paper.seq not in missing)
    rows = tuple(
        AskedRow(seq=paper.seq, name=paper.name, originals=paper.originals, copies=paper.copies) for paper in papers
    )
    hint = say("AdviceFields", "Ghi một lần cho đủ mọi giấy còn thiếu: Space chọn, 1 2 3 loại bản, + − số bản.")
    officer = parts.state.officer_name(parts.recorder.actor)
    return (
        _field("items", FieldKind.ITEMS, needed=True, papers=rows, hint=hint),
        _field("reason", FieldKind.LONG_TEXT, needed=True),
        _field(NAME, FieldKind.TEXT),
        _field("contact_name", FieldKind.TEXT, placeholder=officer),
        _field("contact_phone", FieldKind.TEXT, placeholder=_hotline(parts)),
    )


def refusal(parts: DeskParts) -> tuple[FieldSpec, ...]:
    """Return the fields of Mẫu 03, with the reasons that are in force and their provisions."""
    listed = paper_texts.refusal_reasons(parts.clock.now().date(), parts.state.forms)
    reasons = tuple((reason.code, reason.text, reason.basis) for reason in listed)
    return (
        _field(NAME, FieldKind.TEXT, needed=True),
        _field("reasons", FieldKind.CHOICES, reasons=reasons),
        _field("reason", FieldKind.LONG_TEXT),
        _field("guidance", FieldKind.LONG_TEXT),
    )


def empty(fields: Sequence[FieldSpec]) -> dict[str, Any]:
    """Return what the fields hold before anything is filled in."""
    return {field.name: () if field.kind in _TICKED else "" for field in fields}


_TICKED = (FieldKind.ITEMS, FieldKind.CHOICES)


def _field(
    name: str,
    kind: FieldKind,
    *,
    needed: bool = False,
    papers: tuple[AskedRow, ...] = (),
    reasons: tuple[tuple[str, str, str], ...] = (),
    hint: str = "",
    placeholder: str = "",
) -> FieldSpec:
    return FieldSpec(
        name=name,
        kind=kind,
        label=error_texts.field(name),
        is_needed=needed,
        papers=papers,
        reasons=reasons,
        hint=hint,
        placeholder=placeholder,
    )


def _listed(procedure: Procedure, form: ReceiveDossier) -> list[RequiredPaper]:
    """Return the papers that the procedure has in this case."""
    listed = procedure.papers_for(form.case_code, is_authorised=form.submitter is not None)
    return [paper for paper, _is_required in listed]


def missing_papers(procedure: Procedure, form: ReceiveDossier) -> tuple[SupplementItem, ...]:
    """Return the required papers that are not ticked: what a whole request asks for."""
    ticked = {paper.catalogue_seq for paper in form.papers}
    listed = procedure.papers_for(form.case_code, is_authorised=form.submitter is not None)
    return tuple(
        SupplementItem(
            name=paper.name,
            catalogue_seq=paper.seq,
            originals=paper.originals if paper.originals or paper.copies else 1,
            copies=paper.copies,
        )
        for paper, is_required in listed
        if is_required and paper.seq not in ticked
    )


def _hotline(parts: DeskParts) -> str:
    return parts.state.settings.hotline_on(parts.clock.now().date().isoformat())
