"""How the tests of FortiOS read a text: below the first line of a whole configuration of 7.2, as the product does."""

from __future__ import annotations

from dengbao.model import Device
from tests.parsers.ioslike.support import read

HEAD = "#config-version=FG100F-7.2.8-FW-build1639-240313:opmode=0:vdom=0:user=admin\n"


def forti(text: str, *, head: str = HEAD, **outputs: str) -> Device:
    """Parse sections; line 1 is the first line of ``head``, so that those of the text begin at 2."""
    return read("fortinet", head + text, **outputs)


def unread(device: Device) -> list[int]:
    """The lines of the configuration that were not understood."""
    return [number for number, kind in enumerate(device.coverage["running-config"], 1) if not kind]
