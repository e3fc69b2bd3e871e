"""The city's year-pack over the settings: the file is chosen, what changes is read, one key accepts it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from ui.presenters.year_pack import YearPackPresenter, YearPackScreen
from ui.widgets.buttons import make_action
from ui.widgets.files import FileChoice
from ui.widgets.labels import Caption
from ui.widgets.notices import Notice
from ui.widgets.page import Page
from ui.widgets.panels import SidePanel

YEAR_PACK = "year_pack"
"""What the settings are opened with to go to the city's year-pack; its notice has the same key."""


class YearPackPart(QObject):
    """Wires the key of the catalogue's section, the list of files and the panel.

    Signals:
        notice_wanted: Carries a `Notice`.
        accepted: A pack was taken; what is shown of the settings has to be read anew.
    """

    notice_wanted = Signal(object)
    accepted = Signal()

    def __init__(self, presenter: YearPackPresenter, page: Page) -> None:
        super().__init__(page)
        self._presenter = presenter
        self._page = page
        self._files = FileChoice(page)
        self.panel: SidePanel | None = None
        self.list: QPlainTextEdit | None = None
        self.open = make_action(page, self.tr("Nhận gói năm của thành phố…"), "Alt+N", "upload")
        self.accept: QAction | None = None
        self.open.triggered.connect(self._open)
        self._files.chosen.connect(self.take)
        presenter.shown.connect(self._show)
        presenter.refused.connect(self._refuse)
        presenter.accepted.connect(self._told)

    def state_line(self) -> str:
        """Return which pack is in force."""
        return self._presenter.state_line()

    def take(self, files: list[str]) -> None:
        """Look at the file that was chosen."""
        if files:
            self._presenter.look_at(Path(files[0]))

    def _open(self) -> None:
        """Show the pack that the city's service has sent; without one ask for a file."""
        if self._presenter.look_at_fetched():
            return
        self._files.ask_files(self.tr("Chọn gói năm của thành phố"), self.tr("Gói năm (*.cchc-nam)"))

    def _show(self, screen: YearPackScreen) -> None:
        if self.panel is None or self.accept is None:
            self.panel = SidePanel(self._page, width=760)
            self.accept = make_action(self.panel, self.tr("Chấp nhận gói năm"), "Ctrl+Return", "check")
            self.accept.triggered.connect(self._presenter.accept)
            self.panel.set_actions([self.accept])
        self.accept.setEnabled(screen.can_accept)
        self.list = QPlainTextEdit("\n".join(screen.changes))
        self.list.setReadOnly(True)
        self.list.setTabChangesFocus(True)
        self.list.setAccessibleName(self.tr("Những gì thay đổi"))
        self.list.setMinimumHeight(300)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 8, 0, 8)
        column.addWidget(self.list, 1)
        column.addWidget(Caption(screen.stays, wrap=True))
        self.panel.show_body(screen.title, screen.line, body)
        self.list.setFocus()

    def _refuse(self, sentence: str) -> None:
        if self.panel is not None:
            self.panel.hide()
        refused = self.tr("Chưa nhận gói năm")
        self.notice_wanted.emit(Notice(key=YEAR_PACK, tone="bad", sentence=refused, facts=sentence))

    def _told(self, words: str) -> None:
        if self.panel is not None:
            self.panel.hide()
        self.notice_wanted.emit(Notice(key=YEAR_PACK, tone="ok", sentence=words))
        self.accepted.emit()
