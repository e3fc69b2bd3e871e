"""What became of each slip on its way to paper: one notice a slip, which changes with the news."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from cchc_desktop.domain.printing import JobState
from cchc_desktop.errors import CchcError
from ui import error_texts, labels
from ui.print_flow import PrintFlow
from ui.widgets.notices import Notice, NoticeButton

logger = logging.getLogger(__name__)


class PaperNews(QObject):
    """Sends slips again, and tells of every slip that has not come out.

    Signals:
        told: Carries a `Notice`; a later one about the same print job takes the place of the one before.
        settled: Carries the key of a notice that is no longer true.
        dossier_wanted: The clerk wants to see the dossier of this code.
    """

    told = Signal(object)
    settled = Signal(str)
    dossier_wanted = Signal(str)

    def __init__(self, flow: PrintFlow, code_of: Callable[[int], str], parent: QObject | None = None) -> None:
        """Create it; ``code_of`` returns the dossier code of a print job."""
        super().__init__(parent)
        self._flow = flow
        self._code_of = code_of
        self._sent_here: set[int] = set()
        flow.progressed.connect(self._hear)

    def send_again(self, job: int) -> None:
        """Print once more what has not come out: the same paper, or a marked one where nobody knows."""
        self._send(job, partial(self._flow.send_again, job))

    def reprint(self, code: str, reason: str, *, entry: int = 0) -> bool:
        """Record that a slip is printed again and print it with its mark; return whether that was recorded.

        ``entry`` names a slip that was replaced, see `PrintFlow.reprint`.
        """
        return self._send(0, partial(self._flow.reprint, code, reason, entry=entry))

    def _send(self, job: int, send: Callable[[], int]) -> bool:
        try:
            sent = send()
        except CchcError as error:
            logger.warning("slip not sent: %s", error)
            self._tell(_missing_key(job), "bad", self.tr("Chưa in được giấy hẹn"), error_texts.sentence(error))
            return False
        self._sent_here.add(sent)
        self._tell_sent(sent)
        return True

    def _hear(self, job: int, state: JobState, words: str) -> None:
        if state is JobState.OUT:
            self._tell_out(job, words)
        elif state is JobState.HANDED and words:
            self._tell_waiting(job, words)
        elif state is JobState.HANDED and job in self._sent_here:
            self._tell_sent(job)
        elif state is JobState.HANDED:
            self.settled.emit(_sent_key(job))
        elif state in (JobState.FAILED, JobState.UNKNOWN):
            self._tell_missing(job, state, words)

    def _tell_sent(self, job: int) -> None:
        sentence = self.tr("Đang in giấy hẹn {}").format(self._short(job))
        facts = self.tr("Khi máy in báo xong, lịch sử hồ sơ ghi giấy đã ra. Cứ làm việc khác.")
        self.settled.emit(_missing_key(job))
        self._tell(_sent_key(job), "accent", sentence, facts)

    def _tell_waiting(self, job: int, trouble: str) -> None:
        sentence = self.tr("Giấy hẹn {} còn chờ ở máy in").format(self._short(job))
        facts = self.tr("{}. Hồ sơ đã vào sổ. Máy in chạy lại thì giấy tự ra.").format(trouble)
        self._tell(_sent_key(job), "warn", sentence, facts)

    def _tell_out(self, job: int, path: str) -> None:
        self.settled.emit(_missing_key(job))
        if job not in self._sent_here:
            self.settled.emit(_sent_key(job))
            return
        self._sent_here.discard(job)
        facts = self.tr("Tệp PDF: {}").format(path) if path else ""
        self._tell(_sent_key(job), "ok", self.tr("Giấy hẹn {} đã ra").format(self._short(job)), facts)

    def _tell_missing(self, job: int, state: JobState, words: str) -> None:
        self.settled.emit(_sent_key(job))
        if state is JobState.FAILED:
            sentence, safe = self.tr("Giấy hẹn {} chưa in được"), self.tr("Hồ sơ đã vào sổ, không mất gì.")
        else:
            sentence = self.tr("Chưa rõ giấy hẹn {} đã ra chưa")
            safe = self.tr("Hồ sơ đã vào sổ. Xem khay máy in; bản in sau mang dấu “Bản in lại”.")
        facts = words if words.endswith(".") else f"{words}. {safe}" if words else safe
        again = NoticeButton(text=self.tr("In lại"), keys="Ctrl+P", run=partial(self.send_again, job))
        look = NoticeButton(
            text=self.tr("Xem hồ sơ"), keys="Alt+J", run=partial(self.dossier_wanted.emit, self._code_of(job))
        )
        tone = "bad" if state is JobState.FAILED else "warn"
        self._tell(_missing_key(job), tone, sentence.format(self._short(job)), facts, again, look)

    def _short(self, job: int) -> str:
        return labels.short_code(self._code_of(job))

    def _tell(self, key: str, tone: str, sentence: str, facts: str, *buttons: NoticeButton) -> None:
        self.told.emit(Notice(key=key, tone=tone, sentence=sentence, facts=facts, buttons=buttons))


def _sent_key(job: int) -> str:
    return f"paper_sent_{job}"


def _missing_key(job: int) -> str:
    return f"paper_missing_{job}"
