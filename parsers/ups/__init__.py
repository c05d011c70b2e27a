"""UPSes: ``upsc`` text (NUT's ``name: value`` lines) into the power part of the model.

Names and units: NUT's ``docs/nut-names.txt`` (RFC 9271); status flags: ``docs/new-drivers.txt``; errors of upsd:
``docs/net-protocol.txt``.
"""

from __future__ import annotations

from collections.abc import Mapping

from dengbao.model import Device
from parsers.ups.nut import read_nut


def parse(outputs: Mapping[str, str]) -> Device:
    """Read what a UPS said.

    Args:
        outputs: ``upsc`` holds NUT's variables.

    Returns:
        The device; without ``upsc`` everything stays unread.
    """
    return read_nut(outputs["upsc"]) if "upsc" in outputs else Device()
