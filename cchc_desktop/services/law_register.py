"""The law that the program reads, as plain rows: made from the rules themselves, so it cannot fall out of step."""

from __future__ import annotations

import dataclasses
from datetime import date

from cchc_desktop.rules import sources


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class LawRow:
    """One rule of the program and the provision that it reads."""

    rule: str
    """Qualified name in the program: "deadlines.promise"."""
    document: str
    provision: str
    """The place in the document; empty where the whole of it is meant."""
    in_force_from: date
    certainty: str
    """H, M or L, see `rules.sources.LegalSource`."""


def law_rows() -> tuple[LawRow, ...]:
    """Return every rule with its provision, by document, then by rule. The first call imports all rules."""
    rows = (
        LawRow(
            rule=name,
            document=source.document,
            provision=source.provision,
            in_force_from=source.in_force_from,
            certainty=source.certainty,
        )
        for name, source in sources.register()
    )
    return tuple(sorted(rows, key=lambda row: (row.document, row.provision, row.rule)))
