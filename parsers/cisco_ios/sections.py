"""Which sections this parser reads, and which IOS cannot have."""

from __future__ import annotations

from dengbao.model import Device, Section, Topic, Unknown, Unsupported
from parsers.grammar import Reading

_READ = (
    "interfaces", "vlans", "vrfs", "routes", "routing", "redundancy", "acls", "zones", "address_objects", "service_objects",
    "schedules", "nat", "proposals", "certificates", "users", "device_passwords", "terminals", "channels",
    "snmp.communities", "snmp.users", "snmp.targets", "logging.servers", "clock.servers",
)  # fmt: skip
_FROM_OUTPUTS = {"neighbours": "没有采集 show cdp neighbors、show arp 等输出"}


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
    for name, why in _FROM_OUTPUTS.items():
        _section(device, name).missing = why
    defence, health = device.defence, device.health
    defence.attack_defence = Unsupported("IOS 没有整机的攻击防护开关")
    defence.ips_signature = defence.av_signature = Unsupported("IOS 自身没有入侵特征库和病毒库")
    defence.licences.missing = "没有采集 show license"
    for name in ("cpu_percent", "memory_percent", "power_supplies", "alarms"):
        setattr(health, name, Unknown("没有采集 show processes cpu、show environment 等输出"))


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
