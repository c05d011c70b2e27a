"""Ports without a link are shut down."""

from __future__ import annotations

from dengbao.check import SWITCHES, Device, Undecided, check, findings, offending
from dengbao.model import Interface


@check(title="空闲端口已关闭", risk="medium", on=SWITCHES)
def intrusion_unused_ports_shutdown(device: Device) -> None:
    """Ports without a link are shut down.

    Passes when every physical port that is down is shut down by configuration. Fails for each that would come up when
    somebody plugs in. Needs the output that shows link states.
    """

    def is_idle(port: Interface) -> bool:
        if port.kind != "physical" or port.shutdown:
            return False
        if port.up is None:
            raise Undecided("没有采集端口的链路状态", port.lines)
        return not port.up

    idle = offending(device.interfaces, is_idle)
    assert not idle, findings(idle, expected="空闲端口 shutdown", actual="没有链路,也没有关闭")
