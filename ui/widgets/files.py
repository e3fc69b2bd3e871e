"""The system's list of files, beside the program: whoever chooses a file holds up nothing else."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDir, QObject, QStorageInfo, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

_STICKS = ("/media/", "/run/media/", "/mnt/")


class FileChoice(QObject):
    """One list of files at a time; a newer one replaces it.

    Signals:
        chosen: Carries the paths that were chosen, at least one.
    """

    chosen = Signal(list)

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._last = QDir.homePath()
        self.dialog: QFileDialog | None = None
        """The list while it is open."""

    def ask_files(self, title: str, kinds: str = "", *, several: bool = False, start: str = "") -> None:
        """Show files; `chosen` follows unless somebody closes the list.

        Args:
            title: Heads the list.
            kinds: Which files are shown, "Name (*.end *.end)"; empty: all.
            several: Whether more than one may be chosen.
            start: The folder to begin in; empty: where the last choice was made, at first one's own folder.
        """
        mode = QFileDialog.FileMode.ExistingFiles if several else QFileDialog.FileMode.ExistingFile
        dialog = self._make(title, mode, start)
        if kinds:
            dialog.setNameFilter(kinds)
        dialog.show()

    def ask_folder(self, title: str, *, start: str = "") -> None:
        """Show folders; `chosen` follows with one of them."""
        dialog = self._make(title, QFileDialog.FileMode.Directory, start)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.show()

    def close(self) -> None:
        """Put the list away without a choice."""
        if self.dialog is not None:
            self.dialog.close()
            self.dialog = None

    def _make(self, title: str, mode: QFileDialog.FileMode, start: str) -> QFileDialog:
        self.close()
        dialog = self.dialog = QFileDialog(self._page.window(), title)
        dialog.setFileMode(mode)
        dialog.setWindowModality(Qt.WindowModality.NonModal)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setDirectory(start or self._last)
        dialog.filesSelected.connect(self._tell)
        dialog.finished.connect(self._forget)
        return dialog

    def _tell(self, files: list[str]) -> None:
        if files:
            self._last = str(Path(files[0]).parent)
            self.chosen.emit(files)

    def _forget(self, _result: int) -> None:
        if self.sender() is self.dialog:
            self.dialog = None


def stick() -> str:
    """Return where a USB stick lies, for a list of files to begin there; empty where none is in."""
    for volume in QStorageInfo.mountedVolumes():
        place = volume.rootPath()
        if volume.isReady() and not volume.isReadOnly() and place.startswith(_STICKS):
            return str(Path(place))
    return ""
