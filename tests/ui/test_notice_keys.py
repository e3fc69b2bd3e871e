"""A notice of the program lies over any screen and hears its keys first: none of them may be a screen's own."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import ui

ROOT = Path(ui.__file__).parent
OVER_EVERY_SCREEN = ("start_notices.py", "paper_news.py", "year_pack_news.py")
"""Who tells of something whichever screen is shown; the other notices belong to their screen."""
KEY = re.compile(r"Alt\+[A-Z0-9]")


def alt_keys(path: Path) -> set[str]:
    """Return the keys with Alt that a file names as keys; those in a sentence are not its own."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    texts = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return {text for text in texts if KEY.fullmatch(text)}


def test_no_notice_takes_a_key_from_the_screen_below():
    notices = [ROOT / name for name in OVER_EVERY_SCREEN]
    screens = {path: alt_keys(path) for path in sorted(ROOT.rglob("*.py")) if path not in notices}
    assert len(set().union(*screens.values())) > 15, "the screens' keys were not found"
    for notice in notices:
        own = alt_keys(notice)
        assert own, f"no key was found in {notice.name}"
        hidden = {path.name: sorted(keys & own) for path, keys in screens.items() if keys & own}
        assert not hidden, f"{notice.name} hides {hidden}"
