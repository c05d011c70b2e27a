"""What the parser carries from line to line, and the tables of lines by where they stand."""

from __future__ import annotations

import re
from typing import Any, TypeVar

from msgspec import Struct, field

from dengbao.model import Absent, Fact, Known, Lines, Unknown
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.hillstone_stoneos.reader import split

T = TypeVar("T")
_VERSION = re.compile(r"Version\s+(\d+)\.(\d+)(?:R(\d+))?")
_BOOT = re.compile(r"5\.5R(\d+)")
_FIRST = (5, 5, 6)  # the defaults are those of the guide for 5.5R12; older ones are not confirmed


class State(Struct):
    """Scratch of one configuration. ``said`` are lines that stand for themselves, by their head; the latest is last.

    ``context`` is the VSYS that lines belong to (empty: root). ``whole``: the text has the first line of a
    configuration, so that silence means something.
    """

    version: tuple[int, int, int] | None = None
    whole: bool = False
    context: str = ""
    said: dict[str, list[tuple[list[str], int]]] = field(default_factory=dict)
    records: dict[str, dict[Any, Any]] = field(default_factory=dict)

    def say(self, head: str, rest: list[str], line: int) -> None:
        """Note a line."""
        self.said.setdefault(head, []).append((rest, line))

    def last(self, head: str) -> tuple[list[str], int] | None:
        """The latest line with this head: the words behind it, and its number."""
        found = self.said.get(head)
        return found[-1] if found else None

    def all(self, head: str) -> list[tuple[list[str], int]]:
        """Every line with this head."""
        return self.said.get(head, [])

    def lines(self, *heads: str) -> Lines:
        """The numbers of every line with one of these heads."""
        return tuple(sorted(line for head in heads for _, line in self.said.get(head, ())))

    def of(self, kind: str) -> dict[Any, Any]:
        """Records under construction, of one kind, by context and name."""
        return self.records.setdefault(kind, {})

    def default(self, value: T, why: str) -> Fact[T]:
        """A default of the CLI guide for 5.5R12, which holds for 5.5R6 and later."""
        if not self.whole:
            return Unknown("配置不完整(没有 Version 首行),不能以缺省值判断")
        if self.version is None or self.version < _FIRST:
            return Unknown(f"{why}:只对 5.5R6 及以后确认过,这台的版本看不出或更早")
        return Absent(value, why)

    def silent(self, value: T, why: str) -> Fact[T]:
        """What a whole configuration of any version says by not having a line."""
        return Absent(value, why) if self.whole else Unknown("配置不完整(没有 Version 首行)")

    def number(self, head: str, default: Fact[T]) -> Fact[T] | Known[int]:
        """The number behind the latest line with this head."""
        found = self.last(head)
        if found is None:
            return default
        rest, line = found
        if not rest or not rest[0].isascii() or not rest[0].isdecimal() or len(rest[0]) > 9:  # noqa: PLR2004 - no such number is longer
            return Unknown(f"没有读懂 {head}", (line,))
        return Known(int(rest[0]), (line,))


TOP_LINES: Table[Reading] = Table()
"""Everything that may stand at the top; each subject's module puts its lines in."""


def say(topic: str, *heads: str) -> None:
    """Know lines that stand for themselves, and judge them when all is read."""
    for head in heads:
        size = len(head.split())

        def note(reading: Reading, _words: list[str], block: Block, *, head: str = head, size: int = size) -> bool:
            reading.scratch.say(head, split(block.text)[size:], block.number)
            return not block.children

        TOP_LINES.line(head, topic=topic)(note)


def refuse(topic: str, *heads: str) -> None:
    """Put lines that begin so, and that nothing else knows, down to a topic as not understood."""
    TOP_LINES.line(*heads, topic=topic)(lambda _reading, _words, _block: False)


def version_of(lines: list[str], show_version: str) -> tuple[tuple[int, int, int] | None, int]:
    """Read the version from the configuration's first line, or the release from ``show version``; 0 for no line."""
    for number, line in enumerate(lines[:40], 1):
        if found := _VERSION.match(line.strip()):
            release = found[3] or (boot[1] if (boot := _BOOT.search(show_version)) else "0")
            return (int(found[1][:4]), int(found[2][:4]), int(release[:4])), number
    return None, 0
