"""The papers' wording: which texts there are, what is typed over one, and the paper as it would then print."""

from __future__ import annotations

import dataclasses
import logging
import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtGui import QImage
from shiboken6 import isValid

from cchc_desktop import sentences
from cchc_desktop.errors import CchcError, FormIncomplete
from cchc_desktop.text import fold
from ui import error_texts
from ui.desk_parts import DeskParts
from ui.paper_images import for_the_citizen, page_images
from ui.presenters.setting_fields import FieldKind
from ui.presenters.setting_texts import TypedWrongly, from_text
from ui.widgets.delegates import ListRow

if TYPE_CHECKING:
    from datetime import date

    from cchc_desktop.services.wording_desk import WordingDesk, WordingText, WordingVersion

logger = logging.getLogger(__name__)

say = QCoreApplication.translate

REST_MS = 250
WIDE_PX = 1100
_MOST_VERSIONS = 4
_FIRST_SIGNS = 70


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class WordingScreen:
    """One text as the editor shows it."""

    key: str
    title: str
    paper: str
    shipped: str
    text: str
    """What stands in the editor: the draft, else what is in force."""
    begins: str
    """The day from which it shall hold, as typed."""
    placeholders: tuple[tuple[str, str], ...]
    """(as written in the text, what it stands for), those that are needed first."""
    remarks: tuple[str, ...]
    """What is planned, and how the text was changed."""
    can_go_back: bool
    can_reset: bool
    hint: str
    """How the text is written, where that is not plain."""


@dataclasses.dataclass(frozen=True, slots=True)
class _Draft:
    """What was typed over a text and is not saved yet."""

    text: str
    begins: str


class WordingPresenter(QObject):
    """Shows, changes and takes back the ward's own texts.

    Signals:
        listed: Carries the rows, paper by paper.
        shown: Carries a `WordingScreen`.
        refused: Carries {"text" or "begins": what is wrong}, and a sentence where it is about neither.
        saved: Carries what was recorded, in words.
        drawn: Carries the pages of the paper as images.
        not_drawn: Carries why there is no paper.
    """

    listed = Signal(list)
    shown = Signal(object)
    refused = Signal(dict, str)
    saved = Signal(str)
    drawn = Signal(list)
    not_drawn = Signal(str)

    def __init__(self, parts: DeskParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._key = ""
        self._searched = ""
        self._texts: dict[str, WordingText] = {}
        self._drafts: dict[str, _Draft] = {}
        self._is_busy = False
        self._is_stale = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._draw)

    @property
    def key(self) -> str:
        """Which text is shown."""
        return self._key

    @property
    def unsaved(self) -> int:
        """How many texts were typed over and not saved."""
        return len(self._drafts)

    def may_change(self) -> bool:
        """Return whether who works now may change the wording."""
        return self._desk.may_change()

    @property
    def _desk(self) -> WordingDesk:
        return self._parts.desk.wording

    @property
    def _today(self) -> date:
        return self._parts.clock.now().date()

    # --- looking ------------------------------------------------------------------------------

    def show(self) -> None:
        """List every text and show the one that was shown last, the first at first."""
        self._read()
        self._list()
        self.choose(self._key or next(iter(self._texts)))

    def search(self, typed: str) -> None:
        """List the texts that have all the typed words in their name or in what they say."""
        self._searched = typed
        self._list()

    def choose(self, key: str) -> None:
        """Show a text; what was typed over it before is still there."""
        if key in self._texts:
            self._key = key
            self._tell()
            self._wish()

    def _read(self) -> None:
        self._texts = {text.key: text for text in self._desk.texts()}

    def _list(self) -> None:
        wanted = fold(self._searched).split()
        rows: list[ListRow] = []
        paper = ""
        for text in self._texts.values():
            if not all(word in fold(f"{text.label} {text.current} {paper_words(text.paper)}") for word in wanted):
                continue
            if text.paper != paper:
                paper = text.paper
                rows.append(ListRow(key=None, head=paper_words(paper)))
            rows.append(self._row(text))
        self.listed.emit(rows)

    def _row(self, text: WordingText) -> ListRow:
        chip, tone = "", "quiet"
        if text.key in self._drafts:
            chip, tone = self.tr("chưa lưu"), "warn"
        elif text.is_own:
            chip, tone = self.tr("đã sửa"), "accent"
        elif text.planned:
            chip, tone = self.tr("sắp sửa"), "accent"
        says = " / ".join(text.current.splitlines())
        return ListRow(key=text.key, head=text.label, lines=(says[:_FIRST_SIGNS],), chip=chip, chip_tone=tone)

    def _tell(self) -> None:
        text = self._texts[self._key]
        draft = self._drafts.get(self._key)
        names = (*text.needed, *(name for name in text.placeholders if name not in text.needed))
        self.shown.emit(
            WordingScreen(
                key=text.key,
                title=text.label,
                paper=paper_words(text.paper),
                shipped=text.shipped,
                text=draft.text if draft else text.current,
                begins=draft.begins if draft else f"{self._today:%d/%m/%Y}",
                placeholders=tuple((f"{{{name}}}", placeholder_words(name)) for name in names),
                remarks=tuple(self._remarks(text)),
                can_go_back=self._desk.can_go_back(text.key),
                can_reset=text.is_own or bool(text.planned),
                hint=self.tr("Dấu | là chỗ xuống dòng ở đầu giấy.") if "|" in text.shipped else "",
            )
        )

    def _remarks(self, text: WordingText) -> list[str]:
        planned = [self.tr("Từ {}: {}").format(f"{day:%d/%m/%Y}", _short(words)) for day, words in text.planned]
        versions = self._desk.history(text.key)[:_MOST_VERSIONS]
        return [*planned, *(self._version_words(version) for version in versions)]

    def _version_words(self, version: WordingVersion) -> str:
        when = f"{version.changed_at:%H:%M %d/%m/%Y}"
        if version.valid_from is None:
            return self.tr("{} · {}: về bản gốc").format(when, version.official)
        return self.tr("{} · {}, dùng từ {}: {}").format(
            when, version.official, f"{version.valid_from:%d/%m/%Y}", _short(version.text)
        )

    # --- changing -----------------------------------------------------------------------------

    def typed(self, text: str, begins: str) -> None:
        """Keep what is typed over the text that is shown, and draw the paper after a rest."""
        standing = self._texts[self._key]
        is_draft = text.strip() != standing.current or begins != f"{self._today:%d/%m/%Y}"
        was_draft = self._key in self._drafts
        if is_draft:
            self._drafts[self._key] = _Draft(text, begins)
        else:
            self._drafts.pop(self._key, None)
        if was_draft != is_draft:
            self._list()
        self._wish()

    def faults(self, text: str, begins: str) -> dict[str, str]:
        """Return what would keep what is typed from being saved, by field."""
        try:
            day = self._day(begins)
        except TypedWrongly as wrong:
            return {"begins": wrong.words[:1].upper() + wrong.words[1:]}
        return _fault_table(self._desk.faults(self._key, text, day))

    def save(self, text: str, begins: str) -> None:
        """Record the text; exactly one of `saved` and `refused` follows."""
        faults = self.faults(text, begins)
        if faults:
            self.refused.emit(faults, "")
            return
        before = self._parts.state.settings_version
        day = self._day(begins)
        if not self._do(partial(self._desk.change, self._key, text, day)):
            return
        if self._parts.state.settings_version == before:
            words = self.tr("Không có gì thay đổi")
        else:
            words = self.tr("Đã lưu vào sổ: hồ sơ nhận từ {} mang câu này").format(f"{day:%d/%m/%Y}")
        self.saved.emit(words)

    def go_back(self) -> None:
        """Let the version before hold again; exactly one of `saved` and `refused` follows."""
        if self._do(partial(self._desk.go_back, self._key)):
            self.saved.emit(self.tr("Đã trở về câu trước, hồ sơ nhận từ bây giờ mang câu ấy"))

    def reset(self) -> None:
        """Let the shipped text hold again; exactly one of `saved` and `refused` follows."""
        if self._do(partial(self._desk.reset, self._key)):
            self.saved.emit(self.tr("Đã về bản gốc, hồ sơ nhận từ bây giờ mang câu gốc"))

    def _do(self, change: Callable[[], object]) -> bool:
        """Change something; return whether it was recorded, `refused` says why not."""
        try:
            change()
        except FormIncomplete as error:
            problems = error.facts["problems"]
            table = _fault_table(problems)  # type: ignore[arg-type]
            self.refused.emit(table, "" if table else error_texts.sentence(error))
            return False
        except CchcError as error:
            logger.warning("wording not changed: %s", type(error).__name__)
            self.refused.emit({}, error_texts.sentence(error))
            return False
        self._drafts.pop(self._key, None)
        self._read()
        self._list()
        self._tell()
        self._wish()
        return True

    def _day(self, begins: str) -> date:
        from datetime import date

        return date.fromisoformat(from_text(FieldKind.DATE, begins, self._today))

    # --- the paper ----------------------------------------------------------------------------

    def _wish(self) -> None:
        self._is_stale = True
        self._rest.start()

    def _draw(self) -> None:
        """Draw the newest wish; one drawing at a time, and the libraries of papers load on the worker."""
        if self._is_busy or not self._is_stale:
            return
        self._is_busy = True
        if "cchc_desktop.services.paper_desk" in sys.modules:
            self._compose(None)
        else:
            self._parts.jobs.start(_load_papers, then=self._compose, otherwise=self._broke)

    def _compose(self, _loaded: object) -> None:
        if not isValid(self):
            return
        self._is_stale = False
        text = self._texts[self._key]
        draft = self._drafts.get(self._key, _Draft(text.current, ""))
        try:
            day = max(self._day(draft.begins), self._today) if draft.begins else self._today
        except TypedWrongly:
            day = self._today
        try:
            order = self._desk.preview_order(self._key, draft.text, day)
        except CchcError as error:
            self._broke(error)
            return
        draw = partial(page_images, self._parts.papers(), for_the_citizen(order), WIDE_PX)
        self._parts.jobs.start(draw, then=self._deliver, otherwise=self._broke)

    def _deliver(self, pages: list[QImage]) -> None:
        if isValid(self):
            self._is_busy = False
            self.drawn.emit(pages)
            self._draw()

    def _broke(self, error: Exception) -> None:
        if isValid(self):
            self._is_busy = False
            self.not_drawn.emit(error_texts.sentence(error))
            self._draw()


def paper_words(paper: str) -> str:
    """Return what a paper is called."""
    return error_texts.said(sentences.BY_PAPER.get(paper, paper))


def placeholder_words(name: str) -> str:
    """Return what a placeholder stands for; one of a newer program keeps its own name."""
    words = {
        "unit": say("WordingPlaceholders", "tên đơn vị"),
        "UNIT": say("WordingPlaceholders", "TÊN ĐƠN VỊ"),
        "person": say("WordingPlaceholders", "Ông, Bà"),
        "desk": say("WordingPlaceholders", "bộ phận"),
        "committee": say("WordingPlaceholders", "Ủy ban"),
        "closes_on": say("WordingPlaceholders", "ngày đóng"),
        "officer": say("WordingPlaceholders", "cán bộ"),
        "phone": say("WordingPlaceholders", "điện thoại"),
        "received": say("WordingPlaceholders", "ngày nhận"),
        "procedure": say("WordingPlaceholders", "thủ tục"),
        "code": say("WordingPlaceholders", "mã hồ sơ"),
        "due": say("WordingPlaceholders", "hẹn trả"),
        "reason": say("WordingPlaceholders", "lý do"),
        "asked": say("WordingPlaceholders", "ngày đề nghị"),
        "since": say("WordingPlaceholders", "kể từ"),
        "document": say("WordingPlaceholders", "số văn bản"),
        "document_day": say("WordingPlaceholders", "ngày văn bản"),
    }
    return words.get(name, name)


def _fault_table(problems: tuple[object, ...]) -> dict[str, str]:
    """Return the first fault of each of the editor's fields; one about neither of them is left out."""
    from cchc_desktop.domain.problems import Problem

    table: dict[str, str] = {}
    for problem in problems:
        if isinstance(problem, Problem) and problem.field != "by":
            name = "begins" if problem.field == "valid_from" else "text"
            table.setdefault(name, error_texts.cause(problem))
    return table


def _short(text: str) -> str:
    line = " / ".join(text.splitlines())
    return f"“{line[:_FIRST_SIGNS]}…”" if len(line) > _FIRST_SIGNS else f"“{line}”"


def _load_papers() -> None:
    import cchc_desktop.services.paper_desk  # noqa: F401
