"""Makes the lock files in requirements/ from the ranges in pyproject.toml: `make lock`.

A lock holds one version of each package for every system and every Python from 3.11 on, with the hashes of all files
published for it, so that a Windows PC installs from the same lock. It names no registry: whoever installs chooses his.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
_HEADER = "# Made by `make lock` from pyproject.toml; not to be edited by hand.\n"
_COMPILE = (
    "pip", "compile", "--quiet", "--no-config", "--universal", "--python-version", "3.11", "--generate-hashes",
    "--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links",
)  # fmt: skip
_NAME = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)
_COMES_WITH_VENV = ("pip", "setuptools")


def main(arguments: list[str]) -> None:
    """Write the four locks; ``arguments`` go to the resolver (``--upgrade``)."""
    project = [*arguments, "pyproject.toml"]
    _lock("runtime", project, leave_out=_COMES_WITH_VENV)
    names = (*_COMES_WITH_VENV, *_names("runtime"))
    project += ["--extra", "city", "--constraint", str(_file("runtime"))]
    _lock("city", project, leave_out=names)
    _lock("dev", [*project, "--group", "dev", "--constraint", str(_file("city"))], leave_out=(*names, *_names("city")))
    _lock("lock", [*arguments, "--group", "lock"], leave_out=_COMES_WITH_VENV)


def _file(name: str) -> Path:
    return _ROOT / "requirements" / f"{name}.txt"


def _names(lock: str) -> list[str]:
    return _NAME.findall(_file(lock).read_text(encoding="utf-8"))


def _lock(name: str, arguments: list[str], *, leave_out: tuple[str, ...]) -> None:
    out = _file(name)
    left_out = [part for package in leave_out for part in ("--no-emit-package", package)]
    uv = Path(sys.executable).with_name("uv")
    command = [str(uv), *_COMPILE, *left_out, *arguments, "--output-file", str(out)]
    subprocess.run(command, check=True, cwd=_ROOT, stdout=subprocess.DEVNULL)
    out.write_text(_HEADER + out.read_text(encoding="utf-8").removeprefix(_HEADER), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
