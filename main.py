"""Arguments to the window or to the command line."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the program and return its exit code: 0 only when what was asked for is done."""
    from cchc_desktop import cli, cli_arguments

    cli.prepare_streams()
    arguments = cli.parse(sys.argv[1:])
    sys.excepthook = cli.crashed(arguments)
    if arguments.command is not None:
        return cli.run(arguments)
    if not cli_arguments.has_screen():
        print(cli_arguments.NO_SCREEN, file=sys.stderr)
        return cli.WRONG_WORDS
    from ui.app import run

    return run(arguments.data)


if __name__ == "__main__":
    sys.exit(main())
