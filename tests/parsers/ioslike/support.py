"""What the tests of IOS-like parsers share: reading as the product does, lab devices, and ways to spoil a text."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from dengbao.mask import mask
from dengbao.model import Device
from parsers.registry import parse

ROOT = Path(__file__).parents[3]
LAB = ROOT / "inventories" / "lab" / "devices"
KEY = b"test"
_ODD = ("\x00", "\x1a", "9" * 30, "²", "-1", "65536", "::", "\u2028", "%", "١", " --More-- \x08\x08", "���", "\t")


def read(platform: str, text: str, **outputs: str) -> Device:
    """Mask and parse a configuration, with outputs by name (``_`` for ``-``)."""
    texts = {"running-config": text} | {name.replace("_", "-"): output for name, output in outputs.items()}
    device = parse(platform, {name: mask(value, platform, key=KEY) for name, value in texts.items()})
    assert device is not None
    return device


def lab(host: str, platform: str) -> Device:
    """Parse a device of the lab with all its outputs."""
    files = {path.stem: path.read_text("utf-8") for path in (LAB / host).glob("*.txt")}
    running = files.pop("running-config")
    return read(platform, running, **{name.replace("-", "_"): text for name, text in files.items()})


def count(text: str) -> int:
    """Count the lines of a file."""
    return text.count("\n") + (not text.endswith("\n") and bool(text))


def whole(device: Device, text: str) -> bool:
    """Tell whether every line of the configuration is accounted for."""
    return len(device.coverage["running-config"]) == count(text)


def spoiled(texts: list[str], *, seed: int, rounds: int) -> Iterator[str]:
    """Give pieces of real texts with lines cut, swapped, shifted and filled with odd characters."""
    chance = random.Random(seed)
    words = sorted({word for text in texts for word in text.split()})
    lines = [line for text in texts for line in text.split("\n")]
    for _ in range(rounds):
        piece = chance.choice(texts).split("\n")
        start = chance.randrange(len(piece))
        piece = piece[start : start + chance.randrange(1, 120)]
        for _ in range(chance.randrange(1, 25)):
            at = chance.randrange(len(piece))
            parts = piece[at].split(" ")
            kind = chance.randrange(6)
            if kind == 0:
                parts[chance.randrange(len(parts))] = chance.choice(words)
            elif kind == 1:
                parts = parts[: chance.randrange(len(parts)) + 1]
            elif kind == 2:
                parts.insert(chance.randrange(len(parts) + 1), chance.choice(_ODD))
            elif kind == 3:
                parts = [chance.choice(lines)]
            elif kind == 4:
                parts = ["", *parts]
            else:
                parts = parts[1:] or [""]
            piece[at] = " ".join(parts)
        yield "\n".join(piece) + chance.choice(["", "\n", "\r\n"])
