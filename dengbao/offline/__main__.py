"""``python -m dengbao.offline PYTHON_VERSION PLATFORM``: what ``make bundle-offline`` runs."""

from __future__ import annotations

import sys
from pathlib import Path

from dengbao.errors import UserError
from dengbao.offline.pack import is_changed, pack
from dengbao.offline.target import Target


def main(words: list[str]) -> int:
    """Make the archive under ``build/``, and say where it lies."""
    try:
        target = Target.named(*words)
        root = Path(__file__).parents[2]
        archive, digest = pack(root, target)
        if is_changed(root):
            sys.stderr.write("注意:有没有提交的改动,装入的是最近一次提交\n")
    except UserError as error:
        sys.stderr.write(f"dengbao: {error}\n")
        return 2
    sys.stdout.write(
        f"离线安装包 {archive}({archive.stat().st_size / 1e6:.0f} MB)\nsha256 {digest}\n"
        f"目标机要有 Python {target.python}(含 venv)、glibc 2.{target.glibc} 以上、{target.machine};"
        "拷过去解开,运行其中的 ./install.sh\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
