"""A year-pack made at the city: a folder of files, each checked as the desks will check it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from cchc_desktop.catalogue import year_pack_reading
from cchc_desktop.catalogue.lines import Faults, read_text
from cchc_desktop.catalogue.year_pack_reading import FILES
from cchc_desktop.domain.year_pack import YearPack, YearPackText
from cchc_desktop.text import nfc

HEAD = "year-pack.json"
"""Number, day and decisions: {"number": 4, "valid_from": "2027-01-01", "decisions": ["…"], "city": "…"}."""


def read_texts(folder: Path) -> YearPackText:
    """Return the pack that lies in a folder, checked as the desks check it; `sync.year_pack.make` signs it.

    The folder holds `HEAD` and any of catalogue/, calendar/, forms/ (as the program's own resources) and units/.

    Raises:
        CatalogueLineWrong: A file is missing or wrong; its place is told.
    """
    faults = Faults()
    head = _head(folder / HEAD, faults)
    files = {}
    for part, names in FILES.items():
        for name in names:
            if (folder / part / name).exists():
                text = read_text(folder / part / name, faults)
                files[f"{part}/{name}"] = text or ""
    faults.refuse_if_any()
    pack = YearPackText(
        number=head["number"],
        valid_from=date.fromisoformat(head["valid_from"]),
        decisions=tuple(nfc(decision) for decision in head["decisions"]),
        city=nfc(head["city"]),
        files=files,
    )
    year_pack_reading.read(pack)
    return pack


def read_folder(folder: Path) -> YearPack:
    """Return the values of the pack that lies in a folder; see `read_texts`."""
    return year_pack_reading.read(read_texts(folder))


def _head(path: Path, faults: Faults) -> Mapping[str, Any]:
    """Return the head of a pack; refuse one that says not all, or says it wrongly."""
    text = read_text(path, faults)
    faults.refuse_if_any()
    try:
        record = json.loads(text or "")
        date.fromisoformat(record["valid_from"])
        is_whole = (
            type(record["number"]) is int
            and record["number"] > 0
            and isinstance(record["city"], str)
            and isinstance(record["decisions"], list)
            and all(isinstance(decision, str) for decision in record["decisions"])
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        is_whole = False
    if not is_whole:
        faults.add(path.name, 0, "", "wrong_head")
    faults.refuse_if_any()
    found: Mapping[str, Any] = record
    return found
