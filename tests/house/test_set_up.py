"""The set-up, on pretended systems: what is missing, who may install it, and when an environment is made anew."""

from __future__ import annotations

import dataclasses
import shutil
import subprocess
from pathlib import Path

import pytest

from installer import set_up_venv
from tests.house.repository import ROOT

_TOOLS = ("awk", "cat", "echo", "env", "grep", "sed", "sh", "sort", "tail", "tr", "true")
_DPKG = '''#!/bin/sh
# --compare-versions A ge B
[ "$(printf '%s\\n%s\\n' "$2" "$4" | sort -V | tail -1)" = "$2" ]
'''
_DPKG_QUERY = """#!/bin/sh
cat "$PRETENDED/installed" 2>/dev/null
exit 1
"""
_APT_CACHE = """#!/bin/sh
grep -qx -- "$2" "$PRETENDED/unknown" 2>/dev/null || printf '%s:\\n  Candidate: 1:9.0\\n' "$2"
"""
_APT_GET = """#!/bin/sh
echo "$@" >> "$PRETENDED/apt"
while [ "$1" != install ]; do shift || exit 0; [ $# -gt 0 ] || exit 0; done
shift
for name in "$@"; do echo "$name installed 1:9.0"; done >> "$PRETENDED/installed"
"""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """A Linux of which only `sh` and its tools are real."""

    folder: Path

    def says(self, name: str, script: str) -> None:
        path = self.folder / "bin" / name
        path.write_text(script, encoding="utf-8")
        path.chmod(0o755)

    def has(self, *lines: str) -> None:
        (self.folder / "installed").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")

    def set_up(self, kind: str, *more: str) -> str:
        """Run the set-up and return what it told the user."""
        done = subprocess.run(
            ["sh", str(ROOT / "installer" / "set_up_system.sh"), kind, *more],
            cwd=self.folder,
            env={"PATH": str(self.folder / "bin"), "PRETENDED": str(self.folder)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout == "", "standard output belongs to the program"
        return done.stderr

    @property
    def installs(self) -> list[str]:
        """The names that apt-get was asked to install."""
        log = self.folder / "apt"
        lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
        return [name for line in lines if " install " in line for name in line.partition(" install ")[2].split()]


@pytest.fixture
def system(tmp_path: Path) -> System:
    (tmp_path / "bin").mkdir()
    for tool in _TOOLS:
        (tmp_path / "bin" / tool).symlink_to(str(shutil.which(tool)))
    pretended = System(folder=tmp_path)
    pretended.says("uname", "#!/bin/sh\necho Linux\n")
    pretended.says("dpkg", _DPKG)
    pretended.says("dpkg-query", _DPKG_QUERY)
    pretended.says("apt-cache", _APT_CACHE)
    pretended.says("apt-get", _APT_GET)
    _is_user(pretended, 0)
    return pretended


def _is_user(system: System, number: int) -> None:
    system.says("id", f"#!/bin/sh\necho {number}\n")


def test_root_gets_what_is_missing_once(system: System) -> None:
    told = system.set_up("run")
    assert "libxcb-keysyms1" in system.installs
    assert "fonts-liberation2" in system.installs
    assert "xvfb" not in system.installs
    assert "Please install" not in told
    first = system.installs
    assert system.set_up("run") == ""
    assert system.installs == first


def test_tests_need_more_than_the_program(system: System) -> None:
    system.set_up("test")
    assert {"libegl1", "xvfb", "cups-ipp-utils", "strace"} <= set(system.installs)


def test_a_name_of_a_newer_release_is_taken_where_the_old_one_is_gone(system: System) -> None:
    (system.folder / "unknown").write_text("libglib2.0-0\nfonts-liberation2\n", encoding="utf-8")
    told = system.set_up("run")
    assert {"libglib2.0-0t64", "fonts-liberation"} <= set(system.installs)
    assert not {"libglib2.0-0", "fonts-liberation2"} & set(system.installs)
    assert "Please install" not in told


def test_an_unknown_name_does_not_keep_the_others_away(system: System) -> None:
    (system.folder / "unknown").write_text("fonts-open-sans\n", encoding="utf-8")
    told = system.set_up("run")
    assert "libegl1" in system.installs
    assert told.splitlines()[-1] == "Please install what is missing here: sudo apt-get install fonts-open-sans"


def test_the_old_liberation_fonts_do_not_do(system: System) -> None:
    system.has("fonts-liberation installed 1:1.07.4-11")
    system.set_up("run")
    assert "fonts-liberation2" in system.installs


def test_the_new_liberation_fonts_do(system: System) -> None:
    system.has("fonts-liberation installed 1:2.1.5-3")
    system.set_up("run")
    assert "libegl1" in system.installs
    assert not {"fonts-liberation", "fonts-liberation2"} & set(system.installs)


def test_a_removed_package_is_missing(system: System) -> None:
    system.has("libegl1 config-files 1.6")
    system.set_up("run")
    assert "libegl1" in system.installs


def test_who_may_not_install_is_told_the_names_in_one_line(system: System) -> None:
    _is_user(system, 1000)
    told = system.set_up("run", "python3-venv")
    assert system.installs == []
    assert told.count("\n") == 1
    assert told.startswith("Please install what is missing here: sudo apt-get install libegl1 ")
    assert told.rstrip().endswith("fonts-open-sans python3-venv")


def test_sudo_is_used_only_when_it_asks_nothing(system: System) -> None:
    _is_user(system, 1000)
    system.says("sudo", '#!/bin/sh\n[ "$1" = -n ] || exit 1\nshift\nexec env "$@"\n')
    told = system.set_up("run")
    assert "libegl1" in system.installs
    assert "Please install" not in told


def test_a_system_without_apt_is_told_once(system: System) -> None:
    for name in ("apt-get", "dpkg-query"):
        (system.folder / "bin" / name).unlink()
    assert "libegl1" in system.set_up("run")
    (system.folder / ".venv").mkdir()
    assert system.set_up("run") == ""


@pytest.fixture
def environment(tmp_path: Path) -> Path:
    """An environment in which the runtime lock has been installed, as far as its stamp says."""
    python = set_up_venv.python_of(tmp_path)
    python.parent.mkdir()
    python.touch()
    lock = ROOT / "requirements" / "runtime.txt"
    set_up_venv.write_stamp(tmp_path, {"runtime": set_up_venv.digest(lock)})
    return tmp_path


def test_an_environment_is_kept_while_nothing_changed(environment: Path) -> None:
    assert list(set_up_venv.installed_locks(environment) or ()) == ["runtime"]


def test_a_changed_lock_makes_it_anew(environment: Path) -> None:
    set_up_venv.write_stamp(environment, {"runtime": "another digest"})
    assert set_up_venv.installed_locks(environment) is None


def test_another_place_makes_it_anew(environment: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    moved = environment.rename(tmp_path_factory.mktemp("elsewhere") / "moved")
    assert set_up_venv.installed_locks(moved) is None


def test_another_python_makes_it_anew(environment: Path) -> None:
    stamp = next(environment.glob("*.json"))
    stamp.write_text(stamp.read_text(encoding="utf-8").replace('"python": "3.', '"python": "2.'), encoding="utf-8")
    assert set_up_venv.installed_locks(environment) is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"python": 3}'])
def test_a_torn_stamp_makes_it_anew(environment: Path, text: str) -> None:
    next(environment.glob("*.json")).write_text(text, encoding="utf-8")
    assert set_up_venv.installed_locks(environment) is None


def test_an_environment_without_its_python_is_made_anew(environment: Path) -> None:
    set_up_venv.python_of(environment).unlink()
    assert set_up_venv.installed_locks(environment) is None
