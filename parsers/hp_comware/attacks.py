"""Attack defence, and which management services the zones let through to the device itself (SecPath references).

An attack defence policy detects nothing until it has detections with actions, and is in force only where an interface,
a zone or the device itself applies it. Traffic to the device is judged like any other, with the destination zone Local.
"""

from __future__ import annotations

from dengbao.model import Absent, Interface, Known, Rule, Service, Unknown, Unsupported
from dengbao.model.facts import Fact
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.hp_comware.interfaces import PORT, Port
from parsers.hp_comware.table import TOP, plain, rest, state_of
from parsers.hp_comware.zones import ZONE, ZoneScope, is_firewall


class Policy:
    """A policy being read."""

    def __init__(self, reading: Reading) -> None:
        """No detection yet."""
        self.reading = reading
        self.detects = False


POLICY: Table[Policy] = Table()
rest("attack-defense", "defence")
TOP.ignore(
    "会话、带宽与日志的参数,不决定是否防攻击",
    *(
        "attack-defense tcp",
        "attack-defense signature",
        "attack-defense login",
        "attack-defense malformed-packet",
        "attack-defense log",
    ),
    *(
        "attack-defense top-attack-statistics",
        "attack-defense cpu-core",
        "connection-limit",
        "traffic-policy",
        "inspect",
        "ips policy",
    ),
    *(
        "ips signature",
        "anti-virus",
        "url-filter",
        "data-filter",
        "file-filter",
        "ips",
        "apr",
        "app-group",
        "nbar",
        "userlog",
        "dac",
    ),
    *(
        "aspf policy",
        "blacklist",
        "whitelist",
        "client-verify",
        "uapp-control",
        "bandwidth",
        "loadbalance",
        "server-farm",
        "dpi",
    ),
    *(
        "waf",
        "apt",
        "ip-reputation",
        "domain-reputation",
        "threat-intelligence",
        "security-action",
        "anti-ddos",
        "asset",
    ),
    *("user-identity", "portal", "aft", "ip-mac", "trusted-access", "undo inspect", "netshare-control", "application"),
)


@TOP.line("attack-defense policy", topic="defence")
def policy(reading: Reading, words: list[str], block: Block) -> bool:
    """``attack-defense policy P`` with its detections."""
    scope = Policy(reading)
    reading.device.defence.unread.extend(reading.inside(block, POLICY, scope))
    for number in reading.numbers(block):
        state_of(reading).mark(f"attack {words[-1]}" if scope.detects else "attack idle", number)
    return len(words) == 3  # noqa: PLR2004 - the line's own words


@POLICY.line(
    *(
        "scan detect",
        "signature detect",
        "signature level",
        "syn-flood",
        "udp-flood",
        "icmp-flood",
        "ack-flood",
        "dns-flood",
    ),
    *(
        "http-flood",
        "fin-flood",
        "rst-flood",
        "syn-ack-flood",
        "icmpv6-flood",
        "sip-flood",
        "https-flood",
        "dns-reply-flood",
    ),
)
def detection(scope: Policy, words: list[str], _block: Block) -> bool:
    """A detection: ``detect`` lines count, thresholds and actions alone do not."""
    scope.detects = scope.detects or "detect" in words
    return True


plain(POLICY, "exempt", "threshold-learn", "undo signature", "undo scan", "client-verify", "description", "quit")


@TOP.line("attack-defense local apply policy", topic="defence")
def local(reading: Reading, words: list[str], block: Block) -> bool:
    """``attack-defense local apply policy P``."""
    return _apply(reading, words[-1], block)


def _apply(reading: Reading, name: str, block: Block) -> bool:
    state_of(reading).mark(f"applied {name}", block.number)
    return True


@ZONE.line("attack-defense apply policy")
def of_zone(scope: ZoneScope, words: list[str], block: Block) -> bool:
    """In a zone's view."""
    return _apply(scope.reading, words[-1], block)


@PORT.line("attack-defense apply policy")
def of_port(port: Port, words: list[str], block: Block) -> bool:
    """On an interface."""
    return _apply(port.reading, words[-1], block)


plain(
    PORT,
    "attack-defense",
    "aspf",
    "session",
    "blacklist",
    "connection-limit",
    "undo session",
    "url-filter",
    "uapp-control",
)


def settle(reading: Reading) -> None:
    """After policies are settled: is a policy that detects applied; what do outside zones let in."""
    state, device = state_of(reading), reading.device
    firewall = is_firewall(reading)
    defence = device.defence
    applied = [
        (name.removeprefix("applied "), lines) for name, lines in state.marks.items() if name.startswith("applied ")
    ]
    in_force = [(name, lines) for name, lines in applied if f"attack {name}" in state.marks]
    defence.attack_defence = _defence(in_force, applied, firewall=firewall)
    if not firewall:
        defence.ips_signature = defence.av_signature = Unsupported("不是防火墙,没有特征库")
    else:
        defence.ips_signature = defence.av_signature = Unknown("没有采集特征库的版本")
        _local(device.interfaces.items, reading)


def _defence(
    in_force: list[tuple[str, list[int]]], applied: list[tuple[str, list[int]]], *, firewall: bool
) -> Fact[bool]:
    if in_force:
        return Known(value=True, lines=tuple(number for _, lines in in_force for number in lines))
    if applied:
        return Known(value=False, lines=tuple(number for _, lines in applied for number in lines))
    if not firewall:
        return Unsupported("交换机、路由器不要求攻击防范策略")
    return Absent(value=False, why="没有应用攻击防范策略,缺省什么也不检测")


def _local(ports: list[Interface], reading: Reading) -> None:
    """What the policies let through from each interface's zone to the device itself."""
    device = reading.device
    rules = [rule for rule in device.policies.items if rule.enabled and rule.permits and not rule.unread]
    rules = [rule for rule in rules if not rule.destination_zones or "local" in map(str.lower, rule.destination_zones)]
    services = [
        (channel.name, channel.port)
        for channel in device.channels.items
        if channel.port is not None and isinstance(channel.enabled, Known) and channel.enabled.value
    ]
    for port in ports:
        if port.zone:
            own = [
                rule
                for rule in rules
                if not rule.source_zones or port.zone.lower() in map(str.lower, rule.source_zones)
            ]
            open_ = {name for name, number in services for rule in own if _lets(rule, name, number)}
            port.management = frozenset(open_) | (port.management or frozenset())


def _lets(rule: Rule, name: str, number: int) -> bool:
    protocol = 17 if name == "snmp" else 6
    return any(_covers(service, protocol, number) for service in rule.services)


def _covers(service: Service, protocol: int, number: int) -> bool:
    if service.excluded:
        return False
    if not service.resolved:
        return True
    return service.protocol in {None, protocol} and service.destination[0] <= number <= service.destination[1]
