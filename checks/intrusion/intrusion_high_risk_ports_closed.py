"""Ports that worms and intruders look for are closed to all but administrators and declared users."""

from __future__ import annotations

from checks.admission import exposed
from checks.boundary.boundary_high_risk_ports_closed import ports
from checks.zones import declared
from dengbao.check import HOSTS, Device, check, findings
from dengbao.model import Socket

_NUMBERS = {"tcp": 6, "udp": 17}


@check(title="主机高危端口不对业务网开放", risk="high", on=HOSTS)
def intrusion_high_risk_ports_closed(device: Device) -> None:
    """Ports that worms and intruders look for are closed to all but administrators and declared users.

    Passes when each port of ``boundary/high_risk_ports.yml`` on which the host listens (loopback aside) is one that a
    flow of the site declares with this host as its destination, or that the host's own firewall opens to
    ``site.management`` alone, or to nobody. Fails for each that others may reach. Windows' firewall: a block wins over
    an allow ([MS-GPFAS]); Linux': the first rule that matches. High-risk case 6.4.3.1.
    """
    found = exposed(device, lambda socket: title(socket) and not declared(device, socket.protocol, socket.port))
    assert not found, findings(
        found,
        expected="关闭,或只对管理网段开放,或在 site.flows 中声明",
        actual=lambda one: f"{title(one.socket)} 监听于 {one.socket.address},允许 {one.strangers} 访问",
        names=lambda one: {"name": str(one.socket.port), "protocol": one.socket.protocol},
    )


def title(socket: Socket) -> str:
    """What a high-risk port is for; "" when it is none."""
    return next(
        (
            one.title
            for one in ports()
            if one.protocol == _NUMBERS[socket.protocol] and one.low <= socket.port <= one.high
        ),
        "",
    )
