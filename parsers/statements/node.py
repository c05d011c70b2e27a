"""One word of a configuration with what stands below it: a section, a named part, a statement or its value."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct, field

from dengbao.model import Absent, Fact, Known, Lines


@lru_cache(maxsize=4096)
def _words(path: str) -> tuple[str, ...]:
    """Take a path apart: the same few are asked for again and again."""
    return tuple(path.split())


class Node(Struct):
    """A word at its place. Values are nodes, too: ``class`` with ``operator`` below it.

    ``inactive``: the device keeps it and does not act on it. ``unread`` are lines at this place that were not
    understood. ``note`` is an annotation that stands before it.
    """

    name: str = ""
    line: int = 0
    kids: dict[str, Node] = field(default_factory=dict)
    inactive: bool = False
    unread: list[int] = field(default_factory=list)
    note: str = ""

    def kid(self, word: str) -> Node:
        """The part of that name as the device acts on it, or ``NOWHERE``."""
        found = self.kids.get(word)
        return found if found is not None and not found.inactive else NOWHERE

    def at(self, path: str) -> Node:
        """The part at the end of a path of words, or ``NOWHERE``."""
        node = self
        for word in _words(path):
            found = node.kids.get(word)
            if found is None or found.inactive:
                return NOWHERE
            node = found
        return node

    def has(self, path: str) -> bool:
        """Whether the device acts on something there."""
        return self.at(path) is not NOWHERE

    def __bool__(self) -> bool:
        """Whether it is somewhere."""
        return self is not NOWHERE

    def each(self, path: str = "") -> Iterator[Node]:
        """What stands directly below a place, as far as the device acts on it."""
        return (kid for kid in self.at(path).kids.values() if not kid.inactive)

    def words(self, path: str) -> list[str]:
        """The values of a statement."""
        return [kid.name for kid in self.each(path)]

    def word(self, path: str, default: str = "") -> str:
        """The last value of a statement, or a default."""
        node, found = self.at(path), default
        for kid in node.kids.values():
            if not kid.inactive:
                found = kid.name
        return found

    def fact(self, path: str, why: str, default: str = "") -> Fact[str]:
        """The value of a statement with its lines; without the statement a confirmed default."""
        node = self.at(path)
        last = None
        for last in node.each():  # noqa: B007 - the last one counts
            pass
        return Known(last.name, (last.line,)) if last else Absent(default, why)

    def lines(self, *paths: str) -> Lines:
        """Every line of some parts, or of all of it, in order."""
        found = {node.line for part in ([self.at(path) for path in paths] if paths else [self]) for node in part.all()}
        found.discard(0)
        return tuple(sorted(found))

    def doubts(self) -> list[int]:
        """Every line here and below that was not understood, but for what is inactive."""
        return [line for node in self.all(awake=True) if node.unread for line in node.unread]

    def all(self, *, awake: bool = False) -> list[Node]:
        """This part and all below it, or all of it that the device acts on; those of a part stand one after another."""
        if awake and self.inactive:
            return []
        found = [self]
        for node in found:  # it grows while it is gone through
            if node.kids:
                found += [kid for kid in node.kids.values() if not kid.inactive] if awake else node.kids.values()
        return found


NOWHERE = Node()
