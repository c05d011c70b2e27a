"""Cisco ASA 8.2 to 9.20: firewall policies from access groups and security levels, NAT, VPN, administration.

Facts rest on the ASA CLI guides and command reference named in the modules, and on real configurations; where a default
was confirmed for no release it is Unknown. A configuration of one context is read as it stands; the system space of a
device with several contexts names them in ``vrfs``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from dengbao.model import Device, Topic
from parsers.blocks import Block, read_blocks
from parsers.cisco_asa import (
    aaa,
    acls,
    inspection,
    interfaces,
    irrelevant,
    logs,
    nat,
    objects,
    routes,
    sections,
    services,
    snmp,
    system,
    users,
    vpn,
)
from parsers.cisco_asa.outputs import read as read_outputs
from parsers.cisco_asa.table import TOP, Asa
from parsers.grammar import IRRELEVANT, Reading
from parsers.ioslike.logs import finish_clock
from parsers.ioslike.routes import finish_routes
from parsers.ioslike.sections import refuse
from parsers.text import clean_lines

END = re.compile(r"^(?:: end|Cryptochecksum:\S*)\s*$", re.MULTILINE)
_SURE = re.compile(r"^(?:ASA Version |PIX Version |: Serial Number: )", re.MULTILINE)
_SIGNS = re.compile(
    r"^(?: nameif \S| security-level \d|access-group \S+ (?:in|out) interface |access-group \S+ global|passwd \S|"
    r"object network |object-group network |access-list \S+ (?:extended|remark) |route \S+ \d+\.\d|"
    r"same-security-traffic |aaa authentication \S+ console |threat-detection |nat \(\S+,\S+\) |"
    r"ssh \d\S+ \d\S+ \S+$|xlate per-session |names\s*$|crypto ikev[12] |crypto map \S+ \d+ )",
    re.MULTILINE,
)
_FOREIGN = re.compile(
    r"^(?:version \d+\.\d+\s*$|!Command: show running-config|config system |sysname |"
    r"set (?:system|deviceconfig) |NGFW Version )",
    re.MULTILINE,
)
_SEPARATORS = frozenset({"!", ":"})
_END_LINE, _CHECKSUM = ": end", "Cryptochecksum:"


def looks_like(text: str) -> bool:
    """Tell whether a text is an ASA configuration, even a short one, rather than another platform's."""
    if _SURE.search(text):
        return True
    return not _FOREIGN.search(text) and _SIGNS.search(text) is not None


def parse(outputs: Mapping[str, str]) -> Device:
    """Read one device.

    Args:
        outputs: masked texts by output name; ``running-config`` is the configuration, the rest is optional.

    Returns:
        The device. Without a configuration, or with another platform's, every section says that it is missing.
    """
    text = outputs.get("running-config", "")
    reading = Reading(clean_lines(text), separators=_SEPARATORS, scratch=Asa())
    device = reading.device
    if not looks_like(text):
        refuse(device, "没有 running-config" if not text.strip() else "看起来不是思科 ASA 的配置")
        return reading.finish()
    blocks = read_blocks(reading.lines, separators=_SEPARATORS)
    reading.top(_until_end(reading, blocks), TOP)
    _finish(reading, whole=END.search(text) is not None)
    read_outputs(device, outputs, reading.scratch.counted)
    return reading.finish()


def _finish(reading: Reading, *, whole: bool) -> None:
    """Say what follows from all lines together."""
    aaa.finish_aaa(reading)
    users.finish_users(reading)
    users.finish_passwords(reading)
    users.finish_lockout(reading)
    users.finish_device_passwords(reading, whole=whole)
    interfaces.finish_zones(reading)
    logs.finish_logging(reading)
    acls.finish_lists(reading)
    acls.finish_policies(reading)
    inspection.finish_defence(reading)
    services.finish_ssh(reading)
    services.finish_channels(reading)
    services.finish_services(reading)
    aaa.finish_terminals(reading)
    snmp.finish_snmp(reading)
    finish_clock(reading)
    routes.name_ports(reading)
    finish_routes(reading)
    nat.finish_nat(reading)
    vpn.finish_vpn(reading)
    system.finish_system(reading)
    sections.finish_sections(reading)


def _until_end(reading: Reading, blocks: list[Block]) -> list[Block]:
    """Leave comments out, and cut at ``: end``: what a capture holds after it is no configuration."""
    kept: list[Block] = []
    for block in blocks:
        text = block.text
        if text == _END_LINE:
            reading.use(block.number)
            _after_end(reading, block.number)
            return kept
        if text[0] == "!":  # backup programs put outputs into comments
            reading.skip(block)
        elif text.startswith(_CHECKSUM):
            reading.use(block.number)
        else:
            kept.append(block)
    return kept


def _after_end(reading: Reading, number: int) -> None:
    """Pass over the rest, unless it is the configuration of another context: then everything is in doubt."""
    rest = range(number, len(reading.lines))
    other = next((at + 1 for at in rest if _SURE.match(reading.lines[at])), 0)
    if not other:
        reading.status[number:] = bytes([IRRELEVANT]) * len(rest)
        return
    for name in type(reading.device).__struct_fields__:
        part = getattr(reading.device, name)
        if isinstance(part, Topic):
            part.unread.append(other)


_TABLES = (irrelevant, objects, routes)  # imported for the lines that they register
