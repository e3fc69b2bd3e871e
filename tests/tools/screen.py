"""A real window on a virtual screen, driven by real key presses.

    with running_screen() as screen:
        with screen.program("--data", str(folder)) as program:
            screen.wait_for_window()
            screen.type("xn hon nhan"); screen.press("Return"); screen.shoot(path)

Xvfb, xdotool and ImageMagick's import are Debian packages of the test set-up.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tests.tools.printer import wait_until

ROOT = Path(__file__).resolve().parents[2]
_NEEDED = {"Xvfb": "xvfb", "xdotool": "xdotool", "import": "imagemagick", "xkbcomp": "x11-xkb-utils"}
VIETNAMESE_LETTERS = "áàảãạăắằẳẵặâấầẩẫậéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵđ"


class Screen:
    """A virtual screen and the keys of somebody sitting before it."""

    def __init__(self, display: str, environment: Mapping[str, str]) -> None:
        self.display = display
        self.environment = {**environment, "DISPLAY": display}

    @contextlib.contextmanager
    def program(self, *arguments: str, environment: Mapping[str, str] | None = None) -> Iterator[subprocess.Popen[str]]:
        """Run the program on this screen; it is asked to end, and killed where it does not."""
        process = subprocess.Popen(
            [sys.executable, "main.py", *arguments],
            cwd=ROOT,
            env={**self.environment, "QT_QPA_PLATFORM": "xcb", **(environment or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            if process.stdout is not None:
                process.stdout.close()

    def wait_for_window(self, name: str = "CCHC") -> str:
        """Wait for a window whose title holds ``name``, give it the keys, and return its number."""
        found = wait_until(lambda: self._windows(name), timeout=120)
        window = found[-1]
        self._xdotool("windowfocus", "--sync", window)
        return window

    def type(self, text: str, *, delay_ms: int = 30) -> None:
        """Type ``text`` as a person does; a small delay is a scanner."""
        self._xdotool("type", "--delay", str(delay_ms), "--", text)

    def press(self, *keys: str) -> None:
        """Press keys one after another: "Return", "ctrl+Return", "alt+1"."""
        self._xdotool("key", "--delay", "40", *keys)

    def scan(self, payload: str) -> None:
        """Send ``payload`` as a scanner that acts as a keyboard does, with the Enter at its end."""
        self._xdotool("type", "--delay", "2", "--", payload)
        self._xdotool("key", "Return")

    def shoot(self, path: Path) -> Path:
        """Save a picture of the whole screen."""
        subprocess.run(["import", "-window", "root", str(path)], env=self.environment, check=True, timeout=90)
        return path

    def wait(self, condition: Callable[[], object], *, timeout: float = 90) -> None:
        """Wait until ``condition`` holds; raise where it never does."""
        wait_until(condition, timeout=timeout)

    def _windows(self, name: str) -> list[str]:
        done = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", name],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=90,
        )
        return done.stdout.split()

    def _xdotool(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=self.environment, check=True, timeout=60)


@contextlib.contextmanager
def running_screen(size: str = "1366x768") -> Iterator[Screen]:
    """Start a virtual screen of ``size`` and stop it again."""
    missing = sorted(package for program, package in _NEEDED.items() if shutil.which(program) is None)
    if missing:
        raise RuntimeError(f"for a virtual screen these packages are missing: {' '.join(missing)}")
    with tempfile.TemporaryFile("w+") as told:
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", "1", "-screen", "0", f"{size}x24", "-nolisten", "tcp", "-noreset"],
            stdout=told,
            stderr=subprocess.DEVNULL,
        )
        try:
            number = wait_until(lambda: _first_line(told.fileno()), timeout=90)
            screen = Screen(f":{number}", os.environ)
            _teach_vietnamese(screen)
            yield screen
        finally:
            server.terminate()
            server.wait()


def _teach_vietnamese(screen: Screen) -> None:
    """Give each Vietnamese letter a key of its own, as a scanner's own keyboard has.

    Without it xdotool changes the keyboard for each such letter, which costs time and now and then a letter.
    """
    letters = sorted({letter.lower() for letter in VIETNAMESE_LETTERS if not letter.isascii()})
    dumped = subprocess.run(["xkbcomp", screen.display, "-"], capture_output=True, text=True, check=True, timeout=90)
    head, symbols = dumped.stdout.split("xkb_symbols", 1)
    # The keys of music players and the like are spare: nobody presses them here.
    symbols = re.sub(r"\n\s*key\s+<I[0-9]+>\s*\{[^}]*\};", "", symbols)
    spare = [name for name in re.findall(r"<(I[0-9]+)>\s*=", head) if f"<{name}>" not in symbols]
    if len(spare) < len(letters):
        raise RuntimeError(f"the virtual keyboard has {len(spare)} spare keys, {len(letters)} letters want one")
    keys = "".join(
        f"    key <{name}> {{ [ U{ord(letter):04X}, U{ord(letter.upper()):04X} ] }};\n"
        for name, letter in zip(spare, letters, strict=False)
    )
    start = symbols.index("{") + 1
    keymap = f"{head}xkb_symbols{symbols[:start]}\n{keys}{symbols[start:]}"
    subprocess.run(
        ["xkbcomp", "-w", "0", "-", screen.display],
        input=keymap,
        text=True,
        check=True,
        timeout=90,
        stderr=subprocess.DEVNULL,
    )


def _first_line(handle: int) -> str:
    text = os.pread(handle, 100, 0).decode("ascii")
    return text.strip() if text.endswith("\n") else ""
