"""A gateway is taken over only by a partner that knows a key."""

from __future__ import annotations

from dengbao.check import NETWORK, Device, NotApplicable, Undecided, check, findings, offending
from dengbao.model import Redundancy

GATEWAYS = frozenset({"vrrp", "hsrp", "glbp", "failover"})
READ_OF = ("huawei", "hp_comware", "ruijie_os", "cisco_ios", "cisco_nxos", "cisco_asa", "juniper_junos")


def open_to_all(group: Redundancy) -> bool:
    """Whether a group needs no key.

    Raises:
        Undecided: it is not known which version of VRRP it speaks, or whether it has a key.
        NotApplicable: VRRP version 3 has no authentication.
    """
    if group.kind == "vrrp" and group.version is None:
        raise Undecided("不清楚 VRRP 的版本,版本 3 没有认证", group.lines)
    if group.version == 3:  # noqa: PLR2004 - of the protocol
        raise NotApplicable("VRRP 版本 3 没有认证(RFC 5798)")
    if group.authenticated is None:
        raise Undecided("不清楚是否认证", group.lines)
    return not group.authenticated


@check(title="网关冗余协议有认证", risk="medium", on=NETWORK, platforms=READ_OF)
def comm_redundancy_authenticated(device: Device) -> None:
    """A gateway is taken over only by a partner that knows a key.

    Passes when each group of VRRP version 2, HSRP or GLBP that is on authenticates its members, and ASA's failover has
    a key. Fails for each that does not. Not applicable without such a group, and to VRRP version 3, which has no
    authentication (RFC 5798).
    """
    groups = [group for group in device.redundancy if group.kind in GATEWAYS and group.enabled]
    if not groups:
        raise NotApplicable("没有启用 VRRP、HSRP、GLBP 或 failover")
    bare = offending(groups, open_to_all)
    assert not bare, findings(bare, expected="组内认证", actual="没有认证", names=_names)


def _names(group: Redundancy) -> dict[str, str]:
    return {"name": group.interface, "protocol": group.name.rpartition(" ")[2]}
