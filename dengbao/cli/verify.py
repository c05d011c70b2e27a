"""``dengbao verify FILE``: is a bundle as it was made, who signed it, and do its verdicts follow from its evidence."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

HELP = "核验证据包:文件摘要、签名,并离线重算判定"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the bundle, and whom to trust."""
    parser.add_argument("file", type=Path, metavar="FILE", help="dengbao bundle 生成的证据包")
    parser.add_argument(
        "--signers", type=Path, metavar="FILE", help="信任谁的签名:OpenSSH 的 allowed_signers 文件,或 minisign 公钥"
    )


def run(args: argparse.Namespace) -> int:
    """Verify, and say what was found.

    Returns:
        0 sound, 1 not as it was made, 3 cannot be told by this version.

    Raises:
        UserError: the file is no bundle.
    """
    from dengbao.bundle.verify import verify  # noqa: PLC0415 - `--help` need not wait for the engine

    account = verify(args.file, args.signers)
    outcome = {0: "核验通过", 1: "核验不通过", 3: "无法核验"}[account.status]
    sys.stdout.write("\n".join([*account.lines, f"{outcome}:{args.file}"]) + "\n")
    return account.status
