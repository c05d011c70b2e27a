"""The top-level lines of Comware, and the short ways to register lines that say one thing."""

from __future__ import annotations

from typing import Any, Protocol, TypeVar

from dengbao.model import Known
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.hp_comware.state import State

TOP: Table[Reading] = Table()


class Scope(Protocol):
    """What the lines below a block are read into: it knows the reading that accounts them."""

    reading: Reading


S = TypeVar("S", bound=Scope)


def state_of(reading: Reading) -> State:
    """Give the platform's notes of a reading."""
    state: State = reading.scratch
    return state


def note(reading: Reading, name: str, value: object, block: Block) -> bool:
    """Keep what a line says under a name; the last one counts. Always understood."""
    state_of(reading).said[name] = Known(value, (block.number,))
    return True


def switch(head: str, name: str, value: object, *, topic: str = "") -> None:
    """Register a whole line that says one thing: exactly these words, nothing behind them."""
    count = len(head.split())

    def read(reading: Reading, words: list[str], block: Block) -> bool:
        return len(words) == count and note(reading, name, value, block)

    TOP.line(head, topic=topic)(read)


def on_off(head: str, name: str, *, topic: str = "") -> None:
    """Register a line and its ``undo`` form."""
    switch(head, name, value=True, topic=topic)
    switch(f"undo {head}", name, value=False, topic=topic)


def rest(head: str, topic: str) -> None:
    """Put lines that begin so, and that nothing longer matches, down to a topic as not understood."""

    def refuse(_reading: Reading, _words: list[str], _block: Block) -> bool:
        return False

    TOP.line(head, topic=topic)(refuse)


def plain(table: Table[S], *heads: str) -> None:
    """Register lines below a block that are understood and say nothing of what the model holds."""

    def read(scope: S, _words: list[str], block: Block) -> bool:
        scope.reading.use(*scope.reading.numbers(block))
        return True

    table.line(*heads)(read)


def text_after(block: Block, words: int) -> str:
    """Give the text behind the first words of a line, as written."""
    parts: list[Any] = block.text.split(None, words)
    return str(parts[words]) if len(parts) > words else ""
