"""Read indented configurations (VRP, Comware, IOS, ASA, NX-OS, RGOS, ZXROS, StoneOS) into blocks, in one pass.

A block is a line with the lines that stand deeper below it. A separator (``#`` or ``!`` alone) ends every open block,
so that Comware's top lines, indented by one blank, are never taken for children of what came before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

_DEEPEST = 50  # levels; no dialect nests deeper, and readers go down recursively


class Block(Struct, gc=False):
    """One line: its number from 1, its text without indentation, what stands below it, and an opaque body.

    ``body`` holds the numbered lines of a text that is no configuration (banner, certificate), kept whole.
    """

    number: int
    text: str
    children: Sequence[Block] = ()
    body: Sequence[tuple[int, str]] = ()


class Opaque(Struct, frozen=True):
    """A text inside a configuration: ``start`` matches its first line, ``end`` tells the last one.

    ``end`` takes the match of ``start`` and answers what decides whether a line is the last; it is asked for the first
    line's own remainder as well. ``hint`` is how the first line begins, literally, so that others are passed over
    quickly.
    """

    start: re.Pattern[str]
    end: Callable[[re.Match[str]], Callable[[str], bool]]
    hint: str


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
    depth, siblings = -1, top  # the last of the stack; -1 where it is empty
    hints = tuple(opaque.hint for opaque in opaques)
    firsts = {hint[0] for hint in hints}
    blank = separators | {""}
    numbered = enumerate(lines, 1)
    for number, line in numbered:
        if line in blank:
            if line:
                stack.clear()
                depth = -1
            continue
        if line[0] > " ":  # the common case, quickly: a line at column 0 closes all that is open
            text = line
            block = Block(number, text)
            top.append(block)
            if depth:
                stack[:] = [(0, top)]
                depth, siblings = 0, top
        else:
            text = line.lstrip()
            if text in blank:
                continue
            block = Block(number, text)
            indent = len(line) - len(text)
            if indent == depth:
                siblings.append(block)
            else:
                _place(block, indent, stack, top)
                depth, siblings = stack[-1]
        if text[0] in firsts and text.startswith(hints):
            _swallow(block, numbered, opaques)
    return top


def _place(block: Block, indent: int, stack: list[tuple[int, list[Block]]], top: list[Block]) -> None:
    """Put an indented line below what it belongs to."""
    while stack and indent < stack[-1][0]:
        stack.pop()
    if not stack:
        stack.append((indent, top))
    elif indent > stack[-1][0] and len(stack) < _DEEPEST:
        parent = stack[-1][1][-1]
        children = parent.children if isinstance(parent.children, list) else []
        parent.children = children
        stack.append((indent, children))
    stack[-1][1].append(block)


def _swallow(block: Block, numbered: Iterator[tuple[int, str]], opaques: Sequence[Opaque]) -> None:
    """Take the lines of an opaque text into the block's body."""
    for opaque in opaques:
        match = opaque.start.match(block.text)
        if match is None:
            continue
        is_last = opaque.end(match)
        if not is_last(block.text[match.end() :]):
            block.body = body = []
            for number, line in numbered:
                body.append((number, line))
                if is_last(line):
                    break
        return
