"""``dengbao commands``: print what may be sent to devices, and why."""

from __future__ import annotations

import argparse
import re
import sys

from rich.console import Console
from rich.table import Table

from dengbao.errors import UserError
from dengbao.gather.linux_script import script, sudoers
from dengbao.platforms import Platform, names, platform

HELP = "列出会向设备发送的全部命令（只读命令清单）及每条的用途"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the words of the command line."""
    parser.add_argument("platform", nargs="*", metavar="平台", help="只列这些平台，例如 huawei；不写则列全部")
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--script", action="store_true", help="打印 Linux 采集脚本，供在主机上手工运行")
    only.add_argument("--sudoers", metavar="账号", help="打印让该账号只读采集的 sudoers 规则（Linux）")


def run(args: argparse.Namespace) -> int:
    """Print the allow-list.

    Raises:
        UserError: a platform has none, or the account's name cannot stand in sudoers.
    """
    if args.script or args.sudoers is not None:
        return _linux(args.sudoers)
    console = Console(soft_wrap=False)
    for name in args.platform or names():
        known = platform(name)
        if known is None:
            raise UserError(f"平台“{name}”没有命令清单", mend=f"可用：{'、'.join(names())}")
        console.print(_table(known))
    console.print("清单之外的任何一行都发不出去：会话层逐字核对，换行、分号、管道符和控制字符都不能夹带。")
    return 0


def _linux(user: str | None) -> int:
    """Print the collector of Linux hosts, or the sudoers file for an account."""
    known = platform("linux")
    assert known
    if user is not None and not re.fullmatch(r"[a-z_][a-z0-9_.-]*", user):
        raise UserError(f"账号名“{user}”不能写进 sudoers", key="--sudoers", mend="只用小写字母、数字、点、横线、下划线")
    sys.stdout.write(script(known.commands) if user is None else sudoers(known.commands, user))
    return 0


def _table(known: Platform) -> Table:
    """Lay out one platform's list."""
    table = Table(title=f"{known.title}（{known.platform}）", title_justify="left", show_lines=False)
    for column in ("类别", "发送内容", "用途"):
        table.add_column(column, overflow="fold")
    if known.enable:
        table.add_row("登录", known.enable.send, known.enable.why)
    for answer in known.answers:
        table.add_row("应答", answer.send or "（回车）", answer.why)
    for line in known.prepare:
        table.add_row("会话", line.send, line.why)
    proof = known.privilege
    if proof and proof.command and all(proof.command != command.command for command in known.commands):
        table.add_row("权限", proof.command, proof.how)
    for command in known.commands:
        how = f"；完整与否：{command.whole.how}" if command.whole else ""
        when = f"；仅当内核已加载 {command.when}" if command.when else ""
        root = "；需 root（sudo -n）" if command.root else ""
        table.add_row("可选" if command.optional else "采集", command.command, f"{command.why}{how}{when}{root}")
    if known.logout:
        table.add_row("退出", known.logout.send, known.logout.why)
    return table
