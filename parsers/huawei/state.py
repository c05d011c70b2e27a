"""What the parser carries from line to line, beside the device that comes to be."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field

from dengbao.model import Lines
from parsers.grammar import Reading, Table
from parsers.huawei.dialect import Dialect, Version


class Scheme(Struct):
    """An AAA scheme or domain: its words in order, and what it points at."""

    lines: list[int] = field(default_factory=list)
    methods: tuple[str, ...] = ()
    uses: dict[str, str] = field(default_factory=dict)
    servers: list[str] = field(default_factory=list)


class State(Struct):
    """Scratch of one configuration. ``said`` are switches and values by the words that set them, latest last.

    ``context`` is the virtual system that lines belong to (empty: the root).
    """

    version: Version
    context: str = ""
    said: dict[str, list[tuple[list[str], int]]] = field(default_factory=dict)
    schemes: dict[tuple[str, str], Scheme] = field(default_factory=dict)
    records: dict[str, dict[Any, Any]] = field(default_factory=dict)

    @property
    def dialect(self) -> Dialect:
        """The family."""
        return self.version.dialect

    def say(self, head: str, rest: list[str], line: int) -> None:
        """Note a line that stands for itself."""
        self.said.setdefault(head, []).append((rest, line))

    def last(self, head: str) -> tuple[list[str], int] | None:
        """The latest line with this head: the words behind it, and its number."""
        lines = self.said.get(head)
        return lines[-1] if lines else None

    def lines(self, *heads: str) -> Lines:
        """Every line noted with one of these heads."""
        return tuple(sorted(line for head in heads for _, line in self.said.get(head, ())))

    def scheme(self, kind: str, name: str) -> Scheme:
        """The scheme of that name, new where it is not known."""
        return self.schemes.setdefault((kind, name), Scheme())

    def of(self, kind: str) -> dict[Any, Any]:
        """Records under construction, of one kind."""
        return self.records.setdefault(kind, {})


_SWITCHES = frozenset({"enable", "disable"})
_BEHIND_SWITCH = frozenset({"port", "vlan", "snmp-agent trap enable", "undo snmp-agent trap enable"})

TOP: Table[Reading] = Table()
"""Everything that may stand at the top of a configuration; each subject's module puts its lines in."""


def say(topic: str, *heads: str) -> None:
    """Know lines that stand for themselves, and judge them when all is read.

    Args:
        topic: the part of the device that a line of this kind belongs to.
        heads: the first words; ``undo`` forms have to be named on their own. Words behind ``enable`` or ``disable``
            make a line not understood, but for those that are known to follow there.
    """
    for head in heads:
        size = len(head.split())

        def note(reading: Reading, words: list[str], block: Any, *, head: str = head, size: int = size) -> bool:  # noqa: ANN401
            if words[size - 1] in _SWITCHES and words[size:] and not _BEHIND_SWITCH.intersection((head, words[size])):
                return False
            reading.scratch.say(head, words[size:], block.number)
            return not block.children

        TOP.line(head, topic=topic)(note)


def refuse(topic: str, *heads: str) -> None:
    """Put lines that begin so, and that nothing else knows, down to a topic as not understood."""
    TOP.line(*heads, topic=topic)(lambda _reading, _words, _block: False)
