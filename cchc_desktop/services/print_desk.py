"""Printers and print jobs: nothing goes out before its record, and "handed over" is never "printed"."""

from __future__ import annotations

import dataclasses
import json
import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from cchc_desktop.clock import Clock
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.printing import SLIP_KIND, JobReference, JobState, Media, PaperSize, Printer, Sides
from cchc_desktop.domain.slip import Offsets
from cchc_desktop.printing import opening
from cchc_desktop.printing.backend import PrintBackend
from cchc_desktop.printing.follow import FollowedJob as FollowedJob
from cchc_desktop.printing.raster import grey_pages as grey_pages
from cchc_desktop.services.recording import Recorder
from cchc_desktop.store import dossiers, local
from cchc_desktop.store.engine import Database
from cchc_desktop.store.local import PrintJob
from cchc_desktop.store.transaction import writing

logger = logging.getLogger(__name__)

OPENED, FILE, PRINTER = "opened", "file", "printer"
"""Ways in which a paper came out."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Where one kind of paper is printed at this desk."""

    printer: str = ""
    """Empty: the PDF is opened instead."""
    offsets: Offsets = Offsets()

    def to_text(self) -> str:
        """Return the choice as it is kept among the desk's local notes."""
        return json.dumps({"printer": self.printer, "offsets": self.offsets.to_hundredths()})

    @classmethod
    def from_text(cls, text: str) -> Choice:
        """Return the choice that was kept."""
        found = json.loads(text)
        return cls(printer=found["printer"], offsets=Offsets.from_hundredths(found["offsets"]))


def note_name(kind: str) -> str:
    """Return the name of the local note that keeps where a kind of paper goes."""
    return f"printer:{kind}"


class PrintDesk:
    """The desk's way to paper.

    `submit` and `ask` talk to the printing system and may take seconds: they are called on a worker thread and touch
    no database. Everything else is quick and belongs to the thread that owns the database.
    """

    def __init__(
        self,
        db: Database,
        clock: Clock,
        recorder: Recorder,
        backend: PrintBackend,
        papers: Path,
        viewer: Callable[[Path], bool] = opening.show,
    ) -> None:
        """Take the way to the printers, the folder of papers and what shows a PDF and says whether it could."""
        self._db = db
        self._clock = clock
        self._recorder = recorder
        self._backend = backend
        self._papers = papers
        self._viewer = viewer

    def printers(self) -> tuple[Printer, ...]:
        """Return the printers of this machine; worker thread."""
        return self._backend.printers()

    def choice(self, kind: str) -> Choice:
        """Return where a kind of paper goes; a kind never chosen goes to the slip's printer, else is opened.

        Offsets are not taken over: they belong to one printer with one size of paper.
        """
        text = local.note(self._db, note_name(kind))
        if text:
            return Choice.from_text(text)
        return Choice() if kind == SLIP_KIND else Choice(printer=self.choice(SLIP_KIND).printer)

    def choose(self, kind: str, choice: Choice) -> None:
        """Remember where a kind of paper goes."""
        with writing(self._db):
            local.keep_note(self._db, note_name(kind), choice.to_text())

    def submit(self, pdf: bytes, *, printer: str, title: str, size: PaperSize) -> FollowedJob:
        """Hand a PDF to the printing system; worker thread.

        Raises:
            PrintError: Nothing will come out.
        """
        media = Media.A5 if size is PaperSize.A5 else Media.A4
        sides = Sides.TWO_SIDED_LONG_EDGE
        job = self._backend.submit(pdf, printer=printer, title=title, sides=sides, media=media)
        return FollowedJob(job=job, submitted_at=self._clock.now())

    def ask(self, followed: FollowedJob, now: datetime) -> FollowedJob:
        """Return what has become of a job by now; worker thread."""
        followed = followed.after(self._backend.state(followed.job), now)
        if followed.must_give_up:
            followed = followed.given_up(self._backend.give_up(followed.job), now)
        return followed

    def write_file(self, pdf: bytes, name: str) -> Path:
        """Write a PDF into the desk's folder of papers; worker thread."""
        return opening.write_paper(pdf, self._papers, name)

    def write_to(self, pdf: bytes, path: Path) -> None:
        """Write a PDF where it was asked for, whole or not at all; raise `PrintError` where that cannot be."""
        opening.write_whole(pdf, path)

    def show(self, path: Path) -> bool:
        """Open a PDF with the system's viewer; return whether there is one."""
        return self._viewer(path)

    def note_state(
        self, job: int, state: JobState, *, message: str = "", reference: JobReference | None = None
    ) -> None:
        """Write what is known of a print job."""
        changes = {"state": str(state), "message": message}
        if reference is not None:
            changes |= {"printer": reference.printer, "reference": reference.number}
        with writing(self._db):
            local.change_print_job(self._db, job, self._clock.now(), **changes)
        logger.info("print job %s: %s", job, state)

    def note_out(self, job: int, *, sha256: str, way: str, offsets: Offsets, counterparts: tuple[int, ...]) -> None:
        """Record that a paper is really out: the entry `PaperOut`, and the job with it, in one transaction."""
        wish = local.print_job(self._db, job)
        if wish is None or wish.state is JobState.OUT:
            return
        # Guidance before receipt has no dossier: its paper is entered as one of the desk's.
        dossier = dossiers.get(self._db, wish.code) if wish.code else None
        with self._recorder.recording() as record:
            body = {
                "kind": wish.kind,
                "reprint": wish.reprint,
                "way": way,
                "sha256": sha256,
                "offsets": offsets.to_hundredths(),
                "counterparts": list(counterparts),
                "template": wish.template,
                "out_at": record.now.isoformat(),
            }
            if wish.entry:
                body["entry"] = wish.entry
            of, after = (dossier.id, dossier.last) if dossier else ("", None)
            record.add(EntryKind.PAPER_OUT, body, dossier=of, after=after)
            local.change_print_job(self._db, job, record.now, state=str(JobState.OUT), message="", sha256=sha256)

    def job(self, job: int) -> PrintJob | None:
        """Return one print job."""
        return local.print_job(self._db, job)
