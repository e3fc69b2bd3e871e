"""Screens are tested without a display, dressed as the program is. A warning of Qt fails the test (pyproject)."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from ui import theme, translation


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """Return the one application: light, at 100 %, in Vietnamese."""
    app = QApplication.instance() or QApplication(["tests", *theme.QT_ARGUMENTS])
    assert isinstance(app, QApplication)
    theme.apply(app, theme.LIGHT)
    translation.switch(app, translation.VIETNAMESE)
    return app


@pytest.fixture
def redressed(qapp: QApplication) -> Iterator[QApplication]:
    """Lend the application to a test that changes theme or language; afterwards it is light and Vietnamese again."""
    yield qapp
    theme.apply(qapp, theme.LIGHT)
    translation.switch(qapp, translation.VIETNAMESE)
