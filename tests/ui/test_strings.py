"""Every word of the screens is Vietnamese first and has its English; Qt's own buttons speak Vietnamese too."""

from __future__ import annotations

import ast
import json
import re
import unicodedata

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLineEdit

from tests.ui.strings import EVERYWHERE, ROOT, english, said_by_the_screens, said_in, said_of_errors
from ui import translation

_VIETNAMESE = re.compile("[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.IGNORECASE)
_DONG = re.compile(r"\bđ\b")  # the sign of the money is the same in every language
_PLACES = re.compile("Phước Hòa|Thành phố Nha Trang|Tỉnh Khánh Hòa|phường")
"""Names that an example tells to type, as they are written."""


def test_strings_are_found():
    assert len(said_by_the_screens()) > 15


def test_every_string_is_a_plain_literal():
    """An f-string inside tr() is in no table; a variable only where its words are marked (QT_TRANSLATE_NOOP)."""
    assert [said.place for said in said_by_the_screens() if said.text is None] == []


def test_every_string_has_its_english():
    table = english()
    missing = {
        (said.context, said.text)
        for said in [*said_by_the_screens(), *said_of_errors()]
        if said.text and said.text not in table.get(said.context, {}) and said.text not in table.get(EVERYWHERE, {})
    }
    assert sorted(missing) == []


def test_the_english_keeps_every_blank_and_is_not_vietnamese():
    for context, entries in english().items():
        for source, words in entries.items():
            assert source.count("{}") == words.count("{}"), (context, source)
            assert set(re.findall(r"{\w+}", source)) == set(re.findall(r"{\w+}", words)), (context, source)
            assert words.strip(), (context, source)
            assert not _VIETNAMESE.search(_PLACES.sub("", _DONG.sub("", words))), (context, source, words)


def test_no_english_is_left_over():
    said = {(one.context, one.text) for one in [*said_by_the_screens(), *said_of_errors()]}
    texts = {text for _, text in said}
    left = [
        (context, source)
        for context, entries in english().items()
        for source in entries
        if (source not in texts if context == EVERYWHERE else (context, source) not in said)
    ]
    assert left == []


def test_no_vietnamese_escapes_translation():
    """A Vietnamese literal in a screen that is neither a docstring nor given to tr() would stay Vietnamese for ever."""
    escaped = []
    for path in sorted((ROOT / "ui").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        known = _docstrings(tree) | _translated(tree)
        for node in ast.walk(tree):
            plain = isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in known
            if plain and _VIETNAMESE.search(_DONG.sub("", node.value)):
                escaped.append(f"{path.name}:{node.lineno} {node.value[:40]}")
    assert escaped == []


def test_every_table_is_in_composed_letters():
    for path in (ROOT / "resources" / "i18n").rglob("*.json"):
        text = path.read_text("utf-8")
        assert unicodedata.is_normalized("NFC", text), path.name
        json.loads(text)


def test_a_string_with_an_f_is_seen(tmp_path):
    module = tmp_path / "screen.py"
    module.write_text("class A:\n    def f(self):\n        self.tr(f'Còn {n}')\n        self.tr('Lưu')\n", "utf-8")
    assert [(said.context, said.text) for said in said_in(module)] == [("A", None), ("A", "Lưu")]


@pytest.mark.parametrize(
    ("context", "source", "vietnamese"),
    [
        ("QPlatformTheme", "&OK", "&Đồng ý"),
        ("QPlatformTheme", "&Cancel", "&Hủy"),
        ("QPlatformTheme", "&Yes", "&Có"),
        ("QPlatformTheme", "Discard", "Không lưu"),
        ("QLineEdit", "Select All", "Chọn tất cả"),
        ("QWidgetTextControl", "&Paste", "&Dán"),
        ("QWizard", "&Next >", "&Tiếp >"),
        ("QFileDialog", "Files of type:", "Loại tệp:"),
    ],
)
def test_qt_speaks_vietnamese_then_english(redressed: QApplication, context: str, source: str, vietnamese: str):
    assert QCoreApplication.translate(context, source) == vietnamese
    translation.switch(redressed, translation.ENGLISH)
    assert QCoreApplication.translate(context, source) == source


def test_the_buttons_of_a_box_are_vietnamese_in_fact(qtbot, redressed: QApplication):
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert {button.text().replace("&", "") for button in box.buttons()} == {"Đồng ý", "Hủy"}


def test_the_menu_of_a_field_is_vietnamese_in_fact(qtbot, redressed: QApplication):
    edit = QLineEdit()
    qtbot.addWidget(edit)
    menu = edit.createStandardContextMenu()
    qtbot.addWidget(menu)
    said = [action.text().split("\t")[0].replace("&", "") for action in menu.actions() if action.text()]
    assert said[:7] == ["Hoàn tác", "Làm lại", "Cắt", "Sao chép", "Dán", "Xóa", "Chọn tất cả"]


class NoticeBar(QObject):
    """Bears the name of a class of ours, to ask for its words."""


def test_our_words_change_with_the_language(redressed: QApplication):
    # A variable, so that the finder of strings has nothing to do with it.
    word = "Đóng"
    assert NoticeBar().tr(word) == "Đóng"
    translation.switch(redressed, translation.ENGLISH)
    assert NoticeBar().tr(word) == "Close"
    translation.switch(redressed, translation.VIETNAMESE)
    assert NoticeBar().tr(word) == "Đóng"


def _docstrings(tree: ast.AST) -> set[int]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                found.add(id(first.value))
    return found


def _translated(tree: ast.AST) -> set[int]:
    names = {"say", "tr", "translate", "QT_TRANSLATE_NOOP", "QT_TR_NOOP"}
    return {
        id(argument)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and (node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")) in names
        for argument in node.args
    }
