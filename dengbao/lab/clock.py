"""The clock of the lab's devices: what a device in good order renews day by day moves on with it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

_CLOCK = re.compile(r"^System time: (\w{3} \w{3} [ \d]\d [\d:]{8} \d{4})$", re.MULTILINE)
_FORM = "%a %b %d %H:%M:%S %Y"
_RENEWED = re.compile(r"(?<=\()\d{4}-\d{2}-\d{2}(?= \d{2}:\d{2}\))")


def renewed(text: str, today: date | None = None) -> str:
    """Give an output as the device would print it today.

    An output that shows the device's clock (``get system status`` of FortiOS) was taken on that day; the dates of the
    databases in it stay as old as they were then, so that a lab that is served years later shows the same ages.

    Args:
        text: the output as it lies in the device's folder.
        today: what the clock shall show; the present day when None.

    Returns:
        The output of today; the same text when it shows no clock.
    """
    found = _CLOCK.search(text)
    if found is None:
        return text
    taken = datetime.strptime(found[1], _FORM).replace(tzinfo=UTC)
    later = (today or datetime.now(UTC).astimezone().date()) - taken.date()
    moved = _RENEWED.sub(lambda match: _later(match[0], later), text)
    return moved.replace(found[1], (taken + later).strftime(_FORM))


def _later(day: str, later: timedelta) -> str:
    return (date.fromisoformat(day) + later).isoformat()
