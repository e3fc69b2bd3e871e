"""Files brought by hand: cards, answers and year-packs of the city, packages of other desks, in any mixture."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from cchc_desktop.domain.day_package import PackageState
from cchc_desktop.errors import CchcError
from cchc_desktop.sentences import foreign_said
from ui import error_texts
from ui.desk_parts import DeskParts
from ui.presenters import day_words

if TYPE_CHECKING:
    from cchc_desktop.services.foreign_desk import TakenPackage

logger = logging.getLogger(__name__)

_PACKAGE = ".cchc"
_NOT_FOR_US = ("own_package", "own_card", "other_package")
"""Causes that say nothing is wrong where somebody chose all there is on a stick."""


@dataclasses.dataclass(slots=True)
class _Round:
    """What came of the files so far."""

    count: int
    taken: list[str] = dataclasses.field(default_factory=list)
    """In words what came, a card or a package each."""
    refused: dict[str, list[str]] = dataclasses.field(default_factory=dict)
    """Why others were not taken, and the names of the files it is said of."""
    known: int = 0
    own: int = 0
    """Files of this desk itself, and answers to other desks: a stick of the whole ward holds these, too."""
    entries: int = 0
    dossiers: int = 0
    conflicts: int = 0
    has_card: bool = False
    has_year_pack: bool = False


class DayFiles(QObject):
    """Takes one file between two turns of the window, so that keys pressed meanwhile are heard.

    Signals:
        told: Carries (tone, sentence, facts): what came of all of them.
        under_way: Carries what is being done; empty: nothing any more.
        changed: The desk knows something that it did not know before.
        card_taken: With the city's card, packages can be made.
    """

    told = Signal(str, str, str)
    under_way = Signal(str)
    changed = Signal()
    card_taken = Signal()

    def __init__(self, parts: DeskParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._queue: list[Path] = []
        self._round = _Round(0)
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._take_next)

    @property
    def is_busy(self) -> bool:
        """Whether files are still being taken."""
        return self._turn.isActive()

    def take(self, files: Sequence[str]) -> None:
        """Take files, cards and answers before packages; `told` follows. A second call goes on behind the first."""
        given = [Path(file) for file in files]
        packages = [path for path in given if path.suffix == _PACKAGE]
        ordered = self._parts.desk.foreign.in_order(packages)
        if not self.is_busy:
            self._round = _Round(0)
        self._round.count += len(given)
        self._queue += [path for path in given if path.suffix != _PACKAGE] + ordered
        self._turn.start()

    def _take_next(self) -> None:
        if not self._queue:
            self._turn.stop()
            self._end()
            return
        path = self._queue.pop(0)
        if self._round.count > 1:
            place = self._round.count - len(self._queue)
            self.under_way.emit(self.tr("Đang nhận tệp {} trong {}").format(place, self._round.count))
        try:
            self._take(path, path.read_bytes())
        except CchcError as error:
            if self._round.count > 1 and error.facts.get("cause") in _NOT_FOR_US:
                self._round.own += 1
                return
            logger.warning("file not taken: %s", error)
            self._refuse(path, error_texts.sentence(error))
        except OSError:
            self._refuse(path, self.tr("Không đọc được tệp này. Chưa đổi gì."))

    def _refuse(self, path: Path, sentence: str) -> None:
        self._round.refused.setdefault(sentence, []).append(path.name)

    def _take(self, path: Path, content: bytes) -> None:
        from cchc_desktop.services.year_pack_desk import SUFFIX as YEAR_PACK
        from cchc_desktop.sync.acknowledgement import SUFFIX as ANSWER

        desk = self._parts.desk
        if path.name.endswith(YEAR_PACK):
            look = desk.year_packs.keep(content)
            self._round.has_year_pack = True
            self._round.taken.append(self.tr("gói năm số {} của thành phố").format(look.number))
        elif path.name.endswith(ANSWER):
            desk.sending.take_answer_file(content)
            self._round.taken.append(self.tr("câu trả lời của thành phố"))
        elif path.suffix == _PACKAGE:
            self._take_package(content)
        else:
            text, today = content.decode("utf-8", errors="replace"), self._parts.clock.now().date()
            whose = desk.enrolment.take_card(text, today=today)
            self._round.has_card |= whose == "city"
            self._round.taken.append(error_texts.said(foreign_said.TAKEN_CARD[whose]))

    def _take_package(self, content: bytes) -> None:
        came = self._round
        taken = self._parts.desk.foreign.take(content)
        came.known += not taken.is_new
        came.entries += taken.entries
        came.dossiers += taken.dossiers
        came.conflicts += len(taken.conflicts) if taken.is_new else 0
        came.taken.append(self._package_name(taken))

    def _has_unmade(self) -> bool:
        return any(line.state is PackageState.WANTED for line in self._parts.desk.day_end.packages())

    def _package_name(self, taken: TakenPackage) -> str:
        own = self._parts.state.settings.agency_code
        where = foreign_said.place(taken.id.journal, own, error_texts.said)
        return self.tr("gói ngày {} của {}").format(
            day_words.package_name(taken.id.day, taken.id.part, is_inside=True), where
        )

    def _end(self) -> None:
        came = self._round
        self.under_way.emit("")
        self.told.emit(*self._words(came))
        if came.taken:
            self.changed.emit()
        if came.has_card:
            self.card_taken.emit()

    def _words(self, came: _Round) -> tuple[str, str, str]:
        if came.count == 1:
            if came.refused:
                return "bad", self.tr("Chưa nhận được tệp"), next(iter(came.refused))
            name = came.taken[0]
            sentence = self.tr("Đã có {} từ trước") if came.known else self.tr("Đã nhận {}")
            return self._tone(came), sentence.format(name), self._facts(came)
        sentence = self.tr("Đã nhận {} trong {} tệp").format(len(came.taken), came.count)
        return self._tone(came), sentence, self._facts(came)

    @staticmethod
    def _tone(came: _Round) -> str:
        if came.refused:
            return "bad"
        return "warn" if came.conflicts else "ok" if came.taken else "accent"

    def _facts(self, came: _Round) -> str:
        facts = []
        for sentence, names in came.refused.items():
            facts.append(self.tr("Chưa nhận {}: {}").format(", ".join(names), sentence))
        if came.entries:
            words = self.tr("{} mục về {} hồ sơ. F4 tìm được, F6 trả kết quả được ở đây.")
            facts.append(words.format(came.entries, came.dossiers))
        if came.conflicts:
            facts.append(self.tr("{} ngoại lệ, xem ở đầu danh sách.").format(came.conflicts))
        if came.known and came.count > 1:
            facts.append(self.tr("{} gói đã có từ trước.").format(came.known))
        if came.own:
            facts.append(self.tr("Bỏ qua {} tệp của chính bàn này hoặc trả lời cho bàn khác.").format(came.own))
        if came.has_year_pack:
            facts.append(self.tr("Chưa áp dụng: quản trị xem và chấp nhận ở F10, nhóm Danh mục, Alt+N."))
        if came.has_card and self._has_unmade():
            facts.append(self.tr("Gói của ngày đã chốt được lập."))
        return " ".join(facts)
