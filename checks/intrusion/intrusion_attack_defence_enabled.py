"""Defence against floods, scans and malformed packets is on."""

from __future__ import annotations

from dengbao.check import FIREWALLS, Device, check, lacking, need


@check(title="开启攻击防范", risk="medium", on=FIREWALLS)
def intrusion_attack_defence_enabled(device: Device) -> None:
    """Defence against floods, scans and malformed packets is on.

    Passes when the firewall's attack defence is on. Fails when it is off.
    """
    problems = lacking(
        need(device.defence.attack_defence, bool, key="defence:attack", expected="开启攻击防范", actual="{}")
    )
    assert not problems, problems
