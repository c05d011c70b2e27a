"""Whether the running configuration is saved: by comparing it with the startup configuration."""

from __future__ import annotations

import re

from dengbao.model import Device, Known

_HEAD = re.compile(r"!|Using \d|Building configuration|Current configuration|$|\S+[>#]")


def _body(lines: list[str]) -> list[str]:
    kept = [line for line in (line.rstrip() for line in lines) if not _HEAD.match(line.lstrip())]
    return kept[: kept.index("end")] if "end" in kept else kept


def compare(device: Device, running: list[str], startup: list[str], name: str) -> bool:
    """Compare two printed configurations, comments and heads aside.

    Args:
        device: takes the answer.
        running: lines of the running configuration.
        startup: lines of the startup configuration.
        name: of the startup configuration's output.

    Returns:
        False when the startup configuration holds nothing to compare.
    """
    wanted, found = _body(running), _body(startup)
    if not found:
        return False
    device.archive.saved = Known(wanted == found, (1,), name)
    return True
