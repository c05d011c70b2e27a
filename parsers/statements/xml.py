"""Read XML into a tree with line numbers, and without anything of XML that can do harm."""

from __future__ import annotations

from xml.parsers import expat

from parsers.grammar import IRRELEVANT, UNREAD, USED
from parsers.statements.node import Node
from parsers.statements.schema import Spec
from parsers.statements.tree import Tree


class _Refused(Exception):  # noqa: N818 - stops the reader
    """A document type: entities may stand in it."""


def read_xml(tree: Tree, wrappers: frozenset[str]) -> None:
    """Read a document; what cannot be read stays not understood, and nothing raises.

    ``entry`` stands for its name, ``member`` for its text, any other element for its own name; a text below it is its
    value. Documents with a document type are refused, so that no entity is ever expanded.

    Args:
        tree: its text, from the first line of the document on.
        wrappers: elements around the configuration that are not part of it (``response``, ``result``, ``config``).
    """
    _Reader(tree, wrappers).run()
    tree.settle()


class _Reader:
    """A place in the document."""

    def __init__(self, tree: Tree, wrappers: frozenset[str]) -> None:
        self.tree, self.wrappers = tree, wrappers
        self.stack: list[tuple[Node | None, Spec, int, list[int], str]] = [
            (tree.root, tree.spec, USED, tree.root.unread, "")
        ]
        self.text: list[str] = []
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text.append
        self.parser.StartDoctypeDeclHandler = self.refuse

    def run(self) -> None:
        """Feed the whole document, from its first element on."""
        lines = self.tree.lines
        first = next((at for at, line in enumerate(lines) if line.lstrip().startswith("<")), len(lines))
        for at in range(first):
            self.tree.status[at] = IRRELEVANT
        text = "\n" * first + "\n".join(line if at >= first else "" for at, line in enumerate(lines[first:], first))
        text = text.lstrip("\n") if first else text
        self.offset = first
        try:
            self.parser.Parse(text.encode("utf-8", "replace"), True)  # noqa: FBT003 - expat's own signature
        except (expat.ExpatError, _Refused) as error:
            line = min(len(lines), self.offset + (getattr(error, "lineno", 0) or self.parser.CurrentLineNumber))
            if not self._is_tail(line):
                self.tree.root.unread.append(line)

    def _is_tail(self, line: int) -> bool:
        """Whether only what a terminal leaves (a prompt) follows a document that is closed."""
        closed = len(self.stack) == 1 and any(kind == USED for kind in self.tree.status)
        if closed:
            for at in range(line - 1, len(self.tree.lines)):
                self.tree.status[at] = IRRELEVANT
        return closed

    @property
    def line(self) -> int:
        """The number of the line being read."""
        return min(self.offset + self.parser.CurrentLineNumber, len(self.tree.lines))

    def refuse(self, *_: object) -> None:
        """Stop at a document type."""
        raise _Refused

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element opens: go down by its name."""
        self.text.clear()
        node, spec, kind, owner, _ = self.stack[-1]
        line = self.line
        if len(self.stack) <= len(self.wrappers) and name in self.wrappers and node is self.tree.root:
            self.tree.mark(line, USED)
            self.stack.append((node, spec, USED, owner, name))
            return
        if node is None:
            if kind == UNREAD:
                owner.append(line)
            self.tree.mark(line, kind)
            self.stack.append((None, spec, kind, owner, name))
            return
        word = attributes.get("name", "") if name == "entry" else name
        if name == "member":
            self.tree.mark(line, USED)
            self.stack.append((node, spec, USED, owner, name))
            return
        found, follow, kind = self.tree.put(node, spec, [word], line)
        self.tree.mark(line, kind)
        self.stack.append((found if kind == USED else None, follow, kind, found.unread, name))

    def end(self, _name: str) -> None:
        """An element closes: a text in it is a value."""
        node, spec, kind, owner, _ = self.stack.pop()
        line = self.line
        text = "".join(self.text).strip()
        self.text.clear()
        if text and node is not None:
            kind = self.tree.put(node, spec, [text], line)[2]
        elif kind == UNREAD and node is None and line not in owner[-1:]:
            owner.append(line)
        start = node.line if node is not None and text else line
        for at in range(start, line):  # a text over several lines
            self.tree.status[at - 1] = kind
        self.tree.mark(line, kind)
