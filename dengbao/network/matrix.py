"""The zone matrix: between every two zones, what the site declares and what the network lets through."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Any, Literal

from msgspec import Struct

from dengbao.network.cells import common
from dengbao.network.intent import Leak, declared
from dengbao.network.network import Network, Reached
from dengbao.network.topology import Subnet
from dengbao.packets.space import BARE, ECHO, IPV4, NUMBER, PLACE, Axis, Box, Interval, merged

State = Literal["closed", "declared", "idle", "leak", "unknown"]
_PORTED = {"udp": PLACE[17], "sctp": PLACE[132], "tcp": PLACE[6]}
_NAMED = {PLACE[47]: "gre", PLACE[50]: "esp", PLACE[51]: "ah", PLACE[89]: "ospf", PLACE[112]: "vrrp",
          PLACE[1]: "icmp", PLACE[58]: "icmpv6"}  # fmt: skip
_PORT_MAX = 65535


class Cell(Struct, frozen=True, eq=False, kw_only=True):
    """One direction between two zones; services are words of the site's grammar.

    ``actual`` passes for sure between hosts, ``possible`` only in doubt. ``idle`` are declared flows of which no packet
    arrives. ``unknown`` says why it cannot be said that nothing else passes.
    """

    source: str
    target: str
    declared: tuple[str, ...] = ()
    actual: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()
    idle: tuple[str, ...] = ()
    leaks: tuple[Leak, ...] = ()
    isolated: bool = False
    unknown: str = ""

    @property
    def state(self) -> State:
        """The gravest that can be said of it: a sure leak, what is not known, what is declared and works or not."""
        if any(not leak.doubt for leak in self.leaks):
            return "leak"
        if self.leaks or self.unknown:
            return "unknown"
        if self.actual:
            return "declared"
        return "idle" if self.declared else "closed"


class Hosts:
    """Which ranges hold addresses other than those that the devices themselves answer for."""

    def __init__(self, own: Iterable[Subnet]) -> None:
        """Take the devices' addresses."""
        kept: dict[int, list[Interval]] = {}
        for one in own:
            kept.setdefault(one.family, []).append((one.low, one.high))
        self._own = {family: merged(intervals) for family, intervals in kept.items()}
        self._starts = {family: [low for low, _ in taken] for family, taken in self._own.items()}
        self._sums = {family: [0, *accumulate(high - low + 1 for low, high in taken)] for family, taken in
                      self._own.items()}  # fmt: skip

    def between(self, box: Box) -> bool:
        """Whether a box has packets from a host to a host."""
        family = 4 if box[Axis.FAMILY][0] == IPV4 else 6
        return all(self._any(family, *box[axis]) for axis in (Axis.SOURCE, Axis.DESTINATION))

    def _any(self, family: int, low: int, high: int) -> bool:
        return high - low + 1 > self._below(family, high + 1) - self._below(family, low)

    def _below(self, family: int, end: int) -> int:
        """How many of the devices' addresses are smaller."""
        place = bisect_right(self._starts.get(family, ()), end - 1)
        if not place:
            return 0
        low, high = self._own[family][place - 1]
        return self._sums[family][place - 1] + min(high + 1, end) - low


def matrix(network: Network, flows: Sequence[Any], isolated: Sequence[tuple[str, str]] = ()) -> list[Cell]:
    """Every direction between two zones.

    Args:
        network: the whole.
        flows: of the site.
        isolated: pairs of the site.

    Returns:
        By source and target, in the site's order of zones.

    Raises:
        Undecided: the budget ran out.
    """
    hosts = Hosts(network.own)
    leaks: dict[tuple[str, str], list[Leak]] = {}
    for leak in network.leaks(flows):
        leaks.setdefault((leak.source, leak.target), []).append(leak)
    apart = {frozenset(pair) for pair in isolated}
    missing = "、".join(network.topology.missing)
    cells = []
    for source in network.areas:
        for target, reached in network.flows(source).items():
            pair = source, target
            sure = [part for one in reached if not one.doubt for part in between_hosts(hosts, one)]
            wanted = [flow for flow in flows if (flow.from_, flow.to) == pair]
            cells.append(
                Cell(
                    source=source,
                    target=target,
                    declared=tuple(dict.fromkeys(word for flow in wanted for word in flow.services)),
                    actual=words(sure),
                    possible=words(part for one in reached if one.doubt for part in between_hosts(hosts, one)),
                    idle=tuple(f"{'、'.join(flow.services)} {flow.reason}" for flow in wanted
                               if not works(network, flow, reached)),
                    leaks=tuple(leaks.get(pair, ())),
                    isolated=frozenset(pair) in apart,
                    unknown=f"没有数据的设备:{missing}" if missing else "",
                )
            )  # fmt: skip
    return cells


def between_hosts(hosts: Hosts, one: Reached) -> Iterator[Box]:
    """The packets of a flow that go from host to host, as people declare them."""
    for part in one.boxes():
        if hosts.between(part):
            yield part


def works(network: Network, flow: Any, reached: Iterable[Reached]) -> bool:  # noqa: ANN401 - of the site
    """Whether any packet of a declared flow surely gets from host to host."""
    wanted = declared(network, [flow])
    for one in reached:
        own = one.space.ranges(network.own)
        to, start, headers = one.final
        hosts = to & ~own, start & ~own, headers
        if not one.doubt and any(common(hosts, part) for part in wanted[flow.from_, flow.to, one.space.family]):
            return True
    return False


def words(boxes: Iterable[Box]) -> tuple[str, ...]:
    """The services of packets in the site's grammar: ``tcp/443``, ``udp``, ``icmp``, ``any``."""
    rectangles = {(box[Axis.PROTOCOL], box[Axis.DESTINATION_PORT]) for box in boxes}
    protocols = merged(protocol for protocol, _ in rectangles)
    found = []
    whole = _covers(protocols, BARE) and _covers(protocols, ECHO)
    for name, place in _PORTED.items():
        ports = merged(ports for (low, high), ports in rectangles if low <= place <= high)
        whole = whole and ports == [(0, _PORT_MAX)]
        found += [_ported(name, low, high) for low, high in ports]
    if whole:
        return ("any",)
    found += [name for place, name in _NAMED.items() if _covers(protocols, (place, place))]
    others = [place for low, high in protocols for place in range(low, high + 1)
              if place not in _NAMED and place not in _PORTED.values()]  # fmt: skip
    if others:
        found.append(f"ip/{NUMBER[others[0]]}" if len(others) == 1 else f"其他 IP 协议 {len(others)} 种")
    return tuple(sorted(found, key=_order))


def _order(word: str) -> tuple[bool, str, int]:
    name, _, ports = word.partition("/")
    return name not in _PORTED, name, int(ports.partition("-")[0] or 0)


def _ported(name: str, low: int, high: int) -> str:
    if (low, high) == (0, _PORT_MAX) and name != "sctp":  # the grammar has no bare word for it
        return name
    return f"{name}/{low}" if low == high else f"{name}/{low}-{high}"


def _covers(intervals: Iterable[Interval], wanted: Interval) -> bool:
    return any(low <= wanted[0] and wanted[1] <= high for low, high in intervals)
