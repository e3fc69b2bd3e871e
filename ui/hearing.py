"""One filter of the application for all who listen to its keys.

Every event of every widget passes such a filter, some ten thousand while a screen is made, and one in Python costs each
of them a microsecond. So there is one, which knows by an event's kind who listens to it.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Collection

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from shiboken6 import isValid

Hear = Callable[[QObject, QEvent], bool]
"""A method of a QObject: gets who an event is for, and the event; returns whether nobody else shall have it."""


class Hearing(QObject):
    """Hands events of the kinds somebody listens to to them: who began last hears first."""

    def __init__(self, app: QCoreApplication) -> None:
        """Create the one of ``app``; ask `of` for it."""
        super().__init__(app)
        self._by_kind: dict[QEvent.Type, list[weakref.WeakMethod[Hear]]] = {}
        app.installEventFilter(self)

    @classmethod
    def of(cls, app: QCoreApplication) -> Hearing:
        """Return the application's, made when it is first asked for."""
        found = app.findChild(cls)
        return found if found is not None else cls(app)

    def begin(self, hear: Hear, kinds: Collection[QEvent.Type]) -> None:
        """Let a method hear events of some kinds until `end`, or until its object is gone."""
        self.end(hear)
        for kind in kinds:
            self._by_kind.setdefault(kind, []).append(weakref.WeakMethod(hear))

    def end(self, hear: Hear) -> None:
        """Let a method hear nothing any more."""
        for kind, listeners in list(self._by_kind.items()):
            left = [one for one in listeners if one() not in (None, hear)]
            if left:
                self._by_kind[kind] = left
            else:
                del self._by_kind[kind]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        listeners = self._by_kind.get(event.type())
        return listeners is not None and self._hand(listeners, watched, event)

    @staticmethod
    def _hand(listeners: list[weakref.WeakMethod[Hear]], watched: QObject, event: QEvent) -> bool:
        for one in reversed(listeners):
            hear = one()
            if hear is not None and isValid(hear.__self__) and hear(watched, event):  # type: ignore[attr-defined]
                return True
        return False
