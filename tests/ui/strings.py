"""Finds, without running anything, every string that the screens show."""

from __future__ import annotations

import ast
import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path

from cchc_desktop import sentences
from cchc_desktop.sentences import figures_said, foreign_said, year_pack_said
from ui.error_texts import CONTEXT

ROOT = Path(__file__).resolve().parents[2]
EVERYWHERE = "*"
_MARKS = ("QT_TRANSLATE_NOOP", "QT_TR_NOOP")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A string: where it stands, in which context, and its text (None when it is not a plain literal)."""

    place: str
    context: str
    text: str | None
    is_variable: bool = False


def said_in(path: Path) -> list[Said]:
    """Return every string that a module gives to ``self.tr`` or ``QCoreApplication.translate``."""
    source = path.read_text("utf-8")
    tree = ast.parse(source)
    said = list(_walk(tree, EVERYWHERE, path.name, _names_of_translate(tree)))
    marked = any(name in source for name in _MARKS)
    return [one for one in said if one.text is not None or not (marked and one.is_variable)]


def said_by_the_screens() -> list[Said]:
    """Return every string of ``ui/``."""
    return [said for path in sorted((ROOT / "ui").rglob("*.py")) for said in said_in(path)]


def said_of_errors() -> list[Said]:
    """Return every sentence, cause and label of the core: the screens say them with ``error_texts.said``."""
    tables = (
        sentences.BY_ERROR,
        sentences.BY_CARD,
        sentences.FIELDS,
        sentences.BY_CAUSE,
        sentences.BY_FACT,
        sentences.BY_PACKAGE,
        sentences.REMEDY,
        sentences.BY_KIND_OF_FILE,
        sentences.BY_PACKAGE_STATE,
        sentences.BY_TROUBLE,
        sentences.BY_CARRIER,
        sentences.BY_CARRIER_KIND,
        sentences.BY_TOTAL,
        sentences.BY_ENTRY,
        sentences.BY_PAPER_FORM,
        sentences.BY_STATE,
        sentences.BY_STEP,
        sentences.BY_CHOICE,
        sentences.BY_PAPER,
    )
    texts = {text for table in tables for text in table.values()}
    texts |= _of_figures()
    texts |= _of_year_packs()
    texts |= _of_other_desks()
    texts |= {sentences.SHOWN_ONLY, sentences.NOTHING_SAVED, sentences.WRONG_LINE, sentences.WRONG_FILE, sentences.HELD}
    return [Said(place="sentences.py", context=CONTEXT, text=text) for text in sorted(texts)]


def _of_figures() -> set[str]:
    """Return the names of figures, groups, ratios, ratings, sources and sums that the screens of reports show."""
    tables = (
        figures_said.BY_FIGURE,
        figures_said.BY_GROUP,
        figures_said.BY_RATING,
        figures_said.BY_SOURCE,
        figures_said.BY_IDENTITY,
    )
    texts = {text for table in tables for text in table.values() if text}
    return texts | {text for ratio in figures_said.BY_RATIO.values() for text in (ratio.label, ratio.part, ratio.whole)}


def _of_year_packs() -> set[str]:
    """Return what is said of a year-pack's differences."""
    said = year_pack_said
    tables = (said.BY_FIELD, said.BY_WORDING, said.BY_VALUE, said.BY_FEE, said.BY_TERM, said.BY_NAME)
    return {text for table in tables for text in table.values()} | {*said.BY_CHANGE.values(), said.WITHOUT_DAY}


def _of_other_desks() -> set[str]:
    """Return what is said of other desks' dossiers and of exceptions."""
    said = foreign_said
    single = {said.CONFLICT, said.DESK, said.DESK_OF, said.ELSEWHERE}
    single |= {said.HANDED_OVER, said.TAKEN_OVER, said.TAKEN_OVER_BESIDE}
    return {*said.BY_CONFLICT.values(), *said.TAKEN_CARD.values(), *single}


def english() -> dict[str, dict[str, str]]:
    """Return the English tables as one."""
    table: dict[str, dict[str, str]] = {}
    for path in sorted((ROOT / "resources" / "i18n" / "en").glob("*.json")):
        for context, entries in json.loads(path.read_text("utf-8")).items():
            table.setdefault(context, {}).update(entries)
    return table


def _names_of_translate(tree: ast.AST) -> set[str]:
    """Return what ``QCoreApplication.translate`` is called in this module, besides its own name."""
    names = {"translate", "QT_TRANSLATE_NOOP"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Attribute) and node.value.attr == "translate":
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return names


def _walk(node: ast.AST, context: str, module: str, translates: set[str]) -> Iterator[Said]:
    if isinstance(node, ast.ClassDef):
        context = node.name
    if isinstance(node, ast.Call):
        place = f"{module}:{node.lineno}"
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in ("tr", "QT_TR_NOOP") and node.args:
            yield _said(place, context, node.args[0])
        elif name in translates and len(node.args) >= 2 and _owner(node.func) != "self":
            yield _said(place, _literal(node.args[0]) or "?", node.args[1])
    for child in ast.iter_child_nodes(node):
        yield from _walk(child, context, module, translates)


def _said(place: str, context: str, words: ast.expr) -> Said:
    is_variable = isinstance(words, ast.Name | ast.Attribute | ast.Subscript)
    return Said(place=place, context=context, text=_literal(words), is_variable=is_variable)


def _owner(function: ast.expr) -> str:
    return getattr(function.value, "id", "") if isinstance(function, ast.Attribute) else ""


def _literal(node: ast.expr) -> str | None:
    """Return a plain literal's text; an f-string, a variable, a sum have none."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
