"""What the tests of this folder read: the files of this checkout, and what stands in them."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ("cchc_desktop", "ui", "installer", "main.py")

_NOT_OURS = {"build", "dist", "__pycache__"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def python_files(*places: str) -> list[Path]:
    """Return the Python files at ``places`` (folders or files below the root), in order."""
    found: list[Path] = []
    for place in places:
        path = ROOT / place
        found.extend(sorted(path.rglob("*.py")) if path.is_dir() else [path] if path.exists() else [])
    return found


def text_files() -> Iterator[tuple[Path, str]]:
    """Yield each file of the checkout that is text, with its text; what tools made is left out."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(name for name in folders if name not in _NOT_OURS and (name == ".ci" or name[0] != "."))
        for name in sorted(names):
            path = Path(folder, name)
            try:
                yield path, path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue


def place(path: Path, line: int | None = None) -> str:
    """Return where something stands, as an editor can open it."""
    name = str(path.relative_to(ROOT))
    return name if line is None else f"{name}:{line}"


def functions(tree: ast.AST) -> Iterator[Function]:
    """Yield every function and method below ``tree``."""
    for node in ast.walk(tree):
        if isinstance(node, Function):
            yield node


def dotted(node: ast.AST) -> str:
    """Return ``a.b.c`` for such an expression, else an empty string."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        inner = dotted(node.value)
        return f"{inner}.{node.attr}" if inner else node.attr
    return ""
