"""A city for tests of sending: it opens packages with the desk's own code and answers by whatever the test wants."""

from __future__ import annotations

import dataclasses
import hashlib
from collections import Counter
from pathlib import Path
from typing import Any

from cchc_desktop.clock import moment
from cchc_desktop.domain.acknowledgement import Acknowledgement, Verdict
from cchc_desktop.domain.entry import Entry, digest
from cchc_desktop.sync import keys
from cchc_desktop.sync.acknowledgement import SUFFIX, signed
from cchc_desktop.sync.cards import CityCard
from cchc_desktop.sync.package import open_package


class MadeUpCity:
    """Keys of a city, and its answers."""

    def __init__(self) -> None:
        self.identity, self.key = keys.new_identity()
        self.signing_key = keys.new_signing_key()
        self.at = "2023-10-24T17:10"
        """The city's clock."""

    def card(self, address: str = "") -> str:
        """Return the card that desks take."""
        sign_key = keys.public_of(self.signing_key)
        return CityCard(name="Thành phố Mẫu", key=self.key, sign_key=sign_key, address=address).to_text()

    def says(self, file: bytes, desk_key: str, **changes: Any) -> Acknowledgement:
        """Return what a city that finds nothing amiss answers; ``changes`` are by the answer's own names."""
        opened = open_package(file, identity=self.identity, desk_key=desk_key)
        entries = [Entry.from_text(text) for text in opened.content.entries]
        counts = Counter(str(entry.kind) for entry in entries)
        cash = sum(entry.body["fee_dong"] for entry in entries if entry.body.get("fee_state") == "cash")
        sums = {"received": counts["DossierReceived"], "returned": counts["ResultReturned"], "cash_dong": cash}
        answer = Acknowledgement(
            package=opened.manifest.id,
            manifest_sha256=opened.manifest_sha256,
            file_sha256=hashlib.sha256(file).hexdigest(),
            verdict=Verdict.ACCEPTED,
            counts=counts,
            totals=sums,
            last=opened.manifest.last,
            head=digest(opened.content.entries[-1]),
            answered_at=moment(self.at),
        )
        return dataclasses.replace(answer, **changes)

    def answers(self, file: bytes, desk_key: str, **changes: Any) -> bytes:
        """Return the signed file of `says`."""
        return signed(self.says(file, desk_key, **changes), self.signing_key)

    def answers_beside(self, lies: Path, /, desk_key: str, **changes: Any) -> Path:
        """Lay the answer beside a package that lies in a folder."""
        beside = lies.with_name(f"{lies.name}{SUFFIX}")
        beside.write_bytes(self.answers(lies.read_bytes(), desk_key, **changes))
        return beside
