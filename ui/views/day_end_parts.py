"""Parts of the day's end: the list that is gone through, what is closed, the cash, the seal, the packages."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout

from cchc_desktop.text import dong
from ui import theme
from ui.presenters.day_end import DayEndScreen, Sealed
from ui.presenters.day_words import CheckRow
from ui.theme import BOLD, SEMIBOLD, Theme
from ui.views.lists import RowList
from ui.widgets.buttons import QUIET, KeyButton
from ui.widgets.cards import Card
from ui.widgets.chips import StatusChip
from ui.widgets.delegates import ListRow, RowDelegate
from ui.widgets.fields import LabelledField
from ui.widgets.icons import paint_icon
from ui.widgets.labels import AccentLabel, Caption, ElidedLabel, IconLabel, SectionTitle
from ui.widgets.painting import rounded, words
from ui.widgets.stations import Stations

_CHECK_HIGH = 54


class ChecksCard(Card):
    """The guided list; Enter or its digit opens the place where a line is worked off."""

    def __init__(self) -> None:
        super().__init__(margin=4)
        self.list = CheckList(self.tr("Kiểm tra trước khi chốt"))
        self.list.setItemDelegate(CheckDelegate(self.list))
        self._words = AccentLabel(size=13)
        head = QHBoxLayout()
        head.setContentsMargins(10, 8, 12, 4)
        head.addWidget(SectionTitle(self.tr("Kiểm tra trước khi chốt")))
        head.addStretch(1)
        head.addWidget(self._words)
        self.column.addLayout(head)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.column.addWidget(self.list)

    def show_checks(self, screen: DayEndScreen) -> None:
        """Show the lines."""
        words_shown, tone = screen.checks_words
        self._words.setText(words_shown)
        self._words.set_tone(tone)
        self.list.show_rows(screen.checks)
        self.list.updateGeometry()


class CheckList(RowList):
    """The lines, all of them seen where the window is high enough."""

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(480, theme.current().px(_CHECK_HIGH) * max(1, len(self.rows())) + 4)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(200, theme.current().px(_CHECK_HIGH) * 2)


class CheckDelegate(RowDelegate):
    """A list's row with a sign before it: done, or the digit that opens it."""

    def sizeHint(self, option: object, index: object) -> QSize:  # noqa: N802
        return QSize(200, theme.current().px(_CHECK_HIGH))

    def _paint_row(self, painter: QPainter, look: Theme, box: QRect, row: ListRow) -> None:
        if isinstance(row, CheckRow):
            side = look.px(26)
            circle = QRect(box.left() - 2, box.center().y() - side // 2 + 1, side, side)
            is_done = row.state == "ok"
            edge = look.ok if is_done else getattr(look, row.state)
            rounded(painter, circle, side / 2, look.ok if is_done else look.surface, edge, 2)
            if is_done:
                paint_icon(painter, "check", look.surface, circle.adjusted(5, 5, -5, -5))
            else:
                centre = Qt.AlignmentFlag.AlignHCenter
                words(painter, look, circle, row.digit, size=13, weight=BOLD, tone=row.state, align=centre)
            box = box.adjusted(side + 8, 0, 0, 0)
        super()._paint_row(painter, look, box, row)


class OutlookCard(Card):
    """What the close takes with it: counts by kind and the range of the journal."""

    def __init__(self) -> None:
        super().__init__()
        self._title = SectionTitle()
        self._entries = AccentLabel(size=13, tone="ink2")
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._entries)
        self.column.addLayout(head)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self.column.addLayout(self._row)
        self._boxes: list[tuple[AccentLabel, Caption]] = []

    def show_outlook(self, screen: DayEndScreen) -> None:
        """Show the counts."""
        self._title.setText(screen.title)
        self._entries.setText(screen.entries)
        while len(self._boxes) < len(screen.counters):
            self._add_box()
        for (number, label), (count, said) in zip(self._boxes, screen.counters, strict=True):
            number.setText(dong(count))
            label.setText(said)

    def _add_box(self) -> None:
        box = Card("sunken", margin=10)
        box.column.setSpacing(0)
        number, label = AccentLabel("0", size=22, weight=BOLD), Caption()
        box.column.addWidget(number)
        box.column.addWidget(label)
        self._row.addWidget(box, 1)
        self._boxes.append((number, label))


class CashCard(Card):
    """The cash by the book beside what was counted; a difference is said and stops nothing.

    Signals:
        typed: Carries what stands in the field.
    """

    typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(self.tr("chưa đếm thì để trống"))
        self.field = LabelledField(self.tr("Tiền mặt đếm được (đồng)"), self.edit, keys="Alt+D")
        self._book = AccentLabel(size=18, weight=SEMIBOLD)
        self._difference = StatusChip("")
        self._difference.hide()
        book = QVBoxLayout()
        book.setSpacing(4)
        book.addWidget(AccentLabel(self.tr("Tiền mặt theo sổ"), size=13, tone="ink2"))
        book.addWidget(self._book)
        book.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addLayout(book)
        row.addWidget(self.field, 1)
        self.column.addLayout(row)
        self.column.addWidget(self._difference, 0, Qt.AlignmentFlag.AlignRight)
        self.edit.textChanged.connect(self._tell)

    def show_book(self, cash: int) -> None:
        """Show what should lie in the drawer."""
        self._book.setText(self.tr("{} đồng").format(dong(cash)))

    def show_difference(self, said: str, tone: str) -> None:
        """Show how the counted cash differs."""
        self._difference.show_state(said, tone, "check" if tone == "ok" else "warning" if said else "")

    @property
    def difference(self) -> str:
        """What is said of the difference."""
        return self._difference.text

    def _tell(self, text: str) -> None:
        self.field.set_error("")
        self.typed.emit(text)


class SealCard(Card):
    """The last close where nothing came since: its seal at large, its stations, where the package lies."""

    def __init__(self, print_action: QAction) -> None:
        super().__init__()
        self.seal = AccentLabel(size=34, weight=BOLD)
        self._words = AccentLabel(size=13, tone="ink2")
        self._file = ElidedLabel(size=12, tone="ink3")
        self.file = ""
        self.stations = Stations()
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(IconLabel("shield", self.tr("Dấu niêm phong của ngày"), size=13, tone="ink2"))
        left.addWidget(self.seal)
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addWidget(self._words, 0, Qt.AlignmentFlag.AlignRight)
        right.addWidget(KeyButton(print_action), 0, Qt.AlignmentFlag.AlignRight)
        row = QHBoxLayout()
        row.addLayout(left)
        row.addStretch(1)
        row.addLayout(right)
        self.column.addLayout(row)
        self.column.addWidget(self.stations)
        self.column.addWidget(self._file)

    def show_sealed(self, sealed: Sealed | None, *, is_short: bool) -> None:
        """Show the last close; ``is_short`` where something came since, which needs the room."""
        self.setVisible(sealed is not None)
        self.stations.setVisible(not is_short)
        self._file.setVisible(not is_short)
        if sealed is not None:
            self.seal.setText(sealed.seal)
            self._words.setText(sealed.words)
            self.file = sealed.file
            self._file.setText(sealed.file)
            self.stations.show_stations(sealed.stations)


class PackagesCard(Card):
    """All packages: what somebody should look at first, then the newest."""

    def __init__(self, take: QAction, answer: QAction) -> None:
        super().__init__(margin=4)
        self.list = RowList(self.tr("Các ngày đã chốt"))
        self._under_way = IconLabel("send", size=13, tone="accent")
        self._under_way.hide()
        self._exceptions = 0
        self._none = Caption(
            self.tr("Chưa chốt ngày nào. Chốt xong, gói của ngày hiện ở đây cùng câu trả lời của thành phố."), wrap=True
        )
        self._none.setContentsMargins(10, 4, 10, 8)
        head = QHBoxLayout()
        head.setContentsMargins(10, 4, 8, 0)
        head.setSpacing(8)
        head.addWidget(SectionTitle(self.tr("Các ngày đã chốt")))
        head.addWidget(self._under_way)
        head.addStretch(1)
        head.addWidget(KeyButton(answer, QUIET))
        head.addWidget(KeyButton(take, QUIET))
        self.column.addLayout(head)
        self.column.addWidget(self._none)
        self.column.addWidget(self.list, 1)
        self.column.addStretch(0)

    @property
    def under_way(self) -> str:
        """What is said of the sending."""
        return "" if self._under_way.isHidden() else self._under_way.text()

    def show_packages(self, screen: DayEndScreen) -> None:
        """Show the packages."""
        self._none.setVisible(not screen.packages)
        self.list.setVisible(bool(screen.packages))
        was = self._exceptions
        self._exceptions = screen.exceptions
        self.list.show_rows(screen.packages)
        if screen.exceptions > was and not self.list.hasFocus():
            self.list.choose_first()

    def show_under_way(self, said: str) -> None:
        """Show what is being sent."""
        self._under_way.setText(said)
        self._under_way.setVisible(bool(said))
