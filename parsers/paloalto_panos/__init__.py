"""Palo Alto PAN-OS: the running configuration as XML, as set lines, or in braces; one or several virtual systems.

Rests on the vendor's web interface help and administrator's guide, its day-one template, and printed configurations of
PAN-OS 8 to 11. All three forms are read into one tree by one schema; what Panorama pushed is read where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from dengbao.model import Channel, Device
from parsers.grammar import IRRELEVANT
from parsers.paloalto_panos import accounts, certificates, network, objects, operation, policies, services, vpn
from parsers.paloalto_panos import outputs as displays
from parsers.paloalto_panos.schema import SCHEMA
from parsers.paloalto_panos.state import Config, find_parts
from parsers.statements import Tree, read_braces, read_set_lines, read_xml
from parsers.text import clean_lines

__all__ = ["END", "looks_like", "parse"]

END = re.compile(r"^</(?:response|config)>\s*$|^\}\s*$", re.MULTILINE)
"""The last line of a whole configuration in XML or in braces; the set form has no end mark."""

_SUBJECTS = (network, objects, accounts, services, operation, policies, vpn, certificates)
_TOP = (
    "deviceconfig|mgt-config|network|shared|vsys|zone|rulebase|address|address-group|service|service-group|profiles"
    "|profile-group|device-group|template|devices|import|log-settings|application|application-group|tag|external-list"
    "|panorama|policy|schedule"
)
_SET = re.compile(rf"^set (?:{_TOP}) ", re.MULTILINE)
_BRACE = re.compile(rf"^\s*(?:{_TOP}) \{{", re.MULTILINE)
_OWN = re.compile(r"^\s*(?:mgt-config|deviceconfig|devices|rulebase) \{", re.MULTILINE)
_XML = re.compile(r"<(?:config|response|mgt-config|deviceconfig|devices|shared)\b")
_JUNOS = re.compile(
    r"^set (?:system|interfaces|security|protocols|policy-options|routing-options|version) ", re.MULTILINE
)
_NOISE = re.compile(r"^(?:[\w.\\-]+@[\w.-]+(?:\([^)]*\))?[>#]|\[edit\]|(?:Entering|Exiting) configuration mode)")
_WRAPPERS = frozenset({"response", "result", "config"})


def looks_like(text: str) -> bool:
    """Whether a text is a PAN-OS configuration, whole or short."""
    if text.lstrip("\ufeff \t\r\n").startswith("<") or "<config" in text[:2000]:
        return bool(_XML.search(text)) and "<windows" not in text[:200]
    if _SET.search(text):
        return not _JUNOS.search(text)
    return bool(_OWN.search(text))


def parse(outputs: Mapping[str, str]) -> Device:
    """Read one device.

    Args:
        outputs: masked texts by output name; ``running-config`` is ``show config running`` in any form.

    Returns:
        The device. Never raises: what is not understood is accounted in ``coverage``.
    """
    text = outputs.get("running-config", "")
    lines = clean_lines(text)
    device = Device()
    if not looks_like(text):
        for name in device.__struct_fields__:
            part = getattr(device, name)
            if hasattr(part, "missing"):
                part.missing = "看起来不是派拓 PAN-OS 的配置"
        device.coverage["running-config"] = bytes(IRRELEVANT if not line.strip() else 0 for line in lines)
        return device
    tree = Tree(["" if _NOISE.match(line) else line for line in lines], SCHEMA)
    if _SET.search(text):
        read_set_lines(tree)
    elif _OWN.search(text) and not _XML.search(text):
        read_braces(tree)
    else:
        read_xml(tree, _WRAPPERS)
    config = find_parts(tree.root, device)
    for subject in _SUBJECTS:
        subject.read(config)
    _snmp_channel(config)
    services.manage(config)
    services.merge(config)
    device.coverage["running-config"] = bytes(tree.status)
    displays.read(device, outputs)
    return device


def _snmp_channel(config: Config) -> None:
    """The agent on the MGT port; those on data ports stand with their profiles."""
    device = config.device
    device.channels.items.append(
        Channel(
            name="snmp", enabled=device.snmp.enabled, port=161, interfaces=("mgt",),
            sources=services.sources_of(config.at("deviceconfig system")),
        )
    )  # fmt: skip
