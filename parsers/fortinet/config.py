"""All that was read of one FortiGate, and the facts that single attributes give.

``show`` prints what differs from the default of the release; the release stands in the first line,
``#config-version=``. A text without that line is a part of a configuration: what it does not say stays unknown.
``show full-configuration`` of single sections, where gathered, says the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeVar

from msgspec import Struct

from dengbao.model import Absent, Device, Fact, Known, Unknown
from parsers.fortinet.tree import Node, Setting, Tree
from parsers.ioslike.numbers import integer

T = TypeVar("T")
_HEADER = re.compile(r"#config-version=(?P<model>[\w.]+?)-(?P<version>\d+\.\d+\.\d+)-")
_KNOWN = ((6, 0, 0), (8, 0, 0))  # the releases whose defaults were looked up
PART = "配置没有 #config-version 首行,看不出版本,也不能确定是完整配置"


class Config(Struct):
    """The configuration with the outputs that complete it. ``version`` is None when the first line is missing."""

    main: Tree
    full: list[Tree]
    device: Device
    model: str = ""
    version: tuple[int, ...] | None = None

    @property
    def whole(self) -> bool:
        """Whether silence means the default."""
        return self.version is not None and _KNOWN[0] <= self.version < _KNOWN[1]

    @property
    def contexts(self) -> list[str]:
        """The VDOMs that have sections of their own, and "" for global sections or a device without VDOMs."""
        return list(dict.fromkeys(["", *self.main.contexts]))

    def node(self, path: str, context: str = "") -> Node | None:
        """A section of the configuration; None when it is not printed."""
        return self.main.sections.get((context, path))

    def nodes(self, *paths: str) -> Iterator[tuple[str, Node]]:
        """The sections of these paths over all contexts, with their context."""
        for context in self.contexts:
            for path in paths:
                node = self.main.sections.get((context, path))
                if node is not None:
                    yield context, node

    def entries(self, *paths: str) -> Iterator[tuple[str, Node]]:
        """The entries of tables over all contexts, with their context."""
        for context, node in self.nodes(*paths):
            for entry in node.entries.values():
                yield context, entry

    def doubtful(self, *paths: str) -> tuple[int, ...]:
        """The lines of these sections, and of all inside, that were not understood."""
        nodes = [node for _, node in self.nodes(*paths)]
        return tuple(sorted({line for node in nodes for one in (node, *node.entries.values()) for line in one.unread}))

    def setting(self, path: str, name: str, context: str = "") -> Setting | None:
        """An attribute of a section: of the configuration first, then of a gathered full form."""
        for tree in (self.main, *self.full):
            node = tree.sections.get((context, path))
            found = node.settings.get(name) if node else None
            if found:
                return found
        return None

    def default(self, value: T, why: str) -> Fact[T]:
        """The default of an attribute that is not printed."""
        return Absent(value, why) if self.whole else Unknown(PART)

    def unless_doubtful(self, fact: Fact[T], *paths: str) -> Fact[T]:
        """A fact that holds because nothing in these sections says otherwise: not known while lines are not read."""
        lines = self.doubtful(*paths)
        return Unknown(f"config {paths[0]} 有没有读懂的行", lines) if lines else fact

    def switch(self, path: str, name: str, default: Fact[bool]) -> Fact[bool]:
        """A switch with ``enable`` and ``disable``."""
        found = self.setting(path, name)
        if found is None:
            return default
        if found.word not in {"enable", "disable"}:
            return Unknown(f"没有读懂 set {name}", (found.line,), found.file)
        return Known(found.word == "enable", (found.line,), found.file)

    def number(self, path: str, name: str, default: Fact[int]) -> Fact[int]:
        """A number."""
        found = self.setting(path, name)
        if found is None:
            return default
        value = integer(found.word)
        if value is None:
            return Unknown(f"没有读懂 set {name}", (found.line,), found.file)
        return Known(value, (found.line,), found.file)

    def choice(self, path: str, name: str, default: Fact[frozenset[str]]) -> Fact[frozenset[str]]:
        """A list of words, in lower case."""
        found = self.setting(path, name)
        if found is None:
            return default
        return Known(frozenset(word.lower() for word in found.words), (found.line,), found.file)


def make_config(main: Tree, full: list[Tree], lines: list[str]) -> Config:
    """Put the outputs together, and read model and release from the first line."""
    config = Config(main, full, Device())
    if main.header and (found := _HEADER.match(lines[main.header - 1].strip())):
        config.model = found["model"]
        config.version = tuple(int(part[:6]) for part in found["version"].split("."))
    return config
