"""``dengbao inspect``: gather, check and report in one command, with a progress bar."""

from __future__ import annotations

import argparse
from pathlib import Path

from rich.console import Console

from dengbao.cli import progress
from dengbao.errors import UserError

HELP = "采集、检查、出报告，一条命令完成"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the words of the command line."""
    progress.arguments(parser)
    parser.add_argument("--out", metavar="文件夹", help="报告文件夹（默认 reports/<时间>）；写上一次的文件夹则续采")
    parser.add_argument("--fresh", action="store_true", help="不续采，全部重采")
    parser.add_argument("--level", choices=["1", "2", "3", "4"], help="按哪一级判定，代替清单里的 level")
    parser.add_argument("-k", dest="select", metavar="表达式", help="只做这些检查")
    parser.add_argument("--as-of", metavar="日期", help="按哪一天判定（默认采集当天）")
    parser.add_argument("--previous", metavar="文件夹", help="上一次的报告文件夹，与之比较（--fail-on new 要有）")
    parser.add_argument("--fail-on", choices=["finding", "error", "new", "never"], help="什么情况以非零状态结束")


def run(args: argparse.Namespace) -> int:
    """Run the whole job.

    Returns:
        The exit status of ``dengbao check``.

    Raises:
        UserError: the run did not come as far as a verdict.
    """
    console = Console()
    extra = {
        "dengbao_out": str(Path(args.out).absolute()) if args.out else None,
        "dengbao_fresh": args.fresh or None,
        "dengbao_check_level": args.level,
        "dengbao_check_select": args.select,
        "dengbao_as_of": args.as_of,
        "dengbao_previous": str(Path(args.previous).absolute()) if args.previous else None,
        "fail_on": args.fail_on,
    }
    ran = progress.follow("inspect.yml", args, {name: value for name, value in extra.items() if value}, console)
    if args.check and not ran.status:
        return 0
    if "checked" not in ran.events:
        raise UserError(f"自查没有完成：\n{ran.complaint}")
    for beginning in ("采集结果：", "TASK [检查快照并出报告]"):
        console.print(progress.told(ran.output, beginning), highlight=False, markup=False, soft_wrap=True)
    return int(ran.events["checked"]["status"])
