"""Administrators come through the bastion alone."""

from __future__ import annotations

from functools import partial

from checks.sources import within
from dengbao.check import NETWORK, Device, Findings, Found, NotApplicable, Site, check, combined, offending
from dengbao.model import Channel

SESSIONS = frozenset({"ssh", "telnet", "http", "https", "netconf"})
"""Ways in that a person uses; a monitoring platform asks by SNMP or an API."""


@check(title="设备只接受堡垒机的运维登录", risk="medium")
def mgmt_bastion_only(site: Site) -> None:
    """Administrators come through the bastion alone.

    Passes when every management service of a network device that opens a session accepts the addresses of
    ``site.bastions`` and no others. Fails for each that accepts anybody, or somebody else. Not applicable when the site
    declares no bastion: a document shows then how operations are watched.
    """
    bastions = site.settings.bastions
    if not bastions:
        raise NotApplicable("清单没有声明堡垒机(site.bastions)")
    for place, network in enumerate(bastions, 1):
        site.cite("bastions", place, str(network))
    devices = [device for device in site.devices if device.role in NETWORK]
    if not devices:
        raise NotApplicable("清单里没有网络设备")
    problems = combined(*(partial(_others, device, site) for device in devices))
    assert not problems, problems


def _others(device: Device, site: Site) -> Findings:
    def is_open(channel: Channel) -> bool:
        if channel.name not in SESSIONS or not channel.enabled:
            return False
        return not channel.sources.value or not within(channel.sources.value, site.settings.bastions)

    return Findings(
        Found(
            key=f"bastion:{device.name}:{channel.name}",
            expected=f"只接受堡垒机 {'、'.join(map(str, site.settings.bastions))}",
            actual=f"{channel.name} 允许堡垒机以外的来源" if channel.sources.value else f"{channel.name} 不限来源",
            lines=channel.lines,
            file=channel.file,
            device=device.name,
        )
        for channel in offending(device.channels, is_open)
    )
