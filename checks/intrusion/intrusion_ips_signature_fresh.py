"""Intrusion prevention knows the attacks of today."""

from __future__ import annotations

from checks.ages import past_days
from dengbao.check import FIREWALLS, Device, NotApplicable, check, lacking, need

DATED = ("fortinet", "juniper_junos", "paloalto_panos")
"""The platforms whose output with the date of the signatures is confirmed."""


@check(title="入侵防御特征库及时更新", risk="high", on=FIREWALLS, platforms=DATED)
def intrusion_ips_signature_fresh(device: Device) -> None:
    """Intrusion prevention knows the attacks of today.

    Passes when its signatures were released within ``ips_signature_max_days``. Fails when they are older. Not
    applicable when no permit uses intrusion prevention (``intrusion_ips_profile_bound`` says so). Asked of FortiOS
    (``get system status``), Junos (``show security idp security-package-version``) and PAN-OS (``show system info``).
    High-risk cases 6.3.3.1 and 6.3.3.2: half a year.
    """
    if not any(rule.enabled and rule.permits and "ips" in rule.profiles for rule in device.policies):
        raise NotApplicable("没有策略绑定入侵防御")
    most = device.limits["ips_signature_max_days"]
    problems = lacking(
        need(
            device.defence.ips_signature,
            lambda date: past_days(date, device.as_of) <= most,
            key="signature:ips",
            expected=f"{most:g} 天内的特征库",
            actual="{} 的特征库",
        )
    )
    assert not problems, problems
