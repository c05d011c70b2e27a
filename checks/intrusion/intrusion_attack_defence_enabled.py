"""Defence against floods, scans and malformed packets is on."""

from __future__ import annotations

from checks.outside import outside_zones
from dengbao.check import FIREWALLS, Device, check, findings, lacking, need, offending


@check(title="开启攻击防范", risk="medium", on=FIREWALLS)
def intrusion_attack_defence_enabled(device: Device) -> None:
    """Defence against floods, scans and malformed packets is on.

    Passes when the firewall's attack defence is on; where the platform binds it to zones, when it is bound to each zone
    that faces the outside (by its name, or by an address of no declared inside zone on one of its interfaces), or to
    any where none does. Fails when it is off, and for each outside zone without it.
    """
    outside = outside_zones(device) if device.defence.zoned else []
    if outside:
        bare = offending(outside, lambda zone: zone.screened is None or not zone.screened.value)
        assert not bare, findings(bare, expected="在面向外网的安全域开启攻击防范", actual="没有开启攻击防范")
        return
    problems = lacking(
        need(device.defence.attack_defence, bool, key="defence:attack", expected="开启攻击防范", actual="{}")
    )
    assert not problems, problems
