"""How an ended dossier counts against its promise."""

from __future__ import annotations

import enum


class Outcome(enum.StrEnum):
    """Trước hạn, đúng hạn, quá hạn (Biểu II.06a); values are stored and never renamed."""

    EARLY = "early"
    ON_TIME = "on_time"
    OVERDUE = "overdue"
