"""Read ``name { statement; ... }`` into a tree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from parsers.grammar import IRRELEVANT, UNREAD, USED
from parsers.statements.node import Node
from parsers.statements.schema import Spec
from parsers.statements.tree import Tree
from parsers.statements.words import OPEN, SHUT, STOP, brace_words, is_open_quote

_PLAIN = re.compile(r'(?!(?:inactive|protect|replace|active|unprotect):)[^"\[\]{};#*]*+[{;]$')
_TAIL = re.compile(r'(?<=[;{}])\s*##[^"]*$')
_FLAGS = ("inactive:", "protect:", "replace:", "active:", "unprotect:")
_WRAPS = 100  # lines that one wrapped statement may take
_LONGEST = 5000  # lines of a text in quotes

_Level = tuple[Node | None, Spec | None, int, list[int]]
"""Where a brace opened: the node below it (None where nothing is read), how its lines are accounted, and the list that
takes the numbers of lines not understood."""


def read_braces(tree: Tree) -> None:
    """Read all lines of the tree's text."""
    _Reader(tree).run()
    tree.settle()


class _Reader:
    """A place in the lines."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.stack: list[_Level] = [(tree.root, tree.spec, USED, tree.root.unread)]
        self.note = ""

    def run(self) -> None:
        """Go through the lines."""
        numbered = iter(enumerate(self.tree.lines, 1))
        status, stack = self.tree.status, self.stack
        for number, line in numbered:
            text = line.strip()
            if text == "}":
                status[number - 1] = self._shut(number)
            elif _PLAIN.match(text):
                status[number - 1] = self._one(text[:-1].split(), number, opens=text[-1] == "{")
            elif not text or text.startswith(
                ("#", "[edit", "{primary", "{secondary", "{master", "{backup", "{linecard")
            ):
                status[number - 1] = IRRELEVANT
            elif text.startswith("/*"):
                self._comment(text, number, numbered)
            else:
                self._several(text, number, numbered)
        for *_, owner in stack[1:]:  # a brace that never closed: what follows may be cut off
            owner.append(len(self.tree.lines))

    def _one(self, words: list[str], number: int, *, opens: bool, inactive: bool = False) -> int:
        """Read one statement, or the head of a block; tell how it is to be accounted."""
        node, spec, kind, owner = self.stack[-1]
        below: _Level = (None, None, kind, owner)
        if node is not None and spec is not None:
            if words:
                found, follow, kind = self.tree.put(node, spec, words, number)
                below = (found, follow, kind, found.unread) if kind == USED else (None, None, kind, found.unread)
                if inactive and kind == USED:
                    found.inactive = True
                    self.tree.asleep.append((node.kids[words[0]], number))
                if self.note and kind == USED:
                    found.note = self.note
            self.note = ""
        elif kind == UNREAD:
            owner.append(number)
        if opens:
            self.stack.append(below)
        return kind

    def _shut(self, number: int) -> int:
        """The end of a block is accounted like its head."""
        if len(self.stack) == 1:
            self.tree.root.unread.append(number)
            return UNREAD
        kind, owner = self.stack.pop()[2:]
        if kind == UNREAD:
            owner.append(number)
        return kind

    def _comment(self, text: str, number: int, numbered: Iterator[tuple[int, str]]) -> None:
        """An annotation, which may run over lines."""
        parts = [text]
        self.tree.status[number - 1] = IRRELEVANT
        while "*/" not in parts[-1]:
            following = next(numbered, None)
            if following is None:
                break
            number, line = following
            self.tree.status[number - 1] = IRRELEVANT
            parts.append(line.strip())
        body, _, after = " ".join(parts).partition("*/")
        self.note = body.removeprefix("/*").strip()
        if after.strip():
            self._several(after.strip(), number, numbered)

    def _several(self, text: str, number: int, numbered: Iterator[tuple[int, str]]) -> None:
        """Statements with quotes, lists, tails or several on one line; a text in quotes may run over lines."""
        first = number
        text, last = self._whole(_TAIL.sub("", text), number, numbered)
        words: list[str] = []
        flags: set[str] = set()
        for word in brace_words(text):
            if word in {STOP, OPEN}:
                if words or word == OPEN:
                    kind = self._one(words, first, opens=word == OPEN, inactive="inactive:" in flags)
                    self.tree.mark(first, kind)
                words, flags = [], set()
            elif word == SHUT:
                self.tree.mark(first, self._shut(first))
            elif not words and word in _FLAGS:
                flags.add(word)
            else:
                words.append(word)
        if words:  # a statement without an end: cut off, or no configuration
            self.tree.mark(first, UNREAD)
            self.stack[-1][3].append(first)
        for following in range(first + 1, last + 1):
            self.tree.status[following - 1] = self.tree.status[first - 1]

    def _whole(self, text: str, number: int, numbered: Iterator[tuple[int, str]]) -> tuple[str, int]:
        """A statement with the lines over which it runs, and the last one's number."""
        if is_open_quote(text):
            for _ in range(_closing(self.tree.lines, number) - number):
                number, line = next(numbered)
                text += "\n" + line
        elif text[-1:] not in {"{", "}", ";"} and not text.startswith("}"):
            for _ in range(_continued(self.tree.lines, number)):
                number, line = next(numbered)
                text += line.strip()
        return text, number


def _continued(lines: Sequence[str], number: int) -> int:
    """How many lines more a statement takes that a terminal has wrapped; 0 when none of them ends it."""
    for more in range(1, _WRAPS):
        text = lines[number + more - 1].strip() if number + more <= len(lines) else "}"
        if not text or text[-1] in "{}" or text[0] in "#/}":
            return 0
        if text[-1] == ";":
            return more
    return 0


def _closing(lines: Sequence[str], number: int) -> int:
    """The line in which a quote that opens in a line closes; the line itself when none does."""
    for following in range(number, min(len(lines), number + _LONGEST)):
        if is_open_quote(lines[following]):
            return following + 1
    return number
