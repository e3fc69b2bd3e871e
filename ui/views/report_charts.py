"""The charts: one at a time as large as fits, drawn as on paper."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from ui.presenters.report_charts import DrawnChart
from ui.views.report_period import ChoiceAction
from ui.widgets.buttons import PILL, KeyButton
from ui.widgets.cards import Card, EmptyState, LoadingBars
from ui.widgets.flow import FlowLayout
from ui.widgets.preview import paint_page

_PICTURE, _FAILED, _LOADING = range(3)


class ChartPicture(QWidget):
    """Paints a chart as large as fits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("noRing", True)

    def show_image(self, image: QImage, words: str) -> None:
        """Show a picture; ``words`` say the same."""
        self._image = image
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(640, 360)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        if self._image is not None:
            paint_page(QPainter(self), self._image, self.rect(), centred=True)


class ChartsPart(QWidget):
    """A choice of charts and the chosen one.

    Signals:
        wanted: Another chart; carries its place.
    """

    wanted = Signal(int)

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        texts = (self.tr("Lượt hồ sơ theo giờ"), self.tr("Giờ tiết kiệm theo tuần"), self.tr("Quá hạn theo tháng"))
        self._kinds = [ChoiceAction(place, text, f"Alt+{place + 6}", page) for place, text in enumerate(texts)]
        self.picture = ChartPicture()
        self.setFocusProxy(self.picture)
        self._failed = EmptyState("", icon="warning", tone="bad")
        self._pages = QStackedWidget()
        kinds = QWidget()
        flow = FlowLayout(kinds, gap=6)
        for action in self._kinds:
            flow.addWidget(KeyButton(action, PILL))
            action.wanted.connect(self.wanted)
        loading = QWidget()
        bars = QVBoxLayout(loading)
        bars.addWidget(LoadingBars())
        bars.addStretch(1)
        for shown in (self.picture, self._failed, loading):
            self._pages.addWidget(shown)
        card = Card(margin=8)
        card.column.addWidget(self._pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(kinds)
        column.addWidget(card, 1)

    def actions_of_page(self) -> list[ChoiceAction]:
        """Return the keys of the charts: they rest where none is seen."""
        return self._kinds

    def show_kind(self, kind: int) -> None:
        """Mark which chart is chosen."""
        for place, action in enumerate(self._kinds):
            action.setChecked(place == kind)

    def show_chart(self, chart: DrawnChart) -> None:
        """Show a chart."""
        self.picture.show_image(chart.image, chart.words)
        self._pages.setCurrentIndex(_PICTURE)

    def show_failure(self, words: str) -> None:
        """Say why there is none."""
        self._failed.show_words(self.tr("Chưa vẽ được biểu đồ"), words)
        self._pages.setCurrentIndex(_FAILED)

    def show_loading(self) -> None:
        """Show grey bars until the first chart is there; later ones take the place of the one before."""
        if self.picture.accessibleName() == "":
            self._pages.setCurrentIndex(_LOADING)
