"""Percentages in outputs: how busy a processor is, how full a memory."""

from __future__ import annotations

import re
from collections.abc import Callable

from dengbao.model import Device, Fact, Known, Unknown

Reader = Callable[[Device, list[str], str], bool]


def highest(lines: list[str], pattern: re.Pattern[str], file: str, what: str) -> Fact[float]:
    """Take the highest percentage that a pattern finds: a device has several boards and processors.

    Args:
        lines: of the output.
        pattern: the number in its first group.
        file: the output's name.
        what: what it is, for the report.

    Returns:
        The percentage with its line; unknown when there is none.
    """
    found = [(float(match[1]), at) for at, line in enumerate(lines, 1) if (match := pattern.search(line))]
    if not found:
        return Unknown(f"没有读懂{what}", file=file)
    value, at = max(found)
    return Known(value, (at,), file)


def cpu(pattern: re.Pattern[str]) -> Reader:
    """Make the reader of an output that shows the processors' load in the pattern's first group."""

    def read(device: Device, lines: list[str], name: str) -> bool:
        device.health.cpu_percent = highest(lines, pattern, name, "CPU 利用率")
        return isinstance(device.health.cpu_percent, Known)

    return read


def memory(pattern: re.Pattern[str]) -> Reader:
    """Make the reader of an output that shows the share of memory in use in the pattern's first group."""

    def read(device: Device, lines: list[str], name: str) -> bool:
        device.health.memory_percent = highest(lines, pattern, name, "内存利用率")
        return isinstance(device.health.memory_percent, Known)

    return read
