"""Trả kết quả: a slip is scanned, the shelf is named, the result goes over the desk; and who has not come is called."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from cchc_desktop import sentences
from cchc_desktop.domain.board import BoardKind
from cchc_desktop.domain.dossier import DossierState, FeeState
from cchc_desktop.domain.entry import EntryKind
from cchc_desktop.domain.problems import Problem
from cchc_desktop.domain.steps import StepKind, TakeStep
from cchc_desktop.errors import CchcError, FormIncomplete
from cchc_desktop.services.desk_view import DossierView
from cchc_desktop.text import nfc, parse_dong, parse_typed_moment
from ui import error_texts, labels
from ui.desk_parts import DeskParts
from ui.models import board_rows
from ui.paper_news import PaperNews
from ui.presenters import return_words
from ui.presenters.return_words import ReturnScreen

if TYPE_CHECKING:
    from cchc_desktop.domain.person import IdentityCard
    from cchc_desktop.services.step_desk import Taken
    from cchc_desktop.services.workplace import DossierLine
    from ui.widgets.delegates import ListRow

logger = logging.getLogger(__name__)

MOST_FOUND = 40
REST_MS = 120
SETTLEMENTS = (FeeState.CASH, FeeState.TRANSFER, FeeState.WAIVED, FeeState.ONLINE)


class ReturnsPresenter(QObject):
    """Finds a dossier, hands its result over, records calls, and asks for the last handover to be undone.

    Signals:
        found: Carries the rows of the list, a sentence about them, what matches or who has not come, and whether
            another text was searched before: a refresh keeps the row that the clerk walked to.
        returned: Carries the rows of what was handed over today, the last one first.
        opened: Carries a `ReturnScreen`.
        closed: No dossier is shown any more.
        refused: Something was not recorded; carries the faults by field.
        failed: Carries the sentence of what could not be done.
        handed_over: A result is out of the house; carries what to say, and a fact beside it.
        told: Something else is on record; carries what to say, and a fact beside it.
        became_ready: A result lies on its shelf now.
    """

    found = Signal(list, str, bool)
    returned = Signal(list)
    opened = Signal(object)
    closed = Signal()
    refused = Signal(dict)
    failed = Signal(str)
    handed_over = Signal(str, str)
    told = Signal(str, str)
    became_ready = Signal()

    def __init__(self, parts: DeskParts, news: PaperNews | None, parent: QObject | None = None) -> None:
        """Create the presenter; ``news`` tells of papers, of which a return has none."""
        super().__init__(parent)
        del news
        self.parts = parts
        self._typed = ""
        self._is_anew = False
        self._card: IdentityCard | None = None
        self._code = ""
        self._view: DossierView | None = None
        self._screen: ReturnScreen | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._find)

    @property
    def code(self) -> str:
        """The code of the dossier that is shown; empty for none."""
        return self._code

    @property
    def screen(self) -> ReturnScreen | None:
        """What is shown of it."""
        return self._screen

    # --- finding --------------------------------------------------------------------------------

    def search(self, typed: str) -> None:
        """Show what matches; nothing typed shows who has not come, the longest first."""
        self._ask(nfc(typed))
        self._find()

    def type_on(self, typed: str) -> None:
        """Search when typing rests; nothing typed is shown at once."""
        self._ask(nfc(typed))
        if self._typed:
            self._rest.start()
        else:
            self._find()

    def find_typed(self) -> None:
        """Search for what was typed at once where typing has not rested yet."""
        if self._rest.isActive():
            self._find()

    def look_again(self) -> None:
        """Read both lists and the dossier that is shown anew."""
        self._find()
        self.show_returned()
        if self._code:
            self.open(self._code)

    def read_card(self, payload: str) -> IdentityCard | None:
        """Return what a scanned card says; where it cannot be read `failed` says so."""
        try:
            return self.parts.intake.read_card(payload)
        except CchcError as error:
            self.failed.emit(error_texts.sentence(error))
            return None

    def find_by_card(self, card: IdentityCard) -> str:
        """Show the dossiers of a card; return the code of the only one whose result waits, or nothing."""
        self._ask(card.personal_id, card)
        waiting = [line.code for line in self._find() if line.state == DossierState.RESULT_READY]
        return waiting[0] if len(waiting) == 1 else ""

    def _ask(self, typed: str, card: IdentityCard | None = None) -> None:
        self._is_anew = self._is_anew or typed != self._typed
        self._typed, self._card = typed, card

    def _find(self) -> list[DossierLine]:
        self._rest.stop()
        try:
            now = self.parts.clock.now()
            if not self._typed:
                self._show_uncollected(now)
                return []
            lines = self.parts.view.search(self._typed, limit=MOST_FOUND)
        except CchcError as error:
            logger.warning("search failed: %s", type(error).__name__)
            self.failed.emit(error_texts.sentence(error))
            return []
        lines = sorted(lines, key=lambda line: (not line.is_by_code, line.state != DossierState.RESULT_READY))
        self._tell_found([board_rows.return_row(line, now) for line in lines], self._how_many(len(lines)))
        return lines

    def _tell_found(self, rows: list[ListRow], words: str) -> None:
        is_anew, self._is_anew = self._is_anew, False
        self.found.emit(rows, words, is_anew)

    def _show_uncollected(self, now: datetime) -> None:
        boards = self.parts.desk.boards
        lines = boards.lines(BoardKind.UNCOLLECTED)
        count = boards.counts()[BoardKind.UNCOLLECTED] if lines else 0
        words = self.tr("Chưa nhận kết quả: {}, lâu nhất trước").format(labels.number(count))
        words = words if lines else self.tr("Không kết quả nào nằm chờ")
        self._tell_found([board_rows.call_row(line, now) for line in lines], words)

    def _how_many(self, count: int) -> str:
        if self._card is not None:
            return self.tr("Căn cước {}: {} hồ sơ").format(self._card.name, count)
        return self.tr("{} hồ sơ khớp").format(count) if count else self.tr("Không có hồ sơ nào khớp")

    def show_returned(self) -> None:
        """Show what was handed over today."""
        try:
            steps = self.parts.desk.boards.taken_on(StepKind.RESULT_RETURN, self.parts.clock.now().date())
        except CchcError as error:
            self.failed.emit(error_texts.sentence(error))
        else:
            self.returned.emit([board_rows.returned_row(step) for step in steps])

    # --- one dossier ----------------------------------------------------------------------------

    def open(self, code: str) -> None:
        """Show a dossier; one of `opened` and `failed` follows."""
        try:
            view = self.parts.view.dossier(code)
            units = self.parts.state.settings.handling_units
            label = self.parts.desk.boards.desk_label()
            self._screen = return_words.screen(view, units=units, one_stop_desk=label)
        except CchcError as error:
            logger.warning("dossier not shown: %s", error)
            self.close()
            self.failed.emit(error_texts.sentence(error))
        else:
            self._code, self._view = code, view
            self.opened.emit(self._screen)

    def close(self) -> None:
        """Show no dossier any more."""
        if self._code:
            self._code, self._view, self._screen = "", None, None
            self.closed.emit()

    def hand_over(self, values: Mapping[str, Any]) -> None:
        """Record the return; one of `handed_over`, `refused` and `failed` follows."""
        shown = self._screen
        taken = self._take(StepKind.RESULT_RETURN, values)
        if taken is None or shown is None:
            return
        count = int(values.get("count") or shown.left)
        left = taken.dossier.results - taken.dossier.results_returned
        sentence = self.tr("Đã trả {} kết quả cho {}").format(count, self._whom(values, shown))
        facts = f"{shown.procedure} · {labels.short_code(shown.code)}"
        if left > 0:
            facts = self.tr("Còn {} kết quả ở {}. {}").format(left, taken.dossier.shelf or "…", facts)
        self.close()
        self.handed_over.emit(sentence, facts)

    def _whom(self, values: Mapping[str, Any], shown: ReturnScreen) -> str:
        names = {return_words.APPLICANT: shown.name, return_words.SUBMITTER: shown.submitter}
        return names.get(str(values.get("receiver"))) or str(values.get("receiver.name") or shown.name)

    def make_ready(self, shelf: str, count: int, signed: str) -> None:
        """Record that the result came back; one of `became_ready`, `refused` and `failed` follows."""
        signed_at = None
        if signed.strip():
            signed_at = _past_moment(signed, self.parts.clock.now())
            if signed_at is None:
                self.refused.emit({"signed_at": error_texts.cause(Problem("signed_at", "wrong_moment"))})
                return
        values = {"shelf": nfc(shelf), "count": count, "signed_at": signed_at}
        if self._take(StepKind.RESULT_READY, values) is not None:
            self.open(self._code)
            self.became_ready.emit()

    def note_call(self, outcome: str, note: str = "") -> None:
        """Record a call to the citizen; one of `told`, `refused` and `failed` follows."""
        shown = self._screen
        if self._take(StepKind.CALL, {"outcome": outcome, "note": nfc(note)}) is not None and shown is not None:
            words = error_texts.said(sentences.BY_CHOICE[outcome]).lower()
            self.told.emit(self.tr("Đã ghi cuộc gọi cho {}: {}").format(shown.name, words), "")

    def settle_fee(self, place: int, typed: str, reason: str) -> None:
        """Record that the fee was taken or waived; one of `told`, `refused` and `failed` follows."""
        state = SETTLEMENTS[place]
        amount = None if state is FeeState.WAIVED else parse_dong(typed)
        if state is not FeeState.WAIVED and amount is None:
            fault = "wrong_amount" if typed.strip() else "missing"
            self.refused.emit({"fee_dong": error_texts.cause(Problem("fee_dong", fault))})
            return
        try:
            dossier = self.parts.desk.fees.settle(self._code, state, dong=amount, reason=reason)
        except CchcError as error:
            self._refuse(error)
        else:
            words = labels.fee_taken(state, dossier.fee_dong, reason.strip())
            self.open(self._code)
            self.told.emit(self.tr("Đã ghi lệ phí vào sổ"), f"{words}.")

    # --- undoing --------------------------------------------------------------------------------

    def can_undo(self, code: str) -> bool:
        """Return whether the last step of a dossier is a return of this desk, so that an undo takes just that back."""
        try:
            view = self.parts.view.dossier(code)
        except CchcError as error:
            self.failed.emit(error_texts.sentence(error))
            return False
        last = view.dossier.last_step
        is_ours = last is not None and last.journal.startswith(f"{view.own_desk}/")
        if is_ours and view.dossier.last_step_kind == EntryKind.RESULT_RETURNED:
            return True
        self.failed.emit(self.tr("Sau lần trả này hồ sơ đã có bước khác, xin mở hồ sơ (F4) để hoàn tác từng bước."))
        return False

    def ask_undo(self, code: str, reason: str) -> None:
        """Draft the undo of a return for a leader; one of `told`, `refused` and `failed` follows."""
        command = TakeStep(kind=StepKind.UNDO, code=code, values={"reason": nfc(reason)})
        try:
            self.parts.desk.steps.draft(command)
        except CchcError as error:
            self._refuse(error)
        else:
            sentence = self.tr("Đã trình lãnh đạo hoàn tác lần trả {}").format(labels.short_code(code))
            self.told.emit(sentence, self.tr("F7 để duyệt. Cho đến lúc ấy hồ sơ vẫn là đã trả."))

    # --- inside ---------------------------------------------------------------------------------

    def _take(self, kind: StepKind, values: Mapping[str, Any]) -> Taken | None:
        command = TakeStep(kind=kind, code=self._code, values={name: value for name, value in values.items() if value})
        try:
            taken = self.parts.desk.steps.take(command)
            if taken.print_jobs and self.parts.print_flow is not None:
                self.parts.print_flow.send_all(taken.print_jobs)
        except CchcError as error:
            self._refuse(error)
            return None
        return taken

    def _refuse(self, error: CchcError) -> None:
        logger.info("not recorded: %s", type(error).__name__)
        if isinstance(error, FormIncomplete):
            problems: tuple[Problem, ...] = error.facts["problems"]  # type: ignore[assignment]
            self.refused.emit({problem.field: error_texts.cause(problem) for problem in reversed(problems)})
        else:
            self.failed.emit(error_texts.sentence(error))


def _past_moment(typed: str, now: datetime) -> datetime | None:
    """Return a moment that lies behind: an hour alone is of today, a day without a year of the last twelve months."""
    whole = typed if len(typed.split()) > 1 else f"{typed} {now:%d/%m/%Y}"
    found = parse_typed_moment(whole, now)
    if found is not None and found > now + timedelta(days=1) and f"{found.year}" not in typed:
        return found.replace(year=found.year - 1) if (found.month, found.day) != (2, 29) else None
    return found
