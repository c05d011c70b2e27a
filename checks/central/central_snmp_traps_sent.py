"""Alarms reach a management station."""

from __future__ import annotations

from dengbao.check import NETWORK, Device, Found, check, lacking, need


@check(title="告警发往网管", risk="medium", on=NETWORK)
def central_snmp_traps_sent(device: Device) -> None:
    """Alarms reach a management station.

    Passes when traps are on and a target is configured. Fails when not.
    """
    targets = list(device.snmp.targets)
    problems = lacking(need(device.snmp.traps, bool, key="snmp:traps", expected="启用 Trap 告警", actual="{}"))
    if not problems and not targets:
        problems.append(Found(key="snmp:traps", expected="配置告警接收端", actual="没有接收端"))
    assert not problems, problems
