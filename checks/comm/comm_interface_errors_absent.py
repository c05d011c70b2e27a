"""Links are sound."""

from __future__ import annotations

from dengbao.check import NETWORK, Device, Undecided, check, findings, offending
from dengbao.model import Interface


def rate(port: Interface) -> float:
    """Errors in a million packets; 0 without errors, or while there are no packets at all.

    Raises:
        Undecided: there are errors, and the output does not count packets.
    """
    if port.errors and port.packets is None:
        raise Undecided(f"有 {port.errors} 个错误,但没有采集收发包数,算不出错误率")
    return port.errors * 1e6 / port.packets if port.errors and port.packets else 0.0


@check(title="接口没有大量错误和半双工", risk="low", on=NETWORK)
def comm_interface_errors_absent(device: Device) -> None:
    """Links are sound.

    Passes when no interface that is up is half duplex, disabled by an error, or has more than ``interface_error_ppm``
    errors a million packets. Fails for each that is. Needs the output that shows states or counters.
    """
    most = device.limits["interface_error_ppm"]
    ports = list(device.interfaces)
    if all(port.up is None and port.errors is None for port in ports):
        raise Undecided("没有采集接口状态和计数")
    sick = offending(
        ports,
        lambda port: bool(port.err_disabled) or (port.up is True and port.duplex == "half") or rate(port) > most,
    )
    assert not sick, findings(
        sick,
        expected=f"全双工,错误率不超过百万分之 {most:g}",
        actual=lambda port: port.err_disabled or ("半双工" if port.duplex == "half" else f"百万分之 {rate(port):.0f}"),
    )
