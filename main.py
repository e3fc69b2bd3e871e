"""Arguments to the window or to the command line."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the program and return its exit code: 0 only when what was asked for is done."""
    from cchc_desktop import cli

    arguments = cli.parse(sys.argv[1:])
    if arguments.command is not None:
        return cli.run(arguments)
    if not cli.has_screen():
        print(cli.NO_SCREEN, file=sys.stderr)
        return 2
    from ui.app import run

    return run(arguments.data)


if __name__ == "__main__":
    sys.exit(main())
