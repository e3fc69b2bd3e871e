"""Papers of which nobody knows that they came out."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from cchc_desktop.domain.printing import SLIP_KIND, JobState

if TYPE_CHECKING:
    from cchc_desktop.services.desk_view import DeskView, PrintJob
    from ui.print_flow import PrintFlow


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Unprinted:
    """One paper that is not known to be out."""

    job: int
    code: str
    kind: str
    reprint: int
    state: JobState
    message: str
    """What the printer or the program said about it; may be empty."""
    is_under_way: bool
    """It is being built, handed over or followed at this moment."""

    @property
    def is_doubtful(self) -> bool:
        """Return whether somebody has to look: nobody is printing it, and it is not out."""
        return not self.is_under_way

    @property
    def was_interrupted(self) -> bool:
        """Return whether it was on its way when the program ended."""
        return self.is_doubtful and self.state in (JobState.WANTED, JobState.HANDED)


def unprinted(view: DeskView, flow: PrintFlow | None) -> list[Unprinted]:
    """Return the papers not known to be out, oldest first; one that was printed anew since is settled by that."""
    found = view.unfinished_print_jobs()
    codes = {job.code for job in found if job.code}
    # A newer job of the same paper settles the one before; guidance has no dossier, and each is a paper of its own.
    newest = {_paper(job): job.id for code in codes for job in view.print_jobs(code)}
    return [
        Unprinted(
            job=job.id,
            code=job.code,
            kind=job.kind,
            reprint=job.reprint,
            state=job.state,
            message=job.message,
            is_under_way=flow is not None and flow.is_under_way(job.id),
        )
        for job in found
        if newest.get(_paper(job), job.id) == job.id
    ]


def _paper(job: PrintJob) -> tuple[str, str, int]:
    """Return which paper a job prints; of slips only the newest counts, whatever it was made from."""
    if job.kind == SLIP_KIND:
        return job.code, job.kind, 0
    return job.code, job.kind, job.entry or job.id
