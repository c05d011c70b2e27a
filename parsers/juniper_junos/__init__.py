"""Juniper Junos: SRX and vSRX firewalls, EX and QFX switches, MX routers; braces and ``set`` form alike.

Rests on the vendor's CLI reference and guides (named where a fact depends on them) and on printed configurations of
releases 12 to 25. A configuration is read into a tree by the schema that the subjects put together, groups are
inherited, and each subject then reads its part.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice

from dengbao.model import Device
from parsers.grammar import IRRELEVANT
from parsers.juniper_junos import (
    accounts,
    clock,
    filters,
    interfaces,
    irrelevant,
    logs,
    nat,
    objects,
    policies,
    routes,
    services,
    snmp,
    system,
    vpn,
)
from parsers.juniper_junos import (
    outputs as displays,
)
from parsers.juniper_junos.state import Config
from parsers.statements import Spec, Tree, apply_groups, read_braces, read_schema, read_set_lines
from parsers.text import LineStarts, clean_lines

__all__ = ["END", "looks_like", "parse"]

END: re.Pattern[str] | None = None
"""Junos prints no end mark; a configuration is whole when its braces close."""

_SUBJECTS = (
    filters, interfaces, objects, accounts, services, system, policies, snmp, logs, clock, nat, vpn, routes,
)  # fmt: skip
_NOISE = re.compile(
    r"^(?:[\w.-]+@[\w.-]+[>#%]|Last login:|--- JUNOS|\{(?:primary|secondary|master|backup|linecard)\S*\}$|\[edit\b"
    r"|(?:Entering|Exiting) configuration mode|Screen (?:length|width) set)"
)
_INSIDE = frozenset(" }")  # how most lines begin, and none of a terminal's noise
_TOP = (
    "system|security|interfaces|protocols|snmp|routing-options|policy-options|routing-instances|firewall|chassis|vlans"
    "|groups|apply-groups|version|applications|class-of-service|forwarding-options|ethernet-switching-options"
    "|switch-options|virtual-chassis|logical-systems|tenants|access|schedulers|event-options|poe|services"
)
_SET = LineStarts(rf"(?:set|deactivate) (?:{_TOP}) ")
_BRACE = LineStarts(rf"(?:inactive: |protect: |replace: )*(?:{_TOP}) \{{")
_NODE = LineStarts(r"\{(?:primary|secondary)[\w-]*:(node\d)\}")
_STATEMENT = re.compile(r"[;{}](?:\s*##.*)?\s*$", re.MULTILINE)
_FEW = 3


def _schema() -> Spec:
    """All subjects' statements; the whole again below groups, logical systems and tenants."""
    text = "\n".join(subject.SCHEMA for subject in (*_SUBJECTS, irrelevant))
    top = read_schema(text, everywhere=("apply-groups", "apply-groups-except"))
    for name in ("groups", "logical-systems", "tenants"):
        top.kids[name] = Spec(any=top)
    return top


_SCHEMA = _schema()


def looks_like(text: str) -> bool:
    """Whether a text is a Junos configuration, whole or short."""
    if _SET.search(text):
        return True
    return bool(_BRACE.search(text)) and sum(1 for _ in islice(_STATEMENT.finditer(text), _FEW)) == _FEW


def parse(outputs: Mapping[str, str]) -> Device:
    """Read one device.

    Args:
        outputs: masked texts by output name; ``running-config`` is ``show configuration``, with or without
            ``| display set`` or ``| display inheritance``.

    Returns:
        The device. Never raises: what is not understood is accounted in ``coverage``.
    """
    text = outputs.get("running-config", "")
    lines = clean_lines(text)
    tree = Tree(["" if line[:1] not in _INSIDE and _NOISE.match(line) else line for line in lines], _SCHEMA)
    device = Device()
    if not looks_like(text):
        _refuse(device)
        device.coverage["running-config"] = bytes(IRRELEVANT if not line.strip() else 0 for line in lines)
        return device
    (read_set_lines if _SET.search(text) and not _BRACE.search(text) else read_braces)(tree)
    apply_groups(tree.root, _SCHEMA, node_groups=_node_groups(text))
    config = Config(tree.root, device, version=tree.root.word("version"))
    policies.find_kind(config)
    for subject in _SUBJECTS:
        subject.read(config)
    interfaces.manage(config)
    device.coverage["running-config"] = bytes(tree.status)
    displays.read(device, outputs)
    return device


def _node_groups(text: str) -> tuple[str, ...]:
    """What ``${node}`` stands for: the node that the prompt names, else all, the first one first."""
    shown = _NODE.search(text)
    return (shown[1],) if shown else ("node0", "node1")


def _refuse(device: Device) -> None:
    """Nothing is known of a text that is no Junos configuration."""
    for name in device.__struct_fields__:
        part = getattr(device, name)
        if hasattr(part, "missing"):
            part.missing = "看起来不是瞻博 Junos 的配置"
