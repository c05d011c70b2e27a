"""The lab's own process: ``python -m dengbao.lab`` with an order (JSON, see ``launch.start``) on standard input.

The process that was called waits until the lab is ready, prints ``lab.json`` and ends; the lab itself is its
grandchild, in a session of its own, so that neither a terminal nor a worker process takes it along.
"""

from __future__ import annotations

import json
import os
import select
import sys

from dengbao.lab.launch import START_SECONDS


def main() -> int:
    """Detach the lab, and wait for its word.

    Returns:
        0 and ``lab.json`` on standard output, or 2 and one line on standard error.
    """
    order = json.load(sys.stdin)
    hear, say = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(hear)
        os.setsid()
        if os.fork():
            os._exit(0)
        _become_lab(order, say)
    os.close(say)
    os.waitpid(child, 0)
    word = b""
    while select.select([hear], [], [], START_SECONDS)[0] and (piece := os.read(hear, 65536)):
        word += piece
    if word.startswith(b"{"):
        sys.stdout.write(word.decode())
        return 0
    sys.stderr.write((word.decode() or "实验环境没有给出启动结果") + "\n")
    return 2


def _become_lab(order: dict[str, object], say: int) -> None:
    """Let go of everything that belongs to the caller, and serve until the end."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for handle in (0, 1, 2):
        os.dup2(nothing, handle)
    os.umask(0o077)
    from dengbao.lab.serve import serve  # noqa: PLC0415  # asyncssh, here and nowhere else

    try:
        serve(order, say)
    finally:
        os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
