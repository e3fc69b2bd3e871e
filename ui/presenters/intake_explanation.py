"""Vì sao ngày này, on paper: sends the page, and says where it went."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from cchc_desktop.domain.procedure import Procedure
from cchc_desktop.domain.term import Promise
from ui.desk_parts import DeskParts
from ui.widgets.notices import Notice

KIND, NAME = "due_explanation", "vi-sao-ngay-nay"
NOTICE = "intake_explanation"


class IntakeExplanation(QObject):
    """Prints the explanation of a promise.

    Signals:
        posted: Carries a `Notice`: that the page is on its way, where it went, or why it did not come out.
    """

    posted = Signal(object)

    def __init__(self, parts: DeskParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        if parts.print_flow is not None:
            parts.print_flow.other_done.connect(self._hear)

    def of(self, promise: Promise | None) -> tuple[str, Promise] | None:
        """Return the title with the promise that is explained, None where there is nothing to explain."""
        return None if promise is None or not promise.steps else (self.title(promise.due_at), promise)

    def title(self, moment: datetime) -> str:
        """Return what is asked: "Vì sao hẹn 15:20 ngày 02/05/2024?"."""
        return self.tr("Vì sao hẹn {} ngày {}?").format(f"{moment:%H:%M}", f"{moment:%d/%m/%Y}")

    def send(
        self, promise: Promise, procedure: Procedure | None, when_ready: Callable[[Callable[[], object]], None]
    ) -> None:
        """Print the page once the paper libraries are loaded; `posted` follows."""
        if self._parts.print_flow is not None:
            self._post("accent", self.tr("Đang in tờ giải thích ngày hẹn"))
            when_ready(partial(self._print, promise, procedure))

    def _print(self, promise: Promise, procedure: Procedure | None) -> None:
        if self._parts.print_flow is not None:
            build = partial(self._parts.papers().explanation, self.title(promise.due_at), promise, procedure)
            self._parts.print_flow.print_other(build, kind=KIND, name=NAME)

    def _hear(self, name: str, is_out: bool, words: str) -> None:
        if name != NAME:
            return
        if not is_out:
            self._post("bad", self.tr("Chưa in được tờ giải thích ngày hẹn"), words)
        elif words:
            self._post(
                "ok", self.tr("Tờ giải thích ngày hẹn ở tệp {}").format(words), self.tr("Chưa chọn máy in cho tờ này.")
            )
        else:
            self._post("ok", self.tr("Tờ giải thích ngày hẹn đã gửi đến máy in"))

    def _post(self, tone: str, sentence: str, facts: str = "") -> None:
        self.posted.emit(Notice(key=NOTICE, tone=tone, sentence=sentence, facts=facts))
