"""Fortinet FortiOS 6 and 7: ``show`` or ``show full-configuration``, with or without VDOMs, and outputs beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dengbao.model import Device, Unknown, Unsupported
from parsers.fortinet import (
    channels,
    interfaces,
    logs,
    nat,
    objects,
    outputs,
    policy,
    routing,
    snmp,
    system,
    users,
    vpn,
    wireless,
)
from parsers.fortinet.config import Config, make_config
from parsers.fortinet.doubts import held
from parsers.fortinet.tree import read_tree
from parsers.text import clean_lines

CONFIG = "running-config"
END: re.Pattern[str] | None = None
"""FortiOS prints no end mark; that every ``config`` has its ``end`` is what shows a whole text."""

_HEAD = re.compile(r"^#config-version=F", re.MULTILINE)
_SECTION = re.compile(
    r"^ *config (?:system|firewall|log|vpn|router|user|vdom|global|wireless-controller)\b", re.MULTILINE
)
_BODY = re.compile(r"^ *(?:set|edit|end|next)\b", re.MULTILINE)
_FULL = "show-full-configuration"


def looks_like(text: str) -> bool:
    """Tell whether a text is a FortiOS configuration: its first line, or a section with what belongs into one."""
    return bool(_HEAD.search(text) or (_SECTION.search(text) and _BODY.search(text)))


def parse(outputs_: Mapping[str, str]) -> Device:
    """Read one FortiGate.

    Args:
        outputs_: masked texts: ``running-config``, and what was gathered beside it (``get-system-status``,
            ``get-system-ha-status``, ``show-full-configuration-...`` of single sections).

    Returns:
        The device; every line of every output read is accounted for in its coverage.
    """
    text = outputs_.get(CONFIG, "")
    lines = clean_lines(text)
    full = [(name, read_tree(clean_lines(other), name)) for name, other in outputs_.items() if name.startswith(_FULL)]
    config = make_config(read_tree(lines), [tree for _, tree in full], lines)
    device = config.device
    if looks_like(text):
        _read(config)
    else:
        _refuse(device)
    device.coverage[CONFIG] = bytes(config.main.status)
    for name, tree in full:
        device.coverage[name] = bytes(tree.status)
    for name, read in (
        (outputs.STATUS, outputs.read_status),
        (outputs.HA, outputs.read_ha),
        (outputs.PORTS, outputs.read_ports),
        (outputs.LOAD, outputs.read_load),
    ):
        if name in outputs_:
            device.coverage[name] = read(config, outputs_[name])
    return device


def _read(config: Config) -> None:
    """Read subject by subject; objects first, as policies need them."""
    device = config.device
    system.read(config)
    users.read(config)
    interfaces.read(config)
    wireless.read(config)
    books = objects.read(config)
    policy.read(config, books)
    policy.defence(config)
    nat.read(config, books)
    channels.read(config, books)
    vpn.read(config)
    logs.read(config)
    snmp.read(config)
    routing.read(config, books)
    layer2 = device.layer2
    switch = Unsupported("防火墙没有接入交换机的二层防护")
    layer2.dhcp_snooping = layer2.arp_inspection = layer2.source_guard = switch
    layer2.loop_protection = layer2.storm_control = layer2.nac = switch
    device.neighbours.missing = "没有采集邻居表"
    device.defence.ips_signature = device.defence.av_signature = Unknown("没有采集 get system status")
    device.health.cpu_percent = device.health.memory_percent = Unknown("没有采集 get system performance status")
    _put_down(config)


_TOPICS = (
    ("firewall DoS", "defence"), ("firewall address", "address_objects"), ("firewall service", "service_objects"),
    ("firewall schedule", "schedules"), ("firewall vip", "nat"), ("firewall ippool", "nat"),
    ("firewall central-snat", "nat"), ("firewall local-in", "channels"), ("firewall", "policies"),
    ("router static", "routes"), ("router policy", "routes"),
    ("router", "routing"), ("log tacacs", "aaa"), ("log", "logging"), ("vpn certificate", "certificates"),
    ("vpn", "proposals"), ("user", "aaa"), ("system automation", "archive"), ("system auto-script", "archive"),
    ("system central", "archive"), ("system snmp", "snmp"), ("system admin", "users"), ("system accprofile", "users"),
    ("system api-user", "channels"), ("system ntp", "clock"), ("system password", "passwords"),
    ("system ssh-config", "ssh"), ("system console", "terminals"), ("system ha", "redundancy"),
    ("system zone", "zones"), ("system sdwan", "zones"), ("system virtual-wan-link", "zones"),
    ("system settings", "policies"), ("system vdom", "vrfs"), ("system interface", "interfaces"), ("system", "system"),
    ("wireless-controller", "wlans"),
)  # fmt: skip


def _put_down(config: Config) -> None:
    """Put lines not understood that no record holds down to the part of the device that their section is about."""
    device, status = config.device, config.main.status
    sections = config.main.sections.items()
    parts = ((path, part) for (_, path), node in sections for part in (node, *node.entries.values()))
    doubts = [(path, part.unread) for path, part in parts if part.unread]
    known = set(held(device)) if doubts or config.main.unknown else set()
    for path, numbers in (*doubts, *config.main.unknown):
        topic = next((name for head, name in _TOPICS if path.startswith(head)), "system")
        getattr(device, topic).unread.extend(n for n in numbers if not status[n - 1] and n not in known)


def _refuse(device: Device) -> None:
    """Say of every section that the text is of another platform."""
    for name in device.__struct_fields__:
        part = getattr(device, name)
        if hasattr(part, "missing"):
            part.missing = "看起来不是 FortiOS 的配置"
    for part in (
        device.snmp.communities,
        device.snmp.users,
        device.snmp.targets,
        device.logging.servers,
        device.clock.servers,
    ):
        part.missing = "看起来不是 FortiOS 的配置"
