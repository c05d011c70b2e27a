"""IP source guard keeps forged addresses out."""

from __future__ import annotations

from dengbao.check import Device, Role, check, lacking, need


@check(title="接入交换机启用 IP 源防护", risk="low", on={Role.ACCESS})
def boundary_source_guard_enabled(device: Device) -> None:
    """IP source guard keeps forged addresses out.

    Passes when it is on for the access switch. Fails when it is off.
    """
    problems = lacking(
        need(device.layer2.source_guard, bool, key="layer2:source-guard", expected="启用IP 源防护", actual="{}")
    )
    assert not problems, problems
