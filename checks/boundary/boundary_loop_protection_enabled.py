"""A loop behind an access port does not take the network down."""

from __future__ import annotations

from dengbao.check import Device, Role, check, lacking, need


@check(title="接入交换机启用环路防护", risk="low", on={Role.ACCESS})
def boundary_loop_protection_enabled(device: Device) -> None:
    """A loop behind an access port does not take the network down.

    Passes when BPDU protection, loop detection or the like is on for the access switch. Fails when none is: whoever
    plugs a switch of their own in can then bring the network down.
    """
    problems = lacking(
        need(
            device.layer2.loop_protection,
            bool,
            key="layer2:loop-protection",
            expected="启用 BPDU 保护或环路检测",
            actual="{}",
        )
    )
    assert not problems, problems
