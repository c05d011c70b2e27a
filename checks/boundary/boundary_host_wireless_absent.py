"""No host leaves the wired network through the air."""

from __future__ import annotations

from dengbao.check import HOSTS, Device, check, findings, offending

_AIR = {"wireless": "无线网卡", "mobile": "移动网络"}


@check(title="主机没有启用的无线网卡", risk="medium", on=HOSTS)
def boundary_host_wireless_absent(device: Device) -> None:
    """No host leaves the wired network through the air.

    Passes when no wireless or mobile adapter carries a link. Fails for each that does; where the site serves wireless
    workstations, a waiver names them.
    """
    air = offending(device.host.network.adapters, lambda adapter: adapter.kind in _AIR and bool(adapter.up))
    assert not air, findings(air, expected="停用无线接入", actual=lambda adapter: f"{_AIR[adapter.kind]}已连接")
