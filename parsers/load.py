"""Percentages in outputs: how busy a processor is, how full a memory."""

from __future__ import annotations

import re

from dengbao.model import Fact, Known, Unknown


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
