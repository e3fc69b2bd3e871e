"""The desk's card on paper: public keys only, as a QR that the city scans."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DeskCardSheet:
    """Everything on the sheet."""

    unit: str
    agency_code: str
    desk: int
    generation: int
    key: str
    """The desk's public key, to be compared by eye or over the telephone."""
    code: str
    """The card's text as the QR says it."""
    specimen: bool
