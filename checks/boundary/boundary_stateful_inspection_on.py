"""The firewall follows connections."""

from __future__ import annotations

from dengbao.check import FIREWALLS, Device, check, lacking, need


@check(title="状态检测没有关闭", risk="high", on=FIREWALLS)
def boundary_stateful_inspection_on(device: Device) -> None:
    """The firewall follows connections.

    Passes when stateful inspection is on. Fails when it is off.
    """
    problems = lacking(
        need(device.defence.stateful, bool, key="defence:stateful", expected="开启状态检测", actual="{}")
    )
    assert not problems, problems
