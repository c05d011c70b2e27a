"""The host filters what comes in, whatever network it is in."""

from __future__ import annotations

from dengbao.check import HOSTS, Device, Undecided, check, findings, offending
from dengbao.model import Known, Unknown


@check(title="主机防火墙全部启用且缺省拒绝入站", risk="high", on=HOSTS)
def intrusion_host_firewall_enabled(device: Device) -> None:
    """The host filters what comes in, whatever network it is in.

    Passes when every profile (Windows: domain, private, public; Linux: IPv4, IPv6) is on and refuses inbound packets
    that no rule lets in, or another product says that it filters in its place. Fails for each profile that does not.
    High-risk cases 6.2.1.2, 6.3.2.1 and 6.4.3.1 count it as a mitigation.
    """
    firewall = device.host.firewall
    open_ = offending(firewall.profiles, lambda profile: not profile.enabled or profile.inbound.value != "deny")
    replaced = firewall.replaced_by
    if open_ and isinstance(replaced, Unknown):
        raise Undecided(f"系统防火墙没有全部启用,{replaced.why}", replaced.lines, replaced.file)
    assert not open_ or (isinstance(replaced, Known) and replaced.value), findings(
        open_,
        expected="启用,缺省拒绝入站",
        actual=lambda profile: "缺省放行入站" if profile.enabled else "未启用",
    )
