"""What is wrong with a filled-in form: the field and a code, never the words and never what was typed."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """One fault of one field."""

    field: str
    """Name of the field in the form: "applicant.name", "papers.3.name", "due_at" …"""
    cause: str
    """missing, wrong_date, future_date, wrong_length, sex_mismatch … worded by the screen."""
    is_warning: bool = False
    """A warning is shown and does not stop the save."""
    number: int | None = None
    """A count that helps the sentence: digits found, signs allowed."""
