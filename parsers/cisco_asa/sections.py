"""Which sections this parser reads, and which an ASA cannot have."""

from __future__ import annotations

from dengbao.model import Unknown, Unsupported
from parsers.grammar import Reading
from parsers.ioslike.sections import READ, declare

_LAYER2 = ("dhcp_snooping", "arp_inspection", "source_guard", "bindings", "nac", "loop_protection", "storm_control")


def finish_sections(reading: Reading) -> None:
    """Declare what was read; an empty section then says that there is nothing."""
    device = reading.device
    declare(device, READ)
    device.vlans.unsupported = "ASA 没有 VLAN 表,子接口写明 VLAN"
    for name in _LAYER2:
        setattr(device.layer2, name, Unsupported("ASA 不是接入交换机"))
    for name in ("cpu_percent", "memory_percent", "power_supplies", "alarms"):
        setattr(device.health, name, Unknown("没有采集 show cpu、show environment 等输出"))
