"""The day's end in words: checks, packages, what is unsent; one place for the page, the top bar and the lock."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from cchc_desktop import sentences
from cchc_desktop.domain.day_package import CheckKind, DayCheck, PackageState
from cchc_desktop.text import dong
from ui import labels
from ui.error_texts import said
from ui.widgets.delegates import ListRow

if TYPE_CHECKING:
    from cchc_desktop.services.day_end import DayEndDesk
    from cchc_desktop.services.day_values import OutboxLine
    from cchc_desktop.services.send_desk import QuestionLine

say = QCoreApplication.translate

_MOST_CODES = 3
_PATIENCE = timedelta(days=1)
"""A closed day that has not arrived for longer is spoken of in amber."""
_TONES = {
    PackageState.WANTED: "warn",
    PackageState.MADE: "quiet",
    PackageState.SENT: "accent",
    PackageState.KEPT_ASIDE: "warn",
    PackageState.ACCEPTED: "ok",
    PackageState.REFUSED: "bad",
}
_ICONS = {PackageState.ACCEPTED: "check", PackageState.REFUSED: "warning", PackageState.KEPT_ASIDE: "clock"}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow(ListRow):
    """One line of the list; ``state`` is ok, warn or bad, ``digit`` its key."""

    digit: str
    state: str


@dataclasses.dataclass(frozen=True, slots=True)
class PackageKey:
    """Which package a row is."""

    day: date
    part: int


@dataclasses.dataclass(frozen=True, slots=True)
class QuestionKey:
    """Which question of the city a row is."""

    id: str
    code: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Unsent:
    """What no city has yet, as it is seen on every screen."""

    words: str
    short: str
    tone: str
    icon: str
    days: int


def check_name(kind: CheckKind) -> str:
    """Return what a line of the list is about."""
    words = {
        CheckKind.SAME_DAY_OPEN: say("DayWords", "Hồ sơ không giấy hẹn"),
        CheckKind.NOT_PRINTED: say("DayWords", "Giấy đã in"),
        CheckKind.FEE_NOT_TAKEN: say("DayWords", "Phí, lệ phí"),
        CheckKind.NOT_COLLECTED: say("DayWords", "Kết quả đã trao"),
        CheckKind.APPROVALS: say("DayWords", "Việc chờ duyệt"),
        CheckKind.NO_ATTACHMENT: say("DayWords", "Kết quả số hóa"),
    }
    return words[kind]


def _in_order(kind: CheckKind) -> str:
    words = {
        CheckKind.SAME_DAY_OPEN: say("DayWords", "Không còn ai chờ trên bảng"),
        CheckKind.NOT_PRINTED: say("DayWords", "Giấy nào cũng đã ra"),
        CheckKind.FEE_NOT_TAKEN: say("DayWords", "Đã thu đủ của hồ sơ hôm nay"),
        CheckKind.NOT_COLLECTED: say("DayWords", "Không còn kết quả chờ người nhận"),
        CheckKind.APPROVALS: say("DayWords", "Không còn việc chờ duyệt"),
        CheckKind.NO_ATTACHMENT: say("DayWords", "Kết quả hôm nay đều có bản quét"),
    }
    return words[kind]


def _not_in_order(kind: CheckKind) -> str:
    words = {
        CheckKind.SAME_DAY_OPEN: say("DayWords", "{} người còn chờ trên bảng"),
        CheckKind.NOT_PRINTED: say("DayWords", "{} hồ sơ có giấy chưa chắc đã ra"),
        CheckKind.FEE_NOT_TAKEN: say("DayWords", "{} hồ sơ chưa thu"),
        CheckKind.NOT_COLLECTED: say("DayWords", "{} kết quả chưa có người nhận"),
        CheckKind.APPROVALS: say("DayWords", "{} việc chờ lãnh đạo"),
        CheckKind.NO_ATTACHMENT: say("DayWords", "{} kết quả chưa có bản quét"),
    }
    return words[kind]


def check_row(check: DayCheck, digit: str) -> CheckRow:
    """Return a line of the list in words and sign."""
    if not check.codes:
        return CheckRow(
            key=check.kind, head=check_name(check.kind), lines=(_in_order(check.kind),), digit=digit, state="ok"
        )
    named = ", ".join(labels.short_code(code) for code in check.codes[:_MOST_CODES] if code)
    more = ", …" if len(check.codes) > _MOST_CODES else ""
    words = _not_in_order(check.kind).format(labels.number(len(check.codes)))
    return CheckRow(
        key=check.kind,
        head=check_name(check.kind),
        lines=(f"{words}: {named}{more}" if named else words,),
        chip=say("DayWords", "Phải xong") if check.is_hard else say("DayWords", "Xem"),
        chip_tone="bad" if check.is_hard else "warn",
        chip_icon="warning" if check.is_hard else "",
        digit=digit,
        state="bad" if check.is_hard else "warn",
    )


def checks_words(checks: Sequence[DayCheck]) -> tuple[str, str]:
    """Return how far the list is gone through, and the tone."""
    left = sum(bool(check.codes) for check in checks)
    if not left:
        return say("DayWords", "đã xong cả {}").format(len(checks)), "ok"
    words = say("DayWords", "{} xong, {} cần xem").format(len(checks) - left, left)
    return words, "bad" if any(check.is_hard for check in checks) else "warn"


def cash_words(expected: int, counted: int | None) -> tuple[str, str]:
    """Return the difference between what was counted and the book, and the tone; it never stops the close."""
    if counted is None:
        return "", "ink2"
    if counted == expected:
        return say("DayWords", "Khớp với sổ"), "ok"
    if counted < expected:
        return say("DayWords", "Thiếu {} đồng so với sổ").format(dong(expected - counted)), "warn"
    return say("DayWords", "Thừa {} đồng so với sổ").format(dong(counted - expected)), "warn"


def seal(value: str) -> str:
    """Return a seal as it stands on the page to sign: "3C41-9F02"."""
    return f"{value[:4]}-{value[4:]}"


def entries(first: int, last: int) -> str:
    """Return a range of the journal."""
    return f"#{first:04}" if first == last else f"#{first:04} – #{last:04}"


def package_name(day: date, part: int, *, is_inside: bool = False) -> str:
    """Return which package: its day, and from the second on that it is a supplement; ``is_inside`` a sentence."""
    name = f"{day:%d/%m/%Y}" if is_inside else f"{labels.day(day)}/{day:%Y}"
    return name if part == 1 else say("DayWords", "{}, gói bổ sung {}").format(name, part - 1)


def package_state(line: OutboxLine, *, has_carrier: bool = True) -> str:
    """Return how far a package has come, for a chip; without a way to the city it can only lie on a stick."""
    if line.state is PackageState.SENT and not has_carrier:
        return say("DayWords", "Đã chép ra USB")
    words = said(sentences.BY_PACKAGE_STATE[line.state])
    return words[:1].upper() + words[1:]


def is_exception(line: OutboxLine, now: datetime) -> bool:
    """Return whether somebody should look at a package."""
    if line.trouble is not None or line.state in (PackageState.REFUSED, PackageState.KEPT_ASIDE):
        return True
    return line.state is PackageState.WANTED or (
        line.state is not PackageState.ACCEPTED and _is_old(line.changed_at, now)
    )


def package_row(line: OutboxLine, seal_of: str, now: datetime, *, has_card: bool, has_carrier: bool) -> ListRow:
    """Return a package with its state, what is in its way, when it is tried next, and the key that helps."""
    count = line.last - line.first + 1
    facts = say("DayWords", "{} mục {}").format(labels.number(count), entries(line.first, line.last))
    why = sentences.package_said(line.state, line.trouble, line.facts, said)
    if line.state is PackageState.WANTED:
        why = _not_made(has_card=has_card)
    elif not why and line.state is PackageState.ACCEPTED:
        facts = say("DayWords", "{}, thành phố đã kiểm và nhận").format(facts)
    again = _next_try(line, now) if has_carrier else _on_a_stick(line)
    lines = _two_lines(" ".join(words for words in (why, again) if words)) or (facts,)
    return ListRow(
        key=PackageKey(line.day, line.part),
        head=f"{package_name(line.day, line.part)}  ·  {seal(seal_of)}",
        lines=lines,
        chip=package_state(line, has_carrier=has_carrier),
        chip_tone=_TONES[line.state],
        chip_icon=_ICONS.get(line.state, ""),
    )


def question_row(line: QuestionLine) -> ListRow:
    """Return a question of the city about one dossier."""
    return ListRow(
        key=QuestionKey(line.id, line.code),
        head=say("DayWords", "Thành phố hỏi về hồ sơ {}").format(labels.short_code(line.code)),
        lines=(line.text or say("DayWords", "(nội dung đã xóa)"),),
        chip=say("DayWords", "Trả lời"),
        chip_tone="warn",
        chip_icon="help",
    )


def unsent(desk: DayEndDesk, now: datetime) -> Unsent:
    """Return the count of unsent days and entries; green only where the city has answered for every entry."""
    days, count = desk.unsent()
    if not count:
        words = say("DayWords", "Thành phố đã nhận đủ")
        return Unsent(words=words, short=say("DayWords", "Đã nhận đủ"), tone="ok", icon="check", days=0)
    since = desk.unsent_since()
    number = labels.number(count)
    words = say("DayWords", "Chưa gửi: {} mục").format(number)
    if days:
        words = say("DayWords", "Chưa gửi: {} ngày · {} mục").format(days, number)
    return Unsent(
        words=words,
        short=say("DayWords", "Chưa gửi {}").format(number),
        tone="warn" if since is not None and _is_old(since, now) else "quiet",
        icon="send",
        days=days,
    )


def _not_made(*, has_card: bool) -> str:
    if has_card:
        return say("DayWords", "Ngày đã chốt, gói đang chờ lập. Alt+G lập và gửi.")
    return say("DayWords", "Ngày đã chốt. Gói cần thẻ của thành phố: Alt+T nhận tệp thẻ.")


def _two_lines(words: str) -> tuple[str, ...]:
    """Break words after their first sentence: what happened, then what is safe and what helps."""
    first, dot, rest = words.partition(". ")
    return tuple(line for line in (f"{first}{dot}".strip(), rest) if line)


def _next_try(line: OutboxLine, now: datetime) -> str:
    if line.next_at is None or line.state is PackageState.ACCEPTED or line.next_at <= now:
        return ""
    moment = f"{line.next_at:%H:%M}" if line.next_at.date() == now.date() else f"{line.next_at:%H:%M %d/%m}"
    if line.state is PackageState.SENT and line.trouble is None:
        return say("DayWords", "Đã gửi, xem câu trả lời lúc {}.").format(moment)
    return say("DayWords", "Tự thử lại lúc {}.").format(moment)


def _on_a_stick(line: OutboxLine) -> str:
    """Say what a package waits for where nothing is sent or looked for by itself."""
    if line.state is PackageState.SENT and line.trouble is None:
        return say("DayWords", "Đã chép ra USB, chờ trả lời trên USB. Có trả lời thì Alt+S với USB đó.")
    return ""


def _is_old(moment: datetime, now: datetime) -> bool:
    return now - moment > _PATIENCE
