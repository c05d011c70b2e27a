"""The platforms, one line each: the name of the inventory, and what is needed to tell their texts apart.

A platform's package ``parsers.<name>`` offers ``parse(outputs) -> Device``: ``outputs`` maps an output's name
(``running-config``, ``display-version`` ...) to its masked text. It never raises on any text: what is not understood
is accounted as such in ``Device.coverage``.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping

from msgspec import Struct

from dengbao.model import Device
from parsers import neighbours, policy_routes, routing_tables
from parsers.collector import paused


class Platform(Struct, frozen=True):
    """One platform: its name in reports, and whether it is network gear that has a running configuration."""

    name: str
    title: str
    network: bool = True


PLATFORMS = {
    platform.name: platform
    for platform in (
        Platform("huawei", "华为 VRP / USG"),
        Platform("hp_comware", "H3C Comware / SecPath"),
        Platform("ruijie_os", "锐捷 RGOS"),
        Platform("zte_zxros", "中兴 ZXROS"),
        Platform("cisco_ios", "思科 IOS / IOS-XE"),
        Platform("cisco_nxos", "思科 NX-OS"),
        Platform("cisco_asa", "思科 ASA"),
        Platform("fortinet", "飞塔 FortiOS"),
        Platform("hillstone_stoneos", "山石 StoneOS"),
        Platform("juniper_junos", "瞻博 Junos"),
        Platform("paloalto_panos", "派拓 PAN-OS"),
        Platform("windows", "Windows", network=False),
        Platform("linux", "Linux", network=False),
        Platform("ups", "UPS", network=False),
    )
}


def parse(platform: str, outputs: Mapping[str, str]) -> Device | None:
    """Read one host's outputs.

    Args:
        platform: a name of ``PLATFORMS``.
        outputs: masked texts by output name.

    Returns:
        The device; None when no parser reads this platform yet.
    """
    try:
        module = importlib.import_module(f"parsers.{platform}")
    except ModuleNotFoundError as error:
        if error.name == f"parsers.{platform}":
            return None
        raise
    if not hasattr(module, "parse"):
        return None
    with paused():
        device: Device = module.parse(outputs)
        neighbours.read(device, platform, outputs)
        routing_tables.read(device, platform, outputs)
    device.policy_routes = policy_routes.lines_of(platform, outputs.get("running-config", ""))
    device.platform = platform
    return device
