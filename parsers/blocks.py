"""Read indented configurations (VRP, Comware, IOS, ASA, NX-OS, RGOS, ZXROS, StoneOS) into blocks, in one pass.

A block is a line with the lines that stand deeper below it. A separator (``#`` or ``!`` alone) ends every open block,
so that Comware's top lines, indented by one blank, are never taken for children of what came before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec import Struct, field


class Block(Struct):
    """One line: its number from 1, its text without indentation, what stands below it, and an opaque body.

    ``body`` holds the numbered lines of a text that is no configuration (banner, certificate), kept whole.
    """

    number: int
    text: str
    children: list[Block] = field(default_factory=list)
    body: list[tuple[int, str]] = field(default_factory=list)


class Opaque(Struct, frozen=True):
    """A text inside a configuration: ``start`` matches its first line, ``end`` tells the last one.

    ``end`` takes the match of ``start`` and answers what decides whether a line is the last; it is asked for the first
    line's own remainder as well.
    """

    start: re.Pattern[str]
    end: Callable[[re.Match[str]], Callable[[str], bool]]


def read_blocks(lines: Sequence[str], *, separators: frozenset[str], opaques: Sequence[Opaque] = ()) -> list[Block]:
    """Build the blocks of a configuration.

    Args:
        lines: from ``clean_lines``.
        separators: whole lines that end all open blocks at column 0, and say nothing when indented.
        opaques: texts to keep whole.

    Returns:
        The top blocks. Separators and empty lines are in none of them.
    """
    top: list[Block] = []
    stack: list[tuple[int, list[Block]]] = []  # indentation of the siblings, and the list that takes them
    quick = re.compile("|".join(f"(?:{opaque.start.pattern})" for opaque in opaques)) if opaques else None
    index, count = 0, len(lines)
    while index < count:
        line = lines[index]
        index += 1
        text = line.lstrip()
        if not text:
            continue
        indent = len(line) - len(text)
        if text in separators:
            if not indent:
                stack.clear()
            continue
        block = Block(index, text)
        while stack and indent < stack[-1][0]:
            stack.pop()
        if stack and indent == stack[-1][0]:
            siblings = stack[-1][1]
        elif stack:
            siblings = stack[-1][1][-1].children
            stack.append((indent, siblings))
        else:
            siblings = top
            stack.append((indent, top))
        siblings.append(block)
        if quick is not None and quick.match(text):
            index = _swallow(block, lines, index, opaques)
    return top


def _swallow(block: Block, lines: Sequence[str], index: int, opaques: Sequence[Opaque]) -> int:
    """Take the lines of an opaque text into the block's body; return the index after it."""
    for opaque in opaques:
        match = opaque.start.match(block.text)
        if match is None:
            continue
        is_last = opaque.end(match)
        if is_last(block.text[match.end() :]):
            return index
        while index < len(lines):
            line = lines[index]
            index += 1
            block.body.append((index, line))
            if is_last(line):
                break
        return index
    return index
