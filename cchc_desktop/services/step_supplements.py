"""The step that says that every paper asked for has come: which they are, and the promise made anew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cchc_desktop.domain.dossier import supplemented_text
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.folding import undone_places
from cchc_desktop.domain.problems import Problem
from cchc_desktop.domain.steps import StepKind, TakeStep
from cchc_desktop.services import step_clock
from cchc_desktop.services.step_context import Faults, StepContext, StepLaw, replaced_slip
from cchc_desktop.store.journal import Written


def asked(context: StepContext) -> Mapping[str, Mapping[str, Any]]:
    """Return the papers of the request that waits, each by its number there."""
    request = _request(context)
    return {str(item["seq"]): item for item in request.entry.body["items"]} if request is not None else {}


def _request(context: StepContext) -> Written | None:
    undone = undone_places(written.entry for written in context.entries)
    found = [
        written
        for written in context.entries
        if written.entry.kind == EntryKind.SUPPLEMENT_REQUESTED
        and (written.entry.journal, written.entry.number) not in undone
    ]
    return found[-1] if found else None


def _faults(context: StepContext, command: TakeStep) -> Faults:
    """The step says that the papers are full: all that were asked for came, or it is not taken."""
    found = step_clock.again_faults(context, command)
    given = command.values.get("received")
    if given is None:
        return found
    wanted = asked(context)
    if not set(given) <= set(wanted):
        return (Problem("received", "not_requested"), *found)
    lacking = len(set(wanted) - set(given))
    return (Problem("received", "papers_lacking", number=lacking), *found) if lacking else found


def _body(context: StepContext, command: TakeStep) -> dict[str, Any]:
    """A slip that lists what came is made out even where the promised moment stays."""
    times = context.dossier.supplements
    came = [{"times": times, **item} for item in asked(context).values()]
    renewed = {"renews_slip": True, "replaces": replaced_slip(context)} if came else {}
    return {**step_clock.again(context, command), **renewed, "received": came}


def _texts(context: StepContext, command: TakeStep) -> dict[str, str]:
    """Return the typed names of what came: they lie beside this entry as beside the request."""
    del command
    request, times = _request(context), context.dossier.supplements
    if request is None:
        return {}
    names = {supplemented_text(times, int(seq)): request.personal.get(f"items.{seq}", "") for seq in asked(context)}
    return {name: text for name, text in names.items() if text}


LAWS = {StepKind.SUPPLEMENT_RECEIVED: StepLaw(_faults, _body, _texts)}
