"""Papers of steps as pictures, drawn off the interface thread: the one that will print, and those of the history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from shiboken6 import isValid

from cchc_desktop.errors import CchcError
from ui import error_texts
from ui.desk_parts import DeskParts
from ui.paper_images import for_the_citizen, page_images

if TYPE_CHECKING:
    from cchc_desktop.services.paper_desk import SlipOrder
    from cchc_desktop.services.step_desk import StepPreview
    from cchc_desktop.services.step_papers import PaperOrder

    Order = SlipOrder | PaperOrder

SMALL_PX, LARGE_PX = 900, 1300


class PaperPictures(QObject):
    """Draws the newest wish; an older one that comes late is dropped.

    Signals:
        drawn: The pages; none where there is nothing to draw.
        large_drawn: The same pages large.
        failed: Why a paper cannot be drawn, in words.
    """

    drawn = Signal(list)
    large_drawn = Signal(list)
    failed = Signal(str)

    def __init__(self, parts: DeskParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._order: Order | None = None

    def show_nothing(self) -> None:
        """Take the picture away."""
        self._order = None
        self.drawn.emit([])

    def show_draft(self, kind: str, code: str, preview: StepPreview, now: datetime) -> None:
        """Draw the paper of a step that is not taken yet."""
        self._show(lambda: for_the_citizen(self._parts.papers().draft_of(kind, code, preview, now)))

    def show_entry(self, kind: str, code: str, number: int) -> None:
        """Draw large a paper that an entry of the history brought; `large_drawn` or `failed` follows."""
        try:
            order = self._parts.papers().of_steps.of_entry(kind, code, number)
        except CchcError as error:
            self.failed.emit(error_texts.sentence(error))
            return
        self._start(order, LARGE_PX, self._deliver_large)

    def draw_large(self) -> None:
        """Draw what is shown large enough to be read."""
        if self._order is not None:
            self._start(self._order, LARGE_PX, self._deliver_large)

    def _show(self, compose: Callable[[], Order]) -> None:
        try:
            order = compose()
        except CchcError as error:
            self.show_nothing()
            self.failed.emit(error_texts.sentence(error))
            return
        if order == self._order:
            return
        self._order = order
        self._start(order, SMALL_PX, partial(self._deliver, order))

    def _start(self, order: Order, width: int, then: Callable[[list[QImage]], object]) -> None:
        work = partial(page_images, self._parts.papers(), order, width)
        self._parts.jobs.start(work, then=then, otherwise=self._broke)

    def _deliver(self, order: Order, pages: list[QImage]) -> None:
        if isValid(self) and order is self._order:
            self.drawn.emit(pages)

    def _deliver_large(self, pages: list[QImage]) -> None:
        if isValid(self):
            self.large_drawn.emit(pages)

    def _broke(self, error: Exception) -> None:
        if isValid(self):
            self.failed.emit(error_texts.sentence(error))
