"""Make captured text readable line by line without changing its line numbers."""

from __future__ import annotations

import re

_RESIDUE = re.compile(
    # The pager's line with its own blanks, and what erases it: cursor back, blanks, cursor back (Comware, VRP).
    r" *-{2,4} ?\(?more\)? ?-{2,4} *(?:\x1b\[[0-9]*D *(?=\x1b))?(?:\x1b\[[0-9]*D)?"
    r"|<-{2,3} ?More ?-{2,3}>|\x1b\[[0-9;?]*[A-Za-z]|[^\x08]\x08 ?\x08?|\x08+",
    re.IGNORECASE,
)
_MARKS = ("\x1b", "\x08", "ore")  # a line without any of these holds no residue
_ETX = 3  # the delimiter of IOS banners in stored files; terminals show it as two characters
_CONTROL: dict[int, str | None] = {
    **{code: None for code in range(32) if code not in {9, 10}},
    0x7F: None,
    0xFEFF: None,
    _ETX: "^C",
}


def clean_lines(text: str) -> list[str]:
    r"""Split a capture into lines, each without line ends, control characters, and what a pager left behind.

    Args:
        text: the output as stored; lines end with ``\n`` or ``\r\n``.

    Returns:
        One string a line of the file, so that index + 1 is the line number; trailing blanks are gone.
    """
    lines = text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    if any(mark in text for mark in _MARKS[:2]) or "More" in text or "more" in text:
        lines = [_RESIDUE.sub("", line) if any(mark in line for mark in _MARKS) else line for line in lines]
    if text.isprintable() or not any(chr(code) in text for code in _CONTROL):
        return [line.rstrip() for line in lines]
    return [line.translate(_CONTROL).rstrip() for line in lines]
