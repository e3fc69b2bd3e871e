"""The one type family of all papers: Liberation Serif 2.1.5, or the Times New Roman of Windows.

A file counts only when it really has every Vietnamese letter and the đồng sign: the older Liberation 1.07
bears the same family name and lacks 92 of them, so names and package versions prove nothing.
"""

from __future__ import annotations

import functools
import os
import string
import sys
from collections.abc import Iterable
from pathlib import Path

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from cchc_desktop import errors

REGULAR = "CchcSerif"
BOLD = "CchcSerif-Bold"
ITALIC = "CchcSerif-Italic"
BOLD_ITALIC = "CchcSerif-BoldItalic"

PACKAGE = "fonts-liberation2"
"""The system package that carries the faces on Debian and Ubuntu."""

_FILES = {
    REGULAR: ("LiberationSerif-Regular.ttf", "times.ttf"),
    BOLD: ("LiberationSerif-Bold.ttf", "timesbd.ttf"),
    ITALIC: ("LiberationSerif-Italic.ttf", "timesi.ttf"),
    BOLD_ITALIC: ("LiberationSerif-BoldItalic.ttf", "timesbi.ttf"),
}

_VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"
VIETNAMESE_LETTERS = "".join(sorted(set(_VOWELS + _VOWELS.upper()) - set(string.ascii_letters)))
"""The 134 letters that Vietnamese has and ASCII has not."""

REQUIRED_SIGNS = VIETNAMESE_LETTERS + string.ascii_letters + string.digits + string.punctuation + "₫·…–—“”•−"
"""A face without any one of these is refused."""


def folders() -> tuple[Path, ...]:
    """Return the folders that are searched, first hit wins: beside the program, then the system's."""
    beside = Path(__file__).resolve().parents[2] / "resources" / "fonts"
    if sys.platform == "win32":
        return (beside, Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts")
    share = Path("/usr/share/fonts")
    return (
        beside,
        share / "truetype" / "liberation2",
        share / "truetype" / "liberation",
        share / "liberation-serif",
        share / "liberation-serif-fonts",
        share / "TTF",
        share / "truetype" / "msttcorefonts",
    )


def find(face: str, searched: Iterable[Path]) -> TTFont:
    """Return the loaded font of ``face`` from the first folder that has it complete.

    Raises:
        errors.FontMissing: no folder has the face with every letter of `REQUIRED_SIGNS`.
    """
    for folder in searched:
        for name in _FILES[face]:
            font = _load(face, folder / name)
            if font is not None and covers(font, REQUIRED_SIGNS):
                return font
    raise errors.FontMissing(font=_FILES[face][0], package=PACKAGE)


def covers(font: TTFont, signs: str) -> bool:
    """Return whether ``font`` has a glyph of its own for every one of ``signs``."""
    glyphs = font.face.charToGlyph
    return all(glyphs.get(ord(sign), 0) for sign in signs)


@functools.cache
def register() -> None:
    """Make the four faces known to reportlab; later calls cost nothing.

    Raises:
        errors.FontMissing: a face was not found; ``package`` names what to install.
    """
    # Streams as bytes, not as base-85 text: a quarter smaller, and without reportlab's C helper ten times faster.
    rl_config.useA85 = 0
    for face in _FILES:
        pdfmetrics.registerFont(find(face, folders()))


def _load(face: str, path: Path) -> TTFont | None:
    if not path.is_file():
        return None
    try:
        return TTFont(face, str(path))
    except TTFError:
        return None  # a torn or foreign file is as good as none; the next folder may have a sound one
