"""Which sections this parser reads, and which an ASA cannot have."""

from __future__ import annotations

from dengbao.model import Device, Section, Topic, Unknown, Unsupported
from parsers.grammar import Reading

_READ = (
    "interfaces", "vrfs", "routes", "routing", "redundancy", "acls", "zones", "policies", "address_objects",
    "service_objects", "schedules", "nat", "proposals", "certificates", "users", "device_passwords", "terminals",
    "channels", "snmp.communities", "snmp.users", "snmp.targets", "logging.servers", "clock.servers",
)  # fmt: skip
_LAYER2 = ("dhcp_snooping", "arp_inspection", "source_guard", "bindings", "nac", "loop_protection", "storm_control")


def _section(device: Device, name: str) -> Section[object]:
    found = device
    for part in name.split("."):
        found = getattr(found, part)
    assert isinstance(found, Section)
    return found


def finish_sections(reading: Reading) -> None:
    """Declare what was read; an empty section then says that there is nothing."""
    device = reading.device
    for name in _READ:
        _section(device, name).missing = ""
    device.vlans.unsupported = "ASA 没有 VLAN 表,子接口写明 VLAN"
    device.neighbours.missing = "没有采集 show arp"
    for name in _LAYER2:
        setattr(device.layer2, name, Unsupported("ASA 不是接入交换机"))
    device.defence.licences.missing = "没有采集 show version"
    health = device.health
    for name in ("cpu_percent", "memory_percent", "power_supplies", "alarms"):
        setattr(health, name, Unknown("没有采集 show cpu、show environment 等输出"))


def refuse(device: Device, why: str) -> None:
    """Say of every part that it is missing, and why."""
    for name in type(device).__struct_fields__:
        part = getattr(device, name)
        if isinstance(part, Section):
            part.missing = why
        if isinstance(part, Topic):
            for inner in type(part).__struct_fields__:
                value = getattr(part, inner)
                if isinstance(value, Section):
                    value.missing = why
                elif isinstance(value, Unknown):
                    setattr(part, inner, Unknown(why))
