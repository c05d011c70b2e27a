"""Core and border devices have a partner."""

from __future__ import annotations

from dengbao.check import Device, Findings, Found, Role, check


@check(title="关键设备有冗余", risk="medium", on={Role.CORE, Role.BORDER_FIREWALL})
def comm_redundancy_configured(device: Device) -> None:
    """Core and border devices have a partner.

    Passes when VRRP, HSRP, a hot-standby pair, a stack or a cluster is configured and on. Fails when nothing is.
    High-risk case 6.2.1.3 where the system must not stop.
    """
    pairs = [pair for pair in device.redundancy if pair.enabled]
    assert pairs, Findings([Found(key="redundancy:none", expected="配置双机热备、VRRP 或堆叠", actual="没有配置")])
