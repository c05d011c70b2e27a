"""Where a configuration ends in what was captured."""

from __future__ import annotations

from parsers.blocks import Block
from parsers.grammar import IRRELEVANT, Reading


def until_end(reading: Reading, blocks: list[Block]) -> list[Block]:
    """Cut at ``end``: what a capture holds after it (a prompt, the next output) is no configuration."""
    last = next((at for at, block in enumerate(blocks) if block.text == "end"), None)
    if last is None:
        return blocks
    number = blocks[last].number
    reading.use(number)
    reading.status[number:] = bytes([IRRELEVANT]) * (len(reading.status) - number)
    return blocks[:last]
