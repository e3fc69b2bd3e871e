"""Words in another language, from plain tables, without Qt's own compiler.

Vietnamese is the source language of the screens, so it needs a table only for what Qt itself says (OK, Cancel, Undo).
English needs both: Qt speaks it already, the screens' words are in ``resources/i18n/en/*.json``, a file a room.
A table is ``{context: {source: translation}}``; the context is the class that says it, ``*`` holds for every class.
"""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTranslator

from ui.resources import resource

VIETNAMESE, ENGLISH = "vi", "en"
EVERYWHERE = "*"
_PROPERTY = "cchc_translator"

Table = dict[str, dict[str, str]]


def load_table(paths: list[Path]) -> Table:
    """Return the tables of several files as one."""
    table: Table = {}
    for path in paths:
        for context, entries in json.loads(path.read_text("utf-8")).items():
            table.setdefault(context, {}).update(entries)
    return table


def tables_of(language: str) -> list[Path]:
    """Return the files that a language needs."""
    if language == ENGLISH:
        return sorted(resource("i18n", "en").glob("*.json"))
    return [resource("i18n", "qt_vi.json")]


class DictTranslator(QTranslator):
    """Looks words up in a table; what it does not know stays as it was written."""

    def __init__(self, table: Table, parent: QCoreApplication | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._common = table.get(EVERYWHERE, {})

    def isEmpty(self) -> bool:  # noqa: N802
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        """Return the translation, or None: Qt then asks the next translator."""
        entries = self._table.get(context)
        found = entries.get(source) if entries is not None else None
        return found or self._common.get(source)


def switch(app: QCoreApplication, language: str) -> None:
    """Let the program speak ``vi`` or ``en``; windows made from now on do, and open ones hear LanguageChange."""
    old = app.property(_PROPERTY)  # not findChildren: that wraps whatever else the application owns, 6 ms of the start
    if isinstance(old, DictTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    new = DictTranslator(load_table(tables_of(language)), app)
    app.setProperty(_PROPERTY, new)
    app.installTranslator(new)


def set_locale(language: str) -> None:
    """Let Qt write numbers and dates in the way of the language.

    Call it after the first paint: the class QLocale alone costs 6 ms, and nothing of ours relies on it.
    """
    from PySide6.QtCore import QLocale

    QLocale.setDefault(QLocale("en_GB" if language == ENGLISH else "vi_VN"))
