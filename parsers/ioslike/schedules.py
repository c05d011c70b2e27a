"""Time ranges of IOS and RGOS."""

from __future__ import annotations

from datetime import datetime

from dengbao.model import Schedule
from parsers.blocks import Block
from parsers.grammar import Reading, Table

SCHEDULES: Table[Reading] = Table()


@SCHEDULES.line("time-range", topic="schedules")
def _schedule(reading: Reading, words: list[str], block: Block) -> bool:
    """Read a time range; only one with ``absolute ... end`` and no recurrence ends."""
    if len(words) < 2:  # noqa: PLR2004
        return False
    schedule = Schedule(name=words[1], lines=(block.number,))
    for child in block.children:
        parts = child.text.split()
        if parts[0] == "absolute":
            if "end" in parts:
                schedule.until = _instant(parts[parts.index("end") + 1 :])
                if not schedule.until:
                    schedule.unread = (*schedule.unread, child.number)
                    continue
        elif parts[0] != "periodic":
            schedule.unread = (*schedule.unread, child.number)
            continue
        reading.use(child.number)
    reading.device.schedules.items.append(schedule)
    reading.scratch.lists.schedules[schedule.name] = schedule
    return True


def _instant(words: list[str]) -> str:
    """Turn ``23:59 31 December 2024`` into ISO; empty when it is no time."""
    try:
        return datetime.strptime(" ".join(words), "%H:%M %d %B %Y").isoformat(timespec="minutes")  # noqa: DTZ007
    except ValueError:
        return ""
