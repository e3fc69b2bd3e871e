"""The yardstick of start and memory: a window of the program's size with one field that takes keys, nothing else."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow

if __name__ == "__main__":
    application = QApplication(sys.argv)
    window = QMainWindow()
    field = QLineEdit()
    window.setCentralWidget(field)
    window.resize(1366, 768)
    field.setFocus()
    window.show()
    sys.exit(application.exec())
