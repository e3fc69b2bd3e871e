"""The files of a dossier: their list beside its papers, and the question that puts another one to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QMouseEvent, QPixmap, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from cchc_desktop.domain.attachment import AttachmentRole
from ui import labels, theme
from ui.keys import KeyGrab
from ui.presenters.attachments import MOST_SHEETS, ROLES, AttachmentsPresenter, AttachmentWords
from ui.views.dossier_panels import AskPanel
from ui.widgets.buttons import OUTLINED, KeyButton, make_action
from ui.widgets.choice import SegmentedChoice
from ui.widgets.fields import LabelledField
from ui.widgets.files import FileChoice
from ui.widgets.icons import icon_pixmap
from ui.widgets.labels import AccentLabel, Caption, IconLabel

_THUMBNAIL = 40


class AttachmentList(QWidget):
    """The files one under the other.

    Signals:
        opened: A file is to be seen; carries its content's hash.
    """

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._shown: tuple[AttachmentWords, ...] | None = None

    def show_files(self, files: Sequence[AttachmentWords]) -> None:
        """Show other files."""
        if tuple(files) == self._shown:
            return
        self._shown = tuple(files)
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for file in files:
            row = _FileRow(file)
            row.opened.connect(self.opened)
            self._column.addWidget(row)
        if not files:
            self._column.addWidget(Caption(self.tr("chưa có tệp nào")))


class _FileRow(QWidget):
    """One file: its first page small, its name, what it is."""

    opened = Signal(str)

    def __init__(self, file: AttachmentWords) -> None:
        super().__init__()
        self._sha256 = file.sha256
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        late = self.tr("đính kèm muộn")
        self.setAccessibleName(". ".join((file.name, file.line, *((late,) if file.is_late else ()))))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        picture = QLabel()
        picture.setFixedSize(QSize(_THUMBNAIL, _THUMBNAIL))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        picture.setPixmap(_pixmap(file))
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(AccentLabel(file.name, size=13, tone="accent", wrap=True))
        column.addWidget(Caption(file.line, wrap=True))
        if file.is_late:
            column.addWidget(IconLabel("warning", late, size=12, tone="warn"))
        row.addLayout(column, 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self.opened.emit(self._sha256)


class AttachPanel(AskPanel):
    """Which file, and what is it to the dossier?"""

    def __init__(self, presenter: AttachmentsPresenter) -> None:
        super().__init__("upload")
        self._presenter = presenter
        self.go.setText(self.tr("Đính kèm"))
        self._grab = KeyGrab(self)
        """The form of a step below has the same Ctrl+Enter."""
        self._files = FileChoice(self)
        self._only: AttachmentRole | None = None
        self.choose = make_action(self, self.tr("Chọn tệp"), "Alt+F", "file")
        self.scan = make_action(self, self.tr("Quét một tờ"), "Alt+S", "scan")
        self.feed = make_action(self, self.tr("Quét cả khay"), "Alt+K", "scan")
        self._file = IconLabel("file", size=14, weight=600, tone="ink", wrap=True)
        self._fault = IconLabel("warning", size=13, tone="bad", wrap=True)
        self.role = SegmentedChoice(
            self.tr("Tệp này là"), [labels.attachment_role(role) for role in ROLES], height=36, wraps=True
        )
        self.signed = QLineEdit()
        self.signed.setMaxLength(30)
        self.signed.setPlaceholderText(self.tr("15:30 02/05/2024"))
        self._role_field = LabelledField(self.tr("Tệp này là"), self.role, required=True)
        self._signed_field = LabelledField(self.tr("Ký lúc"), self.signed)
        self._signed_field.setFixedWidth(theme.current().px(190))
        sources = QHBoxLayout()
        sources.setSpacing(8)
        for action in (self.choose, self.scan, self.feed):
            sources.addWidget(KeyButton(action, OUTLINED))
        sources.addStretch(1)
        self.column.insertWidget(0, self._file)
        self.column.insertWidget(1, self._fault)
        self.column.insertLayout(2, sources)
        self.fields.addWidget(self._role_field, 1, Qt.AlignmentFlag.AlignTop)
        self.fields.addWidget(self._signed_field, 0, Qt.AlignmentFlag.AlignTop)
        self._end()
        self._ask_for_one()
        self.choose.triggered.connect(self._choose)
        self._files.chosen.connect(presenter.take)
        self.scan.triggered.connect(self._scan_one)
        self.feed.triggered.connect(self._scan_all)
        self.go.triggered.connect(self._attach)
        self.role.chosen.connect(self._follow)
        presenter.busy.connect(self._show_busy)
        presenter.prepared.connect(self._show_prepared)
        presenter.refused.connect(self._show_fault)
        presenter.signed_wrong.connect(self._signed_field.set_error)
        presenter.attached.connect(self._show_attached)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self._grab.hold({"Ctrl+Return": self.go.trigger})

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        self._grab.release()

    def begin(self, only: AttachmentRole | None = None) -> None:
        """Ask for a file; ``only``: what it has to be."""
        self._only = only
        self._ask_for_one()
        self.show()
        self.setFocus()
        self._sources_focus()

    def give_up(self) -> None:
        """Take the question back; nothing is attached."""
        self._presenter.give_up()
        self._files.close()
        self.hide()

    def _ask_for_one(self) -> None:
        self._file.setText(self.tr("Chọn tệp, quét giấy, hoặc kéo tệp thả vào hồ sơ. Nhận PDF, JPEG, PNG, TIFF."))
        self._fault.hide()
        self._let_record(False)
        self.role.set_index(ROLES.index(self._only) if self._only is not None else -1)
        self.signed.clear()
        self._follow(self.role.index)

    def _let_record(self, can_record: bool) -> None:
        self.go.setEnabled(can_record)
        self._role_field.setVisible(can_record and self._only is None)

    def _sources_focus(self) -> None:
        button = next(iter(self.findChildren(KeyButton)), None)
        if button is not None:
            button.setFocus()

    def _choose(self) -> None:
        kinds = self.tr("Tệp đính kèm (*.pdf *.jpg *.jpeg *.png *.tif *.tiff)")
        self._files.ask_files(self.tr("Chọn tệp để đính kèm"), kinds, several=True)

    def _scan_one(self) -> None:
        self._presenter.scan(1)

    def _scan_all(self) -> None:
        self._presenter.scan(MOST_SHEETS)

    def _show_busy(self, words: str) -> None:
        if words:
            self._fault.hide()
            self._file.setText(words)
        for action in (self.choose, self.scan, self.feed):
            action.setEnabled(not words)

    def _show_prepared(self, words: str) -> None:
        self._file.setText(words)
        self._fault.hide()
        self.show()
        self._let_record(True)
        self.role.setFocus()
        if self._only is not None:
            self.setFocus()

    def _show_fault(self, sentence: str) -> None:
        if not self._presenter.is_waiting:
            self._ask_for_one()
        self._fault.setText(sentence)
        self._fault.show()

    def _show_attached(self, _name: str, waiting: int) -> None:
        self._ask_for_one()
        if not waiting:
            self.hide()

    def _follow(self, place: int) -> None:
        self._signed_field.setVisible(place >= 0 and ROLES[place] is AttachmentRole.RESULT)
        self._signed_field.set_error("")
        self._role_field.set_error("")

    def _attach(self) -> None:
        if self.role.index < 0:
            self._role_field.set_error(self.tr("Chọn tệp này là gì (mũi tên), rồi Ctrl+Enter."))
            self.role.setFocus()
            return
        self._presenter.attach(ROLES[self.role.index], self.signed.text())


def _pixmap(file: AttachmentWords) -> QPixmap:
    if file.picture is None or file.picture.isNull():
        return icon_pixmap("file", theme.current().ink3, 24, 2.0)
    picture = QPixmap.fromImage(file.picture)
    sharp = picture.scaled(
        2 * _THUMBNAIL, 2 * _THUMBNAIL, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    sharp.setDevicePixelRatio(2.0)
    return sharp
