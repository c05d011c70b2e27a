"""Texts inside a configuration that are none themselves: banners and public keys.

A banner may hold ``#`` and lines that look like commands. It is taken out before the configuration is read, if its end
is found; an opening sign that nothing closes takes nothing with it, so that no real line can vanish behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from parsers.blocks import Block

_BANNER = re.compile(r"^\s*header (?:login|shell)(?: information)? (?P<rest>[^\w\s].*)$")
_KEY = re.compile(r"^\s*public-key-code begin\s*$")
_KEY_END = re.compile(r"^\s*public-key-code end\s*$")
_LONGEST = 300
Bodies = dict[int, list[tuple[int, str]]]


def hide(lines: list[str]) -> tuple[list[str], Bodies]:
    """Blank out such texts.

    Args:
        lines: the configuration, clean.

    Returns:
        The lines with these texts blank, and the texts by the number of the line that opens them.
    """
    shown, bodies = lines, {}
    for index, line in enumerate(lines):
        if "header " not in line and "public-key-code" not in line:
            continue
        last = _end(lines, index, line)
        if last is None or last == index:
            continue
        if shown is lines:
            shown = list(lines)
        bodies[index + 1] = [(number + 1, lines[number]) for number in range(index + 1, last + 1)]
        shown[index + 1 : last + 1] = [""] * (last - index)
    return shown, bodies


def _end(lines: list[str], index: int, line: str) -> int | None:
    """The index of the last line of the text that opens here; None when none opens, or nothing closes it."""
    if _KEY.match(line):
        return next((at for at in _following(lines, index) if _KEY_END.match(lines[at])), None)
    banner = _BANNER.match(line)
    if banner is None:
        return None
    rest = banner["rest"].rstrip()
    mark = rest[0]
    if len(rest) > 1 and rest.endswith(mark):
        return index
    return next((at for at in _following(lines, index) if lines[at].rstrip().endswith(mark)), None)


def _following(lines: list[str], index: int) -> Iterator[int]:
    return iter(range(index + 1, min(len(lines), index + 1 + _LONGEST)))


def restore(blocks: Sequence[Block], bodies: Bodies) -> None:
    """Hang the texts under the blocks that open them."""
    for block in blocks:
        if not bodies:
            return
        if block.number in bodies:
            block.body = bodies.pop(block.number)
        if block.children:
            restore(block.children, bodies)
