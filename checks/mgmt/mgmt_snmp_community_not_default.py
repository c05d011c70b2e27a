"""No SNMP community is a default or easily guessed."""

from __future__ import annotations

import math

from dengbao.check import HOSTS, NETWORK, Device, NotApplicable, Undecided, check, findings, offending
from dengbao.model import Community

_LENGTHS = {"empty": (0, 0), "lt6": (1, 5), "lt8": (6, 7), "lt12": (8, 11), "ge12": (12, math.inf)}
"""The classes of lengths that masking keeps."""


@check(title="SNMP 团体字不是默认值且不易猜", risk="high", on=NETWORK | HOSTS)
def mgmt_snmp_community_not_default(device: Device) -> None:
    """No SNMP community is a default or easily guessed.

    Passes when there is no community, or none is public, private, listed as weak, or shorter than
    ``snmp_community_min_length``, as far as masking kept its length. Fails for each that is. Not applicable on a
    host without an agent. High-risk case 6.5.1.1.
    """
    if device.role in HOSTS and not device.snmp.enabled:
        raise NotApplicable("未启用 SNMP")

    least = device.limits["snmp_community_min_length"]

    def is_weak(community: Community) -> bool:
        if community.secret is None:
            raise Undecided("没有读到团体字", community.lines)
        return community.secret.guessable or _is_short(community.secret.length, least)

    weak = offending(device.snmp.communities, is_weak)
    assert not weak, findings(weak, expected=f"不是默认值,不少于 {least:g} 位", actual="团体字是默认值、常见值或太短")


def _is_short(length: str, least: float) -> bool:
    """Compare a class of lengths with the shortest allowed; a length that masking hid is none that was seen."""
    shortest, longest = _LENGTHS.get(length, (least, least))
    if shortest < least <= longest:
        raise Undecided(f"团体字有 {shortest:g} 至 {longest:g} 位,看不出够不够 {least:g} 位")
    return longest < least
