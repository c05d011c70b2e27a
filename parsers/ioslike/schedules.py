"""Time ranges of IOS, RGOS, ASA and NX-OS."""

from __future__ import annotations

from datetime import datetime

from dengbao.model import Schedule
from parsers.blocks import Block
from parsers.grammar import Reading, Table

SCHEDULES: Table[Reading] = Table()
_FORMATS = ("%H:%M %d %B %Y", "%H:%M:%S %d %B %Y")  # the second is NX-OS's


@SCHEDULES.line("time-range", topic="schedules")
def _schedule(reading: Reading, words: list[str], block: Block) -> bool:
    """Read a time range; only one with ``absolute ... end`` and no recurrence ends. NX-OS numbers the lines below."""
    if len(words) < 2:  # noqa: PLR2004
        return False
    schedule = Schedule(name=words[1], lines=(block.number,))
    for child in block.children:
        parts = child.text.split()
        parts = parts[1:] if parts[0].isdecimal() and len(parts) > 1 else parts
        end = _instant(parts[parts.index("end") + 1 :]) if "end" in parts else ""
        absolute = parts[0] == "absolute" and (bool(end) or "end" not in parts)
        if not (absolute or parts[0] in {"periodic", "remark"}):
            schedule.unread = (*schedule.unread, child.number)
            continue
        schedule.until = end or schedule.until
        reading.use(child.number)
    reading.device.schedules.items.append(schedule)
    reading.scratch.lists.schedules[schedule.name] = schedule
    return True


def _instant(words: list[str]) -> str:
    """Turn ``23:59 31 December 2024`` into ISO; empty when it is no time."""
    for form in _FORMATS:
        try:
            return datetime.strptime(" ".join(words), form).isoformat(timespec="minutes")  # noqa: DTZ007 - the zone is the device's own
        except ValueError:
            continue
    return ""
