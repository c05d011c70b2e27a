"""Devices inside the device: contexts and virtual systems (Comware 7 context reference).

Each has a configuration of its own, which is read by another command and is not in this one.
"""

from __future__ import annotations

from typing import Literal

from dengbao.model import Vrf
from parsers.blocks import Block
from parsers.grammar import Reading
from parsers.hp_comware.table import TOP

KINDS: tuple[Literal["context", "vsys"], ...] = ("context", "vsys")
"""Words that begin the block of a device inside the device."""


def _inner(kind: Literal["context", "vsys"]) -> None:
    @TOP.line(kind, topic="vrfs")
    def read(reading: Reading, words: list[str], block: Block) -> bool:
        """``context NAME id N``, ``vsys NAME id N``."""
        if len(words) < 2:  # noqa: PLR2004 - the line's own words
            return False
        numbers = tuple(reading.numbers(block))
        reading.use(*numbers)
        reading.device.vrfs.items.append(Vrf(name=words[1], lines=numbers, kind=kind))
        return True


for _kind in KINDS:
    _inner(_kind)
