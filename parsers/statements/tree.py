"""The tree that comes to be while a text is read, and the account of its lines."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.grammar import IRRELEVANT, UNREAD, USED
from parsers.statements.node import Node
from parsers.statements.schema import Spec
from parsers.statements.words import LIST, TSIL

_BACK = 3  # a value, its statement, and the part that may hold another statement on the same line


class Tree:
    """One configuration being read.

    Args:
        lines: from ``clean_lines``.
        spec: what may stand at the top.
    """

    def __init__(self, lines: Sequence[str], spec: Spec) -> None:
        """Account nothing yet."""
        self.lines, self.spec = lines, spec
        self.root = Node()
        self.status = bytearray([UNREAD if line else IRRELEVANT for line in lines])
        self.asleep: list[tuple[Node, int]] = []
        self._last = -1

    def mark(self, line: int, kind: int) -> None:
        """Account a line; of several statements on one line the least understood counts."""
        index = line - 1
        if index == self._last and self.status[index] != kind:
            old = self.status[index]
            kind = UNREAD if UNREAD in {old, kind} else USED
        self._last = index
        self.status[index] = kind

    def put(self, node: Node, spec: Spec, words: Sequence[str], line: int) -> tuple[Node, Spec, int]:
        """Go down the tree by the words of a statement, making what is not there yet.

        Args:
            node: where to start.
            spec: what may stand there.
            words: marks of lists among them.
            line: the number of the statement's first line.

        Returns:
            Where the words led, what may follow there, and how the statement is to be accounted.
        """
        start, first = node, spec
        for word in words:  # the common case, quickly
            below = spec.kids.get(word) or spec.any
            if below is None or below.reason or spec.rest or word is LIST:
                return self._put_carefully(start, first, words, line)
            kid = node.kids.get(word)
            if kid is None:
                kid = node.kids[word] = Node(word, line)
            node, spec = kid, below
        return node, spec, USED

    def _put_carefully(self, node: Node, spec: Spec, words: Sequence[str], line: int) -> tuple[Node, Spec, int]:
        """As ``put``, for lists, texts up to the end, several statements in one, and what is not known."""
        if LIST in words:
            return self._put_list(node, spec, list(words), line)
        trail = [(node, spec)]
        for at, word in enumerate(words):
            node, spec = trail[-1]
            if spec.rest:
                rest = " ".join(words[at:])
                node.kids.setdefault(rest, Node(rest, line))
                break
            below = spec.kids.get(word) or spec.any
            if below is None and at and spec.ends:
                below = self._back(trail, word)
                node = trail[-1][0]
            if below is None:
                node.unread.append(line)
                return node, spec, UNREAD
            if below.reason:
                return node, below, IRRELEVANT
            kid = node.kids.get(word)
            if kid is None:
                kid = node.kids[word] = Node(word, line)
            trail.append((kid, below))
        return *trail[-1], USED

    @staticmethod
    def _back(trail: list[tuple[Node, Spec]], word: str) -> Spec | None:
        """Go back to the part that may hold another statement on the same line, if a word begins one there."""
        for steps in range(2, min(_BACK, len(trail)) + 1):
            below = trail[-steps][1].kids.get(word)
            if below is not None:
                del trail[1 - steps :]
                return below
        return None

    def _put_list(self, node: Node, spec: Spec, words: list[str], line: int) -> tuple[Node, Spec, int]:
        """A statement with a list of values: each goes to the same place."""
        start = words.index(LIST)
        end = words.index(TSIL) if TSIL in words else len(words)
        node, spec, kind = self.put(node, spec, words[:start], line)
        if kind != USED:
            return node, spec, kind
        for word in words[start + 1 : end]:
            kind = min(kind, self.put(node, spec, [word], line)[2])
        return node, spec, kind

    def find(self, words: Sequence[str]) -> Node | None:
        """The node at the end of a path, if all of it is there."""
        node: Node | None = self.root
        for word in words:
            node = node.kids.get(word) if node else None
        return node

    def settle(self) -> None:
        """Account what is not understood inside inactive parts as irrelevant: the device does not act on it.

        A statement that is ``asleep`` is inactive from its first word that no other statement shares: of
        ``inactive: authentication-key x;`` the key as well as its value.
        """
        for node, line in self.asleep:
            self._fall_asleep(node, line)
        for node in self.root.all():
            if node.inactive:
                self._settle(node)

    def _fall_asleep(self, node: Node, line: int) -> None:
        node.inactive = node.inactive or _stands_alone(node, line)
        for kid in () if node.inactive else node.kids.values():
            self._fall_asleep(kid, line)

    def _settle(self, node: Node) -> None:
        for part in node.all():
            for line in part.unread:
                self.status[line - 1] = IRRELEVANT
            part.unread.clear()


def _stands_alone(node: Node, line: int) -> bool:
    """Whether nothing but one line says it."""
    return node.line == line and all(_stands_alone(kid, line) for kid in node.kids.values())
