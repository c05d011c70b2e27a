"""Puts lines together that a device broke at the width of its terminal, so that a secret stands in one line.

ZXROS breaks the lines of its configuration at 80 columns whatever the terminal is (public captures of access nodes).
The pieces move up into the line that they belong to and leave empty lines behind: all others keep their numbers.
"""

from __future__ import annotations

import re

_BEGIN = re.compile(r"!<[A-Za-z]")
_END = "!</"
_NEW = re.compile(r"$|[!$#]| {2}")  # how a line begins that is no piece: nested, a mark, or the end of a banner
_RULED = re.compile(r"(.)\1{7}")  # of a banner or a table, drawn to the full width
_MASKED = "*masked:"


def unfold(text: str, columns: int) -> str:
    """Put the pieces of broken lines together, in the sections of a configuration.

    Args:
        text: as captured. One that has a longer line, or is masked already, was not broken and stays as it is.
        columns: the width at which lines were broken.
    """
    if "\n!<" not in f"\n{text}" or _MASKED in text:
        return text
    lines = text.split("\n")
    bare = [line.removesuffix("\r") for line in lines]
    if any(len(line) > columns and line.isascii() for line in bare):
        return text
    inside, at = False, 0
    while at < len(bare):
        line = bare[at]
        inside = not line.startswith(_END) and (inside or _BEGIN.match(line) is not None)
        first, last = at, line
        while inside and at + 1 < len(bare) and _is_broken(last, bare[at + 1], columns):
            at += 1
            last = bare[at]
            lines[at] = lines[at][len(last) :]
            line += last
        lines[first] = line + lines[first][len(bare[first]) :]
        at += 1
    return "\n".join(lines)


def _is_broken(line: str, below: str, columns: int) -> bool:
    """Whether a line fills the width and goes on below."""
    if len(line) != columns or _RULED.search(line) or _NEW.match(below):
        return False
    return all(one.isascii() and one.isprintable() for one in (line, below))
