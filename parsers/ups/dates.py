"""Dates as UPSes write them: NUT calls them opaque, and its drivers pass on what the device keeps."""

from __future__ import annotations

import datetime as dt
import re

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?: .*)?")
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2}|\d{4})(?: .*)?")  # APC: month first
_FACTORY = "2001-01-01"
"""A constant that USB UPSes report when nobody ever set the date (NUT's usbhid-ups notes)."""


def iso_date(text: str) -> str:
    """Give a date in ISO form; empty when the text is no date or the factory's constant."""
    if match := _ISO.fullmatch(text.strip()):
        year, month, day = (int(part) for part in match.groups())
    elif match := _AMERICAN.fullmatch(text.strip()):
        month, day, year = (int(part) for part in match.groups())
        year += 2000 if year < 100 else 0  # noqa: PLR2004 - two digits
    else:
        return ""
    try:
        date = dt.date(year, month, day).isoformat()
    except ValueError:
        return ""
    return "" if date == _FACTORY else date
