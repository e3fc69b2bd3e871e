"""A section of the settings: a card with its title, one part under the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.cards import Card
from ui.widgets.labels import Caption, SectionTitle


def section(title: str, widgets: Sequence[QWidget]) -> QWidget:
    """Return the section, no wider than is read well."""
    inner = QWidget()
    inner.setProperty("ground", "page")
    outer = QVBoxLayout(inner)
    outer.setContentsMargins(0, 0, 6, 0)
    card = Card(margin=18)
    card.column.setSpacing(14)
    card.column.addWidget(SectionTitle(title))
    for widget in widgets:
        card.column.addWidget(widget)
    card.setMaximumWidth(860)
    outer.addWidget(card)
    outer.addWidget(Caption(""))
    outer.addStretch(1)
    return inner
