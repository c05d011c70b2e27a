"""``dengbao report DIR``: write reports again, or in other forms, from the results of a run."""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

from dengbao.report import RENDERERS, named, render
from dengbao.report.source import Source

HELP = "由检查结果生成报告"
DEFAULT = "junit,terminal"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add folder and formats."""
    formats = ";".join(f"{name}={importlib.import_module(module).HELP}" for name, module in RENDERERS.items())
    parser.add_argument("folder", type=Path, metavar="DIR", help="dengbao check 的输出目录(含 results.jsonl、run.json)")
    parser.add_argument("--previous", type=Path, metavar="DIR", help="上一次的结果文件夹:报告里写出与它相比的变化")
    parser.add_argument(
        "--format",
        default=DEFAULT,
        metavar="F,F…",
        help=f"以逗号分隔,默认 {DEFAULT}。可用:{formats}".replace("%", "%%"),
    )


def run(args: argparse.Namespace) -> int:
    """Write the reports, and say which files were written.

    Raises:
        UserError: an unknown format, or a folder without results.
    """
    wanted = named(args.format, "--format")
    written = render(Source.open(args.folder, args.previous), wanted)
    if "terminal" not in wanted:  # the terminal's summary lists the files itself
        sys.stdout.writelines(f"{path}\n" for path in written)
    return 0
