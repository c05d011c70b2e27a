"""Where a configuration ends in what was captured."""

from __future__ import annotations

import re

from parsers.blocks import Block
from parsers.grammar import IRRELEVANT, Reading

_PROMPT = re.compile(r"[\w.-]+(?:\([^)]*\))?[#>] *(?:sh\w* +(?:run|conf)\S*.*)?$")


def until_end(reading: Reading, blocks: list[Block]) -> list[Block]:
    """Cut the prompt off that asked for the configuration, and what a capture holds behind ``end``."""
    while blocks and _PROMPT.match(blocks[0].text):
        reading.skip(blocks[0])
        blocks = blocks[1:]
    last = next((at for at, block in enumerate(blocks) if block.text == "end"), None)
    if last is None:
        return blocks
    number = blocks[last].number
    reading.use(number)
    reading.status[number:] = bytes([IRRELEVANT]) * (len(reading.status) - number)
    return blocks[:last]
