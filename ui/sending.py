"""Packages on their way to the city while the desk works on: tried by themselves, by a key, or onto a stick."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from cchc_desktop.domain.day_package import PackageState
from cchc_desktop.domain.sending import CarrierChoice, CarrierKind
from cchc_desktop.errors import CchcError
from ui import error_texts, labels, warming
from ui.desk_parts import DeskParts
from ui.jobs import JobRunner

if TYPE_CHECKING:
    from cchc_desktop.services.day_values import OutboxLine
    from cchc_desktop.services.send_desk import Delivery, Parcel
    from cchc_desktop.sync.carriers import Carrier

logger = logging.getLogger(__name__)

_LOOK_EVERY_MS = 60_000
_FOR_DESKS = timedelta(days=7)
"""So many days are laid onto a stick once more, so that the ward's other desks miss none over a holiday."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What came of a round of sending."""

    lines: tuple[OutboxLine, ...]
    """How each package stands now."""
    is_asked: bool
    """A clerk asked for it and waits for words."""
    folder: str = ""
    """Where they were copied by hand; empty: the chosen way to the city."""
    copied: int = 0
    """How many did not lie there before."""
    for_desks: int = 0
    """How many that the city has were laid beside them for the ward's other desks."""

    def count(self, *states: PackageState) -> int:
        """Return how many packages stand in one of these states."""
        return sum(line.state in states and line.trouble is None for line in self.lines)


class Sender(QObject):
    """Sends one package after the other; the network never holds up the desk, one bad package none of the rest.

    Signals:
        progressed: Carries what is under way in words; empty: nothing any more.
        recorded: A package stands otherwise than before, or its file was made.
        ended: A round is over; carries `Sent`.
        not_chosen: There is no way to the city yet.
        failed: Nothing was sent; carries the sentence.
    """

    progressed = Signal(str)
    recorded = Signal()
    ended = Signal(object)
    not_chosen = Signal()
    failed = Signal(str)
    _came = Signal(str, int)

    def __init__(self, parts: DeskParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._jobs = JobRunner(self)
        self._queue: list[Parcel] = []
        self._lines: list[OutboxLine] = []
        self._carrier: Carrier | None = None
        self._is_asked = False
        self._folder = ""
        self._lay_there: frozenset[str] = frozenset()
        self._copied = self._for_desks = 0
        self._wanted: Callable[[], object] | None = None
        self._is_busy = self._is_making = False
        self._after: Callable[[], object] = self.look
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._came.connect(self._tell_progress)

    @property
    def is_busy(self) -> bool:
        """Whether something is being packed or is on its way at this moment."""
        return self._is_busy or self._is_making

    def begin(self) -> None:
        """Begin to send by itself what waits, now and whenever its next try has come."""
        self._timer.start()
        self.look()

    def finish(self) -> None:
        """Send no more: the desk is being closed; what is cut goes on from there at the next start."""
        self._timer.stop()
        self._queue.clear()
        self._jobs.finish()

    def look(self) -> None:
        """Send what waits and whose turn it is; without a way to the city nothing happens."""
        self._begin(is_asked=False)

    def send_now(self) -> None:
        """Send everything that waits at once; `ended`, `not_chosen` or `failed` follows."""
        self._begin(is_asked=True)

    def copy_to(self, folder: Path) -> None:
        """Lay everything that no city has yet onto a stick, and pick up what answers lie there; `ended` follows."""
        from cchc_desktop.services.send_desk import carrier_of

        choice = CarrierChoice(kind=CarrierKind.FOLDER, folder=str(folder))
        self._begin(is_asked=True, carrier=carrier_of(choice), folder=str(folder))

    def make(self) -> None:
        """Make a copy and the files of closed days that have none yet, on the worker; then send what waits."""
        self._make(self.look)

    def _make(self, after: Callable[[], object]) -> None:
        if self._is_making:
            return
        self._is_making, self._after = True, after
        self.progressed.emit(self.tr("Đang sao lưu và lập gói"))
        self._jobs.start(self._parts.desk.day_end.finish, then=self._note_made, otherwise=self._not_made)

    def _begin(self, *, is_asked: bool, carrier: Carrier | None = None, folder: str = "") -> None:
        if self.is_busy:
            if is_asked:  # what a clerk asked for is done afterwards, never dropped
                self._wanted = partial(self._begin, is_asked=is_asked, carrier=carrier, folder=folder)
            return
        desk = self._parts.desk
        try:
            if self._has_unmade():
                self._make(partial(self._begin, is_asked=is_asked, carrier=carrier, folder=folder))
                return
            carrier = carrier or desk.sending.carrier()
            if carrier is None:
                if is_asked:
                    self.not_chosen.emit()
                return
            if is_asked:
                desk.sending.try_now()
            self._queue = list(desk.sending.waiting())
        except CchcError as error:
            self._fail(error, is_asked=is_asked)
            return
        self._carrier, self._is_asked, self._folder, self._lines = carrier, is_asked, folder, []
        self._lay_there = frozenset(path.name for path in Path(folder).glob("*.cchc")) if folder else frozenset()
        self._copied = self._for_desks = 0
        self._queue += self._wanted_by_desks()
        self._is_busy = True
        self._next()

    def _has_unmade(self) -> bool:
        """Return whether a closed day has no file although the city's card is there."""
        desk = self._parts.desk
        unsent = [line for line in desk.day_end.packages() if line.state is not PackageState.ACCEPTED]
        is_unmade = any(line.state is PackageState.WANTED or not desk.day_end.path_of(line).exists() for line in unsent)
        return is_unmade and bool(desk.enrolment.keys().city_key)

    def _next(self) -> None:
        if not self._queue or self._carrier is None:
            self._is_busy = False
            self.progressed.emit("")
            self.ended.emit(
                Sent(
                    lines=tuple(self._lines),
                    is_asked=self._is_asked,
                    folder=self._folder,
                    copied=self._copied,
                    for_desks=self._for_desks,
                )
            )
            self._begin_wanted()
            return
        from cchc_desktop.services.send_desk import deliver

        parcel = self._queue.pop(0)
        name = labels.day(parcel.day)
        self._tell_progress(name, 0)
        work = partial(deliver, parcel, self._carrier, partial(self._report, name))
        self._jobs.start(work, then=self._record, otherwise=self._broke)

    def _begin_wanted(self) -> bool:
        """Do what was asked for in the meantime; return whether there was something."""
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            wanted()
        return wanted is not None

    def _report(self, name: str, done: int, size: int) -> None:
        """Take how far a file has come; called on the worker, told on the interface thread."""
        self._came.emit(name, 100 * done // size if size else 100)

    def _tell_progress(self, name: str, percent: int) -> None:
        if self._is_busy:
            words = self.tr("Đang chép {}: {} %") if self._folder else self.tr("Đang gửi {}: {} %")
            self.progressed.emit(words.format(name, percent))

    def _wanted_by_desks(self) -> list[Parcel]:
        """Return what other desks of the ward may want of a stick, as far as it does not lie there."""
        if not self._folder or self._parts.state.settings.desk_count < 2:
            return []
        parcels = self._parts.desk.sending.accepted_since(self._parts.clock.now().date() - _FOR_DESKS)
        return [one for one in parcels if one.name not in self._lay_there]

    def _record(self, delivery: Delivery) -> None:
        if delivery.parcel.is_for_desks:
            self._for_desks += not delivery.cause
            self._next()
            return
        try:
            line = self._parts.desk.sending.record(delivery)
            self._lines.append(line)
            is_handed = line.state is PackageState.SENT and line.trouble is None
            self._copied += is_handed and delivery.parcel.name not in self._lay_there
        except CchcError as error:  # the next try brings the same answer again
            logger.warning("delivery not recorded: %s", error)
            if self._is_asked:
                self.failed.emit(error_texts.sentence(error))
        finally:  # whatever came, the round ends: else every later key would find it under way and be dropped
            self.recorded.emit()
            self._next()

    def _broke(self, error: Exception) -> None:
        logger.error("delivery broke: %s", type(error).__name__)
        self._next()

    def _note_made(self, made: object) -> None:
        self._is_making = False
        try:
            self._parts.desk.day_end.note_made(made)  # type: ignore[arg-type]
        except CchcError as error:
            self._fail(error, is_asked=True)
            return
        self.progressed.emit("")
        self.recorded.emit()
        if not self._begin_wanted():
            self._after()

    def _not_made(self, error: Exception) -> None:
        self._is_making = False
        self._fail(error, is_asked=True)
        self.recorded.emit()

    def _fail(self, error: Exception, *, is_asked: bool) -> None:
        logger.warning("not sent: %s", error)
        self._wanted = None  # it is told that nothing was done
        self.progressed.emit("")
        if is_asked:
            self.failed.emit(error_texts.sentence(error))


class UnsentCount(QObject):
    """How many days and entries no city has yet: counted anew after every entry, so it must cost a few reads only.

    Signals:
        told: Carries `day_words.Unsent`.
    """

    told = Signal(object)

    def __init__(self, parts: DeskParts, sender: Sender, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._sender = sender
        self._has_begun = False
        sender.recorded.connect(self.tell)

    def begin(self) -> None:
        """Load on the worker what packs and sends; then count, and begin to send."""
        self._parts.jobs.start(warming.import_packages, then=self._begin, otherwise=self._not_begun)

    def tell(self) -> None:
        """Count anew; `told` follows once it was begun."""
        if not self._has_begun:
            return
        from ui.presenters.day_words import unsent

        try:
            self.told.emit(unsent(self._parts.desk.day_end, self._parts.clock.now()))
        except CchcError as error:
            logger.warning("unsent not counted: %s", error)

    def _begin(self, _nothing: object) -> None:
        self._has_begun = True
        self.tell()
        self._sender.begin()

    def _not_begun(self, error: Exception) -> None:
        logger.error("packages not loaded: %s", error)
