"""Says that the city has a newer year-pack: asked for by itself where the desk sends by the city's service."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from cchc_desktop.domain.sending import CarrierKind
from cchc_desktop.errors import CarrierFailed, CchcError, YearPackRefused
from ui.jobs import JobRunner
from ui.widgets.notices import Notice, NoticeButton

if TYPE_CHECKING:
    from cchc_desktop.services.year_pack_desk import YearPackLook
    from ui.open_desk import OpenDesk

logger = logging.getLogger(__name__)

_EVERY_MS = 4 * 3_600_000
"""A pack comes a few times a year; the desk is open all day."""
_NOTICE = "year_pack_came"


class YearPackNews(QObject):
    """Asks the city now and every few hours, off the interface thread; without an answer nothing is said.

    Signals:
        told: Carries a `Notice`.
    """

    told = Signal(object)

    def __init__(self, desk: OpenDesk, go: Callable[[], object], parent: QObject | None = None) -> None:
        """Create it; ``go`` opens the place where a pack is looked at and accepted."""
        super().__init__(parent)
        self._desk = desk
        self._go = go
        self._jobs = JobRunner(self)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Ask now and from now on."""
        self._timer.start()
        self.look()

    def finish(self) -> None:
        """Ask no more: the desk is being closed."""
        self._timer.stop()
        self._jobs.finish()

    def look(self) -> None:
        """Tell of a pack that waits; ask where there is a service, and a card to believe its answer by."""
        try:
            waiting = self._desk.year_packs.waiting()
            if waiting is not None:
                self._tell(self._desk.year_packs.look(waiting))
            if self._desk.enrolment.city() is None or self._desk.sending.choice().kind is not CarrierKind.HTTPS:
                return
            work = partial(_answer, self._desk.sending.year_pack_request())
            self._jobs.start(work, then=self._keep, otherwise=self._not_asked)
        except CchcError as error:
            logger.warning("year-pack not asked for: %s", error)

    def _keep(self, file: bytes | None) -> None:
        if file is None:
            return
        try:
            look = self._desk.year_packs.keep(file)
        except YearPackRefused as error:  # mostly: the one that is in force already
            logger.info("year-pack not kept: %s", error.facts.get("cause"))
            return
        except CchcError as error:
            logger.warning("year-pack not kept: %s", error)
            return
        self._tell(look)

    def _tell(self, look: YearPackLook) -> None:
        day = f"{look.valid_from:%d/%m/%Y}"
        self.told.emit(
            Notice(
                key=_NOTICE,
                tone="accent",
                sentence=self.tr("Thành phố đã gửi gói năm số {}").format(look.number),
                facts=self.tr("{} thay đổi, áp dụng từ {}. Xem trước khi nhận; chỉ quản trị nhận được.").format(
                    len(look.changes), day
                ),
                buttons=(NoticeButton(text=self.tr("Xem"), keys="Alt+J", run=self._go),),
            )
        )

    def _not_asked(self, error: Exception) -> None:
        logger.warning("year-pack not asked for: %s", type(error).__name__)


def _answer(request: Callable[[], bytes | None]) -> bytes | None:
    try:
        return request()
    except CarrierFailed as error:  # the network is down, as it often is: the next turn asks again
        logger.info("year-pack not asked for: %s", error.facts.get("cause"))
        return None
