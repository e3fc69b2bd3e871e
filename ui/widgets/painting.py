"""Strokes shared by the painted parts: boxes with sharp edges, key badges, chips, words in a box."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from ui.theme import SEMIBOLD, Theme
from ui.widgets.icons import paint_icon

_WIDTHS = 2048
CHIP_HEIGHT = 24
BADGE_HEIGHT = 19


def rounded(
    painter: QPainter, rect: QRect, radius: float, fill: str | None, edge: str | None = None, width: int = 1
) -> None:
    """Paint a rounded box; the edge lies wholly inside ``rect``, on whole pixels."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(edge), width) if edge else Qt.PenStyle.NoPen)
    inset = width / 2 if edge else 0.0
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius)


def words(
    painter: QPainter,
    look: Theme,
    rect: QRect,
    text: str,
    *,
    size: float,
    weight: int = 400,
    tone: str = "ink",
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> int:
    """Paint one line, in the middle of the box's height, ended by … when too long; return its width."""
    font = look.font(size, weight)
    painter.setFont(font)
    painter.setPen(look.color(tone))
    metrics = QFontMetrics(font)
    wide = metrics.horizontalAdvance(text)
    if wide > rect.width():
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        wide = metrics.horizontalAdvance(text)
    painter.drawText(rect, align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, text)
    return wide


@lru_cache(maxsize=_WIDTHS)
def text_width(look: Theme, text: str, size: float, weight: int = 400) -> int:
    """Return how wide one line would be; labels of buttons are asked for some hundred times at each saving."""
    return QFontMetrics(look.font(size, weight)).horizontalAdvance(text) + 1  # widths are rounded: one more than enough


def key_label(keys: str) -> str:
    """Return a key sequence as it is shown: ``Ctrl+Return`` becomes ``Ctrl+Enter``, ``Alt+Down`` ``Alt+↓``."""
    for name, shown in (
        ("Return", "Enter"), ("Down", "↓"), ("Up", "↑"), ("Left", "←"), ("Right", "→"), ("Escape", "Esc"),
    ):  # fmt: skip
        keys = keys.replace(name, shown)
    return keys


def badge_size(look: Theme, label: str) -> QSize:
    """Return the box of a key badge."""
    return QSize(max(look.px(BADGE_HEIGHT + 3), text_width(look, label, 11, SEMIBOLD) + 12), look.px(BADGE_HEIGHT))


def paint_badge(
    painter: QPainter, look: Theme, rect: QRect, label: str, *, ink: str, edge: str, fill: str | None
) -> None:
    """Paint a key badge: an edge, a thicker bottom, the key's name.

    Args:
        painter: Where to.
        look: The theme.
        rect: The badge's box.
        label: As `key_label` gives it.
        ink: Token of the words.
        edge: Colour of the edge, a value.
        fill: Colour of the ground, a value, or None.
    """
    rounded(painter, rect, 4, fill, edge)
    rounded(painter, rect.adjusted(0, 0, 0, -1), 4, None, edge)
    centre = Qt.AlignmentFlag.AlignHCenter
    words(painter, look, rect.adjusted(0, 0, 0, -1), label, size=11, weight=SEMIBOLD, tone=ink, align=centre)


def chip_colors(look: Theme, tone: str) -> tuple[str, str, str]:
    """Return ground, edge and ink token of a chip; tones: ok, warn, bad, day, accent, quiet."""
    if tone == "accent":
        return look.accent_soft, look.accent, "accent"
    if tone in ("ok", "warn", "bad", "day"):
        return getattr(look, f"{tone}_soft"), getattr(look, f"{tone}_edge"), tone
    return look.sunken, look.field, "ink2"


def chip_size(look: Theme, text: str, icon: str = "") -> QSize:
    """Return the box of a status chip."""
    width = text_width(look, text, 12, SEMIBOLD) + 22 + (look.px(19) if icon else 0)
    return QSize(width, look.px(CHIP_HEIGHT))


def paint_chip(painter: QPainter, look: Theme, rect: QRect, text: str, tone: str, icon: str = "") -> None:
    """Paint a status chip: soft ground, edge, an icon where colour alone would not do, bold words."""
    fill, edge, ink = chip_colors(look, tone)
    rounded(painter, rect, rect.height() / 2, fill, edge, look.border)
    inner = rect.adjusted(11, 0, -11, 0)
    if icon:
        side = look.px(14)
        paint_icon(painter, icon, getattr(look, ink), QRect(inner.left(), inner.top(), side, inner.height()))
        inner.setLeft(inner.left() + look.px(19))
    words(painter, look, inner, text, size=12, weight=SEMIBOLD, tone=ink)
