"""The command line: one module a command, imported only when it is called.

A command's module offers ``HELP`` (one Chinese line), ``arguments(parser)`` and ``run(args) -> int`` (the exit status).
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from typing import NoReturn

from dengbao import __version__
from dengbao.errors import UserError

COMMANDS = (
    "init",
    "inspect",
    "gather",
    "check",
    "inventory",
    "report",
    "diff",
    "bundle",
    "verify",
    "reach",
    "zones",
    "explain",
    "coverage",
    "commands",
    "parse",
    "lab",
)
"""Each is ``dengbao/cli/<name>.py``; the order is that of the help text."""

CANNOT_RUN = 2


class Parser(argparse.ArgumentParser):
    """Says what is wrong with the arguments in one line, as with any other bad input."""

    def error(self, message: str) -> NoReturn:
        """Refuse.

        Raises:
            UserError: always.
        """
        raise UserError(f"参数有误:{message}", mend=f"用 {self.prog} --help 查看用法")


def main(argv: list[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: the words after ``dengbao``; those of the process when None.

    Returns:
        The exit status of the contract: 0 compliant, 1 findings, 3 undecided, 2 could not run.
    """
    parser = Parser(prog="dengbao", description="等级保护自查:合规要求写成测试,覆盖整个网络")
    parser.add_argument("--version", action="version", version=f"dengbao {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")
    words = sys.argv[1:] if argv is None else argv
    named = next((word for word in words if not word.startswith("-")), None)
    for name in COMMANDS:
        if named in COMMANDS and name != named:
            continue  # a command does not pay for the imports of the others
        module = importlib.import_module(f"dengbao.cli.{name}")
        module.arguments(commands.add_parser(name, help=module.HELP, description=module.HELP))
    try:
        args = parser.parse_args(words)
        return int(importlib.import_module(f"dengbao.cli.{args.command}").run(args))
    except UserError as error:
        sys.stderr.write(f"dengbao: {error}\n")
        return CANNOT_RUN
    except BrokenPipeError:  # the reader of a pipe has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        sys.stderr.write("dengbao: 已中断\n")
        return CANNOT_RUN


if __name__ == "__main__":
    sys.exit(main())
