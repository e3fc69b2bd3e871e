"""The look in one place: colour tokens, type and sizes, and the one stylesheet made from them.

Painters and the stylesheet read a `Theme`; no other module writes a colour. All sizes are logical pixels.
"""

from __future__ import annotations

import dataclasses
import math
import re
import sys
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QFont, QFontInfo, QPalette, QPixmapCache
from PySide6.QtWidgets import QApplication

from ui.resources import resource

REGULAR, SEMIBOLD, BOLD = 400, 600, 700

_FAMILIES = (
    ["Segoe UI Variable Text", "Segoe UI"]
    if sys.platform == "win32"
    else ["Open Sans", "Noto Sans", "Inter", "DejaVu Sans"]
)
# To be given to QApplication: Fusion everywhere, so that the stylesheet means the same. (Asking for the style by
# QApplication.setStyle would load the class QStyle, whose enumerations cost 5 to 10 ms of the start.)
QT_ARGUMENTS = ["-style", "Fusion"]
_PROPERTY = "cchc_theme"
_HEADROOM = {"Open Sans": 0.06, "Noto Sans": 0.09, "DejaVu Sans": 0.3}
_HEADROOM_ELSEWHERE = 0.2


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """One complete look. Colours are ``#RRGGBB``.

    Attributes:
        name: ``light``, ``dark`` or ``contrast``.
        factor: What every size of text is multiplied by (1.0, 1.12, 1.25).
        headroom: Share of a text's size that stacked capitals (Ẳ Ễ Ộ Ử) rise above the font's own line.
        border: Width of the edges of fields and cards.
    """

    name: str
    bg: str
    surface: str
    sunken: str
    ink: str
    ink2: str
    ink3: str
    line: str
    field: str
    accent: str
    on_accent: str
    accent_hover: str
    accent_soft: str
    ok: str
    ok_soft: str
    ok_edge: str
    warn: str
    warn_soft: str
    warn_edge: str
    bad: str
    bad_soft: str
    bad_edge: str
    day: str
    day_soft: str
    day_edge: str
    focus: str
    rail: str
    rail_text: str
    rail_key: str
    rail_chosen: str
    rail_on: str
    rail_mark: str
    key_edge: str
    off: str
    badge_bad: str = "#D93A2F"
    badge_warn: str = "#F2A93B"
    badge_quiet: str = "#C4D2DF"
    badge_bad_ink: str = "#FFFFFF"
    badge_ink: str = "#10243A"
    factor: float = 1.0
    headroom: float = 0.1
    border: int = 1

    def px(self, size: float) -> int:
        """Return a size of text, or of a box made for text, after the clerk's text-size setting."""
        return round(size * self.factor)

    def color(self, token: str) -> QColor:
        """Return the colour of a token by its name, for example ``"bad_soft"``."""
        return QColor(getattr(self, token))

    def font(self, size: float, weight: int = REGULAR) -> QFont:
        """Return the interface's font; ``size`` in logical pixels before the text-size setting."""
        font = QFont()
        font.setFamilies(_FAMILIES)
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight(weight))
        return font

    def room_above(self, size: float) -> int:
        """Return the pixels to keep free above a line so that no stacked accent is cut."""
        return max(1, math.ceil(self.px(size) * self.headroom))


LIGHT = Theme(
    name="light",
    bg="#F2F4F7", surface="#FFFFFF", sunken="#F7F9FB",
    ink="#15202B", ink2="#445261", ink3="#5C6976",
    line="#DDE3E9", field="#7F8C99",
    accent="#0B5CAD", on_accent="#FFFFFF", accent_hover="#094C90", accent_soft="#E5EFF9",
    ok="#12693A", ok_soft="#E2F3E9", ok_edge="#9CD1B3",
    warn="#854400", warn_soft="#FFF0D6", warn_edge="#EBC07F",
    bad="#B0241C", bad_soft="#FCE8E6", bad_edge="#EBA8A3",
    day="#07665C", day_soft="#DBF2EE", day_edge="#93CFC6",
    focus="#0B5CAD",
    rail="#10243A", rail_text="#C4D2DF", rail_key="#8FA6BC", rail_chosen="#1D3B5C", rail_on="#FFFFFF",
    rail_mark="#5AA9F0", key_edge="#B4C0CC", off="#5C6976",
)  # fmt: skip

DARK = Theme(
    name="dark",
    bg="#0E151D", surface="#17212B", sunken="#121B24",
    ink="#F2F6FA", ink2="#BECAD6", ink3="#95A5B4",
    line="#2A3947", field="#74879A",
    accent="#74B7F7", on_accent="#06223D", accent_hover="#9ACBFA", accent_soft="#17344F",
    ok="#7DD6A2", ok_soft="#143526", ok_edge="#2F6B4B",
    warn="#F6C172", warn_soft="#3A2A10", warn_edge="#7A5A22",
    bad="#FF9C94", bad_soft="#43201D", bad_edge="#86413B",
    day="#6FD6C8", day_soft="#0F3A36", day_edge="#2B6E66",
    focus="#FFD166",
    rail="#0A1118", rail_text="#B4C3D1", rail_key="#8396A8", rail_chosen="#17344F", rail_on="#FFFFFF",
    rail_mark="#74B7F7", key_edge="#46596C", off="#95A5B4",
)  # fmt: skip

CONTRAST = Theme(
    name="contrast",
    bg="#000000", surface="#000000", sunken="#000000",
    ink="#FFFFFF", ink2="#FFFFFF", ink3="#FFFFFF",
    line="#FFFFFF", field="#FFFFFF",
    accent="#8EE3F0", on_accent="#000000", accent_hover="#FFFFFF", accent_soft="#000000",
    ok="#7CFC9A", ok_soft="#000000", ok_edge="#7CFC9A",
    warn="#FFD866", warn_soft="#000000", warn_edge="#FFD866",
    bad="#FFB3AD", bad_soft="#000000", bad_edge="#FFB3AD",
    day="#7FF5E5", day_soft="#000000", day_edge="#7FF5E5",
    focus="#FFFF00",
    rail="#000000", rail_text="#FFFFFF", rail_key="#FFFFFF", rail_chosen="#000000", rail_on="#FFFF00",
    rail_mark="#FFFF00", key_edge="#FFFFFF", off="#A8A8A8",
    border=2,
)  # fmt: skip

THEMES = (LIGHT, DARK, CONTRAST)


def named(name: str) -> Theme:
    """Return the look of that name; light for one that nobody knows."""
    return next((look for look in THEMES if look.name == name), LIGHT)


def from_system(palette: QPalette) -> Theme:
    """Return the high-contrast look in the colours that the system itself asks for."""
    ground = palette.color(QPalette.ColorRole.Window).name()
    ink = palette.color(QPalette.ColorRole.WindowText).name()
    chosen = palette.color(QPalette.ColorRole.Highlight).name()
    on_chosen = palette.color(QPalette.ColorRole.HighlightedText).name()
    grounds = dict.fromkeys(("bg", "surface", "sunken", "accent_soft", "rail", "rail_chosen"), ground)
    softs = dict.fromkeys(("ok_soft", "warn_soft", "bad_soft", "day_soft"), ground)
    inks = dict.fromkeys(("ink", "ink2", "ink3", "line", "field", "focus", "key_edge"), ink)
    rails = dict.fromkeys(("rail_text", "rail_key", "rail_on", "rail_mark"), ink)
    marks = dict.fromkeys(("ok", "warn", "bad", "day", "ok_edge", "warn_edge", "bad_edge", "day_edge"), ink)
    tokens: dict[str, Any] = {**grounds, **softs, **inks, **rails, **marks, "accent": chosen, "on_accent": on_chosen}
    return dataclasses.replace(CONTRAST, **tokens)


def current() -> Theme:
    """Return the look that the program wears now (light before `apply` was called)."""
    app = QCoreApplication.instance()
    look = app.property(_PROPERTY) if app is not None else None
    return look if isinstance(look, Theme) else LIGHT


def apply(app: QApplication, look: Theme, *, text_percent: int = 100) -> Theme:
    """Dress the whole program: the palette, the font, the one stylesheet.

    Args:
        app: The application.
        look: Which colours.
        text_percent: The clerk's text size, 100, 112 or 125.

    Returns:
        The look as applied, with the text size and the font's headroom filled in.
    """
    worn = dataclasses.replace(look, factor=text_percent / 100)
    worn = dataclasses.replace(worn, headroom=_headroom(worn))
    app.setProperty(_PROPERTY, worn)
    QPixmapCache.clear()
    app.setPalette(_palette(worn))
    app.setFont(worn.font(14))
    app.setStyleSheet(stylesheet(worn))
    return worn


def stylesheet(look: Theme) -> str:
    """Return the application's stylesheet with every ``@token`` and ``@px(n)`` filled in."""
    text = resource("styles", "app.qss").read_text("utf-8")
    text = re.sub(r"@px\((\d+)\)", lambda found: f"{look.px(int(found[1]))}px", text)
    text = text.replace("@icons", resource("styles").as_posix()).replace("@borderpx", f"{look.border}px")
    return re.sub(r"@(\w+)", lambda found: str(getattr(look, found[1])), text)


def _headroom(look: Theme) -> float:
    """Return how far the highest stacked capital of the font found here rises above its ascent.

    Known by the family, as measuring an outline costs 6 ms of the start; a test compares it with what is drawn.
    """
    return _HEADROOM.get(QFontInfo(look.font(14)).family(), _HEADROOM_ELSEWHERE)


def _palette(look: Theme) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette(look.color("surface"), look.color("bg"))
    for where, token in (
        (role.Window, "bg"), (role.WindowText, "ink"), (role.Base, "surface"), (role.AlternateBase, "sunken"),
        (role.Text, "ink"), (role.Button, "surface"), (role.ButtonText, "ink"), (role.BrightText, "bad"),
        (role.Highlight, "accent"), (role.HighlightedText, "on_accent"), (role.Link, "accent"),
        (role.PlaceholderText, "ink3"), (role.ToolTipBase, "surface"), (role.ToolTipText, "ink"),
        (role.Light, "surface"), (role.Midlight, "line"), (role.Mid, "line"), (role.Dark, "field"),
        (role.Shadow, "line"), (role.Accent, "accent"),
    ):  # fmt: skip
        palette.setColor(where, look.color(token))
    for where in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, look.color("off"))
    return palette
