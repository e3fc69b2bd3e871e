"""Makes a virtual environment that holds exactly the packages of the lock files.

    python installer/set_up_venv.py .venv runtime dev

It is made anew when Python, the place of the folder or a lock file has changed since; a lock that was not installed yet
is added to what is there; else nothing happens. Only the standard library is used, so that any Python can start it.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import venv
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
_STAMP = "set-up.json"


def main(arguments: list[str]) -> int:
    """Make ``arguments[0]`` hold the locks named after it; return the exit code."""
    folder = Path(arguments[0]).absolute()
    locks = {name: _ROOT / "requirements" / f"{name}.txt" for name in arguments[1:]}
    done = installed_locks(folder)
    if done is None:
        print(f"Making {folder.name} (once; it takes about a minute) ...", file=sys.stderr)
        (folder / _STAMP).unlink(missing_ok=True)
        venv.create(folder, clear=True, with_pip=True)
        done = {}
    for name, lock in locks.items():
        if name not in done:
            code = _install(folder, lock)
            if code:
                return code
            done[name] = digest(lock)
            write_stamp(folder, done)
    return 0


def installed_locks(folder: Path) -> dict[str, str] | None:
    """Return the digests of the locks that ``folder`` holds, or None when it has to be made anew."""
    try:
        stamp = json.loads((folder / _STAMP).read_text(encoding="utf-8"))
        python, done = stamp["python"], dict(stamp["locks"])
    except (OSError, ValueError, TypeError, KeyError):
        return None
    if python != identity(folder) or not python_of(folder).exists():
        return None
    if any(digest(_ROOT / "requirements" / f"{name}.txt") != kept for name, kept in done.items()):
        return None
    return done


def identity(folder: Path) -> str:
    """Return what ties an environment to its Python and to its place: neither can change under it."""
    return f"{sys.version} {sys.base_prefix} {folder}"


def digest(lock: Path) -> str:
    """Return the SHA-256 of a lock file, or an empty string where there is none."""
    return hashlib.sha256(lock.read_bytes()).hexdigest() if lock.exists() else ""


def python_of(folder: Path) -> Path:
    """Return the interpreter of the environment in ``folder``."""
    return folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def write_stamp(folder: Path, locks: dict[str, str]) -> None:
    """Record that ``folder`` holds ``locks``, whole: an install that was cut off leaves no stamp."""
    stamp = {"python": identity(folder), "locks": locks}
    (folder / _STAMP).write_text(json.dumps(stamp, indent=1) + "\n", encoding="utf-8")


def _install(folder: Path, lock: Path) -> int:
    """Install one lock as it stands: every hash checked, nothing resolved, nothing compiled."""
    command = [str(python_of(folder)), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
               "--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", str(lock)]  # fmt: skip
    return subprocess.run(command, stdout=sys.stderr, check=False).returncode


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 - this is where an older one is told so
        sys.exit("Python 3.11 or newer is needed.")
    sys.exit(main(sys.argv[1:]))
