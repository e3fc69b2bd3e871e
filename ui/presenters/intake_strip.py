"""The strip above the form: what was scanned, what was saved, what became of the paper."""

from __future__ import annotations

import dataclasses
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from cchc_desktop.domain.dossier import Dossier
from cchc_desktop.domain.person import IdentityCard
from cchc_desktop.domain.printing import JobState
from ui import labels
from ui.models.tickets import called


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class StripWords:
    """What the strip says."""

    tone: str
    """surface, ok, warn or bad."""
    icon: str
    head: str
    line: str = ""


class IntakeStrip(QObject):
    """Words of the strip.

    Signals:
        said: The strip says something else; carries `StripWords`.
        earlier: How the person is known: words, empty where nothing is known of them.
    """

    said = Signal(object)
    earlier = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job: int | None = 0
        self._code = ""
        self._slip = ""
        self._due_at: datetime | None = None
        self._number = ""

    def say_nothing(self) -> None:
        """Invite to scan."""
        self._say("surface", "scan", self.tr("Quét thẻ căn cước lúc nào cũng được."))

    def say_card_read(self, card: IdentityCard) -> None:
        """Say whose card was read; the clerk asks the name and the telephone again."""
        line = self.tr("{}, sinh {}. Xin hỏi lại họ tên và số điện thoại.").format(
            card.name, f"{card.birth_on:%d/%m/%Y}"
        )
        if card.issued_on is None:
            line = self.tr("{}, sinh {}. Mã trên thẻ thiếu phần cuối, xin so lại với thẻ.").format(
                card.name, f"{card.birth_on:%d/%m/%Y}"
            )
        self._say("ok", "scan", self.tr("Đã đọc thẻ căn cước"), line)

    def say_card_refused(self, sentence: str) -> None:
        """Say why a card was not taken."""
        self._say("bad", "warning", self.tr("Không nhận thẻ vừa quét"), sentence)

    def say_draft_taken(self, kept_at: datetime) -> None:
        """Say that the form of before the power cut is there again."""
        head = self.tr("Bản nháp lúc {} còn nguyên.").format(f"{kept_at:%H:%M %d/%m}")
        self._say("accent", "file", head, self.tr("Làm tiếp, hoặc Ctrl+N để bỏ."))

    def say_filled(self, count: int) -> None:
        """Say how many fields came from an earlier dossier."""
        if count:
            self._say(
                "ok", "check", self.tr("Đã lấy {} ô từ hồ sơ trước.").format(count), self.tr("Xin hỏi lại cho đúng.")
            )
        else:
            self._say("surface", "check", self.tr("Hồ sơ trước không có gì thêm."))

    def say_cleared(self) -> None:
        """Say that the form was emptied and how it comes again."""
        self._say("surface", "check", self.tr("Đã xóa biểu mẫu."), self.tr("Ctrl+Shift+N lấy lại."))

    def say_saved(self, dossier: Dossier, job: int | None) -> None:
        """Say that a dossier is on record, for when, and that its slip is on the way; until another form is begun.

        Where the citizen waits there is no slip on the way.
        """
        self._job, self._code, self._due_at, self._slip = job, dossier.code, dossier.due_at, dossier.emergency_number
        self._number = called(dossier.code) if dossier.is_same_day else ""
        if job is None:
            self._say("ok", "check", self._saved(), self.tr("Không giấy hẹn. Mời người dân chờ gọi số, F5 xem bảng."))
        else:
            self._tell_saved("ok", "check", self.tr("Giấy hẹn đang ra."))

    def leave_saved(self) -> None:
        """Another form has been begun: what was saved before it is no longer news."""
        if self._code:
            self._job, self._code = 0, ""
            self.say_nothing()

    def hear_of_print(self, job: int, state: JobState, said: str) -> None:
        """Say what became of the newest slip; a failure is said by a notice."""
        if job != self._job:
            return
        if state is JobState.OUT and said:
            self._tell_saved("ok", "check", self.tr("Chưa chọn máy in, giấy hẹn ở tệp {}").format(said))
        elif state is JobState.OUT:
            self._tell_saved("ok", "check", self.tr("Giấy hẹn đã ra đủ hai mặt."))
        elif state in (JobState.FAILED, JobState.UNKNOWN):
            self._tell_saved("warn", "printer", self.tr("Giấy hẹn chưa chắc đã ra."))

    def show_earlier(self, count: int, last: str) -> None:
        """Say how often the person has been here."""
        self.earlier.emit(self.tr("Từng nộp {} hồ sơ, gần nhất {}").format(count, last) if count else "")

    def _saved(self) -> str:
        if self._number:
            return self.tr("Đã lưu. Số gọi: {}.").format(self._number)
        return self.tr("Đã lưu hồ sơ {}.").format(labels.short_code(self._code))

    def _tell_saved(self, tone: str, icon: str, paper: str) -> None:
        due = labels.due(self._due_at) if self._due_at is not None and not self._number else ""
        from_slip = self.tr("Nhập từ giấy tạm {}, lãnh đạo sẽ xem.").format(self._slip) if self._slip else ""
        promised = self.tr("Hẹn {}.").format(due) if due else self.tr("Người dân vẫn chờ, F5 xem bảng.")
        line = (promised, paper, from_slip)
        self._say(tone, icon, self._saved(), " ".join(part for part in line if part))

    def _say(self, tone: str, icon: str, head: str, line: str = "") -> None:
        self.said.emit(StripWords(tone=tone, icon=icon, head=head, line=line))
