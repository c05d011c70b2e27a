"""How many addresses of a network can reach another zone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from dengbao.network.areas import Net, both, of_network, without
from dengbao.network.cells import joined
from dengbao.network.draft import networks_of, together
from dengbao.network.network import Network, Reached
from dengbao.network.space import Space
from dengbao.network.topology import Subnet
from dengbao.network.walk import Cited

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
    found: dict[bool, dict[int, tuple[Space, int]]] = {False: {}, True: {}}
    doubt, cited = "", None
    for area in homes:
        for one in network.flows(area.name).get(target, ()) if area.name != target else ():
            kept = found[bool(one.doubt)]
            space, before = kept.get(one.space.family, (one.space, 0))
            sources = one.final[1]
            kept[space.family] = space, before | sources
            mine = _among(wanted, space, sources)
            if mine and one.doubt:
                doubt = doubt or one.doubt
            elif mine and cited is None:
                cited = _rule(network, area.name, one)
    parts = {doubtful: [part for space, mask in kept.values() for part in _among(wanted, space, mask)]
             for doubtful, kept in found.items()}  # fmt: skip
    sure, most = together(parts[False]), together([*parts[False], *parts[True]])
    return Senders(
        sure=_size(sure),
        most=_size(most),
        examples=tuple(str(networks_of([part])[0].network_address) for part in (sure or most)[:_SHOWN]),
        cited=cited,
        doubt=doubt,
        outside=bool(without(wanted, known)),
    )


def _among(wanted: Sequence[Subnet], space: Space, sources: int) -> list[Subnet]:
    """The senders of a set among some networks: no device's own address, nor a network's first and last."""
    edges = [Subnet(4, end, end) for part in wanted if part.family == 4 and part.high - part.low > 1  # noqa: PLR2004
             for end in (part.low, part.high)]  # fmt: skip
    ranges = [Subnet(space.family, low, high) for low, high in space.addresses.intervals(sources & ~space.own)]
    return without([mine for one in ranges for part in wanted if (mine := both(part, one))], edges)


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
