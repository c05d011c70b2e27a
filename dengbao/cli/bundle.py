"""``dengbao bundle DIR``: pack a run with all that it rests on into one file that anybody can verify offline."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

HELP = "证据包:快照、清单、结果、报告装成一个可核验的文件"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what to pack, and where."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="结果文件夹(dengbao check 或 inspect 的输出)")
    parser.add_argument(
        "--from", dest="evidence", type=Path, required=True, metavar="SNAPSHOT", help="当时判定的快照或配置文件夹"
    )
    parser.add_argument("-i", "--inventory", type=Path, required=True, metavar="INV", help="当时所用的清单")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="写到哪里,例如 证据包.tar.gz")
    parser.add_argument("--key", type=Path, metavar="KEY", help="签名私钥:OpenSSH(ssh-keygen -t ed25519)或 minisign")


def run(args: argparse.Namespace) -> int:
    """Pack, and say what was packed.

    Raises:
        UserError: folder, inventory and results do not belong together, or something in them is not masked.
    """
    from dengbao.bundle.pack import pack  # noqa: PLC0415 - `--help` need not wait for the engine
    from dengbao.inventory import load  # noqa: PLC0415
    from dengbao.mask import key_of  # noqa: PLC0415
    from dengbao.snapshot import open_folder  # noqa: PLC0415

    folder = open_folder(args.evidence, key=key_of(args.inventory))
    packed = pack(args.folder, folder, load(args.inventory), args.out, args.key)
    signed = "已签名" if args.key else "没有签名(加 --key 可签名)"
    sys.stdout.write(
        f"证据包 {args.out}:{len(packed.manifest.files)} 个文件,{signed};报告:{'、'.join(packed.reports) or '无'}\n"
        f"已按 {packed.manifest.as_of} 重算核对;任何人可用 dengbao verify {args.out} 离线核验\n"
    )
    return 0
