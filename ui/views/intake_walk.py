"""The way of the focus through the intake: where a field is typed, in which order Tab walks, and that it is seen."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from ui.views.intake_papers import PapersCard
from ui.views.intake_people import PeopleCard
from ui.views.intake_procedure import ProcedureCard
from ui.views.intake_side import DueCard, FeeCard


class Sight(QObject):
    """Scrolls the form so that what has the focus is seen: of the papers the row, and its whole name below."""

    def __init__(self, scroll: QScrollArea, papers: PapersCard) -> None:
        super().__init__(scroll)
        self._scroll, self._papers = scroll, papers
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._look)

    def follow(self, *_news: object) -> None:
        """Look once the layout knows what has just been shown."""
        self._soon.start(0)

    def _look(self) -> None:
        focus, papers = QApplication.focusWidget(), self._papers.list
        inner = self._scroll.widget()
        if focus is None or inner is None or not inner.isAncestorOf(focus):
            return
        if focus is not papers:
            self._scroll.ensureWidgetVisible(focus)
            return
        self._scroll.ensureWidgetVisible(self._papers)
        row = papers.visualRect(papers.currentIndex())
        at = papers.mapTo(inner, row.center())
        self._scroll.ensureVisible(at.x(), at.y(), 0, row.height())


class IntakeWalk:
    """Knows the cards' fields by their names."""

    def __init__(
        self, procedure: ProcedureCard, people: PeopleCard, papers: PapersCard, due: DueCard, fee: FeeCard
    ) -> None:
        self._procedure, self._people, self._papers, self._due, self._fee = procedure, people, papers, due, fee

    def editor(self, field: str) -> QWidget | None:
        """Return where a field is typed, None where the screen has no such field."""
        own = {
            "procedure_code": self._procedure.search,
            "case_code": self._procedure.cases,
            "papers": self._papers.list,
            "due_at": self._due.fields["due_at"].editor,
            "due_reason": self._due.fields["due_reason"].editor,
            "fee_dong": self._fee.amount,
            "fee_reason": self._fee.reason.editor,
        }
        return own.get(field) or self._people.editor(field)

    def field(self, focus: QWidget | None) -> str:
        """Return the name of the field that has the focus, empty where it is none of them."""
        fields = {**self._people.fields, **self._due.fields, "fee_reason": self._fee.reason}
        for name, field in fields.items():
            if field.editor is focus:
                return name
        if focus is self._procedure.search:
            return "procedure_code"
        return "fee_dong" if focus is self._fee.amount else ""

    def order_tabs(self, *decisions: QWidget) -> None:
        """Let Tab walk in the order of the paper, to the decisions at last."""
        parts: list[QWidget] = [self._procedure.search, self._procedure.cases, *self._people.editors()]
        parts += [self._papers.list, self._papers.other]
        parts += [field.editor for field in self._due.fields.values()]
        parts += [self._fee.amount, self._fee.states, self._fee.reason.editor, *decisions]
        for before, after in pairwise(parts):
            QWidget.setTabOrder(before, after)
