"""The glossary: one word for one thing, English in code, Vietnamese in strings."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.repository import CODE, Function, place, python_files

# The word that is not used, and the one that is. Both as snake_case; a name is searched for whole words.
_OTHER_WORDS = {
    "authorization": "authorisation",
    "business_day": "working_day",
    "cccd": "personal_id",
    "cmnd": "personal_id",
    "company": "organisation",
    "customer": "applicant",
    "deadline": "due_at, or term",
    "department": "handling_unit",
    "due_on": "due_at: what is promised is a moment",
    "employee": "intake_officer",
    "notarisation": "certification",
    "notarization": "certification",
    "organization": "organisation",
    "rejection": "refusal",
    "staff": "intake_officer",
}
_VIETNAMESE = (
    *("bien_lai", "bo_sung", "can_bo", "can_cuoc", "chung_thuc", "cong_dan", "dia_chi", "gia_han", "giay", "gioi_tinh"),
    *("hen_tra", "ho_so", "ho_ten", "ho_tich", "ket_qua", "le_phi", "linh_vuc", "mot_cua", "ngay", "nguoi_nop"),
    *("phieu", "phuong", "so_theo_doi", "thu_tuc", "tiep_nhan", "tu_choi"),
)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def _names(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield the names that the code gives: what it only uses of others is theirs to name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | Function):
            yield node.name, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node.lineno
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr, node.lineno
        elif isinstance(node, ast.alias) and node.asname:
            yield node.asname, node.lineno


def _objection(name: str) -> str:
    """Return what the glossary has against ``name``, or nothing."""
    if not name.isascii():
        return "letters beyond ASCII"
    words = f"_{_CAMEL.sub('_', name).lower()}_"
    for word, better in _OTHER_WORDS.items():
        if f"_{word}_" in words or f"_{word}s_" in words:
            return f"say {better}"
    if re.search(r"(?<!fee)_receipts?_", words):
        return "say appointment_slip, acknowledgement or fee_receipt: `receipt` alone could be each of them"
    return "Vietnamese belongs in strings" if any(f"_{word}_" in words for word in _VIETNAMESE) else ""


def _objections(source: str, path: Path | None = None) -> list[str]:
    return [
        f"{place(path, line) if path else line}: {name}: {objection}"
        for name, line in _names(ast.parse(source))
        if (objection := _objection(name))
    ]


def test_names_are_the_glossary_s() -> None:
    found = [row for path in python_files(*CODE) for row in _objections(path.read_text(encoding="utf-8"), path)]
    assert not found, "\n".join(found)


def test_modules_are_named_by_the_glossary() -> None:
    names = {path.stem for path in python_files(*CODE)} - {"deadlines"}
    assert not [name for name in names if _objection(name)]


@pytest.mark.parametrize(
    "planted",
    [
        "receipt = 1",
        "def print_receipts(): ...",
        "class ReceiptView: ...",
        "def deadline(day): ...",
        "def show(customer): ...",
        "self.due_on = 1",
        "class HoSoView: ...",
        "hồ_sơ = 1",
        "import datetime as ngay",
        "for staff in everybody: ...",
    ],
)
def test_a_word_beside_the_glossary_is_found(planted: str) -> None:
    assert _objections(planted)


@pytest.mark.parametrize("name", ["fee_receipt", "received_at", "FeeReceiptBook", "due_at", "phone", "giaying"])
def test_a_word_of_the_glossary_is_let_through(name: str) -> None:
    assert not _objection(name)
