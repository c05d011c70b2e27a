"""Say of the model's sections that they were read, or why they were not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dengbao.model import Device, Section, Topic, Unknown

READ = (
    "interfaces", "vlans", "vrfs", "routes", "routing", "redundancy", "acls", "zones", "address_objects",
    "service_objects", "schedules", "nat", "proposals", "certificates", "users", "device_passwords", "terminals",
    "channels", "snmp.communities", "snmp.users", "snmp.targets", "logging.servers", "clock.servers",
)  # fmt: skip


def declare(device: Device, names: Iterable[str]) -> None:
    """Declare sections as read; an empty one then says that there is nothing."""
    for name in names:
        found: Any = device
        for part in name.split("."):
            found = getattr(found, part)
        found.missing = ""
    if not (device.terminals.missing or device.terminals.items):  # each of these devices has a console, and prints it
        device.terminals.missing = "配置里没有 line 行"
    device.neighbours.missing = "没有采集邻居表"
    device.defence.licences.missing = "没有采集许可证"


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
