"""One question: can these addresses reach those on this service? With a packet, its path, and the lines that decide."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct

from dengbao.errors import UserError
from dengbao.model import Lines, Service, Undecided
from dengbao.network.areas import both, of_network
from dengbao.network.boxes import family_of, matched, opening, shared
from dengbao.network.network import Network, Reached, towards, witness
from dengbao.network.topology import Subnet, top
from dengbao.network.translate import sent
from dengbao.network.walk import Arrival, Cited, End, Step
from dengbao.packets.packet import Packet
from dengbao.packets.space import EVERYTHING, Axis, Box, intersection, narrowed

Word = Literal["reachable", "blocked", "unknown"]
_NUMBERS = {"icmp": 1, "tcp": 6, "udp": 17, "gre": 47, "esp": 50, "ah": 51, "icmpv6": 58, "ospf": 89, "vrrp": 112}
_NUMBERS["sctp"] = 132


class Answer(Struct, frozen=True, kw_only=True):
    """The verdict; ``witness`` is a packet that passes, or one that is stopped when nothing passes."""

    verdict: Word
    why: str
    witness: Packet | None = None
    path: tuple[Step, ...] = ()
    cited: tuple[Cited, ...] = ()


def place(network: Network, text: str, key: str) -> list[Subnet]:
    """Addresses by the name of a zone, as a network or as one address.

    Raises:
        UserError: it is none of these.
    """
    if text in network.areas:
        return list(network.areas[text].ranges)
    try:
        return [of_network(ipaddress.ip_network(text, strict=False))]
    except ValueError:
        names = "、".join(network.areas) or "(清单没有声明区域)"
        raise UserError(f"{text} 不是区域名、网段或地址", key=key, mend=f"区域有:{names}") from None


def service(text: str) -> tuple[Box, ...]:
    """The packets of a service as the site writes it: ``tcp/445``, ``tcp/8000-8010``, ``icmp``, ``any``.

    Raises:
        UserError: it is not written so.
    """
    from dengbao.inventory.terms import service as known  # noqa: PLC0415 - the site's own grammar

    try:
        word = known(text)
    except ValueError as error:
        raise UserError(str(error), key="SERVICE") from None
    return of_service(word)


def of_service(word: str) -> tuple[Box, ...]:
    """The packets of a service that the site's grammar let through."""
    if word == "any":
        return (EVERYTHING,)
    name, _, ports = word.partition("/")
    low, _, high = ports.partition("-")
    interval = (int(low), int(high or low)) if ports else (0, 65535)
    return matched(services=(Service(protocol=_NUMBERS[name], destination=interval),)).boxes


def ask(network: Network, sources: Sequence[Subnet], targets: Sequence[Subnet], services: Sequence[Box]) -> Answer:
    """Answer the question for new connections; what answers is let back by the session.

    Args:
        network: the whole.
        sources: where packets come from.
        targets: where they go: addresses as sent, or those behind a translation.
        services: of what kind.

    Returns:
        ``reachable`` with a packet that surely passes; ``blocked`` when surely nothing does; else ``unknown``.
    """
    wanted = [
        part
        for one in targets
        for kind in services
        if (part := intersection(opening(one.family, (0, top(one.family)), (one.low, one.high)), kind)) is not None
    ]
    if direct := _same_wire(network, sources, targets, wanted):
        return direct
    entries = network.entries(sources)
    if not entries:
        return Answer(verdict="unknown", why="源地址不在清单中任何设备的网段内,也没有路由通向它")
    asked = [*wanted, *(narrowed(box, [(Axis.ESTABLISHED, (0, 0))]) for box in network.public())]
    starts = [
        Arrival(entry.port, narrowed(part, [(Axis.SOURCE, (entry.sources.low, entry.sources.high))]), doubt=entry.doubt)
        for entry in entries
        for part in asked
        if family_of(part) == entry.sources.family
    ]
    try:
        return _follow(network, starts, wanted, targets)
    except Undecided as undecided:
        return Answer(verdict="unknown", why=undecided.why)


def _follow(network: Network, starts: list[Arrival], wanted: list[Box], targets: Sequence[Subnet]) -> Answer:
    doubtful: Answer | None = None
    local: Answer | None = None
    home = network.home(targets)
    hosts = network.targets(targets)
    for end in network.walk(starts):
        for part in _parts(end, wanted):
            if end.kind == "local":
                local = local or (None if hosts else _answer("unknown", _own(end), part, end))
                continue
            for piece in towards(part.arrived, hosts) if end.origin[1] is None else [part.arrived]:
                found = Reached(piece, sent(piece, end.origin), end.step)
                doubt = network.doubt_of(End(end.kind, piece, end.origin, end.step, end.doubt, end.gateway), home)
                if doubt is None or found.packet() is None:
                    continue
                if not doubt:
                    return _answer("reachable", "配置允许这样的报文通过", found, end)
                doubtful = doubtful or _answer("unknown", doubt, found, end)
    if doubtful or local:
        return doubtful or local  # type: ignore[return-value]
    if network.topology.missing:
        return Answer(verdict="unknown", why=f"没有发现通路,但以下设备没有数据:{'、'.join(network.topology.missing)}")
    return _stopped(network, starts, wanted)


def _parts(end: End, wanted: Iterable[Box]) -> Iterator[Reached]:
    """What of an end was asked for, by its destination as sent or as it arrived."""
    for part in shared(narrowed(end.box, [(Axis.SOURCE, (0, top(family_of(end.box))))]), wanted):
        arrived = narrowed(part, [(Axis.SOURCE, end.box[Axis.SOURCE])])
        yield Reached(arrived, sent(arrived, end.origin), end.step)
    if end.origin[1] is not None or end.origin[3] is not None:
        first = sent(end.box, end.origin)
        for part in shared(first, wanted):
            yield Reached(end.box, part, end.step)


def _own(end: End) -> str:
    return f"目的是 {end.step.node.host} 自身的地址,能否登录由管理类检查判定"


def _answer(verdict: Word, why: str, found: Reached, end: End) -> Answer:
    path = tuple(end.step.path())
    cited = tuple(one for step in path for one in step.cited)
    return Answer(verdict=verdict, why=why, witness=found.packet(), path=path, cited=cited)


def _stopped(network: Network, starts: list[Arrival], wanted: list[Box]) -> Answer:
    """Say what stops the packets that come furthest."""
    best: tuple[tuple[int, bool, bool], Packet, End] | None = None
    for end in network.walk(starts, stopped=True):
        if end.kind != "stopped":
            continue
        for part in _parts(end, wanted):
            packet = part.packet()
            if packet is None:
                continue
            rank = len(end.step.path()), bool(end.step.cited), packet.protocol == _NUMBERS["tcp"]
            if best is None or rank > best[0]:
                best = (rank, packet, end)
    if best is None:
        return Answer(verdict="blocked", why="没有任何设备把这样的报文送往目的")
    _, packet, end = best
    path = tuple(end.step.path())
    return Answer(verdict="blocked", why=end.why, witness=packet, path=path,
                  cited=tuple(one for step in path for one in step.cited))  # fmt: skip


def _same_wire(
    network: Network, sources: Sequence[Subnet], targets: Sequence[Subnet], wanted: Sequence[Box]
) -> Answer | None:
    """Two hosts of one network need no device between them."""
    for port in network.topology.ports():
        for subnet in port.subnets:
            here = [part for one in sources if (part := both(one, subnet))]
            there = [part for one in network.targets(targets) if (part := both(one, subnet))]
            for one in here:
                for other in there:
                    box = opening(subnet.family, (one.low, one.high), (other.low, other.high))
                    packet = next((packet for each in shared(box, wanted) if (packet := witness(each))), None)
                    if packet is None or packet.source == packet.destination:
                        continue
                    lines: Lines = port.interface.lines[:1]
                    cited = (Cited(port.node.host, f"接口 {port.name} 的网段", lines),)
                    return Answer(verdict="reachable", why="同一网段,不经过三层设备", witness=packet, cited=cited)
    return None
