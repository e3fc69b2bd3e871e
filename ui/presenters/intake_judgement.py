"""What a form amounts to, in words for the screen: which fields are at fault, the promise, the fee, the papers."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import datetime

from cchc_desktop.domain.intake import ReceiveDossier
from cchc_desktop.domain.problems import Problem
from cchc_desktop.domain.procedure import Procedure
from cchc_desktop.services.intake import Preview
from ui import error_texts
from ui.presenters import intake_words
from ui.presenters.intake_form import SUBMITTER
from ui.presenters.intake_words import IntakeScreen
from ui.widgets.papers import PaperRow

ORDER = (
    "portal_code", "emergency_number", "received_at",
    "procedure_code", "case_code", "applicant.name", "applicant.birth_on", "applicant.sex", "applicant.personal_id",
    "applicant.representative", "applicant.nationality", "applicant.address", "applicant.phone", "applicant.email",
    "submitter.name", "submitter.personal_id", "submitter.phone", "submitter_ground", "return_address", "sets",
    "papers", "note", "due_at", "due_reason", "fee_dong", "fee_reason",
)  # fmt: skip
"""The fields in the order in which they are walked."""
_NOT_NAGGED = ("missing", "missing_tax_code", "required_missing")


def fields_at_fault(preview: Preview | None, unreadable: Mapping[str, str]) -> list[str]:
    """Return the fields that stop the saving, in their order."""
    problems = preview.problems if preview is not None else ()
    found = {_field(problem.field) for problem in problems if not problem.is_warning} | set(unreadable)
    return sorted(found, key=_place)


def shown_faults(
    preview: Preview, unreadable: Mapping[str, str], left: set[str], *, everything: bool
) -> tuple[dict[str, str], dict[str, str]]:
    """Return ({field: fault}, {field: doubt}) to be shown under the fields.

    Args:
        preview: The form's problems.
        unreadable: Fields with a text that cannot be read, and why.
        left: Fields that have been left: before that nobody is interrupted.
        everything: Saving was tried: every fault is shown, also what is only missing.
    """
    faults: dict[str, str] = {}
    doubts: dict[str, str] = {}
    problems = [Problem(field, cause) for field, cause in unreadable.items()]
    problems += [problem for problem in preview.problems if problem.field not in unreadable]
    for problem in problems:
        field = _field(problem.field)
        is_due = field in left or everything
        # Nobody need go there: the doubt comes as soon as another person's own fields have been left.
        is_due = is_due or (problem.cause == "missing_ground" and any(name.startswith(SUBMITTER) for name in left))
        if problem.is_warning:
            if is_due and problem.cause not in _NOT_NAGGED:
                doubts.setdefault(field, error_texts.cause(problem))
        elif everything or (is_due and problem.cause not in _NOT_NAGGED):
            faults.setdefault(field, error_texts.cause(problem))
    return faults, doubts


def screen(
    form: ReceiveDossier,
    preview: Preview,
    procedure: Procedure | None,
    *,
    rows: Sequence[PaperRow],
    shown: tuple[dict[str, str], dict[str, str]],
    to_mend: Sequence[str],
    received_at: datetime,
) -> IntakeScreen:
    """Return what the screen shows of a form; ``received_at`` is from when its days are counted."""
    faults, doubts = shown
    is_over = any(problem.cause == "over_already" for problem in preview.problems)
    origin, origin_tone = intake_words.origin(form, preview.promise, is_over=is_over)
    fee_words, fee_tone = intake_words.fee_state(form)
    papers_words, papers_tone = intake_words.papers_state(rows)
    found = IntakeScreen(
        faults=faults,
        doubts=doubts,
        to_mend=tuple(to_mend),
        papers_words=papers_words,
        papers_tone=papers_tone,
        portal_code=form.portal_code,
        origin=origin,
        origin_tone=origin_tone,
    )
    if procedure is None:
        return found
    promise = preview.promise
    codes = [case.case_code for case in procedure.cases]
    case = codes.index(form.case_code) if form.case_code in codes else -1
    is_given = bool(preview.due_needed) or form.due_at is not None
    return dataclasses.replace(
        found,
        procedure=procedure.name,
        procedure_line=intake_words.procedure_line(procedure),
        procedure_code=procedure.code,
        cases=tuple(one.label for one in procedure.cases),
        case=case,
        case_note=procedure.cases[case].note if case >= 0 else intake_words.case_question(procedure),
        due_at=promise.due_at if promise is not None else None,
        due_sentence="" if promise is not None else intake_words.due_sentence(preview.due_needed, preview.year),
        days=intake_words.day_cells(promise, received_at) if promise is not None and promise.steps else (),
        is_due_given=is_given,
        can_explain=promise is not None and bool(promise.steps),
        fee_words=fee_words,
        fee_tone=fee_tone,
        fee_note=procedure.fee_note,
    )


def _field(name: str) -> str:
    """Return the field of the screen: every paper's fault is the list's."""
    return "papers" if name.startswith("papers.") else name


def _place(field: str) -> int:
    return ORDER.index(field) if field in ORDER else len(ORDER)
