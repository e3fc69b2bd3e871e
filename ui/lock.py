"""The lock of the desk: by key, after idle minutes, at the start; nothing below it is closed, nothing of it is read."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from ui.desk_parts import DeskParts
from ui.hearing import Hearing
from ui.main_window import MainWindow
from ui.widgets.buttons import make_action
from ui.widgets.notices import Notice

if TYPE_CHECKING:
    from ui.presenters.lock import LockPresenter
    from ui.views.lock import LockCover

_LOOK_EVERY_MS = 10_000
_NO_PIN = "lock_without_pin"
_ACTS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.InputMethod,
    }
)


class DeskLock(QObject):
    """Locks the window that is shown now.

    Signals:
        person_changed: It was unlocked by somebody else than who worked before; carries the id.
    """

    person_changed = Signal(str)

    def __init__(self, parts: DeskParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._presenter: LockPresenter | None = None
        self._window: MainWindow | None = None
        self._cover: LockCover | None = None
        self._was_active = False
        self._active_at: datetime = parts.clock.now()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        app = QCoreApplication.instance()
        if app is not None:
            Hearing.of(app).begin(self._note_act, _ACTS)

    @property
    def presenter(self) -> LockPresenter:
        """Who judges PINs; made when the first one is asked for: a start needs none."""
        if self._presenter is None:
            from ui.presenters.lock import LockPresenter

            self._presenter = LockPresenter(self._parts, self)
        return self._presenter

    @property
    def is_locked(self) -> bool:
        """Whether the cover lies over the window."""
        return self._cover is not None

    @property
    def cover(self) -> LockCover | None:
        """What lies over the window while it is locked."""
        return self._cover

    def watch(self, window: MainWindow) -> None:
        """Give a window its key; the window before is gone, and so is what lay over it."""
        self._window = window
        self._cover = None
        self._let_scan()
        action = make_action(window, self.tr("Khóa"), "Ctrl+L", "lock")
        window.top.add_action(action)
        action.triggered.connect(self.ask)

    def ask(self) -> None:
        """Lock by key; where there is no PIN say how one gets it."""
        if not self.lock() and self._window is not None:
            sentence = self.tr("Chưa khóa được: người đang làm chưa có mã PIN")
            facts = self.tr("F10, nhóm Cán bộ, Alt+M để đặt mã PIN của mình.")
            actor = self._parts.recorder.actor
            if not self._parts.desk.people.may_set_own_pin(actor):
                facts = self.presenter.first_pin_advice(actor)
            self._window.notices.post(Notice(key=_NO_PIN, tone="warn", sentence=sentence, facts=facts))

    def lock(self) -> bool:
        """Lock where who works now has a PIN; return whether the window is locked now."""
        if self._window is None or self.is_locked:
            return self.is_locked
        if not self._parts.state.has_pin(self._parts.recorder.actor):
            return False  # without a PIN a lock would keep nobody out
        from ui.views.lock import LockCover

        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        if self._parts.scanner is not None:
            self._parts.scanner.blockSignals(True)  # a burst is still taken as one, and goes nowhere
        self._cover = LockCover(self._window, self.presenter, is_training=self._parts.desk.is_training)
        self._cover.unlocked.connect(self._unlock)
        self._cover.open()
        return True

    def look(self) -> None:
        """Lock where nobody has touched a key or the mouse for the set minutes."""
        now = self._parts.clock.now()
        if self._was_active or now < self._active_at:
            self._was_active, self._active_at = False, now
            return
        minutes = self._parts.state.settings.lock_minutes
        if minutes and now - self._active_at >= timedelta(minutes=minutes):
            self.lock()

    def finish(self) -> None:
        """Look no more: the desk is being closed."""
        self._timer.stop()
        app = QCoreApplication.instance()
        if app is not None:
            Hearing.of(app).end(self._note_act)

    def show_unfinished(self, words: str) -> None:
        """Say on the cover too what has not come out."""
        if self._cover is not None:
            self._cover.show_unfinished(words)

    def show_unsent(self, words: str, tone: str, icon: str) -> None:
        """Say on the cover too what no city has yet."""
        if self._cover is not None:
            self._cover.unsent.show_state(words, tone, icon)

    def _note_act(self, _watched: QObject, _event: QEvent) -> bool:
        self._was_active = True
        return False

    def _unlock(self, officer: str, is_another: bool) -> None:
        cover, self._cover = self._cover, None
        self._let_scan()
        self._was_active = True
        if cover is not None:
            cover.close_down()
        if is_another:
            self.person_changed.emit(officer)

    def _let_scan(self) -> None:
        if self._parts.scanner is not None:
            self._parts.scanner.blockSignals(False)
