"""Time zones by name, as minutes east of UTC in standard time (tz database); a zone that is not here is not known."""

from __future__ import annotations

MINUTES = {
    **dict.fromkeys(("Asia/Shanghai", "PRC", "Asia/Chongqing", "Asia/Chungking", "Asia/Harbin", "Asia/Hong_Kong",
                     "Hongkong", "Asia/Macau", "Asia/Taipei", "Asia/Singapore"), 480),
    **dict.fromkeys(("UTC", "Etc/UTC", "GMT", "Etc/GMT", "GMT0", "Universal", "Zulu"), 0),
    **dict.fromkeys(("US/Pacific", "America/Los_Angeles"), -480),
    **dict.fromkeys(("US/Eastern", "America/New_York"), -300),
    "Asia/Urumqi": 360, "Asia/Tokyo": 540, "Asia/Seoul": 540,
}  # fmt: skip
