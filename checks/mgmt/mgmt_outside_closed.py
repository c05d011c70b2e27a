"""No management service answers on an interface that faces the outside."""

from __future__ import annotations

from checks.outside import faces_outside
from dengbao.check import FIREWALLS, Device, NotApplicable, Role, Undecided, check, findings, offending
from dengbao.model import Interface

SERVICES = frozenset({"ssh", "telnet", "http", "https", "snmp", "netconf"})


@check(title="外网接口不开放管理服务", risk="high", on=FIREWALLS | {Role.ROUTER})
def mgmt_outside_closed(device: Device) -> None:
    """No management service answers on an interface that faces the outside.

    Passes when no interface in an outside zone (by its name, or by an address of no declared inside zone) answers ssh,
    telnet, http, https or snmp. Fails for each that does. Not applicable where interfaces have no such setting or none
    faces the outside. High-risk case 6.4.3.1.
    """
    outside = [
        port
        for port in device.interfaces
        if port.unread or (not port.shutdown and faces_outside(port, device.site))  # what was not read may face it
    ]
    if not outside:
        raise NotApplicable("没有面向外网的接口")

    def answers(port: Interface) -> bool:
        if port.management is None:
            raise NotApplicable("接口上没有管理服务的开关")
        return bool(port.management & SERVICES)

    exposed = offending(outside, answers)
    assert not exposed, findings(
        exposed,
        expected="外网接口关闭管理服务",
        actual=lambda port: f"开放 {'、'.join(sorted((port.management or frozenset()) & SERVICES))}",
    )
    if unread := device.channels.unread:  # any of them might open a service there
        raise Undecided(f"管理服务的配置中有 {len(unread)} 行没有读懂", tuple(unread))
