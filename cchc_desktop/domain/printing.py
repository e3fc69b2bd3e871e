"""What is asked of a printer and what is known about a print job. Values are stored and never renamed."""

from __future__ import annotations

import dataclasses
import enum
import re

SLIP_KIND = "appointment_slip"
"""The kind of paper under which slips, their jobs and their printer are kept; stored, never renamed."""
ROUTING_KIND = "routing_sheet"
EVALUATION_KIND = "evaluation_slip"
"""Papers that are no notice; the notices' kinds are `domain.notice.PaperKind`."""
WITHOUT_DRAFT = frozenset({ROUTING_KIND, EVALUATION_KIND})
"""Papers that nobody reads before a step is taken: they say nothing that the step does not say."""
MOST_COPIES = 99

_TITLE = re.compile(r"[A-Za-z0-9._#/-]{1,80}")


class Sides(enum.StrEnum):
    """How the pages lie on the sheets."""

    TWO_SIDED_LONG_EDGE = "two_sided_long_edge"
    """The sheet is turned over its long edge, like a book: the way of every slip."""
    TWO_SIDED_SHORT_EDGE = "two_sided_short_edge"
    ONE_SIDED = "one_sided"


class Media(enum.StrEnum):
    """The sheet in the printer's tray, upright."""

    A5 = "a5"
    A4 = "a4"

    @property
    def size_mm(self) -> tuple[int, int]:
        """Width and height in whole millimetres."""
        return (148, 210) if self is Media.A5 else (210, 297)


class PaperSize(enum.StrEnum):
    """The sheet of a slip; values are stored and never renamed."""

    A5 = "a5"
    A4 = "a4"
    A5_TWO_UP = "a5_two_up"
    """Both counterparts of an A5 slip side by side on one A4 sheet, to be cut."""


class JobState(enum.StrEnum):
    """What is known of a piece of paper."""

    WANTED = "wanted"
    """Written down with its record; no system has it yet. No backend reports this."""
    HANDED = "handed"
    """The system has it and has not said that it is done; it may wait, print or hang."""
    OUT = "out"
    """The system itself says that the job is completed (IPP job-state 9), nothing less."""
    FAILED = "failed"
    """Refused, aborted or cancelled: it will not come out by itself any more."""
    UNKNOWN = "unknown"
    """Nobody can tell: somebody must look at the printer. A second print after it bears its mark."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Printer:
    """A printer that the system offers."""

    name: str
    """The system's own name of it; what `submit` takes."""
    description: str
    """For people to read; the name again where the system has none."""
    is_default: bool
    can_duplex: bool | None
    """``None``: the system does not say."""
    accepts: bool
    """Whether it takes new jobs now. It may still be switched off: only a job's report tells."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class JobReference:
    """A job as the printing system knows it; plain texts, to be stored."""

    printer: str
    number: str
    """The system's number of the job; empty where it gave none, and then nobody can follow it."""
    title: str
    """What the job was called: a dossier code or the like, never personal data."""

    @property
    def can_be_followed(self) -> bool:
        """Return whether the system can be asked about this job."""
        return self.number != ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class JobReport:
    """What the printing system says about a job at one moment."""

    state: JobState
    message: str = ""
    """The system's or the printer's own words, in whatever language it speaks; may be empty."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class GreyImage:
    """One rendered page: a byte a pixel, 0 black to 255 white, rows from the top, without padding."""

    width: int
    height: int
    pixels: bytes

    def __post_init__(self) -> None:
        if len(self.pixels) != self.width * self.height:
            raise ValueError(f"{self.width} x {self.height} pixels in {len(self.pixels)} bytes")


def check_title(title: str) -> str:
    """Return ``title`` when a queue may show it: one word of ASCII letters, digits and ``. _ # / -``.

    A queue's list and a printer's display are seen by everybody and kept by nobody's rule,
    so a title carries a code; a name has spaces and accents and does not pass.

    Raises:
        ValueError: The title is not such a word.
    """
    if not _TITLE.fullmatch(title):
        raise ValueError("a job's title is one word without personal data, such as a dossier code")
    return title


def check_copies(copies: int) -> int:
    """Return ``copies`` when it is 1 to `MOST_COPIES`.

    Raises:
        ValueError: It is not.
    """
    if not 1 <= copies <= MOST_COPIES:
        raise ValueError(f"copies must be 1 to {MOST_COPIES}: {copies}")
    return copies
