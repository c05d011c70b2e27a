"""No rule of the host's firewall lets everybody in everywhere."""

from __future__ import annotations

from dengbao.check import HOSTS, Device, check, findings, offending
from dengbao.model import FirewallRule


@check(title="主机防火墙没有任意放行的入站规则", risk="high", on=HOSTS)
def intrusion_host_firewall_rules_specific(device: Device) -> None:
    """No rule of the host's firewall lets everybody in everywhere.

    Passes when no enabled inbound allow takes any source to any port without naming a program, a service or peers
    that IPsec has proven. Fails for each that does.
    """
    wide = offending(device.host.firewall.rules, _is_wide)
    assert not wide, findings(wide, expected="限定来源、端口或程序", actual="放行任意来源到任意端口")


def _is_wide(rule: FirewallRule) -> bool:
    narrowed = rule.program or rule.service or rule.authenticated
    return rule.inbound and rule.enabled and rule.permits and not narrowed and rule.from_any and rule.any_service
