"""What the site declares against what the network does: flows beyond the declared ones, and the rule that lets them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from dengbao.network.areas import of_network
from dengbao.network.cells import Cells, joined, outside
from dengbao.network.network import FAMILIES, Network, Reached
from dengbao.network.reach import of_service
from dengbao.network.walk import Cited
from dengbao.packets.packet import Packet

Way = tuple[str, str, Reached, list[Cells]]
"""From a zone to a zone: what gets there, and what of it nobody declared."""
Allowed = dict[tuple[str, str, int], list[Cells]]
"""The declared flows by source zone, target zone and family."""


class Leak(Struct, frozen=True, eq=False, kw_only=True):
    """Packets from one zone to another that no declared flow allows; ``device`` lets them through by ``cited``."""

    source: str
    target: str
    packet: Packet
    path: tuple[str, ...]
    cited: Cited
    doubt: str = ""

    @property
    def key(self) -> str:
        """Name it in a finding: by zones, device and rule."""
        return f"flow:{self.source}->{self.target}:{self.cited.device}:{self.cited.rule}"


def declared(network: Network, flows: Iterable[Any]) -> Allowed:
    """The declared flows as packets from their true sources to their true destinations.

    Args:
        network: the whole; it is cut so that it tells them apart.
        flows: of the site; ``hosts`` and ``sources`` narrow the zones.

    Returns:
        By source zone, target zone and family.
    """
    said = []
    for flow in flows:
        sources = [of_network(net) for net in flow.sources] or list(network.areas[flow.from_].ranges)
        targets = [of_network(net) for net in flow.hosts] or list(network.areas[flow.to].ranges)
        services = [of_service(word) for word in flow.services]
        said.append((flow.from_, flow.to, sources, targets, services))
    network.cut(
        (one for _, _, sources, targets, _ in said for one in (*sources, *targets)),
        (one for *_, services in said for one in services),
    )
    found: Allowed = {}
    for source, target, sources, targets, services in said:
        for family in FAMILIES:
            space = network.space(family)
            headers = space.headers.mask(box for one in services for box in one.services)
            found.setdefault((source, target, family), []).append(
                (space.ranges(targets), space.ranges(sources), headers)
            )
    return found


def leaks(network: Network, flows: Sequence[Any]) -> list[Leak]:
    """Everything between zones beyond the declared flows, one for each zone pair and rule to change.

    The rules named are few: each undeclared way is closed by one of them, and the one that closes most comes first.

    Raises:
        Undecided: the budget ran out.
    """
    allowed = declared(network, flows)
    ways: dict[bool, dict[tuple[str, ...], Way]] = {False: {}, True: {}}
    for name in network.areas:
        for target, one, rest in _undeclared(network, name, allowed):
            same = name, target, *(f"{cited.device} {cited.rule}" for cited in _rules(one))
            known = ways[bool(one.doubt)].get(same)
            if known is None or _telling(rest) > _telling(known[3]):
                ways[bool(one.doubt)][same] = name, target, one, rest
    found: dict[tuple[str, bool], Leak] = {}
    for doubtful, among in ways.items():
        for (source, target, one, rest), cited in _blamed(sorted(among.values(), key=lambda way: -_telling(way[3]))):
            path = tuple(step.node.host for step in one.step.path())
            packet = one.space.packet(_as_sent(one, rest[0]))
            leak = Leak(source=source, target=target, packet=packet, path=path, cited=cited, doubt=one.doubt)
            found.setdefault((leak.key, doubtful), leak)
    return list(found.values())


def _undeclared(network: Network, name: str, allowed: Allowed) -> Iterator[tuple[str, Reached, list[Cells]]]:
    """What a zone can send beyond what is declared: first whether there is any, then by which ways."""

    def beyond(target: str, one: Reached) -> list[Cells]:
        return _hosts(one, outside(one.final, allowed.get((name, target, one.space.family), ())))

    wanted: dict[int, list[Cells]] = {}
    for target, reached in network.flows(name).items():
        for one in reached:
            wanted.setdefault(one.space.family, []).extend(_as_sent(one, part) for part in beyond(target, one))
    for target, one in network.ways(name, {family: joined(cells) for family, cells in wanted.items()}):
        if rest := beyond(target, one):
            yield target, one, rest


def _hosts(one: Reached, cells: Iterable[Cells]) -> list[Cells]:
    """What is left without the devices' own addresses, what tells most first."""
    own = one.space.own
    parts = [(to & ~own, start & ~own, headers) for to, start, headers in cells]
    return sorted((part for part in parts if part[0] and part[1]), key=lambda part: -part[2].bit_length())


def _telling(cells: Sequence[Cells]) -> int:
    """TCP tells more than ICMP: how far the headers go."""
    return cells[0][2].bit_length()


def _blamed(ways: Sequence[Way]) -> Iterator[tuple[Way, Cited]]:
    """Name a rule for each way, as few rules as taking the most frequent first leaves."""
    by_blame: dict[tuple[str, str], list[tuple[int, Cited]]] = {}
    for number, way in enumerate(ways):
        for one in _rules(way[2]):
            by_blame.setdefault((one.device, one.rule), []).append((number, one))
    open_ = set(range(len(ways)))
    while open_:
        most = max(by_blame, key=lambda blame: (len({number for number, _ in by_blame[blame]} & open_), blame))
        for number, one in by_blame.pop(most):
            if number in open_:
                open_.discard(number)
                yield ways[number], one


def _rules(one: Reached) -> list[Cited]:
    """The filters' rules on a way; where nothing filters, the last device."""
    steps = one.step.path()
    rules = [
        cited for step in steps for cited in step.cited if cited.rule.startswith(("policy:", "intrazone:", "acl:"))
    ]
    if rules:
        return rules
    last = steps[-1]
    lines = last.out.interface.lines[:1] if last.out else ()
    return [Cited(last.node.host, "没有访问控制", lines)]


def _as_sent(one: Reached, part: Cells) -> Cells:
    """A part of a flow as it was sent."""
    (to, start, headers), as_sent = part, one.sent
    if one.origin.destination is not None:
        to = as_sent[0]
    return to, start, headers if one.origin.ports is None else as_sent[2]
