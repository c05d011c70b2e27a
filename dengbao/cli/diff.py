"""``dengbao diff OLD NEW``: what is new, what is mended, what is still open, and since when."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dengbao.errors import UserError

HELP = "比较两次结果:新出现、已整改、仍未整改"
_PAIR = 2


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the folders and the form."""
    parser.add_argument(
        "folders",
        type=Path,
        nargs="+",
        metavar="DIR",
        help="旧、新两个结果文件夹;写多个(从旧到新)则由前面的得知从何时起",
    )
    parser.add_argument("--format", choices=("terminal", "json"), default="terminal", help="终端小结,或 JSON")


def run(args: argparse.Namespace) -> int:
    """Compare, and say it.

    Raises:
        UserError: fewer than two folders, or one that holds no results.
    """
    import msgspec  # noqa: PLC0415 - `--help` need not wait

    from dengbao.report.changes import show  # noqa: PLC0415
    from dengbao.results.diff import over  # noqa: PLC0415

    if len(args.folders) < _PAIR:
        raise UserError("只给了一个文件夹", key="diff", mend="写成 dengbao diff 旧的 新的")
    diff = over(args.folders)
    if args.format == "json":
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(diff), indent=2).decode() + "\n")
    else:
        show(diff)
    return 0
