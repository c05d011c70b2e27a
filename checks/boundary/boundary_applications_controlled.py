"""What goes out to the outside is limited by application or content, not by ports alone."""

from __future__ import annotations

from checks.outside import is_outside, may_permit
from dengbao.check import Device, NotApplicable, Role, check, findings, offending
from dengbao.model import Rule

CONTENT = frozenset({"app", "url", "file", "data", "dns", "mail", "im", "behavior", "webpost", "video", "casb"})
"""Kinds of profiles that look at the application or at what it carries."""


def goes_out(rule: Rule) -> bool:
    """Whether an enabled permit lets traffic out to the outside."""
    zones = rule.destination_zones
    return may_permit(rule) and (not zones or any(map(is_outside, zones)))


@check(title="对外放行按应用或内容控制", risk="medium", on={Role.BORDER_FIREWALL})
def boundary_applications_controlled(device: Device) -> None:
    """What goes out to the outside is limited by application or content, not by ports alone.

    Passes when every enabled permit to an outside zone names applications, or has a profile that looks at the
    application or its content (URLs, files, data, DNS, mail ...). Fails for each without. Not applicable when no
    permit goes to the outside.
    """
    out = [rule for rule in device.policies if goes_out(rule)]
    if not out:
        raise NotApplicable("没有放行到外网的策略")
    bare = offending(out, lambda rule: not rule.applications and not CONTENT & rule.profiles.keys())
    assert not bare, findings(
        bare, expected="限定应用,或绑定 URL 过滤、应用控制等配置文件", actual="只按地址和端口放行"
    )
