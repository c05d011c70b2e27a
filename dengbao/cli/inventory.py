"""``dengbao inventory export``: the resolved, secret-free inventory as one file, which ``-i`` takes without Ansible."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from dengbao.errors import UserError
from dengbao.inventory import load

HELP = "清单:导出成一个不含口令的文件,没有 Ansible 的机器也能用"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="动作")
    export = actions.add_parser("export", help="导出清单", description="导出解析好的清单,不含口令和密钥")
    export.add_argument("-i", "--inventory", type=Path, required=True, metavar="清单", help="Ansible 清单文件或目录")
    export.add_argument("--out", type=Path, required=True, metavar="文件", help="写到哪里;写 - 则打印出来")
    export.add_argument("--limit", metavar="范围", help="只导出这些主机,写法同 Ansible 的 --limit")


def run(args: argparse.Namespace) -> int:
    """Write the exported inventory, 0600, whole or not at all.

    Raises:
        UserError: the inventory is wrong, or the file cannot be written.
    """
    inventory = load(args.inventory, limit=args.limit)
    text = json.dumps(inventory.export(), ensure_ascii=False, indent=1) + "\n"
    for note in inventory.notes:
        sys.stderr.write(f"注意:{note}\n")
    if str(args.out) == "-":
        sys.stdout.write(text)
        return 0
    draft = args.out.with_name(f".{args.out.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
        draft.replace(args.out)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise UserError(f"文件写不了({error.strerror})", file=args.out, mend="请检查目录和权限") from None
    sys.stdout.write(f"已导出 {len(inventory.hosts)} 台主机到 {args.out}\n")
    return 0
