"""Read ``config`` / ``edit`` / ``set`` / ``next`` / ``end`` into sections, in one pass, and account for every line.

Indentation means nothing. A value in double quotes may run over many lines (banners, certificates, scripts), and the
words ``config`` or ``end`` in it do not count. ``end`` closes an open ``edit``, too. The same section may come again:
its entries are merged by name. With VDOMs, ``config global`` and ``config vdom`` / ``edit NAME`` wrap sections.
After running configurations of 6.4.4 and 7.4.7 and the CLI reference's chapter on the CLI's syntax.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct, field

from parsers.fortinet.fields import IRRELEVANT, UNREAD, USED, VALUES, Fields, find
from parsers.fortinet.irrelevant import is_irrelevant

_VALUE = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)', re.DOTALL)
_ESCAPED = re.compile(r"\\.", re.DOTALL)


class Setting(Struct):
    """The values of one attribute, quotes taken off, and where it stands; ``file`` is empty for the configuration."""

    words: list[str]
    line: int
    last: int
    file: str = ""

    @property
    def word(self) -> str:
        """The first value, empty when there is none."""
        return self.words[0] if self.words else ""


class Node(Struct):
    """A section, or one entry of a table: its attributes, its entries by name, the sections inside by path.

    ``unread`` are the lines in it (nested ones as well) that were not understood.
    """

    name: str
    line: int
    settings: dict[str, Setting] = field(default_factory=dict)
    entries: dict[str, Node] = field(default_factory=dict)
    tables: dict[str, Node] = field(default_factory=dict)
    unread: list[int] = field(default_factory=list)
    own_unread: list[tuple[str, int]] = field(default_factory=list)

    def words(self, name: str) -> list[str]:
        """The values of an attribute; empty when it is not set."""
        setting = self.settings.get(name)
        return setting.words if setting else []

    def word(self, name: str, default: str = "") -> str:
        """The first value of an attribute, or a default."""
        setting = self.settings.get(name)
        return setting.words[0] if setting and setting.words else default

    def enables(self, name: str, *, default: bool = False) -> bool:
        """Whether a switch is on; ``default`` where it is not set."""
        word = self.word(name)
        return word == "enable" if word in {"enable", "disable"} else default

    def lines(self, *names: str) -> tuple[int, ...]:
        """Where attributes are set, in order; the entry's own line when none is."""
        found = sorted(self.settings[name].line for name in names if name in self.settings)
        return tuple(found) or (self.line,)

    def table(self, path: str) -> Iterable[Node]:
        """The entries of a section inside."""
        inner = self.tables.get(path)
        return inner.entries.values() if inner else ()


class Tree(Struct):
    """One output read: its sections by context (VDOM, empty for global or none) and path, and every line's status.

    ``unknown`` are the sections that nobody knows, with their lines.
    """

    status: bytearray
    sections: dict[tuple[str, str], Node] = field(default_factory=dict)
    contexts: dict[str, list[int]] = field(default_factory=dict)
    unknown: list[tuple[str, range]] = field(default_factory=list)
    header: int = 0
    name: str = ""


def read_tree(lines: list[str], name: str = "") -> Tree:
    """Read an output.

    Args:
        lines: from ``clean_lines``.
        name: the output's name for facts; empty for the configuration.

    Returns:
        Its sections; nothing raises, what cannot be placed stays not understood.
    """
    reader = _Reader(lines, Tree(bytearray(len(lines)), name=name))
    reader.run()
    return reader.tree


class _Place(Struct):
    """Where a line stands: the entry (or section), the attributes that it may have, and who takes unread lines."""

    entry: Node
    known: Fields
    owners: list[list[int]]


class _Reader:
    """A position in the lines."""

    def __init__(self, lines: list[str], tree: Tree) -> None:
        self.lines, self.tree, self.status = lines, tree, tree.status
        self.at = 0
        self.no_quote_after = len(lines)  # from here on a quote that opens is never closed

    def run(self) -> None:
        """Read top-level lines, and those inside the wrappers of VDOMs."""
        wrapper, context = "", ""
        while self.at < len(self.lines):
            index, text = self.at, self.lines[self.at].strip()
            self.at += 1
            if not text or text[0] == "#":
                self.status[index] = IRRELEVANT
                if text.startswith("#config-version="):
                    self.status[index], self.tree.header = USED, self.tree.header or index + 1
                continue
            head, _, rest = text.partition(" ")
            rest = rest.strip()
            if head == "config" and not wrapper and rest in {"global", "vdom"}:
                wrapper, context = rest, ""
                self.status[index] = USED
            elif head == "config":
                self._config(index, rest, context)
            elif wrapper and text == "end":
                wrapper, context = "", ""
                self.status[index] = USED
            elif wrapper == "vdom" and head == "edit":
                context = rest.strip('"')
                self.tree.contexts.setdefault(context, []).append(index + 1)
                self.status[index] = USED
            elif wrapper == "vdom" and text == "next":
                context = ""
                self.status[index] = USED

    def _config(self, index: int, path: str, context: str) -> None:
        """Read one section of the top, or pass over it."""
        path = path.replace('"', "") if '"' in path else path
        known = find(path)
        if known is None:
            self._pass_over(index, IRRELEVANT if is_irrelevant(path) else UNREAD)
            if self.status[index] == UNREAD:
                self.tree.unknown.append((path, range(index + 1, self.at + 1)))
            return
        node = self.tree.sections.setdefault((context, path), Node(path, index + 1))
        self.status[index] = USED
        self._section(node, known, [])

    def _section(self, node: Node, known: Fields, around: list[list[int]]) -> None:
        """Read up to the section's ``end``; ``around`` are the lists of the nodes around that take unread lines too."""
        place = _Place(node, known, [*around, node.unread])
        while self.at < len(self.lines):
            index = self.at
            text = self.lines[index].strip()
            self.at += 1
            head, _, rest = text.partition(" ")
            if head in {"set", "append", "select"}:
                self._set(index, head, rest.lstrip(), place)
            elif text == "next":
                self.status[index] = USED
                place = _Place(node, known, [*around, node.unread])
            elif text == "end":
                self.status[index] = USED
                return
            elif head == "edit":
                name = _unquoted(rest.strip())
                entry = node.entries.setdefault(name, Node(name, index + 1))
                place = _Place(entry, known, [*around, entry.unread])
                self.status[index] = USED
            else:
                self._rare(index, head, rest.strip(), place)

    def _rare(self, index: int, head: str, rest: str, place: _Place) -> None:
        """Read what is not ``set``, ``edit``, ``next`` or ``end``."""
        if head == "unset":
            self.status[index] = kind = place.known.kind(rest)
            if kind == UNREAD:
                self._unread(index, index + 1, rest, place)
            elif kind == USED:  # the full form prints it for an empty value, the other one never
                place.entry.settings[rest] = Setting([], index + 1, index + 1, self.tree.name)
        elif head == "config":
            self._inner(index, rest, place)
        elif not head or head[0] == "#":
            self.status[index] = IRRELEVANT
        else:
            self._unread(index, index + 1, head, place)

    def _inner(self, index: int, path: str, place: _Place) -> None:
        """Read a section inside an entry or a section."""
        path = path.replace('"', "")
        word = path.partition(" ")[0]
        if word not in place.known.tables:
            self._pass_over(index, UNREAD)
            self._unread(index, self.at, word, place)
            return
        inner = place.known.tables[word]
        if inner is None:
            self._pass_over(index, IRRELEVANT)
            return
        self.status[index] = USED
        self._section(place.entry.tables.setdefault(path, Node(path, index + 1)), inner, place.owners)

    def _set(self, index: int, head: str, rest: str, place: _Place) -> None:
        """Read one attribute; a quote left open takes the following lines."""
        name, _, value = rest.partition(" ")
        kind = place.known.kind(name)
        if '"' in value and _is_open(value):
            last = self._closing(index)
            if last is None:
                self._unread(index, index + 1, name, place)
                return
            if kind == USED:
                value = "\n".join([value, *self.lines[index + 1 : last + 1]])
            self.at = last + 1
        last = self.at - 1
        if kind == UNREAD:
            self._unread(index, last + 1, name, place)
            return
        self.status[index : last + 1] = bytes([kind]) * (last + 1 - index)
        if kind != USED:
            return
        words = _few(value) if len(value) < _SHORT else _words(value)
        before = place.entry.settings.get(name)
        if head == "append" and before:
            before.words = before.words + words
        else:
            place.entry.settings[name] = Setting(words, index + 1, last + 1, self.tree.name)
        if name in VALUES and not VALUES[name].issuperset(words):
            self.status[index] = UNREAD
            self._unread(index, last + 1, name, place)

    def _closing(self, index: int) -> int | None:
        """Find the line that closes a quote opened in line ``index``; None when nothing does."""
        if index >= self.no_quote_after:
            return None
        for at in range(index + 1, len(self.lines)):
            if '"' in self.lines[at] and _is_open(self.lines[at]):
                return at
        self.no_quote_after = index
        return None

    def _unread(self, first: int, end: int, name: str, place: _Place) -> None:
        """Put lines down as not understood, to the entry and to all around it."""
        numbers = range(first + 1, end + 1)
        place.entry.own_unread.extend((name, number) for number in numbers)
        for owner in place.owners:
            owner.extend(numbers)

    def _pass_over(self, index: int, kind: int) -> None:
        """Pass over a section with all inside, as irrelevant or not understood."""
        depth, lines = 1, self.lines
        while depth and self.at < len(lines):
            text = lines[self.at].strip()
            if text == "end":
                depth -= 1
            elif text.startswith("config "):
                depth += 1
            elif '"' in text and _is_open(text):
                self.at = self._closing(self.at) or self.at
            self.at += 1
        self.status[index : self.at] = bytes([kind]) * (self.at - index)
        if kind == UNREAD:
            for at in range(index, self.at):
                if not lines[at].strip() or lines[at].lstrip()[0] == "#":
                    self.status[at] = IRRELEVANT


def _is_open(text: str) -> bool:
    """Whether an odd number of quotes stands in a text, those after a backslash aside."""
    return (_ESCAPED.sub("", text) if "\\" in text else text).count('"') % 2 == 1


def _words(value: str) -> list[str]:
    """Split a value at blanks outside quotes; ``''`` is an empty value of the full form."""
    if '"' not in value:
        return [word for word in value.split() if word != "''"]
    return [
        _ESCAPED.sub(lambda found: found[0][1:], quoted) if "\\" in quoted else quoted or bare
        for quoted, bare in _VALUE.findall(value)
    ]


_SHORT = 128
_few = lru_cache(1 << 13)(_words)  # the same few names come again and again; nobody changes a list of words


def _unquoted(name: str) -> str:
    """A name without its quotes."""
    if len(name) > 1 and name[0] == name[-1] == '"':
        name = name[1:-1]
        return _ESCAPED.sub(lambda found: found[0][1:], name) if "\\" in name else name
    return name
