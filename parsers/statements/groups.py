"""Inherit from configuration groups: ``groups G { ... }`` with ``apply-groups G`` at any level (Junos).

The nearest group wins over farther ones, the statement itself over all; of several groups at one place the first wins.
Lists take the values of all. A name in angle brackets matches parts that are there already and makes none
(Junos CLI User Guide, "Configuration Groups").
"""

from __future__ import annotations

import re
from fnmatch import translate
from functools import cache

from parsers.statements.node import Node
from parsers.statements.schema import Spec

_DEEPEST = 60
_APPLY, _EXCEPT = "apply-groups", "apply-groups-except"


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(translate(name[1:-1]))


def _is_wild(name: str) -> bool:
    return len(name) > 2 and name[0] == "<" and name[-1] == ">"  # noqa: PLR2004 - the brackets


def apply_groups(root: Node, spec: Spec, *, node_groups: tuple[str, ...] = ()) -> None:
    """Put into the tree what it inherits.

    Args:
        root: the top of a configuration, holding ``groups``.
        spec: of the top.
        node_groups: what ``${node}`` stands for, in order.
    """
    groups = {name: node for name, node in root.kid("groups").kids.items() if not node.inactive}
    if groups:
        _Heir(groups, node_groups).inherit(root, spec, [], [])


class _Heir:
    """The groups, while the tree is gone through."""

    def __init__(self, groups: dict[str, Node], node_groups: tuple[str, ...]) -> None:
        self.groups, self.node_groups = groups, node_groups

    def inherit(self, node: Node, spec: Spec, path: list[str], sources: list[tuple[str, Node]]) -> None:
        """Fill one node from the groups' parts that stand for it, nearest first."""
        if node.inactive or len(path) > _DEEPEST:
            return
        excepted = set(node.words(_EXCEPT))
        own = [(name, part) for name in self._named(node) for part in self._parts(name, path)]
        sources = [(name, part) for name, part in own + sources if name not in excepted]
        sources = self._chained(sources, path)
        for _, part in sources:
            node.unread.extend(part.unread)
            self._fill(node, spec, part)
        for word, kid in list(node.kids.items()):
            below = spec.kids.get(word) or spec.any
            if below is None or (not path and word == "groups") or word in {_APPLY, _EXCEPT}:
                continue
            inner = [(name, found) for name, part in sources for found in _matching(part, word)]
            if inner or below.kids or below.any:
                self.inherit(kid, below, [*path, word], inner)

    def _named(self, node: Node) -> list[str]:
        names: list[str] = []
        for word in node.words(_APPLY):
            names += [name for name in self.node_groups if name in self.groups] if word == "${node}" else [word]
        return names

    def _parts(self, name: str, path: list[str]) -> list[Node]:
        """The parts of a group that stand for the place of a path."""
        parts = [self.groups[name]] if name in self.groups else []
        for word in path:
            parts = [found for part in parts for found in _matching(part, word)]
        return parts

    def _chained(self, sources: list[tuple[str, Node]], path: list[str]) -> list[tuple[str, Node]]:
        """Groups that groups apply, right behind them."""
        known = {id(part) for _, part in sources}
        at = 0
        while at < len(sources):
            for name in self._named(sources[at][1]):
                for part in self._parts(name, path):
                    if id(part) not in known:
                        known.add(id(part))
                        sources.insert(at + 1, (name, part))
            at += 1
        return sources

    def _fill(self, node: Node, spec: Spec, part: Node) -> None:
        """Make the children that a group has and the node has not."""
        if spec.single and any(not kid.inactive for kid in node.kids.values()):
            return
        for word, kid in part.kids.items():
            if word not in node.kids and not kid.inactive and not _is_wild(word) and word != _APPLY:
                node.kids[word] = Node(word, kid.line)


def _matching(part: Node, word: str) -> list[Node]:
    """A group's children that stand for a word: of that name, or a pattern that matches it."""
    found = [part.kids[word]] if word in part.kids else []
    found += [kid for name, kid in part.kids.items() if _is_wild(name) and _pattern(name).match(word)]
    return [kid for kid in found if not kid.inactive]
