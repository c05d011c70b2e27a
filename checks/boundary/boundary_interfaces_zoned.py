"""Every interface that carries traffic belongs to a security zone."""

from __future__ import annotations

from dengbao.check import FIREWALLS, Device, check, findings, offending


@check(title="在用接口都归入安全域", risk="medium", on=FIREWALLS)
def boundary_interfaces_zoned(device: Device) -> None:
    """Every interface that carries traffic belongs to a security zone.

    Passes when each enabled interface with an address (loopback and management ports aside) has a zone.
    Fails for each that has none. High-risk case 6.3.1.1.
    """
    unzoned = offending(
        device.interfaces,
        lambda port: (
            not port.shutdown
            and bool(port.addresses or port.dynamic_address)
            and port.kind not in {"loopback", "management"}
            and not port.zone
        ),
    )
    assert not unzoned, findings(unzoned, expected="归入安全域", actual="有地址而不在任何安全域")
