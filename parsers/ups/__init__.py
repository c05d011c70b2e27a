"""UPSes into the power part of the model: ``upsc`` text (NUT's ``name: value`` lines), or an SNMP walk.

NUT's names and units: ``docs/nut-names.txt`` (RFC 9271); status flags: ``docs/new-drivers.txt``; errors of upsd:
``docs/net-protocol.txt``. SNMP: RFC 1628 and the vendors' own MIBs (``mibs/``).
"""

from __future__ import annotations

from collections.abc import Mapping

from dengbao.model import Device
from parsers.ups.nut import read_nut
from parsers.ups.snmp import read_snmp

_WALKS = ("ups.snmprec", "ups.snmpwalk")


def parse(outputs: Mapping[str, str]) -> Device:
    """Read what a UPS said.

    Args:
        outputs: ``upsc`` holds NUT's variables, ``ups.snmprec`` or ``ups.snmpwalk`` a walk. NUT counts where both are
            there, as its drivers know more cards.

    Returns:
        The device; without any of them everything stays unread.
    """
    if "upsc" in outputs:
        return read_nut(outputs["upsc"])
    walk = next((name for name in _WALKS if name in outputs), None)
    return read_snmp(outputs[walk], walk) if walk else Device()
