"""The slip as it would print, drawn off the interface thread while the form is typed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage
from shiboken6 import isValid

from cchc_desktop.domain.dossier import Dossier
from ui import error_texts
from ui.desk_parts import DeskParts
from ui.paper_images import for_the_citizen, page_images

if TYPE_CHECKING:
    from cchc_desktop.services.intake import Preview

REST_MS = 150
SMALL_PX, LARGE_PX = 620, 1100


class LiveSlip(QObject):
    """Draws the newest wish and drops those in between; one drawing at a time.

    Signals:
        drawn: The pages, front first; none where there is nothing to draw.
        failed: Why the slip cannot be drawn, in words.
    """

    drawn = Signal(object)
    failed = Signal(str)

    def __init__(self, parts: DeskParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._wanted: tuple[Dossier, Mapping[str, str]] | None = None
        self._shown: tuple[Dossier, Mapping[str, str]] | None = None
        self._is_busy = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._begin)

    def show(self, dossier: Dossier, personal: Mapping[str, str]) -> None:
        """Draw the slip of an imagined dossier after a rest in typing."""
        self._wanted = (dossier, dict(personal))
        self._rest.start()

    def follow(self, preview: Preview) -> None:
        """Draw what would be printed; nothing where there is no dossier to imagine, or it gets no slip."""
        dossier = preview.dossier
        if dossier is None or (dossier.is_same_day and not dossier.has_slip_on_request):
            self.show_nothing()
        else:
            self.show(dossier, preview.personal)

    def show_nothing(self) -> None:
        """Take the picture away: there is no dossier to imagine."""
        self._wanted = self._shown = None
        self._rest.stop()
        self.drawn.emit([])

    def draw_large(self, then: Callable[[list[QImage]], object]) -> None:
        """Draw the slip that is shown large enough to be read, and hand over its pages."""
        shown = self._wanted or self._shown
        if shown is not None:
            self.when_ready(partial(self._draw, shown, LARGE_PX, then))

    def when_ready(self, then: Callable[[], object]) -> None:
        """Run ``then`` on the interface thread once the paper libraries are loaded; they load on the worker."""
        if "cchc_desktop.services.paper_desk" in sys.modules and "cchc_desktop.services.print_desk" in sys.modules:
            then()
            return
        self._parts.jobs.start(_load_papers, then=partial(_ignoring, then), otherwise=self._broke)

    def _begin(self) -> None:
        if self._wanted is not None and not self._is_busy:
            self._is_busy = True
            self.when_ready(self._draw_wanted)

    def _draw_wanted(self) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is None:
            self._is_busy = False
            return
        self._shown = wanted
        self._draw(wanted, SMALL_PX, self._deliver)

    def _draw(
        self, wanted: tuple[Dossier, Mapping[str, str]], width: int, then: Callable[[list[QImage]], object]
    ) -> None:
        papers = self._parts.papers()
        order = for_the_citizen(papers.order(*wanted))
        self._parts.jobs.start(partial(page_images, papers, order, width), then=then, otherwise=self._broke)

    def _deliver(self, pages: list[QImage]) -> None:
        if not isValid(self):
            return  # the window was made anew meanwhile: another page shows another slip
        self._is_busy = False
        if self._shown is not None:
            self.drawn.emit(pages)
        if self._wanted is not None and not self._rest.isActive():
            self._begin()

    def _broke(self, error: Exception) -> None:
        if not isValid(self):
            return
        self._is_busy = False
        self.failed.emit(error_texts.sentence(error))


def _load_papers() -> None:
    import cchc_desktop.services.paper_desk
    import cchc_desktop.services.print_desk  # noqa: F401


def _ignoring(then: Callable[[], object], _nothing: object) -> None:
    then()
