"""The page to sign of a closed day on its way out: looked at large, printed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from cchc_desktop.domain.printing import PaperSize
from cchc_desktop.errors import CchcError
from ui import error_texts
from ui.desk_parts import DeskParts
from ui.presenters.day_words import PackageKey
from ui.presenters.report_papers import page_images
from ui.widgets.notices import Notice

if TYPE_CHECKING:
    from cchc_desktop.services.paper_desk import PaperDesk

KIND = "day_sheet"
"""Under this kind its printer is chosen."""
_NOTICE = "day_sheet"
_LARGE_PX = 1500


class SheetPapers(QObject):
    """Hands out the page of a package; without one chosen, that of the last close.

    Signals:
        drawn: Carries the pages, to be looked at large.
        posted: Carries a `Notice`.
    """

    drawn = Signal(list)
    posted = Signal(object)

    def __init__(self, parts: DeskParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._name = ""
        if parts.print_flow is not None:
            parts.print_flow.other_done.connect(self._hear)

    def look(self, key: object) -> None:
        """Draw the page to sign large; `drawn` follows."""
        build = self._builder(self._meant(key))
        if build is not None:
            work = partial(_images, self._parts.papers(), build)
            self._parts.jobs.start(work, then=self.drawn.emit, otherwise=self._say_none)

    def print(self, key: object) -> None:
        """Print the page to sign."""
        where, flow = self._meant(key), self._parts.print_flow
        build = self._builder(where)
        if where is None or flow is None or build is None:
            return
        self._name = f"chot-ngay-{where.day:%Y%m%d}-{where.part}"
        self._post("accent", self.tr("Đang in trang ký"))
        flow.print_other(build, kind=KIND, name=self._name, size=PaperSize.A4)

    def _builder(self, where: PackageKey | None) -> Callable[[], bytes] | None:
        """Read what a page says now and return what draws it on the worker."""
        if where is None:
            self._post("accent", self.tr("Chưa chốt ngày nào nên chưa có trang ký"))
            return None
        from cchc_desktop.services.day_sheet import build

        try:
            return partial(build, self._parts.desk.day_end.sheet_value(where.day, where.part))
        except CchcError as error:
            self._say_none(error)
            return None

    def _meant(self, key: object) -> PackageKey | None:
        """Return the package whose page is meant: the one chosen, else the last one."""
        if isinstance(key, PackageKey):
            return key
        lines = self._parts.desk.day_end.packages()
        return PackageKey(lines[-1].day, lines[-1].part) if lines else None

    def _say_none(self, error: Exception) -> None:
        self._post("bad", self.tr("Chưa dựng được trang ký"), error_texts.sentence(error))

    def _hear(self, name: str, is_out: bool, words: str) -> None:
        if name != self._name:
            return
        if not is_out:
            self._post("bad", self.tr("Chưa in được trang ký"), words)
        elif words:
            self._post("ok", self.tr("Trang ký ở tệp {}").format(words))
        else:
            self._post("ok", self.tr("Trang ký đã gửi đến máy in"))

    def _post(self, tone: str, sentence: str, facts: str = "") -> None:
        self.posted.emit(Notice(key=_NOTICE, tone=tone, sentence=sentence, facts=facts))


def _images(papers: PaperDesk, build: Callable[[], bytes]) -> list[QImage]:
    return page_images(papers, build(), _LARGE_PX)
