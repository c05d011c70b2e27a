"""No high-risk port can be reached through the border from outside."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from checks.outside import outside_zones
from checks.rulesets import Scope, policies
from dengbao.check import FIREWALLS, Device, Findings, Found, NotApplicable, Undecided, check
from dengbao.packets import PLACE, Axis, Box, Passing, Ruleset, deciding, narrowed

_FILE = Path(__file__).with_name("high_risk_ports.yml")
_NUMBERS = {"tcp": 6, "udp": 17}
_ANY_PLACE = 65535


class Port(NamedTuple):
    """One or several high-risk ports, as the data file has them."""

    text: str
    title: str
    protocol: int
    low: int
    high: int


@check(title="外网不能经防火墙访问高危端口", risk="high", on=FIREWALLS)
def boundary_high_risk_ports_closed(device: Device) -> None:
    """No high-risk port can be reached through the border from outside.

    Passes when the policies let no packet from an outside zone (by its name, or by an address of no declared inside
    zone on one of its interfaces) to another zone on any port of ``high_risk_ports.yml``: proven over all packets.
    Fails for each rule, or the default action, that lets some through, with a packet that proves it. A permit limited
    by application, user or schedule counts as open. Not applicable when there is no policy or no outside zone.
    """
    outside = _outside(device)
    found = Findings()
    undecided: list[Undecided] = []
    for scope in policies(device):
        try:
            found += _open(device, scope, outside)
        except Undecided as why:
            undecided.append(why)
    if not found and undecided:
        raise undecided[0]
    assert not found, found


def _outside(device: Device) -> list[str]:
    zones = [zone.name for zone in outside_zones(device)]
    if not zones:
        raise NotApplicable("没有面向外网的安全域")
    return zones


def _open(device: Device, scope: Scope, outside: list[str]) -> list[Found]:
    queries = [
        (port, zone, box) for zone in outside for port in ports() for box in _boxes(scope.ruleset, zone, outside, port)
    ]
    by_rule: dict[int | None, list[Passing]] = {}
    for one in deciding(scope.ruleset, [box for _, _, box in queries]):
        by_rule.setdefault(one.entry.place if one.entry else None, []).append(one)
    result = []
    for passed in by_rule.values():
        entry, asked = passed[0].entry, [queries[one.query] for one in passed]
        opened = dict.fromkeys(f"{port.text}({port.title})" for port, _, _ in asked)
        zones = "、".join(dict.fromkeys(zone for _, zone, _ in asked))
        limits = entry.condition.words() if entry else ""
        result.append(
            Found(
                key=entry.rule.key if entry else "policies:default",
                expected="外网不能访问高危端口",
                actual=f"{zones} 可以访问 {_short(opened)}{limits},例如 {passed[0].packet}",
                lines=scope.lines(entry) if entry else device.policies.default_action.lines,
                names={"name": entry.rule.name if entry else "default"},
            )
        )
    return result


def _boxes(ruleset: Ruleset, zone: str, outside: list[str], port: Port) -> Iterable[Box]:
    """A port from one outside zone to all zones inside: runs of zones between the outside ones."""
    place = PLACE[port.protocol]
    box = narrowed(
        ruleset.between(zone),
        [(Axis.PROTOCOL, (place, place)), (Axis.DESTINATION_PORT, (port.low, port.high)), (Axis.ESTABLISHED, (0, 0))],
    )
    start = 0
    for other in sorted(ruleset.zones.index(name.casefold()) for name in outside if name.casefold() in ruleset.zones):
        if start < other:
            yield narrowed(box, [(Axis.TO_ZONE, (start, other - 1))])
        start = other + 1
    yield narrowed(box, [(Axis.TO_ZONE, (start, _ANY_PLACE))])


def _short(opened: Iterable[str]) -> str:
    names = list(opened)
    return "、".join(names[:4]) + (f" 等 {len(names)} 项" if len(names) > 4 else "")  # noqa: PLR2004 - fits a line


@cache
def ports() -> tuple[Port, ...]:
    """Read the data file."""
    rows = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return tuple(_port(row["ports"], row["title"]) for row in rows)


def _port(text: str, title: str) -> Port:
    protocol, _, numbers = text.partition("/")
    low, _, high = numbers.partition("-")
    return Port(text, title, _NUMBERS[protocol], int(low), int(high or low))
