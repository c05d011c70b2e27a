"""What the site declares against what the network does: flows beyond the declared ones, and the rule that lets them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from dengbao.network.areas import of_network
from dengbao.network.boxes import opening, outside
from dengbao.network.network import Network, Reached, witness
from dengbao.network.reach import of_service
from dengbao.network.topology import top
from dengbao.network.walk import Cited
from dengbao.packets.packet import Packet
from dengbao.packets.space import Axis, Box, intersection, narrowed

Way = tuple[str, str, Reached, list[Box]]
"""From a zone to a zone: what gets there, and what of it nobody declared."""


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
        return _key(self.source, self.target, self.cited)


def declared(network: Network, flows: Iterable[Any]) -> dict[tuple[str, str], list[Box]]:
    """The declared flows as packets from their true sources to their true destinations.

    Args:
        network: the whole.
        flows: of the site; ``hosts`` and ``sources`` narrow the zones.

    Returns:
        By source and target zone.
    """
    found: dict[tuple[str, str], list[Box]] = {}
    for flow in flows:
        sources = [of_network(net) for net in flow.sources] or network.areas[flow.from_].ranges
        targets = [of_network(net) for net in flow.hosts] or network.areas[flow.to].ranges
        boxes = found.setdefault((flow.from_, flow.to), [])
        for one in sources:
            for other in targets:
                if one.family == other.family:
                    whole = opening(one.family, (one.low, one.high), (other.low, other.high))
                    parts = [intersection(whole, kind) for word in flow.services for kind in of_service(word)]
                    boxes += [part for part in parts if part is not None]
    return found


def leaks(network: Network, flows: Sequence[Any]) -> list[Leak]:
    """Everything between zones beyond the declared flows, one for each zone pair and rule to change.

    The rules named are few: each undeclared way is closed by one of them, and the one that closes most comes first.

    Raises:
        Undecided: the budget ran out.
    """
    allowed = declared(network, flows)
    ways: list[Way] = []
    for name in network.areas:
        for target, reached in network.flows(name).items():
            for one in reached:
                rest = outside(one.final, allowed.get((name, target), ()))
                if rest:
                    ways.append((name, target, one, rest))
    ways.sort(key=lambda way: -max(box[Axis.PROTOCOL][1] for box in way[3]))  # a TCP packet tells most
    found: dict[tuple[str, bool], Leak] = {}
    for doubtful in (False, True):
        for (source, target, one, rest), cited in _blamed([way for way in ways if bool(way[2].doubt) is doubtful]):
            key = _key(source, target, cited), doubtful
            packet = next(_packets(network, one, rest), None) if key not in found else None
            if packet is not None:
                path = tuple(step.node.host for step in one.step.path()) if one.step else ()
                found[key] = Leak(source=source, target=target, packet=packet, path=path, cited=cited, doubt=one.doubt)
    return list(found.values())


def _key(source: str, target: str, cited: Cited) -> str:
    return f"flow:{source}->{target}:{cited.device}:{cited.rule}"


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
    steps = one.step.path() if one.step else []
    rules = [
        cited for step in steps for cited in step.cited if cited.rule.startswith(("policy:", "intrazone:", "acl:"))
    ]
    if rules:
        return rules
    last = steps[-1]
    lines = last.out.interface.lines[:1] if last.out else ()
    return [Cited(last.node.host, "没有访问控制", lines)]


def _packets(network: Network, one: Reached, rest: Iterable[Box]) -> Iterator[Packet]:
    """Packets as sent of what is left, neither from nor to the devices' own addresses."""
    for box in rest:
        family = 4 if box[Axis.FAMILY][0] == 0 else 6
        mine = [one for one in network.own if one.family == family]
        every = (0, top(family))
        own = [opening(family, every, (one.low, one.high)) for one in mine]
        own += [opening(family, (one.low, one.high), every) for one in mine]
        for part in outside(box, own):
            changes = [
                (axis, one.sent[axis] if one.sent[axis] != one.arrived[axis] else part[axis])
                for axis in (Axis.DESTINATION, Axis.DESTINATION_PORT)
            ]
            if (packet := witness(narrowed(part, changes))) is not None:
                yield packet
