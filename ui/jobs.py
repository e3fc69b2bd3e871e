"""Long work off the interface thread, one job after another."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

logger = logging.getLogger(__name__)


class _Job(QObject):
    """Lives on the interface thread, so that the answers are delivered there."""

    _done = Signal(object)
    _broke = Signal(object)

    def __init__(
        self, then: Callable[[Any], object], otherwise: Callable[[Exception], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._then = then
        self._otherwise = otherwise
        self._done.connect(self._deliver)
        self._broke.connect(self._deliver_failure)

    def run(self, work: Callable[[], Any]) -> None:
        """Do the work; called on the worker thread."""
        try:
            result = work()
        except Exception as error:
            logger.exception("background work failed")
            self._broke.emit(error)
        else:
            self._done.emit(result)

    def forget(self) -> None:
        """Deliver nothing any more: the program is ending."""
        self._then = self._otherwise = _nothing

    @Slot(object)
    def _deliver(self, result: object) -> None:
        self.deleteLater()
        self._then(result)

    @Slot(object)
    def _deliver_failure(self, error: Exception) -> None:
        self.deleteLater()
        self._otherwise(error)


class _Errand(QRunnable):
    """Carries one job to the worker thread."""

    def __init__(self, job: _Job, work: Callable[[], Any]) -> None:
        super().__init__()
        self._job = job
        self._work = work

    def run(self) -> None:
        self._job.run(self._work)


class JobRunner(QObject):
    """Runs jobs one after another, so that two never write the database at once."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)

    def start(
        self, work: Callable[[], Any], *, then: Callable[[Any], object], otherwise: Callable[[Exception], object]
    ) -> None:
        """Queue ``work``, which touches neither widgets nor the desk's own connection.

        Exactly one of ``then`` and ``otherwise`` is called, on the interface thread.
        """
        self._pool.start(_Errand(_Job(then, otherwise, parent=self), work))

    def finish(self, within_ms: int = 5000) -> bool:
        """Wait at the program's end for work that has begun; work still in the queue is dropped, and no answer comes.

        Returns:
            Whether all of it ended in time.
        """
        self._pool.clear()
        has_ended = self._pool.waitForDone(within_ms)
        for job in self.findChildren(_Job):
            job.forget()
        return has_ended


def _nothing(_answer: object) -> None:
    """Take an answer that nobody waits for."""
