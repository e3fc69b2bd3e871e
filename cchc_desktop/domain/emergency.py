"""Slips printed ahead for a power cut (RULES 3): blank, each with a number of a series of its own."""

from __future__ import annotations

import dataclasses


def emergency_number(desk: int, count: int) -> str:
    """Return "KC-2-0001"; the width grows past 9999 and never wraps."""
    return f"KC-{desk}-{count:04}"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class EmergencySlips:
    """One print of emergency slips of a desk."""

    numbers: tuple[str, ...]
    """"KC-2-0001" …, in order of print."""
    desk_name: str
    """"Ủy ban nhân dân phường Phước Hòa"."""
    proof: str
    """"in sẵn · bàn 2 · năm 2023 · #0419 · 9F3C"."""
