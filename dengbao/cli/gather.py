"""``dengbao gather``: read-only collection alone, into a snapshot."""

from __future__ import annotations

import argparse
from pathlib import Path

from rich.console import Console

from dengbao.cli import progress
from dengbao.errors import UserError
from dengbao.snapshot.merge import merge

HELP = "只读采集，存为快照；中断后用同样的命令续采"
NOT_WHOLE = 3


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the words of the command line."""
    progress.arguments(parser)
    parser.add_argument("--out", required=True, metavar="快照", help="快照文件夹")
    parser.add_argument("--fresh", action="store_true", help="不续采，全部重采")
    parser.add_argument("--merge", nargs="+", metavar="分片", help="不连接设备，只把几份分片快照合并到 --out")


def run(args: argparse.Namespace) -> int:
    """Gather, or merge slices.

    Returns:
        0 every host is whole (or excluded), 3 some are not.

    Raises:
        UserError: the run did not come to its end.
    """
    console = Console()
    if args.merge:
        manifest = merge([Path(part) for part in args.merge], Path(args.out))
        console.print(f"已合并 {len(args.merge)} 份分片、{len(manifest.hosts)} 台主机到 {args.out}")
        return 0
    extra = {"dengbao_snapshot": str(Path(args.out).absolute()), "dengbao_fresh": args.fresh}
    ran = progress.follow("gather.yml", args, extra, console)
    if "closed" not in ran.events and not args.check:
        raise UserError(f"采集没有完成：\n{ran.complaint}")
    console.print(progress.told(ran.output, "采集结果："), highlight=False, markup=False, soft_wrap=True)
    return 0 if progress.all_whole(args.out) or args.check else NOT_WHOLE
