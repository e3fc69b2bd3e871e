"""Which papers of a dossier hold: a slip until another replaces it, a step's paper until the step is undone."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Sequence

from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.printing import SLIP_KIND, JobState
from cchc_desktop.services.desk_view import DossierView, PrintJob

_NOT_PRINTED = (JobState.WANTED, JobState.FAILED, JobState.UNKNOWN)


class Standing(enum.StrEnum):
    """Whether a paper still says what is true."""

    VALID = "valid"
    REPLACED = "replaced"
    """A slip after which another one was made out."""
    UNDONE = "undone"
    """Of a step that was undone."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DossierPaper:
    """One paper of a dossier with its last print."""

    kind: str
    entry: int
    """Number of the entry that brought it; 0: the receipt."""
    standing: Standing
    job: PrintJob | None
    """``None``: no print of it is known on this machine."""

    @property
    def waits(self) -> bool:
        """Return whether it holds and is not known to be on paper or on its way."""
        return self.standing is Standing.VALID and self.job is not None and self.job.state in _NOT_PRINTED


def dossier_papers(view: DossierView) -> tuple[DossierPaper, ...]:
    """Return every paper of a dossier, in the order of its history."""
    last = _last_jobs(view)
    places = {0: 0} | {step.number: place for place, step in enumerate(view.history) if place}
    undone = {step.number for step in view.history if step.is_undone}
    found = sorted((key for key in last if key[0] in places), key=lambda key: places[key[0]])
    slips = [entry for entry, kind in found if kind == SLIP_KIND]

    def standing(entry: int, kind: str) -> Standing:
        if kind == SLIP_KIND and entry != slips[-1]:
            return Standing.REPLACED
        return Standing.UNDONE if entry in undone else Standing.VALID

    return tuple(
        DossierPaper(kind=kind, entry=entry, standing=standing(entry, kind), job=last[entry, kind])
        for entry, kind in found
    )


def most_wanted(papers: Sequence[DossierPaper]) -> int:
    """Return the place of the paper that is wanted most likely: the newest that waits, else the slip that holds."""
    newest = next((paper.entry for paper in reversed(papers) if paper.waits), None)
    for place, paper in enumerate(papers):
        if paper.waits and paper.entry == newest:
            return place
    return next(
        (place for place, paper in enumerate(papers) if paper.kind == SLIP_KIND and paper.standing is Standing.VALID),
        0,
    )


def valid_slip_job(view: DossierView) -> PrintJob | None:
    """Return the last print of the slip that holds."""
    papers = dossier_papers(view)
    found = (paper.job for paper in papers if paper.kind == SLIP_KIND and paper.standing is Standing.VALID)
    return next(found, None)


def _last_jobs(view: DossierView) -> dict[tuple[int, str], PrintJob | None]:
    """Return the last print of each paper by (entry, kind); a slip is there even where no print is known."""
    reprinted = _reprinted_slips(view)
    last: dict[tuple[int, str], PrintJob | None] = {}
    for job in view.jobs:
        is_slip_again = job.kind == SLIP_KIND and job.reprint
        entry = reprinted.get(job.reprint, job.entry) if is_slip_again else job.entry
        last[entry, job.kind] = job
    if not view.dossier.is_imported and not any(kind == SLIP_KIND for _entry, kind in last):
        last[0, SLIP_KIND] = None
    return last


def _reprinted_slips(view: DossierView) -> dict[int, int]:
    """Return for the n-th reprint of the slip which entry's slip it was: the one that is named, else what held then."""
    received = view.history[0].number if view.history else 0
    renewed = {job.entry for job in view.jobs if job.kind == SLIP_KIND and not job.reprint}
    held, found = 0, {}
    for step in view.history:
        if step.kind == EntryKind.REPRINTED and step.body["kind"] == SLIP_KIND:
            named = step.body.get("entry")
            found[step.body["times"]] = held if named is None else 0 if named == received else named
        elif step.number in renewed:
            held = step.number
    return found
