"""The partner of a device is ready to take over."""

from __future__ import annotations

from dengbao.check import FIREWALLS, Device, NotApplicable, Role, Undecided, check, findings, offending
from dengbao.model import Redundancy

SHOWN_BY = ("huawei", "hp_comware", "cisco_ios", "cisco_asa", "fortinet", "juniper_junos", "paloalto_panos")
"""The platforms whose outputs of state are confirmed."""
SOUND = frozenset(
    {"master", "backup", "active", "standby", "standby ready", "listen", "ok", "primary", "secondary", "passive",
     "active-primary", "active-secondary"}
)  # fmt: skip
"""VRRP, IRF, HSRP (RFC 2281: Listen is a third router's), HRP, failover of ASA, health of a FortiGate, SRX, PAN-OS."""


def out_of_order(pair: Redundancy) -> bool:
    """Whether the pair would not take over: ``a/b`` are the states of this device and its partner.

    Raises:
        Undecided: no output told.
    """
    if not pair.state:
        raise Undecided("没有采集双机状态", pair.lines)
    return not all(state in SOUND for state in pair.state.lower().partition(";")[0].split("/"))


@check(title="双机热备状态正常", risk="medium", on=FIREWALLS | {Role.CORE, Role.ROUTER}, platforms=SHOWN_BY)
def comm_redundancy_healthy(device: Device) -> None:
    """The partner of a device is ready to take over.

    Passes when each VRRP or HSRP group, hot-standby pair, failover or cluster that is on is in a working state. Fails
    for each that is not. Not applicable where none is on (``comm_redundancy_configured`` says where one must be).
    Asked of VRP, Comware, IOS, ASA, FortiOS, Junos and PAN-OS. High-risk case 6.2.1.3 where the system must not stop.
    """
    pairs = [pair for pair in device.redundancy if pair.enabled]
    if not pairs:
        raise NotApplicable("没有启用双机热备")
    sick = offending(pairs, out_of_order)
    assert not sick, findings(sick, expected="主备状态正常", actual=lambda pair: f"状态为 {pair.state}")
