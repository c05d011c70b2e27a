"""A permit names at least two of source, destination and service."""

from __future__ import annotations

from dengbao.check import FIREWALLS, Device, NotApplicable, check, findings, offending
from dengbao.model import Rule

LOOSE = 2  # of three


def open_parts(rule: Rule) -> list[str]:
    """Name what the rule leaves open."""
    parts = (("源", rule.from_any), ("目的", rule.to_any), ("服务", rule.any_service))
    return [word for word, is_open in parts if is_open]


@check(title="放行策略限定源、目的、服务", risk="medium", on=FIREWALLS)
def boundary_rules_specific(device: Device) -> None:
    """A permit names at least two of source, destination and service.

    Passes when no enabled permit leaves two of the three open. Fails for each that does; one that leaves all three open
    is ``boundary_any_any_absent``. Not applicable when there is no policy.
    """

    def is_loose(rule: Rule) -> bool:
        return rule.enabled and rule.permits and sum((rule.from_any, rule.to_any, rule.any_service)) == LOOSE

    if not len(device.policies):
        raise NotApplicable("没有安全策略")
    loose = offending(device.policies, is_loose)
    assert not loose, findings(
        loose,
        expected="源、目的、服务至少限定两项",
        actual=lambda rule: f"{'、'.join(open_parts(rule))}为任意",
    )
