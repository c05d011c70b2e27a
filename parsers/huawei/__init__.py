"""Huawei VRP: S and CE switches, AR and NE routers, USG and HiSecEngine firewalls with virtual systems.

Rests on the vendor's command references (S V200R019–R021, NE 8000, YunShan S V600, USG6000E) and on printed
configurations of V200R003 to V600R024 and USG V500; what they do not confirm is Unknown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from dengbao.model import Device
from parsers.blocks import Block, read_blocks
from parsers.grammar import IRRELEVANT, USED, Reading
from parsers.huawei import (
    aaa,
    acl,
    channels,
    clock,
    filters,
    info_center,
    interfaces,
    interzone,
    irrelevant,
    layer2,
    nat,
    objects,
    operation,
    passwords,
    policy,
    redundancy,
    routing,
    snmp,
    ssh,
    strays,
    system,
    terminals,
    users,
    vpn,
)
from parsers.huawei import (
    outputs as displays,
)
from parsers.huawei.dialect import detect, looks_like
from parsers.huawei.opaque import hide, restore
from parsers.huawei.state import TOP, State
from parsers.text import clean_lines

__all__ = ["END", "looks_like", "parse"]

END = re.compile(r"^return$", re.MULTILINE)
"""The last line of a whole configuration (once per virtual system)."""

_SEPARATORS = frozenset({"#"})
_ORDER = (
    irrelevant, interfaces, system, aaa, users, passwords, terminals, objects, policy, interzone, layer2, filters,
    acl, snmp, info_center, clock, ssh, channels, routing, redundancy, vpn, nat, operation, strays,
)  # fmt: skip
_NOISE = re.compile(r"^(?:!|[<\[]|#|\d{4}-\d\d-\d\d \d\d:\d\d|\d\d:\d\d:\d\d +\d{4}/|-{3,}|[A-Z][a-z]{2} +\d+ \d{4} )")
_PREFIX = re.compile(r"^(?:HRP_[A-Z])?[<\[][^<>\[\]]+[>\]]")


def parse(outputs: Mapping[str, str]) -> Device:
    """Read one device.

    Args:
        outputs: masked texts by output name; ``running-config`` is ``display current-configuration``.

    Returns:
        The device. Never raises: what is not understood is accounted in ``coverage``.
    """
    text = outputs.get("running-config", "")
    lines = clean_lines(text)
    if not looks_like(text):
        return _refused(lines)
    shown, bodies = hide(lines)
    reading = Reading(
        lines, separators=_SEPARATORS, scratch=State(version=detect(lines, outputs.get("display-version", "")))
    )
    blocks = read_blocks(shown, separators=_SEPARATORS)
    restore(blocks, bodies)
    _read(reading, blocks)
    for module in _ORDER:
        if hasattr(module, "finish"):
            module.finish(reading)
    device = reading.finish()
    displays.read(device, outputs)
    return device


def _refused(lines: list[str]) -> Device:
    """Nothing is known of a text that is no VRP configuration."""
    reading = Reading(lines, separators=_SEPARATORS)
    device = reading.finish()
    for name in device.__struct_fields__:
        part = getattr(device, name)
        if hasattr(part, "missing"):
            part.missing = "看起来不是华为 VRP 的配置"
    return device


def _read(reading: Reading, blocks: list[Block]) -> None:
    """Read top blocks, minding which virtual system they belong to."""
    state: State = reading.scratch
    pending: list[Block] = []
    for block in blocks:
        if block.text.startswith("switch vsys ") or block.text == "return":
            reading.top(pending, TOP)
            pending = []
            reading.status[block.number - 1] = USED
            state.context = block.text.split()[2] if block.text.startswith("switch") else ""
            reading.top(block.children, TOP)
        elif _NOISE.match(block.text) or _PREFIX.match(block.text):
            _noise(reading, block)
        else:
            pending.append(block)
    reading.top(pending, TOP)


def _noise(reading: Reading, block: Block) -> None:
    """A header, a prompt, a message of the terminal; what ``#****BEGIN`` frames is the portal of an SSL VPN gateway."""
    if block.text.startswith("#****"):
        reading.skip(block)
    else:
        reading.status[block.number - 1] = IRRELEVANT
        reading.top(block.children, TOP)
