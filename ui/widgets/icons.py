"""The program's own icons: drawn from SVG when first shown, in the colour and at the pixel ratio asked for."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap, QPixmapCache

from ui.resources import resource


def icon_pixmap(name: str, color: str, size: int, ratio: float) -> QPixmap:
    """Return an icon as pixels, from Qt's own cache when it was drawn before.

    Args:
        name: File name in ``resources/icons`` without its ending.
        color: ``#RRGGBB``, a token's value.
        size: Logical pixels, both ways.
        ratio: Device pixels to a logical pixel.
    """
    side = round(size * ratio)
    key = f"cchc:{name}:{color}:{side}"
    pixmap = QPixmap()
    if not QPixmapCache.find(key, pixmap):
        pixmap = _drawn(name, color, side)
        QPixmapCache.insert(key, pixmap)
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def icon(name: str, color: str, size: int = 18, ratio: float = 2.0) -> QIcon:
    """Return an icon for Qt's own parts (actions of line edits, menus)."""
    return QIcon(icon_pixmap(name, color, size, ratio))


def paint_icon(painter: QPainter, name: str, color: str, rect: QRect) -> None:
    """Paint an icon in the middle of ``rect``, as large as its shorter side."""
    size = min(rect.width(), rect.height())
    ratio = painter.device().devicePixelRatioF()
    corner = rect.topLeft() + QPoint((rect.width() - size) // 2, (rect.height() - size) // 2)
    painter.drawPixmap(corner, icon_pixmap(name, color, size, ratio))


def _drawn(name: str, color: str, side: int) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer  # costs 4 ms: not before the first icon

    drawing = resource("icons", f"{name}.svg").read_bytes().replace(b"currentColor", color.encode("ascii"))
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(drawing).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return pixmap
