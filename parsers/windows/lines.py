"""Where each value of a JSON text stands: a tree of line numbers in the shape of the document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import Struct


class Place(Struct, frozen=True):
    """A container: the line that it begins on, the line that it ends on, and the places of its values in order.

    ``inside`` is a range where there are scalars alone, one a line.
    """

    line: int
    last: int
    inside: Sequence[Tree]


Tree = int | Place
"""A scalar's line, or a container's place."""

_INDENT = re.compile(rb"\{\n( +)")
_TWICE = "a key is there twice"
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{},:\n]|[^\s\[\]{},:"]+')


def places(text: str, data: Any) -> Tree:  # noqa: ANN401 - any JSON value
    """Find where every value stands.

    Args:
        text: a whole JSON text.
        data: what it says.

    Returns:
        The tree. A text laid out one value a line, as the collector and the gatherer write it, is not read again: its
        lines follow from its shape. Any other layout is read token by token.

    Raises:
        ValueError: a key is there twice.
    """
    raw = text.rstrip().encode()
    indent = _INDENT.match(raw)
    if not (indent and isinstance(data, (dict, list)) and msgspec.json.format(raw, indent=len(indent[1])) == raw):
        tree = _scan(text)
        if not _fits(data, tree):
            raise ValueError(_TWICE)
        return tree
    place = _shape(data, 1)
    if place.last != raw.count(b"\n") + 1:
        raise ValueError(_TWICE)
    return place


def _shape(data: dict[str, Any] | list[Any], line: int) -> Place:
    """Count lines: an empty container takes one, any other one more for each end."""
    if not data:
        return Place(line, line, ())
    inside: list[Tree] = []
    at, nested = line + 1, False
    for value in data.values() if isinstance(data, dict) else data:
        if isinstance(value, (dict, list)):
            nested = True
            place = _shape(value, at)
            inside.append(place)
            at = place.last + 1
        else:
            inside.append(at)
            at += 1
    return Place(line, at, inside if nested else range(line + 1, at))


def _fits(data: Any, tree: Tree) -> bool:  # noqa: ANN401 - any JSON value
    """Whether a tree has exactly the values of the document."""
    if not isinstance(tree, Place):
        return not isinstance(data, (dict, list))
    values = data.values() if isinstance(data, dict) else data
    return len(values) == len(tree.inside) and all(map(_fits, values, tree.inside))


def _scan(text: str) -> Tree:
    """Follow the tokens of a text that is JSON."""
    line = 1
    stack: list[tuple[int, list[Tree], bool]] = []  # where it begins, what is inside, whether it is an object
    top: list[Tree] = []
    key = False  # the next string is a key
    for match in _TOKEN.finditer(text):
        word = match[0]
        if word == "\n":
            line += 1
        elif word in "[{":
            key = word == "{"
            stack.append((line, [], key))
        elif word in "]}":
            begin, inside, _ = stack.pop()
            (stack[-1][1] if stack else top).append(Place(begin, line, inside))
        elif word == ",":
            key = stack[-1][2]
        elif word == ":":
            key = False
        elif not key:
            (stack[-1][1] if stack else top).append(line)
    return top[0]
