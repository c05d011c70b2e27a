"""How the tests of StoneOS read a text: below the first lines of a configuration of 5.5R9, as the product does."""

from __future__ import annotations

from dengbao.model import Device
from tests.parsers.ioslike.support import read

HEAD = 'Version 5.5R9\nip vrouter "trust-vr"\nexit\n'


def stone(text: str, *, head: str = HEAD, **outputs: str) -> Device:
    """Parse blocks; those of the text begin at line 4."""
    return read("hillstone_stoneos", head + text, **outputs)


def unread(device: Device) -> list[int]:
    """The lines of the configuration that were not understood."""
    return [number for number, kind in enumerate(device.coverage["running-config"], 1) if not kind]
