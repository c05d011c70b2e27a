"""Cisco NX-OS 5 to 10: Nexus switches.

Facts rest on the NX-OS configuration guides named in the modules, on the CIS and DISA guides for NX-OS where these say
what holds by default, and on real configurations; where a default was confirmed for no release it is Unknown. NX-OS
prints no end mark.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from dengbao.model import Device
from parsers.blocks import read_blocks
from parsers.cisco_nxos import (
    aaa,
    acls,
    interfaces,
    irrelevant,
    layer2,
    logs,
    routes,
    sections,
    services,
    snmp,
    system,
    users,
)
from parsers.cisco_nxos.outputs import read as read_outputs
from parsers.cisco_nxos.table import TOP, Nexus
from parsers.grammar import Reading
from parsers.ioslike.capture import until_end
from parsers.ioslike.guards import finish_layer2
from parsers.ioslike.logs import finish_clock
from parsers.ioslike.opaques import OPAQUES
from parsers.ioslike.sections import refuse
from parsers.text import LineStarts, clean_lines

END: re.Pattern[str] | None = None
_SURE = re.compile(
    r"^(?:version \d+\.\d+\(\S+|feature [a-z]|no feature [a-z]|vdc \S+ id \d|vrf context |!Command: show running-config"
    r"|(?:no )?copp profile |line vty\s*$|line console\s*$|snmp-server user \S+ network-|username \S+ .*role network-"
    r"|ip access-list \S+\s*$|interface Ethernet\d+/\d+(?:/\d+)?\s*$|object-group ip (?:address|port) |vpc domain )",
    re.MULTILINE,
)
_FOREIGN = LineStarts(
    r"ASA Version |: Saved|config system |sysname |set (?:system|version) |version \d+\.\d+\s*$|"
    r"Current configuration :|boot-start-marker|line vty 0 |line con 0|aaa new-model|version RGOS|service timestamps "
)
_SEPARATORS = frozenset({"!"})


def looks_like(text: str) -> bool:
    """Tell whether a text is an NX-OS configuration, even a short one, rather than another platform's."""
    return _SURE.search(text) is not None and not _FOREIGN.search(text)


def parse(outputs: Mapping[str, str]) -> Device:
    """Read one device.

    Args:
        outputs: masked texts by output name; ``running-config`` is the configuration, the rest is optional.

    Returns:
        The device. Without a configuration, or with another platform's, every section says that it is missing.
    """
    text = outputs.get("running-config", "")
    reading = Reading(clean_lines(text), separators=_SEPARATORS, scratch=Nexus())
    if not looks_like(text):
        why = "没有 running-config" if not text.strip() else "看起来不是思科 NX-OS 的配置"
        refuse(reading.device, why)
        return reading.finish()
    opaques = (*OPAQUES, system.JOB) if "end-job" in reading.lines else OPAQUES
    blocks = read_blocks(reading.lines, separators=_SEPARATORS, opaques=opaques)
    reading.top([block for block in until_end(reading, blocks) if not block.text.startswith("!")], TOP)
    system.read_head(reading)
    for finish in _FINISHERS:
        finish(reading)
    read_outputs(reading.device, outputs, reading.scratch.facts)
    return reading.finish()


_FINISHERS = (
    aaa.finish_aaa, users.finish_users, users.finish_passwords, users.finish_lockout, acls.finish_lists,
    services.finish_terminals, services.finish_channels, services.finish_services, services.finish_ssh,
    snmp.finish_snmp, logs.finish_logging, finish_clock, interfaces.finish_interfaces, finish_layer2,
    routes.finish_routes, system.finish_system, sections.finish_sections,
)  # fmt: skip
_TABLES = (irrelevant, layer2)  # imported for the lines that they register
