"""Naming the law: every public rule says which provision it reads, and the register is made from that."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date
from typing import TypeVar

_Rule = TypeVar("_Rule", bound=Callable[..., object])


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class LegalSource:
    """One provision: the document, the place in it, from when it applies, and how sure the reading is."""

    document: str
    provision: str
    in_force_from: date
    statement: str
    """Numbers of the desk's testable statements (docs/law.md)."""
    certainty: str = "H"
    """H read in the text or two sources, M one secondary source, L inference; below H it is a setting."""

    def __str__(self) -> str:
        return f"{self.provision}, {self.document}" if self.provision else self.document


_ATTRIBUTE = "legal_sources"


def applies(*sources: LegalSource) -> Callable[[_Rule], _Rule]:
    """Record that the decorated function is the program's reading of ``sources``."""

    def record(rule: _Rule) -> _Rule:
        setattr(rule, _ATTRIBUTE, sources)
        return rule

    return record


def sources_of(rule: object) -> tuple[LegalSource, ...]:
    """Return the provisions that ``rule`` reads; empty where it names none."""
    found: tuple[LegalSource, ...] = getattr(rule, _ATTRIBUTE, ())
    return found


def register() -> tuple[tuple[str, LegalSource], ...]:
    """Return (qualified name of the rule, provision) for every rule of this package, in order of name.

    The register is read from the rules themselves, so nothing has to be kept in step.
    """
    import importlib
    import pkgutil

    import cchc_desktop.rules as package

    found: list[tuple[str, LegalSource]] = []
    for info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        for name, rule in vars(module).items():
            if getattr(rule, "__module__", "") == module.__name__:
                found.extend((f"{info.name}.{name}", source) for source in sources_of(rule))
    return tuple(sorted(found, key=lambda row: (row[0], str(row[1]))))
