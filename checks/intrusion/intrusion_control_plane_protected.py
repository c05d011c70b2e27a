"""A flood of packets to the device itself does not stop its processor."""

from __future__ import annotations

from dengbao.check import SWITCHES, Device, Role, check, lacking, need


@check(title="控制平面有防护", risk="low", on=SWITCHES | {Role.ROUTER})
def intrusion_control_plane_protected(device: Device) -> None:
    """A flood of packets to the device itself does not stop its processor.

    Passes when packets to the processor are policed: by a policy that is applied, or by the one that the platform
    applies by default. Fails when nothing polices them.
    """
    problems = lacking(
        need(
            device.defence.control_plane,
            bool,
            key="defence:control-plane",
            expected="限制送往处理器的报文",
            actual="{}",
        )
    )
    assert not problems, problems
