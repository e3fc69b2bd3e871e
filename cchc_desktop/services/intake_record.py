"""What of a form goes into the entry: papers as codes and counts, every text about people apart."""

from __future__ import annotations

from cchc_desktop.domain.dossier import HandedPaper
from cchc_desktop.domain.intake import FREE_TEXTS, ReceiveDossier
from cchc_desktop.domain.person import ApplicantKind
from cchc_desktop.domain.procedure import Procedure
from cchc_desktop.text import nfc


def handed_papers(form: ReceiveDossier, procedure: Procedure) -> list[HandedPaper]:
    """Return the papers in the order of the form; a typed name stays out of the body."""
    names = {paper.seq: paper for paper in procedure.papers}
    found = []
    for seq, ticked in enumerate(form.papers, 1):
        listed = names.get(ticked.catalogue_seq) if ticked.catalogue_seq is not None else None
        found.append(
            HandedPaper(
                seq=seq,
                catalogue_seq=ticked.catalogue_seq,
                name=listed.name if listed else "",
                form=ticked.form,
                quantity=ticked.quantity,
                is_shown_only=ticked.is_shown_only,
            )
        )
    return found


def personal_texts(form: ReceiveDossier) -> dict[str, str]:
    """Return every text about people, named by field; empty ones are left out."""
    found = form.applicant.to_fields("applicant")
    if form.submitter is not None:
        found |= form.submitter.to_fields("submitter")
    found |= {
        f"papers.{seq}": paper.name
        for seq, paper in enumerate(form.papers, 1)
        if paper.catalogue_seq is None and paper.name
    }
    for name in FREE_TEXTS:
        text = getattr(form, name)
        if text:
            found[name] = text
    if form.applicant_kind is ApplicantKind.ORGANISATION:
        found.pop("applicant.sex", None)
    return {name: nfc(text) for name, text in found.items()}
