"""The collector as it is sent to a host, or run on it by hand: ``collect.sh`` with every read of ``commands.yml``."""

from __future__ import annotations

import shlex

from dengbao.platforms import ROOT, Command, Platform

_MARK = "# READS\n"


def script(platform: Platform) -> str:
    """Give the collector.

    Args:
        platform: what ``dengbao.platforms`` read of ``parsers/linux/commands.yml``.

    Returns:
        A script for any POSIX shell, without a byte beyond ASCII.
    """
    body = (ROOT / platform.platform / "collect.sh").read_text(encoding="ascii")
    before, _, after = body.partition(_MARK)
    return before + "".join(_take(command) for command in platform.commands) + after


def _take(command: Command) -> str:
    root = "root" if command.root else ""
    return " ".join(["take", command.file, *map(shlex.quote, (root, command.when, command.command))]) + "\n"
