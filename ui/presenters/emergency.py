"""Slips for a power cut: printed ahead with their numbers; which of them are still to be entered."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cchc_desktop.errors import CchcError, ClockError
from ui import error_texts
from ui.desk_parts import DeskParts
from ui.widgets.notices import Notice, NoticeButton

if TYPE_CHECKING:
    from cchc_desktop.services.emergency_desk import EmergencyOrder, UnusedSlip

logger = logging.getLogger(__name__)

NOTICE = "emergency_slips"
KIND = "emergency_slip"
_NAME = "giay-tam"


class EmergencyPresenter(QObject):
    """Prints slips and tells of those that nobody entered.

    Signals:
        listed: Carries the slips that are printed and not entered, `UnusedSlip` each.
        refused: Nothing was printed; carries why.
        printed: Slips are on their way to the printer.
        posted: Carries a `Notice`.
    """

    listed = Signal(object)
    refused = Signal(str)
    printed = Signal()
    posted = Signal(object)

    def __init__(self, parts: DeskParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._order: EmergencyOrder | None = None
        if parts.print_flow is not None:
            parts.print_flow.other_done.connect(self._hear)

    @property
    def most_ahead(self) -> int:
        """So many slips are printed at once."""
        from cchc_desktop.services.emergency_desk import MOST_AHEAD

        return MOST_AHEAD

    def look(self) -> None:
        """Look which slips are left; `listed` follows."""
        self.listed.emit(self._parts.desk.emergency.unused())

    def last_year(self, slip: UnusedSlip) -> bool:
        """Return whether a slip is of an earlier year's print."""
        return slip.year != self._parts.clock.now().year

    def print_ahead(self, count: int) -> None:
        """Take numbers for so many slips and print them; `printed` or `refused` follows."""
        try:
            offsets = self._parts.printing().choice(KIND).offsets
            self._order = self._parts.desk.emergency.print_ahead(count, offsets=offsets)
        except CchcError as error:
            logger.warning("no emergency slips: %s", error)
            if isinstance(error, ClockError):
                self._parts.changes.tell(error)
            self.refused.emit(error_texts.sentence(error))
            return
        self._parts.changes.tell(self._order)
        self.send()
        self.printed.emit()
        self.look()

    def send(self) -> None:
        """Send the slips that were made last; the same numbers once more where they did not come out."""
        if self._order is None or self._parts.print_flow is None:
            return
        self._post("accent", self.tr("Đang in giấy tạm {}").format(self._range()))
        self._parts.print_flow.print_other(
            partial(_build, self._order), kind=KIND, name=self._name(), size=self._order.size
        )

    def _hear(self, name: str, is_out: bool, words: str) -> None:
        if self._order is None or name != self._name():
            return
        if not is_out:
            again = NoticeButton(text=self.tr("In lại"), keys="Ctrl+P", run=self.send)
            sentence = self.tr("Giấy tạm {} chưa in được").format(self._range())
            self.posted.emit(Notice(key=NOTICE, tone="bad", sentence=sentence, facts=words, buttons=(again,)))
        elif words:
            where = self.tr("Giấy tạm {} ở tệp {}").format(self._range(), words)
            self._post("ok", where, self.tr("Chưa chọn máy in cho giấy này. In ra rồi cất ở quầy."))
        else:
            sentence = self.tr("Giấy tạm {} đã gửi đến máy in").format(self._range())
            self._post("ok", sentence, self.tr("Cất ở quầy. Khi mất điện: ghi tay, có điện thì nhập lại bằng Alt+M."))

    def _range(self) -> str:
        numbers = self._order.slips.numbers if self._order is not None else ()
        return numbers[0] if len(numbers) == 1 else self.tr("{} đến {}").format(numbers[0], numbers[-1])

    def _name(self) -> str:
        numbers = self._order.slips.numbers if self._order is not None else ("",)
        return f"{_NAME}-{numbers[0]}-{numbers[-1].rsplit('-', 1)[-1]}"

    def _post(self, tone: str, sentence: str, facts: str = "") -> None:
        self.posted.emit(Notice(key=NOTICE, tone=tone, sentence=sentence, facts=facts))


def _build(order: EmergencyOrder) -> bytes:
    return order.build()
