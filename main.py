"""Arguments to the window or to the command line."""

from __future__ import annotations

import sys
from types import TracebackType


def main() -> int:
    """Run the program and return its exit code: 0 only when what was asked for is done."""
    from cchc_desktop import cli_arguments

    cli_arguments.prepare_streams()
    if sys.argv[1:2] == ["city"]:
        from cchc_desktop.city import terminal

        return terminal.main(sys.argv[2:])
    folder = cli_arguments.window_wanted(sys.argv[1:])
    if folder is None:
        from cchc_desktop import cli

        return cli.main(sys.argv[1:])
    sys.excepthook = _crashed
    if not cli_arguments.has_screen():
        print(cli_arguments.NO_SCREEN, file=sys.stderr)
        return cli_arguments.WRONG_WORDS
    from ui.app import run

    return run(folder)


def _crashed(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Tell of what nobody foresaw; the words for it load only now."""
    from cchc_desktop import cli

    cli.crashed(cli.parse(sys.argv[1:]))(kind, error, trace)


if __name__ == "__main__":
    sys.exit(main())
