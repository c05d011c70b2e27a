"""A configuration as a tree of lines: those of a view stand below the line that opens it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from tests.checks.mending_dialects import Dialect


class Node(Struct):
    """A line as it stands there, and the lines of the view that it opens."""

    raw: str
    below: list[Node] = []

    @property
    def text(self) -> str:
        """The line, blanks aside."""
        return " ".join(self.raw.split())


def read(text: str, dialect: Dialect) -> list[Node]:
    """The lines, those of a view below the line that opens it."""
    top: list[Node] = []
    open_views: list[tuple[int, Node]] = []
    for raw in text.split("\n"):
        word, depth, node = raw.strip(), len(raw) - len(raw.lstrip()), Node(raw)
        if dialect.closing:
            (open_views[-1][1].below if open_views else top).append(node)
            if word == dialect.closing:
                open_views.clear()
            elif not open_views and re.match(dialect.views, word):
                open_views = [(0, node)]
            continue
        if not word or word in {"#", "!"}:
            if word and depth == 0:
                open_views.clear()
            (open_views[-1][1].below if open_views else top).append(node)
            continue
        while open_views and open_views[-1][0] >= depth:
            open_views.pop()
        (open_views[-1][1].below if open_views else top).append(node)
        open_views.append((depth, node))
    return top


def printed(nodes: Iterable[Node]) -> Iterator[str]:
    """The lines of a tree, as they stood."""
    for node in nodes:
        yield node.raw
        yield from printed(node.below)


def begins(text: str, words: str) -> bool:
    """Whether a line says these words first."""
    return text == words or text.startswith(f"{words} ")


def put(view: Node, line: str, dialect: Dialect, *, level: int, at: int | None = None) -> Node:
    """Put a line into a view, where the old one stood or at the end, before the end mark."""
    closing = dialect.closing if level > 1 else dialect.mark
    marks = [number for number, node in enumerate(view.below) if closing and node.text == closing]
    node = Node(" " * _depth(view, dialect, level) + line)
    if dialect.closing and level == 1 and re.match(dialect.views, line):
        node.below = [Node(dialect.closing)]
    view.below.insert(len(view.below) if at is None and not marks else marks[-1] if at is None else at, node)
    return node


def _depth(view: Node, dialect: Dialect, level: int) -> int:
    """How far lines of a view are moved in: as their neighbours, else by the dialect's step."""
    if level == 1:
        return 0
    there = [len(node.raw) - len(node.raw.lstrip()) for node in view.below if node.text != dialect.closing]
    return there[0] if there else len(view.raw) - len(view.raw.lstrip()) + dialect.step
