"""Make captured text readable line by line without changing its line numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
_CONTROLS = [chr(code) for code in _CONTROL]


class LineStarts:
    """How lines begin: ``^(?:...)`` of multi-line mode, but sought from one line end to the next: six times as fast.

    A match begins with the line end before it.
    """

    def __init__(self, pattern: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        """Take a pattern without its ``^``."""
        self._pattern = re.compile(rf"\n(?:{pattern})", flags | re.MULTILINE)

    def search(self, text: str) -> re.Match[str] | None:
        """Find the first line that begins so; the match starts where the line does in ``text``."""
        return self._pattern.search(f"\n{text}")

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Find all lines that begin so."""
        return self._pattern.finditer(f"\n{text}")


def clean_lines(text: str) -> list[str]:
    r"""Split a capture into lines, each without line ends, control characters, and what a pager left behind.

    Args:
        text: the output as stored; lines end with ``\n`` or ``\r\n``.

    Returns:
        One string a line of the file, so that index + 1 is the line number; trailing blanks are gone.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    lines = text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    if "\x1b" in text or "\x08" in text or ("--" in text and ("More" in text or "more" in text)):
        lines = [_RESIDUE.sub("", line) if any(mark in line for mark in _MARKS) else line for line in lines]
    if any(mark in text for mark in _CONTROLS):
        lines = [line if line.isprintable() else line.translate(_CONTROL) for line in lines]
    return [line.rstrip() for line in lines]
