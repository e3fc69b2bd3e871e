"""A day of 500 dossiers closed, sealed, signed and encrypted, beside bare hashing, zipping and signing of its bytes.

python -m tests.bench.day_closing DOSSIERS ROUNDS    prints JSON
"""

from __future__ import annotations

import hashlib
import io
import itertools
import json
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from cchc_desktop import bootstrap
from cchc_desktop.clock import moment
from cchc_desktop.domain.day_package import PackageId
from cchc_desktop.services.day_sheet import DaySheetDesk
from cchc_desktop.store import closing
from cchc_desktop.sync import package
from tests.bench.busy_desk import BusyDesk, CityKeys, city_keys
from tests.bench.children import ask
from tests.bench.rows import Line, median
from tests.store.stores import Hand

MOST = 3.0
_DAY = date(2025, 3, 4)
_CLOSE = moment(f"{_DAY.isoformat()}T17:05")
_KINDS = ("seal", "copy", "summary", "file")
Parts = Mapping[str, bytes]


def line(*, dossiers: int, rounds: int) -> Line:
    """Measure both in turns, each day closed once on a copy of the desk's folder."""
    found = ask("day_closing", dossiers, rounds)
    took = {name: median(found[name]) for name in (*_KINDS, "checks")}
    return Line(
        what=f"close, seal, sign, encrypt a day of {dossiers:,} dossiers", bare=median(found["bare"]), most=MOST,
        measured=median([seal + file for seal, file in zip(found["seal"], found["file"], strict=True)]),
        notes=(
            f"{found['entries']:,} entries, {found['bytes'] / 1e6:.1f} MB, {rounds} rounds: the close "
            f"{took['seal']:.0f} ms (the list of what is open {took['checks']:.0f}), the file {took['file']:.0f} ms; "
            f"apart: PDF and Excel {took['summary']:.0f} ms, the verified copy {took['copy']:.0f} ms",
            f"the package without PDF and Excel: {found['size'] / 1e6:.2f} MB",
        ),
        causes=(
            "entries and personal texts are read from the database, spelled and encrypted, and the close waits for the "
            "disk: the bare side has its bytes ready",
        ),
    )  # fmt: skip


class _NoSheets(DaySheetDesk):
    """Makes no PDF and no Excel: they are measured apart."""

    def summaries(self, package: PackageId, first: int, last: int) -> dict[str, bytes]:
        del package, first, last
        return {}


def _measure(dossiers: int, rounds: int) -> dict[str, Any]:
    city = city_keys()
    found: dict[str, Any] = {name: [] for name in (*_KINDS, "checks", "bare")}
    with tempfile.TemporaryDirectory() as place:
        lived = Path(place, "lived")
        busy = BusyDesk(lived, first=_DAY, city=city.card, fee_apart=True)
        busy.live(_DAY, received=dossiers)
        busy.life.desk.close()
        for number in range(rounds + 1):
            copy = Path(place, str(number))
            shutil.copytree(lived, copy)
            took, parts = _closed(copy, city)
            took["bare"] = _bare(parts)
            for name, value in took.items() if number else ():
                found[name].append(value * 1000)
            found["size"] = next(copy.glob("desk/packages/*.cchc")).stat().st_size
            found["entries"] = parts[package.ENTRIES].count(b"\n")
            found["bytes"] = sum(map(len, parts.values()))
            shutil.rmtree(copy)
    return found


def _closed(folder: Path, city: CityKeys) -> tuple[dict[str, float], Parts]:
    """Close the day of a folder; return seconds by what they went into, and the bytes that were packed."""
    clock = Hand(_CLOSE)
    desk = bootstrap.open_desk(folder / "desk", clock=clock, environment={"XDG_STATE_HOME": str(folder)})
    try:
        desk.day_end._content.sheets = _NoSheets(desk.db, desk.state)
        moments = [perf_counter()]
        desk.day_end.checks()
        moments.append(perf_counter())
        closed = desk.day_end.seal()
        moments.append(perf_counter())
        closing.keep_copy(desk.db, desk.folder, clock.now())
        moments.append(perf_counter())
        (file,) = desk.day_end.make_packages()
        moments.append(perf_counter())
        (told,) = desk.day_end.packages()
        DaySheetDesk(desk.db, desk.state).summaries(desk.day_end.id_of(told), closed.first, closed.last)
        moments.append(perf_counter())
        checks, seal, copy, whole, summary = (after - before for before, after in itertools.pairwise(moments))
        enrolled = desk.enrolment.keys()
        opened = package.open_package(file.read_bytes(), identity=enrolled.ward_identity, desk_key=enrolled.desk_key)
    finally:
        desk.close()
    parts = {**package._inner(opened.content), **package._personal(opened.content)}
    return {"checks": checks, "seal": seal, "copy": copy, "file": whole, "summary": summary}, parts


def _bare(parts: Parts) -> float:
    """Hash each entry, zip the parts, hash and sign; return seconds."""
    key = Ed25519PrivateKey.generate()
    began = perf_counter()
    for text in parts[package.ENTRIES].split(b"\n"):
        hashlib.sha256(text).hexdigest()
    with io.BytesIO() as target:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            for name, part in parts.items():
                hashlib.sha256(part).hexdigest()
                archive.writestr(name, part)
        file = target.getvalue()
    hashlib.sha256(file).hexdigest()
    key.sign(json.dumps({name: len(part) for name, part in parts.items()}).encode())
    return perf_counter() - began


if __name__ == "__main__":
    print(json.dumps(_measure(*map(int, sys.argv[1:]))))
