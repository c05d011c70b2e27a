"""The zone matrix: between every two zones, what the site declares and what the network lets through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from msgspec import Struct

from dengbao.network.cells import Cells, common
from dengbao.network.intent import Leak, declared
from dengbao.network.network import Network, Reached
from dengbao.network.space import Space
from dengbao.packets.space import BARE, ECHO, NUMBER, PLACE, Interval, merged

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
    leaks: dict[tuple[str, str], list[Leak]] = {}
    for leak in network.leaks(flows):
        leaks.setdefault((leak.source, leak.target), []).append(leak)
    apart = {frozenset(pair) for pair in isolated}
    missing = "、".join(network.topology.missing)
    cells = []
    for source in network.areas:
        for target, reached in network.flows(source).items():
            pair = source, target
            wanted = [flow for flow in flows if (flow.from_, flow.to) == pair]
            cells.append(
                Cell(
                    source=source,
                    target=target,
                    declared=tuple(dict.fromkeys(word for flow in wanted for word in flow.services)),
                    actual=services(one for one in reached if not one.doubt),
                    possible=services(one for one in reached if one.doubt),
                    idle=tuple(f"{'、'.join(flow.services)} {flow.reason}" for flow in wanted
                               if not works(network, flow, reached)),
                    leaks=tuple(leaks.get(pair, ())),
                    isolated=frozenset(pair) in apart,
                    unknown=f"没有数据的设备:{missing}" if missing else "",
                )
            )  # fmt: skip
    return cells


def between_hosts(one: Reached) -> Cells:
    """What of a flow goes from host to host, as people declare it; a side is empty when nothing does."""
    to, start, headers = one.final
    return to & ~one.space.own, start & ~one.space.own, headers


def services(reached: Iterable[Reached]) -> tuple[str, ...]:
    """The services of flows between hosts, in the site's grammar."""
    headers: dict[int, tuple[Space, int]] = {}
    for one in reached:
        to, start, mask = between_hosts(one)
        if to and start:
            space, known = headers.get(one.space.family, (one.space, 0))
            headers[space.family] = space, known | mask
    return words(
        (protocol, ports) for space, mask in headers.values() for ports, protocol, *_ in space.headers.rectangles(mask)
    )


def works(network: Network, flow: Any, reached: Iterable[Reached]) -> bool:  # noqa: ANN401 - of the site
    """Whether any packet of a declared flow surely gets from host to host."""
    wanted = declared(network, [flow])
    return any(
        common(between_hosts(one), part)
        for one in reached
        if not one.doubt
        for part in wanted[flow.from_, flow.to, one.space.family]
    )


def words(rectangles: Iterable[tuple[Interval, Interval]]) -> tuple[str, ...]:
    """Services, each a range of protocols by place and one of ports, as ``tcp/443``, ``udp``, ``icmp``, ``any``."""
    pairs = set(rectangles)
    protocols = merged(protocol for protocol, _ in pairs)
    found = []
    whole = _covers(protocols, BARE) and _covers(protocols, ECHO)
    for name, place in _PORTED.items():
        ports = merged(ports for (low, high), ports in pairs if low <= place <= high)
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
