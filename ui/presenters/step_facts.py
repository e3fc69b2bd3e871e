"""What the form of a step offers: units, leaders, reasons of refusal, papers, signed documents, what stands now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cchc_desktop.domain.attachment import AttachmentRole
from cchc_desktop.domain.dossier import Dossier
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.steps import StepKind
from cchc_desktop.errors import ProcedureNotFound
from cchc_desktop.services import paper_texts
from ui.desk_parts import DeskParts
from ui.presenters.paper_counts import form_counts
from ui.presenters.step_form import AskedRow, StepFacts

if TYPE_CHECKING:
    from cchc_desktop.services.desk_view import DossierView


def read(parts: DeskParts, kind: StepKind, view: DossierView) -> StepFacts:
    """Return what a step's form offers for a dossier; raise `CchcError` where the step may not begin."""
    dossier, desk = view.dossier, parts.desk
    start: dict[str, Any] = dict(desk.steps.suggested(kind, dossier.code))
    if kind is StepKind.RESULT_RETURN:
        start |= {"way": "desk"}
    if kind is StepKind.CORRECTION:
        start |= {
            "procedure_code": dossier.procedure_code,
            "case_code": dossier.case_code,
            "received_at": dossier.received_at,
            "fee_dong": dossier.fee_dong,
        }
    settings = parts.state.settings
    return StepFacts(
        units=tuple(unit for unit in settings.handling_units if unit != dossier.holder),
        signers=tuple((one.id, one.name) for one in desk.people.officials() if one.is_leader),
        reasons=_choices(parts, kind, view),
        papers=_papers(parts, dossier) if kind is StepKind.SUPPLEMENT_REQUEST else (),
        attachments=signed_documents(parts, dossier.code) if kind is StepKind.PAUSE else (),
        cases=cases(parts, dossier, dossier.procedure_code) if kind is StepKind.CORRECTION else (),
        start=start,
        hints={
            "contact_name": parts.state.officer_name(parts.recorder.actor),
            "contact_phone": settings.hotline_on(parts.clock.now().date().isoformat()),
        },
    )


def signed_documents(parts: DeskParts, code: str) -> tuple[tuple[str, str], ...]:
    """Return the signed documents that lie with a dossier: (content's hash, name)."""
    lines = parts.desk.attachments.of_dossier(code)
    return tuple(
        (line.sha256, f"{line.name or line.sha256[:8]}, {line.attached_at:%H:%M %d/%m}")
        for line in lines
        if line.role is AttachmentRole.SIGNED_DOCUMENT
    )


def cases(parts: DeskParts, dossier: Dossier, procedure_code: str) -> tuple[tuple[str, str], ...]:
    """Return the cases of a procedure on the day of receipt."""
    try:
        procedure = parts.state.procedure(procedure_code, dossier.received_at.date())
    except ProcedureNotFound:
        return ()
    return tuple((case.case_code, case.label) for case in procedure.cases)


def is_alone(parts: DeskParts) -> bool:
    """Return whether who works here is the unit's only official, who then approves the own work."""
    active = [one.id for one in parts.desk.people.officials() if one.is_active]
    return active == [parts.recorder.actor] and parts.state.settings.desk_count <= 1


def _choices(parts: DeskParts, kind: StepKind, view: DossierView) -> tuple[tuple[str, str, str], ...]:
    """Return (code, words, small words) of what is ticked: reasons of a refusal, papers that were asked for."""
    if kind is StepKind.REFUSAL:
        return _reasons(parts, view.dossier)
    return _asked(view) if kind is StepKind.SUPPLEMENT_RECEIVED else ()


def _asked(view: DossierView) -> tuple[tuple[str, str, str], ...]:
    requests = [step for step in view.history if step.kind == EntryKind.SUPPLEMENT_REQUESTED and not step.is_undone]
    return tuple(
        (
            str(item["seq"]),
            item["name"] or requests[-1].personal.get(f"items.{item['seq']}", "…"),
            form_counts(item["originals"], item["certified"], item["copies"]),
        )
        for item in (requests[-1].body["items"] if requests else ())
    )


def _reasons(parts: DeskParts, dossier: Dossier) -> tuple[tuple[str, str, str], ...]:
    found = paper_texts.refusal_reasons(dossier.received_at.date(), parts.state.forms)
    return tuple((reason.code, reason.text, reason.basis) for reason in found)


def _papers(parts: DeskParts, dossier: Dossier) -> tuple[AskedRow, ...]:
    """Return the procedure's list as it stood when the dossier was received."""
    day = dossier.received_at.date()
    procedure = parts.state.catalogue_at(dossier.catalogue).find(dossier.procedure_code, day)
    if procedure is None:
        return ()
    listed = procedure.papers_for(dossier.case_code, is_authorised=dossier.has_submitter)
    return tuple(
        AskedRow(seq=paper.seq, name=paper.name, originals=paper.originals, copies=paper.copies)
        for paper, _is_required in listed
    )
