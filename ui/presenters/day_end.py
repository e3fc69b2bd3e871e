"""Closing the day on the screen: what is still open, the close, its seal and its page, and how each package stands."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cchc_desktop.domain.day_package import CheckKind, DayCheck, PackageState
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.sending import CarrierKind
from cchc_desktop.errors import CchcError, FormIncomplete
from cchc_desktop.text import parse_dong
from ui import error_texts, labels
from ui.desk_parts import DeskParts
from ui.presenters import day_words, sent_words
from ui.presenters.day_files import DayFiles
from ui.presenters.day_list import day_list
from ui.presenters.day_sheet import SheetPapers
from ui.presenters.day_words import CheckRow, PackageKey
from ui.sending import Sender, Sent
from ui.widgets.delegates import ListRow
from ui.widgets.notices import Notice

if TYPE_CHECKING:
    from cchc_desktop.services.day_end import Closed, Outlook
    from cchc_desktop.services.day_values import OutboxLine

logger = logging.getLogger(__name__)

_CLOSED, _SENT, _FILE = "day_closed", "day_sent", "day_file"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """The last close."""

    key: PackageKey
    seal: str
    words: str
    """Entries and when."""
    file: str
    """Where the package lies, or why there is none."""
    stations: tuple[tuple[str, str, str], ...]
    """(name, words under it, state: done, now, open or bad) of seal, copy, sending, the city's answer."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DayEndScreen:
    """Everything that the screen shows."""

    checks: tuple[CheckRow, ...]
    checks_words: tuple[str, str]
    title: str
    entries: str
    counters: tuple[tuple[int, str], ...]
    cash: int
    """Cash by the book since the last close, in whole VND."""
    decision: str
    refusal: str
    """Why the day cannot be closed now; empty where it can."""
    hint: str
    is_closed: bool
    """Nothing came since the last close."""
    sealed: Sealed | None
    """The last close: that of today, or the newest while nothing came since."""
    packages: tuple[ListRow, ...]
    exceptions: int


class DayEndPresenter(QObject):
    """Asks the desk how its day stands, and closes it.

    Signals:
        shown: Carries a `DayEndScreen`.
        posted: Carries a `Notice`.
        withdrawn: Carries the key of a notice that is over.
        sending: Carries what is under way in words; empty for nothing.
        place_wanted: Carries a page's key and what it shall show.
        cash_refused: The counted cash cannot be read; carries why.
        answer_refused: The answer to the city was not taken; carries why.
        answered: An answer to the city is on record.
    """

    shown = Signal(object)
    posted = Signal(object)
    withdrawn = Signal(str)
    sending = Signal(str)
    place_wanted = Signal(str, object)
    cash_refused = Signal(str)
    answer_refused = Signal(str)
    answered = Signal()

    def __init__(self, parts: DeskParts, sender: Sender, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._sender = sender
        self._checks: dict[CheckKind, DayCheck] = {}
        self._cash = 0
        self.sheets = SheetPapers(parts, self)
        """Shows and prints the page to sign."""
        self.files = DayFiles(parts, self)
        """Takes what was brought by hand."""
        self.sheets.posted.connect(self.posted)
        self.files.told.connect(partial(self._post, _FILE))
        self.files.under_way.connect(self.sending)
        self.files.changed.connect(self._look_again)
        self.files.card_taken.connect(sender.look)
        sender.progressed.connect(self.sending)
        sender.recorded.connect(self._look_again)
        sender.ended.connect(self._say_sent)
        sender.not_chosen.connect(self._say_not_chosen)
        sender.failed.connect(self._say_not_sent)

    def refresh(self) -> None:
        """Ask anew; `shown` follows, or a notice that says why not."""
        try:
            screen = self._screen()
        except CchcError as error:
            logger.warning("day's end not shown: %s", error)
            self._post(_CLOSED, "bad", self.tr("Chưa xem được việc cuối ngày"), error_texts.sentence(error))
        else:
            self.shown.emit(screen)

    def codes(self, kind: CheckKind) -> tuple[str, ...]:
        """Return the dossiers that a line of the list is about."""
        return self._checks[kind].codes if kind in self._checks else ()

    def places(self, kind: CheckKind) -> list[ListRow]:
        """Return the dossiers to choose from where a line is about several and no page lists them."""
        codes = self.codes(kind)
        if kind not in (CheckKind.FEE_NOT_TAKEN, CheckKind.NO_ATTACHMENT) or len(codes) < 2:
            return []
        return [self._dossier_row(code, place) for place, code in enumerate(codes, start=1)]

    def lines_of(self, codes: Sequence[str]) -> list[str]:
        """Return dossiers, a line each: code, name, procedure."""
        lines = []
        for code in codes:
            known = [f"{one.name}, {one.procedure_name}" for one in self._parts.view.search(code, limit=1)]
            lines.append("  ·  ".join((code, *known)))
        return lines

    def open(self, kind: CheckKind) -> None:
        """Go where a line of the list is worked off; `place_wanted` follows."""
        codes = self.codes(kind)
        first = codes[0] if codes else None
        match kind:
            case CheckKind.SAME_DAY_OPEN:
                self.place_wanted.emit("same_day", first)
            case CheckKind.NOT_PRINTED:
                from ui.presenters.today import UNPRINTED

                self.place_wanted.emit("today", UNPRINTED)
            case CheckKind.NOT_COLLECTED:
                self.place_wanted.emit("returns", None)
            case CheckKind.APPROVALS:
                self.place_wanted.emit("approvals", first)
            case _:
                self.place_wanted.emit("dossiers", first)

    def counted(self, typed: str) -> tuple[str, str]:
        """Return in words how the counted cash differs from the book, and the tone."""
        return day_words.cash_words(self._cash, parse_dong(typed) if typed.strip() else None)

    def close(self, typed: str) -> None:
        """Close the day; its copy and its package are made on the worker, then it is sent.

        Args:
            typed: The counted cash as it was typed; empty: nobody counted.
        """
        cash = parse_dong(typed) if typed.strip() else None
        if typed.strip() and cash is None:
            self.cash_refused.emit(self.tr("Gõ số đồng, ví dụ 376.000; chưa đếm thì để trống."))
            return
        try:
            closed = self._parts.desk.day_end.seal(cash_counted=cash)
        except CchcError as error:
            logger.warning("day not closed: %s", error)
            self._post(_CLOSED, "bad", self.tr("Chưa chốt được ngày"), error_texts.sentence(error))
            self.refresh()
            return
        self._say_closed(closed)
        if closed.is_new:
            self._sender.make()
        self.refresh()

    def send(self) -> None:
        """Send everything that waits."""
        self._sender.send_now()

    def copy_to(self, folder: str) -> None:
        """Lay what no city has yet onto a stick."""
        self._sender.copy_to(Path(folder))

    def take_over(self, ward: str) -> None:
        """Take over what a ward that passed into this one left open."""
        try:
            done = self._parts.desk.foreign.take_over(ward)
        except CchcError as error:
            logger.warning("not taken over: %s", error)
            self._post(_FILE, "bad", self.tr("Chưa tiếp quản được"), error_texts.sentence(error))
        else:
            words = self.tr("Đã tiếp quản {} hồ sơ của {}").format(labels.number(len(done.codes)), done.ward)
            self._post(_FILE, "ok", words, self.tr("Mã và hẹn trả giữ nguyên. F4 tìm theo mã ghi trên giấy hẹn."))
        self.refresh()

    def answer(self, question: str, text: str) -> None:
        """Answer the city about a dossier; it travels with the next package. `answered` or `answer_refused` follows."""
        try:
            self._parts.desk.sending.answer(question, text)
        except FormIncomplete as error:
            self.answer_refused.emit(error_texts.cause(error_texts.first_problem(error)))
        except CchcError as error:
            self.answer_refused.emit(error_texts.sentence(error))
        else:
            self.answered.emit()
            facts = self.tr("Đi cùng gói của lần chốt tới.")
            self._post(_FILE, "ok", self.tr("Đã ghi câu trả lời cho thành phố"), facts)
            self.refresh()

    def _screen(self) -> DayEndScreen:
        desk, now = self._parts.desk.day_end, self._parts.clock.now()
        checks, outlook, lines = desk.checks(), desk.outlook(), desk.packages()
        self._cash = desk.cash_expected()
        self._checks = {check.kind: check for check in checks}
        last = lines[-1] if lines else None
        refusal = next((self._refusal(check) for check in checks if check.is_hard), "")
        packages, exceptions = day_list(self._parts.desk, lines, now)
        is_closed = last is not None and outlook.is_empty
        return DayEndScreen(
            checks=tuple(day_words.check_row(check, str(n)) for n, check in enumerate(checks, start=1)),
            checks_words=day_words.checks_words(checks),
            title=self.tr("Ngày {}, {}").format(f"{outlook.day:%d/%m/%Y}", self._parts.state.settings.desk_name),
            entries="" if outlook.is_empty else self._entries(outlook),
            counters=self._counters(outlook),
            cash=self._cash,
            decision=self._decision(outlook, is_closed=is_closed),
            refusal=self.tr("Đã chốt, không có gì mới để chốt.") if is_closed else refusal,
            hint=self._hint(outlook, last),
            is_closed=is_closed,
            sealed=self._sealed(last, now) if last and (is_closed or last.day == outlook.day) else None,
            packages=packages,
            exceptions=exceptions,
        )

    def _decision(self, outlook: Outlook, *, is_closed: bool) -> str:
        if is_closed:
            return self.tr("Chốt lại")
        return self.tr("Chốt ngày") if outlook.part == 1 else self.tr("Chốt gói bổ sung")

    def _refusal(self, check: DayCheck) -> str:
        return self.tr("Còn {} người trên bảng nên chưa chốt ngày được. F5 để xem.").format(len(check.codes))

    def _entries(self, outlook: Outlook) -> str:
        count = labels.number(outlook.last - outlook.first + 1)
        return self.tr("{} mục, sổ {}").format(count, day_words.entries(outlook.first, outlook.last))

    def _hint(self, outlook: Outlook, last: OutboxLine | None) -> str:
        """Say what the close takes with it."""
        if outlook.is_empty:
            return self.tr("Chốt hai lần không sinh thêm gì. Việc đến sau sẽ vào gói bổ sung.")
        begins = outlook.begins_at.date() if outlook.begins_at is not None else outlook.day
        if begins < outlook.day and last is not None:
            return self.tr("Gói này gồm cả việc sau lần chốt trước, từ {}.").format(labels.day_inside(begins))
        if outlook.part > 1:
            words = self.tr("{} mục đến sau khi chốt vào gói bổ sung {}.")
            return words.format(labels.number(outlook.last - outlook.first + 1), outlook.part - 1)
        return self.tr("Chốt xong: niêm phong, sao lưu, lập gói rồi tự gửi.")

    def _counters(self, outlook: Outlook) -> tuple[tuple[int, str], ...]:
        kinds = (
            (EntryKind.DOSSIER_RECEIVED, self.tr("tiếp nhận")),
            (EntryKind.RESULT_RETURNED, self.tr("trả kết quả")),
            (EntryKind.SUPPLEMENT_REQUESTED, self.tr("bổ sung")),
            (EntryKind.REFUSED, self.tr("từ chối")),
            (EntryKind.APOLOGISED, self.tr("xin lỗi")),
        )
        return tuple((outlook.counts.get(kind, 0), words) for kind, words in kinds)

    def _sealed(self, line: OutboxLine, now: datetime) -> Sealed:
        day_end = self._parts.desk.day_end
        path, closed_at = day_end.path_of(line), day_end.closed_at(line)
        count = labels.number(line.last - line.first + 1)
        words = self.tr("{} mục, {}  ·  {}").format(
            count, day_words.entries(line.first, line.last), f"{closed_at:%H:%M %d/%m/%Y}"
        )
        file = self.tr("Gói: {}").format(path) if path.exists() else self.tr("Chưa có tệp gói.")
        return Sealed(
            key=PackageKey(line.day, line.part),
            seal=day_words.seal(day_end.seal_of(line)),
            words=words,
            file=file,
            stations=self._stations(line, closed_at, now),
        )

    def _stations(self, line: OutboxLine, closed_at: datetime, now: datetime) -> tuple[tuple[str, str, str], ...]:
        state, is_bad = line.state, line.trouble is not None
        copied = self._parts.desk.day_end.copied_at()
        has_copy = copied is not None and copied >= closed_at.replace(microsecond=0)
        is_made = state is not PackageState.WANTED
        is_sent = state in (PackageState.SENT, PackageState.KEPT_ASIDE, PackageState.ACCEPTED, PackageState.REFUSED)
        answered = {
            PackageState.ACCEPTED: (self.tr("đã kiểm, khớp"), "done"),
            PackageState.REFUSED: (self.tr("không nhận"), "bad"),
            PackageState.KEPT_ASIDE: (self.tr("giữ lại, chờ gói trước"), "now"),
        }
        has_carrier = self._has_carrier()
        handed = self.tr("đã gửi") if has_carrier else self.tr("đã chép ra USB")
        waits = self.tr("chờ trả lời") if has_carrier or not is_sent else self.tr("chờ trả lời trên USB")
        sent = handed if is_sent else self.tr("đã lập gói") if is_made else self.tr("chưa lập gói")
        return (
            (self.tr("Niêm phong"), f"{closed_at:%H:%M}", "done"),
            (self.tr("Sao lưu"), self.tr("đọc thử được") if has_copy else "", "done" if has_copy else "open"),
            (self.tr("Gửi đi"), sent, "done" if is_sent else "bad" if is_bad else "now" if is_made else "open"),
            (self.tr("Thành phố nhận"), *answered.get(state, (waits, "open"))),
        )

    def _dossier_row(self, code: str, place: int) -> ListRow:
        found = self._parts.view.search(code, limit=1)
        name = found[0].name if found else ""
        lines = (f"{labels.short_code(code)}  ·  {found[0].procedure_name}",) if found else (code,)
        return ListRow(key=code, head=name or code, lines=lines, chip=str(place) if place <= 9 else "")

    def _has_carrier(self) -> bool:
        return self._parts.desk.sending.choice().kind is not CarrierKind.NONE

    def _look_again(self) -> None:
        self._parts.changes.tell(None)

    def _say_closed(self, closed: Closed) -> None:
        name = day_words.package_name(closed.day, closed.part, is_inside=True)
        if not closed.is_new:
            sentence = self.tr("Không có gì mới từ lần chốt trước")
            facts = self.tr("Gói ngày {} vẫn nguyên, dấu niêm phong {}.").format(name, day_words.seal(closed.seal))
            self._post(_CLOSED, "accent", sentence, facts)
            return
        facts = self.tr("Dấu niêm phong {}. Ctrl+P in trang ký.").format(day_words.seal(closed.seal))
        if closed.early_at is not None:
            facts += " " + self.tr("Chốt sớm lúc {}: việc sau giờ này vào gói bổ sung.").format(
                f"{closed.early_at:%H:%M}"
            )
        if self._parts.desk.enrolment.keys().city_key and not self._has_carrier():
            facts += " " + self.tr("Chưa chọn cách gửi: chép ra USB (Alt+S) hoặc chọn ở F10.")
        self._post(_CLOSED, "ok", self.tr("Đã chốt ngày {}").format(name), facts)

    def _say_sent(self, sent: Sent) -> None:
        self.refresh()
        if not sent.is_asked:
            return
        self._post(_SENT, *sent_words.sent_words(sent))

    def _say_not_chosen(self) -> None:
        if all(line.state is PackageState.ACCEPTED for line in self._parts.desk.day_end.packages()):
            self._post(_SENT, *sent_words.nothing_waits())
            return
        sentence = self.tr("Chưa chọn cách gửi về thành phố")
        facts = self.tr("Gói vẫn nguyên ở bàn. F10, nhóm Gửi thành phố để chọn; hoặc Alt+S chép ra USB.")
        self._post(_SENT, "warn", sentence, facts)

    def _say_not_sent(self, words: str) -> None:
        facts = self.tr("{} Ngày đã chốt vẫn nguyên; chương trình tự làm lại.").format(words)
        self._post(_SENT, "bad", self.tr("Chưa sao lưu, lập gói hoặc gửi được"), facts)

    def _post(self, key: str, tone: str, sentence: str, facts: str = "") -> None:
        """Say something in the place of what this screen said before, a success that is still fresh too."""
        for other in {_CLOSED, _SENT, _FILE} - {key}:
            self.withdrawn.emit(other)
        self.posted.emit(Notice(key=key, tone=tone, sentence=sentence, facts=facts))
