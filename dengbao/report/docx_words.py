"""Small words of official papers."""

from __future__ import annotations

import datetime as dt

_FULL = str.maketrans({",": "，", ";": "；", ":": "：", "(": "（", ")": "）"})
_NUMERALS = "〇一二三四五六七八九十"


def day(date: dt.date) -> str:
    """Write a date."""
    return f"{date.year}年{date.month}月{date.day}日"


def full(text: str) -> str:
    """Give our own words the punctuation of official papers; never used on what comes from a device."""
    return text.translate(_FULL)


def numeral(number: int) -> str:
    """Write a number from 1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    return (_NUMERALS[tens] if tens > 1 else "") + ("十" if tens else "") + (_NUMERALS[ones] if ones else "")
