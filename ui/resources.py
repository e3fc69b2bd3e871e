"""Where the files lie that the screens read: icons, the stylesheet, translations."""

from __future__ import annotations

from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent / "resources"


def resource(*parts: str) -> Path:
    """Return the path of a file or folder in ``resources/``, for example ``resource("icons", "home.svg")``."""
    return _ROOT.joinpath(*parts)
