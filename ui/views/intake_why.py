"""The panel "Vì sao ngày này?": one line a day, what they add up to, and the provision behind it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cchc_desktop.domain.procedure import Procedure
from cchc_desktop.domain.term import Promise
from ui import labels
from ui.presenters import intake_words
from ui.widgets.buttons import make_action
from ui.widgets.daylines import DayLines, scrolled
from ui.widgets.labels import AccentLabel, Caption
from ui.widgets.panels import SidePanel


class WhyPanel(SidePanel):
    """Explains a promise; prints the explanation, or lets another moment be given."""

    def __init__(
        self, parent: QWidget, *, print_page: Callable[[], object], other_moment: Callable[[], object]
    ) -> None:
        super().__init__(parent)
        printing = make_action(self, self.tr("In trang này"), "Ctrl+P", "printer")
        other = make_action(self, self.tr("Đổi giờ hẹn, ghi lý do"), "Alt+R")
        self.set_actions([printing, other])
        self._other_moment = other_moment
        printing.triggered.connect(print_page)
        other.triggered.connect(self._give_other)

    def explain(self, title: str, promise: Promise, procedure: Procedure, received_at: datetime, a_day: str) -> None:
        """Open the panel on a promise.

        Args:
            title: "Vì sao hẹn 15:20 ngày 02/05/2024?".
            promise: The promise with its steps.
            procedure: Whose term it is.
            received_at: From when it is counted.
            a_day: "mỗi ngày 8 giờ làm việc".
        """
        term = promise.term
        words = labels.term(term.count, str(term.unit)) if term is not None else ""
        line = self.tr("Thời hạn {}, {}, tính từ lúc nhận đủ giấy tờ.").format(words, a_day)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 6, 0, 4)
        column.setSpacing(8)
        column.addWidget(scrolled(DayLines(intake_words.day_lines(promise, received_at))), 1)
        total = QHBoxLayout()
        total.addWidget(AccentLabel(self.tr("Cộng"), size=14, weight=600))
        total.addStretch(1)
        total.addWidget(AccentLabel(intake_words.day_sum(promise), size=15, weight=700, tone="accent"))
        column.addLayout(total)
        basis = procedure.legal_basis or self.tr("chưa ghi trong danh mục")
        column.addWidget(Caption(self.tr("Căn cứ: {}").format(basis), wrap=True))
        self.show_body(title, line, body)

    def _give_other(self) -> None:
        self.hide()
        self._other_moment()
