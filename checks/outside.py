"""What faces the outside: by a zone's usual name, or by an address that no declared zone but ``any`` holds."""

from __future__ import annotations

from typing import Any

from dengbao.check import Device
from dengbao.model import Interface, Rule, Zone

_NAMES = frozenset({"untrust", "outside", "wan", "internet", "external", "公网", "外网", "互联网"})


def is_outside(zone: str) -> bool:
    """Whether a zone's name says that it is the outside; ``wan1`` and ``untrust-2`` are."""
    name = zone.lower()
    return any(name == known or name.rstrip("0123456789-_") == known for known in _NAMES)


def outside_zones(device: Device) -> list[Zone]:
    """The zones with ports that face the outside: by the zone's name, or by a port of it."""
    facing = {port.zone for port in device.interfaces if port.zone and faces_outside(port, device.site)}
    return [zone for zone in device.zones if zone.interfaces and (is_outside(zone.name) or zone.name in facing)]


def may_permit(rule: Rule) -> bool:
    """Whether a policy is on and lets traffic through, or might: its action was not understood."""
    return rule.enabled and (rule.permits or bool(rule.unread and rule.action == "other"))


def touches_outside(rule: Rule) -> bool:
    """Whether a policy lets traffic to or from the outside; a policy of any zone does."""
    zones = (*rule.source_zones, *rule.destination_zones)
    return not rule.source_zones or not rule.destination_zones or any(map(is_outside, zones))


def faces_outside(port: Interface, site: Any) -> bool:  # noqa: ANN401 - the site as people wrote it
    """Whether an interface faces the outside: in an outside zone, or with an address of no declared inside zone."""
    if port.zone and is_outside(port.zone):
        return True
    inside = [network for zone in site.zones.values() for network in zone.networks if network != "any"]
    return bool(inside) and any(
        not any(
            network.version == own.family
            and int(network.network_address) <= own.address <= int(network.broadcast_address)
            for network in inside
        )
        for own in port.addresses
        if not own.secondary
    )
