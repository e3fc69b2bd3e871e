"""What can be done with the dossier that is shown: each action with its key, made once, shown as buttons."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from ui.presenters.dossier_words import DossierScreen
from ui.presenters.step_choices import SLOTS
from ui.widgets.buttons import make_action

say = QCoreApplication.translate


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DetailActions:
    """Made by the screen, shown as buttons by the dossier."""

    print_slip: QAction
    large: QAction
    fee: QAction
    number: QAction
    copy: QAction
    steps: tuple[QAction, ...]
    """The commonest steps of the dossier's state, in the order of `step_choices.SLOTS`."""
    more: QAction
    take_back: QAction
    papers: QAction
    attach: QAction
    see_file: QAction
    settle: QAction
    """Record what two desks agreed about acts that cannot both stand."""

    def all(self) -> tuple[QAction, ...]:
        """Return every action that needs a dossier."""
        return (
            *self.steps, self.more, self.take_back, self.print_slip, self.large, self.papers, self.fee, self.number,
            self.copy, self.attach, self.see_file, self.settle,
        )  # fmt: skip

    def follow(self, screen: DossierScreen) -> None:
        """Call the actions by what they do with this dossier, and leave out what it does not allow."""
        self.print_slip.setText(screen.print_label)
        self.number.setText(screen.number_label or self.number.text())
        self.number.setVisible(bool(screen.number_label))
        self.fee.setVisible(screen.can_settle_fee)
        for action, step in zip(self.steps, screen.offered.main, strict=True):
            action.setVisible(step is not None)
            if step is not None:
                action.setText(step.label)
                action.setData(None if step.is_drafted else step.kind)
                action.setToolTip(step.line)
        self.more.setVisible(bool(screen.offered.others))
        self.take_back.setVisible(screen.can_take_back)
        self.settle.setVisible(screen.has_conflict)

    def let(self, can_act: bool) -> None:
        """Let them work, or not."""
        for action in self.all():
            action.setEnabled(can_act)
        for action in self.steps:
            action.setEnabled(can_act and action.data() is not None)


def make_actions(page: QWidget) -> DetailActions:
    """Return the actions of a screen."""
    return DetailActions(
        print_slip=make_action(page, say("DetailActions", "In lại giấy hẹn"), "Ctrl+P", "printer"),
        large=make_action(page, say("DetailActions", "Xem giấy hẹn"), "Alt+X", "file"),
        fee=make_action(page, say("DetailActions", "Ghi lệ phí"), "Alt+P", "money"),
        number=make_action(page, say("DetailActions", "Hiện số"), "Alt+E", "lock"),
        copy=make_action(page, say("DetailActions", "Chép mã"), "Ctrl+Shift+C", "copy"),
        steps=tuple(make_action(page, "", keys) for keys, _kinds in SLOTS),
        more=make_action(page, say("DetailActions", "Việc khác"), "Alt+M"),
        take_back=make_action(page, say("DetailActions", "Lấy lại bản trình"), "Alt+L", "pen"),
        papers=make_action(page, say("DetailActions", "Giấy đã in"), "Alt+I", "printer"),
        attach=make_action(page, say("DetailActions", "Đính kèm"), "Alt+T", "plus"),
        see_file=make_action(page, say("DetailActions", "Xem tệp"), "Alt+V", "file"),
        settle=make_action(page, say("DetailActions", "Ghi cách xử lý"), "Alt+U", "pen"),
    )
