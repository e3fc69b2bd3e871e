"""What every screen of the main window is."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from ui import theme

COMPACT, MEDIUM, NORMAL, WIDE = "compact", "medium", "normal", "wide"


def layout_class_of(width: int) -> str:
    """Return the layout class of a window's logical width: compact < 1240 ≤ medium < 1340 ≤ normal < 1600 ≤ wide."""
    if width < 1240:
        return COMPACT
    if width < 1340:
        return MEDIUM
    return NORMAL if width < 1600 else WIDE


def text_class_of(layout_class: str, width: int) -> str:
    """Return the class of a window's width where larger text leaves less room than ``layout_class`` has."""
    if theme.current().factor == 1:
        return layout_class
    by_text = layout_class_of(round(width / theme.current().factor))
    order = (COMPACT, MEDIUM, NORMAL, WIDE)
    return min(layout_class, by_text, key=order.index)


@dataclasses.dataclass(frozen=True, slots=True)
class OpenedFrom:
    """What a page is asked to show, and the page to which Esc leads back."""

    what: str
    page: str
    step: str = ""
    """A step to begin at once where it is legal, as it is why one comes; a `StepKind`."""


class Page(QWidget):
    """A screen. Subclasses set ``title`` and override what they need; actions made with `make_action` are its keys.

    Signals:
        notice_wanted: Carries a `Notice` to say.
        notice_withdrawn: Carries the key of a notice whose matter is settled.
        page_wanted: Carries the key of another page and what it shall show (a dossier's code, `OpenedFrom`, or None).
    """

    notice_wanted = Signal(object)
    notice_withdrawn = Signal(str)
    page_wanted = Signal(str, object)

    title = ""

    def entered(self, what: object = None) -> None:
        """The page is shown now: put the focus where it belongs, look again at what may be stale.

        Args:
            what: What another page asked to see, else None.
        """

    def set_layout_class(self, layout_class: str) -> None:
        """The window has another width: compact, medium, normal or wide."""

    def is_flush(self) -> bool:
        """Return whether its ground begins with a strip at the very edge, which a notice must not touch."""
        return False

    def unsaved(self) -> str:
        """Return what would be lost if the program were closed now, in words; empty for nothing."""
        return ""

    def help_text(self) -> str:
        """Return two or three sentences for F1: what this screen is for and where to begin."""
        return ""

    def extra_keys(self) -> list[tuple[str, str]]:
        """Return keys that are no actions, as (key, what it does): digits in a list, arrows."""
        return []

    def key_lines(self) -> list[tuple[str, str]]:
        """Return every key of the page with its words."""
        lines = [(_keys(action), action.text().replace("&", "")) for action in self.actions() if _keys(action)]
        return lines + self.extra_keys()


def _keys(action: QAction) -> str:
    return str(action.property("keys") or "") if action.isVisible() else ""
