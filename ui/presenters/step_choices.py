"""Which steps a dossier's screen offers, under which keys, and what each does in one line."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from cchc_desktop.domain.steps import ENDING, StepKind
from ui import labels

if TYPE_CHECKING:
    from cchc_desktop.services.step_desk import StepChoice

say = QCoreApplication.translate

SLOTS: tuple[tuple[str, tuple[StepKind, ...]], ...] = (
    ("Alt+B", (StepKind.SUPPLEMENT_REQUEST, StepKind.SUPPLEMENT_RECEIVED)),
    ("Alt+Q", (StepKind.RESULT_READY, StepKind.RESULT_RETURN, StepKind.REISSUE)),
    ("Alt+D", (StepKind.PAUSE, StepKind.RESUME)),
    ("Alt+C", (StepKind.HANDOVER, StepKind.CALL)),
    ("Alt+A", (StepKind.SAME_DAY_START,)),
)
"""The commonest steps by key; of each at most one is legal in a state."""
MORE: Mapping[StepKind, str] = {
    StepKind.APOLOGY: "1",
    StepKind.REFUSAL: "2",
    StepKind.WITHDRAWAL: "3",
    StepKind.STOP: "4",
    StepKind.VOID: "5",
    StepKind.CORRECTION: "6",
    StepKind.UNDO: "7",
    StepKind.INCOMPLETE_CLOSING: "8",
    StepKind.TO_APPOINTMENT: "9",
    StepKind.TIME_UNRELIABLE: "0",
}
"""The other steps by digit, the same in every state; a digit whose step is not legal now does nothing."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class OfferedStep:
    """A step as a button or a line of the list."""

    kind: StepKind
    label: str
    line: str
    """What it does, in one sentence."""
    is_drafted: bool
    """It waits for approval: it cannot be begun a second time."""
    needs_approval: bool

    @property
    def keys(self) -> str:
        """The digit that takes it from the list; empty for a step with a key of its own."""
        return MORE.get(self.kind, "")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """All steps that a dossier's state allows."""

    main: tuple[OfferedStep | None, ...] = (None,) * len(SLOTS)
    """One for each of `SLOTS`; ``None``: nothing of it is legal now."""
    others: tuple[OfferedStep, ...] = ()
    """The rest, by their digits."""


def offered(choices: Sequence[StepChoice]) -> Offered:
    """Sort the legal steps into those with keys of their own and the rest."""
    steps = {choice.kind: _step(choice) for choice in choices}
    main = tuple(next((steps[kind] for kind in kinds if kind in steps), None) for _keys, kinds in SLOTS)
    return Offered(main=main, others=tuple(steps[kind] for kind in MORE if kind in steps))


def first_choice(others: Sequence[OfferedStep]) -> int:
    """Return the place of the step that Enter takes when the list opens: none that ends the dossier; -1 for none."""
    return next((place for place, step in enumerate(others) if step.kind not in ENDING), -1)


def _step(choice: StepChoice) -> OfferedStep:
    label = labels.step(choice.kind)
    if choice.is_drafted:
        label = say("StepChoices", "{}: đang chờ duyệt").format(label)
    return OfferedStep(
        kind=choice.kind,
        label=label,
        line=what_it_does(choice.kind),
        is_drafted=choice.is_drafted,
        needs_approval=choice.needs_approval,
    )


def what_it_does(kind: StepKind) -> str:
    """Return one sentence about a step."""
    return {
        StepKind.SUPPLEMENT_REQUEST: say("StepChoices", "Ghi giấy tờ còn thiếu, in phiếu; đồng hồ dừng đến khi đủ."),
        StepKind.SUPPLEMENT_RECEIVED: say("StepChoices", "Người dân đã nộp đủ; đồng hồ chạy, có ngày hẹn mới."),
        StepKind.INCOMPLETE_CLOSING: say("StepChoices", "Hết thời gian chờ mà không bổ sung: hồ sơ đóng lại."),
        StepKind.REFUSAL: say("StepChoices", "Không giải quyết được: ghi lý do, in phiếu từ chối."),
        StepKind.PAUSE: say("StepChoices", "Có văn bản đã ký: đồng hồ dừng, thời gian còn lại giữ nguyên."),
        StepKind.RESUME: say("StepChoices", "Đồng hồ chạy tiếp từ chỗ đã dừng, có ngày hẹn mới."),
        StepKind.APOLOGY: say("StepChoices", "Không kịp hẹn: in phiếu xin lỗi với ngày hẹn lại."),
        StepKind.WITHDRAWAL: say("StepChoices", "Người dân xin rút: trả lại giấy tờ, hồ sơ kết thúc."),
        StepKind.STOP: say("StepChoices", "Người dân đề nghị dừng: hồ sơ kết thúc với thông báo."),
        StepKind.VOID: say("StepChoices", "Nhập nhầm: hồ sơ ra khỏi mọi danh sách, mã không dùng lại."),
        StepKind.HANDOVER: say("StepChoices", "Giấy tờ sang bộ phận khác; phiếu kiểm soát ghi người giao, người nhận."),
        StepKind.RESULT_READY: say("StepChoices", "Kết quả đã về quầy: ghi nơi để, chờ người dân đến nhận."),
        StepKind.RESULT_RETURN: say("StepChoices", "Trao kết quả: ghi ai nhận, nhận bằng cách nào."),
        StepKind.REISSUE: say("StepChoices", "Cấp lại kết quả đã trả: ghi lý do, chờ trao lần nữa."),
        StepKind.CORRECTION: say("StepChoices", "Sửa chỗ ghi sai; giấy hẹn mới thay giấy cũ."),
        StepKind.UNDO: say("StepChoices", "Bước vừa ghi bị nhầm: hồ sơ trở lại như trước bước ấy."),
        StepKind.CALL: say("StepChoices", "Ghi lần gọi báo người dân đến nhận."),
        StepKind.SAME_DAY_START: say("StepChoices", "Người dân đang chờ: ghi lúc bắt đầu làm."),
        StepKind.TO_APPOINTMENT: say("StepChoices", "Hôm nay không xong: in giấy hẹn với lúc nhận ban đầu."),
        StepKind.TIME_UNRELIABLE: say("StepChoices", "Thời gian đo không đúng: không tính vào số giờ tiết kiệm."),
    }[kind]
