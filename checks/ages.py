"""How old something is on the day of judging."""

from __future__ import annotations

import datetime as dt

from dengbao.check import Undecided

CLOCKS = 1  # days that clocks and time zones may differ by


def age_days(date: str, today: dt.date | None) -> int:
    """Days from an ISO date to the day of judging.

    Raises:
        Undecided: the date cannot be read.
    """
    try:
        return ((today or dt.datetime.now(tz=dt.UTC).date()) - dt.date.fromisoformat(date)).days
    except ValueError:
        raise Undecided(f"日期无法识别:{date}") from None


def past_days(date: str, today: dt.date | None) -> int:
    """Days since an ISO date that must have been.

    Raises:
        Undecided: the date cannot be read, or is still to come.
    """
    days = age_days(date, today)
    if days < -CLOCKS:
        raise Undecided(f"日期 {date} 晚于判定日期,设备时钟或判定日期不对")
    return days
