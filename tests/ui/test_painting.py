"""Words in a box: whole where there is room, ended by … inside the box where there is none."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget

from ui.theme import LIGHT, SEMIBOLD
from ui.widgets.daylines import DayLine, DayLines
from ui.widgets.painting import text_width, words

ROOM = 90
LONG = "Giấy xác nhận tình trạng hôn nhân của Ủy ban nhân dân"


def inked(image: QImage, ground: QColor) -> list[int]:
    """Return the columns in which something was painted."""
    rows = range(image.height())
    return [x for x in range(image.width()) if any(image.pixelColor(x, y) != ground for y in rows)]


def painted(text: str) -> tuple[QImage, int]:
    image = QImage(600, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    wide = words(painter, LIGHT, QRect(0, 0, ROOM, 40), text, size=14)
    painter.end()
    return image, wide


def test_words_without_room_end_inside_their_box(qapp):
    image, wide = painted(LONG)
    assert wide <= ROOM
    assert max(inked(image, QColor("white"))) <= ROOM
    assert text_width(LIGHT, LONG, 14) > 2 * ROOM


def test_words_with_room_are_whole(qapp):
    image, wide = painted("Khai sinh")
    assert abs(wide - text_width(LIGHT, "Khai sinh", 14)) <= 1
    assert max(inked(image, QColor("white"))) > wide - 4


def test_what_a_day_counted_is_never_cut(qtbot):
    def ink_of(amount: str) -> int:
        lines = DayLines((DayLine(day="T4 24/04", kind="", act="Nhận 15:18", span="15:18-17:00", amount=amount),))
        holder = QWidget()
        qtbot.addWidget(holder)
        lines.setParent(holder)
        lines.resize(560, lines.sizeHint().height())
        image = lines.grab().toImage()
        ground = image.pixelColor(image.width() - 1, image.height() // 2)
        inner = image.copy(QRect(300, 4, image.width() - 300, image.height() - 8))
        columns = inked(inner, ground)
        return max(columns) - min(columns) + 1

    whole = "10 giờ 42 phút"
    assert ink_of(whole) >= text_width(LIGHT, whole, 14, SEMIBOLD) - 6
