"""No permit lets everything through."""

from __future__ import annotations

from dengbao.check import FIREWALLS, Device, NotApplicable, check, findings, offending


@check(title="不得存在任意到任意的放行策略", risk="high", on=FIREWALLS)
def boundary_any_any_absent(device: Device) -> None:
    """No permit lets everything through.

    Passes when no enabled permit matches any source, any destination and any service at once.
    Fails for each that does. Not applicable when there is no policy. High-risk case 6.3.2.1.
    """
    if not len(device.policies):
        raise NotApplicable("没有安全策略")
    offenders = offending(device.policies, lambda rule: rule.enabled and rule.permits and rule.is_any_to_any)
    assert not offenders, findings(offenders, expected="限定源、目的与服务", actual="任意源、任意目的、任意服务放行")
