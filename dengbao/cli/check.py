"""``dengbao check``: judge what lies in a folder; no network, no device."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from dengbao.errors import UserError
from dengbao.results.diff import Diff
from dengbao.results.run import Totals

if TYPE_CHECKING:
    from dengbao.inventory import Inventory

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
    parser.add_argument(
        "--previous",
        type=Path,
        metavar="DIR",
        help="上一次的结果文件夹,与之比较(--fail-on new 要有);auto 为 --out 旁边最近一次同样的自查,没有则不比",
    )
    parser.add_argument("--reports", default="junit,html", metavar="F,F…", help="除结果外写哪些报告(缺省 junit,html)")
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

    Raises:
        UserError: nothing to judge, or what it is to be compared with is missing: said before anything is written.
    """
    from dengbao.engine.run import begin  # noqa: PLC0415 - `--help` need not wait for the engine
    from dengbao.engine.write import publish, write  # noqa: PLC0415
    from dengbao.inventory import load  # noqa: PLC0415
    from dengbao.mask import key_of  # noqa: PLC0415
    from dengbao.report import named  # noqa: PLC0415
    from dengbao.report.progress import Progress  # noqa: PLC0415
    from dengbao.snapshot import open_folder  # noqa: PLC0415

    reports = named(args.reports, "--reports")
    inventory = load(args.inventory, limit=args.limit)
    fail_on = args.fail_on or inventory.site.fail_on
    previous = _previous(args, inventory)
    _comparable(previous, args.out, fail_on)
    folder = open_folder(args.folder, key=key_of(args.inventory))
    judging = begin(inventory, folder, expression=args.expression, as_of=args.as_of, level=args.level)
    if not judging.plan:
        raise UserError("没有要判定的内容", key="-k" if args.expression else "-i", mend="核对清单中的主机和 -k 表达式")
    with Progress("检查", len({evaluation.host for evaluation in judging.plan})) as bar:
        results = judging.results(progress=bar.advance)
        write(judging, judging.plan, results, args.out)
    source = publish(args.out, reports if args.quiet else [*reports, "terminal"], previous)
    return exit_status(source.run.totals, fail_on, source.changes)


def _previous(args: argparse.Namespace, inventory: Inventory) -> Path | None:
    """Give the run to compare with, looked for where the word is ``auto``."""
    from dengbao.results.earlier import latest  # noqa: PLC0415

    if str(args.previous) != "auto":
        return args.previous  # type: ignore[no-any-return]
    hosts = {host.name for host in inventory.hosts}
    return latest(args.out, site=inventory.site.name, select=args.expression, level=args.level, hosts=hosts)


def _comparable(previous: Path | None, out: Path, fail_on: str) -> None:
    """Refuse a comparison that cannot be made before a single file is written."""
    from dengbao.results.history import read_history  # noqa: PLC0415
    from dengbao.results.store import read_run  # noqa: PLC0415

    if previous is None:
        if fail_on == "new":
            raise UserError(
                "fail_on 是 new,却没有上一次的结果可比",
                key="--previous",
                mend="加 --previous 上一次的结果文件夹;第一次用 --fail-on finding",
            )
        return
    if previous.resolve() == out.resolve():
        raise UserError("--previous 与 --out 是同一个文件夹", key="--previous", mend="本次的结果写到另一个文件夹")
    read_run(previous)
    read_history(previous)


def exit_status(totals: Totals, fail_on: str, changes: Diff | None = None) -> int:
    """Turn totals into the contract's exit status.

    Args:
        totals: of the run.
        fail_on: ``finding`` (findings and undecided count), ``error`` (undecided alone), ``new`` (new findings, and
            verdicts that can no longer be told: a finding could hide there), ``never``.
        changes: since the run before; ``new`` needs it.
    """
    if fail_on == "never":
        return 0
    if fail_on == "new":
        if changes is None:
            raise ValueError("fail_on=new needs a run to compare with")
        return FINDINGS if changes.new else UNDECIDED if changes.undecided else 0
    if totals.failed and fail_on != "error":
        return FINDINGS
    return UNDECIDED if totals.undecided else 0
