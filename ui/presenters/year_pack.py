"""The city's year-pack: chosen as a file or fetched before, shown as a list of what it changes, accepted by one key."""

from __future__ import annotations

import dataclasses
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cchc_desktop.errors import CchcError
from cchc_desktop.sentences.year_pack_said import change_sentence
from ui import error_texts
from ui.desk_parts import DeskParts

if TYPE_CHECKING:
    from cchc_desktop.services.year_pack_desk import YearPackDesk, YearPackLook

logger = logging.getLogger(__name__)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class YearPackScreen:
    """A pack as the panel shows it."""

    title: str
    line: str
    changes: tuple[str, ...]
    stays: str
    """What does not change, and who may accept."""
    can_accept: bool


class YearPackPresenter(QObject):
    """Shows and accepts year-packs.

    Signals:
        shown: Carries a `YearPackScreen`.
        refused: Nothing was taken; carries a sentence.
        accepted: Carries what was taken, in words.
    """

    shown = Signal(object)
    refused = Signal(str)
    accepted = Signal(str)

    def __init__(self, parts: DeskParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._file = b""

    def state_line(self) -> str:
        """Return which pack is in force."""
        number = self._desk.number()
        return self.tr("Gói năm đang dùng: số {}").format(number) if number else self.tr("Chưa dùng gói năm nào")

    def look_at_fetched(self) -> bool:
        """Show the pack that came from the city's service; return whether there is one."""
        waiting = self._desk.waiting()
        if waiting is not None:
            self._look(waiting)
        return waiting is not None

    def look_at(self, path: Path) -> None:
        """Show the pack in a file; exactly one of `shown` and `refused` follows."""
        try:
            file = path.read_bytes()
        except OSError:
            self.refused.emit(self.tr("Không đọc được tệp {}. Chưa đổi gì.").format(path.name))
            return
        self._look(file)

    def accept(self) -> None:
        """Accept the pack that is shown; exactly one of `accepted` and `refused` follows."""
        try:
            look = self._desk.accept(self._file)
        except CchcError as error:
            logger.warning("year-pack not accepted: %s", error)
            self.refused.emit(error_texts.sentence(error))
            return
        words = self.tr("Đã nhận gói năm số {}, áp dụng từ {}").format(look.number, f"{look.valid_from:%d/%m/%Y}")
        self.accepted.emit(words)

    @property
    def _desk(self) -> YearPackDesk:
        return self._parts.desk.year_packs

    def _look(self, file: bytes) -> None:
        try:
            look = self._desk.look(file)
        except CchcError as error:
            self.refused.emit(error_texts.sentence(error))
            return
        self._file = file
        self.shown.emit(self._screen(look))

    def _screen(self, look: YearPackLook) -> YearPackScreen:
        may, day = self._desk.may_accept(), f"{look.valid_from:%d/%m/%Y}"
        stays = self.tr(
            "Hồ sơ đã nhận giữ nguyên mã, ngày hẹn, lệ phí và câu chữ của bản cũ. Ngày trước {} vẫn theo bản cũ."
        ).format(day)
        if not may:
            stays += " " + self.tr("Chỉ quản trị chấp nhận được gói này.")
        changes = tuple(change_sentence(change, error_texts.said) for change in look.changes)
        return YearPackScreen(
            title=self.tr("Gói năm số {}: {} thay đổi").format(look.number, len(changes)),
            line=" · ".join((look.city, self.tr("áp dụng từ {}").format(day), *look.decisions)),
            changes=changes or (self.tr("Bàn này đã có đủ, không có gì thay đổi."),),
            stays=stays,
            can_accept=may,
        )
