"""From a dossier on record to paper in the tray: build, hand over, follow, and note each state as it becomes known."""

from __future__ import annotations

import dataclasses
import hashlib
import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from cchc_desktop.clock import Clock
from cchc_desktop.domain.printing import SLIP_KIND, JobState, PaperSize
from cchc_desktop.errors import CchcError, PrintError
from ui import error_texts
from ui.changes import Changes
from ui.jobs import JobRunner

if TYPE_CHECKING:
    from cchc_desktop.services.desk_view import PrintJob
    from cchc_desktop.services.paper_desk import PaperDesk, SlipOrder
    from cchc_desktop.services.print_desk import Choice, FollowedJob, PrintDesk
    from cchc_desktop.services.step_papers import PaperOrder

logger = logging.getLogger(__name__)

say = QCoreApplication.translate

ASK_EVERY_MS = 1500
_NEVER_HANDED = (JobState.WANTED, JobState.FAILED)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Errand:
    """One paper on its way; each step makes a new value."""

    job: int
    order: SlipOrder | PaperOrder
    title: str
    choice: Choice
    reprint: int
    pdf: bytes = b""
    followed: FollowedJob | None = None
    is_being_asked: bool = False
    trouble: str = ""
    """What the printer complains of while it holds the job, as it was told last."""


class PrintFlow(QObject):
    """Prints slips and follows them until it is known what became of them.

    Signals:
        progressed: A print job's number, its `JobState`, and words: the reason of a failure; of a job that hangs
            (still `HANDED`), what the printer complains of, empty again when that is over; or, where no printer is
            chosen, the path of the file that was written in place of paper.
        other_done: A paper without a record of its own (an explanation): its name, and words as above; a failure has
            a sentence, a file its path, a printer nothing.
    """

    progressed = Signal(int, object, str)
    other_done = Signal(str, bool, str)

    def __init__(
        self,
        *,
        printing: Callable[[], PrintDesk],
        papers: Callable[[], PaperDesk],
        clock: Clock,
        changes: Changes,
        ask_every_ms: int = ASK_EVERY_MS,
        parent: QObject | None = None,
    ) -> None:
        """Create the flow; ``printing`` and ``papers`` are first asked for when something is printed."""
        super().__init__(parent)
        self._printing = printing
        self._papers = papers
        self._clock = clock
        self._changes = changes
        self._runner = JobRunner(self)
        self._under_way: dict[int, _Errand] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(ask_every_ms)
        self._timer.timeout.connect(self._ask_all)

    def is_under_way(self, job: int) -> bool:
        """Return whether a print job is being built, handed over or followed now."""
        return job in self._under_way

    def finish(self) -> None:
        """Wait at the program's end for what has begun; what is not settled then is shown at the next start."""
        self._timer.stop()
        self._runner.finish()

    def send(self, job: int, order: SlipOrder | PaperOrder, title: str) -> None:
        """Print the paper of a wish that is on disk; `progressed` tells each step.

        Args:
            job: The wish to print, as the service wrote it.
            order: The paper; this desk's offsets for its printer are put in here.
            title: The dossier code, for the printer's queue.
        """
        if job in self._under_way:
            return
        wish = self._printing().job(job)
        choice = self._printing().choice(wish.kind if wish else SLIP_KIND)
        errand = _Errand(
            job=job,
            order=dataclasses.replace(order, offsets=choice.offsets),
            title=title,
            choice=choice,
            reprint=wish.reprint if wish else 0,
        )
        self._under_way[job] = errand
        self._runner.start(
            errand.order.build, then=partial(self._hand_over, errand), otherwise=partial(self._fail, errand)
        )

    def send_again(self, job: int) -> int:
        """Print once more what has not come out and return the print job that does it.

        What was never handed over, or failed for certain, is the same paper without a mark. Where nobody knows, it
        is a reprint with its mark and that reason.

        Raises:
            CchcError: Nothing was sent; nothing was recorded.
        """
        wish = self._printing().job(job)
        if wish is None or wish.state is JobState.OUT or job in self._under_way:
            return job
        if wish.state not in _NEVER_HANDED:
            return self._again(wish, self.tr("lần in trước không rõ kết quả"))
        self.send(job, self._papers().order_of_job(wish), paper_title(wish))
        return job

    def send_all(self, jobs: tuple[int, ...]) -> None:
        """Print the papers of a step, which are wanted on disk already.

        Raises:
            CchcError: One cannot be composed; those before it are on their way, and all of them stay wanted.
        """
        for job in jobs:
            self.send_again(job)

    def _again(self, wish: PrintJob, reason: str) -> int:
        if wish.kind == SLIP_KIND:
            return self.reprint(wish.code, reason, entry=wish.entry if wish.reprint else 0)
        if not wish.code:  # guidance: nothing of it is entered but that it came out
            self.send(wish.id, self._papers().order_of_job(wish), paper_title(wish))
            return wish.id
        made = self._papers().reprint_of(wish.code, wish.kind, wish.entry, reason)
        self.send(made.job, made.order, paper_title(wish))
        return made.job

    def reprint(self, code: str, reason: str, *, entry: int = 0) -> int:
        """Record that a slip is printed again, print it with its mark, and return its print job.

        Args:
            code: The dossier.
            reason: Why.
            entry: Of a slip that was replaced, the entry that made it out; 0: the slip that holds.

        Raises:
            CchcError: Nothing was recorded and nothing is printed.
        """
        made = self._papers().reprint(code, reason, entry=entry, offsets=self._printing().choice(SLIP_KIND).offsets)
        self.send(made.job, made.order, code)
        return made.job

    def print_other(self, build: Callable[[], bytes], *, kind: str, name: str, size: PaperSize = PaperSize.A5) -> None:
        """Print a paper that has no record; ``build`` runs on the worker, ``name`` is ASCII. `other_done` follows."""
        printing = self._printing()
        work = partial(_other, build, printing, printing.choice(kind), name, size)
        self._runner.start(work, then=partial(self._other_out, name), otherwise=partial(self._other_failed, name))

    def _hand_over(self, errand: _Errand, pdf: bytes) -> None:
        """Note first that the system has it, then give it: a power cut between is "nobody knows", never "not yet"."""
        errand = dataclasses.replace(errand, pdf=pdf)
        self._under_way[errand.job] = errand
        printing = self._printing()
        try:
            printing.note_state(errand.job, JobState.HANDED)
        except CchcError as error:
            self._stop(errand, JobState.FAILED, error_texts.sentence(error))
            return
        self._tell(errand, JobState.HANDED, "")
        if errand.choice.printer:
            size = errand.order.size
            work = partial(printing.submit, pdf, printer=errand.choice.printer, title=errand.title, size=size)
            self._runner.start(
                work, then=partial(self._submitted, errand), otherwise=partial(self._not_submitted, errand)
            )
            return
        name = f"{errand.title}-r{errand.reprint}.pdf" if errand.reprint else f"{errand.title}.pdf"
        self._runner.start(
            partial(printing.write_file, pdf, name),
            then=partial(self._written, errand),
            otherwise=partial(self._fail, errand),
        )

    def _submitted(self, errand: _Errand, followed: FollowedJob) -> None:
        self._under_way[errand.job] = dataclasses.replace(errand, followed=followed)
        self._note(errand, JobState.HANDED, "", followed)
        self._timer.start()

    def _not_submitted(self, errand: _Errand, error: Exception) -> None:
        """Say that it failed where the printing system refused it, and that nobody knows where something else broke."""
        if isinstance(error, PrintError):
            self._fail(errand, error)
            return
        logger.error("print job %s: nobody knows whether it was taken: %s", errand.job, type(error).__name__)
        self._note(errand, JobState.UNKNOWN, "", None)
        self._stop(errand, JobState.UNKNOWN, "")

    def _ask_all(self) -> None:
        printing, now = self._printing(), self._clock.now()
        for errand in tuple(self._under_way.values()):
            if errand.followed is None or errand.is_being_asked:
                continue
            asked = dataclasses.replace(errand, is_being_asked=True)
            self._under_way[errand.job] = asked
            self._runner.start(
                partial(printing.ask, errand.followed, now),
                then=partial(self._heard, asked),
                otherwise=partial(self._not_heard, asked),
            )

    def _heard(self, errand: _Errand, followed: FollowedJob) -> None:
        errand = dataclasses.replace(errand, followed=followed, is_being_asked=False)
        self._under_way[errand.job] = errand
        if followed.state is JobState.OUT:
            self._settle(errand, way="printer", words="")
        elif followed.is_settled:
            words = trouble_words(followed.message) or followed.message.rstrip(".")
            self._note(errand, followed.state, words, followed)
            self._stop(errand, followed.state, words)
        else:
            self._tell_trouble(errand, trouble_words(followed.message))

    def _tell_trouble(self, errand: _Errand, words: str) -> None:
        """Tell at once that a job hangs, and why; the printer may still come round within the time it has."""
        if words != errand.trouble:
            self._under_way[errand.job] = dataclasses.replace(errand, trouble=words)
            self._note(errand, JobState.HANDED, words, errand.followed)
            self._tell(errand, JobState.HANDED, words)

    def _not_heard(self, errand: _Errand, error: Exception) -> None:
        logger.warning("print job %s cannot be asked about: %s", errand.job, error)
        self._under_way[errand.job] = dataclasses.replace(errand, is_being_asked=False)

    def _written(self, errand: _Errand, path: Path) -> None:
        way = "opened" if self._printing().show(path) else "file"
        self._settle(errand, way=way, words=str(path))

    def _settle(self, errand: _Errand, *, way: str, words: str) -> None:
        try:
            self._printing().note_out(
                errand.job,
                sha256=hashlib.sha256(errand.pdf).hexdigest(),
                way=way,
                offsets=errand.order.offsets,
                counterparts=errand.order.counterparts,
            )
        except CchcError as error:
            # The paper is out but that could not be written down: it stays "nobody knows" and is asked about later.
            logger.error("paper out, not recorded: job=%s error=%s", errand.job, error)
            self._stop(errand, JobState.UNKNOWN, error_texts.sentence(error))
        else:
            self._stop(errand, JobState.OUT, words)

    def _fail(self, errand: _Errand, error: Exception) -> None:
        logger.warning("print job %s failed: %s", errand.job, error)
        words = error_texts.sentence(error)
        self._note(errand, JobState.FAILED, words, None)
        self._stop(errand, JobState.FAILED, words)

    def _note(self, errand: _Errand, state: JobState, message: str, followed: FollowedJob | None) -> None:
        reference = followed.job if followed is not None else None
        try:
            self._printing().note_state(errand.job, state, message=message, reference=reference)
        except CchcError as error:
            logger.error("print job %s is %s, not noted: %s", errand.job, state, error)

    def _stop(self, errand: _Errand, state: JobState, words: str) -> None:
        self._under_way.pop(errand.job, None)
        if not any(other.followed for other in self._under_way.values()):
            self._timer.stop()
        self._tell(errand, state, words)

    def _tell(self, errand: _Errand, state: JobState, words: str) -> None:
        self._changes.tell(self._printing().job(errand.job))
        self.progressed.emit(errand.job, state, words)

    def _other_out(self, name: str, path: Path | None) -> None:
        if path is not None:
            self._printing().show(path)
        self.other_done.emit(name, True, str(path or ""))

    def _other_failed(self, name: str, error: Exception) -> None:
        self.other_done.emit(name, False, error_texts.sentence(error))


def paper_title(wish: PrintJob) -> str:
    """Return what a paper is called in the printer's queue and as a file: codes, never a name."""
    kind = "" if wish.kind == SLIP_KIND else wish.kind
    return "-".join(part for part in (wish.code, kind, str(wish.entry or "")) if part)


def trouble_words(message: str) -> str:
    """Return what a printer complains of, in the words of the screen; empty where ``message`` is no known complaint.

    CUPS says it in English or by a keyword of IPP; what a busy printer reports on its way is no complaint.
    """
    troubles = {
        ("unavailable", "not respond", "unable to", "not connected", "offline", "unreachable"): say(
            "PrinterTrouble", "Máy in không trả lời: xem máy đã bật, dây đã cắm chưa"
        ),
        ("media-empty", "media-needed", "out of paper", "paper is empty"): say("PrinterTrouble", "Máy in hết giấy"),
        ("jam",): say("PrinterTrouble", "Máy in kẹt giấy"),
        ("toner", "marker-supply", "out of ink"): say("PrinterTrouble", "Máy in hết mực"),
        ("door", "cover"): say("PrinterTrouble", "Nắp máy in đang mở"),
        ("paused", "stopped"): say("PrinterTrouble", "Hàng đợi của máy in đang bị dừng"),
    }
    said = message.lower()
    return next((words for marks, words in troubles.items() if any(mark in said for mark in marks)), "")


def _other(build: Callable[[], bytes], printing: PrintDesk, choice: Choice, name: str, size: PaperSize) -> Path | None:
    """Build and hand over a paper without a record; worker thread. Return the file where there is no printer."""
    pdf = build()
    if not choice.printer:
        return printing.write_file(pdf, f"{name}.pdf")
    printing.submit(pdf, printer=choice.printer, title=name, size=size)
    return None
