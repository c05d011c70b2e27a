"""``dengbao check``: judge what lies in a folder; no network, no device."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from dengbao.errors import UserError
from dengbao.results.run import Totals

HELP = "判定快照或配置文件夹(不联网、不接触设备)"
FINDINGS, UNDECIDED = 1, 3


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what to judge and where to write."""
    parser.add_argument("-i", "--inventory", type=Path, required=True, metavar="INV", help="清单,或导出的清单文件")
    parser.add_argument("--from", dest="folder", type=Path, required=True, metavar="FOLDER", help="快照或配置文件夹")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="结果与报告的文件夹")
    parser.add_argument("--level", type=int, choices=(1, 2, 3, 4), help="按此等级判定(缺省取清单)")
    parser.add_argument("-l", "--limit", metavar="P", help="只判定匹配的主机")
    parser.add_argument("-k", dest="expression", default="", metavar="EXPR", help="只做匹配的检查")
    parser.add_argument("--as-of", type=_date, metavar="DATE", help="按这一天判定(缺省为采集日期)")
    parser.add_argument(
        "--fail-on", choices=("finding", "error", "new", "never"), help="何时以非零状态结束(缺省取清单,再缺省 finding)"
    )
    parser.add_argument("--quiet", action="store_true", help="不显示小结")


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} 不是日期,应写成 YYYY-MM-DD") from None


def run(args: argparse.Namespace) -> int:
    """Judge, write, summarise.

    Returns:
        0 compliant, 1 findings, 3 undecided; 0 where ``fail_on`` says that it does not matter.
    """
    from dengbao.engine.run import begin  # noqa: PLC0415 - `--help` need not wait for the engine
    from dengbao.engine.write import REPORTS, write  # noqa: PLC0415
    from dengbao.inventory import load  # noqa: PLC0415
    from dengbao.mask import key_of  # noqa: PLC0415
    from dengbao.report.progress import Progress  # noqa: PLC0415
    from dengbao.snapshot import open_folder  # noqa: PLC0415

    inventory = load(args.inventory, limit=args.limit)
    folder = open_folder(args.folder, key=key_of(args.inventory))
    judging = begin(inventory, folder, expression=args.expression, as_of=args.as_of, level=args.level)
    if not judging.plan:
        raise UserError("没有要判定的内容", key="-k" if args.expression else "-i", mend="核对清单中的主机和 -k 表达式")
    with Progress("检查", len({evaluation.host for evaluation in judging.plan})) as bar:
        results = judging.results(progress=bar.advance)
        totals = write(judging, judging.plan, results, args.out, REPORTS if args.quiet else (*REPORTS, "terminal"))
    return exit_status(totals, args.fail_on or inventory.site.fail_on)


def exit_status(totals: Totals, fail_on: str) -> int:
    """Turn totals into the contract's exit status.

    Args:
        totals: of the run.
        fail_on: ``finding`` (findings and undecided count), ``error`` (undecided alone), ``never``.
    """
    if fail_on == "never":
        return 0
    if totals.failed and fail_on != "error":
        return FINDINGS
    return UNDECIDED if totals.undecided else 0
