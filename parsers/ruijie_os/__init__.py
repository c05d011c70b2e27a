"""Ruijie RGOS 10.x to 12.x: switches, and what gateways share with them.

An IOS-like command line with its own service switches, password policy and admission words. Facts rest on the RGOS
configuration guides named in the modules; what they leave open is Unknown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from dengbao.model import Device
from parsers.blocks import read_blocks
from parsers.grammar import Reading
from parsers.ioslike import aaa, nat, routes, vpn
from parsers.ioslike.acl import finish_lists
from parsers.ioslike.capture import until_end
from parsers.ioslike.opaques import OPAQUES
from parsers.ioslike.sections import refuse
from parsers.ruijie_os import interfaces, irrelevant, layer2, lines, logs, sections, services, snmp, system, users
from parsers.ruijie_os.outputs import read as read_outputs
from parsers.ruijie_os.table import TOP, Rgos
from parsers.text import clean_lines

END = re.compile(r"^end\s*$", re.MULTILINE)
_SIGNS = re.compile(
    r"^(?:(version (?:\S+_)?RGOS |version 1[0-3]\.\d+\(|(?:no )?enable service [a-z]+-(?:server|agent)|nfpp\s*$|sysmac "
    r"|install \d|webmaster level |password policy |vlan range "
    r"|interface (?:\S*Ethernet|gi|te|VLAN|AggregatePort|Mgmt|MGMT) \d)"
    r"|hostname \S+|line (?:con|console|vty) \d|aaa new-model|username \S+ |snmp-server |service dhcp)",
    re.MULTILINE,
)
_SEPARATORS = frozenset({"!"})
_FINISHERS = (
    aaa.finish_aaa, users.finish_users, users.finish_passwords, users.finish_lockout, finish_lists, lines.finish_lines,
    services.finish_services, services.finish_channels, snmp.finish_snmp, logs.finish_logging, logs.finish_clock,
    interfaces.finish_interfaces, layer2.finish_layer2, routes.finish_routes, nat.finish_nat, vpn.finish_vpn,
    system.finish_system, sections.finish_sections,
)  # fmt: skip


def looks_like(text: str) -> bool:
    """Tell whether a text is an RGOS configuration, even a short one: one line that only RGOS prints, and another."""
    own = False
    seen: set[str] = set()
    for match in _SIGNS.finditer(text):
        own = own or match[1] is not None
        seen.add(match[0].split()[0])
        if own and len(seen) > 1:
            return True
    return False


def parse(outputs: Mapping[str, str]) -> Device:
    """Read one device.

    Args:
        outputs: masked texts by output name; ``running-config`` is the configuration, the rest is optional.

    Returns:
        The device. Without a configuration, or with another platform's, every section says that it is missing.
    """
    text = outputs.get("running-config", "")
    reading = Reading(clean_lines(text), separators=_SEPARATORS, scratch=Rgos())
    if not looks_like(text):
        refuse(reading.device, "没有 running-config" if not text.strip() else "看起来不是锐捷 RGOS 的配置")
        return reading.finish()
    blocks = read_blocks(reading.lines, separators=_SEPARATORS, opaques=OPAQUES)
    reading.top(until_end(reading, blocks), TOP)
    for finish in _FINISHERS:
        finish(reading)
    device = reading.finish()
    read_outputs(device, outputs)
    return device


_TABLES = (irrelevant,)  # imported for the lines that it registers
