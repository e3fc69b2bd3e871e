"""Guidance or a refusal before receipt: the papers or reasons, why, and the sheet as it will print."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget

from cchc_desktop.domain.intake import ReceiveDossier
from cchc_desktop.domain.procedure import Procedure
from ui.presenters.advice import GUIDANCE, AdviceOutlook, AdvicePresenter, AdviceScreen
from ui.presenters.advice_fields import NAME
from ui.views.fields_form import scrolled
from ui.views.intake_panel import TaskPanel
from ui.views.step_fields import StepFields
from ui.views.step_panel import PaperSheet
from ui.widgets.cards import Card
from ui.widgets.labels import Caption
from ui.widgets.preview import LargePreview

_LEAST_FOR_SHEET = 900


class AdvicePanel(TaskPanel):
    """The panel of both papers.

    Signals:
        ended: It was closed for good: given, or given up.
    """

    ended = Signal()

    def __init__(self, page: QWidget, presenter: AdvicePresenter) -> None:
        super().__init__(page, width=1060)
        self._presenter = presenter
        self._is_warned = False
        self._fields: StepFields | None = None
        self._large: LargePreview | None = None
        self._missing = Caption(wrap=True)
        self._look = self.action(self.tr("Xem lớn"), "Alt+X", "file")
        self.go = self.action("", "Ctrl+Return", "printer")
        self.paper = PaperSheet()
        self._scroll = QScrollArea()
        self._card = Card("sunken")
        self._card.column.addWidget(self.paper)
        both = QHBoxLayout()
        both.setSpacing(14)
        both.addWidget(self._scroll, 5)
        both.addWidget(self._card, 4)
        self._both = both
        self.body.addLayout(both, 1)
        self.body.addWidget(self._missing)
        self._decision = self.end([self._look, self.go])
        self._look.triggered.connect(presenter.draw_large)
        self.go.triggered.connect(self._give)
        self.paper.enlarged.connect(presenter.draw_large)
        presenter.begun.connect(self._begin)
        presenter.judged.connect(self._show)
        presenter.drawn.connect(self.paper.show_pages)
        presenter.large_drawn.connect(self._show_large)
        presenter.fault_wanted.connect(self._go_to)
        presenter.refused.connect(self.say)
        presenter.given.connect(self._after)

    @property
    def fields(self) -> StepFields:
        """The fields of the paper that is open."""
        assert self._fields is not None
        return self._fields

    @property
    def is_dirty(self) -> bool:
        """Whether something was filled in that would be lost."""
        return self._presenter.is_dirty

    def begin(self, kind: str, form: ReceiveDossier, portal_code: str) -> bool:
        """Open a paper; what was begun about the same and not finished goes on. Return whether there is a procedure."""
        if self._presenter.is_about(kind, form, portal_code):
            self.open()
            self.fields.focus_on()
            return True
        return self._presenter.begin(kind, form, portal_code=portal_code)

    def follow(self, form: ReceiveDossier) -> None:
        """A card was scanned: name who stands here, where nobody is named yet."""
        name = self._presenter.follow(form)
        if name:
            self.fields.put({NAME: name})
            self._change(NAME, name)

    def leave(self) -> None:
        """Leave; what was filled in is given up only at the second time of asking."""
        if self._presenter.is_dirty and not self._is_warned:
            self._is_warned = True
            self.say(self.tr("Đã điền nhưng chưa in. Esc lần nữa để bỏ, Ctrl+Enter để ghi và in."), "warn")
            return
        self._presenter.end()
        self.hide()
        self.ended.emit()

    def _begin(self, screen: AdviceScreen) -> None:
        self.title.setText(screen.title)
        self.line.setText(screen.line)
        self.setAccessibleName(f"{screen.title}. {screen.line}")
        self.go.setText(self.tr("Ghi và in phiếu") if screen.kind == GUIDANCE else self.tr("Từ chối và in phiếu"))
        self._is_warned = False
        self.say("")
        fields = StepFields(screen.fields, _no_procedure)
        fields.setProperty("ground", "page")
        fields.setContentsMargins(4, 2, 0, 0)  # the ring of the focus is not cut
        fields.put(screen.restored)
        fields.changed.connect(self._change)
        old, self._scroll = self._scroll, scrolled(fields)
        self._both.replaceWidget(old, self._scroll)
        old.hide()
        old.deleteLater()
        self._fields = fields
        self.paper.show_pages([])
        self.open()
        fields.focus_on(screen.first)

    def _show(self, outlook: AdviceOutlook) -> None:
        if self._fields is not None:
            self._fields.show_state(_ALL, outlook.faults)
        if outlook.general:
            self.say(self.tr("{}. Esc rồi sửa ở biểu mẫu.").format(outlook.general))
        elif not self._is_warned:
            self.say("")
        self._missing.setText(self.tr("Còn cần: {}").format(outlook.missing) if outlook.missing else "")
        self._missing.setVisible(bool(outlook.missing))
        self._look.setEnabled(outlook.is_complete)
        waiting = self.tr("Giấy hiện ở đây khi các ô bắt buộc đã đủ.")
        self.paper.show_sentence(self.tr("Đang vẽ giấy…") if outlook.is_complete else waiting)

    def _change(self, name: str, value: object) -> None:
        self._is_warned = False
        self._presenter.change(name, value)

    def _give(self) -> None:
        """Take what stands half typed in a field first: leaving the field does that."""
        self._decision.setFocus(Qt.FocusReason.OtherFocusReason)
        self._presenter.give()

    def _go_to(self, field: str) -> None:
        if field:
            self.fields.focus_on(field)

    def _after(self, _case: str) -> None:
        self.hide()
        self.ended.emit()

    def _show_large(self, pages: list[QImage]) -> None:
        if not self.isVisible():
            return
        if self._large is None:
            self._large = LargePreview(self)
        self._large.show_pages(pages)

    def _place(self) -> None:
        super()._place()
        self._card.setVisible(self.box().width() >= _LEAST_FOR_SHEET)


_ALL = frozenset(
    {"applicant.name", "items", "reason", "contact_name", "contact_phone", "reasons", "guidance"}
)  # fmt: skip


def _no_procedure(_typed: str) -> list[Procedure]:
    return []
