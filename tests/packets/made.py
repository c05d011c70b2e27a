"""Rules and packets made at random, with every feature that a rule can have, over a space small enough to enumerate.

Every operand comes from a list, with what it matches written beside it by hand. The bounds of all of them cut the space
into cells whose packets no rule can tell apart; one packet of each cell stands for it.
"""

from __future__ import annotations

import random
from ipaddress import ip_address, ip_network
from itertools import product

from msgspec.structs import replace

from dengbao.model import ANY_ADDRESS, ANY_SERVICE, IPV4_MAX, IPV6_MAX, Address, Rule, Service
from dengbao.packets import Packet


def host(text: str) -> int:
    return int(ip_address(text))


def net(text: str) -> Address:
    network = ip_network(text)
    return Address(int(network.network_address), int(network.broadcast_address), network.version)


ADDRESSES: list[tuple[Address, list[tuple[int, int, int]]]] = [
    (ANY_ADDRESS, [(4, 0, IPV4_MAX), (6, 0, IPV6_MAX)]),
    (Address(0, IPV4_MAX, 4), [(4, 0, IPV4_MAX)]),
    (Address(0, IPV6_MAX, 6), [(6, 0, IPV6_MAX)]),
    (net("10.0.0.0/8"), [(4, host("10.0.0.0"), host("10.255.255.255"))]),
    (net("10.1.0.0/16"), [(4, host("10.1.0.0"), host("10.1.255.255"))]),
    (net("10.1.0.1/32"), [(4, host("10.1.0.1"), host("10.1.0.1"))]),
    (Address(host("10.0.255.255"), host("10.1.0.1"), 4), [(4, host("10.0.255.255"), host("10.1.0.1"))]),
    (
        Address(host("10.0.0.0"), 0, 4, wildcard=0x00010001),
        [(4, host("10.0.0.0"), host("10.0.0.1")), (4, host("10.1.0.0"), host("10.1.0.1"))],
    ),
    (
        Address(host("10.0.0.0"), 0, 4, wildcard=0x00010100),
        [(4, host(name), host(name)) for name in ("10.0.0.0", "10.0.1.0", "10.1.0.0", "10.1.1.0")],
    ),
    (net("2001:db8::/32"), [(6, host("2001:db8::"), host("2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"))]),
]
"""Operands, and the intervals that they match, by IP version."""

SERVICES: list[tuple[Service, frozenset[int]]] = []
"""Operands, and which of ``HEADERS`` they match."""

HEADERS: list[tuple[int, int, int, bool]] = [
    *((6, sport, dport, est) for sport in (1023, 1024) for dport in (79, 80, 444, 445) for est in (False, True)),
    *((17, sport, dport, False) for sport in (1023, 1024) for dport in (53, 79, 445)),
    *((132, 1024, dport, False) for dport in (79, 445)),
    *((1, kind, code, False) for kind, code in ((0, 0), (8, 0), (8, 1), (3, 4))),
    *((58, kind, code, False) for kind, code in ((128, 0), (1, 0))),
    (50, 0, 0, False),
    (0, 0, 0, False),
    (255, 0, 0, False),
]
"""Protocol, source port or ICMP type, destination port or ICMP code, established: one of each cell."""


def _matched(term: Service, matches: object) -> None:
    SERVICES.append((term, frozenset(n for n, header in enumerate(HEADERS) if matches(*header))))  # type: ignore[operator]


_matched(ANY_SERVICE, lambda *_: True)
_matched(Service(6), lambda p, *_: p == 6)
_matched(Service(6, destination=(80, 443)), lambda p, _s, d, _e: p == 6 and 80 <= d <= 443)
_matched(Service(6, destination=(445, 445)), lambda p, _s, d, _e: p == 6 and d == 445)
_matched(Service(6, source=(1024, 65535)), lambda p, s, *_: p == 6 and s >= 1024)
_matched(Service(6, established=True), lambda p, _s, _d, e: p == 6 and e)
_matched(Service(6, source=(0, 1023), destination=(0, 79)), lambda p, s, d, _e: p == 6 and s < 1024 and d < 80)
_matched(Service(17), lambda p, *_: p == 17)
_matched(Service(17, destination=(53, 53)), lambda p, _s, d, _e: p == 17 and d == 53)
_matched(Service(None, destination=(445, 445)), lambda p, _s, d, _e: p in {6, 17, 132} and d == 445)
_matched(Service(1), lambda p, *_: p == 1)
_matched(Service(1, icmp=(8, None)), lambda p, k, *_: p == 1 and k == 8)
_matched(Service(1, icmp=(8, 0)), lambda p, k, c, _e: (p, k, c) == (1, 8, 0))
_matched(Service(58, icmp=(128, None)), lambda p, k, *_: p == 58 and k == 128)
_matched(Service(50), lambda p, *_: p == 50)

ZONES = ("trust", "untrust", "")
"""Zones of packets; "" is one that no rule names."""


def _cells() -> dict[int, list[int]]:
    starts: dict[int, set[int]] = {4: {0}, 6: {0}}
    for _, intervals in ADDRESSES:
        for family, low, high in intervals:
            starts[family] |= {low, high + 1}
    return {4: sorted(starts[4] - {IPV4_MAX + 1}), 6: sorted(starts[6] - {IPV6_MAX + 1})}


CELLS = _cells()


def grid(chance: random.Random, size: int) -> list[Packet]:
    """Packets of as many cells, or of all where there are no more."""
    cells = [
        (family, source, destination, header, start, end)
        for family in (4, 6)
        for source, destination in product(CELLS[family], CELLS[family])
        for header in range(len(HEADERS))
        for start, end in product(ZONES, ZONES)
    ]
    chosen = chance.sample(cells, min(size, len(cells)))
    return [packet(*cell) for cell in chosen]


def packet(family: int, source: int, destination: int, header: int, start: str, end: str) -> Packet:  # noqa: PLR0913, PLR0917 - a cell
    protocol, sport, dport, established = HEADERS[header]
    return Packet(
        family=family, source=source, destination=destination, protocol=protocol, source_port=sport,
        destination_port=dport, established=established, from_zone=start, to_zone=end,
    )  # fmt: skip


def rules(chance: random.Random, count: int, *, plain: bool = False) -> list[Rule]:
    """Rules in order; ``plain`` ones have no feature that a kernel's packet filter lacks."""
    return [_rule(chance, place, plain=plain) for place in range(1, count + 1)]


def _rule(chance: random.Random, place: int, *, plain: bool) -> Rule:
    odd = 0.0 if plain else 0.12
    zones = [() if plain or chance.random() < 0.5 else tuple(chance.sample(ZONES[:2], chance.choice((1, 1, 2))))
             for _ in range(2)]  # fmt: skip
    return Rule(
        name=str(place),
        action="other" if chance.random() < odd / 4 else chance.choice(("permit", "deny")),
        lines=(place,),
        enabled=chance.random() > odd / 2,
        sources=_operands(chance, [term for term, _ in ADDRESSES], Address(other="a.example"), odd),
        destinations=_operands(chance, [term for term, _ in ADDRESSES], Address(other="a.example"), odd),
        services=_operands(chance, [term for term, _ in SERVICES], Service(other="app"), odd),
        source_zones=zones[0],
        destination_zones=zones[1],
        applications=("web",) if chance.random() < odd / 2 else ("web", "dns") if chance.random() < odd / 2 else (),
        users=("staff",) if chance.random() < odd / 2 else (),
        schedule="work" if chance.random() < odd / 2 else "",
        unread=(place,) if chance.random() < odd / 4 else (),
        logged=chance.random() < 0.2,
    )


def _operands(chance: random.Random, terms: list, vague: Address | Service, odd: float) -> tuple:
    chosen = [chance.choice(terms) for _ in range(chance.choice((1, 1, 1, 2, 3)))]
    if chance.random() < 0.15:  # all but these, or these without one
        chosen[-1] = replace(chosen[-1], excluded=True)
    if chance.random() < odd:
        doubtful = replace(vague, excluded=chance.random() < 0.3)
        chosen.append(doubtful if chance.random() < 0.6 else replace(doubtful, other="", ref="no-such", resolved=False))
    return tuple(chosen)
