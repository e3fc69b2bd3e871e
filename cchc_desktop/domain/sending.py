"""How packages travel to the city: which way a desk has chosen, and when a package is tried again."""

from __future__ import annotations

import dataclasses
import enum
import json
from datetime import timedelta

MOST_MINUTES = 60
"""The longest wait between two tries."""


class CarrierKind(enum.StrEnum):
    """A way to the city; values are kept and never renamed."""

    NONE = "none"
    FOLDER = "folder"
    """A USB stick, or a folder of the network."""
    SFTP = "sftp"
    HTTPS = "https"


class PackageTrouble(enum.StrEnum):
    """What keeps an answered package from being accepted; values are kept and never renamed."""

    REFUSED = "refused"
    """The city took no part of it."""
    DAMAGED = "damaged"
    """Other bytes came than were sent; it is sent again by itself."""
    GAP = "gap"
    """Packages before it have not come."""
    ASKED_AGAIN = "asked_again"
    """The city asks for entries that this one carries."""
    OTHER_COUNTS = "other_counts"
    """The city counts otherwise than the desk."""
    OTHER_CHAIN = "other_chain"
    """The city's chain of entries ends otherwise than the desk's."""
    NOT_BELIEVED = "not_believed"
    """An answer came that the city did not sign, or that is none."""
    OTHER_PACKAGE = "other_package"
    """The answer speaks of another package, or of another content."""
    OLD_ANSWER = "old_answer"
    """The answer is of before what the city said last."""
    CLOCK = "clock"
    """The answer came; it is entered when the machine's clock is right."""
    NOT_SENT = "not_sent"
    """The carrier did not get it there."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CarrierChoice:
    """Which way this machine sends, and what it needs for that; local, in no package and in no journal."""

    kind: CarrierKind = CarrierKind.NONE
    folder: str = ""
    """Where packages are laid down."""
    host: str = ""
    """Of the SFTP server."""
    port: int = 22
    user: str = ""
    key_file: str = ""
    """Private key of that user; empty: the agent's keys."""
    known_hosts: str = ""
    """File with the server's public key; without it nothing is sent."""
    remote_folder: str = ""
    address: str = ""
    """"https://…"; empty: the one on the city's card."""
    ca_file: str = ""
    """Certificate of the city's own authority; empty: those that the system knows."""

    def to_text(self) -> str:
        """Return the choice as it is kept among the desk's local notes."""
        return json.dumps(dataclasses.asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_text(cls, text: str) -> CarrierChoice:
        """Return the choice that was kept; empty: none was made. Names of a newer program are left out."""
        if not text:
            return cls()
        known = {field.name for field in dataclasses.fields(cls)}
        found = {name: value for name, value in json.loads(text).items() if name in known}
        return cls(**{**found, "kind": CarrierKind(found["kind"])})


def wait_after(tries: int) -> timedelta:
    """Return how long to wait after the n-th try that did not end it: 1, 2, 4 … minutes, an hour at most."""
    return timedelta(minutes=min(2 ** min(max(tries, 1) - 1, 10), MOST_MINUTES))
