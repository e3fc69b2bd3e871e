"""What came of a round of sending that a clerk asked for, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from cchc_desktop.domain.day_package import PackageState

if TYPE_CHECKING:
    from ui.sending import Sent

say = QCoreApplication.translate


def nothing_waits() -> tuple[str, str, str]:
    """Return tone, sentence and facts where no package waits."""
    facts = say("SentWords", "Mọi ngày đã chốt, thành phố đã nhận hoặc chưa lập được gói.")
    return "accent", say("SentWords", "Không có gói nào chờ gửi"), facts


def sent_words(sent: Sent) -> tuple[str, str, str]:
    """Return tone, sentence and facts: what needs somebody first, then what the city took, then what is on its way."""
    if not sent.for_desks:
        return _of_the_city(sent)
    for_desks = say("SentWords", "Đã chép {} gói cho bàn khác ra {}").format(sent.for_desks, sent.folder)
    if not sent.lines:
        return "ok", for_desks, say("SentWords", "Ở bàn kia: F8, Alt+T rồi chọn hết tệp trên USB.")
    tone, sentence, facts = _of_the_city(sent)
    return tone, sentence, f"{facts} {for_desks}."


def _of_the_city(sent: Sent) -> tuple[str, str, str]:
    accepted = sent.count(PackageState.ACCEPTED)
    handed = sent.count(PackageState.SENT, PackageState.MADE)
    odd = len(sent.lines) - accepted - handed
    taken = say("SentWords", "Thành phố đã nhận {} gói").format(accepted)
    if not sent.lines:
        return nothing_waits()
    if odd:
        facts = say("SentWords", "Gói vẫn nguyên ở bàn. Alt+G gửi lại, Alt+S chép ra USB.")
        sentence = say("SentWords", "{} gói chưa xong, xem ở đầu danh sách").format(odd)
        return "warn", sentence, f"{taken}. {facts}" if accepted else facts
    if accepted:
        facts = say("SentWords", "Số mục, số tiền và dấu niêm phong khớp.")
        return "ok", taken, " ".join(words for words in (facts, _rest(sent, handed)) if words)
    if sent.copied:
        facts = say("SentWords", "Mang USB lên thành phố. Thành phố nhận rồi mới tính là đã gửi.")
        return "ok", say("SentWords", "Đã chép {} gói ra {}").format(sent.copied, sent.folder), facts
    if sent.folder:
        facts = say("SentWords", "{} gói đã nằm sẵn trên USB. Mang USB lên thành phố rồi Alt+S lại.").format(handed)
        return "accent", say("SentWords", "Chưa có trả lời nào trên USB này"), facts
    facts = say("SentWords", "Chương trình tự xem câu trả lời. Có trả lời đã ký mới tính là đã nhận.")
    return "accent", say("SentWords", "Đã gửi {} gói, thành phố chưa trả lời").format(handed), facts


def _rest(sent: Sent, handed: int) -> str:
    """Say of a stick what else lies on it."""
    if not sent.folder or not handed:
        return ""
    if sent.copied:
        return say("SentWords", "Vừa chép thêm {} gói ra USB, mang lên thành phố.").format(sent.copied)
    return say("SentWords", "{} gói khác chưa có trả lời trên USB này.").format(handed)
