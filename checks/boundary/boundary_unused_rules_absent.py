"""Permits that nothing uses are gone."""

from __future__ import annotations

from typing import NamedTuple

from checks.rulesets import access_lists
from dengbao.check import (
    FIREWALLS,
    NETWORK,
    SWITCHES,
    Device,
    NotApplicable,
    Role,
    Undecided,
    check,
    findings,
    offending,
)
from dengbao.model import Lines, Rule

SHOWN_BY = {"cisco_asa": FIREWALLS, "juniper_junos": FIREWALLS, "cisco_ios": {Role.ROUTER}, "cisco_nxos": SWITCHES,
            "huawei": FIREWALLS, "hillstone_stoneos": FIREWALLS}  # fmt: skip
"""The platforms whose counters are confirmed, in the roles in which they count every packet."""


class Permit(NamedTuple):
    """A permit that is on, under the name that it has in findings."""

    key: str
    name: str
    list: str
    lines: Lines
    unread: Lines
    hits: int | None


@check(title="长期没有命中的放行策略已清理", risk="low", on=NETWORK, platforms=SHOWN_BY)
def boundary_unused_rules_absent(device: Device) -> None:
    """Permits that nothing uses are gone.

    Passes when every enabled permit of the policies (without any: of the lists that filter on interfaces) was hit.
    Fails for each that was not, on a device that has been counting since ``zero_hit_days`` at least (counters start
    with the device). Undecided while a permit is not counted. Not applicable when there is none. Asked of USG
    (``display security-policy rule all``), StoneOS (``show policy hit-count``), ASA (``show access-list``), Junos
    (``show security policies hit-count``), IOS routers (``show ip access-lists``; switches do not count what their
    hardware forwards) and NX-OS (``show access-lists``, lists with ``statistics per-entry``).
    """
    permits = _policies(device) or _filters(device)
    if not permits:
        raise NotApplicable("没有放行策略,接口上也没有生效的访问控制列表")
    unused = offending(permits, _is_unused)
    least = device.limits["zero_hit_days"]
    if unused and device.system.uptime_days.value < least:
        raise Undecided(f"有 {len(unused)} 条没有命中,但设备开机不足 {least:g} 天")
    assert not unused, findings(
        unused,
        expected=f"{least:g} 天内有命中,否则删除",
        actual="从未命中",
        names=lambda permit: {"name": permit.name, "list": permit.list},
    )


def _is_unused(permit: Permit) -> bool:
    if permit.hits is None:
        raise Undecided("没有采集命中数")
    return permit.hits == 0


def _policies(device: Device) -> list[Permit]:
    """The permits of a firewall's policies."""
    try:
        rules = list(device.policies)
    except NotApplicable:
        return []
    return [_permit(rule, rule.key, "") for rule in rules if rule.enabled and rule.permits]


def _filters(device: Device) -> list[Permit]:
    """The permits of the lists that filter on interfaces that are on."""
    bound = {f"acl:{name}" for port in device.interfaces if not port.shutdown for name in (*port.acl_in, *port.acl_out)}
    scopes = [scope for scope in access_lists(device) if scope.owner in bound]
    return [
        _permit(entry.rule, scope.key(entry.rule), scope.owner.partition(":")[2])
        for scope in scopes
        for entry in scope.ruleset.entries
        if entry.rule.enabled and entry.permits
    ]


def _permit(rule: Rule, key: str, owner: str) -> Permit:
    return Permit(key, rule.name, owner, rule.lines, rule.unread, rule.hits)
