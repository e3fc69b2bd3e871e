"""The parts of Thiết lập that are only read: the catalogue, the law, the licences."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cchc_desktop import __version__
from ui.presenters.settings import SettingsPresenter
from ui.views.lists import RowList
from ui.views.year_pack_panel import YearPackPart
from ui.widgets.buttons import OUTLINED, KeyButton
from ui.widgets.cards import Card
from ui.widgets.fields import SearchField
from ui.widgets.labels import AccentLabel, Caption, SectionTitle

_REST_MS = 80


class CatalogueCard(Card):
    """The procedures in force, with how sure each line is."""

    def __init__(
        self, presenter: SettingsPresenter, favour: QAction, packs: YearPackPart, parent: QWidget | None = None
    ) -> None:
        """Create the card; ``favour`` makes the current procedure a favourite, ``packs`` takes the city's."""
        super().__init__(parent=parent)
        self._presenter = presenter
        self.search = SearchField(self.tr("Tìm thủ tục"), self.tr("Vài chữ của tên, mã hoặc lĩnh vực"))
        self.list = RowList(self.tr("Danh mục thủ tục"))
        self._packs = packs
        self._line = Caption()
        self._pack_line = Caption()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        head = QHBoxLayout()
        head.addWidget(SectionTitle(self.tr("Danh mục thủ tục")))
        head.addStretch(1)
        head.addWidget(self._line)
        self.column.addLayout(head)
        self.column.addWidget(self.search)
        self.column.addWidget(self.list, 1)
        hint = self.tr("Dòng “cần đối chiếu” phải so với quyết định công bố trước khi tin.")
        foot = QHBoxLayout()
        foot.addWidget(Caption(hint, wrap=True), 1)
        foot.addWidget(KeyButton(favour, OUTLINED))
        self.column.addLayout(foot)
        year = QHBoxLayout()
        year.addWidget(self._pack_line, 1)
        year.addWidget(KeyButton(packs.open, OUTLINED))
        self.column.addLayout(year)
        self.search.textEdited.connect(self._rest.start)
        self._rest.timeout.connect(self.show_found)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self.show_found()

    def show_found(self) -> None:
        """Show the procedures that were searched for, and which pack of the city is in force."""
        self._pack_line.setText(self._packs.state_line())
        rows = self._presenter.procedures(self.search.text())
        self.list.show_rows(rows)
        self._line.setText(self.tr("{} thủ tục · bản {}").format(len(rows), self._presenter.catalogue_version()))


class AboutCard(Card):
    """The program's version, the law it reads, what it is built from."""

    def __init__(self, presenter: SettingsPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._presenter = presenter
        self.law = RowList(self.tr("Căn cứ pháp luật"))
        self.column.addWidget(SectionTitle(self.tr("CCHC Desktop, bản {}").format(__version__)))
        words = self.tr("Phần mềm bàn tiếp nhận của Bộ phận Một cửa. Sổ nằm trên máy này, không gửi đi đâu.")
        self.column.addWidget(AccentLabel(words, size=14, tone="ink2", wrap=True))
        self.column.addWidget(SectionTitle(self.tr("Chương trình đọc luật như sau")))
        self.column.addWidget(self.law, 1)
        licences = self.tr(
            "Thành phần mở: Qt và PySide6 (LGPL-3.0), SQLite (thuộc về công chúng), sqlite-utils (Apache-2.0), "
            "ReportLab (BSD), qrcode (BSD), python-barcode (MIT), pypdfium2 (Apache-2.0, BSD), "
            "phông Open Sans và Liberation (OFL-1.1)."
        )
        self.column.addWidget(SectionTitle(self.tr("Giấy phép")))
        self.column.addWidget(AccentLabel(licences, size=13, tone="ink2", wrap=True))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        if not self.law.rows():
            self.law.show_rows(self._presenter.law())
