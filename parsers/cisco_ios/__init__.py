"""Cisco IOS and IOS-XE, 12.x to 17.x: routers, switches, wireless controllers.

Facts rest on the IOS command references named in the modules and on real configurations; where a default was confirmed
for no release it is Unknown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from dengbao.model import Device
from parsers.blocks import read_blocks
from parsers.cisco_ios import (
    acls,
    interfaces,
    irrelevant,
    layer2,
    lines,
    policy,
    sections,
    services,
    system,
    users,
)
from parsers.cisco_ios.outputs import read as read_outputs
from parsers.cisco_ios.table import TOP, Ios
from parsers.grammar import Reading
from parsers.ioslike import aaa, logs, nat, routes, snmp, vpn
from parsers.ioslike.acl import finish_lists
from parsers.ioslike.capture import until_end
from parsers.ioslike.guards import finish_layer2
from parsers.ioslike.opaques import OPAQUES
from parsers.ioslike.sections import refuse
from parsers.text import LineStarts, clean_lines

END = re.compile(r"^end\s*$", re.MULTILINE)
_SIGNS = re.compile(
    r"^(?:version \d+\.\d+|hostname \S+|interface [A-Za-z-]+\d|line (?:con|vty) \d|(?:no )?aaa new-model"
    r"|ip access-list (?:standard|extended) |service timestamps |username \S+ (?:privilege|secret|password) |ip ssh "
    r"|router (?:ospf|bgp|eigrp) \d|access-list \d+ |snmp-server |boot-start-marker|Current configuration :)",
    re.MULTILINE,
)
_FOREIGN = LineStarts(  # on platforms whose other lines look like ours
    r"config system |ASA Version |: Saved|sysname |set system |!Command: show running-config|version RGOS"
    r"|enable service |no enable service |undo |feature |<\?xml|!<"
)
_RGOS = re.compile(r"^version 1[0-3]\.\d\(", re.MULTILINE)
_HEAD = 2000  # characters that hold the version line
_SEPARATORS = frozenset({"!"})
_FINISHERS = (
    aaa.finish_aaa, users.finish_users, users.finish_passwords, users.finish_lockout, finish_lists, lines.finish_lines,
    services.finish_services, services.finish_ssh, services.finish_channels, snmp.finish_snmp, logs.finish_logging,
    logs.finish_clock, interfaces.finish_interfaces, finish_layer2, routes.finish_routes, policy.finish_policy,
    nat.finish_nat, vpn.finish_vpn, system.finish_system, sections.finish_sections,
)  # fmt: skip


def looks_like(text: str) -> bool:
    """Tell whether a text is an IOS configuration, even a short one, rather than another platform's."""
    if _FOREIGN.search(text) or _RGOS.search(text, 0, _HEAD):
        return False
    first = ""
    for match in _SIGNS.finditer(text):
        word = match[0].split()[0]
        if first and word != first:
            return True
        first = word
    return False


def parse(outputs: Mapping[str, str]) -> Device:
    """Read one device.

    Args:
        outputs: masked texts by output name; ``running-config`` is the configuration, the rest is optional.

    Returns:
        The device. Without a configuration, or with another platform's, every section says that it is missing.
    """
    text = outputs.get("running-config", "")
    reading = Reading(clean_lines(text), separators=_SEPARATORS, scratch=Ios())
    if not looks_like(text):
        refuse(reading.device, "没有 running-config" if not text.strip() else "看起来不是思科 IOS 的配置")
        return reading.finish()
    blocks = read_blocks(reading.lines, separators=_SEPARATORS, opaques=OPAQUES)
    reading.top(until_end(reading, blocks), TOP)
    for finish in _FINISHERS:
        finish(reading)
    device = reading.finish()
    read_outputs(device, outputs)
    return device


_TABLES = (acls, irrelevant, layer2)  # imported for the lines that they register
