"""Hand each line to the function that reads it, and account for every line: used, irrelevant, or not understood."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from dengbao.model import Device, Topic
from parsers.blocks import Block

R = TypeVar("R")
UNREAD, USED, IRRELEVANT = 0, 1, 2
_REMEMBERED = 1 << 12

Handler = Callable[[R, list[str], Block], bool]
"""Reads one line into a record (the ``Reading`` at top level): the line's words, its block; tells if understood."""


class Table(Generic[R]):
    """The lines that may stand at one place, by their first words; the longest match wins."""

    def __init__(self) -> None:
        """Start empty."""
        self._heads: dict[str, Any] = {}
        self.idle: set[str] = set()  # whole lines seen to be irrelevant, so that they are split only once
        self.reasons: dict[str, str] = {}

    def line(self, *heads: str, topic: str = "") -> Callable[[Handler[R]], Handler[R]]:
        """Register a handler for lines that begin with any of ``heads``.

        Args:
            heads: first words, such as ``"snmp-agent"`` or ``"undo info-center"``.
            topic: top level only: the attribute of ``Device`` (dots allowed) that a line not understood belongs to.

        Returns:
            The decorator, which leaves the function as it is.
        """

        def register(handler: Handler[R]) -> Handler[R]:
            for head in heads:
                self._node(head)[""] = (handler, topic)
            return handler

        return register

    def ignore(self, reason: str, *heads: str) -> None:
        """Know lines to be irrelevant to every policy, with all that stands below them; ``reason`` is for coverage."""
        for head in heads:
            self._node(head)[""] = None
            self.reasons[head] = reason

    def ignore_below(self, reason: str, head: str, words: str) -> None:
        """Know the lines that begin with ``head`` and one of these words to be irrelevant, and no other."""
        self.ignore(reason, *(f"{head} {word}" for word in words.split()))

    def include(self, other: Table[R]) -> None:
        """Know all that another table knows; what is registered later replaces it."""
        _merge(self._heads, other._heads)
        self.reasons |= other.reasons

    def borrow(self, other: Table[R], *heads: str) -> None:
        """Know what another table knows below these first words, and nothing else of it."""
        for head in heads:
            _merge(self._node(head), other._node(head))

    def _node(self, head: str) -> dict[str, Any]:
        node = self._heads
        for word in head.split():
            node = node.setdefault(word, {})
        return node

    def remember(self, text: str) -> None:
        """Keep a whole line as irrelevant, within bounds."""
        if len(self.idle) < _REMEMBERED:
            self.idle.add(text)

    def find(self, words: list[str]) -> Any:  # noqa: ANN401 - a handler with its topic, or a verdict
        """Find what reads a line.

        Returns:
            The handler with its topic; True when the line is irrelevant; False when nothing knows it.
        """
        node: Any = self._heads
        best: Any = False
        for word in words:
            node = node.get(word)
            if node is None:
                break
            if "" in node:
                best = node[""] or True
        return best


def _merge(into: dict[str, Any], heads: dict[str, Any]) -> None:
    """Copy the nodes of one table into another's."""
    for word, node in heads.items():
        if word:
            _merge(into.setdefault(word, {}), node)
        else:
            into[word] = node


class Reading:
    """One configuration being read: the device that comes to be, the status of each line, scratch for the platform.

    Args:
        lines: from ``clean_lines``.
        separators: lines that only separate; they and empty lines are irrelevant from the start.
        scratch: whatever the platform keeps between lines (defaults of the version, pending references ...).
    """

    def __init__(self, lines: list[str], *, separators: frozenset[str] = frozenset(), scratch: Any = None) -> None:  # noqa: ANN401
        """Account nothing yet."""
        self.lines, self.scratch = lines, scratch
        self.device = Device()
        ends = {separator[-1] for separator in separators}
        self.status = bytearray(
            [IRRELEVANT if not line or (line[-1] in ends and line.lstrip() in separators) else UNREAD for line in lines]
        )

    def top(self, blocks: Iterable[Block], table: Table[Reading]) -> None:
        """Read top-level blocks; what a handler did not understand is put down to its topic."""
        status, idle = self.status, table.idle
        for block in blocks:
            text = block.text
            if text in idle:
                status[block.number - 1] = IRRELEVANT
                if block.children or block.body:
                    self.skip(block)
                continue
            words = text.split()
            found = table.find(words)
            if found is True:
                table.remember(text)
                self.skip(block)
            elif found is not False:
                handler, topic = found
                if handler(self, words, block):
                    status[block.number - 1] = USED
                    for number, _ in block.body:
                        status[number - 1] = USED
                elif topic:
                    self.topic(topic).unread.append(block.number)

    def inside(self, block: Block, table: Table[R], record: R) -> tuple[int, ...]:
        """Read the lines below a block into a record.

        Returns:
            The numbers of those not understood (with all below them), for the record's ``unread``.
        """
        unread: list[int] = []
        status, idle = self.status, table.idle
        for child in block.children:
            text = child.text
            if text in idle:
                status[child.number - 1] = IRRELEVANT
                if child.children or child.body:
                    self.skip(child)
                continue
            words = text.split()
            found = table.find(words)
            if found is True:
                table.remember(text)
                self.skip(child)
            elif found is not False and found[0](record, words, child):
                status[child.number - 1] = USED
                for number, _ in child.body:
                    status[number - 1] = USED
            else:
                unread.extend(self.numbers(child))
        return tuple(unread)

    def topic(self, name: str) -> Topic:
        """Find the topic that a dotted name means."""
        found: Any = self.device
        for part in name.split("."):
            found = getattr(found, part)
        assert isinstance(found, Topic), name
        return found

    def use(self, *numbers: int) -> None:
        """Account lines as used."""
        for number in numbers:
            self.status[number - 1] = USED

    def skip(self, block: Block) -> None:
        """Account a block with all below it as irrelevant."""
        for number in self.numbers(block):
            self.status[number - 1] = IRRELEVANT

    def numbers(self, block: Block) -> list[int]:
        """All line numbers of a block: its own, its body's, its children's."""
        found = [block.number]
        if block.body:
            found += [number for number, _ in block.body]
        for child in block.children:
            found += self.numbers(child) if child.children or child.body else [child.number]
        return found

    def finish(self, output: str = "running-config") -> Device:
        """Put the account into the device and hand it over."""
        self.device.coverage[output] = bytes(self.status)
        return self.device
