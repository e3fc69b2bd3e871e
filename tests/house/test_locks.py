"""The lock files: one version of each package, with hashes, from nowhere in particular, and installed here."""

from __future__ import annotations

import importlib.metadata
import re
import tomllib

import pytest
from packaging.requirements import Requirement

from tests.house.repository import ROOT

_LOCKS = ("runtime", "city", "dev", "lock")
_LINE = re.compile(
    r"# .*"
    r"|[a-z0-9][a-z0-9-]*==[0-9][0-9a-z.]*(?: ; [a-z_ '=!<>0-9A-Z.()]+)? \\"
    r"|    --hash=sha256:[0-9a-f]{64}(?: \\)?"
)


def _lines(lock: str) -> list[str]:
    return (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8").splitlines()


def _pins(lock: str) -> dict[str, Requirement]:
    pins = [Requirement(line.rstrip("\\")) for line in _lines(lock) if "==" in line and line[0] not in "# "]
    return {pin.name: pin for pin in pins}


def _hashes(lines: list[str]) -> list[int]:
    """Return how many hashes follow each package."""
    counts: list[int] = []
    for line in lines:
        if line.startswith("    --hash="):
            counts[-1] += 1
        elif not line.startswith("#"):
            counts.append(0)
    return counts


def _wanted() -> dict[str, list[Requirement]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    said = project["project"]
    groups = {"runtime": said["dependencies"], **said["optional-dependencies"], **project["dependency-groups"]}
    return {lock: [Requirement(row) for row in rows] for lock, rows in groups.items()}


@pytest.mark.parametrize("lock", _LOCKS)
def test_a_lock_holds_versions_and_hashes_and_nothing_else(lock: str) -> None:
    assert not [line for line in _lines(lock) if not _LINE.fullmatch(line)]
    assert min(_hashes(_lines(lock))) >= 1


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://example.org/simple",
        "--find-links /media/stick",
        "qrcode==8.2",
        "qrcode>=8.2 \\",
        "qrcode @ https://example.org/qrcode.whl \\",
        "    --hash=sha256:12 \\",
    ],
)
def test_a_host_or_a_line_without_hash_is_found(line: str) -> None:
    assert not _LINE.fullmatch(line)


@pytest.mark.parametrize("lock", _LOCKS)
def test_the_lock_is_of_these_ranges(lock: str) -> None:
    pins = _pins(lock)
    for wanted in _wanted()[lock]:
        pin = pins[wanted.name.lower()]
        assert wanted.specifier.contains(str(pin.specifier).removeprefix("==")), f"{pin} is not {wanted}"


def test_no_package_is_locked_twice() -> None:
    pins = [name for lock in ("runtime", "city", "dev") for name in _pins(lock)]
    assert len(pins) == len(set(pins))


@pytest.mark.parametrize("lock", ["runtime", "city", "dev"])
def test_what_is_installed_is_what_is_locked(lock: str) -> None:
    for name, pin in _pins(lock).items():
        if pin.marker is None or pin.marker.evaluate():
            assert str(pin.specifier) == f"=={importlib.metadata.version(name)}", name
