"""Administration is accepted from the management network alone."""

from __future__ import annotations

from checks.sources import within
from dengbao.check import NETWORK, Device, check, findings, offending
from dengbao.model import Channel

WATCHED = frozenset({"ssh", "telnet", "http", "https", "snmp", "netconf", "api"})


@check(title="限制管理来源地址", risk="medium", on=NETWORK)
def mgmt_source_restricted(device: Device) -> None:
    """Administration is accepted from the management network alone.

    Passes when every management service that is on limits its sources to ``site.management`` (to anything narrower than
    all, when the site declares none). Fails for each that anybody, or somebody else, may reach.
    """
    allowed = device.site.management

    def is_open(channel: Channel) -> bool:
        if channel.name not in WATCHED or not channel.enabled:
            return False
        return not channel.sources.value or not within(channel.sources.value, allowed)

    unlimited = offending(device.channels, is_open)
    assert not unlimited, findings(
        unlimited,
        expected=f"只接受管理网段 {'、'.join(map(str, allowed)) or '(限定的地址)'}",
        actual=lambda channel: "不限来源" if not channel.sources.value else "允许管理网段以外的来源",
        lines=lambda channel: (
            *channel.lines,
            *(() if channel.lines and channel.enabled.file else channel.sources.lines),
        ),
    )
