"""What the tests of IOS-like parsers share: reading as the product does, and lab devices."""

from __future__ import annotations

from pathlib import Path

from dengbao.mask import mask
from dengbao.model import Device
from parsers.registry import parse

ROOT = Path(__file__).parents[3]
LAB = ROOT / "inventories" / "lab" / "devices"
KEY = b"test"


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
