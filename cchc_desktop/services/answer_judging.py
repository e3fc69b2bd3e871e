"""What an answer of the city means for a package: signed, of this very content, counted as the desk counts."""

from __future__ import annotations

import dataclasses
import hashlib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cchc_desktop import errors
from cchc_desktop.domain.acknowledgement import Acknowledgement, Verdict
from cchc_desktop.domain.day_package import PackageId, PackageState
from cchc_desktop.domain.sending import PackageTrouble
from cchc_desktop.store import closing
from cchc_desktop.store.engine import Database
from cchc_desktop.store.outbox import OutboxLine
from cchc_desktop.sync import acknowledgement

_TOTALS = ("received", "returned", "cash_dong")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An answer after it was looked at."""

    state: PackageState
    trouble: PackageTrouble | None = None
    facts: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    answer: Acknowledgement | None = None
    """``None``: nothing of it may be believed."""
    is_again: bool = False


def judge(db: Database, line: OutboxLine, file: bytes, *, package: PackageId, path: Path, city_sign_key: str) -> Judged:
    """Return what an answer means; whatever does not hold makes nothing of it believed.

    Args:
        db: The desk's database, only read.
        line: The package as it stands in the outbox.
        file: The acknowledgement's file.
        package: Which package the line is.
        path: Where its file lies.
        city_sign_key: Of the city's card.
    """
    try:
        answer = acknowledgement.opened(file, city_sign_key)
    except errors.AcknowledgementRefused as error:
        return _not_believed(line, file, PackageTrouble.NOT_BELIEVED, dict(error.facts))
    is_unread = answer.verdict is Verdict.REFUSED and not answer.manifest_sha256
    if answer.package != package or not (is_unread or answer.manifest_sha256 == line.manifest_sha256):
        return _not_believed(line, file, PackageTrouble.OTHER_PACKAGE)
    if line.answered_at is not None and answer.answered_at < line.answered_at:
        return _not_believed(line, file, PackageTrouble.OLD_ANSWER)
    if answer.verdict is Verdict.KEPT_ASIDE:
        gaps = {"missing": [[one.first, one.last] for one in answer.missing]}
        return Judged(state=PackageState.KEPT_ASIDE, trouble=PackageTrouble.GAP, facts=gaps, answer=answer)
    if is_unread and answer.file_sha256 != sha256_of(path):
        return Judged(state=PackageState.MADE, trouble=PackageTrouble.DAMAGED, answer=answer, is_again=True)
    if answer.verdict is Verdict.REFUSED:
        facts = {"cause": answer.cause, "number": answer.number}
        return Judged(state=PackageState.REFUSED, trouble=PackageTrouble.REFUSED, facts=facts, answer=answer)
    return _compared(db, line, answer)


def _compared(db: Database, line: OutboxLine, answer: Acknowledgement) -> Judged:
    """Hold the city's counts, sums and chain against the desk's own."""
    journal = answer.package.journal
    own = Counter(closing.kinds(db, journal, line.first, line.last))
    names = sorted(kind for kind in {*own, *answer.counts} if own[kind] != answer.counts.get(kind, 0))
    sums = closing.entry_at(db, journal, line.last).body["totals"]
    names += [name for name in _TOTALS if sums.get(name, 0) != answer.totals.get(name, 0)]
    if names:
        facts = {"names": names}
        return Judged(state=PackageState.SENT, trouble=PackageTrouble.OTHER_COUNTS, facts=facts, answer=answer)
    is_own_head = answer.last >= line.last and closing.hash_at(db, journal, answer.last) == answer.head
    if answer.head and not is_own_head:
        return Judged(state=PackageState.SENT, trouble=PackageTrouble.OTHER_CHAIN, answer=answer)
    held = {"held": len(answer.held)} if answer.held else {}
    return Judged(state=PackageState.ACCEPTED, facts=held, answer=answer)


def _not_believed(
    line: OutboxLine, file: bytes, trouble: PackageTrouble, facts: Mapping[str, Any] | None = None
) -> Judged:
    """Leave the state as it is; at the next try this answer is taken away where it lies, and the city asked anew."""
    known = {"answer": hashlib.sha256(file).hexdigest()}
    return Judged(state=line.state, trouble=trouble, facts={**(facts or {}), **known}, is_again=True)


def sha256_of(path: Path) -> str:
    """Return the hash of a file; empty where there is none."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""
