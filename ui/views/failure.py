"""One calm window for what keeps the program from opening, and one for a fault of the program itself."""

from __future__ import annotations

import hashlib
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.buttons import FILLED, KeyButton, make_action
from ui.widgets.labels import AccentLabel, IconLabel

_WIDE = 620


class FailureWindow(QWidget):
    """Why the desk cannot be opened: what happened, what is safe, what to press. ``Esc`` and ``Ctrl+Q`` end it."""

    def __init__(self, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("CCHC")
        self.setProperty("noRing", True)
        self._close = make_action(self, self.tr("Đóng"), "Esc")
        self._close.setShortcuts([QKeySequence("Esc"), QKeySequence("Ctrl+Q")])
        title = IconLabel("warning", self.tr("Chưa mở được sổ"), size=18, weight=700, tone="bad")
        words = AccentLabel(sentence, size=15, wrap=True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 20)
        column.setSpacing(14)
        column.addWidget(title)
        column.addWidget(words)
        column.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(KeyButton(self._close, FILLED))
        column.addLayout(row)
        self.resize(_WIDE, max(260, column.totalHeightForWidth(_WIDE)))
        self.setAccessibleName(f"{title.text()}. {sentence}")
        self._close.triggered.connect(self.close)


class CrashDialog(QWidget):
    """A part of the program failed; work goes on. It does not block the window under it."""

    def __init__(self, code: str, log_folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Dialog)
        self.setWindowTitle("CCHC")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self._close = make_action(self, self.tr("Làm tiếp"), "Esc")
        self.code = code
        sentence = self.tr("Màn hình này gặp lỗi (mã {})").format(code)
        facts = self.tr(
            "Những gì đã lưu vẫn còn nguyên. Bấm Esc rồi làm tiếp; nếu lỗi lặp lại, bấm F3 mở lại màn hình tiếp nhận "
            "và báo quản trị mã này. Nhật ký lỗi nằm trong {}."
        ).format(log_folder)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(10)
        column.addWidget(IconLabel("warning", sentence, size=16, weight=700, tone="warn"))
        column.addWidget(AccentLabel(facts, size=14, wrap=True))
        column.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(KeyButton(self._close, FILLED))
        column.addLayout(row)
        self.resize(_WIDE, max(210, column.totalHeightForWidth(_WIDE)))
        self.setAccessibleName(f"{sentence}. {facts}")
        self._close.triggered.connect(self.close)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        super().closeEvent(event)
        parent = self.parentWidget()
        if parent is not None:
            parent.activateWindow()


def crash_code(traceback: TracebackType | None) -> str:
    """Return "K-3107": the same place in the program has the same code, so that one can ask for it."""
    place = "nowhere"
    while traceback is not None:
        code = traceback.tb_frame.f_code
        place = f"{Path(code.co_filename).name}:{code.co_name}:{traceback.tb_lineno}"
        traceback = traceback.tb_next
    return f"K-{int(hashlib.sha256(place.encode()).hexdigest()[:8], 16) % 10_000:04}"
