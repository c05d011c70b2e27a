"""Whether addresses that may administer lie inside the management network."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network

from dengbao.model import Address, Undecided


def within(sources: Sequence[Address], allowed: Sequence[IPv4Network | IPv6Network]) -> bool:
    """Tell whether every source lies in an allowed network.

    Args:
        sources: what a management service accepts, at least one.
        allowed: ``site.management``; when empty, any source but "any" is good.

    Raises:
        Undecided: a source is no plain interval (a name, a non-contiguous mask).
    """
    for source in sources:
        if source.excluded:
            continue
        if source.is_any:
            return False
        if not source.resolved or source.other or source.wildcard:
            raise Undecided(f"管理来源 {source.ref or source.other or '(不连续掩码)'} 不是明确的地址段")
        if allowed and not any(
            net.version == source.family
            and int(net.network_address) <= source.low
            and source.high <= int(net.broadcast_address)
            for net in allowed
        ):
            return False
    return True
