"""OSPF of ZXROS: areas and interfaces stand below the process, with their authentication.

``authentication [message-digest | keychain NAME]`` of an area holds for its interfaces; an interface's own word counts
before the area's, ``null`` switches it off; without either there is none (ZXROS NG command manual, OSPF:
``authentication`` of areas and of interfaces).
"""

from __future__ import annotations

import re

from parsers.blocks import Block
from parsers.grammar import Reading
from parsers.ioslike.state import COMMON
from parsers.zte_zxros.table import TOP

_KEY = re.compile(r"authentication(?: message-digest| keychain \S+)?")
_NULL = "authentication null"
_OWN = re.compile(
    r"(?:authentication-key|message-digest-key|interface|cost|network-type|hello-interval|dead-interval|priority"
    r"|retransmit-interval|transmit-delay) .+|mtu-ignore|bfd"
)


@TOP.line("router ospf", topic="routing")
def _ospf(reading: Reading, words: list[str], block: Block) -> bool:
    """Read what all IOS-like devices print, then who must know a key."""
    handler, _ = COMMON.find(words)
    if not handler(reading, words, block):
        return False
    process = reading.device.routing.items[-1]
    own = {line.number for line in _below(block) if _mine(line.text)}
    reading.use(*own)
    process.unread = tuple(number for number in process.unread if number not in own)
    process.lines = (*process.lines, *sorted(own))
    areas = [child for child in block.children if child.text.startswith("area ")]
    process.authenticated = bool(areas) and all(_keyed(area) for area in areas)
    return True


def _mine(text: str) -> bool:
    return text == _NULL or _KEY.fullmatch(text) is not None or _OWN.fullmatch(text) is not None


def _below(block: Block) -> list[Block]:
    found = list(block.children)
    for child in block.children:
        found += _below(child)
    return found


def _keyed(area: Block) -> bool:
    """Whether every interface of an area must know a key: by its own word, else by the area's."""
    own = any(_KEY.fullmatch(child.text) for child in area.children)
    interfaces = [child for child in area.children if child.text.startswith("interface ")]
    words = [[line.text for line in child.children if line.text.startswith("authentication")] for child in interfaces]
    said = [_NULL not in found and any(_KEY.fullmatch(text) for text in found) for found in words]
    silent = [not any(text == _NULL or _KEY.fullmatch(text) for text in found) for found in words]
    return own if not interfaces else all(keyed or (own and quiet) for keyed, quiet in zip(said, silent, strict=True))
