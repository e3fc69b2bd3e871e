"""What is true of a step whatever its law: whether the state allows it, who approves, the shapes of its fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cchc_desktop.domain.dossier import Dossier
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.problems import Problem
from cchc_desktop.domain.steps import FieldKind, StepForm, StepKind, TakeStep
from cchc_desktop.store.journal import Written
from cchc_desktop.text import has_unprintable, has_wrong_encoding, nfc

LONGEST_TEXT = 2000
PAPER_TEMPLATE = 1
"""Version of the layout of every paper but the slip; raised with each deliberate change."""


def is_legal(form: StepForm, dossier: Dossier) -> bool:
    """Return whether a dossier's state allows a step."""
    if form.kind is StepKind.UNDO and dossier.last_step is None:
        return False
    return dossier.state in form.states and (not form.is_only_same_day or _is_left_in_mode(form, dossier))


def _is_left_in_mode(form: StepForm, dossier: Dossier) -> bool:
    """Return whether a step of those without an appointment is still to be taken: each is taken once."""
    if not dossier.is_same_day:
        return False
    match form.kind:
        case StepKind.SAME_DAY_START:
            return dossier.started_at is None and dossier.appointment_at is None
        case StepKind.TO_APPOINTMENT:
            return dossier.appointment_at is None
        case _:
            return not dossier.is_time_unreliable


def needs_approval(form: StepForm, is_slip_out: bool) -> bool:
    """Return whether a leader has to approve; a correction only once the citizen may hold the slip (row 120)."""
    return form.needs_approval and (form.kind is not StepKind.CORRECTION or is_slip_out)


def personal_texts(form: StepForm, command: TakeStep) -> dict[str, str]:
    """Return the free texts of a step by the names under which they lie beside its entry."""
    found = {field.name: nfc(command.text(field.name)) for field in form.fields if field.is_personal}
    for seq, item in enumerate(command.values.get("items") or (), 1):
        if item.catalogue_seq is None:
            found[f"items.{seq}"] = nfc(item.name)
    return {name: text for name, text in found.items() if text}


def texts_of(form: StepForm, command: TakeStep, body: Mapping[str, Any]) -> dict[str, str]:
    """Return what lies beside the entry: of a correction only the texts that it changes."""
    found = personal_texts(form, command)
    if form.kind is not StepKind.CORRECTION:
        return found
    return {name: text for name, text in found.items() if "." not in name or name in body["changed"]}


def value_faults(form: StepForm, command: TakeStep) -> tuple[Problem, ...]:
    """Return faults of shape: texts too long or in a wrong code page, counts beyond bounds, unknown choices."""
    found = []
    for field in form.fields:
        value = command.values.get(field.name)
        if isinstance(value, str):
            if len(value) > LONGEST_TEXT:
                found.append(Problem(field.name, "too_long", number=LONGEST_TEXT))
            if has_wrong_encoding(value) or has_unprintable(value):
                found.append(Problem(field.name, "wrong_encoding"))
        if field.kind is FieldKind.COUNT and isinstance(value, int) and not 0 <= value <= field.most:
            found.append(Problem(field.name, "wrong_count", number=field.most))
    return tuple(found)


def open_drafts(entries: Sequence[Written], desk: str) -> dict[int, Mapping[str, Any]]:
    """Return the drafts of a desk ("ward/desk") that wait, by the number of their entry; others' leaders see theirs."""
    found: dict[int, Mapping[str, Any]] = {}
    for written in entries:
        if written.entry.journal.rpartition("/")[0] != desk:
            continue
        if written.entry.kind == EntryKind.STEP_DRAFTED:
            found[written.entry.number] = written.entry.body
        draft = written.entry.body.get("draft")
        if draft:
            found.pop(draft["number"], None)
    return found


def attachments_of(entries: list[Written]) -> frozenset[str]:
    """Return the hashes of the contents that lie with a dossier."""
    added = (written.entry for written in entries if written.entry.kind == EntryKind.ATTACHMENT_ADDED)
    return frozenset(entry.body["sha256"] for entry in added)
