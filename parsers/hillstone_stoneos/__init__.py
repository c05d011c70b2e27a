"""Hillstone StoneOS 5.4 and 5.5: ``show configuration``, with VSYS, and outputs beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dengbao.model import Device, Unsupported
from parsers.blocks import Block
from parsers.grammar import IRRELEVANT, Reading
from parsers.hillstone_stoneos import (
    condition,
    interfaces,
    nat,
    objects,
    outputs,
    policy,
    services,
    system,
    users,
    vpn,
)
from parsers.hillstone_stoneos.irrelevant import REASONS
from parsers.hillstone_stoneos.reader import read_blocks, split
from parsers.hillstone_stoneos.state import TOP_LINES, State, version_of
from parsers.ioslike.tables import read_outputs
from parsers.text import clean_lines

CONFIG = "running-config"
IRRELEVANT_REASONS = REASONS
END: re.Pattern[str] | None = None
"""No end mark holds for all releases: 5.4 prints ``End``, 5.5 only the prompt."""

_MARKS = (
    re.compile(r"^\s*ip vrouter \"?(?:trust-vr|mgt-vr)", re.MULTILINE),
    re.compile(r"^\s*zone +\"[^\"\n]+\"(?: l2| tap)?\s*$", re.MULTILINE),
    re.compile(r"^\s*rule id \d+\s*$", re.MULTILINE),
    re.compile(r"^\s*(?:src|dst)-(?:zone|addr|ip) ", re.MULTILINE),
    re.compile(r"^\s*address (?:id \d+ )?\"[^\"\n]+\"\s*$", re.MULTILINE),
    re.compile(r"^\s*admin (?:user|host) ", re.MULTILINE),
)
_EXIT = re.compile(r"^\s*exit\s*$", re.MULTILINE)


def looks_like(text: str) -> bool:
    """Tell whether a text is a StoneOS configuration: blocks that end in ``exit``, and something of its own."""
    return _EXIT.search(text) is not None and any(mark.search(text) for mark in _MARKS)


def parse(outputs_: Mapping[str, str]) -> Device:
    """Read one StoneOS device.

    Args:
        outputs_: masked texts: ``running-config``, and what was gathered beside it (``show-version``,
            ``show-ntp-status``, ``show-interface``, ``show-configuration-difference-startup`` and those of
            ``condition``).

    Returns:
        The device; every line of every output read is accounted for in its coverage.
    """
    text = outputs_.get(CONFIG, "")
    lines = clean_lines(text)
    version, first = version_of(lines, outputs_.get(outputs.VERSION, ""))
    reading = Reading(lines, separators=frozenset({"!"}), scratch=State(version=version, whole=bool(first)))
    for index, line in enumerate(lines):
        if line.lstrip().startswith("#") or (index < first - 1 and not line.startswith("Version")):
            reading.status[index] = IRRELEVANT
    if looks_like(text):
        _read(reading, read_blocks(lines))
    else:
        _refuse(reading.device)
    device = reading.finish(CONFIG)
    for name in outputs.NAMES:
        if name in outputs_:
            device.coverage[name] = outputs.read(reading, name, outputs_[name])
    read_outputs(device, outputs_, condition.READERS)
    return device


@TOP_LINES.line("vsys", topic="vrfs")
def _vsys(reading: Reading, _words: list[str], block: Block) -> bool:
    """A virtual system: everything inside is its own."""
    words = split(block.text)
    state: State = reading.scratch
    before, state.context = state.context, words[1] if len(words) > 1 else ""
    state.of("vsys").setdefault(state.context, block.number)
    reading.top(block.children, TOP_LINES)
    state.context = before
    return True


def _read(reading: Reading, blocks: list[Block]) -> None:
    """Read all lines, then judge what they say together."""
    reading.top(blocks, TOP_LINES)
    state: State = reading.scratch
    device = reading.device
    books = objects.finish(reading, list(dict.fromkeys(["", *state.of("vsys")])))
    interfaces.finish(reading)
    users.finish(reading)
    services.finish(reading)
    system.finish(reading)
    policy.finish(reading, books)
    nat.finish(reading, books)
    vpn.finish(reading)
    layer2 = device.layer2
    unsupported = Unsupported("防火墙没有接入交换机的二层防护")
    layer2.dhcp_snooping = layer2.arp_inspection = layer2.source_guard = unsupported
    layer2.loop_protection = layer2.storm_control = layer2.nac = layer2.bindings = unsupported
    device.acls.unsupported = "StoneOS 没有访问控制列表,见安全策略"
    device.neighbours.missing = "没有采集邻居表"
    condition.missing(device)


def _refuse(device: Device) -> None:
    """Say of every section that the text is of another platform."""
    why = "看起来不是 StoneOS 的配置"
    for name in device.__struct_fields__:
        part = getattr(device, name)
        if hasattr(part, "missing"):
            part.missing = why
    for part in (
        device.snmp.communities,
        device.snmp.users,
        device.snmp.targets,
        device.logging.servers,
        device.clock.servers,
    ):
        part.missing = why
