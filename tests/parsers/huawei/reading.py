"""Read a piece of a configuration as the tests of this folder do: masked first, as everything that enters is."""

from __future__ import annotations

from pathlib import Path

from dengbao.mask import mask
from dengbao.model import Device
from parsers.huawei import parse

FIXTURES = Path(__file__).parent / "fixtures"
LAB = Path(__file__).parents[3] / "inventories" / "lab" / "devices"
SWITCH = "!Software Version V200R021C00SPC100\n#\nsysname sw\n#\n"  # 4 lines
FIREWALL = "!Software Version V600R007C20SPC500\n#\nsysname fw\n#\nsecurity-policy\n#\n"  # 6 lines


def read(text: str, **outputs: str) -> Device:
    """Parse a configuration; outputs are named with ``_`` for ``-``."""
    texts = {"running-config": text} | {name.replace("_", "-"): value for name, value in outputs.items()}
    return parse({name: mask(value, "huawei", key=b"test") for name, value in texts.items()})


def fixture(name: str) -> Device:
    return read((FIXTURES / name).read_text("utf-8"))
