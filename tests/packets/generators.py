"""Large rule sets for measuring, grown like the ones that firewalls collect: copies, and wide rules between."""

from __future__ import annotations

import random

from dengbao.model.terms import IPV4_MAX, PORT_MAX
from dengbao.packets import EVERYTHING, PLACE, Axis, Box, Interval, narrowed
from dengbao.packets.space import IPV4

PORTS = (22, 23, 25, 53, 80, 110, 123, 135, 139, 161, 389, 443, 445, 514, 636, 1433, 1521, 3306, 3389, 5432, 5900, 6379,
         8000, 8080, 8443, 9200)  # fmt: skip
HIGH_RISK = (20, 21, 22, 23, 25, 69, 111, 135, 137, 138, 139, 161, 389, 445, 512, 513, 514, 873, 1099, 1433, 1521, 1883,
             2049, 2181, 2375, 3306, 3389, 4444, 5432, 5555, 5900, 5984, 6379, 7001, 8161, 9200, 11211, 27017, 50070,
             61616)  # fmt: skip
_ANY: Interval = (0, IPV4_MAX)
_CAMPUS: Interval = (10 << 24, (11 << 24) - 1)
_WIDE = 1 << 20
_NARROW, _OPEN = (14, 16, 18, 20, 22, 24, 24, 26, 28, 30, 32, 32), (0, 0, 4, 8, 12)

Flat = tuple[Interval, Interval, int | None, Interval, Interval, bool]
"""Source, destination, protocol (None: any), source port, destination port, established."""


def enterprise(count: int, seed: int = 3) -> tuple[list[Flat], list[bool]]:
    """A campus firewall's rules: networks, hosts and ranges of one campus, usual services; a quarter denies."""
    chance = random.Random(seed)
    nets = [_net(10 << 24 | chance.randrange(1 << 16) << 8, chance.choice((16, 20, 22, 23, 24, 24, 24, 24, 26, 28)))
            for _ in range(max(20, count // 15))]  # fmt: skip
    hosts = [low + chance.randrange(256) for low, _ in nets for _ in range(3)]
    rules = [_rule(chance, nets, hosts) for _ in range(count)]
    return rules, [chance.random() >= 0.25 for _ in rules]


def _rule(chance: random.Random, nets: list[Interval], hosts: list[int]) -> Flat:
    source = _side(chance, nets, hosts, (0.45, 0.80, 0.90))
    target = _side(chance, nets, hosts, (0.35, 0.85, 0.95))
    wide = [side[1] - side[0] > _WIDE for side in (source, target)]
    protocol = 6 if all(wide) else chance.choices((6, 17, 1, None), (70, 20, 5, 5))[0]
    port: Interval = (0, PORT_MAX)
    if protocol in {6, 17}:
        kind = chance.random() * (0.7 if any(wide) else 1)
        first = chance.choice(PORTS)
        port = (first, first) if kind < 0.75 else (first, first + chance.randrange(1, 1000)) if kind < 0.9 else port
        port = (1024, PORT_MAX) if 0.9 <= kind < 0.95 else port
    return source, target, protocol, (0, PORT_MAX), port, protocol == 6 and chance.random() < 0.02


def _side(chance: random.Random, nets: list[Interval], hosts: list[int], bounds: tuple[float, ...]) -> Interval:
    kind = chance.random()
    if kind < bounds[0]:
        return chance.choice(nets)
    host = chance.choice(hosts)
    if kind < bounds[1]:
        return host, host
    if kind < bounds[2]:
        return host, host + chance.randrange(1, 30)
    return _ANY if chance.random() < 0.5 else _CAMPUS


def layered(count: int, seed: int = 5) -> tuple[list[Flat], list[bool]]:
    """A backbone's filter: nested prefixes of every length on both sides, ranges of ports, much overlap."""
    chance = random.Random(seed)
    heads = [chance.getrandbits(32) for _ in range(max(8, count // 12))]

    def side(lengths: tuple[int, ...]) -> Interval:
        return _net(chance.choice(heads) ^ chance.getrandbits(10) << chance.randrange(13), chance.choice(lengths))

    def port() -> Interval:
        low = chance.choice((*PORTS, 0, 1024))
        return (0, PORT_MAX) if chance.random() < 0.4 else (low, min(PORT_MAX, low + chance.choice((0, 0, 15, 64511))))

    rules: list[Flat] = []
    for _ in range(count):
        protocol = chance.choices((6, 17, 1, None), (60, 25, 5, 10))[0]
        carries = protocol in {6, 17}
        source, target = (port() if carries and chance.random() < 0.2 else (0, PORT_MAX)), port()
        sides = [side(_NARROW), side(chance.choices((_NARROW, _OPEN), (3, 1))[0])]
        chance.shuffle(sides)
        rules.append((sides[0], sides[1], protocol, source, target if carries else (0, PORT_MAX), False))
    return rules, [chance.random() >= 0.3 for _ in rules]


def _net(address: int, length: int) -> Interval:
    low = address >> (32 - length) << (32 - length) if length else 0
    return low, low | ((1 << (32 - length)) - 1)


def box_of(rule: Flat) -> Box:
    """The rule as a box of IPv4 packets."""
    source, target, protocol, sport, dport, established = rule
    sides = [(Axis.SOURCE, source), (Axis.DESTINATION, target), (Axis.FAMILY, (IPV4, IPV4))]
    if protocol is None:
        return narrowed(EVERYTHING, sides)
    place, ports = PLACE[protocol], [(Axis.SOURCE_PORT, sport), (Axis.DESTINATION_PORT, dport)]
    if protocol == 1:
        ports = [(Axis.SOURCE_PORT, (0, 255)), (Axis.DESTINATION_PORT, (0, 255))]
    flag = (int(established), 1) if protocol == 6 else (0, 0)
    return narrowed(EVERYTHING, [*sides, *ports, (Axis.PROTOCOL, (place, place)), (Axis.ESTABLISHED, flag)])


def forbidden(rules: list[Flat], networks: int = 6, seed: int = 7) -> list[Box]:
    """What may not pass: 40 high-risk ports over TCP and UDP to the networks that most rules speak of."""
    speaks: dict[int, int] = {}
    for _, (low, high), *_ in rules:
        if high - low < 1 << 16:
            speaks[low >> 16] = speaks.get(low >> 16, 0) + 1
    most = sorted(speaks, key=lambda head: (-speaks[head], head))[:networks]
    chance = random.Random(seed)
    chance.shuffle(most)
    return [
        box_of((_ANY, (head << 16, (head << 16) | 0xFFFF), protocol, (0, PORT_MAX), (port, port), False))
        for head in most
        for protocol in (6, 17)
        for port in HIGH_RISK
    ]
