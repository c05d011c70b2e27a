"""Routes are learnt only from neighbours that know a key."""

from __future__ import annotations

from dengbao.check import NETWORK, Device, NotApplicable, Undecided, check, findings, offending
from dengbao.model import RoutingProcess


def open_to_all(process: RoutingProcess) -> bool:
    """Whether neighbours need no key.

    Raises:
        Undecided: it is not known.
    """
    if process.authenticated is None:
        raise Undecided("不清楚邻居之间是否认证", process.lines)
    return not process.authenticated


@check(title="动态路由协议有邻居认证", risk="medium", on=NETWORK)
def comm_routing_authenticated(device: Device) -> None:
    """Routes are learnt only from neighbours that know a key.

    Passes when each OSPF, BGP, RIP, IS-IS or EIGRP process authenticates its neighbours. Fails for each that does not.
    Not applicable without dynamic routing. VRRP is left out: RFC 5798 took its authentication away.
    """
    if not len(device.routing):
        raise NotApplicable("没有启用动态路由协议")
    bare = offending(device.routing, open_to_all)
    assert not bare, findings(
        bare,
        expected="邻居认证",
        actual="没有认证",
        names=lambda process: {"protocol": process.protocol, "name": process.name},
    )
