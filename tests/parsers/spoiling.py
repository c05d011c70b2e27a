"""Texts spoiled on their way from a device: what a parser must take without raising and without losing a line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from dengbao.model import Device
from parsers.text import clean_lines

Parse = Callable[[Mapping[str, str]], Device]


def spoiled(text: str) -> Iterator[str]:
    """One text, spoiled in the ways in which captures are."""
    yield text.replace("\n", "\r\n")
    yield text.replace(" ", "\0 ", 50)
    yield text + "\x1a"
    yield text.replace("\n", "\n--More-- \x08\x08\x08\x08\x08\x08\x08\x08\x08        ", 20)
    yield text.encode("utf-8").decode("gbk", "replace")
    yield "\n".join(line[at : at + 80] for line in text.split("\n") for at in range(0, max(len(line), 1), 80))
    yield "admin@fw> show configuration\n" + text + "\nadmin@fw> \n"
    yield "".join(reversed(text))
    yield text.replace('"', "")
    yield text.replace("{", "").replace(">", "")


def holds(parse: Parse, text: str) -> Device:
    """Parse a text; exactly its lines are accounted for."""
    device = parse({"running-config": text})
    coverage = device.coverage["running-config"]
    assert len(coverage) == len(clean_lines(text))
    assert set(coverage) <= {0, 1, 2}
    return device
