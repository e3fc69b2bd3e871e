"""Following a print job: pure logic. The caller asks the backend again and tells what it heard, and when.

followed = FollowedJob(job=job, submitted_at=clock.now())
followed = followed.after(backend.state(job), clock.now())      # again and again, from a timer
if followed.must_give_up:
    followed = followed.given_up(backend.give_up(job), clock.now())
"""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta

from cchc_desktop.domain.printing import JobReference, JobReport, JobState

DEFAULT_TIMEOUT = timedelta(seconds=90)
"""How long a slip of a few sheets may take; a setting of the desk."""

_SETTLED = frozenset({JobState.OUT, JobState.FAILED, JobState.UNKNOWN})


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FollowedJob:
    """A job and what is known of it so far. Immutable: every report gives a new value."""

    job: JobReference
    submitted_at: datetime
    timeout: timedelta = DEFAULT_TIMEOUT
    state: JobState = JobState.HANDED
    message: str = ""
    must_give_up: bool = False
    """The time is over and the system still holds the job: call `PrintBackend.give_up` and tell `given_up`."""

    @property
    def is_settled(self) -> bool:
        """Return whether there is nothing more to ask."""
        return self.state in _SETTLED

    def after(self, report: JobReport, now: datetime) -> FollowedJob:
        """Return the job after one more report.

        A report "unknown" before the time is over changes nothing (the print system may be starting);
        a job that nobody can follow is unknown at once. Once settled, later reports are not heard.

        Args:
            report: What `PrintBackend.state` said.
            now: The moment of asking, by the clock that gave ``submitted_at``.
        """
        if self.is_settled:
            return self
        message = report.message or self.message
        if report.state in (JobState.OUT, JobState.FAILED):
            return dataclasses.replace(self, state=report.state, message=report.message, must_give_up=False)
        if not self.job.can_be_followed:
            return dataclasses.replace(self, state=JobState.UNKNOWN, message=message)
        return dataclasses.replace(self, message=message, must_give_up=now - self.submitted_at >= self.timeout)

    def given_up(self, report: JobReport, now: datetime) -> FollowedJob:
        """Return the job after it was given up: out, failed or unknown, with the reason it hung for.

        A cancelled job may need a moment to stop; one that the system holds even after twice
        the time-out is unknown.

        Args:
            report: What `PrintBackend.give_up` said.
            now: The moment of asking, by the clock that gave ``submitted_at``.
        """
        if self.is_settled:
            return self
        if report.state is JobState.OUT:
            return dataclasses.replace(self, state=JobState.OUT, message="", must_give_up=False)
        message = self.message or report.message
        if report.state is JobState.FAILED:
            return dataclasses.replace(self, state=JobState.FAILED, message=message, must_give_up=False)
        if report.state is JobState.UNKNOWN or now - self.submitted_at >= 2 * self.timeout:
            return dataclasses.replace(self, state=JobState.UNKNOWN, message=message, must_give_up=False)
        return self
