"""No SNMP community is a default or easily guessed."""

from __future__ import annotations

from dengbao.check import HOSTS, NETWORK, Device, NotApplicable, Undecided, check, findings, offending
from dengbao.model import Community


@check(title="SNMP 团体字不是默认值且不易猜", risk="high", on=NETWORK | HOSTS)
def mgmt_snmp_community_not_default(device: Device) -> None:
    """No SNMP community is a default or easily guessed.

    Passes when there is no community, or none is public, private, listed as weak, or under 8 characters.
    Fails for each that is. Not applicable on a host without an agent. High-risk case 6.5.1.1.
    """
    if device.role in HOSTS and not device.snmp.enabled:
        raise NotApplicable("未启用 SNMP")

    def is_weak(community: Community) -> bool:
        if community.secret is None:
            raise Undecided("没有读到团体字", community.lines)
        return community.secret.guessable or community.secret.length == "lt8"

    weak = offending(device.snmp.communities, is_weak)
    assert not weak, findings(weak, expected="不是默认值,不少于 8 位", actual="团体字是默认值、常见值或太短")
