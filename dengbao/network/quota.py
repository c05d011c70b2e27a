"""How many addresses of a network can reach another zone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from dengbao.network.areas import Net, both, of_network, without
from dengbao.network.cells import joined
from dengbao.network.draft import networks_of, together
from dengbao.network.network import Network, Reached
from dengbao.network.topology import Subnet
from dengbao.network.walk import Cited
from dengbao.packets.space import Axis

_SHOWN = 3


class Senders(Struct, frozen=True, kw_only=True):
    """Addresses that reach a zone: how many for sure, how many at most, some of them, and what lets them through."""

    sure: int
    most: int
    examples: tuple[str, ...]
    cited: Cited | None
    doubt: str
    outside: bool


def senders(network: Network, networks: Sequence[Net], target: str) -> Senders:
    """Count the host addresses of some networks that can open a connection of any kind to a zone.

    Args:
        network: the whole.
        networks: where they are counted.
        target: name of the zone.

    Returns:
        The count; ``outside`` when a part of the networks lies in no zone, or in the target itself.

    Raises:
        Undecided: the budget ran out.
    """
    wanted = [of_network(net) for net in networks]
    homes = [area for area in network.areas.values() if any(both(one, two) for one in wanted for two in area.ranges)]
    known = [part for area in homes if area.name != target for part in area.ranges]
    found: dict[bool, list[Subnet]] = {False: [], True: []}
    doubt, cited = "", None
    for area in homes:
        for one in network.flows(area.name).get(target, ()) if area.name != target else ():
            parts = list(_among(network, wanted, one))
            found[bool(one.doubt)] += parts
            if parts and one.doubt:
                doubt = doubt or one.doubt
            elif parts and cited is None:
                cited = _rule(network, area.name, one)
    sure, most = together(found[False]), together([*found[False], *found[True]])
    return Senders(
        sure=_size(sure),
        most=_size(most),
        examples=tuple(str(networks_of([part])[0].network_address) for part in (sure or most)[:_SHOWN]),
        cited=cited,
        doubt=doubt,
        outside=bool(without(wanted, known)),
    )


def _among(network: Network, wanted: Sequence[Subnet], one: Reached) -> Iterator[Subnet]:
    """The senders of a flow among some networks: no device's own address, nor a network's first and last."""
    edges = [Subnet(4, end, end) for part in wanted if part.family == 4 and part.high - part.low > 1  # noqa: PLR2004
             for end in (part.low, part.high)]  # fmt: skip
    for low, high in {box[Axis.SOURCE] for box in one.boxes()}:
        for part in wanted:
            if mine := both(part, Subnet(one.space.family, low, high)):
                yield from without([mine], [*network.own, *edges])


def _rule(network: Network, name: str, one: Reached) -> Cited | None:
    """What lets a flow out: the filter's rule that is nearest to its destination."""
    for _, way in network.ways(name, {one.space.family: joined([one.sent])}):
        rules = [
            cited for step in way.step.path() for cited in step.cited if cited.rule.startswith(("policy:", "acl:"))
        ]
        if not way.doubt and rules:
            return rules[-1]
    return None


def _size(parts: Iterable[Subnet]) -> int:
    return sum(one.high - one.low + 1 for one in parts)
