"""The sheet of the sealed code, for the envelope: drawn in memory, kept nowhere."""

from __future__ import annotations

from collections.abc import Sequence


def build(title: str, place: str, code: str, lines: Sequence[str]) -> bytes:
    """Return one page of A5 with the code and what to do with it; worker thread."""
    from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
    from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(300)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    writer.setPageMargins(QMarginsF(15, 15, 15, 15), QPageLayout.Unit.Millimeter)
    painter = QPainter(writer)
    top, width = 0.0, float(writer.width())
    flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)
    for words, points, is_bold in ((title.upper(), 14, True), (place, 11, False), (code, 18, True)):
        font = QFont("Liberation Serif", points)
        font.setBold(is_bold)
        painter.setFont(font)
        box = painter.boundingRect(QRectF(0, top, width, 4000), flags, words)
        painter.drawText(box, flags, words)
        top = box.bottom() + 60
    painter.setFont(QFont("Liberation Serif", 11))
    for number, line in enumerate(lines, start=1):
        words = f"{number}. {line}"
        box = painter.boundingRect(QRectF(0, top, width, 4000), flags, words)
        painter.drawText(box, flags, words)
        top = box.bottom() + 40
    painter.end()
    buffer.close()
    return bytes(buffer.data().data())
