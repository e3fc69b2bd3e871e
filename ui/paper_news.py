"""What became of a slip that a screen sent to the printer, as one notice that changes with the news."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from cchc_desktop.domain.printing import JobState
from cchc_desktop.errors import CchcError
from ui import error_texts, labels
from ui.print_flow import PrintFlow
from ui.widgets.notices import Notice, NoticeButton


class PaperNews(QObject):
    """Sends slips through the print flow and tells how each of them fared.

    Signals:
        told: Carries a `Notice`; a later one about the same dossier takes the place of the one before.
    """

    told = Signal(object)

    def __init__(self, flow: PrintFlow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._flow = flow
        self._codes: dict[int, str] = {}
        flow.progressed.connect(self._hear)

    def send_again(self, job: int, code: str) -> None:
        """Print once more what has not come out: the same paper, or a marked one where nobody knows."""
        try:
            sent = self._flow.send_again(job)
        except CchcError as error:
            self._refuse(code, error_texts.sentence(error))
        else:
            self._follow(sent, code)

    def reprint(self, code: str, reason: str) -> None:
        """Record that a slip is printed again, and print it with its mark."""
        try:
            sent = self._flow.reprint(code, reason)
        except CchcError as error:
            self._refuse(code, error_texts.sentence(error))
        else:
            self._follow(sent, code)

    def _follow(self, job: int, code: str) -> None:
        self._codes[job] = code
        self._tell(
            code,
            "accent",
            self.tr("Đang in giấy hẹn {}").format(labels.short_code(code)),
            self.tr("Máy in báo xong thì lịch sử hồ sơ ghi giấy đã ra. Cứ làm việc khác."),
        )

    def _hear(self, job: int, state: JobState, words: str) -> None:
        code = self._codes.get(job)
        if code is None or state in (JobState.WANTED, JobState.HANDED):
            return
        short = labels.short_code(code)
        if state is JobState.OUT:
            del self._codes[job]
            self._tell(code, "ok", self.tr("Giấy hẹn {} đã ra").format(short), _file_line(self.tr("Tệp PDF: {}"), words))
            return
        again = NoticeButton(text=self.tr("In lại"), keys="Ctrl+P", run=partial(self.send_again, job, code))
        if state is JobState.FAILED:
            head, safe = self.tr("Giấy hẹn {} chưa in được").format(short), self.tr("Hồ sơ đã vào sổ, không mất gì.")
        else:
            head = self.tr("Chưa rõ giấy hẹn {} đã ra chưa").format(short)
            safe = self.tr("Hồ sơ đã vào sổ. Xem khay máy in; bản in sau mang dấu “Bản in lại”.")
        facts = words if words.endswith(".") else f"{words}. {safe}" if words else safe
        self._tell(code, "bad" if state is JobState.FAILED else "warn", head, facts, again)

    def _refuse(self, code: str, sentence: str) -> None:
        self._tell(code, "bad", self.tr("Chưa in được giấy hẹn {}").format(labels.short_code(code)), sentence)

    def _tell(self, code: str, tone: str, sentence: str, facts: str, *buttons: NoticeButton) -> None:
        self.told.emit(Notice(key=f"paper:{code}", tone=tone, sentence=sentence, facts=facts, buttons=buttons))


def _file_line(words: str, path: str) -> str:
    """Return where the PDF lies; nothing where paper came out of a printer."""
    return words.format(path) if path else ""
