"""Who is chosen on the board, with the keys that take them on; and what the day has saved so far."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cchc_desktop.domain.same_day import Ticket
from ui import labels
from ui.models.tickets import called
from ui.presenters.same_day_words import TallyWords, priority_words
from ui.theme import BOLD, SEMIBOLD
from ui.widgets.buttons import DAY, OUTLINED, KeyButton
from ui.widgets.cards import Card
from ui.widgets.chips import StatusChip
from ui.widgets.labels import AccentLabel, Caption, ElidedLabel, SectionTitle


class PersonCard(Card):
    """Name, number, facts, and one key for each thing that may be done now."""

    def __init__(self, acts: Sequence[QAction]) -> None:
        super().__init__()
        self._number = AccentLabel(size=22, weight=BOLD, tone="day")
        self._name = AccentLabel(size=15, weight=SEMIBOLD, wrap=True)
        self._procedure = ElidedLabel(size=13, tone="ink2")
        self._facts = Caption()
        self._notes = Caption()
        self._chip = StatusChip()
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        who = QVBoxLayout()
        who.setSpacing(1)
        for part in (self._name, self._procedure, self._facts, self._notes):
            who.addWidget(part)
        who.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignLeft)
        head.addLayout(who, 1)
        self.column.addLayout(head)
        self._buttons = {act: KeyButton(act, OUTLINED) for act in acts}
        for button in self._buttons.values():
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self.column.addWidget(button)
        self._chip.hide()

    def show_person(self, ticket: Ticket | None, procedure: str, main: QAction) -> None:
        """Show who is chosen; ``main`` is the key of the lane, filled."""
        for act, button in self._buttons.items():
            button.set_look(DAY if act is main else OUTLINED)
            button.setVisible(act.isEnabled())
        self._number.setText(called(ticket.code) if ticket is not None else "")
        self._name.setText(ticket.name if ticket is not None else self.tr("Chưa chọn ai"))
        self._procedure.setText(procedure)
        self._facts.setText(self._said(ticket) if ticket is not None else "")
        notes = self._noted(ticket) if ticket is not None else ""
        self._notes.setText(notes)
        self._notes.setVisible(bool(notes))
        self._chip.show_state(priority_words(ticket.priority) if ticket is not None else "", "warn", "person")

    def _said(self, ticket: Ticket) -> str:
        received = self.tr("Nhận {}").format(_moment(ticket))
        return f"{received} · {self.tr('đã {}').format(labels.minutes(ticket.elapsed_minutes))}"

    def _noted(self, ticket: Ticket) -> str:
        notes = [self.tr("có giấy theo yêu cầu")] if ticket.has_slip_on_request else []
        notes += [self.tr("không tính giờ")] if ticket.is_time_unreliable else []
        words = " · ".join(notes)
        return words[:1].upper() + words[1:]


class TallyCard(Card):
    """Hours saved, large; dossiers, median and trips under them."""

    def __init__(self) -> None:
        super().__init__()
        self._hours = AccentLabel("0", size=40, weight=BOLD, tone="day")
        self._minutes = AccentLabel("00", size=40, weight=BOLD, tone="day")
        self._values = [AccentLabel(size=15, weight=BOLD) for _ in range(3)]
        self.column.addWidget(SectionTitle(self.tr("Tiết kiệm hôm nay")))
        row = QHBoxLayout()
        row.setSpacing(6)
        for value, unit in ((self._hours, self.tr("giờ")), (self._minutes, self.tr("phút"))):
            row.addWidget(value, 0, Qt.AlignmentFlag.AlignBottom)
            row.addWidget(AccentLabel(unit, size=15, tone="ink2"), 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        self.column.addLayout(row)
        names = (self.tr("Đã trao trong ngày"), self.tr("Trung vị mỗi hồ sơ"), self.tr("Chuyến đi đỡ phải quay lại"))
        for name, value in zip(names, self._values, strict=True):
            line = QHBoxLayout()
            line.addWidget(AccentLabel(name, size=13, tone="ink2"))
            line.addStretch(1)
            line.addWidget(value)
            self.column.addLayout(line)
        method = self.tr("Thời hạn quy định (ít nhất 1 ngày, tức 8 giờ làm việc) trừ thời gian làm việc đã dùng.")
        self._method = Caption(method, wrap=True)
        self.column.addWidget(self._method)

    def show_method(self, shown: bool) -> None:
        """Say how it is counted, or leave that out: the sheet for the notice board has it."""
        self._method.setVisible(shown)

    def missing_height(self) -> int:
        """Return how much higher the card were with the method; 0 while it is shown."""
        if not self._method.isHidden():
            return 0
        margins = self.column.contentsMargins()
        wide = self.width() - margins.left() - margins.right()
        return self._method.heightForWidth(wide) + self.column.spacing()

    def show_tally(self, tally: TallyWords) -> None:
        """Show the day's figure as it stands."""
        self._hours.setText(tally.hours)
        self._minutes.setText(tally.minutes)
        for label, words in zip(self._values, (tally.handed_over, tally.median, tally.trips), strict=True):
            label.setText(words)
        spoken = self.tr("Tiết kiệm hôm nay: {} giờ {} phút, {} hồ sơ").format(
            tally.hours, tally.minutes, tally.handed_over
        )
        self.setAccessibleName(spoken)

    def words(self) -> tuple[str, ...]:
        """Return hours, minutes, dossiers, median and trips as they are shown."""
        return (self._hours.text(), self._minutes.text(), *(label.text() for label in self._values))


class RightSide(QWidget):
    """Both cards, one over the other; the method is left out where the cards would be squeezed and their lines cut."""

    def __init__(self, person: PersonCard, tally: TallyCard) -> None:
        super().__init__()
        self._tally = tally
        self._is_low = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self._column.addWidget(person)
        self._column.addWidget(tally)
        self._column.addStretch(1)

    def set_low(self, low: bool) -> None:
        """Leave the method out whatever room there is: the window is low."""
        self._is_low = low
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        is_heard = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:  # other keys or words on the card above
            self._fit()
        return is_heard

    def _fit(self) -> None:
        needed = self._column.totalHeightForWidth(self.width()) + self._tally.missing_height()
        self._tally.show_method(not self._is_low and needed <= self.height())


def _moment(ticket: Ticket) -> str:
    return f"{ticket.received_at:%H:%M %d/%m}" if ticket.is_of_earlier_day else f"{ticket.received_at:%H:%M}"
